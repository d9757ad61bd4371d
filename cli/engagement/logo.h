/* SPDX-License-Identifier: MIT */
#ifndef OT_ENGAGEMENT_LOGO_H
#define OT_ENGAGEMENT_LOGO_H

/** The door to what draws logos, which is loaded where a house style has one. */

#include "document/logo.h"

/**
 * Read a logo, look it through and draw it.  False: `findings` say what is wrong with it, or
 * `error` that it can't be read or drawn at all.
 */
bool
ot_logo_prepare(OtLogo *logo, OtFindings *findings, GError **error);

#endif
