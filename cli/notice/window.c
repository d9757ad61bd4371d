/* SPDX-License-Identifier: MIT */
#include "notice/parts.h"

#include <stdlib.h>
#include <string.h>

/* A constant of law as a number, as it is on a day. */
static int
find_number(const OtReference *constants, const char *id, const char *day)
{
	const OtConstant *constant = ot_reference_find(constants, id, day, NULL);

	return constant != NULL ? atoi(constant->value) : 0;
}

/* How many months a milestone's date stands for. */
static int
count_months(const char *precision)
{
	if (g_strcmp0(precision, "quarter") == 0)
		return 3;
	return g_strcmp0(precision, "month") == 0 ? 1 : 0;
}

/* The first and the last day that a date stands for where only its month or quarter is known. */
static void
widen(GDate *first, GDate *last, int n_months)
{
	GDateYear year = g_date_get_year(first);
	int month = (int) g_date_get_month(first);

	if (n_months == 0)
		return;
	int start = (month - 1) / n_months * n_months + 1, end = start + n_months - 1;
	g_date_set_dmy(first, 1, (GDateMonth) start, year);
	g_date_set_dmy(last, g_date_get_days_in_month((GDateMonth) end, year), (GDateMonth) end,
	               year);
}

bool
ot_notice_window(const xmlNode *root, const OtReference *constants, OtNoticeWindow *window)
{
	const xmlNode *milestone = ot_notice_milestone(root, "tender-notice");
	OtDay day;
	GDate first, last;

	if (!ot_check_day(milestone, "date", &day))
		return false;
	window->days = find_number(constants, "planned-notice-days", day.text);
	window->months = find_number(constants, "planned-notice-months", day.text);
	g_date_clear(&first, 1);
	g_date_set_dmy(&first, (GDateDay) atoi(day.text + 8), (GDateMonth) atoi(day.text + 5),
	               (GDateYear) atoi(day.text));
	last = first;
	widen(&first, &last, count_months(ot_xml_attr(milestone, "precision")));
	g_date_subtract_days(&first, (guint) window->days);
	g_date_subtract_months(&last, (guint) window->months);
	g_date_strftime(window->last, sizeof window->last, "%Y-%m-%d", &first);
	g_date_strftime(window->first, sizeof window->first, "%Y-%m-%d", &last);
	return true;
}
