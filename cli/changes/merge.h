/* SPDX-License-Identifier: MIT */
#ifndef OT_CHANGES_MERGE_H
#define OT_CHANGES_MERGE_H

/**
 * Joining the specifications of several authorities into one grand challenge.
 *
 * The first one leads: what can stand there once only is taken from it, and where the others say
 * something else, that is listed for people to decide.  Ids get the letters of their authority
 * before them.  An outcome is common where enough words of title and result are the same and both
 * measure in one unit; then it stands there once, with the measures and baselines of each
 * authority.  What is alike below that is suggested and not joined.
 */

#include "changes/changes.h"

/** What is joined. */
typedef struct {
	const char *file;
	xmlDoc *tree; /**< without namespaces; it isn't changed */
} OtMergeInput;

/** What became of something. */
typedef enum {
	OT_MERGE_JOINED,   /**< an outcome that is common */
	OT_MERGE_ALIKE,    /**< outcomes that are alike, and were not joined */
	OT_MERGE_DECIDE,   /**< the authorities say different things where only one can stand */
	OT_MERGE_LEFT_OUT, /**< something that was not taken over */
	OT_N_MERGE_FATES,
} OtMergeFate;

/** What each says of one thing. */
typedef struct {
	const char *label;         /**< "target" */
	const char *const *values; /**< one an input; NULL: it says nothing of it */
} OtMergeRow;

typedef struct {
	OtMergeFate fate;
	const char *section; /**< in words: "Outcomes" */
	const char *title;   /**< of the outcome, or what has to be decided */
	/** what it rests on, or what was taken; a sentence without its full stop */
	const char *why;
	GArray *rows;        /**< of OtMergeRow */
} OtMergeItem;

typedef struct OtMerge OtMerge;

/**
 * Join two or more.  `alike` is the share of words from which on outcomes are common, from 0 to 1.
 * OT_ERROR_INPUT where they are in different languages, or the same file is given twice.  Free with
 * ot_merge_free().
 */
OtMerge *
ot_merge_new(const OtMergeInput *inputs, size_t n_inputs, double alike, const OtSchemaModel *model,
             const OtLabels *labels, GError **error);

void
ot_merge_free(OtMerge *merge);

/** The joined specification, a tree without namespaces; owned by `merge`. */
xmlDoc *
ot_merge_tree(const OtMerge *merge);

/** The name of the authority of an input, and what stands before its ids: "HVCC". */
const char *
ot_merge_authority(const OtMerge *merge, size_t input);
const char *
ot_merge_prefix(const OtMerge *merge, size_t input);

size_t
ot_merge_count_inputs(const OtMerge *merge);

/** What was joined, is alike, has to be decided and was left out, in this order. */
size_t
ot_merge_count(const OtMerge *merge);

const OtMergeItem *
ot_merge_get(const OtMerge *merge, size_t index);

/** "joined", "alike", "decide", "left-out". */
const char *
ot_merge_fate_name(OtMergeFate fate);

/** All of it as schemas/merging.xsd describes it, for templates.  Free with xmlFreeDoc(). */
xmlDoc *
ot_merge_report(const OtMerge *merge);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(OtMerge, ot_merge_free)

#endif
