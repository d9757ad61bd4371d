/* SPDX-License-Identifier: MIT */
#include "docx/writer.h"

#include "document/figure.h"

#include <math.h>

/*
 * Figures and signatures.  In Word a figure is its values as a table, which everybody can read,
 * copy and correct, each with a bar to scale; a signature is a table of four holes.  Both are put
 * together as nodes and written like any other table.
 */

/* A figure of so many points stays on one page. */
#define MOST_KEPT 6

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

/* Thickness of a bar, and the least length of one. */
#define BAR_HEIGHT 150
#define LEAST_BAR  40

/* A point in time is drawn as wide as this part of the whole. */
#define MOMENT 0.02

/*
 * A bar is a paragraph without text, as long as its indents leave it: nothing to read or to click
 * on, and no picture that a program might not show.
 */
static void
write_bar_properties(OtDocxFlow *flow, const OtDocxBar *bar, const OtDocxPlacement *placement)
{
	OtXmlWriter *xml = flow->xml;
	OtProperties properties = ot_properties(xml, OT_GROUP_PPR);
	int width = placement->width;
	int left = (int) (bar->from * width);
	int right = width - MAX((int) (bar->to * width), left + LEAST_BAR);

	ot_property_set(&properties, OT_PPR_pStyle, ot_docx_style_id(OT_STYLE_TABLE_TEXT));
	if (placement->keep_next)
		ot_property_flag(&properties, OT_PPR_keepNext);
	ot_property_start(&properties, OT_PPR_shd);
	ot_xml_set(xml, "w:val", bar->striped ? "diagStripe" : "clear");
	ot_xml_set(xml, "w:color", bar->striped ? ot_docx_hex(flow->docx, bar->colour) : "auto");
	ot_xml_set(xml, "w:fill",
	           ot_docx_hex(flow->docx, bar->striped ? OT_COLOUR_PAPER : bar->colour));
	ot_xml_end(xml);
	ot_property_start(&properties, OT_PPR_spacing);
	ot_xml_set(xml, "w:before", bar->second ? "0" : "20");
	ot_xml_set(xml, "w:after", bar->first ? "0" : "60");
	ot_xml_set_int(xml, "w:line", BAR_HEIGHT);
	ot_xml_set(xml, "w:lineRule", "exact");
	ot_xml_end(xml);
	ot_property_start(&properties, OT_PPR_ind);
	ot_xml_set_int(xml, "w:left", MIN(left, width - LEAST_BAR));
	ot_xml_set_int(xml, "w:right", MAX(right, 0));
	ot_xml_end(xml);
	ot_properties_end(&properties);
}

void
ot_docx_write_bar(OtDocxFlow *flow, const OtDocxBar *bar, const OtDocxPlacement *placement)
{
	ot_xml_start(flow->xml, "w:p");
	write_bar_properties(flow, bar, placement);
	ot_xml_end(flow->xml);
	flow->last = OT_LAST_PARAGRAPH;
}

static OtDocxBar
bar_of_date(const OtFigureData *figure, const OtPoint *point)
{
	const OtPoint *first = &figure->points[0];
	int span = MAX(ot_point_days(&figure->points[figure->n_points - 1], first), 1);
	double share = CLAMP((double) ot_point_days(point, first) / span, 0, 1) * (1 - MOMENT);

	return (OtDocxBar){
		.from = share,
		.to = share + MOMENT,
		.colour = point->strong ? OT_COLOUR_HIGHLIGHT : OT_COLOUR_ACCENT,
	};
}

static void
add_bar(OtDocx *docx, OtNode *cell, OtDocxBar bar)
{
	OtNode *paragraph = ot_document_append(docx->scratch, cell, OT_NODE_PARAGRAPH);
	OtDocxBar *copy = ot_arena_new_object(docx->arena, OtDocxBar);

	*copy = bar;
	g_hash_table_insert(docx->bars, paragraph, copy);
}

/* From zero to the value; for a range one bar to its lower end, and one from there, striped.  What
 * isn't known is striped all along. */
static void
add_bars(OtDocx *docx, OtNode *cell, const OtPoint *point, const OtAxis *axis)
{
	double zero = ot_axis_share(axis, 0);
	double most = ot_axis_share(axis, point->value);
	double least = ot_axis_share(axis, point->value - point->spread);
	OtDocxBar bar = {
		.from = MIN(zero, least),
		.to = MAX(zero, least),
		.colour = point->strong ? OT_COLOUR_ACCENT : OT_COLOUR_MUTED,
		.first = point->spread > 0,
	};

	if (!isfinite(point->value))
		bar = (OtDocxBar){.to = 1, .colour = OT_COLOUR_RULE, .striped = true};
	add_bar(docx, cell, bar);
	if (point->spread > 0)
		add_bar(docx, cell, (OtDocxBar){.from = least, .to = most, .colour = bar.colour,
		                                .striped = true, .second = true});
}

/* "9 nights, on 30 April 2026", the value in bold. */
static void
add_value(OtDocx *docx, OtNode *cell, const char *value, const char *note)
{
	OtNode *paragraph = ot_document_append(docx->scratch, cell, OT_NODE_PARAGRAPH);
	OtNode *strong = ot_document_append(docx->scratch, paragraph, OT_NODE_STRONG);

	ot_document_append_text(docx->scratch, strong, value);
	if (note != NULL)
		ot_document_append_text(docx->scratch, paragraph,
		                        ot_arena_printf(docx->arena, ", %s", note));
}

static void
add_measured_point(OtDocx *docx, OtNode *table, const OtFigureData *figure, const OtPoint *point)
{
	OtAxis axis = figure->kind == OT_FIGURE_MEASURE ? ot_figure_axis(figure)
	                                                : ot_figure_bars_axis(figure);
	OtNode *row = add_row(docx, table, false);

	add_text(docx, add_cell(docx, row, OT_SCOPE_ROW), point->label, false);
	OtNode *cell = add_cell(docx, row, OT_SCOPE_NONE);
	add_value(docx, cell, ot_figure_value_text(docx->labels, docx->arena, figure, point),
	          point->note);
	add_bars(docx, cell, point, &axis);
}

static void
add_dated_point(OtDocx *docx, OtNode *table, const OtFigureData *figure, const OtPoint *point)
{
	OtNode *row = add_row(docx, table, false);
	const char *label = point->label;

	if (point->note != NULL)
		label = ot_arena_printf(docx->arena, "%s, %s", label, point->note);
	add_text(docx, add_cell(docx, row, OT_SCOPE_ROW),
	         ot_figure_value_text(docx->labels, docx->arena, figure, point), false);
	OtNode *cell = add_cell(docx, row, OT_SCOPE_NONE);
	add_text(docx, cell, label, point->strong);
	add_bar(docx, cell, bar_of_date(figure, point));
}

void
ot_docx_write_figure(OtDocxFlow *flow, const OtNode *node, const OtDocxPlacement *placement)
{
	static const double weights[] = {2, 7};
	OtDocx *docx = flow->docx;
	const OtFigureData *figure = &node->as.figure;
	OtDocxPlacement together = *placement;

	if (figure->n_points == 0 || figure->repeats)
		return;
	OtNode *table = add_table(docx, node, OT_TABLE_FACTS, 2);
	table->as.table.weights = weights;
	table->as.table.caption = figure->caption;
	table->as.table.description = figure->alt;
	for (size_t i = 0; i < figure->n_points; i++)
		if (figure->kind == OT_FIGURE_TIMELINE)
			add_dated_point(docx, table, figure, &figure->points[i]);
		else
			add_measured_point(docx, table, figure, &figure->points[i]);
	together.keep_next = figure->n_points <= MOST_KEPT;
	ot_docx_write_table(flow, table, &together, OT_TABLE_TALL_NONE);
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

bool
ot_docx_is_signed(const OtNode *block)
{
	return block->next != NULL && block->next->kind == OT_NODE_SIGNATURE;
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
