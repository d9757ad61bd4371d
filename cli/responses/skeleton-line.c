/* SPDX-License-Identifier: MIT */
#include "responses/skeleton.h"

#include "base/yes-no.h"

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

/* A box that lost its control is a sign, or what people write in its place. */
static void
read_tick(Reading *reading, const OtPiece *piece)
{
	size_t len;
	bool ticked = ot_said_first(reading->at, &len) == OT_SAID_YES;

	put(reading, piece, ticked ? "yes" : "no", ticked ? 3 : 2);
	reading->at += len;
	if (len > 0)
		reading->at += strspn(reading->at, " ,.:;");
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
