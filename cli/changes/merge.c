/* SPDX-License-Identifier: MIT */
#include "changes/merging.h"

#include "base/error.h"
#include "xml/source.h"

#include <string.h>

/* Letters before ids; more of them make ids hard to read. */
#define MOST_LETTERS 6

static const char *const fate_names[OT_N_MERGE_FATES] = {"joined", "alike", "decide", "left-out"};

/* --- what is shared ------------------------------------------------------------------------ */

OtMergeSource *
ot_merge_source(const OtMerge *merge, size_t index)
{
	return &g_array_index(merge->sources, OtMergeSource, index);
}

OtPart *
ot_merge_section(const OtMerge *merge, size_t index, const char *name)
{
	return ot_part_child(ot_merge_source(merge, index)->parts->new, name);
}

static void
free_item(void *data)
{
	OtMergeItem *item = data;

	g_array_unref(item->rows);
	g_free(item);
}

OtMergeItem *
ot_merge_add(OtMerge *merge, OtMergeFate fate, const char *section, const char *title,
             const char *why)
{
	OtMergeItem *item = g_new0(OtMergeItem, 1);

	item->fate = fate;
	item->section = section;
	item->title = title;
	item->why = ot_arena_strdup(merge->arena, why);
	item->rows = g_array_new(FALSE, FALSE, sizeof(OtMergeRow));
	g_ptr_array_add(merge->items, item);
	return item;
}

const char **
ot_merge_add_row(OtMerge *merge, OtMergeItem *item, const char *label)
{
	const char **values =
		ot_arena_alloc(merge->arena, merge->sources->len * sizeof(const char *));
	const OtMergeRow row = {label, values};

	g_array_append_val(item->rows, row);
	return values;
}

static int
slot_of(const OtComplexType *type, const xmlNode *node)
{
	const OtParticle *particle =
		type != NULL ? ot_complex_type_particle(type, (const char *) node->name) : NULL;

	return particle != NULL ? particle->slot : G_MAXINT;
}

xmlNode *
ot_merge_insert(OtMerge *merge, xmlNode *parent, const OtComplexType *type, const xmlNode *node)
{
	xmlNode *copy = xmlDocCopyNode((xmlNode *) node, merge->result, 1);
	int slot = slot_of(type, node);
	xmlNode *before = parent->last;

	copy->_private = GSIZE_TO_POINTER(merge->current);

	while (before != NULL &&
	       (before->type != XML_ELEMENT_NODE || slot_of(type, before) > slot))
		before = before->prev;
	if (before != NULL)
		return xmlAddNextSibling(before, copy);
	return parent->children != NULL ? xmlAddPrevSibling(parent->children, copy)
	                                : xmlAddChild(parent, copy);
}

size_t
ot_merge_source_of(const OtPart *part)
{
	/* what is in the tree of the lead from the start carries no mark */
	for (const xmlNode *node = part->node; node != NULL && node->type == XML_ELEMENT_NODE;
	     node = node->parent)
		if (node->_private != NULL)
			return GPOINTER_TO_SIZE(node->_private);
	return 0;
}

/* --- sources ------------------------------------------------------------------------------- */

static const xmlNode *
find_buyer(const xmlDoc *tree)
{
	const xmlNode *root = xmlDocGetRootElement((xmlDoc *) tree);
	const xmlNode *first = ot_xml_child(root, "authority");

	for (const xmlNode *at = first; at != NULL; at = ot_xml_next(at, "authority"))
		if (g_strcmp0(ot_xml_attr(at, "role"), "buyer") == 0)
			return at;
	return first;
}

static const char *
name_source(OtMerge *merge, const OtMergeInput *input)
{
	const xmlNode *buyer = find_buyer(input->tree);
	const xmlNode *name = buyer != NULL ? ot_xml_child(buyer, "name") : NULL;
	g_autofree char *text = name != NULL ? ot_source_text(name) : NULL;

	return ot_arena_strdup(merge->arena, text != NULL && *text != '\0' ? text : input->file);
}

static bool
is_taken(const OtMerge *merge, const char *prefix)
{
	for (guint i = 0; i < merge->sources->len; i++)
		if (g_ascii_strcasecmp(ot_merge_source(merge, i)->prefix, prefix) == 0)
			return true;
	return false;
}

/* The first letters of the words of a name that are capitals, "HVCC"; with a number where taken. */
static const char *
make_prefix(OtMerge *merge, const char *name)
{
	g_autoptr(GString) letters = g_string_new(NULL);

	for (const char *at = name; *at != '\0'; at++)
		if (g_ascii_isupper(*at) && (at == name || at[-1] == ' ') &&
		    letters->len < MOST_LETTERS)
			g_string_append_c(letters, *at);
	if (letters->len == 0)
		g_string_append_c(letters, 'A');
	g_autofree char *prefix = g_strdup(letters->str);
	for (int n = 2; is_taken(merge, prefix); n++) {
		g_free(prefix);
		prefix = g_strdup_printf("%s%d", letters->str, n);
	}
	return ot_arena_strdup(merge->arena, prefix);
}

static void
add_source(OtMerge *merge, const OtMergeInput *input)
{
	OtMergeSource source = {.file = input->file, .name = name_source(merge, input)};

	source.prefix = make_prefix(merge, source.name);
	source.tree = xmlCopyDoc(input->tree, 1);
	ot_merge_prefix_ids(source.tree, merge->model, source.prefix);
	source.parts = ot_parts_new(source.tree, source.tree, merge->model);
	g_array_append_val(merge->sources, source);
}

static char *
language_of(const xmlDoc *tree)
{
	xmlChar *lang = xmlNodeGetLang(xmlDocGetRootElement((xmlDoc *) tree));
	char *copy = g_strdup(lang != NULL ? (const char *) lang : "");

	xmlFree(lang);
	return copy;
}

static bool
check_languages(const OtMergeInput *inputs, size_t n, GError **error)
{
	g_autofree char *first = language_of(inputs[0].tree);

	for (size_t i = 1; i < n; i++) {
		g_autofree char *other = language_of(inputs[i].tree);
		if (ot_lang_is_same(first, other))
			continue;
		g_set_error(
			error, OT_ERROR, OT_ERROR_INPUT,
			"%s is in %s and %s in %s; join versions in one language, and translate what "
			"comes of it",
			inputs[0].file, first, inputs[i].file, other);
		return false;
	}
	return true;
}

/* --- what is new in the result ------------------------------------------------------------- */

static const char *
latest_date(const OtMerge *merge)
{
	const char *latest = "";

	for (guint i = 0; i < merge->sources->len; i++) {
		const OtPart *identity = ot_merge_section(merge, i, "identity");
		const char *date = identity != NULL ? ot_part_attr(identity, "date") : NULL;
		if (date != NULL && strcmp(date, latest) > 0)
			latest = date;
	}
	return latest;
}

/* A first version of its own, whose history says what it was joined from. */
static void
begin_history(OtMerge *merge)
{
	xmlNode *root = xmlDocGetRootElement(merge->result);
	xmlNode *identity = ot_xml_child(root, "identity"),
		*history = ot_xml_child(root, "history");
	g_autoptr(GString) from = g_string_new("Joined from");
	const char *date = latest_date(merge);

	for (guint i = 0; i < merge->sources->len; i++) {
		const OtPart *own = ot_merge_section(merge, i, "identity");
		g_string_append_printf(from, "%s %s %s of %s", i > 0 ? ";" : "",
		                       ot_part_attr(own, "reference"), ot_part_attr(own, "version"),
		                       ot_merge_source(merge, i)->name);
	}
	g_string_append_c(from, '.');
	xmlSetProp(identity, (const xmlChar *) "version", (const xmlChar *) "0.1");
	xmlSetProp(identity, (const xmlChar *) "stage", (const xmlChar *) "draft");
	xmlSetProp(identity, (const xmlChar *) "date", (const xmlChar *) date);
	xmlNodeSetContent(history, NULL);
	xmlNode *change = xmlNewTextChild(history, NULL, (const xmlChar *) "change",
	                                  (const xmlChar *) from->str);
	xmlSetProp(change, (const xmlChar *) "version", (const xmlChar *) "0.1");
	xmlSetProp(change, (const xmlChar *) "date", (const xmlChar *) date);
}

static int
compare_items(const void *one, const void *other)
{
	const OtMergeItem *a = *(OtMergeItem *const *) one, *b = *(OtMergeItem *const *) other;

	return (int) a->fate - (int) b->fate;
}

/* By fate; within one in the order in which they were added. */
static void
sort_items(GPtrArray *items)
{
	/* GLib's sort is stable (2.32 and later say so of g_ptr_array_sort). */
	g_ptr_array_sort(items, compare_items);
}

/* --- all ----------------------------------------------------------------------------------- */

static void
join_all(OtMerge *merge)
{
	merge->result = xmlCopyDoc(ot_merge_source(merge, 0)->tree, 1);
	ot_merge_decide(merge);
	for (guint i = 1; i < merge->sources->len; i++) {
		merge->current = i;
		ot_merge_sections(merge, i);
		ot_merge_outcomes(merge, i);
	}
	ot_merge_update_references(merge);
	begin_history(merge);
	sort_items(merge->items);
}

OtMerge *
ot_merge_new(const OtMergeInput *inputs, size_t n_inputs, double alike, const OtSchemaModel *model,
             const OtLabels *labels, GError **error)
{
	if (!check_languages(inputs, n_inputs, error))
		return NULL;
	OtMerge *merge = g_new0(OtMerge, 1);

	merge->arena = ot_arena_new();
	merge->model = model;
	merge->saying = (OtSaying){merge->arena, model, labels, NULL};
	merge->alike = alike;
	merge->sources = g_array_new(FALSE, TRUE, sizeof(OtMergeSource));
	merge->joined = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	merge->common = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	merge->items = g_ptr_array_new_with_free_func(free_item);
	for (size_t i = 0; i < n_inputs; i++)
		add_source(merge, &inputs[i]);
	join_all(merge);
	return merge;
}

void
ot_merge_free(OtMerge *merge)
{
	if (merge == NULL)
		return;
	for (guint i = 0; i < merge->sources->len; i++) {
		ot_parts_free(ot_merge_source(merge, i)->parts);
		xmlFreeDoc(ot_merge_source(merge, i)->tree);
	}
	g_array_unref(merge->sources);
	g_hash_table_unref(merge->joined);
	g_hash_table_unref(merge->common);
	g_ptr_array_unref(merge->items);
	xmlFreeDoc(merge->result);
	ot_arena_free(merge->arena);
	g_free(merge);
}

xmlDoc *
ot_merge_tree(const OtMerge *merge)
{
	return merge->result;
}

const char *
ot_merge_authority(const OtMerge *merge, size_t input)
{
	return ot_merge_source(merge, input)->name;
}

const char *
ot_merge_prefix(const OtMerge *merge, size_t input)
{
	return ot_merge_source(merge, input)->prefix;
}

size_t
ot_merge_count_inputs(const OtMerge *merge)
{
	return merge->sources->len;
}

size_t
ot_merge_count(const OtMerge *merge)
{
	return merge->items->len;
}

const OtMergeItem *
ot_merge_get(const OtMerge *merge, size_t index)
{
	return g_ptr_array_index(merge->items, index);
}

const char *
ot_merge_fate_name(OtMergeFate fate)
{
	return fate_names[fate];
}
