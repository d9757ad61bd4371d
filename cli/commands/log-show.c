/* SPDX-License-Identifier: MIT */
#include "commands/log-show.h"

#include "base/json.h"
#include "report/json.h"
#include "report/words.h"
#include "tables/csv.h"

#include <stdio.h>
#include <string.h>

/* Columns of text; what was said takes what is left of the line. */
enum { WIDTH_NUMBER = 7, WIDTH_WHEN = 16, WIDTH_KIND = 9, WIDTH_WHO = 20, LEAST_WHAT = 20 };

struct OtLogPrinter {
	OtLogForm form;
	const OtLogWish *wish;
	int width;
	size_t n;
	OtCsv *csv;
};

OtLogPrinter *
ot_log_printer_new(OtLogForm form, const OtLogWish *wish, int width)
{
	OtLogPrinter *printer = g_new0(OtLogPrinter, 1);

	printer->form = form;
	printer->wish = wish;
	printer->width = width;
	printer->csv = ot_csv_new();
	return printer;
}

void
ot_log_printer_free(OtLogPrinter *printer)
{
	if (printer == NULL)
		return;
	ot_csv_free(printer->csv);
	g_free(printer);
}

/* --- which rows ---------------------------------------------------------------------------- */

static bool
has_words(const char *cell, const char *words)
{
	g_autofree char *text = g_utf8_casefold(cell, -1), *part = g_utf8_casefold(words, -1);

	return strstr(text, part) != NULL;
}

static bool
has_word(const char *cell, const char *word)
{
	g_auto(GStrv) words = g_strsplit(cell, " ", -1);

	return g_strv_contains((const char *const *) words, word);
}

static bool
fits(const char *cell, OtRegisterColumn column, const char *wanted)
{
	switch (column) {
	case OT_REGISTER_PURPOSE:
	case OT_REGISTER_ABOUT:
		return has_word(cell, wanted);
	case OT_REGISTER_SUPPLIER:
		return g_ascii_strcasecmp(cell, wanted) == 0;
	default:
		return ot_register_column_codes(column) != NULL ? strcmp(cell, wanted) == 0
		                                                : has_words(cell, wanted);
	}
}

bool
ot_log_is_wanted(const OtLogWish *wish, const char *const *cells)
{
	const size_t day = strlen("2026-11-30");
	const char *when = cells[OT_REGISTER_WHEN];

	if ((wish->since != NULL && strncmp(when, wish->since, day) < 0) ||
	    (wish->until != NULL && strncmp(when, wish->until, day) > 0))
		return false;
	for (int column = 0; column < OT_N_REGISTER_COLUMNS; column++)
		if (wish->cells[column] != NULL &&
		    !fits(cells[column], (OtRegisterColumn) column, wish->cells[column]))
			return false;
	return true;
}

/* --- text ---------------------------------------------------------------------------------- */

static int
width_of(const char *text)
{
	int width = 0;

	for (; *text != '\0'; text = g_utf8_next_char(text)) {
		gunichar character = g_utf8_get_char(text);
		if (!g_unichar_iszerowidth(character))
			width += g_unichar_iswide(character) ? 2 : 1;
	}
	return width;
}

/* A text of others in exactly so many columns, or with `fill` false in at most so many. */
static char *
fit(const char *text, int width, bool fill)
{
	g_autofree char *safe = ot_report_safe(text);
	int full = width_of(safe), used = 0;
	GString *out = g_string_new(NULL);

	for (const char *at = safe; *at != '\0'; at = g_utf8_next_char(at)) {
		gunichar character = g_utf8_get_char(at);
		int step = g_unichar_iszerowidth(character) ? 0
		           : g_unichar_iswide(character)    ? 2
		                                            : 1;
		if (full > width && used + step > width - 1) {
			g_string_append(out, "…");
			used++;
			break;
		}
		g_string_append_unichar(out, character);
		used += step;
	}
	if (fill)
		g_string_append_printf(out, "%*s", MAX(width - used, 0), "");
	return g_string_free(out, FALSE);
}

/* "2026-11-27 10:00" of a time; a day as it is. */
static char *
short_time(const char *when)
{
	char *time = g_strndup(when, WIDTH_WHEN);

	if (strlen(time) > strlen("2026-11-27"))
		time[strlen("2026-11-27")] = ' ';
	return time;
}

static const char *
who(const char *const *cells)
{
	if (*cells[OT_REGISTER_NAME] != '\0')
		return cells[OT_REGISTER_NAME];
	if (*cells[OT_REGISTER_SUPPLIER] != '\0')
		return cells[OT_REGISTER_SUPPLIER];
	return strcmp(cells[OT_REGISTER_DIRECTION], "out") == 0 ? "all" : "";
}

static void
print_heads(const OtLogPrinter *printer)
{
	(void) printer;
	printf("%*s  %-*s  %-*s  %-*s  %s\n", WIDTH_NUMBER, "No", WIDTH_WHEN, "When", WIDTH_KIND,
	       "Kind", WIDTH_WHO, "To or from", "What");
}

static void
print_text(const OtLogPrinter *printer, const OtRegisterRow *row)
{
	const char *const *cells = row->cells;
	g_autofree char *time = short_time(cells[OT_REGISTER_WHEN]);
	g_autofree char *when = fit(time, WIDTH_WHEN, true);
	g_autofree char *kind = fit(cells[OT_REGISTER_KIND], WIDTH_KIND, true);
	g_autofree char *name = fit(who(cells), WIDTH_WHO, true);
	g_autofree char *number = fit(cells[OT_REGISTER_NUMBER], WIDTH_NUMBER, false);
	g_autofree char *all =
		g_strjoin(*cells[OT_REGISTER_SUBJECT] != '\0' && *cells[OT_REGISTER_SAID] != '\0'
	                          ? ": "
	                          : "",
	                  cells[OT_REGISTER_SUBJECT], cells[OT_REGISTER_SAID], NULL);
	/* A row may say no more than what it belongs to. */
	if (*all == '\0') {
		g_free(all);
		all = g_strdup(cells[OT_REGISTER_ABOUT]);
	}
	int left = WIDTH_NUMBER + WIDTH_WHEN + WIDTH_KIND + WIDTH_WHO + 8;
	g_autofree char *what = fit(all, MAX(printer->width - left, LEAST_WHAT), false);

	if (printer->n == 1)
		print_heads(printer);
	printf("%*s  %s  %s  %s  %s%s\n", WIDTH_NUMBER, number, when, kind, name,
	       row->proved ? "" : "(changed) ", what);
}

/* --- programs ------------------------------------------------------------------------------ */

static void
print_json(const OtLogPrinter *printer, const OtRegisterRow *row)
{
	json_t *object = json_object();

	for (int column = 0; column < OT_N_REGISTER_COLUMNS; column++)
		if (*row->cells[column] != '\0')
			ot_json_set_text(object,
			                 ot_register_column_name((OtRegisterColumn) column),
			                 row->cells[column]);
	json_object_set_new(object, "proved", json_boolean(row->proved));
	char *text = json_dumps(object, JSON_COMPACT | JSON_PRESERVE_ORDER);
	printf("%s\n    %s", printer->n > 1 ? "," : "", text);
	free(text);
	json_decref(object);
}

/* A table for a spreadsheet, and not what is stored: formulas are defused. */
static void
print_csv(OtLogPrinter *printer, const char *const *cells)
{
	const size_t mark = strlen("\xEF\xBB\xBF");
	size_t len;

	for (int column = 0; column < OT_N_REGISTER_COLUMNS; column++)
		ot_csv_cell(printer->csv,
		            cells != NULL ? cells[column]
		                          : ot_register_column_head((OtRegisterColumn) column));
	ot_csv_end_row(printer->csv);
	g_autoptr(GBytes) bytes = ot_csv_take(printer->csv);
	const char *text = g_bytes_get_data(bytes, &len);
	size_t skip = cells != NULL ? mark : 0;
	fwrite(text + skip, 1, len - skip, stdout);
}

static void
begin(OtLogPrinter *printer)
{
	if (printer->form == OT_LOG_JSON)
		fputs("{\n  \"format\": \"outset-register\",\n  \"version\": 1,\n"
		      "  \"rows\": [", stdout);
	else if (printer->form == OT_LOG_CSV)
		print_csv(printer, NULL);
}

bool
ot_log_print(const OtRegisterRow *row, void *data)
{
	OtLogPrinter *printer = data;

	if (!ot_log_is_wanted(printer->wish, row->cells))
		return true;
	if (printer->n++ == 0)
		begin(printer);
	switch (printer->form) {
	case OT_LOG_JSON:
		print_json(printer, row);
		break;
	case OT_LOG_CSV:
		print_csv(printer, row->cells);
		break;
	case OT_LOG_TEXT:
	case OT_N_LOG_FORMS:
		print_text(printer, row);
		break;
	}
	/* A closed pipe ends it; the rest would be read for nobody. */
	return !ferror(stdout);
}

size_t
ot_log_print_end(OtLogPrinter *printer, const OtRegisterProof *proof, const char *findings)
{
	if (printer->n == 0)
		begin(printer);
	if (printer->form != OT_LOG_JSON)
		return printer->n;
	json_t *found = ot_json_read(findings, strlen(findings), "findings", NULL);
	char *list = json_dumps(json_object_get(found, "findings"), JSON_INDENT(2));
	printf("\n  ],\n  \"rowsInRegister\": %zu,\n  \"head\": \"%s\",\n  \"proved\": %s,\n"
	       "  \"findings\": %s\n}\n", proof->head.n_rows, proof->head.hash,
	       proof->n_broken == 0 && !proof->torn ? "true" : "false", list);
	free(list);
	json_decref(found);
	return printer->n;
}
