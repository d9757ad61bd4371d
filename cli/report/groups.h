/* SPDX-License-Identifier: MIT */
#ifndef OT_REPORT_GROUPS_H
#define OT_REPORT_GROUPS_H

/** Findings put together by file, and within a file by code. */

#include "report/result.h"

/** The findings of one code in one file. */
typedef struct {
	const OtFinding *first; /**< speaks for all: title, severity, why, source, advice */
	GPtrArray *findings;    /**< of const OtFinding *, in their order */
} OtFindingGroup;

typedef struct {
	const char *file;            /**< NULL for findings without one */
	const OtCheckedInput *input; /**< NULL where nothing but findings is known of it */
	GPtrArray *groups;           /**< of OtFindingGroup *: by severity, then by code */
	GPtrArray *findings;         /**< of const OtFinding *: all of them, in their order */
} OtFileFindings;

/**
 * Files with findings in the order of the findings, then the inputs without any in their own.  Of
 * OtFileFindings *; free with g_ptr_array_unref().
 */
GPtrArray *
ot_report_files(const OtResult *result);

/** The rules that were not run for one reason. */
typedef struct {
	const char *reason;
	GPtrArray *codes; /**< of const char *, each once */
} OtUncheckedGroup;

/**
 * By reason, in the order in which the inputs have them.  Of OtUncheckedGroup *; free with
 * g_ptr_array_unref().
 */
GPtrArray *
ot_report_unchecked(const OtResult *result);

/** "A", "A and B", "A, B and C"; free with g_free(). */
char *
ot_report_join(const GPtrArray *words);

/** True for a finding of a rule; otherwise it is of a code of the program itself. */
bool
ot_finding_is_of_rule(const OtFinding *finding);

#endif
