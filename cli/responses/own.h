/* SPDX-License-Identifier: MIT */
#ifndef OT_RESPONSES_OWN_H
#define OT_RESPONSES_OWN_H

/**
 * A supplier looks at the own answer before sending it: what is still empty, too long, marked
 * without a reason, or answered on an old form.  The form itself says what is asked; whoever has
 * the specification or the briefing can compare it with that.
 */

#include "docx/draft.h"
#include "responses/asked.h"

/** What the form is compared with. */
typedef struct {
	const char *version;   /**< of the specification, or NULL */
	const OtAsked *asked;  /**< its questions */
} OtOwnAgainst;

/** True for a Word file that is a response form. */
bool
ot_own_is_form(const OtDraft *draft);

/** Check it; `path` names it in findings, `against` may be NULL. */
void
ot_own_check(const OtDraft *draft, const char *path, const OtOwnAgainst *against,
             OtFindings *findings);

#endif
