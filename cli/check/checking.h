/* SPDX-License-Identifier: MIT */
#ifndef OT_CHECK_CHECKING_H
#define OT_CHECK_CHECKING_H

/**
 * A check from end to end: a specification, a Word draft or a plain text goes in, findings and
 * counts come out.
 */

#include "docx/draft.h"
#include "report/result.h"
#include "rules/rules.h"

/** Scotland, and the regime that goes with it where nobody says which. */
#define OT_SCOTLAND        "GB-SCT"
#define OT_SCOTLAND_REGIME "scotland-2015"

/** How a check is made.  All strings are copied; NULL leaves what is usual. */
typedef struct {
	const char *stage, *jurisdiction, *regime; /**< for inputs that do not say */
	char *const *packs;    /**< packs of rules besides ours */
	char *const *words;    /**< files of words besides ours */
	char *const *select;   /**< only these rules: codes, families, tags */
	char *const *ignore;   /**< not these */
	/** pairs of a name and a level: "off", "note", "warning", "error" */
	char *const *severity;
	bool examples;         /**< the examples of the rules are asked for too */
} OtCheckOptions;

typedef struct OtChecker OtChecker;

/**
 * Read rules, words and constants from the folder `schemas`, where the schema of specifications is
 * looked for too.  OT_ERROR_FORMAT where a pack is broken, OT_ERROR_USAGE for unknown names.
 */
OtChecker *
ot_checker_new(const char *schemas, const OtCheckOptions *options, GError **error);

void
ot_checker_free(OtChecker *checker);

const OtRules *
ot_checker_rules(const OtChecker *checker);

/**
 * The rules that run over an input that does not say its circumstances; with ot_rule_choice_free().
 */
OtRuleChoice *
ot_checker_usual(const OtChecker *checker, GError **error);

/**
 * What was read for a check.  `spec` or `draft` is set, or neither for a plain text; `text` is what
 * the extents of findings are about.
 */
typedef struct {
	OtSpec *spec;
	OtDraft *draft;
	OtText *text;
	OtCheckedInput *input; /**< owned by the result */
} OtChecked;

/**
 * Check a file ("-" for standard input) and add what is found to `result`.  What it is follows from
 * what it holds, not from its name.  The findings are not sorted.  Returns NULL with `error` where
 * it can't be read; a file in which nothing can be checked gives findings and an OtChecked without
 * `text`.  Free with ot_checked_free(), after the last use of the findings' `node`.
 */
OtChecked *
ot_checker_run(OtChecker *checker, const char *path, OtResult *result, GError **error);

void
ot_checked_free(OtChecked *checked);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(OtChecker, ot_checker_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(OtChecked, ot_checked_free)

#endif
