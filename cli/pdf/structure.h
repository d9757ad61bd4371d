/* SPDX-License-Identifier: MIT */
#ifndef OT_PDF_STRUCTURE_H
#define OT_PDF_STRUCTURE_H

/**
 * The structure tree of a PDF (ISO 32000-1, 14.7), built while pages are laid out, and the pages as
 * cairo drew them: what passes from drawing to finishing.
 *
 * Cairo's own tags are not used: 1.16 and 1.18 break a conforming tree in different ways.  Instead
 * the painter draws a tiny marker rectangle before each change of mark, and content.c turns the
 * markers into BDC and EMC operators.
 */

#include "base/arena.h"
#include "pdf/pdf.h"

#include <stdbool.h>

/** Structure types that we write (ISO 32000-1, 14.8.4), spelled as in the file. */
typedef enum {
#define STRUCTURE(id, name) OT_STRUCTURE_##id,
#include "pdf/structure-types.def"
#undef STRUCTURE
	OT_N_STRUCTURES
} OtStructureType;

typedef struct OtElement OtElement;

/** What an element holds, in reading order: an element, a marked piece of a page, or a link. */
typedef enum { OT_KID_ELEMENT, OT_KID_MARK, OT_KID_LINK } OtKidKind;

typedef struct {
	OtKidKind kind;
	OtElement *element; /**< OT_KID_ELEMENT */
	int page;           /**< OT_KID_MARK, OT_KID_LINK: from 0 */
	int index;          /**< OT_KID_MARK: the MCID; OT_KID_LINK: index into the page's links */
} OtKid;

struct OtElement {
	OtStructureType type;
	int index; /**< place in OtDrawing.elements */
	OtElement *parent;
	GArray *kids;     /**< of OtKid */
	const char *alt;  /**< alternative text, or NULL */
	const char *lang; /**< BCP 47 where it differs from the document's, or NULL */
	const char *id;   /**< unique; every Note has one (PDF/UA-1, 7.9), or NULL */
	const char *title; /**< /T, or NULL */
	const char *scope; /**< TH: "Column", "Row"; else NULL */
	const char *numbering; /**< L: "Disc", "Decimal", "LowerAlpha"; else NULL */
	const char *summary;   /**< Table: /Summary, or NULL */
	const char *const *headers; /**< TD, TH: ids of header cells, NULL-terminated, or NULL */
	int column_span, row_span;  /**< TH, TD: 0 or 1 for none */
	bool has_box;               /**< Figure: `box` is set (PDF/UA-1 7.3) */
	double box[4];              /**< left, bottom, right, top in points, origin bottom left */
	int box_page;
};

/** What a marker opens: a piece of an element, or something that isn't part of the text. */
typedef enum {
	OT_MARK_ELEMENT,
	OT_MARK_HEADER,     /**< /Artifact, /Type /Pagination, /Subtype /Header */
	OT_MARK_FOOTER,     /**< /Artifact, /Type /Pagination, /Subtype /Footer */
	OT_MARK_LAYOUT,     /**< /Artifact, /Type /Layout: rules, tints, repeated heads of tables */
	OT_MARK_BACKGROUND, /**< /Artifact, /Type /Background: what lies behind the whole page */
	OT_MARK_FORM,       /**< nothing: what a form XObject shows is marked where it is used */
} OtMarkKind;

/** One marker of a page, in the order of drawing; the marker rectangle carries its index. */
typedef struct {
	OtMarkKind kind;
	OtElement *element; /**< OT_MARK_ELEMENT: whose content it is */
	int mcid;           /**< OT_MARK_ELEMENT: the number within the page, counted from 0 */
} OtMark;

/** A link annotation: one a page and link, with a rectangle a line. */
typedef struct {
	OtElement *element;   /**< the Link element */
	const char *href;     /**< an address, or NULL for a place in this file */
	int target_page;      /**< from 0 */
	double target_top;    /**< points from the page's bottom */
	const char *contents; /**< what the link is, for those who can't see it; never empty */
	GArray *boxes;        /**< of double[4]: left, bottom, right, top in points */
} OtLinkBox;

/**
 * A place that is left open, because every copy of the document shows something else there: a form
 * XObject that is written for each copy.
 */
typedef struct {
	guint form;  /**< which of the document's forms */
	double x, y; /**< start of the first baseline, from the top left of the page */
} OtOpening;

typedef struct {
	GArray *marks; /**< of OtMark */
	GArray *openings; /**< of OtOpening, in the order of drawing */
	GArray *links; /**< of OtLinkBox */
	int n_mcids;   /**< marks of kind OT_MARK_ELEMENT so far */
	const char *label; /**< page label as the foot shows it: "1", "ii"; NULL: plain number */
} OtPage;

/** A bookmark. */
typedef struct {
	const char *title;
	int level; /**< from 1; never more than one deeper than the one before */
	int page;
	double top; /**< points from the page's bottom */
} OtBookmark;

/** A drawn document before it is finished. */
typedef struct {
	OtArena *arena;       /**< of elements and strings; the arrays are freed one by one */
	OtElement *root;      /**< a Document element */
	GPtrArray *elements;  /**< every OtElement, the root first, in the order of making */
	GPtrArray *pages;     /**< of OtPage * */
	GArray *bookmarks;    /**< of OtBookmark */
	guint n_forms;        /**< that openings name: 0 to n - 1 */
	double page_width, page_height;
	GByteArray *drawn;    /**< what cairo wrote: PDF 1.5 */
} OtDrawing;

OtDrawing *
ot_drawing_new(double page_width, double page_height);

void
ot_drawing_free(OtDrawing *drawing);

/** Add a page and return it. */
OtPage *
ot_drawing_add_page(OtDrawing *drawing);

/** Add an element as the last kid of `parent`; NULL makes the root. */
OtElement *
ot_element_new(OtDrawing *drawing, OtElement *parent, OtStructureType type);

/**
 * Open a mark for a piece of `element` on a page: adds the mark, gives it the page's next MCID, and
 * adds it to the element's kids.  Returns the marker's index.
 */
int
ot_page_mark_element(OtDrawing *drawing, int page, OtElement *element);

/** Open a mark for something that is no part of the text.  Returns the marker's index. */
int
ot_page_mark_artifact(OtDrawing *drawing, int page, OtMarkKind kind);

/**
 * Add a link to a page and to the kids of its element; the caller fills it in, boxes included.
 * The pointer holds until the next link is added to this page.
 */
OtLinkBox *
ot_page_add_link(OtDrawing *drawing, int page, OtElement *element);

/**
 * The marker rectangle: its left edge is the index modulo OT_MARKER_COLUMNS, its top edge 0.5.  The
 * finisher checks that the markers of a page come in order and that none is missing.
 *
 * A marker is filled at page level, with the page's first matrix, an opaque colour as source, no
 * clip and outside every group: only then does cairo write the one line that the finisher looks
 * for.  Nothing may be painted before a page's first marker or after the one that closes it.
 * Nothing opaque covers the whole page at once, by cairo_paint() or as a rectangle: cairo then
 * drops what was drawn before, markers included.  Two halves do no harm.
 */
#define OT_MARKER_COLUMNS 500
/* The top edge of a marker of an opening, whose left edge is its number on the page, modulo. */
#define OT_MARKER_OPENING 1.5
/*
 * Before the first marker the page may be covered, but for a strip below that is so high; the
 * finisher takes the cover out.  cairo keeps the region that a page paints, and adding to it costs
 * nothing once a single rectangle holds all.
 */
#define OT_COVER_STRIP 8
#define OT_MARKER_WIDTH   (3 / 256.)
#define OT_MARKER_HEIGHT  (5 / 256.)
/** Left edge of the marker that closes a page; its top edge is 0.5. */
#define OT_MARKER_CLOSE   511

/** The name of a structure type in the file. */
const char *
ot_structure_name(OtStructureType type);

/**
 * Finish a drawing (finish.c): markers to marked content, structure tree, parent tree, links,
 * bookmarks, page labels, XMP, output intent, attachments, font corrections, trailer ID.
 * Every file that comes out has passed ot_selfcheck().
 */
GBytes *
ot_finish(const OtDrawing *drawing, const OtDocumentInfo *info, const OtPdfOptions *options,
          GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(OtDrawing, ot_drawing_free)

#endif
