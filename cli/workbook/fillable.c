/* SPDX-License-Identifier: MIT */
#include "workbook/fillable.h"

#include "base/error.h"
#include "base/file.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <xlsxwriter.h>

/* What Excel takes: the words of a list within a rule, the message of a rule, rows and columns. */
#define MOST_LIST_WORDS 255
#define MOST_MESSAGE    255

/* Points of a line, and how many lines of a row are shown: Excel takes 409 points. */
#define LINE_HEIGHT 15
#define MOST_LINES  24

/* Characters of the columns of the sheet that a workbook opens with. */
#define START_WIDTH 44
#define NOTE_WIDTH  90

/* Where lists stand that are too long for a rule. */
#define LISTS_SHEET "Lists"

typedef struct {
	const OtFillable *workbook;
	lxw_workbook *book;
	lxw_worksheet *lists;   /* NULL until one is needed */
	GHashTable *list_of;    /* first choice's address to the column of LISTS_SHEET + 1 */
	guint n_lists;
	lxw_format *head, *text, *number, *date, *time, *strong, *link, *title;
} Writer;

/* --- formats --------------------------------------------------------------------------------- */

static lxw_format *
add_format(const Writer *writer, const char *number_format)
{
	lxw_format *format = workbook_add_format(writer->book);

	format_set_text_wrap(format);
	format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
	if (number_format != NULL)
		format_set_num_format(format, number_format);
	return format;
}

static void
add_formats(Writer *writer)
{
	const OtFillable *workbook = writer->workbook;

	writer->head = add_format(writer, NULL);
	format_set_bold(writer->head);
	format_set_bg_color(writer->head, workbook->ground);
	format_set_font_color(writer->head, workbook->ink);
	writer->text = add_format(writer, "@");
	writer->number = add_format(writer, "General");
	format_set_align(writer->number, LXW_ALIGN_LEFT);
	writer->date = add_format(writer, "d mmmm yyyy");
	format_set_align(writer->date, LXW_ALIGN_LEFT);
	writer->time = add_format(writer, "d mmmm yyyy hh:mm");
	format_set_align(writer->time, LXW_ALIGN_LEFT);
	writer->strong = add_format(writer, "@");
	format_set_bg_color(writer->strong, workbook->tint);
	writer->link = add_format(writer, NULL);
	format_set_underline(writer->link, LXW_UNDERLINE_SINGLE);
	format_set_font_color(writer->link, workbook->ground);
	writer->title = add_format(writer, NULL);
	format_set_bold(writer->title);
	format_set_font_size(writer->title, 18);
	format_set_font_color(writer->title, workbook->ground);
}

static lxw_format *
format_of(const Writer *writer, const OtWorkbookColumn *column)
{
	if (column->strong)
		return writer->strong;
	switch (column->kind) {
	case OT_CELL_NUMBER:
		return writer->number;
	case OT_CELL_DATE:
		return writer->date;
	case OT_CELL_TIME:
		return writer->time;
	case OT_CELL_TEXT:
		break;
	}
	return writer->text;
}

/* --- values ---------------------------------------------------------------------------------- */

/* Only what comes out again as it is spelled may go in as a number. */
static bool
write_number(const Writer *writer, lxw_worksheet *sheet, lxw_row_t row, lxw_col_t column,
             const char *text)
{
	char spelled[G_ASCII_DTOSTR_BUF_SIZE];
	double number = g_ascii_strtod(text, NULL);

	g_ascii_formatd(spelled, sizeof spelled, "%.15g", number);
	if (strcmp(spelled, text) != 0)
		return false;
	worksheet_write_number(sheet, row, column, number, writer->number);
	return true;
}

/* Excel counts 29 February 1900, which was none, so days are sure from March on. */
static bool
write_moment(lxw_worksheet *sheet, lxw_row_t row, lxw_col_t column, const char *text,
             lxw_format *format)
{
	lxw_datetime moment = {0};
	int seconds = 0, n = 0, end = 0;

	n = sscanf(text, "%4d-%2d-%2d%nT%2d:%2d:%2d%n", &moment.year, &moment.month, &moment.day,
	           &end, &moment.hour, &moment.min, &seconds, &end);
	if ((n != 3 && n != 6) || text[end] != '\0' || seconds != 0 || moment.hour > 23 ||
	    strcmp(text, "1900-03-01") < 0)
		return false;
	worksheet_write_datetime(sheet, row, column, &moment, format);
	return true;
}

/* "_x0041_" would be read as "A": its first sign is escaped (ECMA-376-1, 22.9.2.19). */
static char *
escape(const char *text)
{
	g_autoptr(GString) out = g_string_new(NULL);

	for (const char *c = text; *c != '\0'; c++) {
		bool looks = g_str_has_prefix(c, "_x") && strlen(c) >= 7 && c[6] == '_';
		for (int i = 2; looks && i < 6; i++)
			looks = g_ascii_isxdigit(c[i]);
		g_string_append_len(out, looks ? "_x005F_" : c, looks ? strlen("_x005F_") : 1);
	}
	return g_strdup(out->str);
}

static void
write_cell(const Writer *writer, lxw_worksheet *sheet, lxw_row_t row, lxw_col_t at,
           const OtWorkbookColumn *column, const char *text)
{
	lxw_format *format = format_of(writer, column);

	if (*text == '\0') {
		worksheet_write_blank(sheet, row, at, format);
		return;
	}
	if (column->kind == OT_CELL_NUMBER && write_number(writer, sheet, row, at, text))
		return;
	if ((column->kind == OT_CELL_DATE || column->kind == OT_CELL_TIME) &&
	    write_moment(sheet, row, at, text, format))
		return;
	g_autofree char *escaped = escape(text);
	worksheet_write_string(sheet, row, at, escaped,
	                       column->strong ? writer->strong : writer->text);
}

/* --- lists and hints ------------------------------------------------------------------------- */

static size_t
length_of(const char *const *choices)
{
	size_t len = 0;

	for (; *choices != NULL; choices++)
		len += (size_t) g_utf8_strlen(*choices, -1) + 1;
	return len;
}

static bool
has_comma(const char *const *choices)
{
	for (; *choices != NULL; choices++)
		if (strchr(*choices, ',') != NULL || strchr(*choices, '"') != NULL)
			return true;
	return false;
}

/* The cells of a sheet of their own that hold a list; free with g_free(). */
static char *
refer_to_list(Writer *writer, const char *const *choices)
{
	guint column = GPOINTER_TO_UINT(g_hash_table_lookup(writer->list_of, choices));
	guint n = g_strv_length((char **) choices);

	if (writer->lists == NULL)
		writer->lists = workbook_add_worksheet(writer->book, LISTS_SHEET);
	if (column == 0) {
		column = ++writer->n_lists;
		g_hash_table_insert(writer->list_of, (void *) choices, GUINT_TO_POINTER(column));
		for (guint i = 0; i < n; i++)
			worksheet_write_string(writer->lists, i, (lxw_col_t) (column - 1),
			                       choices[i], NULL);
	}
	char range[LXW_MAX_FORMULA_RANGE_LENGTH];
	lxw_rowcol_to_formula_abs(range, LISTS_SHEET, 0, (lxw_col_t) (column - 1), n - 1,
	                          (lxw_col_t) (column - 1));
	return g_strdup_printf("=%s", range);
}

static void
add_rule(Writer *writer, lxw_worksheet *sheet, lxw_row_t from, lxw_row_t to, lxw_col_t at,
         const OtWorkbookColumn *column)
{
	lxw_data_validation rule = {.validate = LXW_VALIDATION_TYPE_ANY,
	                            .ignore_blank = LXW_VALIDATION_ON};
	g_autofree char *range = NULL, *hint = NULL;

	if (column->choices == NULL && column->hint == NULL)
		return;
	if (column->hint != NULL && g_utf8_strlen(column->hint, -1) > MOST_MESSAGE)
		hint = g_utf8_substring(column->hint, 0, MOST_MESSAGE);
	rule.input_message = hint != NULL ? hint : (char *) column->hint;
	if (column->choices != NULL && length_of(column->choices) <= MOST_LIST_WORDS &&
	    !has_comma(column->choices)) {
		rule.validate = LXW_VALIDATION_TYPE_LIST;
		/* of const words in later versions of the library */
		rule.value_list = (void *) column->choices;
	} else if (column->choices != NULL) {
		range = refer_to_list(writer, column->choices);
		rule.validate = LXW_VALIDATION_TYPE_LIST_FORMULA;
		rule.value_formula = range;
	}
	/* what is not in a list is told when the form is read, with its cell */
	rule.error_type = LXW_VALIDATION_ERROR_TYPE_WARNING;
	worksheet_data_validation_range(sheet, from, at, to, at, &rule);
}

/* --- sheets ---------------------------------------------------------------------------------- */

static const char *
cell_at(const GPtrArray *rows, guint row, guint column)
{
	const GPtrArray *cells = g_ptr_array_index(rows, row);

	return column < cells->len ? g_ptr_array_index(cells, column) : "";
}

static const OtWorkbookColumn *
column_at(const OtWorkbookSheet *sheet, guint row, guint column)
{
	return sheet->cells != NULL && column == sheet->column_of_cells ? &sheet->cells[row]
	                                                               : &sheet->columns[column];
}

/*
 * How many lines a text takes in a column so wide; letters are counted a little wider than digits.
 */
static double
count_lines(const char *text, double width)
{
	g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
	double n = 0;

	for (char **line = lines; *line != NULL; line++)
		n += MAX(1, ceil((double) g_utf8_strlen(*line, -1) * 1.1 / width));
	return n;
}

/* Programs other than Excel don't find out by themselves how high a row has to be. */
static void
set_height(lxw_worksheet *out, lxw_row_t row, double lines)
{
	if (lines > 1)
		worksheet_set_row(out, row, MIN(lines, MOST_LINES) * LINE_HEIGHT, NULL);
}

static void
write_rows(Writer *writer, lxw_worksheet *out, const OtWorkbookSheet *sheet, guint n)
{
	for (guint column = 0; column < n; column++) {
		worksheet_set_column(out, (lxw_col_t) column, (lxw_col_t) column,
		                     sheet->columns[column].width,
		                     format_of(writer, &sheet->columns[column]));
		worksheet_write_string(out, 0, (lxw_col_t) column, cell_at(sheet->rows, 0, column),
		                       writer->head);
	}
	for (guint row = 0; row < sheet->rows->len; row++) {
		double lines = 1;

		for (guint column = 0; column < n; column++) {
			const char *text = cell_at(sheet->rows, row, column);
			lines = MAX(lines, count_lines(text, sheet->columns[column].width));
			if (row > 0)
				write_cell(writer, out, row, (lxw_col_t) column,
				           column_at(sheet, row, column), text);
		}
		set_height(out, row, lines);
	}
}

static void
write_rules(Writer *writer, lxw_worksheet *out, const OtWorkbookSheet *sheet, guint n)
{
	guint last = sheet->rows->len - 1 + sheet->spare_rows;

	for (guint column = 0; column < n; column++) {
		bool own = sheet->cells != NULL && column == sheet->column_of_cells;

		if (!own && last > 0)
			add_rule(writer, out, 1, last, (lxw_col_t) column, &sheet->columns[column]);
		for (guint row = 1; own && row < sheet->rows->len; row++)
			add_rule(writer, out, row, row, (lxw_col_t) column, &sheet->cells[row]);
	}
}

static void
write_sheet(Writer *writer, const OtWorkbookSheet *sheet, lxw_worksheet *out)
{
	guint n = ((const GPtrArray *) g_ptr_array_index(sheet->rows, 0))->len;

	write_rows(writer, out, sheet, n);
	write_rules(writer, out, sheet, n);
	worksheet_freeze_panes(out, 1, 1);
	worksheet_autofilter(out, 0, 0, MAX(1, sheet->rows->len - 1), (lxw_col_t) (n - 1));
	worksheet_set_landscape(out);
	worksheet_set_paper(out, 9); /* A4 */
	worksheet_fit_to_pages(out, 1, 0);
	worksheet_repeat_rows(out, 0, 0);
}

static void
write_start(Writer *writer, lxw_worksheet *out)
{
	const OtFillable *workbook = writer->workbook;

	worksheet_set_column(out, 0, 0, START_WIDTH, NULL);
	worksheet_set_column(out, 1, 1, NOTE_WIDTH, NULL);
	for (guint i = 0; i < workbook->n_lines; i++) {
		const OtWorkbookLine *line = &workbook->lines[i];
		g_autofree char *target = line->sheet != NULL
		                                  ? g_strdup_printf("internal:'%s'!A1", line->sheet)
		                                  : NULL;

		if (target != NULL)
			worksheet_write_url_opt(out, i, 0, target, writer->link, line->text, NULL);
		else
			worksheet_merge_range(out, i, 0, i, 1, line->text,
			                      i == 0 ? writer->title : writer->text);
		if (line->note != NULL)
			worksheet_write_string(out, i, 1, line->note, writer->text);
		if (i == 0)
			worksheet_set_row(out, i, 2 * LINE_HEIGHT, NULL);
		else
			set_height(out, i,
			           line->note != NULL
			                   ? count_lines(line->note, NOTE_WIDTH)
			                   : count_lines(line->text, START_WIDTH + NOTE_WIDTH));
	}
	worksheet_gridlines(out, LXW_HIDE_ALL_GRIDLINES);
	worksheet_set_paper(out, 9);
	worksheet_fit_to_pages(out, 1, 0);
}

/* Sheets are made in their order before they are written: that of the lists comes last. */
static void
write_book(Writer *writer)
{
	const OtFillable *workbook = writer->workbook;
	lxw_doc_properties properties = {
		.title = (char *) workbook->title,
		.author = (char *) workbook->author,
		.created = (time_t) workbook->epoch,
	};
	g_autofree lxw_worksheet **sheets = g_new0(lxw_worksheet *, workbook->n_sheets + 1);

	add_formats(writer);
	lxw_worksheet *start = workbook_add_worksheet(writer->book, workbook->start);
	for (guint i = 0; i < workbook->n_sheets; i++)
		sheets[i] = workbook_add_worksheet(writer->book, workbook->sheets[i].name);
	write_start(writer, start);
	for (guint i = 0; i < workbook->n_sheets; i++)
		write_sheet(writer, &workbook->sheets[i], sheets[i]);
	if (writer->lists != NULL)
		worksheet_hide(writer->lists);
	workbook_set_properties(writer->book, &properties);
}

/* libxlsxwriter writes to files only: one in a folder of its own, gone afterwards. */
GBytes *
ot_fillable_write(const OtFillable *workbook, GError **error)
{
	g_autoptr(GHashTable) list_of = g_hash_table_new(NULL, NULL);
	Writer writer = {.workbook = workbook, .list_of = list_of};
	g_autofree char *folder = g_dir_make_tmp("outset-XXXXXX", NULL);

	if (folder == NULL) {
		g_set_error(error, OT_ERROR, OT_ERROR_IO, "cannot make a folder in %s: %s; "
		            "set TMPDIR to a folder for temporary files",
		            g_get_tmp_dir(), g_strerror(errno));
		return NULL;
	}
	g_autofree char *path = g_build_filename(folder, "workbook.xlsx", NULL);
	lxw_workbook_options options = {.tmpdir = folder};
	writer.book = workbook_new_opt(path, &options);
	write_book(&writer);
	lxw_error failed = workbook_close(writer.book);
	GBytes *bytes = failed == LXW_NO_ERROR ? ot_file_read(path, G_MAXINT32, error) : NULL;
	if (failed != LXW_NO_ERROR)
		g_set_error(error, OT_ERROR, OT_ERROR_IO, "the workbook can't be written: %s",
		            lxw_strerror(failed));
	g_unlink(path);
	g_rmdir(folder);
	return bytes;
}
