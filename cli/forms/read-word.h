/* SPDX-License-Identifier: MIT */
#ifndef OT_FORMS_READ_WORD_H
#define OT_FORMS_READ_WORD_H

/**
 * Reading a specification back from its Word form, whatever program saved it.
 *
 * A field is known by its tag; where a program dropped that, by the path of its binding; then by
 * its title.  Where the field itself is gone, a row of the table is known by its heading and its
 * words, and what stands beside them is the value.  Findings say what had to be found in these
 * ways.
 */

#include "docx/draft.h"
#include "forms/reading.h"

/** Whether a Word file is such a form, by what it says of itself or by the fields that it has. */
bool
ot_form_is_word(const OtFormPlan *plan, const OtDraft *draft);

/** Take all that a form says; false with a finding where it can't be read. */
bool
ot_form_read_word(const OtFormPlan *plan, const OtDraft *draft, OtFormReading *reading,
                  OtFindings *findings);

/**
 * The file that the form was made from, which it carries; NULL where a program dropped it.
 * g_free().
 */
char *
ot_form_carried(const OtDraft *draft);

#endif
