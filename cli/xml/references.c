/* SPDX-License-Identifier: MIT */
#include "xml/schema-check.h"

#include "base/limits.h"
#include "base/suggest.h"

#include <string.h>

/* How many ids a finding lists, and among how many it looks for the nearest. */
#define MOST_LISTED   8
#define MOST_COMPARED 1000

/* The element that has an id first. */
typedef struct {
	const xmlNode *node;
	const char *kind; /* its name */
} Holder;

typedef struct {
	GHashTable *excused;
	GArray *mistakes;
	GHashTable *holders; /* id to Holder */
	/* "kind id" of elements that have an id which another has before them */
	GHashTable *known;
	GHashTable *kinds;   /* name of an element to a GPtrArray of its ids */
	GHashTable *highest; /* letters of ids to the highest number that follows them; or NULL */
	GHashTable *said;    /* "kind id" to the index of the mistake that says it is missing */
	GHashTable *unsure;  /* kinds of which an element has no id, or one that it can't keep */
} Index;

/* Called for each attribute that is an id or refers to one; `value` is NULL if it isn't there. */
typedef void Visit(Index *index, const xmlNode *node, const OtAttrDecl *attr, const char *value);

static void
walk(Index *index, const xmlNode *node, const OtComplexType *type, Visit *visit)
{
	for (guint i = 0; i < type->attrs->len; i++) {
		const OtAttrDecl *attr = &g_array_index(type->attrs, OtAttrDecl, i);
		if (!attr->identifies && attr->refers_to == NULL)
			continue;
		visit(index, node, attr, ot_xml_attr(node, attr->name));
	}
	/* The reader limits the depth. */
	for (const xmlNode *child = ot_xml_child(node, NULL); child != NULL;
	     child = ot_xml_next(child, NULL)) {
		const OtParticle *particle =
			ot_complex_type_particle(type, (const char *) child->name);
		if (particle != NULL && particle->type != NULL)
			walk(index, child, particle->type, visit);
	}
}

static bool
is_id(const char *text)
{
	return xmlValidateNCName((const xmlChar *) text, 0) == 0;
}

static char *
key_of(const char *kind, const char *id)
{
	return g_strconcat(kind, " ", id, NULL);
}

/* The letters before the number at the end of an id: "O" of "O12". */
static char *
letters_of(const char *id, int *number)
{
	size_t len = strlen(id);

	while (len > 0 && g_ascii_isdigit(id[len - 1]))
		len--;
	*number = strlen(id + len) < 7 ? atoi(id + len) : 0;
	return g_strndup(id, len);
}

static void
note_number(GHashTable *numbers, const char *id)
{
	int number;
	char *letters = letters_of(id, &number);
	int highest = GPOINTER_TO_INT(g_hash_table_lookup(numbers, letters));

	g_hash_table_replace(numbers, letters, GINT_TO_POINTER(MAX(number, highest)));
}

/* The highest numbers; they are only asked for where an id stands twice. */
static GHashTable *
find_highest(Index *index)
{
	GHashTableIter iter;
	gpointer id;

	if (index->highest != NULL)
		return index->highest;
	index->highest = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	g_hash_table_iter_init(&iter, index->holders);
	while (g_hash_table_iter_next(&iter, &id, NULL))
		note_number(index->highest, id);
	return index->highest;
}

static void
note_id(Index *index, const xmlNode *node, const OtAttrDecl *attr, const char *value)
{
	if (!attr->identifies)
		return;
	char *id = g_strstrip(g_strdup(value != NULL ? value : ""));
	const Holder *first = g_hash_table_lookup(index->holders, id);
	bool good = is_id(id);
	if (!good || first != NULL) {
		if (good)
			g_hash_table_add(index->known, key_of((const char *) node->name, id));
		g_hash_table_add(index->unsure, (void *) node->name);
		if (first != NULL)
			g_hash_table_add(index->unsure, (void *) first->kind);
		g_free(id);
		return;
	}
	Holder *holder = g_new(Holder, 1);
	*holder = (Holder){node, (const char *) node->name};
	g_hash_table_insert(index->holders, id, holder);
	GPtrArray *ids = g_hash_table_lookup(index->kinds, holder->kind);
	if (ids == NULL) {
		ids = g_ptr_array_new();
		g_hash_table_insert(index->kinds, (void *) holder->kind, ids);
	}
	g_ptr_array_add(ids, id);
}

static void
judge_id(Index *index, const xmlNode *node, const char *value)
{
	g_autofree char *id = g_strstrip(g_strdup(value));
	const Holder *holder = g_hash_table_lookup(index->holders, id);

	if (holder == NULL || holder->node == node)
		return;
	OtMistake *mistake = ot_mistake_add(index->mistakes, OT_MISTAKE_ID_TWICE, node);
	int number;
	g_autofree char *letters = letters_of(id, &number);
	GHashTable *highest = find_highest(index);
	int free_number = GPOINTER_TO_INT(g_hash_table_lookup(highest, letters)) + 1;
	mistake->other = holder->node;
	mistake->suggestion = g_strdup_printf("%s%d", letters, free_number);
	g_hash_table_replace(highest, g_steal_pointer(&letters), GINT_TO_POINTER(free_number));
	mistake->value = g_steal_pointer(&id);
}

/* The first few ids of a kind, for a message. */
static char **
list_ids(const GPtrArray *ids)
{
	GPtrArray *list = g_ptr_array_new();

	for (guint i = 0; ids != NULL && i < ids->len && i < MOST_LISTED; i++)
		g_ptr_array_add(list, g_strdup(g_ptr_array_index(ids, i)));
	if (ids != NULL && ids->len > MOST_LISTED)
		g_ptr_array_add(list, g_strdup("..."));
	g_ptr_array_add(list, NULL);
	return (char **) g_ptr_array_free(list, FALSE);
}

static void
judge_reference(Index *index, const xmlNode *node, const OtAttrDecl *attr, const char *id)
{
	const Holder *holder = g_hash_table_lookup(index->holders, id);
	gpointer said;

	if (holder != NULL && strcmp(holder->kind, attr->refers_to) == 0)
		return;
	g_autofree char *key = key_of(attr->refers_to, id);
	if (g_hash_table_contains(index->known, key) ||
	    g_hash_table_contains(index->excused, id) || !is_id(id))
		return;
	/* The id that is asked for may be the one that has to be put right. */
	if (holder == NULL && g_hash_table_contains(index->unsure, attr->refers_to))
		return;
	if (g_hash_table_lookup_extended(index->said, key, NULL, &said)) {
		g_array_index(index->mistakes, OtMistake, GPOINTER_TO_UINT(said)).more++;
		return;
	}
	g_hash_table_insert(index->said, g_steal_pointer(&key),
	                    GUINT_TO_POINTER(index->mistakes->len));

	const GPtrArray *ids = g_hash_table_lookup(index->kinds, attr->refers_to);
	OtMistake *mistake = ot_mistake_add(
		index->mistakes,
		holder != NULL ? OT_MISTAKE_REFERENCE_KIND : OT_MISTAKE_REFERENCE, node);
	mistake->name = g_strdup(attr->name);
	mistake->value = g_strdup(id);
	mistake->kind_wanted = attr->refers_to;
	mistake->other = holder != NULL ? holder->node : NULL;
	mistake->expected = list_ids(ids);
	if (ids != NULL && holder == NULL)
		mistake->suggestion = g_strdup(ot_nearest_name(
			id, (const char *const *) ids->pdata, MIN(ids->len, MOST_COMPARED)));
}

static void
judge(Index *index, const xmlNode *node, const OtAttrDecl *attr, const char *value)
{
	if (value == NULL || index->mistakes->len > 2 * OT_LIMIT_FINDINGS)
		return;
	if (attr->identifies) {
		judge_id(index, node, value);
		return;
	}
	/* Most name one. */
	if (strpbrk(value, " \t\r\n") == NULL && *value != '\0') {
		judge_reference(index, node, attr, value);
		return;
	}
	g_auto(GStrv) ids = g_strsplit_set(value, " \t\r\n", -1);
	for (size_t i = 0; ids[i] != NULL; i++)
		if (*ids[i] != '\0')
			judge_reference(index, node, attr, ids[i]);
}

void
ot_references_check(const OtSchemaModel *model, const xmlNode *root, GHashTable *excused,
                    GArray *mistakes)
{
	const OtComplexType *type = ot_schema_model_type(model, ot_schema_model_decl(model, root));
	Index index = {
		.excused = excused,
		.mistakes = mistakes,
		.holders = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free),
		.known = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL),
		.kinds = g_hash_table_new_full(g_str_hash, g_str_equal, NULL,
	                                       (GDestroyNotify) g_ptr_array_unref),
		.said = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL),
		.unsure = g_hash_table_new(g_str_hash, g_str_equal),
	};

	if (type != NULL) {
		walk(&index, root, type, note_id);
		walk(&index, root, type, judge);
	}
	g_hash_table_unref(index.kinds);
	g_hash_table_unref(index.holders);
	g_hash_table_unref(index.known);
	g_clear_pointer(&index.highest, g_hash_table_unref);
	g_hash_table_unref(index.said);
	g_hash_table_unref(index.unsure);
}
