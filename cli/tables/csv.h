/* SPDX-License-Identifier: MIT */
#ifndef OT_TABLES_CSV_H
#define OT_TABLES_CSV_H

/**
 * Writing CSV files that spreadsheets open as they are meant: RFC 4180, in UTF-8 with a byte order
 * mark, every cell in quotes.
 */

#include <glib.h>
#include <stdbool.h>

typedef struct OtCsv OtCsv;

/** Free with ot_csv_free(). */
OtCsv *
ot_csv_new(void);

void
ot_csv_free(OtCsv *csv);

/**
 * Add a cell to the row; NULL is an empty one.  What a spreadsheet would run as a formula gets an
 * apostrophe before it, which shows it as text.
 */
void
ot_csv_cell(OtCsv *csv, const char *text);

void
ot_csv_end_row(OtCsv *csv);

/** What was written so far, as a file; `csv` is empty afterwards. */
GBytes *
ot_csv_take(OtCsv *csv);

/** True where a spreadsheet takes a text for a formula, also in its wide form. */
bool
ot_csv_is_formula(const char *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(OtCsv, ot_csv_free)

#endif
