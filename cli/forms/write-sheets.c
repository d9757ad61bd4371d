/* SPDX-License-Identifier: MIT */
#include "forms/write-sheets.h"

#include "tables/csv.h"

#include <string.h>

/* Rows below the last one that lists and hints go on in. */
#define SPARE_ROWS 200

static OtCellKind
kind_of(const OtSheetColumn *column)
{
	if (column == NULL || column->field == NULL)
		return OT_CELL_TEXT;
	switch (column->field->kind) {
	case OT_FORM_FIELD_NUMBER:
		return OT_CELL_NUMBER;
	case OT_FORM_FIELD_DATE:
		return OT_CELL_DATE;
	case OT_FORM_FIELD_TIME:
		return OT_CELL_TIME;
	case OT_FORM_FIELD_TEXT:
	case OT_FORM_FIELD_CHOICE:
	case OT_FORM_FIELD_TICK:
		break;
	}
	return OT_CELL_TEXT;
}

/* Long texts get room, short names little. */
static double
width_of(const OtSheetColumn *column)
{
	if (column == NULL)
		return 12;
	if (column->field == NULL)
		return 50;
	if (column->field->identifies)
		return 12;
	if (column->field->kind != OT_FORM_FIELD_TEXT)
		return 18;
	return column->field->longest > 300 ? 44 : column->field->longest > 60 ? 28 : 20;
}

static OtWorkbookColumn
workbook_column(const OtSheetColumn *column)
{
	OtWorkbookColumn made = {.kind = kind_of(column), .width = width_of(column)};

	if (column == NULL)
		return made;
	made.hint = column->field != NULL ? column->field->hint : column->lines->about;
	made.choices = column->field != NULL ? column->field->choices : NULL;
	return made;
}

/* The facts: each row has a column of its own for the value. */
static void
set_facts(OtWorkbookSheet *made, const OtSheet *sheet, OtWorkbookColumn *columns,
          OtWorkbookColumn *cells)
{
	static const double widths[] = {26, 34, 70, 60};
	guint at = 0;

	for (guint i = 0; i < G_N_ELEMENTS(widths); i++)
		columns[i] = (OtWorkbookColumn){.width = widths[i], .strong = i != 2};
	for (guint row = 1; row < made->rows->len; row++) {
		const GPtrArray *texts = g_ptr_array_index(made->rows, row);
		const OtSheetColumn *column = &g_array_index(sheet->columns, OtSheetColumn, at);

		/* rare ones that say nothing have no row, and long texts several */
		while (!g_str_has_prefix(g_ptr_array_index(texts, 1), column->label) ||
		       strcmp(g_ptr_array_index(texts, 0), column->section) != 0)
			column = &g_array_index(sheet->columns, OtSheetColumn, ++at);
		cells[row] = workbook_column(column);
		cells[row].hint = NULL;
	}
	made->cells = cells;
	made->column_of_cells = 2;
}

typedef struct {
	GPtrArray *rows, *columns;
	OtWorkbookColumn *made, *cells;
} Kept;

static void
free_kept(void *data)
{
	Kept *kept = data;

	g_ptr_array_unref(kept->rows);
	g_ptr_array_unref(kept->columns);
	g_free(kept->made);
	g_free(kept->cells);
	g_free(kept);
}

static Kept *
make_sheet(const OtSheets *sheets, const OtSheet *sheet, const xmlDoc *tree,
           OtWorkbookSheet *made)
{
	Kept *kept = g_new0(Kept, 1);

	kept->rows = ot_sheet_rows(sheets, sheet, tree, &kept->columns);
	kept->made = g_new0(OtWorkbookColumn, kept->columns->len + 1);
	kept->cells = g_new0(OtWorkbookColumn, kept->rows->len + 1);
	*made = (OtWorkbookSheet){.name = sheet->name, .rows = kept->rows, .columns = kept->made};
	if (sheet->part == NULL) {
		set_facts(made, sheet, kept->made, kept->cells);
		return kept;
	}
	made->spare_rows = SPARE_ROWS;
	for (guint i = 0; i < kept->columns->len; i++)
		kept->made[i] = workbook_column(g_ptr_array_index(kept->columns, i));
	return kept;
}

/* The sheet that the workbook opens with: how it goes, and what is where. */
static void
add_lines(GArray *lines, OtArena *arena, const OtFormPlan *plan, const OtSheets *sheets,
          const OtWorkbookSheet *made, const OtFormOrigin *origin)
{
	static const char *const steps[] = {"form-sheet-rows", "form-sheet-lines",
	                                    "form-step-names", "form-step-empty",
	                                    "form-sheet-back"};
	const OtLabels *labels = ot_form_plan_labels(plan);
	OtWorkbookLine line = {.text = origin->title};

	g_array_append_val(lines, line);
	for (size_t i = 0; i < G_N_ELEMENTS(steps); i++) {
		line.text = ot_labels_get(labels, steps[i]);
		g_array_append_val(lines, line);
	}
	for (guint i = 0; i < ot_sheets_count(sheets); i++) {
		const OtSheet *sheet = ot_sheet(sheets, i);
		const char *about = sheet->part != NULL ? sheet->part->about
		                                        : ot_labels_get(labels, "form-facts-about");

		line.text = line.sheet = sheet->name;
		line.note = ot_arena_printf(arena, "%s (%u)", about != NULL ? about : "",
		                            made[i].rows->len - 1);
		g_array_append_val(lines, line);
	}
}

static guint32
colour_of(const OtStyle *style, OtColourRole role)
{
	char hex[7];

	ot_colour_hex(style->colour[role], hex);
	return (guint32) g_ascii_strtoull(hex, NULL, 16);
}

GBytes *
ot_form_write_workbook(const OtFormPlan *plan, const xmlDoc *tree, const OtFormOrigin *origin,
                       const OtStyle *style, gint64 epoch, OtFillableWrite *write,
                       GError **error)
{
	g_autoptr(OtSheets) sheets = ot_sheets_new(plan);
	g_autoptr(OtArena) arena = ot_arena_new();
	g_autoptr(GPtrArray) kept = g_ptr_array_new_with_free_func(free_kept);
	g_autofree OtWorkbookSheet *made = g_new0(OtWorkbookSheet, ot_sheets_count(sheets));
	g_autoptr(GArray) lines = g_array_new(FALSE, FALSE, sizeof(OtWorkbookLine));

	for (guint i = 0; i < ot_sheets_count(sheets); i++)
		g_ptr_array_add(kept, make_sheet(sheets, ot_sheet(sheets, i), tree, &made[i]));
	add_lines(lines, arena, plan, sheets, made, origin);
	const OtFillable workbook = {
		.title = origin->title,
		.author = origin->authority,
		.start = ot_labels_get(ot_form_plan_labels(plan), "form-start"),
		.lines = (const OtWorkbookLine *) (void *) lines->data,
		.n_lines = lines->len,
		.sheets = made,
		.n_sheets = ot_sheets_count(sheets),
		.epoch = epoch,
		.ground = colour_of(style, OT_COLOUR_ACCENT),
		.ink = 0xFFFFFF,
		.tint = colour_of(style, OT_COLOUR_ACCENT_TINT),
	};
	return write(&workbook, error);
}

GBytes *
ot_form_write_csv(const OtSheets *sheets, const OtSheet *sheet, const xmlDoc *tree)
{
	g_autoptr(GPtrArray) columns = NULL;
	g_autoptr(GPtrArray) rows = ot_sheet_rows(sheets, sheet, tree, &columns);
	g_autoptr(OtCsv) csv = ot_csv_new();

	for (guint i = 0; i < rows->len; i++) {
		const GPtrArray *cells = g_ptr_array_index(rows, i);
		for (guint k = 0; k < cells->len; k++)
			ot_csv_cell(csv, g_ptr_array_index(cells, k));
		ot_csv_end_row(csv);
	}
	return ot_csv_take(csv);
}
