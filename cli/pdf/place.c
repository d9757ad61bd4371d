/* SPDX-License-Identifier: MIT */
#include "pdf/paginate.h"

/* A frame that has begun on this page. */
typedef struct {
	const OtBox *box;
	double top;
	guint slot; /* its fill and its bar stand there in the page's `under` */
} OpenBox;

#define BAR_WIDTH 4.0
#define RULE      0.6
#define HEAD_RULE 1.4 /* below a head that has no fill */

static OtItem *
add_item(GArray *items, OtItemKind kind, OtMarkKind mark)
{
	OtItem *item;

	g_array_set_size(items, items->len + 1);
	item = &g_array_index(items, OtItem, items->len - 1);
	item->kind = kind;
	item->mark = mark;
	return item;
}

static void
add_rectangle(GArray *items, OtColourRole colour, const double area[4])
{
	OtItem *item = add_item(items, OT_ITEM_RECTANGLE, OT_MARK_LAYOUT);

	item->colour = colour;
	item->x = area[0];
	item->y = area[1];
	item->width = area[2];
	item->height = area[3];
}

static void
touch(OtPaginator *paginator, OtTag *tag)
{
	if (tag->element == NULL)
		add_item(paginator->page->content, OT_ITEM_TOUCH, OT_MARK_ELEMENT)->tag = tag;
}

void
ot_column_start(OtColumn *column, double x, double y)
{
	*column = (OtColumn){ .x = x, .y = y };
	column->boxes = g_array_new(FALSE, FALSE, sizeof(OpenBox));
}

/* The fill lies under what comes later, so its place in the page is taken now. */
static void
open_box(OtPaginator *paginator, OtColumn *column, const OtBox *box)
{
	OpenBox open = { box, column->y, paginator->page->under->len };

	g_array_append_val(column->boxes, open);
	add_rectangle(paginator->page->under, box->fill,
	              (double[4]){ column->x + box->x, column->y, box->width, 0 });
	add_rectangle(paginator->page->under, box->bar,
	              (double[4]){ column->x + box->x, column->y, BAR_WIDTH, 0 });
}

static void
close_box(OtPaginator *paginator, OtColumn *column)
{
	const OpenBox *open = &g_array_index(column->boxes, OpenBox, column->boxes->len - 1);
	OtItem *items = (OtItem *) paginator->page->under->data + open->slot;

	items[0].height = items[1].height = column->y - open->top;
	g_array_set_size(column->boxes, column->boxes->len - 1);
}

static bool
is_open(const OtColumn *column, const OtBox *box)
{
	for (guint i = 0; i < column->boxes->len; i++)
		if (g_array_index(column->boxes, OpenBox, i).box == box)
			return true;
	return false;
}

/* Overleaf the frames that a strip stands in are opened again, the outermost first. */
static void
open_boxes(OtPaginator *paginator, OtColumn *column, const OtBox *box)
{
	if (box == NULL || is_open(column, box))
		return;
	open_boxes(paginator, column, box->outer);
	open_box(paginator, column, box);
	column->y += box->pad;
}

void
ot_column_end(OtPaginator *paginator, OtColumn *column)
{
	while (column->boxes->len > 0) {
		column->y += g_array_index(column->boxes, OpenBox, column->boxes->len - 1).box->pad;
		close_box(paginator, column);
	}
	g_array_unref(column->boxes);
}

static void
place_anchors(OtPaginator *paginator, const OtStrip *strip, double top)
{
	OtLayout *layout = paginator->layout;

	for (const OtAnchor *anchor = strip->anchors; anchor != NULL; anchor = anchor->next) {
		OtPlace *place;

		if (g_hash_table_contains(layout->places, anchor->node))
			continue;
		place = ot_arena_new_object(layout->arena, OtPlace);
		place->page = (int) layout->pages->len - 1;
		place->top = top;
		g_hash_table_insert(layout->places, (gpointer) anchor->node, place);
	}
}

static void
add_line(OtPaginator *paginator, const OtColumn *column, OtText *text, guint line, double at[2])
{
	/* Above the fills, also that of the next row, where a cell goes down across both. */
	GArray *items = column->artifact ? paginator->page->rules : paginator->page->content;
	OtItem *item =
		add_item(items, OT_ITEM_LINE, column->artifact ? OT_MARK_LAYOUT : OT_MARK_ELEMENT);

	item->text = text;
	item->line = line;
	item->colour = text->colour;
	item->x = at[0];
	item->y = at[1];
	if (column->artifact)
		text->to_paint++;
}

/* The page number of an entry of the contents, and the dots that lead to it. */
static void
add_page_number(OtPaginator *paginator, const OtColumn *column, const OtStrip *strip, double y)
{
	double right = column->x + strip->entry_right;
	double end = column->x + strip->x + strip->text->lines[strip->line].width;
	OtItem *leader = add_item(paginator->page->under, OT_ITEM_LEADER, OT_MARK_LAYOUT);
	OtItem *number;

	leader->x = end;
	leader->y = y;
	leader->width = right - end;
	leader->target = strip->entry;
	number = add_item(paginator->page->content, OT_ITEM_NUMBER, OT_MARK_ELEMENT);
	number->x = right;
	number->y = y;
	number->target = strip->entry;
	number->tag = strip->tag;
}

static void
place_line(OtPaginator *paginator, const OtColumn *column, const OtStrip *strip)
{
	double y = column->y + ot_fonts_baseline(paginator->layout->fonts, strip->text->role);

	if (strip->label != NULL)
		add_line(paginator, column, strip->label, 0,
		         (double[2]){ column->x + strip->label_x, y });
	add_line(paginator, column, strip->text, strip->line,
	         (double[2]){ column->x + strip->x, y });
	if (strip->entry != NULL)
		add_page_number(paginator, column, strip, y);
	if (column->artifact)
		return;
	for (OtFootnote *note = strip->footnotes; note != NULL; note = note->next) {
		OtPendingNote pending = { note, 0 };

		g_array_append_val(paginator->notes, pending);
	}
}

static void
place_picture(OtPaginator *paginator, const OtColumn *column, const OtStrip *strip)
{
	OtItem *item = add_item(paginator->page->content, OT_ITEM_PICTURE, OT_MARK_ELEMENT);

	item->picture = strip->picture;
	item->tag = strip->tag;
	item->x = column->x + strip->x;
	item->y = column->y;
	item->width = strip->picture->width;
	item->height = strip->picture->height;
}

static void
place_space(OtPaginator *paginator, const OtColumn *column, const OtStrip *strip)
{
	if (strip->rule)
		add_rectangle(paginator->page->rules, OT_COLOUR_RULE,
		              (double[4]){ column->x + strip->x, column->y + strip->height - RULE,
		                           strip->rule_width, RULE });
}

/* --- rows --------------------------------------------------------------------------------- */

/* A rule below a cell; it is one with that of the cell to the left. */
static void
add_rule(GArray *rules, double x, double y, double width)
{
	OtItem *last = rules->len > 0 ? &g_array_index(rules, OtItem, rules->len - 1) : NULL;

	if (last != NULL && last->colour == OT_COLOUR_RULE && ABS(last->y - y) < 0.01 &&
	    ABS(last->x + last->width - x) < 0.01)
		last->width += width;
	else
		add_rectangle(rules, OT_COLOUR_RULE, (double[4]){ x, y, width, RULE });
}

/* A head without a fill is told from the rows below it by a line. */
static void
add_header_ground(OtPaginator *paginator, const double area[4])
{
	const OtStyle *style = paginator->layout->style;
	OtColourRole ground = ot_style_head_ground(style);

	if (!ot_style_is_bare(style, ground))
		add_rectangle(paginator->page->under, ground, area);
	else
		add_rectangle(paginator->page->rules, style->text[OT_TEXT_TABLE_HEAD].colour,
		              (double[4]){ area[0], area[1] + area[3] - HEAD_RULE, area[2],
		                           HEAD_RULE });
}

/* Fill and rules of a row's cells, down to `bottom`. */
static void
add_row_frame(OtPaginator *paginator, const OtColumn *column, const OtRow *row, double bottom)
{
	const OtTable *table = row->table;
	double left = column->x + table->x;
	double height = bottom - column->y;
	bool key = table->role == OT_TABLE_KEY;
	OtColourRole ground = key ? OT_COLOUR_ACCENT_TINT : OT_COLOUR_STRIPE;

	if (row->header)
		add_header_ground(paginator, (double[4]){ left, column->y, table->width, height });
	for (guint i = 0; i < row->n_cells; i++) {
		const OtCell *cell = &row->cells[i];
		double cell_height = cell->row_span > 1 && !row->begun ? cell->height : height;

		if ((cell->header || key) && !row->header)
			add_rectangle(
				paginator->page->under, ground,
				(double[4]){ left + cell->x, column->y, cell->width, cell_height });
		if (!row->header)
			add_rule(paginator->page->rules, left + cell->x,
			         column->y + cell_height - RULE, cell->width);
	}
}

static void
place_cell(OtPaginator *paginator, const OtColumn *column, const OtRow *row, OtCell *cell)
{
	const OtTable *table = row->table;
	OtColumn inner;
	guint first = column->artifact ? 0 : cell->flow.next;

	ot_column_start(&inner, column->x + table->x + cell->x + table->pad_x,
	                column->y + table->pad_y);
	inner.artifact = column->artifact;
	for (guint i = first; i < cell->flow.strips->len; i++)
		ot_place_strip(paginator, &inner, &g_array_index(cell->flow.strips, OtStrip, i));
	ot_column_end(paginator, &inner);
	cell->flow.next = cell->flow.strips->len;
}

double
ot_row_rest(const OtRow *row)
{
	double height = 0;

	if (!row->begun)
		return row->height;
	for (guint i = 0; i < row->n_cells; i++)
		height = MAX(height, ot_flow_height(&row->cells[i].flow));
	return height + 2 * row->table->pad_y;
}

static void
place_row(OtPaginator *paginator, OtColumn *column, OtRow *row)
{
	double height = ot_row_rest(row);

	add_row_frame(paginator, column, row, column->y + height);
	if (!column->artifact)
		touch(paginator, row->tag);
	for (guint i = 0; i < row->n_cells; i++) {
		if (!column->artifact)
			touch(paginator, row->cells[i].tag);
		place_cell(paginator, column, row, &row->cells[i]);
	}
	column->y += height;
}

/* Words that say that the table goes on; like the header rows no part of the text. */
static void
place_continued(OtPaginator *paginator, OtColumn *column, const OtTable *table)
{
	const OtFonts *fonts = paginator->layout->fonts;
	OtText *text = table->continued;

	for (guint i = 0; i < text->n_lines; i++) {
		add_line(paginator, column, text, i,
		         (double[2]){ column->x + table->x,
		                      column->y + ot_fonts_baseline(fonts, text->role) });
		column->y += ot_fonts_line(fonts, text->role);
	}
	column->y += OT_CONTINUED_SPACE;
}

void
ot_place_headers(OtPaginator *paginator, OtColumn *column, const OtTable *table)
{
	column->artifact = true;
	if (table->continued != NULL)
		place_continued(paginator, column, table);
	for (guint i = 0; i < table->n_header; i++)
		place_row(paginator, column, &table->rows[i]);
	column->artifact = false;
}

/* Now that it is known how high a part of a row is, give its frame that height. */
static void
stretch_row_frame(OtPaginator *paginator, const guint from[2], const guint to[2], double height)
{
	for (guint i = from[0]; i < to[0]; i++)
		g_array_index(paginator->page->under, OtItem, i).height = height;
	for (guint i = from[1]; i < to[1]; i++)
		g_array_index(paginator->page->rules, OtItem, i).y += height;
}

bool
ot_row_is_done(const OtRow *row)
{
	for (guint i = 0; i < row->n_cells; i++)
		if (row->cells[i].flow.next < row->cells[i].flow.strips->len)
			return false;
	return true;
}

/* Place the strips of a cell that fit into `room`; returns where they end. */
static double
place_part_of_cell(OtPaginator *paginator, const OtColumn *column, const OtRow *row, OtCell *cell,
                   double room, bool force)
{
	const OtTable *table = row->table;
	GArray *strips = cell->flow.strips;
	OtFit fit = ot_fit_strips(NULL, &cell->flow, room);
	guint end = fit.end;
	OtColumn inner;

	if (force && end == cell->flow.next)
		end = MIN(MAX(fit.forced, end + 1), strips->len);
	ot_column_start(&inner, column->x + table->x + cell->x + table->pad_x,
	                column->y + table->pad_y);
	for (; cell->flow.next < end; cell->flow.next++) {
		const OtStrip *strip = &g_array_index(strips, OtStrip, cell->flow.next);
		double left = column->y + table->pad_y + room - inner.y;

		/* A table within the cell, with a row that is too high for any page. */
		if (strip->kind == OT_STRIP_ROW && ot_row_rest(strip->row) > left) {
			if (ot_place_part_of_row(paginator, &inner, strip, left, force))
				cell->flow.next += ot_row_is_done(strip->row) ? 1 : 0;
			break;
		}
		ot_place_strip(paginator, &inner, strip);
	}
	ot_column_end(paginator, &inner);
	return inner.y;
}

/* Whether any cell has a strip that fits. */
static bool
can_begin(const OtRow *row, double room)
{
	for (guint i = 0; i < row->n_cells; i++) {
		const OtFlow *flow = &row->cells[i].flow;

		if (ot_fit_strips(NULL, flow, room).end > flow->next)
			return true;
	}
	return false;
}

bool
ot_place_part_of_row(OtPaginator *paginator, OtColumn *column, const OtStrip *strip, double room,
                     bool force)
{
	OtRow *row = strip->row;
	double inside = room - 2 * row->table->pad_y;
	double bottom = column->y;
	const OtLaidPage *page = paginator->page;
	guint from[2] = { page->under->len, page->rules->len };
	guint to[2];

	if (!force && !can_begin(row, inside))
		return false;
	/* Fill and rules first, with their true height below: they lie under the text. */
	row->begun = true;
	place_anchors(paginator, strip, column->y);
	add_row_frame(paginator, column, row, column->y);
	to[0] = page->under->len;
	to[1] = page->rules->len;
	touch(paginator, row->tag);
	for (guint i = 0; i < row->n_cells; i++) {
		double end;

		touch(paginator, row->cells[i].tag);
		end = place_part_of_cell(paginator, column, row, &row->cells[i], inside, force);
		bottom = MAX(bottom, end);
	}
	bottom += row->table->pad_y;
	stretch_row_frame(paginator, from, to, bottom - column->y);
	column->y = bottom;
	return true;
}

void
ot_place_strip(OtPaginator *paginator, OtColumn *column, const OtStrip *strip)
{
	const OtBox *around = strip->kind == OT_STRIP_OPEN ? strip->box->outer : strip->box;

	if (column->above != NULL)
		column->y += ot_strip_gap(column->above, strip);
	open_boxes(paginator, column, around);
	if (!column->artifact)
		place_anchors(paginator, strip, column->y);
	switch (strip->kind) {
	case OT_STRIP_LINE:
		place_line(paginator, column, strip);
		column->y += strip->height;
		break;
	case OT_STRIP_ROW:
		place_row(paginator, column, strip->row);
		break;
	case OT_STRIP_PICTURE:
		place_picture(paginator, column, strip);
		column->y += strip->height;
		break;
	case OT_STRIP_OPEN:
		open_box(paginator, column, strip->box);
		column->y += strip->height;
		break;
	case OT_STRIP_CLOSE:
		column->y += strip->height;
		close_box(paginator, column);
		break;
	case OT_STRIP_SPACE:
		place_space(paginator, column, strip);
		column->y += strip->height;
		break;
	case OT_STRIP_BREAK:
		break;
	}
	column->above = strip;
}
