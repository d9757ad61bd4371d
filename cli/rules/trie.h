/* SPDX-License-Identifier: MIT */
#ifndef OT_RULES_TRIE_H
#define OT_RULES_TRIE_H

/**
 * All phrases in one trie over words, so that one pass over a sentence finds them all.
 *
 * Each word of a phrase, each beginning ("migrat*") and each sort of number is a symbol.  A word of
 * a text has at most one symbol of its own, found by one hash, and those of the beginnings that it
 * starts with, found by narrowing a sorted table letter by letter.
 */

#include "rules/phrase.h"

typedef struct OtTrie OtTrie;

OtTrie *
ot_trie_new(void);

void
ot_trie_free(OtTrie *trie);

/**
 * Add a phrase that is known as `entry`; nothing of it is kept.  One that has digits behind a word
 * is found without the blank too: "ISO 9001" in "ISO9001".
 */
void
ot_trie_add(OtTrie *trie, const OtPhrase *phrase, guint32 entry);

/** After the last phrase. */
void
ot_trie_compile(OtTrie *trie);

/** Set the symbols of the words of a sentence; words such as "three" become numbers. */
void
ot_trie_label(const OtTrie *trie, OtSegmenter *segmenter);

/** Called for each phrase that stands at the words from `first` to before `after`. */
typedef void OtTrieFound(guint32 entry, guint32 first, guint32 after, void *data);

/** Find all phrases of a sentence that has been labelled, in the order of their first words. */
void
ot_trie_find(const OtTrie *trie, const OtSegmenter *segmenter, OtTrieFound *found, void *data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(OtTrie, ot_trie_free)

#endif
