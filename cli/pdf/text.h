/* SPDX-License-Identifier: MIT */
#ifndef OT_PDF_TEXT_H
#define OT_PDF_TEXT_H

/**
 * Texts: shaped once as one endless line, then broken into lines of any width.
 *
 * They are composed of words that were shaped before where that can be (compose.h), and shaped by
 * Pango as a whole elsewhere.  A shape keeps glyphs and widths only, no Pango object.  A text is a
 * shape with the elements whose content its pieces are.  Equal short texts share one shape.
 */

#include "base/finding.h"
#include "pdf/fonts.h"
#include "pdf/tag.h"

/** How a piece of a text differs from the rest of its role; can be combined. */
typedef enum {
	OT_LOOK_STRONG = 1 << 0,
	OT_LOOK_EMPHASIS = 1 << 1,
	OT_LOOK_LINK = 1 << 2,    /**< coloured and underlined */
	OT_LOOK_MISSING = 1 << 3, /**< in a tinted box, underlined with dots */
	OT_LOOK_RAISED = 1 << 4,  /**< the number of a note */
	OT_LOOK_OPEN = 1 << 5,    /**< left open: every copy has other words here */
} OtLook;

/** A piece of a text: up to `end`, all in one look and one element. */
typedef struct {
	guint end; /**< bytes from the start of the text */
	guint look;
	OtTag *tag;
	const OtNode *field; /**< OT_LOOK_OPEN: which field it is; NULL: the code in the foot */
} OtSpan;

typedef struct {
	guint glyph;
	float advance;
	float x, y; /**< offsets of the ink, y downwards */
	guint cluster; /**< the byte that the glyph's cluster starts with */
} OtGlyph;

/** Glyphs of one font and direction, in the order in which they stand on the line. */
typedef struct {
	guint start, end; /**< bytes */
	guint first, n;   /**< glyphs */
	int level;        /**< bidi embedding level; odd: from right to left */
	cairo_scaled_font_t *font;
	guint hyphen; /**< glyph of a hyphen; 0 where the run has no soft hyphen */
	float hyphen_width;
} OtRun;

typedef struct OtShape OtShape;

/** A line of a text. */
typedef struct {
	guint start, end; /**< bytes; the blanks at the end belong to it */
	float width;      /**< without them */
	bool hyphen;      /**< ends with a soft hyphen, which shows */
} OtTextLine;

typedef struct {
	OtShape *shape;
	OtTextRole role;
	OtColourRole colour;
	const OtSpan *spans;
	guint n_spans;
	OtTextLine *lines;
	guint n_lines;
	float room;     /**< the width that it was broken to */
	guint to_paint; /**< lines that are still to be painted; then the shape can go */
	bool balanced;  /**< lines of like length, as in headings */
} OtText;

/** What shaping needs, one for a document. */
typedef struct OtTexts OtTexts;

/** `findings` gets a finding for each character that no font has.  Free with ot_texts_free(). */
OtTexts *
ot_texts_new(OtFonts *fonts, const OtStyle *style, OtFindings *findings);

void
ot_texts_free(OtTexts *texts);

/** Where findings go from now on; what failed before is forgotten. */
void
ot_texts_set_findings(OtTexts *texts, OtFindings *findings);

/** Where the texts that follow stand, in words; for findings.  Not copied. */
void
ot_texts_set_place(OtTexts *texts, const char *place);

/** True once a character without a glyph was met. */
bool
ot_texts_failed(const OtTexts *texts);

/**
 * Shape a text; it must be valid UTF-8.  `spans` is taken as it is and must live as long as the
 * text; the last one ends where `string` ends.  The text is in the arena, its shape and lines are
 * freed with `texts` or by ot_text_painted().
 */
OtText *
ot_text_make(OtTexts *texts, OtArena *arena, OtTextRole role, const char *string,
            const OtSpan *spans, guint n_spans);

/**
 * Give the shape of a text that was made to be measured to a new one, whose elements are known.
 * NULL where the role or string is another one.
 */
OtText *
ot_text_take(OtTexts *texts, OtArena *arena, OtText *measured, OtTextRole role, const char *string);

/** A text of one piece. */
OtText *
ot_text_plain(OtTexts *texts, OtArena *arena, OtTextRole role, const char *string, OtTag *tag);

/** Break a text into lines of at most `width`; breaks words where they are wider. */
void
ot_text_break(OtText *text, double width);

/** Count a painted line; after the last one the shape is released and the text is empty. */
void
ot_text_painted(OtText *text);

/** Width of the whole text on one line. */
double
ot_text_natural(const OtText *text);

/** Width of its longest word: what it needs at the least. */
double
ot_text_minimum(const OtText *text);

/** True where the first strong character is of a script that runs from right to left. */
bool
ot_text_is_rtl(const OtText *text);

/** A piece of a line in one run and one span. */
typedef struct {
	guint start, end; /**< bytes */
	const OtRun *run;
	const OtSpan *span;
	double x, width; /**< from the start of the line */
} OtPiece;

/** Pieces of a line in reading order, each with its place: GArray of OtPiece. */
void
ot_text_pieces(const OtText *text, guint line, GArray *pieces);

/** The text of a shape, for what copies it. */
const char *
ot_text_string(const OtText *text);

/** Glyphs of a piece in the order in which they stand: a slice of the shape's. */
const OtGlyph *
ot_text_glyphs(const OtText *text, const OtPiece *piece, guint *n_glyphs);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(OtTexts, ot_texts_free)

#endif
