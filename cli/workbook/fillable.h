/* SPDX-License-Identifier: MIT */
#ifndef OT_WORKBOOK_FILLABLE_H
#define OT_WORKBOOK_FILLABLE_H

/**
 * Writing workbooks (XLSX) for people to fill in: a frozen row of heads, hints, lists to choose
 * from, dates and numbers as such.  What is only to be read or sorted is written by workbook.h.
 */

#include <glib.h>
#include <stdbool.h>

typedef enum {
	OT_CELL_TEXT,   /**< never taken for a number, a date or a formula */
	OT_CELL_NUMBER, /**< where the text is spelled as a number is spelled */
	OT_CELL_DATE,   /**< "2026-11-09" */
	OT_CELL_TIME,   /**< "2026-11-24T10:00:00" */
} OtCellKind;

typedef struct {
	OtCellKind kind;
	double width;     /**< in characters */
	const char *hint; /**< shown while a cell is chosen, or NULL */
	const char *const *choices; /**< NULL-terminated, or NULL */
	bool strong;      /**< set in bold, on a tinted ground: what is not to be filled in */
} OtWorkbookColumn;

typedef struct {
	const char *name;         /**< of at most 31 characters */
	const GPtrArray *rows;    /**< of GPtrArray of char *, the heads first */
	const OtWorkbookColumn *columns; /**< as many as there are heads */
	/** Of the cells of one column, a column of their own each; NULL: none.  As many as rows. */
	const OtWorkbookColumn *cells;
	guint column_of_cells;
	guint spare_rows;         /**< below the last one, that lists and hints go on in */
} OtWorkbookSheet;

/** A line of the sheet that the workbook opens with. */
typedef struct {
	const char *text;
	const char *sheet; /**< it leads to this sheet; NULL: to none */
	const char *note;  /**< beside it, or NULL */
} OtWorkbookLine;

typedef struct {
	const char *title, *author;
	const char *start;           /**< the name of the sheet that it opens with */
	const OtWorkbookLine *lines; /**< the first is the title */
	guint n_lines;
	const OtWorkbookSheet *sheets;
	guint n_sheets;
	gint64 epoch;
	guint32 ground, ink, tint; /**< of heads: 0xRRGGBB; of `strong` cells */
} OtFillable;

/** The type of ot_fillable_write(), for the one who loads the object. */
typedef GBytes *OtFillableWrite(const OtFillable *workbook, GError **error);

/**
 * The file; the same workbook gives the same bytes.  OT_ERROR_IO where no scratch file can be had.
 */
OtFillableWrite ot_fillable_write;

#endif
