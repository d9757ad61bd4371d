/* SPDX-License-Identifier: MIT */
#ifndef OT_SUPPLIERS_SAME_H
#define OT_SUPPLIERS_SAME_H

/**
 * What duplicates.c and merge.c share: the rows of a list that belong to others, read as a whole.
 */

#include "base/arena.h"
#include "suppliers/duplicates.h"
#include "suppliers/record.h"

typedef struct OtSameRows {
	OtArena *arena;
	const OtSupplierLists *lists;
	GHashTable *rows;       /**< of OtSameRow * by the index of a row; NULL until it is read */
	const char **heads;     /**< of the table as it stands, in the arena */
	int *columns;           /**< for each head an OtSupplierField, or -1 */
	size_t n_heads;
	guint32 next;           /**< the index of the row that is read next */
} OtSameRows;

OtSameRows *
ot_same_rows_new(const OtSupplierLists *lists);

void
ot_same_rows_free(OtSameRows *rows);

/** Read those that are wanted.  OT_ERROR_IO where the file was changed since and lacks one. */
bool
ot_same_rows_read(OtSameRows *rows, const char *path, const OtSuppliersOptions *options,
                  OtFindings *findings, GError **error);

/** A key of a supplier as it is compared, or NULL.  Free with g_free(). */
char *
ot_same_key(const OtSupplierLists *lists, const OtSupplier *supplier, OtSameKey key);

/** Make one row of those of a group, and list what contradicts. */
void
ot_same_merge(OtSameGroup *group, const OtSameRows *read);

#endif
