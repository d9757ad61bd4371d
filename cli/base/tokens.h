/* SPDX-License-Identifier: MIT */
#ifndef OT_BASE_TOKENS_H
#define OT_BASE_TOKENS_H

/** A text as runs of letters and digits, to compare it with others. */

#include <glib.h>

/** A run of letters and digits; marks on them and signs that nobody sees belong to it. */
typedef struct {
	char *folded;        /**< without regard to case, accents, width and unseen signs */
	size_t start, end;   /**< where it stands in the text, in bytes */
} OtToken;

/** The tokens of a text in UTF-8, of OtToken; free with g_array_unref(). */
GArray *
ot_tokens_split(const char *text);

static inline const OtToken *
ot_token_get(const GArray *tokens, guint index)
{
	return &g_array_index(tokens, OtToken, index);
}

#endif
