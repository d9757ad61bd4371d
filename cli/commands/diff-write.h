/* SPDX-License-Identifier: MIT */
#ifndef OT_COMMANDS_DIFF_WRITE_H
#define OT_COMMANDS_DIFF_WRITE_H

/** What changed, as `outset diff` prints it. */

#include "changes/reasons.h"
#include "report/report.h"

/**
 * For people: by element, with the words that changed as [-old-] and {+new+}, and the reasons that
 * are known; `reasons` may be NULL.  Free with g_free().
 */
char *
ot_diff_write_text(const OtChanges *changes, const OtReasons *reasons, const OtVoices *voices,
                   const OtReportOptions *options);

/** For programs: schemas/changes.schema.json describes it.  Free with g_free(). */
char *
ot_diff_write_json(const OtChanges *changes, const OtReasons *reasons, const OtVoices *voices);

#endif
