/* SPDX-License-Identifier: MIT */
#include "docx/writer.h"

/*
 * word/theme/theme1.xml (20.1.6.9): the house colours where Word offers colours to choose from.
 * Nothing in the document refers to the theme; the rest is what the schema asks for at least.
 */

#define NS_A "http://schemas.openxmlformats.org/drawingml/2006/main"

static void
write_colours(const OtDocx *docx, OtXmlWriter *xml)
{
	static const struct {
		const char *name;
		OtColourRole role;
	} colours[] = {
		{"a:dk1", OT_COLOUR_TEXT},          {"a:lt1", OT_COLOUR_PAPER},
		{"a:dk2", OT_COLOUR_ACCENT_DARK},   {"a:lt2", OT_COLOUR_STRIPE},
		{"a:accent1", OT_COLOUR_ACCENT},    {"a:accent2", OT_COLOUR_HIGHLIGHT},
		{"a:accent3", OT_COLOUR_MUTED},     {"a:accent4", OT_COLOUR_MISSING},
		{"a:accent5", OT_COLOUR_RULE},      {"a:accent6", OT_COLOUR_ACCENT_TINT},
		{"a:hlink", OT_COLOUR_LINK},        {"a:folHlink", OT_COLOUR_LINK},
	};

	ot_xml_start(xml, "a:clrScheme");
	ot_xml_set(xml, "name", docx->style->name);
	for (size_t i = 0; i < G_N_ELEMENTS(colours); i++) {
		ot_xml_start(xml, colours[i].name);
		ot_xml_empty(xml, "a:srgbClr", "val", ot_docx_hex(docx, colours[i].role), NULL);
		ot_xml_end(xml);
	}
	ot_xml_end(xml);
}

static void
write_font(OtXmlWriter *xml, const char *name, const char *family)
{
	ot_xml_start(xml, name);
	ot_xml_empty(xml, "a:latin", "typeface", family, NULL);
	ot_xml_empty(xml, "a:ea", "typeface", "", NULL);
	ot_xml_empty(xml, "a:cs", "typeface", "", NULL);
	ot_xml_end(xml);
}

static void
write_fonts(const OtDocx *docx, OtXmlWriter *xml)
{
	ot_xml_start(xml, "a:fontScheme");
	ot_xml_set(xml, "name", docx->style->name);
	write_font(xml, "a:majorFont", docx->style->text[OT_TEXT_HEADING_1].word_family);
	write_font(xml, "a:minorFont", docx->style->text[OT_TEXT_BODY].word_family);
	ot_xml_end(xml);
}

/* The colour that a shape was given, plain. */
static void
write_plain_fill(OtXmlWriter *xml)
{
	ot_xml_start(xml, "a:solidFill");
	ot_xml_empty(xml, "a:schemeClr", "val", "phClr", NULL);
	ot_xml_end(xml);
}

static void
write_plain_line(OtXmlWriter *xml)
{
	ot_xml_start(xml, "a:ln");
	ot_xml_set(xml, "w", "6350");
	write_plain_fill(xml);
	ot_xml_end(xml);
}

static void
write_no_effect(OtXmlWriter *xml)
{
	ot_xml_start(xml, "a:effectStyle");
	ot_xml_empty(xml, "a:effectLst", NULL);
	ot_xml_end(xml);
}

/* A scheme of formats has three of each at least (20.1.4.1.14). */
static void
write_formats(const OtDocx *docx, OtXmlWriter *xml)
{
	static const struct {
		const char *name;
		void (*write)(OtXmlWriter *xml);
	} lists[] = {
		{"a:fillStyleLst", write_plain_fill},
		{"a:lnStyleLst", write_plain_line},
		{"a:effectStyleLst", write_no_effect},
		{"a:bgFillStyleLst", write_plain_fill},
	};

	ot_xml_start(xml, "a:fmtScheme");
	ot_xml_set(xml, "name", docx->style->name);
	for (size_t i = 0; i < G_N_ELEMENTS(lists); i++) {
		ot_xml_start(xml, lists[i].name);
		for (int n = 0; n < 3; n++)
			lists[i].write(xml);
		ot_xml_end(xml);
	}
	ot_xml_end(xml);
}

void
ot_docx_write_theme_part(OtDocx *docx)
{
	OtPart *part = ot_package_add(docx->package, docx->main, OT_RELATION "theme",
	                              "word/theme/theme1.xml", OT_TYPE_OFFICE "theme+xml");
	OtXmlWriter *xml = ot_part_xml(part);

	ot_xml_start(xml, "a:theme");
	ot_xml_set(xml, "xmlns:a", NS_A);
	ot_xml_set(xml, "name", docx->style->name);
	ot_xml_start(xml, "a:themeElements");
	write_colours(docx, xml);
	write_fonts(docx, xml);
	write_formats(docx, xml);
	ot_xml_end(xml);
	ot_xml_end(xml);
}
