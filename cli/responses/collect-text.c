/* SPDX-License-Identifier: MIT */
#include "responses/collect-parts.h"

#include "base/text.h"

#include <stdlib.h>
#include <string.h>

/*
 * Answers below the number or the words of a question, as people write them into a letter or a
 * mail:
 *
 *   Organisation: Frostline Sensing Ltd
 *   Q1. Have we described the problem correctly? ...
 *   Mostly. Shade matters more than height.
 *   Sensitive: yes, our survey until 2027
 */

/* How the questions of a file are numbered. */
typedef enum {
	STYLE_ID,     /* "Q1", or the words of the question */
	STYLE_WORD,   /* "Question 1", "Cwestiwn 1" */
	STYLE_NUMBER, /* "1." or "1)", in ascending order only: answers have such lists too */
} Style;

typedef struct {
	const OtAsked *asked;
	OtFilled *filled;
	Style style;
	GHashTable *seen;                /* ids of questions that began */
	const OtAskedQuestion *question; /* whose answer is read, or NULL */
	size_t last;                     /* its index + 1 */
	GString *answer;
	const char *place;
} Reading;

/* --- the start of a question ----------------------------------------------------------------- */

static bool
ends_word(const char *c)
{
	return !g_unichar_isalnum(g_utf8_get_char(c));
}

/* What stands after signs between a number and the words. */
static const char *
skip_signs(const char *c)
{
	while (*c != '\0' && (g_unichar_isspace(g_utf8_get_char(c)) ||
	                      strchr(".:)-", *c) != NULL || g_str_has_prefix(c, "–") ||
	                      g_str_has_prefix(c, "—")))
		c = g_utf8_next_char(c);
	return c;
}

/* The digits at the end of an id, 0: it has none. */
static int
number_of(const char *id)
{
	return atoi(id + strcspn(id, "0123456789"));
}

static const char *
match_id(const OtAskedQuestion *question, const char *text)
{
	size_t len = strlen(question->id);

	if (g_ascii_strncasecmp(text, question->id, len) != 0 || !ends_word(text + len))
		return NULL;
	return skip_signs(text + len);
}

static const char *
match_word(const OtAskedQuestion *question, const char *text)
{
	static const char *const words[] = {"question ", "cwestiwn "};
	char *end;

	for (size_t i = 0; i < G_N_ELEMENTS(words); i++) {
		size_t len = strlen(words[i]);
		if (g_ascii_strncasecmp(text, words[i], len) == 0 && g_ascii_isdigit(text[len]) &&
		    strtol(text + len, &end, 10) == number_of(question->id) && ends_word(end))
			return skip_signs(end);
	}
	return NULL;
}

static const char *
match_number(const OtAskedQuestion *question, const char *text)
{
	char *end;

	if (!g_ascii_isdigit(*text) || strtol(text, &end, 10) != number_of(question->id) ||
	    (*end != '.' && *end != ')' && *end != ':') || g_ascii_isdigit(end[1]))
		return NULL;
	return skip_signs(end);
}

static const char *
match_style(Style style, const OtAskedQuestion *question, const char *text)
{
	switch (style) {
	case STYLE_ID:
		return match_id(question, text);
	case STYLE_WORD:
		return match_word(question, text);
	case STYLE_NUMBER:
		break;
	}
	return match_number(question, text);
}

/* Where the line starts a question: which one, and what stands behind its number. */
static const OtAskedQuestion *
find_start(const Reading *reading, const char *text, size_t *index, const char **rest)
{
	size_t from = reading->style == STYLE_NUMBER ? reading->last : 0;

	for (size_t i = from; i < ot_asked_count(reading->asked); i++) {
		const OtAskedQuestion *question = ot_asked_at(reading->asked, i);
		*index = i;
		*rest = match_style(reading->style, question, text);
		if (*rest == NULL && ot_text_is_same(text, question->text))
			*rest = "";
		if (*rest != NULL)
			return g_hash_table_contains(reading->seen, question->id) ? NULL : question;
		if (reading->style == STYLE_NUMBER && i > from)
			return NULL;
	}
	return NULL;
}

/* The numbers that most questions are found by. */
static Style
find_style(const OtAsked *asked, const OtLine *lines, size_t n_lines)
{
	size_t counts[] = {0, 0, 0};

	for (size_t i = 0; i < n_lines; i++)
		for (size_t j = 0; j < ot_asked_count(asked); j++)
			for (int style = STYLE_ID; style <= STYLE_NUMBER; style++)
				counts[style] += match_style((Style) style, ot_asked_at(asked, j),
				                             lines[i].text) != NULL;
	return counts[STYLE_ID] > 0     ? STYLE_ID
	       : counts[STYLE_WORD] > 0 ? STYLE_WORD
	                                : STYLE_NUMBER;
}

/* --- answers --------------------------------------------------------------------------------- */

/* What stands behind one of the words that a line starts with, all of ASCII; or NULL. */
static const char *
after_word(const char *text, const char *const *words)
{
	for (; *words != NULL; words++) {
		size_t len = strlen(*words);
		if (g_ascii_strncasecmp(text, *words, len) == 0 && ends_word(text + len))
			return text + len;
	}
	return NULL;
}

/* "Sensitive: yes, our survey until 2027". */
static bool
read_sensitive(Reading *reading, const OtLine *line)
{
	static const char *const words[] = {"commercially sensitive", "sensitive", "confidential",
	                                    "sensitif", "yn sensitif", NULL};
	static const char *const yes[] = {"yes", "x", "ydy", NULL};
	static const char *const no[] = {"no", "nac ydy", NULL};
	const char *rest = after_word(line->text, words);

	/*
	 * a sentence may start like this too; a mark has a colon, a question mark or nothing more
	 */
	if (rest == NULL || reading->question == NULL || strchr(":?", *rest) == NULL)
		return false;
	rest = *rest != '\0' ? skip_signs(rest + 1) : rest;
	bool marked = g_str_has_prefix(rest, "\u2612") || g_str_has_prefix(rest, "[x]");
	if (g_str_has_prefix(rest, "\u2610") || g_str_has_prefix(rest, "[ ]") ||
	    after_word(rest, no) != NULL)
		return true;
	const char *reason = after_word(rest, yes);
	reason = reason != NULL ? reason : marked ? rest + 3 : rest;
	reason += strspn(reason, " ,.:;-");
	g_autofree char *mark = g_strconcat("sensitive.", reading->question->id, NULL);
	g_autofree char *why = g_strconcat("reason.", reading->question->id, NULL);
	ot_filled_put(reading->filled, mark, "yes", OT_FOUND_HEADING, line->place);
	ot_filled_put(reading->filled, why, reason, OT_FOUND_HEADING, line->place);
	return true;
}

/*
 * What stands behind the words of the question, where an answer starts with them: they may go over
 * several lines, so that only letters and digits count.
 */
static const char *
skip_question(const char *text, const char *question)
{
	const char *at = text;

	for (const char *c = question; *c != '\0'; c = g_utf8_next_char(c)) {
		gunichar character = g_unichar_tolower(g_utf8_get_char(c));
		if (!g_unichar_isalnum(character))
			continue;
		while (*at != '\0' && !g_unichar_isalnum(g_utf8_get_char(at)))
			at = g_utf8_next_char(at);
		if (g_unichar_tolower(g_utf8_get_char(at)) != character)
			return text;
		at = g_utf8_next_char(at);
	}
	return skip_signs(at + strspn(at, "?!"));
}

static void
end_answer(Reading *reading)
{
	static const char *const words[] = {"answer", "ateb", NULL};

	if (reading->question == NULL)
		return;
	g_autofree char *name = g_strconcat("answer.", reading->question->id, NULL);
	const char *text = skip_question(reading->answer->str, reading->question->text);
	const char *rest = text != reading->answer->str ? after_word(text, words) : NULL;
	ot_filled_put(reading->filled, name, rest != NULL ? skip_signs(rest) : text,
	              OT_FOUND_HEADING, reading->place);
	g_string_truncate(reading->answer, 0);
}

/* The rules of a table that was saved as text have none. */
static bool
has_letters(const char *text)
{
	for (; *text != '\0'; text = g_utf8_next_char(text))
		if (g_unichar_isalnum(g_utf8_get_char(text)))
			return true;
	return false;
}

static bool
is_hint(const Reading *reading, const char *text)
{
	return reading->filled->hints != NULL &&
	       g_hash_table_contains((GHashTable *) reading->filled->hints, text);
}

static void
add_text(Reading *reading, const char *text)
{
	static const char *const words[] = {"answer", "ateb", NULL};
	const char *rest = after_word(text, words);

	if (rest != NULL && (*rest == ':' || *rest == '\0'))
		text = skip_signs(rest);
	if (*text != '\0' && (!has_letters(text) || is_hint(reading, text)))
		return;
	if (*text != '\0' || reading->answer->len > 0)
		g_string_append_printf(reading->answer, "%s%s",
		                       reading->answer->len > 0 ? "\n" : "", text);
}

static void
start_question(Reading *reading, const OtAskedQuestion *question, size_t index, const char *rest,
               const OtLine *line)
{
	static const char *const optional[] = {"(optional)", "(dewisol)", NULL};
	const char *behind = after_word(rest, optional);

	end_answer(reading);
	reading->question = question;
	reading->last = index + 1;
	reading->place = line->place;
	g_hash_table_add(reading->seen, (void *) question->id);
	rest = behind != NULL ? skip_signs(behind) : rest;
	g_autofree char *folded = ot_text_fold(g_strdup(rest));
	if (g_str_has_prefix(folded, question->text))
		rest = skip_signs(folded + strlen(question->text));
	/* the words of the question are no answer, also where they were shortened */
	if (*rest != '\0' && !g_str_has_suffix(rest, "?"))
		add_text(reading, rest);
}

/* --- who answers ----------------------------------------------------------------------------- */

static bool
is_called(const OtParticularInfo *info, const char *key)
{
	g_auto(GStrv) aliases = g_strsplit(info->aliases, "|", -1);

	return ot_text_is_same(key, info->words) ||
	       g_strv_contains((const char *const *) aliases, key);
}

/* "Email: iona@frostline.example" before the first question, or after the last. */
static bool
read_particular(Reading *reading, const OtLine *line)
{
	static const struct {
		const char *key, *field;
	} consents[] = {{"may we share", "consent.share"},
	                {"share", "consent.share"},
	                {"may be shared", "consent.share"},
	                {"may we contact you", "consent.contact"},
	                {"may be contacted", "consent.contact"}};
	const char *colon = strchr(line->text, ':');

	if (colon == NULL)
		return false;
	g_autofree char *start = g_strndup(line->text, (size_t) (colon - line->text));
	g_autofree char *folded = ot_text_fold(g_strdup(start));
	g_autofree char *key = g_utf8_strdown(folded, -1);
	for (size_t i = 0; i < G_N_ELEMENTS(consents); i++)
		if (strcmp(key, consents[i].key) == 0) {
			ot_filled_put(reading->filled, consents[i].field, colon + 1,
			              OT_FOUND_HEADING, line->place);
			return true;
		}
	/* within an answer only what can be nothing else */
	if (reading->question != NULL)
		return false;
	for (size_t i = 0; i < OT_N_PARTICULARS; i++) {
		if (!is_called(&ot_particulars[i], key))
			continue;
		g_autofree char *name = g_strconcat("respondent.", ot_particulars[i].name, NULL);
		ot_filled_put(reading->filled, name, colon + 1, OT_FOUND_HEADING, line->place);
		return true;
	}
	return false;
}

/* --- all lines ------------------------------------------------------------------------------- */

void
ot_collect_lines(const OtAsked *asked, const OtLine *lines, size_t n_lines, OtFilled *filled)
{
	g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
	g_autoptr(GString) answer = g_string_new(NULL);
	Reading reading = {
		.asked = asked,
		.filled = filled,
		.style = find_style(asked, lines, n_lines),
		.seen = seen,
		.answer = answer,
	};
	const char *rest;
	size_t index;

	for (size_t i = 0; i < n_lines; i++) {
		const OtLine *line = &lines[i];
		const OtAskedQuestion *question = find_start(&reading, line->text, &index, &rest);

		if (question != NULL)
			start_question(&reading, question, index, rest, line);
		else if (!read_sensitive(&reading, line) && !read_particular(&reading, line) &&
		         reading.question != NULL &&
		         !ot_text_is_same(line->text, reading.question->text))
			add_text(&reading, line->text);
	}
	end_answer(&reading);
}
