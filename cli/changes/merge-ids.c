/* SPDX-License-Identifier: MIT */
#include "changes/merging.h"

#include "xml/read.h"

#include <string.h>

/* Replace each id of a list of references; `data` goes to `name`, which gives a new string. */
typedef char *Rename(const char *id, const void *data);

static char *
rename_list(const char *value, Rename *name, const void *data)
{
	g_auto(GStrv) ids = g_strsplit_set(value, " \t\r\n", -1);
	g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	GString *list = g_string_new(NULL);

	for (size_t i = 0; ids[i] != NULL; i++) {
		if (*ids[i] == '\0')
			continue;
		g_autofree char *made = name(ids[i], data);
		/* two that were joined are named once */
		if (g_hash_table_add(seen, g_strdup(made)))
			g_string_append_printf(list, "%s%s", list->len > 0 ? " " : "", made);
	}
	return g_string_free(list, FALSE);
}

/* All attributes of an element that are references, and with `ids` those that are its id. */
static void
rename_in(xmlNode *node, const OtComplexType *type, bool ids, Rename *name, const void *data)
{
	for (guint i = 0; type != NULL && i < type->attrs->len; i++) {
		const OtAttrDecl *attr = &g_array_index(type->attrs, OtAttrDecl, i);
		const char *value = ot_xml_attr(node, attr->name);
		if (value == NULL || !(attr->refers_to != NULL || (ids && attr->identifies)))
			continue;
		g_autofree char *renamed = rename_list(value, name, data);
		xmlSetProp(node, (const xmlChar *) attr->name, (const xmlChar *) renamed);
	}
}

static void
rename_within(xmlNode *node, const OtSchemaModel *model, const xmlNode *decl, bool ids,
              Rename *name, const void *data)
{
	const OtComplexType *type = decl != NULL ? ot_schema_model_type(model, decl) : NULL;

	rename_in(node, type, ids, name, data);
	for (xmlNode *child = ot_xml_child(node, NULL); child != NULL;
	     child = ot_xml_next(child, NULL)) {
		const OtParticle *particle =
			type != NULL ? ot_complex_type_particle(type, (const char *) child->name)
				     : NULL;
		rename_within(child, model, particle != NULL ? particle->decl : NULL, ids, name,
		              data);
	}
}

static void
rename_tree(xmlDoc *tree, const OtSchemaModel *model, bool ids, Rename *name, const void *data)
{
	xmlNode *root = xmlDocGetRootElement(tree);

	rename_within(root, model, ot_schema_model_root(model, (const char *) root->name), ids,
	              name, data);
}

static char *
add_prefix(const char *id, const void *data)
{
	return g_strconcat(data, "-", id, NULL);
}

void
ot_merge_prefix_ids(xmlDoc *tree, const OtSchemaModel *model, const char *prefix)
{
	rename_tree(tree, model, true, add_prefix, prefix);
}

/* The type of a list of ids: "s:outcome-ids". */
static bool
is_list(const OtAttrDecl *attr)
{
	const char *type = ot_xml_attr(attr->decl, "type");

	return attr->refers_to != NULL && type != NULL && g_str_has_suffix(type, "-ids");
}

/* What serves an outcome of either serves both. */
static void
add_references(const OtPart *from, const OtPart *to)
{
	for (guint i = 0; i < from->n_attrs; i++) {
		const OtPartAttr *attr = &from->attrs[i];
		const char *own = ot_xml_attr(to->node, attr->name);
		if (attr->decl == NULL || !is_list(attr->decl))
			continue;
		g_autofree char *both = g_strconcat(own != NULL ? own : "", " ", attr->value, NULL);
		xmlSetProp(to->node, (const xmlChar *) attr->name,
		           (const xmlChar *) g_strstrip(both));
	}
}

void
ot_merge_note_joined(OtMerge *merge, const OtPart *from, const OtPart *to)
{
	const OtPart *child = from->first, *other = to->first;

	if (from->id != NULL && to->id != NULL)
		g_hash_table_insert(merge->joined, g_strdup(from->id), g_strdup(to->id));
	add_references(from, to);
	/* they hold the same, so their children are the same in their order */
	for (; child != NULL && other != NULL; child = child->next, other = other->next)
		ot_merge_note_joined(merge, child, other);
}

static char *
name_joined(const char *id, const void *data)
{
	const char *now = g_hash_table_lookup((GHashTable *) data, id);

	return g_strdup(now != NULL ? now : id);
}

void
ot_merge_update_references(OtMerge *merge)
{
	rename_tree(merge->result, merge->model, false, name_joined, merge->joined);
}
