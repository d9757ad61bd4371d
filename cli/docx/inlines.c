/* SPDX-License-Identifier: MIT */
#include "docx/writer.h"

#include <string.h>

static void
write_children(OtDocxFlow *flow, const OtNode *first, const OtNode *end, const OtDocxRun *run,
               bool locked);

/* --- text ------------------------------------------------------------------------------------ */

static void
write_words(OtXmlWriter *xml, const char *text)
{
	size_t len = strlen(text);

	if (len == 0)
		return;
	ot_xml_start(xml, "w:t");
	if (text[0] == ' ' || text[len - 1] == ' ')
		ot_xml_set(xml, "xml:space", "preserve");
	ot_xml_text(xml, text);
	ot_xml_end(xml);
}

/* The element of a character that Word keeps as one, and the character's length. */
static const char *
element_of(const char *c, size_t *len)
{
	*len = 1;
	if (*c == '\n')
		return "w:br";
	if (*c == '\t')
		return "w:tab";
	*len = 2;
	if (strncmp(c, "\u00AD", 2) == 0)
		return "w:softHyphen";
	*len = 3;
	if (strncmp(c, "\u2011", 3) == 0)
		return "w:noBreakHyphen";
	return NULL;
}

/* What stands in a run, without the run itself. */
static void
write_run_content(OtXmlWriter *xml, const char *text)
{
	const char *from = text, *c = text;

	while ((c = strpbrk(c, "\n\t\xC2\xE2")) != NULL) {
		size_t len;
		const char *element = element_of(c, &len);

		if (element == NULL) {
			c++;
			continue;
		}
		g_autofree char *before = g_strndup(from, (size_t) (c - from));
		write_words(xml, before);
		ot_xml_empty(xml, element, NULL);
		c += len;
		from = c;
	}
	write_words(xml, from);
}

void
ot_docx_write_text(OtXmlWriter *xml, const OtDocxRun *run, const char *text)
{
	OtDocxRun look = *run;

	if (*text == '\0')
		return;
	look.right_to_left = look.right_to_left || ot_docx_text_is_right_to_left(text);
	ot_xml_start(xml, "w:r");
	ot_docx_write_run_properties(xml, &look);
	write_run_content(xml, text);
	ot_xml_end(xml);
}

/* --- fields of Word -------------------------------------------------------------------------- */

static void
write_mark(OtXmlWriter *xml, const OtDocxRun *run, const char *type)
{
	ot_xml_start(xml, "w:r");
	ot_docx_write_run_properties(xml, run);
	ot_xml_empty(xml, "w:fldChar", "w:fldCharType", type, NULL);
	ot_xml_end(xml);
}

void
ot_docx_start_field_code(OtXmlWriter *xml, const OtDocxRun *run, const char *instruction)
{
	write_mark(xml, run, "begin");
	ot_xml_start(xml, "w:r");
	ot_docx_write_run_properties(xml, run);
	ot_xml_start(xml, "w:instrText");
	ot_xml_set(xml, "xml:space", "preserve");
	ot_xml_text(xml, instruction);
	ot_xml_end(xml);
	ot_xml_end(xml);
	write_mark(xml, run, "separate");
}

void
ot_docx_end_field_code(OtXmlWriter *xml, const OtDocxRun *run)
{
	write_mark(xml, run, "end");
}

void
ot_docx_write_field_code(OtXmlWriter *xml, const OtDocxRun *run, const char *instruction,
                         const char *result)
{
	ot_docx_start_field_code(xml, run, instruction);
	ot_docx_write_text(xml, run, result);
	ot_docx_end_field_code(xml, run);
}

/* --- inlines --------------------------------------------------------------------------------- */

/* The run for a child of a node that is written with `run`: the language may change. */
static OtDocxRun
run_of(const OtDocxFlow *flow, const OtDocxRun *run, const OtNode *node)
{
	OtDocxRun look = *run;

	if (node->lang != NULL) {
		OtDocxRun other = ot_docx_run(flow->docx, node->lang);
		look.lang = other.lang;
		look.right_to_left = other.right_to_left;
	}
	return look;
}

/* Text that stands side by side is one run, so that a word is never cut by our own making.  Returns
 * the last node that was taken. */
static const OtNode *
write_texts(OtDocxFlow *flow, const OtNode *node, const OtNode *end, const OtDocxRun *run)
{
	const OtNode *last = node;

	while (last->next != end && last->next != NULL && last->next->kind == OT_NODE_TEXT &&
	       g_strcmp0(last->next->lang, node->lang) == 0)
		last = last->next;
	if (last == node) {
		ot_docx_write_text(flow->xml, run, node->as.text);
		return last;
	}
	g_autoptr(GString) text = g_string_new(NULL);
	for (const OtNode *at = node; at != last->next; at = at->next)
		g_string_append(text, at->as.text);
	ot_docx_write_text(flow->xml, run, text->str);
	return last;
}

static void
write_link_text(OtDocxFlow *flow, const OtNode *node, const OtDocxRun *run, bool locked)
{
	if (node->first != NULL)
		write_children(flow, node->first, NULL, run, locked);
	else if (node->kind == OT_NODE_LINK)
		ot_docx_write_text(flow->xml, run, node->as.link.href);
}

/* A link to a place in this document; without one, its words only. */
static void
write_inner_link(OtDocxFlow *flow, const OtNode *node, const char *id, const OtDocxRun *run,
                 bool locked)
{
	const char *bookmark = ot_docx_bookmark_of(flow->docx, id);

	if (bookmark == NULL || flow->in_link) {
		write_link_text(flow, node, run, locked);
		return;
	}
	ot_xml_start(flow->xml, "w:hyperlink");
	ot_xml_set(flow->xml, "w:anchor", bookmark);
	ot_xml_set(flow->xml, "w:history", "1");
	flow->in_link = true;
	write_link_text(flow, node, run, locked);
	flow->in_link = false;
	ot_xml_end(flow->xml);
}

static void
write_link(OtDocxFlow *flow, const OtNode *node, const OtDocxRun *run, bool locked)
{
	const char *href = node->as.link.href;
	const char *target = ot_docx_link_target(flow->docx, href);
	OtDocxRun look = *run;

	if (target == NULL && href != NULL && *href == '#') {
		if (ot_docx_bookmark_of(flow->docx, href + 1) != NULL)
			look.style = OT_STYLE_HYPERLINK;
		write_inner_link(flow, node, href + 1, &look, locked);
		return;
	}
	if (target == NULL || flow->in_link) {
		write_link_text(flow, node, run, locked);
		return;
	}
	look.style = OT_STYLE_HYPERLINK;
	ot_xml_start(flow->xml, "w:hyperlink");
	ot_xml_set(flow->xml, "r:id",
	           ot_part_relate_outside(flow->part, OT_RELATION "hyperlink", target));
	ot_xml_set(flow->xml, "w:history", "1");
	flow->in_link = true;
	write_link_text(flow, node, &look, locked);
	flow->in_link = false;
	ot_xml_end(flow->xml);
}

static void
write_note(OtDocxFlow *flow, const OtNode *node, const OtDocxRun *run, bool locked)
{
	OtDocx *docx = flow->docx;
	OtDocxRun look = *run;

	if (flow->part != docx->main) {
		/* A footnote has no footnotes (17.11.10 allows them, Word doesn't) */
		ot_docx_write_text(flow->xml, run, " (");
		write_children(flow, node->first, NULL, run, locked);
		ot_docx_write_text(flow->xml, run, ")");
		return;
	}
	g_ptr_array_add(docx->notes, (OtNode *) node);
	look.style = OT_STYLE_FOOTNOTE_REFERENCE;
	look.strong = look.emphasis = false;
	ot_xml_start(flow->xml, "w:r");
	ot_docx_write_run_properties(flow->xml, &look);
	ot_xml_start(flow->xml, "w:footnoteReference");
	ot_xml_set_int(flow->xml, "w:id", docx->notes->len);
	ot_xml_end(flow->xml);
	ot_xml_end(flow->xml);
}

static void
write_marked(OtDocxFlow *flow, const OtNode *node, const OtDocxRun *run, bool locked)
{
	OtDocxRun look = *run;

	look.strong = look.strong || node->kind == OT_NODE_STRONG;
	/* Slanted letters are hard to read for those who see little. */
	look.emphasis = look.emphasis || (node->kind == OT_NODE_EMPHASIS &&
	                                  !flow->docx->style->large_print);
	write_children(flow, node->first, NULL, &look, locked);
}

static bool
holds_field(const OtNode *node)
{
	OtWalk walk = ot_walk_start((OtNode *) node);

	while (ot_walk_next(&walk) != OT_WALK_END)
		if (walk.node->kind == OT_NODE_FIELD)
			return true;
	return false;
}

/* Around a link a lock is opened or closed as a whole: controls and links can't overlap. */
static void
set_lock(OtDocxFlow *flow, const OtNode *node, bool locked)
{
	if (flow->in_link || node->kind == OT_NODE_STRONG || node->kind == OT_NODE_EMPHASIS)
		return;
	if (!locked || holds_field(node))
		ot_docx_close_lock(flow);
	else
		ot_docx_open_lock(flow, node);
}

/* The comment on words within a paragraph; -1: there is none. */
static int
start_comment(OtDocxFlow *flow, const OtNode *node)
{
	if (node->guidance == NULL || flow->part != flow->docx->main)
		return -1;
	g_ptr_array_set_size(flow->docx->owed, 0);
	return ot_docx_start_comment(flow, node);
}

static void
write_children(OtDocxFlow *flow, const OtNode *first, const OtNode *end, const OtDocxRun *run,
               bool locked)
{
	for (const OtNode *node = first; node != NULL && node != end; node = node->next) {
		OtDocxRun look = run_of(flow, run, node);
		bool lock = locked || node->locked;
		int comment = -1;

		set_lock(flow, node, lock);
		if (node->kind != OT_NODE_TEXT) {
			ot_docx_flow_owe_marks(flow, node);
			ot_docx_flow_pay_bookmarks(flow);
			comment = start_comment(flow, node);
		}
		switch (node->kind) {
		case OT_NODE_TEXT:
			node = write_texts(flow, node, end, &look);
			break;
		case OT_NODE_STRONG:
		case OT_NODE_EMPHASIS:
			write_marked(flow, node, &look, lock);
			break;
		case OT_NODE_LINK:
			write_link(flow, node, &look, lock);
			break;
		case OT_NODE_REFERENCE:
			write_inner_link(flow, node, node->as.reference.target, &look, lock);
			break;
		case OT_NODE_NOTE:
			write_note(flow, node, &look, lock);
			break;
		case OT_NODE_FIELD:
			ot_docx_write_control(flow, node, &look);
			break;
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
			/* no block stands in a line of text: document.h */
			break;
		}
		if (comment >= 0)
			ot_docx_end_comment(flow, comment);
	}
}

void
ot_docx_write_inline_range(OtDocxFlow *flow, const OtNode *first, const OtNode *end,
                           const OtDocxPlacement *placement)
{
	OtDocxRun run = ot_docx_run(flow->docx, ot_node_lang(flow->docx->document, first->parent));

	write_children(flow, first, end, &run, placement->locked);
}

void
ot_docx_write_inlines(OtDocxFlow *flow, const OtNode *parent, const OtDocxPlacement *placement)
{
	if (parent->first != NULL)
		ot_docx_write_inline_range(flow, parent->first, NULL, placement);
}
