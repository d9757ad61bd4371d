/* SPDX-License-Identifier: MIT */
#include "changes/merging.h"

#include "xml/read.h"

#include <string.h>

/* How a section of a specification is joined. */
typedef enum {
	HOW_ALL,   /* side by side, those that are the same once only */
	HOW_UNION, /* its children, in the same way */
	HOW_LEAD,  /* that of the lead, or of the first that has one; the others are listed */
	HOW_OWN,   /* elsewhere: by rules of its own */
} How;

static const struct {
	const char *name;
	How how;
	/* children with this attribute or child are the same; NULL: who hold the same */
	const char *key;
} sections[] = {
	{"identity", HOW_OWN, NULL},
	{"authority", HOW_ALL, NULL},
	{"context", HOW_OWN, NULL},
	{"problems", HOW_UNION, NULL},
	{"users", HOW_UNION, NULL},
	{"outcomes", HOW_OWN, NULL},
	{"requirements", HOW_UNION, NULL},
	{"constraints", HOW_UNION, NULL},
	{"standards", HOW_UNION, NULL},
	{"assumptions", HOW_UNION, NULL},
	{"questions", HOW_UNION, NULL},
	{"scope", HOW_UNION, NULL},
	{"lots", HOW_UNION, NULL},
	{"budget", HOW_OWN, NULL},
	{"timeline", HOW_LEAD, NULL},
	{"route", HOW_LEAD, NULL},
	{"social-value", HOW_UNION, NULL},
	{"flags", HOW_OWN, NULL},
	{"data-protection", HOW_LEAD, NULL},
	{"digital-services", HOW_UNION, NULL},
	{"risks", HOW_UNION, NULL},
	{"data-and-exit", HOW_LEAD, NULL},
	{"evaluation", HOW_LEAD, NULL},
	{"required-assets", HOW_UNION, "@name"},
	{"engagement", HOW_LEAD, NULL},
	{"funding", HOW_UNION, NULL},
	{"glossary", HOW_UNION, "name"},
	{"history", HOW_OWN, NULL},
	{"suppressions", HOW_OWN, NULL},
};

/* The result and a source while one is joined to the other. */
typedef struct {
	OtMerge *merge;
	OtParts *parts; /* the result, and the source */
	size_t source;
} Joining;

/* --- children that are the same ------------------------------------------------------------ */

static const char *
key_of(const OtPart *part, const char *key)
{
	if (*key == '@')
		return ot_part_attr(part, key + 1);
	const OtPart *child = ot_part_child(part, key);
	return child != NULL ? child->text : NULL;
}

static bool
is_same(const OtPart *one, const OtPart *other, const char *key)
{
	if (strcmp(one->name, other->name) != 0)
		return false;
	return key != NULL ? g_strcmp0(key_of(one, key), key_of(other, key)) == 0
	                   : one->content == other->content;
}

/* Numbers of contents of the children of a part to the first child that has it. */
static GHashTable *
index_children(const OtPart *parent, const char *key)
{
	GHashTable *index = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

	for (OtPart *child = parent->first; child != NULL; child = child->next) {
		const char *own = key != NULL ? key_of(child, key) : NULL;
		char *name = key != NULL ? g_strdup_printf("%s %s", child->name, own)
		                         : g_strdup_printf("%u", child->content);
		if (g_hash_table_contains(index, name))
			g_free(name);
		else
			g_hash_table_insert(index, name, child);
	}
	return index;
}

static OtPart *
find_same(GHashTable *index, const OtPart *part, const char *key)
{
	g_autofree char *name = key != NULL
	                                ? g_strdup_printf("%s %s", part->name, key_of(part, key))
	                                : g_strdup_printf("%u", part->content);
	OtPart *found = g_hash_table_lookup(index, name);

	return found != NULL && is_same(found, part, key) ? found : NULL;
}

static const char *
say_key(const OtMerge *merge, const OtPart *part, const char *key)
{
	const char *value = key_of(part, key);

	return *key == '@' ? ot_say_value(&merge->saying, part, key + 1, value) : value;
}

/* Of two with one key that hold different things, the lead's stays. */
static void
tell_other(const Joining *joining, const OtPart *to, const OtPart *from, const char *key)
{
	OtMerge *merge = joining->merge;
	const OtSaying *saying = &merge->saying;
	const char *section = ot_say_section(from)->name;
	const char *title = ot_say_capital(saying, say_key(merge, from, key));
	g_autofree char *name = g_strdup_printf("%s %s", section, key_of(from, key));
	OtMergeItem *item = g_hash_table_lookup(merge->common, name);

	if (item == NULL) {
		item = ot_merge_add(merge, OT_MERGE_DECIDE, section, title,
		                    "what the first one says was taken");
		ot_merge_add_row(merge, item, ot_say_element(saying, from));
		g_hash_table_insert(merge->common, g_steal_pointer(&name), item);
	}
	const char **values = (const char **) g_array_index(item->rows, OtMergeRow, 0).values;
	values[ot_merge_source_of(to)] = ot_say_text(saying, to);
	values[joining->source] = ot_say_text(saying, from);
}

static void
join_children(const Joining *joining, OtPart *to, const OtPart *from, const char *key)
{
	g_autoptr(GHashTable) index = index_children(to, key);

	for (const OtPart *child = from->first; child != NULL; child = child->next) {
		const OtPart *same = find_same(index, child, key);
		const OtParticle *particle =
			to->type != NULL ? ot_complex_type_particle(to->type, child->name) : NULL;
		if (same != NULL && same->content != child->content)
			tell_other(joining, same, child, key);
		else if (same != NULL)
			ot_merge_note_joined(joining->merge, child, same);
		else if (particle == NULL || particle->repeats ||
		         ot_part_child(to, child->name) == NULL)
			ot_merge_insert(joining->merge, to->node, to->type, child->node);
	}
}

/* --- sections ------------------------------------------------------------------------------ */

static void
tell_left_out(const Joining *joining, const OtPart *from, const char *why)
{
	OtMerge *merge = joining->merge;
	const OtSaying *saying = &merge->saying;
	const char *words = ot_say_element(saying, from);
	OtMergeItem *item =
		ot_merge_add(merge, OT_MERGE_LEFT_OUT, from->name,
	                     ot_arena_printf(merge->arena, "%s: %s", ot_say_capital(saying, words),
	                                     ot_merge_source(merge, joining->source)->name), why);
	const char **values = ot_merge_add_row(merge, item, words);
	values[joining->source] = ot_say_text(saying, from);
}

/* The text of each background, after a line that says whose it is. */
static void
join_context(const Joining *joining, OtPart *to, const OtPart *from)
{
	OtPart *background = ot_part_child(to, "background");
	const OtPart *more = ot_part_child(from, "background");
	OtPart *estate = ot_part_child(to, "estate");
	const OtPart *systems = ot_part_child(from, "estate");

	if (background != NULL && more != NULL) {
		g_autofree char *whose = g_strdup_printf(
			"%s:", ot_merge_source(joining->merge, joining->source)->name);
		xmlNewTextChild(background->node, NULL, (const xmlChar *) "paragraph",
		                (const xmlChar *) whose);
		for (const OtPart *child = more->first; child != NULL; child = child->next)
			xmlAddChild(background->node,
			            xmlDocCopyNode(child->node, joining->merge->result, 1));
	}
	for (const OtPart *child = from->first; child != NULL; child = child->next)
		if (strcmp(child->name, "driver") == 0)
			ot_merge_insert(joining->merge, to->node, to->type, child->node);
	if (estate != NULL && systems != NULL)
		join_children(joining, estate, systems, NULL);
	else if (systems != NULL)
		ot_merge_insert(joining->merge, to->node, to->type, systems->node);
}

/* What is so for one is so for the whole. */
static void
join_flags(const Joining *joining, OtPart *to, const OtPart *from)
{
	for (guint i = 0; i < from->n_attrs; i++)
		if (strcmp(from->attrs[i].value, "yes") == 0)
			xmlSetProp(to->node, (const xmlChar *) from->attrs[i].name,
			           (const xmlChar *) "yes");
	join_children(joining, to, from, "@about");
}

static void
join_own(const Joining *joining, OtPart *to, const OtPart *from)
{
	if (strcmp(from->name, "context") == 0)
		join_context(joining, to, from);
	else if (strcmp(from->name, "flags") == 0)
		join_flags(joining, to, from);
}

static void
join_section(const Joining *joining, const OtPart *from, How how, const char *key)
{
	OtPart *to = ot_part_child(joining->parts->old, from->name);
	OtPart *root = joining->parts->old;

	if (strcmp(from->name, "suppressions") == 0)
		return;
	for (OtPart *same = to; how == HOW_ALL && same != NULL; same = same->next)
		if (same->content == from->content && strcmp(same->name, from->name) == 0) {
			ot_merge_note_joined(joining->merge, from, same);
			return;
		}
	if (to == NULL || how == HOW_ALL) {
		ot_merge_insert(joining->merge, root->node, root->type, from->node);
		return;
	}
	if (how == HOW_UNION)
		join_children(joining, to, from, key);
	else if (how == HOW_OWN)
		join_own(joining, to, from);
	else if (to->content != from->content)
		tell_left_out(joining, from,
		              "only one can stand there, and that of the lead was taken");
}

/* Findings that were set aside belong to the file in which they were. */
static void
drop_suppressions(const OtMerge *merge)
{
	xmlNode *node =
		ot_xml_child(xmlDocGetRootElement(merge->result), "suppressions");

	if (node == NULL)
		return;
	xmlUnlinkNode(node);
	xmlFreeNode(node);
}

void
ot_merge_sections(OtMerge *merge, size_t source)
{
	drop_suppressions(merge);
	g_autoptr(OtParts) parts = ot_parts_new(merge->result, ot_merge_source(merge, source)->tree,
	                                        merge->model);
	const Joining joining = {merge, parts, source};

	for (const OtPart *from = parts->new->first; from != NULL; from = from->next)
		for (size_t i = 0; i < G_N_ELEMENTS(sections); i++)
			if (strcmp(sections[i].name, from->name) == 0)
				join_section(&joining, from, sections[i].how, sections[i].key);
}
