/* SPDX-License-Identifier: MIT */
#include "report/text.h"

#include "report/words.h"

#include <string.h>

/* So many suppressed findings are named with their reasons; so many inputs are counted apart. */
/* More codes than these are counted by family. */
#define MOST_CODES 12

#define MOST_SUPPRESSED 5
#define MOST_INPUTS     10

static const OtSeverity order[] = {OT_SEVERITY_ERROR, OT_SEVERITY_WARNING, OT_SEVERITY_NOTE};

/* A paragraph of ours, after an empty line. */
static void
append_paragraph(OtTextReport *report, const char *words)
{
	g_string_append_c(report->text, '\n');
	ot_text_wrap(report, words, 0, 0);
	g_string_append_c(report->text, '\n');
}

static void
append_item(OtTextReport *report, const char *words)
{
	g_string_append(report->text, "  ");
	ot_text_wrap(report, words, 2, 4);
	g_string_append_c(report->text, '\n');
}

/* --- counts -------------------------------------------------------------------------------- */

/* "1 error, 2 notes"; "nothing" for none. */
static char *
say_severities(const size_t *counts)
{
	GString *text = g_string_new(NULL);

	for (size_t i = 0; i < G_N_ELEMENTS(order); i++) {
		if (counts[order[i]] == 0)
			continue;
		g_string_append(text, text->len > 0 ? ", " : "");
		ot_report_append_count(text, counts[order[i]], ot_severity_name(order[i]));
	}
	if (text->len == 0)
		g_string_append(text, "nothing");
	return g_string_free(text, FALSE);
}

static void
append_severities(OtTextReport *report, const OtResult *result)
{
	size_t counts[OT_SEVERITY_ERROR + 1] = {0}, sum = 0;
	size_t shown = ot_findings_count(result->findings);

	for (size_t i = 0; i < G_N_ELEMENTS(order); i++) {
		counts[order[i]] = ot_findings_count_severity(result->findings, order[i]);
		sum += counts[order[i]];
	}
	g_autofree char *now = say_severities(counts);
	bool held_back = result->baseline != NULL && result->held_back > 0;
	g_autoptr(GString) words = g_string_new(sum > 0      ? now
	                                        : held_back ? "Nothing new was found"
	                                                    : "Nothing to correct was found");
	/* Without what is held back, a number now and a number before could not be compared. */
	if (held_back)
		g_string_append_printf(words, ", besides %zu that %s knows already",
		                       result->held_back, result->baseline);
	if (result->has_before) {
		g_autofree char *before = say_severities(result->before_severity);
		g_string_append_printf(words, " (before: %s)", before);
	}
	ot_text_say(report, words->str, 0, 0);
	if (sum > shown)
		g_string_append_printf(report->text,
		                       "Only %zu of them are shown; correct these first.\n", shown);
}

/* A line with what is counted now and, where it is known, what was counted before. */
static void
append_count_line(OtTextReport *report, const char *now, const char *before)
{
	g_autofree char *line = before != NULL ? g_strdup_printf("%s (before: %s)", now, before)
	                                       : g_strdup(now);
	append_item(report, line);
}

static void
append_share(OtTextReport *report, size_t part, size_t whole, const char *what,
             size_t part_before, size_t whole_before)
{
	if (whole == 0)
		return;
	g_autofree char *now = g_strdup_printf("%zu of %zu %s", part, whole, what);
	g_autofree char *before = NULL;
	if (whole_before > 0)
		before = g_strdup_printf("%zu of %zu", part_before, whole_before);
	append_count_line(report, now, before);
}

/* "6 findings, 4.1 per 1,000 words". */
static char *
say_density(const OtCheckCounts *counts)
{
	GString *text = g_string_new(NULL);
	char density[G_ASCII_DTOSTR_BUF_SIZE];

	ot_report_append_count(text, counts->prescriptive, "finding");
	g_ascii_formatd(density, sizeof density, "%.1f", ot_counts_density(counts));
	g_string_append_printf(text, ", %s per 1,000 words", density);
	return g_string_free(text, FALSE);
}

static void
append_counts(OtTextReport *report, const OtCheckCounts *counts, const OtCheckCounts *before)
{
	const OtCheckCounts none = {0};
	const OtCheckCounts *then = before != NULL ? before : &none;

	if (counts->has_fields) {
		append_share(report, counts->outcomes_complete, counts->outcomes,
		             counts->outcomes == 1 ? "outcome is complete"
		                                   : "outcomes are complete",
		             then->outcomes_complete, then->outcomes);
		append_share(report, counts->requirements_traced, counts->requirements,
		             counts->requirements == 1 ? "requirement serves a measured outcome"
		                                       : "requirements serve a measured outcome",
		             then->requirements_traced, then->requirements);
	}
	if (counts->words == 0)
		return;
	g_autofree char *density = say_density(counts);
	g_autofree char *now = g_strconcat("prescriptive wording: ", density, NULL);
	g_autofree char *earlier = then->words > 0 ? say_density(then) : NULL;
	append_count_line(report, now, earlier);
}

/* What was counted, of all inputs and, where they are several but not many, of each. */
static void
append_all_counts(OtTextReport *report, const OtResult *result)
{
	const OtCheckCounts sum = ot_result_counts(result);
	const GPtrArray *inputs = result->inputs;

	append_counts(report, &sum, result->has_before ? &result->before : NULL);
	if (inputs->len < 2 || inputs->len > MOST_INPUTS)
		return;
	for (guint i = 0; i < inputs->len; i++) {
		const OtCheckedInput *input = g_ptr_array_index(inputs, i);
		g_autofree char *file = ot_report_safe(input->file);
		if (input->counts.words == 0 && !input->counts.has_fields)
			continue;
		g_string_append_c(report->text, '\n');
		ot_text_paint(report, OT_PAINT_FILE, file);
		g_string_append_c(report->text, '\n');
		append_counts(report, &input->counts, NULL);
	}
}

/* --- what is not among the findings -------------------------------------------------------- */

static void
append_suppressed(OtTextReport *report, const OtResult *result)
{
	g_autoptr(GString) words = g_string_new(NULL);
	size_t n = 0;

	for (guint i = 0; i < result->inputs->len; i++) {
		const OtCheckedInput *input = g_ptr_array_index(result->inputs, i);
		n += input->suppressed->len;
	}
	if (n == 0)
		return;
	ot_report_append_count(words, n, "finding");
	g_string_append_printf(words, " %s suppressed by the author%s", n == 1 ? "is" : "are",
	                       n > MOST_SUPPRESSED ? "; --format json gives the reasons." : ":");
	append_paragraph(report, words->str);
	for (guint i = 0; i < result->inputs->len && n <= MOST_SUPPRESSED; i++) {
		const OtCheckedInput *input = g_ptr_array_index(result->inputs, i);
		const OtSuppressed *all = (const OtSuppressed *) (void *) input->suppressed->data;
		for (guint j = 0; j < input->suppressed->len; j++) {
			const char *place = all[j].place != NULL ? all[j].place : input->file;
			const char *reason =
				all[j].reason != NULL ? all[j].reason : "no reason given";
			g_autofree char *line =
				g_strdup_printf("%s, %s: %s", all[j].code, place, reason);
			append_item(report, line);
		}
	}
}

/* Many codes by family: "143 rules (ACC 18, BUR 40)"; free with g_free(). */
static char *
say_families(const GPtrArray *codes)
{
	GString *words = g_string_new(NULL);
	guint n = 0;

	g_string_append_printf(words, "%u rules (", codes->len);
	for (guint i = 0; i < codes->len; i++) {
		const char *code = g_ptr_array_index(codes, i);
		const char *next = i + 1 < codes->len ? g_ptr_array_index(codes, i + 1) : "";
		size_t family = strcspn(code, "0123456789");
		n++;
		if (strncmp(code, next, family) == 0)
			continue;
		g_string_append_printf(words, "%.*s %u%s", (int) family, code, n,
		                       *next != '\0' ? ", " : ")");
		n = 0;
	}
	return g_string_free(words, FALSE);
}

static void
append_not_checked(OtTextReport *report, const OtResult *result)
{
	g_autoptr(GPtrArray) groups = ot_report_unchecked(result);

	if (groups->len > 0)
		append_paragraph(report, "Not checked:");
	for (guint i = 0; i < groups->len; i++) {
		const OtUncheckedGroup *group = g_ptr_array_index(groups, i);
		bool many = group->codes->len > MOST_CODES;
		g_autofree char *codes =
			many ? say_families(group->codes) : ot_report_join(group->codes);
		g_autofree char *line = g_strdup_printf(
			"%s: %s%s", codes, group->reason, many ? "; --format json lists them" : "");
		append_item(report, line);
	}
}

/* "stage engagement (--stage), ..."; what isn't known is left out. */
static char *
say_circumstances(const OtCheckedInput *input)
{
	const struct {
		const char *name, *value;
	} rows[] = {{"stage", input->stage},
	            {"jurisdiction", input->jurisdiction},
	            {"regime", input->regime}};
	GString *text = g_string_new(NULL);

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
		if (rows[i].value != NULL)
			g_string_append_printf(text, "%s%s %s (--%s)", text->len > 0 ? ", " : "",
			                       rows[i].name, rows[i].value, rows[i].name);
	return g_string_free(text, FALSE);
}

static void
append_assumed(OtTextReport *report, const OtResult *result)
{
	g_autoptr(GPtrArray) said = g_ptr_array_new_with_free_func(g_free);

	for (guint i = 0; i < result->inputs->len; i++) {
		const OtCheckedInput *input = g_ptr_array_index(result->inputs, i);
		char *words = input->assumed ? say_circumstances(input) : NULL;
		if (words == NULL || *words == '\0' ||
		    g_ptr_array_find_with_equal_func(said, words, g_str_equal, NULL)) {
			g_free(words);
			continue;
		}
		g_ptr_array_add(said, words);
		g_autofree char *paragraph =
			g_strdup_printf("A draft does not say what law it is written under. It was "
		                        "checked as %s.", words);
		append_paragraph(report, paragraph);
	}
}

void
ot_text_summary(OtTextReport *report, const OtResult *result)
{
	append_severities(report, result);
	if (result->inputs == NULL)
		return;
	append_all_counts(report, result);
	append_suppressed(report, result);
	append_not_checked(report, result);
	append_assumed(report, result);
	/* Of a file that could not be read this would be no comfort. */
	if (ot_result_counts(result).words > 0)
		append_paragraph(report,
		                 "A finding is a question to look into, not a verdict. That "
		                 "nothing is found does not make a document lawful or good.");
	if (result->next != NULL) {
		g_autofree char *next = g_strdup_printf("Next: %s", result->next);
		append_paragraph(report, next);
	}
}
