/* SPDX-License-Identifier: MIT */
#include "responses/collect-parts.h"

#include "base/text.h"

#include <string.h>

/*
 * What stands where a field should be, by the words around it: in the place of a control that is
 * gone or empty, or beside one that is filled, since people go on below a field and paste tables
 * there.
 */

/* A text that a field is known to hold. */
typedef struct {
	char *text;     /* on one line */
	size_t len;
	char *squeezed; /* without blanks: programs lose the ends of lines */
} Known;

static void
clear_known(gpointer data)
{
	g_free(((Known *) data)->text);
	g_free(((Known *) data)->squeezed);
}

/* A text without white space; free with g_free(). */
static char *
squeeze(const char *text)
{
	GString *squeezed = g_string_sized_new(strlen(text));

	for (; *text != '\0'; text++)
		if (!ot_text_is_space(*text))
			g_string_append_c(squeezed, *text);
	return g_string_free(squeezed, FALSE);
}

static bool
says_something(const char *text)
{
	for (; *text != '\0'; text = g_utf8_next_char(text))
		if (g_unichar_isalnum(g_utf8_get_char(text)))
			return true;
	return false;
}

static gint
compare_lengths(gconstpointer one, gconstpointer other)
{
	size_t a = ((const Known *) one)->len, b = ((const Known *) other)->len;

	return a > b ? -1 : a < b;
}

/* What controls hold, the longest first: a short answer may be part of a longer one. */
static GArray *
list_known(const OtFilled *filled)
{
	GArray *all = g_array_new(FALSE, FALSE, sizeof(Known));
	GHashTableIter iter;
	gpointer field;

	g_array_set_clear_func(all, clear_known);
	g_hash_table_iter_init(&iter, filled->by_name);
	while (g_hash_table_iter_next(&iter, NULL, &field)) {
		Known known = {g_strdup(((OtFilledField *) field)->text), 0, NULL};

		if (!says_something(known.text)) {
			g_free(known.text);
			continue;
		}
		known.len = strlen(ot_text_fold(known.text));
		known.squeezed = squeeze(known.text);
		g_array_append_val(all, known);
	}
	g_array_sort(all, compare_lengths);
	return all;
}

/* A text on one line without what other fields hold; free with g_free(). */
static char *
without_known(const char *text, const GArray *all)
{
	g_autofree char *folded = ot_text_fold(g_strdup(text));
	g_autoptr(GString) rest = g_string_new(folded);
	char *at;

	for (guint i = 0; i < all->len && *rest->str != '\0'; i++) {
		const Known *known = &g_array_index(all, Known, i);
		while ((at = strstr(rest->str, known->text)) != NULL)
			g_string_erase(rest, at - rest->str, (gssize) known->len);
	}
	return g_strdup(rest->str);
}

/* Part of a field that has several paragraphs. */
static bool
is_part_of_known(const char *line, const GArray *all)
{
	g_autofree char *squeezed = squeeze(line);

	for (guint i = 0; i < all->len; i++)
		if (strstr(g_array_index(all, Known, i).squeezed, squeezed) != NULL)
			return true;
	return false;
}

/* --- beside a field -------------------------------------------------------------------------- */

/* Only where there is room for words; a tick or a name has none. */
static bool
takes_words(const char *name)
{
	return g_str_has_prefix(name, "answer.") || g_str_has_prefix(name, "reason.");
}

/* The lines that no field holds, and that are no hints; "" for none. */
static char *
find_beside(const OtFilled *filled, const char *guess, const GArray *all)
{
	g_auto(GStrv) lines = g_strsplit(guess, "\n", -1);
	GString *beside = g_string_new(NULL);

	for (char **line = lines; *line != NULL; line++) {
		g_autofree char *rest = without_known(*line, all);
		if (!says_something(rest) || is_part_of_known(*line, all) ||
		    (filled->hints != NULL &&
		     g_hash_table_contains((GHashTable *) filled->hints, g_strstrip(rest))))
			continue;
		g_string_append_printf(beside, "%s%s", beside->len > 0 ? "\n" : "",
		                       g_strstrip(rest));
	}
	return g_string_free(beside, FALSE);
}

static void
add_beside(const OtFilled *filled, const char *name, OtFilledField *field,
           const OtFilledField *guess, const GArray *all, GPtrArray *added)
{
	if (!takes_words(name) || guess->found != OT_FOUND_HEADING)
		return;
	g_autofree char *beside = find_beside(filled, guess->text, all);
	if (*beside == '\0')
		return;
	field->text = ot_arena_printf(filled->arena, "%s\n%s", field->text, beside);
	g_ptr_array_add(added, (void *) name);
}

/* "answer.Q3.more" is of Q3. */
static char *
name_question(const char *name)
{
	const char *id = strchr(name, '.') + 1;
	const char *end = strchr(id, '.');

	return end != NULL ? g_strndup(id, (size_t) (end - id)) : g_strdup(id);
}

static gint
compare_names(gconstpointer one, gconstpointer other)
{
	return strcmp(*(char *const *) one, *(char *const *) other);
}

static void
tell_beside(const OtFilled *filled, GPtrArray *added, const char *path, OtFindings *findings)
{
	g_ptr_array_sort(added, compare_names);
	for (guint i = 0; i < added->len; i++) {
		const char *name = g_ptr_array_index(added, i);
		g_autofree char *id = name_question(name);
		ot_findings_add(
			findings, OT_CODE_RESPONSE_BESIDE,
			(OtWhere){.file = path, .place = ot_filled_find(filled, name)->place},
			"%s: the words beside the field are added to what it holds", id);
	}
}

/* --- all of them ----------------------------------------------------------------------------- */

static void
put_guess(OtFilled *filled, const char *name, const OtFilledField *guess, const GArray *all)
{
	g_autofree char *folded = ot_text_fold(g_strdup(guess->text));
	g_autofree char *rest = without_known(guess->text, all);

	if (strcmp(rest, folded) == 0)
		ot_filled_put(filled, name, guess->text, guess->found, guess->place);
	else if (says_something(rest))
		ot_filled_put(filled, name, rest, guess->found, guess->place);
}

void
ot_collect_guessed(OtFilled *filled, const OtFilled *guessed, const char *path,
                   OtFindings *findings)
{
	g_autoptr(GArray) all = list_known(filled);
	g_autoptr(GPtrArray) added = g_ptr_array_new();
	GHashTableIter iter;
	gpointer name, guess;

	g_hash_table_iter_init(&iter, guessed->by_name);
	while (g_hash_table_iter_next(&iter, &name, &guess)) {
		OtFilledField *there = g_hash_table_lookup(filled->by_name, name);
		if (there != NULL && *there->text != '\0')
			add_beside(filled, name, there, guess, all, added);
		else
			put_guess(filled, name, guess, all);
	}
	tell_beside(filled, added, path, findings);
}
