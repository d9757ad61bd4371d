/* SPDX-License-Identifier: MIT */
#include "translation/unit.h"

#include <string.h>

static void
free_unit(gpointer data)
{
	OtUnit *unit = data;

	g_free(unit->words);
	g_free(unit->within);
	g_free(unit);
}

GPtrArray *
ot_units_new(void)
{
	return g_ptr_array_new_with_free_func(free_unit);
}

void
ot_units_add(GPtrArray *units, const char *words, const char *within)
{
	OtUnit *unit = g_new0(OtUnit, 1);

	unit->words = g_strdup(words);
	unit->within = g_strdup(within);
	g_ptr_array_add(units, unit);
}

bool
ot_unit_has_letters(const char *words)
{
	for (const char *at = words; *at != '\0'; at = g_utf8_next_char(at))
		if (g_unichar_isalpha(g_utf8_get_char(at)))
			return true;
	return false;
}

void
ot_unit_append_words(GString *unit, const char *words)
{
	for (const char *at = words; *at != '\0'; at++) {
		if (*at == '{' || *at == '}')
			g_string_append_c(unit, *at);
		g_string_append_c(unit, *at);
	}
}

static void
free_piece(gpointer data)
{
	OtUnitPiece *piece = data;

	g_free(piece->words);
	g_free(piece);
}

static void
add_piece(GPtrArray *pieces, GString *words, int number)
{
	if (words->len > 0) {
		OtUnitPiece *piece = g_new0(OtUnitPiece, 1);
		piece->words = g_strdup(words->str);
		g_ptr_array_add(pieces, piece);
		g_string_truncate(words, 0);
	}
	if (number > 0) {
		OtUnitPiece *piece = g_new0(OtUnitPiece, 1);
		piece->number = number;
		g_ptr_array_add(pieces, piece);
	}
}

/* The number in "{12}", and the end of it; 0 where there is none. */
static int
read_number(const char *at, const char **end)
{
	size_t n_digits = strspn(at + 1, "0123456789");

	if (n_digits == 0 || n_digits > 4 || at[1 + n_digits] != '}')
		return 0;
	*end = at + n_digits + 2;
	return (int) g_ascii_strtoll(at + 1, NULL, 10);
}

GPtrArray *
ot_unit_pieces(const char *words)
{
	g_autoptr(GPtrArray) pieces = g_ptr_array_new_with_free_func(free_piece);
	g_autoptr(GString) plain = g_string_new(NULL);

	for (const char *at = words; *at != '\0';) {
		bool brace = *at == '{' || *at == '}';
		if (!brace || at[1] == *at) {
			g_string_append_c(plain, *at);
			at += brace ? 2 : 1;
			continue;
		}
		int number = *at == '{' ? read_number(at, &at) : 0;
		if (number == 0)
			return NULL;
		add_piece(pieces, plain, number);
	}
	add_piece(pieces, plain, 0);
	return g_steal_pointer(&pieces);
}

/* Count each number up or down; false where it is there twice. */
static bool
count_numbers(const GPtrArray *pieces, GHashTable *seen)
{
	for (guint i = 0; i < pieces->len; i++) {
		const OtUnitPiece *piece = g_ptr_array_index(pieces, i);
		if (piece->words == NULL &&
		    !g_hash_table_add(seen, GINT_TO_POINTER(piece->number)))
			return false;
	}
	return true;
}

bool
ot_unit_is_match(const char *words, const char *translated)
{
	g_autoptr(GPtrArray) pieces = ot_unit_pieces(words);
	g_autoptr(GPtrArray) others = ot_unit_pieces(translated);
	g_autoptr(GHashTable) seen = g_hash_table_new(NULL, NULL);
	g_autoptr(GHashTable) others_seen = g_hash_table_new(NULL, NULL);

	if (pieces == NULL || others == NULL || !count_numbers(pieces, seen) ||
	    !count_numbers(others, others_seen) ||
	    g_hash_table_size(seen) != g_hash_table_size(others_seen))
		return false;
	GHashTableIter iter;
	gpointer number;
	g_hash_table_iter_init(&iter, seen);
	while (g_hash_table_iter_next(&iter, &number, NULL))
		if (!g_hash_table_contains(others_seen, number))
			return false;
	return true;
}
