/* SPDX-License-Identifier: MIT */
#include "pdf/finish.h"

#include <string.h>

/* --- bookmarks (ISO 32000-1, 12.3.3) ----------------------------------------------------- */

/* A bookmark among its neighbours, as indices of items; 0 is the outline itself, or none. */
typedef struct {
	int number; /* of its object */
	int level;
	int parent, previous, next, first, last;
	int n_inner; /* how many lie directly within it */
} Item;

/* Each bookmark belongs to the nearest one before it that has a lower level. */
static void
connect_items(Item *items, int len)
{
	for (int i = 1; i < len; i++) {
		int parent = i - 1;

		while (parent > 0 && items[parent].level >= items[i].level)
			parent = items[parent].parent;
		items[i].parent = parent;
		items[i].previous = items[parent].last;
		if (items[parent].last != 0)
			items[items[parent].last].next = i;
		else
			items[parent].first = i;
		items[parent].last = i;
		items[parent].n_inner++;
	}
}

static void
set_neighbour(OtFinish *finish, OtValue *dictionary, const char *key, const Item *items, int item)
{
	if (item > 0)
		ot_dictionary_set_reference(finish->file, dictionary, key, items[item].number);
}

/* The outline is open, so that its bookmarks show; they are closed (a count below 0). */
static OtValue *
make_item(OtFinish *finish, const Item *items, int index)
{
	OtValue *dictionary = ot_value_dictionary(finish->file);
	const Item *item = &items[index];

	set_neighbour(finish, dictionary, "Prev", items, item->previous);
	set_neighbour(finish, dictionary, "Next", items, item->next);
	set_neighbour(finish, dictionary, "First", items, item->first);
	set_neighbour(finish, dictionary, "Last", items, item->last);
	if (item->n_inner > 0)
		ot_dictionary_set_integer(finish->file, dictionary, "Count",
		                          index == 0 ? item->n_inner : -item->n_inner);
	return dictionary;
}

static void
add_bookmark(OtFinish *finish, const Item *items, int index)
{
	const GArray *bookmarks = finish->drawing->bookmarks;
	const OtBookmark *bookmark = &g_array_index(bookmarks, OtBookmark, index - 1);
	OtValue *dictionary = make_item(finish, items, index);

	ot_dictionary_set_text(finish->file, dictionary, "Title", bookmark->title);
	ot_dictionary_set_reference(finish->file, dictionary, "Parent",
	                            items[items[index].parent].number);
	ot_dictionary_set(finish->file, dictionary, "Dest",
	                  ot_finish_destination(finish, bookmark->page, bookmark->top));
	ot_pdf_file_set(finish->file, items[index].number, dictionary);
}

static void
add_outline(OtFinish *finish)
{
	const GArray *bookmarks = finish->drawing->bookmarks;
	int len = (int) bookmarks->len + 1;
	g_autofree Item *items = g_new0(Item, len);
	OtValue *outline;

	for (int i = 0; i < len; i++) {
		items[i].number = ot_pdf_file_add(finish->file, NULL);
		if (i > 0)
			items[i].level = g_array_index(bookmarks, OtBookmark, i - 1).level;
	}
	connect_items(items, len);
	for (int i = 1; i < len; i++)
		add_bookmark(finish, items, i);
	outline = make_item(finish, items, 0);
	ot_dictionary_set_name(finish->file, outline, "Type", "Outlines");
	ot_pdf_file_set(finish->file, items[0].number, outline);
	ot_dictionary_set_reference(finish->file, finish->catalog, "Outlines", items[0].number);
	ot_dictionary_set_name(finish->file, finish->catalog, "PageMode", "UseOutlines");
}

/* --- page labels (12.4.2) ---------------------------------------------------------------- */

/* How a label counts: by a numbering style, or not at all. */
typedef struct {
	const char *style; /* "D", "r", or NULL: the label itself is the prefix */
	int number;
} Label;

static int
parse_roman(const char *text)
{
	static const struct {
		const char *digits;
		int value;
	} steps[] = { { "xc", 90 }, { "l", 50 }, { "xl", 40 }, { "x", 10 }, { "ix", 9 },
		      { "v", 5 },   { "iv", 4 }, { "i", 1 } };
	int number = 0;

	for (size_t i = 0; i < G_N_ELEMENTS(steps); i++) {
		while (g_str_has_prefix(text, steps[i].digits)) {
			text += strlen(steps[i].digits);
			number += steps[i].value;
		}
	}
	return *text == '\0' ? number : 0;
}

static Label
parse_label(const char *text, int page)
{
	Label label = { .style = "D", .number = page + 1 };
	guint64 number;

	if (text == NULL)
		return label;
	if (text[0] != '0' && g_ascii_string_to_unsigned(text, 10, 1, G_MAXINT, &number, NULL)) {
		label.number = (int) number;
	} else {
		label.number = parse_roman(text);
		label.style = label.number > 0 ? "r" : NULL;
	}
	return label;
}

static OtValue *
make_label(OtPdfFile *file, Label label, const char *text)
{
	OtValue *dictionary = ot_value_dictionary(file);

	if (label.style == NULL) {
		ot_dictionary_set_text(file, dictionary, "P", text);
		return dictionary;
	}
	ot_dictionary_set_name(file, dictionary, "S", label.style);
	if (label.number != 1)
		ot_dictionary_set_integer(file, dictionary, "St", label.number);
	return dictionary;
}

/* A range of pages starts wherever the labels don't simply count on. */
static void
add_labels(OtFinish *finish)
{
	const GPtrArray *pages = finish->drawing->pages;
	OtPdfFile *file = finish->file;
	OtValue *numbers = ot_value_array(file), *labels = ot_value_dictionary(file);
	Label before = { .style = NULL };

	for (guint i = 0; i < pages->len; i++) {
		const OtPage *page = g_ptr_array_index(pages, i);
		Label label = parse_label(page->label, (int) i);

		if (i == 0 || label.style == NULL || g_strcmp0(label.style, before.style) != 0
		    || label.number != before.number + 1) {
			ot_array_append(file, numbers, ot_value_integer(file, i));
			ot_array_append(file, numbers, make_label(file, label, page->label));
		}
		before = label;
	}
	ot_dictionary_set(file, labels, "Nums", numbers);
	ot_dictionary_set(file, finish->catalog, "PageLabels", labels);
}

void
ot_finish_outline(OtFinish *finish)
{
	add_labels(finish);
	if (finish->drawing->bookmarks->len > 0)
		add_outline(finish);
}
