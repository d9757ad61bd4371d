/* SPDX-License-Identifier: MIT */
#include "pdf/selfcheck.h"

#include <string.h>

/* Bits of /F (ISO 32000-1, table 165). */
#define FLAG_INVISIBLE 1
#define FLAG_HIDDEN    2
#define FLAG_PRINT     4
#define FLAG_NO_VIEW   32

/* How far a number may lie outside a box after rounding to three decimals. */
#define ROUNDING 0.002

static bool
fail(OtSelfcheck *check, const char *clause, int page, const char *what)
{
	return ot_selfcheck_fail(check, clause, "a link on page %d: %s", page + 1, what);
}

/* A page of this file, and a way to show it that all programs know. */
static bool
is_destination(const OtSelfcheck *check, const OtValue *value)
{
	int page = ot_value_get_reference(ot_array_get(value, 0));

	return page > 0 && (guint) page < check->file->objects->len && check->page_index[page] >= 0
	       && ot_array_len(value) == 5 && ot_value_is_name(ot_array_get(value, 1), "XYZ");
}

/* Either an address in ASCII or a place in this file. */
static bool
check_target(OtSelfcheck *check, const OtValue *annotation, int page)
{
	const OtValue *action = ot_dictionary_find(check->file, annotation, "A");
	const OtValue *target = ot_dictionary_find(check->file, annotation, "Dest");
	OtSlice address = ot_value_get_slice(ot_dictionary_get(action, "URI"));

	if (action == NULL)
		return is_destination(check, target)
		       || fail(check, "ISO 32000-1, 12.3.2", page, "it leads nowhere");
	for (size_t i = 0; i < address.len; i++)
		if (address.bytes[i] <= ' ' || address.bytes[i] > '~')
			return fail(check, "ISO 32000-1, 12.6.4.7", page,
			            "its address isn't ASCII");
	return (target == NULL && ot_value_is_name(ot_dictionary_get(action, "S"), "URI")
	        && address.len > 0)
	       || fail(check, "ISO 32000-1, 12.6.4.7", page, "it has no address");
}

/* ISO 32000-1, table 173: the lines of a link lie within its rectangle. */
static bool
check_boxes(OtSelfcheck *check, const OtValue *annotation, int page)
{
	const OtValue *rectangle = ot_dictionary_get(annotation, "Rect");
	const OtValue *points = ot_dictionary_get(annotation, "QuadPoints");
	double sides[4];

	for (guint i = 0; i < 4; i++)
		sides[i] = ot_value_get_number(ot_array_get(rectangle, i));
	if (!(sides[0] < sides[2] && sides[1] < sides[3]))
		return fail(check, "ISO 32000-1, 12.5.2", page, "it has no area");
	if (ot_array_len(points) == 0 || ot_array_len(points) % 8 != 0)
		return fail(check, "ISO 32000-1, 12.5.6.5", page, "it has no lines");
	for (guint i = 0; i < ot_array_len(points); i++) {
		double at = ot_value_get_number(ot_array_get(points, i));

		if (!(at >= sides[i % 2] - ROUNDING && at <= sides[i % 2 + 2] + ROUNDING))
			return fail(check, "ISO 32000-1, 12.5.6.5", page,
			            "a line lies outside its rectangle");
	}
	return true;
}

static bool
check_keys(OtSelfcheck *check, const OtValue *annotation, int page)
{
	int flags = ot_value_get_int(ot_dictionary_get(annotation, "F"), 0);
	int on = ot_value_get_reference(ot_dictionary_get(annotation, "P"));

	if (!ot_value_is_name(ot_dictionary_get(annotation, "Subtype"), "Link"))
		return fail(check, "ISO 14289-1, 7.18.1", page, "it is another annotation");
	if ((flags & (FLAG_INVISIBLE | FLAG_HIDDEN | FLAG_PRINT | FLAG_NO_VIEW)) != FLAG_PRINT)
		return fail(check, "ISO 19005-3, 6.3.2", page, "it isn't printed, or is hidden");
	if (!ot_selfcheck_has_text(ot_dictionary_get(annotation, "Contents")))
		return fail(check, "ISO 14289-1, 7.18.5", page, "it doesn't say what it is");
	if (on != g_array_index(check->pages, int, page))
		return fail(check, "ISO 32000-1, 12.5.2", page, "it names another page");
	return true;
}

/* How often the element holds this annotation, as /OBJR. */
static int
count_references(const OtSelfcheck *check, const OtCheckedElement *element, int number)
{
	int count = 0;

	for (guint i = 0; i < ot_selfcheck_n_kids(check, element->value); i++) {
		const OtValue *kid = ot_selfcheck_kid(element->value, i);

		count += ot_value_is_name(ot_dictionary_get(kid, "Type"), "OBJR")
		         && ot_value_get_reference(ot_dictionary_get(kid, "Obj")) == number;
	}
	return count;
}

/* The annotation names a key; the key an element; the element the annotation, once. */
static bool
check_structure(OtSelfcheck *check, const OtValue *annotation, int number, int page)
{
	int key = ot_value_get_int(ot_dictionary_get(annotation, "StructParent"), -1);
	const OtCheckedElement *element = NULL;

	if (key >= 0 && (guint) key < check->parents->len)
		element = ot_selfcheck_find_element(
			check, ot_value_get_reference(check->parents->pdata[key]));
	if (element == NULL || !ot_slice_equals(element->type, "Link"))
		return fail(check, "ISO 14289-1, 7.18.5", page, "it belongs to no Link element");
	return count_references(check, element, number) == 1
	       || fail(check, "ISO 32000-1, 14.7.4.3", page, "its Link element doesn't hold it");
}

static bool
check_page_annotations(OtSelfcheck *check, int page, int *total)
{
	const OtValue *dictionary = ot_selfcheck_page(check, page);
	const OtValue *annotations = ot_dictionary_find(check->file, dictionary, "Annots");

	for (guint i = 0; i < ot_array_len(annotations); i++) {
		int number = ot_value_get_reference(ot_array_get(annotations, i));
		const OtValue *annotation = ot_pdf_file_get(check->file, number);

		if (!check_keys(check, annotation, page) || !check_boxes(check, annotation, page)
		    || !check_target(check, annotation, page)
		    || !check_structure(check, annotation, number, page))
			return false;
	}
	*total += (int) ot_array_len(annotations);
	return true;
}

/* What the tree holds as annotations: no more than the pages have, so that none is left over. */
static int
count_all_references(const OtSelfcheck *check)
{
	int count = 0;

	for (guint i = 0; i < check->elements->len; i++) {
		const OtValue *value = ot_selfcheck_element(check, (int) i)->value;

		for (guint k = 0; k < ot_selfcheck_n_kids(check, value); k++) {
			const OtValue *kid = ot_selfcheck_kid(value, k);

			count += ot_value_is_name(ot_dictionary_get(kid, "Type"), "OBJR");
		}
	}
	return count;
}

bool
ot_selfcheck_annotations(OtSelfcheck *check)
{
	int total = 0;

	for (guint i = 0; i < check->pages->len; i++)
		if (!check_page_annotations(check, (int) i, &total))
			return false;
	return count_all_references(check) == total
	       || ot_selfcheck_fail(check, "ISO 32000-1, 14.7.4.3",
	                            "the tree holds a link that is on no page");
}

/* --- bookmarks --------------------------------------------------------------------------- */

/* The bookmark after this one in the order in which they are shown; 0 at the end. */
static int
get_next_bookmark(const OtSelfcheck *check, int number, int root)
{
	const OtValue *bookmark = ot_pdf_file_get(check->file, number);
	int next = ot_value_get_reference(ot_dictionary_get(bookmark, "First"));

	for (guint i = 0; next == 0 && number != root && i < check->file->objects->len; i++) {
		bookmark = ot_pdf_file_get(check->file, number);
		next = ot_value_get_reference(ot_dictionary_get(bookmark, "Next"));
		number = ot_value_get_reference(ot_dictionary_get(bookmark, "Parent"));
	}
	return next;
}

/* A bookmark agrees with those beside it about their order. */
static bool
is_connected(const OtSelfcheck *check, int number)
{
	const OtValue *bookmark = ot_pdf_file_get(check->file, number);
	int before = ot_value_get_reference(ot_dictionary_get(bookmark, "Prev"));
	int above = ot_value_get_reference(ot_dictionary_get(bookmark, "Parent"));
	const OtValue *from = ot_pdf_file_get(check->file, before != 0 ? before : above);
	const char *key = before != 0 ? "Next" : "First";

	if (ot_value_get_reference(ot_dictionary_get(from, key)) != number)
		return false;
	if (ot_dictionary_get(bookmark, "Next") != NULL)
		return true;
	return ot_value_get_reference(
		       ot_dictionary_get(ot_pdf_file_get(check->file, above), "Last"))
	       == number;
}

static bool
check_labels(OtSelfcheck *check)
{
	const OtValue *labels = ot_dictionary_find(check->file, check->catalog, "PageLabels");
	const OtValue *numbers = ot_dictionary_find(check->file, labels, "Nums");

	return ot_value_get_int(ot_array_get(numbers, 0), -1) == 0
	       || ot_selfcheck_fail(check, "ISO 14289-1, 7.17", "the pages have no labels");
}

bool
ot_selfcheck_outline(OtSelfcheck *check)
{
	int root = ot_value_get_reference(ot_dictionary_get(check->catalog, "Outlines"));
	const OtValue *mode = ot_dictionary_get(check->catalog, "PageMode");
	int number = root == 0 ? 0 : get_next_bookmark(check, root, root);
	guint left = check->file->objects->len;

	if (root != 0 && (number == 0 || !ot_value_is_name(mode, "UseOutlines")))
		return ot_selfcheck_fail(check, "ISO 14289-1, 7.17",
		                         "the bookmarks are empty, or not shown");
	for (; number != 0; number = get_next_bookmark(check, number, root), left--) {
		const OtValue *bookmark = ot_pdf_file_get(check->file, number);
		const OtValue *target = ot_dictionary_get(bookmark, "Dest");

		if (left == 0 || !is_connected(check, number)
		    || !ot_selfcheck_has_text(ot_dictionary_get(bookmark, "Title"))
		    || !is_destination(check, target))
			return ot_selfcheck_fail(check, "ISO 32000-1, 12.3.3",
			                         "a bookmark has no title or target, or is in the"
			                         " wrong place");
	}
	return check_labels(check);
}
