/* SPDX-License-Identifier: MIT
 *
 * A calendar that is replaced: its entries, and the new ones numbered after them.
 */
#include "fuzz.h"

#include "calendar/calendar.h"
#include "events/update.h"

void
fuzz_start(OtResources *resources)
{
	(void) resources;
}

static void
clear(gpointer event)
{
	ot_calendar_event_clear(event);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const OtCalendarEvent planned = {
		.uid = g_strdup("E1@outset"),
		.title = g_strdup("Briefing"),
		.start = g_strdup("2026-12-03T10:00:00"),
		.end = g_strdup("2026-12-03T11:00:00"),
		.stamp = 1796000000,
	};
	g_autoptr(GBytes) bytes = g_bytes_new_static(data, size);
	g_autoptr(OtFindings) findings = ot_findings_new();
	g_autoptr(GError) error = NULL;
	g_autoptr(GArray) former = ot_calendar_read(bytes, &error);
	g_autoptr(GArray) events = g_array_new(FALSE, FALSE, sizeof(OtCalendarEvent));

	g_array_set_clear_func(events, clear);
	g_array_append_val(events, planned);
	fuzz_need((former == NULL) == (error != NULL), "a calendar is refused without a word");
	if (former == NULL)
		return 0;
	ot_calendar_update(events, former, "events.ics", findings);
	return 0;
}
