/* SPDX-License-Identifier: MIT */
#ifndef OT_COMMANDS_CHECK_RESPONSE_H
#define OT_COMMANDS_CHECK_RESPONSE_H

/** `outset check RESPONSE.docx`: a supplier looks at the own answer before sending it. */

#include "base/finding.h"
#include "engagement/resources.h"

/** Whether a file is a response form, as far as it can be read at all. */
bool
ot_is_response(const char *path);

/**
 * Check a response form.  `against` is a specification, the folder of an engagement or a briefing
 * as PDF that carries one; NULL: nothing.  False with an error where one can't be read.
 */
bool
ot_check_response(const char *path, const char *against, OtResources *resources,
                  OtFindings *findings, GError **error);

#endif
