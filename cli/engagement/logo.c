/* SPDX-License-Identifier: MIT */
#include "engagement/logo.h"

#include "base/error.h"
#include "base/object.h"
#include "logo/logo.h"

#include <math.h>

/* An SVG is drawn for the finest printers that offices have. */
#define DOTS_PER_POINT (600 / 72.0)

/* Measures are bounded already: 20 times as long as wide, 60 mm high. */
static int
count_dots(double points)
{
	return MAX(1, (int) ceil(points * DOTS_PER_POINT));
}

bool
ot_logo_prepare(OtLogo *logo, OtFindings *findings, GError **error)
{
	g_autoptr(GError) failure = NULL;
	OtLogoDraw *draw;

	if (!ot_logo_read(logo, findings, error))
		return false;
	*(void **) &draw = ot_object_function("logo", "draws logos", "ot_logo_draw", error);
	if (draw == NULL)
		return false;
	logo->picture = draw(logo->source, logo->kind == OT_LOGO_SVG, count_dots(logo->width),
	                     count_dots(logo->height), &failure);
	if (failure != NULL)
		ot_findings_add(findings, OT_CODE_LOGO_DAMAGED, logo->where,
		                "the logo %s is damaged and can't be drawn", logo->path);
	return logo->picture != NULL;
}
