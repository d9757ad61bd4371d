/* SPDX-License-Identifier: MIT */
#ifndef OT_BASE_FINDING_H
#define OT_BASE_FINDING_H

/**
 * Findings: what is wrong or weak in somebody's input.
 *
 * A finding has a stable code, a place in the user's own terms, a message in plain words and an
 * advice.  Findings are collected and never stop a pass; the exit status follows from the worst.
 * The codes that the program itself reports are listed in finding-codes.def.
 */

#include <glib.h>
#include <stdbool.h>

typedef enum {
	OT_SEVERITY_NOTE,
	OT_SEVERITY_WARNING,
	OT_SEVERITY_ERROR,
} OtSeverity;

/** One member a line of finding-codes.def, for example OT_CODE_XML_DOCTYPE. */
typedef enum {
#define CODE(id, code, severity, title, advice) OT_CODE_##id,
#include "base/finding-codes.def"
#undef CODE
	OT_N_CODES
} OtCode;

/** What is known of a code without any input. */
typedef struct {
	const char *code; /**< stable, such as "XML003" */
	OtSeverity severity;
	const char *title;  /**< what it means, one line */
	const char *advice; /**< what to do, unless a finding says it more exactly */
} OtCodeInfo;

/** Where a finding is.  Zero or NULL: not known. */
typedef struct {
	const char *file;
	int line;   /**< from 1 */
	int column; /**< from 1, in characters */
	const char *place; /**< in words: "outcome O2, measure 1" */
} OtWhere;

/** Words of a text that was checked.  The text is one passage of the input (rules/passage.h). */
typedef struct {
	size_t passage;       /**< which one, from 0 */
	/** the words, in bytes of the passage; length 0: the whole passage */
	size_t start, length;
} OtExtent;

typedef struct {
	const char *code;
	OtSeverity severity;
	OtWhere where;
	const char *message; /**< a sentence without its full stop */
	const char *advice;  /**< what to do; NULL where there is nothing to say */
	const char *source;  /**< the law or guidance behind it; NULL for plain validity */

	/* What only findings of rules have; NULL for the codes of the program itself. */
	const char *title;    /**< what the code means, one line */
	const char *why;      /**< why it matters */
	const char *matched;  /**< the words that were found; NULL where it isn't about words */
	const char *sentence; /**< the sentence that they stand in */
	bool has_extent;
	OtExtent extent;      /**< only where has_extent */
	/** the element that it is about, the caller's; not owned, may be NULL */
	const void *node;
} OtFinding;

/** A growing list of findings; it owns all their strings. */
typedef struct OtFindings OtFindings;

OtFindings *
ot_findings_new(void);

void
ot_findings_free(OtFindings *findings);

/** The table row of a code. */
const OtCodeInfo *
ot_code_info(OtCode code);

/**
 * Add a finding of a built-in code.  Everything is copied.  The same code at the same place with
 * the same message is added once.  Returns the finding, so that the caller can set a more exact
 * advice with ot_finding_advise(), or NULL when it was a repetition or OT_LIMIT_FINDINGS is reached
 * (it is counted all the same).
 */
OtFinding *
ot_findings_add(OtFindings *findings, OtCode code, OtWhere where, const char *format, ...)
	G_GNUC_PRINTF(4, 5);

/** Add a copy of a finding that is put together elsewhere, for example by a rule pack. */
OtFinding *
ot_findings_add_copy(OtFindings *findings, const OtFinding *finding);

/**
 * Count what `from` only counted, as OtFindings that are made of the findings of others have to:
 * what they keep is added one by one.
 */
void
ot_findings_add_rest(OtFindings *findings, const OtFindings *from);

/** Take out those of which `dropped`, by their numbers, is true; they don't come back. */
void
ot_findings_drop(OtFindings *findings, const bool *dropped);

/** Add all of `from`, which is freed, as copies of them would be; none of them is copied. */
void
ot_findings_move(OtFindings *findings, OtFindings *from);

/** How many findings of a code are counted and not kept, as they came after OT_LIMIT_FINDINGS. */
size_t
ot_findings_rest(const OtFindings *findings, const char *code);

/** Replace the advice of a finding; `finding` may be NULL. */
void
ot_finding_advise(OtFindings *findings, OtFinding *finding, const char *format, ...)
	G_GNUC_PRINTF(3, 4);

/** How many findings are kept. */
size_t
ot_findings_count(const OtFindings *findings);

const OtFinding *
ot_findings_get(const OtFindings *findings, size_t index);

/** How many findings have this severity, those beyond the limit included. */
size_t
ot_findings_count_severity(const OtFindings *findings, OtSeverity severity);

/** Order by file, line, column, code; findings that are equal in these keep their order. */
void
ot_findings_sort(OtFindings *findings);

/**
 * Names for the findings that stay the same when text is added elsewhere: from code, words,
 * sentence and place in words, not from the line; equal ones are told apart by a number.  In the
 * order of the findings; of 32 hexadecimal digits each.  Free with g_strfreev().
 */
char **
ot_findings_fingerprints(const OtFindings *findings);

/** "note", "warning" or "error". */
const char *
ot_severity_name(OtSeverity severity);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(OtFindings, ot_findings_free)

#endif
