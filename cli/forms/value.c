/* SPDX-License-Identifier: MIT */
#include "forms/value.h"

#include "base/text.h"
#include "document/read-date.h"

#include <string.h>

/* --- numbers --------------------------------------------------------------------------------- */

/* xs:decimal: a sign, digits, a point, digits. */
static bool
is_decimal(const char *text)
{
	text += *text == '-' || *text == '+';
	size_t whole = strspn(text, "0123456789");
	text += whole;
	size_t part = *text == '.' ? strspn(text + 1, "0123456789") : 0;
	text += *text == '.' ? part + 1 : 0;
	return *text == '\0' && whole + part > 0;
}

/* Commas, or blanks, that part thousands: three digits stand between them and to the end. */
static bool
is_grouped(const char *text, const char *comma)
{
	size_t len = strspn(comma + 1, "0123456789");

	return comma > text && g_ascii_isdigit(comma[-1]) && len == 3;
}

/* "£180,000", "47.5 %" and "−3" without what people write around and into the digits. */
static char *
read_number(const char *text)
{
	static const char *const around[] = {"£", "€", "%", "GBP", "\u00A0", "\u202F", " "};
	g_autoptr(GString) plain = g_string_new(text);

	if (is_decimal(text))
		return g_strdup(text);
	g_string_replace(plain, "\u2212", "-", 0);
	for (size_t i = 0; i < G_N_ELEMENTS(around); i++)
		g_string_replace(plain, around[i], "", 0);
	for (char *comma = strchr(plain->str, ','); comma != NULL; comma = strchr(comma, ',')) {
		if (!is_grouped(plain->str, comma))
			return NULL;
		g_string_erase(plain, comma - plain->str, 1);
	}
	return *plain->str == '\0' || is_decimal(plain->str) ? g_strdup(plain->str) : NULL;
}

static char *
show_number(const OtLabels *labels, const char *value)
{
	g_autoptr(OtArena) arena = ot_arena_new();
	const char *shown = ot_format_number(labels, arena, value);

	return g_strdup(shown != NULL ? shown : value);
}

/* --- days and times -------------------------------------------------------------------------- */

static const char *
skip_number(const char *at, int *number)
{
	*number = 0;
	for (int i = 0; i < 2 && g_ascii_isdigit(*at); i++, at++)
		*number = *number * 10 + (*at - '0');
	return at;
}

/* "10am", "1:30 pm", "13.30", "midday": hours and minutes of a day; false where it is no time. */
static bool
read_clock(const OtLabels *labels, const char *text, int *hour, int *minute)
{
	const char *pm = ot_labels_get(labels, "pm"), *am = ot_labels_get(labels, "am");

	*minute = 0;
	*hour = g_ascii_strcasecmp(text, ot_labels_get(labels, "midday")) == 0 ? 12 : 0;
	if (*hour == 12 || g_ascii_strcasecmp(text, ot_labels_get(labels, "midnight")) == 0)
		return true;
	const char *at = skip_number(text, hour);
	if (at == text)
		return false;
	if ((*at == ':' || *at == '.') && g_ascii_isdigit(at[1]) && g_ascii_isdigit(at[2]))
		at = skip_number(at + 1, minute);
	bool plain = at > text + 2 && *at == '\0';
	at += strspn(at, " ");
	bool after = g_ascii_strcasecmp(at, pm) == 0 || g_ascii_strcasecmp(at, "pm") == 0;
	bool before = g_ascii_strcasecmp(at, am) == 0 || g_ascii_strcasecmp(at, "am") == 0;
	if (!plain && !after && !before)
		return false;
	if ((after || before) && (*hour < 1 || *hour > 12))
		return false;
	if (after || before)
		*hour = *hour % 12 + (after ? 12 : 0);
	return *hour < 24 && *minute < 60;
}

/* The last blank-parted words that are a time; what stands before is the day. */
static char *
read_time(const OtLabels *labels, const char *text)
{
	g_autoptr(GRegex) form =
		g_regex_new("^(.+?)(?:,| at| am| um|,? )\\s*([0-9:.]+ ?[^ ]*|[^ ]+)$",
	                    G_REGEX_OPTIMIZE, 0, NULL);
	g_autoptr(GMatchInfo) match = NULL;
	int hour, minute;

	if (strlen(text) == 19 && text[10] == 'T')
		return g_strdup(text);
	if (!g_regex_match(form, text, 0, &match))
		return NULL;
	g_autofree char *day = g_match_info_fetch(match, 1), *clock = g_match_info_fetch(match, 2);
	g_autofree char *date = ot_read_date(labels, day);
	if (date == NULL || !read_clock(labels, clock, &hour, &minute))
		return NULL;
	return g_strdup_printf("%sT%02d:%02d:00", date, hour, minute);
}

static char *
show_day(const OtLabels *labels, const char *value)
{
	g_autoptr(OtArena) arena = ot_arena_new();
	const char *shown = ot_format_date(labels, arena, value);

	return g_strdup(shown != NULL ? shown : value);
}

/* --- choices --------------------------------------------------------------------------------- */

static char *
read_choice(const OtFormField *field, const char *text)
{
	g_autofree char *folded = g_utf8_casefold(text, -1);

	for (size_t i = 0; field->codes[i] != NULL; i++) {
		g_autofree char *words = g_utf8_casefold(field->choices[i], -1);
		if (strcmp(folded, words) == 0)
			return g_strdup(field->codes[i]);
	}
	for (size_t i = 0; field->codes[i] != NULL; i++)
		if (g_ascii_strcasecmp(text, field->codes[i]) == 0)
			return g_strdup(field->codes[i]);
	return *text == '\0' ? g_strdup("") : NULL;
}

static char *
show_choice(const OtFormField *field, const char *value)
{
	for (size_t i = 0; field->codes[i] != NULL; i++)
		if (strcmp(field->codes[i], value) == 0)
			return g_strdup(field->choices[i]);
	return g_strdup(value);
}

/* --- all ------------------------------------------------------------------------------------- */

/* One short name or several, as people part them: "P1, P2 and P4" is "P1 P2 P4". */
static char *
read_names(const char *text)
{
	g_autoptr(GString) plain = g_string_new(text);

	g_string_replace(plain, " and ", " ", 0);
	g_string_replace(plain, " & ", " ", 0);
	return ot_text_fold(g_strdelimit(g_strdup(plain->str), ",;", ' '));
}

char *
ot_form_value_read(const OtLabels *labels, const OtFormField *field, const char *text)
{
	g_autofree char *plain = ot_text_fold(g_strdup(text));

	if (g_str_has_prefix(plain, OT_FORM_AS_IT_IS))
		return g_strdup(plain + strlen(OT_FORM_AS_IT_IS));
	if (*plain == '\0')
		return g_steal_pointer(&plain);
	switch (field->kind) {
	case OT_FORM_FIELD_NUMBER:
		return read_number(plain);
	case OT_FORM_FIELD_DATE:
		return ot_read_date(labels, plain);
	case OT_FORM_FIELD_TIME:
		return read_time(labels, plain);
	case OT_FORM_FIELD_CHOICE:
	case OT_FORM_FIELD_TICK:
		return read_choice(field, plain);
	case OT_FORM_FIELD_TEXT:
		break;
	}
	return field->refers_to != NULL ? read_names(plain) : g_steal_pointer(&plain);
}

static char *
show_usual(const OtLabels *labels, const OtFormField *field, const char *value)
{
	switch (field->kind) {
	case OT_FORM_FIELD_NUMBER:
		return show_number(labels, value);
	case OT_FORM_FIELD_DATE:
	case OT_FORM_FIELD_TIME:
		return show_day(labels, value);
	case OT_FORM_FIELD_CHOICE:
	case OT_FORM_FIELD_TICK:
		return show_choice(field, value);
	case OT_FORM_FIELD_TEXT:
		break;
	}
	return g_strdup(value);
}

char *
ot_form_value_show(const OtLabels *labels, const OtFormField *field, const char *value)
{
	g_autofree char *shown = show_usual(labels, field, value);
	g_autofree char *hint = ot_form_value_hint(labels, field);
	g_autofree char *back = ot_form_value_read(labels, field, shown);

	if (g_strcmp0(back, value) == 0 && strcmp(shown, hint) != 0)
		return g_steal_pointer(&shown);
	g_autofree char *plain = ot_form_value_read(labels, field, value);
	if (g_strcmp0(plain, value) == 0 && strcmp(value, hint) != 0)
		return g_strdup(value);
	return g_strconcat(OT_FORM_AS_IT_IS, value, NULL);
}

char *
ot_form_value_hint(const OtLabels *labels, const OtFormField *field)
{
	return !field->optional || strcmp(field->name, "publish") == 0
	               ? g_strdup_printf("[%s]", field->hint)
	               : g_strdup_printf("[%s: %s]", ot_labels_get(labels, "form-optional"),
	                                 field->hint);
}
