/* SPDX-License-Identifier: MIT */
#ifndef OT_ENGAGEMENT_CALENDAR_H
#define OT_ENGAGEMENT_CALENDAR_H

/** The door to calendars, which are loaded at their first use (base/object.h). */

#include "calendar/calendar.h"

/** As ot_calendar_write(), or OT_ERROR_IO where the object can't be loaded. */
OtCalendarWrite ot_make_calendar;

/** As ot_calendar_read(), or OT_ERROR_IO. */
OtCalendarRead ot_read_calendar;

#endif
