/* SPDX-License-Identifier: MIT */
#include "tables/csv.h"

#include <csv.h>
#include <string.h>

/* Excel takes a file without it for one of the system's old code page. */
#define BYTE_ORDER_MARK "\xEF\xBB\xBF"

struct OtCsv {
	GString *out;
	bool in_row; /* the row has a cell already */
	bool exact;  /* cells stay as they are */
};

OtCsv *
ot_csv_new(void)
{
	OtCsv *csv = g_new0(OtCsv, 1);

	csv->out = g_string_new(BYTE_ORDER_MARK);
	return csv;
}

OtCsv *
ot_csv_new_exact(void)
{
	OtCsv *csv = ot_csv_new();

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

	if (csv->in_row)
		g_string_append_c(csv->out, ',');
	start = csv->out->len;
	g_string_set_size(csv->out, start + room);
	csv_write(csv->out->str + start, room, cell, len);
	csv->in_row = true;
}

void
ot_csv_end_row(OtCsv *csv)
{
	g_string_append(csv->out, "\r\n");
	csv->in_row = false;
}

GBytes *
ot_csv_take(OtCsv *csv)
{
	GBytes *bytes = g_string_free_to_bytes(csv->out);

	csv->out = g_string_new(BYTE_ORDER_MARK);
	csv->in_row = false;
	return bytes;
}
