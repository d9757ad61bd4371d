/* SPDX-License-Identifier: MIT */
#include "docx/writer.h"

#include <math.h>

/*
 * The logo: a part with its pixels, and a drawing in a paragraph of its own at the start (20.4.2.8,
 * 20.2.2.5).  Its alternative text is the description of both (20.4.2.5).
 */

#define NS_WP  "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
#define NS_A   "http://schemas.openxmlformats.org/drawingml/2006/main"
#define NS_PIC "http://schemas.openxmlformats.org/drawingml/2006/picture"

#define EMU_PER_POINT 12700

/* Room below it: on a cover the title stands lower. */
#define ROOM_BELOW       240
#define ROOM_BELOW_COVER 2400

typedef struct {
	OtXmlWriter *xml;
	const OtLogo *logo;
	const char *relation;
	int width, height; /* EMU */
} Drawing;

static void
write_extent(const Drawing *drawing, const char *element)
{
	ot_xml_start(drawing->xml, element);
	ot_xml_set_int(drawing->xml, "cx", drawing->width);
	ot_xml_set_int(drawing->xml, "cy", drawing->height);
	ot_xml_end(drawing->xml);
}

static void
write_name(const Drawing *drawing, const char *element)
{
	ot_xml_empty(drawing->xml, element, "id", "1", "name", "Logo", "descr",
	             drawing->logo->alternative, NULL);
}

static void
write_pixels(const Drawing *drawing)
{
	OtXmlWriter *xml = drawing->xml;

	ot_xml_start(xml, "pic:blipFill");
	ot_xml_empty(xml, "a:blip", "r:embed", drawing->relation, NULL);
	ot_xml_start(xml, "a:stretch");
	ot_xml_empty(xml, "a:fillRect", NULL);
	ot_xml_end(xml);
	ot_xml_end(xml);
	ot_xml_start(xml, "pic:spPr");
	ot_xml_start(xml, "a:xfrm");
	ot_xml_empty(xml, "a:off", "x", "0", "y", "0", NULL);
	write_extent(drawing, "a:ext");
	ot_xml_end(xml);
	ot_xml_start(xml, "a:prstGeom");
	ot_xml_set(xml, "prst", "rect");
	ot_xml_empty(xml, "a:avLst", NULL);
	ot_xml_end(xml);
	ot_xml_end(xml);
}

static void
write_picture(const Drawing *drawing)
{
	OtXmlWriter *xml = drawing->xml;

	ot_xml_start(xml, "a:graphic");
	ot_xml_set(xml, "xmlns:a", NS_A);
	ot_xml_start(xml, "a:graphicData");
	ot_xml_set(xml, "uri", NS_PIC);
	ot_xml_start(xml, "pic:pic");
	ot_xml_set(xml, "xmlns:pic", NS_PIC);
	ot_xml_start(xml, "pic:nvPicPr");
	write_name(drawing, "pic:cNvPr");
	ot_xml_empty(xml, "pic:cNvPicPr", NULL);
	ot_xml_end(xml);
	write_pixels(drawing);
	ot_xml_end(xml);
	ot_xml_end(xml);
	ot_xml_end(xml);
}

static void
write_drawing(const Drawing *drawing)
{
	OtXmlWriter *xml = drawing->xml;

	ot_xml_start(xml, "w:r");
	ot_xml_start(xml, "w:drawing");
	ot_xml_start(xml, "wp:inline");
	ot_xml_set(xml, "xmlns:wp", NS_WP);
	write_extent(drawing, "wp:extent");
	write_name(drawing, "wp:docPr");
	write_picture(drawing);
	ot_xml_end(xml);
	ot_xml_end(xml);
	ot_xml_end(xml);
}

void
ot_docx_write_logo(OtDocxFlow *flow)
{
	OtDocx *docx = flow->docx;
	const OtLogo *logo = docx->style->logo;
	OtDocxParagraph paragraph = ot_docx_paragraph(OT_STYLE_NORMAL);

	if (logo == NULL || logo->picture == NULL)
		return;
	double scale = MIN(1, docx->text_width / (logo->width * 20));
	const Drawing drawing = {
		.xml = flow->xml,
		.logo = logo,
		.relation = ot_package_add_picture(docx->package, docx->main, "word/media/logo.png",
	                                           logo->picture),
		.width = (int) lround(logo->width * scale * EMU_PER_POINT),
		.height = (int) lround(logo->height * scale * EMU_PER_POINT),
	};

	paragraph.align = logo->at_end ? OT_ALIGN_END : OT_ALIGN_START;
	paragraph.after = docx->has_cover ? ROOM_BELOW_COVER : ROOM_BELOW;
	ot_docx_flow_start_paragraph(flow, &paragraph);
	write_drawing(&drawing);
	ot_docx_flow_end_paragraph(flow);
}
