/* SPDX-License-Identifier: MIT */
#include "docx/writer.h"

/* docProps/core.xml (ECMA-376-2, 11): what is said of any document. */

#define RELATION_CORE OT_RELATION_PKG "metadata/core-properties"
#define TYPE_CORE     "application/vnd.openxmlformats-package.core-properties+xml"

#define NS_CP      "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
#define NS_DC      "http://purl.org/dc/elements/1.1/"
#define NS_DCTERMS "http://purl.org/dc/terms/"
#define NS_XSI     "http://www.w3.org/2001/XMLSchema-instance"

static void
write_fact(OtXmlWriter *xml, const char *name, const char *text)
{
	if (text != NULL && *text != '\0')
		ot_xml_leaf(xml, name, text);
}

static void
write_time(OtXmlWriter *xml, const char *name, const char *time)
{
	ot_xml_start(xml, name);
	ot_xml_set(xml, "xsi:type", "dcterms:W3CDTF");
	ot_xml_text(xml, time);
	ot_xml_end(xml);
}

void
ot_docx_write_core_part(OtDocx *docx)
{
	const OtDocumentInfo *info = &docx->document->info;
	const char *time = ot_docx_epoch_text(docx);
	OtPart *part = ot_package_add(docx->package, NULL, RELATION_CORE, "docProps/core.xml",
	                              TYPE_CORE);
	OtXmlWriter *xml = ot_part_xml(part);

	ot_xml_start(xml, "cp:coreProperties");
	ot_xml_set(xml, "xmlns:cp", NS_CP);
	ot_xml_set(xml, "xmlns:dc", NS_DC);
	ot_xml_set(xml, "xmlns:dcterms", NS_DCTERMS);
	ot_xml_set(xml, "xmlns:xsi", NS_XSI);
	write_fact(xml, "dc:title", ot_document_full_title(info));
	write_fact(xml, "dc:subject", info->subject);
	write_fact(xml, "dc:creator", info->authority);
	write_fact(xml, "dc:identifier", info->reference);
	write_fact(xml, "cp:lastModifiedBy", info->authority);
	ot_xml_leaf(xml, "cp:revision", "1");
	write_time(xml, "dcterms:created", time);
	write_time(xml, "dcterms:modified", time);
	write_fact(xml, "cp:category", info->engagement);
	write_fact(xml, "cp:contentStatus", info->status);
	write_fact(xml, "dc:language", docx->lang);
	write_fact(xml, "cp:version", info->version);
	ot_xml_end(xml);
}
