/* SPDX-License-Identifier: MIT */
#include "rules/lists.h"

#include "base/arena.h"
#include "base/error.h"
#include "base/limits.h"
#include "base/text.h"
#include "rules/pack.h"

#include <string.h>

#define NAMESPACE "urn:outset:words:1"

typedef struct {
	char *name;
	bool exact;
	GArray *entries;   /* of OtListEntry, their strings in the arena */
	GHashTable *index; /* text to 1 + its number; NULL until the list is changed */
	size_t count;      /* without those that were removed */
} List;

struct OtWordLists {
	OtArena *arena;
	GHashTable *lists; /* of List, by name */
	GPtrArray *names;
	size_t n_entries;
};

static void
free_list(void *data)
{
	List *list = data;

	g_array_unref(list->entries);
	if (list->index != NULL)
		g_hash_table_unref(list->index);
	g_free(list);
}

OtWordLists *
ot_word_lists_new(void)
{
	OtWordLists *lists = g_new0(OtWordLists, 1);

	lists->arena = ot_arena_new();
	lists->lists = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, free_list);
	lists->names = g_ptr_array_new();
	return lists;
}

void
ot_word_lists_free(OtWordLists *lists)
{
	if (lists == NULL)
		return;
	g_hash_table_unref(lists->lists);
	g_ptr_array_unref(lists->names);
	ot_arena_free(lists->arena);
	g_free(lists);
}

/* --- files --------------------------------------------------------------------------------- */

/* What is going on while a file is read. */
typedef struct {
	OtWordLists *lists;
	const OtXml *xml;
	List *list;
	OtPhraseParser parser;
	bool tested;
} Reading;

/* The attributes of an element that holds entries. */
typedef struct {
	const char *group, *cue;
	bool exact;
} Kind;

static bool
read_case(const Reading *reading, const xmlNode *node, bool *exact, GError **error)
{
	const char *value = ot_xml_attr(node, "case");

	if (value == NULL)
		return true;
	if (strcmp(value, "exact") == 0 || strcmp(value, "any") == 0) {
		*exact = strcmp(value, "exact") == 0;
		return true;
	}
	ot_source_fail(error, reading->xml, node, "case is \"any\" or \"exact\", not \"%s\"",
	               value);
	return false;
}

static bool
read_entry_kind(const Reading *reading, const xmlNode *node, const char *group, Kind *kind,
                GError **error)
{
	*kind = (Kind){
		.group = group,
		.cue = ot_arena_strdup(reading->lists->arena, ot_xml_attr(node, "cue")),
		.exact = reading->list->exact,
	};
	return read_case(reading, node, &kind->exact, error);
}

/* The entries of a list by their words; only who changes a list asks for them. */
static GHashTable *
index_of(List *list)
{
	if (list->index != NULL)
		return list->index;
	list->index = g_hash_table_new(g_str_hash, g_str_equal);
	for (guint i = 0; i < list->entries->len; i++)
		g_hash_table_insert(list->index,
		                    (void *) g_array_index(list->entries, OtListEntry, i).text,
		                    GUINT_TO_POINTER(i + 1));
	return list->index;
}

/* Add an entry, of which the text is in the arena; false with a reason, to be freed. */
static bool
add_entry(Reading *reading, const char *text, const Kind *kind, char **reason)
{
	OtWordLists *lists = reading->lists;
	List *list = reading->list;
	OtListEntry entry = {
		.text = text,
		.group = kind->group,
		.cue = kind->cue,
		.exact = kind->exact,
	};

	if (!ot_phrase_parse(&reading->parser, text, strlen(text), kind->exact, &entry.phrase,
	                     reason))
		return false;
	lists->n_entries++;
	if (!reading->tested || list->index != NULL) {
		/*
		 * Of two entries of the same words the later one counts, so that one can be
		 * changed.
		 */
		gpointer before = g_hash_table_lookup(index_of(list), text);
		if (before != NULL) {
			g_array_index(list->entries, OtListEntry, GPOINTER_TO_UINT(before) - 1) =
				entry;
			return true;
		}
		g_hash_table_insert(list->index, (void *) text,
		                    GUINT_TO_POINTER(list->entries->len + 1));
	}
	g_array_append_val(list->entries, entry);
	list->count++;
	return true;
}

static bool
check_limit(const Reading *reading, GError **error)
{
	if (reading->lists->n_entries <= OT_LIMIT_WORD_ENTRIES)
		return true;
	g_set_error(error, OT_ERROR, OT_ERROR_LIMIT,
	            "%s: the word lists have more than %d entries together",
	            ot_xml_name(reading->xml), OT_LIMIT_WORD_ENTRIES);
	return false;
}

/* <word>one entry</word> */
static bool
add_word(Reading *reading, const xmlNode *node, const char *group, GError **error)
{
	g_autofree char *text = ot_source_text(node);
	g_autofree char *reason = NULL;
	Kind kind;

	if (!read_entry_kind(reading, node, group, &kind, error))
		return false;
	if (add_entry(reading, ot_arena_strdup(reading->lists->arena, text), &kind, &reason))
		return check_limit(reading, error);
	ot_source_fail(error, reading->xml, node, "the entry \"%s\" %s", text, reason);
	return false;
}

/* Add the entries of a text, one a line; `n_lines` counts the line ends before. */
static bool
add_lines(Reading *reading, const xmlNode *node, const char *text, const Kind *kind,
          size_t *n_lines, GError **error)
{
	char *line = ot_arena_strdup(reading->lists->arena, text);

	for (char *end; line != NULL; line = end) {
		g_autofree char *reason = NULL;
		end = strchr(line, '\n');
		if (end != NULL)
			*end++ = '\0';
		while (ot_text_is_space(*line))
			line++;
		if (*ot_text_fold(line) != '\0' && !add_entry(reading, line, kind, &reason)) {
			OtWhere where = ot_xml_where_line(reading->xml, node, *n_lines);
			ot_source_fail_at(error, &where, "the entry \"%s\" %s", line, reason);
			return false;
		}
		*n_lines += end != NULL;
	}
	return check_limit(reading, error);
}

/* <entries>, one entry a line */
static bool
add_entries(Reading *reading, const xmlNode *node, const char *group, GError **error)
{
	size_t n_lines = 0;
	Kind kind;

	if (!read_entry_kind(reading, node, group, &kind, error))
		return false;
	for (const xmlNode *child = node->children; child != NULL; child = child->next) {
		const char *text = child->content != NULL ? (const char *) child->content : "";
		if (child->type == XML_ELEMENT_NODE) {
			ot_source_fail(error, reading->xml, child,
			               "<entries> has one entry a line, and no <%s>", child->name);
			return false;
		}
		if (child->type == XML_TEXT_NODE &&
		    !add_lines(reading, node, text, &kind, &n_lines, error))
			return false;
		/* A comment within ends an entry as a line does. */
		for (; child->type != XML_TEXT_NODE && *text != '\0'; text++)
			n_lines += *text == '\n';
	}
	return true;
}

static bool
remove_entry(const Reading *reading, const xmlNode *node, GError **error)
{
	g_autofree char *text = ot_source_text(node);
	gpointer before = g_hash_table_lookup(index_of(reading->list), text);

	if (before == NULL) {
		ot_source_fail(error, reading->xml, node,
		               "the list \"%s\" has no entry \"%s\" to remove", reading->list->name,
		               text);
		return false;
	}
	g_array_index(reading->list->entries, OtListEntry, GPOINTER_TO_UINT(before) - 1).removed =
		true;
	g_hash_table_remove(reading->list->index, text);
	reading->list->count--;
	return true;
}

static bool
add_group(Reading *reading, const xmlNode *node, GError **error)
{
	const char *title = ot_xml_attr(node, "title");

	if (title == NULL || *title == '\0') {
		ot_source_fail(error, reading->xml, node, "a group needs a title");
		return false;
	}
	title = ot_arena_strdup(reading->lists->arena, title);
	for (const xmlNode *child = ot_xml_child(node, NULL); child != NULL;
	     child = ot_xml_next(child, NULL)) {
		bool done = false;
		if (ot_xml_is(child, "entries"))
			done = add_entries(reading, child, title, error);
		else if (ot_xml_is(child, "word"))
			done = add_word(reading, child, title, error);
		else
			ot_source_fail(error, reading->xml, child, "a group has no <%s>",
			               child->name);
		if (!done)
			return false;
	}
	return true;
}

static List *
find_or_add_list(OtWordLists *lists, const char *name)
{
	List *list = g_hash_table_lookup(lists->lists, name);

	if (list != NULL)
		return list;
	list = g_new0(List, 1);
	list->name = ot_arena_strdup(lists->arena, name);
	list->entries = g_array_new(FALSE, FALSE, sizeof(OtListEntry));
	g_hash_table_insert(lists->lists, list->name, list);
	g_ptr_array_add(lists->names, list->name);
	return list;
}

static bool
add_list(Reading *reading, const xmlNode *node, GError **error)
{
	const char *name = ot_xml_attr(node, "name");

	if (name == NULL || *name == '\0') {
		ot_source_fail(error, reading->xml, node, "a list needs a name");
		return false;
	}
	reading->list = find_or_add_list(reading->lists, name);
	if (!read_case(reading, node, &reading->list->exact, error))
		return false;
	for (const xmlNode *child = ot_xml_child(node, NULL); child != NULL;
	     child = ot_xml_next(child, NULL)) {
		bool done = true;
		if (ot_xml_is(child, "word"))
			done = add_word(reading, child, NULL, error);
		else if (ot_xml_is(child, "entries"))
			done = add_entries(reading, child, NULL, error);
		else if (ot_xml_is(child, "group"))
			done = add_group(reading, child, error);
		else if (ot_xml_is(child, "remove"))
			done = remove_entry(reading, child, error);
		else if (!ot_xml_is(child, "about")) {
			ot_source_fail(error, reading->xml, child, "a list has no <%s>",
			               child->name);
			done = false;
		}
		if (!done)
			return false;
	}
	return true;
}

static bool
read_lists(Reading *reading, const xmlNode *root, GError **error)
{
	for (const xmlNode *list = ot_xml_child(root, NULL); list != NULL;
	     list = ot_xml_next(list, NULL)) {
		if (ot_xml_is(list, "title"))
			continue;
		if (!ot_xml_is(list, "list")) {
			ot_source_fail(error, reading->xml, list,
			               "a file of word lists has no <%s>", list->name);
			return false;
		}
		if (!add_list(reading, list, error))
			return false;
	}
	return true;
}

bool
ot_word_lists_load(OtWordLists *lists, const char *path, bool tested, GError **error)
{
	g_autoptr(OtXml) xml = ot_pack_open(path, "words", NAMESPACE, NULL, error);

	if (xml == NULL)
		return false;
	const xmlNode *root = xmlDocGetRootElement(ot_xml_doc(xml));
	Reading reading = {.lists = lists, .xml = xml, .tested = tested};
	ot_phrase_parser_init(&reading.parser, lists->arena);
	bool done = read_lists(&reading, root, error);
	ot_phrase_parser_clear(&reading.parser);
	return done;
}

size_t
ot_word_lists_count(const OtWordLists *lists, const char *name)
{
	const List *list = g_hash_table_lookup(lists->lists, name);

	return list != NULL ? list->count : 0;
}

const GArray *
ot_word_lists_entries(const OtWordLists *lists, const char *name)
{
	const List *list = g_hash_table_lookup(lists->lists, name);

	return list != NULL ? list->entries : NULL;
}

const GPtrArray *
ot_word_lists_names(const OtWordLists *lists)
{
	return lists->names;
}
