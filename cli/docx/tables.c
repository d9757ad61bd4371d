/* SPDX-License-Identifier: MIT */
#include "docx/writer.h"

#include <string.h>

/* Rows may be split over pages where a cell holds more lines than this; others stay whole. */
#define MOST_LINES_KEPT 12

/* Height of a row to write in by hand: 18 mm. */
#define TALL_ROW 1020

/* A table that is being written. */
typedef struct {
	OtDocxFlow *flow;
	const OtNode *node;
	const OtDocxPlacement *placement;
	int n;       /* columns */
	int *widths; /* of the columns */
	int *rows_left; /* for each column: rows that a cell from above still covers */
	int *spans;     /* for each column: how many columns that cell covers */
	int tall_row;
	bool in_head; /* the row that is being written is a header row */
} Table;

static int
width_of(const Table *table, int column, int span)
{
	int width = 0;

	for (int i = column; i < column + span; i++)
		width += table->widths[i];
	return width;
}

/* --- cells ----------------------------------------------------------------------------------- */

typedef enum { MERGE_NONE, MERGE_START, MERGE_GO_ON } Merge;

static void
start_cell(const Table *table, int column, int span, Merge merge)
{
	OtDocx *docx = table->flow->docx;
	OtXmlWriter *xml = table->flow->xml;

	ot_xml_start(xml, "w:tc");
	OtProperties properties = ot_properties(xml, OT_GROUP_TCPR);
	ot_property_start(&properties, OT_TCPR_tcW);
	ot_xml_set_int(xml, "w:w", width_of(table, column, span));
	ot_xml_set(xml, "w:type", "dxa");
	ot_xml_end(xml);
	if (span > 1)
		ot_property_set_int(&properties, OT_TCPR_gridSpan, span);
	if (merge == MERGE_START)
		ot_property_set(&properties, OT_TCPR_vMerge, "restart");
	else if (merge == MERGE_GO_ON)
		ot_property_flag(&properties, OT_TCPR_vMerge);
	/* said again here: light text needs its dark ground whatever a program makes of styles */
	if (table->in_head || table->node->as.table.role == OT_TABLE_KEY) {
		OtColourRole fill = table->in_head ? ot_style_head_ground(docx->style)
		                                   : OT_COLOUR_ACCENT_TINT;
		ot_property_start(&properties, OT_TCPR_shd);
		ot_xml_set(xml, "w:val", "clear");
		ot_xml_set(xml, "w:color", "auto");
		ot_xml_set(xml, "w:fill", ot_docx_hex(docx, fill));
		ot_xml_end(xml);
	}
	ot_properties_end(&properties);
}

/* The last thing in a cell has to be a paragraph (17.4.65). */
static void
end_cell(const Table *table, const OtDocxPlacement *inside)
{
	OtDocxFlow *flow = table->flow;

	if (flow->last != OT_LAST_PARAGRAPH) {
		OtDocxParagraph paragraph = ot_docx_paragraph_at(flow, inside, NULL);
		if (flow->last == OT_LAST_TABLE)
			paragraph.before = 0;
		ot_docx_flow_start_paragraph(flow, &paragraph);
		ot_docx_flow_end_paragraph(flow);
	}
	ot_xml_end(flow->xml);
}

static OtDocxPlace
place_of(const Table *table, const OtNode *cell)
{
	if (table->in_head)
		return OT_PLACE_HEAD;
	return cell != NULL && cell->as.cell.header ? OT_PLACE_ROW_HEAD : OT_PLACE_CELL;
}

/* What stands in a cell begins afresh. */
static OtDocxPlacement
placement_in(const Table *table, int width, const OtNode *cell, bool keep_next)
{
	return (OtDocxPlacement){
		.place = place_of(table, cell),
		.align = cell != NULL ? cell->as.cell.align : OT_ALIGN_START,
		.width = width - 2 * OT_CELL_MARGIN,
		.list_level = -1,
		.keep_next = keep_next,
		.locked = table->placement->locked || (cell != NULL && cell->locked),
	};
}

static void
write_empty_cell(const Table *table, int column, int span, Merge merge, bool keep_next)
{
	int width = width_of(table, column, span);
	OtDocxPlacement inside = placement_in(table, width, NULL, keep_next);

	start_cell(table, column, span, merge);
	table->flow->last = OT_LAST_NOTHING;
	end_cell(table, &inside);
}

static void
write_cell(Table *table, const OtNode *cell, int span, bool keep_next)
{
	OtDocxFlow *flow = table->flow;
	int column = cell->as.cell.column;
	int rows = MAX(1, cell->as.cell.row_span);
	int width = width_of(table, column, span);
	OtDocxPlacement inside = placement_in(table, width, cell, keep_next);

	start_cell(table, column, span, rows > 1 ? MERGE_START : MERGE_NONE);
	flow->last = OT_LAST_NOTHING;
	ot_docx_flow_owe_marks(flow, cell);
	ot_docx_write_blocks(flow, cell, &inside);
	end_cell(table, &inside);
	table->rows_left[column] = rows - 1;
	table->spans[column] = span;
}

/* --- rows ------------------------------------------------------------------------------------ */

/* An estimate: how many lines the tallest cell of a row takes. */
static int
lines_in(const Table *table, const OtNode *row)
{
	double size = table->flow->docx->style->text[OT_TEXT_TABLE].size;
	int most = 1;

	for (const OtNode *cell = row->first; cell != NULL; cell = cell->next) {
		g_autofree char *text = ot_node_text(cell);
		int column = CLAMP(cell->as.cell.column, 0, table->n - 1);
		double width = ot_docx_text_width(text, strlen(text)) * size * 20 / 1000;
		int lines = (int) (width / MAX(1, table->widths[column] - 2 * OT_CELL_MARGIN)) + 1;

		most = MAX(most, lines);
	}
	return most;
}

static void
write_row_properties(const Table *table, const OtNode *row, int index)
{
	OtXmlWriter *xml = table->flow->xml;
	OtProperties properties = ot_properties(xml, OT_GROUP_TRPR);

	if (table->in_head || lines_in(table, row) <= MOST_LINES_KEPT)
		ot_property_flag(&properties, OT_TRPR_cantSplit);
	if (index == table->tall_row) {
		ot_property_start(&properties, OT_TRPR_trHeight);
		ot_xml_set_int(xml, "w:val", TALL_ROW);
		ot_xml_set(xml, "w:hRule", "atLeast");
		ot_xml_end(xml);
	}
	if (table->in_head)
		ot_property_flag(&properties, OT_TRPR_tblHeader);
	ot_properties_end(&properties);
}

/* The rest of a cell that began in a row above; returns how many columns it covers. */
static int
write_covered(Table *table, int column, bool keep_next)
{
	int span = table->spans[column];

	write_empty_cell(table, column, span, MERGE_GO_ON, keep_next);
	table->rows_left[column]--;
	return span;
}

/* Columns are free for a cell until one that a cell from above covers. */
static int
free_columns(const Table *table, int column, int wanted)
{
	int n = 0;

	while (n < wanted && column + n < table->n && table->rows_left[column + n] == 0)
		n++;
	return MAX(n, 1);
}

/* The head stays with the first row; the first two and the last two rows stay together, as lines of
 * a paragraph do; where it is asked for, all rows. The last row stays with a signature below. */
static bool
stays_with_next(const Table *table, const OtNode *row, int index)
{
	if (row->next == NULL)
		return table->in_head || ot_docx_is_signed(table->node);
	return table->in_head || table->placement->keep_next || row->next->next == NULL ||
	       index == table->node->as.table.header_rows;
}

static void
write_row(Table *table, const OtNode *row, int index)
{
	bool keep_next = stays_with_next(table, row, index);
	const OtNode *cell = row->first;
	int column = 0;

	ot_xml_start(table->flow->xml, "w:tr");
	write_row_properties(table, row, index);
	while (column < table->n) {
		if (table->rows_left[column] > 0) {
			column += write_covered(table, column, keep_next);
		} else if (cell != NULL && cell->as.cell.column <= column) {
			int span = free_columns(table, column, MAX(1, cell->as.cell.column_span));
			write_cell(table, cell, span, keep_next);
			column += span;
			cell = cell->next;
		} else {
			write_empty_cell(table, column, 1, MERGE_NONE, keep_next);
			column++;
		}
	}
	ot_xml_end(table->flow->xml);
}

/* --- tables ---------------------------------------------------------------------------------- */

static bool
has_row_headers(const OtNode *table)
{
	int i = 0;

	if (table->as.table.role == OT_TABLE_FACTS)
		return true;
	for (const OtNode *row = table->first; row != NULL; row = row->next, i++)
		if (i >= table->as.table.header_rows && row->first != NULL &&
		    row->first->as.cell.header)
			return true;
	return false;
}

/* The same in bits for old readers and in words for new ones (17.4.55). */
static void
write_look(OtProperties *properties, bool first_row, bool first_column)
{
	OtXmlWriter *xml = properties->xml;
	char bits[8];

	g_snprintf(bits, sizeof bits, "%04X",
	           0x0600u | (first_row ? 0x0020u : 0) | (first_column ? 0x0080u : 0));
	ot_property_start(properties, OT_TBLPR_tblLook);
	ot_xml_set(xml, "w:val", bits);
	ot_xml_set(xml, "w:firstRow", first_row ? "1" : "0");
	ot_xml_set(xml, "w:lastRow", "0");
	ot_xml_set(xml, "w:firstColumn", first_column ? "1" : "0");
	ot_xml_set(xml, "w:lastColumn", "0");
	ot_xml_set(xml, "w:noHBand", "1");
	ot_xml_set(xml, "w:noVBand", "1");
	ot_xml_end(xml);
}

static void
write_width(OtProperties *properties, OtProperty property, int width)
{
	ot_property_start(properties, property);
	ot_xml_set_int(properties->xml, "w:w", width);
	ot_xml_set(properties->xml, "w:type", "dxa");
	ot_xml_end(properties->xml);
}

static void
write_table_properties(const Table *table)
{
	OtXmlWriter *xml = table->flow->xml;
	const OtTableData *data = &table->node->as.table;
	bool facts = data->role == OT_TABLE_FACTS;
	OtProperties properties = ot_properties(xml, OT_GROUP_TBLPR);

	ot_property_set(&properties, OT_TBLPR_tblStyle,
	                ot_docx_style_id(facts ? OT_STYLE_TABLE_FACTS : OT_STYLE_TABLE_HOUSE));
	if (ot_lang_is_right_to_left(ot_node_lang(table->flow->docx->document, table->node)))
		ot_property_flag(&properties, OT_TBLPR_bidiVisual);
	write_width(&properties, OT_TBLPR_tblW, width_of(table, 0, table->n));
	if (table->placement->left > 0)
		write_width(&properties, OT_TBLPR_tblInd, table->placement->left);
	ot_property_start(&properties, OT_TBLPR_tblLayout);
	ot_xml_set(xml, "w:type", "fixed");
	ot_xml_end(xml);
	write_look(&properties, data->header_rows > 0, has_row_headers(table->node));
	ot_property_set(&properties, OT_TBLPR_tblCaption, data->caption);
	ot_property_set(&properties, OT_TBLPR_tblDescription, data->description);
	ot_properties_end(&properties);
}

static void
write_grid(const Table *table)
{
	OtXmlWriter *xml = table->flow->xml;

	ot_xml_start(xml, "w:tblGrid");
	for (int i = 0; i < table->n; i++) {
		ot_xml_start(xml, "w:gridCol");
		ot_xml_set_int(xml, "w:w", table->widths[i]);
		ot_xml_end(xml);
	}
	ot_xml_end(xml);
}

static void
write_caption(OtDocxFlow *flow, const OtNode *table, const OtDocxPlacement *placement)
{
	OtDocxParagraph paragraph = ot_docx_paragraph(OT_STYLE_CAPTION);
	const char *lang = ot_node_lang(flow->docx->document, table);
	OtDocxRun run = ot_docx_run(flow->docx, lang);

	paragraph.has_indent = placement->left > 0;
	paragraph.left = placement->left;
	paragraph.right_to_left = ot_lang_is_right_to_left(lang);
	ot_docx_flow_start_paragraph(flow, &paragraph);
	ot_docx_write_text(flow->xml, &run, table->as.table.caption);
	ot_docx_flow_end_paragraph(flow);
}

/* A row is in no more rows that repeat within each other than this. */
#define MOST_GROUPS 8

/* The rows that repeat which a row is in, from the outermost; returns how many. */
static int
find_groups(const OtNode *row, OtRowGroup *groups)
{
	const OtRowGroup *chain[MOST_GROUPS];
	int n = 0, count = 0;

	if (row == NULL)
		return 0;
	for (const OtRowGroup *group = row->as.row.group; group != NULL && n < MOST_GROUPS - 1;
	     group = group->outer)
		chain[n++] = group;
	while (n > 0)
		groups[count++] = *chain[--n];
	if (row->as.row.repeat != NULL)
		groups[count++] = (OtRowGroup){row->as.row.repeat, row->as.row.index, NULL};
	return count;
}

/* How many groups two rows share; `*section`: the next one of both is of one kind. */
static int
count_shared(const OtNode *row, const OtNode *other, bool *section)
{
	OtRowGroup groups[MOST_GROUPS], others[MOST_GROUPS];
	int n = find_groups(row, groups), n_others = find_groups(other, others), shared = 0;

	while (shared < n && shared < n_others && groups[shared].index == others[shared].index &&
	       strcmp(groups[shared].name, others[shared].name) == 0)
		shared++;
	*section = shared < n && shared < n_others &&
	           strcmp(groups[shared].name, others[shared].name) == 0;
	return shared;
}

/* Open the controls of the groups that a row starts. */
static void
open_groups(OtDocxFlow *flow, const OtNode *row, const OtNode *before)
{
	OtRowGroup groups[MOST_GROUPS];
	bool section;
	int n = find_groups(row, groups), shared = count_shared(row, before, &section);

	for (int i = shared; i < n; i++)
		ot_docx_open_row(flow, groups[i].name, i > shared || !section);
}

/* Close those of the groups that it ends. */
static void
close_groups(OtDocxFlow *flow, const OtNode *row)
{
	OtRowGroup groups[MOST_GROUPS];
	bool section;
	int n = find_groups(row, groups), shared = count_shared(row, row->next, &section);

	for (int i = n; i > shared; i--)
		ot_docx_close_row(flow, i > shared + 1 || !section);
}

static void
write_rows(Table *table)
{
	const OtNode *before = NULL;
	int index = 0;

	for (const OtNode *row = table->node->first; row != NULL; row = row->next, index++) {
		ot_docx_flow_owe_marks(table->flow, row);
		table->in_head = index < table->node->as.table.header_rows;
		open_groups(table->flow, row, before);
		write_row(table, row, index);
		close_groups(table->flow, row);
		before = row;
	}
}

void
ot_docx_write_table(OtDocxFlow *flow, const OtNode *node, const OtDocxPlacement *placement,
                    int tall_row)
{
	int n = MAX(1, node->as.table.columns);
	g_autofree int *widths = ot_docx_column_widths(flow->docx, node, placement->width);
	g_autofree int *rows_left = g_new0(int, n);
	g_autofree int *spans = g_new0(int, n);
	Table table = {
		.flow = flow,
		.node = node,
		.placement = placement,
		.n = n,
		.widths = widths,
		.rows_left = rows_left,
		.spans = spans,
		.tall_row = tall_row,
	};

	bool stacked = flow->docx->style->large_print && tall_row == OT_TABLE_TALL_NONE &&
	               !ot_docx_is_roomy(flow->docx, node, placement->width);

	if (node->first == NULL)
		return;
	ot_docx_flow_settle_mark(flow, placement);
	if (node->as.table.caption != NULL)
		write_caption(flow, node, placement);
	if (stacked) {
		ot_docx_write_stack(flow, node, placement);
		return;
	}
	if (node->as.table.caption == NULL)
		ot_docx_flow_part_tables(flow);
	ot_xml_start(flow->xml, "w:tbl");
	write_table_properties(&table);
	write_grid(&table);
	write_rows(&table);
	ot_xml_end(flow->xml);
	flow->last = OT_LAST_TABLE;
}
