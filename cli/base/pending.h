/* SPDX-License-Identifier: MIT */
#ifndef OT_BASE_PENDING_H
#define OT_BASE_PENDING_H

/**
 * The files that are half written at this moment, so that a signal can take them away.
 */

/** Note a path; it must stay valid until ot_pending_remove().  Returns its slot. */
int
ot_pending_add(const char *path);

void
ot_pending_remove(int slot);

#endif
