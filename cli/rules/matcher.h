/* SPDX-License-Identifier: MIT */
#ifndef OT_RULES_MATCHER_H
#define OT_RULES_MATCHER_H

/**
 * What the files of the matcher share; others use words.h.
 *
 * All that is looked for is a set: the entries of a list, the alternatives of a phrase, a pattern.
 * In each sentence a set has hits; rules find by sets, and guards ask for hits of sets.
 */

#include "rules/lists.h"
#include "rules/segment.h"
#include "rules/trie.h"
#include "xml/read.h"

#define OT_NO_SET   G_MAXUINT32
#define OT_NO_ENTRY G_MAXUINT32

/* A phrase of which only the presence in a sentence matters: this and the number of its set. */
#define OT_PRESENCE 0x80000000u

/** A pattern; see pattern.c. */
typedef struct OtPattern OtPattern;

/** What patterns need while they are tried, one after the other. */
typedef struct OtPatternRoom OtPatternRoom;

/** What is looked for. */
typedef struct {
	OtPattern *pattern; /**< NULL for phrases */
	guint32 near;       /**< of a pattern: the set that has to be there too, or OT_NO_SET */
	guint32 with;       /**< of a pattern: a second such set, or OT_NO_SET */
	GArray *finders;    /**< of guint32: the rules that are raised by it */
	GArray *users;      /**< of guint32: all rules that ask for it in any way */
	GArray *triggers;   /**< of guint32: the sets of patterns that it is near to */
	bool remembered;    /**< a guard asks for it in the whole passage or text */
	OtPassageKinds kinds; /**< in which its finders look */
} OtSet;

/** A phrase of a set. */
typedef struct {
	guint32 set;
	guint32 cue;               /**< the set that has to be in the sentence too, or OT_NO_SET */
	OtPhrase phrase;           /**< of an exact one; otherwise without parts */
	const OtListEntry *source; /**< NULL for a phrase of a rule */
} OtEntry;

typedef enum {
	OT_GUARD_MATCH,
	OT_GUARD_SENTENCE,
	OT_GUARD_PASSAGE,
	OT_GUARD_TEXT,
	OT_GUARD_BEFORE,
	OT_GUARD_AFTER,
	OT_GUARD_AROUND,
	OT_N_GUARD_PLACES
} OtGuardPlace;

typedef enum {
	OT_FACT_NONE,
	OT_FACT_ESTATE,
	OT_FACT_EQUIVALENT,
	OT_FACT_MEASURED,
	OT_FACT_JUDGED,
	OT_FACT_CELL,
	OT_N_FACTS
} OtGuardFact;

typedef struct {
	bool only;            /**< <only>; otherwise <unless> */
	OtGuardPlace where;
	guint32 within;       /**< words; 0 for any number */
	guint32 set;          /**< or OT_NO_SET for one that asks for no words */
	OtGuardFact fact;
	OtPassageKinds kinds; /**< 0 for all */
} OtGuard;

typedef enum { OT_PER_MATCH, OT_PER_SENTENCE, OT_PER_PASSAGE, OT_PER_TEXT, OT_N_PER } OtPer;

typedef enum { OT_COUNT_NONE, OT_COUNT_WORDS, OT_COUNT_ABBREVIATIONS, OT_N_COUNTS } OtCountOf;

typedef struct {
	size_t number; /**< the caller's */
	OtPassageKinds kinds;
	OtPer per;
	GArray *guards; /**< of OtGuard */
	OtCountOf count;
	size_t most, up_to; /**< words of a sentence between which it is raised */
} OtWordRule;

struct OtMatcher {
	const OtWordLists *lists;
	OtArena *arena;        /* of phrases of rules */
	OtPhraseParser parser; /* of these */
	GArray *sets;          /* of OtSet */
	GHashTable *named;     /* the sets of lists by name */
	GArray *entries;       /* of OtEntry */
	GArray *rules;         /* of OtWordRule */
	GArray *counts;        /* of guint32: the rules that count */
	GArray *eager;         /* of guint32: sets of patterns that are tried in every sentence */
	GPtrArray *patterns;   /* of OtPattern */
	guint32 known;         /* the set of known abbreviations, or OT_NO_SET */
	OtTrie *trie;
};

/** Where a set was found in a sentence. */
typedef struct {
	guint32 set, entry;   /**< OT_NO_ENTRY for a pattern */
	guint32 first, after; /**< words of the sentence */
	guint32 start, end;   /**< bytes of the passage */
} OtHit;

/** The outermost hits of a set in something: all others lie between them. */
typedef struct {
	guint32 n;              /**< of which passage or text; 0 for none yet */
	guint32 first_passage, first_end;
	guint32 last_passage, last_start;
} OtReach;

typedef struct {
	guint32 sentence;   /**< of which sentence the next two are */
	guint32 begin, end; /**< its hits, in `hits` */
	OtReach passage, text;
} OtSetState;

/** A match that may be reported, when all that it depends on is known. */
typedef struct {
	guint32 rule, passage;
	guint32 start, end;
	guint32 sentence, sentence_start, sentence_end;
	guint32 entry;
	guint32 count;
	guint32 abbreviation; /**< its number in `abbreviations`, or 0 */
} OtPending;

typedef struct {
	guint32 passage, end, sentence; /**< of what was reported last, the numbers from 1 */
	bool raised;
} OtRuleState;

/** What is known of an abbreviation. */
typedef struct {
	bool explained;
	guint32 raised; /**< a bit for each rule that counts */
} OtNoted;

/** One run over a text: all that changes while the matcher doesn't. */
typedef struct {
	const OtMatcher *matcher;
	const OtText *text;
	const OtPassage *passage;
	guint32 passage_number, sentence_number; /* from 1 */
	const guint8 *enabled;
	OtMatchFunc *found;
	void *data;
	OtSegmenter segmenter;
	OtSentence sentence;
	GArray *raw, *hits;  /* of OtHit: as found; without those that don't count, by sets */
	GArray *present;     /* of guint32: the sets of which only the presence matters */
	OtSetState *sets;
	OtRuleState *rules;
	GArray *pending;     /* of OtPending */
	GPtrArray *estate;   /* folded names, each between blanks; or NULL */
	GHashTable *abbreviations; /* to their numbers; NULL where no rule asks */
	GArray *noted;       /* of OtNoted, by those numbers */
	char beside[9];      /* the abbreviation that is all of a passage, or "" */
	guint32 beside_passage;         /* that passage */
	guint32 long_start, long_words; /* of a sentence that goes on */
	guint32 ascii_sentence; /* of which sentence is known whether it is */
	bool ascii;             /* ASCII */
	guint8 *stopped;     /* by patterns: 1 after one ran away */
	OtPatternRoom *patterns;
	GError *error;
} OtMatchRun;

static inline bool
ot_run_is_enabled(const OtMatchRun *run, guint32 rule)
{
	const OtWordRule *words = &g_array_index(run->matcher->rules, OtWordRule, rule);
	return run->enabled == NULL || run->enabled[words->number] != 0;
}

/** Where a pattern stands, for messages; nothing of it is copied. */
typedef struct {
	const OtXml *pack;
	const xmlNode *node;
	const char *code; /**< of the rule */
} OtPatternPlace;

/** A pattern, which is compiled when it is used first.  `number` is its place in `stopped`. */
OtPattern *
ot_pattern_new(const char *text, bool exact, const OtPatternPlace *place, guint32 number);

/**
 * Compile it now.  False, with the reason in plain words (free with g_free()), where it is broken.
 */
bool
ot_pattern_check(OtPattern *pattern, char **reason);

void
ot_pattern_free(OtPattern *pattern);

OtPatternRoom *
ot_pattern_room_new(void);

void
ot_pattern_room_free(OtPatternRoom *room);

/** A sign that it is near to, such as ™: it is tried where the sentence has one of them too. */
void
ot_pattern_add_sign(OtPattern *pattern, const char *sign);

bool
ot_pattern_has_signs(const OtPattern *pattern);

/** Whether the sentence has one of the signs. */
bool
ot_pattern_sees_sign(const OtPattern *pattern, const OtMatchRun *run);

/**
 * Add the hits of a pattern in the sentence to `hits`; of a broken one there is an error instead.
 */
void
ot_pattern_find(OtPattern *pattern, guint32 set, OtMatchRun *run);

/** The hits of a set in the sentence; a pattern is tried when it is asked for first. */
const OtSetState *
ot_run_hits(OtMatchRun *run, guint32 set);

/** Whether any match in the sentence could pass; not where words that a guard wants are missing. */
bool
ot_guards_could_pass(OtMatchRun *run, const OtWordRule *rule);

/** Whether the guards that ask for nothing beyond the sentence let a match pass. */
bool
ot_guards_pass(OtMatchRun *run, const OtWordRule *rule, const OtHit *match);

/** The same for those about the passage, at its end, or the text, at its end. */
bool
ot_guards_pass_later(const OtMatchRun *run, const OtWordRule *rule, const OtPending *match,
                     OtGuardPlace where);

/** Get ready to count: what the glossary explains. */
void
ot_count_start(OtMatchRun *run);

/** Count the words of the sentence and look for its abbreviations. */
void
ot_count_sentence(OtMatchRun *run);

/** At the end of the text: whether an abbreviation was explained anywhere. */
bool
ot_count_is_explained(const OtMatchRun *run, guint32 abbreviation);

/** Put a match among those that may be reported. */
void
ot_run_add_pending(OtMatchRun *run, guint32 rule, const OtHit *match, guint32 count,
                   guint32 abbreviation);

#endif
