/* SPDX-License-Identifier: MIT */
#include "pdf/figure.h"

#include <math.h>

/* Labels stand to the left of the bars, values at their ends. */
#define LABEL_PART 0.3 /* of the width, at the most */
#define VALUE_PART 0.45
#define PAD        6.0
#define GAP        8.0
#define BAR        13.0
#define BETWEEN    7.0
#define THIN       1.5 /* a bar of nothing */

typedef struct {
	OtText *label, *value, *note;
	double height;
} Bar;

typedef struct {
	OtFigure *figure;
	Bar *bars;
	double labels;      /* width of the labels */
	double values;      /* room for what stands at the ends of the bars */
	bool below;         /* notes stand below the values, not beside them */
	OtAxis axis;
	double left, width; /* where the bars are */
} Chart;

static void
make_bars(Chart *chart)
{
	const OtFigure *figure = chart->figure;
	double width = figure->picture->width;
	double beside = 0;

	for (guint i = 0; i < figure->n_points; i++) {
		const OtPoint *point = &figure->points[i];
		Bar *bar = &chart->bars[i];
		double note = 0;

		bar->label = ot_figure_text(figure, OT_TEXT_TABLE,
		                            point->label != NULL ? point->label : "", false);
		bar->value =
			ot_figure_text(figure, OT_TEXT_TABLE,
			               ot_figure_value_text(figure->layout->labels,
			                                    figure->layout->arena,
			                                    figure->data, point),
			               true);
		if (point->note != NULL && *point->note != '\0') {
			bar->note = ot_figure_text(figure, OT_TEXT_SMALL, point->note, false);
			note = ot_text_natural(bar->note);
		}
		chart->labels = MAX(chart->labels, ot_text_natural(bar->label));
		chart->values = MAX(chart->values, MAX(ot_text_natural(bar->value), note));
		beside = MAX(beside, ot_text_natural(bar->value) + (note > 0 ? GAP + note : 0));
	}
	chart->below = beside > width * VALUE_PART;
	chart->values = MIN(chart->below ? chart->values : beside, width * VALUE_PART) + 0.1;
	chart->labels = MIN(chart->labels + 0.1, width * LABEL_PART);
}

static double
text_height(const Chart *chart, OtText *text, double width)
{
	if (text == NULL)
		return 0;
	ot_text_break(text, width);
	return text->n_lines * ot_fonts_line(chart->figure->layout->fonts, text->role);
}

static double
measure_bars(Chart *chart)
{
	double height = 0;

	for (guint i = 0; i < chart->figure->n_points; i++) {
		Bar *bar = &chart->bars[i];
		double value = text_height(chart, bar->value, chart->values);
		double note = text_height(chart, bar->note, chart->values);

		bar->height = MAX(BAR, text_height(chart, bar->label, chart->labels));
		bar->height = MAX(bar->height, chart->below ? value + note : MAX(value, note));
		height += bar->height + (i > 0 ? BETWEEN : 0);
	}
	return height;
}

static double
scale(const Chart *chart, double value)
{
	return chart->left + ot_axis_share(&chart->axis, value) * chart->width;
}

/* What may come on top of the lower end of a range. */
static void
draw_spread(const Chart *chart, const OtPoint *point, double y)
{
	OtPicture *picture = chart->figure->picture;
	double from = scale(chart, point->value - point->spread);
	double area[4] = { from, y, scale(chart, point->value) - from, BAR };

	if (point->spread <= 0 || area[2] <= THIN)
		return;
	ot_picture_add(picture, OT_SHAPE_RECTANGLE, OT_COLOUR_PAPER, area);
	ot_picture_add(picture, OT_SHAPE_HATCH, OT_COLOUR_ACCENT, area)->line = 0.7;
	ot_picture_add(picture, OT_SHAPE_FRAME, OT_COLOUR_ACCENT, area);
}

/* Returns the right end of the bar. */
static double
draw_bar(const Chart *chart, const OtPoint *point, double y)
{
	OtPicture *picture = chart->figure->picture;
	double zero = scale(chart, 0);
	double end = isnan(point->value) ? chart->left + chart->width : scale(chart, point->value);
	double area[4] = { MIN(zero, end), y, MAX(ABS(end - zero), THIN), BAR };

	if (isnan(point->value)) {
		ot_picture_add(picture, OT_SHAPE_HATCH, OT_COLOUR_RULE, area)->line = 0.7;
		ot_picture_add(picture, OT_SHAPE_DASHED, OT_COLOUR_MUTED, area)->line = 0.8;
	} else if (point->strong) {
		ot_picture_add(picture, OT_SHAPE_RECTANGLE, OT_COLOUR_ACCENT, area);
	} else {
		ot_picture_add(picture, OT_SHAPE_RECTANGLE, OT_COLOUR_ACCENT_TINT, area);
		if (area[2] > 2 * THIN)
			ot_picture_add(picture, OT_SHAPE_FRAME, OT_COLOUR_ACCENT, area);
	}
	if (!isnan(point->value))
		draw_spread(chart, point, y);
	return area[0] + area[2];
}

static void
draw_row(const Chart *chart, guint index, double y)
{
	const OtFigure *figure = chart->figure;
	const Bar *bar = &chart->bars[index];
	double line = ot_fonts_line(figure->layout->fonts, OT_TEXT_TABLE);
	double small = ot_fonts_line(figure->layout->fonts, OT_TEXT_SMALL);
	double middle = y + MAX(BAR, line) / 2;
	double x;

	ot_figure_add_text(figure, bar->label, OT_COLOUR_TEXT,
	                   (double[3]){ PAD, middle - line / 2, chart->labels });
	x = draw_bar(chart, &figure->points[index], middle - BAR / 2) + GAP;
	ot_figure_add_text(figure, bar->value, OT_COLOUR_TEXT,
	                   (double[3]){ x, middle - line / 2, chart->values });
	if (bar->note == NULL)
		return;
	if (chart->below)
		ot_figure_add_text(figure, bar->note, OT_COLOUR_MUTED,
		                   (double[3]){ x, middle - line / 2 + bar->value->n_lines * line,
		                                chart->values });
	else
		ot_figure_add_text(figure, bar->note, OT_COLOUR_MUTED,
		                   (double[3]){ x + ot_text_natural(bar->value) + GAP / 2,
		                                middle - small / 2, chart->values });
}

void
ot_figure_bars(OtFigure *figure)
{
	g_autofree Bar *bars = g_new0(Bar, figure->n_points);
	Chart chart = { .figure = figure, .bars = bars, .axis = ot_figure_bars_axis(figure->data) };
	OtPicture *picture = figure->picture;
	double height, y;

	make_bars(&chart);
	height = measure_bars(&chart);
	chart.left = PAD + chart.labels + GAP;
	chart.width = MAX(picture->width - PAD - chart.left - chart.values - GAP, 1);
	picture->height = height + 2 * PAD;
	y = PAD;
	for (guint i = 0; i < figure->n_points; i++) {
		draw_row(&chart, i, y);
		y += bars[i].height + BETWEEN;
	}
	ot_picture_add(picture, OT_SHAPE_LINE, OT_COLOUR_MUTED,
	               (double[4]){ scale(&chart, 0), PAD / 2, 0, height + PAD });
}
