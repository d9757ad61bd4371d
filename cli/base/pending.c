/* SPDX-License-Identifier: MIT */
#include "base/pending.h"

#include "base/file.h"
#include "base/limits.h"

#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

/* More threads and processes than slots never write at once (they are bounded in number). */
#define N_SLOTS 256

/* No process: between taking a slot and filling it. */
#define NOBODY_YET (-1)

/*
 * Shared with the processes that are forked from now on, so that one which waits for another can
 * clear up after it.  A slot is taken and given back in one atomic step.
 */
typedef struct {
	gint owners[N_SLOTS]; /* processes; 0: the slot is free */
	char paths[N_SLOTS][OT_LIMIT_PATH_BYTES];
} Table;

/* A signal handler has nothing but statics to look at; set once, before there are threads. */
static Table *table;

int
ot_pending_add(const char *path)
{
	if (table == NULL || strlen(path) >= OT_LIMIT_PATH_BYTES)
		return -1;
	for (int slot = 0; slot < N_SLOTS; slot++) {
		if (!g_atomic_int_compare_and_exchange(&table->owners[slot], 0, NOBODY_YET))
			continue;
		strcpy(table->paths[slot], path);
		g_atomic_int_set(&table->owners[slot], getpid());
		return slot;
	}
	return -1;
}

void
ot_pending_remove(int slot)
{
	if (slot >= 0)
		g_atomic_int_set(&table->owners[slot], 0);
}

void
ot_pending_clear(void)
{
	for (int slot = 0; table != NULL && slot < N_SLOTS; slot++)
		if (g_atomic_int_get(&table->owners[slot]) > 0)
			unlink(table->paths[slot]);
}

/* Its own only: other processes may be writing still. */
static void
end_at_once(int number)
{
	pid_t own = getpid();

	for (int slot = 0; table != NULL && slot < N_SLOTS; slot++)
		if (g_atomic_int_get(&table->owners[slot]) == own)
			unlink(table->paths[slot]);
	_exit(128 + number);
}

static void
fill_signals(sigset_t *set)
{
	sigemptyset(set);
	sigaddset(set, SIGINT);
	sigaddset(set, SIGTERM);
	sigaddset(set, SIGHUP);
}

void
ot_signals_install(void)
{
	struct sigaction action = {.sa_handler = end_at_once}, before;
	void *shared = mmap(NULL, sizeof *table, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS,
	                    -1, 0);

	table = shared != MAP_FAILED ? shared : NULL;
	fill_signals(&action.sa_mask);
	sigaction(SIGINT, &action, NULL);
	sigaction(SIGTERM, &action, NULL);
	/* nohup has the program go on when its terminal is gone. */
	sigaction(SIGHUP, NULL, &before);
	if (before.sa_handler != SIG_IGN)
		sigaction(SIGHUP, &action, NULL);
	/* A reader that went away, or a file size limit, is an error of write() and not the end. */
	signal(SIGPIPE, SIG_IGN);
	signal(SIGXFSZ, SIG_IGN);
}

static void
mask_signals(int how)
{
	sigset_t set;

	fill_signals(&set);
	pthread_sigmask(how, &set, NULL);
}

void
ot_signals_hold(void)
{
	mask_signals(SIG_BLOCK);
}

void
ot_signals_release(void)
{
	mask_signals(SIG_UNBLOCK);
}
