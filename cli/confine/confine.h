/* SPDX-License-Identifier: MIT */
#ifndef OT_CONFINE_CONFINE_H
#define OT_CONFINE_CONFINE_H

/**
 * The process in which a command does its work, and what it may not do there.
 *
 * Whatever a command reads may be made to do harm.  So the program forks before it opens anything:
 * the child does the work, the parent only waits.  The child
 *
 *  - has limits on memory, on seconds of computing, and leaves no core (setrlimit(2));
 *  - has no system calls for sockets, for running programs, for mounting, tracing, keys and the
 *    like (seccomp(2); calls.def is the list);
 *  - may write only beneath the folders that the command names, may not run files, use TCP, or send
 *    signals to others (landlock(7), as much of it as the kernel has).
 *
 * What a kernel lacks is left out without a word; `outset doctor` tries each and says what is in
 * force.  The environment variable OUTSET_CONFINE=no turns all of it off, the fork too, for a
 * debugger; whoever sets the environment is trusted.
 *
 * A command opts out with `.reach = OT_REACH_FREE` in its row (commands/command.h): it then runs in
 * the first process.  That is for commands that read nothing of others, or that start the program
 * anew for each piece of work.
 */

#include <glib.h>
#include <stdbool.h>

/** How much a process may take; 0 is as much as whoever started the program may. */
typedef struct {
	guint memory_mb; /**< of data; not limited under a sanitizer, which sets terabytes aside */
	guint seconds;   /**< of computing, of each process */
} OtConfineLimits;

/**
 * What the first process does for the one that works and may not do it: it is given bytes, which
 * may be made to do harm, and gives bytes, or NULL.  `about` is what the command line says of it,
 * or NULL.
 */
typedef GBytes *OtConfineService(GBytes *request, const char *about);

/** How a command is confined. */
typedef struct {
	OtConfineLimits limits;
	OtConfineService *service; /**< NULL: there is none */
	const char *about;         /**< for the service; stays valid */
	int failed_status;         /**< of the program where a limit or a fault ended the work */
} OtConfinement;

/** What a kernel has and the process got. */
typedef struct {
	bool tried;   /**< else no process could be started to try the rest */
	bool limits;  /**< memory, computing and core are limited */
	bool calls;   /**< system calls are filtered */
	bool machine; /**< there is a filter for this kind of processor */
	bool files;   /**< Landlock keeps files from being written elsewhere */
	int landlock; /**< the version of Landlock's interface; 0: there is none */
	bool is_off;  /**< OUTSET_CONFINE=no */
} OtConfined;

/**
 * Fork.  The child returns true, with limits and a filter in force.  The parent never returns: it
 * passes SIGINT, SIGTERM and SIGHUP on, does what the child asks of its service, waits, removes
 * what the child left half written, and ends with the child's status; where a limit or a fault
 * ended the child it says so, and ends with `failed_status`.  When the parent is killed, so is
 * the child.
 *
 * To be called once, with one thread, before anything was printed, after ot_signals_install().
 * False with OT_ERROR_IO where there can be no child.  Where it is turned off, returns true at
 * once.
 */
bool
ot_confine_start(const OtConfinement *how, GError **error);

/**
 * For a command that works in the first process: from now on the program ends with `failed_status`
 * and a sentence where GLib gets no memory or no thread.
 */
void
ot_confine_explain(int failed_status);

/**
 * Have the first process do what its service does; with no such process, do it here.  NULL where it
 * could not be done.  Any thread and any worker may ask.
 */
GBytes *
ot_confine_ask(OtConfineService *service, const char *about, GBytes *request);

/**
 * From now on the process writes only beneath these folders (and to /dev/null).  A path that isn't
 * there stands for the nearest folder above it.  To be called after ot_confine_start(), at most
 * once. Does nothing where it is turned off or the kernel has no Landlock.
 */
void
ot_confine_writes(const char *const *paths, size_t n);

/**
 * For a process that was given all that it needs, within limits of its own: from now on it
 * computes, reads what is open, writes to pipes that are open, and ends.  Nothing can be opened
 * or loaded any more.  The limits hold even where confinement is turned off.
 */
void
ot_confine_closed(const OtConfineLimits *limits);

/** True where OUTSET_CONFINE=no. */
bool
ot_confine_is_off(void);

/** Find out what would be in force here, by trying each in a process of its own. */
OtConfined
ot_confine_try(void);

#endif
