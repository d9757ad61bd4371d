/* SPDX-License-Identifier: MIT
 *
 * Events: draws, times, lists of people, partners, tables, what is shared, and calendars.
 */
#include "base/file.h"
#include "base/limits.h"
#include "events/tree.h"
#include "events/update.h"
#include "spec/spec.h"
#include "xml/source.h"

#include <string.h>

static OtEventFormats *formats;
static OtLabels *labels;

/* --- draws --------------------------------------------------------------------------------- */

static GArray *
new_lots(const char *const *names, size_t n)
{
	GArray *lots = g_array_new(FALSE, TRUE, sizeof(OtLot));

	for (size_t i = 0; i < n; i++) {
		OtLot lot = {.name = names[i], .small = names[i][0] == 's'};
		g_array_append_val(lots, lot);
	}
	return lots;
}

static char *
list_lots(const GArray *lots, bool only_chosen)
{
	GString *list = g_string_new(NULL);

	for (guint i = 0; i < lots->len; i++) {
		const OtLot *lot = &g_array_index(lots, OtLot, i);
		if (lot->chosen || !only_chosen)
			g_string_append_printf(list, "%s%s", list->len > 0 ? " " : "", lot->name);
	}
	return g_string_free(list, FALSE);
}

/* The digests are those of: printf '%s %s' 000014-2026 NAME | sha256sum */
static void
test_draw(void)
{
	static const char *const names[] = {"Alpha", "Beta", "Gamma", "\303\211cole"};
	static const char *const backwards[] = {"\303\211cole", "Gamma", "Beta", "Alpha"};
	g_autoptr(GArray) lots = new_lots(names, G_N_ELEMENTS(names));
	g_autoptr(GArray) other = new_lots(backwards, G_N_ELEMENTS(backwards));

	ot_draw(lots, "000014-2026");
	ot_draw(other, "000014-2026");
	g_autofree char *list = list_lots(lots, false), *again = list_lots(other, false);
	g_assert_cmpstr(list, ==, "Gamma Alpha Beta \303\211cole");
	g_assert_cmpstr(again, ==, list);
	g_assert_cmpstr(g_array_index(lots, OtLot, 0).digest, ==,
	                "6c1d24daf2c3c46b685b2dcb16e8dac238c77802764b8ad6cb41caa8e00a045a");
	ot_draw(other, "000014-2027");
	g_autofree char *changed = list_lots(other, false);
	g_assert_cmpstr(changed, !=, list);
}

/* Whoever withdraws leaves the order of the others as it was. */
static void
test_withdrawal(void)
{
	static const char *const names[] = {"a", "b", "c", "d", "e", "f"};
	static const char *const fewer[] = {"a", "b", "d", "e", "f"};
	g_autoptr(GArray) lots = new_lots(names, G_N_ELEMENTS(names));
	g_autoptr(GArray) rest = new_lots(fewer, G_N_ELEMENTS(fewer));

	ot_draw(lots, "seed");
	ot_draw(rest, "seed");
	for (guint i = 0; i < lots->len; i++)
		if (strcmp(g_array_index(lots, OtLot, i).name, "c") == 0)
			g_array_remove_index(lots, i);
	g_autofree char *list = list_lots(lots, false), *other = list_lots(rest, false);
	g_assert_cmpstr(list, ==, other);
}

/* Each place is as likely: of 400 seeds, each of four names is first some 100 times. */
static void
test_fairness(void)
{
	static const char *const names[] = {"A", "B", "C", "D"};
	guint first[4] = {0};

	for (int i = 0; i < 400; i++) {
		g_autoptr(GArray) lots = new_lots(names, 4);
		g_autofree char *seed = g_strdup_printf("seed %d", i);
		ot_draw(lots, seed);
		first[g_array_index(lots, OtLot, 0).name[0] - 'A']++;
	}
	for (int i = 0; i < 4; i++) {
		g_assert_cmpuint(first[i], >, 60);
		g_assert_cmpuint(first[i], <, 140);
	}
}

static void
check_choice(size_t n, int percent, const char *expected)
{
	static const char *const names[] = {"l1", "l2", "s1", "l3", "s2", "l4", "s3"};
	g_autoptr(GArray) lots = new_lots(names, G_N_ELEMENTS(names));

	ot_draw_choose(lots, n, percent);
	g_autofree char *list = list_lots(lots, true);
	g_assert_cmpstr(list, ==, expected);
}

/* Small firms have their share where there are enough of them, and the order stays. */
static void
test_choice(void)
{
	check_choice(3, 0, "l1 l2 s1");
	check_choice(4, 50, "l1 l2 s1 s2");
	check_choice(2, 100, "s1 s2");
	check_choice(5, 100, "l1 l2 s1 s2 s3");
	check_choice(7, 50, "l1 l2 s1 l3 s2 l4 s3");
	check_choice(0, 50, "");
}

/* --- times --------------------------------------------------------------------------------- */

static OtSchedule *
lay_out(const char *event, int pitch, int change)
{
	xmlDoc *doc = xmlReadMemory(event, (int) strlen(event), "event.xml", NULL, 0);
	const xmlNode *root = xmlDocGetRootElement(doc);
	const OtEventFormat *format = ot_event_formats_find(formats, ot_xml_attr(root, "format"));
	const OtPitchLengths lengths = {pitch, change};

	g_assert_nonnull(format);
	OtSchedule *schedule = ot_schedule_new(root, formats, format, &lengths);
	xmlFreeDoc(doc);
	return schedule;
}

#define SHOWCASE                                                                                   \
	"<event format='innovation-showcase' start='2027-01-14T10:00:00' end='2027-01-14T11:30:00'>" \
	"<slot minutes='10'>Welcome</slot><slot minutes='35'>Showcases, first half</slot>"        \
	"<slot minutes='10'>Break</slot><slot minutes='35'>Showcases, second half</slot></event>"

static void
test_slots(void)
{
	g_autoptr(OtSchedule) schedule = lay_out(SHOWCASE, -1, -1);
	const OtSession *last = &g_array_index(schedule->sessions, OtSession, 3);

	g_assert_cmpint(schedule->minutes, ==, 90);
	g_assert_cmpint(schedule->pitch, ==, 8);
	g_assert_true(schedule->pitch_is_ours);
	/* three of ten minutes in each half; what remains of both is not a slot */
	g_assert_cmpuint(schedule->capacity, ==, 6);
	g_assert_cmpint(schedule->pitch_minutes, ==, 70);
	g_assert_cmpint(last->start, ==, 10 * 60 + 55);
	g_assert_cmpstr(last->kind, ==, "pitches");
	g_assert_cmpstr(g_array_index(schedule->sessions, OtSession, 2).kind, ==, "break");
	g_assert_cmpint(ot_schedule_fitting_pitch(schedule, 6), ==, 8);
	g_assert_cmpint(ot_schedule_fitting_pitch(schedule, 8), ==, 6);
	g_assert_cmpint(ot_schedule_fitting_pitch(schedule, 23), ==, 0);
}

static void
test_lengths(void)
{
	g_autoptr(OtSchedule) schedule = lay_out(SHOWCASE, 35, 0);

	g_assert_cmpuint(schedule->capacity, ==, 2);
	g_assert_false(schedule->pitch_is_ours);
}

/* Without a running order the parts of the format fill the event exactly. */
static void
test_parts(void)
{
	static const char *const names[] = {"innovators-network", "industry-briefing",
	                                    "innovation-showcase", "partnering-networking"};

	for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
		g_autofree char *event = g_strdup_printf(
			"<event format='%s' start='2027-01-14T09:00:00' end='2027-01-14T12:20:00'/>",
			names[i]);
		g_autoptr(OtSchedule) schedule = lay_out(event, -1, -1);
		g_assert_cmpint(schedule->minutes, ==, 200);
		g_assert_cmpint(schedule->capacity > 0, ==, schedule->pitch > 0);
		for (guint j = 0; j < schedule->sessions->len; j++)
			g_assert_nonnull(ot_labels_code(
				labels, "event-part",
				g_array_index(schedule->sessions, OtSession, j).kind));
	}
	g_autoptr(OtSchedule) two_minutes = lay_out(
		"<event format='partnering-networking' start='2027-01-14T09:00:00' "
		"end='2027-01-14T10:00:00'/>", -1, -1);
	g_assert_cmpint(two_minutes->pitch, ==, 2);
	g_assert_false(two_minutes->pitch_is_ours);
}

/* A briefing has no pitches, whatever its words. */
static void
test_briefing(void)
{
	g_autoptr(OtSchedule) schedule = lay_out(
		"<event format='industry-briefing' start='2027-01-14T09:00:00' "
		"end='2027-01-14T10:00:00'><slot minutes='60'>No sales pitch, please</slot></event>",
		-1, -1);

	g_assert_cmpuint(schedule->capacity, ==, 0);
	g_assert_null(g_array_index(schedule->sessions, OtSession, 0).kind);
}

/* --- people -------------------------------------------------------------------------------- */

static OtPeople *
read_people(const char *text, OtFindings *findings)
{
	static const char *const events[] = {"EV1", "EV2", NULL};
	const OtPeopleOptions how = {.labels = labels, .events = events};
	g_autofree char *folder = g_dir_make_tmp("outset-XXXXXX", NULL);
	g_autofree char *path = g_build_filename(folder, "people.csv", NULL);
	GError *error = NULL;

	g_assert_true(g_file_set_contents(path, text, -1, NULL));
	OtPeople *people = ot_people_read(path, &how, findings, &error);
	g_assert_no_error(error);
	g_assert_cmpint(remove(path), ==, 0);
	g_assert_cmpint(remove(folder), ==, 0);
	return people;
}

static char *
list_codes(const OtFindings *findings)
{
	GString *list = g_string_new(NULL);

	for (size_t i = 0; i < ot_findings_count(findings); i++) {
		const OtFinding *finding = ot_findings_get(findings, i);
		g_string_append_printf(list, "%s%s %s", i > 0 ? "; " : "", finding->code,
		                       finding->where.place);
	}
	return g_string_free(list, FALSE);
}

static void
test_people(void)
{
	g_autoptr(OtFindings) findings = ot_findings_new();
	g_autoptr(OtPeople) people = read_people(
		"\xEF\xBB\xBFName;Firm;Share contact;Pitch;Registered;Events\n"
		"B;Beta;Yes;no;2026-12-01;EV1\n"
		"A;Alpha;;TRUE;03/12/2026;EV1, EV2\n"
		"C;Gamma;perhaps;1;3rd Dec 2026;\n"
		"D;Delta;no;no;31 June 2026;EV3\n"
		";Echo;yes;yes;;\n"
		"a;ALPHA;yes;yes;;EV1, EV2\n", findings);
	g_autofree char *codes = list_codes(findings);
	g_autoptr(GPtrArray) second = ot_people_of(people, "ev2");

	g_assert_cmpstr(codes, ==,
	                "EVT008 row 4, column Share contact; EVT008 row 5, column Registered; "
	                "EVT011 row 5, column Event; EVT009 row 6, column Name; "
	                "EVT010 row 7, column Name");
	g_assert_cmpuint(ot_people_all(people)->len, ==, 4);
	const OtPerson *first = g_ptr_array_index(ot_people_all(people), 0);
	g_assert_cmpstr(first->values[OT_PERSON_NAME], ==, "A");
	g_assert_cmpstr(first->values[OT_PERSON_REGISTERED], ==, "2026-12-03");
	g_assert_cmpint(first->answers[OT_PERSON_CONSENT], ==, OT_ANSWER_NONE);
	g_assert_cmpint(first->answers[OT_PERSON_PITCH], ==, OT_ANSWER_YES);
	/* who names no event comes to all */
	g_assert_cmpuint(second->len, ==, 2);
}

/* Names are words, whatever they look like; marks that turn text around are taken out. */
static void
test_hostile(void)
{
	g_autoptr(OtFindings) findings = ot_findings_new();
	g_autofree char *long_name = g_strnfill(10000, 'n');
	g_autofree char *text = g_strdup_printf(
		"Name,Organisation\n../../etc/passwd,=cmd|' /C calc'!A0\n"
		"<b>&amp;</b>,\xE2\x80\xAEtxt.exe\xE2\x80\xAC\n%s,{identity/title}\n"
		"\xD7\xA9\xD7\x9C\xD7\x95\xD7\x9D,Z\x07\n", long_name);
	g_autoptr(OtPeople) people = read_people(text, findings);
	g_autofree char *codes = list_codes(findings);

	g_assert_cmpstr(codes, ==, "EVT008 row 4, column Name");
	g_assert_cmpuint(ot_people_all(people)->len, ==, 4);
	for (guint i = 0; i < 4; i++) {
		const OtPerson *person = g_ptr_array_index(ot_people_all(people), i);
		const char *firm = person->values[OT_PERSON_ORGANISATION];
		g_assert_null(strstr(firm, "\xE2\x80\xAE"));
		g_assert_null(strchr(firm, 7));
		g_assert_cmpint(g_utf8_strlen(person->values[OT_PERSON_NAME], -1), <=,
		                OT_LIMIT_PERSON_TEXT);
	}
}

/* --- partners and tables ------------------------------------------------------------------- */

#define HEADS "Name,Organisation,Share contact,Needs,Offers\n"

static void
test_partners(void)
{
	g_autoptr(OtFindings) findings = ot_findings_new();
	g_autoptr(OtPeople) people = read_people(
		HEADS "A,1,yes,We need sensors and forecasts,Vehicles\n"
		"B,2,yes,,Sensors; forecasts\nC,3,yes,vehicles,SENSORS\n"
		"D,4,no,vehicles,sensors forecasts\nE,1,yes,,sensors\n", findings);
	g_autoptr(OtMatches) matches = ot_matches_new(ot_people_all(people), formats);
	/* the list is by organisation: A and E, then B, C and D */
	g_autoptr(GArray) partners = ot_matches_partners(matches, 0, 3);
	const OtPartner *best = &g_array_index(partners, OtPartner, 0);
	const OtPartner *next = &g_array_index(partners, OtPartner, 1);

	/* not D, who did not agree, and not E, a colleague; "we", "need" and "and" say nothing */
	g_assert_cmpuint(partners->len, ==, 2);
	g_assert_cmpuint(best->other, ==, 2);
	g_assert_cmpuint(best->points, ==, 2);
	g_assert_cmpstr(best->words, ==, "sensors, forecasts");
	g_assert_cmpuint(next->other, ==, 3);
	g_assert_cmpstr(next->words, ==, "sensors, vehicles");
	g_autoptr(GArray) one = ot_matches_partners(matches, 0, 1);
	g_assert_cmpuint(one->len, ==, 1);
}

/* Competitors and colleagues sit apart, partners together; the tables are filled alike. */
static void
test_tables(void)
{
	g_autoptr(OtFindings) findings = ot_findings_new();
	g_autoptr(OtPeople) people = read_people(
		HEADS
		"A,1,yes,,sensors\nB,2,yes,,sensors\nC,3,yes,sensors,maps\nD,3,yes,sensors,\n",
		findings);
	g_autoptr(OtMatches) matches = ot_matches_new(ot_people_all(people), formats);
	guint n = 0;
	g_autofree guint *tables = ot_matches_tables(matches, 3, &n);

	g_assert_cmpuint(n, ==, 2);
	g_assert_cmpuint(tables[0], !=, tables[1]);
	g_assert_cmpuint(tables[2], !=, tables[3]);
}

/* --- what is shared ------------------------------------------------------------------------ */

static OtSpec *
load_sample(void)
{
	g_autoptr(OtSchema) schema = ot_schema_load("schemas/spec.xsd", NULL);
	g_autoptr(GBytes) bytes =
		ot_file_read("samples/winter-gritting/spec.xml", OT_LIMIT_FILE_BYTES, NULL);
	g_autoptr(OtFindings) findings = ot_findings_new();
	gsize len;
	const char *data = g_bytes_get_data(bytes, &len);

	return ot_spec_parse(data, len, "spec.xml", schema, findings);
}

static const xmlNode *
second_event(const OtSpec *spec)
{
	const xmlNode *root = xmlDocGetRootElement(ot_spec_tree(spec));
	const xmlNode *event = ot_xml_child(ot_xml_child(root, "engagement"), "event");

	return ot_xml_next(event, "event");
}

static char *
dump_tree(const OtEventPlan *plan, const OtSpec *spec, bool shared)
{
	xmlDoc *tree = ot_event_tree(plan, ot_spec_tree(spec), shared);
	xmlChar *text;
	int len;

	g_assert_nonnull(tree);
	xmlDocDumpMemory(tree, &text, &len);
	char *copy = g_strndup((const char *) text, (gsize) len);
	xmlFree(text);
	xmlFreeDoc(tree);
	return copy;
}

/*
 * Nothing of who did not agree, and nobody's access needs, is in what papers for others are made
 * of.
 */
static void
test_shared(void)
{
	g_autoptr(OtFindings) findings = ot_findings_new();
	g_autoptr(OtPeople) people = read_people(
		"Name,Organisation,Role,Email,Share contact,Pitch,Access needs,Needs,Offers,Language\n"
		"Anna Open,Firm A,Boss,anna@a.example,yes,yes,loop-for-anna,maps,salt,English\n"
		"Bert Shut,Firm B,Chief,bert@b.example,no,yes,ramp-for-bert,salt,maps,Bertish\n"
		"Cora Mute,Firm C,Head,cora@c.example,,no,quiet-for-cora,salt,maps,Coran\n",
		findings);
	g_autoptr(OtSpec) spec = load_sample();
	const OtEventSetting setting = {
		.formats = formats, .people = people, .specification = "spec.xml",
		.today = "2026-12-01", .lengths = {-1, -1},
	};
	g_autoptr(OtEventPlan) plan = ot_event_plan_new(&setting, second_event(spec), findings);
	g_autofree char *shared = dump_tree(plan, spec, true),
			*whole = dump_tree(plan, spec, false);
	static const char *const hidden[] = {"Bert", "bert@", "Cora", "cora@", "Chief", "Bertish",
	                                     "loop-for", "ramp-for", "quiet-for", "Firm C"};
	static const char *const whole_only[] = {"Bert Shut", "Cora Mute", "loop-for-anna",
	                                         "ramp-for-bert", "quiet-for-cora"};

	for (size_t i = 0; i < G_N_ELEMENTS(hidden); i++)
		if (strstr(shared, hidden[i]) != NULL)
			g_error("%s is in what is shared: %s", hidden[i], shared);
	for (size_t i = 0; i < G_N_ELEMENTS(whole_only); i++)
		g_assert_nonnull(strstr(whole, whole_only[i]));
	g_assert_nonnull(strstr(shared, "anna@a.example"));
	/* who pitches does so in public, as an organisation */
	g_assert_nonnull(strstr(shared, "<organisation>Firm B</organisation>"));
}

/*
 * Every tree is one that its schema knows, so that no path of a template can be left in the dark.
 */
static void
test_schema(void)
{
	g_autoptr(OtFindings) findings = ot_findings_new();
	g_autoptr(OtSpec) spec = load_sample();
	g_autoptr(OtPeople) people = read_people(
		"Name,Organisation,Share contact,Pitch,Access needs,Needs,Offers,Language,Attended\n"
		"A,1,yes,yes,loop,maps,salt,English,yes\nB,2,yes,yes,,salt,maps,,no\n",
		findings);
	const OtEventSetting setting = {
		.formats = formats, .people = people, .specification = "spec.xml",
		.today = "2026-12-01", .lengths = {-1, -1}, .small_percent = 50,
	};
	g_autoptr(OtEventPlan) plan = ot_event_plan_new(&setting, second_event(spec), findings);
	g_autoptr(OtSchema) schema = ot_schema_load("schemas/event.xsd", NULL);

	g_assert_nonnull(schema);
	for (int shared = 0; shared < 2; shared++) {
		g_autofree char *text = dump_tree(plan, spec, shared == 1);
		g_autoptr(OtFindings) mistakes = ot_findings_new();
		g_autoptr(OtXml) xml = ot_xml_parse(text, strlen(text), "event.xml", mistakes);
		g_assert_nonnull(xml);
		bool valid = ot_schema_check(schema, xml, mistakes);
		if (ot_findings_count(mistakes) > 0)
			g_error("%s", ot_findings_get(mistakes, 0)->message);
		g_assert_true(valid);
	}
}

/* --- calendars ----------------------------------------------------------------------------- */

static GArray *
new_events(const OtCalendarEvent *events, size_t n)
{
	GArray *array = g_array_new(FALSE, TRUE, sizeof(OtCalendarEvent));

	g_array_append_vals(array, events, (guint) n);
	return array;
}

#define ENTRY(id, at, number, when)                                                                \
	{.uid = id, .title = "t " id, .start = at, .sequence = number, .stamp = when}

static void
test_update(void)
{
	const OtCalendarEvent before[] = {
		ENTRY("same", "2026-12-03T10:00:00", 4, 100),
		ENTRY("moved", "2026-12-03T10:00:00", 4, 100),
		ENTRY("gone", "2026-12-03T10:00:00", 4, 100),
		{.uid = "off", .title = "off", .start = "2026-12-03T10:00:00", .sequence = 9,
		 .stamp = 100, .cancelled = true},
	};
	const OtCalendarEvent now[] = {
		ENTRY("same", "2026-12-03T10:00:00", 1, 200),
		ENTRY("moved", "2026-12-04T10:00:00", 1, 200),
		ENTRY("new", "2026-12-05T10:00:00", 1, 200),
	};
	g_autoptr(OtFindings) findings = ot_findings_new();
	g_autoptr(GArray) former = new_events(before, G_N_ELEMENTS(before));
	g_autoptr(GArray) events = new_events(now, G_N_ELEMENTS(now));
	ot_calendar_update(events, former, "c.ics", findings);
	static const struct {
		const char *uid;
		int sequence, stamp;
		bool cancelled;
	} expected[] = {
		{"same", 4, 100, false}, {"moved", 5, 200, false}, {"new", 1, 200, false},
		{"gone", 5, 200, true}, {"off", 9, 100, true},
	};

	g_assert_cmpuint(events->len, ==, G_N_ELEMENTS(expected));
	for (guint i = 0; i < events->len; i++) {
		OtCalendarEvent *event = &g_array_index(events, OtCalendarEvent, i);
		g_assert_cmpstr(event->uid, ==, expected[i].uid);
		g_assert_cmpint(event->sequence, ==, expected[i].sequence);
		g_assert_cmpint(event->stamp, ==, expected[i].stamp);
		g_assert_cmpint(event->cancelled, ==, expected[i].cancelled);
		if (i >= G_N_ELEMENTS(now))
			ot_calendar_event_clear(event);
	}
	g_autofree char *codes = list_codes(findings);
	g_assert_cmpstr(codes, ==, "EVT016 t moved; EVT017 t gone");
}

/* A version of an earlier day does not look older than the one before it. */
static void
test_backwards(void)
{
	const OtCalendarEvent before[] = {ENTRY("a", "2026-12-03T10:00:00", 4, 300)};
	const OtCalendarEvent now[] = {ENTRY("a", "2026-12-04T10:00:00", 1, 200)};
	g_autoptr(OtFindings) findings = ot_findings_new();
	g_autoptr(GArray) former = new_events(before, 1), events = new_events(now, 1);

	ot_calendar_update(events, former, "c.ics", findings);
	const OtCalendarEvent *event = &g_array_index(events, OtCalendarEvent, 0);
	g_assert_cmpint(event->sequence, ==, 5);
	g_assert_cmpint(event->stamp, ==, 300);
	g_autofree char *codes = list_codes(findings);
	g_assert_cmpstr(codes, ==, "EVT014 t a; EVT016 t a");
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	formats = ot_event_formats_load("schemas/event-formats.xml", NULL);
	labels = ot_labels_load("templates/labels.en.xml", NULL);
	g_assert_true(formats != NULL && labels != NULL);
#define TEST(name, function) g_test_add_func("/events/" name, function)
	TEST("draw", test_draw);
	TEST("withdrawal", test_withdrawal);
	TEST("fairness", test_fairness);
	TEST("choice", test_choice);
	TEST("slots", test_slots);
	TEST("lengths", test_lengths);
	TEST("parts", test_parts);
	TEST("briefing", test_briefing);
	TEST("people", test_people);
	TEST("hostile", test_hostile);
	TEST("partners", test_partners);
	TEST("tables", test_tables);
	TEST("shared", test_shared);
	TEST("schema", test_schema);
	TEST("update", test_update);
	TEST("backwards", test_backwards);
#undef TEST
	int status = g_test_run();
	ot_labels_free(labels);
	ot_event_formats_free(formats);
	return status;
}
