/* SPDX-License-Identifier: MIT */
#include "engagement/calendar-events.h"

#include "base/arena.h"
#include "engagement/calendar.h"
#include "engagement/carried.h"
#include "spec/checks.h"
#include "xml/source.h"

#include <string.h>

/* The length of a UUID in bytes. */
#define UUID 16

/* The namespace of names that are addresses (RFC 9562, 6.6). */
static const guint8 namespace[UUID] = {0x6b, 0xa7, 0xb8, 0x11, 0x9d, 0xad, 0x11, 0xd1,
                                       0x80, 0xb4, 0x00, 0xc0, 0x4f, 0xd4, 0x30, 0xc8};

/*
 * A name that is the same in every version of the specification, so that a calendar replaces the
 * event when its file is read again: a UUID made from a name (RFC 9562, 5.5; RFC 7986, 5.3).
 */
static char *
make_uid(const char *reference, const char *id)
{
	g_autofree char *name = g_strdup_printf("urn:outset:event:%s/%s", reference, id);
	g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA1);
	guint8 digest[20];
	gsize len = sizeof digest;
	GString *uid = g_string_new(NULL);

	g_checksum_update(sum, namespace, UUID);
	g_checksum_update(sum, (const guchar *) name, (gssize) strlen(name));
	g_checksum_get_digest(sum, digest, &len);
	digest[6] = (guint8) ((digest[6] & 0x0F) | 0x50);
	digest[8] = (guint8) ((digest[8] & 0x3F) | 0x80);
	for (int i = 0; i < UUID; i++) {
		bool starts_group = i == 4 || i == 6 || i == 8 || i == 10;
		g_string_append_printf(uid, "%s%02x", starts_group ? "-" : "", digest[i]);
	}
	return g_string_free(uid, FALSE);
}

static void
append_line(GString *lines, const char *line)
{
	g_string_append_printf(lines, "%s%s", lines->len > 0 ? "\n" : "", line);
}

static void
append_registration(GString *lines, const OtCalendarSource *source, OtArena *arena,
                    const xmlNode *event)
{
	const xmlNode *registration = ot_xml_child(event, "registration");
	if (registration == NULL)
		return;

	g_autofree char *how = ot_source_text(registration);
	const char *by = ot_xml_attr(registration, "by");
	const char *date = by != NULL ? ot_format_date(source->labels, arena, by) : NULL;
	append_line(lines, ot_labels_fill(source->labels, arena, "event-register", "date",
	                                  date != NULL ? date : "", "how", how, NULL));
}

static void
append_slot(GString *lines, const OtCalendarSource *source, OtArena *arena, const xmlNode *slot)
{
	g_autofree char *text = ot_source_text(slot);
	const char *minutes = ot_xml_attr(slot, "minutes"), *lead = ot_xml_attr(slot, "lead");
	const char *key = lead != NULL ? "event-slot-lead" : "event-slot";

	append_line(lines, ot_labels_fill(source->labels, arena, key, "minutes", minutes, "text",
	                                  text, "lead", lead != NULL ? lead : "", NULL));
}

/* What it is for, how to register, what is done so that everybody can come, and what comes when. */
static char *
describe(const OtCalendarSource *source, const xmlNode *event)
{
	g_autoptr(OtArena) arena = ot_arena_new();
	GString *lines = g_string_new(NULL);
	g_autofree char *purpose = ot_carried_text(event, "purpose");

	append_line(lines, purpose);
	append_registration(lines, source, arena, event);
	for (const xmlNode *child = ot_xml_child(event, "access-arrangement"); child != NULL;
	     child = ot_xml_next(child, "access-arrangement")) {
		g_autofree char *text = ot_source_text(child);
		append_line(lines, ot_labels_fill(source->labels, arena, "event-access",
		                                  "arrangement", text, NULL));
	}
	for (const xmlNode *slot = ot_xml_child(event, "slot"); slot != NULL;
	     slot = ot_xml_next(slot, "slot"))
		append_slot(lines, source, arena, slot);
	return g_string_free(lines, FALSE);
}

/* Name, position, email and telephone, those that there are. */
static char *
describe_contact(const xmlNode *root)
{
	static const char *const parts[] = {"name", "position", "email", "telephone"};
	const xmlNode *contact = ot_carried_contact(root);
	g_autoptr(GString) line = g_string_new(NULL);

	for (size_t i = 0; i < G_N_ELEMENTS(parts); i++) {
		g_autofree char *text = ot_carried_text(contact, parts[i]);
		if (text != NULL)
			g_string_append_printf(line, "%s%s", line->len > 0 ? ", " : "", text);
	}
	return line->len > 0 ? g_string_free(g_steal_pointer(&line), FALSE) : NULL;
}

static void
clear_event(gpointer event)
{
	ot_calendar_event_clear(event);
}

static OtCalendarEvent
make_event(const OtCalendarSource *source, const xmlNode *event)
{
	const xmlNode *identity = ot_xml_child(source->root, "identity");

	return (OtCalendarEvent){
		.uid = make_uid(ot_xml_attr(identity, "reference"), ot_xml_attr(event, "id")),
		.title = ot_carried_text(event, "title"),
		.start = g_strdup(ot_xml_attr(event, "start")),
		.end = g_strdup(ot_xml_attr(event, "end")),
		.place = ot_carried_text(event, "place"),
		.description = describe(source, event),
		.contact = describe_contact(source->root),
		.category = g_strdup(ot_labels_code(source->labels, "event-format",
		                                    ot_xml_attr(event, "format"))),
		.alarm = g_strdup(source->event_alarm),
		.sequence = source->sequence,
		.stamp = source->epoch,
	};
}

/* --- deadlines ----------------------------------------------------------------------------- */

/* Add a day to remember; `date` may be NULL or no day, as questions may end "in January". */
static void
add_deadline(const OtCalendarSource *source, GArray *events, const char *id, const char *date,
             const char *key, const char *title, const char *how)
{
	g_autoptr(OtArena) arena = ot_arena_new();
	const xmlNode *identity = ot_xml_child(source->root, "identity");

	if (date == NULL || strlen(date) != strlen("2027-01-31") || title == NULL)
		return;
	OtCalendarEvent row = {
		.uid = make_uid(ot_xml_attr(identity, "reference"), id),
		.title = g_strdup(ot_labels_fill(source->labels, arena, key, "title", title, NULL)),
		.start = g_strdup(date),
		.description = g_strdup(how),
		.contact = describe_contact(source->root),
		.alarm = g_strdup(source->deadline_alarm),
		.day = true,
		.sequence = source->sequence,
		.stamp = source->epoch,
	};
	g_array_append_val(events, row);
}

static void
add_registration(const OtCalendarSource *source, GArray *events, const xmlNode *event)
{
	const xmlNode *registration = ot_xml_child(event, "registration");
	g_autofree char *title = ot_carried_text(event, "title");
	g_autofree char *id = g_strconcat(ot_xml_attr(event, "id"), "/registration", NULL);

	if (registration == NULL)
		return;
	g_autofree char *how = ot_source_text(registration);
	add_deadline(source, events, id, ot_xml_attr(registration, "by"), "calendar-registration",
	             title, how);
}

static void
add_engagement(const OtCalendarSource *source, GArray *events)
{
	const xmlNode *engagement = ot_xml_child(source->root, "engagement");
	g_autofree char *title = ot_carried_text(ot_xml_child(source->root, "identity"), "title");
	g_autofree char *questions = ot_carried_text(engagement, "clarification-deadline");
	g_autofree char *how = ot_carried_text(engagement, "how-to-respond");

	if (engagement == NULL)
		return;
	add_deadline(source, events, "engagement/questions", questions, "calendar-questions", title,
	             NULL);
	add_deadline(source, events, "engagement/closes", ot_xml_attr(engagement, "closes"),
	             "calendar-closes", title, how);
}

/* --- all of it ----------------------------------------------------------------------------- */

GArray *
ot_calendar_events(const OtCalendarSource *source)
{
	GArray *events = g_array_new(FALSE, TRUE, sizeof(OtCalendarEvent));

	g_array_set_clear_func(events, clear_event);
	for (const xmlNode *event = ot_check_find(source->root, "engagement/event"); event != NULL;
	     event = ot_xml_next(event, "event")) {
		OtCalendarEvent row = make_event(source, event);
		g_array_append_val(events, row);
		if (source->deadline_alarm != NULL)
			add_registration(source, events, event);
	}
	if (source->deadline_alarm != NULL)
		add_engagement(source, events);
	return events;
}

/* Each version of the specification adds a line to its history. */
int
ot_calendar_sequence(const xmlNode *root)
{
	int n = 0;

	for (const xmlNode *change = ot_check_find(root, "history/change"); change != NULL;
	     change = ot_xml_next(change, "change"))
		n++;
	return MAX(n - 1, 0);
}

GBytes *
ot_calendar_bytes(const OtCalendarSource *source, const GArray *events, const char *zone,
                  GError **error)
{
	const xmlNode *contact = ot_carried_contact(source->root);
	g_autofree char *title = ot_carried_text(ot_xml_child(source->root, "identity"), "title");
	g_autofree char *mail = ot_carried_text(contact, "email");
	g_autofree char *name = ot_carried_text(contact, "name");
	const OtCalendar calendar = {
		.title = title,
		.zone = zone,
		.organiser = mail,
		.organiser_name = name,
		.events = (const OtCalendarEvent *) (void *) events->data,
		.n_events = events->len,
	};

	return ot_make_calendar(&calendar, error);
}
