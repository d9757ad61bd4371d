/* SPDX-License-Identifier: MIT */
#include "events/update.h"

#include <string.h>

typedef struct {
	const char *file;
	OtFindings *findings;
} Update;

static const OtCalendarEvent *
find(const GArray *events, const char *uid)
{
	for (guint i = 0; i < events->len; i++) {
		const OtCalendarEvent *event = &g_array_index(events, OtCalendarEvent, i);
		if (strcmp(event->uid, uid) == 0)
			return event;
	}
	return NULL;
}

/* When people come, in words: "2026-12-03 10:00". */
static char *
say_time(const OtCalendarEvent *event)
{
	if (event->day || strlen(event->start) < strlen("2026-12-03T10:00"))
		return g_strdup(event->start);
	return g_strdup_printf("%.10s %.5s", event->start, event->start + strlen("2026-12-03T"));
}

/* What has changed, in words that name the most important; NULL: nothing that people see. */
static char *
describe_change(const OtCalendarEvent *old, const OtCalendarEvent *new)
{
	g_autofree char *before = say_time(old), *now = say_time(new);

	if (old->cancelled)
		return g_strdup("it was cancelled, and takes place again");
	if (strcmp(before, now) != 0)
		return g_strdup_printf("it is %s %s, and was %s %s", new->day ? "on" : "at", now,
		                       old->day ? "on" : "at", before);
	if (g_strcmp0(old->end, new->end) != 0)
		return g_strdup("it ends at another time");
	if (g_strcmp0(old->place, new->place) != 0)
		return g_strdup("it is at another place");
	if (g_strcmp0(old->title, new->title) != 0)
		return g_strdup("it has another title");
	if (g_strcmp0(old->description, new->description) != 0 ||
	    g_strcmp0(old->contact, new->contact) != 0 ||
	    g_strcmp0(old->category, new->category) != 0)
		return g_strdup("what is said of it has changed");
	return NULL;
}

/* The number and the stamp of a version that follows another. */
static void
raise_number(const Update *update, const OtCalendarEvent *old, OtCalendarEvent *new)
{
	const OtWhere where = {.file = update->file, .place = new->title};

	new->sequence = MAX(old->sequence < G_MAXINT ? old->sequence + 1 : G_MAXINT, new->sequence);
	if (new->stamp >= old->stamp)
		return;
	ot_findings_add(update->findings, OT_CODE_EVENT_CLOCK, where,
	                "the version before is of a later day than this one");
	new->stamp = old->stamp;
}

static void
update_event(const Update *update, const OtCalendarEvent *old, OtCalendarEvent *new)
{
	const OtWhere where = {.file = update->file, .place = new->title};
	g_autofree char *change = describe_change(old, new);

	if (change == NULL) {
		new->sequence = old->sequence;
		new->stamp = old->stamp;
		return;
	}
	raise_number(update, old, new);
	ot_findings_add(update->findings, OT_CODE_EVENT_MOVED, where, "%s; its number is now %d",
	                change, new->sequence);
}

static void
cancel(const Update *update, const OtCalendarEvent *old, gint64 stamp, GArray *events)
{
	OtCalendarEvent copy = {
		.uid = g_strdup(old->uid),
		.title = g_strdup(old->title),
		.start = g_strdup(old->start),
		.end = g_strdup(old->end),
		.place = g_strdup(old->place),
		.description = g_strdup(old->description),
		.contact = g_strdup(old->contact),
		.category = g_strdup(old->category),
		.day = old->day,
		.cancelled = true,
		.sequence = old->sequence,
		.stamp = old->stamp,
	};

	if (!old->cancelled) {
		const OtWhere where = {.file = update->file, .place = old->title};
		copy.stamp = stamp;
		raise_number(update, old, &copy);
		ot_findings_add(update->findings, OT_CODE_EVENT_CANCELLED, where,
		                "the specification has it no more; its number is now %d",
		                copy.sequence);
	}
	g_array_append_val(events, copy);
}

void
ot_calendar_update(GArray *events, const GArray *former, const char *file, OtFindings *findings)
{
	const Update update = {file, findings};
	gint64 stamp = 0;
	guint n = events->len;

	for (guint i = 0; i < n; i++) {
		OtCalendarEvent *event = &g_array_index(events, OtCalendarEvent, i);
		const OtCalendarEvent *old = find(former, event->uid);
		stamp = MAX(stamp, event->stamp);
		if (old != NULL)
			update_event(&update, old, event);
	}
	for (guint i = 0; i < former->len; i++) {
		const OtCalendarEvent *old = &g_array_index(former, OtCalendarEvent, i);
		if (find(events, old->uid) == NULL)
			cancel(&update, old, stamp, events);
	}
}
