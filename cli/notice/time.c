/* SPDX-License-Identifier: MIT */
#include "notice/notice.h"

#include <stdio.h>
#include <string.h>

/* The last Sunday of a month, as a day of it. */
static int
last_sunday(GDateMonth month, GDateYear year)
{
	GDate last;
	int n_days = g_date_get_days_in_month(month, year);

	g_date_clear(&last, 1);
	g_date_set_dmy(&last, (GDateDay) n_days, month, year);
	return n_days - (int) g_date_get_weekday(&last) % 7;
}

/*
 * Whether clocks show summer time: from 1 in the morning, Greenwich mean time, of the last Sunday
 * of March to that of October (Summer Time Order 2002).  The hour that comes twice counts as its
 * first.
 */
static bool
is_summer(int year, int month, int day, const char *time)
{
	if (month < 3 || month > 10)
		return false;
	if (month > 3 && month < 10)
		return true;
	int change = last_sunday((GDateMonth) month, (GDateYear) year);
	if (month == 3)
		return day > change || (day == change && strcmp(time, "01:00:00") >= 0);
	return day < change || (day == change && strcmp(time, "02:00:00") < 0);
}

char *
ot_notice_time(const char *day, const char *time)
{
	int year = 0, month = 0, date = 0;

	if (sscanf(day, "%4d-%2d-%2d", &year, &month, &date) != 3 ||
	    !g_date_valid_dmy((GDateDay) date, (GDateMonth) month, (GDateYear) year))
		return NULL;
	return g_strdup_printf("%.10sT%.8s%s", day, time,
	                       is_summer(year, month, date, time) ? "+01:00" : "+00:00");
}
