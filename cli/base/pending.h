/* SPDX-License-Identifier: MIT */
#ifndef OT_BASE_PENDING_H
#define OT_BASE_PENDING_H

/**
 * The files that are half written at this moment, so that a signal can take them away.
 */

/** Note a path, for this process.  Returns its slot; -1 where none is free, which does no harm. */
int
ot_pending_add(const char *path);

void
ot_pending_remove(int slot);

/**
 * Remove the files that processes have left half written which were forked since
 * ot_signals_install(), and none of which still runs.
 */
void
ot_pending_clear(void);

#endif
