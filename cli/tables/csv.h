/* SPDX-License-Identifier: MIT */
#ifndef OT_TABLES_CSV_H
#define OT_TABLES_CSV_H

/**
 * Writing CSV files: RFC 4180, in UTF-8 with a byte order mark, every cell in quotes.
 *
 * Those for spreadsheets have cells defused that a spreadsheet would run as formulas: what is
 * printed by --format csv, and the tables that a briefing carries.  Files that outset reads again
 * hold what was read, unchanged: a merged list of suppliers, a list of questions.
 */

#include <glib.h>
#include <stdbool.h>

typedef struct OtCsv OtCsv;

/** For spreadsheets.  Free with ot_csv_free(). */
OtCsv *
ot_csv_new(void);

/** For files that are read again: cells stay as they are, with `sign` between them. */
OtCsv *
ot_csv_new_exact(char sign);

void
ot_csv_free(OtCsv *csv);

/** Add a cell to the row; NULL is an empty one.  For spreadsheets it is defused. */
void
ot_csv_cell(OtCsv *csv, const char *text);

void
ot_csv_end_row(OtCsv *csv);

/** What was written so far, as a file; `csv` is empty afterwards. */
GBytes *
ot_csv_take(OtCsv *csv);

/**
 * The same for a file that is read again.  NULL with OT_ERROR_LIMIT where it could not be: a column
 * came to those of a table, or a cell is longer in UTF-8.  `path`: the table, for the message.
 */
GBytes *
ot_csv_take_exact(OtCsv *csv, const char *path, GError **error);

/**
 * A text as a spreadsheet shows it: what it would run as a formula gets an apostrophe before it,
 * which shows it as text.  Free with g_free().
 */
char *
ot_csv_defuse(const char *text);

/** True where a spreadsheet takes a text for a formula, also in its wide form. */
bool
ot_csv_is_formula(const char *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(OtCsv, ot_csv_free)

#endif
