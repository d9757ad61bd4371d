/* SPDX-License-Identifier: MIT */
#include "responses/skeleton.h"

#include <string.h>

/* A line of a file that is taken apart. */
typedef struct {
	const OtPiece *pieces;
	size_t n_pieces;
	const char *at; /* what of the text is still to be read */
	OtFound found;
	const char *place;
	OtFilled *filled;
} Reading;

static void
skip_blanks(Reading *reading)
{
	while (g_unichar_isspace(g_utf8_get_char(reading->at)))
		reading->at = g_utf8_next_char(reading->at);
}

static bool
is_blank(const char *words)
{
	return words[strspn(words, " \t\n")] == '\0';
}

static void
put(const Reading *reading, const OtPiece *piece, const char *text, size_t len)
{
	g_autofree char *value = g_strndup(text, len);

	ot_filled_put(reading->filled, piece->field->name, value, reading->found, reading->place);
}

/*
 * Where the value of a field ends: at the next words, at the hint of the next field, or at the end.
 */
static const char *
find_end(const Reading *reading, size_t index)
{
	for (size_t i = index + 1; i < reading->n_pieces; i++) {
		const OtPiece *next = &reading->pieces[i];
		const char *sign = next->field != NULL ? next->hint : next->words;

		if (next->words != NULL && is_blank(next->words))
			continue;
		const char *end = strstr(reading->at, sign);
		if (end != NULL)
			return end;
	}
	return reading->at + strlen(reading->at);
}

static bool
has_more(const Reading *reading, size_t index)
{
	for (size_t i = index + 1; i < reading->n_pieces; i++)
		if (reading->pieces[i].field != NULL)
			return true;
	return false;
}

static void
read_tick(Reading *reading, const OtPiece *piece)
{
	static const char *const marks[] = {"\u2610", "\u2612", "\u2611", "\u2713", "\u2714",
	                                    "[ ]", "[x]", "[X]", "x ", "X ", "yes", "Yes"};

	for (size_t i = 0; i < G_N_ELEMENTS(marks); i++) {
		if (!g_str_has_prefix(reading->at, marks[i]))
			continue;
		bool empty = i == 0 || strcmp(marks[i], "[ ]") == 0;
		put(reading, piece, empty ? "no" : "yes", empty ? 2 : 3);
		reading->at += strlen(marks[i]);
		return;
	}
	put(reading, piece, "no", 2);
}

/* The length of the longest choice that the text starts with, whatever its case; 0: none. */
static size_t
match_choice(const OtFieldData *field, const char *text)
{
	g_autofree char *folded = g_utf8_casefold(text, -1);
	size_t longest = 0;

	for (size_t i = 0; field->choices != NULL && field->choices[i] != NULL; i++) {
		g_autofree char *choice = g_utf8_casefold(field->choices[i], -1);
		if (strlen(field->choices[i]) > longest && g_str_has_prefix(folded, choice))
			longest = strlen(field->choices[i]);
	}
	return MIN(longest, strlen(text));
}

/* A number that words may follow in the field behind it; 0: there is none. */
static size_t
match_number(const char *text)
{
	size_t len = strspn(text, "0123456789.,%£");

	return text[strcspn(text, "0123456789")] != '\0' && len > 0 ? len : 0;
}

/* Whether the field is a short one with room for words behind it, as a number has. */
static bool
is_followed(const Reading *reading, size_t index)
{
	const OtPiece *pieces = reading->pieces;

	return pieces[index].field->kind == OT_FIELD_TEXT && index + 2 < reading->n_pieces &&
	       pieces[index + 1].words != NULL && is_blank(pieces[index + 1].words) &&
	       pieces[index + 2].field != NULL;
}

static void
read_field(Reading *reading, size_t index)
{
	const OtPiece *piece = &reading->pieces[index];
	const char *end;

	skip_blanks(reading);
	if (piece->field->kind == OT_FIELD_TICK) {
		read_tick(reading, piece);
		return;
	}
	/* what was typed beside the hint counts, the hint doesn't */
	if (g_str_has_prefix(reading->at, piece->hint)) {
		reading->at += strlen(piece->hint);
		skip_blanks(reading);
	}
	end = find_end(reading, index);
	if (piece->field->kind == OT_FIELD_CHOICE && has_more(reading, index)) {
		size_t len = match_choice(piece->field, reading->at);
		end = len > 0 || *end == '\0' ? reading->at + len : end;
	} else if (*end == '\0' && is_followed(reading, index)) {
		end = reading->at + match_number(reading->at);
	}
	put(reading, piece, reading->at, (size_t) (end - reading->at));
	reading->at = end;
}

static void
read_words(Reading *reading, const OtPiece *piece)
{
	const char *found = is_blank(piece->words) ? NULL : strstr(reading->at, piece->words);

	if (found != NULL)
		reading->at = found + strlen(piece->words);
}

void
ot_pieces_read(const OtPiece *pieces, size_t n_pieces, const char *text, OtFound found,
               const char *place, OtFilled *filled)
{
	Reading reading = {pieces, n_pieces, text, found, place, filled};

	for (size_t i = 0; i < n_pieces; i++) {
		if (pieces[i].field != NULL)
			read_field(&reading, i);
		else
			read_words(&reading, &pieces[i]);
	}
}
