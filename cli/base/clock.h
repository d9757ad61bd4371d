/* SPDX-License-Identifier: MIT */
#ifndef OT_BASE_CLOCK_H
#define OT_BASE_CLOCK_H

/**
 * The day, for the few questions that depend on it: whether a decision or a constant of law has run
 * out; and the time at which something was written down.  Nothing in a document comes from the
 * clock.
 */

#include <glib.h>
#include <stdbool.h>

/** The time that SOURCE_DATE_EPOCH gives; false where it isn't set or is no time. */
bool
ot_epoch_given(gint64 *epoch);

/**
 * OT_ERROR_USAGE where SOURCE_DATE_EPOCH is set to something else than a time up to 2107, or
 * OUTSET_TODAY to something else than a day.  An empty SOURCE_DATE_EPOCH is taken away; to be
 * called while there is one thread.
 */
bool
ot_clock_check(GError **error);

/**
 * The day of SOURCE_DATE_EPOCH in UTC, else that of OUTSET_TODAY, else today in UTC: "2026-11-09".
 * Free with g_free().
 */
char *
ot_today(void);

/**
 * Now by the clocks of the place, or the time of SOURCE_DATE_EPOCH in UTC, with its offset:
 * "2026-11-09T14:05:00+00:00".  Free with g_free().
 */
char *
ot_now(void);

#endif
