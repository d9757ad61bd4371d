/* SPDX-License-Identifier: MIT */
#ifndef OT_TEST_DOCX_PACKAGE_H
#define OT_TEST_DOCX_PACKAGE_H

/**
 * For the tests of the DOCX writer: a package opened again, with libzip and libxml2 and nothing of
 * the writer.  A header with its functions in it, since each test is one file.
 */

#include "docx/docx.h"

#include <libxml/parser.h>
#include <libxml/xpath.h>
#include <libxml/xpathInternals.h>
#include <string.h>
#include <zip.h>

#define DOCUMENT "word/document.xml"

/** An open package. */
typedef struct {
	GPtrArray *names; /**< of char *, in the order of the archive */
	GHashTable *docs; /**< name to xmlDoc */
} Package;

static void
package_free(Package *package)
{
	g_ptr_array_unref(package->names);
	g_hash_table_unref(package->docs);
	g_free(package);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Package, package_free)

/** Write a document with the house style and the English labels. */
static GBytes *
write_bytes(const OtDocument *document, gint64 epoch)
{
	GError *error = NULL;
	g_autoptr(OtStyle) style = ot_style_load("templates/house-style.xml", &error);
	g_assert_no_error(error);
	g_autoptr(OtLabels) labels = ot_labels_load("templates/labels.en.xml", &error);
	g_assert_no_error(error);
	GBytes *bytes = ot_docx_write(document, style, labels, epoch, &error);

	g_assert_no_error(error);
	return bytes;
}

static void
read_entry(Package *package, zip_t *zip, zip_uint64_t index)
{
	zip_stat_t stat;
	g_assert_cmpint(zip_stat_index(zip, index, 0, &stat), ==, 0);
	g_autofree char *text = g_malloc(stat.size);
	zip_file_t *file = zip_fopen_index(zip, index, 0);
	g_assert_nonnull(file);
	g_assert_cmpint(zip_fread(file, text, stat.size), ==, (zip_int64_t) stat.size);
	zip_fclose(file);

	xmlDoc *doc = xmlReadMemory(text, (int) stat.size, stat.name, NULL,
	                            XML_PARSE_NONET | XML_PARSE_HUGE);
	g_assert_nonnull(doc);
	g_ptr_array_add(package->names, g_strdup(stat.name));
	g_assert_true(g_hash_table_insert(package->docs, g_strdup(stat.name), doc));
}

/** Open a package; every part of it is well formed and there once. */
static Package *
package_open(GBytes *bytes)
{
	size_t len;
	const void *data = g_bytes_get_data(bytes, &len);
	zip_source_t *source = zip_source_buffer_create(data, len, 0, NULL);
	zip_t *zip = zip_open_from_source(source, ZIP_RDONLY | ZIP_CHECKCONS, NULL);
	Package *package = g_new0(Package, 1);

	g_assert_nonnull(zip);
	package->names = g_ptr_array_new_with_free_func(g_free);
	package->docs = g_hash_table_new_full(g_str_hash, g_str_equal, g_free,
	                                      (GDestroyNotify) xmlFreeDoc);
	for (zip_int64_t i = 0; i < zip_get_num_entries(zip, 0); i++)
		read_entry(package, zip, (zip_uint64_t) i);
	zip_discard(zip);
	return package;
}

/** A part's tree, which has to be there. */
static xmlDoc *
package_part(const Package *package, const char *name)
{
	xmlDoc *doc = g_hash_table_lookup(package->docs, name);

	if (doc == NULL)
		g_error("the package has no %s", name);
	return doc;
}

/** Evaluate an XPath in a part; with the prefixes that it lists. */
static xmlXPathObject *
package_evaluate(const Package *package, const char *name, const char *path)
{
	static const char *const prefixes[][2] = {
		{"w", "http://schemas.openxmlformats.org/wordprocessingml/2006/main"},
		{"w14", "http://schemas.microsoft.com/office/word/2010/wordml"},
		{"r", "http://schemas.openxmlformats.org/officeDocument/2006/relationships"},
		{"o", "urn:outset:fields:1"},
		{"rel", "http://schemas.openxmlformats.org/package/2006/relationships"},
		{"ct", "http://schemas.openxmlformats.org/package/2006/content-types"},
		{"cp", "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"},
		{"dc", "http://purl.org/dc/elements/1.1/"},
		{"dcterms", "http://purl.org/dc/terms/"},
		{"op", "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"},
		{"vt", "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"},
		{"ds", "http://schemas.openxmlformats.org/officeDocument/2006/customXml"},
		{"a", "http://schemas.openxmlformats.org/drawingml/2006/main"},
	};
	xmlXPathContext *context = xmlXPathNewContext(package_part(package, name));

	for (size_t i = 0; i < G_N_ELEMENTS(prefixes); i++)
		xmlXPathRegisterNs(context, (const xmlChar *) prefixes[i][0],
		                   (const xmlChar *) prefixes[i][1]);
	xmlXPathObject *found = xmlXPathEvalExpression((const xmlChar *) path, context);
	xmlXPathFreeContext(context);
	if (found == NULL)
		g_error("bad XPath: %s", path);
	return found;
}

/** How many nodes an XPath finds in a part. */
static int G_GNUC_PRINTF(3, 4) G_GNUC_UNUSED
package_count(const Package *package, const char *name, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	g_autofree char *path = g_strdup_vprintf(format, arguments);
	va_end(arguments);
	xmlXPathObject *found = package_evaluate(package, name, path);
	int n = xmlXPathNodeSetGetLength(found->nodesetval);
	xmlXPathFreeObject(found);
	return n;
}

/** Assert how many nodes an XPath finds in a part. */
#define assert_count(package, name, expected, ...) \
	g_assert_cmpint(package_count(package, name, __VA_ARGS__), ==, expected)

/** Assert what an XPath gives as a string in a part. */
static void G_GNUC_UNUSED
assert_string(const Package *package, const char *name, const char *path, const char *expected)
{
	xmlXPathObject *found = package_evaluate(package, name, path);
	xmlChar *text = xmlXPathCastToString(found);

	g_assert_cmpstr((const char *) text, ==, expected);
	xmlFree(text);
	xmlXPathFreeObject(found);
}

/** An attribute's value whatever its prefix; NULL: none.  Free with xmlFree(). */
static G_GNUC_UNUSED char *
attr_of(const xmlNode *node, const char *name)
{
	for (const xmlAttr *attr = node->properties; attr != NULL; attr = attr->next)
		if (strcmp((const char *) attr->name, name) == 0)
			return (char *) xmlNodeGetContent((const xmlNode *) attr);
	return NULL;
}

/** True for an element w:NAME. */
static G_GNUC_UNUSED bool
is_element(const xmlNode *node, const char *name)
{
	return node != NULL && node->type == XML_ELEMENT_NODE &&
	       strcmp((const char *) node->name, name) == 0;
}

#endif
