/* SPDX-License-Identifier: MIT */
#ifndef OT_CHECK_CHECKER_H
#define OT_CHECK_CHECKER_H

/** What the files of check/ share; see checking.h. */

#include "check/checking.h"

struct OtChecker {
	char *schemas, *passages; /* paths */
	OtSchema *schema; /* read when a specification is checked first */
	OtRules *rules;
	OtJudge *judge; /* read when a free text is checked first */
	char *stage, *jurisdiction, *regime; /* for inputs that do not say */
	char *today;
	char **select, **ignore, **severity;
};

/** The rules that run in these circumstances, with the officer's own choice among them. */
OtRuleChoice *
ot_checker_choose(const OtChecker *checker, const OtCircumstances *circumstances, GError **error);

/**
 * Run the rules over what was read.  Those that a limit stops are a finding of their own (RUL001)
 * in `result`; everything else is in `found`.
 */
void
ot_checker_find(const OtChecker *checker, const OtRuleChoice *choice, const OtChecked *checked,
                const OtCircumstances *circumstances, OtFindings *found, OtResult *result);

/** The circumstances of a specification, or those that are assumed for NULL. */
OtCircumstances
ot_checker_circumstances(const OtChecker *checker, const OtSpec *spec);

/** @name One kind of input each: read it, run the rules, count. @{ */
bool
ot_check_specification(const OtChecker *checker, GBytes *bytes, OtChecked *checked,
                       OtResult *result, GError **error);

bool
ot_check_draft(const OtChecker *checker, GBytes *bytes, OtChecked *checked, OtResult *result,
               GError **error);

bool
ot_check_plain_text(const OtChecker *checker, GBytes *bytes, OtChecked *checked, OtResult *result,
                    GError **error);
/** @} */

/** Write into the input under which circumstances it was checked. */
void
ot_check_note_circumstances(OtResult *result, OtCheckedInput *input,
                            const OtCircumstances *circumstances, bool assumed);

/** Count words and findings that dictate a solution, if any rule that finds such was run. */
void
ot_check_count_words(const OtChecker *checker, const OtRuleChoice *choice, const OtText *text,
                     const OtFindings *found, OtCheckCounts *counts);

/** Count what the fields of a specification show; outcomes go to the input one by one. */
void
ot_check_count_fields(OtResult *result, OtCheckedInput *input, const OtSpec *spec);

/**
 * Pass on what was found, but what the specification's <suppressions> set aside; those that set
 * nothing aside, have run out or name what isn't there are findings too (SUP001 and on).
 */
void
ot_check_suppress(const OtChecker *checker, const OtSpec *spec, const OtRuleChoice *choice,
                  const OtFindings *found, OtCheckedInput *input, OtResult *result);

/** Record a finding that is set aside. */
void
ot_check_set_aside(OtResult *result, OtCheckedInput *input, const OtFinding *finding,
                   const char *reason);

/**
 * Of findings at the same words keep only the gravest: a brand that is also a technology is one
 * thing to look at.  Words that merely touch are two.
 */
void
ot_check_drop_overlaps(const OtRules *rules, OtFindings *findings);

#endif
