/* SPDX-License-Identifier: MIT */
#include "document/model.h"

#include "base/arena.h"
#include "base/limits.h"
#include "xml/source.h"

struct OtModel {
	OtArena *arena;
	GPtrArray *nodes; /* of OtModelNode, by index */
};

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

static void
add_element(OtModel *model, const OtSchemaModel *schema, OtModelNode *parent,
            const OtParticle *particle, int depth)
{
	if (ot_model_child(parent, OT_MODEL_ELEMENT, particle->name) != NULL)
		return;
	OtModelNode *node = add_node(model, parent, OT_MODEL_ELEMENT, particle->name);
	const OtComplexType *type = ot_schema_model_type(schema, particle->decl);

	add_node(model, node, OT_MODEL_TEXT, NULL);
	/* A type that holds itself has no end; below the deepest file read nothing matters. */
	node->open = depth >= OT_LIMIT_XML_DEPTH || model->nodes->len > OT_LIMIT_XML_ELEMENTS;
	if (type == NULL || node->open)
		return;
	for (size_t i = 0; i < type->attrs->len; i++)
		add_node(model, node, OT_MODEL_ATTRIBUTE,
		         g_array_index(type->attrs, OtAttrDecl, i).name);
	for (size_t i = 0; i < type->particles->len; i++)
		add_element(model, schema, node, &g_array_index(type->particles, OtParticle, i),
		            depth + 1);
}

OtModel *
ot_model_new(const OtSchemaModel *schema, const char *root)
{
	OtParticle top = {.name = root, .decl = ot_schema_model_root(schema, root)};
	if (top.decl == NULL)
		return NULL;

	OtModel *model = g_new0(OtModel, 1);
	model->arena = ot_arena_new();
	model->nodes = g_ptr_array_new();
	add_element(model, schema, add_node(model, NULL, OT_MODEL_ROOT, NULL), &top, 0);
	return model;
}

OtModel *
ot_model_load(const char *path, const char *root, GError **error)
{
	g_autofree char *folder = g_path_get_dirname(path);
	g_autofree char *shared_path = g_build_filename(folder, "xml.xsd", NULL);
	g_autoptr(OtXml) xml = ot_source_read(path, error);
	/* The attributes of the XML namespace have a schema of their own beside each schema. */
	g_autoptr(OtXml) shared = xml != NULL ? ot_source_read(shared_path, error) : NULL;

	if (shared == NULL)
		return NULL;
	xmlDoc *docs[] = {ot_xml_doc(xml), ot_xml_doc(shared)};
	g_autoptr(OtSchemaModel) schema = ot_schema_model_new(docs, G_N_ELEMENTS(docs));
	OtModel *model = ot_model_new(schema, root);
	if (model == NULL)
		ot_source_fail(error, xml, xmlDocGetRootElement(docs[0]),
		               "the schema declares no element \"%s\"", root);
	return model;
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
