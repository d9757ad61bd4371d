/* SPDX-License-Identifier: MIT */
#ifndef OT_FORMS_READ_WORKBOOK_H
#define OT_FORMS_READ_WORKBOOK_H

/**
 * Reading the tables of a specification back: from a workbook (XLSX; ECMA-376-1, 18) that Excel,
 * LibreOffice or another program saved, and from a folder of CSV files.
 *
 * A workbook is as hostile as any archive: it passes the door of docx/archive.h, and its parts that
 * of xml/pull.h, which refuses a DOCTYPE.  Of a formula the value counts that was computed last,
 * and it is reported.
 */

#include "forms/sheets.h"

/** Whether bytes are a workbook by what they hold. */
bool
ot_form_is_workbook(GBytes *bytes);

/** Whether a workbook has a sheet of this name. */
bool
ot_form_has_sheet(GBytes *bytes, const char *name);

/** Take all that a workbook says; false with a finding where it can't be read. */
bool
ot_form_read_workbook(const OtSheets *sheets, GBytes *bytes, const char *file,
                      OtFormReading *reading, OtFindings *findings);

/** The same of a folder with the files of the sheets; those that are missing say nothing. */
bool
ot_form_read_csv(const OtSheets *sheets, const char *folder, OtFormReading *reading,
                 OtFindings *findings, GError **error);

/** Whether a folder holds such files. */
bool
ot_form_is_csv(const OtSheets *sheets, const char *folder);

#endif
