/* SPDX-License-Identifier: MIT */
#include "report/report.h"

#include <jansson.h>
#include <string.h>

/* A line of the report is broken after so many characters. */
#define LINE_WIDTH 88

typedef enum { PAINT_FILE, PAINT_PLACE, PAINT_ERROR, PAINT_WARNING, PAINT_NOTE, PAINT_QUIET } Paint;

/* Bold or one of the eight basic colours, which every terminal lets its owner choose. */
static const char *const paints[] = {
	[PAINT_FILE] = "\033[1m",     [PAINT_PLACE] = "\033[1m",
	[PAINT_ERROR] = "\033[31m",   [PAINT_WARNING] = "\033[33m",
	[PAINT_NOTE] = "\033[36m",    [PAINT_QUIET] = "\033[2m",
};

typedef struct {
	GString *text;
	bool color;
} Report;

/* What would change how a terminal shows the rest: controls, and marks that turn text around. */
static bool
is_unsafe(gunichar character)
{
	return g_unichar_iscntrl(character) || character == 0x061C ||
	       (character >= 0x200B && character <= 0x200F) ||
	       (character >= 0x2028 && character <= 0x202E) ||
	       (character >= 0x2060 && character <= 0x2069) || character == 0xFEFF;
}

/* Text of others, safe to show; free with g_free(). */
static char *
make_safe(const char *text)
{
	g_autofree char *valid = g_utf8_make_valid(text, -1);
	GString *safe = g_string_new(NULL);

	for (const char *c = valid; *c != '\0'; c = g_utf8_next_char(c)) {
		gunichar character = g_utf8_get_char(c);
		g_string_append_unichar(safe, is_unsafe(character) ? 0xFFFD : character);
	}
	return g_string_free(safe, FALSE);
}

static void
paint(Report *report, Paint kind, const char *text)
{
	if (report->color)
		g_string_append(report->text, paints[kind]);
	g_string_append(report->text, text);
	if (report->color)
		g_string_append(report->text, "\033[0m");
}

/* Append words after what stands on the line already (`used` columns), and break lines. */
static void
wrap(Report *report, const char *words, int used, int indent)
{
	g_auto(GStrv) parts = g_strsplit(words, " ", -1);
	bool first = true;

	for (size_t i = 0; parts[i] != NULL; i++) {
		int width = (int) g_utf8_strlen(parts[i], -1);
		if (!first && used + 1 + width > LINE_WIDTH) {
			g_string_append_printf(report->text, "\n%*s", indent, "");
			used = indent;
		} else if (!first) {
			g_string_append_c(report->text, ' ');
			used++;
		}
		g_string_append(report->text, parts[i]);
		used += width;
		first = false;
	}
}

/* A sentence of a finding, with its full stop. */
static void
say(Report *report, const char *lead, const char *sentence, int indent)
{
	g_autofree char *safe = make_safe(sentence);
	bool ended = *safe == '\0' || strchr(".?!", safe[strlen(safe) - 1]) != NULL;
	g_autofree char *words = g_strconcat(safe, ended ? "" : ".", NULL);

	wrap(report, words, indent + (int) strlen(lead), indent);
	g_string_append_c(report->text, '\n');
}

static void
append_finding(Report *report, const OtFinding *finding)
{
	static const Paint severity_paints[] = {
		[OT_SEVERITY_NOTE] = PAINT_NOTE,
		[OT_SEVERITY_WARNING] = PAINT_WARNING,
		[OT_SEVERITY_ERROR] = PAINT_ERROR,
	};
	const OtWhere *where = &finding->where;
	g_autoptr(GString) at = g_string_new(NULL);

	if (where->file != NULL) {
		g_autofree char *file = make_safe(where->file);
		g_string_append(at, file);
		if (where->line > 0)
			g_string_append_printf(at, ":%d", where->line);
		if (where->line > 0 && where->column > 0)
			g_string_append_printf(at, ":%d", where->column);
	}
	paint(report, PAINT_FILE, at->str);
	if (where->place != NULL) {
		g_autofree char *place = make_safe(where->place);
		g_string_append(report->text, at->len > 0 ? "  " : "");
		paint(report, PAINT_PLACE, place);
	}
	if (at->len > 0 || where->place != NULL)
		g_string_append_c(report->text, '\n');

	const char *severity = ot_severity_name(finding->severity);
	g_autofree char *lead = g_strdup_printf("%s: ", severity);
	g_string_append(report->text, "  ");
	paint(report, severity_paints[finding->severity], severity);
	g_string_append(report->text, ": ");
	say(report, lead, finding->message, 2);
	if (finding->advice != NULL) {
		g_string_append(report->text, "  ");
		say(report, "", finding->advice, 2);
	}
	g_string_append(report->text, "  ");
	g_autofree char *code = make_safe(finding->code);
	paint(report, PAINT_QUIET, code);
	if (finding->source != NULL) {
		g_autofree char *source = make_safe(finding->source);
		g_string_append_printf(report->text, "  (%s)", source);
	}
	g_string_append(report->text, "\n\n");
}

static void
append_counts(Report *report, const OtFindings *findings)
{
	static const OtSeverity order[] = {OT_SEVERITY_ERROR, OT_SEVERITY_WARNING,
	                                   OT_SEVERITY_NOTE};
	size_t sum = 0, shown = ot_findings_count(findings);

	for (size_t i = 0; i < G_N_ELEMENTS(order); i++) {
		size_t n = ot_findings_count_severity(findings, order[i]);
		if (n > 0)
			g_string_append_printf(report->text, "%s%zu %s%s", sum > 0 ? ", " : "", n,
			                       ot_severity_name(order[i]), n == 1 ? "" : "s");
		sum += n;
	}
	g_string_append(report->text, sum > 0 ? ".\n" : "Nothing to correct was found.\n");
	if (sum > shown)
		g_string_append_printf(report->text,
		                       "Only %zu of them are shown; correct these first.\n", shown);
}

char *
ot_report_text(const OtFindings *findings, const OtReportOptions *options)
{
	Report report = {g_string_new(NULL), options != NULL && options->color};

	for (size_t i = 0; i < ot_findings_count(findings); i++)
		append_finding(&report, ot_findings_get(findings, i));
	append_counts(&report, findings);
	return g_string_free(report.text, FALSE);
}

static void
set_text(json_t *object, const char *name, const char *text)
{
	if (text == NULL)
		return;
	g_autofree char *valid = g_utf8_make_valid(text, -1);
	json_object_set_new(object, name, json_string(valid));
}

static void
set_number(json_t *object, const char *name, size_t number)
{
	json_object_set_new(object, name, json_integer((json_int_t) number));
}

/* What a built-in code means; NULL for a code of a rule pack. */
static const char *
title_of(const char *code)
{
	for (int i = 0; i < OT_N_CODES; i++)
		if (strcmp(ot_code_info((OtCode) i)->code, code) == 0)
			return ot_code_info((OtCode) i)->title;
	return NULL;
}

static json_t *
finding_as_json(const OtFinding *finding)
{
	json_t *object = json_object();

	set_text(object, "code", finding->code);
	set_text(object, "severity", ot_severity_name(finding->severity));
	set_text(object, "title", title_of(finding->code));
	set_text(object, "file", finding->where.file);
	if (finding->where.line > 0)
		set_number(object, "line", (size_t) finding->where.line);
	if (finding->where.column > 0)
		set_number(object, "column", (size_t) finding->where.column);
	set_text(object, "place", finding->where.place);
	set_text(object, "message", finding->message);
	set_text(object, "advice", finding->advice);
	set_text(object, "source", finding->source);
	return object;
}

char *
ot_report_json(const OtFindings *findings)
{
	static const OtSeverity order[] = {OT_SEVERITY_ERROR, OT_SEVERITY_WARNING,
	                                   OT_SEVERITY_NOTE};
	json_t *root = json_object(), *counts = json_object(), *list = json_array();

	set_text(root, "format", "outset-findings");
	set_number(root, "version", 1);
	for (size_t i = 0; i < G_N_ELEMENTS(order); i++)
		set_number(counts, ot_severity_name(order[i]),
		           ot_findings_count_severity(findings, order[i]));
	json_object_set_new(root, "counts", counts);
	set_number(root, "shown", ot_findings_count(findings));
	for (size_t i = 0; i < ot_findings_count(findings); i++)
		json_array_append_new(list, finding_as_json(ot_findings_get(findings, i)));
	json_object_set_new(root, "findings", list);

	char *dumped = json_dumps(root, JSON_INDENT(2));
	char *text = g_strconcat(dumped, "\n", NULL);
	free(dumped);
	json_decref(root);
	return text;
}
