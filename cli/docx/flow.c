/* SPDX-License-Identifier: MIT */
#include "docx/writer.h"

/*
 * Paragraphs: the only way to text in a document.  What can't be said by an element of its own is
 * owed here to the next paragraph: a page break, a bullet, a bookmark, room after a table.  So
 * there is no paragraph that is only there to make room.
 */

/* Room between a table and what follows; paragraphs bring their own. */
#define ROOM_AFTER_TABLE 240

/* Room between paragraphs of a callout. */
#define ROOM_IN_CALLOUT 80

OtDocxParagraph
ot_docx_paragraph(OtDocxStyle style)
{
	return (OtDocxParagraph){.style = style, .before = -1, .after = -1};
}

OtDocxRun
ot_docx_run(const OtDocx *docx, const char *lang)
{
	const char *word_lang = ot_docx_word_lang(lang);

	return (OtDocxRun){
		.style = OT_STYLE_NONE,
		.right_to_left = ot_lang_is_right_to_left(word_lang),
		.lang = g_strcmp0(word_lang, docx->lang) == 0 ? NULL : word_lang,
	};
}

static void
write_fonts(OtProperties *properties, const char *font)
{
	OtXmlWriter *xml = properties->xml;

	if (font == NULL)
		return;
	ot_property_start(properties, OT_RPR_rFonts);
	ot_xml_set(xml, "w:ascii", font);
	ot_xml_set(xml, "w:eastAsia", font);
	ot_xml_set(xml, "w:hAnsi", font);
	ot_xml_set(xml, "w:hint", "eastAsia");
	ot_xml_end(xml);
}

void
ot_docx_write_run_properties(OtXmlWriter *xml, const OtDocxRun *run)
{
	OtProperties properties = ot_properties(xml, OT_GROUP_RPR);

	if (run->style != OT_STYLE_NONE)
		ot_property_set(&properties, OT_RPR_rStyle, ot_docx_style_id(run->style));
	write_fonts(&properties, run->font);
	/* Not the styles Strong and Emphasis: bold in a style of characters turns bold in a style
	 * of paragraphs off again (17.7.3), as in a header cell */
	if (run->strong) {
		ot_property_flag(&properties, OT_RPR_b);
		ot_property_flag(&properties, OT_RPR_bCs);
	}
	if (run->emphasis) {
		ot_property_flag(&properties, OT_RPR_i);
		ot_property_flag(&properties, OT_RPR_iCs);
	}
	if (run->right_to_left)
		ot_property_flag(&properties, OT_RPR_rtl);
	if (run->lang != NULL) {
		ot_property_start(&properties, OT_RPR_lang);
		ot_xml_set(xml, run->right_to_left ? "w:bidi" : "w:val", run->lang);
		ot_xml_end(xml);
	}
	ot_properties_end(&properties);
}

/* --- paragraph properties -------------------------------------------------------------------- */

static void
write_numbering(OtProperties *properties, const OtDocxParagraph *paragraph)
{
	OtXmlWriter *xml = properties->xml;

	if (paragraph->num == OT_NUM_NONE && !paragraph->no_number)
		return;
	ot_property_start(properties, OT_PPR_numPr);
	ot_xml_start(xml, "w:ilvl");
	ot_xml_set_int(xml, "w:val", paragraph->level);
	ot_xml_end(xml);
	ot_xml_start(xml, "w:numId");
	ot_xml_set_int(xml, "w:val", paragraph->num);
	ot_xml_end(xml);
	ot_xml_end(xml);
}

static void
write_spacing(OtProperties *properties, const OtDocxParagraph *paragraph)
{
	OtXmlWriter *xml = properties->xml;

	if (paragraph->before < 0 && paragraph->after < 0)
		return;
	ot_property_start(properties, OT_PPR_spacing);
	if (paragraph->before >= 0)
		ot_xml_set_int(xml, "w:before", paragraph->before);
	if (paragraph->after >= 0)
		ot_xml_set_int(xml, "w:after", paragraph->after);
	ot_xml_end(xml);
}

static void
write_indent(OtProperties *properties, const OtDocxParagraph *paragraph)
{
	OtXmlWriter *xml = properties->xml;

	if (!paragraph->has_indent)
		return;
	ot_property_start(properties, OT_PPR_ind);
	ot_xml_set_int(xml, "w:left", paragraph->left);
	if (paragraph->hanging > 0)
		ot_xml_set_int(xml, "w:hanging", paragraph->hanging);
	else
		ot_xml_set_int(xml, "w:firstLine", 0);
	if (paragraph->right > 0)
		ot_xml_set_int(xml, "w:right", paragraph->right);
	ot_xml_end(xml);
}

/* "left" and "right" are the start and the end of the line, also from right to left (17.18.44). */
static const char *
alignment(OtAlign align)
{
	switch (align) {
	case OT_ALIGN_START:
		return NULL;
	case OT_ALIGN_CENTRE:
		return "center";
	case OT_ALIGN_END:
		return "right";
	}
	return NULL;
}

static void
write_properties(OtXmlWriter *xml, const OtDocxParagraph *paragraph)
{
	OtProperties properties = ot_properties(xml, OT_GROUP_PPR);

	if (paragraph->style != OT_STYLE_NORMAL)
		ot_property_set(&properties, OT_PPR_pStyle, ot_docx_style_id(paragraph->style));
	if (paragraph->keep_next)
		ot_property_flag(&properties, OT_PPR_keepNext);
	if (paragraph->page_break)
		ot_property_flag(&properties, OT_PPR_pageBreakBefore);
	write_numbering(&properties, paragraph);
	if (paragraph->right_to_left)
		ot_property_flag(&properties, OT_PPR_bidi);
	write_spacing(&properties, paragraph);
	write_indent(&properties, paragraph);
	if (paragraph->loose)
		ot_property_set_int(&properties, OT_PPR_contextualSpacing, 0);
	ot_property_set(&properties, OT_PPR_jc, alignment(paragraph->align));
	ot_properties_end(&properties);
}

/* --- bookmarks and comments ------------------------------------------------------------------ */

void
ot_docx_flow_owe_marks(OtDocxFlow *flow, const OtNode *node)
{
	const char *name = ot_docx_bookmark_of(flow->docx, node->id);

	/* only the text itself can have comments (17.13.4.3) */
	if (node->guidance != NULL && flow->part == flow->docx->main)
		g_ptr_array_add(flow->docx->owed, (OtNode *) node);
	if (name != NULL)
		g_ptr_array_add(flow->pending, (char *) name);
	if (node->kind != OT_NODE_HEADING)
		return;
	name = g_hash_table_lookup(flow->docx->headings, node);
	if (name != NULL)
		g_ptr_array_add(flow->pending, (char *) name);
}

void
ot_docx_flow_pay_bookmarks(OtDocxFlow *flow)
{
	for (unsigned int i = 0; i < flow->pending->len; i++) {
		int id = flow->docx->n_bookmarks++;

		ot_xml_start(flow->xml, "w:bookmarkStart");
		ot_xml_set_int(flow->xml, "w:id", id);
		ot_xml_set(flow->xml, "w:name", g_ptr_array_index(flow->pending, i));
		ot_xml_end(flow->xml);
		ot_xml_start(flow->xml, "w:bookmarkEnd");
		ot_xml_set_int(flow->xml, "w:id", id);
		ot_xml_end(flow->xml);
	}
	g_ptr_array_set_size(flow->pending, 0);
}

int
ot_docx_start_comment(OtDocxFlow *flow, const OtNode *node)
{
	int comment = (int) flow->docx->guided->len;

	g_ptr_array_add(flow->docx->guided, (OtNode *) node);
	ot_xml_start(flow->xml, "w:commentRangeStart");
	ot_xml_set_int(flow->xml, "w:id", comment);
	ot_xml_end(flow->xml);
	return comment;
}

void
ot_docx_end_comment(OtDocxFlow *flow, int comment)
{
	OtDocxRun run = {.style = OT_STYLE_COMMENT_REFERENCE};

	ot_xml_start(flow->xml, "w:commentRangeEnd");
	ot_xml_set_int(flow->xml, "w:id", comment);
	ot_xml_end(flow->xml);
	ot_xml_start(flow->xml, "w:r");
	ot_docx_write_run_properties(flow->xml, &run);
	ot_xml_start(flow->xml, "w:commentReference");
	ot_xml_set_int(flow->xml, "w:id", comment);
	ot_xml_end(flow->xml);
	ot_xml_end(flow->xml);
}

/* Comments about the paragraph that begins here, which end with it. */
static void
start_owed_comments(OtDocxFlow *flow)
{
	GPtrArray *owed = flow->docx->owed;

	if (flow->part != flow->docx->main)
		return;
	flow->comments_from = flow->docx->guided->len;
	for (guint i = 0; i < owed->len; i++)
		ot_docx_start_comment(flow, g_ptr_array_index(owed, i));
	flow->comments_to = flow->docx->guided->len;
	g_ptr_array_set_size(owed, 0);
}

/* --- paragraphs ------------------------------------------------------------------------------ */

/* Room after a table, which has none of its own. */
static int
room_before(const OtDocxFlow *flow, OtDocxStyle style)
{
	if (flow->last != OT_LAST_TABLE)
		return -1;
	return MAX(ot_docx_style_before(flow->docx, style), ROOM_AFTER_TABLE);
}

void
ot_docx_flow_start_paragraph(OtDocxFlow *flow, const OtDocxParagraph *paragraph)
{
	OtDocxParagraph filled = *paragraph;

	if (filled.before < 0)
		filled.before = room_before(flow, filled.style);
	if (flow->mark_num != OT_NUM_NONE) {
		filled.num = flow->mark_num;
		filled.level = flow->mark_level;
	}
	filled.page_break = filled.page_break || flow->page_break;
	if (filled.page_break)
		filled.before = 0;
	ot_xml_start(flow->xml, "w:p");
	write_properties(flow->xml, &filled);
	start_owed_comments(flow);
	ot_docx_flow_pay_bookmarks(flow);
	flow->mark_num = OT_NUM_NONE;
	flow->page_break = false;
}

void
ot_docx_flow_end_paragraph(OtDocxFlow *flow)
{
	ot_docx_close_lock(flow);
	for (guint i = flow->comments_from; i < flow->comments_to; i++)
		ot_docx_end_comment(flow, (int) i);
	flow->comments_from = flow->comments_to;
	ot_xml_end(flow->xml);
	flow->last = OT_LAST_PARAGRAPH;
	flow->started = true;
}

void
ot_docx_flow_settle_mark(OtDocxFlow *flow, const OtDocxPlacement *placement)
{
	if (flow->mark_num == OT_NUM_NONE)
		return;
	OtDocxParagraph paragraph = ot_docx_paragraph_at(flow, placement, NULL);
	paragraph.keep_next = true;
	ot_docx_flow_start_paragraph(flow, &paragraph);
	ot_docx_flow_end_paragraph(flow);
}

void
ot_docx_flow_part_tables(OtDocxFlow *flow)
{
	OtXmlWriter *xml = flow->xml;

	if (flow->last != OT_LAST_TABLE)
		return;
	/* Word makes one table of two that nothing stands between: this is no line for space */
	ot_xml_start(xml, "w:p");
	OtProperties properties = ot_properties(xml, OT_GROUP_PPR);
	ot_property_start(&properties, OT_PPR_spacing);
	ot_xml_set(xml, "w:before", "0");
	ot_xml_set(xml, "w:after", "0");
	ot_xml_set_int(xml, "w:line", ROOM_AFTER_TABLE);
	ot_xml_set(xml, "w:lineRule", "exact");
	ot_xml_end(xml);
	ot_properties_end(&properties);
	ot_xml_end(xml);
	flow->last = OT_LAST_PARAGRAPH;
}

/* --- styles of paragraphs -------------------------------------------------------------------- */

static OtDocxStyle
style_of_role(OtParagraphRole role)
{
	switch (role) {
	case OT_PARAGRAPH_BODY:
		return OT_STYLE_NORMAL;
	case OT_PARAGRAPH_LEAD:
		return OT_STYLE_LEAD;
	case OT_PARAGRAPH_SMALL:
		return OT_STYLE_SMALL;
	case OT_PARAGRAPH_TITLE:
		return OT_STYLE_TITLE;
	case OT_PARAGRAPH_SUBTITLE:
		return OT_STYLE_SUBTITLE;
	case OT_PARAGRAPH_LABEL:
		return OT_STYLE_LABEL;
	case OT_PARAGRAPH_KEY:
		return OT_STYLE_KEY;
	case OT_PARAGRAPH_DISPLAY:
		return OT_STYLE_DISPLAY;
	}
	return OT_STYLE_NORMAL;
}

static OtDocxStyle
style_of_callout(OtCalloutKind kind)
{
	switch (kind) {
	case OT_CALLOUT_NOTE:
		return OT_STYLE_CALLOUT_NOTE;
	case OT_CALLOUT_IMPORTANT:
		return OT_STYLE_CALLOUT_IMPORTANT;
	case OT_CALLOUT_LAW:
		return OT_STYLE_CALLOUT_LAW;
	case OT_CALLOUT_ACTION:
		return OT_STYLE_CALLOUT_ACTION;
	}
	return OT_STYLE_CALLOUT_NOTE;
}

static OtParagraphRole
role_of(const OtNode *node)
{
	return node != NULL && node->kind == OT_NODE_PARAGRAPH ? node->as.paragraph
	                                                       : OT_PARAGRAPH_BODY;
}

static OtDocxStyle
style_in_cell(const OtDocxFlow *flow, const OtDocxPlacement *placement, const OtNode *node)
{
	OtParagraphRole role = role_of(node);

	if (flow->mark_num != OT_NUM_NONE)
		return placement->ordered ? OT_STYLE_TABLE_NUMBER : OT_STYLE_TABLE_BULLET;
	if (placement->place == OT_PLACE_HEAD)
		return OT_STYLE_TABLE_HEAD;
	if (role == OT_PARAGRAPH_KEY || role == OT_PARAGRAPH_SMALL)
		return style_of_role(role);
	if (placement->place == OT_PLACE_ROW_HEAD)
		return OT_STYLE_TABLE_ROW_HEAD;
	return OT_STYLE_TABLE_TEXT;
}

static OtDocxStyle
style_in_body(const OtDocxFlow *flow, const OtDocxPlacement *placement, const OtNode *node)
{
	OtParagraphRole role = role_of(node);

	if (flow->mark_num != OT_NUM_NONE)
		return placement->ordered ? OT_STYLE_LIST_NUMBER : OT_STYLE_LIST_BULLET;
	if (placement->list_level >= 0 && role == OT_PARAGRAPH_BODY)
		return OT_STYLE_LIST_CONTINUE;
	return style_of_role(role);
}

/* The indent that a paragraph has from its style or its number. */
static int
own_indent(const OtDocxFlow *flow, OtDocxStyle style)
{
	if (flow->mark_num != OT_NUM_NONE)
		return (flow->mark_level + 1) * OT_LIST_INDENT;
	return ot_docx_style_indent(style);
}

/*
 * Paragraphs of a callout stand without room between them, so that boxes of different indents (its
 * lists) meet.  Where the next one has the same indent, it is the same box, and there can be room.
 */
static void
loosen_callout(OtDocxParagraph *paragraph, const OtDocxPlacement *placement, const OtNode *node)
{
	if (placement->place != OT_PLACE_CALLOUT || node == NULL || node->next == NULL ||
	    node->kind != OT_NODE_PARAGRAPH || node->next->kind != OT_NODE_PARAGRAPH)
		return;
	paragraph->loose = true;
	paragraph->before = 0;
	paragraph->after = ROOM_IN_CALLOUT;
}

OtDocxParagraph
ot_docx_paragraph_at(const OtDocxFlow *flow, const OtDocxPlacement *placement, const OtNode *node)
{
	OtDocxParagraph paragraph = ot_docx_paragraph(OT_STYLE_NORMAL);

	switch (placement->place) {
	case OT_PLACE_BODY:
		paragraph.style = style_in_body(flow, placement, node);
		break;
	case OT_PLACE_CELL:
	case OT_PLACE_HEAD:
	case OT_PLACE_ROW_HEAD:
		paragraph.style = style_in_cell(flow, placement, node);
		break;
	case OT_PLACE_CALLOUT:
		paragraph.style = style_of_callout(placement->callout);
		break;
	}
	if (placement->left != own_indent(flow, paragraph.style) || placement->apart) {
		paragraph.has_indent = true;
		/* paragraphs are drawn in one box where indents and borders are the same */
		paragraph.right = placement->apart ? OT_CALLOUT_INDENT + 1 : 0;
		paragraph.left = placement->left;
		paragraph.hanging = flow->mark_num != OT_NUM_NONE ? OT_LIST_INDENT : 0;
	}
	loosen_callout(&paragraph, placement, node);
	paragraph.align = placement->align;
	paragraph.keep_next = placement->keep_next;
	/* items stand close to each other, but not to what comes after the list */
	if (node != NULL && node == flow->list_end)
		paragraph.after = ot_docx_style_after(flow->docx, OT_STYLE_NORMAL);
	if (node != NULL)
		paragraph.right_to_left =
			ot_lang_is_right_to_left(ot_node_lang(flow->docx->document, node));
	return paragraph;
}
