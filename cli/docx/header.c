/* SPDX-License-Identifier: MIT */
#include "docx/writer.h"

#include <string.h>

/*
 * The running head: whose document it is at the left, which one at the right.  Where both do not
 * fit on a line, each has its own.
 */

static int
width_of(const OtDocx *docx, const char *text)
{
	double size = docx->style->text[OT_TEXT_RUNNING].size;

	return (int) (ot_docx_text_width(text, strlen(text)) * size * 20 / 1000);
}

static void
write_line(OtDocx *docx, OtXmlWriter *xml, const char *text)
{
	OtDocxRun run = ot_docx_run(docx, docx->document->info.lang);

	ot_xml_start(xml, "w:p");
	OtProperties properties = ot_properties(xml, OT_GROUP_PPR);
	ot_property_set(&properties, OT_PPR_pStyle, ot_docx_style_id(OT_STYLE_HEADER));
	if (ot_lang_is_right_to_left(docx->lang))
		ot_property_flag(&properties, OT_PPR_bidi);
	ot_properties_end(&properties);
	ot_docx_write_text(xml, &run, text);
	ot_xml_end(xml);
}

const char *
ot_docx_write_header_part(OtDocx *docx)
{
	const OtDocumentInfo *info = &docx->document->info;
	const char *authority = info->authority != NULL ? info->authority : "";
	const char *title = info->title != NULL ? info->title : "";
	OtPart *part = ot_docx_add_word_part(docx, "header", "w:hdr");
	OtXmlWriter *xml = ot_part_xml(part);
	int gap = 2 * width_of(docx, "\u2003");

	if (width_of(docx, authority) + gap + width_of(docx, title) <= docx->text_width) {
		g_autofree char *line = g_strconcat(authority, "\t", title, NULL);
		write_line(docx, xml, line);
	} else {
		write_line(docx, xml, authority);
		write_line(docx, xml, title);
	}
	ot_xml_end(xml);
	return ot_part_id(part);
}
