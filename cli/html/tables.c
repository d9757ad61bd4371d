/* SPDX-License-Identifier: MIT */
#include "html/writer.h"

#include "document/figure.h"

#include <math.h>
#include <string.h>

/* --- tables -------------------------------------------------------------------------------- */

static void
write_cell(OtHtml *html, const OtNode *node)
{
	static const char *const scopes[] = {
		[OT_SCOPE_NONE] = NULL,
		[OT_SCOPE_COLUMN] = "col",
		[OT_SCOPE_ROW] = "row",
	};
	static const char *const aligns[] = {
		[OT_ALIGN_START] = NULL,
		[OT_ALIGN_CENTRE] = "centre",
		[OT_ALIGN_END] = "end",
	};
	const OtCellData *cell = &node->as.cell;
	const OtNode *first = node->first;

	ot_xml_start(html->xml, cell->header ? "th" : "td");
	if (cell->header)
		ot_xml_set(html->xml, "scope", scopes[cell->scope]);
	ot_xml_set(html->xml, "class", aligns[cell->align]);
	if (cell->column_span > 1)
		ot_xml_set_int(html->xml, "colspan", cell->column_span);
	if (cell->row_span > 1)
		ot_xml_set_int(html->xml, "rowspan", cell->row_span);
	ot_html_set_lang(html, node);
	/* One plain paragraph is the cell itself. */
	if (first != NULL && first->next == NULL && first->kind == OT_NODE_PARAGRAPH &&
	    first->id == NULL && first->lang == NULL && first->as.paragraph == OT_PARAGRAPH_BODY)
		ot_html_inlines(html, first->first);
	else
		ot_html_blocks(html, first);
	ot_xml_end(html->xml);
}

static void
write_rows(OtHtml *html, const OtNode *first, const OtNode *end, const char *element)
{
	if (first == end)
		return;
	ot_xml_start(html->xml, element);
	for (const OtNode *row = first; row != end; row = row->next) {
		ot_xml_start(html->xml, "tr");
		for (const OtNode *cell = row->first; cell != NULL; cell = cell->next)
			write_cell(html, cell);
		ot_xml_end(html->xml);
	}
	ot_xml_end(html->xml);
}

/*
 * A wide table scrolls within a region of its own, so that the page does not (WCAG 2.2, 1.4.10); the
 * region can be reached by keyboard (2.1.1) and has a name that no other has.
 */
static void
start_region(OtHtml *html, const char *name)
{
	g_autofree char *number = g_strdup_printf("%u", ++html->n_tables);

	if (name == NULL)
		name = ot_labels_fill(html->labels, html->arena, "table-region", "number", number, NULL);
	ot_xml_start(html->xml, "div");
	ot_xml_set(html->xml, "class", "wide");
	ot_xml_set(html->xml, "role", "region");
	ot_xml_set(html->xml, "aria-label", name);
	ot_xml_set(html->xml, "tabindex", "0");
}

void
ot_html_table(OtHtml *html, const OtNode *node)
{
	const OtTableData *table = &node->as.table;
	const OtNode *body = node->first;

	for (int i = 0; i < table->header_rows && body != NULL; i++)
		body = body->next;
	start_region(html, table->caption);
	ot_xml_start(html->xml, "table");
	ot_xml_set(html->xml, "id", node->id);
	ot_xml_set(html->xml, "class", table->role == OT_TABLE_FACTS ? "facts" : NULL);
	ot_html_set_lang(html, node);
	if (table->caption != NULL)
		ot_xml_leaf(html->xml, "caption", table->caption);
	write_rows(html, node->first, body, "thead");
	write_rows(html, body, NULL, "tbody");
	ot_xml_end(html->xml);
	ot_xml_end(html->xml);
}

/* --- figures: their values as a table, with bars to see them by ----------------------------- */

static double
largest_value(const OtFigureData *figure)
{
	double largest = 0;

	for (size_t i = 0; i < figure->n_points; i++)
		if (isfinite(figure->points[i].value))
			largest = fmax(largest, figure->points[i].value);
	return largest;
}

/* A bar as long as the value; what it shows stands beside it in digits. */
static void
write_bar(OtHtml *html, const OtPoint *point, double largest)
{
	char share[G_ASCII_DTOSTR_BUF_SIZE];

	if (!isfinite(point->value) || point->value < 0 || largest <= 0)
		return;
	g_ascii_formatd(share, sizeof share, "%.1f", 100 * point->value / largest);
	ot_xml_start(html->xml, "span");
	ot_xml_set(html->xml, "class", point->strong ? "bar strong" : "bar");
	ot_xml_set(html->xml, "style", ot_arena_printf(html->arena, "--share: %s%%", share));
	ot_xml_end(html->xml);
}

static void
write_point(OtHtml *html, const OtFigureData *figure, const OtPoint *point, bool notes,
            double largest)
{
	const char *text = ot_figure_value_text(html->labels, html->arena, figure->kind, point);

	ot_xml_start(html->xml, "tr");
	ot_xml_start(html->xml, "th");
	ot_xml_set(html->xml, "scope", "row");
	ot_xml_text(html->xml, point->label);
	ot_xml_end(html->xml);
	ot_xml_start(html->xml, "td");
	if (point->strong)
		ot_xml_leaf(html->xml, "strong", text);
	else
		ot_xml_text(html->xml, text);
	if (figure->kind != OT_FIGURE_TIMELINE)
		write_bar(html, point, largest);
	ot_xml_end(html->xml);
	if (notes)
		ot_xml_leaf(html->xml, "td", point->note != NULL ? point->note : "");
	ot_xml_end(html->xml);
}

static void
write_figure_head(OtHtml *html, const OtFigureData *figure, bool notes)
{
	const char *const heads[] = {
		ot_labels_get(html->labels, "figure-point"),
		ot_figure_value_heading(html->labels, html->arena, figure),
		notes ? ot_labels_get(html->labels, "figure-note") : NULL,
	};

	ot_xml_start(html->xml, "thead");
	ot_xml_start(html->xml, "tr");
	for (size_t i = 0; i < G_N_ELEMENTS(heads) && heads[i] != NULL; i++) {
		ot_xml_start(html->xml, "th");
		ot_xml_set(html->xml, "scope", "col");
		ot_xml_text(html->xml, heads[i]);
		ot_xml_end(html->xml);
	}
	ot_xml_end(html->xml);
	ot_xml_end(html->xml);
}

void
ot_html_figure(OtHtml *html, const OtNode *node)
{
	const OtFigureData *figure = &node->as.figure;
	double largest = largest_value(figure);
	bool notes = ot_figure_has_notes(figure);

	ot_xml_start(html->xml, "figure");
	ot_xml_set(html->xml, "id", node->id);
	ot_html_set_lang(html, node);
	if (figure->caption != NULL)
		ot_xml_leaf(html->xml, "figcaption", figure->caption);
	ot_xml_start(html->xml, "p");
	ot_xml_set(html->xml, "class", "small");
	ot_xml_text(html->xml, figure->alt);
	ot_xml_end(html->xml);
	start_region(html, figure->caption != NULL ? figure->caption : figure->alt);
	ot_xml_start(html->xml, "table");
	write_figure_head(html, figure, notes);
	ot_xml_start(html->xml, "tbody");
	for (size_t i = 0; i < figure->n_points; i++)
		write_point(html, figure, &figure->points[i], notes, largest);
	for (int i = 0; i < 4; i++) /* tbody, table, region, figure */
		ot_xml_end(html->xml);
}

/* --- signatures ---------------------------------------------------------------------------- */

void
ot_html_signature(OtHtml *html, const OtNode *node)
{
	ot_xml_start(html->xml, "table");
	ot_xml_set(html->xml, "class", "facts");
	ot_xml_set(html->xml, "id", node->id);
	ot_html_set_lang(html, node);
	if (node->as.signature.label != NULL)
		ot_xml_leaf(html->xml, "caption", node->as.signature.label);
	ot_xml_start(html->xml, "tbody");
	for (const OtNode *field = node->first; field != NULL; field = field->next) {
		ot_xml_start(html->xml, "tr");
		ot_xml_start(html->xml, "th");
		ot_xml_set(html->xml, "scope", "row");
		ot_xml_text(html->xml, field->as.field.label);
		ot_xml_end(html->xml);
		ot_xml_start(html->xml, "td");
		ot_html_field(html, field);
		ot_xml_end(html->xml);
		ot_xml_end(html->xml);
	}
	ot_xml_end(html->xml);
	ot_xml_end(html->xml);
}
