/* SPDX-License-Identifier: MIT */
#include "confine/confine.h"

#include "confine/parts.h"

bool
ot_confine_is_off(void)
{
	return g_strcmp0(g_getenv("OUTSET_CONFINE"), "no") == 0;
}

void
ot_confine_writes(const char *const *paths, size_t n)
{
	/* A build that measures coverage writes its counts beside its objects when it ends. */
#ifdef OT_COVERAGE
	(void) paths;
	(void) n;
#else
	if (!ot_confine_is_off())
		(void) ot_landlock_restrict(paths, n);
#endif
}

void
ot_confine_closed(const OtConfineLimits *limits)
{
	(void) ot_limits_set(limits);
#ifndef OT_COVERAGE
	(void) ot_limits_no_files();
#endif
	if (ot_confine_is_off())
		return;
	/* The sanitizers look at themselves through files. */
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__) || defined(OT_COVERAGE)
	(void) ot_calls_filter(OT_CALLS_WORK);
#else
	(void) ot_calls_filter(OT_CALLS_CLOSED);
#endif
}
