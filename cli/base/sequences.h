/* SPDX-License-Identifier: MIT */
#ifndef OT_BASE_SEQUENCES_H
#define OT_BASE_SEQUENCES_H

/**
 * Many sequences of symbols, all found in one walk over a text (Aho and Corasick, "Efficient string
 * matching", CACM 18(6), 1975): the time is that of the text, however many sequences there are.
 *
 * What a symbol is, a byte or the number of a word, is up to the caller; 0 is one that no sequence
 * has.  A walk starts in state 0 and makes one step a symbol:
 *
 *     state = ot_sequences_step(sequences, state, symbol);
 *     for (guint32 end = ot_sequences_ending(sequences, state); end != 0;
 *          end = ot_sequences_shorter(sequences, end))
 *             ...the last ot_sequences_length(sequences, end) symbols are one of the sequences
 */

#include <glib.h>

typedef struct OtSequences OtSequences;

/** No sequences yet.  Free with ot_sequences_free(). */
OtSequences *
ot_sequences_new(void);

void
ot_sequences_free(OtSequences *sequences);

/**
 * Add a sequence of `n` symbols, of which none is 0, before ot_sequences_close(); the value that is
 * kept for it, which is that of the first where the same one was added before.
 */
guint32
ot_sequences_add(OtSequences *sequences, const guint32 *symbols, size_t n, guint32 value);

/** After the last one is added and before the first step. */
void
ot_sequences_close(OtSequences *sequences);

/** The state behind a further symbol. */
guint32
ot_sequences_step(const OtSequences *sequences, guint32 state, guint32 symbol);

/** The end of the longest sequence that ends here, or 0. */
guint32
ot_sequences_ending(const OtSequences *sequences, guint32 state);

/** The end of the next shorter one that ends at the same place, or 0. */
guint32
ot_sequences_shorter(const OtSequences *sequences, guint32 end);

/** Of how many symbols it is. */
guint32
ot_sequences_length(const OtSequences *sequences, guint32 end);

/** What was given with it. */
guint32
ot_sequences_value(const OtSequences *sequences, guint32 end);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(OtSequences, ot_sequences_free)

#endif
