/* SPDX-License-Identifier: MIT */
#include "events/papers.h"

#include "base/clock.h"
#include "base/error.h"
#include "base/file.h"
#include "base/limits.h"
#include "engagement/calendar-events.h"
#include "engagement/calendar.h"
#include "events/tree.h"
#include "events/update.h"
#include "xml/source.h"

#include <string.h>

#define PREFIX "event-"

/* What an event needs to have a paper. */
typedef enum { NEEDS_NOTHING, NEEDS_LOTS, NEEDS_PEOPLE, NEEDS_TABLES } Need;

static const struct {
	const char *paper;
	Need need;
} papers[] = {
	{"agenda", NEEDS_NOTHING},
	{"run-sheet", NEEDS_NOTHING},
	{"chair", NEEDS_NOTHING},
	{"timekeeper", NEEDS_NOTHING},
	{"pitch-order", NEEDS_LOTS},
	{"tables", NEEDS_TABLES},
	{"partners", NEEDS_PEOPLE},
	{"attendees", NEEDS_PEOPLE},
	{"attendee-list", NEEDS_PEOPLE},
	{"feedback", NEEDS_NOTHING},
};

const char *const ot_event_papers[] = {
	"agenda",   "run-sheet", "chair",         "timekeeper", "pitch-order",     "tables",
	"partners", "attendees", "attendee-list", "feedback",   OT_EVENT_CALENDAR, NULL,
};

bool
ot_event_has_paper(const OtEventPlan *plan, const char *paper)
{
	Need need = NEEDS_NOTHING;

	for (size_t i = 0; i < G_N_ELEMENTS(papers); i++)
		if (strcmp(papers[i].paper, paper) == 0)
			need = papers[i].need;
	switch (need) {
	case NEEDS_NOTHING:
		return true;
	case NEEDS_LOTS:
		return plan->lots->len > 0;
	case NEEDS_PEOPLE:
		return plan->people->len > 0;
	case NEEDS_TABLES:
		return plan->table_of != NULL;
	}
	g_assert_not_reached();
}

/* The file is called as the paper: its folder says which event it is of. */
static void
drop_prefix(OtProduct *product)
{
	if (g_str_has_prefix(product->name, PREFIX))
		memmove(product->name, product->name + strlen(PREFIX),
		        strlen(product->name) - strlen(PREFIX) + 1);
}

void
ot_event_trees_clear(OtEventTrees *trees)
{
	if (trees->whole != NULL)
		xmlFreeDoc(trees->whole);
	if (trees->shared != NULL)
		xmlFreeDoc(trees->shared);
	*trees = (OtEventTrees){0};
}

/* The tree for a template, made where it isn't there yet; `*held_back` where there is none. */
static xmlDoc *
find_tree(const OtEngagement *engagement, const OtEventPlan *plan, OtEventTrees *trees,
          bool shared, bool *held_back, GError **error)
{
	xmlDoc **tree = shared ? &trees->shared : &trees->whole;

	if (*tree != NULL)
		return *tree;
	xmlDoc *specification = ot_engagement_tree(engagement, shared, error);
	if (specification == NULL)
		return NULL;
	*tree = ot_event_tree(plan, specification, shared);
	*held_back = *tree == NULL;
	xmlFreeDoc(specification);
	return *tree;
}

OtProduct *
ot_event_paper(const OtEngagement *engagement, const OtEventPlan *plan, const char *paper,
               OtForm form, OtEventTrees *trees, bool *held_back, OtFindings *findings,
               GError **error)
{
	g_autofree char *name = g_strconcat(PREFIX, paper, NULL);
	const OtTemplate *template = ot_engagement_template(engagement, name, error);

	*held_back = false;
	if (template == NULL)
		return NULL;
	const OtTemplateInfo *info = ot_template_info(template);
	const OtLabels *labels =
		ot_resources_labels(ot_engagement_resources(engagement), info->lang, error);
	xmlDoc *tree = labels != NULL ? find_tree(engagement, plan, trees, info->published,
	                                          held_back, error)
	                              : NULL;
	g_autoptr(OtDocument) document =
		tree != NULL ? ot_template_expand(template, tree, labels, error) : NULL;
	if (document == NULL)
		return NULL;
	if (info->draft)
		ot_document_mark_draft(document, labels);
	OtProduct *product =
		ot_engagement_spell(engagement, template, document, form, findings, error);
	if (product != NULL)
		drop_prefix(product);
	return product;
}

/* A file that no template makes. */
static OtProduct *
make_product(const OtTemplateInfo *info, const char *name, GBytes *bytes, gint64 epoch)
{
	OtProduct *product = g_new0(OtProduct, 1);

	product->name = g_strdup(name);
	product->template = info;
	product->bytes = bytes;
	product->epoch = epoch;
	return product;
}

OtProduct *
ot_event_draw(const OtEventPlan *plan)
{
	static const OtTemplateInfo info = {
		.name = "draw",
		.version = VERSION,
		.kind = "event",
		.title = "The draw of the pitches",
		.lang = "en-GB",
	};

	return make_product(&info, "draw.txt", ot_event_plan_draw_text(plan), 0);
}

/* --- the calendar -------------------------------------------------------------------------- */

/* The time that a calendar carries: SOURCE_DATE_EPOCH, or the start of the specification's day. */
static gint64
find_epoch(const xmlNode *root)
{
	const char *date = ot_xml_attr(ot_xml_child(root, "identity"), "date");
	g_autofree char *midnight = g_strdup_printf("%.10sT00:00:00", date != NULL ? date : "");
	g_autoptr(GTimeZone) utc = g_time_zone_new_utc();
	g_autoptr(GDateTime) time = g_date_time_new_from_iso8601(midnight, utc);
	gint64 epoch = 0;

	if (ot_epoch_given(&epoch))
		return epoch;
	return time != NULL ? g_date_time_to_unix(time) : 0;
}

/* The entries of the calendar that is replaced; none where it isn't there. */
static GArray *
read_former(const char *path, GError **error)
{
	if (!ot_file_may_exist(path))
		return g_array_new(FALSE, TRUE, sizeof(OtCalendarEvent));
	g_autoptr(GBytes) bytes = ot_file_read(path, OT_LIMIT_FILE_BYTES, error);
	GArray *events = bytes != NULL ? ot_read_calendar(bytes, error) : NULL;

	if (bytes != NULL && events == NULL)
		g_prefix_error(error, "%s: ", path);
	return events;
}

char *
ot_event_calendar_name(const OtEngagement *engagement)
{
	const char *lang = ot_engagement_language(engagement);

	/* as documents are called: the language is named where it is a translation */
	if (ot_lang_is_same(lang, "en"))
		return g_strdup(OT_EVENT_CALENDAR ".ics");
	return g_strdup_printf(OT_EVENT_CALENDAR ".%.*s.ics", (int) strcspn(lang, "-"), lang);
}

OtProduct *
ot_event_calendar(const OtEngagement *engagement, const OtEventRules *rules, const char *former,
                  OtFindings *findings, GError **error)
{
	static const OtTemplateInfo info = {
		.name = OT_EVENT_CALENDAR,
		.version = VERSION,
		.kind = "event",
		.title = "The events and last days, for a calendar",
		.lang = "en-GB",
	};
	OtResources *resources = ot_engagement_resources(engagement);
	const OtLabels *labels =
		ot_resources_labels(resources, ot_engagement_language(engagement), error);
	const char *zone = labels != NULL ? ot_resources_zone(resources, error) : NULL;
	g_autoptr(GArray) before = zone != NULL ? read_former(former, error) : NULL;
	xmlDoc *tree = before != NULL ? ot_engagement_tree(engagement, true, error) : NULL;

	if (tree == NULL)
		return NULL;
	const xmlNode *root = xmlDocGetRootElement(tree);
	const OtCalendarSource source = {
		.root = root,
		.labels = labels,
		.epoch = find_epoch(root),
		.sequence = ot_calendar_sequence(root),
		.event_alarm = rules->event_alarm,
		.deadline_alarm = rules->deadline_alarm,
	};
	g_autoptr(GArray) events = ot_calendar_events(&source);
	ot_calendar_update(events, before, former, findings);
	GBytes *bytes = ot_calendar_bytes(&source, events, zone, error);
	xmlFreeDoc(tree);
	if (bytes == NULL)
		return NULL;
	g_autofree char *name = ot_event_calendar_name(engagement);
	return make_product(&info, name, bytes, source.epoch);
}
