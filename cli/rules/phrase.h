/* SPDX-License-Identifier: MIT */
#ifndef OT_RULES_PHRASE_H
#define OT_RULES_PHRASE_H

/** Phrases of lists and rules, taken apart. */

#include "base/arena.h"
#include "rules/segment.h"

#define OT_PHRASE_WORDS 32 /* no phrase has more words */

/** How a word of a phrase matches. */
typedef enum {
	OT_PART_WORD,    /**< this word */
	OT_PART_PREFIX,  /**< all words that start so: "migrat*" */
	OT_PART_NUMBER,  /**< "#" */
	OT_PART_PERCENT, /**< "#%" */
	OT_PART_MONEY,   /**< "£#" */
} OtPartKind;

/** A word of a phrase; its strings are not ended by a NUL. */
typedef struct {
	const char *folded;  /**< of a word or prefix */
	const char *written; /**< as it is written, for exact entries; NULL for numbers */
	guint32 folded_len, written_len;
	guint32 hash;        /**< of the folded form: ot_word_hash() */
	OtPartKind kind;
} OtPhrasePart;

typedef struct {
	const OtPhrasePart *parts;
	guint32 n_parts;
} OtPhrase;

/** Takes phrases apart, one after the other; the parts and their folded forms go to an arena. */
typedef struct {
	OtArena *arena;
	OtSegmenter segmenter;
	char *room; /* for folded forms */
	size_t left;
	OtPhrasePart parts[OT_PHRASE_WORDS + 1];
	guint32 n_parts;
} OtPhraseParser;

/** `arena` has to live longer. */
void
ot_phrase_parser_init(OtPhraseParser *parser, OtArena *arena);

void
ot_phrase_parser_clear(OtPhraseParser *parser);

/**
 * Take a phrase of `len` bytes apart; it has to live as long as the parts.  False, with a reason in
 * plain words (free with g_free()), where it has no word, too many, or stands for too much: one
 * word of two letters or a beginning of one or two, unless `short_too`.
 */
bool
ot_phrase_parse(OtPhraseParser *parser, const char *text, size_t len, bool short_too,
                OtPhrase *phrase, char **reason);

#endif
