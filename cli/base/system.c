/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE /* pipe2(), renameat2(), syncfs(), O_TMPFILE */
#include "base/system.h"

#include <errno.h>
#include <fcntl.h>
#include <glib.h>
#include <limits.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/auxv.h>
#endif
#if OT_LINUX
#include <sys/prctl.h>
#include <sys/signalfd.h>
#endif

#define OWN_PROGRAM "/proc/self/exe"

/* --- the program ------------------------------------------------------------------------- */

/* As the kernel was told it when the program was started; needs no /proc. */
static char *
program_as_started(void)
{
#ifdef __linux__
	const char *started = (const char *) getauxval(AT_EXECFN);
	char path[PATH_MAX];

	if (started != NULL && realpath(started, path) != NULL)
		return g_strdup(path);
#endif
	return NULL;
}

char *
ot_system_program(void)
{
#if OT_LINUX
	char path[PATH_MAX];
	ssize_t len = readlink(OWN_PROGRAM, path, sizeof path - 1);

	if (len >= 0)
		return g_strndup(path, (gsize) len);
#endif
	return program_as_started();
}

char *
ot_system_program_again(void)
{
#if OT_LINUX
	if (access(OWN_PROGRAM, X_OK) == 0)
		return g_strdup(OWN_PROGRAM);
#endif
	return program_as_started();
}

/* --- processes --------------------------------------------------------------------------- */

#if OT_LINUX

bool
ot_system_pipe(int ends[2])
{
	return pipe2(ends, O_CLOEXEC) == 0;
}

bool
ot_system_pair(int ends[2])
{
	return socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) == 0;
}

void
ot_system_end_with_parent(int number)
{
	prctl(PR_SET_PDEATHSIG, number);
}

int
ot_system_listen(const sigset_t *signals)
{
	return signalfd(-1, signals, SFD_CLOEXEC);
}

int
ot_system_hear(int fd)
{
	struct signalfd_siginfo info;

	return read(fd, &info, sizeof info) == sizeof info ? (int) info.ssi_signo : 0;
}

#else

static bool
close_on_exec(const int ends[2])
{
	return fcntl(ends[0], F_SETFD, FD_CLOEXEC) == 0 && fcntl(ends[1], F_SETFD, FD_CLOEXEC) == 0;
}

bool
ot_system_pipe(int ends[2])
{
	return pipe(ends) == 0 && close_on_exec(ends);
}

bool
ot_system_pair(int ends[2])
{
	return socketpair(AF_UNIX, SOCK_STREAM, 0, ends) == 0 && close_on_exec(ends);
}

/* The parent, and what to do when it is that no longer. */
typedef struct {
	pid_t parent;
	int number;
} Orphan;

static void *
look_at_parent(void *data)
{
	Orphan *orphan = data;

	while (getppid() == orphan->parent)
		g_usleep(G_USEC_PER_SEC / 10);
	kill(getpid(), orphan->number);
	g_free(orphan);
	return NULL;
}

void
ot_system_end_with_parent(int number)
{
	Orphan *orphan = g_new(Orphan, 1);
	pthread_t thread;

	*orphan = (Orphan){.parent = getppid(), .number = number};
	if (pthread_create(&thread, NULL, look_at_parent, orphan) == 0)
		pthread_detach(thread);
	else
		g_free(orphan);
}

/* What the thread waits for, and where it writes the number of each. */
typedef struct {
	sigset_t signals;
	int fd;
} Ear;

static void *
listen_for(void *data)
{
	Ear *ear = data;
	unsigned char byte;
	int number;

	while (sigwait(&ear->signals, &number) == 0) {
		byte = (unsigned char) number;
		if (write(ear->fd, &byte, 1) < 0 && errno != EINTR)
			break;
	}
	close(ear->fd);
	g_free(ear);
	return NULL;
}

/* The thread stays until the process ends. */
int
ot_system_listen(const sigset_t *signals)
{
	int ends[2];
	pthread_t thread;

	if (!ot_system_pipe(ends))
		return -1;
	Ear *ear = g_new(Ear, 1);
	*ear = (Ear){.signals = *signals, .fd = ends[1]};
	if (pthread_create(&thread, NULL, listen_for, ear) == 0) {
		pthread_detach(thread);
		return ends[0];
	}
	g_free(ear);
	close(ends[0]);
	close(ends[1]);
	return -1;
}

int
ot_system_hear(int fd)
{
	unsigned char byte;

	return read(fd, &byte, 1) == 1 ? byte : 0;
}

#endif

/* --- files ------------------------------------------------------------------------------- */

bool
ot_system_exchange(const char *path, const char *other)
{
#if OT_LINUX && defined(RENAME_EXCHANGE)
	return renameat2(AT_FDCWD, path, AT_FDCWD, other, RENAME_EXCHANGE) == 0;
#else
	(void) path;
	(void) other;
	return false;
#endif
}

void
ot_system_sync(int fd)
{
#if OT_LINUX
	(void) syncfs(fd);
#else
	(void) fd;
	sync();
#endif
}

int
ot_system_open_nameless(const char *folder)
{
#if OT_LINUX && defined(O_TMPFILE)
	return open(folder, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
#else
	(void) folder;
	return -1;
#endif
}
