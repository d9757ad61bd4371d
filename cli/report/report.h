/* SPDX-License-Identifier: MIT */
#ifndef OT_REPORT_REPORT_H
#define OT_REPORT_REPORT_H

/**
 * Reports of what a check found, one format a file.  They keep the order of the findings: call
 * ot_findings_sort() before.
 *
 * Every function takes a result that may have nothing but findings, and gives UTF-8 text; free it
 * with g_free().  Text of others may hold anything: each format says below what it does about it.
 */

#include "report/result.h"

/** The columns of a line of text for people, unless a terminal is narrower. */
#define OT_REPORT_WIDTH 88

typedef struct {
	bool color; /**< with escape sequences of ECMA-48, for a terminal */
	int width;  /**< lines are broken after so many columns, at least 40; 0: OT_REPORT_WIDTH */
} OtReportOptions;

/** The formats, for the option --format; the rows of formats.def. */
typedef enum {
#define FORMAT(id, name, write) OT_REPORT_##id,
#include "report/formats.def"
#undef FORMAT
	OT_N_REPORTS
} OtReportFormat;

/** "text", "json" ... */
const char *
ot_report_format_name(OtReportFormat format);

/** Write a report in a format; `options` matter for people's text only, and may be NULL. */
char *
ot_report_write(OtReportFormat format, const OtResult *result, const OtReportOptions *options);

/**
 * For people.  Findings of the program's own codes say where, in their own terms and as
 * file:line:column, what is wrong and what to do.  Findings of rules are grouped by file and rule,
 * the worst first, with the words in their sentence, and why, source and advice once for all.  At
 * the end: counts, what was held back, not checked and assumed, and the next command.  Controls and
 * marks that turn text around are shown as U+FFFD.
 */
char *
ot_report_text(const OtResult *result, const OtReportOptions *options);

/**
 * For programs.  Members always stand in this order, and those without a value are left out:
 *
 *     {
 *       "format": "outset-findings",
 *       "version": 2,
 *       "counts": {"error": 1, "warning": 0, "note": 0},
 *       "shown": 1,
 *       "inputs": [
 *         {
 *           "file": "spec.xml", "kind": "specification", "title": "Winter gritting",
 *           "edition": "0.3", "date": "2026-11-02",
 *           "stage": "engagement", "jurisdiction": "GB-ENG", "regime": "procurement-act-2023",
 *           "assumed": false,
 *           "counts": {
 *             "words": 9120, "prescriptive": 6, "prescriptivePer1000Words": 0.7,
 *             "outcomes": 5, "outcomesComplete": 3,
 *             "requirements": 14, "requirementsTraced": 12
 *           },
 *           "outcomes": [
 *             {"id": "O1", "title": "Safer roads", "complete": false, "missing": ["baseline"]}
 *           ],
 *           "notChecked": [{"code": "MEA004", "title": "...", "reason": "..."}],
 *           "suppressed": [{"code": "LAW001", "place": "requirement R3", "reason": "..."}]
 *         }
 *       ],
 *       "baseline": {"file": "old.json", "heldBack": 4,
 *                    "before": {"error": 3, "warning": 0, "note": 0, "words": 9000, ...}},
 *       "next": "outset pack .",
 *       "findings": [
 *         {
 *           "code": "LAW001", "severity": "error", "title": "a brand without an equivalent",
 *           "file": "spec.xml", "line": 88, "column": 9, "place": "requirement R3",
 *           "message": "\"Acme Cloud\" is named", "advice": "Say what it has to do.",
 *           "source": "PA23 s.56(4)", "why": "...", "matched": "Acme Cloud",
 *           "sentence": "It runs on Acme Cloud.", "fingerprint": "0123456789abcdef0123456789abcdef"
 *         }
 *       ]
 *     }
 *
 * "counts" may be more than "shown": of very many findings only the first are kept.  "inputs",
 * "baseline" and "next" are not there where only findings are known.
 */
char *
ot_report_json(const OtResult *result, const OtReportOptions *options);

/** The members of "findings" above, one object a line: https://jsonlines.org */
char *
ot_report_jsonl(const OtResult *result, const OtReportOptions *options);

/**
 * SARIF 2.1.0 (OASIS Standard, 27 March 2020).  Findings that were suppressed are results with a
 * suppression, rules that were not run are notifications.  Columns count in Unicode code points,
 * as columnKind says.
 */
char *
ot_report_sarif(const OtResult *result, const OtReportOptions *options);

/**
 * JUnit's XML as build servers read it: a suite a file, in it a case for each rule that was raised.
 * Errors are failures; warnings and notes pass, with what was found as their output, because they
 * should not stop a build.  A rule that was not run is a case that was skipped, and a file with
 * nothing to report has one case, which passes.
 */
char *
ot_report_junit(const OtResult *result, const OtReportOptions *options);

/** Workflow commands of GitHub Actions, one line a finding: ::error file=...,line=...::message */
char *
ot_report_github(const OtResult *result, const OtReportOptions *options);

/**
 * RFC 4180, with a header row and a byte order mark, because people open it in a spreadsheet; a
 * cell that one would run as a formula starts with an apostrophe.  Every cell is one line.
 */
char *
ot_report_csv(const OtResult *result, const OtReportOptions *options);

#endif
