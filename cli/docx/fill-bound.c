/* SPDX-License-Identifier: MIT */
#include "docx/fill-parts.h"

#include "base/limits.h"
#include "xml/xpath.h"

#include <string.h>

/*
 * Custom XML that controls are bound to (17.5.2.6): where a control and its custom XML say
 * different things, Word shows the latter.  So a value is put into both.
 */

#define NS_CUSTOM "http://schemas.openxmlformats.org/officeDocument/2006/customXml"

/* Word's own stores: the properties of the document ([MS-OE376] 2.1.464). */
static const struct {
	const char *store, *part;
} known_stores[] = {
	{"{6C3C8BC8-F283-45AE-878A-BAB7291924A1}", "docProps/core.xml"},
	{"{6668398D-A668-4E3E-A5EB-62B293D839F1}", "docProps/app.xml"},
};

/* --- which part ------------------------------------------------------------------------------ */

/* True for the part of properties that names this store. */
static bool
names_store(OtArchive *archive, size_t entry, const char *store)
{
	g_autoptr(OtFindings) unsaid = ot_findings_new();
	g_autoptr(GBytes) bytes = ot_archive_read(archive, entry, unsaid);
	size_t len;
	const char *text = bytes != NULL ? g_bytes_get_data(bytes, &len) : NULL;
	g_autoptr(OtXml) xml = text != NULL ? ot_xml_parse(text, len, "", unsaid) : NULL;

	if (xml == NULL)
		return false;
	xmlNode *root = xmlDocGetRootElement(ot_xml_doc(xml));
	xmlChar *id = xmlGetNsProp(root, (const xmlChar *) "itemID", (const xmlChar *) NS_CUSTOM);
	bool is_it = id != NULL && g_ascii_strcasecmp((const char *) id, store) == 0;
	xmlFree(id);
	return is_it;
}

/* The entry of a store: customXml/item3.xml where itemProps3.xml has its id; or OT_NO_ENTRY. */
static size_t
find_store(OtArchive *archive, const char *store)
{
	static const char properties[] = "customXml/itemProps";

	for (size_t i = 0; i < G_N_ELEMENTS(known_stores); i++)
		if (g_ascii_strcasecmp(store, known_stores[i].store) == 0)
			return ot_archive_find(archive, known_stores[i].part);
	for (size_t i = 0; i < ot_archive_count(archive); i++) {
		const char *name = ot_archive_entry(archive, i)->name;

		if (g_ascii_strncasecmp(name, properties, strlen(properties)) != 0 ||
		    !names_store(archive, i, store))
			continue;
		g_autofree char *item =
			g_strconcat("customXml/item", name + strlen(properties), NULL);
		return ot_archive_find(archive, item);
	}
	return OT_NO_ENTRY;
}

/* --- which place ----------------------------------------------------------------------------- */

/*
 * The path of a binding without its prefixes, whose meaning is kept elsewhere: /a:b[1]/@c becomes
 * /\*[local-name()='b'][1]/@c.  Of attributes only those with a prefix are of a namespace.  Free
 * with g_free().
 */
static char *
plain_path(const char *path)
{
	GString *plain = g_string_new(NULL);
	char quote = '\0';

	for (const char *at = path; *at != '\0';) {
		size_t prefix = strspn(at, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
		                           "0123456789_-.");
		const char *name = at + prefix + 1;
		size_t len = prefix > 0 && at[prefix] == ':'
		                     ? strcspn(name, "/[]:()@=<>'\"| ")
		                     : 0;

		if (quote == '\0' && len > 0) {
			bool attr = plain->len > 0 && plain->str[plain->len - 1] == '@';
			g_string_append_printf(plain, "*[local-name()='%.*s']%s", (int) len, name,
			                       attr ? "[namespace-uri() != '']" : "");
			at = name + len;
			continue;
		}
		if (*at == '\'' || *at == '"')
			quote = quote == '\0' ? *at : quote == *at ? '\0' : quote;
		size_t copy = MAX(prefix, 1);
		g_string_append_len(plain, at, (gssize) copy);
		at += copy;
	}
	return g_string_free(plain, FALSE);
}

/* How many elements stand before one among those around it, from the outermost in. */
static void
add_position(GArray *positions, const xmlNode *element)
{
	guint before = 0;

	if (element->parent != NULL && element->parent->type == XML_ELEMENT_NODE)
		add_position(positions, element->parent);
	for (const xmlNode *node = element->prev; node != NULL; node = node->prev)
		before += node->type == XML_ELEMENT_NODE;
	g_array_append_val(positions, before);
}

/* The name of an attribute as it is written; free with g_free(). */
static char *
written_name(const xmlNode *attr)
{
	return attr->ns != NULL && attr->ns->prefix != NULL
	               ? g_strdup_printf("%s:%s", attr->ns->prefix, attr->name)
	               : g_strdup((const char *) attr->name);
}

/* Replace the content of the element at these positions, or the value of its attribute. */
static void
splice_at(OtEdit *edit, const GArray *positions, const char *attr, const char *escaped)
{
	size_t len;
	const char *bytes = g_bytes_get_data(edit->bytes, &len);
	const OtPullSettings settings = {.most_depth = OT_LIMIT_DRAFT_DEPTH,
	                                 .most_elements = OT_LIMIT_DRAFT_ELEMENTS};
	g_autoptr(OtPull) pull = ot_pull_new(bytes, len, &settings);
	const OtPullToken *token = ot_pull_token(pull);

	ot_pull_next(pull);
	for (guint i = 1; i < positions->len; i++)
		for (guint n = g_array_index(positions, guint, i) + 1; n > 0; n--)
			if (!ot_pull_child(pull, i))
				return;
	OtPullToken element = *token;
	for (size_t i = 0; attr != NULL && i < element.n_attrs; i++) {
		const OtPullAttr *at = &element.attrs[i];
		if (!at->declares && strncmp(bytes + at->start, attr, strlen(attr)) == 0 &&
		    at->name + at->name_len == bytes + at->start + strlen(attr))
			ot_splices_replace(edit->splices, at->value, at->value_len,
			                   g_strdup(escaped));
	}
	if (attr != NULL)
		return;
	if (element.empty) {
		g_autofree char *name = g_strndup(element.name - element.prefix_len,
		                                  element.name_len + element.prefix_len);
		ot_splices_replace(edit->splices, element.end - strlen("/>"), strlen("/>"),
		                   g_strdup_printf(">%s</%s>", escaped, name));
		return;
	}
	if (ot_pull_skip(pull, element.depth))
		ot_splices_replace(edit->splices, element.end, token->start - element.end,
		                   g_strdup(escaped));
}

/* Put a value where a node of the custom XML stands. */
static void
put_value(OtEdit *edit, const xmlNode *node, const char *value)
{
	g_autoptr(GArray) positions = g_array_new(FALSE, FALSE, sizeof(guint));
	g_autofree char *escaped = g_markup_escape_text(value, -1);
	bool attr = node->type == XML_ATTRIBUTE_NODE;
	const xmlNode *element = attr || node->type == XML_TEXT_NODE ? node->parent : node;

	if (element == NULL || element->type != XML_ELEMENT_NODE)
		return;
	g_autofree char *name = attr ? written_name(node) : NULL;
	add_position(positions, element);
	splice_at(edit, positions, name, escaped);
}

/* --- all of it ------------------------------------------------------------------------------- */

/* A store that controls are bound to. */
typedef struct {
	OtEdit *edit;
	OtXml *xml;
	xmlXPathContext *xpath;
	GHashTable *put; /* xmlNode: a value stands there already, that of the first control */
} Store;

static void
free_store(void *data)
{
	Store *store = data;

	if (store == NULL)
		return;
	xmlXPathFreeContext(store->xpath);
	ot_xml_free(store->xml);
	g_hash_table_unref(store->put);
	g_free(store);
}

/* The store of this id, opened at first use; NULL: the file has it not, or it can't be read. */
static Store *
open_store(OtRewrite *rewrite, GHashTable *stores, const char *id)
{
	void *known;

	if (g_hash_table_lookup_extended(stores, id, NULL, &known))
		return known;
	g_autoptr(OtFindings) unsaid = ot_findings_new();
	size_t entry = find_store(rewrite->draft->archive, id), len;
	OtEdit *edit = entry != OT_NO_ENTRY ? ot_rewrite_edit_entry(rewrite, entry) : NULL;
	const char *bytes = edit != NULL ? g_bytes_get_data(edit->bytes, &len) : NULL;
	OtXml *xml = bytes != NULL ? ot_xml_parse(bytes, len, "", unsaid) : NULL;
	Store *store = NULL;
	if (xml != NULL) {
		store = g_new0(Store, 1);
		store->edit = edit;
		store->xml = xml;
		store->put = g_hash_table_new(NULL, NULL);
		store->xpath = xmlXPathNewContext(ot_xml_doc(xml));
		store->xpath->opLimit = OT_LIMIT_XPATH_STEPS;
		ot_xpath_silence(store->xpath);
	}
	g_hash_table_insert(stores, g_strdup(id), store);
	return store;
}

/* A binding that leads nowhere says nothing to Word either. */
static void
put_bound(Store *store, const OtFillBound *bound)
{
	size_t column;
	g_autofree char *plain = plain_path(bound->path);
	g_autofree char *problem = ot_path_check(plain, NULL, NULL, NULL);
	xmlXPathCompExpr *compiled =
		problem == NULL ? ot_xpath_compile(store->xpath, plain, &column) : NULL;

	if (compiled == NULL)
		return;
	g_autoptr(xmlXPathObject) found = xmlXPathCompiledEval(compiled, store->xpath);
	xmlXPathFreeCompExpr(compiled);
	if (found == NULL || found->type != XPATH_NODESET ||
	    xmlXPathNodeSetIsEmpty(found->nodesetval))
		return;
	xmlNode *node = xmlXPathNodeSetItem(found->nodesetval, 0);
	if (g_hash_table_add(store->put, node))
		put_value(store->edit, node, bound->value);
}

void
ot_fill_bound(OtFilling *filling, OtRewrite *rewrite)
{
	g_autoptr(GHashTable) stores =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, free_store);

	for (guint i = 0; i < filling->bound->len; i++) {
		const OtFillBound *bound = &g_array_index(filling->bound, OtFillBound, i);
		Store *store = bound->store != NULL ? open_store(rewrite, stores, bound->store)
		                                    : NULL;
		if (store != NULL)
			put_bound(store, bound);
	}
}
