/* SPDX-License-Identifier: MIT
 *
 * Sentences that a pattern finds: texts that are made up from the pattern itself.
 *
 * Of what the patterns of rules use of Perl's expressions: groups, alternatives, classes, counts and
 * escapes.  What looks around makes no text, so that a sample need not be found; most are.
 */
#ifndef TEST_PATTERN_SAMPLE_H
#define TEST_PATTERN_SAMPLE_H

#include <glib.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/** Of what may come without end, at most so many are made. */
#define PATTERN_SAMPLE_MOST 3

typedef struct {
	const char *at; /* what is to be read of the pattern */
	GRand *random;
	GString *out;   /* NULL: what is read makes no text */
} PatternSample;

static void
sample_alternatives(PatternSample *sample);

static void
sample_put(PatternSample *sample, const char *characters)
{
	if (sample->out == NULL || *characters == '\0')
		return;
	long n = g_utf8_strlen(characters, -1);
	const char *one = g_utf8_offset_to_pointer(
		characters, g_rand_int_range(sample->random, 0, (gint32) n));
	g_string_append_unichar(sample->out, g_utf8_get_char(one));
}

/* The characters that an escape stands for; "" for a place between two. */
static const char *
sample_escape(PatternSample *sample, char single[2])
{
	char letter = *sample->at++;

	switch (letter) {
	case 'b':
	case 'B':
	case 'A':
	case 'z':
		return "";
	case 'w':
		return "abcxyzABZ059_";
	case 'd':
		return "0123456789";
	case 's':
	case 'W':
		return " ";
	case 'S':
		return "abc1.";
	default:
		g_assert_false(g_ascii_isalnum(letter));
		single[0] = letter;
		return single;
	}
}

/* A class, behind its bracket: one of its characters; where it names those that it isn't, a letter. */
static void
sample_class(PatternSample *sample)
{
	static const char others[] = "abcxyz ";
	g_autoptr(GString) members = g_string_new(NULL);
	bool negated = *sample->at == '^';
	bool first = true;

	sample->at += negated;
	for (; first || *sample->at != ']'; first = false) {
		char single[2] = {'\0'};
		g_assert_cmpint(*sample->at, !=, '\0');
		if (*sample->at == '\\') {
			sample->at++;
			g_string_append(members, sample_escape(sample, single));
			continue;
		}
		gunichar from = g_utf8_get_char(sample->at), to = from;
		sample->at = g_utf8_next_char(sample->at);
		if (*sample->at == '-' && sample->at[1] != ']') {
			to = g_utf8_get_char(sample->at + 1);
			sample->at = g_utf8_next_char(sample->at + 1);
		}
		for (; from <= to; from++)
			g_string_append_unichar(members, from);
	}
	sample->at++;
	sample_put(sample, negated ? others : members->str);
}

/* A group, behind its parenthesis. */
static void
sample_group(PatternSample *sample)
{
	GString *out = sample->out;

	if (*sample->at == '?') {
		sample->at++;
		if (*sample->at == '=' || *sample->at == '!' || *sample->at == '<')
			sample->out = NULL;
		sample->at += strcspn(sample->at, ":=!>");
		sample->at++;
	}
	sample_alternatives(sample);
	g_assert_cmpint(*sample->at, ==, ')');
	sample->at++;
	sample->out = out;
}

/* What a count applies to. */
static void
sample_atom(PatternSample *sample)
{
	char single[2] = {'\0'};

	switch (*sample->at) {
	case '(':
		sample->at++;
		sample_group(sample);
		break;
	case '[':
		sample->at++;
		sample_class(sample);
		break;
	case '\\':
		sample->at++;
		sample_put(sample, sample_escape(sample, single));
		break;
	case '.':
		sample->at++;
		sample_put(sample, "abc ");
		break;
	case '^':
	case '$':
		sample->at++;
		break;
	default: {
		const char *next = g_utf8_next_char(sample->at);
		if (sample->out != NULL)
			g_string_append_len(sample->out, sample->at, next - sample->at);
		sample->at = next;
	}
	}
}

/* How often: a count behind an atom, which is passed over. */
static int
sample_count(PatternSample *sample)
{
	int least = 1, most = 1;
	char *end;

	switch (*sample->at) {
	case '?':
		least = 0;
		break;
	case '*':
		least = 0;
		most = PATTERN_SAMPLE_MOST;
		break;
	case '+':
		most = PATTERN_SAMPLE_MOST;
		break;
	case '{':
		least = most = (int) strtol(sample->at + 1, &end, 10);
		if (*end == ',')
			most = end[1] == '}' ? least + PATTERN_SAMPLE_MOST
			                     : (int) strtol(end + 1, NULL, 10);
		sample->at += strcspn(sample->at, "}");
		break;
	default:
		return 1;
	}
	sample->at++;
	if (*sample->at == '?' || *sample->at == '+')
		sample->at++;
	most = MIN(most, least + PATTERN_SAMPLE_MOST);
	return g_rand_int_range(sample->random, least, most + 1);
}

static void
sample_sequence(PatternSample *sample)
{
	while (*sample->at != '\0' && *sample->at != '|' && *sample->at != ')') {
		const char *start = sample->at;
		GString *out = sample->out;

		/* once for nothing, to see the count behind it */
		sample->out = NULL;
		sample_atom(sample);
		int n = sample_count(sample);
		const char *behind = sample->at;
		sample->out = out;
		for (; out != NULL && n > 0; n--) {
			sample->at = start;
			sample_atom(sample);
		}
		sample->at = behind;
	}
}

/* One of the alternatives; the others are passed over. */
static void
sample_alternatives(PatternSample *sample)
{
	g_autoptr(GPtrArray) texts = g_ptr_array_new_with_free_func(g_free);
	GString *out = sample->out;

	for (;;) {
		sample->out = out != NULL ? g_string_new(NULL) : NULL;
		sample_sequence(sample);
		if (sample->out != NULL)
			g_ptr_array_add(texts, g_string_free(sample->out, FALSE));
		if (*sample->at != '|')
			break;
		sample->at++;
	}
	sample->out = out;
	if (out != NULL)
		g_string_append(out, g_ptr_array_index(texts, g_rand_int_range(sample->random, 0,
		                                                               (gint32) texts->len)));
}

/** A text that the pattern finds, if what it looks around for allows it; free with g_free(). */
static char *
pattern_sample(const char *pattern, GRand *random)
{
	PatternSample sample = {pattern, random, g_string_new(NULL)};

	sample_alternatives(&sample);
	g_assert_cmpint(*sample.at, ==, '\0');
	return g_string_free(sample.out, FALSE);
}

#endif
