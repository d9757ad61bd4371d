/* SPDX-License-Identifier: MIT */
#include "html/writer.h"

#include <string.h>

/* The deepest heading that HTML has an element for. */
#define DEEPEST_HEADING 6

/* What the cover says in large letters: its first paragraphs. */
static bool
stands_in_band(const OtNode *node)
{
	return node != NULL && node->kind == OT_NODE_PARAGRAPH &&
	       (node->as.paragraph == OT_PARAGRAPH_LABEL ||
	        node->as.paragraph == OT_PARAGRAPH_TITLE ||
	        node->as.paragraph == OT_PARAGRAPH_SUBTITLE);
}

/* The cover is the head of the page. */
static void
write_cover(OtHtml *html, const OtNode *node)
{
	const OtNode *child = node->first;

	ot_xml_start(html->xml, "header");
	ot_xml_set(html->xml, "id", node->id);
	ot_xml_set(html->xml, "class", "cover");
	ot_html_set_lang(html, node);
	if (stands_in_band(child)) {
		ot_xml_start(html->xml, "div");
		ot_xml_set(html->xml, "class", "band");
		ot_html_logo(html);
		for (; stands_in_band(child); child = child->next)
			ot_html_block(html, child);
		ot_xml_end(html->xml);
	} else {
		ot_html_logo(html);
	}
	ot_html_blocks(html, child);
	ot_xml_end(html->xml);
}

static void
write_section(OtHtml *html, const OtNode *node)
{
	static const char *const classes[] = {
		[OT_SECTION_NORMAL] = NULL,
		[OT_SECTION_COVER] = NULL,
		[OT_SECTION_SUMMARY] = "summary",
		[OT_SECTION_ANNEX] = "annex",
	};

	if (node->as.section.role == OT_SECTION_COVER) {
		write_cover(html, node);
		return;
	}
	/* Sections are no landmarks: headings lead through them, and a reader who steps from
	 * landmark to landmark would have dozens. */
	ot_xml_start(html->xml, "section");
	ot_xml_set(html->xml, "id", node->id);
	ot_xml_set(html->xml, "class", classes[node->as.section.role]);
	ot_html_set_lang(html, node);
	ot_html_blocks(html, node->first);
	ot_xml_end(html->xml);
}

/* Headings stand below the title of the page, which is h1. */
static void
write_heading(OtHtml *html, const OtNode *node)
{
	static const char *const names[] = {"h2", "h3", "h4", "h5", "h6"};
	const OtHeadingData *heading = &node->as.heading;
	int level = heading->level + 1;

	ot_xml_start(html->xml, names[MIN(level, DEEPEST_HEADING) - 2]);
	if (level > DEEPEST_HEADING) {
		ot_xml_set(html->xml, "role", "heading");
		ot_xml_set_int(html->xml, "aria-level", level);
	}
	ot_xml_set(html->xml, "id", ot_html_name(html, node));
	ot_html_set_lang(html, node);
	if (heading->number != NULL) {
		ot_xml_start(html->xml, "span");
		ot_xml_set(html->xml, "class", "number");
		ot_xml_text(html->xml, heading->number);
		ot_xml_end(html->xml);
		ot_xml_text(html->xml, " ");
	}
	ot_html_inlines(html, node->first);
	ot_xml_end(html->xml);
}

static void
write_paragraph(OtHtml *html, const OtNode *node)
{
	static const char *const classes[] = {
		[OT_PARAGRAPH_BODY] = NULL,       [OT_PARAGRAPH_LEAD] = "lead",
		[OT_PARAGRAPH_SMALL] = "small",   [OT_PARAGRAPH_TITLE] = "title",
		[OT_PARAGRAPH_SUBTITLE] = "subtitle", [OT_PARAGRAPH_LABEL] = "label",
		[OT_PARAGRAPH_KEY] = "key",        [OT_PARAGRAPH_DISPLAY] = "display",
	};

	ot_xml_start(html->xml, node->as.paragraph == OT_PARAGRAPH_TITLE ? "h1" : "p");
	ot_xml_set(html->xml, "id", node->id);
	ot_xml_set(html->xml, "class", classes[node->as.paragraph]);
	ot_html_set_lang(html, node);
	ot_html_inlines(html, node->first);
	ot_xml_end(html->xml);
}

static void
write_list(OtHtml *html, const OtNode *node)
{
	const OtListData *list = &node->as.list;

	ot_xml_start(html->xml, list->kind == OT_LIST_BULLET ? "ul" : "ol");
	ot_xml_set(html->xml, "id", node->id);
	if (list->kind == OT_LIST_LETTER)
		ot_xml_set(html->xml, "type", "a");
	if (list->kind != OT_LIST_BULLET && list->start > 1)
		ot_xml_set_int(html->xml, "start", list->start);
	ot_html_set_lang(html, node);
	for (const OtNode *item = node->first; item != NULL; item = item->next) {
		ot_xml_start(html->xml, "li");
		ot_xml_set(html->xml, "id", item->id);
		ot_html_set_lang(html, item);
		ot_html_blocks(html, item->first);
		ot_xml_end(html->xml);
	}
	ot_xml_end(html->xml);
}

static void
write_callout(OtHtml *html, const OtNode *node)
{
	static const char *const kinds[] = {
		[OT_CALLOUT_NOTE] = "note",
		[OT_CALLOUT_IMPORTANT] = "important",
		[OT_CALLOUT_LAW] = "law",
		[OT_CALLOUT_ACTION] = "action",
	};
	const char *kind = kinds[node->as.callout.kind];
	const char *title = node->as.callout.title;

	ot_xml_start(html->xml, "div");
	ot_xml_set(html->xml, "role", "note");
	ot_xml_set(html->xml, "class", ot_arena_printf(html->arena, "callout %s", kind));
	ot_xml_set(html->xml, "id", node->id);
	ot_html_set_lang(html, node);
	ot_xml_start(html->xml, "p");
	ot_xml_set(html->xml, "class", "label");
	ot_xml_text(html->xml, title != NULL ? title : ot_labels_get(html->labels, kind));
	ot_xml_end(html->xml);
	ot_html_blocks(html, node->first);
	ot_xml_end(html->xml);
}

void
ot_html_block(OtHtml *html, const OtNode *node)
{
	switch (node->kind) {
	case OT_NODE_SECTION:
		write_section(html, node);
		break;
	case OT_NODE_HEADING:
		write_heading(html, node);
		break;
	case OT_NODE_PARAGRAPH:
		write_paragraph(html, node);
		break;
	case OT_NODE_LIST:
		write_list(html, node);
		break;
	case OT_NODE_TABLE:
		ot_html_table(html, node);
		break;
	case OT_NODE_FIGURE:
		ot_html_figure(html, node);
		break;
	case OT_NODE_CALLOUT:
		write_callout(html, node);
		break;
	case OT_NODE_TOC:
		ot_html_contents(html, node->as.toc.depth);
		break;
	case OT_NODE_SIGNATURE:
		ot_html_signature(html, node);
		break;
	case OT_NODE_FIELD:
		ot_xml_start(html->xml, "p");
		ot_html_field(html, node);
		ot_xml_end(html->xml);
		break;
	/* A page of HTML has no pages; the others never stand among blocks. */
	case OT_NODE_PAGE_BREAK:
	case OT_NODE_DOCUMENT:
	case OT_NODE_ITEM:
	case OT_NODE_ROW:
	case OT_NODE_CELL:
	case OT_NODE_TEXT:
	case OT_NODE_STRONG:
	case OT_NODE_EMPHASIS:
	case OT_NODE_LINK:
	case OT_NODE_REFERENCE:
	case OT_NODE_NOTE:
	case OT_N_NODE_KINDS:
		break;
	}
}

void
ot_html_blocks(OtHtml *html, const OtNode *first)
{
	/* An item or a cell may hold inlines at once, without a paragraph. */
	if (first != NULL && ot_node_is_inline(first->kind)) {
		ot_html_inlines(html, first);
		return;
	}
	for (const OtNode *node = first; node != NULL; node = node->next)
		ot_html_block(html, node);
}

static bool
is_listed(const OtNode *node, int depth)
{
	return node->kind == OT_NODE_HEADING && node->as.heading.listed &&
	       node->as.heading.level <= depth;
}

static void
write_entry(OtHtml *html, const OtNode *heading)
{
	const char *number = heading->as.heading.number;
	g_autofree char *words = ot_node_text(heading);

	ot_xml_start(html->xml, "a");
	ot_xml_set(html->xml, "href",
	           ot_arena_printf(html->arena, "#%s", ot_html_name(html, heading)));
	ot_html_set_lang(html, heading);
	if (number != NULL)
		ot_xml_text(html->xml, ot_arena_printf(html->arena, "%s ", number));
	ot_xml_text(html->xml, words);
	ot_xml_end(html->xml);
}

/* Open the item for an entry; an item stays open for the entries below it. */
static void
go_to_level(OtHtml *html, int *level, int wanted)
{
	for (; *level > wanted; --*level) {
		ot_xml_end(html->xml);
		ot_xml_end(html->xml);
	}
	if (*level == wanted) {
		ot_xml_end(html->xml);
		ot_xml_start(html->xml, "li");
	}
	for (; *level < wanted; ++*level) {
		ot_xml_start(html->xml, "ul");
		ot_xml_start(html->xml, "li");
	}
}

void
ot_html_contents(OtHtml *html, int depth)
{
	OtWalk walk = ot_walk_start(html->document->root);
	OtWalkEvent event;
	int level = 0;

	ot_xml_start(html->xml, "nav");
	ot_xml_set(html->xml, "aria-label", ot_labels_get(html->labels, "contents"));
	while ((event = ot_walk_next(&walk)) != OT_WALK_END) {
		if (event != OT_WALK_ENTER || !is_listed(walk.node, depth))
			continue;
		go_to_level(html, &level, walk.node->as.heading.level);
		write_entry(html, walk.node);
	}
	for (; level > 0; level--) {
		ot_xml_end(html->xml);
		ot_xml_end(html->xml);
	}
	ot_xml_end(html->xml);
}
