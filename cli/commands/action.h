/* SPDX-License-Identifier: MIT */
#ifndef OT_COMMANDS_ACTION_H
#define OT_COMMANDS_ACTION_H

/** What commands with several actions share, such as `outset log add`. */

#include <glib.h>

/**
 * The number of an action in a table whose rows begin with their names, `stride` bytes apart; -1
 * and OT_ERROR_USAGE with the nearest name where there is none.
 */
int
ot_action_find(const char *command, const void *rows, size_t stride, size_t n_rows,
               const char *name, GError **error);

/** The same for an array of structs whose first member is the name. */
#define OT_ACTION_FIND(command, actions, name, error)                                              \
	ot_action_find(command, actions, sizeof (actions)[0], G_N_ELEMENTS(actions), name, error)

#endif
