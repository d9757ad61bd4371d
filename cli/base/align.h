/* SPDX-License-Identifier: MIT */
#ifndef OT_BASE_ALIGN_H
#define OT_BASE_ALIGN_H

/** What two sequences have in common: the longest common subsequence. */

#include <glib.h>
#include <stdbool.h>

/** No partner. */
#define OT_ALIGN_NONE G_MAXSIZE

/**
 * Pair the members of `one` with equal ones of `other`, in order and as many as possible:
 * `partners[i]` is the index in `other`, or OT_ALIGN_NONE.  False, with nothing paired but what is
 * the same at both ends, where the rest would take more than OT_LIMIT_ALIGN_CELLS comparisons.
 */
bool
ot_align(const guint *one, size_t n_one, const guint *other, size_t n_other, size_t *partners);

#endif
