/* SPDX-License-Identifier: MIT */
#ifndef OT_CHANGES_COMPARISON_H
#define OT_CHANGES_COMPARISON_H

/** What a comparison found; for the files that make it. */

#include "changes/changes.h"

struct OtChanges {
	OtArena *arena;
	GArray *changes;   /**< of OtChange */
	GHashTable *names; /**< of changes to their index and one; owned keys */
	OtChangeVersion old, new;
	size_t n_material;
};

/** Add a change at the end; its strings have to live as long. */
void
ot_changes_add(OtChanges *changes, const OtChange *change);

#endif
