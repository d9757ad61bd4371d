/* SPDX-License-Identifier: MIT */
#include "calendar/calendar.h"

#include "base/error.h"
#include "base/limits.h"

#include <libical/ical.h>
#include <string.h>

/* A copy of the value of the first property of a kind; NULL where there is none. */
static char *
copy_text(icalcomponent *event, icalproperty_kind kind)
{
	icalproperty *property = icalcomponent_get_first_property(event, kind);
	icalvalue *value = property != NULL ? icalproperty_get_value(property) : NULL;
	const char *text = NULL;

	if (value != NULL && icalvalue_isa(value) == ICAL_TEXT_VALUE)
		text = icalvalue_get_text(value);
	return text != NULL ? g_utf8_make_valid(text, -1) : NULL;
}

/* "2026-12-03T10:00:00", or of a day "2026-12-03"; NULL where there is none. */
static char *
copy_time(icalcomponent *event, icalproperty_kind kind)
{
	icalproperty *property = icalcomponent_get_first_property(event, kind);
	icalvalue *value = property != NULL ? icalproperty_get_value(property) : NULL;
	struct icaltimetype time = icaltime_null_time();

	if (value != NULL && icalvalue_isa(value) == ICAL_DATE_VALUE)
		time = icalvalue_get_date(value);
	else if (value != NULL && (icalvalue_isa(value) == ICAL_DATETIME_VALUE))
		time = icalvalue_get_datetime(value);
	if (icaltime_is_null_time(time))
		return NULL;
	if (time.is_date)
		return g_strdup_printf("%04d-%02d-%02d", time.year, time.month, time.day);
	return g_strdup_printf("%04d-%02d-%02dT%02d:%02d:%02d", time.year, time.month, time.day,
	                       time.hour, time.minute, time.second);
}

static char *
copy_alarm(icalcomponent *event)
{
	icalcomponent *alarm = icalcomponent_get_first_component(event, ICAL_VALARM_COMPONENT);
	icalproperty *property =
		alarm != NULL ? icalcomponent_get_first_property(alarm, ICAL_TRIGGER_PROPERTY)
			      : NULL;

	if (property == NULL)
		return NULL;
	char *text = icaldurationtype_as_ical_string_r(icalproperty_get_trigger(property).duration);
	char *copy = g_strdup(text);
	icalmemory_free_buffer(text);
	return copy;
}

static gint64
read_stamp(icalcomponent *event)
{
	icalproperty *property = icalcomponent_get_first_property(event, ICAL_DTSTAMP_PROPERTY);

	return property != NULL ? (gint64) icaltime_as_timet_with_zone(
					  icalproperty_get_dtstamp(property),
					  icaltimezone_get_utc_timezone())
	                        : 0;
}

static OtCalendarEvent
read_event(icalcomponent *event)
{
	icalproperty *sequence = icalcomponent_get_first_property(event, ICAL_SEQUENCE_PROPERTY);
	OtCalendarEvent row = {
		.uid = copy_text(event, ICAL_UID_PROPERTY),
		.title = copy_text(event, ICAL_SUMMARY_PROPERTY),
		.start = copy_time(event, ICAL_DTSTART_PROPERTY),
		.end = copy_time(event, ICAL_DTEND_PROPERTY),
		.place = copy_text(event, ICAL_LOCATION_PROPERTY),
		.description = copy_text(event, ICAL_DESCRIPTION_PROPERTY),
		.contact = copy_text(event, ICAL_CONTACT_PROPERTY),
		.category = copy_text(event, ICAL_CATEGORIES_PROPERTY),
		.alarm = copy_alarm(event),
		.cancelled = icalcomponent_get_status(event) == ICAL_STATUS_CANCELLED,
		.sequence = sequence != NULL ? MAX(icalproperty_get_sequence(sequence), 0) : 0,
		.stamp = read_stamp(event),
	};

	row.day = row.start != NULL && strchr(row.start, 'T') == NULL;
	return row;
}

static void
clear(gpointer event)
{
	ot_calendar_event_clear(event);
}

/* The object that holds this code is never unloaded, so the array may keep the function. */
static GArray *
read_events(icalcomponent *root, GError **error)
{
	g_autoptr(GArray) events = g_array_new(FALSE, TRUE, sizeof(OtCalendarEvent));

	g_array_set_clear_func(events, clear);
	for (icalcomponent *event = icalcomponent_get_first_component(root, ICAL_VEVENT_COMPONENT);
	     event != NULL;
	     event = icalcomponent_get_next_component(root, ICAL_VEVENT_COMPONENT)) {
		if (events->len >= OT_LIMIT_CALENDAR_EVENTS) {
			g_set_error(error, OT_ERROR, OT_ERROR_LIMIT,
			            "the calendar has more than %u events",
			            OT_LIMIT_CALENDAR_EVENTS);
			return NULL;
		}
		OtCalendarEvent row = read_event(event);
		if (row.uid != NULL && row.start != NULL && row.title != NULL)
			g_array_append_val(events, row);
		else
			ot_calendar_event_clear(&row);
	}
	return g_steal_pointer(&events);
}

GArray *
ot_calendar_read(GBytes *bytes, GError **error)
{
	gsize len;
	const char *data = g_bytes_get_data(bytes, &len);
	g_autofree char *text = len > 0 ? g_strndup(data, len) : g_strdup("");
	icalcomponent *root = icalparser_parse_string(text);
	GArray *events = NULL;

	if (root != NULL && icalcomponent_isa(root) == ICAL_VCALENDAR_COMPONENT)
		events = read_events(root, error);
	else
		g_set_error(error, OT_ERROR, OT_ERROR_FORMAT, "the file is not a calendar");
	if (root != NULL)
		icalcomponent_free(root);
	return events;
}
