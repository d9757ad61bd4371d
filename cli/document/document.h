/* SPDX-License-Identifier: MIT */
#ifndef OT_DOCUMENT_DOCUMENT_H
#define OT_DOCUMENT_DOCUMENT_H

/**
 * The document model: a tree of blocks and inlines with everything semantic resolved.
 *
 * Invariants, once ot_document_resolve() has run:
 * - the root is OT_NODE_DOCUMENT; blocks hold blocks or inlines as node-kinds.def says, never both;
 * - heading levels start at 1 and never skip one; numbers, references and contents are filled in;
 * - every text is valid UTF-8 without characters that XML 1.0 forbids, and white space is folded:
 *   inlines can be put together as they stand; only the value of a field of several lines
 *   (OT_FIELD_PROSE) may hold line feeds, with its lines folded one by one;
 * - every table row covers the same number of columns; every figure has an alternative text;
 * - captions begin with their number, references without words of their own have got them;
 * - nodes and strings belong to the document's arena.
 * A writer spells what is here and decides nothing about meaning.
 */

#include "base/arena.h"

#include <stdbool.h>

typedef enum {
#define NODE(id, name, content) OT_NODE_##id,
#include "document/node-kinds.def"
#undef NODE
	OT_N_NODE_KINDS
} OtNodeKind;

/** What a kind of node may hold. */
typedef enum {
	OT_CONTENT_NONE,
	OT_CONTENT_BLOCKS,
	OT_CONTENT_INLINES,
	OT_CONTENT_ITEMS, /**< OT_NODE_ITEM only */
	OT_CONTENT_ROWS,  /**< OT_NODE_ROW only */
	OT_CONTENT_CELLS, /**< OT_NODE_CELL only */
	OT_CONTENT_FIELDS, /**< OT_NODE_FIELD only */
} OtContent;

typedef enum {
	OT_SECTION_NORMAL,
	OT_SECTION_COVER,   /**< a page of its own, without running head and foot */
	OT_SECTION_SUMMARY, /**< starts a page: the facts that a reader looks for first */
	OT_SECTION_ANNEX,   /**< starts a page: numbered A, B, C */
} OtSectionRole;

typedef enum {
	OT_PARAGRAPH_BODY,
	OT_PARAGRAPH_LEAD,     /**< the opening sentence of a section, larger */
	OT_PARAGRAPH_SMALL,    /**< sources and remarks */
	OT_PARAGRAPH_TITLE,    /**< on the cover: the document's title */
	OT_PARAGRAPH_SUBTITLE, /**< on the cover: the line below it */
	OT_PARAGRAPH_LABEL,    /**< the name of what follows, bold and small */
	OT_PARAGRAPH_KEY,      /**< one of a few facts that matter most, in large letters */
	OT_PARAGRAPH_DISPLAY,  /**< a few words on a card, to be read from across a room */
} OtParagraphRole;

typedef enum { OT_LIST_BULLET, OT_LIST_NUMBER, OT_LIST_LETTER } OtListKind;

typedef enum {
	OT_TABLE_GRID,  /**< a table with a header row */
	OT_TABLE_FACTS, /**< two columns: a name (a header cell) and what it is */
	OT_TABLE_KEY,   /**< a few key facts side by side, each below its name in the header row */
} OtTableRole;

typedef enum { OT_ALIGN_START, OT_ALIGN_CENTRE, OT_ALIGN_END } OtAlign;

typedef enum { OT_SCOPE_NONE, OT_SCOPE_COLUMN, OT_SCOPE_ROW } OtScope;

typedef enum {
	OT_FIGURE_TIMELINE, /**< points with dates along a line */
	OT_FIGURE_MEASURE,  /**< two points on one axis: baseline and target */
	OT_FIGURE_BARS,     /**< one bar a point, hatched where it is a range */
} OtFigureKind;

typedef enum {
	OT_CALLOUT_NOTE,
	OT_CALLOUT_IMPORTANT,
	OT_CALLOUT_LAW,    /**< what the law says, with its source */
	OT_CALLOUT_ACTION, /**< what the reader is asked to do */
} OtCalloutKind;

typedef enum {
	OT_FIELD_TEXT,
	OT_FIELD_PROSE, /**< several lines of text */
	OT_FIELD_DATE,
	OT_FIELD_CHOICE,
	OT_FIELD_TICK,
} OtFieldKind;

typedef struct OtNode OtNode;

/** One value that a figure shows. */
typedef struct {
	const char *label;
	const char *text; /**< the value or date as people write it: "12.5 %", "3 December 2026" */
	double value;     /**< NaN where there is none (an unknown baseline) */
	double spread; /**< of a range from `value` - `spread` to `value`; 0: it is one value */
	const char *date; /**< ISO 8601, or NULL */
	const char *note; /**< a further word, or NULL */
	/** the point that matters most to the reader, such as the closing date */
	bool strong;
} OtPoint;

typedef struct {
	OtSectionRole role;
	bool numbered; /**< its heading and those within it are counted */
	bool listed;   /**< its heading appears in the contents */
} OtSectionData;

typedef struct {
	int level;          /**< 1 to 6 */
	const char *number; /**< "3.2", or NULL where it isn't numbered */
	bool listed;
} OtHeadingData;

typedef struct {
	OtListKind kind;
	int start;
} OtListData;

typedef struct {
	OtTableRole role;
	const char *caption;     /**< with its number, once resolved: "Table 4: ..."; NULL: none */
	const char *description; /**< alternative text: how the table is built; may be NULL */
	int columns;
	int header_rows;       /**< how many rows at the top are header rows */
	const double *weights; /**< a relative width a column, or NULL: by content */
} OtTableData;

/** Several rows that people may add more of together, within such rows or not. */
typedef struct OtRowGroup {
	const char *name; /**< of the kind of rows */
	int index;        /**< which of them it is, from 1 */
	const struct OtRowGroup *outer; /**< NULL: none */
} OtRowGroup;

typedef struct {
	bool header;
	const char *repeat; /**< the name of the rows that people may add more of; NULL: none */
	int index;          /**< which of them it is, from 1; 0 without `repeat` */
	const OtRowGroup *group; /**< the rows that it repeats with; NULL: it has none */
} OtRowData;

typedef struct {
	bool header;
	OtScope scope;
	OtAlign align;
	int column; /**< where it starts, from 0 */
	int column_span;
	int row_span;
} OtCellData;

typedef struct {
	OtFigureKind kind;
	const char *alt; /**< says in words what the figure shows; never empty */
	const char *caption; /**< with its number, once resolved: "Figure 2: ..."; NULL: none */
	const char *unit; /**< of the values, or NULL */
	const OtPoint *points;
	size_t n_points;
	bool repeats;     /**< a table beside it says the same: no second table in its place */
} OtFigureData;

typedef struct {
	OtCalloutKind kind;
	const char *title; /**< NULL: none */
} OtCalloutData;

typedef struct {
	int depth; /**< deepest heading level that is listed */
} OtTocData;

typedef struct {
	const char *label; /**< "Signed for the authority" */
} OtSignatureData;

typedef struct {
	const char *href;
} OtLinkData;

typedef struct {
	const char *target; /**< the id of a section, table, figure or item */
} OtReferenceData;

typedef struct {
	int number; /**< from 1 through the document */
} OtNoteData;

typedef struct {
	OtFieldKind kind;
	/** stable and unique in the document: "need.aims", "risk.R1.severity" */
	const char *name;
	const char *path;  /**< where its value comes from in the specification, or NULL */
	const char *label; /**< what a person is asked for; never empty */
	const char *hint;  /**< how to answer, or NULL */
	const char *value; /**< NULL: missing.  A date is ISO 8601; a tick is "yes" or "no"; a choice
	                        is one of `codes`, or what the specification says instead */
	const char *text;  /**< the value as people write it; NULL: missing */
	const char *const *choices; /**< NULL-terminated; NULL unless OT_FIELD_CHOICE */
	const char *const *codes;   /**< the same, as the template has them before it is translated:
	                                 what specifications and answers say in every language */
	bool open;         /**< its value is another one in every copy of the document */
} OtFieldData;

struct OtNode {
	OtNodeKind kind;
	OtNode *parent, *first, *last, *next;
	const char *id;     /**< target of references and links; unique, or NULL */
	const char *lang;   /**< BCP 47; NULL: as the parent */
	/** the clause that asks for this, for example "PA23 s.16(3)", or NULL */
	const char *source;
	const char *guidance; /**< for the person who completes the document, or NULL */
	bool locked;        /**< law prescribes the wording */
	union {
		OtSectionData section;
		OtHeadingData heading;
		OtParagraphRole paragraph;
		OtListData list;
		OtTableData table;
		OtRowData row;
		OtCellData cell;
		OtFigureData figure;
		OtCalloutData callout;
		OtTocData toc;
		OtSignatureData signature;
		OtLinkData link;
		OtReferenceData reference;
		OtNoteData note;
		OtFieldData field;
		const char *text;
	} as;
};

/** What is said of the document as a whole. */
typedef struct {
	const char *title;
	const char *full_title; /**< with the engagement's, as a window shows it; NULL: the title */
	const char *subject; /**< one sentence */
	const char *engagement; /**< the title of the specification */
	const char *authority; /**< the lead contracting authority's name */
	const char *reference; /**< the authority's reference of the engagement */
	const char *version;   /**< of the specification */
	const char *status;    /**< in words: "Draft", "For engagement" */
	const char *date;      /**< of the specification, ISO 8601 */
	const char *date_text; /**< the same as people write it */
	const char *lang;      /**< BCP 47, never NULL */
	const char *template_name;
	const char *template_version;
	/** the code of this copy, for the foot of each page; NULL: all are alike */
	const char *copy;
	/** what a Word file carries unseen, for whoever reads it back; or NULL */
	const char *carried;
} OtDocumentInfo;

typedef struct {
	OtArena *arena;
	OtNode *root;
	OtDocumentInfo info;
	size_t n_nodes;
} OtDocument;

/** A name, its content model and its template element, for each kind of node. */
typedef struct {
	const char *name;
	OtContent content;
} OtNodeInfo;

OtDocument *
ot_document_new(void);

void
ot_document_free(OtDocument *document);

const OtNodeInfo *
ot_node_info(OtNodeKind kind);

/** True for the kinds that stand in a line of text: text, strong, ... field. */
bool
ot_node_is_inline(OtNodeKind kind);

/** Add a last child to `parent` (NULL: make the root) and return it, zeroed but for its kind. */
OtNode *
ot_document_append(OtDocument *document, OtNode *parent, OtNodeKind kind);

/** Append an OT_NODE_TEXT with a copy of `text`. */
OtNode *
ot_document_append_text(OtDocument *document, OtNode *parent, const char *text);

/** The language in force at a node: its own, an ancestor's, or the document's. */
const char *
ot_node_lang(const OtDocument *document, const OtNode *node);

/** What the file's properties give as its title: the full one where there is one. */
const char *
ot_document_full_title(const OtDocumentInfo *info);

/** The node with this id, or NULL. */
OtNode *
ot_document_find(const OtDocument *document, const char *id);

/** Take a word, as the template or its translation has it, as the choice; false if it is none. */
bool
ot_field_choose(OtFieldData *field, const char *word);

/**
 * All text within a node put together: blocks with a blank between them, fields with their value,
 * notes left out.  Free with g_free().
 */
char *
ot_node_text(const OtNode *node);

/**
 * How many fields in the document have no value; rows that repeat and are all empty don't count.
 */
int
ot_document_count_missing(const OtDocument *document);

/** How many fields the document has, without those of such rows. */
int
ot_document_count_fields(const OtDocument *document);

/* --- walking ----------------------------------------------------------------------------- */

typedef enum { OT_WALK_END, OT_WALK_ENTER, OT_WALK_EXIT } OtWalkEvent;

/** A walk over a subtree in document order, without recursion. */
typedef struct {
	OtNode *root;
	OtNode *node; /**< the node of the last event */
	OtWalkEvent event;
} OtWalk;

/** Start a walk: the first event is OT_WALK_ENTER of `root`. */
OtWalk
ot_walk_start(OtNode *root);

/** Go on; every ENTER is followed by an EXIT of the same node, also where it has no children. */
OtWalkEvent
ot_walk_next(OtWalk *walk);

/** After an ENTER: leave the children out, so that the next event is the EXIT of this node. */
void
ot_walk_skip(OtWalk *walk);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(OtDocument, ot_document_free)

#endif
