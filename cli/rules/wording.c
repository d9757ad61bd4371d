/* SPDX-License-Identifier: MIT */
#include "base/limits.h"
#include "rules/pack.h"

typedef struct {
	const OtRules *rules;
	const OtRuleChoice *choice;
	const OtText *text;
	const OtCircumstances *circumstances;
	OtFindings *findings;
} Check;

/* Words of a passage; free with g_free(), NULL where the extent is the whole passage. */
static char *
words_of(const OtPassage *passage, const OtExtent *extent)
{
	g_assert(extent->start <= passage->len && extent->length <= passage->len - extent->start);
	return extent->length > 0 ? g_strndup(passage->text + extent->start, extent->length) : NULL;
}

static void
report_match(const OtMatch *match, void *data)
{
	const Check *check = data;
	const OtRule *rule = ot_rules_get(check->rules, match->rule);
	const OtPassage *passage = ot_text_get(check->text, match->extent.passage);
	OtFinding finding =
		ot_rule_finding(check->rules, match->rule, check->choice, check->circumstances);

	if (ot_is_placeholder(passage->text))
		return;
	/* It is only counted. */
	if (ot_findings_count(check->findings) >= OT_LIMIT_FINDINGS) {
		ot_findings_add_copy(check->findings, &finding);
		return;
	}
	g_autofree char *matched = words_of(passage, &match->extent);
	g_autofree char *sentence = words_of(
		ot_text_get(check->text, match->sentence.passage), &match->sentence);
	const OtMessageValues values = {
		.match = matched,
		.group = match->group,
		.count = (double) match->count,
		.most = rule->limit != NULL ? g_ascii_strtod(rule->limit, NULL) : 0,
	};
	g_autofree char *message = ot_message_write(rule, &values);
	/* To count an element among its like takes too long to do it for every passage. */
	g_autofree char *place = passage->where.place == NULL && passage->origin != NULL
	                                 ? ot_xml_place(passage->origin)
	                                 : NULL;
	finding.where = passage->where;
	if (place != NULL)
		finding.where.place = place;
	finding.message = message;
	finding.matched = matched;
	finding.sentence = sentence;
	finding.has_extent = true;
	finding.extent = match->extent;
	finding.node = passage->origin;
	ot_findings_add_copy(check->findings, &finding);
}

bool
ot_rules_check_text(const OtRules *rules, const OtRuleChoice *choice, const OtText *text,
                    const OtCircumstances *circumstances, OtFindings *findings, GError **error)
{
	Check check = {rules, choice, text, circumstances, findings};

	return ot_matcher_run(rules->matcher, text, choice->level, report_match, &check, error);
}
