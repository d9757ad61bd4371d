/* SPDX-License-Identifier: MIT */
#include "engagement/calendar-events.h"
#include "engagement/carried.h"

GBytes *
ot_carried_events(const OtCarriedSource *source, GError **error)
{
	const xmlNode *root = xmlDocGetRootElement(source->published);
	const OtCalendarSource from = {
		.root = root,
		.labels = source->labels,
		.epoch = source->epoch,
		.sequence = ot_calendar_sequence(root),
	};
	g_autoptr(GArray) events = ot_calendar_events(&from);

	return events->len > 0 ? ot_calendar_bytes(&from, events, source->zone, error) : NULL;
}
