/* SPDX-License-Identifier: MIT */
#include "check/checker.h"

/* The words of a finding, and which of the findings it is. */
typedef struct {
	size_t passage, start, end, index;
	OtSeverity severity;
} Words;

static int
compare_words(gconstpointer a, gconstpointer b)
{
	const Words *one = a, *other = b;

	if (one->passage != other->passage)
		return one->passage < other->passage ? -1 : 1;
	if (one->start != other->start)
		return one->start < other->start ? -1 : 1;
	if (one->end != other->end)
		return one->end > other->end ? -1 : 1;
	return one->index < other->index ? -1 : one->index > other->index;
}

/* The findings of rules that look for words, in the order of the text. */
static GArray *
list_words(const OtRules *rules, const OtFindings *findings)
{
	GArray *list = g_array_new(FALSE, FALSE, sizeof(Words));

	for (size_t i = 0; i < ot_findings_count(findings); i++) {
		const OtFinding *finding = ot_findings_get(findings, i);
		const OtExtent *extent = &finding->extent;
		int rule = finding->has_extent ? ot_rules_find(rules, finding->code) : -1;
		if (rule < 0 || ot_rules_info(rules, (size_t) rule)->kind != OT_RULE_WORDS)
			continue;
		const Words words = {
			.passage = extent->passage,
			.start = extent->start,
			.end = extent->start + extent->length,
			.index = i,
			.severity = finding->severity,
		};
		g_array_append_val(list, words);
	}
	g_array_sort(list, compare_words);
	return list;
}

/* One holds the other, or is the same; `one` begins first. */
static void
compare_pair(const Words *one, const Words *other, bool *dropped)
{
	bool same = one->start == other->start && one->end == other->end;

	if (other->end > one->end && other->start != one->start)
		return;
	if (one->severity != other->severity)
		dropped[one->severity < other->severity ? one->index : other->index] = true;
	else if (same)
		dropped[MAX(one->index, other->index)] = true;
}

void
ot_check_drop_overlaps(const OtRules *rules, OtFindings *findings)
{
	g_autoptr(GArray) list = list_words(rules, findings);
	g_autofree bool *dropped = g_new0(bool, ot_findings_count(findings) + 1);

	for (guint i = 0; i < list->len; i++) {
		const Words *one = &g_array_index(list, Words, i);
		for (guint j = i + 1; j < list->len; j++) {
			const Words *other = &g_array_index(list, Words, j);
			if (other->passage != one->passage || other->start >= one->end)
				break;
			compare_pair(one, other, dropped);
		}
	}
	ot_findings_drop(findings, dropped);
}
