/* SPDX-License-Identifier: MIT
 *
 * Drafts of notices: times of a clock in the United Kingdom, the days on which a planned
 * procurement notice counts, and identifiers. */
#include "notice/notice.h"

#include "base/error.h"
#include "xml/read.h"

#include <string.h>

static OtReference *constants;

static void
test_times(void)
{
	static const struct {
		const char *day, *time, *wanted;
	} cases[] = {
		{"2025-07-04", "23:59:59", "2025-07-04T23:59:59+01:00"},
		{"2027-01-29", "23:59:59", "2027-01-29T23:59:59+00:00"},
		/* The last Sundays of March and October. */
		{"2026-03-28", "23:59:59", "2026-03-28T23:59:59+00:00"},
		{"2026-03-29", "00:59:59", "2026-03-29T00:59:59+00:00"},
		{"2026-03-29", "02:00:00", "2026-03-29T02:00:00+01:00"},
		{"2026-10-25", "01:59:59", "2026-10-25T01:59:59+01:00"},
		{"2026-10-25", "02:00:00", "2026-10-25T02:00:00+00:00"},
		{"2026-10-24", "23:59:59", "2026-10-24T23:59:59+01:00"},
		/* The 31st is itself a Sunday. */
		{"2024-03-31", "12:00:00", "2024-03-31T12:00:00+01:00"},
		{"2027-10-31", "12:00:00", "2027-10-31T12:00:00+00:00"},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *text = ot_notice_time(cases[i].day, cases[i].time);
		g_assert_cmpstr(text, ==, cases[i].wanted);
	}
	g_assert_null(ot_notice_time("2026-02-30", "00:00:00"));
	g_assert_null(ot_notice_time("soon", "00:00:00"));
}

/* What GLib's own table of time zones says, hour by hour, where the system has one. */
static void
test_times_by_table(void)
{
	g_autoptr(GTimeZone) london = g_time_zone_new_identifier("Europe/London");
	g_autoptr(GDateTime) start = NULL;

	if (london == NULL) {
		g_test_skip("no table of time zones is installed");
		return;
	}
	start = g_date_time_new(london, 2026, 1, 1, 0, 30, 0);
	for (int hour = 0; hour < 366 * 24; hour++) {
		g_autoptr(GDateTime) at = g_date_time_add_hours(start, hour);
		g_autofree char *day = g_date_time_format(at, "%Y-%m-%d");
		g_autofree char *time = g_date_time_format(at, "%H:%M:%S");
		g_autofree char *wanted = g_date_time_format(at, "%Y-%m-%dT%H:%M:%S%:z");
		g_autofree char *seen = ot_notice_time(day, time);
		/* The hour that comes twice counts as its first. */
		if (g_str_has_prefix(wanted, "2026-10-25T01:30:00+00:00"))
			continue;
		g_assert_cmpstr(seen, ==, wanted);
	}
}

static xmlDoc *
make_spec(const char *identity, const char *timeline)
{
	g_autofree char *text = g_strdup_printf(
		"<specification><identity reference=\"HV/2026 014\" version=\"0.4\" "
		"date=\"2026-11-23\" jurisdiction=\"GB-ENG\" regime=\"procurement-act-2023\">"
		"<title>Roads</title>%s</identity><timeline>%s</timeline></specification>",
		identity, timeline);

	return xmlReadMemory(text, (int) strlen(text), "spec.xml", NULL, XML_PARSE_NONET);
}

static void
test_window(void)
{
	static const struct {
		const char *date, *precision, *first, *last;
	} cases[] = {
		{"2027-05-17", "day", "2026-05-17", "2027-04-07"},
		{"2027-05-17", "month", "2026-05-31", "2027-03-22"},
		{"2027-05-17", "quarter", "2026-06-30", "2027-02-20"},
		/* 12 months before 29 February end on the 28th; 40 days go over a leap day. */
		{"2028-02-29", "day", "2027-02-28", "2028-01-20"},
		{"2028-03-31", "day", "2027-03-31", "2028-02-20"},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *milestone = g_strdup_printf(
			"<milestone kind=\"tender-notice\" date=\"%s\" precision=\"%s\"/>",
			cases[i].date, cases[i].precision);
		xmlDoc *spec = make_spec("", milestone);
		OtNoticeWindow window;
		g_assert_true(ot_notice_window(xmlDocGetRootElement(spec), constants, &window));
		g_assert_cmpstr(window.first, ==, cases[i].first);
		g_assert_cmpstr(window.last, ==, cases[i].last);
		g_assert_cmpint(window.days, ==, 40);
		g_assert_cmpint(window.months, ==, 12);
		xmlFreeDoc(spec);
	}
	xmlDoc *spec = make_spec("", "<milestone kind=\"award\" date=\"2027-05-17\"/>");
	OtNoticeWindow window;
	g_assert_false(ot_notice_window(xmlDocGetRootElement(spec), constants, &window));
	xmlFreeDoc(spec);
}

/* An identifier is what was given, or lies under a prefix that says whose it is. */
static void
test_identifiers(void)
{
	static const struct {
		const char *said, *given, *prefix, *wanted;
	} cases[] = {
		{"", NULL, NULL, "ocds-213czf-DRAFT-hv-2026-014"},
		{"", NULL, "ocds-a1b2c3", "ocds-a1b2c3-hv-2026-014"},
		{"", "ocds-h6vhtk-05538f", "ocds-a1b2c3", "ocds-h6vhtk-05538f"},
		{"<ocid>ocds-h6vhtk-05538f</ocid>", NULL, NULL, "ocds-h6vhtk-05538f"},
		{"<ocid>ocds-213czf-roads</ocid>", NULL, NULL, "ocds-213czf-DRAFT-roads"},
		{"<ocid>ocds-213czf-DRAFT-roads</ocid>", NULL, NULL, "ocds-213czf-DRAFT-roads"},
		{"", NULL, "ocds-h6vhtk", NULL},
		{"", NULL, "ocds-b5fd17", NULL},
		{"", NULL, "hafren", NULL},
		{"", "ocds-h6vhtk-hv-2026-014", NULL, NULL},
		{"", "ocds-H6VHTK-05538f", NULL, NULL},
		{"", "05538f", NULL, NULL},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		xmlDoc *spec = make_spec(cases[i].said, "");
		const OtNoticeSource source = {
			.published = spec,
			.constants = constants,
			.ocid = cases[i].given,
			.prefix = cases[i].prefix,
		};
		g_autoptr(GError) error = NULL;
		g_autofree char *ocid = ot_notice_ocid(&source, &error);
		g_assert_cmpstr(ocid, ==, cases[i].wanted);
		if (cases[i].wanted == NULL)
			g_assert_error(error, OT_ERROR, OT_ERROR_USAGE);
		if (g_strcmp0(cases[i].prefix, "hafren") == 0)
			g_assert_cmpstr(
				error->message, ==,
				"[notice] ocid-prefix = hafren is not a registered prefix; one "
				"looks like ocds-a1b2c3");
		xmlFreeDoc(spec);
	}
}

int
main(int argc, char **argv)
{
	g_autoptr(GError) error = NULL;

	g_test_init(&argc, &argv, NULL);
	constants = ot_reference_read_folder("schemas/reference", &error);
	g_assert_no_error(error);
	g_test_add_func("/notice/times", test_times);
	g_test_add_func("/notice/times-by-table", test_times_by_table);
	g_test_add_func("/notice/window", test_window);
	g_test_add_func("/notice/identifiers", test_identifiers);
	int status = g_test_run();
	ot_reference_free(constants);
	return status;
}
