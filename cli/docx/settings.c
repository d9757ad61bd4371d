/* SPDX-License-Identifier: MIT */
#include "docx/writer.h"

/*
 * word/settings.xml.  There is no updateFields (17.15.1.81): it asks everybody who opens the file
 * whether fields may be updated, and ours have their results already.
 */

/* Behave as Word since 2013 does ([MS-DOCX] 2.2.4). */
static void
write_compatibility(OtXmlWriter *xml)
{
	static const struct {
		const char *name, *value;
	} settings[] = {
		{"compatibilityMode", "15"},
		{"overrideTableStyleFontSizeAndJustification", "1"},
		{"enableOpenTypeFeatures", "1"},
		{"doNotFlipMirrorIndents", "1"},
		{"differentiateMultirowTableHeaders", "1"},
		{"useWord2013TrackBottomHyphenation", "0"},
	};

	ot_xml_start(xml, "w:compat");
	for (size_t i = 0; i < G_N_ELEMENTS(settings); i++)
		ot_xml_empty(xml, "w:compatSetting", "w:name", settings[i].name, "w:uri",
		             "http://schemas.microsoft.com/office/word", "w:val", settings[i].value,
		             NULL);
	ot_xml_end(xml);
}

/* The separators that footnotes.c writes (17.11.3). */
static void
write_footnote_settings(OtXmlWriter *xml)
{
	ot_xml_start(xml, "w:footnotePr");
	ot_xml_empty(xml, "w:footnote", "w:id", "-1", NULL);
	ot_xml_empty(xml, "w:footnote", "w:id", "0", NULL);
	ot_xml_end(xml);
}

void
ot_docx_write_settings_part(OtDocx *docx)
{
	OtXmlWriter *xml = ot_part_xml(ot_docx_add_word_part(docx, "settings", "w:settings"));

	ot_xml_empty(xml, "w:zoom", "w:percent", "100", NULL);
	ot_xml_empty(xml, "w:defaultTabStop", "w:val", "567", NULL);
	ot_xml_empty(xml, "w:characterSpacingControl", "w:val", "doNotCompress", NULL);
	if (docx->notes->len > 0)
		write_footnote_settings(xml);
	write_compatibility(xml);
	ot_xml_empty(xml, "w:themeFontLang", "w:val", docx->lang, NULL);
	ot_xml_empty(xml, "w:clrSchemeMapping", "w:bg1", "light1", "w:t1", "dark1",
	             "w:bg2", "light2", "w:t2", "dark2", "w:accent1", "accent1",
	             "w:accent2", "accent2", "w:accent3", "accent3", "w:accent4", "accent4",
	             "w:accent5", "accent5", "w:accent6", "accent6", "w:hyperlink", "hyperlink",
	             "w:followedHyperlink", "followedHyperlink", NULL);
	ot_xml_empty(xml, "w:decimalSymbol", "w:val", ".", NULL);
	ot_xml_empty(xml, "w:listSeparator", "w:val", ",", NULL);
	ot_xml_end(xml);
}
