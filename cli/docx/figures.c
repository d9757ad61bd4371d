/* SPDX-License-Identifier: MIT */
#include "docx/writer.h"

#include "document/figure.h"

/*
 * Figures and signatures.  In Word a figure is its values as a table, which everybody can read,
 * copy and correct; a signature is a table of four holes.  Both are put together as nodes and
 * written like any other table.
 */

static OtNode *
add_table(OtDocx *docx, const OtNode *node, OtTableRole role, int columns)
{
	OtNode *table = ot_document_append(docx->scratch, docx->scratch->root, OT_NODE_TABLE);

	table->lang = ot_node_lang(docx->document, node);
	table->as.table = (OtTableData){.role = role, .columns = columns};
	return table;
}

static OtNode *
add_row(OtDocx *docx, OtNode *table, bool header)
{
	OtNode *row = ot_document_append(docx->scratch, table, OT_NODE_ROW);

	row->as.row.header = header;
	return row;
}

static OtNode *
add_cell(OtDocx *docx, OtNode *row, OtScope scope)
{
	int column = row->last == NULL ? 0 : row->last->as.cell.column + 1;
	OtNode *cell = ot_document_append(docx->scratch, row, OT_NODE_CELL);

	cell->as.cell = (OtCellData){
		.header = scope != OT_SCOPE_NONE,
		.scope = scope,
		.column = column,
		.column_span = 1,
		.row_span = 1,
	};
	return cell;
}

static void
add_text(OtDocx *docx, OtNode *cell, const char *text, bool strong)
{
	OtNode *paragraph = ot_document_append(docx->scratch, cell, OT_NODE_PARAGRAPH);

	if (strong)
		paragraph = ot_document_append(docx->scratch, paragraph, OT_NODE_STRONG);
	ot_document_append_text(docx->scratch, paragraph, text != NULL ? text : "");
}

/* --- figures --------------------------------------------------------------------------------- */

static void
add_head(OtDocx *docx, OtNode *table, const OtFigureData *figure, bool notes)
{
	OtNode *row = add_row(docx, table, true);

	add_text(docx, add_cell(docx, row, OT_SCOPE_COLUMN),
	         ot_labels_get(docx->labels, "figure-point"), false);
	add_text(docx, add_cell(docx, row, OT_SCOPE_COLUMN), ot_figure_value_heading(docx->labels, docx->arena, figure), false);
	if (notes)
		add_text(docx, add_cell(docx, row, OT_SCOPE_COLUMN),
		         ot_labels_get(docx->labels, "figure-note"), false);
}

static void
add_point(OtDocx *docx, OtNode *table, const OtFigureData *figure, const OtPoint *point, bool notes)
{
	OtNode *row = add_row(docx, table, false);

	add_text(docx, add_cell(docx, row, OT_SCOPE_ROW), point->label, false);
	add_text(docx, add_cell(docx, row, OT_SCOPE_NONE), ot_figure_value_text(docx->labels, docx->arena, figure->kind, point),
	         point->strong);
	if (notes)
		add_text(docx, add_cell(docx, row, OT_SCOPE_NONE), point->note, false);
}

void
ot_docx_write_figure(OtDocxFlow *flow, const OtNode *node, const OtDocxPlacement *placement)
{
	OtDocx *docx = flow->docx;
	const OtFigureData *figure = &node->as.figure;
	bool notes = ot_figure_has_notes(figure);

	OtNode *table = add_table(docx, node, OT_TABLE_GRID, notes ? 3 : 2);
	table->as.table.caption = figure->caption;
	table->as.table.description = figure->alt;
	table->as.table.header_rows = 1;
	add_head(docx, table, figure, notes);
	for (size_t i = 0; i < figure->n_points; i++)
		add_point(docx, table, figure, &figure->points[i], notes);
	ot_docx_write_table(flow, table, placement, OT_TABLE_TALL_NONE);
}

/* --- signatures ------------------------------------------------------------------------------ */

static void
add_hole(OtDocx *docx, OtNode *table, const OtNode *field)
{
	OtNode *row = add_row(docx, table, false);

	add_text(docx, add_cell(docx, row, OT_SCOPE_ROW), field->as.field.label, false);
	OtNode *cell = add_cell(docx, row, OT_SCOPE_NONE);
	OtNode *paragraph = ot_document_append(docx->scratch, cell, OT_NODE_PARAGRAPH);
	OtNode *copy = ot_document_append(docx->scratch, paragraph, OT_NODE_FIELD);
	copy->id = field->id;
	copy->lang = field->lang;
	copy->source = field->source;
	copy->locked = field->locked;
	copy->as.field = field->as.field;
}

static void
write_label(OtDocxFlow *flow, const OtNode *node, const OtDocxPlacement *placement)
{
	OtDocxParagraph paragraph = ot_docx_paragraph_at(flow, placement, node);
	OtDocxRun run = ot_docx_run(flow->docx, ot_node_lang(flow->docx->document, node));

	if (placement->place == OT_PLACE_BODY)
		paragraph.style = OT_STYLE_CAPTION;
	paragraph.keep_next = true;
	ot_docx_flow_start_paragraph(flow, &paragraph);
	ot_docx_write_text(flow->xml, &run, node->as.signature.label);
	ot_docx_flow_end_paragraph(flow);
}

/* The row to sign in, by the end of its field's name. */
static int
find_signature_row(const OtNode *node)
{
	int row = 0;

	for (const OtNode *field = node->first; field != NULL; field = field->next, row++)
		if (field->kind == OT_NODE_FIELD &&
		    g_str_has_suffix(field->as.field.name, ".signature"))
			return row;
	return OT_TABLE_TALL_NONE;
}

void
ot_docx_write_signature(OtDocxFlow *flow, const OtNode *node, const OtDocxPlacement *placement)
{
	static const double weights[] = {1, 3};
	OtDocxPlacement together = *placement;

	ot_docx_flow_settle_mark(flow, placement);
	if (node->as.signature.label != NULL)
		write_label(flow, node, placement);
	OtNode *table = add_table(flow->docx, node, OT_TABLE_FACTS, 2);
	table->as.table.weights = weights;
	table->as.table.description = node->as.signature.label;
	for (const OtNode *field = node->first; field != NULL; field = field->next)
		if (field->kind == OT_NODE_FIELD)
			add_hole(flow->docx, table, field);
	together.keep_next = true;
	ot_docx_write_table(flow, table, &together, find_signature_row(node));
}
