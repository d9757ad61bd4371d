/* SPDX-License-Identifier: MIT */
#ifndef OT_RULES_PASSAGE_H
#define OT_RULES_PASSAGE_H

/**
 * Passages: a text cut into what is checked at once, a paragraph, a list item, a table cell or a
 * field of a specification, each with what kind of passage it is.  The kind decides which wording
 * rules look at it: "five years of experience" is a barrier where it is asked of a bidder and a
 * fact where a system is described.
 */

#include "base/finding.h"

typedef enum {
#define KIND(id, name, meaning) OT_PASSAGE_##id,
#include "rules/passage-kinds.def"
#undef KIND
	OT_N_PASSAGE_KINDS
} OtPassageKind;

/** A set of kinds: bit 1 << kind. */
typedef guint32 OtPassageKinds;

typedef struct {
	OtPassageKind kind;
	const char *text; /**< UTF-8, white space folded to single blanks */
	size_t len;       /**< in bytes */
	OtWhere where;    /**< without a place where it follows from `origin` */
	bool judged;      /**< the kind was judged from headings and cues: findings are cautious */
	bool cell;        /**< of a table: it may be cut off from its header */
	bool equivalent;  /**< the element says that an equivalent is accepted */
	bool measured;    /**< the element has a measure of its own beside these words */
	const void *origin; /**< the caller's: an xmlNode, or NULL */
	size_t index;       /**< the caller's: a paragraph of a draft */
} OtPassage;

/** A text to be checked.  It owns all its strings. */
typedef struct OtText OtText;

OtText *
ot_text_new(void);

void
ot_text_free(OtText *text);

/**
 * Add a passage; all strings are copied, white space in `text` is folded, an empty one is left out
 * (returns false).  The offsets of findings count in the folded text.
 */
bool
ot_text_add(OtText *text, const OtPassage *passage);

size_t
ot_text_count(const OtText *text);

const OtPassage *
ot_text_get(const OtText *text, size_t index);

/** How many words all passages have together. */
size_t
ot_text_words(const OtText *text);

/** A name of the declared existing estate: a system or supplier that the text may name freely. */
void
ot_text_add_estate(OtText *text, const char *name);

/** An abbreviation or term that a glossary explains. */
void
ot_text_add_term(OtText *text, const char *term);

/** The names and terms that were added; arrays of const char *, owned by `text`. */
const GPtrArray *
ot_text_estate(const OtText *text);

const GPtrArray *
ot_text_terms(const OtText *text);

/**
 * True for a question of the outline that is still to be answered, "[Write here ...]": a text in
 * square brackets, but for white space around.  Rules say nothing about one.
 */
bool
ot_is_placeholder(const char *text);

/** "requirement" to its kind; false where there is no kind of this name. */
bool
ot_passage_kind_find(const char *name, OtPassageKind *kind);

const char *
ot_passage_kind_name(OtPassageKind kind);

/** Add the names of all kinds (const char *) to `names`, for ot_name_advice(), and return it. */
const GPtrArray *
ot_passage_kind_names(GPtrArray *names);

/**
 * "requirement selection" to a set; false, with the word in `bad` (free with g_free()), where one
 * is unknown.
 */
bool
ot_passage_kinds_parse(const char *names, OtPassageKinds *kinds, char **bad);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(OtText, ot_text_free)

#endif
