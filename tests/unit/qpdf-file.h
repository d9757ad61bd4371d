/* SPDX-License-Identifier: MIT */
#ifndef OT_TESTS_QPDF_FILE_H
#define OT_TESTS_QPDF_FILE_H

/**
 * A finished PDF as libqpdf reads it, for checks that share nothing with our own reader.
 *
 * What doesn't hold becomes a fault in words.  Handles of libqpdf that are kept live as long as the
 * file.
 */

#include <glib.h>
#include <qpdf/qpdf-c.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/** A structure element, in reading order. */
typedef struct {
	int id; /**< object number */
	qpdf_oh handle;
	const char *type; /**< "/P" */
	int parent;       /**< index in QpdfFile.elements, or -1 */
	int depth;
	GString *text;   /**< of its marked content and that of all within it */
	guint n_marks;   /**< pieces of content of its own */
	guint n_objects; /**< annotations of its own */
	guint n_kids;    /**< elements of its own */
} QpdfElement;

/** A page: its marked content. */
typedef struct {
	qpdf_oh handle;
	int id;
	GPtrArray *texts; /**< of GString *, by MCID */
	GArray *owners;   /**< of int: the element that has this MCID, by object number; 0: none */
	GString *artifacts; /**< text that is no part of the document */
} QpdfPage;

typedef struct {
	qpdf_data qpdf;
	qpdf_oh root;
	GPtrArray *pages;    /**< of QpdfPage */
	GPtrArray *elements; /**< of QpdfElement, depth first */
	GHashTable *by_id;   /**< of QpdfElement, by object number */
	GHashTable *fonts;   /**< of QpdfFont (qpdf-content.h), by object number */
	GPtrArray *faults;   /**< of char * */
	GString *reading;    /**< text in reading order, without labels, contents and figures */
	int hidden;          /**< how many of these are open while the tree is read */
} QpdfFile;

static G_GNUC_UNUSED G_GNUC_PRINTF(2, 3) void
qpdf_fault(QpdfFile *file, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	g_ptr_array_add(file->faults, g_strdup_vprintf(format, args));
	va_end(args);
}

/* --- values ------------------------------------------------------------------------------- */

static G_GNUC_UNUSED bool
qpdf_has(QpdfFile *file, qpdf_oh dictionary, const char *key)
{
	return qpdf_oh_is_dictionary(file->qpdf, dictionary) &&
	       qpdf_oh_has_key(file->qpdf, dictionary, key);
}

/** The value of a key, to be kept; of a stream, that of its dictionary. */
static G_GNUC_UNUSED qpdf_oh
qpdf_get(QpdfFile *file, qpdf_oh holder, const char *key)
{
	if (qpdf_oh_is_stream(file->qpdf, holder))
		holder = qpdf_oh_get_dict(file->qpdf, holder);
	return qpdf_oh_is_dictionary(file->qpdf, holder)
	               ? qpdf_oh_get_key(file->qpdf, holder, key)
	               : qpdf_oh_new_null(file->qpdf);
}

/** A name with its slash, or "" where there is none; lives for ever. */
static G_GNUC_UNUSED const char *
qpdf_get_name(QpdfFile *file, qpdf_oh holder, const char *key)
{
	qpdf_oh value = qpdf_get(file, holder, key);
	const char *name = qpdf_oh_is_name(file->qpdf, value)
	                           ? g_intern_string(qpdf_oh_get_name(file->qpdf, value))
	                           : "";

	qpdf_oh_release(file->qpdf, value);
	return name;
}

static G_GNUC_UNUSED int
qpdf_get_int(QpdfFile *file, qpdf_oh holder, const char *key, int missing)
{
	qpdf_oh value = qpdf_get(file, holder, key);
	int number = qpdf_oh_is_integer(file->qpdf, value)
	                     ? qpdf_oh_get_int_value_as_int(file->qpdf, value)
	                     : missing;

	qpdf_oh_release(file->qpdf, value);
	return number;
}

/** A text as UTF-8, or ""; free with g_free(). */
static G_GNUC_UNUSED char *
qpdf_get_text(QpdfFile *file, qpdf_oh holder, const char *key)
{
	qpdf_oh value = qpdf_get(file, holder, key);
	char *text = g_strdup(qpdf_oh_is_string(file->qpdf, value)
	                              ? qpdf_oh_get_utf8_value(file->qpdf, value)
	                              : "");

	qpdf_oh_release(file->qpdf, value);
	return text;
}

static G_GNUC_UNUSED int
qpdf_get_id(QpdfFile *file, qpdf_oh holder, const char *key)
{
	qpdf_oh value = qpdf_get(file, holder, key);
	int id = qpdf_oh_get_object_id(file->qpdf, value);

	qpdf_oh_release(file->qpdf, value);
	return id;
}

static G_GNUC_UNUSED int
qpdf_len(QpdfFile *file, qpdf_oh array)
{
	return qpdf_oh_is_array(file->qpdf, array) ? qpdf_oh_get_array_n_items(file->qpdf, array)
	                                           : 0;
}

static G_GNUC_UNUSED qpdf_oh
qpdf_at(QpdfFile *file, qpdf_oh array, int index)
{
	return qpdf_oh_get_array_item(file->qpdf, array, index);
}

/** A stream, decompressed. */
static G_GNUC_UNUSED GBytes *
qpdf_get_bytes(QpdfFile *file, qpdf_oh stream)
{
	QPDF_BOOL filtered = QPDF_FALSE;
	unsigned char *bytes = NULL;
	size_t len = 0;
	GBytes *copy;

	if (!qpdf_oh_is_stream(file->qpdf, stream) ||
	    qpdf_oh_get_stream_data(file->qpdf, stream, qpdf_dl_all, &filtered, &bytes, &len) != 0)
		return g_bytes_new(NULL, 0);
	copy = g_bytes_new(bytes, len);
	free(bytes);
	return copy;
}

/* --- a file ------------------------------------------------------------------------------- */

static void
free_string(gpointer data)
{
	if (data != NULL)
		g_string_free(data, TRUE);
}

static void
free_qpdf_page(gpointer data)
{
	QpdfPage *page = data;

	g_ptr_array_unref(page->texts);
	g_array_unref(page->owners);
	g_string_free(page->artifacts, TRUE);
	g_free(page);
}

static void
free_qpdf_element(gpointer data)
{
	QpdfElement *element = data;

	g_string_free(element->text, TRUE);
	g_free(element);
}

static void
add_qpdf_page(QpdfFile *file, size_t index)
{
	QpdfPage *page = g_new0(QpdfPage, 1);

	page->handle = qpdf_get_page_n(file->qpdf, index);
	page->id = qpdf_oh_get_object_id(file->qpdf, page->handle);
	page->texts = g_ptr_array_new_with_free_func(free_string);
	page->owners = g_array_new(FALSE, TRUE, sizeof(int));
	page->artifacts = g_string_new(NULL);
	g_ptr_array_add(file->pages, page);
}

/** Read a file; `bytes` must outlive it.  Free with qpdf_file_free(). */
static G_GNUC_UNUSED QpdfFile *
qpdf_file_read(GBytes *bytes)
{
	QpdfFile *file = g_new0(QpdfFile, 1);
	size_t len;
	const char *data = g_bytes_get_data(bytes, &len);

	file->qpdf = qpdf_init();
	file->pages = g_ptr_array_new_with_free_func(free_qpdf_page);
	file->elements = g_ptr_array_new_with_free_func(free_qpdf_element);
	file->by_id = g_hash_table_new(g_direct_hash, g_direct_equal);
	file->faults = g_ptr_array_new_with_free_func(g_free);
	file->reading = g_string_new(NULL);
	qpdf_set_suppress_warnings(file->qpdf, QPDF_TRUE);
	g_assert_cmpint(qpdf_read_memory(file->qpdf, "test.pdf", data, len, NULL), ==, 0);
	file->root = qpdf_get_root(file->qpdf);
	for (int i = 0; i < qpdf_get_num_pages(file->qpdf); i++)
		add_qpdf_page(file, (size_t) i);
	if (qpdf_more_warnings(file->qpdf))
		qpdf_fault(file, "libqpdf has warnings");
	return file;
}

static G_GNUC_UNUSED void
qpdf_file_free(QpdfFile *file)
{
	g_ptr_array_unref(file->elements);
	g_ptr_array_unref(file->pages);
	g_ptr_array_unref(file->faults);
	g_hash_table_unref(file->by_id);
	g_string_free(file->reading, TRUE);
	g_clear_pointer(&file->fonts, g_hash_table_unref);
	qpdf_cleanup(&file->qpdf);
	g_free(file);
}

#endif
