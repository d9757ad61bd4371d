/* SPDX-License-Identifier: MIT */
#ifndef OT_FORMS_SHEETS_H
#define OT_FORMS_SHEETS_H

/**
 * The specification as tables: one row an outcome, one row a measure with the outcome that it is
 * of, and so on, and all that is there once in a table of facts.  A workbook has a sheet for each,
 * a folder of CSV files a file.
 */

#include "forms/reading.h"

/** What a column, or a row of the facts, holds. */
typedef struct {
	const OtFormField *field; /**< one value; NULL: lines, or the key */
	const OtFormPart *lines;  /**< several texts in one cell (forms/lines.h) */
	/** unique in its sheet; of the facts with its section before it */
	const char *head;
	const char *section;      /**< of the facts: the section, and */
	const char *label;        /**< what is asked in it */
} OtSheetColumn;

/** One table.  The facts have `part` NULL. */
typedef struct {
	const char *name;       /**< of at most 31 characters that a spreadsheet takes */
	const char *file;       /**< "outcomes.csv" */
	const OtFormPart *part; /**< what a row is */
	const OtFormPart *owner; /**< the part of the row that a row belongs to; NULL: none */
	const char *key;        /**< the head of the first column, with the name of that row */
	GArray *columns;        /**< of OtSheetColumn, without the key */
} OtSheet;

typedef struct OtSheets OtSheets;

/** The sheets of a plan, the facts first.  Free with ot_sheets_free(). */
OtSheets *
ot_sheets_new(const OtFormPlan *plan);

void
ot_sheets_free(OtSheets *sheets);

guint
ot_sheets_count(const OtSheets *sheets);

const OtSheet *
ot_sheet(const OtSheets *sheets, guint index);

/** The words of the plan. */
const OtLabels *
ot_sheets_labels(const OtSheets *sheets);

/** More in one cell than spreadsheets take goes on in the next column; so many there may be. */
#define OT_SHEET_PARTS 9

/**
 * The cells of a sheet as a tree fills them: of rows, which are GPtrArray of char *, the heads
 * first; values as they are stored, but codes by their words.  `columns` gets for each cell of a
 * row the column that it belongs to, NULL for the key and for the labels of the facts.  Free both
 * with g_ptr_array_unref().
 */
GPtrArray *
ot_sheet_rows(const OtSheets *sheets, const OtSheet *sheet, const xmlDoc *tree,
              GPtrArray **columns);

/**
 * Take all sheets: call it with each row of each sheet, the facts first, then the others in order.
 */
typedef struct OtSheetTaker OtSheetTaker;

OtSheetTaker *
ot_sheet_taker_new(const OtSheets *sheets, OtFormReading *reading);

void
ot_sheet_taker_free(OtSheetTaker *taker);

/** Places are those of CSV files from now on: "outcomes.csv, row 7". */
void
ot_sheet_taker_use_files(OtSheetTaker *taker);

/** The heads of a sheet, in row `number`; what is not known among them becomes findings. */
void
ot_sheet_take_heads(OtSheetTaker *taker, const OtSheet *sheet, const char *const *cells, guint n,
                    guint number);

/** A row; blank ones are passed over. */
void
ot_sheet_take_row(OtSheetTaker *taker, const char *const *cells, guint n, guint number);

/**
 * The day that a spreadsheet counts by a number, with the time of day where it has one: 46350 is
 * "2026-11-24", 46350.5 "2026-11-24T12:00:00".  NULL where it counts none.  Free with g_free().
 */
char *
ot_sheet_moment(double number, bool from_1904);

/** "C7" of column 2 and row 7; free with g_free(). */
char *
ot_sheet_cell_name(guint column, guint row);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(OtSheets, ot_sheets_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(OtSheetTaker, ot_sheet_taker_free)

#endif
