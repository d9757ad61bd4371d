/* SPDX-License-Identifier: MIT */
#ifndef OT_RULES_LISTS_H
#define OT_RULES_LISTS_H

/** Word lists as the matcher sees them. */

#include "rules/phrase.h"
#include "rules/words.h"

typedef struct {
	const char *text;  /**< as it is written */
	OtPhrase phrase;   /**< the same, taken apart */
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

#endif
