/* SPDX-License-Identifier: MIT */
#ifndef OT_CHECK_REVIEW_H
#define OT_CHECK_REVIEW_H

/**
 * A review: the officer's own draft with the findings as comments at the words that were found.
 */

#include "check/checking.h"

/**
 * The draft of `checked` with a comment for each of the findings; `n` is set to how many.  Each
 * comment has the rule's code, what was found, what to try and the source; why it matters stands in
 * the first comment of each rule only, so that a long review stays short to read.
 * `epoch` is the date of the comments, 0 for none.  Free with g_bytes_unref().
 */
GBytes *
ot_review_draft(const OtChecked *checked, const OtFindings *findings, gint64 epoch, size_t *n,
                GError **error);

#endif
