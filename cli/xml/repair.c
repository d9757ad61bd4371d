/* SPDX-License-Identifier: MIT */
#include "xml/repair.h"

#include "base/suggest.h"

#include <string.h>

typedef enum { REPAIR_TAKEN_OUT, REPAIR_MOVED, REPAIR_ADDED, REPAIR_RENAMED } RepairKind;

typedef struct {
	RepairKind kind;
	xmlNode *node;
	xmlNode *parent, *next; /* where it stood */
	const xmlChar *name;    /* what it was called */
} Repair;

struct OtRepairs {
	const OtSchemaModel *model;
	GArray *list; /* of Repair */
	GHashTable *excused;
};

/* An element out of place, and what is known of the place. */
typedef struct {
	OtRepairs *repairs;
	xmlNode *node;
	const char *name;
	const OtComplexType *type; /* of its parent */
	char *const *expected;
	GArray *mistakes;
} Case;

OtRepairs *
ot_repairs_new(const OtSchemaModel *model)
{
	OtRepairs *repairs = g_new0(OtRepairs, 1);

	repairs->model = model;
	repairs->list = g_array_new(FALSE, FALSE, sizeof(Repair));
	repairs->excused = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	return repairs;
}

void
ot_repairs_free(OtRepairs *repairs)
{
	g_array_unref(repairs->list);
	g_hash_table_unref(repairs->excused);
	g_free(repairs);
}

bool
ot_repairs_added(const xmlNode *node)
{
	/* Elements that were read carry their position. */
	return node->_private == NULL;
}

bool
ot_repairs_holds(const OtRepairs *repairs, const xmlNode *node)
{
	if (repairs->list->len == 0)
		return false;
	while (node->parent != NULL)
		node = node->parent;
	return node->type == XML_ELEMENT_NODE;
}

GHashTable *
ot_repairs_excused(const OtRepairs *repairs)
{
	return repairs->excused;
}

static void
link_node(xmlNode *parent, xmlNode *next, xmlNode *node)
{
	if (next != NULL)
		xmlAddPrevSibling(next, node);
	else
		xmlAddChild(parent, node);
}

static void
note_repair(OtRepairs *repairs, RepairKind kind, xmlNode *node)
{
	const Repair repair = {kind, node, node->parent, node->next, node->name};
	g_array_append_val(repairs->list, repair);
}

static void
excuse_ids(OtRepairs *repairs, const xmlNode *node)
{
	const char *id = ot_xml_attr(node, "id");

	if (id != NULL)
		g_hash_table_add(repairs->excused, g_strdup(id));
	for (const xmlNode *child = ot_xml_child(node, NULL); child != NULL;
	     child = ot_xml_next(child, NULL))
		excuse_ids(repairs, child);
}

static void
take_out(OtRepairs *repairs, xmlNode *node)
{
	note_repair(repairs, REPAIR_TAKEN_OUT, node);
	excuse_ids(repairs, node);
	xmlUnlinkNode(node);
}

static void
move_before(OtRepairs *repairs, xmlNode *node, xmlNode *parent, xmlNode *next)
{
	note_repair(repairs, REPAIR_MOVED, node);
	xmlUnlinkNode(node);
	link_node(parent, next, node);
}

static void
add_before(OtRepairs *repairs, xmlNode *parent, xmlNode *next, const char *name)
{
	xmlNode *node = xmlNewDocNode(parent->doc, parent->ns, (const xmlChar *) name, NULL);

	link_node(parent, next, node);
	note_repair(repairs, REPAIR_ADDED, node);
}

static void
rename_node(OtRepairs *repairs, xmlNode *node, const char *name)
{
	note_repair(repairs, REPAIR_RENAMED, node);
	node->name = (const xmlChar *) name;
}

void
ot_repairs_undo(OtRepairs *repairs)
{
	for (guint i = repairs->list->len; i > 0; i--) {
		const Repair *repair = &g_array_index(repairs->list, Repair, i - 1);

		switch (repair->kind) {
		case REPAIR_MOVED:
			xmlUnlinkNode(repair->node);
			link_node(repair->parent, repair->next, repair->node);
			break;
		case REPAIR_TAKEN_OUT:
			link_node(repair->parent, repair->next, repair->node);
			break;
		case REPAIR_ADDED:
			xmlUnlinkNode(repair->node);
			xmlFreeNode(repair->node);
			break;
		case REPAIR_RENAMED:
			repair->node->name = repair->name;
			break;
		}
	}
	g_array_set_size(repairs->list, 0);
}

static bool
is_among(char *const *names, const char *name)
{
	for (size_t i = 0; names[i] != NULL; i++)
		if (strcmp(names[i], name) == 0)
			return true;
	return false;
}

static int
slot_of(const OtComplexType *type, const xmlNode *node)
{
	const OtParticle *particle =
		node != NULL ? ot_complex_type_particle(type, (const char *) node->name) : NULL;
	return particle != NULL ? particle->slot : -1;
}

/*
 * Of the names that libxml2 waits for, those of the first slot before `end` that has to be filled:
 * a new NULL-terminated vector, empty where none has to.
 */
static char **
required_before(const OtComplexType *type, char *const *expected, int end)
{
	GPtrArray *names = g_ptr_array_new();
	int first = end;

	for (size_t i = 0; expected[i] != NULL; i++) {
		const OtParticle *particle = ot_complex_type_particle(type, expected[i]);
		if (particle == NULL || !particle->required || particle->slot > first ||
		    particle->slot >= end)
			continue;
		if (particle->slot < first)
			for (guint n = names->len; n > 0; n--)
				g_free(g_ptr_array_remove_index(names, n - 1));
		first = particle->slot;
		g_ptr_array_add(names, g_strdup(expected[i]));
	}
	g_ptr_array_add(names, NULL);
	return (char **) g_ptr_array_free(names, FALSE);
}

static OtMistake *
add_mistake(const Case *it, OtMistakeKind kind, const xmlNode *node, const xmlNode *other)
{
	OtMistake *mistake = ot_mistake_add(it->mistakes, kind, node);

	/* What was filled in is gone when the mistake is said. */
	mistake->other = other != NULL && !ot_repairs_added(other) ? other : NULL;
	mistake->type = it->type;
	mistake->expected = g_strdupv((char **) it->expected);
	return mistake;
}

/* What an unknown name most likely stands for, or NULL. */
static const char *
suggest_name(const Case *it)
{
	g_autoptr(GPtrArray) names = g_ptr_array_new();
	ot_schema_model_homes(it->repairs->model, it->name, names);
	/* A name that is right elsewhere is no slip of the pen. */
	if (names->len > 0)
		return NULL;

	size_t n_expected = g_strv_length((char **) it->expected);
	const char *nearest =
		ot_nearest_name(it->name, (const char *const *) it->expected, n_expected);
	if (nearest != NULL)
		return nearest;
	for (guint i = 0; i < it->type->particles->len; i++)
		g_ptr_array_add(names,
		                (void *) g_array_index(it->type->particles, OtParticle, i).name);
	return ot_nearest_name(it->name, (const char *const *) names->pdata, names->len);
}

/* Take the element out, or call it as was meant; with it its like among the siblings. */
static void
repair_unknown(const Case *it)
{
	const char *suggestion = suggest_name(it);
	const OtParticle *meant =
		suggestion != NULL ? ot_complex_type_particle(it->type, suggestion) : NULL;
	bool fits = meant != NULL && is_among(it->expected, suggestion) &&
	            (meant->repeats || ot_xml_child(it->node->parent, suggestion) == NULL);
	OtMistake *mistake = add_mistake(it, OT_MISTAKE_UNKNOWN, it->node, NULL);
	xmlNode *next = ot_xml_next(it->node, NULL);

	mistake->suggestion = g_strdup(suggestion);
	if (fits)
		rename_node(it->repairs, it->node, meant->name);
	else
		take_out(it->repairs, it->node);
	if (fits && !meant->repeats)
		return;
	for (xmlNode *like = next; like != NULL; like = next) {
		next = ot_xml_next(like, NULL);
		if (!ot_xml_is(like, it->name))
			continue;
		mistake->more++;
		if (fits)
			rename_node(it->repairs, like, meant->name);
		else
			take_out(it->repairs, like);
	}
}

/* What seems to be missing may stand further down under a wrong name. */
static bool
repair_misspelt(const Case *it, char **missing)
{
	const char *const *names = (const char *const *) missing;

	for (xmlNode *node = ot_xml_next(it->node, NULL); node != NULL;
	     node = ot_xml_next(node, NULL)) {
		const char *name = (const char *) node->name;
		if (ot_complex_type_particle(it->type, name) != NULL)
			continue;
		const char *meant = ot_nearest_name(name, names, g_strv_length(missing));
		if (meant == NULL)
			continue;
		OtMistake *mistake = add_mistake(it, OT_MISTAKE_UNKNOWN, node, NULL);
		mistake->suggestion = g_strdup(meant);
		rename_node(it->repairs, node, ot_complex_type_particle(it->type, meant)->name);
		move_before(it->repairs, node, it->node->parent, it->node);
		return true;
	}
	return false;
}

/* An element that belongs after some that are missing or stand behind it. */
static void
repair_early(const Case *it, const OtParticle *particle, char **missing)
{
	xmlNode *node = it->node, *parent = node->parent;
	xmlNode *after = ot_xml_next(node, NULL);
	xmlNode *second = ot_xml_next(node, it->name);

	if (second != NULL && !particle->repeats) {
		add_mistake(it, OT_MISTAKE_REPEATED, node, second);
		take_out(it->repairs, node);
		return;
	}
	if (after != NULL && is_among(it->expected, (const char *) after->name)) {
		/* Without it all is in order: it stands too early. */
		xmlNode *last = after, *next = after;
		while (next != NULL && slot_of(it->type, next) < particle->slot) {
			last = next;
			next = ot_xml_next(next, NULL);
		}
		add_mistake(it, OT_MISTAKE_EARLY, node, last);
		move_before(it->repairs, node, parent, next);
		return;
	}
	for (size_t i = 0; missing[i] != NULL; i++) {
		xmlNode *later = ot_xml_next(node, missing[i]);
		if (later != NULL) {
			add_mistake(it, OT_MISTAKE_LATE, later, node);
			move_before(it->repairs, later, parent, node);
			return;
		}
	}
	if (repair_misspelt(it, missing))
		return;
	OtMistake *mistake = add_mistake(it, OT_MISTAKE_MISSING, parent, node);
	g_strfreev(mistake->expected);
	mistake->expected = g_strdupv(missing);
	const OtParticle *first = ot_complex_type_particle(it->type, missing[0]);
	mistake->decl = first->decl;
	add_before(it->repairs, parent, node, first->name);
}

/* An element that comes after its place, or a second time. */
static void
repair_late(const Case *it, const OtParticle *particle)
{
	xmlNode *parent = it->node->parent;

	for (xmlNode *before = ot_xml_child(parent, NULL); before != it->node;
	     before = ot_xml_next(before, NULL)) {
		int slot = slot_of(it->type, before);
		bool same_name = ot_xml_is(before, it->name);

		if (slot == particle->slot && !particle->repeats) {
			add_mistake(it, same_name ? OT_MISTAKE_REPEATED : OT_MISTAKE_BOTH, it->node,
			            before);
			take_out(it->repairs, it->node);
			return;
		}
		if (slot > particle->slot) {
			add_mistake(it, OT_MISTAKE_LATE, it->node, before);
			move_before(it->repairs, it->node, parent, before);
			return;
		}
	}
	add_mistake(it, OT_MISTAKE_UNKNOWN, it->node, NULL);
	take_out(it->repairs, it->node);
}

static bool
is_foreign(const xmlNode *node, const xmlNode *parent)
{
	return g_strcmp0(node->ns != NULL ? (const char *) node->ns->href : NULL,
	                 parent->ns != NULL ? (const char *) parent->ns->href : NULL) != 0;
}

/* True if an element has a child of this name in its own namespace. */
static bool
has_native(const xmlNode *parent, const char *name)
{
	for (const xmlNode *node = ot_xml_child(parent, name); node != NULL;
	     node = ot_xml_next(node, name))
		if (!is_foreign(node, parent))
			return true;
	return false;
}

/* Take out an element of another namespace, and its like among the siblings. */
static void
repair_foreign(const Case *it)
{
	xmlNode *parent = it->node->parent;
	OtMistake *mistake = add_mistake(it, OT_MISTAKE_NAMESPACE, it->node, NULL);
	xmlNode *next = ot_xml_next(it->node, NULL);
	const OtParticle *meant = ot_complex_type_particle(it->type, it->name);

	/* Where its name is waited for, it must not seem to be missing as well. */
	if (meant != NULL && is_among(it->expected, it->name) && !has_native(parent, it->name))
		add_before(it->repairs, parent, it->node, meant->name);
	take_out(it->repairs, it->node);
	for (xmlNode *node = next; node != NULL; node = next) {
		next = ot_xml_next(node, NULL);
		if (!is_foreign(node, parent))
			continue;
		mistake->more++;
		take_out(it->repairs, node);
	}
}

static const OtComplexType *
type_of(const OtRepairs *repairs, const xmlNode *node)
{
	return ot_schema_model_type(repairs->model, ot_schema_model_decl(repairs->model, node));
}

void
ot_repair_unexpected(OtRepairs *repairs, xmlNode *node, char *const *expected, GArray *mistakes)
{
	const xmlNode *parent = node->parent;
	const Case it = {
		.repairs = repairs,
		.node = node,
		.name = (const char *) node->name,
		.type = type_of(repairs, parent),
		.expected = expected,
		.mistakes = mistakes,
	};

	if (it.type == NULL) {
		add_mistake(&it, OT_MISTAKE_OTHER, node, NULL);
		take_out(repairs, node);
		return;
	}
	if (is_foreign(node, parent)) {
		repair_foreign(&it);
		return;
	}
	const OtParticle *particle = ot_complex_type_particle(it.type, it.name);
	if (particle == NULL) {
		repair_unknown(&it);
		return;
	}
	g_auto(GStrv) missing = required_before(it.type, expected, particle->slot);
	if (missing[0] != NULL)
		repair_early(&it, particle, missing);
	else
		repair_late(&it, particle);
}

void
ot_repair_missing(OtRepairs *repairs, xmlNode *parent, char *const *expected, GArray *mistakes)
{
	const OtComplexType *type = type_of(repairs, parent);
	g_auto(GStrv) missing =
		type != NULL ? required_before(type, expected, G_MAXINT) : g_new0(char *, 1);
	OtMistake *mistake = ot_mistake_add(mistakes, OT_MISTAKE_MISSING, parent);

	mistake->type = type;
	mistake->expected = g_strdupv(missing[0] != NULL ? missing : (char **) expected);
	const OtParticle *first = type != NULL && mistake->expected[0] != NULL
	                                  ? ot_complex_type_particle(type, mistake->expected[0])
	                                  : NULL;
	if (first == NULL)
		return;
	mistake->decl = first->decl;
	add_before(repairs, parent, NULL, first->name);
}
