/* SPDX-License-Identifier: MIT */
#ifndef OT_PDF_COMPOSE_H
#define OT_PDF_COMPOSE_H

/**
 * Texts composed of words that are shaped already (words.c).
 */

#include "pdf/shape.h"

typedef struct OtComposer OtComposer;

/** Uses `fonts` and `style`, which must live as long.  Free with ot_composer_free(). */
OtComposer *
ot_composer_new(OtFonts *fonts, const OtStyle *style);

void
ot_composer_free(OtComposer *composer);

/**
 * The shape of a text, as Pango would shape it; has one reference.  NULL where Pango has to: the
 * text isn't Latin, the face lacks a character, or a word changes its look within.
 */
OtShape *
ot_compose(OtComposer *composer, OtTextRole role, const char *string, const OtSpan *spans,
           guint n_spans);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(OtComposer, ot_composer_free)

#endif
