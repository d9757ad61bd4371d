/* SPDX-License-Identifier: MIT */
#include "changes/merging.h"

#include "xml/source.h"

#include <string.h>

/* From this share of words on, outcomes that are not joined are shown side by side, ... */
#define SUGGESTED 0.35
/* ... and from this one on where both measure in one unit. */
#define SUGGESTED_MEASURED 0.25
/* Measures with so many words of indicator and unit in common stand in one row of the table. */
#define SAME_MEASURE 0.6

/* An outcome of the result and one of a source. */
typedef struct {
	OtPart *to, *from;
	double likeness;  /* of the words of title and result */
	const char *unit; /* that both measure in, in the same direction; or NULL */
} Pair;

/* --- how alike they are -------------------------------------------------------------------- */

static const char *
text_of(const OtPart *part, const char *child)
{
	const OtPart *found = ot_part_child(part, child);

	return found != NULL && found->text != NULL ? found->text : "";
}

static const char *
common_unit(const OtPart *one, const OtPart *other)
{
	for (const OtPart *a = one->first; a != NULL; a = a->next)
		for (const OtPart *b = other->first; b != NULL; b = b->next) {
			const char *unit = ot_part_attr(a, "unit"), *also = ot_part_attr(b, "unit");
			if (strcmp(a->name, "measure") == 0 && strcmp(b->name, "measure") == 0 &&
			    unit != NULL && also != NULL && g_ascii_strcasecmp(unit, also) == 0 &&
			    g_strcmp0(ot_part_attr(a, "direction"),
			              ot_part_attr(b, "direction")) == 0)
				return unit;
		}
	return NULL;
}

static Pair
compare_outcomes(OtPart *to, OtPart *from)
{
	g_autofree char *one = g_strconcat(text_of(to, "title"), " ", text_of(to, "result"), NULL);
	g_autofree char *other =
		g_strconcat(text_of(from, "title"), " ", text_of(from, "result"), NULL);

	return (Pair){to, from, ot_texts_likeness(one, other), common_unit(to, from)};
}

static int
compare_pairs(const void *one, const void *other)
{
	const Pair *a = one, *b = other;

	if (a->likeness != b->likeness)
		return a->likeness > b->likeness ? -1 : 1;
	if (a->to->place != b->to->place)
		return a->to->place - b->to->place;
	return a->from->place - b->from->place;
}

static void
add_pair(OtPart *to, OtPart *from, void *data)
{
	const Pair pair = compare_outcomes(to, from);

	if (pair.likeness >= SUGGESTED ||
	    (pair.unit != NULL && pair.likeness >= SUGGESTED_MEASURED))
		g_array_append_val((GArray *) data, pair);
}

static GPtrArray *
list_children(const OtPart *parent)
{
	GPtrArray *children = g_ptr_array_new();

	for (OtPart *child = parent->first; child != NULL; child = child->next)
		g_ptr_array_add(children, child);
	return children;
}

/* All pairs that may be of interest, the most alike first. */
static GArray *
list_pairs(OtParts *parts, const OtPart *result, const OtPart *source)
{
	GArray *pairs = g_array_new(FALSE, FALSE, sizeof(Pair));
	g_autoptr(GPtrArray) outcomes = list_children(result);
	g_autoptr(GPtrArray) others = list_children(source);

	ot_parts_each_pair(parts, outcomes, others, add_pair, pairs);
	g_array_sort(pairs, compare_pairs);
	return pairs;
}

/* "72% of the words of title and result are the same, and both measure in nights" */
static char *
explain(const Pair *pair)
{
	g_autofree char *measured =
		pair->unit != NULL ? g_strdup_printf(", and both measure in “%s”", pair->unit)
				   : g_strdup(", and they measure in different units");

	return g_strdup_printf("%.0f%% of the words of title and result are the same%s",
	                       100 * pair->likeness, measured);
}

/* --- what each says ------------------------------------------------------------------------ */

static size_t
source_of(const OtMerge *merge, const OtPart *part)
{
	for (guint i = 0; part->id != NULL && i < merge->sources->len; i++) {
		const char *prefix = ot_merge_source(merge, i)->prefix;
		size_t len = strlen(prefix);
		if (strncmp(part->id, prefix, len) == 0 && part->id[len] == '-')
			return i;
	}
	return 0;
}

static void
set_value(OtMerge *merge, OtMergeItem *item, guint row, size_t source, const char *value)
{
	const char **values =
		(const char **) g_array_index(item->rows, OtMergeRow, row).values;

	if (value != NULL && *value != '\0')
		values[source] = ot_arena_strdup(merge->arena, value);
}

/* "baseline: 9 nights (30 April 2026)" */
static char *
say_measured(const OtMerge *merge, const OtPart *measure, const char *name)
{
	const OtPart *part = ot_part_child(measure, name);

	if (part == NULL)
		return g_strdup_printf("%s: %s", name,
		                       ot_labels_get(merge->saying.labels, "not-known"));
	return g_strdup_printf("%s: %s (%s)", ot_say_element(&merge->saying, part),
	                       ot_say_value(&merge->saying, part, "value",
	                                    ot_part_attr(part, "value")),
	                       ot_say_value(&merge->saying, part, "date",
	                                    ot_part_attr(part, "date")));
}

/* The rows of an outcome; those of its measures follow. */
enum { ROW_ID, ROW_TITLE, ROW_RESULT, ROW_PRIORITY, N_ROWS };

static void
add_rows(OtMerge *merge, OtMergeItem *item)
{
	static const char *const labels[N_ROWS] = {"@id", "title", "result", "@priority"};

	for (int i = 0; i < N_ROWS; i++) {
		const char *words = ot_labels_code(merge->saying.labels, "part", labels[i]);
		ot_merge_add_row(merge, item, words != NULL ? words : labels[i]);
	}
}

/* The row of a measure: that of one with a like indicator, in the same unit; else a new one. */
static guint
find_measure_row(OtMerge *merge, OtMergeItem *item, const OtPart *measure)
{
	const char *unit = ot_part_attr(measure, "unit");
	const char *label = ot_arena_printf(merge->arena, "%s (%s)", text_of(measure, "indicator"),
	                                    unit != NULL ? unit : "?");

	for (guint i = N_ROWS; i < item->rows->len; i++) {
		const char *other = g_array_index(item->rows, OtMergeRow, i).label;
		if (ot_texts_likeness(label, other) >= SAME_MEASURE)
			return i;
	}
	ot_merge_add_row(merge, item, label);
	return item->rows->len - 1;
}

/* Each measure of an outcome with its baseline and target. */
static void
fill_measures(OtMerge *merge, OtMergeItem *item, const OtPart *outcome, size_t source)
{
	for (const OtPart *at = outcome->first; at != NULL; at = at->next) {
		if (strcmp(at->name, "measure") != 0 || source_of(merge, at) != source)
			continue;
		g_autofree char *baseline = say_measured(merge, at, "baseline");
		g_autofree char *target = say_measured(merge, at, "target");
		g_autofree char *value = g_strdup_printf("%s; %s", baseline, target);
		set_value(merge, item, find_measure_row(merge, item, at), source, value);
	}
}

static void
fill_rows(OtMerge *merge, OtMergeItem *item, const OtPart *outcome)
{
	size_t source = source_of(merge, outcome);

	set_value(merge, item, ROW_ID, source, outcome->id);
	set_value(merge, item, ROW_TITLE, source, text_of(outcome, "title"));
	set_value(merge, item, ROW_RESULT, source, text_of(outcome, "result"));
	set_value(merge, item, ROW_PRIORITY, source,
	          ot_say_value(&merge->saying, outcome, "priority",
	                       ot_part_attr(outcome, "priority")));
	fill_measures(merge, item, outcome, source);
}

static void
tell(OtMerge *merge, const Pair *pair, OtMergeFate fate)
{
	g_autofree char *why = explain(pair);
	OtMergeItem *item =
		fate == OT_MERGE_JOINED ? g_hash_table_lookup(merge->common, pair->to->id) : NULL;

	if (item == NULL) {
		item = ot_merge_add(merge, fate, "outcomes",
		                    ot_arena_strdup(merge->arena, text_of(pair->to, "title")), why);
		add_rows(merge, item);
		fill_rows(merge, item, pair->to);
		if (fate == OT_MERGE_JOINED)
			g_hash_table_insert(merge->common, g_strdup(pair->to->id), item);
	}
	fill_rows(merge, item, pair->from);
}

/* --- joining ------------------------------------------------------------------------------- */

/* Say in each indicator whose it is, so that the baselines are told apart. */
static void
mark_measures(OtMerge *merge, xmlNode *outcome)
{
	for (xmlNode *measure = ot_xml_child(outcome, "measure"); measure != NULL;
	     measure = ot_xml_next(measure, "measure")) {
		xmlNode *indicator = ot_xml_child(measure, "indicator");
		const OtPart part = {.id = ot_xml_attr(measure, "id")};
		const char *name = ot_merge_source(merge, source_of(merge, &part))->name;
		g_autofree char *text = ot_source_text(indicator);
		g_autofree char *mark = g_strdup_printf(" (%s)", name);
		if (g_str_has_suffix(text, mark))
			continue;
		g_autofree char *marked = g_strconcat(text, mark, NULL);
		xmlNodeSetContent(indicator, NULL);
		xmlNodeAddContent(indicator, (const xmlChar *) marked);
	}
}

/* Add the ids of a reference of one outcome to the other's. */
static void
add_references(xmlNode *outcome, const OtPart *from, const char *attr)
{
	const char *own = ot_xml_attr(outcome, attr), *more = ot_part_attr(from, attr);

	if (more == NULL)
		return;
	g_autofree char *both = g_strconcat(own != NULL ? own : "", " ", more, NULL);
	xmlSetProp(outcome, (const xmlChar *) attr, (const xmlChar *) g_strstrip(both));
}

static void
join(OtMerge *merge, const Pair *pair)
{
	xmlNode *outcome = pair->to->node;
	xmlNode *beneficiary = ot_xml_child(outcome, "beneficiary");
	const OtPart *more = ot_part_child(pair->from, "beneficiary");

	tell(merge, pair, OT_MERGE_JOINED);
	g_hash_table_insert(merge->joined, g_strdup(pair->from->id), g_strdup(pair->to->id));
	for (const OtPart *at = pair->from->first; at != NULL; at = at->next)
		if (strcmp(at->name, "measure") == 0)
			ot_merge_insert(merge, outcome, pair->to->type, at->node);
	mark_measures(merge, outcome);
	add_references(outcome, pair->from, "problem");
	add_references(outcome, pair->from, "need");
	if (beneficiary != NULL && more != NULL)
		add_references(beneficiary, more, "group");
	pair->to->partner = pair->from;
	pair->from->partner = pair->to;
}

static bool
is_common(const OtMerge *merge, const Pair *pair)
{
	return pair->unit != NULL && pair->likeness >= merge->alike;
}

/* Each outcome that is not common beside the one that is most like it. */
static void
suggest(OtMerge *merge, const GArray *pairs)
{
	g_autoptr(GHashTable) shown = g_hash_table_new(NULL, NULL);

	for (guint i = 0; i < pairs->len; i++) {
		const Pair *pair = &g_array_index(pairs, Pair, i);
		if (pair->to->partner != NULL || pair->from->partner != NULL ||
		    g_hash_table_contains(shown, pair->to) ||
		    g_hash_table_contains(shown, pair->from))
			continue;
		g_hash_table_add(shown, pair->to);
		g_hash_table_add(shown, pair->from);
		tell(merge, pair, OT_MERGE_ALIKE);
	}
}

void
ot_merge_outcomes(OtMerge *merge, size_t source)
{
	g_autoptr(OtParts) parts = ot_parts_new(merge->result, ot_merge_source(merge, source)->tree,
	                                        merge->model);
	OtPart *result = ot_part_child(parts->old, "outcomes");
	OtPart *more = ot_part_child(parts->new, "outcomes");

	if (result == NULL || more == NULL)
		return;
	g_autoptr(GArray) pairs = list_pairs(parts, result, more);
	for (guint i = 0; i < pairs->len; i++) {
		const Pair *pair = &g_array_index(pairs, Pair, i);
		if (is_common(merge, pair) && pair->to->partner == NULL &&
		    pair->from->partner == NULL)
			join(merge, pair);
	}
	suggest(merge, pairs);
	for (OtPart *at = more->first; at != NULL; at = at->next)
		if (at->partner == NULL)
			ot_merge_insert(merge, result->node, result->type, at->node);
}
