/* SPDX-License-Identifier: MIT */
#include "base/arena.h"
#include "engagement/calendar.h"
#include "engagement/carried.h"
#include "spec/checks.h"
#include "xml/source.h"

#include <stdbool.h>
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
append_registration(GString *lines, const OtCarriedSource *source, OtArena *arena,
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
append_slot(GString *lines, const OtCarriedSource *source, OtArena *arena, const xmlNode *slot)
{
	g_autofree char *text = ot_source_text(slot);
	const char *minutes = ot_xml_attr(slot, "minutes"), *lead = ot_xml_attr(slot, "lead");
	const char *key = lead != NULL ? "event-slot-lead" : "event-slot";

	append_line(lines, ot_labels_fill(source->labels, arena, key, "minutes", minutes, "text",
	                                  text, "lead", lead != NULL ? lead : "", NULL));
}

/* What it is for, how to register, what is done so that everybody can come, and what comes when. */
static char *
describe(const OtCarriedSource *source, const xmlNode *event)
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
clear_event(gpointer data)
{
	OtCalendarEvent *event = data;

	g_free((char *) event->uid);
	g_free((char *) event->title);
	g_free((char *) event->place);
	g_free((char *) event->description);
	g_free((char *) event->contact);
}

static GArray *
read_events(const OtCarriedSource *source, const xmlNode *root)
{
	GArray *events = g_array_new(FALSE, TRUE, sizeof(OtCalendarEvent));
	const char *reference = ot_xml_attr(ot_xml_child(root, "identity"), "reference");

	g_array_set_clear_func(events, clear_event);
	for (const xmlNode *event = ot_check_find(root, "engagement/event"); event != NULL;
	     event = ot_xml_next(event, "event")) {
		const char *format = ot_xml_attr(event, "format");
		OtCalendarEvent row = {
			.uid = make_uid(reference, ot_xml_attr(event, "id")),
			.title = ot_carried_text(event, "title"),
			.start = ot_xml_attr(event, "start"),
			.end = ot_xml_attr(event, "end"),
			.place = ot_carried_text(event, "place"),
			.description = describe(source, event),
			.contact = describe_contact(root),
			.category = ot_labels_code(source->labels, "event-format", format),
		};
		g_array_append_val(events, row);
	}
	return events;
}

/* Each version of the specification adds a line to its history. */
static int
count_versions(const xmlNode *root)
{
	int n = 0;

	for (const xmlNode *change = ot_check_find(root, "history/change"); change != NULL;
	     change = ot_xml_next(change, "change"))
		n++;
	return n;
}

GBytes *
ot_carried_events(const OtCarriedSource *source, GError **error)
{
	const xmlNode *root = xmlDocGetRootElement(source->published);
	g_autoptr(GArray) events = read_events(source, root);
	g_autofree char *title = ot_carried_text(ot_xml_child(root, "identity"), "title");

	if (events->len == 0)
		return NULL;
	const OtCalendar calendar = {
		.title = title,
		.zone = source->zone,
		.stamp = source->epoch,
		.sequence = MAX(count_versions(root) - 1, 0),
		.events = (const OtCalendarEvent *) (void *) events->data,
		.n_events = events->len,
	};
	return ot_make_calendar(&calendar, error);
}
