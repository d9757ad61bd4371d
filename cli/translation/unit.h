/* SPDX-License-Identifier: MIT */
#ifndef OT_TRANSLATION_UNIT_H
#define OT_TRANSLATION_UNIT_H

/**
 * Texts that are to be translated, as they are found in a file, and the pieces of translations.
 */

#include <glib.h>
#include <stdbool.h>

/** One text. */
typedef struct {
	char *words;  /**< with {1}, {2} for what is put in; see translation.h */
	char *within; /**< what these are, for the translator: "{1} engagement/@closes"; or NULL */
} OtUnit;

/** A list of texts, empty; of OtUnit *, freed with the array. */
GPtrArray *
ot_units_new(void);

/** Add a text; both strings are copied. */
void
ot_units_add(GPtrArray *units, const char *words, const char *within);

/** True where there is something to translate: a letter outside of braces. */
bool
ot_unit_has_letters(const char *words);

/** Append words with their braces doubled, so that they aren't taken for {1}. */
void
ot_unit_append_words(GString *unit, const char *words);

/** A piece of a text: words, or the number of what is put in. */
typedef struct {
	char *words; /**< NULL: see `number` */
	int number;  /**< from 1 */
} OtUnitPiece;

/**
 * Take a text apart; NULL where a brace has no other.  Of OtUnitPiece *, freed with the array.
 * Pieces of words have no braces doubled.
 */
GPtrArray *
ot_unit_pieces(const char *words);

/** True if both have the same numbers, each once: what is put in is neither lost nor doubled. */
bool
ot_unit_is_match(const char *words, const char *translated);

#endif
