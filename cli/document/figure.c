/* SPDX-License-Identifier: MIT */
#include "document/figure.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* About so many marks divide an axis. */
#define MARKS 5

/* "% of calls": shares are compared on one axis, whatever their values. */
static bool
is_percent(const OtFigureData *figure)
{
	return figure->unit != NULL && *figure->unit == '%';
}

/* The smallest of 1, 2, 5, 10, 20, 50 ... that is not below `value`. */
static double
round_up(double value)
{
	static const double steps[] = {1, 2, 5, 10};
	double power = pow(10, floor(log10(value)));

	for (size_t i = 0; i < G_N_ELEMENTS(steps); i++)
		if (steps[i] * power >= value)
			return steps[i] * power;
	return 10 * power;
}

/* The values that have to be on the axis, zero among them. */
static OtAxis
enclose(const OtFigureData *figure)
{
	OtAxis axis = {0, 0, 1};

	for (size_t i = 0; i < figure->n_points; i++) {
		const OtPoint *point = &figure->points[i];
		if (!isfinite(point->value))
			continue;
		axis.most = fmax(axis.most, point->value);
		axis.least = fmin(axis.least, point->value - point->spread);
	}
	return axis;
}

OtAxis
ot_figure_bars_axis(const OtFigureData *figure)
{
	OtAxis axis = enclose(figure);

	if (axis.most <= axis.least || !isfinite(axis.most - axis.least))
		axis.most = axis.least + 1;
	axis.step = axis.most - axis.least;
	return axis;
}

OtAxis
ot_figure_axis(const OtFigureData *figure)
{
	OtAxis axis = enclose(figure);

	if (is_percent(figure) && axis.least >= 0 && axis.most <= 100)
		return (OtAxis){0, 100, 20};
	axis.step = round_up((axis.most - axis.least) / MARKS);
	axis.most = ceil(axis.most / axis.step) * axis.step;
	axis.least = floor(axis.least / axis.step) * axis.step;
	/* No values, or so large ones that nothing can be counted with them. */
	if (!isfinite(axis.most - axis.least) || axis.most <= axis.least)
		return ot_figure_bars_axis(figure);
	return axis;
}

double
ot_axis_share(const OtAxis *axis, double value)
{
	double share = (value - axis->least) / (axis->most - axis->least);

	return isfinite(share) ? CLAMP(share, 0, 1) : 0;
}

bool
ot_figure_has_axis(const OtFigureData *figure)
{
	return figure->n_points == 2 &&
	       (isfinite(figure->points[0].value) || isfinite(figure->points[1].value));
}

/* A number as people write it; in the arena. */
static const char *
spell_number(const OtLabels *labels, OtArena *arena, double value)
{
	char digits[G_ASCII_DTOSTR_BUF_SIZE];
	const char *number = ot_format_number(
		labels, arena, g_ascii_formatd(digits, sizeof digits, "%.10g", value));

	return number != NULL ? number : ot_arena_strdup(arena, digits);
}

/* "9" and "nights", "20" and "% of calls". */
static const char *
add_unit(OtArena *arena, const char *number, const char *unit)
{
	if (unit == NULL)
		return number;
	return ot_arena_printf(arena, *unit == '%' ? "%s%s" : "%s\302\240%s", number, unit);
}

const char *
ot_figure_axis_text(const OtLabels *labels, OtArena *arena, const OtFigureData *figure,
                    double value)
{
	const char *number = spell_number(labels, arena, value);

	if (is_percent(figure))
		return add_unit(arena, number, "%");
	return value == 0 ? number : add_unit(arena, number, figure->unit);
}

/* Days since year 1 of an ISO 8601 date, of the first day where it is a month; 0: no date. */
static guint32
count_days(const char *date)
{
	int year = 0, month = 0, day = 1;
	GDate value;

	if (date == NULL || sscanf(date, "%4d-%2d-%2d", &year, &month, &day) < 2 ||
	    day < 1 || day > 31 || month < 1 || month > 12 || year < 1 ||
	    !g_date_valid_dmy((GDateDay) day, (GDateMonth) month, (GDateYear) year))
		return 0;
	g_date_clear(&value, 1);
	g_date_set_dmy(&value, (GDateDay) day, (GDateMonth) month, (GDateYear) year);
	return g_date_get_julian(&value);
}

int
ot_point_days(const OtPoint *point, const OtPoint *from)
{
	guint32 here = count_days(point->date);
	guint32 there = count_days(from->date);

	return here > 0 && there > 0 ? (int) here - (int) there : 0;
}

const char *
ot_figure_value_text(const OtLabels *labels, OtArena *arena, const OtFigureData *figure,
                     const OtPoint *point)
{
	const char *text = point->text;

	if (figure->kind == OT_FIGURE_TIMELINE) {
		if (text == NULL)
			text = ot_format_date(labels, arena, point->date);
	} else if (isfinite(point->value)) {
		if (text == NULL)
			text = spell_number(labels, arena, point->value);
		if (figure->unit != NULL && strstr(text, figure->unit) == NULL)
			text = add_unit(arena, text, figure->unit);
	}
	return text != NULL ? text : ot_labels_get(labels, "not-known");
}

char *
ot_figure_point_text(const OtLabels *labels, OtArena *arena, const OtFigureData *figure,
                     const OtPoint *point)
{
	const char *value = ot_figure_value_text(labels, arena, figure, point);

	return ot_labels_fill(labels, arena,
	                      point->note != NULL ? "figure-point-note" : "figure-point-value",
	                      "label", point->label, "value", value, "note",
	                      point->note != NULL ? point->note : "", NULL);
}

bool
ot_figure_has_notes(const OtFigureData *figure)
{
	for (size_t i = 0; i < figure->n_points; i++)
		if (figure->points[i].note != NULL)
			return true;
	return false;
}
