/* SPDX-License-Identifier: MIT */
#ifndef OT_REGISTER_WORDS_H
#define OT_REGISTER_WORDS_H

/** A text as words, to compare it with others. */

#include <glib.h>
#include <stdbool.h>

/** A run of letters and digits. */
typedef struct {
	char *folded;        /**< without regard to case */
	size_t start, end;   /**< where it stands in the text, in bytes */
} OtWord;

/** The words of a text in UTF-8, of OtWord; free with g_array_unref(). */
GArray *
ot_words_split(const char *text);

static inline const OtWord *
ot_words_get(const GArray *words, guint index)
{
	return &g_array_index(words, OtWord, index);
}

#endif
