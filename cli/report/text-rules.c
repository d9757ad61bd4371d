/* SPDX-License-Identifier: MIT */
#include "report/text.h"

#include "report/words.h"

#include <string.h>

/* Of one rule in one file, so many places are shown; a spreadsheet is better for more. */
#define MOST_PLACES 10

/* A piece of a sentence shorter than this says nothing. */
#define LEAST_SNIPPET 30

#define PLACE_INDENT 4
#define WORDS_INDENT 6

/* The columns of the last line, as long as nothing is painted in it. */
static int
used_columns(const OtTextReport *report)
{
	return (int) g_utf8_strlen(strrchr(report->text->str, '\n') + 1, -1);
}

/* Start the line of a place: "    requirement R3 (line 88): "; gives the columns used. */
static int
append_place(OtTextReport *report, const OtWhere *where)
{
	g_autoptr(GString) place = g_string_new(where->place);
	bool named = place->len > 0;

	g_string_append_printf(report->text, "%*s", PLACE_INDENT, "");
	if (where->line > 0)
		g_string_append_printf(place, "%sline %d%s", named ? " (" : "", where->line,
		                       named ? ")" : "");
	if (place->len == 0)
		return PLACE_INDENT;
	g_string_append(place, ": ");
	ot_text_wrap(report, place->str, PLACE_INDENT, WORDS_INDENT);
	return used_columns(report);
}

/* How many columns a finding's words need at least. */
static int
least_columns(const OtFinding *finding)
{
	g_autofree char *text =
		ot_report_safe(finding->sentence != NULL ? finding->sentence : finding->matched);
	return MIN((int) g_utf8_strlen(text, -1), LEAST_SNIPPET);
}

/* The words that were found, in quotation marks within their sentence, on the rest of a line. */
static void
append_words(OtTextReport *report, const OtFinding *finding, int used)
{
	int quotes = 2;

	if (used > WORDS_INDENT && report->width - used - quotes < least_columns(finding)) {
		g_string_truncate(report->text, report->text->len - 1);
		g_string_append_printf(report->text, "\n%*s", WORDS_INDENT, "");
		used = WORDS_INDENT;
	}
	g_auto(OtSnippet) snippet =
		ot_report_snippet(finding, (size_t) MAX(report->width - used - quotes, 0));
	if (*snippet.words == '\0') {
		g_string_append_printf(report->text, "\"%s\"", snippet.before);
		return;
	}
	g_autofree char *words = g_strdup_printf("\"%s\"", snippet.words);
	g_string_append(report->text, snippet.before);
	ot_text_paint(report, OT_PAINT_WORDS, words);
	g_string_append(report->text, snippet.after);
}

/* A message that begins with the words found adds nothing to the title of its rule. */
static bool
is_about_words(const OtFinding *finding)
{
	return finding->matched != NULL && (*finding->message == '"' ||
	                                    g_str_has_prefix(finding->message, "\xE2\x80\x9C"));
}

static bool
quotes_words(const OtFinding *finding)
{
	return finding->matched != NULL && strstr(finding->message, finding->matched) != NULL;
}

static void
append_found(OtTextReport *report, const OtFinding *finding)
{
	int used = append_place(report, &finding->where);

	if (is_about_words(finding)) {
		append_words(report, finding, used);
		g_string_append_c(report->text, '\n');
		return;
	}
	ot_text_say(report, finding->message, used, WORDS_INDENT);
	if (quotes_words(finding))
		return;
	if (finding->sentence != NULL) {
		g_string_append_printf(report->text, "%*s", WORDS_INDENT, "");
		append_words(report, finding, WORDS_INDENT);
		g_string_append_c(report->text, '\n');
	}
}

/* How many findings from `first` on are about words of one place, such as three of one sentence. */
static guint
count_together(const GPtrArray *findings, guint first)
{
	const OtFinding *one = g_ptr_array_index(findings, first);
	guint n = 1;

	for (; first + n < findings->len; n++) {
		const OtFinding *next = g_ptr_array_index(findings, first + n);
		if (!is_about_words(one) || !is_about_words(next) ||
		    one->where.line != next->where.line ||
		    g_strcmp0(one->where.place, next->where.place) != 0)
			break;
	}
	return n;
}

/* The words of several findings at one place, each in quotation marks. */
static void
append_together(OtTextReport *report, OtFinding *const *findings, guint n)
{
	int used = append_place(report, &findings[0]->where);

	for (guint i = 0; i < n; i++) {
		g_autofree char *safe = ot_report_safe(findings[i]->matched);
		g_autofree char *words = g_strdup_printf("\"%s\"", safe);
		int width = (int) g_utf8_strlen(words, -1) + (i + 1 < n);
		if (used > WORDS_INDENT && used + width > report->width) {
			g_string_truncate(report->text, report->text->len - 1);
			g_string_append_printf(report->text, "\n%*s", WORDS_INDENT, "");
			used = WORDS_INDENT;
		}
		ot_text_paint(report, OT_PAINT_WORDS, words);
		g_string_append(report->text, i + 1 < n ? ", " : "\n");
		used += width + 1;
	}
}

/* The places of a rule, each on a line of its own. */
static void
append_places(OtTextReport *report, const GPtrArray *findings)
{
	guint lines = 0, i = 0, n;

	for (; i < findings->len && lines < MOST_PLACES; i += n, lines++) {
		n = count_together(findings, i);
		if (n == 1)
			append_found(report, g_ptr_array_index(findings, i));
		else
			append_together(report, (OtFinding *const *) findings->pdata + i, n);
	}
	if (i < findings->len)
		g_string_append_printf(report->text, "%*sand %u more; --format csv lists all\n",
		                       PLACE_INDENT, "", findings->len - i);
}

/* "  Why: ..."; once for all places of a rule. */
static void
append_remark(OtTextReport *report, const char *label, const char *words, bool sentence)
{
	int used = 3 + (int) strlen(label);

	if (words == NULL)
		return;
	g_string_append(report->text, "  ");
	ot_text_paint(report, OT_PAINT_QUIET, label);
	g_string_append_c(report->text, ' ');
	if (sentence) {
		ot_text_say(report, words, used, PLACE_INDENT);
		return;
	}
	ot_text_wrap(report, words, used, PLACE_INDENT);
	g_string_append_c(report->text, '\n');
}

static void
append_group(OtTextReport *report, const OtFindingGroup *group)
{
	const OtFinding *first = group->first;
	g_autofree char *code = ot_report_safe(first->code);
	int used = (int) strlen(ot_severity_name(first->severity)) + 2;

	ot_text_severity(report, first->severity);
	g_string_append(report->text, ": ");
	ot_text_wrap(report, first->title, used, 2);
	g_string_append(report->text, "  ");
	ot_text_paint(report, OT_PAINT_QUIET, code);
	g_string_append_c(report->text, '\n');
	append_places(report, group->findings);
	append_remark(report, "Why:", first->why, true);
	append_remark(report, "Source:", first->source, false);
	append_remark(report, "Try:", first->advice, true);
	g_string_append_c(report->text, '\n');
}

void
ot_text_rules(OtTextReport *report, const OtFileFindings *file)
{
	bool named = false;

	for (guint i = 0; i < file->groups->len; i++) {
		const OtFindingGroup *group = g_ptr_array_index(file->groups, i);
		if (!ot_finding_is_of_rule(group->first))
			continue;
		if (!named && file->file != NULL) {
			g_autofree char *name = ot_report_safe(file->file);
			ot_text_paint(report, OT_PAINT_FILE, name);
			g_string_append(report->text, "\n\n");
			named = true;
		}
		append_group(report, group);
	}
}
