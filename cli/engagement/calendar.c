/* SPDX-License-Identifier: MIT */
#include "engagement/calendar.h"

#include "base/object.h"

GBytes *
ot_make_calendar(const OtCalendar *calendar, GError **error)
{
	OtCalendarWrite *write;

	*(void **) &write = ot_object_function("calendar", "writes calendars",
	                                       "ot_calendar_write", error);
	return write != NULL ? write(calendar, error) : NULL;
}
