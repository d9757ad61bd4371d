/* SPDX-License-Identifier: MIT */
#include "pdf/paint.h"

#include "base/error.h"

#include <string.h>

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

/* Where a figure stands (ISO 14289-1, 7.3 and ISO 32000-1, 14.8.5.4.3). */
static void
set_box(OtPainter *painter, const OtItem *item)
{
	double height = painter->drawing->page_height;
	OtElement *element = item->tag->element;

	element->has_box = true;
	element->box_page = painter->page;
	element->box[0] = item->x;
	element->box[1] = height - item->y - item->height;
	element->box[2] = item->x + item->width;
	element->box[3] = height - item->y;
}

void
ot_painter_picture(OtPainter *painter, const OtItem *item)
{
	ot_painter_mark(painter, item->tag);
	for (guint i = 0; i < item->picture->shapes->len; i++)
		draw_shape(painter, &g_array_index(item->picture->shapes, OtPictureShape, i),
		           item->x, item->y);
	set_box(painter, item);
}

/* --- the logo ----------------------------------------------------------------------------- */

typedef struct {
	const guint8 *bytes;
	gsize len, at;
} Source;

static cairo_status_t
read_bytes(void *closure, unsigned char *data, unsigned int length)
{
	Source *source = closure;

	if (length > source->len - source->at)
		return CAIRO_STATUS_READ_ERROR;
	memcpy(data, source->bytes + source->at, length);
	source->at += length;
	return CAIRO_STATUS_SUCCESS;
}

bool
ot_painter_open_logo(OtPainter *painter, GError **error)
{
	const OtLogo *logo = painter->layout->style->logo;
	Source source = { 0 };

	if (logo == NULL || logo->picture == NULL)
		return true;
	source.bytes = g_bytes_get_data(logo->picture, &source.len);
	painter->logo = cairo_image_surface_create_from_png_stream(read_bytes, &source);
	if (cairo_surface_status(painter->logo) == CAIRO_STATUS_SUCCESS)
		return true;
	g_set_error(error, OT_ERROR, OT_ERROR_INPUT, "the logo %s can't be drawn", logo->path);
	return false;
}

void
ot_painter_logo(OtPainter *painter, const OtItem *item)
{
	cairo_t *cairo = painter->cairo;

	if (item->tag != NULL)
		ot_painter_mark(painter, item->tag);
	cairo_save(cairo);
	cairo_translate(cairo, item->x, item->y);
	cairo_scale(cairo, item->width / cairo_image_surface_get_width(painter->logo),
	            item->height / cairo_image_surface_get_height(painter->logo));
	cairo_set_source_surface(cairo, painter->logo, 0, 0);
	cairo_paint(cairo);
	cairo_restore(cairo);
	if (item->tag != NULL)
		set_box(painter, item);
}
