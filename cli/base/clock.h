/* SPDX-License-Identifier: MIT */
#ifndef OT_BASE_CLOCK_H
#define OT_BASE_CLOCK_H

/**
 * The day, for the few questions that depend on it: whether a decision or a constant of law has run
 * out.  Nothing that is written into a document comes from the clock.
 */

#include <glib.h>
#include <stdbool.h>

/** The time that SOURCE_DATE_EPOCH gives; false where it isn't set or is no time. */
bool
ot_epoch_given(gint64 *epoch);

/** Today, or the day of SOURCE_DATE_EPOCH, in UTC: "2026-11-09".  Free with g_free(). */
char *
ot_today(void);

#endif
