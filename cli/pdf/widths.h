/* SPDX-License-Identifier: MIT */
#ifndef OT_PDF_WIDTHS_H
#define OT_PDF_WIDTHS_H

/**
 * How wide the columns of a table are.
 */

#include "pdf/layout.h"

/** What a column or cell asks for, in points. */
typedef struct {
	double minimum; /**< its longest word */
	double natural; /**< its longest text on one line */
	double weight;  /**< relative width that the template asks for; 0: by content */
	double width;   /**< the answer */
} OtColumnWidth;

/**
 * Share `room` among columns: no column is narrower than its longest word while that can be, and
 * the whole table is as wide as `room`.
 */
void
ot_share_widths(OtColumnWidth *columns, guint n, double room);

/** What the blocks of a cell ask for. */
void
ot_measure_cell(OtLayout *layout, const OtNode *cell, OtTextRole role, OtColumnWidth *wanted);

/** Let columns from `first` on, `n` of them, have at least what a cell across them asks for. */
void
ot_spread_wanted(OtColumnWidth *columns, guint first, guint n, const OtColumnWidth *wanted);

#endif
