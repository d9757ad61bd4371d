/* SPDX-License-Identifier: MIT */
#include "pdf/figure.h"

#include <string.h>

#define SPACE 8.0

OtPicture *
ot_picture_new(OtLayout *layout, double width)
{
	OtPicture *picture = ot_arena_new_object(layout->arena, OtPicture);

	picture->width = width;
	picture->shapes = g_array_new(FALSE, TRUE, sizeof(OtPictureShape));
	g_ptr_array_add(layout->pictures, picture->shapes);
	return picture;
}

OtPictureShape *
ot_picture_add(OtPicture *picture, OtShapeKind kind, OtColourRole colour, const double area[4])
{
	OtPictureShape *shape;

	g_array_set_size(picture->shapes, picture->shapes->len + 1);
	shape = &g_array_index(picture->shapes, OtPictureShape, picture->shapes->len - 1);
	shape->kind = kind;
	shape->colour = colour;
	shape->x = area[0];
	shape->y = area[1];
	shape->width = area[2];
	shape->height = area[3];
	shape->line = 1;
	return shape;
}

void
ot_picture_press(OtPicture *picture, double by)
{
	double part = by / picture->slack;

	for (guint i = 0; i < picture->shapes->len; i++) {
		OtPictureShape *shape = &g_array_index(picture->shapes, OtPictureShape, i);

		shape->y -= shape->slack_y * part;
		shape->height -= shape->slack_height * part;
	}
	picture->height -= by;
	picture->slack -= by;
}

OtText *
ot_figure_text(const OtFigure *figure, OtTextRole role, const char *words, bool strong)
{
	OtLayout *layout = figure->layout;
	OtSpan *span = ot_arena_new_object(layout->arena, OtSpan);
	/* The blank keeps the texts of a figure apart when they are read out or copied. */
	char *string = ot_arena_printf(layout->arena, "%s ", words);

	span->end = (guint) strlen(string);
	span->look = strong ? OT_LOOK_STRONG : 0;
	span->tag = figure->tag;
	return ot_text_make(layout->texts, layout->arena, role, string, span, 1);
}

double
ot_figure_add_text(const OtFigure *figure, OtText *text, OtColourRole colour, const double area[3])
{
	const OtFonts *fonts = figure->layout->fonts;
	double line = ot_fonts_line(fonts, text->role);
	double y = area[1] + ot_fonts_baseline(fonts, text->role);

	if (text->lines == NULL)
		ot_text_break(text, area[2]);
	for (guint i = 0; i < text->n_lines; i++, y += line) {
		OtPictureShape *shape = ot_picture_add(figure->picture, OT_SHAPE_TEXT, colour,
		                                       (double[4]){ area[0], y, 0, 0 });

		shape->text = text;
		shape->line_index = i;
	}
	return text->n_lines * line;
}

static void
lay_caption(OtLayout *layout, const char *caption, const OtFrame *frame)
{
	const OtTextStyle *style = &layout->style->text[OT_TEXT_CAPTION];
	OtSetting setting = { style->before, style->after, true, false, NULL };
	guint first = frame->flow->strips->len;
	OtTag *tag = ot_tag_new(layout->arena, frame->tag, OT_STRUCTURE_CAPTION);

	ot_layout_text(layout, frame,
	               ot_text_plain(layout->texts, layout->arena, OT_TEXT_CAPTION, caption, tag),
	               &setting);
	ot_flow_keep(frame->flow, first);
}

/* One Figure element with the points from `first` up to `end`. */
static void
lay_picture(OtLayout *layout, const OtNode *node, const OtFrame *frame, guint first, guint end)
{
	const OtFigureData *data = &node->as.figure;
	OtFigure figure = {
		.layout = layout,
		.picture = ot_picture_new(layout, frame->width),
		.tag = ot_layout_tag(layout, frame, OT_STRUCTURE_FIGURE, node),
		.points = data->points + first,
		.n_points = end - first,
		.data = data,
	};
	OtStrip *strip;

	figure.tag->alt = data->alt;
	switch (data->kind) {
	case OT_FIGURE_TIMELINE:
		ot_figure_timeline(&figure);
		break;
	case OT_FIGURE_MEASURE:
		if (ot_figure_has_axis(data))
			ot_figure_measure(&figure);
		else
			ot_figure_bars(&figure);
		break;
	case OT_FIGURE_BARS:
		ot_figure_bars(&figure);
		break;
	}
	strip = ot_layout_add(layout, frame, OT_STRIP_PICTURE);
	strip->picture = figure.picture;
	strip->tag = figure.tag;
	strip->height = figure.picture->height;
	strip->before = SPACE / 2;
	strip->after = SPACE * 1.5;
}

/*
 * A figure with very many points is drawn as several, one below the other: none is higher than a
 * page.
 */
void
ot_layout_figure(OtLayout *layout, const OtNode *node, const OtFrame *frame)
{
	const OtFigureData *data = &node->as.figure;
	guint n = (guint) data->n_points;
	OtFrame inner = *frame;

	if (n == 0 || data->alt == NULL)
		return;
	if (data->caption != NULL) {
		inner.tag = ot_layout_tag(layout, frame, OT_STRUCTURE_DIV, node);
		lay_caption(layout, data->caption, &inner);
	}
	for (guint first = 0; first < n; first += OT_FIGURE_MAX_POINTS)
		lay_picture(layout, node, &inner, first, MIN(n, first + OT_FIGURE_MAX_POINTS));
}
