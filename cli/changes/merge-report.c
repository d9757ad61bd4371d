/* SPDX-License-Identifier: MIT */
#include "changes/merging.h"

#include "xml/source.h"

static void
set_text(xmlNode *node, const char *name, const char *text)
{
	if (text != NULL)
		xmlNewProp(node, (const xmlChar *) name, (const xmlChar *) text);
}

static xmlNode *
add_text(xmlNode *parent, const char *name, const char *text)
{
	return xmlNewTextChild(parent, NULL, (const xmlChar *) name, (const xmlChar *) text);
}

static void
add_identity(const OtMerge *merge, xmlNode *root)
{
	static const char *const attrs[] = {"reference", "version", "date", "stage"};
	const xmlNode *from = ot_xml_child(xmlDocGetRootElement(merge->result), "identity");
	const xmlNode *title = ot_xml_child(from, "title");
	g_autofree char *text = title != NULL ? ot_source_text(title) : g_strdup("?");
	xmlNode *node = xmlNewChild(root, NULL, (const xmlChar *) "identity", NULL);

	for (size_t i = 0; i < G_N_ELEMENTS(attrs); i++)
		set_text(node, attrs[i], ot_xml_attr(from, attrs[i]));
	add_text(node, "title", text);
}

static void
add_row(const OtMerge *merge, xmlNode *item, const OtMergeRow *row)
{
	xmlNode *node = xmlNewChild(item, NULL, (const xmlChar *) "row", NULL);

	set_text(node, "label", ot_say_capital(&merge->saying, row->label));
	for (guint i = 0; i < merge->sources->len; i++) {
		const char *value = row->values[i] != NULL ? row->values[i] : "–";
		set_text(add_text(node, "value", value), "source",
		         ot_merge_source(merge, i)->name);
	}
}

static void
add_item(const OtMerge *merge, xmlNode *root, const OtMergeItem *item)
{
	const char *section = ot_labels_code(merge->saying.labels, "part", item->section);
	xmlNode *node = xmlNewChild(root, NULL, (const xmlChar *) "item", NULL);

	set_text(node, "fate", ot_merge_fate_name(item->fate));
	set_text(node, "section",
	         ot_say_capital(&merge->saying, section != NULL ? section : item->section));
	add_text(node, "title", item->title);
	add_text(node, "why", ot_say_capital(&merge->saying, item->why));
	for (guint i = 0; i < item->rows->len; i++)
		add_row(merge, node, &g_array_index(item->rows, OtMergeRow, i));
}

xmlDoc *
ot_merge_report(const OtMerge *merge)
{
	xmlDoc *doc = xmlNewDoc((const xmlChar *) "1.0");
	xmlNode *root = xmlNewDocNode(doc, NULL, (const xmlChar *) "merging", NULL);

	xmlDocSetRootElement(doc, root);
	add_identity(merge, root);
	for (guint i = 0; i < merge->sources->len; i++) {
		const OtMergeSource *source = ot_merge_source(merge, i);
		xmlNode *node = xmlNewChild(root, NULL, (const xmlChar *) "source", NULL);
		set_text(node, "prefix", source->prefix);
		add_text(node, "name", source->name);
		add_text(node, "file", source->file);
	}
	for (guint i = 0; i < merge->items->len; i++)
		add_item(merge, root, g_ptr_array_index(merge->items, i));
	return doc;
}
