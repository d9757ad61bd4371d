/* SPDX-License-Identifier: MIT */
#ifndef OT_PDF_FONTS_H
#define OT_PDF_FONTS_H

/**
 * The fonts of one document: a font map of its own, over the folders that fonts.conf names.
 *
 * Nothing is shared between documents: a Pango font map that two threads use gives wrong bytes.
 * All measures are in points, unhinted: one Pango unit is 1/1024 point.
 */

#include "document/style.h"

#include <cairo.h>
#include <pango/pango.h>

typedef struct OtFonts OtFonts;

/**
 * Open the fonts of a style.  A family or face that isn't there, and what stands in for it, is a
 * finding.  OT_ERROR_FORMAT: fonts.conf can't be read; OT_ERROR_INPUT: of the families for a text
 * none is there.  Free with ot_fonts_free().
 */
OtFonts *
ot_fonts_new(const char *font_dir, const OtStyle *style, const char *lang, OtFindings *findings,
             GError **error);

void
ot_fonts_free(OtFonts *fonts);

/** The context in which texts are shaped. */
PangoContext *
ot_fonts_context(const OtFonts *fonts);

/** The face of a role; owned by `fonts`. */
const PangoFontDescription *
ot_fonts_face(const OtFonts *fonts, OtTextRole role);

/** Height of a line of this role. */
double
ot_fonts_line(const OtFonts *fonts, OtTextRole role);

/** From the top of a line of this role to its baseline. */
double
ot_fonts_baseline(const OtFonts *fonts, OtTextRole role);

/** Height of the letters above the baseline, for boxes around a piece of a line. */
double
ot_fonts_ascent(const OtFonts *fonts, OtTextRole role);

double
ot_fonts_descent(const OtFonts *fonts, OtTextRole role);

/**
 * The font of a face, or NULL; release with g_object_unref().  No thread of Pango is at work after.
 */
PangoFont *
ot_font_load(PangoContext *context, const PangoFontDescription *face);

/** What cairo draws with.  Lives as long as `fonts`. */
cairo_scaled_font_t *
ot_fonts_scaled(OtFonts *fonts, PangoFont *font);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(OtFonts, ot_fonts_free)

#endif
