/* SPDX-License-Identifier: MIT */
#ifndef OT_COMMANDS_MERGE_WRITE_H
#define OT_COMMANDS_MERGE_WRITE_H

/** What came of joining specifications, as `outset merge` prints it. */

#include "changes/merge.h"
#include "report/report.h"

/** For people.  Free with g_free(). */
char *
ot_merge_write_text(const OtMerge *merge, const OtReportOptions *options);

/** A row for each thing that is said, a column for each authority.  Free with g_free(). */
char *
ot_merge_write_csv(const OtMerge *merge);

#endif
