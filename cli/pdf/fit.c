/* SPDX-License-Identifier: MIT */
#include "pdf/paginate.h"

/* Rounding of sums of heights. */
#define TOLERANCE 0.01

/* A page that is filled so far may end early, so that an introduction stays with its table. */
#define WELL_FILLED 0.6

double
ot_box_pads(const OtBox *box)
{
	double pads = 0;

	for (; box != NULL; box = box->outer)
		pads += box->pad;
	return pads;
}

static double
strip_height(const OtStrip *strip)
{
	return strip->kind == OT_STRIP_ROW ? ot_row_rest(strip->row) : strip->height;
}

/* What the frames around a strip need at the bottom if the page ends below it. */
static double
closing_height(const OtStrip *strip)
{
	return ot_box_pads(strip->kind == OT_STRIP_CLOSE ? strip->box->outer : strip->box);
}

/* What they need at the top if the page starts with it. */
static double
opening_height(const OtStrip *strip)
{
	return ot_box_pads(strip->kind == OT_STRIP_OPEN ? strip->box->outer : strip->box);
}

static double
add_notes(const OtPaginator *paginator, double already, const OtStrip *strip)
{
	if (strip->kind == OT_STRIP_LINE)
		return ot_footnotes_room(paginator, already, strip->footnotes);
	if (strip->kind != OT_STRIP_ROW)
		return already;
	for (guint i = 0; i < strip->row->n_cells; i++) {
		const OtFlow *flow = &strip->row->cells[i].flow;

		for (guint j = flow->next; j < flow->strips->len; j++)
			already = add_notes(paginator, already,
			                    &g_array_index(flow->strips, OtStrip, j));
	}
	return already;
}

/*
 * Whether a page that ends below a strip leaves a line alone on either side, or a heading behind.
 */
static bool
parts_badly(const OtStrip *strip)
{
	const OtTag *tag;
	guint n;

	if (strip->kind != OT_STRIP_LINE)
		return strip->kind == OT_STRIP_OPEN;
	n = strip->text->n_lines;
	tag = strip->text->spans[0].tag;
	if (tag != NULL && tag->type >= OT_STRUCTURE_H1 && tag->type <= OT_STRUCTURE_H6)
		return true;
	return strip->line + 1 < n && (strip->line == 0 || strip->line + 2 == n);
}

/* Better a figure that is less true to scale than half a page left empty before it. */
static bool
can_be_pressed(const OtStrip *strip, double by)
{
	return strip->kind == OT_STRIP_PICTURE && strip->picture->slack >= by;
}

OtFit
ot_fit_strips(const OtPaginator *paginator, const OtFlow *flow, double room)
{
	OtFit fit = { .end = flow->next, .forced = flow->next, .overflow = flow->next };
	guint good = flow->next;
	guint any = flow->next;
	double notes = paginator != NULL ? ot_footnotes_waiting(paginator) : 0;
	double y = 0;
	double filled = 0; /* of the room, if the page ends at a good place */
	double over;

	for (; fit.overflow < flow->strips->len; fit.overflow++) {
		const OtStrip *strip = &g_array_index(flow->strips, OtStrip, fit.overflow);

		if (strip->kind == OT_STRIP_BREAK) {
			fit.end = fit.forced = fit.overflow;
			return fit;
		}
		y += fit.overflow > flow->next ? ot_strip_gap(strip - 1, strip)
		                               : opening_height(strip);
		y += strip_height(strip);
		if (paginator != NULL)
			notes = add_notes(paginator, notes, strip);
		over = y + closing_height(strip) + notes - room;
		if (over > TOLERANCE) {
			if (fit.press > 0 || paginator == NULL || !can_be_pressed(strip, over))
				break;
			fit.pressed = fit.overflow;
			fit.press = over;
			y -= over;
		}
		if (!strip->bound)
			any = fit.overflow + 1;
		if (!strip->bound && !parts_badly(strip))
			fit.forced = fit.overflow + 1;
		if (strip->keep || strip->bound)
			continue;
		fit.end = fit.overflow + 1;
		if (!strip->near) {
			good = fit.end;
			filled = y + notes;
		}
	}
	if (fit.forced == flow->next)
		fit.forced = any;
	if (fit.overflow == flow->strips->len)
		fit.end = fit.overflow;
	else if (filled >= room * WELL_FILLED)
		fit.end = good;
	return fit;
}
