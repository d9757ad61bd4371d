/* SPDX-License-Identifier: MIT */
#include "rules/lists.h"

#include "base/arena.h"
#include "base/error.h"
#include "base/limits.h"
#include "rules/pack.h"

#include <string.h>

#define NAMESPACE "urn:outset:words:1"

/* Fewer letters before an asterisk would stand for a good part of the language. */
#define LEAST_PREFIX 3

typedef struct {
	char *name;
	bool exact;
	GArray *entries;   /* of OtListEntry, their strings in the arena */
	GHashTable *index; /* text to 1 + its number */
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

/* --- phrases ------------------------------------------------------------------------------- */

static void
clear_part(void *data)
{
	OtPhrasePart *part = data;

	g_free(part->folded);
	g_free(part->written);
}

/* The words of one piece of a phrase, a piece being what stands between blanks. */
static void
add_words(GArray *parts, OtSegmenter *segmenter, const char *piece, size_t len, bool prefix)
{
	OtSentence sentence;
	bool glued = false;
	guint before = parts->len;

	ot_segmenter_start(segmenter, piece, len);
	while (ot_segmenter_next(segmenter, &sentence))
		for (guint i = 0; i < segmenter->words->len; i++) {
			const OtWord *word = ot_segmenter_word(segmenter, i);
			OtPhrasePart part = {
				.kind = OT_PART_WORD,
				.folded = g_strndup(ot_segmenter_folded(segmenter, word),
			                            word->fold_len),
				.written = g_strndup(piece + word->start, word->end - word->start),
				.glued = glued,
			};
			g_array_append_val(parts, part);
			glued = true;
		}
	if (prefix && parts->len > before)
		g_array_index(parts, OtPhrasePart, parts->len - 1).kind = OT_PART_PREFIX;
}

/* Add a number of a sort; "# %" and "£ #" are one number each. */
static void
add_number(GArray *parts, OtPartKind kind)
{
	OtPhrasePart part = {.kind = kind};
	OtPhrasePart *before = parts->len > 0 ? &g_array_index(parts, OtPhrasePart, parts->len - 1)
	                                      : NULL;

	if (before != NULL && before->kind == OT_PART_NUMBER && kind == OT_PART_PERCENT)
		before->kind = kind;
	else if (before == NULL || before->kind != OT_PART_MONEY || kind != OT_PART_NUMBER)
		g_array_append_val(parts, part);
}

static void
add_piece(GArray *parts, OtSegmenter *segmenter, const char *piece)
{
	static const struct {
		const char *piece;
		OtPartKind kind;
	} numbers[] = {
		{"#", OT_PART_NUMBER},   {"#*", OT_PART_NUMBER}, {"#%", OT_PART_PERCENT},
		{"%", OT_PART_PERCENT},  {"£#", OT_PART_MONEY},  {"£", OT_PART_MONEY},
		{"$#", OT_PART_MONEY},   {"$", OT_PART_MONEY},   {"€#", OT_PART_MONEY},
		{"€", OT_PART_MONEY},
	};
	size_t len = strlen(piece);

	for (size_t i = 0; i < G_N_ELEMENTS(numbers); i++)
		if (strcmp(piece, numbers[i].piece) == 0) {
			add_number(parts, numbers[i].kind);
			return;
		}
	/* An ampersand alone is "and" only between blanks, which a piece doesn't have. */
	if (strcmp(piece, "&") == 0)
		add_words(parts, segmenter, "and", 3, false);
	else
		add_words(parts, segmenter, piece, len - (piece[len - 1] == '*'),
		          piece[len - 1] == '*');
}

static char *
judge_parts(const GArray *parts, bool short_too)
{
	if (parts->len == 0)
		return g_strdup("has no word");
	if (parts->len > OT_PHRASE_WORDS)
		return g_strdup_printf("has more than %d words", OT_PHRASE_WORDS);
	for (guint i = 0; i < parts->len; i++) {
		const OtPhrasePart *part = &g_array_index(parts, OtPhrasePart, i);
		bool number = part->kind >= OT_PART_NUMBER;
		if (number && i > 0 && part[-1].kind >= OT_PART_NUMBER)
			return g_strdup("has two numbers in a row; one # stands for both");
		if (part->kind == OT_PART_PREFIX && parts->len == 1 && !short_too &&
		    g_utf8_strlen(part->folded, -1) < LEAST_PREFIX)
			return g_strdup_printf("has fewer than %d letters before the asterisk",
			                       LEAST_PREFIX);
	}
	const OtPhrasePart *first = &g_array_index(parts, OtPhrasePart, 0);
	if (parts->len == 1 && first->kind == OT_PART_WORD && !short_too &&
	    g_utf8_strlen(first->folded, -1) <= 2 && strpbrk(first->folded, "0123456789+#") == NULL)
		return g_strdup("is one word of two letters or fewer; write it with "
		                "case=\"exact\"");
	return NULL;
}

GArray *
ot_phrase_parse(OtSegmenter *segmenter, const char *phrase, bool short_too, char **reason)
{
	GArray *parts = g_array_new(FALSE, FALSE, sizeof(OtPhrasePart));
	g_auto(GStrv) pieces = g_strsplit_set(phrase, " \t\r\n", -1);

	g_array_set_clear_func(parts, clear_part);
	for (char **piece = pieces; *piece != NULL; piece++)
		if (**piece != '\0')
			add_piece(parts, segmenter, *piece);
	*reason = judge_parts(parts, short_too);
	if (*reason == NULL)
		return parts;
	g_array_unref(parts);
	return NULL;
}

/* --- files --------------------------------------------------------------------------------- */

/* What is going on while a file is read. */
typedef struct {
	OtWordLists *lists;
	const OtXml *xml;
	List *list;
	OtSegmenter segmenter;
} Reading;

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

/*
 * Whether a phrase is in order as a look tells: short, without signs that mean something, and with a
 * word of some letters.  Most are, and taking ten thousand apart takes longer than reading them.
 */
static bool
is_plain_phrase(const char *text)
{
	size_t letters = 0, most = 0, len = 0;

	for (; text[len] != '\0'; len++) {
		letters = g_ascii_isalpha(text[len]) ? letters + 1 : 0;
		most = MAX(most, letters);
		if (text[len] == '*' || text[len] == '#')
			return false;
	}
	/* A word has a byte, and one stands before the next. */
	return most > 2 && len < 2 * OT_PHRASE_WORDS;
}

static bool
check_phrase(Reading *reading, const xmlNode *node, const char *text, bool exact, GError **error)
{
	g_autofree char *reason = NULL;

	if (is_plain_phrase(text))
		return true;
	GArray *parts = ot_phrase_parse(&reading->segmenter, text, exact, &reason);
	if (parts == NULL) {
		ot_source_fail(error, reading->xml, node, "the entry \"%s\" %s", text, reason);
		return false;
	}
	g_array_unref(parts);
	return true;
}

static bool
add_entry(Reading *reading, const xmlNode *node, const char *group, GError **error)
{
	List *list = reading->list;
	OtListEntry entry = {.group = group, .exact = list->exact};
	g_autofree char *text = ot_source_text(node);

	if (!read_case(reading, node, &entry.exact, error) ||
	    !check_phrase(reading, node, text, entry.exact, error))
		return false;
	if (++reading->lists->n_entries > OT_LIMIT_WORD_ENTRIES) {
		g_set_error(error, OT_ERROR, OT_ERROR_LIMIT,
		            "%s: the word lists have more than %d entries together",
		            ot_xml_name(reading->xml), OT_LIMIT_WORD_ENTRIES);
		return false;
	}
	entry.text = ot_arena_strdup(reading->lists->arena, text);
	entry.cue = ot_arena_strdup(reading->lists->arena, ot_xml_attr(node, "cue"));
	/* Of two entries of the same words the later one counts, so that one can be changed. */
	guint before = GPOINTER_TO_UINT(g_hash_table_lookup(list->index, text));
	if (before > 0) {
		g_array_index(list->entries, OtListEntry, before - 1) = entry;
		return true;
	}
	g_array_append_val(list->entries, entry);
	g_hash_table_insert(list->index, (void *) entry.text, GUINT_TO_POINTER(list->entries->len));
	list->count++;
	return true;
}

static bool
remove_entry(const Reading *reading, const xmlNode *node, GError **error)
{
	g_autofree char *text = ot_source_text(node);
	gpointer before = g_hash_table_lookup(reading->list->index, text);

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
	for (const xmlNode *word = ot_xml_child(node, NULL); word != NULL;
	     word = ot_xml_next(word, NULL)) {
		if (!ot_xml_is(word, "word")) {
			ot_source_fail(error, reading->xml, word, "a group has no <%s>",
			               word->name);
			return false;
		}
		if (!add_entry(reading, word, title, error))
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
	list->index = g_hash_table_new(g_str_hash, g_str_equal);
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
			done = add_entry(reading, child, NULL, error);
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
ot_word_lists_load(OtWordLists *lists, const char *path, GError **error)
{
	g_autoptr(OtXml) xml = ot_pack_open(path, "words", NAMESPACE, error);

	if (xml == NULL)
		return false;
	const xmlNode *root = xmlDocGetRootElement(ot_xml_doc(xml));
	Reading reading = {.lists = lists, .xml = xml};
	ot_segmenter_init(&reading.segmenter);
	bool done = read_lists(&reading, root, error);
	ot_segmenter_clear(&reading.segmenter);
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
