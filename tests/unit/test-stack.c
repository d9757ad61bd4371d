/* SPDX-License-Identifier: MIT
 *
 * Tables as lists, and the large print that they are for.
 */
#include "document/document.h"
#include "document/stack.h"
#include "document/style.h"

#include <string.h>

static OtNode *
add_row(OtDocument *document, OtNode *table)
{
	return ot_document_append(document, table, OT_NODE_ROW);
}

static OtNode *
add_cell(OtDocument *document, OtNode *row, int column, const char *words)
{
	OtNode *cell = ot_document_append(document, row, OT_NODE_CELL);
	OtNode *paragraph = ot_document_append(document, cell, OT_NODE_PARAGRAPH);

	cell->as.cell = (OtCellData){.column = column, .column_span = 1, .row_span = 1};
	if (*words != '\0')
		ot_document_append_text(document, paragraph, words);
	return cell;
}

static OtNode *
new_table(OtDocument *document, int columns, int header_rows)
{
	OtNode *root = ot_document_append(document, NULL, OT_NODE_DOCUMENT);
	OtNode *table = ot_document_append(document, root, OT_NODE_TABLE);

	table->as.table.columns = columns;
	table->as.table.header_rows = header_rows;
	return table;
}

/* A row as "label=words; ..."; "!" marks a title, "^" what goes on from above. */
static char *
spell_row(OtStack *stack)
{
	const OtStackCell *cells;
	GString *out = g_string_new(NULL);
	guint n;

	if (ot_stack_next(stack, &cells, &n) == NULL)
		return g_string_free(out, TRUE);
	for (guint i = 0; i < n; i++) {
		g_autofree char *words = ot_node_text(cells[i].cell);
		g_string_append_printf(out, "%s%s%s%s%s%s", i > 0 ? "; " : "",
		                       cells[i].title ? "!" : "", cells[i].repeated ? "^" : "",
		                       cells[i].label != NULL ? cells[i].label : "",
		                       cells[i].label != NULL ? "=" : "", g_strstrip(words));
	}
	return g_string_free(out, FALSE);
}

static void
assert_row(OtStack *stack, const char *wanted)
{
	g_autofree char *seen = spell_row(stack);

	g_assert_cmpstr(seen, ==, wanted);
}

/* A cell without words is left out; the name of a row has no label. */
static void
test_rows(void)
{
	g_autoptr(OtDocument) document = ot_document_new();
	OtNode *table = new_table(document, 3, 1);
	OtNode *row = add_row(document, table);

	add_cell(document, row, 0, "No.");
	add_cell(document, row, 1, "Baseline");
	add_cell(document, row, 2, "Target");
	row = add_row(document, table);
	add_cell(document, row, 0, "M1")->as.cell.header = true;
	add_cell(document, row, 1, "12 nights");
	add_cell(document, row, 2, "");
	row = add_row(document, table);
	add_cell(document, row, 0, "M2");
	add_cell(document, row, 1, "");
	add_cell(document, row, 2, "3 nights");

	g_autoptr(OtStack) stack = ot_stack_new(table);
	assert_row(stack, "!M1; Baseline=12 nights");
	assert_row(stack, "No.=M2; Target=3 nights");
	assert_row(stack, NULL);
}

/*
 * Cells across columns and rows: each column has all that stands above it, each row what covers it.
 */
static void
test_spans(void)
{
	g_autoptr(OtDocument) document = ot_document_new();
	OtNode *table = new_table(document, 3, 2);
	OtNode *row = add_row(document, table);

	add_cell(document, row, 0, "Group")->as.cell.row_span = 2;
	add_cell(document, row, 1, "Cost")->as.cell.column_span = 2;
	row = add_row(document, table);
	add_cell(document, row, 1, "Least");
	add_cell(document, row, 2, "Most");
	row = add_row(document, table);
	add_cell(document, row, 0, "Drivers")->as.cell.row_span = 2;
	add_cell(document, row, 1, "1");
	add_cell(document, row, 2, "2");
	row = add_row(document, table);
	add_cell(document, row, 1, "3")->as.cell.column_span = 2;
	row = add_row(document, table);
	add_cell(document, row, 0, "Riders");
	add_cell(document, row, 1, "5");
	add_cell(document, row, 2, "6");

	g_autoptr(OtStack) stack = ot_stack_new(table);
	assert_row(stack, "Group=Drivers; Cost, Least=1; Cost, Most=2");
	assert_row(stack, "^Group=Drivers; Cost, Least=3");
	assert_row(stack, "Group=Riders; Cost, Least=5; Cost, Most=6");
	assert_row(stack, NULL);
}

static void
test_no_head(void)
{
	g_autoptr(OtDocument) document = ot_document_new();
	OtNode *table = new_table(document, 2, 0);
	OtNode *row = add_row(document, table);

	add_cell(document, row, 0, "Where")->as.cell.header = true;
	add_cell(document, row, 1, "All routes");
	add_row(document, table);

	g_autoptr(OtStack) stack = ot_stack_new(table);
	assert_row(stack, "!Where; All routes");
	assert_row(stack, "");
	assert_row(stack, NULL);
}

/* --- large print ----------------------------------------------------------------------------- */

static void
assert_enlarged(const char *path)
{
	g_autoptr(OtStyle) style = ot_style_load(path, NULL);
	double body = style->text[OT_TEXT_BODY].size;

	ot_style_enlarge(style);
	g_assert_true(style->large_print);
	g_assert_cmpfloat(style->text[OT_TEXT_BODY].size, ==, OT_LARGE_PRINT);
	g_assert_cmpfloat_with_epsilon(style->scale, OT_LARGE_PRINT / body, 1e-9);
	for (int i = 0; i < OT_N_TEXTS; i++)
		g_assert_cmpfloat(style->text[i].size, >=, OT_LARGE_PRINT);
	/* A title's longest words still have room on a line of A4. */
	g_assert_cmpfloat(style->text[OT_TEXT_TITLE].size, <=, 40);
	g_assert_cmpfloat(style->text[OT_TEXT_TITLE].size, >, style->text[OT_TEXT_HEADING_1].size);
	g_assert_cmpfloat(style->text[OT_TEXT_HEADING_1].size, >,
	                  style->text[OT_TEXT_HEADING_2].size);
	g_assert_cmpfloat(style->text[OT_TEXT_BODY].leading, >=, 1.4);
}

static void
test_enlarge(void)
{
	assert_enlarged("templates/house-style.xml");
	assert_enlarged("templates/house-style-civic.xml");
	assert_enlarged("templates/house-style-plain.xml");
}

static void
test_lists(void)
{
	g_autoptr(OtDocument) document = ot_document_new();
	OtNode *table = new_table(document, 2, 1);
	OtNode *cell;

	add_cell(document, add_row(document, table), 0, "Group");
	cell = add_cell(document, add_row(document, table), 0, "Drivers");
	g_assert_false(ot_stack_has_lists(table));
	ot_document_append(document, cell, OT_NODE_LIST);
	g_assert_true(ot_stack_has_lists(table));
	table->as.table.role = OT_TABLE_FACTS;
	g_assert_false(ot_stack_has_lists(table));
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/stack/rows", test_rows);
	g_test_add_func("/stack/spans", test_spans);
	g_test_add_func("/stack/lists", test_lists);
	g_test_add_func("/stack/no-head", test_no_head);
	g_test_add_func("/stack/enlarge", test_enlarge);
	return g_test_run();
}
