/* SPDX-License-Identifier: MIT */
#ifndef OT_RULES_SEGMENT_WORDS_H
#define OT_RULES_SEGMENT_WORDS_H

/** What words around full stops and behind numbers are, as rules/segment-words.def lists them. */

#include <glib.h>

/** A word may be several. */
typedef enum {
	OT_SORT_ABBREVIATION = 1 << 0,
	OT_SORT_CLOSING = 1 << 1,
	OT_SORT_BEFORE_STARTER = 1 << 2,
	OT_SORT_BEFORE_NUMBER = 1 << 3,
	OT_SORT_STARTER = 1 << 4,
	OT_SORT_LABELLED = 1 << 5,
	OT_SORT_UNIT = 1 << 6,
	OT_SORT_MULTIPLIER = 1 << 7,
} OtWordSorts;

/** The longest in the list is shorter, so that nothing longer need be looked up. */
#define OT_MOST_SORTED 16

/**
 * All that a word of a letter or more is, of OtWordSorts; 0 where it is not listed.  It looks
 * through the whole list: ask only at full stops within a text and after digits.
 */
guint8
ot_word_sorts(const char *word, size_t len);

#endif
