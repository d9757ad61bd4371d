/* SPDX-License-Identifier: MIT */
#ifndef OT_REPORT_REPORT_H
#define OT_REPORT_REPORT_H

/**
 * Reports of findings.  They keep the order of the findings: call ot_findings_sort() before.
 */

#include "base/finding.h"

typedef struct {
	bool color; /**< with escape sequences of ECMA-48, for a terminal */
} OtReportOptions;

/**
 * For people: where, in their own terms and as file:line:column; what is wrong; what to do; the
 * code; at the end how many there are.  Text of others is shown without control characters.
 * `options` may be NULL.  Free with g_free().
 */
char *
ot_report_text(const OtFindings *findings, const OtReportOptions *options);

/**
 * For programs.  Members always stand in this order, and those without a value are left out:
 *
 *     {
 *       "format": "outset-findings",
 *       "version": 1,
 *       "counts": {"error": 1, "warning": 0, "note": 0},
 *       "shown": 1,
 *       "findings": [
 *         {
 *           "code": "STR003", "severity": "error", "title": "an element is missing",
 *           "file": "spec.xml", "line": 88, "column": 9, "place": "outcome O1, measure M1",
 *           "message": "<target> is missing before <method>",
 *           "advice": "Add it: Where it shall stand, and when.",
 *           "source": "PA23 s.23(2)"
 *         }
 *       ]
 *     }
 *
 * "counts" may be more than "shown": of very many findings only the first are kept.  Free with
 * g_free().
 */
char *
ot_report_json(const OtFindings *findings);

#endif
