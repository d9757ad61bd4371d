/* SPDX-License-Identifier: MIT */
#ifndef OT_PDF_PAGINATE_H
#define OT_PDF_PAGINATE_H

/**
 * Putting strips on pages, inside paginate.c, place.c and footnotes.c only.
 */

#include "pdf/layout.h"

/** A footnote that is on this page or will go on to the next: its lines from `line` on. */
typedef struct {
	OtFootnote *note;
	guint line;
} OtPendingNote;

typedef struct {
	OtLayout *layout;
	OtLaidPage *page;
	double left;        /**< of the text area */
	double top, bottom; /**< of the text area on this page */
	double y;           /**< how far down the page is filled */
	GArray *notes;      /**< of OtPendingNote: for the foot of this page */
} OtPaginator;

/** Where strips of one flow are being placed. */
typedef struct {
	double x;       /**< left of the flow on the page */
	double y;       /**< bottom of what is placed */
	bool artifact;  /**< a repeated header row: no part of the text */
	GArray *boxes;  /**< of OpenBox: frames that have begun on this page */
	const OtStrip *above; /**< the strip last placed on this page, or NULL */
} OtColumn;

/* --- fit.c ------------------------------------------------------------------------------- */

/** How far a flow goes into a page, from its `next` strip on. */
typedef struct {
	guint end;      /**< the page ends before this strip and parts nothing; `next`: it can't */
	guint forced;   /**< where it ends if it must part something; may be `next` too */
	guint overflow; /**< the first strip that has no room */
	guint pressed;  /**< a picture that has room if it is made lower by `press` */
	double press;   /**< 0: none */
} OtFit;

/** With a paginator the room for footnotes is taken off; NULL within cells. */
OtFit
ot_fit_strips(const OtPaginator *paginator, const OtFlow *flow, double room);

/* --- place.c ----------------------------------------------------------------------------- */

void
ot_column_start(OtColumn *column, double x, double y);

/** Place a strip below what is there.  A row is placed whole, from what is left of it. */
void
ot_place_strip(OtPaginator *paginator, OtColumn *column, const OtStrip *strip);

/**
 * Place as much of a row as goes into `room`, cutting its cells between lines.  `force`: at least
 * one strip, where even that is too high.  Returns whether anything was placed.
 */
bool
ot_place_part_of_row(OtPaginator *paginator, OtColumn *column, const OtStrip *strip, double room,
                     bool force);

/** Whether all of a row is placed. */
bool
ot_row_is_done(const OtRow *row);

/** What is left of a row that was placed in part: height as placed now. */
double
ot_row_rest(const OtRow *row);

/** The header rows of a table again, as artifacts. */
void
ot_place_headers(OtPaginator *paginator, OtColumn *column, const OtTable *table);

/** Draw the frames that are open to the bottom of what is placed, and close them. */
void
ot_column_end(OtPaginator *paginator, OtColumn *column);

/* --- footnotes.c -------------------------------------------------------------------------- */

/** Lay out footnotes for the width of the page. */
void
ot_footnotes_break(OtLayout *layout, OtFootnote *notes, double width);

/** Height at the foot of the page if these notes come to those that are there. */
double
ot_footnotes_room(const OtPaginator *paginator, double already, const OtFootnote *notes);

/** Height of what waits for the foot of this page. */
double
ot_footnotes_waiting(const OtPaginator *paginator);

/** Draw the notes of this page; what has no room waits for the next. */
void
ot_footnotes_place(OtPaginator *paginator);

#endif
