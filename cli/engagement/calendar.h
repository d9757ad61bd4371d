/* SPDX-License-Identifier: MIT */
#ifndef OT_ENGAGEMENT_CALENDAR_H
#define OT_ENGAGEMENT_CALENDAR_H

/** The door to the writer of calendars, which is loaded at its first use (base/object.h). */

#include "calendar/calendar.h"

/** As ot_calendar_write(), or OT_ERROR_IO where the object can't be loaded. */
OtCalendarWrite ot_make_calendar;

#endif
