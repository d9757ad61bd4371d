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

GArray *
ot_read_calendar(GBytes *bytes, GError **error)
{
	OtCalendarRead *read;

	*(void **) &read = ot_object_function("calendar", "reads calendars", "ot_calendar_read",
	                                      error);
	return read != NULL ? read(bytes, error) : NULL;
}
