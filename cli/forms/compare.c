/* SPDX-License-Identifier: MIT */
#include "forms/compare.h"

#include "base/text.h"
#include "forms/tree.h"
#include "forms/value.h"
#include "xml/read.h"

#include <string.h>

/* Characters of a text that a line shows. */
#define LONGEST_SHOWN 120

typedef struct {
	const OtFormPlan *plan;
	OtFormDifference *take;
	void *data;
} Comparison;

static const char *
name_in(const OtFormPart *part, const xmlNode *node)
{
	for (guint i = 0; i < part->attrs->len; i++) {
		const OtFormField *field = g_array_index(part->attrs, OtFormField *, i);
		if (field->identifies)
			return ot_form_tree_get(node, field);
	}
	return NULL;
}

/*
 * "Outcome O1, Measure M2"; what is there once has no name of its own in it but that of its
 * section.
 */
static char *
spell_path(const char *outer, const OtFormPart *part, const xmlNode *node)
{
	const char *name = name_in(part, node);
	g_autofree char *own = name != NULL ? g_strdup_printf("%s %s", part->label, name)
	                                    : g_strdup(part->label);

	return *outer == '\0' ? g_steal_pointer(&own) : g_strdup_printf("%s, %s", outer, own);
}

static char *
show(const Comparison *comparison, const OtFormField *field, const char *value)
{
	g_autofree char *shown =
		ot_form_value_show(ot_form_plan_labels(comparison->plan), field, value);

	/* a value that is meant as it is says so unseen */
	if (g_str_has_prefix(shown, OT_FORM_AS_IT_IS))
		shown = (g_free(shown), g_strdup(value));
	return ot_text_show(shown, LONGEST_SHOWN);
}

static void
say(const Comparison *comparison, const char *format, ...) G_GNUC_PRINTF(2, 3);

static void
say(const Comparison *comparison, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	g_autofree char *line = g_strdup_vprintf(format, arguments);
	va_end(arguments);
	comparison->take(line, comparison->data);
}

/* --- values ---------------------------------------------------------------------------------- */

static void
compare_field(const Comparison *comparison, const OtFormField *field, const char *path,
              const xmlNode *before, const xmlNode *after)
{
	const char *was = ot_form_tree_get(before, field), *is = ot_form_tree_get(after, field);
	bool is_text = *field->name == '\0' && strcmp(field->label, field->part->label) == 0;
	g_autofree char *where = is_text ? g_strdup(path)
	                         : *path == '\0' ? g_strdup(field->label)
	                                         : g_strdup_printf("%s: %s", path, field->label);

	if (g_strcmp0(was, is) == 0)
		return;
	g_autofree char *old = was != NULL ? show(comparison, field, was) : NULL;
	g_autofree char *new = is != NULL ? show(comparison, field, is) : NULL;
	if (old == NULL)
		say(comparison, "%s: was empty, now “%s”", where, new);
	else if (new == NULL)
		say(comparison, "%s: was “%s”, now empty", where, old);
	else
		say(comparison, "%s: was “%s”, now “%s”", where, old, new);
}

/* The first words that a row says. */
static char *
first_words(const Comparison *comparison, const OtFormPart *part, const xmlNode *node)
{
	for (guint i = 0; i < part->entries->len; i++) {
		const OtFormEntry *entry = &g_array_index(part->entries, OtFormEntry, i);
		const xmlNode *child =
			entry->part != NULL ? ot_xml_child(node, entry->part->name) : NULL;
		const char *value = entry->field != NULL && !entry->field->identifies &&
		                                    strcmp(entry->field->name, OT_FORM_KIND) != 0
		                            ? ot_form_tree_get(node, entry->field) : NULL;
		if (value != NULL)
			return show(comparison, entry->field, value);
		char *words = child != NULL ? first_words(comparison, entry->part, child) : NULL;
		if (words != NULL)
			return words;
	}
	return NULL;
}

/* --- rows ------------------------------------------------------------------------------------ */

/* The rows of a part in a node, but for those in which nothing was filled in. */
static GPtrArray *
list_rows(const OtFormPart *part, const xmlNode *node)
{
	GPtrArray *rows = g_ptr_array_new();

	for (xmlNode *child = ot_xml_child(node, part->name); child != NULL;
	     child = ot_xml_next(child, part->name))
		if (!ot_form_tree_is_empty(part, child))
			g_ptr_array_add(rows, child);
	return rows;
}

/* All that a row says in one text, to compare rows that have no name. */
static char *
spell_row(const xmlNode *node)
{
	xmlBuffer *buffer = xmlBufferCreate();

	xmlNodeDump(buffer, node->doc, (xmlNode *) node, 0, 0);
	char *text = g_strdup((const char *) xmlBufferContent(buffer));
	xmlBufferFree(buffer);
	return text;
}

static char *
key_of(const OtFormPart *part, const xmlNode *node)
{
	const char *name = name_in(part, node);

	return name != NULL ? g_strdup(name) : spell_row(node);
}

/* For each row after, the one before that it was: its index + 1; 0: it is new. */
static guint *
match_rows(const OtFormPart *part, const GPtrArray *before, const GPtrArray *after, bool *gone)
{
	g_autoptr(GHashTable) index = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	guint *matches = g_new0(guint, after->len + 1), next = 0;

	for (guint i = before->len; i > 0; i--)
		g_hash_table_insert(index, key_of(part, g_ptr_array_index(before, i - 1)),
		                    GUINT_TO_POINTER(i));
	for (guint i = 0; i < before->len; i++)
		gone[i] = true;
	for (guint i = 0; i < after->len; i++) {
		g_autofree char *key = key_of(part, g_ptr_array_index(after, i));
		guint match = GPOINTER_TO_UINT(g_hash_table_lookup(index, key));
		if (match == 0 || !gone[match - 1])
			continue;
		matches[i] = match;
		gone[match - 1] = false;
	}
	/* rows without names that say something else now are those that are left, in their order */
	for (guint i = 0; i < after->len; i++) {
		while (next < before->len &&
		       (!gone[next] || name_in(part, g_ptr_array_index(before, next)) != NULL))
			next++;
		if (matches[i] == 0 && next < before->len &&
		    name_in(part, g_ptr_array_index(after, i)) == NULL) {
			matches[i] = next + 1;
			gone[next] = false;
		}
	}
	return matches;
}

static void
compare_nodes(const Comparison *comparison, const OtFormPart *part, const char *path,
              const xmlNode *before, const xmlNode *after);

static void
say_row(const Comparison *comparison, const OtFormPart *part, const char *outer,
        const xmlNode *node, const char *became)
{
	g_autofree char *path = spell_path(outer, part, node);
	g_autofree char *words = first_words(comparison, part, node);

	say(comparison, "%s %s%s%s%s", path, became, words != NULL ? ": “" : "",
	    words != NULL ? words : "", words != NULL ? "”" : "");
}

static void
compare_rows(const Comparison *comparison, const OtFormPart *part, const char *outer,
             const xmlNode *before, const xmlNode *after)
{
	g_autoptr(GPtrArray) old = list_rows(part, before), new = list_rows(part, after);
	g_autofree bool *gone = g_new0(bool, old->len + 1);
	g_autofree guint *matches = match_rows(part, old, new, gone);
	guint last = 0;
	bool moved = false;

	for (guint i = 0; i < new->len; i++) {
		const xmlNode *node = g_ptr_array_index(new, i);
		g_autofree char *path = spell_path(outer, part, node);

		if (matches[i] == 0) {
			say_row(comparison, part, outer, node, "is new");
			continue;
		}
		moved = moved || matches[i] < last;
		last = matches[i];
		compare_nodes(comparison, part, path, g_ptr_array_index(old, matches[i] - 1), node);
	}
	for (guint i = 0; i < old->len; i++)
		if (gone[i])
			say_row(comparison, part, outer, g_ptr_array_index(old, i), "is gone");
	if (moved)
		say(comparison, "%s%s%s: in another order now", outer, *outer != '\0' ? ", " : "",
		    part->label);
}

static void
compare_parts(const Comparison *comparison, const OtFormPart *part, const char *path,
              const xmlNode *before, const xmlNode *after)
{
	const xmlNode *old = ot_xml_child(before, part->name),
		      *new = ot_xml_child(after, part->name);
	xmlDoc *nothing = NULL;

	if (part->repeats) {
		compare_rows(comparison, part, path, before, after);
		return;
	}
	if (old == NULL && new == NULL)
		return;
	if (old == NULL || new == NULL) {
		nothing = xmlNewDoc(BAD_CAST "1.0");
		xmlDocSetRootElement(nothing,
		                     xmlNewDocNode(nothing, NULL, BAD_CAST part->name, NULL));
	}
	const xmlNode *empty = nothing != NULL ? xmlDocGetRootElement(nothing) : NULL;
	const xmlNode *one = old != NULL ? old : empty, *other = new != NULL ? new : empty;
	g_autofree char *inner = part->role == OT_FORM_PROSE ? g_strdup(path)
	                                                     : spell_path(path, part, other);
	compare_nodes(comparison, part, inner, one, other);
	if (nothing != NULL)
		xmlFreeDoc(nothing);
}

static void
compare_nodes(const Comparison *comparison, const OtFormPart *part, const char *path,
              const xmlNode *before, const xmlNode *after)
{
	for (guint i = 0; i < part->entries->len; i++) {
		const OtFormEntry *entry = &g_array_index(part->entries, OtFormEntry, i);

		if (entry->part != NULL)
			compare_parts(comparison, entry->part, path, before, after);
		else
			compare_field(comparison, entry->field, path, before, after);
	}
}

void
ot_form_compare(const OtFormPlan *plan, const xmlDoc *before, const xmlDoc *after,
                OtFormDifference *take, void *data)
{
	const Comparison comparison = {plan, take, data};

	compare_nodes(&comparison, ot_form_plan_root(plan), "",
	              xmlDocGetRootElement((xmlDoc *) before),
	              xmlDocGetRootElement((xmlDoc *) after));
}
