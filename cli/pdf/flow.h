/* SPDX-License-Identifier: MIT */
#ifndef OT_PDF_FLOW_H
#define OT_PDF_FLOW_H

/**
 * A document laid out but not yet on pages: a flow of strips, one below the other.
 *
 * A strip is what a page break can't part: a line of text, a row of a table, a figure.  It says how
 * much room it wants above and below and whether it must stay with the next one.  All lengths are
 * points; y runs downwards from the top of the page.  Everything lives in the layout's arena.
 */

#include "pdf/picture.h"
#include "pdf/text.h"

typedef struct OtStrip OtStrip;
typedef struct OtRow OtRow;

/** A node that links and bookmarks can lead to; it stands where its strip stands. */
typedef struct OtAnchor {
	const OtNode *node;
	struct OtAnchor *next;
} OtAnchor;

/** A footnote: it stands at the foot of the page of its strip. */
typedef struct OtFootnote {
	OtText *label, *text;
	guint byte; /**< where in its text the number stands */
	struct OtFootnote *next;
} OtFootnote;

/** A frame drawn around strips; on each page that they cover it is closed and opened again. */
typedef struct OtBox {
	double x, width;
	double pad; /**< between its edge and the strips, above and below */
	OtColourRole fill, bar;
	struct OtBox *outer;
} OtBox;

typedef enum {
	OT_STRIP_LINE,
	OT_STRIP_ROW,
	OT_STRIP_PICTURE,
	OT_STRIP_OPEN,  /**< the top of a box */
	OT_STRIP_CLOSE, /**< its bottom */
	OT_STRIP_SPACE, /**< nothing but room, such as for a signature */
	OT_STRIP_BREAK, /**< what follows starts a page */
} OtStripKind;

struct OtStrip {
	OtStripKind kind;
	bool keep;            /**< stays on the page of the next strip */
	bool bound;           /**< likewise, though the page overflow: a cell goes across both */
	bool near;            /**< likewise, where that leaves little of the page empty */
	double x;             /**< from the left of the flow */
	double before, after; /**< room wanted; of two neighbours the larger counts */
	double height;
	OtBox *box; /**< the innermost that it stands in; OPEN, CLOSE: its own */
	OtText *text;
	guint line;
	OtText *label;  /**< of a list item, on the same baseline; or NULL */
	double label_x;
	const OtNode *entry; /**< of the contents: the heading whose page stands at the right */
	double entry_right;  /**< right edge of the page number */
	OtRow *row;
	OtPicture *picture;
	OtTag *tag; /**< PICTURE: its figure; SPACE: made even though nothing is in it; or NULL */
	bool rule;  /**< SPACE: a line at its bottom, to write on */
	double rule_width;
	OtAnchor *anchors;
	OtFootnote *footnotes;
};

typedef struct {
	GArray *strips; /**< of OtStrip */
	guint next;     /**< the first one that isn't on a page yet */
} OtFlow;

typedef struct {
	OtTag *tag;
	OtFlow flow;
	double x, width; /**< of the cell with its padding, from the left of the table */
	int row_span;
	double height; /**< from the top of its row to the bottom of its last row */
	bool header;
} OtCell;

typedef struct {
	OtTag *tag;
	double x, width;
	double pad_x, pad_y;
	OtRow *rows;
	guint n_rows, n_header;
	double header_height; /**< of what is repeated overleaf; 0: nothing is */
	OtText *continued;    /**< stands above the repeated rows: "Table 3 (continued)"; or NULL */
	OtTableRole role;
} OtTable;

struct OtRow {
	OtTable *table;
	OtTag *tag;
	guint index;
	OtCell *cells;
	guint n_cells;
	double height;
	bool header;
	bool begun; /**< a part of it is on a page */
};

/** Below the words that say that a table goes on. */
#define OT_CONTINUED_SPACE 3.0

/** Height of the strips of a flow from its `next` one on, with the room between them. */
double
ot_flow_height(const OtFlow *flow);

/** Padding of a box and those around it, on one side. */
double
ot_box_pads(const OtBox *box);

/** The room between two strips. */
static inline double
ot_strip_gap(const OtStrip *above, const OtStrip *below)
{
	return MAX(above->after, below->before);
}

#endif
