/* SPDX-License-Identifier: MIT */
#include "commands/make.h"

#include "base/clock.h"
#include "base/error.h"
#include "base/file.h"
#include "base/suggest.h"
#include "events/papers.h"
#include "register/register.h"
#include "spec/checks.h"
#include "xml/source.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

#define REGISTER_FILE "register.csv"

/* In minutes. */
#define LONGEST_PITCH 240

typedef struct {
	OtMakeValues make;
	const char *engagement, *event, *people, *seed, *pitches, *date;
	int small_percent, table_size;
	bool list;
} Values;

static const OtOption options[] = {
	{'e', "engagement", OT_OPTION_ENGAGEMENT, offsetof(Values, engagement), "DIR|FILE",
	 "the engagement's folder or specification (default: this folder)"},
	{0, "event", OT_OPTION_TEXT, offsetof(Values, event), "ID",
	 "only this event (default: all of the specification)"},
	{'p', "people", OT_OPTION_TEXT, offsetof(Values, people), "FILE.csv",
	 "who comes (default: people.csv beside the specification)"},
	{'o', "output", OT_OPTION_OUTPUT, offsetof(Values, make.output), "DIR",
	 "where to write: a folder for each event, and the calendar (default: events)"},
	{'f', "format", OT_OPTION_CHOICE, offsetof(Values, make.form), "FORMAT",
	 "docx (default), pdf, html or text: the same content each time", ot_form_choices},
	{0, "seed", OT_OPTION_TEXT, offsetof(Values, seed), "TEXT",
	 "what the draw starts from (default: the identifier of the notice and the event's id)"},
	{0, "pitches", OT_OPTION_TEXT, offsetof(Values, pitches), "MINUTES",
	 "how long each pitch is, and the change-over: 8+2 (default: as the format has it)"},
	{0, "small-share", OT_OPTION_NUMBER, offsetof(Values, small_percent), "PERCENT",
	 "of the slots that small firms get at the least, if slots are too few (default 0)", NULL,
	 0, 100},
	{0, "table-size", OT_OPTION_NUMBER, offsetof(Values, table_size), "N",
	 "people at a table at the most (default 8)", NULL, 2, 100},
	{0, "date", OT_OPTION_TEXT, offsetof(Values, date), "DATE",
	 "take this day for today: 2027-01-31"},
	{'l', "list", OT_OPTION_FLAG, offsetof(Values, list), NULL,
	 "list the events, and which papers each has, and stop"},
	OT_MAKE_OPTIONS,
	{0},
};

static const char *const examples[] = {
	"outset events                       all papers of all events",
	"outset events agenda feedback -f pdf",
	"outset events timekeeper --event EV2 --large-print -f pdf",
	"outset events pitch-order --seed '7 14 22 31 40 49, drawn on 9 January'",
	"outset events calendar              brings calendar.ics up to date",
	NULL,
};

typedef struct {
	const Values *values;
	char *const *papers; /* those asked for; none: all */
	OtEngagement *engagement;
	OtEventFormats *formats;
	OtPeople *people;
	OtSuppliers *suppliers;
	OtEventSetting setting;
	xmlDoc *tree; /* the whole specification, in its own language */
	char *folder; /* where to write */
	OtFindings *findings;
} Run;

static void
clear_run(Run *run)
{
	ot_people_free(run->people);
	ot_suppliers_free(run->suppliers);
	ot_event_formats_free(run->formats);
	ot_engagement_free(run->engagement);
	ot_findings_free(run->findings);
	g_free((char *) run->setting.today);
	g_free(run->folder);
	if (run->tree != NULL)
		xmlFreeDoc(run->tree);
}

/* --- what it is made from ------------------------------------------------------------------ */

/* A file beside the specification; NULL where that is from standard input. */
static char *
beside(const Run *run, const char *name)
{
	const char *specification = ot_engagement_specification(run->engagement);
	g_autofree char *folder = g_path_get_dirname(specification);

	if (strcmp(specification, "-") == 0)
		return NULL;
	return strcmp(folder, ".") == 0 ? g_strdup(name) : g_build_filename(folder, name, NULL);
}

/* The ids of all events, ended with NULL; they belong to the tree. */
static GPtrArray *
list_ids(const Run *run)
{
	const xmlNode *root = xmlDocGetRootElement(run->tree);
	GPtrArray *ids = g_ptr_array_new();

	for (const xmlNode *event = ot_check_find(root, "engagement/event"); event != NULL;
	     event = ot_xml_next(event, "event"))
		g_ptr_array_add(ids, (char *) ot_xml_attr(event, "id"));
	g_ptr_array_add(ids, NULL);
	return ids;
}

/* A list that was named has to be there; without it, events have the papers that need none. */
static bool
read_people(Run *run, GError **error)
{
	const OtSettings *settings = ot_engagement_settings(run->engagement);
	const char *lang = ot_engagement_language(run->engagement);
	const char *named = run->values->people != NULL ? run->values->people : settings->people;
	g_autofree char *path = named != NULL ? g_strdup(named) : beside(run, "people.csv");
	g_autoptr(GPtrArray) ids = list_ids(run);
	g_autoptr(GError) mistake = NULL;

	if (path == NULL || (named == NULL && !ot_file_may_exist(path)))
		return true;
	const OtPeopleOptions how = {
		.heads = settings->people_heads,
		.labels =
			ot_resources_labels(ot_engagement_resources(run->engagement), lang, error),
		.events = (const char *const *) ids->pdata,
	};
	if (how.labels == NULL)
		return false;
	run->people = ot_people_read(path, &how, run->findings, &mistake);
	run->setting.people = run->people;
	if (run->people != NULL)
		return true;
	if (mistake != NULL)
		g_propagate_error(error, g_steal_pointer(&mistake));
	else
		g_set_error(error, OT_ERROR, OT_ERROR_INPUT,
		            "nothing was made, because of what was found in %s", path);
	return false;
}

/* What is wrong with the list of suppliers is for outset suppliers. */
static bool
read_suppliers(Run *run, GError **error)
{
	const OtSettings *settings = ot_engagement_settings(run->engagement);
	g_autoptr(OtFindings) ignored = ot_findings_new();
	g_autoptr(GError) mistake = NULL;
	g_autofree char *path =
		ot_settings_suppliers(settings, ot_engagement_specification(run->engagement));
	const OtSuppliersOptions how = ot_settings_suppliers_options(settings);

	if (run->people == NULL || !ot_file_may_exist(path))
		return true;
	run->suppliers = ot_suppliers_read(path, &how, ignored, &mistake);
	run->setting.suppliers = run->suppliers;
	if (mistake != NULL)
		g_propagate_error(error, g_steal_pointer(&mistake));
	return run->suppliers != NULL || *error == NULL;
}

static bool
choose_today(Run *run, GError **error)
{
	const char *given = run->values->date;
	int year, month, day;

	run->setting.today = given != NULL ? g_strdup(given) : ot_today();
	if (given == NULL ||
	    (strlen(given) == strlen("2027-01-31") &&
	     sscanf(given, "%4d-%2d-%2d", &year, &month, &day) == 3 &&
	     g_date_valid_dmy((GDateDay) day, (GDateMonth) month, (GDateYear) year)))
		return true;
	g_set_error(error, OT_ERROR, OT_ERROR_USAGE, "\"%s\" is not a date; write it as 2027-01-31",
	            given);
	return false;
}

/* "8+2", or "8" with the change-over that the format has. */
static bool
choose_lengths(Run *run, GError **error)
{
	OtPitchLengths *lengths = &run->setting.lengths;
	const char *given = run->values->pitches;
	g_auto(GStrv) parts = g_strsplit(given != NULL ? given : "", "+", 3);
	guint64 pitch, change = 0;
	guint n = g_strv_length(parts);

	*lengths = (OtPitchLengths){-1, -1};
	if (given == NULL)
		return true;
	if (n < 1 || n > 2 ||
	    !g_ascii_string_to_unsigned(parts[0], 10, 1, LONGEST_PITCH, &pitch, NULL) ||
	    (n == 2 &&
	     !g_ascii_string_to_unsigned(parts[1], 10, 0, LONGEST_PITCH, &change, NULL))) {
		g_set_error(
			error, OT_ERROR, OT_ERROR_USAGE,
			"--pitches %s should be minutes from 1 to %d, with those to change over: 8+2",
			given, LONGEST_PITCH);
		return false;
	}
	lengths->pitch = (int) pitch;
	if (n == 2)
		lengths->change = (int) change;
	return true;
}

static bool
check_papers(char *const *papers, GError **error)
{
	g_autoptr(GPtrArray) names = g_ptr_array_new();

	for (const char *const *name = ot_event_papers; *name != NULL; name++)
		g_ptr_array_add(names, (char *) *name);
	for (; *papers != NULL; papers++) {
		if (g_strv_contains(ot_event_papers, *papers))
			continue;
		g_autofree char *advice = ot_name_advice(*papers, names);
		g_set_error(error, OT_ERROR, OT_ERROR_USAGE, "there is no paper \"%s\"%s", *papers,
		            advice);
		return false;
	}
	return true;
}

/* There has to be an event, and the one that is asked for. */
static bool
check_event(const Run *run, GError **error)
{
	const char *wanted = run->values->event;
	const char *file = ot_engagement_specification(run->engagement);
	g_autoptr(GPtrArray) ids = list_ids(run);

	g_ptr_array_set_size(ids, (gint) ids->len - 1);
	if (ids->len == 0) {
		g_set_error(error, OT_ERROR, OT_ERROR_USAGE,
		            "%s has no event; add an <event> to its "
		            "<engagement>",
		            file);
		return false;
	}
	if (wanted == NULL || g_ptr_array_find_with_equal_func(ids, wanted, g_str_equal, NULL))
		return true;
	g_autofree char *advice = ot_name_advice(wanted, ids);
	g_set_error(error, OT_ERROR, OT_ERROR_USAGE, "%s has no event \"%s\"%s", file, wanted,
	            advice);
	return false;
}

static bool
find_folder(Run *run, GError **error)
{
	run->folder = run->values->make.output != NULL ? g_strdup(run->values->make.output)
	                                               : beside(run, "events");
	if (run->folder == NULL)
		g_set_error(error, OT_ERROR, OT_ERROR_USAGE,
		            "with a specification from standard input, say with -o where to write");
	return run->folder != NULL && ot_output_check_folder(run->folder, error);
}

static bool
prepare(Run *run, GError **error)
{
	const Values *values = run->values;
	OtResources *resources = ot_engagement_resources(run->engagement);
	g_autofree char *path = ot_resources_path(resources, "schemas", "event-formats.xml", NULL);

	run->formats = ot_event_formats_load(path, error);
	run->tree = run->formats != NULL ? ot_engagement_tree(run->engagement, false, error) : NULL;
	if (run->tree == NULL || !check_event(run, error) || !find_folder(run, error) ||
	    !choose_today(run, error) || !choose_lengths(run, error))
		return false;
	run->setting.formats = run->formats;
	run->setting.specification = ot_engagement_specification(run->engagement);
	run->setting.seed = values->seed;
	run->setting.small_percent = values->small_percent;
	run->setting.table_size = values->table_size;
	return read_people(run, error) && read_suppliers(run, error);
}

/* --- writing ------------------------------------------------------------------------------- */

static bool
is_wanted(const Run *run, const char *paper)
{
	return *run->papers == NULL || g_strv_contains((const char *const *) run->papers, paper);
}

static bool
write_products(const Run *run, const char *folder, const GPtrArray *products, GArray *fates,
               GError **error)
{
	const OtMakeValues *values = &run->values->make;
	const OtOutputOptions how = {.force = values->force, .dry_run = values->dry_run};

	ot_say(&values->report, "%s -> %s", ot_engagement_specification(run->engagement), folder);
	bool done = ot_output_write(run->engagement, folder, products, &how, fates, run->findings,
	                            error);
	ot_make_say_fates(products, fates, values);
	return done;
}

static void
free_product(gpointer product)
{
	ot_product_free(product);
}

static bool
is_there(const GPtrArray *products, const char *name)
{
	for (guint i = 0; i < products->len; i++)
		if (strcmp(((const OtProduct *) g_ptr_array_index(products, i))->name, name) == 0)
			return true;
	return false;
}

/* All papers of an event in the language that the engagement is set to. */
static bool
make_papers(const Run *run, const OtEventPlan *plan, GPtrArray *products, GError **error)
{
	OtForm form = (OtForm) run->values->make.form;
	g_auto(OtEventTrees) trees = {0};
	bool held_back = false;

	for (const char *const *paper = ot_event_papers; *paper != NULL; paper++) {
		bool held = false;
		if (strcmp(*paper, OT_EVENT_CALENDAR) == 0 || !is_wanted(run, *paper) ||
		    !ot_event_has_paper(plan, *paper))
			continue;
		OtProduct *product = ot_event_paper(run->engagement, plan, *paper, form, &trees,
		                                    &held, run->findings, error);
		held_back = held_back || held;
		if (product == NULL && !held)
			return false;
		/* without a translation, asking for both gives the one that there is */
		if (product != NULL && is_there(products, product->name))
			ot_product_free(product);
		else if (product != NULL)
			g_ptr_array_add(products, product);
	}
	if (held_back)
		ot_event_plan_find(plan, run->findings, OT_CODE_EVENT_HELD_BACK,
		                   "it is not published, so that no papers for others were made");
	return true;
}

/* --- the register -------------------------------------------------------------------------- */

/* Note the draw where there is a register, and where this draw is not there already. */
static bool
note_draw(const Run *run, const OtEventPlan *plan, const OtProduct *product, OtOutputFate fate,
          const char *folder, GError **error)
{
	g_autofree char *path = beside(run, REGISTER_FILE);
	g_autofree char *file = g_build_filename(folder, product->name, NULL);
	g_autofree char *sha256 = ot_sha256(product->bytes);
	g_autofree char *subject = g_strdup_printf("Pitch order of event %s, drawn", plan->id);
	g_autofree char *said = g_strdup_printf("Seed: %s. %u names, %zu slots.", plan->seed,
	                                        plan->lots->len,
	                                        MIN(plan->schedule->capacity, plan->lots->len));
	const OtRegisterEntry entry = {.cells = {
		[OT_REGISTER_KIND] = "decided",
		[OT_REGISTER_BY] = "outset",
		[OT_REGISTER_SUBJECT] = subject,
		[OT_REGISTER_SAID] = said,
		[OT_REGISTER_ABOUT] = plan->id,
		[OT_REGISTER_FILE] = file,
		[OT_REGISTER_SHA256] = sha256,
		[OT_REGISTER_SHARED] = "no",
	}};

	if (run->values->make.dry_run || path == NULL || !ot_file_may_exist(path) ||
	    (fate != OT_OUTPUT_NEW && fate != OT_OUTPUT_REPLACED))
		return true;
	if (!ot_register_append(path, &entry, 1, NULL, run->findings, error))
		return false;
	ot_say(&run->values->make.report, "  %s: the draw is noted", path);
	return true;
}

/* --- events -------------------------------------------------------------------------------- */

static bool
make_in_languages(const Run *run, const OtEventPlan *plan, GPtrArray *products, GError **error)
{
	const char *choice = ot_language_choices[run->values->make.language];
	g_auto(GStrv) languages = ot_engagement_languages(run->engagement, choice);

	for (char **language = languages; *language != NULL; language++) {
		ot_engagement_set_language(run->engagement, *language);
		if (!make_papers(run, plan, products, error))
			return false;
	}
	return true;
}

static bool
make_event(const Run *run, const xmlNode *event, GError **error)
{
	g_autoptr(OtEventPlan) plan = ot_event_plan_new(&run->setting, event, run->findings);
	g_autoptr(GPtrArray) products = g_ptr_array_new_with_free_func(free_product);
	g_autoptr(GArray) fates = g_array_new(FALSE, FALSE, sizeof(OtOutputFate));
	g_autofree char *folder = g_build_filename(run->folder, plan->id, NULL);
	OtProduct *draw = NULL;

	if (!make_in_languages(run, plan, products, error))
		return false;
	if (is_wanted(run, "pitch-order") && plan->lots->len > 0) {
		draw = ot_event_draw(plan);
		g_ptr_array_add(products, draw);
	}
	if (products->len == 0)
		return true;
	if (!write_products(run, folder, products, fates, error))
		return false;
	return draw == NULL || note_draw(run, plan, draw,
	                                 g_array_index(fates, OtOutputFate, products->len - 1),
	                                 folder, error);
}

static bool
make_calendars(const Run *run, GError **error)
{
	const char *choice = ot_language_choices[run->values->make.language];
	g_auto(GStrv) languages = ot_engagement_languages(run->engagement, choice);
	g_autoptr(GPtrArray) products = g_ptr_array_new_with_free_func(free_product);
	g_autoptr(GArray) fates = g_array_new(FALSE, FALSE, sizeof(OtOutputFate));

	for (char **language = languages; *language != NULL; language++) {
		ot_engagement_set_language(run->engagement, *language);
		g_autofree char *name = ot_event_calendar_name(run->engagement);
		g_autofree char *former = g_build_filename(run->folder, name, NULL);
		OtProduct *product =
			ot_event_calendar(run->engagement, ot_event_formats_rules(run->formats),
		                          former, run->findings, error);
		if (product == NULL)
			return false;
		g_ptr_array_add(products, product);
	}
	return write_products(run, run->folder, products, fates, error);
}

/* Whether anything but the calendar is wanted: only then events are planned and judged. */
static bool
wants_papers(const Run *run)
{
	for (const char *const *paper = ot_event_papers; *paper != NULL; paper++)
		if (strcmp(*paper, OT_EVENT_CALENDAR) != 0 && is_wanted(run, *paper))
			return true;
	return false;
}

static bool
make_all(const Run *run, GError **error)
{
	const xmlNode *root = xmlDocGetRootElement(run->tree);

	for (const xmlNode *event = ot_check_find(root, "engagement/event");
	     event != NULL && wants_papers(run); event = ot_xml_next(event, "event"))
		if ((run->values->event == NULL ||
		     strcmp(ot_xml_attr(event, "id"), run->values->event) == 0) &&
		    !make_event(run, event, error))
			return false;
	return !is_wanted(run, OT_EVENT_CALENDAR) || make_calendars(run, error);
}

/* --- the list of events -------------------------------------------------------------------- */

static void
list_event(const Run *run, const xmlNode *event)
{
	g_autoptr(OtEventPlan) plan = ot_event_plan_new(&run->setting, event, run->findings);
	g_autofree char *title = ot_source_text(ot_xml_child(event, "title"));
	g_autoptr(GString) out = g_string_new(NULL);
	g_autoptr(GString) papers = g_string_new("Papers: ");

	g_string_append_printf(out, "%s  %s\n", plan->id, title);
	g_autoptr(GString) when = g_string_new(NULL);
	g_string_append_printf(when, "%.10s, %.5s to %.5s, %s; %u on the list",
	                       ot_xml_attr(event, "start"), ot_xml_attr(event, "start") + 11,
	                       ot_xml_attr(event, "end") + 11, plan->format->name,
	                       plan->people->len);
	if (plan->schedule->pitch > 0)
		g_string_append_printf(when,
		                       ", %u of them pitch; %zu pitches of %d + %d minutes fit",
		                       plan->lots->len, plan->schedule->capacity,
		                       plan->schedule->pitch, plan->schedule->change);
	ot_help_wrap(out, when->str, 4);
	for (const char *const *paper = ot_event_papers; *paper != NULL; paper++)
		if (ot_event_has_paper(plan, *paper))
			g_string_append_printf(papers, "%s%s", papers->len > 8 ? ", " : "", *paper);
	ot_help_wrap(out, papers->str, 4);
	fputs(out->str, stdout);
}

static void
list_events(const Run *run)
{
	const xmlNode *root = xmlDocGetRootElement(run->tree);

	for (const xmlNode *event = ot_check_find(root, "engagement/event"); event != NULL;
	     event = ot_xml_next(event, "event"))
		if (run->values->event == NULL ||
		    strcmp(ot_xml_attr(event, "id"), run->values->event) == 0)
			list_event(run, event);
}

/* --- the command --------------------------------------------------------------------------- */

static bool
work(Run *run, GError **error)
{
	const Values *values = run->values;
	const char *input = values->engagement != NULL ? values->engagement : ".";

	if (!ot_make_check_print((OtForm) values->make.form, &values->make.appearance, error) ||
	    !check_papers(run->papers, error))
		return false;
	run->engagement = ot_engagement_open(input, run->findings, error);
	if (run->engagement == NULL)
		return false;
	if (!ot_engagement_is_valid(run->engagement)) {
		g_set_error(error, OT_ERROR, OT_ERROR_INPUT,
		            "nothing was made, because of what was found in %s",
		            ot_engagement_specification(run->engagement));
		return false;
	}
	ot_engagement_set_appearance(run->engagement, &values->make.appearance);
	ot_engagement_set_clean(run->engagement, values->make.clean);
	if (!prepare(run, error))
		return false;
	if (values->list)
		list_events(run);
	return values->list || make_all(run, error);
}

static OtExit
run(const void *data, char *const *operands, GError **error)
{
	const Values *values = data;
	Run state = {.values = values, .papers = operands, .findings = ot_findings_new()};
	bool done = work(&state, error);
	OtExit status = ot_report_aside(state.findings, &values->make.report);

	if (!done && *error == NULL)
		g_set_error(error, OT_ERROR, OT_ERROR_INPUT,
		            "nothing was made, because of what was found");
	clear_run(&state);
	return done ? status : OT_EXIT_FAILED;
}

const OtCommand ot_command_events = {
	.name = "events",
	.operands = "[PAPER...]",
	.summary = "make the papers of events: agendas, pitch orders, calendars",
	.description =
		"Makes, for each event of the specification, the papers that it needs: agenda, run "
		"sheet, notes for the chair, cards for the timekeeper, feedback form; and with a list of "
		"people (people.csv) the order of pitches, tables, partners and lists of attendees. What "
		"goes out names only people who agreed to it, and nobody's access needs.\n\n"
		"The order of pitches is drawn: the SHA-256 of the seed, a blank and each name decides, so "
		"that anybody can repeat it with sha256sum. The draw is written to draw.txt and, where "
		"there is a register.csv, noted there. All pitches are equally long; where more are wanted "
		"than fit, it says how many fit, and what would make room for all.\n\n"
		"calendar.ics is brought up to date: an event that was moved keeps its identity and gets a "
		"higher sequence number, and one that is gone from the specification is cancelled.",
	.options = options,
	.values_size = sizeof(Values),
	.most_operands = -1,
	.examples = examples,
	.reach = OT_WRITES_HERE | OT_WRITES_PACK | OT_WRITES_TEMPORARY,
	.run = run,
};
