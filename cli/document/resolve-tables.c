/* SPDX-License-Identifier: MIT */
#include "document/resolve.h"

/* As many columns as nobody can read on a page any more. */
#define COLUMN_LIMIT 100

/* The rows of a table being laid out. */
typedef struct {
	OtResolver *resolver;
	OtNode *table;
	int busy[COLUMN_LIMIT]; /* for how many more rows a cell from above covers the column */
	int width;              /* columns that the current row covers */
} Layout;

static OtScope
scope_of(const OtNode *cell)
{
	if (!cell->as.cell.header)
		return OT_SCOPE_NONE;
	return cell->parent->as.row.header ? OT_SCOPE_COLUMN : OT_SCOPE_ROW;
}

/* Put a cell into the first columns that are free. */
static bool
place_cell(Layout *layout, OtNode *cell, int *column)
{
	OtCellData *data = &cell->as.cell;

	data->column_span = MAX(data->column_span, 1);
	data->row_span = MAX(data->row_span, 1);
	while (*column < COLUMN_LIMIT && layout->busy[*column] > 0)
		++*column;
	if (*column + data->column_span > COLUMN_LIMIT)
		return ot_resolver_fail(layout->resolver, cell,
		                        "the table has more than %d columns", COLUMN_LIMIT);
	data->column = *column;
	data->scope = scope_of(cell);
	for (int i = 0; i < data->column_span; i++, ++*column) {
		if (layout->busy[*column] > 0)
			return ot_resolver_fail(layout->resolver, cell,
			                        "the cell covers a column that a cell of a row "
			                        "above covers too");
		layout->busy[*column] = data->row_span;
	}
	return true;
}

static bool
place_row(Layout *layout, OtNode *row)
{
	int column = 0, width = 0;

	for (OtNode *cell = row->first; cell != NULL; cell = cell->next)
		if (!place_cell(layout, cell, &column))
			return false;
	/* Cells of this row and those that reach down from above, without a gap between them. */
	while (width < COLUMN_LIMIT && layout->busy[width] > 0)
		layout->busy[width++]--;
	if (layout->table->first == row)
		layout->width = width;
	if (width == layout->width)
		return true;
	return ot_resolver_fail(layout->resolver, row,
	                        "the row covers %d column%s, and the first row of the table %d",
	                        width, width == 1 ? "" : "s", layout->width);
}

/* Cells can't reach over the end of the head or of the table. */
static bool
check_end(Layout *layout, const OtNode *row, const char *end)
{
	for (int i = 0; i < COLUMN_LIMIT; i++)
		if (layout->busy[i] > 0)
			return ot_resolver_fail(layout->resolver, row,
			                        "a cell covers more rows than there are to the "
			                        "end of %s", end);
	return true;
}

bool
ot_resolve_table(OtResolver *resolver, OtNode *table)
{
	OtTableData *data = &table->as.table;
	Layout layout = {.resolver = resolver, .table = table};

	data->header_rows = 0;
	for (OtNode *row = table->first; row != NULL; row = row->next) {
		if (row->as.row.header)
			data->header_rows++;
		if (!place_row(&layout, row))
			return false;
		bool last_of_head = row->as.row.header &&
		                    (row->next == NULL || !row->next->as.row.header);
		if (last_of_head && !check_end(&layout, row, "the head"))
			return false;
		if (row->next == NULL && !check_end(&layout, row, "the table"))
			return false;
		if (!row->as.row.header && row->next != NULL && row->next->as.row.header)
			return ot_resolver_fail(resolver, row->next,
			                        "a header row stands below a row of the table's "
			                        "body");
	}
	if (data->weights != NULL && data->columns > 0 && data->columns != layout.width)
		return ot_resolver_fail(resolver, table,
		                        "the table has %d columns, but weights for %d",
		                        layout.width, data->columns);
	data->columns = layout.width;
	return true;
}
