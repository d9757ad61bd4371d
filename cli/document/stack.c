/* SPDX-License-Identifier: MIT */
#include "document/stack.h"

/* A column: what stands at its head, and a cell from above that covers it. */
typedef struct {
	char *label;
	const OtNode *covering;
	int rows_left;
} Column;

struct OtStack {
	int n;
	Column *columns;
	const OtNode *next;
	GArray *cells; /* of OtStackCell */
};

static bool
covers(const OtNode *cell, int column)
{
	const OtCellData *data = &cell->as.cell;

	return data->column <= column && column < data->column + MAX(data->column_span, 1);
}

static void
add_label(Column *column, const OtNode *cell)
{
	g_autofree char *words = ot_node_text(cell);
	char *label;

	if (*g_strstrip(words) == '\0')
		return;
	label = column->label != NULL ? g_strconcat(column->label, ", ", words, NULL)
	                              : g_strdup(words);
	g_free(column->label);
	column->label = label;
}

static void
read_head(OtStack *stack, const OtNode *table)
{
	const OtNode *row = table->first;

	for (int i = 0; i < table->as.table.header_rows && row != NULL; i++, row = row->next)
		for (const OtNode *cell = row->first; cell != NULL; cell = cell->next)
			for (int column = 0; column < stack->n; column++)
				if (covers(cell, column))
					add_label(&stack->columns[column], cell);
	stack->next = row;
}

static void
clear_cell(gpointer data)
{
	g_free(((OtStackCell *) data)->label);
}

OtStack *
ot_stack_new(const OtNode *table)
{
	OtStack *stack = g_new0(OtStack, 1);

	stack->n = MAX(table->as.table.columns, 1);
	stack->columns = g_new0(Column, stack->n);
	stack->cells = g_array_new(FALSE, TRUE, sizeof(OtStackCell));
	g_array_set_clear_func(stack->cells, clear_cell);
	read_head(stack, table);
	return stack;
}

void
ot_stack_free(OtStack *stack)
{
	if (stack == NULL)
		return;
	for (int i = 0; i < stack->n; i++)
		g_free(stack->columns[i].label);
	g_free(stack->columns);
	g_array_unref(stack->cells);
	g_free(stack);
}

static bool
is_empty(const OtNode *cell)
{
	OtWalk walk = ot_walk_start((OtNode *) cell);

	while (ot_walk_next(&walk) != OT_WALK_END)
		if (walk.node->kind == OT_NODE_TEXT || walk.node->kind == OT_NODE_FIELD ||
		    walk.node->kind == OT_NODE_FIGURE)
			return false;
	return true;
}

static void
add_cell(OtStack *stack, const OtNode *cell, int column, bool repeated)
{
	bool title = cell->as.cell.header && column == 0;
	const OtStackCell entry = {
		.cell = cell,
		.label = title ? NULL : g_strdup(stack->columns[column].label),
		.title = title,
		.repeated = repeated,
	};

	if (is_empty(cell))
		clear_cell((gpointer) &entry);
	else
		g_array_append_val(stack->cells, entry);
}

bool
ot_stack_has_lists(const OtNode *table)
{
	OtWalk walk = ot_walk_start((OtNode *) table);

	if (table->as.table.role == OT_TABLE_FACTS)
		return false;
	while (ot_walk_next(&walk) != OT_WALK_END)
		if (walk.node->kind == OT_NODE_LIST)
			return true;
	return false;
}

bool
ot_stack_is_plain(const OtNode *table)
{
	if (table->as.table.header_rows != 1)
		return false;
	for (const OtNode *row = table->first; row != NULL; row = row->next) {
		int n = 0;

		for (const OtNode *cell = row->first; cell != NULL; cell = cell->next, n++)
			if (cell->as.cell.column_span > 1 || cell->as.cell.row_span > 1)
				return false;
		if (n != table->as.table.columns)
			return false;
	}
	return true;
}

/* A cell of this row; those below it that it covers are noted. */
static void
take_cell(OtStack *stack, const OtNode *cell)
{
	const OtCellData *data = &cell->as.cell;

	for (int i = data->column; i < stack->n && covers(cell, i); i++) {
		stack->columns[i].covering = cell;
		stack->columns[i].rows_left = data->row_span;
	}
	add_cell(stack, cell, data->column, false);
}

const OtNode *
ot_stack_next(OtStack *stack, const OtStackCell **cells, guint *n_cells)
{
	const OtNode *row = stack->next;
	const OtNode *cell = row != NULL ? row->first : NULL;

	g_array_set_size(stack->cells, 0);
	for (int i = 0; i < stack->n && row != NULL; i++) {
		Column *column = &stack->columns[i];

		if (cell != NULL && cell->as.cell.column == i) {
			take_cell(stack, cell);
			cell = cell->next;
		} else if (column->rows_left > 0 && column->covering->as.cell.column == i &&
		           column->covering->parent != row) {
			add_cell(stack, column->covering, i, true);
		}
		column->rows_left--;
	}
	*cells = (const OtStackCell *) stack->cells->data;
	*n_cells = stack->cells->len;
	stack->next = row != NULL ? row->next : NULL;
	return row;
}
