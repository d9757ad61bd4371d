/* SPDX-License-Identifier: MIT */
#include "docx/writer.h"

/*
 * word/fontTable.xml: what kind of face each one is, so that a computer without it can choose one
 * that is like it.  The faces are the reader's own; none is embedded.
 */

static void
write_font(OtXmlWriter *xml, const char *name, const char *family, const char *pitch)
{
	ot_xml_start(xml, "w:font");
	ot_xml_set(xml, "w:name", name);
	ot_xml_empty(xml, "w:charset", "w:val", "00", NULL);
	ot_xml_empty(xml, "w:family", "w:val", family, NULL);
	ot_xml_empty(xml, "w:pitch", "w:val", pitch, NULL);
	ot_xml_end(xml);
}

void
ot_docx_write_font_table_part(OtDocx *docx)
{
	OtXmlWriter *xml = ot_part_xml(ot_docx_add_word_part(docx, "fontTable", "w:fonts"));
	g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);

	for (size_t i = 0; i < OT_N_TEXTS; i++) {
		const char *family = docx->style->text[i].word_family;

		if (g_hash_table_add(seen, (char *) family))
			write_font(xml, family, docx->style->text[i].serif ? "roman" : "swiss",
			           "variable");
	}
	if (g_hash_table_add(seen, (char *) OT_TICK_FONT))
		write_font(xml, OT_TICK_FONT, "modern", "fixed");
	ot_xml_end(xml);
}
