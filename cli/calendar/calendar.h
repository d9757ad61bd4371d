/* SPDX-License-Identifier: MIT */
#ifndef OT_CALENDAR_CALENDAR_H
#define OT_CALENDAR_CALENDAR_H

/**
 * Writing and reading calendar files (RFC 5545), as one publishes them (RFC 5546, 3.2.1).
 *
 * All of cli/calendar is one object that the program loads when a calendar is to be written or
 * read, because libical brings ICU along; engagement/calendar.c finds its functions by name.
 */

#include <glib.h>
#include <stdbool.h>

/** An event, or a day to remember; members that are NULL are left out, but for the first four. */
typedef struct {
	const char *uid;        /**< the same in every version of the calendar */
	const char *title;
	/**
	 * In the calendar's time zone: "2026-12-03T10:00:00"; of a day "2026-12-03", and `end` is
	 * NULL.
	 */
	const char *start, *end;
	const char *place, *description, *contact, *category;
	const char *alarm; /**< how long before the start to remind: "-PT15H" (RFC 5545, 3.3.6) */
	bool day;          /**< all of a day, which nobody is busy by */
	bool cancelled;
	int sequence;      /**< how many versions there were before (3.8.7.4) */
	gint64 stamp;      /**< when this version was made, seconds since 1970 */
} OtCalendarEvent;

typedef struct {
	const char *title; /**< RFC 7986, 5.1 */
	const char *zone; /**< a VTIMEZONE, which all times are in */
	/** Who publishes it (RFC 5546, 3.2.1): a mail address and a name; NULL: left out. */
	const char *organiser, *organiser_name;
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
/** The type of ot_calendar_read(). */
typedef GArray *OtCalendarRead(GBytes *bytes, GError **error);

/**
 * The events of a calendar that was written before, as OtCalendarEvent whose texts are freed with
 * the array.  Only what ot_calendar_write() writes is read; repetitions and times of other zones
 * are not known.  OT_ERROR_FORMAT where it is no calendar, OT_ERROR_LIMIT where it has more than
 * OT_LIMIT_CALENDAR_EVENTS events.
 */
OtCalendarRead ot_calendar_read;

/** Free the texts of an event of that array; here, so that it needs no object. */
static inline void
ot_calendar_event_clear(OtCalendarEvent *event)
{
	g_free((char *) event->uid);
	g_free((char *) event->title);
	g_free((char *) event->start);
	g_free((char *) event->end);
	g_free((char *) event->place);
	g_free((char *) event->description);
	g_free((char *) event->contact);
	g_free((char *) event->category);
	g_free((char *) event->alarm);
}

#endif
