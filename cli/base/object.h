/* SPDX-License-Identifier: MIT */
#ifndef OT_BASE_OBJECT_H
#define OT_BASE_OBJECT_H

/**
 * Parts of the program that are loaded at their first use, because what they link would cost every
 * command at start-up: outset-draw.so, outset-calendar.so, outset-zip.so.  Each is all of one
 * folder of cli/, and each has a door: a function of the same type that asks for it here.
 */

#include <glib.h>

/**
 * The file of an object: outset-NAME.so beside the program in a build tree, in lib/outset beside
 * its bin when installed.  `does` completes "which ..." in the message: "draws PDF files".
 * OT_ERROR_IO where it isn't there.  Free with g_free().
 */
char *
ot_object_path(const char *name, const char *does, GError **error);

/**
 * A function of an object, loaded where it isn't yet; never unloaded.  What the process links
 * already, as tests do with all objects, is taken as it is.  To be cast to the type of the function,
 * which the header of its folder gives.  OT_ERROR_IO where it can't be had.
 */
void *
ot_object_function(const char *name, const char *does, const char *function, GError **error);

/**
 * The type of ot_NAME_versions(), which each object has: the libraries that it runs with, as "cairo
 * 1.16.0, Pango 1.50.12".  Free with g_free().
 */
typedef char *OtObjectVersions(void);

#endif
