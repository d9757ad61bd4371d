/* SPDX-License-Identifier: MIT */
#ifndef OT_RULES_WORDS_H
#define OT_RULES_WORDS_H

/**
 * Matching words: lists of phrases, and the wording rules that use them.
 *
 * All phrases of all rules are found in one pass over the text: it is cut into sentences and words
 * once, each word is looked up once, and a trie over words says which phrases end there.  Patterns
 * (PCRE2) run only in sentences that hold one of the words that they are said to be near.
 */

#include "rules/passage.h"
#include "xml/read.h"

/** Lists of words (schemas/words.xsd): brands, standards, vague wording. */
typedef struct OtWordLists OtWordLists;

OtWordLists *
ot_word_lists_new(void);

void
ot_word_lists_free(OtWordLists *lists);

/**
 * Read a file of lists; a list that exists already is added to, and <remove> takes entries out, so
 * that an authority's own file can follow ours.  Ours have been tested: no list has an entry twice.
 * OT_ERROR_FORMAT with file, line and column.
 */
bool
ot_word_lists_load(OtWordLists *lists, const char *path, bool tested, GError **error);

/** How many entries a list has; 0 where there is no such list. */
size_t
ot_word_lists_count(const OtWordLists *lists, const char *name);

/** One place where a rule found something. */
typedef struct {
	size_t rule;          /**< the number given to ot_matcher_add() */
	OtExtent extent;
	OtExtent sentence;    /**< the sentence around it */
	const char *entry;    /**< the entry of the list, or NULL; owned by the lists */
	const char *group;    /**< its group: "office software"; or NULL */
	size_t count;         /**< for <count>: how many there are; otherwise 0 */
} OtMatch;

/** The wording rules, ready to run.  It never changes after ot_matcher_compile(). */
typedef struct OtMatcher OtMatcher;

/** `lists` have to live longer. */
OtMatcher *
ot_matcher_new(const OtWordLists *lists);

void
ot_matcher_free(OtMatcher *matcher);

/**
 * Add the <words> or <count> element of a rule; `pack`, which it is in, has to live longer.
 * OT_ERROR_FORMAT names file, line, column, what is wrong with a pattern and where in it; patterns
 * that were `tested` are compiled only when they are used first.
 */
bool
ot_matcher_add(OtMatcher *matcher, size_t rule, const xmlNode *words, const OtXml *pack,
               bool tested, GError **error);

/** Build what is needed to run; after the last ot_matcher_add(). */
bool
ot_matcher_compile(OtMatcher *matcher, GError **error);

/** Called for each match, in the order of the text. */
typedef void OtMatchFunc(const OtMatch *match, void *data);

/**
 * Look through a text.  Rules whose bit in `enabled` is not set (a byte a rule; NULL: all) are
 * passed over.  A pattern that runs into OT_LIMIT_PATTERN_STEPS is stopped and gives
 * OT_ERROR_LIMIT, which names its place in the pack; all other rules have run.
 */
bool
ot_matcher_run(const OtMatcher *matcher, const OtText *text, const guint8 *enabled,
               OtMatchFunc *found, void *data, GError **error);

/** How the kind of a passage of a free text is judged (schemas/kinds.xml). */
typedef struct OtJudge OtJudge;

OtJudge *
ot_judge_load(const char *path, GError **error);

void
ot_judge_free(OtJudge *judge);

/** What is known of a passage before its kind is. */
typedef struct {
	const char *text;
	size_t len;
	/** those that it stands under, the outermost first, ended by NULL */
	const char *const *headings;
	const char *column;          /**< the header of its table column, or NULL */
	bool list_item;
} OtJudged;

/** The kind of a passage of a free text. */
OtPassageKind
ot_judge_kind(const OtJudge *judge, const OtJudged *passage);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(OtWordLists, ot_word_lists_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(OtMatcher, ot_matcher_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(OtJudge, ot_judge_free)

#endif
