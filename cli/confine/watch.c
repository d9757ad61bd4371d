/* SPDX-License-Identifier: MIT
 *
 * The first process: it starts the one that works, passes signals on, and tells how it ended.
 */
#include "base/error.h"
#include "base/file.h"
#include "base/pending.h"
#include "base/system.h"
#include "confine/parts.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

/* What GLib ended the process for; it says so in words for programmers. */
typedef enum {
	NOTHING,
	NO_MEMORY,  /* gmem.c: "failed to allocate" */
	NO_THREADS, /* gthread-posix.c: "creating thread" */
} Lack;

/* What the child leaves behind for its parent. */
typedef struct {
	gint lack;
} Note;

static void
say(const char *format, ...) G_GNUC_PRINTF(1, 2);

static void
say(const char *format, ...)
{
	va_list args;

	fputs("outset: ", stderr);
	va_start(args, format);
	vfprintf(stderr, format, args);
	va_end(args);
	fputc('\n', stderr);
}

#define WAY_OUT "; give it less at once, or a smaller file"

static void
explain_lack(Lack lack, const OtConfineLimits *limits)
{
	if (lack == NO_MEMORY && limits != NULL)
		say("stopped, because it needs more than %u MB of memory, the most that it may "
		    "take" WAY_OUT, limits->memory_mb);
	else if (lack == NO_MEMORY)
		say("stopped, because there is no more memory");
	else
		say("stopped, because no more processes or threads may be started; end some, or "
		    "have the limit raised (ulimit -u)");
}

static Lack
lack_of(GLogLevelFlags level, const char *message)
{
	if ((level & G_LOG_LEVEL_ERROR) == 0 || message == NULL)
		return NOTHING;
	if (strstr(message, "failed to allocate") != NULL)
		return NO_MEMORY;
	return strstr(message, "creating thread") != NULL ? NO_THREADS : NOTHING;
}

/* --- the child ---------------------------------------------------------------------------- */

/* The parent has better words than GLib. */
static void
take_log(const char *domain, GLogLevelFlags level, const char *message, gpointer data)
{
	Note *note = data;
	Lack lack = lack_of(level, message);

	if (lack != NOTHING) {
		g_atomic_int_set(&note->lack, lack);
		_exit(1);
	}
	g_log_default_handler(domain, level, message, NULL);
}

static void
become_confined(const OtConfinement *how, Note *note, pid_t parent, const sigset_t *mask)
{
	/* The parent may have been killed before this was asked. */
	ot_system_end_with_parent(SIGKILL);
	if (getppid() != parent)
		_exit(1);
	sigprocmask(SIG_SETMASK, mask, NULL);
	g_log_set_default_handler(take_log, note);
	(void) ot_limits_set(&how->limits);
	(void) ot_calls_filter(OT_CALLS_WORK);
}

/* --- the parent --------------------------------------------------------------------------- */

/*
 * Those that are passed on, and that of a child which ended.  nohup has SIGHUP ignored: so it
 * stays.
 */
static void
fill_signals(sigset_t *set)
{
	struct sigaction hangup;

	sigemptyset(set);
	sigaddset(set, SIGCHLD);
	sigaddset(set, SIGINT);
	sigaddset(set, SIGTERM);
	if (sigaction(SIGHUP, NULL, &hangup) == 0 && hangup.sa_handler != SIG_IGN)
		sigaddset(set, SIGHUP);
}

/* What came for a signal; true where it is the end of the child, with its status. */
static bool
take_signal(pid_t child, int fd, int *status)
{
	int number = ot_system_hear(fd);

	if (number != 0 && number != SIGCHLD)
		kill(child, number);
	if (number != SIGCHLD)
		return false;
	pid_t ended = waitpid(child, status, WNOHANG);
	return ended == child || (ended < 0 && errno != EINTR);
}

/* The status of the child, once it has ended. */
static int
wait_for(pid_t child, const OtConfinement *how, const sigset_t *signals, int channel)
{
	struct pollfd heard[] = {
		{.fd = ot_system_listen(signals), .events = POLLIN},
		{.fd = channel, .events = POLLIN},
	};
	int status = 0;

	/* Too many files may be open already for one more: then nothing is passed on. */
	if (heard[0].fd < 0) {
		while (waitpid(child, &status, 0) < 0 && errno == EINTR)
			continue;
		return status;
	}
	for (;;) {
		if (poll(heard, G_N_ELEMENTS(heard), -1) < 0)
			continue;
		if (heard[0].revents != 0 && take_signal(child, heard[0].fd, &status))
			return status;
		if (heard[1].revents != 0 &&
		    !ot_channel_serve(heard[1].fd, how->service, how->about))
			heard[1].fd = -1;
	}
}

static void
explain_signal(int number, const OtConfineLimits *limits)
{
	switch (number) {
	case SIGXCPU:
		say("stopped after %u second%s of computing, the most that it may take" WAY_OUT,
		    limits->seconds, limits->seconds == 1 ? "" : "s");
		break;
	case SIGKILL:
		say("stopped from outside; the system does that where memory is short" WAY_OUT);
		break;
	case SIGSYS:
		say("stopped, because it asked the system for what it never needs: a file that it "
		    "reads may be made to do harm");
		break;
	default:
		say("stopped by a fault of its own (%s); nothing is half written. Please report "
		    "it, with the command and the file if you may", strsignal(number));
	}
}

/* End as the child did. */
static void
end_as(int status, const Note *note, const OtConfinement *how)
{
	const OtConfineLimits limits = ot_limits_within(&how->limits);
	Lack lack = (Lack) g_atomic_int_get(&note->lack);

	ot_pending_clear();
	if (lack != NOTHING)
		explain_lack(lack, &limits);
	else if (WIFSIGNALED(status))
		explain_signal(WTERMSIG(status), &limits);
	else
		ot_system_end(WEXITSTATUS(status));
	ot_system_end(how->failed_status);
}

/*
 * Fork; in the child `ends` are used up, the parent keeps its own.  Where there can be no channel,
 * only what the command line asks of the service can't be done.
 */
static pid_t
start(const OtConfinement *how, Note *note, const sigset_t *before, int ends[2])
{
	pid_t parent = getpid();
	bool has_channel = how->service != NULL && ot_channel_open(ends);

	if (!has_channel && how->about != NULL)
		return -1;
	pid_t child = fork();
	if (child == 0 && has_channel) {
		close(ends[0]);
		ot_channel_use(ends[1]);
	} else if (has_channel) {
		close(ends[1]);
	}
	if (child == 0)
		become_confined(how, note, parent, before);
	return child;
}

static void
take_log_here(const char *domain, GLogLevelFlags level, const char *message, gpointer status)
{
	Lack lack = lack_of(level, message);

	if (lack != NOTHING) {
		explain_lack(lack, NULL);
		_exit(GPOINTER_TO_INT(status));
	}
	g_log_default_handler(domain, level, message, NULL);
}

void
ot_confine_explain(int failed_status)
{
	g_log_set_default_handler(take_log_here, GINT_TO_POINTER(failed_status));
}

bool
ot_confine_start(const OtConfinement *how, GError **error)
{
	int ends[2] = {-1, -1};
	sigset_t signals, before;

	if (ot_confine_is_off())
		return true;
	Note *note =
		mmap(NULL, sizeof *note, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	/*
	 * Whoever started the program may have SIGCHLD ignored; then there is nothing to wait
	 * for.
	 */
	signal(SIGCHLD, SIG_DFL);
	fill_signals(&signals);
	sigprocmask(SIG_BLOCK, &signals, &before);
	pid_t child = note != MAP_FAILED ? start(how, note, &before, ends) : -1;
	if (child < 0) {
		g_set_error(error, OT_ERROR, OT_ERROR_IO, "cannot start a process: %s%s",
		            g_strerror(errno),
		            errno == EAGAIN ? "; too many run already: end some, or have the limit "
		                              "raised (ulimit -u)"
		                            : "");
		sigprocmask(SIG_SETMASK, &before, NULL);
		return false;
	}
	if (child > 0)
		end_as(wait_for(child, how, &signals, ends[0]), note, how);
	return true;
}
