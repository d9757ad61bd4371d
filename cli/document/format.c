/* SPDX-License-Identifier: MIT */
#include "document/labels.h"

#include <string.h>

/* Read `count` digits, or return false. */
static bool
read_digits(const char **at, int count, int *value)
{
	*value = 0;
	for (int i = 0; i < count; i++, (*at)++) {
		if (!g_ascii_isdigit(**at))
			return false;
		*value = *value * 10 + (**at - '0');
	}
	return true;
}

static bool
read_sign(const char **at, char sign)
{
	if (**at != sign)
		return false;
	(*at)++;
	return true;
}

static bool
date_exists(int year, int month, int day)
{
	static const int days[] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

	if (year < 1 || month < 1 || month > 12 || day < 1 || day > days[month - 1])
		return false;
	return leap || month != 2 || day < 29;
}

/* "Z", "+01:00", or nothing: the hour is given as on the clock there, so the zone is not shown. */
static bool
read_zone(const char *at)
{
	int hours, minutes;

	if (*at == '\0' || strcmp(at, "Z") == 0)
		return true;
	return (read_sign(&at, '+') || read_sign(&at, '-')) && read_digits(&at, 2, &hours) &&
	       read_sign(&at, ':') && read_digits(&at, 2, &minutes) && *at == '\0';
}

/* "10:00:00", also with a fraction, which is left out. */
static bool
read_time(const char **at, int *hour, int *minute)
{
	int second;

	if (!read_digits(at, 2, hour) || !read_sign(at, ':') || !read_digits(at, 2, minute))
		return false;
	if (read_sign(at, ':')) {
		if (!read_digits(at, 2, &second) || second > 60)
			return false;
		if (read_sign(at, '.'))
			*at += strspn(*at, "0123456789");
	}
	return *hour < 24 && *minute < 60;
}

static char *
format_time(const OtLabels *labels, OtArena *arena, int hour, int minute)
{
	const char *half = ot_labels_get(labels, hour < 12 ? "am" : "pm");
	char hours[4], minutes[4];

	if (minute == 0 && (hour == 0 || hour == 12))
		return ot_arena_strdup(arena,
		                       ot_labels_get(labels, hour == 0 ? "midnight" : "midday"));
	g_snprintf(hours, sizeof hours, "%d", hour % 12 == 0 ? 12 : hour % 12);
	g_snprintf(minutes, sizeof minutes, "%02d", minute);
	return ot_labels_fill(labels, arena, minute == 0 ? "time-hour" : "time", "hour", hours,
	                      "minutes", minutes, "half", half, NULL);
}

/* A day or a moment, as far as ISO 8601 gives it here. */
typedef struct {
	int year, month, day, hour, minute;
	bool with_time;
} Moment;

static bool
read_moment(const char *at, Moment *moment)
{
	if (at == NULL || !read_digits(&at, 4, &moment->year) || !read_sign(&at, '-') ||
	    !read_digits(&at, 2, &moment->month) || !read_sign(&at, '-') ||
	    !read_digits(&at, 2, &moment->day) ||
	    !date_exists(moment->year, moment->month, moment->day))
		return false;
	moment->with_time = read_sign(&at, 'T');
	if (moment->with_time && !read_time(&at, &moment->hour, &moment->minute))
		return false;
	return read_zone(at);
}

static const char *
month_name(const OtLabels *labels, int month)
{
	char key[16];

	g_snprintf(key, sizeof key, "month-%d", month);
	return ot_labels_get(labels, key);
}

char *
ot_format_date(const OtLabels *labels, OtArena *arena, const char *iso)
{
	Moment moment = {0};

	if (!read_moment(iso, &moment))
		return NULL;
	char *date = ot_labels_fill(labels, arena, "date-day",
	                            "day", ot_arena_printf(arena, "%d", moment.day),
	                            "month", month_name(labels, moment.month),
	                            "year", ot_arena_printf(arena, "%04d", moment.year), NULL);
	if (!moment.with_time)
		return date;
	return ot_labels_fill(labels, arena, "date-time", "date", date, "time",
	                      format_time(labels, arena, moment.hour, moment.minute), NULL);
}

char *
ot_format_date_within(const OtLabels *labels, OtArena *arena, const char *iso,
                      const char *precision)
{
	Moment moment = {0};

	if (!read_moment(iso, &moment))
		return NULL;
	char *year = ot_arena_printf(arena, "%04d", moment.year);
	int first = (moment.month - 1) / 3 * 3 + 1;
	if (g_strcmp0(precision, "month") == 0)
		return ot_labels_fill(labels, arena, "date-month", "month",
		                      month_name(labels, moment.month), "year", year, NULL);
	if (g_strcmp0(precision, "quarter") == 0)
		return ot_labels_fill(labels, arena, "date-quarter",
		                      "first", month_name(labels, first),
		                      "last", month_name(labels, first + 2), "year", year, NULL);
	return ot_format_date(labels, arena, iso);
}

/* The parts of a decimal number; nothing is copied. */
typedef struct {
	bool negative;
	const char *whole;
	size_t whole_len;
	const char *fraction;
	size_t fraction_len;
} Decimal;

/* xs:decimal: a sign, digits, a point, digits; without an exponent. */
static bool
read_decimal(const char *text, Decimal *decimal)
{
	if (text == NULL)
		return false;
	text += strspn(text, " \t\r\n");
	decimal->negative = *text == '-';
	if (*text == '-' || *text == '+')
		text++;
	decimal->whole_len = strspn(text, "0123456789");
	decimal->whole = text;
	text += decimal->whole_len;
	bool point = read_sign(&text, '.');
	decimal->fraction = text;
	decimal->fraction_len = point ? strspn(text, "0123456789") : 0;
	text += decimal->fraction_len;
	if (text[strspn(text, " \t\r\n")] != '\0' ||
	    decimal->whole_len + decimal->fraction_len == 0)
		return false;
	while (decimal->whole_len > 1 && *decimal->whole == '0') {
		decimal->whole++;
		decimal->whole_len--;
	}
	return true;
}

static void
append_grouped(GString *out, const OtLabels *labels, const Decimal *decimal)
{
	if (decimal->negative)
		g_string_append(out, "\u2212");
	if (decimal->whole_len == 0)
		g_string_append_c(out, '0');
	for (size_t i = 0; i < decimal->whole_len; i++) {
		if (i > 0 && (decimal->whole_len - i) % 3 == 0)
			g_string_append(out, ot_labels_get(labels, "thousands"));
		g_string_append_c(out, decimal->whole[i]);
	}
}

char *
ot_format_number(const OtLabels *labels, OtArena *arena, const char *number)
{
	Decimal decimal;

	if (!read_decimal(number, &decimal))
		return NULL;
	g_autoptr(GString) out = g_string_new(NULL);
	append_grouped(out, labels, &decimal);
	if (decimal.fraction_len > 0) {
		g_string_append(out, ot_labels_get(labels, "decimal"));
		g_string_append_len(out, decimal.fraction, (gssize) decimal.fraction_len);
	}
	return ot_arena_strdup(arena, out->str);
}

char *
ot_format_money(const OtLabels *labels, OtArena *arena, const char *amount, const char *currency)
{
	Decimal decimal;

	if (!read_decimal(amount, &decimal))
		return NULL;
	bool negative = decimal.negative;
	decimal.negative = false;
	g_autoptr(GString) out = g_string_new(NULL);
	append_grouped(out, labels, &decimal);
	/* Whole pounds are written without pence, anything else with two places or more. */
	if (strspn(decimal.fraction, "0") < decimal.fraction_len) {
		g_string_append(out, ot_labels_get(labels, "decimal"));
		g_string_append_len(out, decimal.fraction, (gssize) decimal.fraction_len);
		if (decimal.fraction_len == 1)
			g_string_append_c(out, '0');
	}

	g_autofree char *key = g_strconcat("money-", currency, NULL);
	bool known = strcmp(ot_labels_get(labels, key), key) != 0;
	char *text = ot_labels_fill(labels, arena, known ? key : "money-other", "amount", out->str,
	                            "currency", currency, NULL);
	return negative ? ot_arena_printf(arena, "\u2212%s", text) : text;
}
