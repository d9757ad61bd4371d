/* SPDX-License-Identifier: MIT */
#ifndef OT_PDF_SHAPE_H
#define OT_PDF_SHAPE_H

/**
 * A shaped text, inside text.c, shape.c and break.c only.
 */

#include "pdf/text.h"

/** What stands between two places where a line may end. */
typedef struct {
	guint start, end; /**< bytes; the blanks after it belong to it */
	float width;      /**< without these blanks */
	float space;      /**< of these blanks */
	bool hyphen;      /**< ends with a soft hyphen, which shows at the end of a line */
	bool ends;        /**< the line ends with it: somebody pressed Enter there */
} OtWord;

struct OtShape {
	int refs;
	guint len;
	char *string;
	GArray *ends;   /**< of guint: bytes where line feeds stood, which are blanks now */
	GArray *runs;   /**< of OtRun, in logical order */
	GArray *glyphs; /**< of OtGlyph */
	OtWord *words;
	guint n_words;
	float hyphen; /**< width of a hyphen; 0 where the text has no soft hyphen */
	double natural, minimum;
	int base_level; /**< 1: from right to left */
};

/** What is known of the place before a byte. */
enum {
	OT_AT_BREAK = 1 << 0, /**< a line may start here */
	OT_AT_BLANK = 1 << 1, /**< here stands a blank that a line doesn't end with */
};

/** Looks that change glyphs, and with them the font. */
#define OT_LOOKS_OF_GLYPHS (OT_LOOK_STRONG | OT_LOOK_EMPHASIS | OT_LOOK_RAISED)

/** Those of `look` that change glyphs in a style: what is bold gets no bolder. */
guint
ot_look_of_glyphs(const OtTextStyle *style, guint look);

/** The size of what is raised in a style, in Pango's units. */
int
ot_raised_size(const OtTextStyle *style);

/** A shape without glyphs; has one reference. */
OtShape *
ot_shape_start(const char *string);

/** Once it has its glyphs and runs: find its words.  `marks` has OT_AT_ of each byte. */
void
ot_shape_finish(OtShape *shape, const guint8 *marks);

/** Where shape_new() reports what no font has. */
typedef void OtMissingGlyph(gpointer data, gunichar character);

/** Shape with a layout that has its font and attributes already.  Has one reference. */
OtShape *
ot_shape_new(OtFonts *fonts, PangoLayout *layout, const char *string, OtMissingGlyph *missing,
             gpointer data);

OtShape *
ot_shape_ref(OtShape *shape);

void
ot_shape_unref(OtShape *shape);

/** The first glyph of a run, in logical order, whose cluster starts at `byte` or later. */
guint
ot_shape_seek(const OtShape *shape, const OtRun *run, guint byte);

/** The run that holds a byte. */
guint
ot_shape_find_run(const OtShape *shape, guint byte);

/** Break into lines: GArray of OtTextLine. */
GArray *
ot_shape_break(const OtShape *shape, double width, bool balanced);

#endif
