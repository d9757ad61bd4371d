/* SPDX-License-Identifier: MIT */
#include "changes/merging.h"

#include "xml/source.h"
#include "xml/tree.h"

static void
add_identity(const OtMerge *merge, xmlNode *root)
{
	static const char *const attrs[] = {"reference", "version", "date", "stage"};
	const xmlNode *from = ot_xml_child(xmlDocGetRootElement(merge->result), "identity");
	const xmlNode *title = ot_xml_child(from, "title");
	g_autofree char *text = title != NULL ? ot_source_text(title) : g_strdup("?");
	xmlNode *node = ot_tree_add(root, "identity");

	for (size_t i = 0; i < G_N_ELEMENTS(attrs); i++)
		ot_tree_set(node, attrs[i], ot_xml_attr(from, attrs[i]));
	ot_tree_add_text(node, "title", text);
}

static void
add_row(const OtMerge *merge, xmlNode *item, const OtMergeRow *row)
{
	xmlNode *node = ot_tree_add(item, "row");

	ot_tree_set(node, "label", ot_say_capital(&merge->saying, row->label));
	for (guint i = 0; i < merge->sources->len; i++) {
		const char *said = row->values[i];
		const char *value = said != NULL && *said != '\0' ? said : "–";
		ot_tree_set(ot_tree_add_text(node, "value", value), "source",
		            ot_merge_source(merge, i)->name);
	}
}

static void
add_item(const OtMerge *merge, xmlNode *root, const OtMergeItem *item)
{
	const char *section = ot_labels_code(merge->saying.labels, "part", item->section);
	xmlNode *node = ot_tree_add(root, "item");

	ot_tree_set(node, "fate", ot_merge_fate_name(item->fate));
	ot_tree_set(node, "section",
	            ot_say_capital(&merge->saying, section != NULL ? section : item->section));
	ot_tree_add_text(node, "title", item->title);
	ot_tree_add_text(node, "why", ot_say_capital(&merge->saying, item->why));
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
		xmlNode *node = ot_tree_add(root, "source");
		ot_tree_set(node, "prefix", source->prefix);
		ot_tree_add_text(node, "name", source->name);
		ot_tree_add_text(node, "file", source->file);
	}
	for (guint i = 0; i < merge->items->len; i++)
		add_item(merge, root, g_ptr_array_index(merge->items, i));
	return doc;
}
