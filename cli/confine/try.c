/* SPDX-License-Identifier: MIT
 *
 * What is in force here, found by trying it: kernels, containers and administrators differ.
 */
#include "base/limits.h"
#include "confine/parts.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

/* What a trial finds, as bits of its exit status. */
#define HAS_LIMITS 1
#define HAS_CALLS  2
#define HAS_FILES  4

#define SECONDS 60

static bool
is_within(int resource, rlim_t most)
{
	struct rlimit given;

	return getrlimit(resource, &given) == 0 && given.rlim_cur <= most;
}

/* An emulator may take a limit and do nothing about it. */
static bool
has_limits(void)
{
	const OtConfineLimits limits = {.memory_mb = OT_LIMIT_MEMORY_MB, .seconds = SECONDS};

	if (!ot_limits_set(&limits) || !is_within(RLIMIT_CORE, 0) ||
	    !is_within(RLIMIT_CPU, SECONDS))
		return false;
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
	return is_within(RLIMIT_DATA, (rlim_t) OT_LIMIT_MEMORY_MB << 20);
#else
	return true;
#endif
}

/* A pair of sockets leads nowhere and asks nothing of the network. */
static bool
has_calls(void)
{
	int pair[2];

	return ot_calls_filter(OT_CALLS_WORK) && socketpair(AF_UNIX, SOCK_STREAM, 0, pair) != 0 &&
	       errno == EPERM;
}

/* What has no name is opened to be written where nothing may be: EACCES is Landlock's answer. */
static bool
has_files(void)
{
	if (!ot_landlock_restrict(NULL, 0))
		return false;
	return open("/dev/zero", O_WRONLY | O_CLOEXEC) < 0 && errno == EACCES;
}

OtConfined
ot_confine_try(void)
{
	OtConfined found = {
		.machine = ot_calls_know_machine(),
		.landlock = ot_landlock_version(),
		.is_off = ot_confine_is_off(),
	};
	int status = 0;
	pid_t child = fork();

	if (child == 0)
		_exit((has_limits() ? HAS_LIMITS : 0) | (has_files() ? HAS_FILES : 0) |
		      (has_calls() ? HAS_CALLS : 0));
	while (child > 0 && waitpid(child, &status, 0) < 0 && errno == EINTR)
		continue;
	found.tried = child > 0 && WIFEXITED(status);
	if (found.tried) {
		found.limits = (WEXITSTATUS(status) & HAS_LIMITS) != 0;
		found.calls = (WEXITSTATUS(status) & HAS_CALLS) != 0;
		found.files = (WEXITSTATUS(status) & HAS_FILES) != 0;
	}
	return found;
}
