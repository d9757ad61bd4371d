/* SPDX-License-Identifier: MIT */
#include "funding/value.h"

#include "funding/funding.h"

#include <stdio.h>
#include <string.h>

/* Set a date from a text that starts with one; false where it is none. */
static bool
parse_date(const char *text, GDate *date)
{
	int year, month, day, end = 0;

	if (sscanf(text, "%4d-%2d-%2d%n", &year, &month, &day, &end) != 3 &&
	    sscanf(text, "%2d/%2d/%4d%n", &day, &month, &year, &end) != 3)
		return false;
	/* A time may follow, which says nothing here. */
	if (end == 0 || (text[end] != '\0' && text[end] != 'T' && text[end] != ' '))
		return false;
	if (year < 1900 || year > 2999 || month < 1 || month > 12 || day < 1 || day > 31 ||
	    !g_date_valid_dmy((GDateDay) day, (GDateMonth) month, (GDateYear) year))
		return false;
	g_date_clear(date, 1);
	g_date_set_dmy(date, (GDateDay) day, (GDateMonth) month, (GDateYear) year);
	return true;
}

const char *
ot_fund_read_date(OtArena *arena, const char *text)
{
	GDate date;

	if (!parse_date(text, &date))
		return NULL;
	return ot_arena_printf(arena, "%04d-%02d-%02d", g_date_get_year(&date),
	                       (int) g_date_get_month(&date), g_date_get_day(&date));
}

bool
ot_funding_days(const char *from, const char *to, int *days)
{
	GDate first, last;

	if (from == NULL || to == NULL || !parse_date(from, &first) || !parse_date(to, &last))
		return false;
	*days = g_date_days_between(&first, &last);
	return true;
}

const char *
ot_fund_read_amount(OtArena *arena, const char *text)
{
	g_autoptr(GString) digits = g_string_new(NULL);
	bool point = false;

	if (g_str_has_prefix(text, "£"))
		text += strlen("£");
	for (; *text != '\0'; text++) {
		bool is_end = text[1] == '\0';
		if (g_ascii_isdigit(*text) || (*text == '.' && !point && digits->len > 0))
			g_string_append_c(digits, *text);
		else if (!(*text == ',' && !point) && *text != ' ' && !(*text == '%' && is_end))
			return NULL;
		point |= *text == '.';
	}
	if (digits->len == 0 || digits->len > 15)
		return NULL;
	/* What a spreadsheet adds for show. */
	if (g_str_has_suffix(digits->str, ".00"))
		g_string_truncate(digits, digits->len - 3);
	else if (g_str_has_suffix(digits->str, "."))
		g_string_truncate(digits, digits->len - 1);
	return ot_arena_strdup(arena, digits->str);
}
