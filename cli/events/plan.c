/* SPDX-License-Identifier: MIT */
#include "events/plan.h"

#include "spec/checks.h"
#include "xml/source.h"

#include <string.h>

/* --- the draw ------------------------------------------------------------------------------ */

/* The identifier of the first notice that is published, or NULL. */
static const char *
notice_id(const xmlNode *root)
{
	for (const xmlNode *notice = ot_check_find(root, "identity/notice"); notice != NULL;
	     notice = ot_xml_next(notice, "notice")) {
		const char *id = ot_xml_attr(notice, "id");
		if (id != NULL && g_strcmp0(ot_xml_attr(notice, "status"), "published") == 0)
			return id;
	}
	return NULL;
}

/* With the event's id, so that the events of one notice have orders of their own. */
static void
choose_seed(OtEventPlan *plan)
{
	const xmlNode *root = xmlDocGetRootElement(plan->event->doc);
	const char *notice = notice_id(root);
	const char *reference = ot_xml_attr(ot_xml_child(root, "identity"), "reference");

	if (plan->setting->seed != NULL) {
		plan->seed = g_strdup(plan->setting->seed);
		plan->seed_origin = OT_SEED_GIVEN;
		return;
	}
	plan->seed_origin = notice != NULL ? OT_SEED_NOTICE : OT_SEED_REFERENCE;
	plan->seed = g_strdup_printf("%s %s", notice != NULL ? notice : reference, plan->id);
}

/* A firm is small if the list says so, else if the list of suppliers does. */
static bool
is_small(const OtEventPlan *plan, const OtPerson *person)
{
	const OtSuppliers *suppliers = plan->setting->suppliers;
	const char *code = person->values[OT_PERSON_CODE];

	if (person->answers[OT_PERSON_SMALL] != OT_ANSWER_NONE)
		return person->answers[OT_PERSON_SMALL] == OT_ANSWER_YES;
	const OtSupplier *supplier =
		suppliers != NULL && *code != '\0' ? ot_suppliers_find(suppliers, code) : NULL;
	return supplier != NULL &&
	       (supplier->size == OT_FIRM_MICRO || supplier->size == OT_FIRM_SMALL);
}

/* People of one organisation stand beside each other, as the list is by organisation. */
static void
add_lot(OtEventPlan *plan, const OtPerson *person, OtFindings *findings)
{
	const char *name = person->values[OT_PERSON_ORGANISATION];
	const OtLot *last = plan->lots->len > 0
	                            ? &g_array_index(plan->lots, OtLot, plan->lots->len - 1)
	                            : NULL;

	const OtPerson *other = last != NULL ? last->owner : NULL;

	if (other != NULL && strcmp(other->firm, person->firm) == 0) {
		ot_person_find(findings, OT_CODE_EVENT_PITCH_TWICE, plan->setting->people, person,
		               OT_PERSON_PITCH, "“%s” has a pitch in row %zu already, for event %s",
		               name, other->row, plan->id);
		return;
	}
	OtLot lot = {.name = name, .owner = person, .small = is_small(plan, person)};
	g_array_append_val(plan->lots, lot);
}

static void
draw(OtEventPlan *plan, OtFindings *findings)
{
	for (guint i = 0; plan->schedule->pitch > 0 && i < plan->people->len; i++) {
		const OtPerson *person = g_ptr_array_index(plan->people, i);
		if (person->answers[OT_PERSON_PITCH] == OT_ANSWER_YES)
			add_lot(plan, person, findings);
	}
	ot_draw(plan->lots, plan->seed);
	ot_draw_choose(plan->lots, MIN(plan->schedule->capacity, plan->lots->len),
	               plan->setting->small_percent);
}

static void
append_lot(GString *text, const OtLot *lot)
{
	g_string_append_printf(text, "%s  %s\n", lot->digest, lot->name);
}

GBytes *
ot_event_plan_draw_text(const OtEventPlan *plan)
{
	GString *text = g_string_new(NULL);
	guint chosen = 0;

	for (guint i = 0; i < plan->lots->len; i++)
		chosen += g_array_index(plan->lots, OtLot, i).chosen;
	g_string_append_printf(text, "# Pitch order of event %s, drawn\n# seed: %s\n", plan->id,
	                       plan->seed);
	g_string_append_printf(text, "# %u names, %u slots\n", plan->lots->len, chosen);
	g_string_append(text, "# Each line has the SHA-256 of the seed, a blank and the name:\n"
	                      "#   printf '%s %s' \"$seed\" \"$name\" | sha256sum\n"
	                      "# The names stand in the order of these digests.\n");
	for (guint i = 0; i < plan->lots->len; i++) {
		const OtLot *lot = &g_array_index(plan->lots, OtLot, i);
		if (!lot->chosen)
			g_string_append_printf(text, "# no slot: the line below\n");
		append_lot(text, lot);
	}
	return g_string_free_to_bytes(text);
}

/* --- plans --------------------------------------------------------------------------------- */

static void
place_people(OtEventPlan *plan)
{
	const OtEventRules *rules = ot_event_formats_rules(plan->setting->formats);
	int size = plan->setting->table_size > 0 ? plan->setting->table_size : rules->table_size;

	plan->matches = ot_matches_new(plan->people, plan->setting->formats);
	if (plan->people->len > 0 && g_strcmp0(ot_xml_attr(plan->event, "mode"), "online") != 0)
		plan->table_of = ot_matches_tables(plan->matches, (guint) size, &plan->n_tables);
}

OtEventPlan *
ot_event_plan_new(const OtEventSetting *setting, const xmlNode *event, OtFindings *findings)
{
	OtEventPlan *plan = g_new0(OtEventPlan, 1);

	plan->setting = setting;
	plan->event = event;
	plan->id = ot_xml_attr(event, "id");
	plan->format = ot_event_formats_find(setting->formats, ot_xml_attr(event, "format"));
	plan->schedule = ot_schedule_new(event, setting->formats, plan->format, &setting->lengths);
	plan->people = setting->people != NULL ? ot_people_of(setting->people, plan->id)
	                                       : g_ptr_array_new();
	plan->lots = g_array_new(FALSE, TRUE, sizeof(OtLot));
	choose_seed(plan);
	draw(plan, findings);
	place_people(plan);
	ot_event_plan_check(plan, findings);
	return plan;
}

void
ot_event_plan_free(OtEventPlan *plan)
{
	if (plan == NULL)
		return;
	ot_matches_free(plan->matches);
	ot_schedule_free(plan->schedule);
	g_ptr_array_unref(plan->people);
	g_array_unref(plan->lots);
	g_free(plan->seed);
	g_free(plan->table_of);
	g_free(plan);
}
