/* SPDX-License-Identifier: MIT */
#ifndef OT_COMMANDS_RECORDS_CHECK_H
#define OT_COMMANDS_RECORDS_CHECK_H

/** The records of an engagement, as a part of outset check on its folder. */

#include "engagement/settings.h"
#include "spec/spec.h"

/**
 * Check the register and the questions beside a specification, where they are there: the chain, and
 * whether suppliers were treated alike.  `spec` may be NULL.
 */
bool
ot_records_check(const char *specification, const OtSettings *settings, const OtSpec *spec,
                 OtFindings *findings, GError **error);

#endif
