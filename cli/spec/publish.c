/* SPDX-License-Identifier: MIT */
#include "spec/spec.h"

#include <string.h>

/* The attributes that name elements by their ids, one or several (schemas/spec.xsd, refers-to). */
static const char *const references[] = {
	"problem", "need", "group", "outcome", "owner", "decided-by", "fund",
};

static bool
is_withheld(const xmlNode *node)
{
	if (node->type != XML_ELEMENT_NODE)
		return false;
	/* Which findings were set aside, and why, is the authority's own record. */
	if (ot_xml_is(node, "suppressions"))
		return true;
	const char *publish = ot_xml_attr(node, "publish");
	return publish != NULL && strcmp(publish, "no") == 0;
}

/* The node after this one and all that it holds. */
static xmlNode *
next_after_whole(const xmlNode *node)
{
	while (node != NULL && node->next == NULL)
		node = node->parent->type == XML_ELEMENT_NODE ? node->parent : NULL;
	return node != NULL ? node->next : NULL;
}

/* Add the ids of an element and of what it holds. */
static void
note_ids(const xmlNode *top, GHashTable *ids)
{
	const xmlNode *end = next_after_whole(top);

	for (const xmlNode *node = top; node != NULL && node != end; node = ot_xml_after(node)) {
		const char *id = node->type == XML_ELEMENT_NODE ? ot_xml_attr(node, "id") : NULL;
		if (id != NULL)
			g_hash_table_add(ids, g_strdup(id));
	}
}

static void
remove_withheld(xmlDoc *doc, GHashTable *ids)
{
	xmlNode *node = xmlDocGetRootElement(doc);

	while (node != NULL) {
		if (!is_withheld(node)) {
			node = ot_xml_after(node);
			continue;
		}
		xmlNode *next = next_after_whole(node);
		note_ids(node, ids);
		xmlUnlinkNode(node);
		xmlFreeNode(node);
		node = next;
	}
}

/* Take the ids that are gone out of one reference; an empty one goes too. */
static void
clean_reference(xmlNode *node, const char *name, const GHashTable *ids)
{
	const char *value = ot_xml_attr(node, name);
	if (value == NULL)
		return;
	g_auto(GStrv) tokens = g_strsplit_set(value, " \t\r\n", -1);
	g_autoptr(GString) kept = g_string_new(NULL);

	for (char **token = tokens; *token != NULL; token++)
		if (**token != '\0' && !g_hash_table_contains((GHashTable *) ids, *token))
			g_string_append_printf(kept, "%s%s", kept->len > 0 ? " " : "", *token);
	if (kept->len > 0)
		xmlSetProp(node, (const xmlChar *) name, (const xmlChar *) kept->str);
	else
		xmlUnsetProp(node, (const xmlChar *) name);
}

static void
remove_attr(xmlNode *node, const char *name)
{
	if (node != NULL)
		xmlUnsetProp(node, (const xmlChar *) name);
}

/*
 * A budget that isn't disclosed, or is held back as a whole, may have its amounts in the file; and
 * from the values of the route and of the lots it could be worked out.
 */
static void
remove_undisclosed(xmlNode *root)
{
	xmlNode *budget = ot_xml_child(root, "budget"), *lots = ot_xml_child(root, "lots");

	if (budget == NULL ||
	    (!is_withheld(budget) && g_strcmp0(ot_xml_attr(budget, "disclosed"), "no") != 0))
		return;
	remove_attr(budget, "minimum");
	remove_attr(budget, "maximum");
	remove_attr(ot_xml_child(root, "route"), "estimated-value");
	if (lots == NULL)
		return;
	for (xmlNode *lot = ot_xml_child(lots, "lot"); lot != NULL; lot = ot_xml_next(lot, "lot")) {
		xmlNode *value = ot_xml_child(lot, "value");
		if (value == NULL)
			continue;
		xmlUnlinkNode(value);
		xmlFreeNode(value);
	}
}

xmlDoc *
ot_spec_published(const OtSpec *spec)
{
	xmlDoc *doc = xmlCopyDoc(ot_spec_tree(spec), 1);
	g_autoptr(GHashTable) ids = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

	remove_undisclosed(xmlDocGetRootElement(doc));
	remove_withheld(doc, ids);
	if (g_hash_table_size(ids) == 0)
		return doc;
	for (xmlNode *node = xmlDocGetRootElement(doc); node != NULL; node = ot_xml_after(node))
		for (size_t i = 0; node->type == XML_ELEMENT_NODE && i < G_N_ELEMENTS(references);
		     i++)
			clean_reference(node, references[i], ids);
	return doc;
}
