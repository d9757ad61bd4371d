/* SPDX-License-Identifier: MIT */
#ifndef OT_FORMS_VALUE_H
#define OT_FORMS_VALUE_H

/**
 * A value as people read it in a form, and what they write as a value: "2026-11-09" is "9 November
 * 2026", "180000" is "180,000", a code has its name.
 *
 * What is shown is always read back as the same value: where the usual spelling would not do that
 * ("047.50", the year 0003), the value is shown as it is.
 */

#include "forms/plan.h"

/** Text that starts with it is meant as it stands after it, and is neither a hint nor a mark. */
#define OT_FORM_AS_IT_IS "\u2060" /* word joiner: nobody sees it, and nobody types it */

/** What a form shows; free with g_free(). */
char *
ot_form_value_show(const OtLabels *labels, const OtFormField *field, const char *value);

/**
 * What a text says as the value of a field, "" for nothing; NULL: it is not understood.  g_free().
 */
char *
ot_form_value_read(const OtLabels *labels, const OtFormField *field, const char *text);

/** The hint as it stands in an empty field of a Word form; free with g_free(). */
char *
ot_form_value_hint(const OtLabels *labels, const OtFormField *field);

#endif
