/* SPDX-License-Identifier: MIT */
#ifndef OT_TESTS_QPDF_CATALOG_H
#define OT_TESTS_QPDF_CATALOG_H

/**
 * What a finished PDF says of itself: catalog, metadata, output intent, trailer, bookmarks, page
 * labels, and what each page carries.
 */

#include "qpdf-file.h"

static bool
is_true(QpdfFile *file, qpdf_oh holder, const char *key)
{
	qpdf_oh value = qpdf_get(file, holder, key);

	return qpdf_oh_is_bool(file->qpdf, value) && qpdf_oh_get_bool_value(file->qpdf, value);
}

static void
check_catalog(QpdfFile *file, const char *lang)
{
	g_autofree char *said = qpdf_get_text(file, file->root, "/Lang");

	if (!is_true(file, qpdf_get(file, file->root, "/MarkInfo"), "/Marked"))
		qpdf_fault(file, "it isn't marked (ISO 14289-1, 6.2)");
	if (is_true(file, qpdf_get(file, file->root, "/MarkInfo"), "/Suspects"))
		qpdf_fault(file, "its tags are suspect (ISO 14289-1, 7.1)");
	if (!is_true(file, qpdf_get(file, file->root, "/ViewerPreferences"), "/DisplayDocTitle"))
		qpdf_fault(file, "the title isn't shown (ISO 14289-1, 7.1)");
	if (strcmp(said, lang) != 0)
		qpdf_fault(file, "its language is \"%s\", not %s", said, lang);
}

static void
expect(QpdfFile *file, const char *text, const char *part)
{
	if (strstr(text, part) == NULL)
		qpdf_fault(file, "the metadata don't say %s", part);
}

/* ISO 19005-3, 6.6.2 and 6.6.4; ISO 14289-1, 5. */
static void
check_xmp(QpdfFile *file, const char *title)
{
	qpdf_oh stream = qpdf_get(file, file->root, "/Metadata");
	g_autoptr(GBytes) bytes = qpdf_get_bytes(file, stream);
	gsize len;
	const char *data = g_bytes_get_data(bytes, &len);
	g_autofree char *text = g_strndup(data != NULL ? data : "", len);
	g_autofree char *escaped = g_markup_escape_text(title, -1);

	if (!qpdf_oh_is_null(file->qpdf, qpdf_get(file, stream, "/Filter")))
		qpdf_fault(file, "the metadata are compressed");
	expect(file, text, "<pdfaid:part>3</pdfaid:part>");
	expect(file, text, "<pdfaid:conformance>A</pdfaid:conformance>");
	expect(file, text, "<pdfuaid:part>1</pdfuaid:part>");
	expect(file, text, "<dc:title>");
	if (strchr(title, '\'') == NULL && strchr(title, '"') == NULL)
		expect(file, text, escaped);
}

static bool
contains(const char *bytes, gsize len, const char *word, gsize word_len)
{
	for (gsize i = 0; i + word_len <= len; i++)
		if (memcmp(bytes + i, word, word_len) == 0)
			return true;
	return false;
}

/* ISO 19005-3, 6.2.3: a profile of sRGB; the header says so (ISO 15076-1, 7.2). */
static void
check_output_intent(QpdfFile *file)
{
	qpdf_oh intent = qpdf_at(file, qpdf_get(file, file->root, "/OutputIntents"), 0);
	g_autoptr(GBytes) bytes =
		qpdf_get_bytes(file, qpdf_get(file, intent, "/DestOutputProfile"));
	gsize len;
	const char *profile = g_bytes_get_data(bytes, &len);

	if (strcmp(qpdf_get_name(file, intent, "/S"), "/GTS_PDFA1") != 0)
		qpdf_fault(file, "it has no output intent for PDF/A");
	if (len < 128 || memcmp(profile + 36, "acsp", 4) != 0 ||
	    memcmp(profile + 16, "RGB ", 4) != 0 || !contains(profile, len, "\0s\0R\0G\0B", 8))
		qpdf_fault(file, "its output intent is no profile of sRGB");
}

static void
check_trailer(QpdfFile *file)
{
	qpdf_oh id = qpdf_get(file, qpdf_get_trailer(file->qpdf), "/ID");

	for (int i = 0; i < 2; i++) {
		size_t len = 0;

		if (qpdf_len(file, id) != 2)
			break;
		qpdf_oh_get_binary_string_value(file->qpdf, qpdf_at(file, id, i), &len);
		if (len == 16)
			continue;
		qpdf_fault(file, "a part of its identifier has %zu bytes", len);
	}
	if (qpdf_len(file, id) != 2)
		qpdf_fault(file, "it has no identifier (ISO 19005-3, 6.1.3)");
}

/* Bookmarks below one, and theirs; returns how many. */
static guint
count_bookmarks(QpdfFile *file, qpdf_oh parent)
{
	qpdf_oh item = qpdf_get(file, parent, "/First");
	guint n = 0;

	while (qpdf_oh_is_dictionary(file->qpdf, item)) {
		g_autofree char *title = qpdf_get_text(file, item, "/Title");

		if (*g_strstrip(title) == '\0' ||
		    qpdf_len(file, qpdf_get(file, item, "/Dest")) < 2)
			qpdf_fault(file, "a bookmark without words or place");
		n += 1 + count_bookmarks(file, item);
		item = qpdf_get(file, item, "/Next");
	}
	return n;
}

static void
check_navigation(QpdfFile *file, guint n_headings)
{
	qpdf_oh labels = qpdf_get(file, qpdf_get(file, file->root, "/PageLabels"), "/Nums");
	guint n = count_bookmarks(file, qpdf_get(file, file->root, "/Outlines"));

	if (n != n_headings)
		qpdf_fault(file, "%u bookmarks of %u headings", n, n_headings);
	if (n_headings > 0 &&
	    strcmp(qpdf_get_name(file, file->root, "/PageMode"), "/UseOutlines") != 0)
		qpdf_fault(file, "bookmarks aren't shown");
	if (qpdf_len(file, labels) < 2 ||
	    qpdf_oh_get_int_value_as_int(file->qpdf, qpdf_at(file, labels, 0)) != 0)
		qpdf_fault(file, "it has no page labels");
}

static void
check_pages(QpdfFile *file)
{
	for (guint i = 0; i < file->pages->len; i++) {
		const QpdfPage *page = file->pages->pdata[i];

		if (strcmp(qpdf_get_name(file, page->handle, "/Tabs"), "/S") != 0)
			qpdf_fault(file, "page %u: tabs don't follow the structure "
			           "(ISO 14289-1, 7.18.3)", i + 1);
		if (qpdf_get_int(file, page->handle, "/StructParents", -1) < 0)
			qpdf_fault(file, "page %u isn't in the parent tree", i + 1);
		if (qpdf_has(file, page->handle, "/AA"))
			qpdf_fault(file, "page %u has actions", i + 1);
	}
}

/** Check all of it; the title, language and number of headings are those of the document. */
static G_GNUC_UNUSED void
audit_catalog(QpdfFile *file, const char *title, const char *lang, guint n_headings)
{
	check_catalog(file, lang);
	check_xmp(file, title);
	check_output_intent(file);
	check_trailer(file);
	check_navigation(file, n_headings);
	check_pages(file);
}

#endif
