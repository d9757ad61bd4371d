/* SPDX-License-Identifier: MIT */
#include "base/pending.h"

#include "base/file.h"

#include <signal.h>
#include <unistd.h>

/* A signal handler has nothing but statics to look at.  Each slot is set and cleared in one atomic
 * step; more threads than slots never write at once (they are bounded by the number of cores). */
#define N_SLOTS 256

static const char *pending[N_SLOTS];

int
ot_pending_add(const char *path)
{
	for (int slot = 0; slot < N_SLOTS; slot++)
		if (g_atomic_pointer_compare_and_exchange(&pending[slot], NULL, path))
			return slot;
	return -1;
}

void
ot_pending_remove(int slot)
{
	if (slot >= 0)
		g_atomic_pointer_set(&pending[slot], NULL);
}

static void
end_at_once(int number)
{
	for (int slot = 0; slot < N_SLOTS; slot++) {
		const char *path = g_atomic_pointer_get(&pending[slot]);
		if (path != NULL)
			unlink(path);
	}
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
