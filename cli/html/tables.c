/* SPDX-License-Identifier: MIT */
#include "html/writer.h"

#include "document/stack.h"

/* Tables of so many columns fit every screen. */
#define WIDEST_THAT_FITS 2

/* --- tables -------------------------------------------------------------------------------- */

static void
write_cell_content(OtHtml *html, const OtNode *cell)
{
	const OtNode *first = cell->first;

	/* One plain paragraph is the cell itself. */
	if (first != NULL && first->next == NULL && first->kind == OT_NODE_PARAGRAPH &&
	    first->id == NULL && first->lang == NULL && first->as.paragraph == OT_PARAGRAPH_BODY)
		ot_html_inlines(html, first->first);
	else
		ot_html_blocks(html, first);
}

/* `label`: what stands at the head of its column, or NULL. */
static void
write_cell(OtHtml *html, const OtNode *node, const char *label)
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

	ot_xml_start(html->xml, cell->header ? "th" : "td");
	ot_xml_set(html->xml, "id", node->id);
	if (cell->header)
		ot_xml_set(html->xml, "scope", scopes[cell->scope]);
	ot_xml_set(html->xml, "class", aligns[cell->align]);
	if (cell->column_span > 1)
		ot_xml_set_int(html->xml, "colspan", cell->column_span);
	if (cell->row_span > 1)
		ot_xml_set_int(html->xml, "rowspan", cell->row_span);
	ot_xml_set(html->xml, "data-label", label);
	ot_html_set_lang(html, node);
	write_cell_content(html, node);
	ot_xml_end(html->xml);
}

/* What page.css sets before a cell on a narrow screen; nothing before the name of a row. */
static char *
find_label(const OtNode *row, const OtNode *cell, const OtNode *head)
{
	char *words;

	if (head == NULL || cell->first == NULL || (cell == row->first && cell->as.cell.header))
		return NULL;
	words = g_strstrip(ot_node_text(head));
	if (*words != '\0')
		return words;
	g_free(words);
	return NULL;
}

/* `head`: the row whose cells are the labels of these, or NULL. */
static void
write_row(OtHtml *html, const OtNode *row, const OtNode *head)
{
	const OtNode *name = head != NULL ? head->first : NULL;

	ot_xml_start(html->xml, "tr");
	ot_xml_set(html->xml, "id", row->id);
	ot_html_set_lang(html, row);
	for (const OtNode *cell = row->first; cell != NULL; cell = cell->next) {
		g_autofree char *label = find_label(row, cell, name);

		write_cell(html, cell, label);
		name = name != NULL ? name->next : NULL;
	}
	ot_xml_end(html->xml);
}

static void
write_rows(OtHtml *html, const OtNode *first, const OtNode *end, const char *element,
           const OtNode *head)
{
	if (first == end)
		return;
	ot_xml_start(html->xml, element);
	for (const OtNode *row = first; row != end; row = row->next)
		write_row(html, row, head);
	ot_xml_end(html->xml);
}

/*
 * A table of three columns or more scrolls within a frame of its own, so that the page does not
 * (WCAG 2.2, 1.4.10); the frame can be reached by keyboard (2.1.1) and has a name that no other
 * has.  It is no landmark: a reader who steps from landmark to landmark would have dozens.  On a
 * narrow screen a plain table does not even scroll: its cells stand below each other (class
 * "stacks").
 */
static void
start_frame(OtHtml *html, const char *name, bool plain)
{
	g_autofree char *number = g_strdup_printf("%u", ++html->n_tables);

	if (name == NULL)
		name = ot_labels_fill(html->labels, html->arena, "table-region", "number", number,
		                      NULL);
	ot_xml_start(html->xml, "div");
	ot_xml_set(html->xml, "class", plain ? "wide stacks" : "wide");
	ot_xml_set(html->xml, "role", "group");
	ot_xml_set(html->xml, "aria-label", name);
	ot_xml_set(html->xml, "tabindex", "0");
}

/* --- key facts ----------------------------------------------------------------------------- */

/* A head and one row of the same cells. */
static bool
has_key_facts(const OtNode *node)
{
	const OtNode *head = node->first;
	const OtNode *row = head != NULL ? head->next : NULL;
	const OtNode *name, *fact;

	if (node->as.table.role != OT_TABLE_KEY || node->as.table.header_rows != 1 || row == NULL ||
	    row->next != NULL || node->as.table.caption != NULL)
		return false;
	for (name = head->first, fact = row->first; name != NULL && fact != NULL;
	     name = name->next, fact = fact->next)
		if (name->as.cell.column_span > 1 || fact->as.cell.column_span > 1)
			return false;
	return name == NULL && fact == NULL;
}

/* Side by side where there is room for them, one below the other where there isn't. */
static void
write_key_facts(OtHtml *html, const OtNode *node)
{
	const OtNode *fact = node->first->next->first;

	ot_xml_start(html->xml, "dl");
	ot_xml_set(html->xml, "id", node->id);
	ot_xml_set(html->xml, "class", "key-facts");
	ot_html_set_lang(html, node);
	for (const OtNode *name = node->first->first; name != NULL;
	     name = name->next, fact = fact->next) {
		ot_xml_start(html->xml, "div");
		ot_xml_start(html->xml, "dt");
		ot_html_set_lang(html, name);
		write_cell_content(html, name);
		ot_xml_end(html->xml);
		ot_xml_start(html->xml, "dd");
		ot_html_set_lang(html, fact);
		ot_html_blocks(html, fact->first);
		ot_xml_end(html->xml);
		ot_xml_end(html->xml);
	}
	ot_xml_end(html->xml);
}

void
ot_html_table(OtHtml *html, const OtNode *node)
{
	const OtTableData *table = &node->as.table;
	const OtNode *body = node->first;
	bool wide = table->columns > WIDEST_THAT_FITS;
	bool plain = wide && ot_stack_is_plain(node);

	if (has_key_facts(node)) {
		write_key_facts(html, node);
		return;
	}
	for (int i = 0; i < table->header_rows && body != NULL; i++)
		body = body->next;
	if (wide)
		start_frame(html, table->caption, plain);
	ot_xml_start(html->xml, "table");
	ot_xml_set(html->xml, "id", node->id);
	ot_xml_set(html->xml, "class", table->role == OT_TABLE_FACTS ? "facts" : NULL);
	ot_html_set_lang(html, node);
	if (table->caption != NULL)
		ot_xml_leaf(html->xml, "caption", table->caption);
	write_rows(html, node->first, body, "thead", NULL);
	write_rows(html, body, NULL, "tbody", plain ? node->first : NULL);
	ot_xml_end(html->xml);
	if (wide)
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
