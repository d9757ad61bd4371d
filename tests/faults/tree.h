/* SPDX-License-Identifier: MIT */
#ifndef OT_TESTS_FAULTS_TREE_H
#define OT_TESTS_FAULTS_TREE_H

/** Folders with all that is in them, in memory. */

#include <glib.h>
#include <stdbool.h>

/** What a folder holds: paths below it to the bytes of files (GBytes), or NULL for folders. */
typedef GHashTable Tree;

/** Read all of a folder; ends the program where it can't be read.  g_hash_table_unref(). */
Tree *
tree_read(const char *folder);

/** Make a folder hold exactly this; what is the same stays as it is. */
void
tree_write(const Tree *tree, const char *folder);

/** Take a folder away with all that is in it. */
void
tree_remove(const char *folder);

/** The first path, in the order of names, that is not in both or not the same; NULL: none. */
const char *
tree_differs(const Tree *one, const Tree *other);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Tree, g_hash_table_unref)

#endif
