/* SPDX-License-Identifier: MIT */
#ifndef OT_BASE_SPILL_H
#define OT_BASE_SPILL_H

/**
 * Bytes that are kept until they are needed again: in memory while they are few, then in a file
 * that has no name, so that nothing of it is left however the program ends.
 */

#include <glib.h>
#include <stdbool.h>

typedef struct OtSpill OtSpill;

/** Nothing yet.  The file is made in `folder`: what is confidential stays where it belongs. */
OtSpill *
ot_spill_new(const char *folder);

void
ot_spill_free(OtSpill *spill);

/**
 * Keep some bytes; `*offset` is where ot_spill_read() finds them.  OT_ERROR_IO: the disk is full.
 */
bool
ot_spill_add(OtSpill *spill, GBytes *bytes, guint64 *offset, GError **error);

/** As many bytes from there on, which have to be there; OT_ERROR_IO where they can't be read. */
GBytes *
ot_spill_read(OtSpill *spill, guint64 offset, size_t len, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(OtSpill, ot_spill_free)

#endif
