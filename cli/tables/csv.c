/* SPDX-License-Identifier: MIT */
#include "tables/csv.h"

#include "base/error.h"
#include "base/limits.h"

#include <csv.h>
#include <string.h>

/* Excel takes a file without it for one of the system's old code page. */
#define BYTE_ORDER_MARK "\xEF\xBB\xBF"

struct OtCsv {
	GString *out;
	char sign;
	bool exact;     /* cells stay as they are */
	guint n_cells;  /* of the row so far */
	guint most;     /* cells of a row */
	size_t longest; /* bytes of a cell, with its quotation marks */
};

OtCsv *
ot_csv_new(void)
{
	OtCsv *csv = g_new0(OtCsv, 1);

	csv->out = g_string_new(BYTE_ORDER_MARK);
	csv->sign = ',';
	return csv;
}

OtCsv *
ot_csv_new_exact(char sign)
{
	OtCsv *csv = ot_csv_new();

	csv->sign = sign;
	csv->exact = true;
	return csv;
}

void
ot_csv_free(OtCsv *csv)
{
	if (csv == NULL)
		return;
	g_string_free(csv->out, TRUE);
	g_free(csv);
}

bool
ot_csv_is_formula(const char *text)
{
	static const char *const starts[] = {
		"=", "+", "-", "@", "\xEF\xBC\x9D", "\xEF\xBC\x8B", "\xEF\xBC\x8D", "\xEF\xBC\xA0",
	};

	/* Programs differ in what they take off a cell's start before they look. */
	text += strspn(text, " \t\r\n");
	for (size_t i = 0; i < G_N_ELEMENTS(starts); i++)
		if (g_str_has_prefix(text, starts[i]))
			return true;
	return false;
}

char *
ot_csv_defuse(const char *text)
{
	return g_strconcat(ot_csv_is_formula(text) ? "'" : "", text, NULL);
}

void
ot_csv_cell(OtCsv *csv, const char *text)
{
	const char *given = text != NULL ? text : "";
	g_autofree char *cell = csv->exact ? g_strdup(given) : ot_csv_defuse(given);
	size_t len = strlen(cell), room = csv_write(NULL, 0, cell, len), start;

	if (csv->n_cells > 0)
		g_string_append_c(csv->out, csv->sign);
	start = csv->out->len;
	g_string_set_size(csv->out, start + room);
	csv_write(csv->out->str + start, room, cell, len);
	csv->n_cells++;
	csv->most = MAX(csv->most, csv->n_cells);
	csv->longest = MAX(csv->longest, room);
}

void
ot_csv_end_row(OtCsv *csv)
{
	g_string_append(csv->out, "\r\n");
	csv->n_cells = 0;
}

GBytes *
ot_csv_take(OtCsv *csv)
{
	GBytes *bytes = g_string_free_to_bytes(csv->out);

	csv->out = g_string_new(BYTE_ORDER_MARK);
	csv->n_cells = csv->most = 0;
	csv->longest = 0;
	return bytes;
}

GBytes *
ot_csv_take_exact(OtCsv *csv, const char *path, GError **error)
{
	if (csv->most > OT_LIMIT_CSV_COLUMNS)
		g_set_error(error, OT_ERROR, OT_ERROR_LIMIT,
		            "%s would have %u columns, with what is added to it, and at most %u are "
		            "read; nothing was written: delete columns that nobody needs",
		            path, csv->most, OT_LIMIT_CSV_COLUMNS);
	else if (csv->longest > OT_LIMIT_CSV_CELL)
		g_set_error(error, OT_ERROR, OT_ERROR_LIMIT,
		            "a cell of %s would have %zu bytes, and at most %u are read; nothing was "
		            "written: shorten its longest text",
		            path, csv->longest, OT_LIMIT_CSV_CELL);
	else
		return ot_csv_take(csv);
	return NULL;
}
