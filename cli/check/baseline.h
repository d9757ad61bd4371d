/* SPDX-License-Identifier: MIT */
#ifndef OT_CHECK_BASELINE_H
#define OT_CHECK_BASELINE_H

/**
 * Baselines: what an earlier check found, so that a later one reports only what is new.
 *
 *     {
 *       "format": "outset-baseline", "version": 1,
 *       "severity": {"error": 0, "warning": 12, "note": 30},
 *       "counts": {"words": 4021, "prescriptive": 9, "outcomes": 5, "outcomes-complete": 4,
 *                  "requirements": 14, "requirements-traced": 12},
 *       "findings": [{"fingerprint": "…", "code": "LAW001", "words": "…"}]
 *     }
 *
 * Only findings of rules are kept: a file that isn't valid stays so.
 */

#include "report/result.h"

/** What `result` found, as JSON; its findings are sorted.  Free with g_bytes_unref(). */
GBytes *
ot_baseline_make(const OtResult *result);

/**
 * Read a baseline and take out of `result` what it knows; what it counted goes into the result.
 * OT_ERROR_FORMAT where the file is no baseline.
 */
bool
ot_baseline_apply(const char *path, OtResult *result, GError **error);

#endif
