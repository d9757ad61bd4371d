/* SPDX-License-Identifier: MIT */
#include "suppliers/value.h"

#include <stdlib.h>
#include <string.h>

#define N_PARTS 3

typedef struct {
	int number;  /* -1: a word */
	size_t n_digits;
	int month;   /* 1 to 12 where the word names one, else 0 */
} Part;

static int
find_month(const char *word)
{
	static const char *const months[] = {"january",   "february", "march",    "april",
	                                     "may",       "june",     "july",     "august",
	                                     "september", "october",  "november", "december"};
	size_t len = strlen(word);

	for (int i = 0; len >= 3 && i < 12; i++)
		if (g_ascii_strncasecmp(months[i], word, len) == 0)
			return i + 1;
	return g_ascii_strcasecmp(word, "sept") == 0 ? 9 : 0;
}

static Part
read_part(const char *text)
{
	static const char *const endings[] = {"", "st", "nd", "rd", "th"};
	Part part = {.number = -1, .n_digits = strspn(text, "0123456789")};

	if (part.n_digits == 0) {
		part.month = find_month(text);
		return part;
	}
	for (size_t i = 0; i < G_N_ELEMENTS(endings) && part.n_digits <= 4; i++)
		if (g_ascii_strcasecmp(text + part.n_digits, endings[i]) == 0)
			part.number = atoi(text);
	return part;
}

static bool
write_day(int year, int month, int day, char *out)
{
	*out = '\0';
	if (year < 1900 || year > 2999 || month < 1 || month > 12 || day < 1 || day > 31 ||
	    !g_date_valid_dmy((GDateDay) day, (GDateMonth) month, (GDateYear) year))
		return false;
	g_snprintf(out, 11, "%04d-%02d-%02d", year, month, day);
	return true;
}

/* Two numbers and a year: which of them is the day? */
static OtDayReading
read_numbers(int first, int second, int year, OtDateOrder order, char *day)
{
	bool month_first = order == OT_DATES_MONTH_FIRST;
	char other[11];
	bool good =
		write_day(year, month_first ? first : second, month_first ? second : first, day);
	bool good_other =
		write_day(year, month_first ? second : first, month_first ? first : second, other);

	if (!good)
		return good_other ? OT_DAY_OTHER_ORDER : OT_DAY_NONE;
	return good_other && first != second && order == OT_DATES_NOT_SAID ? OT_DAY_EITHER
	                                                                   : OT_DAY_CLEAR;
}

static OtDayReading
read_parts(const Part *parts, OtDateOrder order, char *day)
{
	const Part *a = &parts[0], *b = &parts[1], *c = &parts[2];
	bool good = false;

	if (a->n_digits == 4 && b->n_digits <= 2 && c->n_digits <= 2)
		good = write_day(a->number, b->number, c->number, day);
	else if (c->n_digits == 4 && a->n_digits <= 2 && b->month > 0)
		good = write_day(c->number, b->month, a->number, day);
	else if (c->n_digits == 4 && a->month > 0 && b->n_digits <= 2)
		good = write_day(c->number, a->month, b->number, day);
	else if (c->n_digits == 4 && a->n_digits <= 2 && b->n_digits <= 2)
		return read_numbers(a->number, b->number, c->number, order, day);
	return good ? OT_DAY_CLEAR : OT_DAY_NONE;
}

/* A time says nothing here: "2027-01-31T09:00:00Z", "31/01/2027 00:00". */
static char *
without_time(const char *text)
{
	const char *time = strchr(text, 'T');

	if (time != NULL &&
	    (!g_ascii_isdigit(time[1]) || time == text || !g_ascii_isdigit(time[-1])))
		time = NULL;
	if (time == NULL) {
		const char *colon = strchr(text, ':');
		for (time = colon; time != NULL && time > text && *time != ' ';)
			time--;
	}
	return time != NULL ? g_strndup(text, (size_t) (time - text)) : g_strdup(text);
}

OtDayReading
ot_supplier_read_day(const char *text, OtDateOrder order, char day[11])
{
	g_autofree char *date = strlen(text) <= 40 ? without_time(text) : g_strdup("");
	g_auto(GStrv) words = g_strsplit_set(date, " ,./-", -1);
	Part parts[N_PARTS];
	size_t n = 0;

	*day = '\0';
	for (char **word = words; *word != NULL; word++) {
		if (**word == '\0')
			continue;
		if (n == N_PARTS)
			return OT_DAY_NONE;
		parts[n++] = read_part(*word);
	}
	return n == N_PARTS ? read_parts(parts, order, day) : OT_DAY_NONE;
}

bool
ot_supplier_is_day(const char *text)
{
	char day[11];

	return ot_supplier_read_day(text, OT_DATES_DAY_FIRST, day) == OT_DAY_CLEAR &&
	       strcmp(text, day) == 0;
}
