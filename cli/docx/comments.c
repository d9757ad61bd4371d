/* SPDX-License-Identifier: MIT */
#include "docx/writer.h"

/*
 * word/comments.xml (17.13.4): guidance for the person who completes the document.  It stands in
 * comments and not in the text, so that it goes away with one click, or is left out from the start.
 */

#define AUTHOR   "outset"
#define INITIALS "OS"

static void
write_mark(OtXmlWriter *xml)
{
	OtDocxRun run = {.style = OT_STYLE_COMMENT_REFERENCE};

	ot_xml_start(xml, "w:r");
	ot_docx_write_run_properties(xml, &run);
	ot_xml_empty(xml, "w:annotationRef", NULL);
	ot_xml_end(xml);
}

static void
write_comment(OtDocxFlow *flow, const OtNode *node, int id)
{
	OtXmlWriter *xml = flow->xml;
	OtDocxRun run = ot_docx_run(flow->docx, ot_node_lang(flow->docx->document, node));
	OtDocxParagraph paragraph = ot_docx_paragraph(OT_STYLE_COMMENT_TEXT);

	ot_xml_start(xml, "w:comment");
	ot_xml_set_int(xml, "w:id", id);
	ot_xml_set(xml, "w:author", AUTHOR);
	ot_xml_set(xml, "w:date", ot_docx_epoch_text(flow->docx));
	ot_xml_set(xml, "w:initials", INITIALS);
	ot_docx_flow_start_paragraph(flow, &paragraph);
	write_mark(xml);
	ot_docx_write_text(xml, &run, node->guidance);
	ot_docx_flow_end_paragraph(flow);
	ot_xml_end(xml);
}

void
ot_docx_write_comments_part(OtDocx *docx)
{
	if (docx->guided->len == 0)
		return;
	OtPart *part = ot_docx_add_word_part(docx, "comments", "w:comments");
	OtXmlWriter *xml = ot_part_xml(part);
	g_autoptr(GPtrArray) pending = g_ptr_array_new();
	OtDocxFlow flow = {.docx = docx, .part = part, .xml = xml, .pending = pending};

	for (guint i = 0; i < docx->guided->len; i++)
		write_comment(&flow, g_ptr_array_index(docx->guided, i), (int) i);
	ot_xml_end(xml);
}
