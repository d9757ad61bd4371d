/* SPDX-License-Identifier: MIT */
#ifndef OT_RULES_SEGMENT_H
#define OT_RULES_SEGMENT_H

/**
 * Cutting a passage into sentences, and a sentence into words.
 *
 * A word is a run of letters and digits, with the apostrophes within it; hyphens, slashes and most
 * other signs separate words, so "user-friendly" and "user friendly" are the same two.  The 's of a
 * possessive is dropped, "&" between blanks is "and", C++, C#, F# and .NET keep their signs.  A
 * number is one word, with its currency, percent sign and multiplier: "1,000", "99.9%", "24/7",
 * "24x7", "£5m"; a unit that is glued to one is a word of its own, "30mins".
 *
 * All positions are bytes of the passage.
 */

#include <glib.h>
#include <stdbool.h>

typedef enum {
	OT_WORD_NUMBER = 1 << 0,    /**< starts with a digit: a number of something */
	OT_WORD_PERCENT = 1 << 1,   /**< a number with a percent sign */
	OT_WORD_MONEY = 1 << 2,     /**< a number with a sign of currency */
	OT_WORD_GLUED = 1 << 3,     /**< no blank stands before it: "friendly" of "user-friendly" */
	OT_WORD_CAPITAL = 1 << 4,   /**< it has a capital letter */
	OT_WORD_SMALL = 1 << 5,     /**< it has small letters */
	OT_WORD_NUMBERING = 1 << 6, /**< the "3.2" before a paragraph: no number of anything */
	OT_WORD_DIGIT = 1 << 7,     /**< it has a digit */
} OtWordFlags;

typedef struct {
	guint32 start, end; /**< in the passage; a possessive 's is left out */
	guint32 fold;       /**< where its folded form starts, in the segmenter's `folded` */
	guint16 fold_len;   /**< a very long word is cut for folding */
	guint16 flags;      /**< of OtWordFlags */
	guint32 hash;       /**< of the folded form */
	guint32 symbol;     /**< for the trie: the word, 0 where no phrase has it */
	guint32 prefix;     /**< for the trie: the longest "begin*" that it starts with, or 0 */
} OtWord;

/** One sentence. */
typedef struct {
	guint32 start, end; /**< in the passage, without blanks around */
	bool goes_on;       /**< it was cut at OT_LIMIT_SENTENCE_WORDS: the next one continues it */
} OtSentence;

/** Cuts one passage after the other; what it holds is always that of one sentence. */
typedef struct {
	const char *text;
	size_t len, at;
	GArray *words;   /**< of OtWord, of the sentence that was cut last */
	GString *folded; /**< their folded forms, one behind the other */
} OtSegmenter;

void
ot_segmenter_init(OtSegmenter *segmenter);

void
ot_segmenter_clear(OtSegmenter *segmenter);

/** Start with a passage; `text` is UTF-8, has to live as long, and needs no NUL at its end. */
void
ot_segmenter_start(OtSegmenter *segmenter, const char *text, size_t len);

/** The next sentence and its words; false at the end of the passage. */
bool
ot_segmenter_next(OtSegmenter *segmenter, OtSentence *sentence);

/** A word of the sentence. */
static inline const OtWord *
ot_segmenter_word(const OtSegmenter *segmenter, size_t index)
{
	return &g_array_index(segmenter->words, OtWord, index);
}

/** The folded form of a word, `fold_len` bytes. */
static inline const char *
ot_segmenter_folded(const OtSegmenter *segmenter, const OtWord *word)
{
	return segmenter->folded->str + word->fold;
}

/** The hash that OtWord has, of bytes. */
guint32
ot_word_hash(const char *folded, size_t len);

#endif
