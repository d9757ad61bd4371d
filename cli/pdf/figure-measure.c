/* SPDX-License-Identifier: MIT */
#include "pdf/figure.h"

#include <math.h>
#include <string.h>

/*
 * Where we are and where we want to be, on one axis: a ring, an arrow and a disc.  What the ring
 * stands for is said above the axis, what the disc stands for below it, so that the two never meet.
 */
#define PAD       4.0
#define GAP       2.0
#define AXIS      15.0 /* height of what is drawn on the axis */
#define END_PART  0.2  /* of the width, for the value at an end of the axis */
#define END_MOST  0.35 /* likewise, where one of its words is longer */
#define ROUNDING  0.1
#define END_GAP   9.0
#define MARK      10.0 /* across a ring or disc */
#define RING_LINE 1.8
#define TICK      5.0
#define MOST_MARKS 20
#define ARROW     2.6
#define HEAD      8.0
#define UNKNOWN   11.0 /* height of the hatching where a value isn't known */

/* One of the two points. */
typedef struct {
	const OtPoint *point;
	OtText *text;
	double width; /* of its longest line */
	double height;
	double x; /* on the axis; meaningless where there is no value */
	bool known;
} Mark;

typedef struct {
	OtFigure *figure;
	OtAxis axis;
	Mark from, to;
	OtText *least, *most; /* the values at the ends */
	double left, width;   /* of the axis */
	double row;           /* height of the axis with the values at its ends */
} Chart;

/* "Baseline: 9 nights, on 30 April 2026", the value in bold. */
static OtText *
make_words(const OtFigure *figure, const OtPoint *point)
{
	OtLayout *layout = figure->layout;
	const char *value =
		ot_figure_value_text(layout->labels, layout->arena, figure->data, point);
	char *words = ot_figure_point_text(layout->labels, layout->arena, figure->data, point);
	/* The blank keeps the texts of a figure apart when they are read out or copied. */
	char *string = ot_arena_printf(layout->arena, "%s ", words);
	const char *label = strstr(string, point->label);
	const char *bold = strstr(label != NULL ? label + strlen(point->label) : string, value);
	OtSpan *spans = ot_arena_alloc(layout->arena, 3 * sizeof *spans);
	guint start = bold != NULL ? (guint) (bold - string) : 0;
	guint n = 0;

	if (start > 0)
		spans[n++] = (OtSpan){start, 0, figure->tag};
	if (bold != NULL && *value != '\0')
		spans[n++] = (OtSpan){start + (guint) strlen(value), OT_LOOK_STRONG, figure->tag};
	spans[n++] = (OtSpan){(guint) strlen(string), 0, figure->tag};
	return ot_text_make(layout->texts, layout->arena, OT_TEXT_TABLE, string, spans, n);
}

static double
widest_line(const OtText *text)
{
	double widest = 0;

	for (guint i = 0; i < text->n_lines; i++)
		widest = MAX(widest, text->lines[i].width);
	return widest;
}

static double
height_of(const OtFigure *figure, const OtText *text)
{
	return text->n_lines * ot_fonts_line(figure->layout->fonts, text->role);
}

/* A word of it is broken only where it would leave the axis no room. */
static double
end_room(const Chart *chart, const OtText *text)
{
	double width = chart->figure->picture->width;

	return MAX(width * END_PART, MIN(ot_text_minimum(text) + ROUNDING, width * END_MOST));
}

static OtText *
make_end(const Chart *chart, double value)
{
	const OtFigure *figure = chart->figure;
	const OtLayout *layout = figure->layout;
	OtText *text = ot_figure_text(
		figure, OT_TEXT_SMALL,
		ot_figure_axis_text(layout->labels, layout->arena, figure->data, value), false);

	ot_text_break(text, end_room(chart, text));
	return text;
}

/* Words reach from the mark to the edge that is farther away. */
static void
make_mark(const Chart *chart, Mark *mark, const OtPoint *point)
{
	const OtFigure *figure = chart->figure;
	double share = ot_axis_share(&chart->axis, point->value);

	mark->point = point;
	mark->known = isfinite(point->value);
	mark->x = chart->left + (mark->known ? share * chart->width : 0);
	mark->text = make_words(figure, point);
	ot_text_break(mark->text, MAX(mark->x, figure->picture->width - mark->x) - PAD);
	mark->width = widest_line(mark->text);
	mark->height = height_of(figure, mark->text);
}

static void
draw_words(const Chart *chart, const Mark *mark, double y)
{
	double edge = chart->figure->picture->width - PAD;
	double x = mark->x - MARK / 2;

	if (x + mark->width > edge && mark->x > edge / 2)
		x = MAX(PAD, mark->x + MARK / 2 - mark->width);
	ot_figure_add_text(chart->figure, mark->text, OT_COLOUR_TEXT,
	                   (double[3]){MAX(x, PAD), y, mark->width});
}

static void
draw_axis(const Chart *chart, double y)
{
	const OtFigure *figure = chart->figure;
	const OtAxis *axis = &chart->axis;
	double line = ot_fonts_line(figure->layout->fonts, OT_TEXT_SMALL);
	double steps = (axis->most - axis->least) / axis->step;
	int marks = isfinite(steps) ? (int) CLAMP(lround(steps), 1, MOST_MARKS) : 1;

	ot_picture_add(figure->picture, OT_SHAPE_LINE, OT_COLOUR_MUTED,
	               (double[4]){chart->left, y, chart->width, 0})->line = 0.7;
	for (int i = 0; i <= marks; i++)
		ot_picture_add(figure->picture, OT_SHAPE_LINE, OT_COLOUR_MUTED,
		               (double[4]){chart->left + chart->width * i / marks, y - TICK / 2, 0,
		                           TICK})->line = 0.7;
	ot_figure_add_text(figure, chart->least, OT_COLOUR_MUTED,
	                   (double[3]){PAD, y - line * chart->least->n_lines / 2,
	                               widest_line(chart->least)});
	ot_figure_add_text(figure, chart->most, OT_COLOUR_MUTED,
	                   (double[3]){chart->left + chart->width + END_GAP,
	                               y - line * chart->most->n_lines / 2,
	                               widest_line(chart->most)});
}

/* A value that isn't known can be anything: the whole axis is hatched. */
static void
draw_unknown(const Chart *chart, double y)
{
	OtPicture *picture = chart->figure->picture;
	double area[4] = {chart->left, y - UNKNOWN / 2, chart->width, UNKNOWN};

	ot_picture_add(picture, OT_SHAPE_HATCH, OT_COLOUR_RULE, area)->line = 0.7;
}

/* From the edge of the ring to the edge of the disc, where there is room for an arrow. */
static void
draw_arrow(const Chart *chart, double y)
{
	OtPicture *picture = chart->figure->picture;
	double way = chart->to.x - chart->from.x;
	double side = way < 0 ? -1 : 1;
	double start = chart->from.x + side * MARK / 2;
	double tip = chart->to.x - side * MARK / 2;

	if (fabs(way) < 1.5 * MARK + HEAD)
		return;
	ot_picture_add(picture, OT_SHAPE_LINE, OT_COLOUR_ACCENT,
	               (double[4]){start, y, tip - side * HEAD - start, 0})->line = ARROW;
	ot_picture_add(picture, OT_SHAPE_HEAD, OT_COLOUR_ACCENT,
	               (double[4]){tip, y, side * HEAD, HEAD});
}

static void
draw_marks(const Chart *chart, double y)
{
	OtPicture *picture = chart->figure->picture;
	bool same = fabs(chart->to.x - chart->from.x) < MARK;

	if (chart->from.known && chart->to.known)
		draw_arrow(chart, y);
	/* Where the two lie on each other the ring goes around the disc. */
	if (chart->from.known)
		ot_picture_add(picture, OT_SHAPE_RING, OT_COLOUR_ACCENT,
		               (double[4]){chart->from.x, y, same && chart->to.known ? AXIS : MARK,
		                           MARK})->line = RING_LINE;
	if (chart->to.known)
		ot_picture_add(picture, OT_SHAPE_DISC, OT_COLOUR_ACCENT_DARK,
		               (double[4]){chart->to.x, y, MARK, MARK});
}

void
ot_figure_measure(OtFigure *figure)
{
	OtPicture *picture = figure->picture;
	Chart chart = {.figure = figure, .axis = ot_figure_axis(figure->data)};
	double y = PAD;

	chart.least = make_end(&chart, chart.axis.least);
	chart.most = make_end(&chart, chart.axis.most);
	chart.left = PAD + widest_line(chart.least) + END_GAP;
	chart.width = picture->width - end_room(&chart, chart.most) - PAD - chart.left - END_GAP;
	chart.row = MAX(AXIS, MAX(height_of(figure, chart.least), height_of(figure, chart.most)));
	make_mark(&chart, &chart.from, &figure->points[0]);
	make_mark(&chart, &chart.to, &figure->points[1]);
	draw_words(&chart, &chart.from, y);
	y += chart.from.height + GAP + chart.row / 2;
	if (!chart.from.known || !chart.to.known)
		draw_unknown(&chart, y);
	draw_axis(&chart, y);
	draw_marks(&chart, y);
	y += chart.row / 2 + GAP;
	draw_words(&chart, &chart.to, y);
	picture->height = y + chart.to.height + PAD;
}
