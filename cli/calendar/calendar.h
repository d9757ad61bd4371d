/* SPDX-License-Identifier: MIT */
#ifndef OT_CALENDAR_CALENDAR_H
#define OT_CALENDAR_CALENDAR_H

/**
 * Writing calendar files (RFC 5545).
 *
 * All of cli/calendar is one object that the program loads when a calendar is to be written,
 * because libical brings ICU along; engagement/calendar.c finds ot_calendar_write() in it by name.
 */

#include <glib.h>

/** An event; members that are NULL are left out, but for the first four. */
typedef struct {
	const char *uid;        /**< the same in every version of the calendar */
	const char *title;
	const char *start, *end; /**< in the calendar's time zone: "2026-12-03T10:00:00" */
	const char *place, *description, *contact, *category;
} OtCalendarEvent;

typedef struct {
	const char *title; /**< RFC 7986, 5.1 */
	const char *zone; /**< a VTIMEZONE, which all times are in */
	gint64 stamp;     /**< when this version was made, seconds since 1970 */
	int sequence;     /**< how many versions there were before (3.8.7.4) */
	const OtCalendarEvent *events;
	size_t n_events;
} OtCalendar;

/** The type of ot_calendar_write(), for the one who loads the object. */
typedef GBytes *OtCalendarWrite(const OtCalendar *calendar, GError **error);

/** Write a calendar; OT_ERROR_FORMAT where the time zone or a time can't be read. */
OtCalendarWrite ot_calendar_write;

/** As OtObjectVersions. */
char *
ot_calendar_versions(void);

#endif
