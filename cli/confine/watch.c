/* SPDX-License-Identifier: MIT
 *
 * The first process: it starts the one that works, passes signals on, and tells how it ended.
 */
#include "base/error.h"
#include "base/file.h"
#include "base/pending.h"
#include "confine/parts.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <unistd.h>

/* What the child leaves behind for its parent. */
typedef struct {
	gint is_out_of_memory;
} Note;

/* --- the child ---------------------------------------------------------------------------- */

/*
 * GLib ends the process where it gets no memory, after saying so in its own words ("gmem.c"). 
 * Those are for programmers: the parent has better ones.
 */
static void
take_log(const char *domain, GLogLevelFlags level, const char *message, gpointer data)
{
	Note *note = data;

	if ((level & G_LOG_LEVEL_ERROR) != 0 && message != NULL &&
	    strstr(message, "failed to allocate") != NULL) {
		g_atomic_int_set(&note->is_out_of_memory, 1);
		_exit(1);
	}
	g_log_default_handler(domain, level, message, NULL);
}

static void
become_confined(const OtConfinement *how, Note *note, pid_t parent, const sigset_t *mask)
{
	/* The parent may have been killed before this was asked. */
	prctl(PR_SET_PDEATHSIG, SIGKILL);
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
	struct signalfd_siginfo info;

	if (read(fd, &info, sizeof info) != sizeof info)
		return false;
	if (info.ssi_signo != SIGCHLD) {
		kill(child, (int) info.ssi_signo);
		return false;
	}
	pid_t ended = waitpid(child, status, WNOHANG);
	return ended == child || (ended < 0 && errno != EINTR);
}

/* The status of the child, once it has ended. */
static int
wait_for(pid_t child, const OtConfinement *how, const sigset_t *signals, int channel)
{
	struct pollfd heard[] = {
		{.fd = signalfd(-1, signals, SFD_CLOEXEC), .events = POLLIN},
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

	ot_pending_clear();
	if (g_atomic_int_get(&note->is_out_of_memory) != 0)
		say("stopped, because it needs more than %u MB of memory, the most that it may "
		    "take" WAY_OUT, limits.memory_mb);
	else if (WIFSIGNALED(status))
		explain_signal(WTERMSIG(status), &limits);
	else
		_exit(WEXITSTATUS(status));
	_exit(how->failed_status);
}

/* Fork; in the child `ends` are used up, the parent keeps its own. */
static pid_t
start(const OtConfinement *how, Note *note, const sigset_t *before, int ends[2])
{
	pid_t parent = getpid();

	if (how->service != NULL && !ot_channel_open(ends))
		return -1;
	pid_t child = fork();
	if (child == 0 && how->service != NULL) {
		close(ends[0]);
		ot_channel_use(ends[1]);
	} else if (how->service != NULL) {
		close(ends[1]);
	}
	if (child == 0)
		become_confined(how, note, parent, before);
	return child;
}

bool
ot_confine_start(const OtConfinement *how, GError **error)
{
	int ends[2] = {-1, -1};
	sigset_t signals, before;

	if (ot_confine_is_off())
		return true;
	Note *note = mmap(NULL, sizeof *note, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1,
	                  0);
	/*
	 * Whoever started the program may have SIGCHLD ignored; then there is nothing to wait
	 * for.
	 */
	signal(SIGCHLD, SIG_DFL);
	fill_signals(&signals);
	sigprocmask(SIG_BLOCK, &signals, &before);
	pid_t child = note != MAP_FAILED ? start(how, note, &before, ends) : -1;
	if (child < 0) {
		g_set_error(error, OT_ERROR, OT_ERROR_IO, "cannot start a process: %s",
		            g_strerror(errno));
		sigprocmask(SIG_SETMASK, &before, NULL);
		return false;
	}
	if (child > 0)
		end_as(wait_for(child, how, &signals, ends[0]), note, how);
	return true;
}
