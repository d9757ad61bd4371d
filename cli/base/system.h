/* SPDX-License-Identifier: MIT */
#ifndef OT_BASE_SYSTEM_H
#define OT_BASE_SYSTEM_H

/**
 * What Linux does in a way of its own, each with what any POSIX system has instead.
 *
 * OT_LINUX is 1 where the ways of Linux are taken.  `make MODE=portable` defines OT_PORTABLE, which
 * takes the others on Linux, too, so that they are compiled and tested.  What a process may not do
 * is in confine/, waiting for changes in watch/waiting.c; both ask OT_LINUX.
 */

#include <signal.h>
#include <stdbool.h>
#include <sys/types.h>
#include <unistd.h>

#ifdef OT_COVERAGE
#include <gcov.h>
#endif

#if defined(__linux__) && !defined(OT_PORTABLE)
#define OT_LINUX 1
#else
#define OT_LINUX 0
#endif

/**
 * The path of the running program, wherever it was moved; free with g_free().  NULL where the
 * system doesn't say.
 */
char *
ot_system_program(void);

/** Under which path it can be started again, after it was replaced, too; NULL as above. */
char *
ot_system_program_again(void);

/** A pipe that programs which are started don't inherit. */
bool
ot_system_pipe(int ends[2]);

/** Two ends of a stream of bytes and descriptors, which programs don't inherit. */
bool
ot_system_pair(int ends[2]);

/**
 * Have this process get the signal when its parent ends; elsewhere than on Linux a thread looks ten
 * times a second.
 */
void
ot_system_end_with_parent(int number);

/**
 * End a process that shares what is still to be printed with another, which prints it.  A build
 * that measures coverage writes down what this object counted, which other processes do as they
 * end.
 */
__attribute__((noreturn)) static inline void
ot_system_end(int status)
{
#ifdef OT_COVERAGE
	__gcov_dump();
#endif
	_exit(status);
}

/** Let two paths change places in one step.  False where the system or the file system can't. */
bool
ot_system_exchange(const char *path, const char *other);

/** Have all of the file system on disk to which an open file belongs. */
void
ot_system_sync(int fd);

/** Open a file without a name in a folder; -1 where that can't be. */
int
ot_system_open_nameless(const char *folder);

/**
 * Hear of signals, all of which are blocked, by a descriptor that can be read when one came; -1
 * where that can't be.
 */
int
ot_system_listen(const sigset_t *signals);

/** The number of a signal that came; 0 where there is none after all. */
int
ot_system_hear(int fd);

#endif
