/* SPDX-License-Identifier: MIT */
#include "pdf/structure.h"

static const char *const structure_names[OT_N_STRUCTURES] = {
#define STRUCTURE(id, name) [OT_STRUCTURE_##id] = name,
#include "pdf/structure-types.def"
#undef STRUCTURE
};

const char *
ot_structure_name(OtStructureType type)
{
	return structure_names[type];
}

static void
clear_link(void *data)
{
	OtLinkBox *link = data;

	g_clear_pointer(&link->boxes, g_array_unref);
}

static void
free_page(void *data)
{
	OtPage *page = data;

	g_array_unref(page->marks);
	g_array_unref(page->openings);
	g_array_unref(page->links);
	g_free(page);
}

/* The element itself lies in the arena. */
static void
clear_element(void *data)
{
	OtElement *element = data;

	g_array_unref(element->kids);
}

OtDrawing *
ot_drawing_new(double page_width, double page_height)
{
	OtDrawing *drawing = g_new0(OtDrawing, 1);

	drawing->arena = ot_arena_new();
	drawing->elements = g_ptr_array_new_with_free_func(clear_element);
	drawing->pages = g_ptr_array_new_with_free_func(free_page);
	drawing->bookmarks = g_array_new(FALSE, TRUE, sizeof(OtBookmark));
	drawing->drawn = g_byte_array_new();
	drawing->page_width = page_width;
	drawing->page_height = page_height;
	return drawing;
}

void
ot_drawing_free(OtDrawing *drawing)
{
	if (drawing == NULL)
		return;
	g_ptr_array_unref(drawing->elements);
	g_ptr_array_unref(drawing->pages);
	g_array_unref(drawing->bookmarks);
	g_byte_array_unref(drawing->drawn);
	ot_arena_free(drawing->arena);
	g_free(drawing);
}

OtPage *
ot_drawing_add_page(OtDrawing *drawing)
{
	OtPage *page = g_new0(OtPage, 1);

	page->marks = g_array_new(FALSE, TRUE, sizeof(OtMark));
	page->openings = g_array_new(FALSE, FALSE, sizeof(OtOpening));
	page->links = g_array_new(FALSE, TRUE, sizeof(OtLinkBox));
	g_array_set_clear_func(page->links, clear_link);
	g_ptr_array_add(drawing->pages, page);
	return page;
}

OtElement *
ot_element_new(OtDrawing *drawing, OtElement *parent, OtStructureType type)
{
	OtElement *element = ot_arena_new_object(drawing->arena, OtElement);

	element->type = type;
	element->index = (int) drawing->elements->len;
	element->parent = parent;
	element->kids = g_array_new(FALSE, TRUE, sizeof(OtKid));
	g_ptr_array_add(drawing->elements, element);
	if (parent != NULL) {
		OtKid kid = { .kind = OT_KID_ELEMENT, .element = element };

		g_array_append_val(parent->kids, kid);
	} else {
		g_return_val_if_fail(drawing->root == NULL, element);
		drawing->root = element;
	}
	return element;
}

static OtPage *
get_page(OtDrawing *drawing, int page)
{
	g_return_val_if_fail(page >= 0 && (guint) page < drawing->pages->len, NULL);
	return g_ptr_array_index(drawing->pages, (guint) page);
}

int
ot_page_mark_element(OtDrawing *drawing, int page, OtElement *element)
{
	OtPage *on = get_page(drawing, page);
	OtMark mark = { .kind = OT_MARK_ELEMENT, .element = element, .mcid = on->n_mcids++ };
	OtKid kid = { .kind = OT_KID_MARK, .page = page, .index = mark.mcid };

	g_array_append_val(on->marks, mark);
	g_array_append_val(element->kids, kid);
	return (int) on->marks->len - 1;
}

int
ot_page_mark_artifact(OtDrawing *drawing, int page, OtMarkKind kind)
{
	OtPage *on = get_page(drawing, page);
	OtMark mark = { .kind = kind };

	g_return_val_if_fail(kind != OT_MARK_ELEMENT, -1);
	g_array_append_val(on->marks, mark);
	return (int) on->marks->len - 1;
}

OtLinkBox *
ot_page_add_link(OtDrawing *drawing, int page, OtElement *element)
{
	OtPage *on = get_page(drawing, page);
	OtKid kid = { .kind = OT_KID_LINK, .page = page, .index = (int) on->links->len };
	OtLinkBox link = { .element = element };

	link.boxes = g_array_new(FALSE, TRUE, sizeof(double[4]));
	g_array_append_val(on->links, link);
	g_array_append_val(element->kids, kid);
	/* cppcheck-suppress memleak ; the array of links owns it now */
	return &g_array_index(on->links, OtLinkBox, on->links->len - 1);
}
