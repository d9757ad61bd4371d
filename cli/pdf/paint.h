/* SPDX-License-Identifier: MIT */
#ifndef OT_PDF_PAINT_H
#define OT_PDF_PAINT_H

/**
 * Painting pages with cairo, inside paint.c, paint-text.c and paint-picture.c only.
 */

#include "pdf/layout.h"

typedef struct {
	OtLayout *layout;
	OtDrawing *drawing;
	cairo_t *cairo;
	int page;
	bool marked;        /**< a mark is open on this page */
	OtMarkKind mark;    /**< which */
	OtElement *element; /**< and whose */
	OtColourRole colour;
	cairo_surface_t *logo; /**< NULL: the house style has none */
	cairo_scaled_font_t *font;
	GArray *pieces;   /**< of OtPiece */
	GArray *glyphs;   /**< of cairo_glyph_t */
	GArray *clusters; /**< of cairo_text_cluster_t */
	GString *utf8;
} OtPainter;

/* --- paint.c ------------------------------------------------------------------------------ */

/** Open a mark for content of a tag; its element is made if it isn't yet. */
void
ot_painter_mark(OtPainter *painter, OtTag *tag);

void
ot_painter_mark_artifact(OtPainter *painter, OtMarkKind kind);

void
ot_painter_colour(OtPainter *painter, OtColourRole colour);

/** A filled rectangle: left, top, width, height. */
void
ot_painter_fill(OtPainter *painter, OtColourRole colour, const double area[4]);

/* --- paint-text.c ------------------------------------------------------------------------- */

/** Draw a line of a text.  `artifact`: without marks of its own. */
void
ot_painter_line(OtPainter *painter, const OtItem *item, bool artifact);

/** Leave room for the form of a text that is open; its lines are one opening. */
void
ot_painter_open(OtPainter *painter, const OtItem *item, const OtSpan *span);

/** The page on which a node stands, counted from 1. */
int
ot_painter_find_page(const OtPainter *painter, const OtNode *node);

/** Add left, top, right, bottom to the link that a tag is or stands in, if there is one. */
void
ot_painter_link(OtPainter *painter, OtTag *tag, const double area[4]);

/* --- paint-picture.c ---------------------------------------------------------------------- */

void
ot_painter_picture(OtPainter *painter, const OtItem *item);

/** The logo as a figure, or as part of a running head where the item has no tag. */
void
ot_painter_logo(OtPainter *painter, const OtItem *item);

/** The picture of a logo, or NULL for none; OT_ERROR_INPUT where it can't be read. */
bool
ot_painter_open_logo(OtPainter *painter, GError **error);

#endif
