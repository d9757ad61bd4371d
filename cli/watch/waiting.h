/* SPDX-License-Identifier: MIT */
#ifndef OT_WATCH_WAITING_H
#define OT_WATCH_WAITING_H

/**
 * Waiting until something happens in some folders.
 *
 * Only that something happened is told; what it was, ot_watched_look() finds out by itself.  So it
 * matters neither whether an editor writes a file in place or renames another over it, nor whether
 * the system tells too much or drops some of it.
 */

#include <glib.h>
#include <stdbool.h>

typedef struct OtWaiting OtWaiting;

/**
 * `seconds` over 0: come back so often, without asking the system.  0: wait until the system tells
 * (inotify); where it can't, come back every OT_WAITING_SECONDS.  Free with ot_waiting_free().
 */
OtWaiting *
ot_waiting_new(int seconds);

#define OT_WAITING_SECONDS 2

void
ot_waiting_free(OtWaiting *waiting);

/** Wait for these folders, too: keys of char *. */
void
ot_waiting_add(OtWaiting *waiting, GHashTable *folders);

/** How often it comes back by itself, in seconds; 0: when the system tells. */
int
ot_waiting_seconds(const OtWaiting *waiting);

/** Wait until something happened, and then until nothing more has for a moment. */
void
ot_waiting_wait(OtWaiting *waiting);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(OtWaiting, ot_waiting_free)

#endif
