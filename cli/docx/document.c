/* SPDX-License-Identifier: MIT */
#include "docx/writer.h"

/*
 * word/document.xml.  Blocks are written by recursion: how deep they can stand in each other
 * follows from the depth that files and includes are allowed (limits.h).
 */

/* Deep lists stop to be indented where less than this is left of a line. */
#define LEAST_WIDTH 1000

/* Room between the title of a callout and its text. */
#define ROOM_BELOW_TITLE 40

/* How far down the page a cover begins, as a share of its height. */
#define COVER_DROP 0.18

static void
write_range(OtDocxFlow *flow, const OtNode *first, const OtNode *end,
            const OtDocxPlacement *placement)
{
	OtDocxParagraph paragraph = ot_docx_paragraph_at(flow, placement, first->parent);

	ot_docx_flow_start_paragraph(flow, &paragraph);
	ot_docx_write_inline_range(flow, first, end, placement);
	ot_docx_flow_end_paragraph(flow);
}

/* Inlines where blocks are expected: the paragraph around them goes without saying. */
static const OtNode *
write_loose_inlines(OtDocxFlow *flow, const OtNode *first, const OtDocxPlacement *placement)
{
	const OtNode *last = first;

	while (last->next != NULL && ot_node_is_inline(last->next->kind))
		last = last->next;
	write_range(flow, first, last->next, placement);
	return last;
}

static bool
ends_with_colon(const OtNode *paragraph)
{
	const OtNode *last = paragraph->last;

	return last != NULL && last->kind == OT_NODE_TEXT && g_str_has_suffix(last->as.text, ":");
}

/* True where nothing would be seen: no text, field or note, nor a link, which shows its address. */
static bool
is_blank(const OtNode *paragraph)
{
	OtWalk walk = ot_walk_start((OtNode *) paragraph);

	while (ot_walk_next(&walk) != OT_WALK_END) {
		OtNodeKind kind = walk.node->kind;

		if (kind == OT_NODE_FIELD || kind == OT_NODE_NOTE || kind == OT_NODE_LINK ||
		    (kind == OT_NODE_TEXT && *walk.node->as.text != '\0'))
			return false;
	}
	return true;
}

/* The only words between a heading and a table. */
static bool
introduces_table(const OtNode *node)
{
	const OtNode *heading = node->parent != NULL ? node->parent->first : NULL;

	return heading != NULL && heading->kind == OT_NODE_HEADING && heading->next == node &&
	       node->next != NULL && node->next->kind == OT_NODE_TABLE;
}

static void
write_paragraph(OtDocxFlow *flow, const OtNode *node, const OtDocxPlacement *placement)
{
	OtDocxParagraph paragraph = ot_docx_paragraph_at(flow, placement, node);
	const OtDocxBar *bar = g_hash_table_lookup(flow->docx->bars, node);

	if (bar != NULL)
		ot_docx_write_bar(flow, bar, placement);
	if (is_blank(node))
		return;

	/* names or announces what follows, or is signed there, so it stays with it */
	if (node->as.paragraph == OT_PARAGRAPH_LABEL || node->as.paragraph == OT_PARAGRAPH_TITLE ||
	    (node->next != NULL && ends_with_colon(node)) || introduces_table(node) ||
	    ot_docx_is_signed(node))
		paragraph.keep_next = true;
	if (flow->on_cover && !flow->started)
		paragraph.before = ot_docx_twips(flow->docx->style->page_height * COVER_DROP);
	ot_docx_flow_start_paragraph(flow, &paragraph);
	ot_docx_write_inlines(flow, node, placement);
	ot_docx_flow_end_paragraph(flow);
}

/* --- headings -------------------------------------------------------------------------------- */

void
ot_docx_write_heading(OtDocxFlow *flow, const OtNode *heading, const OtDocxPlacement *placement)
{
	OtDocx *docx = flow->docx;
	const char *number = heading->as.heading.number;
	int level = CLAMP(heading->as.heading.level, 1, 6);
	OtDocxParagraph paragraph = ot_docx_paragraph(OT_STYLE_HEADING_1 + level - 1);
	int num = ot_docx_count_heading(docx, heading);

	paragraph.right_to_left =
		ot_lang_is_right_to_left(ot_node_lang(docx->document, heading));
	if (num == OT_NUM_ANNEXES) {
		paragraph.num = num;
		paragraph.level = level - 1;
	} else if (num == OT_NUM_NONE && docx->has_numbers) {
		/* the style would count it (17.9.18) */
		paragraph.no_number = paragraph.has_indent = true;
	}
	ot_docx_flow_start_paragraph(flow, &paragraph);
	if (num == OT_NUM_NONE && number != NULL) {
		OtDocxRun run = ot_docx_run(docx, NULL);
		g_autofree char *written = g_strconcat(number, "\u2002", NULL);
		run.lang = NULL;
		ot_docx_write_text(flow->xml, &run, written);
	}
	/* Not locked even where law prescribes it: many programs do not see a heading's text in a
	 * control, and lists of headings would lose it */
	OtDocxPlacement open = *placement;
	open.locked = false;
	ot_docx_write_inlines(flow, heading, &open);
	ot_docx_flow_end_paragraph(flow);
}

/* --- blocks that hold blocks ----------------------------------------------------------------- */

static void
start_page(OtDocxFlow *flow, const OtDocxPlacement *placement)
{
	if (flow->started && placement->place == OT_PLACE_BODY)
		flow->page_break = true;
}

static void
write_section(OtDocxFlow *flow, const OtNode *section, const OtDocxPlacement *placement)
{
	OtSectionRole role = section->as.section.role;

	switch (role) {
	case OT_SECTION_SUMMARY:
	case OT_SECTION_ANNEX:
		start_page(flow, placement);
		break;
	case OT_SECTION_COVER:
		flow->on_cover = placement->place == OT_PLACE_BODY;
		break;
	case OT_SECTION_NORMAL:
		break;
	}
	ot_docx_write_blocks(flow, section, placement);
	if (role == OT_SECTION_COVER) {
		flow->on_cover = false;
		start_page(flow, placement);
	}
}

static void
write_item(OtDocxFlow *flow, const OtNode *item, const OtDocxPlacement *placement, int num)
{
	OtDocxPlacement inner = *placement;

	inner.locked = inner.locked || item->locked;
	flow->mark_num = num;
	flow->mark_level = MIN(placement->list_level, OT_LIST_LEVELS - 1);
	ot_docx_flow_owe_marks(flow, item);
	if (item->first == NULL ||
	    (item->first->kind != OT_NODE_PARAGRAPH && !ot_node_is_inline(item->first->kind)))
		ot_docx_flow_settle_mark(flow, &inner);
	ot_docx_write_blocks(flow, item, &inner);
	ot_docx_flow_settle_mark(flow, &inner);
}

/* The block that a list ends with: that of its last item, or of the list that this ends with. */
static const OtNode *
find_end(const OtNode *list)
{
	const OtNode *end = list;

	while (end != NULL && end->kind == OT_NODE_LIST)
		end = end->last != NULL ? end->last->last : NULL;
	return end;
}

/* As widow and orphan control keeps two lines together, so two items at both ends of a list. */
static bool
holds_together(const OtNode *list, const OtNode *item)
{
	bool single = item->first != NULL && item->first == item->last &&
	              item->first->kind == OT_NODE_PARAGRAPH;

	return single && item->next != NULL && (item == list->first || item->next == list->last);
}

static void
write_list(OtDocxFlow *flow, const OtNode *list, const OtDocxPlacement *placement)
{
	OtDocxPlacement inner = *placement;
	bool outermost = placement->place == OT_PLACE_BODY && placement->list_level < 0;

	inner.list_level++;
	inner.ordered = list->as.list.kind != OT_LIST_BULLET;
	if (inner.list_level < OT_LIST_LEVELS && inner.width - OT_LIST_INDENT >= LEAST_WIDTH) {
		inner.left += OT_LIST_INDENT;
		inner.width -= OT_LIST_INDENT;
	}
	int num = inner.ordered ? ot_docx_add_list(flow->docx, list,
	                                           MIN(inner.list_level, OT_LIST_LEVELS - 1)) :
	                          OT_NUM_BULLETS;
	if (outermost)
		flow->list_end = find_end(list);
	for (const OtNode *item = list->first; item != NULL; item = item->next) {
		inner.keep_next = placement->keep_next || holds_together(list, item) ||
		                  (item->next == NULL && ot_docx_is_signed(list));
		write_item(flow, item, &inner, num);
	}
	if (outermost)
		flow->list_end = NULL;
}

/* A callout without a title is called what its kind is called: colour alone says nothing. */
static const char *
callout_title(const OtDocx *docx, const OtCalloutData *callout)
{
	static const char *const keys[] = {
		[OT_CALLOUT_NOTE] = "note",
		[OT_CALLOUT_IMPORTANT] = "important",
		[OT_CALLOUT_LAW] = "law",
		[OT_CALLOUT_ACTION] = "action",
	};

	return callout->title != NULL ? callout->title :
	                                ot_labels_get(docx->labels, keys[callout->kind]);
}

static void
write_callout_title(OtDocxFlow *flow, const OtNode *callout, const OtDocxPlacement *placement,
                    bool follows)
{
	OtDocxParagraph paragraph = ot_docx_paragraph_at(flow, placement, callout);
	OtDocxRun run = ot_docx_run(flow->docx, ot_node_lang(flow->docx->document, callout));
	bool paragraph_first = callout->first != NULL && callout->first->kind == OT_NODE_PARAGRAPH;

	paragraph.keep_next = true;
	/* room to a callout before that has the same style, but little to the text of this one */
	paragraph.loose = follows || paragraph_first;
	if (paragraph.loose)
		paragraph.after = paragraph_first ? ROOM_BELOW_TITLE : 0;
	run.strong = true;
	ot_docx_flow_start_paragraph(flow, &paragraph);
	ot_docx_write_text(flow->xml, &run, callout_title(flow->docx, &callout->as.callout));
	ot_docx_flow_end_paragraph(flow);
}

/* Paragraphs with the same borders and indents are drawn as one box (17.3.1.24). */
static void
write_callout(OtDocxFlow *flow, const OtNode *callout, const OtDocxPlacement *placement, int before)
{
	OtDocxPlacement inner = *placement;

	if (placement->place == OT_PLACE_BODY || placement->place == OT_PLACE_CELL) {
		inner.place = OT_PLACE_CALLOUT;
		inner.callout = callout->as.callout.kind;
		inner.apart = before % 2 == 1;
		inner.left += OT_CALLOUT_INDENT;
		inner.width -= 2 * OT_CALLOUT_INDENT;
		inner.list_level = -1;
		inner.align = OT_ALIGN_START;
	}
	if (callout->first == NULL && callout->as.callout.title == NULL)
		return;
	write_callout_title(flow, callout, &inner, before > 0);
	ot_docx_write_blocks(flow, callout, &inner);
}

/* --- blocks ---------------------------------------------------------------------------------- */

static void
write_block(OtDocxFlow *flow, const OtNode *node, int callouts, const OtDocxPlacement *placement)
{
	switch (node->kind) {
	case OT_NODE_DOCUMENT:
	case OT_NODE_ITEM:
	case OT_NODE_ROW:
	case OT_NODE_CELL:
		ot_docx_write_blocks(flow, node, placement);
		break;
	case OT_NODE_SECTION:
		write_section(flow, node, placement);
		break;
	case OT_NODE_HEADING:
		ot_docx_write_heading(flow, node, placement);
		break;
	case OT_NODE_PARAGRAPH:
		write_paragraph(flow, node, placement);
		break;
	case OT_NODE_LIST:
		write_list(flow, node, placement);
		break;
	case OT_NODE_TABLE:
		ot_docx_write_table(flow, node, placement, OT_TABLE_TALL_NONE);
		break;
	case OT_NODE_FIGURE:
		ot_docx_write_figure(flow, node, placement);
		break;
	case OT_NODE_CALLOUT:
		write_callout(flow, node, placement, callouts);
		break;
	case OT_NODE_TOC:
		ot_docx_write_contents(flow, node, placement);
		break;
	case OT_NODE_PAGE_BREAK:
		start_page(flow, placement);
		break;
	case OT_NODE_SIGNATURE:
		ot_docx_write_signature(flow, node, placement);
		break;
	case OT_NODE_TEXT:
	case OT_NODE_STRONG:
	case OT_NODE_EMPHASIS:
	case OT_NODE_LINK:
	case OT_NODE_REFERENCE:
	case OT_NODE_NOTE:
	case OT_NODE_FIELD:
	case OT_N_NODE_KINDS:
		/* taken by write_loose_inlines() */
		break;
	}
}

static bool
continues_callouts(const OtNode *previous, const OtNode *node)
{
	return previous != NULL && previous->kind == OT_NODE_CALLOUT &&
	       node->kind == OT_NODE_CALLOUT &&
	       previous->as.callout.kind == node->as.callout.kind;
}

void
ot_docx_write_blocks(OtDocxFlow *flow, const OtNode *parent, const OtDocxPlacement *placement)
{
	ot_docx_write_blocks_from(flow, parent->first, placement);
}

void
ot_docx_write_blocks_from(OtDocxFlow *flow, const OtNode *first, const OtDocxPlacement *placement)
{
	const OtNode *previous = NULL;
	int callouts = 0; /* of the same kind, directly before */

	for (const OtNode *node = first; node != NULL; node = node->next) {
		OtDocxPlacement inner = *placement;

		callouts = continues_callouts(previous, node) ? callouts + 1 : 0;

		if (ot_node_is_inline(node->kind)) {
			node = write_loose_inlines(flow, node, placement);
		} else {
			inner.locked = inner.locked || node->locked;
			ot_docx_flow_owe_marks(flow, node);
			write_block(flow, node, callouts, &inner);
		}
		previous = node;
	}
}

/* --- the part -------------------------------------------------------------------------------- */

static void
write_reference(OtProperties *properties, OtProperty property, const char *type, const char *id)
{
	ot_property_start(properties, property);
	ot_xml_set(properties->xml, "w:type", type);
	ot_xml_set(properties->xml, "r:id", id);
	ot_xml_end(properties->xml);
}

static void
write_page(OtProperties *properties, const OtStyle *style)
{
	OtXmlWriter *xml = properties->xml;

	ot_property_start(properties, OT_SECTPR_pgSz);
	ot_xml_set_int(xml, "w:w", ot_docx_twips(style->page_width));
	ot_xml_set_int(xml, "w:h", ot_docx_twips(style->page_height));
	if (style->page_width > style->page_height)
		ot_xml_set(xml, "w:orient", "landscape");
	ot_xml_end(xml);
	ot_property_start(properties, OT_SECTPR_pgMar);
	ot_xml_set_int(xml, "w:top", ot_docx_twips(style->margin_top));
	ot_xml_set_int(xml, "w:right", ot_docx_twips(style->margin_right));
	ot_xml_set_int(xml, "w:bottom", ot_docx_twips(style->margin_bottom));
	ot_xml_set_int(xml, "w:left", ot_docx_twips(style->margin_left));
	ot_xml_set_int(xml, "w:header", ot_docx_twips(style->margin_top / 2));
	ot_xml_set_int(xml, "w:footer", ot_docx_twips(style->margin_bottom / 2));
	ot_xml_set_int(xml, "w:gutter", 0);
	ot_xml_end(xml);
}

static void
write_section_properties(OtDocx *docx, OtXmlWriter *xml, const char *header_id,
                         const char *footer_id)
{
	OtProperties properties = ot_properties(xml, OT_GROUP_SECTPR);

	write_reference(&properties, OT_SECTPR_headerReference, "default", header_id);
	write_reference(&properties, OT_SECTPR_footerReference, "default", footer_id);
	if (docx->has_title)
		write_reference(&properties, OT_SECTPR_footerReference, "first", footer_id);
	write_page(&properties, docx->style);
	ot_property_start(&properties, OT_SECTPR_cols);
	ot_xml_set(xml, "w:space", "708");
	ot_xml_end(xml);
	/* A cover has neither head nor foot; a page that starts with the title needs no head that
	 * says it again */
	if (docx->has_cover || docx->has_title)
		ot_property_flag(&properties, OT_SECTPR_titlePg);
	if (ot_lang_is_right_to_left(docx->lang))
		ot_property_flag(&properties, OT_SECTPR_bidi);
	ot_properties_end(&properties);
}

void
ot_docx_write_document_part(OtDocx *docx, const char *header_id, const char *footer_id)
{
	OtXmlWriter *xml = ot_part_xml(docx->main);
	g_autoptr(GPtrArray) pending = g_ptr_array_new();
	OtDocxFlow flow = {.docx = docx, .part = docx->main, .xml = xml, .pending = pending};
	OtDocxPlacement placement = {.width = docx->text_width, .list_level = -1};

	ot_xml_start(xml, "w:document");
	ot_docx_set_namespaces(xml);
	ot_xml_start(xml, "w:body");
	ot_docx_write_logo(&flow);
	ot_docx_write_blocks(&flow, docx->document->root, &placement);
	ot_docx_flow_pay_bookmarks(&flow);
	write_section_properties(docx, xml, header_id, footer_id);
	ot_xml_end(xml);
	ot_xml_end(xml);
}
