/* SPDX-License-Identifier: MIT */
#ifndef OT_PDF_FIGURE_H
#define OT_PDF_FIGURE_H

/**
 * Figures drawn from data.  Nothing in them is said by colour alone, and their words are content
 * like any other, within the Figure element.
 */

#include "document/figure.h"
#include "pdf/layout.h"

/** A figure with more points than this is drawn in parts. */
#define OT_FIGURE_MAX_POINTS 16

/** A figure, or a part of one, being drawn. */
typedef struct {
	OtLayout *layout;
	OtPicture *picture;
	OtTag *tag;
	const OtPoint *points;
	guint n_points;
	const OtFigureData *data; /**< of the whole figure, not of this part alone */
} OtFigure;

OtPicture *
ot_picture_new(OtLayout *layout, double width);

/** Add a shape at x, y, width, height; valid until the next one is added. */
OtPictureShape *
ot_picture_add(OtPicture *picture, OtShapeKind kind, OtColourRole colour, const double area[4]);

/**
 * Make a picture lower by so much, at the most its slack, as far as each of its shapes gives way.
 */
void
ot_picture_press(OtPicture *picture, double by);

OtText *
ot_figure_text(const OtFigure *figure, OtTextRole role, const char *words, bool strong);

/** Place a text's lines at x, y, broken to a width.  Returns their height. */
double
ot_figure_add_text(const OtFigure *figure, OtText *text, OtColourRole colour, const double area[3]);

void
ot_figure_timeline(OtFigure *figure);

/** Two points on one axis; ot_figure_has_axis(). */
void
ot_figure_measure(OtFigure *figure);

void
ot_figure_bars(OtFigure *figure);

#endif
