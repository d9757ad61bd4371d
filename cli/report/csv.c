/* SPDX-License-Identifier: MIT */
#include "report/report.h"

#include "report/words.h"
#include "tables/csv.h"

#include <string.h>

/* Excel takes a file without it for one of the system's old code page. */
#define BYTE_ORDER_MARK "\xEF\xBB\xBF"

static void
append_cell(GString *csv, const char *text)
{
	g_autofree char *safe = ot_report_safe(text != NULL ? text : "");
	g_autofree char *defused = ot_csv_defuse(safe);
	bool quoted = strpbrk(safe, ",\"") != NULL;

	if (quoted)
		g_string_append_c(csv, '"');
	for (const char *c = defused; *c != '\0'; c++) {
		if (*c == '"')
			g_string_append_c(csv, '"');
		g_string_append_c(csv, *c);
	}
	if (quoted)
		g_string_append_c(csv, '"');
}

/* A line or column; empty where it isn't known. */
static char *
write_number(int number)
{
	return number > 0 ? g_strdup_printf("%d", number) : g_strdup("");
}

static void
append_row(GString *csv, const OtFinding *finding, const char *fingerprint)
{
	g_autofree char *line = write_number(finding->where.line);
	g_autofree char *column = write_number(finding->where.column);
	const char *const cells[] = {
		finding->where.file,
		line,
		column,
		finding->where.place,
		ot_severity_name(finding->severity),
		finding->code,
		ot_report_title(finding),
		finding->matched,
		finding->sentence,
		finding->message,
		finding->why,
		finding->source,
		finding->advice,
		fingerprint,
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cells); i++) {
		if (i > 0)
			g_string_append_c(csv, ',');
		append_cell(csv, cells[i]);
	}
	g_string_append(csv, "\r\n");
}

char *
ot_report_csv(const OtResult *result, const OtReportOptions *options)
{
	g_auto(GStrv) fingerprints = ot_findings_fingerprints(result->findings);
	GString *csv = g_string_new(BYTE_ORDER_MARK
	                            "file,line,column,place,severity,code,title,words,sentence,"
	                            "message,why,source,try,fingerprint\r\n");

	(void) options;
	for (size_t i = 0; i < ot_findings_count(result->findings); i++)
		append_row(csv, ot_findings_get(result->findings, i), fingerprints[i]);
	return g_string_free(csv, FALSE);
}
