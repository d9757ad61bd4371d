/* SPDX-License-Identifier: MIT */
#include "confine/parts.h"

#include <sys/resource.h>

/* The hard limit lies higher by `more`; never above what the process has. */
static bool
set(int resource, rlim_t most, rlim_t more)
{
	struct rlimit given;

	if (getrlimit(resource, &given) != 0)
		return false;
	given.rlim_max = MIN(given.rlim_max, most + more);
	given.rlim_cur = MIN(given.rlim_cur, most);
	return setrlimit(resource, &given) == 0;
}

bool
ot_limits_set(const OtConfineLimits *limits)
{
	bool good = set(RLIMIT_CORE, 0, 0);

#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
	if (limits->memory_mb > 0)
		good = set(RLIMIT_AS, (rlim_t) limits->memory_mb << 20, 0) && good;
#endif
	if (limits->seconds > 0)
		/* At the hard limit it is SIGKILL, which doesn't say what it is for. */
		good = set(RLIMIT_CPU, limits->seconds, 1) && good;
	return good;
}

bool
ot_limits_no_files(void)
{
	return set(RLIMIT_FSIZE, 0, 0);
}
