/* SPDX-License-Identifier: MIT */
#include "pdf/paginate.h"

#include "base/error.h"
#include "base/limits.h"
#include "pdf/figure.h"

/* A row that no page can hold is begun on a page with at least this much room left. */
#define WORTH_BEGINNING 90.0

static double
text_bottom(const OtLayout *layout)
{
	return layout->style->page_height - layout->style->margin_bottom;
}

static bool
start_page(OtPaginator *paginator, GError **error)
{
	OtLayout *layout = paginator->layout;
	OtLaidPage *page;

	if (layout->pages->len >= OT_LIMIT_PAGES) {
		g_set_error(error, OT_ERROR, OT_ERROR_LIMIT,
		            "the document has more than %d pages, the most that a PDF may have",
		            OT_LIMIT_PAGES);
		return false;
	}
	page = g_new0(OtLaidPage, 1);
	page->under = g_array_new(FALSE, TRUE, sizeof(OtItem));
	page->rules = g_array_new(FALSE, TRUE, sizeof(OtItem));
	page->content = g_array_new(FALSE, TRUE, sizeof(OtItem));
	g_ptr_array_add(layout->pages, page);
	paginator->page = page;
	paginator->top = layout->style->margin_top;
	paginator->bottom = text_bottom(layout);
	paginator->y = paginator->top;
	return true;
}

static void
finish_page(OtPaginator *paginator)
{
	paginator->page->bottom = paginator->y;
	ot_footnotes_place(paginator);
}

/* Height of a page's text area, less the header rows that a row would have above it. */
static double
whole_page(const OtPaginator *paginator, const OtRow *row)
{
	const OtStyle *style = paginator->layout->style;

	return style->page_height - style->margin_top - style->margin_bottom -
	       row->table->header_height;
}

static void
place_until(OtPaginator *paginator, OtColumn *column, OtFlow *flow, guint end)
{
	for (; flow->next < end; flow->next++)
		ot_place_strip(paginator, column,
		               &g_array_index(flow->strips, OtStrip, flow->next));
}

/* What is left of the page below what was placed, without the notes. */
static double
room_left(const OtPaginator *paginator, const OtColumn *column)
{
	return paginator->bottom - column->y - ot_footnotes_waiting(paginator);
}

/* Height of the strips up to `end`, which is not included. */
static double
height_until(const OtFlow *flow, guint end)
{
	double height = 0;

	for (guint i = flow->next; i < end; i++) {
		const OtStrip *strip = &g_array_index(flow->strips, OtStrip, i);

		height += i > flow->next ? ot_strip_gap(strip - 1, strip) : 0;
		height += strip->height;
	}
	return height;
}

/* A row that is higher than a page: as much of it as there is room for. */
static void
place_tall_row(OtPaginator *paginator, OtColumn *column, OtFlow *flow, const OtFit *fit)
{
	const OtStrip *strip = &g_array_index(flow->strips, OtStrip, fit->overflow);
	double room = room_left(paginator, column) - height_until(flow, fit->overflow) -
	              ot_box_pads(strip->box);
	bool fresh = column->above == NULL && fit->overflow == flow->next;

	if (!fresh && fit->end > flow->next && room < WORTH_BEGINNING) {
		place_until(paginator, column, flow, fit->end);
		return;
	}
	place_until(paginator, column, flow, fit->overflow);
	room = room_left(paginator, column) - ot_box_pads(strip->box);
	if (ot_place_part_of_row(paginator, column, strip, room, fresh) &&
	    ot_row_is_done(strip->row))
		flow->next++;
}

static bool
is_tall_row(const OtPaginator *paginator, const OtFlow *flow, guint index)
{
	const OtStrip *strip;

	if (index >= flow->strips->len)
		return false;
	strip = &g_array_index(flow->strips, OtStrip, index);
	return strip->kind == OT_STRIP_ROW &&
	       ot_row_rest(strip->row) > whole_page(paginator, strip->row);
}

/*
 * A row that stays with what leads to it, such as its heading, and has no room below it on any
 * page: better split than on a page of its own, with the heading left behind.
 */
static bool
is_led_row(const OtFlow *flow, const OtFit *fit)
{
	const OtStrip *row, *lead;

	if (fit->end > flow->next || fit->overflow == flow->next ||
	    fit->overflow >= flow->strips->len)
		return false;
	row = &g_array_index(flow->strips, OtStrip, fit->overflow);
	lead = row - 1;
	return row->kind == OT_STRIP_ROW && !lead->bound &&
	       (lead->kind != OT_STRIP_ROW || lead->row->header);
}

/* Make the picture lower that fills the page if it does. */
static void
press_picture(const OtFlow *flow, const OtFit *fit)
{
	OtStrip *strip;

	if (fit->press <= 0 || fit->pressed >= fit->end)
		return;
	strip = &g_array_index(flow->strips, OtStrip, fit->pressed);
	ot_picture_press(strip->picture, fit->press);
	strip->height = strip->picture->height;
}

/* Fill the page with what comes next.  There is something, and it is no page break. */
static void
fill_page(OtPaginator *paginator, OtFlow *flow)
{
	const OtStrip *first = &g_array_index(flow->strips, OtStrip, flow->next);
	OtColumn column;
	OtFit fit;

	ot_column_start(&column, paginator->left, paginator->y);
	if (first->kind == OT_STRIP_ROW && first->row->index >= first->row->table->n_header &&
	    first->row->table->header_height > 0)
		ot_place_headers(paginator, &column, first->row->table);
	fit = ot_fit_strips(paginator, flow, paginator->bottom - column.y);
	press_picture(flow, &fit);
	if (is_tall_row(paginator, flow, fit.overflow) || is_led_row(flow, &fit))
		place_tall_row(paginator, &column, flow, &fit);
	else if (fit.end > flow->next)
		place_until(paginator, &column, flow, fit.end);
	else
		/* What should stay together is higher than a page. */
		place_until(paginator, &column, flow, MAX(fit.forced, flow->next + 1));
	ot_column_end(paginator, &column);
	paginator->y = column.y;
}

static void
skip_breaks(OtFlow *flow)
{
	while (flow->next < flow->strips->len &&
	       g_array_index(flow->strips, OtStrip, flow->next).kind == OT_STRIP_BREAK)
		flow->next++;
}

/* The band at the top of the cover; what else stands on the cover comes below it. */
static bool
place_cover(OtPaginator *paginator, GError **error)
{
	OtLayout *layout = paginator->layout;
	OtColumn column;

	if (!start_page(paginator, error))
		return false;
	paginator->page->cover = true;
	paginator->y = ot_cover_band(layout, paginator->page, &column.y);
	ot_column_start(&column, paginator->left, column.y);
	place_until(paginator, &column, layout->cover, layout->cover->strips->len);
	ot_column_end(paginator, &column);
	return true;
}

bool
ot_paginate(OtLayout *layout, GError **error)
{
	OtFlow *flow = layout->body;
	g_autoptr(GArray) notes = g_array_new(FALSE, FALSE, sizeof(OtPendingNote));
	OtPaginator paginator = { .layout = layout,
		                  .notes = notes,
		                  .left = layout->style->margin_left };
	bool started = layout->cover != NULL;

	if (layout->cover != NULL && !place_cover(&paginator, error))
		return false;
	/* A cover with nothing below its band still is a page. */
	while (true) {
		if (started && flow->next < flow->strips->len &&
		    g_array_index(flow->strips, OtStrip, flow->next).kind != OT_STRIP_BREAK)
			fill_page(&paginator, flow);
		if (started)
			finish_page(&paginator);
		skip_breaks(flow);
		if (started && flow->next >= flow->strips->len && notes->len == 0)
			break;
		if (!start_page(&paginator, error))
			return false;
		started = true;
	}
	return true;
}
