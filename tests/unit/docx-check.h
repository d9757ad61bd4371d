/* SPDX-License-Identifier: MIT */
#ifndef OT_TEST_DOCX_CHECK_H
#define OT_TEST_DOCX_CHECK_H

/**
 * What holds for every package that Word is to open.  Validators pass much of it: a cell without a
 * paragraph, ids that are there twice, styles and bookmarks that do not exist.
 */

#include "docx-package.h"

#include "docx/properties.h"

/** Call a function for each element of a part, in document order. */
static void
each_element(xmlNode *root, void (*visit)(xmlNode *node, void *data), void *data)
{
	for (xmlNode *node = root; node != NULL; node = node->next) {
		if (node->type != XML_ELEMENT_NODE)
			continue;
		visit(node, data);
		each_element(node->children, visit, data);
	}
}

/** Add what must be there once. */
static void
claim(GHashTable *set, const char *kind, char *take_name)
{
	g_assert_nonnull(take_name);
	if (!g_hash_table_add(set, g_strdup(take_name)))
		g_error("the %s \"%s\" is there twice", kind, take_name);
	xmlFree(take_name);
}

static void
require(GHashTable *set, const char *kind, char *take_name)
{
	g_assert_nonnull(take_name);
	if (!g_hash_table_contains(set, take_name))
		g_error("there is no %s \"%s\"", kind, take_name);
	xmlFree(take_name);
}

static GHashTable *
new_set(void)
{
	return g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
}

/* --- the package --------------------------------------------------------------------------- */

static const char *
target_path(const char *source, const char *target, char **path)
{
	const char *slash = strrchr(source, '/');

	*path = slash == NULL ? g_strdup(target) :
	                        g_strdup_printf("%.*s/%s", (int) (slash - source), source, target);
	/* "word/../customXml/item1.xml" */
	char *up = strstr(*path, "/../");
	if (up != NULL)
		memmove(*path, up + 4, strlen(up + 4) + 1);
	return *path;
}

/* The part that a part of relationships belongs to: "word/_rels/document.xml.rels" */
static char *
source_of(const char *relations)
{
	g_autofree char *folder = g_path_get_dirname(relations);
	g_autofree char *base = g_path_get_basename(relations);
	g_autofree char *parent = g_path_get_dirname(folder);

	base[strlen(base) - strlen(".rels")] = '\0';
	return strcmp(parent, ".") == 0 ? g_strdup(base) : g_build_filename(parent, base, NULL);
}

static void
check_relations(const Package *package, const char *name)
{
	g_autofree char *source = source_of(name);
	g_autoptr(GHashTable) ids = new_set();
	xmlNode *root = xmlDocGetRootElement(package_part(package, name));

	for (xmlNode *node = root->children; node != NULL; node = node->next) {
		char *target = attr_of(node, "Target"), *mode = attr_of(node, "TargetMode");
		g_autofree char *path = NULL;

		claim(ids, "relationship", attr_of(node, "Id"));
		if (g_strcmp0(mode, "External") == 0)
			g_assert_true(g_uri_is_valid(target, G_URI_FLAGS_NONE, NULL));
		else
			package_part(package, target_path(source, target, &path));
		xmlFree(target);
		if (mode != NULL)
			xmlFree(mode);
	}
	if (*source == '\0')
		return;
	xmlXPathObject *used = package_evaluate(package, source, "//@r:id");
	for (int i = 0; i < xmlXPathNodeSetGetLength(used->nodesetval); i++)
		require(ids, "relationship",
		        (char *) xmlNodeGetContent(used->nodesetval->nodeTab[i]));
	xmlXPathFreeObject(used);
}

static void
check_parts(const Package *package)
{
	const char *types = "[Content_Types].xml";

	g_assert_cmpstr(g_ptr_array_index(package->names, 0), ==, types);
	for (guint i = 0; i < package->names->len; i++) {
		const char *name = g_ptr_array_index(package->names, i);

		g_assert_false(g_str_has_prefix(name, "/"));
		if (g_str_has_suffix(name, ".rels"))
			check_relations(package, name);
		else if (i > 0 && strcmp(name, "customXml/item1.xml") != 0)
			assert_count(package, types, 1, "//ct:Override[@PartName='/%s']", name);
	}
	xmlNode *root = xmlDocGetRootElement(package_part(package, types));
	for (xmlNode *node = root->children; node != NULL; node = node->next) {
		char *name = attr_of(node, "PartName");
		if (name == NULL)
			continue;
		package_part(package, name + 1);
		xmlFree(name);
	}
}

/* --- properties ---------------------------------------------------------------------------- */

/* The place of an element in a group of properties, or -1. */
static int
place_in(OtPropertyGroup group, const xmlNode *node)
{
	g_autofree char *name = g_strdup_printf("%s:%s", node->ns->prefix, node->name);

	for (int i = 0; i < OT_N_PROPERTIES; i++)
		if (ot_property_info(i)->group == group &&
		    strcmp(ot_property_info(i)->name, name) == 0)
			return i;
	return -1;
}

static void
check_order(xmlNode *node, void *data)
{
	int last = -1;

	(void) data;
	for (OtPropertyGroup group = 0; group < OT_N_GROUPS; group++) {
		if (!is_element(node, ot_property_group_name(group) + 2))
			continue;
		g_assert_nonnull(node->children);
		for (const xmlNode *child = node->children; child != NULL; child = child->next) {
			int place = place_in(group, child);
			if (place < last || place < 0)
				g_error("%s: %s is in the wrong place", node->name, child->name);
			last = place;
		}
	}
}

/* --- paragraphs, tables, runs -------------------------------------------------------------- */

static bool
is_empty_paragraph(const xmlNode *node)
{
	return is_element(node, "p") &&
	       (node->children == NULL ||
	        (is_element(node->children, "pPr") && node->children->next == NULL));
}

/* A paragraph without text only where the format asks for one. */
static bool
may_be_empty(const xmlNode *node)
{
	bool numbered = node->children != NULL && node->children->children != NULL &&
	                strstr((const char *) node->children->children->name, "Style") != NULL;

	if (is_element(node->parent, "tc"))
		return true;
	if (is_element(node->prev, "tbl") && is_element(node->next, "tbl"))
		return true;
	for (const xmlNode *at = node->children; numbered && at != NULL; at = at->next)
		for (const xmlNode *child = at->children; child != NULL; child = child->next)
			if (is_element(child, "numPr"))
				return true;
	return false;
}

static int
span_of(const xmlNode *cell)
{
	for (const xmlNode *node = cell->children->children; node != NULL; node = node->next) {
		if (!is_element(node, "gridSpan"))
			continue;
		char *value = attr_of(node, "val");
		int span = atoi(value);
		xmlFree(value);
		return span;
	}
	return 1;
}

static void
check_table(const xmlNode *table)
{
	int columns = 0;

	for (const xmlNode *node = table->children; node != NULL; node = node->next) {
		if (is_element(node, "tblGrid"))
			columns = (int) xmlChildElementCount((xmlNode *) node);
		if (!is_element(node, "tr"))
			continue;
		int covered = 0;
		for (const xmlNode *cell = node->children; cell != NULL; cell = cell->next)
			if (is_element(cell, "tc"))
				covered += span_of(cell);
		g_assert_cmpint(covered, ==, columns);
	}
	g_assert_cmpint(columns, >, 0);
	g_assert_false(is_element(table->next, "tbl"));
}

static void
check_text(xmlNode *node)
{
	char *text = (char *) xmlNodeGetContent(node), *space = attr_of(node, "space");
	size_t len = strlen(text);

	g_assert_cmpuint(len, >, 0);
	if (text[0] == ' ' || text[len - 1] == ' ')
		g_assert_cmpstr(space, ==, "preserve");
	xmlFree(text);
	if (space != NULL)
		xmlFree(space);
}

static void
check_element(xmlNode *node, void *data)
{
	(void) data;
	if (is_element(node, "tc"))
		g_assert_true(is_element(node->last, "p"));
	else if (is_element(node, "tbl"))
		check_table(node);
	else if (is_element(node, "t"))
		check_text(node);
	else if (is_empty_paragraph(node) && !may_be_empty(node))
		g_error("an empty paragraph on line %ld", xmlGetLineNo(node));
}

/* --- names --------------------------------------------------------------------------------- */

typedef struct {
	GHashTable *controls, *tags, *bookmark_ids, *bookmarks, *styles, *lists, *abstracts,
		*notes;
	int depth; /* of fields of Word that are open */
} Names;

static void
gather(xmlNode *node, void *data)
{
	Names *names = data;

	if (is_element(node, "bookmarkStart")) {
		char *name = attr_of(node, "name");
		g_assert_cmpuint(strlen(name), <=, 40);
		g_assert_true(g_ascii_isalpha(*name) || *name == '_');
		claim(names->bookmark_ids, "bookmark", attr_of(node, "id"));
		claim(names->bookmarks, "bookmark", name);
	} else if (is_element(node, "style")) {
		claim(names->styles, "style", attr_of(node, "styleId"));
	} else if (is_element(node, "abstractNum")) {
		claim(names->abstracts, "abstract list", attr_of(node, "abstractNumId"));
	} else if (is_element(node, "num")) {
		claim(names->lists, "list", attr_of(node, "numId"));
	} else if (is_element(node, "footnote") && is_element(node->parent, "footnotes")) {
		claim(names->notes, "footnote", attr_of(node, "id"));
	} else if (is_element(node, "tag")) {
		char *tag = attr_of(node, "val");
		g_assert_cmpint(g_utf8_strlen(tag, -1), <=, 64);
		claim(names->tags, "tag", tag);
	} else if (is_element(node, "id") && is_element(node->parent, "sdtPr")) {
		claim(names->controls, "control", attr_of(node, "val"));
	}
}

static void
check_field_mark(Names *names, const xmlNode *node)
{
	char *type = attr_of(node, "fldCharType");

	if (strcmp(type, "begin") == 0)
		names->depth++;
	else if (strcmp(type, "end") == 0)
		names->depth--;
	g_assert_cmpint(names->depth, >=, 0);
	xmlFree(type);
}

static void
check_use(xmlNode *node, void *data)
{
	static const char *const styles[] = {"pStyle", "rStyle", "tblStyle", "basedOn", "next"};
	Names *names = data;
	char *anchor;

	for (size_t i = 0; i < G_N_ELEMENTS(styles); i++)
		if (is_element(node, styles[i]))
			require(names->styles, "style", attr_of(node, "val"));
	if (is_element(node, "abstractNumId"))
		require(names->abstracts, "abstract list", attr_of(node, "val"));
	if (is_element(node, "numId") && is_element(node->parent, "numPr")) {
		char *id = attr_of(node, "val");
		if (strcmp(id, "0") != 0)
			require(names->lists, "list", id);
		else
			xmlFree(id);
	} else if (is_element(node, "hyperlink") && (anchor = attr_of(node, "anchor")) != NULL) {
		require(names->bookmarks, "bookmark", anchor);
	} else if (is_element(node, "footnoteReference")) {
		require(names->notes, "footnote", attr_of(node, "id"));
	} else if (is_element(node, "fldChar")) {
		check_field_mark(names, node);
	}
}

static void
check_names(const Package *package)
{
	Names names = {new_set(), new_set(), new_set(), new_set(), new_set(), new_set(), new_set(),
	               new_set(), 0};

	for (guint i = 0; i < package->names->len; i++)
		each_element(xmlDocGetRootElement(package_part(
				     package, g_ptr_array_index(package->names, i))),
		             gather, &names);
	for (guint i = 0; i < package->names->len; i++) {
		const char *name = g_ptr_array_index(package->names, i);

		each_element(xmlDocGetRootElement(package_part(package, name)), check_use, &names);
		g_assert_cmpint(names.depth, ==, 0);
	}
	GHashTable *sets[] = {names.controls, names.tags, names.bookmark_ids, names.bookmarks,
	                      names.styles, names.lists, names.abstracts, names.notes};
	for (size_t i = 0; i < G_N_ELEMENTS(sets); i++)
		g_hash_table_unref(sets[i]);
}

/* --- bindings ------------------------------------------------------------------------------ */

/* Each control's path leads to one value in the store whose number it names. */
static void
check_bindings(const Package *package)
{
	xmlXPathObject *found = package_evaluate(package, DOCUMENT, "//w:dataBinding");

	for (int i = 0; i < xmlXPathNodeSetGetLength(found->nodesetval); i++) {
		xmlNode *node = found->nodesetval->nodeTab[i];
		char *path = attr_of(node, "xpath"), *id = attr_of(node, "storeItemID");

		assert_count(package, "customXml/item1.xml", 1, "%s", path);
		assert_count(package, "customXml/itemProps1.xml",
		             1, "/ds:datastoreItem[@ds:itemID='%s']", id);
		xmlFree(path);
		xmlFree(id);
	}
	xmlXPathFreeObject(found);
}

/** Assert all of it. */
static void
check_package(const Package *package)
{
	check_parts(package);
	check_names(package);
	check_bindings(package);
	for (guint i = 0; i < package->names->len; i++) {
		const char *name = g_ptr_array_index(package->names, i);
		xmlNode *root = xmlDocGetRootElement(package_part(package, name));

		if (!g_str_has_prefix(name, "word/") || g_str_has_suffix(name, ".rels"))
			continue;
		each_element(root, check_order, NULL);
		each_element(root, check_element, NULL);
	}
	assert_count(package, DOCUMENT, 1, "/w:document/w:body/*[last()]" "[self::w:sectPr]");
}

#endif
