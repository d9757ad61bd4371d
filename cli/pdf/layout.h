/* SPDX-License-Identifier: MIT */
#ifndef OT_PDF_LAYOUT_H
#define OT_PDF_LAYOUT_H

/**
 * From document to pages: layout.c walks the blocks and makes a flow of strips, paginate.c puts
 * them on pages, paint.c draws the pages.
 */

#include "document/labels.h"
#include "pdf/flow.h"

/** What is left open on the pages, in one place or, the foot's code, on each of them. */
typedef struct {
	const OtNode *field; /**< NULL: the code in the foot */
	OtTextRole role;
	OtColourRole colour;
	float room;    /**< width of its lines */
	guint n_lines; /**< there is room for so many */
	bool at_end;   /**< it ends at the right */
} OtSlot;

/** What all of the drawing side shares for one document. */
typedef struct {
	const OtDocument *document;
	const OtStyle *style;
	const OtLabels *labels;
	OtFonts *fonts;
	OtTexts *texts;
	OtFindings *findings;
	const char *place; /**< in words, of what is being laid out: for findings */
	OtArena *arena;
	GPtrArray *flows;    /**< strip arrays of every flow, to be freed */
	GPtrArray *pictures; /**< likewise */
	GPtrArray *headings; /**< of OtNode: every heading, in order */
	GHashTable *ids;     /**< of OtNode, by id */
	GHashTable *prepared; /**< of OtText, by OtNode: shaped to be measured */
	guint named_headers; /**< header cells that have an id */
	OtAnchor *pending;   /**< nodes that stand where the next strip will stand */
	OtTag *root;
	OtTag *logo;   /**< of the logo on the cover; NULL: there is none */
	OtFlow *cover; /**< what stands in the band of the cover page; NULL: no cover */
	OtFlow *body;
	guint counted; /**< strips of the body that `height` has */
	double height; /**< of the body so far, without room between its strips */
	GPtrArray *pages;   /**< of OtLaidPage */
	GHashTable *places; /**< of OtPlace, by OtNode */
	GArray *forms;      /**< of OtSlot, as they are painted; NULL: nothing is left open */
} OtLayout;

/** Where blocks are laid out. */
typedef struct {
	OtFlow *flow;
	OtTag *tag;      /**< whose kids they are */
	double x, width; /**< in the flow */
	OtBox *box;
	bool in_table;
	OtTextRole role; /**< of plain paragraphs */
	int depth;     /**< of lists within each other */
	OtAlign align;
	OtColourRole colour; /**< OT_N_COLOURS: that of the role */
} OtFrame;

/** Where a node stands. */
typedef struct {
	int page;   /**< from 0 */
	double top; /**< from the top of the page */
} OtPlace;

typedef enum {
	OT_ITEM_LINE,  /**< a line of text; x, y: start of its baseline */
	OT_ITEM_TOUCH, /**< nothing to see: makes an element that would have no content */
	OT_ITEM_PICTURE,
	OT_ITEM_LOGO,
	OT_ITEM_RECTANGLE,
	OT_ITEM_RING,   /**< centre at x, y; radius `width`, line of thickness `height` */
	OT_ITEM_LEADER, /**< dots from x to the page number at x + width */
	OT_ITEM_NUMBER, /**< page number of `target`, its right edge at x */
} OtItemKind;

/** Something on a page. */
typedef struct {
	OtItemKind kind;
	OtMarkKind mark; /**< OT_MARK_ELEMENT: content, with the tags of the text or `tag` */
	OtColourRole colour;
	double x, y, width, height;
	OtText *text;
	guint line;
	OtTag *tag;
	OtPicture *picture;
	const OtNode *target;
} OtItem;

typedef struct {
	GArray *under;   /**< of OtItem: artifacts, drawn first */
	GArray *rules;   /**< of OtItem: artifacts that lie on the fills of `under`, text too */
	GArray *content; /**< of OtItem, in reading order, running head and foot around it */
	bool cover;
	double bottom; /**< how far down its content goes, without notes */
} OtLaidPage;

/** Release what stands on a page. */
void
ot_laid_page_clear(OtLaidPage *page);

/* --- pdf.c -------------------------------------------------------------------------------- */

/**
 * Open the fonts for a document and get ready to lay it out.  The document, style and labels must
 * outlive the layout.  Errors as those of ot_fonts_new().
 */
OtLayout *
ot_layout_new(const OtDocument *document, const OtStyle *style, const OtLabels *labels,
              const char *font_dir, OtFindings *findings, GError **error);

void
ot_layout_free(OtLayout *layout);

/** Lay the document out and put it on pages; OT_ERROR_LIMIT as ot_paginate(). */
bool
ot_layout_run(OtLayout *layout, GError **error);

/**
 * All of it: a document as pages drawn by cairo.  NULL with an error; NULL without one where a
 * character is missing, which is a finding.
 */
OtDrawing *
ot_pdf_draw(const OtDocument *document, const OtStyle *style, const OtLabels *labels,
            const OtPdfOptions *options, OtFindings *findings, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(OtLayout, ot_layout_free)

/* --- layout.c ---------------------------------------------------------------------------- */

/**
 * Lay out the whole document into `layout->body` and `layout->cover`.  Stops where it is sure to
 * have more than OT_LIMIT_PAGES pages: then ot_paginate() says so.
 */
void
ot_layout_document(OtLayout *layout);

/** Lay out one block. */
void
ot_layout_block(OtLayout *layout, const OtNode *node, const OtFrame *frame);

/** Lay out a node's blocks one below the other. */
void
ot_layout_blocks(OtLayout *layout, const OtNode *parent, const OtFrame *frame);

/** A flow whose strips are freed with the layout. */
void
ot_flow_init(OtLayout *layout, OtFlow *flow);

/** Add a strip to the frame's flow; takes the pending anchors.  Valid until the next one. */
OtStrip *
ot_layout_add(OtLayout *layout, const OtFrame *frame, OtStripKind kind);

/** Space around a text and how it stands. */
typedef struct {
	double before, after;
	bool keep; /**< its last line stays with what follows */
	bool near; /**< likewise, where that leaves little of the page empty */
	OtFootnote *footnotes;
} OtSetting;

/** Break a text to the frame's width and add its lines. */
void
ot_layout_text(OtLayout *layout, const OtFrame *frame, OtText *text, const OtSetting *setting);

/** Let every strip from `first` on but the last one stay with the next. */
void
ot_flow_keep(OtFlow *flow, guint first);

/** Say that a node stands where the next strip will stand. */
void
ot_layout_anchor(OtLayout *layout, const OtNode *node);

/** A tag in the layout's arena with the node's language. */
OtTag *
ot_layout_tag(OtLayout *layout, const OtFrame *frame, OtStructureType type, const OtNode *node);

/** A heading's text without its number and its notes, for contents and bookmarks. */
const char *
ot_heading_words(OtLayout *layout, const OtNode *heading);

/** The first words of a long text, and an ellipsis; a short one as it is. */
const char *
ot_layout_shorten(OtLayout *layout, const char *words);

/* --- inline.c ---------------------------------------------------------------------------- */

/** The inlines of a block as one text; NULL where there are none.  `footnotes` may be NULL. */
OtText *
ot_inline_text(OtLayout *layout, const OtNode *block, OtTextRole role, OtTag *tag,
               OtFootnote **footnotes);

/** The same with bold words before it, such as "Baseline: "; `label` may be NULL. */
OtText *
ot_inline_labelled(OtLayout *layout, const OtNode *block, const char *label, OtTextRole role,
                   OtTag *tag, OtFootnote **footnotes);

/** A field that stands as a block. */
OtText *
ot_inline_field(OtLayout *layout, const OtNode *field, OtTextRole role, OtTag *tag);

/** Shape a paragraph or field to measure it; what is laid out of it later takes the same shape. */
const OtText *
ot_inline_prepare(OtLayout *layout, const OtNode *node, OtTextRole role);

/* --- the kinds of blocks ------------------------------------------------------------------ */

void
ot_layout_list(OtLayout *layout, const OtNode *list, const OtFrame *frame);

/** How far the items of a list within a cell are set in; `depth`: of lists around it. */
double
ot_list_inset(OtLayout *layout, const OtNode *list, OtTextRole role, int depth);

void
ot_layout_table(OtLayout *layout, const OtNode *table, const OtFrame *frame);

/** A table as a list, where its columns would be too narrow (document/stack.h). */
void
ot_layout_stack(OtLayout *layout, const OtNode *table, const OtFrame *frame);

/** The caption of a table, as the first child of `parent`. */
void
ot_layout_caption(OtLayout *layout, const char *caption, OtTag *parent, const OtFrame *frame);

/** Where header cells go across others: give them ids, and each cell the ids of its headers. */
void
ot_table_headers(OtLayout *layout, const OtNode *table, const OtTable *laid);

void
ot_layout_figure(OtLayout *layout, const OtNode *figure, const OtFrame *frame);

void
ot_layout_contents(OtLayout *layout, const OtNode *toc, const OtFrame *frame);

/** The cover section: title and subtitle into `layout->cover`, the rest into the frame. */
void
ot_layout_cover(OtLayout *layout, const OtNode *section, const OtFrame *frame);

/**
 * Draw the cover's band on its page.  Returns how far down it goes, with the room below it;
 * `text_top`: where the texts of `layout->cover` start.
 */
double
ot_cover_band(OtLayout *layout, OtLaidPage *page, double *text_top);

/* --- pages -------------------------------------------------------------------------------- */

/** Put the flow on pages.  OT_ERROR_LIMIT: more than OT_LIMIT_PAGES. */
bool
ot_paginate(OtLayout *layout, GError **error);

/** Add running heads and feet. */
void
ot_layout_furniture(OtLayout *layout);

/** Paint the pages, building the structure tree on the way. */
bool
ot_paint(OtLayout *layout, OtDrawing *drawing, gint64 epoch, GError **error);

/** What a copy shows in a form: a text that is broken into its lines. */
typedef struct {
	const OtSlot *form;
	OtText *text;
	double width, height, baseline; /**< of the form; its first baseline, from the top */
} OtShown;

/** Room in a form around its text, for what letters have beyond their width. */
#define OT_FORM_PAD 6.0

/** Paint forms, a page each; `layout` gives the fonts. */
bool
ot_paint_forms(OtLayout *layout, OtDrawing *drawing, const OtShown *shown, guint n, gint64 epoch,
               GError **error);

#endif
