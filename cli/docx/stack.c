/* SPDX-License-Identifier: MIT */
#include "docx/writer.h"

#include "document/stack.h"

/*
 * A table as a list of its rows, in large print: a paragraph that names the row, then one for each
 * column, which starts with what stands at its head.
 */

/* Room above a row: a line of small print. */
#define ROOM_ABOVE_ROW 280

/* What a column has room for at least: 24 letters of the size of cells, in ems. */
#define ROOMY 12

typedef struct {
	OtDocxFlow *flow;
	OtDocxPlacement placement;
	bool first; /* nothing of the row is written yet */
} Row;

static void
start_line(Row *row, const OtNode *node, const OtStackCell *cell, bool keep_next)
{
	OtDocxFlow *flow = row->flow;
	OtDocxParagraph paragraph = ot_docx_paragraph_at(flow, &row->placement, node);

	if (cell->title)
		paragraph.style = OT_STYLE_CAPTION;
	if (row->first)
		paragraph.before = ROOM_ABOVE_ROW;
	paragraph.keep_next = keep_next || cell->title;
	row->first = false;
	ot_docx_flow_start_paragraph(flow, &paragraph);
	if (cell->label == NULL)
		return;
	g_autofree char *label = g_strconcat(cell->label, ": ", NULL);
	OtDocxRun run = ot_docx_run(flow->docx, ot_node_lang(flow->docx->document, cell->cell));
	run.strong = true;
	ot_docx_write_text(flow->xml, &run, label);
}

/* Words that go on from a row above, without the links, notes and controls that stand there. */
static void
write_words(Row *row, const OtStackCell *cell)
{
	OtDocxFlow *flow = row->flow;
	g_autofree char *words = ot_node_text(cell->cell);
	OtDocxRun run = ot_docx_run(flow->docx, ot_node_lang(flow->docx->document, cell->cell));

	start_line(row, NULL, cell, false);
	ot_docx_write_text(flow->xml, &run, words);
	ot_docx_flow_end_paragraph(flow);
}

static const OtNode *
end_of_inlines(const OtNode *node)
{
	while (node != NULL && ot_node_is_inline(node->kind))
		node = node->next;
	return node;
}

static void
write_cell(Row *row, const OtStackCell *cell)
{
	OtDocxFlow *flow = row->flow;
	const OtNode *node = cell->cell->first;
	const OtNode *rest = end_of_inlines(node);

	ot_docx_flow_owe_marks(flow, cell->cell);
	if (rest != node) {
		start_line(row, NULL, cell, rest != NULL);
		ot_docx_write_inline_range(flow, node, rest, &row->placement);
		ot_docx_flow_end_paragraph(flow);
	} else if (node->kind == OT_NODE_PARAGRAPH) {
		rest = node->next;
		ot_docx_flow_owe_marks(flow, node);
		start_line(row, node, cell, rest != NULL);
		ot_docx_write_inlines(flow, node, &row->placement);
		ot_docx_flow_end_paragraph(flow);
	} else if (cell->label != NULL || row->first) {
		start_line(row, NULL, cell, true);
		ot_docx_flow_end_paragraph(flow);
	}
	ot_docx_write_blocks_from(flow, rest, &row->placement);
}

bool
ot_docx_is_roomy(const OtDocx *docx, const OtNode *table, int total)
{
	int letters = ot_docx_twips(ROOMY * docx->style->text[OT_TEXT_TABLE].size);

	return !ot_stack_has_lists(table) &&
	       ot_docx_wanted_width(docx, table, letters + 2 * OT_CELL_MARGIN) <= total;
}

void
ot_docx_write_stack(OtDocxFlow *flow, const OtNode *table, const OtDocxPlacement *placement)
{
	g_autoptr(OtStack) stack = ot_stack_new(table);
	Row row = {.flow = flow, .placement = *placement};
	const OtStackCell *cells;
	const OtNode *node;
	guint n;

	row.placement.place = OT_PLACE_BODY;
	row.placement.align = OT_ALIGN_START;
	while ((node = ot_stack_next(stack, &cells, &n)) != NULL) {
		row.first = true;
		ot_docx_flow_owe_marks(flow, node);
		for (guint i = 0; i < n; i++) {
			if (cells[i].repeated)
				write_words(&row, &cells[i]);
			else
				write_cell(&row, &cells[i]);
		}
	}
}
