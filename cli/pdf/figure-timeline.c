/* SPDX-License-Identifier: MIT */
#include "pdf/figure.h"

/* Dates stand to the left of the line, what happens to the right of it. */
#define DATE_PART 0.34 /* of the width, at the most */
#define LINE_ROOM 34.0
#define PAD       8.0
#define BETWEEN   7.0
#define LINE      1.6
#define DISC      10.0
#define RING      9.0
#define RING_LINE 1.6
#define BAND_PAD  3.5

/* How much higher than its words the figure may become to show how far apart the dates are. */
#define STRETCH    1.4
#define MAX_HEIGHT 440.0

typedef struct {
	OtText *date, *label, *note;
	double height; /* of the words */
	double days;   /* to the next point */
	double y;      /* top of the words */
	double slack;  /* of it, which is there to show the scale only */
} Entry;

static double
height_of(const OtFigure *figure, const OtText *text)
{
	return text != NULL ? text->n_lines * ot_fonts_line(figure->layout->fonts, text->role) : 0;
}

static double
make_entries(const OtFigure *figure, Entry *entries)
{
	double widest = 0;

	for (guint i = 0; i < figure->n_points; i++) {
		const OtPoint *point = &figure->points[i];
		Entry *entry = &entries[i];

		entry->date = ot_figure_text(figure, OT_TEXT_TABLE,
		                             ot_figure_value_text(figure->layout->labels,
		                                                  figure->layout->arena,
		                                                  figure->data, point),
		                             point->strong);
		widest = MAX(widest, ot_text_natural(entry->date));
		entry->label =
			ot_figure_text(figure, OT_TEXT_TABLE,
		                       point->label != NULL ? point->label : "", point->strong);
		if (point->note != NULL && *point->note != '\0')
			entry->note = ot_figure_text(figure, OT_TEXT_SMALL, point->note, false);
	}
	return MIN(widest + 0.1, figure->picture->width * DATE_PART);
}

static void
measure_entries(const OtFigure *figure, Entry *entries, double dates)
{
	double width = figure->picture->width - dates - LINE_ROOM - 2 * PAD;

	for (guint i = 0; i < figure->n_points; i++) {
		Entry *entry = &entries[i];

		ot_text_break(entry->label, width);
		entry->height = height_of(figure, entry->label);
		if (entry->note != NULL) {
			ot_text_break(entry->note, width);
			entry->height += height_of(figure, entry->note);
		}
		ot_text_break(entry->date, dates);
		entry->height = MAX(entry->height, height_of(figure, entry->date));
		if (i > 0) {
			int days = ot_point_days(&figure->points[i], &figure->points[i - 1]);

			entries[i - 1].days = MAX(days, 0);
		}
	}
}

/* Height of all with so many points a day, and never less than the words need. */
static double
place_entries(Entry *entries, guint n, double scale)
{
	double y = PAD;

	for (guint i = 0; i < n; i++) {
		entries[i].y = y;
		y += i + 1 < n ? MAX(entries[i].height + BETWEEN, entries[i].days * scale)
		               : entries[i].height;
	}
	return y + PAD;
}

/* As true to scale as the height allows; `slack` is what shows the scale. */
static double
spread_entries(Entry *entries, guint n, double *slack)
{
	double least = place_entries(entries, n, 0);
	double most = MAX(least, MIN(least * STRETCH, MAX_HEIGHT));
	double low = 0;
	double high = most;
	double height;

	for (guint i = 0; i < n; i++)
		entries[i].slack = -entries[i].y;
	for (int i = 0; i < 40; i++) {
		double scale = (low + high) / 2;

		if (place_entries(entries, n, scale) > most)
			high = scale;
		else
			low = scale;
	}
	height = place_entries(entries, n, low);
	for (guint i = 0; i < n; i++)
		entries[i].slack += entries[i].y;
	*slack = height - least;
	return height;
}

static void
draw_axis(const OtFigure *figure, double x, double middle, const Entry *entries)
{
	const Entry *last = &entries[figure->n_points - 1];
	OtPictureShape *shape =
		ot_picture_add(figure->picture, OT_SHAPE_LINE, OT_COLOUR_ACCENT,
	                       (double[4]){ x, entries[0].y + middle, 0, last->y - entries[0].y });

	shape->line = LINE;
	shape->slack_height = last->slack;
}

static void
draw_point(const OtFigure *figure, double x, double y, bool strong)
{
	OtPicture *picture = figure->picture;

	if (strong)
		ot_picture_add(picture, OT_SHAPE_DISC, OT_COLOUR_HIGHLIGHT,
		               (double[4]){ x, y, DISC, DISC });
	else
		ot_picture_add(picture, OT_SHAPE_RING, OT_COLOUR_ACCENT,
		               (double[4]){ x, y, RING, RING })
			->line = RING_LINE;
}

static void
draw_words(const OtFigure *figure, const Entry *entry, double dates, bool strong)
{
	double left = PAD + dates + LINE_ROOM;
	double width = figure->picture->width - left - PAD;
	OtColourRole colour = strong ? OT_COLOUR_HIGHLIGHT : OT_COLOUR_TEXT;
	double y = entry->y;

	ot_figure_add_text(figure, entry->date, strong ? colour : OT_COLOUR_MUTED,
	                   (double[3]){ PAD, y, dates });
	y += ot_figure_add_text(figure, entry->label, colour, (double[3]){ left, y, width });
	if (entry->note != NULL)
		ot_figure_add_text(figure, entry->note, OT_COLOUR_MUTED,
		                   (double[3]){ left, y, width });
}

void
ot_figure_timeline(OtFigure *figure)
{
	OtPicture *picture = figure->picture;
	g_autofree Entry *entries = g_new0(Entry, figure->n_points);
	double dates = make_entries(figure, entries);
	double x = PAD + dates + LINE_ROOM / 2;
	double middle = ot_fonts_line(figure->layout->fonts, OT_TEXT_TABLE) / 2;
	guint last = figure->n_points - 1;

	measure_entries(figure, entries, dates);
	picture->height = spread_entries(entries, figure->n_points, &picture->slack);
	for (guint i = 0; i <= last; i++)
		if (figure->points[i].strong)
			ot_picture_add(picture, OT_SHAPE_RECTANGLE, OT_COLOUR_HIGHLIGHT_TINT,
			               (double[4]){ 0, entries[i].y - BAND_PAD, picture->width,
			                            entries[i].height + 2 * BAND_PAD })
				->slack_y = entries[i].slack;
	draw_axis(figure, x, middle, entries);
	for (guint i = 0; i <= last; i++) {
		guint first = picture->shapes->len;

		draw_point(figure, x, entries[i].y + middle, figure->points[i].strong);
		draw_words(figure, &entries[i], dates, figure->points[i].strong);
		for (; first < picture->shapes->len; first++)
			g_array_index(picture->shapes, OtPictureShape, first).slack_y =
				entries[i].slack;
	}
}
