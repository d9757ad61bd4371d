/* SPDX-License-Identifier: MIT */
#ifndef OT_REPORT_RESULT_H
#define OT_REPORT_RESULT_H

/**
 * What a check found, ready to be reported: the findings, and per file what was counted and what
 * could not be checked.
 */

#include "base/arena.h"
#include "base/finding.h"

typedef enum { OT_INPUT_SPECIFICATION, OT_INPUT_DRAFT, OT_INPUT_PLAIN_TEXT } OtInputKind;

/** One outcome of a specification, for the outcome card. */
typedef struct {
	const char *id, *title;
	/* Which parts are there. */
	bool beneficiary, result, measure, baseline, target, method, owner;
} OtOutcomeParts;

/** Counts, never one grade.  What a baseline holds back is counted too. */
typedef struct {
	/** 0 where nothing was looked for that is counted by them */
	size_t words;
	size_t prescriptive;              /**< findings that dictate a solution */
	bool has_fields;                  /**< the following are known: it is a specification */
	size_t outcomes, outcomes_complete;
	size_t requirements, requirements_traced; /**< to an outcome with a measure */
} OtCheckCounts;

/**
 * A rule that was not run, and why: a clause that can follow "because".  Code and reason are set.
 */
typedef struct {
	const char *code, *title, *reason;
} OtNotChecked;

/** A finding that was held back, and why. */
typedef struct {
	const char *code, *place, *reason; /**< the reason is the officer's own */
} OtSuppressed;

typedef struct {
	const char *file;
	OtInputKind kind;
	const char *title;                        /**< of the document, or NULL */
	const char *edition;                      /**< its version, as numbered in it, or NULL */
	const char *date;                         /**< of that version, ISO 8601, or NULL */
	const char *stage, *jurisdiction, *regime; /**< as it was checked */
	bool assumed;           /**< these three are not from the file */
	OtCheckCounts counts;
	GArray *outcomes;       /**< of OtOutcomeParts */
	GArray *not_checked;    /**< of OtNotChecked */
	GArray *suppressed;     /**< of OtSuppressed */
} OtCheckedInput;

/**
 * All strings are owned by the arena of the result.  A result on the stack that has only findings,
 * all else zero, can be reported too: by commands that check nothing but the validity of a file.
 */
typedef struct {
	OtArena *arena;
	OtFindings *findings;   /**< sorted */
	GPtrArray *inputs;      /**< of OtCheckedInput *; NULL where only findings are known */
	const char *version;    /**< of outset */
	const char *baseline;   /**< the baseline file that was used, or NULL */
	size_t held_back;       /**< findings that the baseline knows already; not in `findings` */
	bool has_before;        /**< the baseline has counts */
	OtCheckCounts before;
	size_t before_severity[OT_SEVERITY_ERROR + 1];
	const char *next;       /**< the next command, or NULL */
} OtResult;

/** Empty, with findings and inputs to add to; `version` is that of outset. */
OtResult *
ot_result_new(const char *version);

/** Free it with its findings and inputs. */
void
ot_result_free(OtResult *result);

/** Add an input with nothing counted yet; the result owns it.  `file` is copied. */
OtCheckedInput *
ot_result_add_input(OtResult *result, const char *file, OtInputKind kind);

/** A copy of a text that lives as long as the result, for the members above; NULL gives NULL. */
const char *
ot_result_keep(OtResult *result, const char *text);

/** Add to the lists of an input of the result; the strings are copied. */
void
ot_result_add_outcome(OtResult *result, OtCheckedInput *input, const OtOutcomeParts *outcome);

void
ot_result_add_not_checked(OtResult *result, OtCheckedInput *input, const OtNotChecked *rule);

/**
 * After the last of them: an input that leaves out what the one before does shares its rows, so
 * that memory does not grow with the number of files.
 */
void
ot_result_share_not_checked(OtResult *result, OtCheckedInput *input);

void
ot_result_add_suppressed(OtResult *result, OtCheckedInput *input, const OtSuppressed *finding);

/** A part of an outcome. */
typedef struct {
	const char *name; /**< "beneficiary", "result" ... */
	bool there;
} OtOutcomePart;

#define OT_N_OUTCOME_PARTS 7

/** All parts of an outcome, in the order in which they are shown. */
void
ot_outcome_list_parts(const OtOutcomeParts *outcome, OtOutcomePart parts[OT_N_OUTCOME_PARTS]);

/** True where all of them are there. */
bool
ot_outcome_is_complete(const OtOutcomeParts *outcome);

/** The counts of all inputs together; `has_fields` where any input has them. */
OtCheckCounts
ot_result_counts(const OtResult *result);

/** Findings that dictate a solution for every 1,000 words; 0 where there are no words. */
double
ot_counts_density(const OtCheckCounts *counts);

/** "specification", "draft" or "text". */
const char *
ot_input_kind_name(OtInputKind kind);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(OtResult, ot_result_free)

#endif
