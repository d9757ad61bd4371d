/* SPDX-License-Identifier: MIT */
#ifndef OT_EVENTS_UPDATE_H
#define OT_EVENTS_UPDATE_H

/**
 * Bringing a calendar up to date: what programs know already keeps its number, and what has changed
 * gets a higher one, by which they see that it is newer (RFC 5545, 3.8.7.4).
 */

#include "base/finding.h"
#include "calendar/calendar.h"

/**
 * Compare `events` (of OtCalendarEvent) with those of the calendar that is replaced, and set their
 * sequence numbers and stamps.  An entry that is gone is added as cancelled; so it stays.  What has
 * changed, and a clock that goes backwards, goes to `findings` about `file`.
 */
void
ot_calendar_update(GArray *events, const GArray *former, const char *file, OtFindings *findings);

#endif
