/* SPDX-License-Identifier: MIT */
#include "docx/origin.h"
#include "docx/writer.h"

/*
 * customXml/item1.xml: the values of the fields by their names, which the controls are bound to
 * (17.5.2.6), and itemProps1.xml, which gives that store its number (22.5).
 */

#define NS_DS "http://schemas.openxmlformats.org/officeDocument/2006/customXml"

/* What the fields hold as the file is made, so that it can be told later what people changed. */
static void
write_sums(OtDocx *docx, OtXmlWriter *xml)
{
	g_autoptr(GHashTable) written = g_hash_table_new(g_str_hash, g_str_equal);

	for (unsigned int i = 0; i < docx->fields->len; i++) {
		const OtNode *field = g_ptr_array_index(docx->fields, i);
		const char *name = field->as.field.name;
		g_autofree char *sum = ot_origin_sum(ot_docx_field_stored(field));

		if (g_hash_table_add(written, (char *) name))
			ot_xml_empty(xml, "o:made", "name", name, "sum", sum, NULL);
	}
}

static void
write_values(OtDocx *docx, OtXmlWriter *xml)
{
	const OtDocumentInfo *info = &docx->document->info;
	g_autoptr(GHashTable) written = g_hash_table_new(g_str_hash, g_str_equal);

	ot_xml_start(xml, "o:fields");
	ot_xml_set(xml, "xmlns:o", OT_NS_FIELDS);
	ot_xml_set(xml, "template", info->template_name);
	ot_xml_set(xml, "template-version", info->template_version);
	ot_xml_set(xml, "reference", info->reference);
	ot_xml_set(xml, "version", info->version);
	ot_xml_set(xml, "copy", info->copy);
	for (unsigned int i = 0; i < docx->fields->len; i++) {
		const OtNode *field = g_ptr_array_index(docx->fields, i);
		const OtFieldData *data = &field->as.field;

		if (!g_hash_table_add(written, (char *) data->name))
			continue;
		ot_xml_start(xml, "o:field");
		ot_xml_set(xml, "name", data->name);
		ot_xml_set(xml, "path", data->path);
		ot_xml_text(xml, ot_docx_field_stored(field));
		ot_xml_end(xml);
	}
	write_sums(docx, xml);
	ot_xml_end(xml);
}

static void
write_number(OtDocx *docx, OtXmlWriter *xml)
{
	ot_xml_start(xml, "ds:datastoreItem");
	ot_xml_set(xml, "ds:itemID", docx->store_id);
	ot_xml_set(xml, "xmlns:ds", NS_DS);
	ot_xml_start(xml, "ds:schemaRefs");
	ot_xml_empty(xml, "ds:schemaRef", "ds:uri", OT_NS_FIELDS, NULL);
	ot_xml_end(xml);
	ot_xml_end(xml);
}

/* What the file carries for whoever reads it back. */
static void
write_carried(OtDocx *docx)
{
	const char *carried = docx->document->info.carried;

	if (carried == NULL)
		return;
	OtPart *item = ot_package_add(docx->package, docx->main, OT_RELATION "customXml",
	                              "customXml/item2.xml", OT_TYPE_XML);
	ot_xml_start(ot_part_xml(item), "o:carried");
	ot_xml_set(ot_part_xml(item), "xmlns:o", OT_NS_CARRIED);
	ot_xml_text(ot_part_xml(item), carried);
	ot_xml_end(ot_part_xml(item));
}

void
ot_docx_write_custom_xml_part(OtDocx *docx)
{
	if (docx->fields->len == 0)
		return;
	OtPart *item = ot_package_add(docx->package, docx->main, OT_RELATION "customXml",
	                              "customXml/item1.xml", OT_TYPE_XML);
	OtPart *properties = ot_package_add(docx->package, item, OT_RELATION "customXmlProps",
	                                    "customXml/itemProps1.xml",
	                                    OT_TYPE_OFFICE "customXmlProperties+xml");

	write_values(docx, ot_part_xml(item));
	write_number(docx, ot_part_xml(properties));
	write_carried(docx);
}
