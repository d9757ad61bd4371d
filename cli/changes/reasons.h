/* SPDX-License-Identifier: MIT */
#ifndef OT_CHANGES_REASONS_H
#define OT_CHANGES_REASONS_H

/**
 * Why a specification was changed, or not: what people write into changes.xml
 * (schemas/changes.xsd), held against what did change.
 */

#include "changes/changes.h"
#include "changes/voices.h"
#include "xml/schema.h"

/** An answer of a supplier. */
typedef struct {
	const char *supplier; /**< its code */
	const char *question; /**< its id, or NULL */
} OtReasonAnswer;

/** What is known of a decision; NULL: it is not said. */
typedef struct {
	const char *by, *on, *purpose;
} OtDecision;

/** Something that was said. */
typedef struct {
	const char *id;
	const char *words;
	const char *because; /**< why nothing was changed; NULL: it is not said */
	OtDecision decision;
	const OtReasonAnswer *answers;
	size_t n_answers;
	int suppliers, small; /**< how many said it, as somebody counted; -1: nobody did */
	const xmlNode *node;
} OtSaid;

/** The reason for a change, or for several. */
typedef struct {
	const char *about;
	const char *part;  /**< NULL: all of the element */
	const char *kind;  /**< NULL: any */
	const char *text;  /**< NULL: it is still to be written */
	OtDecision decision;
	const OtSaid *const *said; /**< what led to it; ended with NULL */
	const OtReasonAnswer *answers;
	size_t n_answers;
	const xmlNode *node;
} OtReason;

typedef struct OtReasons OtReasons;

/**
 * Read a file that is valid against `schema` (changes.xsd).  What is wrong with it goes to
 * `findings` and gives NULL without an error; `error` is set where it can't be read at all.  Free
 * with ot_reasons_free().
 */
OtReasons *
ot_reasons_read(const char *path, const OtSchema *schema, OtFindings *findings, GError **error);

void
ot_reasons_free(OtReasons *reasons);

/** The language that they are written in. */
const char *
ot_reasons_lang(const OtReasons *reasons);

/** The reason for a change: the one that names it most exactly; NULL where there is none. */
const OtReason *
ot_reasons_find(const OtReasons *reasons, const OtChange *change);

size_t
ot_reasons_count(const OtReasons *reasons);

const OtReason *
ot_reasons_get(const OtReasons *reasons, size_t index);

/** What was said, in the order of the file. */
size_t
ot_reasons_count_said(const OtReasons *reasons);

const OtSaid *
ot_reasons_get_said(const OtReasons *reasons, size_t index);

/** How many suppliers said something: those of its answers, or those that somebody counted. */
OtVoiceCount
ot_said_count(const OtSaid *said, const OtVoices *voices);

/** The same of those whose answers led to a change, by what they said too. */
OtVoiceCount
ot_reason_count(const OtReason *reason, const OtVoices *voices);

/**
 * Hold reasons and changes against each other: changes without a reason, outcomes that ask for less
 * without one, reasons for what did not change, what was said and came to nothing without a word,
 * and texts that tell who said something.  `questions` has the ids of the questions of both
 * versions, as a set; `voices` may be empty.
 */
void
ot_reasons_check(const OtReasons *reasons, const OtChanges *changes, GHashTable *questions,
                 const OtVoices *voices, OtFindings *findings);

/**
 * A file with an entry for each change that needs a reason and has none yet.  Of `file` (NULL:
 * none), the bytes of `reasons`, everything stays as it is and new entries are put at its end; NULL
 * with OT_ERROR_INPUT where that can't be done.  `n_added` is set to how many there are.
 */
GBytes *
ot_reasons_start(const OtReasons *reasons, const OtChanges *changes, const char *lang,
                 size_t *n_added, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(OtReasons, ot_reasons_free)

#endif
