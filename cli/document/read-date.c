/* SPDX-License-Identifier: MIT */
#include "document/read-date.h"

#include <stdlib.h>
#include <string.h>

/* A text with more words is no date. */
#define MOST_WORDS 6

/* Numbers of more digits are none of a date. */
#define MOST_DIGITS 4

typedef struct {
	int number; /* -1: it is a word */
	size_t n_digits;
	int month;  /* 1 to 12 where it names one; 0: it doesn't */
} Word;

static char *
write_date(int year, int month, int day)
{
	if (year < 1900 || month < 1 || month > 12 || day < 1 || day > 31 ||
	    !g_date_valid_dmy((GDateDay) day, (GDateMonth) month, (GDateYear) year))
		return NULL;
	return g_strdup_printf("%04d-%02d-%02d", year, month, day);
}

static bool
is_month(const char *folded, const char *name)
{
	g_autofree char *month = g_utf8_casefold(name, -1);

	return strcmp(month, folded) == 0 ||
	       (g_utf8_strlen(folded, -1) >= 3 && g_str_has_prefix(month, folded));
}

static int
find_month(const OtLabels *labels, const char *word)
{
	static const char *const english[] = {"January",   "February", "March",    "April",
	                                      "May",       "June",     "July",     "August",
	                                      "September", "October",  "November", "December"};
	g_autofree char *folded = g_utf8_casefold(word, -1);

	for (int month = 1; month <= 12; month++) {
		g_autofree char *key = g_strdup_printf("month-%d", month);

		if (is_month(folded, english[month - 1]) ||
		    is_month(folded, ot_labels_get(labels, key)))
			return month;
	}
	return strcmp(folded, "sept") == 0 ? 9 : 0;
}

/* "3", "3rd", "December". */
static Word
read_word(const OtLabels *labels, const char *text)
{
	Word word = {.number = -1, .n_digits = strspn(text, "0123456789")};
	const char *rest = text + word.n_digits;
	static const char *const endings[] = {"", "st", "nd", "rd", "th"};

	if (word.n_digits == 0 || word.n_digits > MOST_DIGITS) {
		word.n_digits = 0;
		word.month = find_month(labels, text);
		return word;
	}
	for (size_t i = 0; i < G_N_ELEMENTS(endings); i++)
		if (g_ascii_strcasecmp(rest, endings[i]) == 0)
			word.number = atoi(text);
	return word;
}

static bool
is_year(const Word *word)
{
	return word->number >= 0 && word->n_digits == 4;
}

static bool
is_day(const Word *word)
{
	return word->number >= 0 && word->n_digits <= 2;
}

static char *
read_three(const Word *a, const Word *b, const Word *c)
{
	if (is_year(a) && is_day(b) && is_day(c))
		return write_date(a->number, b->number, c->number);
	if (is_day(a) && b->month > 0 && is_year(c))
		return write_date(c->number, b->month, a->number);
	if (a->month > 0 && is_day(b) && is_year(c))
		return write_date(c->number, a->month, b->number);
	if (is_day(a) && is_day(b) && is_year(c))
		return write_date(c->number, b->number, a->number);
	return NULL;
}

char *
ot_read_date(const OtLabels *labels, const char *text)
{
	g_auto(GStrv) fixed = g_strsplit(text, "\u00a0", -1); /* a blank that does not break */
	g_autofree char *plain = g_strjoinv(" ", fixed);
	g_auto(GStrv) parts = g_strsplit_set(plain, " \t\n,./-", -1);
	Word words[MOST_WORDS];
	size_t n = 0;

	for (char **part = parts; *part != NULL; part++) {
		if (**part == '\0')
			continue;
		if (n == MOST_WORDS)
			return NULL;
		words[n++] = read_word(labels, *part);
	}
	/* the day of the week may stand in front */
	size_t first = n == 4 && words[0].number < 0 && words[0].month == 0 ? 1 : 0;
	return n == first + 3 ? read_three(&words[first], &words[first + 1], &words[first + 2])
	                      : NULL;
}
