/* SPDX-License-Identifier: MIT */
#include "changes/value.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* From the weakest to the strongest. */
static const char *const priorities[] = {"could", "should", "must"};

/* --- numbers ------------------------------------------------------------------------------- */

/* "£60,000": amounts are long, so the difference is given too; NULL for other numbers. */
static const char *
say_difference(const OtSaying *saying, const OtValueChange *value, double before, double after)
{
	char number[G_ASCII_DTOSTR_BUF_SIZE];

	if (g_strcmp0(ot_say_type(value->new, value->attr), "money") != 0)
		return NULL;
	g_ascii_formatd(number, sizeof number, "%.2f", fabs(after - before));
	if (g_str_has_suffix(number, ".00"))
		number[strlen(number) - strlen(".00")] = '\0';
	return ot_say_value(saying, value->new, value->attr, number);
}

/* A value whose unit is the same in both versions: it is named once. */
static bool
is_measured(const OtValueChange *value)
{
	return g_strcmp0(value->attr, "value") == 0 && value->old->parent != NULL &&
	       value->new->parent != NULL &&
	       g_strcmp0(ot_part_attr(value->old->parent, "unit"),
	                 ot_part_attr(value->new->parent, "unit")) == 0;
}

static void
say_numbers(const OtSaying *saying, const OtValueChange *value, OtChange *change)
{
	double before = g_ascii_strtod(value->before, NULL);
	double after = g_ascii_strtod(value->after, NULL);
	bool raised = after > before;
	const char *by = say_difference(saying, value, before, after);
	const char *key = before == after ? "change-value"
	                  : by == NULL    ? (raised ? "change-raised" : "change-lowered")
	                                  : (raised ? "change-raised-by" : "change-lowered-by");

	const char *old = is_measured(value) ? ot_say_bare(saying, value->old, value->before)
	                                     : change->old;

	change->sentence = ot_say_sentence(saying, key, change->label, old, change->new, by);
}

/* --- dates --------------------------------------------------------------------------------- */

static bool
read_day(const char *text, GDate *day)
{
	g_auto(GStrv) parts = g_strsplit_set(text, "-T", 4);

	if (g_strv_length(parts) < 3)
		return false;
	guint64 year = g_ascii_strtoull(parts[0], NULL, 10);
	guint64 month = g_ascii_strtoull(parts[1], NULL, 10);
	guint64 number = g_ascii_strtoull(parts[2], NULL, 10);
	if (year > G_MAXUINT16 || month > 12 || number > 31 ||
	    !g_date_valid_dmy((GDateDay) number, (GDateMonth) month, (GDateYear) year))
		return false;
	g_date_clear(day, 1);
	g_date_set_dmy(day, (GDateDay) number, (GDateMonth) month, (GDateYear) year);
	return true;
}

static const char *
say_days(const OtSaying *saying, int days)
{
	const char *number = ot_arena_printf(saying->arena, "%d", abs(days));

	return ot_labels_fill(saying->labels, saying->arena,
	                      abs(days) == 1 ? "change-day" : "change-days", "n", number, NULL);
}

static void
say_dates(const OtSaying *saying, const OtValueChange *value, OtChange *change)
{
	GDate before, after;
	bool known = read_day(value->before, &before) && read_day(value->after, &after);
	int days = known ? g_date_days_between(&before, &after) : 0;
	const char *key = days == 0  ? "change-value"
	                  : days > 0 ? "change-later"
	                             : "change-earlier";

	change->sentence = ot_say_sentence(saying, key, change->label, change->old, change->new,
	                                   days != 0 ? say_days(saying, days) : NULL);
}

/* --- effects ------------------------------------------------------------------------------- */

static int
rank(const char *priority)
{
	for (size_t i = 0; i < G_N_ELEMENTS(priorities); i++)
		if (g_strcmp0(priority, priorities[i]) == 0)
			return (int) i;
	return -1;
}

static OtChangeEffect
compare_ranks(double before, double after)
{
	return after > before   ? OT_EFFECT_STRONGER
	       : after < before ? OT_EFFECT_WEAKER
	                        : OT_EFFECT_NONE;
}

static OtChangeEffect
find_effect(const OtValueChange *value)
{
	const OtPart *part = value->new;
	bool is_target = strcmp(part->name, "target") == 0 && part->parent != NULL;

	if (value->attr == NULL || value->before == NULL || value->after == NULL)
		return OT_EFFECT_NONE;
	if (strcmp(value->attr, "priority") == 0)
		return compare_ranks(rank(value->before), rank(value->after));
	if (is_target && strcmp(value->attr, "date") == 0)
		return compare_ranks(strcmp(value->after, value->before), 0);
	if (is_target && strcmp(value->attr, "value") == 0) {
		const char *direction = ot_part_attr(part->parent, "direction");
		double before = g_ascii_strtod(value->before, NULL);
		double after = g_ascii_strtod(value->after, NULL);
		if (g_strcmp0(direction, "increase") == 0)
			return compare_ranks(before, after);
		if (g_strcmp0(direction, "decrease") == 0)
			return compare_ranks(after, before);
	}
	return OT_EFFECT_NONE;
}

/* --- all ----------------------------------------------------------------------------------- */

void
ot_value_say(const OtSaying *saying, const OtValueChange *value, OtChange *change)
{
	if (value->before != NULL)
		change->old = ot_say_value(saying, value->old, value->attr, value->before);
	if (value->after != NULL)
		change->new = ot_say_value(saying, value->new, value->attr, value->after);
	change->effect = find_effect(value);
	if (value->before == NULL || value->after == NULL)
		change->sentence = ot_say_sentence(
			saying, value->before == NULL ? "change-set" : "change-unset",
			change->label, change->old, change->new, NULL);
	else if (ot_say_is_number(saying, value->new, value->attr))
		say_numbers(saying, value, change);
	else if (ot_say_is_date(saying, value->new, value->attr))
		say_dates(saying, value, change);
	else
		change->sentence = ot_say_sentence(saying, "change-value", change->label,
		                                   change->old, change->new, NULL);
}
