/* SPDX-License-Identifier: MIT */
#include "docx/writer.h"

/* word/footnotes.xml: the two separators that Word asks for (17.11.10), then the notes. */

static void
write_separator(OtXmlWriter *xml, int id, const char *type, const char *element)
{
	ot_xml_start(xml, "w:footnote");
	ot_xml_set(xml, "w:type", type);
	ot_xml_set_int(xml, "w:id", id);
	ot_xml_start(xml, "w:p");
	OtProperties properties = ot_properties(xml, OT_GROUP_PPR);
	ot_property_start(&properties, OT_PPR_spacing);
	ot_xml_set(xml, "w:before", "0");
	ot_xml_set(xml, "w:after", "0");
	ot_xml_set(xml, "w:line", "240");
	ot_xml_set(xml, "w:lineRule", "auto");
	ot_xml_end(xml);
	ot_properties_end(&properties);
	ot_xml_start(xml, "w:r");
	ot_xml_empty(xml, element, NULL);
	ot_xml_end(xml);
	ot_xml_end(xml);
	ot_xml_end(xml);
}

static void
write_mark(OtXmlWriter *xml)
{
	OtDocxRun run = {.style = OT_STYLE_FOOTNOTE_REFERENCE};

	ot_xml_start(xml, "w:r");
	ot_docx_write_run_properties(xml, &run);
	ot_xml_empty(xml, "w:footnoteRef", NULL);
	ot_xml_end(xml);
}

static void
write_note(OtDocxFlow *flow, const OtNode *note, int id)
{
	OtXmlWriter *xml = flow->xml;
	OtDocxPlacement placement = {.width = flow->docx->text_width, .list_level = -1};
	OtDocxRun run = ot_docx_run(flow->docx, flow->docx->document->info.lang);
	OtDocxParagraph paragraph = ot_docx_paragraph(OT_STYLE_FOOTNOTE_TEXT);

	paragraph.right_to_left =
		ot_lang_is_right_to_left(ot_node_lang(flow->docx->document, note));
	ot_xml_start(xml, "w:footnote");
	ot_xml_set_int(xml, "w:id", id);
	ot_docx_flow_start_paragraph(flow, &paragraph);
	write_mark(xml);
	ot_docx_write_text(xml, &run, " ");
	ot_docx_write_inlines(flow, note, &placement);
	ot_docx_flow_end_paragraph(flow);
	ot_xml_end(xml);
}

void
ot_docx_write_footnotes_part(OtDocx *docx)
{
	if (docx->notes->len == 0)
		return;
	OtPart *part = ot_docx_add_word_part(docx, "footnotes", "w:footnotes");
	OtXmlWriter *xml = ot_part_xml(part);
	g_autoptr(GPtrArray) pending = g_ptr_array_new();
	OtDocxFlow flow = {.docx = docx, .part = part, .xml = xml, .pending = pending};

	write_separator(xml, -1, "separator", "w:separator");
	write_separator(xml, 0, "continuationSeparator", "w:continuationSeparator");
	for (unsigned int i = 0; i < docx->notes->len; i++) {
		flow.last = OT_LAST_NOTHING;
		write_note(&flow, g_ptr_array_index(docx->notes, i), (int) i + 1);
	}
	ot_xml_end(xml);
}
