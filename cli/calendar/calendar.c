/* SPDX-License-Identifier: MIT */
#include "calendar/calendar.h"

#include "base/error.h"

#include <libical/ical.h>
#include <stdbool.h>
#include <string.h>

#define PRODUCT "-//outset//outset " VERSION "//EN"

static void
add(icalcomponent *component, icalproperty *property)
{
	icalcomponent_add_property(component, property);
}

/* The time zone, given to the calendar; its name, which belongs to it, or NULL. */
static const char *
add_zone(icalcomponent *root, const char *text, GError **error)
{
	icalcomponent *zone = icalparser_parse_string(text);
	icalproperty *id = NULL;

	if (zone != NULL && icalcomponent_isa(zone) == ICAL_VTIMEZONE_COMPONENT &&
	    icalcomponent_count_errors(zone) == 0)
		id = icalcomponent_get_first_property(zone, ICAL_TZID_PROPERTY);
	if (id == NULL) {
		g_set_error(error, OT_ERROR, OT_ERROR_FORMAT, "the time zone is not a VTIMEZONE");
		if (zone != NULL)
			icalcomponent_free(zone);
		return NULL;
	}
	icalcomponent_add_component(root, zone);
	return icalproperty_get_tzid(id);
}

/*
 * "2026-12-03T10:00:00" as the time of day of some zone, or "2026-12-03" as a day; false where it
 * is none that exists.
 */
static bool
read_time(const char *iso, bool day, struct icaltimetype *time)
{
	g_autofree char *basic = g_strdup(iso);
	char *to = basic;

	for (const char *from = iso; *from != '\0'; from++)
		if (*from != '-' && *from != ':')
			*to++ = *from;
	*to = '\0';
	*time = icaltime_from_string(basic);
	return !icaltime_is_null_time(*time) && (bool) time->is_date == day &&
	       icaltime_compare(icaltime_normalize(*time), *time) == 0;
}

static bool
add_time(icalcomponent *event, const char *iso, bool is_start, bool day, const char *zone,
         GError **error)
{
	struct icaltimetype time;
	icalproperty *property;

	if (!read_time(iso, day, &time)) {
		g_set_error(error, OT_ERROR, OT_ERROR_FORMAT, "\"%s\" is not a day%s", iso,
		            day ? "" : " and time");
		return false;
	}
	property = is_start ? icalproperty_new_dtstart(time) : icalproperty_new_dtend(time);
	if (!day)
		icalproperty_add_parameter(property, icalparameter_new_tzid(zone));
	add(event, property);
	return true;
}

/* A reminder that shows the title; NULL adds none. */
static bool
add_alarm(icalcomponent *event, const OtCalendarEvent *given, GError **error)
{
	struct icaltriggertype trigger = {.time = icaltime_null_time()};

	if (given->alarm == NULL || given->cancelled)
		return true;
	trigger.duration = icaldurationtype_from_string(given->alarm);
	if (icaldurationtype_is_bad_duration(trigger.duration)) {
		g_set_error(error, OT_ERROR, OT_ERROR_FORMAT, "\"%s\" is not a length of time",
		            given->alarm);
		return false;
	}
	icalcomponent *alarm = icalcomponent_new(ICAL_VALARM_COMPONENT);
	icalcomponent_add_component(event, alarm);
	add(alarm, icalproperty_new_action(ICAL_ACTION_DISPLAY));
	add(alarm, icalproperty_new_trigger(trigger));
	add(alarm, icalproperty_new_description(given->title));
	return true;
}

/* What is left out where it is NULL. */
static void
add_words(icalcomponent *event, const OtCalendarEvent *given)
{
	if (given->description != NULL)
		add(event, icalproperty_new_description(given->description));
	if (given->place != NULL)
		add(event, icalproperty_new_location(given->place));
	if (given->contact != NULL)
		add(event, icalproperty_new_contact(given->contact));
	if (given->category != NULL)
		add(event, icalproperty_new_categories(given->category));
}

/* The name stands in quotation marks, which can't hold any (RFC 5545, 3.2). */
static void
add_organiser(icalcomponent *event, const OtCalendar *calendar)
{
	if (calendar->organiser == NULL)
		return;
	g_autofree char *address = g_strconcat("mailto:", calendar->organiser, NULL);
	icalproperty *property = icalproperty_new_organizer(address);
	if (calendar->organiser_name != NULL) {
		g_autofree char *name =
			g_strdelimit(g_strdup(calendar->organiser_name), "\"\r\n", '\'');
		icalproperty_add_parameter(property, icalparameter_new_cn(name));
	}
	add(event, property);
}

static bool
add_event(icalcomponent *root, const OtCalendar *calendar, const OtCalendarEvent *given,
          const char *zone, GError **error)
{
	icalcomponent *event = icalcomponent_new(ICAL_VEVENT_COMPONENT);

	icalcomponent_add_component(root, event);
	add(event, icalproperty_new_uid(given->uid));
	add(event, icalproperty_new_dtstamp(
			   icaltime_from_timet_with_zone((time_t) given->stamp, 0,
	                                                 icaltimezone_get_utc_timezone())));
	if (!add_time(event, given->start, true, given->day, zone, error) ||
	    (given->end != NULL && !add_time(event, given->end, false, given->day, zone, error)))
		return false;
	add(event, icalproperty_new_sequence(given->sequence));
	add(event, icalproperty_new_status(given->cancelled ? ICAL_STATUS_CANCELLED
	                                                    : ICAL_STATUS_CONFIRMED));
	if (given->day)
		add(event, icalproperty_new_transp(ICAL_TRANSP_TRANSPARENT));
	add_organiser(event, calendar);
	add(event, icalproperty_new_summary(given->title));
	add_words(event, given);
	return add_alarm(event, given, error);
}

GBytes *
ot_calendar_write(const OtCalendar *calendar, GError **error)
{
	icalcomponent *root = icalcomponent_new(ICAL_VCALENDAR_COMPONENT);
	bool done;

	add(root, icalproperty_new_version("2.0"));
	add(root, icalproperty_new_prodid(PRODUCT));
	/* A publication has an organiser (RFC 5546, 3.2.1). */
	if (calendar->organiser != NULL)
		add(root, icalproperty_new_method(ICAL_METHOD_PUBLISH));
	add(root, icalproperty_new_name(calendar->title));
	const char *zone = add_zone(root, calendar->zone, error);
	done = zone != NULL;
	for (size_t i = 0; done && i < calendar->n_events; i++)
		done = add_event(root, calendar, &calendar->events[i], zone, error);

	char *text = done ? icalcomponent_as_ical_string_r(root) : NULL;
	GBytes *bytes = text != NULL ? g_bytes_new(text, strlen(text)) : NULL;
	icalmemory_free_buffer(text);
	icalcomponent_free(root);
	return bytes;
}

char *
ot_calendar_versions(void)
{
	return g_strdup("libical " ICAL_VERSION);
}
