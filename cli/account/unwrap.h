/* SPDX-License-Identifier: MIT */
#ifndef OT_ACCOUNT_UNWRAP_H
#define OT_ACCOUNT_UNWRAP_H

/** Texts without what may stand between their letters: markup, entities, blanks, signs. */

#include <glib.h>
#include <stdbool.h>

/** What becomes of the tags of XML and HTML. */
typedef enum {
	OT_TAGS_KEPT,  /**< their attributes may hold words */
	OT_TAGS_SAID,  /**< all but attributes with a blank in them, which are texts, is left out */
	OT_TAGS_CUT,   /**< a word may go on behind one */
	OT_TAGS_BLANK, /**< or end before one */
	OT_N_TAGS
} OtTags;

/**
 * Markup as a text in UTF-8, with numeric entities resolved, and named ones, which stand for no
 * letters, left out; what is no UTF-8 is replaced.  Free with g_free().
 */
char *
ot_unwrap(const char *bytes, size_t len, OtTags tags);

/**
 * Append the letters and digits alone, small, without accents and as plain as they come: "É" and
 * the ligature "ﬁ" as "e" and "fi".  Bytes that are no UTF-8 are passed over, so that a text in
 * UTF-16 has its letters of ASCII.
 */
void
ot_squeeze(GString *out, const char *bytes, size_t len);

/** A text with the digits of each number together: "61,750" is "61750".  Free with g_free(). */
char *
ot_join_digits(const char *text);

#endif
