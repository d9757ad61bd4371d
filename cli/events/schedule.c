/* SPDX-License-Identifier: MIT */
#include "events/schedule.h"

#include "xml/source.h"

#include <stdlib.h>
#include <string.h>

#define PITCHES "pitches"

/* Minutes since midnight of "2026-12-03T10:00:00". */
static int
minutes_of_day(const char *time)
{
	return time != NULL && strlen(time) >= 16 ? atoi(time + 11) * 60 + atoi(time + 14) : 0;
}

static void
add_session(OtSchedule *schedule, const char *kind, int minutes, int slot)
{
	OtSession session = {
		.kind = kind,
		.start = schedule->start + schedule->minutes,
		.minutes = minutes,
		.slot = slot,
	};

	schedule->minutes += minutes;
	g_array_append_val(schedule->sessions, session);
}

/* A word such as "showcase" tells of pitches only in a format that has them. */
static void
add_slots(OtSchedule *schedule, const xmlNode *event, const OtEventFormats *formats,
          const OtEventFormat *format)
{
	int index = 0;

	for (const xmlNode *slot = ot_xml_child(event, "slot"); slot != NULL;
	     slot = ot_xml_next(slot, "slot"), index++) {
		g_autofree char *words = ot_source_text(slot);
		const char *kind = ot_event_formats_kind(formats, words);
		const char *minutes = ot_xml_attr(slot, "minutes");
		if (format->pitch_minutes == 0 && g_strcmp0(kind, PITCHES) == 0)
			kind = NULL;
		add_session(schedule, kind, minutes != NULL ? atoi(minutes) : 0, index);
	}
}

static void
add_parts(OtSchedule *schedule, const OtEventFormat *format)
{
	int least = 0;

	for (size_t i = 0; i < format->n_parts; i++)
		least += format->parts[i].minutes;
	for (size_t i = 0; i < format->n_parts; i++) {
		const OtEventPart *part = &format->parts[i];
		int rest = MAX(schedule->end - schedule->start - least, 0);
		add_session(schedule, part->kind, part->minutes + (part->rest ? rest : 0), -1);
	}
}

static void
count_pitches(OtSchedule *schedule)
{
	int each = schedule->pitch + schedule->change;

	for (guint i = 0; i < schedule->sessions->len; i++) {
		OtSession *session = &g_array_index(schedule->sessions, OtSession, i);
		if (g_strcmp0(session->kind, PITCHES) != 0 || schedule->pitch <= 0)
			continue;
		session->capacity = (size_t) (session->minutes / each);
		schedule->capacity += session->capacity;
		schedule->pitch_minutes += session->minutes;
	}
}

OtSchedule *
ot_schedule_new(const xmlNode *event, const OtEventFormats *formats, const OtEventFormat *format,
                const OtPitchLengths *lengths)
{
	OtSchedule *schedule = g_new0(OtSchedule, 1);

	schedule->start = minutes_of_day(ot_xml_attr(event, "start"));
	schedule->end = minutes_of_day(ot_xml_attr(event, "end"));
	schedule->sessions = g_array_new(FALSE, TRUE, sizeof(OtSession));
	schedule->pitch = format->pitch_minutes;
	schedule->change = format->change_minutes;
	schedule->pitch_is_ours = format->pitch_is_ours && lengths->pitch < 0;
	if (format->pitch_minutes > 0 && lengths->pitch > 0)
		schedule->pitch = lengths->pitch;
	if (format->pitch_minutes > 0 && lengths->change >= 0)
		schedule->change = lengths->change;
	if (ot_xml_child(event, "slot") != NULL)
		add_slots(schedule, event, formats, format);
	else
		add_parts(schedule, format);
	count_pitches(schedule);
	return schedule;
}

void
ot_schedule_free(OtSchedule *schedule)
{
	if (schedule == NULL)
		return;
	g_array_unref(schedule->sessions);
	g_free(schedule);
}

static size_t
capacity_for(const OtSchedule *schedule, int pitch)
{
	size_t n = 0;

	for (guint i = 0; i < schedule->sessions->len; i++) {
		const OtSession *session = &g_array_index(schedule->sessions, OtSession, i);
		if (session->capacity > 0 || g_strcmp0(session->kind, PITCHES) == 0)
			n += (size_t) (session->minutes / (pitch + schedule->change));
	}
	return n;
}

int
ot_schedule_fitting_pitch(const OtSchedule *schedule, size_t n)
{
	for (int pitch = schedule->pitch; pitch > 0; pitch--)
		if (capacity_for(schedule, pitch) >= n)
			return pitch;
	return 0;
}
