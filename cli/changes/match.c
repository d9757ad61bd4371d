/* SPDX-License-Identifier: MIT */
#include "changes/part.h"

#include <string.h>

/* Elements with one id but no more in common than this are perhaps not the same, ... */
#define DOUBTFUL 0.3
/* ... if with another one it is as much as this; so are elements whose id is gone. */
#define SURE 0.6
/* Texts without an id that stand in the same list are the same from here on. */
#define ALIKE 0.4

/*
 * What tells elements without an id apart: an attribute, or for NULL the text of the child "name".
 */
static const struct {
	const char *element, *attr;
} keys[] = {
	{"asset", "name"},      {"change", "version"},      {"cpv", "code"},
	{"identifier", "scheme"}, {"lawful-basis", "article"}, {"note", "about"},
	{"notice", "kind"},     {"purpose", "code"},        {"special-condition", "article"},
	{"term", NULL},
};

static void
join(OtPart *old, OtPart *new)
{
	old->partner = new;
	new->partner = old;
}

/* --- elements with an id ------------------------------------------------------------------- */

/* "outcome O1"; free with g_free(). */
static char *
full_id(const OtPart *part)
{
	return g_strconcat(part->name, " ", part->id, NULL);
}

static GHashTable *
index_ids(const GPtrArray *named)
{
	GHashTable *ids = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

	for (guint i = 0; i < named->len; i++)
		g_hash_table_insert(ids, full_id(g_ptr_array_index(named, i)),
		                    g_ptr_array_index(named, i));
	return ids;
}

static OtPart *
find_same_id(GHashTable *ids, const OtPart *part)
{
	g_autofree char *id = full_id(part);

	return g_hash_table_lookup(ids, id);
}

/* Numbers of contents to the one part without partner that holds it; NULL where several do. */
static GHashTable *
index_contents(const GPtrArray *named)
{
	GHashTable *contents = g_hash_table_new(NULL, NULL);

	for (guint i = 0; i < named->len; i++) {
		OtPart *part = g_ptr_array_index(named, i);
		gpointer key = GUINT_TO_POINTER(part->content);
		if (part->partner == NULL)
			g_hash_table_insert(contents, key,
			                    g_hash_table_contains(contents, key) ? NULL : part);
	}
	return contents;
}

static void
match_unchanged(OtParts *parts, GHashTable *new_ids)
{
	for (guint i = 0; i < parts->old_named->len; i++) {
		OtPart *old = g_ptr_array_index(parts->old_named, i);
		OtPart *new = find_same_id(new_ids, old);
		if (new != NULL && new->content == old->content)
			join(old, new);
	}
}

/* Elements that hold the same under other ids, as when two ids were exchanged. */
static void
match_renamed(OtParts *parts)
{
	g_autoptr(GHashTable) old_contents = index_contents(parts->old_named);
	g_autoptr(GHashTable) new_contents = index_contents(parts->new_named);

	for (guint i = 0; i < parts->old_named->len; i++) {
		OtPart *old = g_ptr_array_index(parts->old_named, i);
		gpointer key = GUINT_TO_POINTER(old->content);
		OtPart *new = g_hash_table_lookup(new_contents, key);
		if (old->partner == NULL && new != NULL &&
		    g_hash_table_lookup(old_contents, key) == old)
			join(old, new);
	}
}

/* With `doubt`, only those that are alike; else all that are left. */
static void
match_same_id(OtParts *parts, GHashTable *new_ids, bool doubt)
{
	for (guint i = 0; i < parts->old_named->len; i++) {
		OtPart *old = g_ptr_array_index(parts->old_named, i);
		OtPart *new = old->partner == NULL ? find_same_id(new_ids, old) : NULL;
		if (new != NULL && new->partner == NULL &&
		    (!doubt || ot_parts_likeness(parts, old, new) >= DOUBTFUL))
			join(old, new);
	}
}

static GPtrArray *
list_single(const GPtrArray *all)
{
	GPtrArray *single = g_ptr_array_new();

	for (guint i = 0; i < all->len; i++) {
		OtPart *part = g_ptr_array_index(all, i);
		if (part->partner == NULL)
			g_ptr_array_add(single, part);
	}
	return single;
}

static void
match_named(OtParts *parts)
{
	g_autoptr(GHashTable) new_ids = index_ids(parts->new_named);

	match_unchanged(parts, new_ids);
	match_renamed(parts);
	match_same_id(parts, new_ids, true);
	g_autoptr(GPtrArray) old = list_single(parts->old_named);
	g_autoptr(GPtrArray) new = list_single(parts->new_named);
	ot_parts_pair_alike(parts, old, new, SURE);
	match_same_id(parts, new_ids, false);
}

/* --- children ------------------------------------------------------------------------------ */

static const char *
key_of(const OtPart *part)
{
	for (size_t i = 0; i < G_N_ELEMENTS(keys); i++) {
		if (strcmp(keys[i].element, part->name) != 0)
			continue;
		if (keys[i].attr != NULL)
			return ot_part_attr(part, keys[i].attr);
		const OtPart *name = ot_part_child(part, "name");
		return name != NULL ? name->text : NULL;
	}
	return NULL;
}

/* True where an id or a key names a part, so that its place does not. */
static bool
is_named(const OtPart *part)
{
	return part->id != NULL || key_of(part) != NULL;
}

/* Going through the children of one parent. */
typedef struct {
	bool is_new;
	const OtPart *before; /* the last one that has a partner */
} Pass;

/* What makes two children the same at one step of the matching; NULL: nothing does. */
typedef char *Name(const OtPart *part, const Pass *pass);

static char *
name_by_key(const OtPart *part, const Pass *pass)
{
	const char *key = key_of(part);

	(void) pass;
	return key != NULL ? g_strdup_printf("%s %s", part->name, key) : NULL;
}

static char *
name_by_content(const OtPart *part, const Pass *pass)
{
	(void) pass;
	return key_of(part) == NULL ? g_strdup_printf("%u", part->content) : NULL;
}

/* By the last child before it that has a partner. */
static char *
name_by_gap(const OtPart *part, const Pass *pass)
{
	const OtPart *mark = pass->before == NULL || pass->is_new ? pass->before
	                                                         : pass->before->partner;

	return is_named(part) ? NULL
	                      : g_strdup_printf("%s %p", part->name, (const void *) mark);
}

/* The name of a child, or NULL; the pass goes on to the next. */
static char *
name_next(OtPart *child, Name *name, Pass *pass)
{
	if (child->partner != NULL)
		pass->before = child;
	return child->partner == NULL ? name(child, pass) : NULL;
}

/* Names to the loose children that have them, in order. */
static GHashTable *
index_children(const OtPart *parent, Name *name)
{
	GHashTable *names = g_hash_table_new_full(g_str_hash, g_str_equal, g_free,
	                                          (GDestroyNotify) g_queue_free);
	Pass pass = {.is_new = true};

	for (OtPart *child = parent->first; child != NULL; child = child->next) {
		g_autofree char *key = name_next(child, name, &pass);
		if (key == NULL)
			continue;
		GQueue *queue = g_hash_table_lookup(names, key);
		if (queue == NULL) {
			queue = g_queue_new();
			g_hash_table_insert(names, g_steal_pointer(&key), queue);
		}
		g_queue_push_tail(queue, child);
	}
	return names;
}

/* Pair the children that have the same name, those of one name in their order. */
static void
match_by(const OtPart *old, const OtPart *new, Name *name)
{
	g_autoptr(GHashTable) names = index_children(new, name);
	g_autoptr(GPtrArray) found = g_ptr_array_new();
	Pass pass = {.is_new = false};

	for (OtPart *child = old->first; child != NULL; child = child->next) {
		g_autofree char *key = name_next(child, name, &pass);
		GQueue *queue = key != NULL ? g_hash_table_lookup(names, key) : NULL;
		OtPart *partner = queue != NULL ? g_queue_pop_head(queue) : NULL;
		if (partner != NULL) {
			g_ptr_array_add(found, child);
			g_ptr_array_add(found, partner);
		}
	}
	/* only now, so that gaps stay what they were */
	for (guint i = 0; i < found->len; i += 2)
		join(g_ptr_array_index(found, i), g_ptr_array_index(found, i + 1));
}

/* Children without partner; those that are named only with `named`. */
static GPtrArray *
list_loose(const OtPart *parent, bool named)
{
	GPtrArray *loose = g_ptr_array_new();

	for (OtPart *child = parent->first; child != NULL; child = child->next)
		if (child->partner == NULL && (named || !is_named(child)))
			g_ptr_array_add(loose, child);
	return loose;
}

static bool
pair_loose(OtParts *parts, const OtPart *old, const OtPart *new, bool named, double least)
{
	g_autoptr(GPtrArray) old_loose = list_loose(old, named);
	g_autoptr(GPtrArray) new_loose = list_loose(new, named);

	ot_parts_pair_alike(parts, old_loose, new_loose, least);
	return old_loose->len > 0 && new_loose->len > 0;
}

static void
match_children(OtParts *parts, OtPart *old)
{
	OtPart *new = old->partner;

	match_by(old, new, name_by_key);
	match_by(old, new, name_by_content);
	pair_loose(parts, old, new, true, SURE);
	if (pair_loose(parts, old, new, false, ALIKE))
		match_by(old, new, name_by_gap);
	for (OtPart *child = old->first; child != NULL; child = child->next)
		if (child->partner != NULL && child->id == NULL)
			match_children(parts, child);
}

void
ot_parts_match(OtParts *parts)
{
	match_named(parts);
	join(parts->old, parts->new);
	match_children(parts, parts->old);
	for (guint i = 0; i < parts->old_named->len; i++) {
		OtPart *old = g_ptr_array_index(parts->old_named, i);
		if (old->partner != NULL)
			match_children(parts, old);
	}
}
