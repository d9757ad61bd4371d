/* SPDX-License-Identifier: MIT */
#ifndef OT_TESTS_PDF_PROPERTIES_H
#define OT_TESTS_PDF_PROPERTIES_H

/**
 * What every laid out document keeps to, asked of its lines and boxes and not of its pictures.
 *
 * The flow says what stands in what, the pages say where it came to stand; what doesn't go together
 * becomes a fault in words.
 */

#include "pdf/layout.h"

#include <math.h>
#include <string.h>

/* Rounding of sums of lengths. */
#define SLIGHT 0.15

/* A page in the middle of a document is filled so far at the least. */
#define SPARSE 0.3

/* What must stay together and is higher than this part of a page may leave the one before empty. */
#define LARGE 0.5

/* A callout up to this part of a page stays in one piece. */
#define SMALL_CALLOUT 0.35

/* A text or picture of the flow, in reading order. */
typedef struct {
	const OtStrip *strip; /* of its first line */
	const OtRow *row;     /* the innermost that it stands in, or NULL */
	double left, right;   /* of its cell, or of the text area, on the page */
	bool forced;          /* a page break stands before it */
	guint top;            /* strip of the body that it stands in; G_MAXUINT: of the cover */
	int *pages;           /* of each line, from 0; -1: on none */
	guint n;
} Leaf;

typedef struct {
	const OtLayout *layout;
	GPtrArray *leaves;   /* of Leaf */
	GPtrArray *notes;    /* of Leaf: at the foot of pages */
	GHashTable *by_text; /* of Leaf, by OtText or OtPicture */
	GPtrArray *faults;   /* of char * */
	guint top;           /* the strip of the body that is being read */
	bool forced;         /* a page break was read and nothing after it */
} Survey;

static void
free_leaf(gpointer data)
{
	Leaf *leaf = data;

	g_free(leaf->pages);
	g_free(leaf);
}

static G_GNUC_PRINTF(2, 3) void
add_fault(const Survey *survey, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	g_ptr_array_add(survey->faults, g_strdup_vprintf(format, args));
	va_end(args);
}

/* The first words of a text, to find it by. */
static const char *
words_of(const Leaf *leaf)
{
	return leaf->strip->text != NULL ? ot_text_string(leaf->strip->text) : "(a picture)";
}

/* --- reading the flow --------------------------------------------------------------------- */

static void
add_leaf(Survey *survey, GPtrArray *leaves, const OtStrip *strip, const OtRow *row, double left,
         double right)
{
	Leaf *leaf = g_new0(Leaf, 1);

	leaf->strip = strip;
	leaf->row = row;
	leaf->left = left;
	leaf->right = right;
	leaf->top = survey->top;
	leaf->forced = survey->forced;
	survey->forced = survey->forced && leaves == survey->notes;
	leaf->n = strip->text != NULL ? strip->text->n_lines : 1;
	leaf->pages = g_new(int, leaf->n);
	for (guint i = 0; i < leaf->n; i++)
		leaf->pages[i] = -1;
	g_ptr_array_add(leaves, leaf);
	if (strip->text != NULL)
		g_hash_table_insert(survey->by_text, strip->text, leaf);
	else
		g_hash_table_insert(survey->by_text, strip->picture, leaf);
}

/* Notes are read out of order: they follow the line that they belong to. */
static void
read_notes(Survey *survey, const OtStrip *strip)
{
	const OtStyle *style = survey->layout->style;

	for (const OtFootnote *note = strip->footnotes; note != NULL; note = note->next) {
		OtStrip *line = ot_arena_new_object(survey->layout->arena, OtStrip);

		line->text = note->text;
		add_leaf(survey, survey->notes, line, NULL, style->margin_left,
		         style->page_width - style->margin_right);
	}
}

static void
read_flow(Survey *survey, const OtFlow *flow, const OtRow *row, double left, double width)
{
	for (guint i = 0; i < flow->strips->len; i++) {
		const OtStrip *strip = &g_array_index(flow->strips, OtStrip, i);

		if (flow == survey->layout->body)
			survey->top = i;
		read_notes(survey, strip);
		if (strip->kind == OT_STRIP_BREAK)
			survey->forced = true;
		if (strip->kind == OT_STRIP_ROW) {
			const OtTable *table = strip->row->table;

			for (guint j = 0; j < strip->row->n_cells; j++) {
				const OtCell *cell = &strip->row->cells[j];

				read_flow(survey, &cell->flow, strip->row,
				          left + table->x + cell->x + table->pad_x,
				          cell->width - 2 * table->pad_x);
			}
		}
		if ((strip->kind != OT_STRIP_LINE || strip->line > 0) &&
		    strip->kind != OT_STRIP_PICTURE)
			continue;
		add_leaf(survey, survey->leaves, strip, row, left, left + width);
	}
}

static void
read_pages(Survey *survey)
{
	for (guint i = 0; i < survey->layout->pages->len; i++) {
		const OtLaidPage *page = survey->layout->pages->pdata[i];

		for (guint j = 0; j < page->content->len; j++) {
			const OtItem *item = &g_array_index(page->content, OtItem, j);
			gconstpointer key =
				item->kind == OT_ITEM_PICTURE ? (void *) item->picture : item->text;
			Leaf *leaf = key != NULL ? g_hash_table_lookup(survey->by_text, key) : NULL;
			guint line = item->kind == OT_ITEM_LINE ? item->line : 0;

			if (leaf == NULL)
				continue;
			if (leaf->pages[line] >= 0)
				add_fault(survey, "page %u: \"%.30s\" stands there twice", i + 1,
				          words_of(leaf));
			leaf->pages[line] = (int) i;
		}
	}
}

static const Leaf *
leaf_at(const Survey *survey, guint index)
{
	return index < survey->leaves->len ? survey->leaves->pdata[index] : NULL;
}

static int
last_page_of(const Leaf *leaf)
{
	return leaf->pages[leaf->n - 1];
}

/* --- lines -------------------------------------------------------------------------------- */

/* No line of a paragraph, heading or cell stands alone at the top or foot of a page. */
static void
check_widows(const Survey *survey, const Leaf *leaf)
{
	for (guint i = 0, end; i < leaf->n; i = end) {
		for (end = i + 1; end < leaf->n && leaf->pages[end] == leaf->pages[i]; end++)
			;
		if (leaf->pages[i] < 0)
			add_fault(survey, "\"%.30s\": line %u is on no page", words_of(leaf), i);
		else if (end - i == 1 && leaf->n > 1)
			add_fault(survey, "page %d: line %u of %u of \"%.30s\" stands alone",
			          leaf->pages[i] + 1, i + 1, leaf->n, words_of(leaf));
	}
}

static bool
is_led(const Leaf *leaf)
{
	const OtText *text = leaf->strip->text;
	OtStructureType type;

	if (text == NULL || text->spans[0].tag == NULL)
		return false;
	type = text->spans[0].tag->type;
	return (type >= OT_STRUCTURE_H1 && type <= OT_STRUCTURE_H6) ||
	       type == OT_STRUCTURE_CAPTION || text->role == OT_TEXT_LABEL;
}

/* A heading, a label, a caption above its table: on the page of what it is about. */
static void
check_led(const Survey *survey, guint index)
{
	const Leaf *leaf = leaf_at(survey, index);
	const Leaf *next = leaf_at(survey, index + 1);

	if (!is_led(leaf) || next == NULL || next->forced)
		return;
	if (last_page_of(leaf) != next->pages[0])
		add_fault(survey, "page %d: \"%.30s\" is parted from \"%.30s\"",
		          last_page_of(leaf) + 1, words_of(leaf), words_of(next));
}

/* --- boxes -------------------------------------------------------------------------------- */

static void
check_within(const Survey *survey, guint page, const OtItem *item)
{
	const OtLayout *layout = survey->layout;
	const OtStyle *style = layout->style;
	const Leaf *leaf = g_hash_table_lookup(survey->by_text, item->text);
	double right = item->x + item->text->lines[item->line].width;
	double ascent = ot_fonts_ascent(layout->fonts, item->text->role);
	double descent = ot_fonts_descent(layout->fonts, item->text->role);

	if (item->x < style->margin_left - SLIGHT ||
	    right > style->page_width - style->margin_right + SLIGHT ||
	    item->y - ascent < style->margin_top - SLIGHT - 3 ||
	    item->y + descent > style->page_height - style->margin_bottom + SLIGHT)
		add_fault(survey, "page %u: \"%.30s\" stands outside the text area", page + 1,
		          ot_text_string(item->text));
	if (leaf != NULL && (item->x < leaf->left - SLIGHT || right > leaf->right + SLIGHT))
		add_fault(survey, "page %u: \"%.30s\" stands outside its cell", page + 1,
		          words_of(leaf));
}

/* How far a line is set in; one that stands at the right or in the middle isn't. */
static double
inset_of(const OtStrip *strip, double room)
{
	double width = strip->text->lines[strip->line].width;

	if (ABS(strip->x + width - room) < SLIGHT || ABS(2 * strip->x + width - room) < SLIGHT)
		return 0;
	return strip->x;
}

/* The width that the words of a cell need at the least, where they are set in too. */
static double
least_width(const OtTable *table, const OtCell *cell)
{
	double room = cell->width - 2 * table->pad_x;
	double width = 0;

	for (guint i = 0; i < cell->flow.strips->len; i++) {
		const OtStrip *strip = &g_array_index(cell->flow.strips, OtStrip, i);

		if (strip->kind == OT_STRIP_LINE)
			width = MAX(width, inset_of(strip, room) +
			                           ot_text_minimum(strip->text));
	}
	return width;
}

/* A table whose columns together have no room for their longest words. */
static bool
is_too_narrow(const OtTable *table)
{
	g_autoptr(GHashTable) columns =
		g_hash_table_new_full(g_int_hash, g_int_equal, g_free, g_free);
	GHashTableIter iter;
	gpointer width;
	double sum = 0;

	for (guint i = 0; i < table->n_rows; i++) {
		for (guint j = 0; j < table->rows[i].n_cells; j++) {
			const OtCell *cell = &table->rows[i].cells[j];
			int key = (int) lround(cell->x * 100);
			double *least = g_hash_table_lookup(columns, &key);

			if (least == NULL) {
				least = g_new0(double, 1);
				g_hash_table_insert(columns, g_memdup2(&key, sizeof key), least);
			}
			*least = MAX(*least, least_width(table, cell) + 2 * table->pad_x);
		}
	}
	g_hash_table_iter_init(&iter, columns);
	while (g_hash_table_iter_next(&iter, NULL, &width))
		sum += *(double *) width;
	return sum > table->width;
}

/* No column is narrower than its longest word, unless the table can't be. */
static void
check_columns(const Survey *survey, const OtFlow *flow)
{
	for (guint i = 0; i < flow->strips->len; i++) {
		const OtRow *row = g_array_index(flow->strips, OtStrip, i).row;

		for (guint j = 0; row != NULL && j < row->n_cells; j++) {
			const OtCell *cell = &row->cells[j];
			double room = cell->width - 2 * row->table->pad_x;
			double least = least_width(row->table, cell);

			check_columns(survey, &cell->flow);
			if (least > room + SLIGHT && !is_too_narrow(row->table))
				add_fault(survey, "row %u: a word is %.1f wide, its column %.1f",
				          row->index, least, room);
		}
	}
}

/* The pages that the strips of a flow stand on. */
static void
find_pages(const Survey *survey, const OtFlow *flow, guint from, guint to, int range[2])
{
	for (guint i = from; i < to; i++) {
		const OtStrip *strip = &g_array_index(flow->strips, OtStrip, i);
		gconstpointer key =
			strip->text != NULL ? (void *) strip->text : (void *) strip->picture;
		const Leaf *leaf = key != NULL ? g_hash_table_lookup(survey->by_text, key) : NULL;

		for (guint j = 0; strip->row != NULL && j < strip->row->n_cells; j++) {
			const OtFlow *inner = &strip->row->cells[j].flow;

			find_pages(survey, inner, 0, inner->strips->len, range);
		}
		if (leaf == NULL)
			continue;
		range[0] = MIN(range[0], leaf->pages[strip->line]);
		range[1] = MAX(range[1], leaf->pages[strip->line]);
	}
}

static double
height_between(const OtFlow *flow, guint from, guint to)
{
	double height = 0;

	for (guint i = from; i < to; i++) {
		const OtStrip *strip = &g_array_index(flow->strips, OtStrip, i);

		height += strip->height + (i > from ? ot_strip_gap(strip - 1, strip) : 0);
	}
	return height;
}

/* The first of what must stay on the page of a strip, such as a heading and a caption above it. */
static guint
find_lead(const OtFlow *flow, guint index)
{
	const OtStrip *strips = &g_array_index(flow->strips, OtStrip, 0);
	guint first = index;

	while (first > 0 && strips[first - 1].keep &&
	       (strips[first - 1].kind != OT_STRIP_ROW || strips[first - 1].row->header))
		first--;
	return first;
}

/* Whether notes take some of a page, also those that began on an earlier one. */
static bool
has_notes(const OtLayout *layout, int index)
{
	const OtLaidPage *page = layout->pages->pdata[index];

	for (guint i = 0; i < page->content->len; i++) {
		const OtItem *item = &g_array_index(page->content, OtItem, i);

		if (item->kind == OT_ITEM_LINE && item->mark == OT_MARK_ELEMENT &&
		    item->text->spans[0].tag->type == OT_STRUCTURE_NOTE)
			return true;
	}
	return false;
}

/* A row that a page can hold, with what leads to it, is on one page; `less` is what stands around
 * the table. */
static void
check_row(const Survey *survey, const OtFlow *flow, guint index, double less)
{
	const OtStyle *style = survey->layout->style;
	const OtStrip *strip = &g_array_index(flow->strips, OtStrip, index);
	double room = style->page_height - style->margin_top - style->margin_bottom - less -
	              2 * ot_box_pads(strip->box) -
	              strip->row->table->header_height;
	guint lead = find_lead(flow, index);
	int range[2] = { G_MAXINT, -1 };

	find_pages(survey, flow, index, index + 1, range);
	if (lead < index)
		room = MIN(room, room + strip->row->table->header_height + strip->row->height -
		                         height_between(flow, lead, index + 1));
	if (range[1] > range[0] && strip->row->height < room &&
	    !has_notes(survey->layout, range[0]))
		add_fault(survey, "page %d: row %u, %.0f of %.0f points high, is split",
		          range[0] + 1, strip->row->index, strip->row->height, room);
}

static void
check_rows(const Survey *survey, const OtFlow *flow, double less)
{
	for (guint i = 0; i < flow->strips->len; i++) {
		const OtStrip *strip = &g_array_index(flow->strips, OtStrip, i);

		if (strip->kind != OT_STRIP_ROW)
			continue;
		check_row(survey, flow, i, less);
		for (guint j = 0; j < strip->row->n_cells; j++)
			check_rows(survey, &strip->row->cells[j].flow,
			           less + strip->row->table->header_height +
			                   2 * strip->row->table->pad_y);
	}
}

/* The strip that closes a box. */
static guint
find_close(const OtFlow *flow, guint open)
{
	const OtBox *box = g_array_index(flow->strips, OtStrip, open).box;
	guint i = open + 1;

	while (i < flow->strips->len) {
		const OtStrip *strip = &g_array_index(flow->strips, OtStrip, i);

		if (strip->kind == OT_STRIP_CLOSE && strip->box == box)
			break;
		i++;
	}
	return i;
}

static double
text_height(const Survey *survey)
{
	const OtStyle *style = survey->layout->style;

	return style->page_height - style->margin_top - style->margin_bottom;
}

/* A small callout stays in one piece, where a page can hold it with what leads to it. */
static void
check_callouts(const Survey *survey, const OtFlow *flow)
{
	for (guint i = 0; i < flow->strips->len; i++) {
		const OtStrip *strip = &g_array_index(flow->strips, OtStrip, i);
		int range[2] = { G_MAXINT, -1 };
		guint close;

		if (strip->kind != OT_STRIP_OPEN)
			continue;
		close = find_close(flow, i);
		find_pages(survey, flow, i, close, range);
		if (range[1] > range[0] &&
		    height_between(flow, i, close) <
		            SMALL_CALLOUT * survey->layout->style->page_height - 20 &&
		    height_between(flow, find_lead(flow, i), close) < text_height(survey) &&
		    !has_notes(survey->layout, range[1]))
			add_fault(survey, "page %d: a small callout is torn", range[0] + 1);
	}
}

static bool
covers(const OtItem *fill, const OtItem *line)
{
	double middle = line->y - 3;

	return fill->kind == OT_ITEM_RECTANGLE && fill->height > 2 && fill->y < middle &&
	       fill->y + fill->height > middle && fill->x < line->x + 1 &&
	       fill->x + fill->width > line->x + 1;
}

/* No fill is painted over words: those of repeated header rows stand among the fills. */
static void
check_covered(const Survey *survey, guint page, const GArray *items)
{
	for (guint i = 0; i < items->len; i++) {
		const OtItem *line = &g_array_index(items, OtItem, i);

		for (guint j = i + 1; line->kind == OT_ITEM_LINE && j < items->len; j++)
			if (covers(&g_array_index(items, OtItem, j), line))
				add_fault(survey, "page %u: \"%.30s\" is painted over", page + 1,
				          ot_text_string(line->text));
	}
}

/* --- pages -------------------------------------------------------------------------------- */

/* The first leaf of the flow that stands on a page. */
static const Leaf *
first_leaf(const Survey *survey, guint page)
{
	for (guint i = 0; i < survey->leaves->len; i++)
		if (leaf_at(survey, i)->pages[0] >= (int) page)
			return leaf_at(survey, i);
	return NULL;
}

static double
find_foot(const OtLaidPage *page)
{
	double foot = 0;

	for (guint i = 0; i < page->content->len; i++) {
		const OtItem *item = &g_array_index(page->content, OtItem, i);

		if (item->mark == OT_MARK_ELEMENT &&
		    (item->kind == OT_ITEM_LINE || item->kind == OT_ITEM_PICTURE))
			foot = MAX(foot, item->y + item->height);
	}
	return foot;
}

/* Whether what must stay together from a strip on is too large to begin where little is left. */
static bool
is_large(const Survey *survey, guint top, double height)
{
	const GArray *strips = survey->layout->body->strips;
	double together = 0;

	for (guint i = top; i < strips->len; i++) {
		const OtStrip *strip = &g_array_index(strips, OtStrip, i);

		together += strip->height;
		if (!strip->keep && !strip->bound)
			break;
	}
	return together > LARGE * height;
}

/* No page is empty, and none in the middle almost so without a forced break. */
static void
check_filled(const Survey *survey, guint index)
{
	const OtLayout *layout = survey->layout;
	const OtStyle *style = layout->style;
	const OtLaidPage *page = layout->pages->pdata[index];
	double foot = find_foot(page);
	double height = style->page_height - style->margin_top - style->margin_bottom;
	const Leaf *next = first_leaf(survey, index + 1);

	if (foot <= 0 && survey->leaves->len > 0)
		add_fault(survey, "page %u is empty", index + 1);
	if (page->cover || next == NULL || next->forced || is_large(survey, next->top, height))
		return;
	if (foot - style->margin_top < SPARSE * height)
		add_fault(survey, "page %u is almost empty: %.0f of %.0f, then \"%.30s\"",
		          index + 1, foot - style->margin_top, height, words_of(next));
}

/**
 * All faults of a document that was laid out and not yet painted: of char *, in words.  Free with
 * g_ptr_array_unref().
 */
static G_GNUC_UNUSED GPtrArray *
find_faults(const OtLayout *layout)
{
	const OtStyle *style = layout->style;
	double width = style->page_width - style->margin_left - style->margin_right;
	Survey survey = { layout, g_ptr_array_new_with_free_func(free_leaf),
		          g_ptr_array_new_with_free_func(free_leaf),
		          g_hash_table_new(g_direct_hash, g_direct_equal),
		          g_ptr_array_new_with_free_func(g_free), G_MAXUINT, false };

	if (layout->cover != NULL)
		read_flow(&survey, layout->cover, NULL, style->margin_left, width);
	read_flow(&survey, layout->body, NULL, style->margin_left, width);
	read_pages(&survey);
	for (guint i = 0; i < survey.leaves->len; i++) {
		check_widows(&survey, leaf_at(&survey, i));
		check_led(&survey, i);
	}
	for (guint i = 0; i < survey.notes->len; i++)
		check_widows(&survey, survey.notes->pdata[i]);
	for (guint i = 0; i < layout->pages->len; i++) {
		const OtLaidPage *page = layout->pages->pdata[i];

		check_filled(&survey, i);
		check_covered(&survey, i, page->under);
		check_covered(&survey, i, page->rules);
		for (guint j = 0; j < page->content->len; j++) {
			const OtItem *item = &g_array_index(page->content, OtItem, j);

			if (item->kind == OT_ITEM_LINE && item->mark == OT_MARK_ELEMENT &&
			    !page->cover)
				check_within(&survey, i, item);
		}
	}
	check_rows(&survey, layout->body, 0);
	check_columns(&survey, layout->body);
	check_callouts(&survey, layout->body);
	g_hash_table_unref(survey.by_text);
	g_ptr_array_unref(survey.leaves);
	g_ptr_array_unref(survey.notes);
	return survey.faults;
}

#endif
