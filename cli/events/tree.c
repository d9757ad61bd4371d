/* SPDX-License-Identifier: MIT */
#include "events/tree.h"

#include "engagement/carried.h"
#include "spec/checks.h"
#include "xml/source.h"
#include "xml/tree.h"

#include <string.h>

typedef struct {
	const OtEventPlan *plan;
	xmlDoc *doc;
	xmlNode *root;
	const xmlNode *specification; /* its root */
	const xmlNode *event;         /* in it */
	bool shared;
} Tree;

/* --- building ------------------------------------------------------------------------------ */

/* "10:05"; an event that runs past midnight goes on from 00:00. */
static void
set_time(xmlNode *node, const char *name, int minutes)
{
	g_autofree char *time = g_strdup_printf("%02d:%02d", minutes / 60 % 24, minutes % 60);

	ot_tree_set(node, name, time);
}

static void
copy_attr(xmlNode *to, const xmlNode *from, const char *name)
{
	ot_tree_set(to, name, ot_xml_attr(from, name));
}

/* Copies of all children with a name, with their languages. */
static void
copy_children(Tree *tree, xmlNode *to, const xmlNode *from, const char *name)
{
	for (const xmlNode *node = from != NULL ? ot_xml_child(from, name) : NULL; node != NULL;
	     node = ot_xml_next(node, name))
		xmlAddChild(to, xmlDocCopyNode((xmlNode *) node, tree->doc, 1));
}

/* --- what the specification says ------------------------------------------------------------ */

static void
add_identity(Tree *tree)
{
	static const char *const attrs[] = {"reference", "version", "date",
	                                    "stage", "jurisdiction", "regime"};
	const xmlNode *from = ot_xml_child(tree->specification, "identity");
	xmlNode *node = ot_tree_add(tree->root, "identity");

	for (size_t i = 0; i < G_N_ELEMENTS(attrs); i++)
		copy_attr(node, from, attrs[i]);
	copy_children(tree, node, from, "title");
}

static void
add_authorities(Tree *tree)
{
	for (const xmlNode *from = ot_xml_child(tree->specification, "authority"); from != NULL;
	     from = ot_xml_next(from, "authority")) {
		xmlNode *node = ot_tree_add(tree->root, "authority");
		copy_attr(node, from, "id");
		copy_attr(node, from, "role");
		copy_children(tree, node, from, "name");
	}
}

static void
add_contact(Tree *tree)
{
	const xmlNode *from = ot_carried_contact(tree->specification);

	if (from == NULL)
		return;
	xmlNode *node = ot_tree_add(tree->root, "contact");
	copy_children(tree, node, from, "name");
	copy_children(tree, node, from, "email");
	copy_children(tree, node, from, "telephone");
}

static void
add_event(Tree *tree)
{
	const OtSchedule *schedule = tree->plan->schedule;
	const xmlNode *engagement = ot_xml_child(tree->specification, "engagement");
	const char *start = ot_xml_attr(tree->event, "start");
	g_autofree char *date = g_strndup(start, strlen("2026-12-03"));

	copy_attr(tree->root, tree->event, "id");
	copy_attr(tree->root, tree->event, "format");
	copy_attr(tree->root, tree->event, "mode");
	ot_tree_set(tree->root, "date", date);
	set_time(tree->root, "start", schedule->start);
	set_time(tree->root, "end", schedule->end);
	ot_tree_set_number(tree->root, "minutes", (size_t) MAX(schedule->end - schedule->start, 0));
	copy_attr(tree->root, engagement, "closes");
	ot_tree_set_truth(tree->root, "shared", tree->shared);
	add_identity(tree);
	add_authorities(tree);
	add_contact(tree);
	copy_children(tree, tree->root, tree->event, "title");
	copy_children(tree, tree->root, tree->event, "purpose");
	copy_children(tree, tree->root, tree->event, "place");
	copy_children(tree, tree->root, tree->event, "registration");
	copy_children(tree, tree->root, tree->event, "access-arrangement");
	copy_children(tree, tree->root, engagement, "equal-treatment");
	copy_children(tree, tree->root, engagement, "use-of-answers");
	copy_children(tree, tree->root, engagement, "formats");
}

static void
add_rules(Tree *tree)
{
	const OtEventRules *rules = ot_event_formats_rules(tree->plan->setting->formats);
	xmlNode *node = ot_tree_add(tree->root, "rules");

	ot_tree_set(node, "checked", rules->checked);
	ot_tree_set_number(node, "notice-days", (size_t) rules->notice_days);
	ot_tree_add_text(node, "source", rules->source);
}

/* --- parts and pitches ---------------------------------------------------------------------- */

/* Whether the person may be named in this copy. */
static bool
is_named(const Tree *tree, const OtPerson *person)
{
	return !tree->shared || person->answers[OT_PERSON_CONSENT] == OT_ANSWER_YES;
}

static void
add_pitch(const Tree *tree, xmlNode *part, const OtLot *lot, int start, size_t place)
{
	const OtSchedule *schedule = tree->plan->schedule;
	const OtPerson *person = lot->owner;
	xmlNode *node = ot_tree_add(part, "pitch");

	ot_tree_set_number(node, "place", place);
	set_time(node, "start", start);
	if (schedule->pitch > 1)
		set_time(node, "warn", start + schedule->pitch - 1);
	set_time(node, "stop", start + schedule->pitch);
	ot_tree_set(node, "digest", lot->digest);
	if (is_named(tree, person))
		ot_tree_set(node, "language", person->values[OT_PERSON_LANGUAGE]);
	ot_tree_add_text(node, "organisation", lot->name);
	if (is_named(tree, person))
		ot_tree_add_text(node, "presenter", person->values[OT_PERSON_NAME]);
	if (!tree->shared)
		ot_tree_add_text(node, "access", person->values[OT_PERSON_ACCESS]);
}

/* The next chosen lot from `*next` on, or NULL. */
static const OtLot *
next_chosen(const GArray *lots, guint *next)
{
	while (*next < lots->len) {
		const OtLot *lot = &g_array_index(lots, OtLot, (*next)++);
		if (lot->chosen)
			return lot;
	}
	return NULL;
}

static const xmlNode *
find_slot(const Tree *tree, int index)
{
	const xmlNode *slot = index >= 0 ? ot_xml_child(tree->event, "slot") : NULL;

	for (; slot != NULL && index > 0; index--)
		slot = ot_xml_next(slot, "slot");
	return slot;
}

static xmlNode *
add_part(Tree *tree, const OtSession *session, guint number)
{
	const xmlNode *slot = find_slot(tree, session->slot);
	xmlNode *node = ot_tree_add(tree->root, "part");

	ot_tree_set_number(node, "number", number);
	ot_tree_set(node, "kind", session->kind);
	set_time(node, "start", session->start);
	set_time(node, "end", session->start + session->minutes);
	ot_tree_set_number(node, "minutes", (size_t) session->minutes);
	ot_tree_set_truth(node, "over",
	                  session->start + session->minutes > tree->plan->schedule->end);
	if (slot == NULL)
		return node;
	copy_attr(node, slot, "lead");
	xmlNode *title = xmlDocCopyNode((xmlNode *) slot, tree->doc, 1);
	xmlNodeSetName(title, (const xmlChar *) "title");
	xmlUnsetProp(title, (const xmlChar *) "minutes");
	xmlUnsetProp(title, (const xmlChar *) "lead");
	xmlAddChild(node, title);
	return node;
}

static void
add_parts(Tree *tree)
{
	const OtSchedule *schedule = tree->plan->schedule;
	guint next = 0;
	size_t place = 0;

	for (guint i = 0; i < schedule->sessions->len; i++) {
		const OtSession *session = &g_array_index(schedule->sessions, OtSession, i);
		xmlNode *node = add_part(tree, session, i + 1);
		for (size_t j = 0; j < session->capacity; j++) {
			const OtLot *lot = next_chosen(tree->plan->lots, &next);
			int start = session->start + (int) j * (schedule->pitch + schedule->change);
			if (lot == NULL)
				break;
			add_pitch(tree, node, lot, start, ++place);
		}
	}
}

static void
add_fit(Tree *tree)
{
	const OtSchedule *schedule = tree->plan->schedule;
	size_t n = tree->plan->lots->len;

	if (schedule->pitch == 0)
		return;
	xmlNode *node = ot_tree_add(tree->root, "fit");
	ot_tree_set_number(node, "pitches", n);
	ot_tree_set_number(node, "capacity", schedule->capacity);
	ot_tree_set_number(node, "waiting", n > schedule->capacity ? n - schedule->capacity : 0);
	ot_tree_set_number(node, "pitch-minutes", (size_t) schedule->pitch);
	ot_tree_set_number(node, "change-minutes", (size_t) schedule->change);
	ot_tree_set_number(node, "have", (size_t) schedule->pitch_minutes);
	ot_tree_set_number(node, "need", n * (size_t) (schedule->pitch + schedule->change));
	if (n > schedule->capacity && ot_schedule_fitting_pitch(schedule, n) > 0)
		ot_tree_set_number(node, "shorter",
		                   (size_t) ot_schedule_fitting_pitch(schedule, n));
	ot_tree_set(node, "basis", schedule->pitch_is_ours ? "ours" : "source");
}

static void
add_draw(Tree *tree)
{
	static const char *const origins[] = {
		[OT_SEED_GIVEN] = "given",
		[OT_SEED_NOTICE] = "notice",
		[OT_SEED_REFERENCE] = "reference",
	};
	const GArray *lots = tree->plan->lots;
	size_t small = 0;

	if (lots->len == 0)
		return;
	for (guint i = 0; i < lots->len; i++) {
		const OtLot *lot = &g_array_index(lots, OtLot, i);
		small += lot->chosen && lot->small;
	}
	xmlNode *node = ot_tree_add(tree->root, "draw");
	ot_tree_set(node, "seed", tree->plan->seed);
	ot_tree_set(node, "from", origins[tree->plan->seed_origin]);
	ot_tree_set_number(node, "small-percent", (size_t) tree->plan->setting->small_percent);
	ot_tree_set_number(node, "small-slots", small);
	for (guint i = 0; i < lots->len; i++) {
		const OtLot *lot = &g_array_index(lots, OtLot, i);
		xmlNode *child = ot_tree_add(node, "lot");
		ot_tree_set_number(child, "place", i + 1);
		ot_tree_set(child, "digest", lot->digest);
		ot_tree_set_truth(child, "chosen", lot->chosen);
		ot_tree_set_truth(child, "small", lot->small);
		ot_tree_add_text(child, "organisation", lot->name);
	}
}

/* --- people -------------------------------------------------------------------------------- */

static void
add_partners(const Tree *tree, xmlNode *node, guint index)
{
	const OtEventRules *rules = ot_event_formats_rules(tree->plan->setting->formats);
	g_autoptr(GArray) partners =
		ot_matches_partners(tree->plan->matches, index, (guint) rules->partners);

	for (guint i = 0; i < partners->len; i++) {
		const OtPartner *partner = &g_array_index(partners, OtPartner, i);
		const OtPerson *person = g_ptr_array_index(tree->plan->people, partner->other);
		xmlNode *child = ot_tree_add(node, "partner");
		ot_tree_set_number(child, "points", partner->points);
		ot_tree_add_text(child, "name", person->values[OT_PERSON_NAME]);
		ot_tree_add_text(child, "organisation", person->values[OT_PERSON_ORGANISATION]);
		ot_tree_add_text(child, "email", person->values[OT_PERSON_EMAIL]);
		ot_tree_add_text(child, "words", partner->words);
	}
}

static void
add_person(const Tree *tree, xmlNode *people, guint index)
{
	const OtPerson *person = g_ptr_array_index(tree->plan->people, index);
	OtAnswered attended = person->answers[OT_PERSON_ATTENDED];
	xmlNode *node = ot_tree_add(people, "person");

	ot_tree_set_number(node, "row", person->row);
	if (!tree->shared)
		ot_tree_set(node, "code", person->values[OT_PERSON_CODE]);
	ot_tree_set_truth(node, "shares", person->answers[OT_PERSON_CONSENT] == OT_ANSWER_YES);
	ot_tree_set_truth(node, "pitch", person->answers[OT_PERSON_PITCH] == OT_ANSWER_YES);
	if (attended != OT_ANSWER_NONE)
		ot_tree_set_truth(node, "attended", attended == OT_ANSWER_YES);
	ot_tree_set(node, "language", person->values[OT_PERSON_LANGUAGE]);
	if (tree->plan->table_of != NULL)
		ot_tree_set_number(node, "table", tree->plan->table_of[index] + 1);
	ot_tree_add_text(node, "name", person->values[OT_PERSON_NAME]);
	ot_tree_add_text(node, "organisation", person->values[OT_PERSON_ORGANISATION]);
	ot_tree_add_text(node, "role", person->values[OT_PERSON_ROLE]);
	ot_tree_add_text(node, "email", person->values[OT_PERSON_EMAIL]);
	if (!tree->shared)
		ot_tree_add_text(node, "access", person->values[OT_PERSON_ACCESS]);
	ot_tree_add_text(node, "needs", person->values[OT_PERSON_NEEDS]);
	ot_tree_add_text(node, "offers", person->values[OT_PERSON_OFFERS]);
	add_partners(tree, node, index);
}

/* Languages in the order in which they are first named. */
static void
add_languages(const Tree *tree, xmlNode *people)
{
	g_autoptr(GHashTable) counts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	g_autoptr(GPtrArray) names = g_ptr_array_new();

	for (guint i = 0; i < tree->plan->people->len; i++) {
		const OtPerson *person = g_ptr_array_index(tree->plan->people, i);
		const char *language = person->values[OT_PERSON_LANGUAGE];
		g_autofree char *key = g_utf8_casefold(language, -1);
		guint n = GPOINTER_TO_UINT(g_hash_table_lookup(counts, key));
		if (*language == '\0')
			continue;
		if (n == 0)
			g_ptr_array_add(names, (char *) language);
		g_hash_table_insert(counts, g_steal_pointer(&key), GUINT_TO_POINTER(n + 1));
	}
	for (guint i = 0; i < names->len; i++) {
		g_autofree char *key = g_utf8_casefold(g_ptr_array_index(names, i), -1);
		xmlNode *node = ot_tree_add(people, "language");
		ot_tree_set(node, "name", g_ptr_array_index(names, i));
		ot_tree_set_number(node, "count",
		                   GPOINTER_TO_UINT(g_hash_table_lookup(counts, key)));
	}
}

static void
add_people(Tree *tree)
{
	const GPtrArray *people = tree->plan->people;
	size_t sharing = 0, access = 0, attended = 0;

	if (tree->plan->setting->people == NULL)
		return;
	for (guint i = 0; i < people->len; i++) {
		const OtPerson *person = g_ptr_array_index(people, i);
		sharing += person->answers[OT_PERSON_CONSENT] == OT_ANSWER_YES;
		access += *person->values[OT_PERSON_ACCESS] != '\0';
		attended += person->answers[OT_PERSON_ATTENDED] == OT_ANSWER_YES;
	}
	xmlNode *node = ot_tree_add(tree->root, "people");
	ot_tree_set_number(node, "count", people->len);
	ot_tree_set_number(node, "sharing", sharing);
	if (!tree->shared) {
		ot_tree_set_number(node, "access", access);
		ot_tree_set_number(node, "attended", attended);
		add_languages(tree, node);
	}
	for (guint i = 0; i < people->len; i++)
		if (is_named(tree, g_ptr_array_index(people, i)))
			add_person(tree, node, i);
}

static void
add_seat(const Tree *tree, xmlNode *table, const OtPerson *person)
{
	xmlNode *node = ot_tree_add(table, "seat");

	ot_tree_set_truth(node, "pitch", person->answers[OT_PERSON_PITCH] == OT_ANSWER_YES);
	ot_tree_add_text(node, "name", person->values[OT_PERSON_NAME]);
	ot_tree_add_text(node, "organisation", person->values[OT_PERSON_ORGANISATION]);
	if (!tree->shared)
		ot_tree_add_text(node, "access", person->values[OT_PERSON_ACCESS]);
}

static void
add_tables(Tree *tree)
{
	const OtEventPlan *plan = tree->plan;
	g_autofree xmlNode **tables = g_new0(xmlNode *, plan->n_tables + 1);
	g_autofree size_t *seats = g_new0(size_t, plan->n_tables + 1);

	for (guint i = 0; i < plan->n_tables; i++) {
		tables[i] = ot_tree_add(tree->root, "table");
		ot_tree_set_number(tables[i], "number", i + 1);
	}
	for (guint i = 0; plan->table_of != NULL && i < plan->people->len; i++) {
		const OtPerson *person = g_ptr_array_index(plan->people, i);
		seats[plan->table_of[i]]++;
		if (is_named(tree, person))
			add_seat(tree, tables[plan->table_of[i]], person);
	}
	for (guint i = 0; i < plan->n_tables; i++)
		ot_tree_set_number(tables[i], "seats", seats[i]);
}

/* --- all of it ----------------------------------------------------------------------------- */

static const xmlNode *
find_event(const xmlNode *root, const char *id)
{
	for (const xmlNode *event = ot_check_find(root, "engagement/event"); event != NULL;
	     event = ot_xml_next(event, "event"))
		if (g_strcmp0(ot_xml_attr(event, "id"), id) == 0)
			return event;
	return NULL;
}

xmlDoc *
ot_event_tree(const OtEventPlan *plan, const xmlDoc *specification, bool shared)
{
	const xmlNode *root = xmlDocGetRootElement((xmlDoc *) specification);
	Tree tree = {
		.plan = plan,
		.specification = root,
		.event = find_event(root, plan->id),
		.shared = shared,
	};

	if (tree.event == NULL)
		return NULL;
	tree.doc = xmlNewDoc((const xmlChar *) "1.0");
	tree.root = xmlNewDocNode(tree.doc, NULL, (const xmlChar *) "event", NULL);
	xmlDocSetRootElement(tree.doc, tree.root);
	xmlChar *lang = xmlNodeGetLang(root);
	xmlNodeSetLang(tree.root, lang);
	xmlFree(lang);
	add_event(&tree);
	add_rules(&tree);
	add_parts(&tree);
	add_fit(&tree);
	add_draw(&tree);
	add_people(&tree);
	add_tables(&tree);
	return tree.doc;
}
