/* SPDX-License-Identifier: MIT */
#include "responses/shared.h"

#include "base/text.h"

#include <string.h>

/* Stand for nobody in particular, and for somebody whom nothing is known of yet. */
static const char everybody[] = "everybody", nobody[] = "nobody";

/* Characters of a passage that are shown. */
#define LONGEST_SHOWN 160

/*
 * Only the specification's runs of words are kept, by a number of 64 bits each: what suppliers
 * wrote is a hundred times longer, and is only looked up.
 */
struct OtShared {
	OtArena *arena;
	GHashTable *owners; /* number of a run of OT_SHARED_WORDS words, to whose it is */
	GHashTable *names;  /* who, each once */
};

/* A word of a text: where it stands, and a number for it. */
typedef struct {
	const char *start, *end;
	guint64 number;
} Word;

OtShared *
ot_shared_new(void)
{
	OtShared *shared = g_new0(OtShared, 1);

	shared->arena = ot_arena_new();
	shared->owners = g_hash_table_new(g_int64_hash, g_int64_equal);
	shared->names = g_hash_table_new(g_str_hash, g_str_equal);
	return shared;
}

void
ot_shared_free(OtShared *shared)
{
	if (shared == NULL)
		return;
	g_hash_table_unref(shared->owners);
	g_hash_table_unref(shared->names);
	ot_arena_free(shared->arena);
	g_free(shared);
}

static bool
is_letter(const char *c)
{
	return (*c & 0x80) != 0 ? g_unichar_isalnum(g_utf8_get_char(c)) : g_ascii_isalnum(*c);
}

/* FNV-1a, of each character in small letters. */
static guint64
mix(guint64 number, guint64 character)
{
	return (number ^ character) * G_GUINT64_CONSTANT(1099511628211);
}

/* The words of a text without signs and in one case: letters and digits in a row. */
static GArray *
divide(const char *text)
{
	GArray *words = g_array_new(FALSE, FALSE, sizeof(Word));
	const char *c = text;

	while (*c != '\0') {
		while (*c != '\0' && !is_letter(c))
			c = g_utf8_next_char(c);
		Word word = {c, c, G_GUINT64_CONSTANT(14695981039346656037)};
		for (; *c != '\0' && is_letter(c); c = g_utf8_next_char(c))
			word.number = mix(word.number,
			                  (*c & 0x80) != 0 ? g_unichar_tolower(g_utf8_get_char(c))
			                                   : (gunichar) g_ascii_tolower(*c));
		word.end = c;
		if (word.end > word.start)
			g_array_append_val(words, word);
	}
	return words;
}

/* The number of a run of words from one on. */
static gint64
number_run(const GArray *words, guint from)
{
	guint64 number = 0;

	for (guint i = from; i < from + OT_SHARED_WORDS; i++)
		number = mix(number, g_array_index(words, Word, i).number);
	return (gint64) number;
}

void
ot_shared_text(OtShared *shared, const char *text)
{
	g_autoptr(GArray) words = divide(text);

	for (guint i = 0; i + OT_SHARED_WORDS <= words->len; i++) {
		gint64 run = number_run(words, i);
		if (g_hash_table_contains(shared->owners, &run))
			continue;
		gint64 *key = ot_arena_new_object(shared->arena, gint64);
		*key = run;
		g_hash_table_insert(shared->owners, key, (void *) nobody);
	}
}

static void
mark(OtShared *shared, const char *who, const char *text)
{
	g_autoptr(GArray) words = divide(text);
	gpointer key, owner;

	for (guint i = 0; i + OT_SHARED_WORDS <= words->len; i++) {
		gint64 run = number_run(words, i);
		if (!g_hash_table_lookup_extended(shared->owners, &run, &key, &owner))
			continue;
		bool free_to_take = owner == (void *) nobody || owner == (void *) who;
		g_hash_table_insert(shared->owners, key,
		                    (void *) (free_to_take ? who : everybody));
	}
}

void
ot_shared_know(OtShared *shared, const char *text)
{
	mark(shared, everybody, text);
}

void
ot_shared_add(OtShared *shared, const char *who, const char *text)
{
	const char *name = g_hash_table_lookup(shared->names, who);

	if (name == NULL) {
		name = ot_arena_strdup(shared->arena, who);
		g_hash_table_insert(shared->names, (void *) name, (void *) name);
	}
	mark(shared, name, text);
}

static char *
show(const GArray *words, guint from, guint to)
{
	const char *start = g_array_index(words, Word, from).start;
	const char *end = g_array_index(words, Word, to).end;
	g_autofree char *text = g_strndup(start, (size_t) (end - start));

	return ot_text_show(text, LONGEST_SHOWN);
}

bool
ot_shared_find(const OtShared *shared, const char *text, OtSharedFound *found)
{
	g_autoptr(GArray) words = divide(text);
	const char *current = NULL, *whose = NULL;
	guint start = 0, best = 0, longest = 0;

	for (guint i = 0; i + OT_SHARED_WORDS <= words->len; i++) {
		gint64 run = number_run(words, i);
		const char *owner = g_hash_table_lookup(shared->owners, &run);
		if (owner == NULL || owner == everybody || owner == nobody) {
			current = NULL;
			continue;
		}
		if (owner != current)
			start = i;
		current = owner;
		if (i - start + OT_SHARED_WORDS > longest) {
			longest = i - start + OT_SHARED_WORDS;
			best = start;
			whose = owner;
		}
	}
	if (longest == 0)
		return false;
	*found = (OtSharedFound){whose, show(words, best, best + longest - 1), longest};
	return true;
}
