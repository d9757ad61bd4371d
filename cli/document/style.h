/* SPDX-License-Identifier: MIT */
#ifndef OT_DOCUMENT_STYLE_H
#define OT_DOCUMENT_STYLE_H

/**
 * The house style: what documents look like, read from templates/house-style.xml.
 *
 * All lengths are in points (1/72 inch), also where the file gives millimetres.
 */

#include "document/logo.h"

/** An sRGB colour, each part from 0 to 1. */
typedef struct {
	double red, green, blue;
} OtColour;

/** What a colour is for; house-style.xml has one <colour role="..."/> for each. */
typedef enum {
#define COLOUR(id, role) OT_COLOUR_##id,
#include "document/style-roles.def"
#undef COLOUR
	OT_N_COLOURS
} OtColourRole;

/** What a text is for; house-style.xml has one <text role="..."/> for each. */
typedef enum {
#define TEXT(id, role) OT_TEXT_##id,
#include "document/style-roles.def"
#undef TEXT
	OT_N_TEXTS
} OtTextRole;

/** A size of paper that has a name. */
typedef enum {
#define PAGE(id, name, width, height) OT_PAGE_##id,
#include "document/style-roles.def"
#undef PAGE
	OT_N_PAGES
} OtPageSize;

/** What the title stands on. */
typedef enum {
	OT_COVER_FILLED, /**< a band of the dark accent */
	OT_COVER_PAPER,  /**< the page itself, with a line below */
} OtCoverGround;

/** What decorates the cover. */
typedef enum {
	OT_MOTIF_NONE,
	OT_MOTIF_RINGS, /**< rings around a corner */
	OT_MOTIF_BARS,  /**< upright bars at the right edge, each shorter than the one before */
} OtCoverMotif;

typedef struct {
	const char *family;      /**< in PDF: families, the first that is there; commas between */
	const char *word_family; /**< in Word: a family that the reader's computer has */
	bool serif;              /**< the letters have serifs: what stands in for them should too */
	double size;             /**< points */
	double leading;          /**< height of a line as a multiple of the size */
	int weight;              /**< 400 regular, 700 bold */
	double before, after;    /**< space above and below, points */
	OtColourRole colour;
} OtTextStyle;

typedef struct {
	const char *name;
	double page_width, page_height;
	double margin_top, margin_bottom, margin_left, margin_right;
	OtTextStyle text[OT_N_TEXTS];
	OtColour colour[OT_N_COLOURS];
	OtCoverGround cover_ground;
	OtCoverMotif cover_motif;
	OtColourRole motif_colour; /**< of the motif and of the line below the title */
	OtLogo *logo;      /**< NULL: none; it is read and drawn by the one who makes documents */
	bool large_print;  /**< see ot_style_enlarge() */
	/** of the size of body text to that of the house style as it was read */
	double scale;
	const char *file;  /**< what was read */
	OtWhere text_where[OT_N_TEXTS], colour_where[OT_N_COLOURS]; /**< where each stands in it */
} OtStyle;

/**
 * Read a house style.  It is valid against schemas/house-style.xsd and every role is there, or
 * OT_ERROR_FORMAT names what is missing.  Free with ot_style_free().
 */
OtStyle *
ot_style_load(const char *path, GError **error);

void
ot_style_free(OtStyle *style);

/**
 * Put the style on paper of another size; its margins stay.  OT_ERROR_INPUT: they leave no room.
 */
bool
ot_style_set_page(OtStyle *style, OtPageSize size, GError **error);

/** The least size of any letter in large print, in points. */
#define OT_LARGE_PRINT 18.0

/**
 * Make the style one for large print: no letter is smaller than OT_LARGE_PRINT, larger ones keep a
 * part of what they are above body text, lines have more room; writers leave italics out and put
 * tables whose columns would be narrow as lists.
 */
void
ot_style_enlarge(OtStyle *style);

/** The size of paper with this name; OT_N_PAGES: there is none. */
OtPageSize
ot_page_find(const char *name);

/** True where the margins leave enough of the page for text. */
bool
ot_style_has_room(const OtStyle *style);

/** The colour under the head of a table, on which its words can be read best. */
OtColourRole
ot_style_head_ground(const OtStyle *style);

/** True for a ground that looks like the page: what it sets apart needs a line. */
bool
ot_style_is_bare(const OtStyle *style, OtColourRole ground);

/** What a colour is called in the file: "accent-dark". */
const char *
ot_colour_role_name(OtColourRole role);

/** The colour as six hexadecimal digits without '#', as OOXML writes it. */
void
ot_colour_hex(OtColour colour, char hex[7]);

/** Contrast ratio of two colours, 1 to 21 (WCAG 2.2, "contrast ratio"). */
double
ot_colour_contrast(OtColour one, OtColour other);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(OtStyle, ot_style_free)

#endif
