/* SPDX-License-Identifier: MIT */
#ifndef OT_FORMS_GUESS_H
#define OT_FORMS_GUESS_H

/**
 * A first structured version of a draft that somebody wrote freely.
 *
 * What stands under a heading goes where the words of the heading say (schemas/spec-form.xml): each
 * paragraph, point or row of a table becomes a row of its own; what fits nowhere becomes
 * background.  All else is the outline of `outset new`, with its questions in square brackets.
 * Every paragraph of the draft is placed, or divided where it is longer than a place takes: no
 * sentence is lost.
 */

#include "docx/draft.h"
#include "forms/reading.h"

/**
 * Put a draft into a tree that `outline` starts: the tree is that of `reading` afterwards.
 * Findings (FRM016, FRM017) say by heading what went where.
 */
void
ot_form_guess(const OtFormPlan *plan, const OtDraft *draft, xmlDoc *outline,
              OtFormReading *reading);

#endif
