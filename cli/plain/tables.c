/* SPDX-License-Identifier: MIT */
#include "plain/writer.h"

/* What stands below a name of several lines is set in by so much. */
#define STEP 2

/* Whether a head names all of so many columns. */
static bool
is_above(const OtNode *head, int column, int n)
{
	return head->as.cell.column <= column &&
	       column + n <= head->as.cell.column + head->as.cell.column_span;
}

/* The words above so many columns, from the top down: "Cost, now"; NULL where there are none. */
static char *
column_name(const OtNode *table, int column, int n)
{
	const OtNode *row = table->first;
	g_autoptr(GString) name = g_string_new(NULL);

	for (int i = 0; i < table->as.table.header_rows && row != NULL; i++, row = row->next) {
		for (const OtNode *cell = row->first; cell != NULL; cell = cell->next) {
			if (!is_above(cell, column, n))
				continue;
			g_autofree char *text = ot_node_text(cell);
			g_string_append_printf(name, "%s%s",
			                       name->len != 0 && *text != '\0' ? ", " : "", text);
		}
	}
	return name->len != 0 ? g_strdup(name->str) : NULL;
}

/* A cell that is one line of text. */
static bool
is_one_line(const OtNode *cell)
{
	const OtNode *first = cell->first;

	return first == NULL || ot_node_is_inline(first->kind) ||
	       (first->kind == OT_NODE_PARAGRAPH && first->next == NULL);
}

static void
write_named(OtPlain *plain, const char *name, const OtNode *cell)
{
	g_autoptr(GString) line = g_string_new(NULL);
	const OtNode *first = cell->first;

	if (name != NULL && *name != '\0')
		g_string_append_printf(line, "%s: ", name);
	if (is_one_line(cell)) {
		ot_plain_inlines(plain, line,
		                 first != NULL && first->kind == OT_NODE_PARAGRAPH ? first->first
		                                                                   : first);
		ot_plain_lines(plain, line->str);
		return;
	}
	ot_plain_lines(plain, line->str);
	plain->indent += STEP;
	plain->gap = false;
	ot_plain_blocks(plain, first);
	plain->gap = false;
	plain->indent -= STEP;
}

/* A row of facts is its name and what is said of it; any other names each cell by its column. */
static void
write_row(OtPlain *plain, const OtNode *table, char *const *names, const OtNode *row)
{
	const OtNode *cell = row->first;
	g_autofree char *fact = NULL;

	if (table->as.table.header_rows == 0 && cell != NULL && cell->next != NULL) {
		fact = ot_node_text(cell);
		cell = cell->next;
	}
	for (; cell != NULL; cell = cell->next) {
		int column = cell->as.cell.column, n = cell->as.cell.column_span;
		bool known = column >= 0 && column < table->as.table.columns;
		g_autofree char *wide = n > 1 ? column_name(table, column, n) : NULL;
		const char *above = wide != NULL ? wide : known ? names[column] : NULL;
		write_named(plain, fact != NULL ? fact : above, cell);
	}
}

void
ot_plain_table(OtPlain *plain, const OtNode *node)
{
	const OtNode *row = node->first;
	g_auto(GStrv) names = g_new0(char *, (gsize) MAX(node->as.table.columns, 0) + 1);

	for (int column = 0; column < node->as.table.columns; column++) {
		char *name = column_name(node, column, 1);
		names[column] = name != NULL ? name : g_strdup("");
	}
	plain->gap = true;
	if (node->as.table.caption != NULL) {
		ot_plain_lines(plain, node->as.table.caption);
		plain->gap = true;
	}
	for (int i = 0; i < node->as.table.header_rows && row != NULL; i++)
		row = row->next;
	for (; row != NULL; row = row->next) {
		write_row(plain, node, names, row);
		plain->gap = plain->gap || node->as.table.header_rows > 0;
	}
	plain->gap = true;
}

void
ot_plain_signature(OtPlain *plain, const OtNode *node)
{
	plain->gap = true;
	if (node->as.signature.label != NULL)
		ot_plain_lines(plain, node->as.signature.label);
	for (const OtNode *field = node->first; field != NULL; field = field->next) {
		g_autoptr(GString) line = g_string_new(field->as.field.label);
		g_string_append(line, ": ");
		ot_plain_field(plain, line, field);
		ot_plain_lines(plain, line->str);
	}
	plain->gap = true;
}
