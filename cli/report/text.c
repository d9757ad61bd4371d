/* SPDX-License-Identifier: MIT */
#include "report/text.h"

#include "base/text.h"
#include "report/words.h"

#include <string.h>

/* In fewer columns nothing can be read. */
#define LEAST_WIDTH 40

void
ot_text_paint(OtTextReport *report, OtPaint paint, const char *text)
{
	/* Bold or one of the eight basic colours, which every terminal lets its owner choose. */
	static const char *const paints[OT_N_PAINTS] = {
		[OT_PAINT_FILE] = "\033[1m",     [OT_PAINT_PLACE] = "\033[1m",
		[OT_PAINT_WORDS] = "\033[1m",    [OT_PAINT_ERROR] = "\033[31m",
		[OT_PAINT_WARNING] = "\033[33m", [OT_PAINT_NOTE] = "\033[36m",
		[OT_PAINT_QUIET] = "\033[2m",
	};

	if (report->color)
		g_string_append(report->text, paints[paint]);
	g_string_append(report->text, text);
	if (report->color)
		g_string_append(report->text, "\033[0m");
}

void
ot_text_severity(OtTextReport *report, OtSeverity severity)
{
	static const OtPaint paints[] = {
		[OT_SEVERITY_NOTE] = OT_PAINT_NOTE,
		[OT_SEVERITY_WARNING] = OT_PAINT_WARNING,
		[OT_SEVERITY_ERROR] = OT_PAINT_ERROR,
	};

	ot_text_paint(report, paints[severity], ot_severity_name(severity));
}

void
ot_text_wrap(OtTextReport *report, const char *words, int used, int indent)
{
	g_autofree char *safe = ot_report_safe(words);
	g_auto(GStrv) parts = g_strsplit(safe, " ", -1);
	bool first = true;

	for (size_t i = 0; parts[i] != NULL; i++) {
		int width = (int) g_utf8_strlen(parts[i], -1);
		if (!first && used + 1 + width > report->width) {
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

void
ot_text_say(OtTextReport *report, const char *sentence, int used, int indent)
{
	bool ended = *sentence == '\0' || ot_text_is_ended(sentence);
	g_autofree char *words = g_strconcat(sentence, ended ? "" : ".", NULL);

	ot_text_wrap(report, words, used, indent);
	g_string_append_c(report->text, '\n');
}

/* The first line of a finding: file:line:column and the place in words. */
static void
append_where(OtTextReport *report, const OtWhere *where)
{
	g_autoptr(GString) at = g_string_new(NULL);

	if (where->file != NULL) {
		g_autofree char *file = ot_report_safe(where->file);
		g_string_append(at, file);
		if (where->line > 0)
			g_string_append_printf(at, ":%d", where->line);
		if (where->line > 0 && where->column > 0)
			g_string_append_printf(at, ":%d", where->column);
	}
	ot_text_paint(report, OT_PAINT_FILE, at->str);
	if (where->place != NULL) {
		g_autofree char *place = ot_report_safe(where->place);
		g_string_append(report->text, at->len > 0 ? "  " : "");
		ot_text_paint(report, OT_PAINT_PLACE, place);
	}
	if (at->len > 0 || where->place != NULL)
		g_string_append_c(report->text, '\n');
}

/* A finding of one of the program's own codes. */
static void
append_finding(OtTextReport *report, const OtFinding *finding)
{
	int used = 2 + (int) strlen(ot_severity_name(finding->severity)) + 2;

	append_where(report, &finding->where);
	g_string_append(report->text, "  ");
	ot_text_severity(report, finding->severity);
	g_string_append(report->text, ": ");
	ot_text_say(report, finding->message, used, 2);
	if (finding->advice != NULL) {
		g_string_append(report->text, "  ");
		ot_text_say(report, finding->advice, 2, 2);
	}
	g_string_append(report->text, "  ");
	g_autofree char *code = ot_report_safe(finding->code);
	ot_text_paint(report, OT_PAINT_QUIET, code);
	if (finding->source != NULL) {
		g_autofree char *source = ot_report_safe(finding->source);
		g_string_append_printf(report->text, "  (%s)", source);
	}
	g_string_append(report->text, "\n\n");
}

char *
ot_report_text(const OtResult *result, const OtReportOptions *options)
{
	int width = options != NULL && options->width > 0 ? options->width : OT_REPORT_WIDTH;
	OtTextReport report = {
		.text = g_string_new(NULL),
		.color = options != NULL && options->color,
		.width = MAX(width, LEAST_WIDTH),
	};
	g_autoptr(GPtrArray) files = ot_report_files(result);

	for (guint i = 0; i < files->len; i++) {
		const OtFileFindings *file = g_ptr_array_index(files, i);
		for (guint j = 0; j < file->findings->len; j++) {
			const OtFinding *finding = g_ptr_array_index(file->findings, j);
			if (!ot_finding_is_of_rule(finding))
				append_finding(&report, finding);
		}
		ot_text_rules(&report, file);
	}
	ot_text_summary(&report, result);
	return g_string_free(report.text, FALSE);
}
