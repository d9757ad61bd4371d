/* SPDX-License-Identifier: MIT */
#include "responses/shared.h"

#include <string.h>

/* Stands for nobody in particular. */
static const char everybody[] = "";

/* Characters of a passage that are shown. */
#define LONGEST_SHOWN 160

struct OtShared {
	OtArena *arena;
	GHashTable *owners; /* every run of OT_SHARED_WORDS words, to whose it is */
	GHashTable *names;  /* who, each once */
};

/* A word of a text: where it stands, and as it is compared. */
typedef struct {
	const char *start, *end;
	char *folded;
} Word;

OtShared *
ot_shared_new(void)
{
	OtShared *shared = g_new0(OtShared, 1);

	shared->arena = ot_arena_new();
	shared->owners = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
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

static void
clear_word(gpointer word)
{
	g_free(((Word *) word)->folded);
}

/* The words of a text without signs and in one case: letters and digits in a row. */
static GArray *
divide(const char *text)
{
	GArray *words = g_array_new(FALSE, FALSE, sizeof(Word));
	const char *c = text;

	g_array_set_clear_func(words, clear_word);
	while (*c != '\0') {
		while (*c != '\0' && !g_unichar_isalnum(g_utf8_get_char(c)))
			c = g_utf8_next_char(c);
		Word word = {.start = c};
		while (*c != '\0' && g_unichar_isalnum(g_utf8_get_char(c)))
			c = g_utf8_next_char(c);
		word.end = c;
		if (word.end == word.start)
			break;
		word.folded = g_utf8_casefold(word.start, word.end - word.start);
		g_array_append_val(words, word);
	}
	return words;
}

/* A run of words from one on; free with g_free(). */
static char *
join(const GArray *words, guint from)
{
	GString *run = g_string_new(NULL);

	for (guint i = from; i < from + OT_SHARED_WORDS; i++) {
		g_string_append(run, g_array_index(words, Word, i).folded);
		g_string_append_c(run, ' ');
	}
	return g_string_free(run, FALSE);
}

static void
add(OtShared *shared, const char *who, const char *text)
{
	g_autoptr(GArray) words = divide(text);

	for (guint i = 0; i + OT_SHARED_WORDS <= words->len; i++) {
		char *run = join(words, i);
		const char *owner = g_hash_table_lookup(shared->owners, run);
		if (owner == NULL || owner == who)
			g_hash_table_insert(shared->owners, run, (void *) who);
		else
			g_hash_table_insert(shared->owners, run, (void *) everybody);
	}
}

void
ot_shared_know(OtShared *shared, const char *text)
{
	add(shared, everybody, text);
}

void
ot_shared_add(OtShared *shared, const char *who, const char *text)
{
	const char *name = g_hash_table_lookup(shared->names, who);

	if (name == NULL) {
		name = ot_arena_strdup(shared->arena, who);
		g_hash_table_insert(shared->names, (void *) name, (void *) name);
	}
	add(shared, name, text);
}

static char *
show(const GArray *words, guint from, guint to)
{
	const char *start = g_array_index(words, Word, from).start;
	const char *end = g_array_index(words, Word, to).end;
	g_autofree char *text = g_strndup(start, (size_t) (end - start));

	if (g_utf8_strlen(text, -1) <= LONGEST_SHOWN)
		return g_steal_pointer(&text);
	g_autofree char *cut = g_utf8_substring(text, 0, LONGEST_SHOWN);
	return g_strconcat(cut, "…", NULL);
}

bool
ot_shared_find(const OtShared *shared, const char *text, OtSharedFound *found)
{
	g_autoptr(GArray) words = divide(text);
	const char *current = NULL, *whose = NULL;
	guint start = 0, best = 0, longest = 0;

	for (guint i = 0; i + OT_SHARED_WORDS <= words->len; i++) {
		g_autofree char *run = join(words, i);
		const char *owner = g_hash_table_lookup(shared->owners, run);
		if (owner == NULL || owner == everybody) {
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
