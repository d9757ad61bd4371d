/* SPDX-License-Identifier: MIT */
#include "pdf/finish.h"

#include "base/error.h"
#include "pdf/content.h"
#include "pdf/parse.h"
#include "pdf/reader.h"
#include "pdf/selfcheck.h"
#include "pdf/unicode.h"
#include "pdf/writer.h"

/* --- what the steps share ---------------------------------------------------------------- */

int
ot_finish_link(const OtFinish *finish, int page, int link)
{
	return finish->links[finish->first_link[page] + link];
}

int
ot_finish_link_key(const OtFinish *finish, int page, int link)
{
	return (int) finish->drawing->pages->len + finish->first_link[page] + link;
}

OtValue *
ot_finish_destination(const OtFinish *finish, int page, double top)
{
	OtValue *array = ot_value_array(finish->file);

	ot_array_append(finish->file, array, ot_value_reference(finish->file, finish->pages[page]));
	ot_array_append(finish->file, array, ot_value_name(finish->file, "XYZ"));
	ot_array_append(finish->file, array, ot_value_null(finish->file));
	ot_array_append(finish->file, array, ot_value_real(finish->file, top));
	ot_array_append(finish->file, array, ot_value_null(finish->file));
	return array;
}

static char *
format_date(const OtFinish *finish, const char *format)
{
	g_autoptr(GDateTime) time = g_date_time_new_from_unix_utc(finish->options->epoch);

	return time != NULL ? g_date_time_format(time, format) : g_strdup("");
}

char *
ot_finish_pdf_date(const OtFinish *finish)
{
	return format_date(finish, "D:%Y%m%d%H%M%SZ");
}

char *
ot_finish_xmp_date(const OtFinish *finish)
{
	return format_date(finish, "%Y-%m-%dT%H:%M:%SZ");
}

/* --- before the steps -------------------------------------------------------------------- */

/* Objects are numbered before any of them is made, because they name each other. */
static void
reserve_numbers(OtFinish *finish)
{
	const OtDrawing *drawing = finish->drawing;

	finish->elements = g_new0(int, drawing->elements->len);
	finish->first_link = g_new0(int, drawing->pages->len);
	for (guint i = 0; i < drawing->elements->len; i++)
		finish->elements[i] = ot_pdf_file_add(finish->file, NULL);
	for (guint i = 0; i < drawing->pages->len; i++) {
		const OtPage *page = g_ptr_array_index(drawing->pages, i);

		finish->first_link[i] = finish->n_links;
		finish->n_links += (int) page->links->len;
	}
	finish->links = g_new0(int, finish->n_links);
	for (int i = 0; i < finish->n_links; i++)
		finish->links[i] = ot_pdf_file_add(finish->file, NULL);
}

static bool
check_page_links(const OtDrawing *drawing, guint page, GError **error)
{
	const OtPage *on = g_ptr_array_index(drawing->pages, page);

	for (guint i = 0; i < on->links->len; i++) {
		const OtLinkBox *link = &g_array_index(on->links, OtLinkBox, i);

		if (link->boxes->len == 0) {
			g_set_error(error, OT_ERROR, OT_ERROR_FORMAT,
			            "a link on page %u has no box", page + 1);
			return false;
		}
		if (link->href == NULL && (guint) link->target_page >= drawing->pages->len) {
			g_set_error(error, OT_ERROR, OT_ERROR_FORMAT,
			            "a link on page %u leads to page %d, which isn't there",
			            page + 1, link->target_page + 1);
			return false;
		}
	}
	return true;
}

/* What the steps take for granted. */
static bool
check_drawing(const OtDrawing *drawing, GError **error)
{
	for (guint i = 0; i < drawing->pages->len; i++)
		if (!check_page_links(drawing, i, error))
			return false;
	for (guint i = 0; i < drawing->bookmarks->len; i++) {
		const OtBookmark *bookmark = &g_array_index(drawing->bookmarks, OtBookmark, i);

		if ((guint) bookmark->page >= drawing->pages->len) {
			g_set_error(error, OT_ERROR, OT_ERROR_FORMAT,
			            "a bookmark leads to page %d, which isn't there",
			            bookmark->page + 1);
			return false;
		}
	}
	return true;
}

/* Nothing of cairo's catalog is kept, and of its page tree only the pages. */
static bool
start(OtFinish *finish, GError **error)
{
	OtPdfFile *file = finish->file;
	g_autoptr(GArray) pages = ot_pdf_file_pages(file, error);

	if (pages == NULL)
		return false;
	if (finish->drawing->root == NULL || pages->len != finish->drawing->pages->len
	    || pages->len == 0) {
		g_set_error(error, OT_ERROR, OT_ERROR_FORMAT,
		            "the drawing has %u pages where %u were laid out", pages->len,
		            finish->drawing->pages->len);
		return false;
	}
	if (!check_drawing(finish->drawing, error))
		return false;
	finish->pages = (int *) (void *) g_array_free(g_steal_pointer(&pages), FALSE);
	finish->catalog = ot_value_literal(file, "<< /Type /Catalog >>");
	file->root = ot_pdf_file_add(file, finish->catalog);
	reserve_numbers(finish);
	return true;
}

static void
clear(OtFinish *finish)
{
	g_free(finish->pages);
	g_free(finish->elements);
	g_free(finish->first_link);
	g_free(finish->links);
	ot_pdf_file_free(finish->file);
}

/* --- pages ------------------------------------------------------------------------------- */

static void
add_page_tree(OtFinish *finish)
{
	OtPdfFile *file = finish->file;
	OtValue *tree = ot_value_literal(file, "<< /Type /Pages >>"), *kids = ot_value_array(file);
	int number = ot_pdf_file_add(file, tree);
	guint n_pages = finish->drawing->pages->len;

	for (guint i = 0; i < n_pages; i++) {
		OtValue *page = ot_pdf_file_get(file, finish->pages[i]);

		ot_dictionary_set_reference(file, page, "Parent", number);
		ot_dictionary_set_integer(file, page, "StructParents", i);
		ot_dictionary_set_name(file, page, "Tabs", "S"); /* ISO 14289-1, 7.18.3 */
		ot_array_append(file, kids, ot_value_reference(file, finish->pages[i]));
	}
	ot_dictionary_set(file, tree, "Kids", kids);
	ot_dictionary_set_integer(file, tree, "Count", n_pages);
	ot_dictionary_set_reference(file, finish->catalog, "Pages", number);
}

static bool
mark_page(OtFinish *finish, OtUnicode *unicode, int page, GError **error)
{
	OtPdfFile *file = finish->file;
	OtValue *dictionary = ot_pdf_file_get(file, finish->pages[page]);
	OtDrawnPage drawn_page = { .drawing = finish->drawing, .page = page, .file = file,
		                   .unicode = unicode };
	const OtValue *contents = ot_dictionary_find(file, dictionary, "Contents");
	g_autoptr(GByteArray) drawn = ot_stream_decode(file, contents, error);
	GByteArray *marked;
	OtValue *stream;

	if (drawn == NULL)
		return false;
	drawn_page.resources = ot_dictionary_find(file, dictionary, "Resources");
	marked = ot_content_mark(drawn->data, drawn->len, &drawn_page, error);
	if (marked == NULL)
		return false;
	stream = ot_value_stream_take(file, ot_value_dictionary(file), marked, true);
	ot_dictionary_set_reference(file, dictionary, "Contents", ot_pdf_file_add(file, stream));
	return true;
}

static bool
mark_pages(OtFinish *finish, GError **error)
{
	g_autoptr(OtUnicode) unicode = ot_unicode_new(finish->file);

	ot_unicode_spell_ligatures(unicode);
	for (guint i = 0; i < finish->drawing->pages->len; i++)
		if (!mark_page(finish, unicode, (int) i, error))
			return false;
	add_page_tree(finish);
	return true;
}

/* --- the sequence ------------------------------------------------------------------------ */

GBytes *
ot_finish(const OtDrawing *drawing, const OtDocumentInfo *info, const OtPdfOptions *options,
          GError **error)
{
	OtFinish finish = { .drawing = drawing, .info = info, .options = options };
	g_autoptr(GBytes) bytes = NULL;

	finish.file = ot_pdf_file_read(drawing->drawn->data, drawing->drawn->len, error);
	if (finish.file != NULL && start(&finish, error) && mark_pages(&finish, error)
	    && ot_finish_conform(&finish, error)) {
		ot_finish_tree(&finish);
		ot_finish_links(&finish);
		ot_finish_outline(&finish);
		ot_finish_metadata(&finish);
		ot_finish_attachments(&finish);
		bytes = ot_pdf_file_write(finish.file, error);
	}
	/* The check reads the file back, so there is room for one of both at a time. */
	clear(&finish);
	return bytes != NULL && ot_selfcheck(bytes, error) ? g_steal_pointer(&bytes) : NULL;
}
