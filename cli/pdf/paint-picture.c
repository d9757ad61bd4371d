/* SPDX-License-Identifier: MIT */
#include "pdf/paint.h"

#define HATCH_STEP 4.0

/* Lines from bottom left to top right, cut at the edges of the rectangle. */
static void
draw_hatch(cairo_t *cairo, const OtPictureShape *shape, double left, double top)
{
	double right = left + shape->width;
	double bottom = top + shape->height;

	for (double start = left - shape->height + HATCH_STEP; start < right; start += HATCH_STEP) {
		double from = MAX(start, left);
		double to = MIN(start + shape->height, right);

		cairo_move_to(cairo, from, bottom - (from - start));
		cairo_line_to(cairo, to, bottom - (to - start));
	}
	cairo_set_line_width(cairo, shape->line);
	cairo_stroke(cairo);
}

static void
draw_outline(cairo_t *cairo, const OtPictureShape *shape, double x, double y)
{
	if (shape->kind == OT_SHAPE_DASHED)
		cairo_set_dash(cairo, (double[2]){ 3, 2 }, 2, 0);
	cairo_set_line_width(cairo, shape->line);
	cairo_rectangle(cairo, x + shape->line / 2, y + shape->line / 2, shape->width - shape->line,
	                shape->height - shape->line);
	cairo_stroke(cairo);
	cairo_set_dash(cairo, NULL, 0, 0);
}

static void
draw_stroke(cairo_t *cairo, const OtPictureShape *shape, double x, double y)
{
	if (shape->kind == OT_SHAPE_DOTS)
		cairo_set_dash(cairo, (double[2]){ 1.5, 2 }, 2, 0);
	cairo_set_line_width(cairo, shape->line);
	cairo_move_to(cairo, x, y);
	cairo_line_to(cairo, x + shape->width, y + shape->height);
	cairo_stroke(cairo);
	cairo_set_dash(cairo, NULL, 0, 0);
}

static void
draw_disc(OtPainter *painter, const OtPictureShape *shape, double x, double y)
{
	cairo_t *cairo = painter->cairo;
	double radius = shape->width / 2;

	cairo_new_sub_path(cairo);
	cairo_arc(cairo, x, y, radius, 0, 2 * G_PI);
	cairo_close_path(cairo);
	cairo_fill(cairo);
	if (shape->kind == OT_SHAPE_DISC)
		return;
	ot_painter_colour(painter, OT_COLOUR_PAPER);
	cairo_new_sub_path(cairo);
	cairo_arc(cairo, x, y, radius - shape->line, 0, 2 * G_PI);
	cairo_close_path(cairo);
	cairo_fill(cairo);
}

static void
draw_head(cairo_t *cairo, const OtPictureShape *shape, double x, double y)
{
	cairo_move_to(cairo, x, y);
	cairo_line_to(cairo, x - shape->width, y - shape->height / 2);
	cairo_line_to(cairo, x - shape->width, y + shape->height / 2);
	cairo_close_path(cairo);
	cairo_fill(cairo);
}

static void
draw_text(OtPainter *painter, const OtPictureShape *shape, double x, double y)
{
	OtItem item = {
		.kind = OT_ITEM_LINE,
		.mark = OT_MARK_ELEMENT,
		.text = shape->text,
		.line = shape->line_index,
		.colour = shape->colour,
		.x = x,
		.y = y,
	};

	ot_painter_line(painter, &item, false);
}

static void
draw_shape(OtPainter *painter, const OtPictureShape *shape, double left, double top)
{
	double x = left + shape->x;
	double y = top + shape->y;

	ot_painter_colour(painter, shape->colour);
	switch (shape->kind) {
	case OT_SHAPE_RECTANGLE:
		ot_painter_fill(painter, shape->colour,
		                (double[4]){ x, y, shape->width, shape->height });
		break;
	case OT_SHAPE_FRAME:
	case OT_SHAPE_DASHED:
		draw_outline(painter->cairo, shape, x, y);
		break;
	case OT_SHAPE_HATCH:
		draw_hatch(painter->cairo, shape, x, y);
		break;
	case OT_SHAPE_LINE:
	case OT_SHAPE_DOTS:
		draw_stroke(painter->cairo, shape, x, y);
		break;
	case OT_SHAPE_DISC:
	case OT_SHAPE_RING:
		draw_disc(painter, shape, x, y);
		break;
	case OT_SHAPE_HEAD:
		draw_head(painter->cairo, shape, x, y);
		break;
	case OT_SHAPE_TEXT:
		draw_text(painter, shape, x, y);
		break;
	}
}

void
ot_painter_picture(OtPainter *painter, const OtItem *item)
{
	double height = painter->drawing->page_height;
	OtElement *element;

	ot_painter_mark(painter, item->tag);
	for (guint i = 0; i < item->picture->shapes->len; i++)
		draw_shape(painter, &g_array_index(item->picture->shapes, OtPictureShape, i),
		           item->x, item->y);
	element = item->tag->element;
	element->has_box = true;
	element->box_page = painter->page;
	element->box[0] = item->x;
	element->box[1] = height - item->y - item->height;
	element->box[2] = item->x + item->width;
	element->box[3] = height - item->y;
}
