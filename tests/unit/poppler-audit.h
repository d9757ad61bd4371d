/* SPDX-License-Identifier: MIT */
#ifndef OT_TESTS_POPPLER_AUDIT_H
#define OT_TESTS_POPPLER_AUDIT_H

/**
 * A finished PDF as poppler reads it: the structure that a screen reader is given, and the text
 * that somebody gets who copies a page.  Compared with what qpdf-tree.h found and with the
 * document.
 */

#include "pdf-words.h"
#include "qpdf-file.h"

#include <glib/gstdio.h>
#include <poppler.h>

/* Kinds of poppler by our names of types. */
static const struct {
	const char *type;
	PopplerStructureElementKind kind;
} poppler_kinds[] = {
	{ "/Document", POPPLER_STRUCTURE_ELEMENT_DOCUMENT },
	{ "/Sect", POPPLER_STRUCTURE_ELEMENT_SECTION },
	{ "/Div", POPPLER_STRUCTURE_ELEMENT_DIV },
	{ "/H1", POPPLER_STRUCTURE_ELEMENT_HEADING_1 },
	{ "/H2", POPPLER_STRUCTURE_ELEMENT_HEADING_2 },
	{ "/H3", POPPLER_STRUCTURE_ELEMENT_HEADING_3 },
	{ "/H4", POPPLER_STRUCTURE_ELEMENT_HEADING_4 },
	{ "/H5", POPPLER_STRUCTURE_ELEMENT_HEADING_5 },
	{ "/H6", POPPLER_STRUCTURE_ELEMENT_HEADING_6 },
	{ "/P", POPPLER_STRUCTURE_ELEMENT_PARAGRAPH },
	{ "/L", POPPLER_STRUCTURE_ELEMENT_LIST },
	{ "/LI", POPPLER_STRUCTURE_ELEMENT_LIST_ITEM },
	{ "/Lbl", POPPLER_STRUCTURE_ELEMENT_LIST_LABEL },
	{ "/LBody", POPPLER_STRUCTURE_ELEMENT_LIST_BODY },
	{ "/Table", POPPLER_STRUCTURE_ELEMENT_TABLE },
	{ "/Caption", POPPLER_STRUCTURE_ELEMENT_CAPTION },
	{ "/THead", POPPLER_STRUCTURE_ELEMENT_TABLE_HEADER },
	{ "/TBody", POPPLER_STRUCTURE_ELEMENT_TABLE_BODY },
	{ "/TR", POPPLER_STRUCTURE_ELEMENT_TABLE_ROW },
	{ "/TH", POPPLER_STRUCTURE_ELEMENT_TABLE_HEADING },
	{ "/TD", POPPLER_STRUCTURE_ELEMENT_TABLE_DATA },
	{ "/Figure", POPPLER_STRUCTURE_ELEMENT_FIGURE },
	{ "/TOC", POPPLER_STRUCTURE_ELEMENT_TOC },
	{ "/TOCI", POPPLER_STRUCTURE_ELEMENT_TOC_ITEM },
	{ "/Note", POPPLER_STRUCTURE_ELEMENT_NOTE },
	{ "/Reference", POPPLER_STRUCTURE_ELEMENT_REFERENCE },
	{ "/Link", POPPLER_STRUCTURE_ELEMENT_LINK },
	{ "/Span", POPPLER_STRUCTURE_ELEMENT_SPAN },
};

static bool
is_kind(PopplerStructureElementKind kind, const char *type)
{
	for (size_t i = 0; i < G_N_ELEMENTS(poppler_kinds); i++)
		if (strcmp(poppler_kinds[i].type, type) == 0)
			return poppler_kinds[i].kind == kind;
	return false;
}

/* The elements of the tree are the same, in the same order; moves `index` on. */
static void
compare_elements(QpdfFile *file, PopplerStructureElementIter *iter, guint *index)
{
	do {
		PopplerStructureElement *element =
			poppler_structure_element_iter_get_element(iter);
		PopplerStructureElementIter *inner = poppler_structure_element_iter_get_child(iter);
		PopplerStructureElementKind kind = poppler_structure_element_get_kind(element);
		const QpdfElement *same =
			*index < file->elements->len ? file->elements->pdata[*index] : NULL;

		if (kind != POPPLER_STRUCTURE_ELEMENT_CONTENT &&
		    kind != POPPLER_STRUCTURE_ELEMENT_OBJECT_REFERENCE) {
			if (same == NULL || !is_kind(kind, same->type))
				qpdf_fault(file, "poppler: element %u is no %s", *index,
				           same != NULL ? same->type : "more");
			++*index;
		}
		if (inner != NULL)
			compare_elements(file, inner, index);
		g_clear_pointer(&inner, poppler_structure_element_iter_free);
		g_object_unref(element);
	} while (poppler_structure_element_iter_next(iter));
}

static void
count_words(GHashTable *words, const char *text, int step)
{
	g_auto(GStrv) list = split_words(text);

	for (guint i = 0; list[i] != NULL; i++) {
		int n = GPOINTER_TO_INT(g_hash_table_lookup(words, list[i]));

		g_hash_table_insert(words, g_strdup(list[i]), GINT_TO_POINTER(n + step));
	}
}

/* What pdftotext makes of a file; poppler_page_get_text() runs neighbouring cells together. */
static char *
extract_text(GBytes *bytes)
{
	g_autofree char *path = NULL;
	g_autoptr(GError) error = NULL;
	const char *command[] = { "pdftotext", "-raw", "-enc", "UTF-8", NULL, "-", NULL };
	int handle = g_file_open_tmp("outset-conformance-XXXXXX.pdf", &path, &error);
	char *text = NULL;

	g_assert_no_error(error);
	g_close(handle, NULL);
	g_file_set_contents(path, g_bytes_get_data(bytes, NULL), (gssize) g_bytes_get_size(bytes),
	                    &error);
	g_assert_no_error(error);
	command[4] = path;
	g_spawn_sync(NULL, (char **) command, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &text, NULL,
	             NULL, &error);
	g_assert_no_error(error);
	g_unlink(path);
	return text;
}

/* pdftotext puts marks of direction around words that run from right to left. */
static bool
is_from_right(const char *word)
{
	for (const char *at = word; *at != '\0'; at = g_utf8_next_char(at)) {
		GUnicodeScript script = g_unichar_get_script(g_utf8_get_char(at));

		if (script == G_UNICODE_SCRIPT_HEBREW || script == G_UNICODE_SCRIPT_ARABIC)
			return true;
	}
	return false;
}

/* Whether a word is there that a line ends within, behind a hyphen or a stroke. */
static bool
is_broken(const char *found, const char *word)
{
	g_auto(GStrv) lines = g_strsplit(found, "\n", -1);
	g_autofree char *joined = g_strjoinv("", lines);

	return strstr(joined, word) != NULL;
}

/* Every word of the document is on the pages, as often as it was written at the least. */
static void
compare_words(QpdfFile *file, GBytes *bytes, const char *text)
{
	g_autoptr(GHashTable) words = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	g_autofree char *found = extract_text(bytes);
	GHashTableIter iter;
	gpointer word, n;

	count_words(words, found, 1);
	count_words(words, text, -1);
	g_hash_table_iter_init(&iter, words);
	while (g_hash_table_iter_next(&iter, &word, &n))
		if (GPOINTER_TO_INT(n) < 0 && !is_from_right(word) && !is_broken(found, word))
			qpdf_fault(file, "pdftotext: \"%s\" isn't on the pages",
			           (const char *) word);
}

/** Compare with what was read before by audit_tree(), and with the text of the document. */
static G_GNUC_UNUSED void
audit_poppler(QpdfFile *file, GBytes *bytes, const char *title, const char *text)
{
	g_autoptr(GError) error = NULL;
	PopplerDocument *pdf = poppler_document_new_from_bytes(bytes, NULL, &error);
	g_autofree char *said = NULL;
	PopplerStructureElementIter *iter;
	guint index = 0;

	g_assert_no_error(error);
	said = poppler_document_get_title(pdf);
	if (g_strcmp0(said, title) != 0)
		qpdf_fault(file, "poppler: the title is \"%s\"", said);
	iter = poppler_structure_element_iter_new(pdf);
	g_assert_nonnull(iter);
	compare_elements(file, iter, &index);
	poppler_structure_element_iter_free(iter);
	if (index != file->elements->len)
		qpdf_fault(file, "poppler finds %u elements of %u", index, file->elements->len);
	compare_words(file, bytes, text);
	g_object_unref(pdf);
}

#endif
