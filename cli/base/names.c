/* SPDX-License-Identifier: MIT */
#include "base/names.h"

#include "base/sequences.h"
#include "base/tokens.h"

#include <string.h>

/* A name of one word that is shorter is a word like others. */
#define LEAST_LETTERS 4

/* A name that was added. */
typedef struct {
	const void *whose;
	const char *what;
	char *written; /* it could be an ordinary word, which is not written so; or NULL */
	bool is_forgotten;
} Name;

struct OtNames {
	GPtrArray *forms;       /* of GArray of OtToken */
	GHashTable *words;      /* from a folded word to its number, from 1 */
	GArray *names;          /* of Name */
	OtSequences *sequences; /* of the numbers of words; the values are indices in `names` */
};

static void
clear_name(gpointer data)
{
	Name *name = data;

	g_free(name->written);
}

OtNames *
ot_names_new(const char *const *forms)
{
	OtNames *names = g_new0(OtNames, 1);

	names->forms = g_ptr_array_new_with_free_func((GDestroyNotify) g_array_unref);
	for (; forms != NULL && *forms != NULL; forms++)
		g_ptr_array_add(names->forms, ot_tokens_split(*forms));
	names->words = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	names->names = g_array_new(FALSE, FALSE, sizeof(Name));
	g_array_set_clear_func(names->names, clear_name);
	names->sequences = ot_sequences_new();
	return names;
}

void
ot_names_free(OtNames *names)
{
	if (names == NULL)
		return;
	g_ptr_array_unref(names->forms);
	g_hash_table_unref(names->words);
	g_array_unref(names->names);
	ot_sequences_free(names->sequences);
	g_free(names);
}

/* --- adding -------------------------------------------------------------------------------- */

/* "Smith & Sons" is also written "Smith and Sons". */
static bool
is_passed_over(const OtToken *token)
{
	return strcmp(token->folded, "and") == 0;
}

/* True where a form stands at the end of the first `n` words, with a word before it. */
static bool
ends_with(const GArray *tokens, guint n, const GArray *form)
{
	if (form->len == 0 || form->len >= n)
		return false;
	for (guint i = 0; i < form->len; i++)
		if (strcmp(ot_token_get(tokens, n - form->len + i)->folded,
		           ot_token_get(form, i)->folded) != 0)
			return false;
	return true;
}

/* What is left out like a form when people speak of a firm, without being one. */
static bool
is_usual_end(const OtToken *token)
{
	static const char *const ends[] = {"uk", "co", "company", NULL};

	return g_strv_contains(ends, token->folded);
}

/* How many words a title has without its legal forms. */
static guint
count_bare(const OtNames *names, const GArray *tokens)
{
	guint n = tokens->len, before;

	/* "UK Company Limited": another one may stand before it. */
	do {
		before = n;
		for (guint i = 0; i < names->forms->len && n == before; i++) {
			const GArray *form = g_ptr_array_index(names->forms, i);
			if (ends_with(tokens, n, form))
				n -= form->len;
		}
		if (n == before && n > 1 && is_usual_end(ot_token_get(tokens, n - 1)))
			n--;
	} while (n < before);
	return n;
}

static guint32
number_word(OtNames *names, const char *word)
{
	guint32 number = GPOINTER_TO_UINT(g_hash_table_lookup(names->words, word));

	if (number != 0)
		return number;
	number = g_hash_table_size(names->words) + 1;
	g_hash_table_insert(names->words, g_strdup(word), GUINT_TO_POINTER(number));
	return number;
}

static bool
add_words(OtNames *names, const char *text, const GArray *tokens, guint first, guint after,
          bool is_title, const Name *given)
{
	g_autoptr(GArray) numbers = g_array_new(FALSE, FALSE, sizeof(guint32));
	guint last = first;

	for (guint i = first; i < after; i++) {
		const OtToken *token = ot_token_get(tokens, i);
		if (is_passed_over(token))
			continue;
		guint32 number = number_word(names, token->folded);
		g_array_append_val(numbers, number);
		last = i;
	}
	const OtToken *token = numbers->len > 0 ? ot_token_get(tokens, last) : NULL;
	if (token == NULL ||
	    (numbers->len == 1 && g_utf8_strlen(token->folded, -1) < LEAST_LETTERS))
		return false;
	Name name = *given;
	if (is_title && numbers->len == 1)
		name.written = g_strndup(text + token->start, token->end - token->start);
	guint32 index = names->names->len;
	guint32 kept = ot_sequences_add(names->sequences, (const guint32 *) numbers->data,
	                                numbers->len, index);
	if (kept == index) {
		g_array_append_val(names->names, name);
		return true;
	}
	Name *before = &g_array_index(names->names, Name, kept);
	/* What counts however it is written still does. */
	if (name.written == NULL)
		g_clear_pointer(&before->written, g_free);
	g_free(name.written);
	return true;
}

bool
ot_names_add(OtNames *names, const char *name, bool is_title, const void *whose, const char *what)
{
	g_autoptr(GArray) tokens = ot_tokens_split(name);
	const Name given = {.whose = whose, .what = what};
	guint n = is_title ? count_bare(names, tokens) : tokens->len;
	bool added = add_words(names, name, tokens, 0, n, is_title, &given);

	if (is_title && n > 1 && strcmp(ot_token_get(tokens, 0)->folded, "the") == 0)
		added |= add_words(names, name, tokens, 1, n, is_title, &given);
	return added;
}

void
ot_names_close(OtNames *names)
{
	ot_sequences_close(names->sequences);
}

/* --- looking ------------------------------------------------------------------------------- */

static bool
is_written_so(const Name *name, const char *text, const OtNameFound *found)
{
	size_t len = found->end - found->start;

	return name->written == NULL || g_unichar_isupper(g_utf8_get_char(text + found->start)) ||
	       (strlen(name->written) == len &&
	        memcmp(text + found->start, name->written, len) == 0);
}

/* The longest name that ends in a state; `places` are of the words that were read. */
static bool
find_longest(const OtNames *names, const char *text, const GArray *tokens, const GArray *places,
             guint32 state, OtNameFound *found)
{
	for (guint32 end = ot_sequences_ending(names->sequences, state); end != 0;
	     end = ot_sequences_shorter(names->sequences, end)) {
		guint32 index = ot_sequences_value(names->sequences, end);
		const Name *name = &g_array_index(names->names, Name, index);
		guint first = places->len - ot_sequences_length(names->sequences, end);
		*found = (OtNameFound){
			.start = ot_token_get(tokens, g_array_index(places, guint, first))->start,
			.end = ot_token_get(tokens, g_array_index(places, guint, places->len - 1))
		                       ->end,
			.whose = name->whose,
			.what = name->what,
			.name = index,
		};
		if (!name->is_forgotten && is_written_so(name, text, found))
			return true;
	}
	return false;
}

/* Ends grow, so that only those that were found last can lie within a further one. */
static void
keep_outer(GArray *all, const OtNameFound *found)
{
	while (all->len > 0 &&
	       g_array_index(all, OtNameFound, all->len - 1).start >= found->start)
		g_array_set_size(all, all->len - 1);
	g_array_append_val(all, *found);
}

GArray *
ot_names_find(const OtNames *names, const char *text, const GArray *tokens)
{
	GArray *all = g_array_new(FALSE, FALSE, sizeof(OtNameFound));
	g_autoptr(GArray) places = g_array_new(FALSE, FALSE, sizeof(guint));
	guint32 state = 0;

	for (guint i = 0; i < tokens->len; i++) {
		const OtToken *token = ot_token_get(tokens, i);
		OtNameFound found;
		if (is_passed_over(token))
			continue;
		guint32 word = GPOINTER_TO_UINT(g_hash_table_lookup(names->words, token->folded));
		g_array_append_val(places, i);
		state = ot_sequences_step(names->sequences, state, word);
		if (find_longest(names, text, tokens, places, state, &found))
			keep_outer(all, &found);
	}
	return all;
}

void
ot_names_forget(OtNames *names, const OtNameFound *found)
{
	g_array_index(names->names, Name, found->name).is_forgotten = true;
}
