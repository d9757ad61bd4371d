/* SPDX-License-Identifier: MIT */
#include "pdf/finish.h"

#include <string.h>

/* --- attributes (ISO 32000-1, 14.8.5) ---------------------------------------------------- */

static OtValue *
make_owner(OtFinish *finish, const char *owner)
{
	OtValue *attributes = ot_value_dictionary(finish->file);

	ot_dictionary_set_name(finish->file, attributes, "O", owner);
	return attributes;
}

static OtValue *
make_headers(OtFinish *finish, const char *const *headers)
{
	OtValue *array = ot_value_array(finish->file);

	for (; *headers != NULL; headers++)
		ot_array_append(finish->file, array,
		                ot_value_bytes(finish->file, *headers, strlen(*headers)));
	return array;
}

static OtValue *
make_table_attributes(OtFinish *finish, const OtElement *element)
{
	OtPdfFile *file = finish->file;
	OtValue *attributes = make_owner(finish, "Table");

	if (element->scope != NULL)
		ot_dictionary_set_name(file, attributes, "Scope", element->scope);
	if (element->headers != NULL && element->headers[0] != NULL)
		ot_dictionary_set(file, attributes, "Headers",
		                  make_headers(finish, element->headers));
	if (element->column_span > 1)
		ot_dictionary_set_integer(file, attributes, "ColSpan", element->column_span);
	if (element->row_span > 1)
		ot_dictionary_set_integer(file, attributes, "RowSpan", element->row_span);
	if (element->summary != NULL)
		ot_dictionary_set_text(file, attributes, "Summary", element->summary);
	return attributes->len > 1 ? attributes : NULL;
}

static OtValue *
make_list_attributes(OtFinish *finish, const OtElement *element)
{
	OtValue *attributes;

	if (element->numbering == NULL)
		return NULL;
	attributes = make_owner(finish, "List");
	ot_dictionary_set_name(finish->file, attributes, "ListNumbering", element->numbering);
	return attributes;
}

/* A figure with a box stands as a block; without /Placement it would count as part of a line. */
static OtValue *
make_layout_attributes(OtFinish *finish, const OtElement *element)
{
	OtValue *attributes, *box;

	if (!element->has_box)
		return NULL;
	attributes = make_owner(finish, "Layout");
	box = ot_value_array(finish->file);
	for (int i = 0; i < 4; i++)
		ot_array_append(finish->file, box, ot_value_real(finish->file, element->box[i]));
	ot_dictionary_set_name(finish->file, attributes, "Placement", "Block");
	ot_dictionary_set(finish->file, attributes, "BBox", box);
	return attributes;
}

static void
set_attributes(OtFinish *finish, const OtElement *element, OtValue *dictionary)
{
	OtValue *owners[] = { make_table_attributes(finish, element),
		              make_list_attributes(finish, element),
		              make_layout_attributes(finish, element) };
	OtValue *array = ot_value_array(finish->file);

	for (size_t i = 0; i < G_N_ELEMENTS(owners); i++)
		if (owners[i] != NULL)
			ot_array_append(finish->file, array, owners[i]);
	if (array->len > 0)
		ot_dictionary_set(finish->file, dictionary, "A",
		                  array->len == 1 ? array->as.items[0] : array);
}

/* --- kids (14.7.4) ----------------------------------------------------------------------- */

/* The page that the element's marks are on unless they say otherwise, or -1. */
static int
find_page(const OtElement *element)
{
	if (element->has_box)
		return element->box_page;
	for (guint i = 0; i < element->kids->len; i++) {
		const OtKid *kid = &g_array_index(element->kids, OtKid, i);

		if (kid->kind != OT_KID_ELEMENT)
			return kid->page;
	}
	return -1;
}

/* A mark or an annotation that needs a dictionary: on another page, or no mark at all. */
static OtValue *
make_object_kid(OtFinish *finish, const OtKid *kid, int page)
{
	OtPdfFile *file = finish->file;
	OtValue *dictionary = ot_value_dictionary(file);

	if (kid->kind == OT_KID_MARK) {
		ot_dictionary_set_name(file, dictionary, "Type", "MCR");
		ot_dictionary_set_integer(file, dictionary, "MCID", kid->index);
	} else {
		ot_dictionary_set_name(file, dictionary, "Type", "OBJR");
		ot_dictionary_set_reference(file, dictionary, "Obj",
		                            ot_finish_link(finish, kid->page, kid->index));
	}
	if (kid->page != page)
		ot_dictionary_set_reference(file, dictionary, "Pg", finish->pages[kid->page]);
	return dictionary;
}

static OtValue *
make_kid(OtFinish *finish, const OtKid *kid, int page)
{
	if (kid->kind == OT_KID_ELEMENT)
		return ot_value_reference(finish->file, finish->elements[kid->element->index]);
	if (kid->kind == OT_KID_MARK && kid->page == page)
		return ot_value_integer(finish->file, kid->index);
	return make_object_kid(finish, kid, page);
}

static void
set_kids(OtFinish *finish, const OtElement *element, int page, OtValue *dictionary)
{
	OtValue *array = ot_value_array(finish->file);

	for (guint i = 0; i < element->kids->len; i++)
		ot_array_append(finish->file, array,
		                make_kid(finish, &g_array_index(element->kids, OtKid, i), page));
	if (array->len > 0)
		ot_dictionary_set(finish->file, dictionary, "K",
		                  array->len == 1 ? array->as.items[0] : array);
}

/* --- elements (14.7.2) ------------------------------------------------------------------- */

static OtValue *
make_element(OtFinish *finish, const OtElement *element, int parent)
{
	OtPdfFile *file = finish->file;
	OtValue *dictionary = ot_value_dictionary(file);
	int page = find_page(element);

	ot_dictionary_set_name(file, dictionary, "Type", "StructElem");
	ot_dictionary_set_name(file, dictionary, "S", ot_structure_name(element->type));
	ot_dictionary_set_reference(file, dictionary, "P", parent);
	if (page >= 0)
		ot_dictionary_set_reference(file, dictionary, "Pg", finish->pages[page]);
	set_kids(finish, element, page, dictionary);
	set_attributes(finish, element, dictionary);
	if (element->id != NULL)
		ot_dictionary_set(file, dictionary, "ID",
		                  ot_value_bytes(file, element->id, strlen(element->id)));
	if (element->title != NULL)
		ot_dictionary_set_text(file, dictionary, "T", element->title);
	if (element->alt != NULL)
		ot_dictionary_set_text(file, dictionary, "Alt", element->alt);
	if (element->lang != NULL)
		ot_dictionary_set_text(file, dictionary, "Lang", element->lang);
	return dictionary;
}

static void
add_elements(OtFinish *finish, int root)
{
	const GPtrArray *elements = finish->drawing->elements;

	for (guint i = 0; i < elements->len; i++) {
		const OtElement *element = g_ptr_array_index(elements, i);
		int parent = root;

		if (element->parent != NULL)
			parent = finish->elements[element->parent->index];
		ot_pdf_file_set(finish->file, finish->elements[i],
		                make_element(finish, element, parent));
	}
}

/* --- the parent tree (14.7.4.4) ---------------------------------------------------------- */

/* The elements of a page by MCID: marks are numbered in the order in which they were opened. */
static OtValue *
make_page_parents(OtFinish *finish, const OtPage *page)
{
	OtValue *array = ot_value_array(finish->file);

	for (guint i = 0; i < page->marks->len; i++) {
		const OtMark *mark = &g_array_index(page->marks, OtMark, i);

		if (mark->kind == OT_MARK_ELEMENT)
			ot_array_append(finish->file, array,
			                ot_value_reference(finish->file,
			                                   finish->elements[mark->element->index]));
	}
	return array;
}

static void
add_link_parents(OtFinish *finish, int page, OtValue *numbers)
{
	const OtPage *on = g_ptr_array_index(finish->drawing->pages, (guint) page);
	OtPdfFile *file = finish->file;

	for (guint i = 0; i < on->links->len; i++) {
		const OtLinkBox *link = &g_array_index(on->links, OtLinkBox, i);
		int key = ot_finish_link_key(finish, page, (int) i);

		ot_array_append(file, numbers, ot_value_integer(file, key));
		ot_array_append(file, numbers,
		                ot_value_reference(file, finish->elements[link->element->index]));
	}
}

static OtValue *
make_parent_tree(OtFinish *finish)
{
	const GPtrArray *pages = finish->drawing->pages;
	OtPdfFile *file = finish->file;
	OtValue *numbers = ot_value_array(file), *tree = ot_value_dictionary(file);

	for (guint i = 0; i < pages->len; i++) {
		OtValue *parents = make_page_parents(finish, g_ptr_array_index(pages, i));

		ot_array_append(file, numbers, ot_value_integer(file, i));
		ot_array_append(file, numbers,
		                ot_value_reference(file, ot_pdf_file_add(file, parents)));
	}
	for (guint i = 0; i < pages->len; i++)
		add_link_parents(finish, (int) i, numbers);
	ot_dictionary_set(file, tree, "Nums", numbers);
	return tree;
}

/* --- names of elements ------------------------------------------------------------------- */

static int
compare_ids(const void *one, const void *other)
{
	const OtElement *first = *(const OtElement *const *) one;
	const OtElement *second = *(const OtElement *const *) other;

	return strcmp(first->id, second->id);
}

/* A name tree is in the order of its bytes (7.9.6). */
static OtValue *
make_id_tree(OtFinish *finish)
{
	const GPtrArray *elements = finish->drawing->elements;
	g_autoptr(GPtrArray) named = g_ptr_array_new();
	OtPdfFile *file = finish->file;
	OtValue *names = ot_value_array(file), *tree = ot_value_dictionary(file);

	for (guint i = 0; i < elements->len; i++) {
		OtElement *element = g_ptr_array_index(elements, i);

		if (element->id != NULL)
			g_ptr_array_add(named, element);
	}
	if (named->len == 0)
		return NULL;
	g_ptr_array_sort(named, compare_ids);
	for (guint i = 0; i < named->len; i++) {
		const OtElement *element = g_ptr_array_index(named, i);

		ot_array_append(file, names,
		                ot_value_bytes(file, element->id, strlen(element->id)));
		ot_array_append(file, names,
		                ot_value_reference(file, finish->elements[element->index]));
	}
	ot_dictionary_set(file, tree, "Names", names);
	return tree;
}

void
ot_finish_tree(OtFinish *finish)
{
	OtPdfFile *file = finish->file;
	OtValue *root = ot_value_dictionary(file), *ids = make_id_tree(finish);
	int number = ot_pdf_file_add(file, root);
	int n_keys = (int) finish->drawing->pages->len + finish->n_links;

	add_elements(finish, number);
	ot_dictionary_set_name(file, root, "Type", "StructTreeRoot");
	ot_dictionary_set_reference(file, root, "K",
	                            finish->elements[finish->drawing->root->index]);
	ot_dictionary_set_reference(file, root, "ParentTree",
	                            ot_pdf_file_add(file, make_parent_tree(finish)));
	ot_dictionary_set_integer(file, root, "ParentTreeNextKey", n_keys);
	if (ids != NULL)
		ot_dictionary_set_reference(file, root, "IDTree", ot_pdf_file_add(file, ids));
	ot_dictionary_set_reference(file, finish->catalog, "StructTreeRoot", number);
}
