/* SPDX-License-Identifier: MIT */
#include "pdf/finish.h"
#include "pdf/parse.h"

#include <string.h>

typedef struct {
	double left, bottom, right, top;
} Box;

static Box
get_box(const GArray *boxes, guint index)
{
	const double *sides = (const double *) (const void *) boxes->data + 4 * index;

	return (Box){ sides[0], sides[1], sides[2], sides[3] };
}

static void
append_point(OtPdfFile *file, OtValue *array, double x, double y)
{
	ot_array_append(file, array, ot_value_real(file, x));
	ot_array_append(file, array, ot_value_real(file, y));
}

/* One rectangle around all lines of the link. */
static OtValue *
make_rectangle(OtPdfFile *file, const GArray *boxes)
{
	OtValue *array = ot_value_array(file);
	Box all = get_box(boxes, 0);

	for (guint i = 1; i < boxes->len; i++) {
		Box box = get_box(boxes, i);

		all.left = MIN(all.left, box.left);
		all.bottom = MIN(all.bottom, box.bottom);
		all.right = MAX(all.right, box.right);
		all.top = MAX(all.top, box.top);
	}
	append_point(file, array, all.left, all.bottom);
	append_point(file, array, all.right, all.top);
	return array;
}

/*
 * A quadrilateral a line (ISO 32000-1, table 173).  The order is the one that viewers agree on
 * (upper left, upper right, lower left, lower right), not the one that the standard describes.
 */
static OtValue *
make_quadrilaterals(OtPdfFile *file, const GArray *boxes)
{
	OtValue *array = ot_value_array(file);

	for (guint i = 0; i < boxes->len; i++) {
		Box box = get_box(boxes, i);

		append_point(file, array, box.left, box.top);
		append_point(file, array, box.right, box.top);
		append_point(file, array, box.left, box.bottom);
		append_point(file, array, box.right, box.bottom);
	}
	return array;
}

/* An address is ASCII in a PDF (12.6.4.7): other bytes, and blanks, as RFC 3986 escapes them. */
static OtValue *
make_address(OtPdfFile *file, const char *href)
{
	g_autoptr(GString) ascii = g_string_new(NULL);
	OtValue *action = ot_value_literal(file, "<< /S /URI >>");

	for (const char *at = href; *at != '\0'; at++) {
		if (*at > ' ' && *at <= '~')
			g_string_append_c(ascii, *at);
		else
			g_string_append_printf(ascii, "%%%02X", (guint8) *at);
	}
	ot_dictionary_set(file, action, "URI", ot_value_bytes(file, ascii->str, ascii->len));
	return action;
}

static OtValue *
make_link(OtFinish *finish, const OtLinkBox *link, int page, int key)
{
	OtPdfFile *file = finish->file;
	OtValue *annotation = ot_value_literal(file, "<< /Type /Annot /Subtype /Link /F 4"
	                                             " /Border [0 0 0] >>");

	ot_dictionary_set(file, annotation, "Rect", make_rectangle(file, link->boxes));
	ot_dictionary_set(file, annotation, "QuadPoints", make_quadrilaterals(file, link->boxes));
	ot_dictionary_set_reference(file, annotation, "P", finish->pages[page]);
	ot_dictionary_set_integer(file, annotation, "StructParent", key);
	if (link->contents != NULL)
		ot_dictionary_set_text(file, annotation, "Contents", link->contents);
	if (link->href != NULL)
		ot_dictionary_set(file, annotation, "A", make_address(file, link->href));
	else
		ot_dictionary_set(file, annotation, "Dest",
		                  ot_finish_destination(finish, link->target_page,
		                                        link->target_top));
	return annotation;
}

static void
add_page_links(OtFinish *finish, int page)
{
	const OtPage *on = g_ptr_array_index(finish->drawing->pages, (guint) page);
	OtPdfFile *file = finish->file;
	OtValue *annotations = ot_value_array(file);

	for (guint i = 0; i < on->links->len; i++) {
		const OtLinkBox *link = &g_array_index(on->links, OtLinkBox, i);
		int number = ot_finish_link(finish, page, (int) i);
		int key = ot_finish_link_key(finish, page, (int) i);

		ot_pdf_file_set(file, number, make_link(finish, link, page, key));
		ot_array_append(file, annotations, ot_value_reference(file, number));
	}
	if (annotations->len > 0)
		ot_dictionary_set(file, ot_pdf_file_get(file, finish->pages[page]), "Annots",
		                  annotations);
}

void
ot_finish_links(OtFinish *finish)
{
	for (guint i = 0; i < finish->drawing->pages->len; i++)
		add_page_links(finish, (int) i);
}
