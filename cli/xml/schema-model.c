/* SPDX-License-Identifier: MIT */
#include "xml/schema-model.h"

#include "xml/read.h"

#include <string.h>

#define XSD_NAMESPACE "http://www.w3.org/2001/XMLSchema"

/* A schema that restricts types deeper than this is not ours. */
#define DEEPEST_TYPE 16

struct OtSchemaModel {
	GHashTable *globals; /* "element outcome" to the xmlNode at the top of a schema */
	GHashTable *types;   /* an xs:complexType to its OtComplexType */
	GPtrArray *elements; /* of const xmlNode *: every xs:element that has a name */
	bool has_ids;
};

static const char *
without_prefix(const char *name)
{
	const char *colon = strchr(name, ':');
	return colon != NULL ? colon + 1 : name;
}

/* True for a name such as xs:date, whatever the prefix. */
static bool
is_builtin(const xmlNode *node, const char *name)
{
	const char *colon = strchr(name, ':');
	g_autofree char *prefix = colon != NULL ? g_strndup(name, (gsize) (colon - name)) : NULL;
	const xmlNs *ns = xmlSearchNs(node->doc, (xmlNode *) node, (const xmlChar *) prefix);

	return ns != NULL && g_strcmp0((const char *) ns->href, XSD_NAMESPACE) == 0;
}

static const xmlNode *
find_global(const OtSchemaModel *model, const char *kind, const char *name)
{
	g_autofree char *key = g_strconcat(kind, " ", without_prefix(name), NULL);
	return g_hash_table_lookup(model->globals, key);
}

static xmlNode *
next_node(xmlNode *node, const xmlNode *top)
{
	if (node->children != NULL)
		return node->children;
	while (node != top && node->next == NULL)
		node = node->parent;
	return node != top ? node->next : NULL;
}

static void
note_globals(OtSchemaModel *model, xmlNode *root)
{
	for (xmlNode *node = ot_xml_child(root, NULL); node != NULL;
	     node = ot_xml_next(node, NULL)) {
		const char *name = ot_xml_attr(node, "name");
		const char *kind = (const char *) node->name;
		if (name == NULL)
			continue;
		/* Simple and complex types share their names (XML Schema Part 1, 2.5). */
		if (ot_xml_is(node, "simpleType") || ot_xml_is(node, "complexType"))
			kind = "type";
		g_hash_table_insert(model->globals, g_strconcat(kind, " ", name, NULL), node);
	}
}

static int
occurs(const xmlNode *particle, const char *attr)
{
	const char *value = ot_xml_attr(particle, attr);
	if (value == NULL)
		return 1;
	return strcmp(value, "unbounded") == 0 ? G_MAXINT : atoi(value);
}

/* What holds for all particles within a group. */
typedef struct {
	int slot;        /* -1: each particle takes the next one */
	bool required;
	bool repeats;
} Surroundings;

static void
add_particles(const OtSchemaModel *model, OtComplexType *type, const xmlNode *group, int *next_slot,
              Surroundings around, int depth);

static void
add_particle(const OtSchemaModel *model, OtComplexType *type, const xmlNode *node, int *next_slot,
             Surroundings around, int depth)
{
	const char *ref = ot_xml_attr(node, "ref");

	around.required = around.required && occurs(node, "minOccurs") > 0;
	around.repeats = around.repeats || occurs(node, "maxOccurs") > 1;
	if (!ot_xml_is(node, "element")) {
		if (ot_xml_is(node, "group") && ref != NULL)
			node = find_global(model, "group", ref);
		if (node != NULL && depth < DEEPEST_TYPE)
			add_particles(model, type, node, next_slot, around, depth + 1);
		return;
	}
	const xmlNode *decl = ref != NULL ? find_global(model, "element", ref) : node;
	if (decl == NULL)
		return;
	const OtParticle particle = {
		.name = ot_xml_attr(decl, "name"),
		.decl = decl,
		.slot = around.slot >= 0 ? around.slot : (*next_slot)++,
		.required = around.required,
		.repeats = around.repeats,
	};
	g_array_append_val(type->particles, particle);
}

/*
 * The particles of an xs:sequence, xs:choice, xs:all or xs:group.  What may come in any order (the
 * members of a choice, or of a group that repeats) shares one slot.
 */
static void
add_particles(const OtSchemaModel *model, OtComplexType *type, const xmlNode *group, int *next_slot,
              Surroundings around, int depth)
{
	bool shares = ot_xml_is(group, "choice") || ot_xml_is(group, "all") || around.repeats;

	if (shares && around.slot < 0)
		around.slot = (*next_slot)++;
	for (xmlNode *node = ot_xml_child(group, NULL); node != NULL;
	     node = ot_xml_next(node, NULL))
		if (ot_xml_is(node, "element") || ot_xml_is(node, "sequence") ||
		    ot_xml_is(node, "choice") || ot_xml_is(node, "all") || ot_xml_is(node, "group"))
			add_particle(model, type, node, next_slot, around, depth);
}

static void
add_attr(const OtSchemaModel *model, OtComplexType *type, const xmlNode *node)
{
	const char *ref = ot_xml_attr(node, "ref");
	const xmlNode *decl = ref != NULL ? find_global(model, "attribute", ref) : node;

	if (decl == NULL)
		return;
	g_autofree char *identifies = ot_schema_model_appinfo(model, decl, OT_APPINFO_IDENTIFIES);
	OtAttrDecl attr = {
		/* The only attribute that our schemas take from elsewhere is xml:lang. */
		.name = ref != NULL ? ref : ot_xml_attr(decl, "name"),
		.decl = decl,
		.required = g_strcmp0(ot_xml_attr(node, "use"), "required") == 0,
		.refers_to = ot_schema_model_appinfo(model, decl, OT_APPINFO_REFERS_TO),
	};
	attr.identifies = identifies != NULL && attr.refers_to == NULL;
	g_array_append_val(type->attrs, attr);
}

static void
add_attrs(const OtSchemaModel *model, OtComplexType *type, const xmlNode *holder, int depth)
{
	for (xmlNode *node = ot_xml_child(holder, NULL); node != NULL;
	     node = ot_xml_next(node, NULL)) {
		const char *ref = ot_xml_attr(node, "ref");

		if (ot_xml_is(node, "attribute")) {
			add_attr(model, type, node);
		} else if (ot_xml_is(node, "attributeGroup") && ref != NULL &&
		           depth < DEEPEST_TYPE) {
			const xmlNode *group = find_global(model, "attributeGroup", ref);
			if (group != NULL)
				add_attrs(model, type, group, depth + 1);
		}
	}
}

static void
fill_type(const OtSchemaModel *model, OtComplexType *type, const xmlNode *node, int *next_slot,
          int depth)
{
	const Surroundings top = {.slot = -1, .required = true};
	const xmlNode *holder = node;
	const xmlNode *content = ot_xml_child(node, "simpleContent");

	if (content == NULL)
		content = ot_xml_child(node, "complexContent");
	if (content != NULL) {
		holder = ot_xml_child(content, "extension");
		if (holder == NULL)
			holder = ot_xml_child(content, "restriction");
		if (holder == NULL)
			return;
		const char *base = ot_xml_attr(holder, "base");
		const xmlNode *base_type =
			base != NULL && !is_builtin(holder, base) ? find_global(model, "type", base)
			                                          : NULL;
		if (ot_xml_is(base_type, "complexType") && depth < DEEPEST_TYPE)
			fill_type(model, type, base_type, next_slot, depth + 1);
		else if (ot_xml_is(content, "simpleContent"))
			type->content = holder;
	}
	for (xmlNode *child = ot_xml_child(holder, NULL); child != NULL;
	     child = ot_xml_next(child, NULL))
		if (ot_xml_is(child, "sequence") || ot_xml_is(child, "choice") ||
		    ot_xml_is(child, "all") || ot_xml_is(child, "group"))
			add_particle(model, type, child, next_slot, top, depth);
	add_attrs(model, type, holder, 0);
}

static void
free_type(void *data)
{
	OtComplexType *type = data;

	g_array_unref(type->particles);
	for (guint i = 0; i < type->attrs->len; i++)
		g_free(g_array_index(type->attrs, OtAttrDecl, i).refers_to);
	g_array_unref(type->attrs);
	g_free(type);
}

static void
note_types(OtSchemaModel *model, xmlNode *root)
{
	for (xmlNode *node = root; node != NULL; node = next_node(node, root)) {
		if (ot_xml_is(node, "complexType")) {
			OtComplexType *type = g_new0(OtComplexType, 1);
			int next_slot = 0;

			type->particles = g_array_new(FALSE, FALSE, sizeof(OtParticle));
			type->attrs = g_array_new(FALSE, FALSE, sizeof(OtAttrDecl));
			fill_type(model, type, node, &next_slot, 0);
			g_hash_table_insert(model->types, node, type);
		} else if (ot_xml_is(node, "element") && ot_xml_attr(node, "name") != NULL) {
			g_ptr_array_add(model->elements, node);
		} else if (ot_xml_is(node, "appinfo")) {
			const char *source = ot_xml_attr(node, "source");
			model->has_ids |= g_strcmp0(source, OT_APPINFO_IDENTIFIES) == 0;
		}
	}
}

/* Types name each other in circles, so they are linked once all are there. */
static void
link_types(const OtSchemaModel *model)
{
	GHashTableIter iter;
	gpointer value;

	g_hash_table_iter_init(&iter, model->types);
	while (g_hash_table_iter_next(&iter, NULL, &value)) {
		const OtComplexType *type = value;
		for (guint i = 0; i < type->particles->len; i++) {
			OtParticle *particle = &g_array_index(type->particles, OtParticle, i);
			particle->type = ot_schema_model_type(model, particle->decl);
		}
	}
}

OtSchemaModel *
ot_schema_model_new(xmlDoc *const *docs, size_t n_docs)
{
	OtSchemaModel *model = g_new0(OtSchemaModel, 1);

	model->globals = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	model->types = g_hash_table_new_full(g_direct_hash, g_direct_equal, NULL, free_type);
	model->elements = g_ptr_array_new();
	for (size_t i = 0; i < n_docs; i++)
		if (docs[i] != NULL)
			note_globals(model, xmlDocGetRootElement(docs[i]));
	for (size_t i = 0; i < n_docs; i++)
		if (docs[i] != NULL)
			note_types(model, xmlDocGetRootElement(docs[i]));
	link_types(model);
	return model;
}

void
ot_schema_model_free(OtSchemaModel *model)
{
	if (model == NULL)
		return;
	g_hash_table_unref(model->globals);
	g_hash_table_unref(model->types);
	g_ptr_array_unref(model->elements);
	g_free(model);
}

bool
ot_schema_model_has_ids(const OtSchemaModel *model)
{
	return model->has_ids;
}

const xmlNode *
ot_schema_model_root(const OtSchemaModel *model, const char *name)
{
	return find_global(model, "element", name);
}

GPtrArray *
ot_schema_model_roots(const OtSchemaModel *model)
{
	GPtrArray *names = g_ptr_array_new();

	for (guint i = 0; i < model->elements->len; i++) {
		const xmlNode *decl = g_ptr_array_index(model->elements, i);
		if (ot_xml_is(decl->parent, "schema"))
			g_ptr_array_add(names, (void *) ot_xml_attr(decl, "name"));
	}
	return names;
}

/* The type node that a declaration, restriction or list names or holds; NULL for a built-in one. */
static const xmlNode *
type_node(const OtSchemaModel *model, const xmlNode *node, const char *attr)
{
	const char *name = ot_xml_attr(node, attr);

	if (name != NULL)
		return is_builtin(node, name) ? NULL : find_global(model, "type", name);
	const xmlNode *child = ot_xml_child(node, "complexType");
	return child != NULL ? child : ot_xml_child(node, "simpleType");
}

const OtComplexType *
ot_schema_model_type(const OtSchemaModel *model, const xmlNode *decl)
{
	const xmlNode *node = decl != NULL ? type_node(model, decl, "type") : NULL;
	return node != NULL ? g_hash_table_lookup(model->types, node) : NULL;
}

const xmlNode *
ot_schema_model_decl(const OtSchemaModel *model, const xmlNode *node)
{
	if (node->parent == NULL || node->parent->type != XML_ELEMENT_NODE)
		return ot_schema_model_root(model, (const char *) node->name);
	const xmlNode *parent = ot_schema_model_decl(model, node->parent);
	const OtComplexType *type = ot_schema_model_type(model, parent);
	const OtParticle *particle =
		type != NULL ? ot_complex_type_particle(type, (const char *) node->name) : NULL;
	return particle != NULL ? particle->decl : NULL;
}

const OtParticle *
ot_complex_type_particle(const OtComplexType *type, const char *name)
{
	for (guint i = 0; i < type->particles->len; i++) {
		const OtParticle *particle = &g_array_index(type->particles, OtParticle, i);
		if (strcmp(particle->name, name) == 0)
			return particle;
	}
	return NULL;
}

const OtAttrDecl *
ot_complex_type_attr(const OtComplexType *type, const char *name)
{
	for (guint i = 0; i < type->attrs->len; i++) {
		const OtAttrDecl *attr = &g_array_index(type->attrs, OtAttrDecl, i);
		if (strcmp(attr->name, name) == 0)
			return attr;
	}
	return NULL;
}

void
ot_schema_model_homes(const OtSchemaModel *model, const char *name, GPtrArray *names)
{
	for (guint i = 0; i < model->elements->len; i++) {
		const xmlNode *decl = g_ptr_array_index(model->elements, i);
		const OtComplexType *type = ot_schema_model_type(model, decl);
		const char *home = ot_xml_attr(decl, "name");
		if (type != NULL && ot_complex_type_particle(type, name) != NULL &&
		    !g_ptr_array_find_with_equal_func(names, home, g_str_equal, NULL))
			g_ptr_array_add(names, (void *) home);
	}
}

/*
 * One step towards the built-in type: from a declaration or simple type to the type that it names,
 * holds, restricts or lists.  `builtin` takes the type of XML Schema at which the steps end.
 */
static const xmlNode *
step_down(const OtSchemaModel *model, const xmlNode *node, const char **builtin)
{
	static const char *const names[] = {"type", "base", "itemType"};
	const xmlNode *holder = node;

	if (ot_xml_is(node, "complexType")) {
		const OtComplexType *type = g_hash_table_lookup(model->types, node);
		holder = type->content;
	} else if (ot_xml_is(node, "simpleType")) {
		holder = ot_xml_child(node, "restriction");
		if (holder == NULL)
			holder = ot_xml_child(node, "list");
	}
	if (holder == NULL)
		return NULL;
	for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
		const char *name = ot_xml_attr(holder, names[i]);
		if (name == NULL)
			continue;
		if (!is_builtin(holder, name))
			return find_global(model, "type", name);
		*builtin = without_prefix(name);
		return NULL;
	}
	return type_node(model, holder, "type");
}

/* The content of an annotation's child as one line, or NULL. */
static char *
annotation(const xmlNode *node, const char *name, const char *source)
{
	const xmlNode *holder = ot_xml_child(node, "annotation");
	if (holder == NULL)
		return NULL;
	for (xmlNode *child = ot_xml_child(holder, name); child != NULL;
	     child = ot_xml_next(child, name)) {
		if (source != NULL && g_strcmp0(ot_xml_attr(child, "source"), source) != 0)
			continue;
		xmlChar *content = xmlNodeGetContent(child);
		g_auto(GStrv) words = g_strsplit_set((const char *) content, " \t\r\n", -1);
		GString *line = g_string_new(NULL);
		for (size_t i = 0; words[i] != NULL; i++)
			if (*words[i] != '\0')
				g_string_append_printf(line, "%s%s", line->len > 0 ? " " : "",
				                       words[i]);
		xmlFree(content);
		return g_string_free(line, FALSE);
	}
	return NULL;
}

char *
ot_schema_model_appinfo(const OtSchemaModel *model, const xmlNode *decl, const char *source)
{
	const char *builtin = NULL;
	const xmlNode *node = decl;

	for (int depth = 0; node != NULL && depth < DEEPEST_TYPE; depth++) {
		char *text = annotation(node, "appinfo", source);
		if (text != NULL)
			return text;
		node = step_down(model, node, &builtin);
	}
	return NULL;
}

char *
ot_schema_model_documentation(const OtSchemaModel *model, const xmlNode *decl)
{
	char *text = annotation(decl, "documentation", NULL);
	if (text != NULL)
		return text;
	const xmlNode *type = type_node(model, decl, "type");
	return type != NULL ? annotation(type, "documentation", NULL) : NULL;
}

const char *
ot_schema_model_builtin(const OtSchemaModel *model, const xmlNode *decl)
{
	const char *builtin = "string";
	const xmlNode *node = decl;

	for (int depth = 0; node != NULL && depth < DEEPEST_TYPE; depth++)
		node = step_down(model, node, &builtin);
	return builtin;
}

/* The first xs:restriction on the way down that has a facet of this name, or NULL. */
static const xmlNode *
find_facet(const OtSchemaModel *model, const xmlNode *decl, const char *facet)
{
	const char *builtin = NULL;
	const xmlNode *node = decl;

	for (int depth = 0; node != NULL && depth < DEEPEST_TYPE; depth++) {
		const xmlNode *restriction = ot_xml_child(node, "restriction");
		if (restriction != NULL && ot_xml_child(restriction, facet) != NULL)
			return ot_xml_child(restriction, facet);
		node = step_down(model, node, &builtin);
	}
	return NULL;
}

GPtrArray *
ot_schema_model_values(const OtSchemaModel *model, const xmlNode *decl)
{
	GPtrArray *values = g_ptr_array_new();
	const xmlNode *facet = find_facet(model, decl, "enumeration");

	for (; facet != NULL; facet = ot_xml_next(facet, "enumeration"))
		g_ptr_array_add(values, (void *) ot_xml_attr(facet, "value"));
	return values;
}

const char *
ot_schema_model_facet(const OtSchemaModel *model, const xmlNode *decl, const char *facet)
{
	const xmlNode *node = find_facet(model, decl, facet);
	return node != NULL ? ot_xml_attr(node, "value") : NULL;
}
