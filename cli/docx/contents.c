/* SPDX-License-Identifier: MIT */
#include "docx/writer.h"

/*
 * The contents: a field of Word whose entries are there already, so that nobody is asked to update
 * it.  Each entry is a link to its heading.
 */

/* An entry's page; NULL: not known, and the field is told to show none. */
typedef const char *PageText;

static void
append_words(const OtDocx *docx, GString *words, const OtNode *heading)
{
	OtWalk walk = ot_walk_start((OtNode *) heading);

	while (ot_walk_next(&walk) != OT_WALK_END) {
		const OtNode *node = walk.node;

		if (walk.event != OT_WALK_ENTER)
			continue;
		if (node->kind == OT_NODE_NOTE)
			ot_walk_skip(&walk);
		else if (node->kind == OT_NODE_TEXT)
			g_string_append(words, node->as.text);
		else if (node->kind == OT_NODE_FIELD)
			g_string_append(words, ot_docx_field_shown(docx, node));
	}
}

static void
write_page(OtXmlWriter *xml, const OtDocxRun *run, const char *bookmark, PageText page)
{
	g_autofree char *instruction = g_strdup_printf(" PAGEREF %s \\h ", bookmark);

	if (page == NULL)
		return;
	ot_docx_write_text(xml, run, "\t");
	ot_docx_write_field_code(xml, run, instruction, page);
}

static void
write_entry(OtDocxFlow *flow, const OtDocxEntry *entry, PageText page)
{
	OtDocx *docx = flow->docx;
	const char *number = entry->node->as.heading.number;
	const char *lang = ot_node_lang(docx->document, entry->node);
	OtDocxRun run = ot_docx_run(docx, lang);
	g_autoptr(GString) words = g_string_new(number);

	if (number != NULL)
		g_string_append_c(words, '\t');
	append_words(docx, words, entry->node);
	ot_xml_start(flow->xml, "w:hyperlink");
	ot_xml_set(flow->xml, "w:anchor", entry->bookmark);
	ot_xml_set(flow->xml, "w:history", "1");
	ot_docx_write_text(flow->xml, &run, words->str);
	write_page(flow->xml, &run, entry->bookmark, page);
	ot_xml_end(flow->xml);
}

/* The contents are one field over several paragraphs: it begins in the first and ends in the last
 * one. */
static void
write_entries(OtDocxFlow *flow, const OtNode *toc, const OtDocxPlacement *placement)
{
	OtDocx *docx = flow->docx;
	OtDocxRun plain = {.style = OT_STYLE_NONE};
	int depth = CLAMP(toc->as.toc.depth, 1, 6);
	g_autofree char *instruction = g_strdup_printf(" TOC \\o \"1-%d\" \\n \\h \\z \\u ", depth);
	const OtDocxEntry *last = NULL;
	bool begun = false;

	for (unsigned int i = 0; i < docx->entries->len; i++) {
		const OtDocxEntry *entry = &g_array_index(docx->entries, OtDocxEntry, i);

		if (entry->node->as.heading.level <= depth)
			last = entry;
	}
	for (unsigned int i = 0; i < docx->entries->len; i++) {
		const OtDocxEntry *entry = &g_array_index(docx->entries, OtDocxEntry, i);
		int level = entry->node->as.heading.level;
		OtDocxParagraph paragraph =
			ot_docx_paragraph(OT_STYLE_TOC_1 + MIN(level, 3) - 1);

		if (level > depth)
			continue;
		paragraph.right_to_left = ot_lang_is_right_to_left(docx->lang);
		paragraph.keep_next = placement->keep_next;
		ot_docx_flow_start_paragraph(flow, &paragraph);
		if (!begun)
			ot_docx_start_field_code(flow->xml, &plain, instruction);
		write_entry(flow, entry, NULL);
		if (entry == last)
			ot_docx_end_field_code(flow->xml, &plain);
		ot_docx_flow_end_paragraph(flow);
		begun = true;
	}
}

/* Contents in a section with a heading are named by it; elsewhere they bring their own name. */
static bool
is_named(const OtNode *toc)
{
	for (const OtNode *node = toc->parent->first; node != toc; node = node->next)
		if (node->kind == OT_NODE_HEADING)
			return true;
	return false;
}

void
ot_docx_write_contents(OtDocxFlow *flow, const OtNode *toc, const OtDocxPlacement *placement)
{
	OtDocxRun run = ot_docx_run(flow->docx, ot_node_lang(flow->docx->document, toc));

	if (flow->docx->entries->len == 0)
		return;
	if (!is_named(toc)) {
		OtDocxParagraph paragraph = ot_docx_paragraph(OT_STYLE_TOC_HEADING);
		ot_docx_flow_start_paragraph(flow, &paragraph);
		ot_docx_write_text(flow->xml, &run, ot_labels_get(flow->docx->labels, "contents"));
		ot_docx_flow_end_paragraph(flow);
	}
	write_entries(flow, toc, placement);
}
