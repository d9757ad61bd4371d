/* SPDX-License-Identifier: MIT */
#include "pdf/finish.h"

#include "base/error.h"
#include "pdf/content.h"
#include "pdf/parse.h"
#include "pdf/reader.h"
#include "pdf/selfcheck.h"
#include "pdf/unicode.h"

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
	finish->forms = g_new0(int, drawing->n_forms);
	for (guint i = 0; i < drawing->n_forms; i++)
		finish->forms[i] = ot_pdf_file_add(finish->file, ot_value_null(finish->file));
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
	g_free(finish->forms);
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

/* The forms of a page among its resources (ISO 32000-1, 7.8.3). */
static void
add_forms(OtFinish *finish, int page, OtValue *dictionary)
{
	OtPdfFile *file = finish->file;
	const OtPage *on = g_ptr_array_index(finish->drawing->pages, (guint) page);
	OtValue *resources = ot_dictionary_find(file, dictionary, "Resources");
	OtValue *objects = ot_dictionary_find(file, resources, "XObject");

	if (on->openings->len == 0)
		return;
	if (resources == NULL)
		resources = ot_value_dictionary(file);
	if (objects == NULL)
		objects = ot_value_dictionary(file);
	for (guint i = 0; i < on->openings->len; i++) {
		guint form = g_array_index(on->openings, OtOpening, i).form;
		char name[32];

		g_snprintf(name, sizeof(name), OT_FORM_NAME, form);
		ot_dictionary_set_reference(file, objects, name, finish->forms[form]);
	}
	ot_dictionary_set(file, resources, "XObject", objects);
	ot_dictionary_set(file, dictionary, "Resources", resources);
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
	add_forms(finish, page, dictionary);
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

/* All objects of the file. */
static bool
finish_objects(OtFinish *finish, GError **error)
{
	finish->file =
		ot_pdf_file_read(finish->drawing->drawn->data, finish->drawing->drawn->len, error);
	if (finish->file == NULL || !start(finish, error) || !mark_pages(finish, error)
	    || !ot_finish_conform(finish, error))
		return false;
	ot_finish_tree(finish);
	ot_finish_links(finish);
	ot_finish_outline(finish);
	ot_finish_metadata(finish);
	ot_finish_attachments(finish);
	return true;
}

GBytes *
ot_finish(const OtDrawing *drawing, const OtDocumentInfo *info, const OtPdfOptions *options,
          GError **error)
{
	OtFinish finish = { .drawing = drawing, .info = info, .options = options };
	g_autoptr(GBytes) bytes = NULL;

	if (finish_objects(&finish, error))
		bytes = ot_pdf_file_write(finish.file, error);
	/* The check reads the file back, so there is room for one of both at a time. */
	clear(&finish);
	return bytes != NULL && ot_selfcheck(bytes, error) ? g_steal_pointer(&bytes) : NULL;
}

OtPdfBody *
ot_finish_body(const OtDrawing *drawing, const OtDocumentInfo *info, const OtPdfOptions *options,
               GError **error)
{
	OtFinish finish = { .drawing = drawing, .info = info, .options = options };
	OtPdfBody *body = NULL;

	if (finish_objects(&finish, error))
		body = ot_pdf_body_new(finish.file, finish.forms, drawing->n_forms, error);
	clear(&finish);
	return body;
}

/* --- forms ------------------------------------------------------------------------------- */

/* The page of a form as a form XObject (ISO 32000-1, 8.10), whose first baseline starts at 0, 0. */
static int
make_form(OtFinish *finish, OtUnicode *unicode, int page, const OtFormBox *box, GError **error)
{
	OtPdfFile *file = finish->file;
	const OtValue *drawn = ot_pdf_file_get(file, finish->pages[page]);
	const OtValue *contents = ot_dictionary_find(file, drawn, "Contents");
	g_autoptr(GByteArray) bytes = ot_stream_decode(file, contents, error);
	OtDrawnPage drawn_page = { .drawing = finish->drawing, .page = page, .file = file,
		                   .unicode = unicode };
	OtValue *form, *area = ot_value_array(file), *matrix = ot_value_array(file);
	const double corners[] = { 0, 0, box->width, box->height };
	const double moves[] = { 1, 0, 0, 1, -box->x, box->baseline - box->height };

	drawn_page.resources = ot_dictionary_find(file, drawn, "Resources");
	GByteArray *marked = bytes != NULL ? ot_content_mark(bytes->data, bytes->len, &drawn_page,
	                                                     error)
	                                   : NULL;
	if (marked == NULL)
		return 0;
	for (size_t i = 0; i < G_N_ELEMENTS(corners); i++)
		ot_array_append(file, area, ot_value_real(file, corners[i]));
	for (size_t i = 0; i < G_N_ELEMENTS(moves); i++)
		ot_array_append(file, matrix, ot_value_real(file, moves[i]));
	form = ot_value_literal(file, "<< /Type /XObject /Subtype /Form >>");
	ot_dictionary_set(file, form, "BBox", area);
	ot_dictionary_set(file, form, "Matrix", matrix);
	if (drawn_page.resources != NULL)
		ot_dictionary_set(file, form, "Resources", (OtValue *) drawn_page.resources);
	return ot_pdf_file_add(file, ot_value_stream_take(file, form, marked, true));
}

static bool
make_forms(OtFinish *finish, const OtFormBox *boxes, GError **error)
{
	OtPdfFile *file = finish->file;
	g_autoptr(OtUnicode) unicode = ot_unicode_new(file);
	g_autoptr(GArray) pages = ot_pdf_file_pages(file, error);
	guint n = finish->drawing->pages->len;

	if (pages == NULL)
		return false;
	if (pages->len != n) {
		g_set_error(error, OT_ERROR, OT_ERROR_FORMAT,
		            "the drawing has %u pages where %u were laid out", pages->len, n);
		return false;
	}
	finish->pages = (int *) (void *) g_array_free(g_steal_pointer(&pages), FALSE);
	finish->forms = g_new0(int, n);
	ot_unicode_spell_ligatures(unicode);
	for (guint i = 0; i < n; i++) {
		finish->forms[i] = make_form(finish, unicode, (int) i, &boxes[i], error);
		if (finish->forms[i] == 0)
			return false;
	}
	ot_finish_correct(file);
	return true;
}

GBytes *
ot_finish_copy(const OtPdfBody *body, const OtDrawing *drawing, const OtFormBox *boxes, bool first,
               char **sha256, GError **error)
{
	OtFinish finish = { .drawing = drawing };
	g_autoptr(GBytes) bytes = NULL;

	finish.file = ot_pdf_file_read(drawing->drawn->data, drawing->drawn->len, error);
	if (finish.file != NULL && make_forms(&finish, boxes, error)
	    && ot_selfcheck_forms(finish.file, finish.forms, drawing->pages->len, error))
		bytes = ot_pdf_body_close(body, finish.file, finish.forms, sha256, error);
	clear(&finish);
	return bytes != NULL && (!first || ot_selfcheck(bytes, error)) ? g_steal_pointer(&bytes)
	                                                               : NULL;
}
