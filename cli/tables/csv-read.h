/* SPDX-License-Identifier: MIT */
#ifndef OT_TABLES_CSV_READ_H
#define OT_TABLES_CSV_READ_H

/**
 * Reading CSV files as people export them: UTF-8 with or without a byte order mark, UTF-16 with
 * one, Windows-1252; commas, semicolons or tabs; line breaks within quotation marks.  Rows are
 * given one by one, so that a file may be longer than what fits into memory.
 *
 * What is wrong with a file goes to findings that name the row and the column as a spreadsheet
 * shows them.
 */

#include "base/finding.h"

/** A column that a table may have. */
typedef struct {
	const char *id;    /**< "closes": what settings call it */
	const char *title; /**< "Closes": what we call it at its head */
	/** Other heads that mean the same, with "|" between them, or NULL. */
	const char *aliases;
	bool required; /**< a table without it can't be used */
} OtCsvColumn;

/** What a table is expected to be. */
typedef struct {
	const OtCsvColumn *columns;
	size_t n_columns;
	/**
	 * The authority's own heads: ids of columns and their heads in turn, ended with NULL; or
	 * NULL.
	 */
	char *const *heads;
	/**
	 * Characters that XML may hold are kept, U+0085 and the like among them: what is read is
	 * compared with what was written.  Else a blank stands for each control.
	 */
	bool exact;
} OtCsvForm;

/** One row below the heads. */
typedef struct {
	const char *file;
	/** as a spreadsheet counts: the heads are row 1 where nothing is above them */
	size_t number;
	int line;      /**< where it begins in the file */
	/** it has more cells than heads, so that they may stand in the wrong columns */
	bool overlong;
	/** A cell for each column of the form, in its order; "" where there is none.  UTF-8. */
	const char *const *cells;
	char sign;     /**< that stands between the cells: a comma, a semicolon or a tab */
	/** @name The table as it stands, with the columns that the form does not know. @{ */
	const char *const *heads;
	size_t n_heads;
	const char *const *raw;
	size_t n_raw;          /**< not more than n_heads, where nothing stands behind them */
	const int *columns;    /**< for each of n_heads its column of the form, or -1 */
	/** @} */
} OtCsvRow;

/** Take a row; its texts are gone afterwards.  false ends the reading without an error. */
typedef bool OtCsvTake(const OtCsvRow *row, void *data);

/**
 * Read a file ("-" is standard input) and give its rows to `take`.  Returns false with `error`
 * where it can't be read, and without one where `findings` say why nothing can be made of it; rows
 * that came before stay taken.
 */
bool
ot_csv_read(const char *path, const OtCsvForm *form, OtCsvTake *take, void *data,
            OtFindings *findings, GError **error);

/** The same of the first `n_bytes` of a file. */
bool
ot_csv_read_start(const char *path, size_t n_bytes, const OtCsvForm *form, OtCsvTake *take,
                  void *data, OtFindings *findings, GError **error);

/**
 * Add a finding about a cell of a row: "row 17, column Closes".  `column` is its index in the form,
 * or -1 for the whole row.
 */
OtFinding *
ot_csv_find(OtFindings *findings, OtCode code, const OtCsvForm *form, const OtCsvRow *row,
            int column, const char *format, ...) G_GNUC_PRINTF(6, 7);

#endif
