/* SPDX-License-Identifier: MIT */
#ifndef OT_CHANGES_WORDS_H
#define OT_CHANGES_WORDS_H

/** Which words of a text differ. */

#include "changes/changes.h"

/** What several comparisons share. */
typedef struct {
	OtArena *arena;
	guint64 work;  /**< pairs of words that were compared so far */
	GArray *words; /**< of OtWords: what the present comparison has found */
} OtWordsDiff;

/**
 * The stretches of two texts that were kept, removed and added, in the arena: kept and removed ones
 * together are the old text, kept and added ones the new.  Where they have little in common, or
 * OT_LIMIT_DIFF_WORK is reached, the whole of both.
 */
const OtWords *
ot_words_compare(OtWordsDiff *diff, const char *old, const char *new, size_t *n_words);

#endif
