/* SPDX-License-Identifier: MIT */
#ifndef OT_ENGAGEMENT_CALENDAR_EVENTS_H
#define OT_ENGAGEMENT_CALENDAR_EVENTS_H

/** The events and deadlines of a specification as entries of a calendar. */

#include "calendar/calendar.h"
#include "document/labels.h"

#include <libxml/tree.h>

typedef struct {
	const xmlNode *root; /**< of the specification, as it is published */
	const OtLabels *labels;
	gint64 epoch;        /**< when this version was made, seconds since 1970 */
	int sequence;        /**< of entries that are new; see ot_calendar_sequence() */
	const char *event_alarm;    /**< how long before an event to remind, or NULL */
	const char *deadline_alarm; /**< the same for the last days; NULL: these are left out */
} OtCalendarSource;

/**
 * All events, each followed by its last day to register, then the last days of the engagement; of
 * OtCalendarEvent, whose texts are freed with the array.  An entry has the same UID in every
 * version.
 */
GArray *
ot_calendar_events(const OtCalendarSource *source);

/** How many versions of the specification there were before. */
int
ot_calendar_sequence(const xmlNode *root);

/** Entries as a file, published by the contact for enquiries; `zone` is a VTIMEZONE. */
GBytes *
ot_calendar_bytes(const OtCalendarSource *source, const GArray *events, const char *zone,
                  GError **error);

#endif
