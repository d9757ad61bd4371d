/* SPDX-License-Identifier: MIT
 *
 * Tables: CSV that spreadsheets open as it is meant, and calendars.
 */
#include "base/error.h"
#include "base/limits.h"
#include "calendar/calendar.h"
#include "tables/csv.h"

#include <csv.h>
#include <libical/ical.h>
#include <string.h>

/* A cell and what is written for it. */
static const char *const cells[][2] = {
	{NULL, "\"\""},
	{"", "\"\""},
	{"plain", "\"plain\""},
	{"a,b", "\"a,b\""},
	{"say \"yes\"", "\"say \"\"yes\"\"\""},
	{"two\nlines", "\"two\nlines\""},
	{"\xC2\xA3" "5", "\"\xC2\xA3" "5\""},
	{"=1+1", "\"'=1+1\""},
	{"=cmd|' /C calc'!A0", "\"'=cmd|' /C calc'!A0\""},
	{"+44", "\"'+44\""},
	{"-5", "\"'-5\""},
	{"@sum", "\"'@sum\""},
	{" =1", "\"' =1\""},
	{"\t=1", "\"'\t=1\""},
	{"\xEF\xBC\x9D" "1", "\"'\xEF\xBC\x9D" "1\""},
	{"\"=1", "\"\"\"=1\""},
	{"5-3", "\"5-3\""},
};

static void
test_cells(void)
{
	for (gsize i = 0; i < G_N_ELEMENTS(cells); i++) {
		g_autoptr(OtCsv) csv = ot_csv_new();
		g_autofree char *expected =
			g_strdup_printf("\xEF\xBB\xBF%s,\"x\"\r\n", cells[i][1]);
		gsize len;

		ot_csv_cell(csv, cells[i][0]);
		ot_csv_cell(csv, "x");
		ot_csv_end_row(csv);
		g_autoptr(GBytes) bytes = ot_csv_take(csv);
		const char *data = g_bytes_get_data(bytes, &len);
		g_autofree char *text = g_strndup(data, len);
		g_assert_cmpstr(text, ==, expected);
	}
}

/* A file that is read again holds what was read. */
static void
test_exact(void)
{
	g_autoptr(OtCsv) csv = ot_csv_new_exact(';');
	gsize len;

	ot_csv_cell(csv, "=1+1");
	ot_csv_cell(csv, "+44");
	ot_csv_end_row(csv);
	g_autoptr(GBytes) bytes = ot_csv_take(csv);
	const char *data = g_bytes_get_data(bytes, &len);
	g_autofree char *text = g_strndup(data, len);
	g_assert_cmpstr(text, ==, "\xEF\xBB\xBF\"=1+1\";\"+44\"\r\n");
}

/* A row of so many cells, of which one has so many letters. */
static OtCsv *
write_row(guint n_cells, gsize n_letters)
{
	OtCsv *csv = ot_csv_new_exact(',');
	g_autofree char *letters = g_strnfill(n_letters, 'x');

	for (guint i = 0; i < n_cells; i++)
		ot_csv_cell(csv, i == 0 ? letters : "");
	ot_csv_end_row(csv);
	return csv;
}

/* What could not be read again is not written; with its quotation marks a cell is longer. */
static void
test_exact_limits(void)
{
	static const struct {
		guint n_cells;
		gsize n_letters;
		const char *message;
	} rows[] = {
		{OT_LIMIT_CSV_COLUMNS, OT_LIMIT_CSV_CELL - 2, NULL},
		{OT_LIMIT_CSV_COLUMNS + 1, 1, "x.csv would have 1001 columns"},
		{1, OT_LIMIT_CSV_CELL - 1, "a cell of x.csv would have 100001 bytes"},
	};

	for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autoptr(OtCsv) csv = write_row(rows[i].n_cells, rows[i].n_letters);
		g_autoptr(GError) error = NULL;
		g_autoptr(GBytes) bytes = ot_csv_take_exact(csv, "x.csv", &error);

		g_assert_true((bytes != NULL) == (rows[i].message == NULL));
		if (rows[i].message == NULL)
			continue;
		g_assert_error(error, OT_ERROR, OT_ERROR_LIMIT);
		g_assert_true(g_str_has_prefix(error->message, rows[i].message));
	}
}

static void
collect(void *cell, size_t len, void *data)
{
	g_string_append_len(data, cell, (gssize) len);
	g_string_append_c(data, '|');
}

static void
end_row(int character, void *data)
{
	(void) character;
	g_string_append_c(data, '/');
}

/* What a reader makes of it is what was put in. */
static void
test_read_back(void)
{
	g_autoptr(OtCsv) csv = ot_csv_new();
	g_autoptr(GString) seen = g_string_new(NULL);
	struct csv_parser parser;
	gsize len;

	for (int row = 0; row < 2; row++) {
		ot_csv_cell(csv, "a \"b\", c");
		ot_csv_cell(csv, "d\r\ne");
		ot_csv_cell(csv, NULL);
		ot_csv_end_row(csv);
	}
	g_autoptr(GBytes) bytes = ot_csv_take(csv);
	const char *data = g_bytes_get_data(bytes, &len);
	csv_init(&parser, CSV_STRICT);
	g_assert_cmpuint(csv_parse(&parser, data + 3, len - 3, collect, end_row, seen), ==,
	                 len - 3);
	csv_fini(&parser, collect, end_row, seen);
	csv_free(&parser);
	g_assert_cmpstr(seen->str, ==, "a \"b\", c|d\r\ne||/a \"b\", c|d\r\ne||/");
}

/* --- calendars ------------------------------------------------------------------------------ */

static GBytes *
write_event(const OtCalendarEvent *event, const char *zone, GError **error)
{
	g_autofree char *london = NULL;
	g_assert_true(g_file_get_contents("templates/europe-london.ics", &london, NULL, NULL));
	const OtCalendar calendar = {
		.title = "Winter; gritting",
		.zone = zone != NULL ? zone : london,
		.organiser = "a@b.example",
		.organiser_name = "Priya \"P\" L; x",
		.events = event,
		.n_events = 1,
	};
	return ot_calendar_write(&calendar, error);
}

static char *
text_of(GBytes *bytes)
{
	gsize len;
	const char *data = g_bytes_get_data(bytes, &len);

	return g_strndup(data, len);
}

/* Seconds since 1970 of the start of an event that starts at this time of day in London. */
static gint64
start_of(const char *start, const char *end)
{
	const OtCalendarEvent event = {.uid = "u", .title = "t", .start = start, .end = end};
	g_autoptr(GError) error = NULL;
	g_autoptr(GBytes) bytes = write_event(&event, NULL, &error);

	g_assert_no_error(error);
	g_autofree char *text = text_of(bytes);
	icalcomponent *root = icalparser_parse_string(text);
	g_assert_nonnull(root);
	g_assert_cmpint(icalcomponent_count_errors(root), ==, 0);
	icalcomponent *found = icalcomponent_get_first_component(root, ICAL_VEVENT_COMPONENT);
	icalcomponent *zone = icalcomponent_get_first_component(root, ICAL_VTIMEZONE_COMPONENT);
	g_assert_nonnull(zone);
	icalproperty *property = icalcomponent_get_first_property(found, ICAL_DTSTART_PROPERTY);
	icalparameter *id = icalproperty_get_first_parameter(property, ICAL_TZID_PARAMETER);
	g_assert_cmpstr(icalparameter_get_tzid(id), ==, "Europe/London");
	icaltimezone *london = icaltimezone_new();
	icaltimezone_set_component(london, icalcomponent_new_clone(zone));
	gint64 seconds =
		(gint64) icaltime_as_timet_with_zone(icalproperty_get_dtstart(property), london);
	icaltimezone_free(london, 1);
	icalcomponent_free(root);
	return seconds;
}

/* What the time zone of the file says is what the system's says, on both sides of each change. */
static void
test_zone(void)
{
	static const char *const starts[] = {
		"2026-12-03T10:00:00", "2026-07-01T10:00:00", "2027-03-28T00:59:00",
		"2027-03-28T02:00:00", "2027-10-31T00:30:00", "2027-10-31T02:00:00",
		"2028-03-25T23:00:00", "2028-03-26T02:00:00",
	};
	g_autoptr(GTimeZone) london = g_time_zone_new_identifier("Europe/London");

	if (london == NULL) {
		g_test_skip("the system knows no time zones");
		return;
	}
	for (gsize i = 0; i < G_N_ELEMENTS(starts); i++) {
		g_autoptr(GDateTime) time = g_date_time_new_from_iso8601(starts[i], london);
		g_assert_cmpint(start_of(starts[i], starts[i]), ==, g_date_time_to_unix(time));
	}
}

static void
test_event(void)
{
	const OtCalendarEvent event = {
		.uid = "u", .title = "A; b, c", .start = "2026-12-03T10:00:00",
		.end = "2026-12-03T11:30:00", .description = "one\ntwo; BEGIN:VEVENT",
		.place = "\xC5\xB4yau", .sequence = 2, .stamp = 1795392000, .alarm = "-P1D",
	};
	g_autoptr(GError) error = NULL;
	g_autoptr(GBytes) bytes = write_event(&event, NULL, &error);
	static const char *const lines[] = {
		"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n",
		"METHOD:PUBLISH\r\n",
		"STATUS:CONFIRMED\r\n",
		"ORGANIZER;CN=\"Priya 'P' L; x\":mailto:a@b.example\r\n",
		"BEGIN:VALARM\r\nACTION:DISPLAY\r\nTRIGGER:-P1D\r\n",
		"DTSTAMP:20261123T000000Z\r\n",
		"DTSTART;TZID=Europe/London:20261203T100000\r\n",
		"DTEND;TZID=Europe/London:20261203T113000\r\n",
		"SEQUENCE:2\r\n",
		"SUMMARY:A\\; b\\, c\r\n",
		"DESCRIPTION:one\\ntwo\\; BEGIN:VEVENT\r\n",
		"LOCATION:\xC5\xB4yau\r\n",
		"NAME:Winter\\; gritting\r\n",
	};

	g_assert_no_error(error);
	g_autofree char *text = text_of(bytes);
	for (gsize i = 0; i < G_N_ELEMENTS(lines); i++)
		if (strstr(text, lines[i]) == NULL)
			g_error("no %s in %s", lines[i], text);
	g_assert_null(strstr(text, "CONTACT"));
	g_autoptr(GBytes) again = write_event(&event, NULL, NULL);
	g_assert_true(g_bytes_equal(bytes, again));
}

static void
test_bad_event(void)
{
	static const char *const times[] = {"", "soon", "2026-12-03", "2026-13-45T99:00:00"};
	OtCalendarEvent event = {.uid = "u", .title = "t", .end = "2026-12-03T10:00:00"};

	for (gsize i = 0; i < G_N_ELEMENTS(times); i++) {
		g_autoptr(GError) error = NULL;
		event.start = times[i];
		g_autofree char *message =
			g_strdup_printf("\"%s\" is not a day and time", times[i]);
		g_assert_null(write_event(&event, NULL, &error));
		g_assert_error(error, OT_ERROR, OT_ERROR_FORMAT);
		g_assert_cmpstr(error->message, ==, message);
	}
	static const char *const zones[] = {
		"", "zone", "BEGIN:VTIMEZONE", "BEGIN:VTIMEZONE\r\nEND:VTIMEZONE\r\n",
		"BEGIN:VEVENT\r\nEND:VEVENT\r\n",
	};
	event.start = event.end;
	for (gsize i = 0; i < G_N_ELEMENTS(zones); i++) {
		g_autoptr(GError) error = NULL;
		g_assert_null(write_event(&event, zones[i], &error));
		g_assert_error(error, OT_ERROR, OT_ERROR_FORMAT);
		g_assert_cmpstr(error->message, ==, "the time zone is not a VTIMEZONE");
	}
	g_autoptr(GError) error = NULL;
	event.alarm = "soon";
	g_assert_null(write_event(&event, NULL, &error));
	g_assert_cmpstr(error->message, ==, "\"soon\" is not a length of time");
}

/* What was written is read back; a cancelled entry reminds nobody. */
static void
test_read(void)
{
	const OtCalendarEvent event = {
		.uid = "u", .title = "A; b, c", .start = "2026-12-03", .day = true,
		.description = "one\ntwo", .alarm = "-PT15H", .sequence = 7, .stamp = 1795392000,
		.category = "x", .contact = "y, z", .cancelled = true,
	};
	g_autoptr(GError) error = NULL;
	g_autoptr(GBytes) bytes = write_event(&event, NULL, &error);
	g_assert_no_error(error);
	g_autoptr(GArray) events = ot_calendar_read(bytes, &error);
	g_assert_no_error(error);
	g_assert_cmpuint(events->len, ==, 1);
	const OtCalendarEvent *read = &g_array_index(events, OtCalendarEvent, 0);
	g_assert_cmpstr(read->uid, ==, event.uid);
	g_assert_cmpstr(read->title, ==, event.title);
	g_assert_cmpstr(read->start, ==, event.start);
	g_assert_null(read->end);
	g_assert_true(read->day && read->cancelled);
	g_assert_null(read->alarm);
	g_assert_cmpstr(read->description, ==, event.description);
	g_assert_cmpstr(read->contact, ==, event.contact);
	g_assert_cmpint(read->sequence, ==, 7);
	g_assert_cmpint(read->stamp, ==, event.stamp);
	g_autoptr(GBytes) again = write_event(read, NULL, &error);
	g_assert_true(g_bytes_equal(bytes, again));
}

static void
test_read_bad(void)
{
	static const char *const texts[] = {"", "BEGIN:VEVENT\r\nEND:VEVENT\r\n", "PK\x03\x04",
	                                    "BEGIN:"};

	for (gsize i = 0; i < G_N_ELEMENTS(texts); i++) {
		g_autoptr(GBytes) bytes = g_bytes_new(texts[i], strlen(texts[i]));
		g_autoptr(GError) error = NULL;
		g_assert_null(ot_calendar_read(bytes, &error));
		g_assert_error(error, OT_ERROR, OT_ERROR_FORMAT);
	}
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/tables/csv/cells", test_cells);
	g_test_add_func("/tables/csv/exact", test_exact);
	g_test_add_func("/tables/csv/exact-limits", test_exact_limits);
	g_test_add_func("/tables/csv/read-back", test_read_back);
	g_test_add_func("/tables/calendar/zone", test_zone);
	g_test_add_func("/tables/calendar/event", test_event);
	g_test_add_func("/tables/calendar/bad-event", test_bad_event);
	g_test_add_func("/tables/calendar/read", test_read);
	g_test_add_func("/tables/calendar/read-bad", test_read_bad);
	return g_test_run();
}
