/* SPDX-License-Identifier: MIT */
#ifndef OT_RESPONSES_SHARED_H
#define OT_RESPONSES_SHARED_H

/**
 * Words that a revised specification shares with one supplier's answer or brochure.
 *
 * Who reads the own sentences in a specification has an advantage, or seems to (PA23 s.16(3)).  So
 * many words in a row are hardly ever the same by chance.
 */

#include "responses/asked.h"

/** Words in a row. */
#define OT_SHARED_WORDS 14

typedef struct OtShared OtShared;

/** Free with ot_shared_free(). */
OtShared *
ot_shared_new(void);

void
ot_shared_free(OtShared *shared);

/** A text of the specification, before all that follows. */
void
ot_shared_text(OtShared *shared, const char *text);

/** A text that everybody had before: words of it are nobody's own. */
void
ot_shared_know(OtShared *shared, const char *text);

/**
 * A text of a supplier; `who` says whose it is, and is copied.  Words that several suppliers have
 * are nobody's own either.
 */
void
ot_shared_add(OtShared *shared, const char *who, const char *text);

/** Where a text has words of one supplier. */
typedef struct {
	const char *who;
	char *words; /**< the first of them, as the text has them; g_free() */
	size_t n_words;
} OtSharedFound;

/** The longest passage of a text of the specification that is also one supplier's; false: none. */
bool
ot_shared_find(const OtShared *shared, const char *text, OtSharedFound *found);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(OtShared, ot_shared_free)

#endif
