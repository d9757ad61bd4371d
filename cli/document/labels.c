/* SPDX-License-Identifier: MIT */
#include "document/labels.h"

#include "xml/source.h"

#include <string.h>

#define NAMESPACE "urn:outset:labels:1"

struct OtLabels {
	GHashTable *words; /* of key */
	GHashTable *lists; /* of GHashTable: code to words */
};

/* The attribute, or NULL with an error. */
static const char *
require_attr(const OtXml *xml, const xmlNode *node, const char *name, GError **error)
{
	const char *value = ot_xml_attr(node, name);

	if (value == NULL || *value == '\0')
		ot_source_fail(error, xml, node, "<%s> needs the attribute \"%s\"", node->name,
		               name);
	return value != NULL && *value != '\0' ? value : NULL;
}

/* Put the words of an element under the value of an attribute that nobody else has. */
static bool
add_words(GHashTable *table, const OtXml *xml, const xmlNode *node, const char *attr,
          GError **error)
{
	const char *key = require_attr(xml, node, attr, error);

	if (key == NULL)
		return false;
	if (g_hash_table_contains(table, key)) {
		ot_source_fail(error, xml, node, "the %s \"%s\" is there twice", attr, key);
		return false;
	}
	char *words = ot_source_text(node);
	if (*words == '\0') {
		ot_source_fail(error, xml, node, "the %s \"%s\" has no words", attr, key);
		g_free(words);
		return false;
	}
	g_hash_table_insert(table, g_strdup(key), words);
	return true;
}

static bool
add_list(OtLabels *labels, const OtXml *xml, const xmlNode *node, GError **error)
{
	const char *name = require_attr(xml, node, "list", error);

	if (name == NULL)
		return false;
	if (g_hash_table_contains(labels->lists, name)) {
		ot_source_fail(error, xml, node, "the list \"%s\" is there twice", name);
		return false;
	}
	GHashTable *list = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	g_hash_table_insert(labels->lists, g_strdup(name), list);
	for (const xmlNode *code = ot_xml_child(node, NULL); code != NULL;
	     code = ot_xml_next(code, NULL)) {
		if (!ot_xml_is(code, "code")) {
			ot_source_fail(error, xml, code, "<%s> can't stand here, only <code>",
			               code->name);
			return false;
		}
		if (!add_words(list, xml, code, "value", error))
			return false;
	}
	return true;
}

static bool
read_labels(OtLabels *labels, const OtXml *xml, GError **error)
{
	const xmlNode *root = xmlDocGetRootElement(ot_xml_doc(xml));

	if (!ot_xml_is(root, "labels") || root->ns == NULL ||
	    strcmp((const char *) root->ns->href, NAMESPACE) != 0) {
		ot_source_fail(error, xml, root,
		               "a file of labels starts with <labels xmlns=\"%s\">", NAMESPACE);
		return false;
	}
	for (const xmlNode *node = ot_xml_child(root, NULL); node != NULL;
	     node = ot_xml_next(node, NULL)) {
		if (ot_xml_is(node, "label")) {
			if (!add_words(labels->words, xml, node, "key", error))
				return false;
		} else if (ot_xml_is(node, "codes")) {
			if (!add_list(labels, xml, node, error))
				return false;
		} else {
			ot_source_fail(error, xml, node,
			               "<%s> can't stand here, only <label> and <codes>",
			               node->name);
			return false;
		}
	}
	return true;
}

OtLabels *
ot_labels_load(const char *path, GError **error)
{
	g_autoptr(OtXml) xml = ot_source_read(path, error);

	if (xml == NULL)
		return NULL;
	g_autoptr(OtLabels) labels = g_new0(OtLabels, 1);
	labels->words = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	labels->lists = g_hash_table_new_full(g_str_hash, g_str_equal, g_free,
	                                      (GDestroyNotify) g_hash_table_unref);
	return read_labels(labels, xml, error) ? g_steal_pointer(&labels) : NULL;
}

void
ot_labels_free(OtLabels *labels)
{
	if (labels == NULL)
		return;
	g_hash_table_unref(labels->words);
	g_hash_table_unref(labels->lists);
	g_free(labels);
}

const char *
ot_labels_get(const OtLabels *labels, const char *key)
{
	const char *words = g_hash_table_lookup(labels->words, key);

	return words != NULL ? words : key;
}

bool
ot_labels_has_list(const OtLabels *labels, const char *list)
{
	return g_hash_table_contains(labels->lists, list);
}

const char *
ot_labels_code(const OtLabels *labels, const char *list, const char *code)
{
	GHashTable *codes = g_hash_table_lookup(labels->lists, list);

	return codes != NULL ? g_hash_table_lookup(codes, code) : NULL;
}

/* The value of the pair whose name is the `len` bytes at `name`, or NULL. */
static const char *
find_value(const char *const *pairs, const char *name, size_t len)
{
	for (; pairs[0] != NULL; pairs += 2)
		if (strlen(pairs[0]) == len && strncmp(pairs[0], name, len) == 0)
			return pairs[1] != NULL ? pairs[1] : "";
	return NULL;
}

char *
ot_labels_fill(const OtLabels *labels, OtArena *arena, const char *key, ...)
{
	const char *pairs[33] = {NULL};
	va_list arguments;

	va_start(arguments, key);
	for (size_t i = 0; i + 2 < G_N_ELEMENTS(pairs); i += 2) {
		pairs[i] = va_arg(arguments, const char *);
		if (pairs[i] == NULL)
			break;
		pairs[i + 1] = va_arg(arguments, const char *);
	}
	va_end(arguments);

	g_autoptr(GString) filled = g_string_new(NULL);
	const char *at = ot_labels_get(labels, key);
	while (*at != '\0') {
		size_t plain = strcspn(at, "{");
		g_string_append_len(filled, at, (gssize) plain);
		at += plain;
		const char *end = strchr(at, '}');
		if (end == NULL) {
			g_string_append(filled, at);
			break;
		}
		const char *value = find_value(pairs, at + 1, (size_t) (end - at - 1));
		if (value != NULL)
			g_string_append(filled, value);
		else
			g_string_append_len(filled, at, end - at + 1);
		at = end + 1;
	}
	return ot_arena_strdup(arena, filled->str);
}
