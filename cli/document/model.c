/* SPDX-License-Identifier: MIT */
#include "document/model.h"

#include "base/arena.h"
#include "base/limits.h"
#include "document/source.h"

#include <string.h>

struct OtModel {
	OtArena *arena;
	GPtrArray *nodes; /* of OtModelNode, by index */
};

/* A schema being read: its named parts, by "kind name". */
typedef struct {
	OtModel *model;
	GHashTable *named; /* of const xmlNode */
} Reader;

static void
fill(Reader *reader, OtModelNode *node, const xmlNode *part, int depth);

/* The part of a qualified name after its prefix. */
static const char *
local_name(const char *name)
{
	const char *colon = strchr(name, ':');

	return colon != NULL ? colon + 1 : name;
}

static const xmlNode *
find_named(const Reader *reader, const char *kind, const char *name)
{
	g_autofree char *key = g_strconcat(kind, " ", local_name(name), NULL);

	return g_hash_table_lookup(reader->named, key);
}

static OtModelNode *
add_node(OtModel *model, OtModelNode *parent, OtModelKind kind, const char *name)
{
	OtModelNode *node = ot_arena_new_object(model->arena, OtModelNode);

	node->kind = kind;
	node->name = ot_arena_strdup(model->arena, name);
	node->index = model->nodes->len;
	node->parent = parent;
	g_ptr_array_add(model->nodes, node);
	if (parent != NULL) {
		const OtModelNode **end = &parent->first;
		while (*end != NULL)
			end = &((OtModelNode *) *end)->next;
		*end = node;
	}
	return node;
}

const OtModelNode *
ot_model_child(const OtModelNode *node, OtModelKind kind, const char *name)
{
	for (const OtModelNode *child = node->first; child != NULL; child = child->next)
		if (child->kind == kind && g_strcmp0(child->name, name) == 0)
			return child;
	return NULL;
}

/* An element, declared here or elsewhere; the same name twice in one parent is one node. */
static void
add_element(Reader *reader, OtModelNode *parent, const xmlNode *declaration, int depth)
{
	const char *ref = ot_xml_attr(declaration, "ref");
	if (ref != NULL)
		declaration = find_named(reader, "element", ref);
	const char *name = declaration != NULL ? ot_xml_attr(declaration, "name") : NULL;
	if (name == NULL || ot_model_child(parent, OT_MODEL_ELEMENT, name) != NULL)
		return;

	OtModelNode *node = add_node(reader->model, parent, OT_MODEL_ELEMENT, name);
	add_node(reader->model, node, OT_MODEL_TEXT, NULL);
	const char *type = ot_xml_attr(declaration, "type");
	const xmlNode *definition = type != NULL ? find_named(reader, "complexType", type)
	                                         : ot_xml_child(declaration, "complexType");
	/* A type that holds itself has no end; below the deepest file that is read nothing matters. */
	if (depth >= OT_LIMIT_XML_DEPTH || reader->model->nodes->len > OT_LIMIT_XML_ELEMENTS)
		node->open = true;
	else if (definition != NULL)
		fill(reader, node, definition, depth + 1);
}

static void
add_attribute(Reader *reader, OtModelNode *parent, const xmlNode *declaration)
{
	const char *name = ot_xml_attr(declaration, "ref");

	if (name == NULL)
		name = ot_xml_attr(declaration, "name");
	if (name != NULL && ot_model_child(parent, OT_MODEL_ATTRIBUTE, name) == NULL)
		add_node(reader->model, parent, OT_MODEL_ATTRIBUTE, name);
}

/* What a named part of the schema, which `reference` refers to, brings along. */
static void
fill_from(Reader *reader, OtModelNode *node, const char *kind, const xmlNode *reference,
          const char *attr, int depth)
{
	const char *name = ot_xml_attr(reference, attr);
	const xmlNode *part = name != NULL ? find_named(reader, kind, name) : NULL;

	if (part != NULL)
		fill(reader, node, part, depth + 1);
}

static void
fill(Reader *reader, OtModelNode *node, const xmlNode *part, int depth)
{
	if (depth > 2 * OT_LIMIT_XML_DEPTH) {
		node->open = true;
		return;
	}
	for (const xmlNode *child = ot_xml_child(part, NULL); child != NULL;
	     child = ot_xml_next(child, NULL)) {
		if (ot_xml_is(child, "element")) {
			add_element(reader, node, child, depth);
		} else if (ot_xml_is(child, "attribute")) {
			add_attribute(reader, node, child);
		} else if (ot_xml_is(child, "attributeGroup") || ot_xml_is(child, "group")) {
			fill_from(reader, node, (const char *) child->name, child, "ref", depth);
		} else if (ot_xml_is(child, "extension") || ot_xml_is(child, "restriction")) {
			fill_from(reader, node, "complexType", child, "base", depth);
			fill(reader, node, child, depth + 1);
		} else if (ot_xml_is(child, "any") || ot_xml_is(child, "anyAttribute")) {
			node->open = true;
		} else if (ot_xml_is(child, "sequence") || ot_xml_is(child, "choice") ||
		           ot_xml_is(child, "all") || ot_xml_is(child, "complexContent") ||
		           ot_xml_is(child, "simpleContent")) {
			fill(reader, node, child, depth + 1);
		}
	}
}

static void
read_schema(Reader *reader, const xmlNode *schema)
{
	for (const xmlNode *part = ot_xml_child(schema, NULL); part != NULL;
	     part = ot_xml_next(part, NULL)) {
		const char *name = ot_xml_attr(part, "name");
		if (name != NULL)
			g_hash_table_insert(reader->named,
			                    g_strconcat((const char *) part->name, " ", name, NULL),
			                    (void *) part);
	}
	OtModelNode *root = add_node(reader->model, NULL, OT_MODEL_ROOT, NULL);
	for (const xmlNode *element = ot_xml_child(schema, "element"); element != NULL;
	     element = ot_xml_next(element, "element"))
		add_element(reader, root, element, 0);
}

OtModel *
ot_model_load(const char *path, GError **error)
{
	g_autoptr(OtXml) xml = ot_source_read(path, error);

	if (xml == NULL)
		return NULL;
	g_autoptr(OtModel) model = g_new0(OtModel, 1);
	model->arena = ot_arena_new();
	model->nodes = g_ptr_array_new();
	Reader reader = {
		.model = model,
		.named = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL),
	};
	const xmlNode *schema = xmlDocGetRootElement(ot_xml_doc(xml));
	read_schema(&reader, schema);
	g_hash_table_unref(reader.named);
	if (model->nodes->len > 1)
		return g_steal_pointer(&model);
	ot_source_fail(error, xml, schema, "the schema declares no element");
	return NULL;
}

void
ot_model_free(OtModel *model)
{
	if (model == NULL)
		return;
	ot_arena_free(model->arena);
	g_ptr_array_unref(model->nodes);
	g_free(model);
}

size_t
ot_model_count(const OtModel *model)
{
	return model->nodes->len;
}

const OtModelNode *
ot_model_node(const OtModel *model, size_t index)
{
	return g_ptr_array_index(model->nodes, index);
}
