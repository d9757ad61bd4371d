/* SPDX-License-Identifier: MIT */
#ifndef OT_REPORT_RESULT_H
#define OT_REPORT_RESULT_H

/**
 * What a check found, ready to be reported: the findings, and per file what was counted and what
 * could not be checked.
 */

#include "base/finding.h"

typedef enum { OT_INPUT_SPECIFICATION, OT_INPUT_DRAFT, OT_INPUT_PLAIN_TEXT } OtInputKind;

/** One outcome of a specification, for the outcome card. */
typedef struct {
	const char *id, *title;
	bool beneficiary, result, measure, baseline, target, method, owner; /**< which parts are there */
} OtOutcomeParts;

/** Counts, never one grade. */
typedef struct {
	size_t words;
	size_t prescriptive;              /**< findings that dictate a solution */
	bool has_fields;                  /**< the following are known: it is a specification */
	size_t outcomes, outcomes_complete;
	size_t requirements, requirements_traced; /**< to an outcome with a measure */
} OtCheckCounts;

/** A rule that was not run, and why. */
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
	const char *stage, *jurisdiction, *regime; /**< as it was checked */
	bool assumed;           /**< these three are not from the file */
	OtCheckCounts counts;
	GArray *outcomes;       /**< of OtOutcomeParts */
	GArray *not_checked;    /**< of OtNotChecked */
	GArray *suppressed;     /**< of OtSuppressed */
} OtCheckedInput;

/** All strings are owned by the arena of the result. */
typedef struct {
	OtFindings *findings;   /**< sorted */
	GPtrArray *inputs;      /**< of OtCheckedInput * */
	const char *version;    /**< of outset */
	const char *baseline;   /**< the baseline file that was used, or NULL */
	size_t held_back;       /**< findings that the baseline knows already */
	bool has_before;        /**< the baseline has counts */
	OtCheckCounts before;
	size_t before_severity[OT_SEVERITY_ERROR + 1];
	const char *next;       /**< the next command, or NULL */
} OtResult;

#endif
