/* SPDX-License-Identifier: MIT */
#ifndef OT_FORMS_JUDGE_H
#define OT_FORMS_JUDGE_H

/**
 * What is wrong with what a form says, told in terms of the form: where in it, and by the names
 * that it shows.
 */

#include "forms/reading.h"
#include "xml/schema.h"

/** What is missing and what is too long, in the tree that was read. */
void
ot_form_judge(const OtFormPlan *plan, const xmlDoc *tree, OtFormReading *reading);

/**
 * Check the file that was made against the schema and all that is checked in a specification;
 * `tree` is what it was spelled from, with its places.  What is wrong becomes findings at these
 * places; what was said of a place already is not said again.  True where the file is a valid
 * specification.
 */
bool
ot_form_judge_result(GBytes *bytes, const xmlDoc *tree, const OtSchema *schema, const char *file,
                     OtFindings *findings);

#endif
