/* SPDX-License-Identifier: MIT */
#ifndef OT_PDF_WORDS_H
#define OT_PDF_WORDS_H

/**
 * The words of a document: each is shaped once in each face, whatever its size.
 *
 * A briefing of 25 pages has 10,000 words of which 3,000 are different, and shaping costs more than
 * anything else in its layout.  compose.c puts texts together from these words.
 */

#include "pdf/shape.h"

/** A word, in units of its face. */
typedef struct {
	/**
	 * Its shape doesn't depend on what stands around: Latin letters, digits and common signs
	 * that the face has.  What follows holds only then.
	 */
	bool plain;
	bool has_letter;
	bool starts_line; /**< after a blank, a line may start with it */
	guint n_glyphs;
	const OtGlyph *glyphs;
	float lead;  /**< advance of a blank before it: that kerns too */
	float trail; /**< what a blank after it adds to the advance of its last glyph */
	/** For each byte, whether a line may start there; NULL: nowhere within the word. */
	const bool *breaks;
} OtWordShape;

/** The words of a document. */
typedef struct OtWords OtWords;

/** The words of a face. */
typedef struct OtWordFace OtWordFace;

/** For texts of one language.  Free with ot_words_free(). */
OtWords *
ot_words_new(PangoLanguage *language);

void
ot_words_free(OtWords *words);

/** The words of the face that a font has, in any size; owned by `words`. */
OtWordFace *
ot_words_face(OtWords *words, PangoFont *font);

/** Units of an em of this face. */
guint
ot_words_units(const OtWordFace *face);

/** The glyph of a blank. */
guint
ot_words_blank(const OtWordFace *face);

/** The shape of a word, which has no blank and may be empty; made if it is new, owned by `face`. */
const OtWordShape *
ot_words_find(OtWordFace *face, const char *word, guint len);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(OtWords, ot_words_free)

#endif
