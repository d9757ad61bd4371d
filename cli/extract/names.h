/* SPDX-License-Identifier: MIT */
#ifndef OT_EXTRACT_NAMES_H
#define OT_EXTRACT_NAMES_H

/**
 * Names that files may be written as, from names that others gave them.
 */

#include <glib.h>

/**
 * A name for a file: never a path, hidden or an option, without characters that steer a terminal,
 * turn the direction of writing or can't be in a name on Windows, none of the names that mean
 * devices there, not too long, and unlike all in `used` also where case makes no difference.  It is
 * added to `used`, a set of strings that are freed with it.  Equal to `name` where that is safe.
 * Free with g_free().
 */
char *
ot_safe_name(const char *name, GHashTable *used);

#endif
