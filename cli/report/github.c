/* SPDX-License-Identifier: MIT
 *
 * Workflow commands of GitHub Actions.  Data is escaped as its runner reads it: "%" and line ends
 * everywhere, ":" and "," besides in properties.
 */
#include "report/report.h"

#include "report/words.h"

#include <string.h>

static void
append_escaped(GString *line, const char *text, const char *special)
{
	g_autofree char *safe = ot_report_safe(text);

	for (const char *c = safe; *c != '\0'; c++) {
		if (*c == '%' || strchr(special, *c) != NULL)
			g_string_append_printf(line, "%%%02X", (guint) *c);
		else
			g_string_append_c(line, *c);
	}
}

static void
append_property(GString *line, const char *name, const char *value)
{
	g_string_append_printf(line, "%s%s=", line->str[line->len - 1] == ' ' ? "" : ",", name);
	append_escaped(line, value, ":,");
}

static void
append_number(GString *line, const char *name, int number)
{
	if (number > 0)
		g_string_append_printf(line, ",%s=%d", name, number);
}

static void
append_finding(GString *lines, const OtFinding *finding)
{
	static const char *const commands[] = {
		[OT_SEVERITY_NOTE] = "notice",
		[OT_SEVERITY_WARNING] = "warning",
		[OT_SEVERITY_ERROR] = "error",
	};
	const char *title = ot_report_title(finding);
	g_autofree char *heading = title != NULL ? g_strdup_printf("%s %s", finding->code, title)
	                                         : g_strdup(finding->code);

	g_string_append_printf(lines, "::%s ", commands[finding->severity]);
	if (finding->where.file != NULL) {
		append_property(lines, "file", finding->where.file);
		append_number(lines, "line", finding->where.line);
		if (finding->where.line > 0)
			append_number(lines, "col", finding->where.column);
	}
	append_property(lines, "title", heading);
	g_string_append(lines, "::");
	if (finding->where.place != NULL) {
		append_escaped(lines, finding->where.place, "");
		g_string_append(lines, ": ");
	}
	append_escaped(lines, finding->message, "");
	if (finding->advice != NULL) {
		g_string_append(lines, "%0A");
		append_escaped(lines, finding->advice, "");
	}
	g_string_append_c(lines, '\n');
}

char *
ot_report_github(const OtResult *result, const OtReportOptions *options)
{
	GString *lines = g_string_new(NULL);

	(void) options;
	for (size_t i = 0; i < ot_findings_count(result->findings); i++)
		append_finding(lines, ot_findings_get(result->findings, i));
	return g_string_free(lines, FALSE);
}
