/* SPDX-License-Identifier: MIT
 *
 * measure COMMAND... -- runs a command and prints the seconds that it took, those of the processor,
 * and the kilobytes that the largest of its processes had.
 */
#include <glib.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

static double
seconds_of(struct timeval time)
{
	return (double) time.tv_sec + (double) time.tv_usec / 1e6;
}

int
main(int argc, char **argv)
{
	gint64 start = g_get_monotonic_time();
	struct rusage usage;
	int status;

	if (argc < 2)
		return fprintf(stderr, "usage: measure COMMAND...\n"), 2;
	pid_t pid = fork();
	if (pid == 0) {
		/* What it says is not asked for; what goes wrong is. */
		if (freopen("/dev/null", "w", stdout) != NULL)
			execvp(argv[1], argv + 1);
		perror(argv[1]);
		_exit(2);
	}
	if (pid < 0 || waitpid(pid, &status, 0) < 0 || getrusage(RUSAGE_CHILDREN, &usage) != 0)
		return perror("measure"), 2;
	printf("%.4f %.4f %ld\n", (double) (g_get_monotonic_time() - start) / G_USEC_PER_SEC,
	       seconds_of(usage.ru_utime) + seconds_of(usage.ru_stime), usage.ru_maxrss);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 2;
}
