/* SPDX-License-Identifier: MIT */
#include "base/clock.h"

bool
ot_epoch_given(gint64 *epoch)
{
	const char *given = g_getenv("SOURCE_DATE_EPOCH");

	return given != NULL &&
	       g_ascii_string_to_signed(given, 10, 0, G_MAXINT32, epoch, NULL);
}

char *
ot_today(void)
{
	gint64 epoch;
	g_autoptr(GDateTime) now = ot_epoch_given(&epoch) ? g_date_time_new_from_unix_utc(epoch)
	                                                  : g_date_time_new_now_utc();

	return g_date_time_format(now, "%Y-%m-%d");
}

char *
ot_now(void)
{
	gint64 epoch;
	g_autoptr(GDateTime) now = ot_epoch_given(&epoch) ? g_date_time_new_from_unix_utc(epoch)
	                                                  : g_date_time_new_now_local();

	return g_date_time_format(now, "%Y-%m-%dT%H:%M:%S%:z");
}
