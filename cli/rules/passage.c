/* SPDX-License-Identifier: MIT */
#include "rules/passage.h"

#include "base/arena.h"
#include "base/text.h"

#include <string.h>

struct OtText {
	OtArena *arena;
	GArray *passages; /* of OtPassage, their strings in the arena */
	GPtrArray *estate, *terms;
	size_t n_words;
	const char *file; /* of the passage before, in the arena; most are of the same */
};

OtText *
ot_text_new(void)
{
	OtText *text = g_new0(OtText, 1);

	text->arena = ot_arena_new();
	text->passages = g_array_new(FALSE, FALSE, sizeof(OtPassage));
	text->estate = g_ptr_array_new();
	text->terms = g_ptr_array_new();
	return text;
}

void
ot_text_free(OtText *text)
{
	if (text == NULL)
		return;
	g_array_unref(text->passages);
	g_ptr_array_unref(text->estate);
	g_ptr_array_unref(text->terms);
	ot_arena_free(text->arena);
	g_free(text);
}

static bool
is_letter_or_digit(const char *text)
{
	return (guint8) *text < 0x80 ? g_ascii_isalnum(*text)
	                             : g_unichar_isalnum(g_utf8_get_char(text));
}

/* A word is what stands between blanks and has a letter or a digit; "–" is none. */
static size_t
count_words(const char *text)
{
	size_t n = 0;

	while (*text != '\0') {
		if (!is_letter_or_digit(text)) {
			text = g_utf8_next_char(text);
			continue;
		}
		n++;
		while (*text != '\0' && *text != ' ')
			text++;
	}
	return n;
}

/* Some thousand passages come from one file, so its name is kept once. */
static const char *
keep_file(OtText *text, const char *file)
{
	if (g_strcmp0(file, text->file) != 0)
		text->file = ot_arena_strdup(text->arena, file);
	return file != NULL ? text->file : NULL;
}

bool
ot_text_add(OtText *text, const OtPassage *passage)
{
	if (passage->text == NULL || passage->len == 0)
		return false;

	char *folded = ot_text_fold(ot_arena_strndup(text->arena, passage->text, passage->len));
	if (*folded == '\0')
		return false;
	OtPassage copy = *passage;
	copy.text = folded;
	copy.len = strlen(folded);
	copy.where.file = keep_file(text, passage->where.file);
	copy.where.place = ot_arena_strdup(text->arena, passage->where.place);
	g_array_append_val(text->passages, copy);
	text->n_words += count_words(folded);
	return true;
}

size_t
ot_text_count(const OtText *text)
{
	return text->passages->len;
}

const OtPassage *
ot_text_get(const OtText *text, size_t index)
{
	g_assert(index < text->passages->len);
	return &g_array_index(text->passages, OtPassage, index);
}

size_t
ot_text_words(const OtText *text)
{
	return text->n_words;
}

static void
add_name(OtText *text, GPtrArray *names, const char *name)
{
	char *folded = ot_text_fold(ot_arena_strdup(text->arena, name));

	if (*folded != '\0' && !ot_is_placeholder(folded))
		g_ptr_array_add(names, folded);
}

void
ot_text_add_estate(OtText *text, const char *name)
{
	add_name(text, text->estate, name);
}

void
ot_text_add_term(OtText *text, const char *term)
{
	add_name(text, text->terms, term);
}

const GPtrArray *
ot_text_estate(const OtText *text)
{
	return text->estate;
}

const GPtrArray *
ot_text_terms(const OtText *text)
{
	return text->terms;
}

bool
ot_is_placeholder(const char *text)
{
	while (ot_text_is_space(*text))
		text++;
	/* It is asked for each match, and a passage may be long. */
	if (*text != '[')
		return false;
	size_t len = strlen(text);
	while (len > 0 && ot_text_is_space(text[len - 1]))
		len--;
	return len > 2 && text[len - 1] == ']';
}

/* --- kinds --------------------------------------------------------------------------------- */

static const char *const kind_names[OT_N_PASSAGE_KINDS] = {
#define KIND(id, name, meaning) [OT_PASSAGE_##id] = name,
#include "rules/passage-kinds.def"
#undef KIND
};

bool
ot_passage_kind_find(const char *name, OtPassageKind *kind)
{
	for (size_t i = 0; i < OT_N_PASSAGE_KINDS; i++) {
		if (strcmp(kind_names[i], name) != 0)
			continue;
		*kind = (OtPassageKind) i;
		return true;
	}
	return false;
}

const char *
ot_passage_kind_name(OtPassageKind kind)
{
	g_assert(kind < OT_N_PASSAGE_KINDS);
	return kind_names[kind];
}

const GPtrArray *
ot_passage_kind_names(GPtrArray *names)
{
	for (size_t i = 0; i < OT_N_PASSAGE_KINDS; i++)
		g_ptr_array_add(names, (char *) kind_names[i]);
	return names;
}

bool
ot_passage_kinds_parse(const char *names, OtPassageKinds *kinds, char **bad)
{
	g_auto(GStrv) words = g_strsplit_set(names, " \t\r\n", -1);
	OtPassageKind kind;

	*kinds = 0;
	for (char **word = words; *word != NULL; word++) {
		if (**word == '\0')
			continue;
		if (!ot_passage_kind_find(*word, &kind)) {
			*bad = g_strdup(*word);
			return false;
		}
		*kinds |= (OtPassageKinds) 1 << kind;
	}
	return true;
}
