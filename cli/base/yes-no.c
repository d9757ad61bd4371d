/* SPDX-License-Identifier: MIT */
#include "base/yes-no.h"

#include <glib.h>
#include <stdbool.h>
#include <string.h>

/* Where words say so: before others, before others in a choice, or alone. */
typedef enum { FIRST, CHOICE, ALONE } Place;

typedef struct {
	OtSaid meaning;
	const char *words;
	Place place;
} Known;

static const Known known[] = {
#define FIRST(meaning, words)  {OT_SAID_##meaning, words, FIRST},
#define CHOICE(meaning, words) {OT_SAID_##meaning, words, CHOICE},
#define ALONE(meaning, words)  {OT_SAID_##meaning, words, ALONE},
#include "base/yes-no.def"
#undef FIRST
#undef CHOICE
#undef ALONE
};

static const char *
skip_blanks(const char *text)
{
	while (g_unichar_isspace(g_utf8_get_char(text)))
		text = g_utf8_next_char(text);
	return text;
}

/* Whether no word goes on here; signs end where they end. */
static bool
ends_at(const Known *it, const char *behind)
{
	gunichar last = g_utf8_get_char(g_utf8_prev_char(it->words + strlen(it->words)));

	return !g_unichar_isalnum(last) ||
	       (*behind != '-' && !g_unichar_isalnum(g_utf8_get_char(behind)));
}

static bool
fits(const Known *it, const char *text)
{
	size_t len = strlen(it->words);

	return g_ascii_strncasecmp(text, it->words, len) == 0 && ends_at(it, text + len);
}

OtSaid
ot_said(const char *text)
{
	text = skip_blanks(text);
	for (size_t i = 0; i < G_N_ELEMENTS(known); i++)
		if (fits(&known[i], text) && *skip_blanks(text + strlen(known[i].words)) == '\0')
			return known[i].meaning;
	return OT_SAID_NEITHER;
}

static OtSaid
find_first(const char *text, Place most, size_t *len)
{
	for (size_t i = 0; i < G_N_ELEMENTS(known); i++) {
		if (known[i].place > most || !fits(&known[i], text))
			continue;
		*len = strlen(known[i].words);
		return known[i].meaning;
	}
	*len = 0;
	return OT_SAID_NEITHER;
}

OtSaid
ot_said_first(const char *text, size_t *len)
{
	return find_first(text, FIRST, len);
}

OtSaid
ot_said_choice(const char *choice)
{
	size_t len;

	return find_first(choice, CHOICE, &len);
}
