/* SPDX-License-Identifier: MIT */
#include "pdf/widths.h"

#include <math.h>

/* What frames within a cell take from its width. */
#define CALLOUT_INSET 22.0
#define FIGURE_WIDTH  160.0

/* Room for rounding, so that a text that fits exactly isn't broken. */
#define SLACK 0.05

typedef struct {
	OtLayout *layout;
	OtTextRole role;
	double inset; /* of lists and frames around */
	int depth;    /* of lists */
	OtColumnWidth *wanted;
} Measure;

static void
measure_blocks(const Measure *measure, const OtNode *parent, double inset);

static void
want(const Measure *measure, double minimum, double natural)
{
	OtColumnWidth *wanted = measure->wanted;

	wanted->minimum = MAX(wanted->minimum, minimum + measure->inset + SLACK);
	wanted->natural = MAX(wanted->natural, natural + measure->inset + SLACK);
}

static void
measure_text(const Measure *measure, const OtNode *node)
{
	bool paragraph = node->kind == OT_NODE_PARAGRAPH;
	OtTextRole role = measure->role;

	if (paragraph && node->as.paragraph == OT_PARAGRAPH_SMALL)
		role = OT_TEXT_SMALL;
	else if (paragraph && node->as.paragraph == OT_PARAGRAPH_KEY)
		role = OT_TEXT_HEADING_2;
	const OtText *text = ot_inline_prepare(measure->layout, node, role);

	if (text != NULL)
		want(measure, ot_text_minimum(text), ot_text_natural(text));
}

static void
measure_list(const Measure *measure, const OtNode *list)
{
	double inset = ot_list_inset(measure->layout, list, measure->role, measure->depth);
	Measure inner = *measure;

	inner.depth++;
	for (const OtNode *item = list->first; item != NULL; item = item->next)
		measure_blocks(&inner, item, inset);
}

static void
measure_block(const Measure *measure, const OtNode *node)
{
	switch (node->kind) {
	case OT_NODE_PARAGRAPH:
	case OT_NODE_HEADING:
	case OT_NODE_FIELD:
		measure_text(measure, node);
		break;
	case OT_NODE_LIST:
		measure_list(measure, node);
		break;
	case OT_NODE_CALLOUT:
		measure_blocks(measure, node, CALLOUT_INSET);
		break;
	case OT_NODE_SECTION:
		measure_blocks(measure, node, 0);
		break;
	case OT_NODE_TABLE:
	case OT_NODE_FIGURE:
	case OT_NODE_SIGNATURE:
		want(measure, FIGURE_WIDTH / 2, FIGURE_WIDTH);
		break;
	case OT_NODE_DOCUMENT:
	case OT_NODE_ITEM:
	case OT_NODE_ROW:
	case OT_NODE_CELL:
	case OT_NODE_TOC:
	case OT_NODE_PAGE_BREAK:
	case OT_NODE_TEXT:
	case OT_NODE_STRONG:
	case OT_NODE_EMPHASIS:
	case OT_NODE_LINK:
	case OT_NODE_REFERENCE:
	case OT_NODE_NOTE:
	case OT_N_NODE_KINDS:
		break;
	}
}

static void
measure_blocks(const Measure *measure, const OtNode *parent, double inset)
{
	Measure inner = *measure;

	inner.inset += inset;
	for (const OtNode *node = parent->first; node != NULL; node = node->next)
		measure_block(&inner, node);
}

void
ot_measure_cell(OtLayout *layout, const OtNode *cell, OtTextRole role, OtColumnWidth *wanted)
{
	Measure measure = { layout, role, 0, 0, wanted };

	measure_blocks(&measure, cell, 0);
}

void
ot_spread_wanted(OtColumnWidth *columns, guint first, guint n, const OtColumnWidth *wanted)
{
	double minimum = 0;
	double natural = 0;

	for (guint i = first; i < first + n; i++) {
		minimum += columns[i].minimum;
		natural += columns[i].natural;
	}
	for (guint i = first; i < first + n; i++) {
		columns[i].minimum += MAX(0, wanted->minimum - minimum) / n;
		columns[i].natural += MAX(0, wanted->natural - natural) / n;
		columns[i].natural = MAX(columns[i].natural, columns[i].minimum);
	}
}

static bool
is_fixed(const OtColumnWidth *column)
{
	return column->width > 0;
}

/* Share by weight, but for columns that would be narrower than their minimum: they get that. */
static void
share_by_weight(OtColumnWidth *columns, guint n, double room)
{
	bool again = true;

	for (guint i = 0; i < n; i++)
		columns[i].width = 0;
	while (again) {
		double left = room;
		double weights = 0;

		for (guint i = 0; i < n; i++) {
			left -= columns[i].width;
			weights += is_fixed(&columns[i]) ? 0 : columns[i].weight;
		}
		again = false;
		for (guint i = 0; i < n && !again; i++) {
			if (is_fixed(&columns[i]) ||
			    left * columns[i].weight / weights >= columns[i].minimum)
				continue;
			columns[i].width = columns[i].minimum;
			again = true;
		}
		for (guint i = 0; i < n && !again; i++)
			if (!is_fixed(&columns[i]))
				columns[i].width = left * columns[i].weight / weights;
	}
}

/*
 * By content: a column with little text gets a line for it, long texts share the rest.  The root
 * evens out: a column with ten times the text gets about three times the width.
 */
static void
weigh_by_content(OtColumnWidth *columns, guint n, double room)
{
	double natural = 0;
	double share = room / n;

	for (guint i = 0; i < n; i++)
		natural += columns[i].natural;
	for (guint i = 0; i < n; i++) {
		OtColumnWidth *column = &columns[i];

		if (natural <= room)
			column->weight = MAX(column->natural, 1);
		else if (column->natural <= share)
			column->weight = MAX(column->natural, 1);
		else
			column->weight = share * sqrt(column->natural / share);
	}
	if (natural <= room)
		return;
	/* What stands on one line keeps its width while the others are shared out. */
	for (guint i = 0; i < n; i++)
		if (columns[i].natural <= share)
			columns[i].minimum = MAX(columns[i].minimum, columns[i].natural);
}

/*
 * Words must be broken: every column gets an equal share, or less where it needs less, and what is
 * left over goes where most is missing.
 */
static void
share_too_little(OtColumnWidth *columns, guint n, double room)
{
	double share = room / n;
	double left = room;
	double missing = 0;

	for (guint i = 0; i < n; i++) {
		columns[i].width = MIN(columns[i].minimum, share);
		left -= columns[i].width;
		missing += columns[i].minimum - columns[i].width;
	}
	for (guint i = 0; i < n && missing > 0; i++)
		columns[i].width += left * (columns[i].minimum - columns[i].width) / missing;
}

void
ot_share_widths(OtColumnWidth *columns, guint n, double room)
{
	double minimum = 0;
	bool weighted = n > 0;

	for (guint i = 0; i < n; i++) {
		minimum += columns[i].minimum;
		weighted = weighted && columns[i].weight > 0;
	}
	if (minimum >= room) {
		share_too_little(columns, n, room);
		return;
	}
	if (!weighted)
		weigh_by_content(columns, n, room);
	share_by_weight(columns, n, room);
}
