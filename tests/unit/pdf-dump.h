/* SPDX-License-Identifier: MIT */
#ifndef OT_TESTS_PDF_DUMP_H
#define OT_TESTS_PDF_DUMP_H

/**
 * A layout as text: for each text of a page its kind, left, top, how many lines of it stand there
 * and its first words, for each box kind, left, top, width and height, in whole points.
 *
 * It is the same on Debian 12 and 13.  Versions of Pango and HarfBuzz differ in the last digit of
 * widths and baselines, which can move a word from line to line: so these are left out.  Tops come
 * from the house style and the number of lines.
 */

#include "pdf/layout.h"

#include <math.h>

#define DUMPED_WORDS 40

static const char *
dump_kind(const OtItem *item)
{
	static const char *const artifacts[] = {
		[OT_MARK_HEADER] = "head",
		[OT_MARK_FOOTER] = "foot",
		[OT_MARK_LAYOUT] = "repeated",
		[OT_MARK_BACKGROUND] = "ground",
	};

	if (item->mark != OT_MARK_ELEMENT)
		return artifacts[item->mark];
	if (item->kind == OT_ITEM_PICTURE || item->kind == OT_ITEM_NUMBER)
		return item->kind == OT_ITEM_PICTURE ? "picture" : "number";
	return ot_structure_name(item->text->spans[0].tag->type);
}

/* The first words of a text, wherever its lines end. */
static char *
dump_words(const OtText *text)
{
	const char *words = ot_text_string(text);
	g_autofree char *first =
		g_utf8_substring(words, 0, MIN(g_utf8_strlen(words, -1), DUMPED_WORDS));

	return g_strdup(g_strchomp(first));
}

static void
dump_box(GString *out, const OtItem *item, const char *kind)
{
	g_string_append_printf(out, "%-9s %4.0f %4.0f %4.0f x %.0f\n", kind, item->x, item->y,
	                       item->width, item->height);
}

/* Lines of one text that stand below each other; `n` of them from `item` on. */
static void
dump_lines(const OtLayout *layout, GString *out, const OtItem *item, guint n)
{
	g_autofree char *words = dump_words(item->text);
	double top = item->y - ot_fonts_baseline(layout->fonts, item->text->role);

	/* Running heads and feet stand by the height and width of their letters. */
	if (item->mark == OT_MARK_HEADER || item->mark == OT_MARK_FOOTER)
		g_string_append_printf(out, "%-9s           %s\n", dump_kind(item), words);
	else
		g_string_append_printf(out, "%-9s %4.0f %4.0f %3u %s%s\n", dump_kind(item), item->x,
		                       top, n, item->line > 0 ? "... " : "", words);
}

static void
dump_item(GString *out, const OtItem *item)
{
	switch (item->kind) {
	case OT_ITEM_PICTURE:
		dump_box(out, item, "picture");
		break;
	case OT_ITEM_LOGO:
		dump_box(out, item, "logo");
		break;
	case OT_ITEM_RECTANGLE:
		dump_box(out, item, item->mark == OT_MARK_LAYOUT ? "box" : dump_kind(item));
		break;
	case OT_ITEM_NUMBER:
		g_string_append_printf(out, "%-9s %4.0f\n", "number", item->x);
		break;
	case OT_ITEM_LINE:
	case OT_ITEM_TOUCH:
	case OT_ITEM_RING:
	case OT_ITEM_LEADER:
		break;
	}
}

static void
dump_items(const OtLayout *layout, GString *out, const GArray *items)
{
	for (guint i = 0, n; i < items->len; i += n) {
		const OtItem *item = &g_array_index(items, OtItem, i);

		n = 1;
		while (item->kind == OT_ITEM_LINE && i + n < items->len &&
		       item[n].text == item->text)
			n++;
		if (item->kind == OT_ITEM_LINE)
			dump_lines(layout, out, item, n);
		else
			dump_item(out, item);
	}
}

/** A document that was laid out and not yet painted; free with g_free(). */
static G_GNUC_UNUSED char *
dump_layout(const OtLayout *layout)
{
	GString *out = g_string_new(NULL);

	for (guint i = 0; i < layout->pages->len; i++) {
		const OtLaidPage *page = layout->pages->pdata[i];

		g_string_append_printf(out, "\npage %u%s\n", i + 1, page->cover ? " cover" : "");
		dump_items(layout, out, page->under);
		dump_items(layout, out, page->rules);
		dump_items(layout, out, page->content);
	}
	return g_string_free(out, FALSE);
}

#endif
