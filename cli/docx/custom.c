/* SPDX-License-Identifier: MIT */
#include "docx/writer.h"

/* docProps/custom.xml (22.3): which template and which specification the document was made from. */

#define NS_CUSTOM "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
#define NS_VT     "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"

/* What Word gives to properties that people add (22.3.2.2); their numbers start at 2. */
#define FORMAT_ID "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
#define FIRST_ID  2

void
ot_docx_write_custom_part(OtDocx *docx)
{
	const OtDocumentInfo *info = &docx->document->info;
	const struct {
		const char *name, *value;
	} facts[] = {
		{"Template", info->template_name},
		{"Template version", info->template_version},
		{"Specification", info->engagement},
		{"Specification reference", info->reference},
		{"Specification version", info->version},
		{"Specification date", info->date},
	};
	OtPart *part = ot_package_add(docx->package, NULL, OT_RELATION "custom-properties",
	                              "docProps/custom.xml",
	                              OT_TYPE_OFFICE "custom-properties+xml");
	OtXmlWriter *xml = ot_part_xml(part);
	int id = FIRST_ID;

	ot_xml_start(xml, "Properties");
	ot_xml_set(xml, "xmlns", NS_CUSTOM);
	ot_xml_set(xml, "xmlns:vt", NS_VT);
	for (size_t i = 0; i < G_N_ELEMENTS(facts); i++) {
		if (facts[i].value == NULL)
			continue;
		ot_xml_start(xml, "property");
		ot_xml_set(xml, "fmtid", FORMAT_ID);
		ot_xml_set_int(xml, "pid", id++);
		ot_xml_set(xml, "name", facts[i].name);
		ot_xml_leaf(xml, "vt:lpwstr", facts[i].value);
		ot_xml_end(xml);
	}
	ot_xml_end(xml);
}
