/* SPDX-License-Identifier: MIT */
#include "docx/writer.h"

/* docProps/app.xml (22.2): what is said of a document of an office program. */

#define NS_EXTENDED "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"

void
ot_docx_write_app_part(OtDocx *docx)
{
	const char *authority = docx->document->info.authority;
	OtPart *part = ot_package_add(docx->package, NULL, OT_RELATION "extended-properties",
	                              "docProps/app.xml",
	                              OT_TYPE_OFFICE "extended-properties+xml");
	OtXmlWriter *xml = ot_part_xml(part);

	ot_xml_start(xml, "Properties");
	ot_xml_set(xml, "xmlns", NS_EXTENDED);
	ot_xml_leaf(xml, "Application", "outset");
	if (authority != NULL)
		ot_xml_leaf(xml, "Company", authority);
	ot_xml_end(xml);
}
