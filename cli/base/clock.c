/* SPDX-License-Identifier: MIT */
#include "base/clock.h"

#include "base/error.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

/*
 * 2107-12-31 23:59:58 UTC, the last time that an entry of a zip archive can have (APPNOTE.TXT
 * 4.4.6).
 */
#define LAST_EPOCH 4354819198

/* Libraries count seconds in a time_t, which has 32 bits on some machines. */
#define IS_SHORT (sizeof(time_t) < sizeof(gint64))

static gint64
last_epoch(void)
{
	return IS_SHORT ? G_MAXINT32 : LAST_EPOCH;
}

bool
ot_epoch_given(gint64 *epoch)
{
	const char *given = g_getenv("SOURCE_DATE_EPOCH");

	return given != NULL && g_ascii_string_to_signed(given, 10, 0, last_epoch(), epoch, NULL);
}

/* "2026-11-09", and a day that there is. */
static bool
is_day(const char *text)
{
	if (strlen(text) != strlen("2026-11-09"))
		return false;
	for (const char *at = text; *at != '\0'; at++)
		if (!g_ascii_isdigit(*at) && *at != '-')
			return false;
	if (!g_date_valid_dmy((GDateDay) atoi(text + 8), (GDateMonth) atoi(text + 5),
	                      (GDateYear) atoi(text)))
		return false;
	g_autofree char *again =
		g_strdup_printf("%04d-%02d-%02d", atoi(text), atoi(text + 5), atoi(text + 8));
	return strcmp(text, again) == 0;
}

static const char *
given_day(void)
{
	const char *given = g_getenv("OUTSET_TODAY");

	return given != NULL && *given != '\0' ? given : NULL;
}

bool
ot_clock_check(GError **error)
{
	const char *given = g_getenv("SOURCE_DATE_EPOCH");
	gint64 epoch;

	if (given_day() != NULL && !is_day(given_day())) {
		g_set_error(error, OT_ERROR, OT_ERROR_USAGE,
		            "OUTSET_TODAY is \"%s\"; it takes a day, such as 2027-01-31",
		            given_day());
		return false;
	}
	/* Libraries that look at it, too, would complain. */
	if (given != NULL && *given == '\0') {
		g_unsetenv("SOURCE_DATE_EPOCH");
		given = NULL;
	}
	if (given == NULL || ot_epoch_given(&epoch))
		return true;
	g_set_error(
		error, OT_ERROR, OT_ERROR_USAGE,
		"SOURCE_DATE_EPOCH is \"%s\"; it takes seconds since 1970, up to %" G_GINT64_FORMAT
		" (%s)",
		given, last_epoch(), IS_SHORT ? "January 2038" : "the end of 2107");
	return false;
}

char *
ot_today(void)
{
	gint64 epoch;
	bool is_given = ot_epoch_given(&epoch);

	if (!is_given && given_day() != NULL)
		return g_strdup(given_day());
	g_autoptr(GDateTime) now = is_given ? g_date_time_new_from_unix_utc(epoch)
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
