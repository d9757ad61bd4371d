/* SPDX-License-Identifier: MIT */
#ifndef OT_RULES_LISTS_H
#define OT_RULES_LISTS_H

/** Word lists as the matcher sees them. */

#include "rules/segment.h"
#include "rules/words.h"

#define OT_PHRASE_WORDS 32 /* no phrase has more words */

typedef struct {
	const char *text;  /**< as it is written */
	const char *group; /**< or NULL */
	const char *cue;   /**< the name of a list, or NULL */
	bool exact;        /**< capital letters count */
	bool removed;
} OtListEntry;

/** The entries of a list, in the order of the files; NULL where there is no such list. */
const GArray *
ot_word_lists_entries(const OtWordLists *lists, const char *name);

/** The names of all lists, in the order of the files; const char *, owned by `lists`. */
const GPtrArray *
ot_word_lists_names(const OtWordLists *lists);

/** How a word of a phrase matches. */
typedef enum {
	OT_PART_WORD,    /**< this word */
	OT_PART_PREFIX,  /**< all words that start so: "migrat*" */
	OT_PART_NUMBER,  /**< "#" */
	OT_PART_PERCENT, /**< "#%" */
	OT_PART_MONEY,   /**< "£#" */
} OtPartKind;

/** A word of a phrase. */
typedef struct {
	OtPartKind kind;
	char *folded;  /**< of a word or prefix */
	char *written; /**< as it is written, for exact entries */
	bool glued;    /**< no blank stands before it */
} OtPhrasePart;

/**
 * Take a phrase apart; of OtPhrasePart, which the array owns.  What the segmenter holds is lost.
 * NULL, with a reason in plain words,
 * where it has no word, too many, or stands for too much: one word of two letters or a beginning of
 * one or two, unless `short_too`.
 */
GArray *
ot_phrase_parse(OtSegmenter *segmenter, const char *phrase, bool short_too, char **reason);

#endif
