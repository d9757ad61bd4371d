/* SPDX-License-Identifier: MIT */
#ifndef OT_FORMS_COMPARE_H
#define OT_FORMS_COMPARE_H

/**
 * What changed between two trees of forms, in the words of the form: value by value, and which rows
 * are new, gone or in another order.  Rows are known by their short names; those that have none by
 * what they say, then by their order.
 */

#include "forms/plan.h"

#include <libxml/tree.h>

/** Take one line: "Outcome O1: Priority: was “Must”, now “Should”". */
typedef void OtFormDifference(const char *line, void *data);

void
ot_form_compare(const OtFormPlan *plan, const xmlDoc *before, const xmlDoc *after,
                OtFormDifference *take, void *data);

#endif
