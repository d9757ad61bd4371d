/* SPDX-License-Identifier: MIT */
#ifndef OT_FORMS_WRITE_SHEETS_H
#define OT_FORMS_WRITE_SHEETS_H

/** The tables of a specification as a workbook, and as CSV files. */

#include "document/style.h"
#include "forms/compose.h"
#include "forms/sheets.h"
#include "workbook/fillable.h"

/**
 * A workbook with a sheet for each table, and one at its start that leads to them; `write` is
 * ot_fillable_write(), or the same of the object.
 */
GBytes *
ot_form_write_workbook(const OtFormPlan *plan, const xmlDoc *tree, const OtFormOrigin *origin,
                       const OtStyle *style, gint64 epoch, OtFillableWrite *write,
                       GError **error);

/** One table as a CSV file. */
GBytes *
ot_form_write_csv(const OtSheets *sheets, const OtSheet *sheet, const xmlDoc *tree);

#endif
