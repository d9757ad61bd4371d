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

	/*
	 * What can be written to, since Linux 4.7, and not addresses (RLIMIT_AS): each thread has
	 * 64 MB of these set aside, of which it uses little, and there is one for each processor.
	 */
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
	if (limits->memory_mb > 0)
		good = set(RLIMIT_DATA, (rlim_t) limits->memory_mb << 20, 0) && good;
#endif
	if (limits->seconds > 0)
		/* At the hard limit it is SIGKILL, which doesn't say what it is for. */
		good = set(RLIMIT_CPU, limits->seconds, 1) && good;
	return good;
}

/* The lower of a limit (0: none) and what the process has, in `unit`; 0 where neither limits it. */
static guint
lower(int resource, guint most, rlim_t unit)
{
	struct rlimit given;

	if (getrlimit(resource, &given) != 0 || given.rlim_cur == RLIM_INFINITY)
		return most;
	rlim_t has = given.rlim_cur / unit;
	return most == 0 || has < most ? (guint) MIN(has, G_MAXUINT) : most;
}

OtConfineLimits
ot_limits_within(const OtConfineLimits *limits)
{
	guint data = lower(RLIMIT_DATA, limits->memory_mb, 1 << 20);

	return (OtConfineLimits){
		/* ulimit -v gives addresses. */
		.memory_mb = lower(RLIMIT_AS, data, 1 << 20),
		.seconds = lower(RLIMIT_CPU, limits->seconds, 1),
	};
}

bool
ot_limits_no_files(void)
{
	return set(RLIMIT_FSIZE, 0, 0);
}
