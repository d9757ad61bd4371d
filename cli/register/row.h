/* SPDX-License-Identifier: MIT */
#ifndef OT_REGISTER_ROW_H
#define OT_REGISTER_ROW_H

/** One row of a register: its values, its hash and how it is spelt. */

#include "register/register.h"
#include "tables/csv-read.h"

/** What stands before the first row where a hash would. */
extern const char ot_register_no_hash[OT_REGISTER_HASH_LEN + 1];

/** The columns as a table has them. */
extern const OtCsvForm ot_register_form;

/** The first line of the file, with its byte order mark and line end.  Free with g_free(). */
char *
ot_register_first_line(void);

/** Append a row as the file has it; no cell may be NULL. */
void
ot_register_spell(GString *out, const char *const *cells);

/** The hash of the cells before the last.  Free with g_free(). */
char *
ot_register_hash(const char *const *cells);

/** Whether a text is a hash as a row has it: 64 digits of base 16, small letters. */
bool
ot_register_is_hash(const char *text);

/** The number of a row, from 1; 0 where the text is none. */
size_t
ot_register_read_number(const char *text);

/** A value as it is stored: UTF-8, LF, no other control characters, no blanks at its ends. */
char *
ot_register_clean(const char *text);

/**
 * Check an entry; its cells are clean.  `number` is its place among the entries, from 1.
 * OT_ERROR_USAGE names the column.
 */
bool
ot_register_check_entry(const char *const *cells, size_t number, GError **error);

/** Whether a text is a day that there is, as 2026-11-30. */
bool
ot_register_is_day(const char *text);

/** A day as British spreadsheets write it, 31/12/2029, as 2029-12-31; NULL for anything else. */
char *
ot_register_restore_day(const char *text);

/** The time of a cell: a time with its offset, or a day, from its beginning in UTC; or NULL. */
GDateTime *
ot_register_read_time(const char *text);

#endif
