/* SPDX-License-Identifier: MIT */
#ifndef OT_WORKBOOK_WORKBOOK_H
#define OT_WORKBOOK_WORKBOOK_H

/**
 * Writing workbooks for spreadsheets (ECMA-376, SpreadsheetML) from a description.
 *
 * All of cli/workbook is one object that the program loads when a workbook is to be written,
 * because no other command needs libxlsxwriter; whoever wants one finds ot_workbook_write() in it
 * by name (base/object.h).
 *
 * Words are written as strings and never as formulas, whatever they start with.
 */

#include <glib.h>
#include <stdbool.h>

/** Most rows and columns of a sheet (Excel specifications and limits). */
#define OT_SHEET_ROWS    1048576u
#define OT_SHEET_COLUMNS 16384u

/** Most characters of a cell; what is longer is cut, and ends with "…". */
#define OT_SHEET_CELL 32767u

/** Most characters of the name of a sheet. */
#define OT_SHEET_NAME 31

typedef enum {
	OT_LOOK_PLAIN, /**< text, broken over lines */
	OT_LOOK_HEAD,  /**< the head of a column */
	OT_LOOK_NAME,  /**< the head of a row */
	OT_LOOK_TITLE, /**< what a sheet or a part of it is about */
	OT_LOOK_MARKED, /**< text that is to be noticed: a fill, and slanted, besides its words */
} OtCellLook;

/** A cell; `text` is UTF-8, NULL for none. */
typedef struct {
	const char *text;
	OtCellLook look;
	bool is_number; /**< `text` is digits with a full stop, and counts as a number */
} OtSheetCell;

typedef struct {
	const OtSheetCell *cells;
	size_t n_cells;
} OtSheetRow;

typedef struct {
	const char *name;     /**< made short and safe by the writer, and unlike all others */
	const OtSheetRow *rows;
	size_t n_rows;
	const double *widths; /**< of columns, in characters; the last counts for all after it */
	size_t n_widths;
	size_t frozen_rows, frozen_columns; /**< that stay in sight */
	size_t filter_row;    /**< 1 + the row with heads to filter by; 0: none */
} OtSheet;

typedef struct {
	const char *title, *author;
	const OtSheet *sheets;
	size_t n_sheets;
	gint64 epoch; /**< when it is made, seconds since 1970 */
} OtWorkbook;

/** The type of ot_workbook_write(), for the one who loads the object. */
typedef GBytes *OtWorkbookWrite(const OtWorkbook *workbook, GError **error);

/**
 * Write a workbook; the same description gives the same bytes.  OT_ERROR_LIMIT where a sheet has
 * too many rows or columns, OT_ERROR_IO where no temporary file can be written.
 */
OtWorkbookWrite ot_workbook_write;

/** As OtObjectVersions. */
char *
ot_workbook_versions(void);

#endif
