/* SPDX-License-Identifier: MIT */
#ifndef OT_LOGO_LOGO_H
#define OT_LOGO_LOGO_H

/**
 * Drawing a logo: a PNG or SVG that was looked through (document/logo.h) as a PNG of our own, with
 * nothing in it but pixels.  An object of its own, because librsvg brings 30 shared objects along.
 */

#include <glib.h>
#include <stdbool.h>

/** The type of ot_logo_draw(), for the one who loads the object. */
typedef GBytes *OtLogoDraw(GBytes *source, bool is_svg, int width, int height, GError **error);

/**
 * Draw an SVG into `width` by `height` pixels; a PNG keeps its own.  OT_ERROR_INPUT where it is
 * damaged.  Nothing outside of the bytes is read.  Free with g_bytes_unref().
 */
OtLogoDraw ot_logo_draw;

/** As OtObjectVersions. */
char *
ot_logo_versions(void);

#endif
