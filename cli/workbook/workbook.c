/* SPDX-License-Identifier: MIT */
#include "workbook/workbook.h"

#include "base/error.h"
#include "base/file.h"

#include <glib/gstdio.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <xlsxwriter.h>

/* A workbook in a file that goes when it was read. */
#define LARGEST (1024u << 20)

/* With more text than this, rows are written as they come instead of being kept to the end. */
#define MOST_TEXT (32u << 20)

/* In points: a line of the usual font, and the tallest row that there can be. */
#define LINE_HEIGHT 15.0
#define TALLEST     409.0

typedef struct {
	lxw_workbook *book;
	lxw_format *looks[OT_LOOK_MARKED + 1];
} Writer;

/* --- looks ----------------------------------------------------------------------------------- */

static void
add_looks(Writer *writer)
{
	for (int look = OT_LOOK_PLAIN; look <= OT_LOOK_MARKED; look++) {
		lxw_format *format = workbook_add_format(writer->book);
		format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
		if (look != OT_LOOK_TITLE)
			format_set_text_wrap(format);
		if (look == OT_LOOK_HEAD || look == OT_LOOK_NAME || look == OT_LOOK_TITLE)
			format_set_bold(format);
		if (look == OT_LOOK_HEAD) {
			format_set_bg_color(format, 0xE3EFF0);
			format_set_bottom(format, LXW_BORDER_THIN);
		}
		if (look == OT_LOOK_MARKED) {
			format_set_italic(format);
			format_set_bg_color(format, 0xFFF4D6);
		}
		writer->looks[look] = format;
	}
}

/* --- sheets ---------------------------------------------------------------------------------- */

/* A name that a sheet can have: no signs of paths, not too long, and another one for each. */
static char *
make_name(const char *name, size_t number, GHashTable *taken)
{
	g_autofree char *safe = g_strdup(name);

	g_strdelimit(safe, "[]:*?/\\'", ' ');
	g_autofree char *cut = g_utf8_strlen(safe, -1) > OT_SHEET_NAME
	                               ? g_utf8_substring(safe, 0, OT_SHEET_NAME)
	                               : g_strdup(safe);
	g_strstrip(cut);
	if (*cut != '\0' && g_hash_table_add(taken, g_utf8_casefold(cut, -1)))
		return g_steal_pointer(&cut);
	return g_strdup_printf("Sheet %zu", number + 1);
}

/* The text of a cell within its limit; free with g_free(). */
static char *
fit(const char *text)
{
	if (strlen(text) <= OT_SHEET_CELL || (gulong) g_utf8_strlen(text, -1) <= OT_SHEET_CELL)
		return g_strdup(text);
	g_autofree char *cut = g_utf8_substring(text, 0, OT_SHEET_CELL - 1);
	return g_strconcat(cut, "…", NULL);
}

static void
write_cell(const Writer *writer, lxw_worksheet *sheet, lxw_row_t row, lxw_col_t column,
           const OtSheetCell *cell)
{
	lxw_format *look = writer->looks[cell->look];

	if (cell->text == NULL || *cell->text == '\0') {
		worksheet_write_blank(sheet, row, column, look);
	} else if (cell->is_number) {
		worksheet_write_number(sheet, row, column, g_ascii_strtod(cell->text, NULL), look);
	} else {
		g_autofree char *text = fit(cell->text);
		worksheet_write_string(sheet, row, column, text, look);
	}
}

/* Lines that a text takes in a column; letters differ in width, so there is some room to spare. */
static double
count_lines(const char *text, double width)
{
	double lines = 0;

	for (const char *line = text; line != NULL;) {
		const char *end = strchr(line, '\n');
		glong len = g_utf8_strlen(line, end != NULL ? end - line : -1);
		lines += MAX(1, ceil((double) len * 1.1 / width));
		line = end != NULL ? end + 1 : NULL;
	}
	return lines;
}

/* Not every program measures rows when it opens a file. */
static void
set_height(lxw_worksheet *page, const OtSheet *sheet, size_t row)
{
	double lines = 1;

	for (size_t i = 0; i < sheet->rows[row].n_cells && sheet->n_widths > 0; i++) {
		const OtSheetCell *cell = &sheet->rows[row].cells[i];
		if (cell->text != NULL && cell->look != OT_LOOK_TITLE)
			lines = MAX(lines, count_lines(cell->text,
			                               sheet->widths[MIN(i, sheet->n_widths - 1)]));
	}
	if (lines > 1)
		worksheet_set_row(page, (lxw_row_t) row, MIN(lines * LINE_HEIGHT, TALLEST), NULL);
}

static void
write_sheet(const Writer *writer, const OtSheet *sheet, size_t number, GHashTable *taken)
{
	g_autofree char *name = make_name(sheet->name, number, taken);
	lxw_worksheet *page = workbook_add_worksheet(writer->book, name);
	size_t widest = 0;

	for (size_t row = 0; row < sheet->n_rows; row++) {
		set_height(page, sheet, row);
		for (size_t column = 0; column < sheet->rows[row].n_cells; column++)
			write_cell(writer, page, (lxw_row_t) row, (lxw_col_t) column,
			           &sheet->rows[row].cells[column]);
		widest = MAX(widest, sheet->rows[row].n_cells);
	}
	for (size_t i = 0; i < sheet->n_widths; i++)
		worksheet_set_column(
			page, (lxw_col_t) i,
			(lxw_col_t) (i + 1 < sheet->n_widths ? i : MAX(widest, i + 1) - 1),
			sheet->widths[i], NULL);
	if (sheet->frozen_rows > 0 || sheet->frozen_columns > 0)
		worksheet_freeze_panes(page, (lxw_row_t) sheet->frozen_rows,
		                       (lxw_col_t) sheet->frozen_columns);
	if (sheet->filter_row > 0 && sheet->n_rows > sheet->filter_row)
		worksheet_autofilter(page, (lxw_row_t) (sheet->filter_row - 1), 0,
		                     (lxw_row_t) (sheet->n_rows - 1),
		                     (lxw_col_t) (sheet->rows[sheet->filter_row - 1].n_cells - 1));
	/* on paper: across, the heads on each page, as wide as the page */
	worksheet_set_landscape(page);
	worksheet_set_paper(page, 9);
	worksheet_fit_to_pages(page, 1, 0);
	if (sheet->frozen_rows > 0)
		worksheet_repeat_rows(page, 0, (lxw_row_t) (sheet->frozen_rows - 1));
}

static bool
check_size(const OtWorkbook *workbook, GError **error)
{
	for (size_t i = 0; i < workbook->n_sheets; i++) {
		const OtSheet *sheet = &workbook->sheets[i];
		size_t widest = 0;

		for (size_t row = 0; row < sheet->n_rows; row++)
			widest = MAX(widest, sheet->rows[row].n_cells);
		if (sheet->n_rows <= OT_SHEET_ROWS && widest <= OT_SHEET_COLUMNS)
			continue;
		g_set_error(
			error, OT_ERROR, OT_ERROR_LIMIT,
			"the sheet %s would have %zu rows and %zu columns; a spreadsheet has %u "
			"and %u",
			sheet->name, sheet->n_rows, widest, OT_SHEET_ROWS, OT_SHEET_COLUMNS);
		return false;
	}
	return true;
}

/* --- the file -------------------------------------------------------------------------------- */

/* The bytes of all its texts. */
static size_t
count_text(const OtWorkbook *workbook)
{
	size_t n = 0;

	for (size_t i = 0; i < workbook->n_sheets; i++)
		for (size_t row = 0; row < workbook->sheets[i].n_rows; row++)
			for (size_t j = 0; j < workbook->sheets[i].rows[row].n_cells; j++) {
				const char *text = workbook->sheets[i].rows[row].cells[j].text;
				n += text != NULL ? strlen(text) : 0;
			}
	return n;
}

static bool
write_file(const OtWorkbook *workbook, const char *path, GError **error)
{
	lxw_doc_properties properties = {
		.title = (char *) workbook->title,
		.author = (char *) workbook->author,
		.created = (time_t) workbook->epoch,
	};
	lxw_workbook_options options = {
		.constant_memory = count_text(workbook) > MOST_TEXT,
		.tmpdir = (char *) g_get_tmp_dir(),
	};
	g_autoptr(GHashTable) taken = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	Writer writer = {.book = workbook_new_opt(path, &options)};

	workbook_set_properties(writer.book, &properties);
	add_looks(&writer);
	for (size_t i = 0; i < workbook->n_sheets; i++)
		write_sheet(&writer, &workbook->sheets[i], i, taken);
	lxw_error trouble = workbook_close(writer.book);
	if (trouble != LXW_NO_ERROR)
		g_set_error(error, OT_ERROR, OT_ERROR_IO, "the workbook can't be written: %s",
		            lxw_strerror(trouble));
	return trouble == LXW_NO_ERROR;
}

GBytes *
ot_workbook_write(const OtWorkbook *workbook, GError **error)
{
	g_autofree char *path = g_build_filename(g_get_tmp_dir(), "outset-XXXXXX", NULL);

	if (!check_size(workbook, error))
		return NULL;
	int file = g_mkstemp(path);
	if (file < 0) {
		g_set_error(error, OT_ERROR, OT_ERROR_IO,
		            "no file can be made in %s; say in TMPDIR "
		            "where there is room",
		            g_get_tmp_dir());
		return NULL;
	}
	close(file);
	GBytes *bytes =
		write_file(workbook, path, error) ? ot_file_read(path, LARGEST, error) : NULL;
	g_unlink(path);
	return bytes;
}

char *
ot_workbook_versions(void)
{
	return g_strdup_printf("libxlsxwriter %s", lxw_version());
}
