/* SPDX-License-Identifier: MIT */
#ifndef OT_DOCUMENT_READ_DATE_H
#define OT_DOCUMENT_READ_DATE_H

/** Dates as people type them. */

#include "document/labels.h"

/**
 * The date that a text says, as ISO 8601: "2026-12-03", "3 December 2026", "3rd Dec 2026",
 * "Thursday, 3 December 2026", "December 3, 2026", "03/12/2026", "3.12.2026".  The day comes before
 * the month where both are numbers.  Months have the names that the labels give them, or the
 * English ones, of which three letters are enough.  NULL where it says none; free with g_free().
 */
char *
ot_read_date(const OtLabels *labels, const char *text);

#endif
