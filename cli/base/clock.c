/* SPDX-License-Identifier: MIT */
#include "base/clock.h"

#include "base/error.h"

/*
 * 2107-12-31 23:59:58 UTC, the last time that an entry of a zip archive can have (APPNOTE.TXT
 * 4.4.6).
 */
#define LAST_EPOCH 4354819198

bool
ot_epoch_given(gint64 *epoch)
{
	const char *given = g_getenv("SOURCE_DATE_EPOCH");

	return given != NULL && g_ascii_string_to_signed(given, 10, 0, LAST_EPOCH, epoch, NULL);
}

bool
ot_epoch_check(GError **error)
{
	const char *given = g_getenv("SOURCE_DATE_EPOCH");
	gint64 epoch;

	if (given == NULL || *given == '\0' || ot_epoch_given(&epoch))
		return true;
	g_set_error(error, OT_ERROR, OT_ERROR_USAGE,
	            "SOURCE_DATE_EPOCH is \"%s\"; it takes seconds since 1970, up to %" G_GINT64_FORMAT
	            " (the end of 2107)", given, (gint64) LAST_EPOCH);
	return false;
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
