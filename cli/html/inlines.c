/* SPDX-License-Identifier: MIT */
#include "html/writer.h"

#include "document/missing.h"

#include <string.h>

/* Ballot boxes: a word beside them says the same. */
#define TICKED   "\342\230\221 "
#define UNTICKED "\342\230\220 "

/* Only these are links that a page may offer; anything else stays text. */
static bool
is_safe(const char *href)
{
	static const char *const schemes[] = {"https://", "http://", "mailto:", "tel:", "#"};

	for (size_t i = 0; href != NULL && i < G_N_ELEMENTS(schemes); i++)
		if (g_ascii_strncasecmp(href, schemes[i], strlen(schemes[i])) == 0)
			return true;
	return false;
}

static void
write_link(OtHtml *html, const OtNode *node, const char *href)
{
	bool link = !html->in_link && is_safe(href);

	if (link) {
		ot_xml_start(html->xml, "a");
		ot_xml_set(html->xml, "href", href);
		ot_html_set_lang(html, node);
		html->in_link = true;
	}
	if (node->first != NULL)
		ot_html_inlines(html, node->first);
	else
		ot_xml_text(html->xml, href);
	if (link) {
		html->in_link = false;
		ot_xml_end(html->xml);
	}
}

static void
write_reference(OtHtml *html, const OtNode *node)
{
	const char *target = node->as.reference.target;

	write_link(html, node, ot_arena_printf(html->arena, "#%s", target));
}

static void
write_note(OtHtml *html, const OtNode *node)
{
	int number = node->as.note.number;
	g_autofree char *digits = g_strdup_printf("%d", number);

	/* A note within a note can't be referred to twice. */
	if (html->in_note) {
		ot_xml_text(html->xml, " (");
		ot_html_inlines(html, node->first);
		ot_xml_text(html->xml, ")");
		return;
	}
	g_ptr_array_add(html->notes, (void *) node);
	ot_xml_start(html->xml, "sup");
	ot_xml_start(html->xml, "a");
	ot_xml_set(html->xml, "id", ot_arena_printf(html->arena, "note:mark:%d", number));
	ot_xml_set(html->xml, "href", ot_arena_printf(html->arena, "#note:%d", number));
	ot_xml_set(html->xml, "aria-label",
	           ot_labels_fill(html->labels, html->arena, "footnote", "number", digits, NULL));
	ot_xml_text(html->xml, digits);
	ot_xml_end(html->xml);
	ot_xml_end(html->xml);
}

void
ot_html_notes(OtHtml *html)
{
	if (html->notes->len == 0)
		return;
	html->in_note = true;
	ot_xml_start(html->xml, "section");
	ot_xml_set(html->xml, "class", "notes");
	ot_xml_set(html->xml, "aria-label", ot_labels_get(html->labels, "notes"));
	ot_xml_start(html->xml, "ol");
	for (guint i = 0; i < html->notes->len; i++) {
		const OtNode *node = g_ptr_array_index(html->notes, i);
		int number = node->as.note.number;
		ot_xml_start(html->xml, "li");
		ot_xml_set(html->xml, "id", ot_arena_printf(html->arena, "note:%d", number));
		ot_html_set_lang(html, node);
		ot_html_inlines(html, node->first);
		ot_xml_text(html->xml, " ");
		ot_xml_start(html->xml, "a");
		ot_xml_set(html->xml, "href",
		           ot_arena_printf(html->arena, "#note:mark:%d", number));
		ot_xml_text(html->xml, ot_labels_get(html->labels, "back"));
		ot_xml_end(html->xml);
		ot_xml_end(html->xml);
	}
	ot_xml_end(html->xml);
	ot_xml_end(html->xml);
}

/* Text whose line feeds are line breaks. */
static void
write_lines(OtHtml *html, const char *text)
{
	const char *end;

	for (; (end = strchr(text, '\n')) != NULL; text = end + 1) {
		ot_xml_text(html->xml, ot_arena_strndup(html->arena, text, (size_t) (end - text)));
		ot_xml_empty(html->xml, "br", NULL);
	}
	ot_xml_text(html->xml, text);
}

static bool
is_ticked(const OtFieldData *field)
{
	return g_strcmp0(field->value, "yes") == 0;
}

/* A box alone; who listens hears "Yes", or that it is to be completed, and then what. */
static void
write_box(OtHtml *html, const OtNode *node)
{
	ot_xml_start(html->xml, "span");
	ot_xml_set(html->xml, "class", "field");
	ot_html_set_lang(html, node);
	ot_xml_start(html->xml, "span");
	ot_xml_set(html->xml, "class", "heard");
	ot_xml_text(html->xml, ot_field_box_words(html->labels, node));
	ot_xml_text(html->xml, ": ");
	ot_xml_end(html->xml);
	ot_xml_start(html->xml, "span");
	ot_xml_set(html->xml, "aria-hidden", "true");
	ot_xml_text(html->xml, is_ticked(&node->as.field) ? TICKED : UNTICKED);
	ot_xml_end(html->xml);
	ot_xml_end(html->xml);
}

void
ot_html_field(OtHtml *html, const OtNode *node)
{
	const OtFieldData *field = &node->as.field;
	bool missing = field->text == NULL;

	if (ot_field_is_box(node)) {
		write_box(html, node);
		return;
	}
	ot_xml_start(html->xml, "span");
	ot_xml_set(html->xml, "class", missing ? "missing" : "field");
	ot_html_set_lang(html, node);
	if (field->kind == OT_FIELD_TICK)
		ot_xml_text(html->xml, is_ticked(field) ? TICKED : UNTICKED);
	if (missing)
		ot_xml_text(html->xml, ot_missing_words(html->labels, html->arena, node));
	else
		write_lines(html, field->text);
	ot_xml_end(html->xml);
}

static void
write_marked(OtHtml *html, const OtNode *node, const char *element)
{
	ot_xml_start(html->xml, element);
	ot_html_set_lang(html, node);
	ot_html_inlines(html, node->first);
	ot_xml_end(html->xml);
}

/* Text in another language than what is around it needs an element that says so. */
static void
write_text(OtHtml *html, const OtNode *node)
{
	if (node->lang != NULL) {
		ot_xml_start(html->xml, "span");
		ot_html_set_lang(html, node);
	}
	write_lines(html, node->as.text);
	if (node->lang != NULL)
		ot_xml_end(html->xml);
}

static void
write_inline(OtHtml *html, const OtNode *node)
{
	switch (node->kind) {
	case OT_NODE_TEXT:
		write_text(html, node);
		break;
	case OT_NODE_STRONG:
		write_marked(html, node, "strong");
		break;
	case OT_NODE_EMPHASIS:
		write_marked(html, node, "em");
		break;
	case OT_NODE_LINK:
		write_link(html, node, node->as.link.href);
		break;
	case OT_NODE_REFERENCE:
		write_reference(html, node);
		break;
	case OT_NODE_NOTE:
		write_note(html, node);
		break;
	case OT_NODE_FIELD:
		ot_html_field(html, node);
		break;
	/* The others never stand in a line of text. */
	case OT_NODE_DOCUMENT:
	case OT_NODE_SECTION:
	case OT_NODE_HEADING:
	case OT_NODE_PARAGRAPH:
	case OT_NODE_LIST:
	case OT_NODE_ITEM:
	case OT_NODE_TABLE:
	case OT_NODE_ROW:
	case OT_NODE_CELL:
	case OT_NODE_FIGURE:
	case OT_NODE_CALLOUT:
	case OT_NODE_TOC:
	case OT_NODE_PAGE_BREAK:
	case OT_NODE_SIGNATURE:
	case OT_N_NODE_KINDS:
		break;
	}
}

void
ot_html_inlines(OtHtml *html, const OtNode *first)
{
	for (const OtNode *node = first; node != NULL; node = node->next)
		write_inline(html, node);
}
