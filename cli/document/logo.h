/* SPDX-License-Identifier: MIT */
#ifndef OT_DOCUMENT_LOGO_H
#define OT_DOCUMENT_LOGO_H

/**
 * The logo of a house style: a PNG, or an SVG that is nothing but shapes.
 *
 * The file may come from anybody, and ends up in documents that everybody opens.  So it is looked
 * through before any library draws it: its size, the measures that a PNG announces, and of an SVG
 * every element and attribute (the list of those that are let through is short, see logo-svg.c).
 */

#include "base/finding.h"

typedef enum { OT_LOGO_PNG, OT_LOGO_SVG } OtLogoKind;

typedef struct {
	const char *path;
	const char *alternative; /**< what it shows, in words; never empty */
	bool at_end;             /**< it stands at the end of the line: at the right */
	bool running;            /**< in the running head too */
	OtWhere where;           /**< in the house style */
	OtLogoKind kind;
	double width, height; /**< on the cover, points */
	GBytes *source;       /**< the file, once it was read */
	GBytes *picture;      /**< PNG: what is painted, once it was drawn */
} OtLogo;

void
ot_logo_free(OtLogo *logo);

/**
 * Read the file and look it through; sets kind, source and width.  False: `findings` say why, at
 * the place in the house style or in the SVG, or `error` where it can't be read at all.
 */
bool
ot_logo_read(OtLogo *logo, OtFindings *findings, GError **error);

/** The same for the bytes of an SVG: true where it only draws.  `ratio`: width by height. */
bool
ot_logo_check_svg(GBytes *bytes, const char *path, double *ratio, OtFindings *findings);

#endif
