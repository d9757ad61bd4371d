/* SPDX-License-Identifier: MIT */
#ifndef OT_RESPONSES_FORM_CSV_H
#define OT_RESPONSES_FORM_CSV_H

/** The response form as a table for a spreadsheet: one row for each thing that is asked. */

#include "document/labels.h"
#include "responses/asked.h"

typedef enum {
#define COLUMN(id, name, title, aliases, required) OT_FORM_##id,
#include "responses/form-columns.def"
#undef COLUMN
	OT_N_FORM_COLUMNS
} OtFormColumn;

/** @name What the column Number says in the rows that are no question nor particular. @{ */
#define OT_FORM_ROW_VERSION "form"
#define OT_FORM_ROW_SHARE   "may-share"
#define OT_FORM_ROW_CONTACT "may-contact"
/** @} */

/**
 * The form, empty.  `form` is the document that the same is as a Word file: it has the words of
 * what is asked about the supplier.  Free with g_bytes_unref().
 */
GBytes *
ot_form_csv(const OtAsked *asked, const OtDocument *form, const OtLabels *labels);

#endif
