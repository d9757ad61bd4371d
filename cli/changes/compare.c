/* SPDX-License-Identifier: MIT */
#include "changes/comparison.h"

#include "changes/part.h"
#include "changes/say.h"
#include "changes/value.h"
#include "changes/words.h"
#include "xml/read.h"

#include <stdlib.h>
#include <string.h>

typedef struct {
	OtChanges *changes;
	OtParts *parts;
	OtSaying saying;
	OtWordsDiff words;
	GHashTable *old_ids; /* "outcome O1" to the old part */
	const char *lang;    /* of the new version */
} Comparison;

static const char *const kind_names[OT_N_CHANGE_KINDS] = {
	"added", "removed", "reworded", "value", "moved", "renamed",
};

/* --- adding a change ----------------------------------------------------------------------- */

/* Every version has another number, date and history. */
static bool
is_routine(const OtPart *part, const char *attr)
{
	const char *section = ot_say_section(part)->name;

	if (strcmp(section, "history") == 0 || strcmp(section, "suppressions") == 0)
		return true;
	return attr != NULL && strcmp(part->name, "identity") == 0 &&
	       (strcmp(attr, "version") == 0 || strcmp(attr, "date") == 0);
}

/* A change of a part that is in one of the versions at least; `old` and `new` may be NULL. */
static OtChange
start_change(const Comparison *comparison, OtChangeKind kind, const OtPart *old, const OtPart *new,
             const char *attr)
{
	const OtSaying *saying = &comparison->saying;
	const OtPart *part = new != NULL ? new : old;
	const OtPart *about = ot_say_about(part);

	return (OtChange){
		.kind = kind,
		.routine = is_routine(part, attr),
		.section = ot_say_section(part)->name,
		.element = about->name,
		.about = about->id != NULL ? about->id : about->name,
		.old_about = about->id != NULL && about->partner != NULL &&
		                             g_strcmp0(about->partner->id, about->id) != 0
		                     ? about->partner->id
		                     : NULL,
		.part = ot_say_path(saying, part, attr),
		.place = ot_say_place(saying, part),
		.title = ot_say_title(saying, part),
		.label = ot_say_label(saying, part, attr,
		                      kind != OT_CHANGE_ADDED && kind != OT_CHANGE_REMOVED),
		.old_node = old != NULL ? old->node : NULL,
		.new_node = new != NULL ? new->node : NULL,
	};
}

static char *
name_of(OtChangeKind kind, const char *about, const char *part)
{
	return g_strdup_printf("%s %s %s", kind_names[kind], about, part);
}

void
ot_changes_add(OtChanges *changes, const OtChange *change)
{
	g_array_append_val(changes->changes, *change);
	g_hash_table_insert(changes->names, name_of(change->kind, change->about, change->part),
	                    GUINT_TO_POINTER(changes->changes->len));
	changes->n_material += !change->routine;
}

static void
add_change(const Comparison *comparison, const OtChange *change)
{
	ot_changes_add(comparison->changes, change);
}

/* --- kinds of change ----------------------------------------------------------------------- */

/* An outcome or measure more is more to show, one less is less. */
static OtChangeEffect
effect_of_whole(const OtPart *part, bool added)
{
	if (strcmp(part->name, "outcome") != 0 &&
	    (strcmp(part->name, "measure") != 0 || strcmp(part->parent->name, "outcome") != 0))
		return OT_EFFECT_NONE;
	return added ? OT_EFFECT_STRONGER : OT_EFFECT_WEAKER;
}

static void
add_whole(const Comparison *comparison, const OtPart *part, bool added)
{
	const OtSaying *saying = &comparison->saying;
	const char *text = ot_say_text(saying, part);
	OtChange change = start_change(comparison, added ? OT_CHANGE_ADDED : OT_CHANGE_REMOVED,
	                               added ? NULL : part, added ? part : NULL, NULL);

	if (part->type == NULL || part->type->content != NULL)
		text = ot_say_value(saying, part, NULL, text);
	change.effect = effect_of_whole(part, added);
	*(added ? &change.new : &change.old) = text;
	change.sentence = ot_say_sentence(saying, added ? "change-added" : "change-removed",
	                                  change.label, change.old, change.new, NULL);
	add_change(comparison, &change);
}

/* An element around others that have ids is added or removed as these are. */
static void
add_wholes(const Comparison *comparison, const OtPart *part, bool added)
{
	if (part->id != NULL || !part->holds_ids) {
		add_whole(comparison, part, added);
		return;
	}
	for (const OtPart *child = part->first; child != NULL; child = child->next)
		if (child->partner == NULL)
			add_wholes(comparison, child, added);
}

static void
compare_ids(const Comparison *comparison, const OtPart *old, const OtPart *new)
{
	if (g_strcmp0(old->id, new->id) == 0)
		return;
	OtChange change = start_change(comparison, OT_CHANGE_RENAMED, old, new, NULL);
	change.routine = true;
	change.old = old->id;
	change.new = new->id;
	change.sentence = ot_say_sentence(&comparison->saying, "change-renamed", change.label,
	                                  old->id, new->id, NULL);
	add_change(comparison, &change);
}

static void
add_move(const Comparison *comparison, const OtPart *old, const OtPart *new)
{
	const OtSaying *saying = &comparison->saying;
	OtChange change = start_change(comparison, OT_CHANGE_MOVED, old, new, NULL);
	bool within = old->parent->partner == new->parent;

	/* another place in the same list changes nothing of what is asked for */
	change.routine |= within;
	change.old = within ? ot_arena_printf(saying->arena, "%d", old->number)
	                    : ot_say_place(saying, old->parent);
	change.new = within ? ot_arena_printf(saying->arena, "%d", new->number)
	                    : ot_say_place(saying, new->parent);
	change.sentence = ot_say_sentence(saying, within ? "change-moved" : "change-moved-to",
	                                  change.label, change.old, change.new, NULL);
	add_change(comparison, &change);
}

/* In the language that is wanted; `lang` is set where there is no translation. */
static const char *
say_words(const Comparison *comparison, const char *words, const char **lang)
{
	const char *said = ot_say_translated(&comparison->saying, words);

	if (comparison->saying.translation != NULL && said == words)
		*lang = comparison->lang;
	return said;
}

static void
compare_texts(Comparison *comparison, const OtPart *old, const OtPart *new, const char *attr,
              const char *before, const char *after)
{
	OtChange change = start_change(comparison, OT_CHANGE_REWORDED, old, new, attr);

	change.old = say_words(comparison, before, &change.old_lang);
	change.new = say_words(comparison, after, &change.new_lang);
	change.words =
		ot_words_compare(&comparison->words, change.old, change.new, &change.n_words);
	change.sentence = ot_say_sentence(&comparison->saying, "change-reworded", change.label,
	                                  NULL, NULL, NULL);
	add_change(comparison, &change);
}

/* A value that is in one version or in both; an empty text counts as none. */
static void
compare_values(Comparison *comparison, const OtPart *old, const OtPart *new, const char *attr,
               const char *before, const char *after)
{
	const OtSaying *saying = &comparison->saying;

	if (g_strcmp0(before, after) == 0)
		return;
	if (before != NULL && after != NULL && ot_say_is_told(saying, new, attr)) {
		compare_texts(comparison, old, new, attr, before, after);
		return;
	}
	OtChange change = start_change(comparison, OT_CHANGE_VALUE, old, new, attr);
	const OtValueChange value = {old, new, attr, before, after};
	ot_value_say(saying, &value, &change);
	add_change(comparison, &change);
}

/* --- references ---------------------------------------------------------------------------- */

static int
compare_ids_in_list(const void *one, const void *other)
{
	return strcmp(*(char *const *) one, *(char *const *) other);
}

/* The ids of a reference, sorted; old ones as they are called in the new version. */
static const char *
sort_references(const Comparison *comparison, const OtPartAttr *attr, bool old)
{
	g_auto(GStrv) ids = g_strsplit(attr->value, " ", -1);
	guint n = g_strv_length(ids);

	for (guint i = 0; old && i < n; i++) {
		g_autofree char *full = g_strconcat(attr->decl->refers_to, " ", ids[i], NULL);
		const OtPart *part = g_hash_table_lookup(comparison->old_ids, full);
		if (part == NULL || part->partner == NULL || part->partner->id == NULL)
			continue;
		g_free(ids[i]);
		ids[i] = g_strdup(part->partner->id);
	}
	qsort(ids, n, sizeof *ids, compare_ids_in_list);
	g_autofree char *joined = g_strjoinv(", ", ids);
	return ot_arena_strdup(comparison->saying.arena, joined);
}

static const char *
value_of(const Comparison *comparison, const OtPart *part, const OtPartAttr *attr, bool old)
{
	if (attr->decl != NULL && attr->decl->refers_to != NULL)
		return sort_references(comparison, attr, old);
	return ot_part_attr(part, attr->name);
}

static const OtPartAttr *
find_attr(const OtPart *part, const char *name)
{
	for (guint i = 0; i < part->n_attrs; i++)
		if (strcmp(part->attrs[i].name, name) == 0)
			return &part->attrs[i];
	return NULL;
}

static void
compare_attr(Comparison *comparison, const OtPart *old, const OtPart *new, const char *name)
{
	const OtPartAttr *before = find_attr(old, name), *after = find_attr(new, name);

	/* What isn't there may still mean something. */
	compare_values(comparison, old, new, name,
	               before != NULL ? value_of(comparison, old, before, true)
	                              : ot_part_attr(old, name),
	               after != NULL ? value_of(comparison, new, after, false)
	                             : ot_part_attr(new, name));
}

static void
compare_attrs(Comparison *comparison, const OtPart *old, const OtPart *new)
{
	for (guint i = 0; i < new->n_attrs; i++)
		compare_attr(comparison, old, new, new->attrs[i].name);
	for (guint i = 0; i < old->n_attrs; i++)
		if (find_attr(new, old->attrs[i].name) == NULL)
			compare_attr(comparison, old, new, old->attrs[i].name);
}

/* --- the order of children ----------------------------------------------------------------- */

/*
 * The members of a longest increasing subsequence of `places`, by the method of patience sorting:
 * what is not among them was moved.
 */
static void
mark_in_order(const int *places, guint n, bool *in_order)
{
	g_autofree guint *tops = g_new(guint, n + 1); /* of the piles: indexes */
	g_autofree int *before = g_new(int, n + 1);
	guint n_piles = 0;

	for (guint i = 0; i < n; i++) {
		guint low = 0, high = n_piles;
		while (low < high) {
			guint middle = (low + high) / 2;
			if (places[tops[middle]] < places[i])
				low = middle + 1;
			else
				high = middle;
		}
		before[i] = low > 0 ? (int) tops[low - 1] : -1;
		tops[low] = i;
		n_piles = MAX(n_piles, low + 1);
	}
	for (int at = n_piles > 0 ? (int) tops[n_piles - 1] : -1; at >= 0; at = before[at])
		in_order[at] = true;
}

static bool
stays_with(const OtPart *new, const OtPart *parent)
{
	return new->partner != NULL && new->partner->parent == parent->partner;
}

/* For each child, by its place, whether it stands in the order of the old version. */
static bool *
find_order(const OtPart *new)
{
	guint n = new->last != NULL ? (guint) new->last->place + 1 : 0, n_stay = 0;
	g_autofree int *places = g_new(int, n + 1);
	g_autofree guint *indexes = g_new(guint, n + 1);
	g_autofree bool *stay_in_order = g_new0(bool, n + 1);
	bool *in_order = g_new0(bool, n + 1);

	for (const OtPart *child = new->first; child != NULL; child = child->next) {
		if (!stays_with(child, new))
			continue;
		places[n_stay] = child->partner->place;
		indexes[n_stay++] = (guint) child->place;
	}
	mark_in_order(places, n_stay, stay_in_order);
	for (guint i = 0; i < n_stay; i++)
		in_order[indexes[i]] = stay_in_order[i];
	return in_order;
}

/* --- going through both -------------------------------------------------------------------- */

static void
compare_parts(Comparison *comparison, const OtPart *old, const OtPart *new);

/* What was removed up to a child of the old part, or to its end for NULL. */
static const OtPart *
pass_removed(const Comparison *comparison, const OtPart *at, const OtPart *end)
{
	for (; at != NULL && at != end; at = at->next)
		if (at->partner == NULL)
			add_wholes(comparison, at, false);
	return at;
}

static void
compare_children(Comparison *comparison, const OtPart *old, const OtPart *new)
{
	g_autofree bool *in_order = find_order(new);
	const OtPart *at = old->first;

	for (const OtPart *child = new->first; child != NULL; child = child->next) {
		if (child->partner == NULL) {
			add_wholes(comparison, child, true);
			continue;
		}
		if (in_order[child->place])
			at = pass_removed(comparison, at, child->partner);
		else
			add_move(comparison, child->partner, child);
		compare_parts(comparison, child->partner, child);
	}
	pass_removed(comparison, at, NULL);
}

static void
compare_parts(Comparison *comparison, const OtPart *old, const OtPart *new)
{
	compare_ids(comparison, old, new);
	compare_attrs(comparison, old, new);
	if (old->first == NULL && new->first == NULL)
		compare_values(comparison, old, new, NULL, *old->text != '\0' ? old->text : NULL,
		               *new->text != '\0' ? new->text : NULL);
	compare_children(comparison, old, new);
}

/* --- all ----------------------------------------------------------------------------------- */

static OtChangeVersion
describe(const Comparison *comparison, OtPart *root)
{
	const OtPart *identity = ot_part_child(root, "identity");
	const OtPart *title = identity != NULL ? ot_part_child(identity, "title") : NULL;
	OtArena *arena = comparison->saying.arena;
	OtChangeVersion version = {
		.title = title != NULL ? ot_say_translated(&comparison->saying, title->text) : NULL,
	};

	if (identity == NULL)
		return version;
	version.reference = ot_arena_strdup(arena, ot_part_attr(identity, "reference"));
	version.version = ot_arena_strdup(arena, ot_part_attr(identity, "version"));
	version.date = ot_arena_strdup(arena, ot_part_attr(identity, "date"));
	version.date_text = ot_format_date(comparison->saying.labels, arena, version.date);
	return version;
}

static GHashTable *
index_old_ids(const OtParts *parts)
{
	GHashTable *ids = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

	for (guint i = 0; i < parts->old_named->len; i++) {
		OtPart *part = g_ptr_array_index(parts->old_named, i);
		g_hash_table_insert(ids, g_strconcat(part->name, " ", part->id, NULL), part);
	}
	return ids;
}

OtChanges *
ot_changes_compare(xmlDoc *old, xmlDoc *new, const OtSchemaModel *model, const OtLabels *labels)
{
	return ot_changes_compare_in(old, new, model, labels, NULL);
}

OtChanges *
ot_changes_compare_in(xmlDoc *old, xmlDoc *new, const OtSchemaModel *model,
                      const OtLabels *labels, const OtTranslation *translation)
{
	OtChanges *changes = g_new0(OtChanges, 1);
	g_autoptr(OtParts) parts = ot_parts_new(old, new, model);

	changes->changes = g_array_new(FALSE, TRUE, sizeof(OtChange));
	changes->names = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	ot_parts_match(parts);
	g_autoptr(GHashTable) ids = index_old_ids(parts);
	/* what the changes say lives as long as they do */
	changes->arena = parts->arena;
	Comparison comparison = {
		.changes = changes,
		.parts = parts,
		.saying = {changes->arena, model, labels, translation},
		.words = {.arena = changes->arena},
		.old_ids = ids,
		.lang = ot_part_attr(parts->new, "xml:lang"),
	};
	changes->old = describe(&comparison, parts->old);
	changes->new = describe(&comparison, parts->new);
	compare_parts(&comparison, parts->old, parts->new);
	parts->arena = NULL;
	return changes;
}

void
ot_changes_free(OtChanges *changes)
{
	if (changes == NULL)
		return;
	g_array_unref(changes->changes);
	g_hash_table_unref(changes->names);
	ot_arena_free(changes->arena);
	g_free(changes);
}

size_t
ot_changes_count(const OtChanges *changes)
{
	return changes->changes->len;
}

const OtChange *
ot_changes_get(const OtChanges *changes, size_t index)
{
	return &g_array_index(changes->changes, OtChange, index);
}

size_t
ot_changes_count_material(const OtChanges *changes)
{
	return changes->n_material;
}

const OtChange *
ot_changes_find(const OtChanges *changes, OtChangeKind kind, const char *about, const char *part)
{
	g_autofree char *name = name_of(kind, about, part);
	guint at = GPOINTER_TO_UINT(g_hash_table_lookup(changes->names, name));

	return at > 0 ? ot_changes_get(changes, at - 1) : NULL;
}

const OtChangeVersion *
ot_changes_old(const OtChanges *changes)
{
	return &changes->old;
}

const OtChangeVersion *
ot_changes_new(const OtChanges *changes)
{
	return &changes->new;
}

bool
ot_changes_are_related(const OtChanges *changes)
{
	return g_strcmp0(changes->old.reference, changes->new.reference) == 0 ||
	       g_strcmp0(changes->old.title, changes->new.title) == 0;
}

const char *
ot_change_kind_name(OtChangeKind kind)
{
	return kind_names[kind];
}

const char *
ot_change_effect_name(OtChangeEffect effect)
{
	static const char *const names[] = {"none", "stronger", "weaker"};

	return names[effect];
}
