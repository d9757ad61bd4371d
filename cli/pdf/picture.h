/* SPDX-License-Identifier: MIT */
#ifndef OT_PDF_PICTURE_H
#define OT_PDF_PICTURE_H

/**
 * A figure as a list of shapes and texts, from its top left corner, y downwards, in points.
 */

#include "pdf/text.h"

typedef enum {
	OT_SHAPE_RECTANGLE, /**< filled */
	OT_SHAPE_FRAME,     /**< a rectangle's outline */
	OT_SHAPE_DASHED,    /**< the same, dashed */
	OT_SHAPE_HATCH,     /**< a rectangle filled with slanting lines */
	OT_SHAPE_LINE,      /**< from (x, y) to (x + width, y + height) */
	OT_SHAPE_DOTS,      /**< the same, dotted */
	OT_SHAPE_DISC,      /**< of this width, centre at (x, y), filled */
	OT_SHAPE_RING,      /**< the same, outline, filled with paper */
	OT_SHAPE_HEAD,      /**< of an arrow: tip at (x, y), `width` long; negative: to the left */
	OT_SHAPE_TEXT,      /**< one line of a text, its baseline's start at (x, y) */
} OtShapeKind;

typedef struct {
	OtShapeKind kind;
	OtColourRole colour;
	double x, y, width, height;
	double slack_y, slack_height; /**< of which it gives up when the picture is pressed flat */
	double line;                  /**< thickness of lines */
	OtText *text;
	guint line_index;
} OtPictureShape;

typedef struct {
	GArray *shapes; /**< of OtPictureShape, in the order of drawing */
	double width, height;
	double slack; /**< of the height: how much lower it may be made to go on a page */
} OtPicture;

#endif
