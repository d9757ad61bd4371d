/* SPDX-License-Identifier: MIT */
#include "forms/read-workbook.h"

#include "base/file.h"
#include "tables/csv-read.h"

#include <string.h>

/*
 * A file that is read: its rows go to the taker, cells in the order of the columns that it may
 * have.
 */
typedef struct {
	OtSheetTaker *taker;
	const OtSheet *sheet;
	GPtrArray *heads; /* of char * */
	GArray *columns;  /* of OtCsvColumn */
} Reader;

/* The heads that a file may have: of each column, and of those in which it goes on. */
static void
add_head(Reader *reader, const char *head, guint piece)
{
	char *name = piece == 0 ? g_strdup(head) : g_strdup_printf("%s (%u)", head, piece + 1);
	const OtCsvColumn column = {.id = name, .title = name};

	g_ptr_array_add(reader->heads, name);
	g_array_append_val(reader->columns, column);
}

static void
add_heads(Reader *reader, const OtLabels *labels)
{
	static const char *const facts[] = {"form-section", "form-what", "form-value", "form-hint"};
	const OtSheet *sheet = reader->sheet;

	for (guint i = 0; i < G_N_ELEMENTS(facts) && sheet->part == NULL; i++)
		add_head(reader, ot_labels_get(labels, facts[i]), 0);
	if (sheet->part == NULL)
		return;
	if (sheet->key != NULL)
		add_head(reader, sheet->key, 0);
	for (guint i = 0; i < sheet->columns->len; i++) {
		const OtSheetColumn *column = &g_array_index(sheet->columns, OtSheetColumn, i);
		for (guint piece = 0; piece < (column->lines != NULL ? OT_SHEET_PARTS : 1u);
		     piece++)
			add_head(reader, column->head, piece);
	}
}

static bool
take_row(const OtCsvRow *row, void *data)
{
	Reader *reader = data;

	ot_sheet_take_row(reader->taker, row->cells, reader->heads->len, (guint) row->number);
	return true;
}

static bool
read_file(OtSheetTaker *taker, const OtSheet *sheet, const OtLabels *labels, const char *path,
          OtFindings *findings, GError **error)
{
	g_autoptr(GPtrArray) heads = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GArray) columns = g_array_new(FALSE, FALSE, sizeof(OtCsvColumn));
	Reader reader = {.taker = taker, .sheet = sheet, .heads = heads, .columns = columns};

	add_heads(&reader, labels);
	const OtCsvForm form = {
		.columns = (const OtCsvColumn *) (void *) columns->data,
		.n_columns = columns->len,
		.exact = true,
	};
	ot_sheet_take_heads(taker, sheet, (const char *const *) heads->pdata, heads->len, 1);
	return ot_csv_read(path, &form, take_row, &reader, findings, error) || *error == NULL;
}

bool
ot_form_read_csv(const OtSheets *sheets, const char *folder, OtFormReading *reading,
                 OtFindings *findings, GError **error)
{
	g_autoptr(OtSheetTaker) taker = ot_sheet_taker_new(sheets, reading);

	ot_sheet_taker_use_files(taker);
	for (guint i = 0; i < ot_sheets_count(sheets); i++) {
		const OtSheet *sheet = ot_sheet(sheets, i);
		g_autofree char *path = g_build_filename(folder, sheet->file, NULL);
		g_autofree char *what = g_strdup_printf("file %s", sheet->file);

		if (!ot_file_may_exist(path))
			ot_form_complain_gone(reading, what);
		else if (!read_file(taker, sheet, ot_sheets_labels(sheets), path, findings, error))
			return false;
	}
	return true;
}

bool
ot_form_is_csv(const OtSheets *sheets, const char *folder)
{
	g_autofree char *path = g_build_filename(folder, ot_sheet(sheets, 0)->file, NULL);

	return ot_file_may_exist(path);
}
