/* SPDX-License-Identifier: MIT */
#include "watch/waiting.h"

#include "base/system.h"

#include <unistd.h>
#if OT_LINUX
#include <poll.h>
#include <sys/inotify.h>
#endif

/* Word saves in several steps, some 100 ms apart. */
#define SETTLE_MILLISECONDS 300
/* Whoever writes without a break gets a round all the same. */
#define MOST_MICROSECONDS (3 * G_USEC_PER_SEC)

struct OtWaiting {
	int seconds; /* 0: the system tells */
	int fd;      /* where it does; else -1 */
};

#if OT_LINUX

/* What may put other bytes behind a name. */
#define EVENTS                                                                                     \
	(IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM | IN_CREATE | IN_DELETE | IN_DELETE_SELF |   \
	 IN_MOVE_SELF | IN_ONLYDIR)

static int
begin_telling(void)
{
	return inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
}

static bool
tell_of(int fd, const char *folder)
{
	return inotify_add_watch(fd, folder, EVENTS) >= 0;
}

/* Wait for a word of the system; -1: as long as it takes.  False where none came. */
static bool
hear(int fd, int milliseconds)
{
	struct pollfd door = {.fd = fd, .events = POLLIN};
	char words[4096];

	if (poll(&door, 1, milliseconds) <= 0)
		return false;
	while (read(fd, words, sizeof words) > 0)
		;
	return true;
}

#else

static int
begin_telling(void)
{
	return -1;
}

static bool
tell_of(int fd, const char *folder)
{
	(void) fd;
	(void) folder;
	return false;
}

static bool
hear(int fd, int milliseconds)
{
	(void) fd;
	(void) milliseconds;
	return false;
}

#endif

OtWaiting *
ot_waiting_new(int seconds)
{
	OtWaiting *waiting = g_new0(OtWaiting, 1);

	waiting->seconds = seconds;
	waiting->fd = seconds > 0 ? -1 : begin_telling();
	if (seconds == 0 && waiting->fd < 0)
		waiting->seconds = OT_WAITING_SECONDS;
	return waiting;
}

void
ot_waiting_free(OtWaiting *waiting)
{
	if (waiting == NULL)
		return;
	if (waiting->fd >= 0)
		close(waiting->fd);
	g_free(waiting);
}

int
ot_waiting_seconds(const OtWaiting *waiting)
{
	return waiting->seconds;
}

void
ot_waiting_add(OtWaiting *waiting, GHashTable *folders)
{
	GHashTableIter iter;
	gpointer folder;

	g_hash_table_iter_init(&iter, folders);
	while (waiting->fd >= 0 && g_hash_table_iter_next(&iter, &folder, NULL)) {
		/* One that went in between is not there at the next look either. */
		if (tell_of(waiting->fd, folder) || !g_file_test(folder, G_FILE_TEST_IS_DIR))
			continue;
		/* The system watches no more than so many folders. */
		close(waiting->fd);
		waiting->fd = -1;
		waiting->seconds = OT_WAITING_SECONDS;
	}
}

void
ot_waiting_wait(OtWaiting *waiting)
{
	if (waiting->fd < 0) {
		g_usleep((gulong) waiting->seconds * G_USEC_PER_SEC);
		return;
	}
	while (!hear(waiting->fd, -1))
		;
	gint64 began = g_get_monotonic_time();
	while (hear(waiting->fd, SETTLE_MILLISECONDS) &&
	       g_get_monotonic_time() - began < MOST_MICROSECONDS)
		;
}
