/* SPDX-License-Identifier: MIT */
#ifndef OT_DOCX_FILL_PARTS_H
#define OT_DOCX_FILL_PARTS_H

/**
 * What the files that fill a Word template of others know of each other.
 *
 * fill-scan.c goes through a part and notes its blocks, texts, merge fields and numbers;
 * fill-marks.c finds the {{marks}} in the texts and decides what each pair repeats; fill-fields.c
 * does the same for merge fields, fill-controls.c for content controls.  All of these give items:
 * stretches of bytes for which something else is written.  fill-items.c puts the items of a part
 * into a tree, fill-path.c reads their paths, fill-value.c says what a path gives, fill-write.c
 * writes the part.  fill.c does it for the whole file.
 */

#include "docx/controls.h"
#include "docx/fill.h"
#include "docx/rewrite.h"

#include "document/evaluate.h"
#include "document/path.h"

/* --- fill-scan.c: what a part holds ---------------------------------------------------------- */

typedef enum {
	OT_FILL_GROUP, /**< anything that holds blocks: the body, a text box, a content control */
	OT_FILL_PARAGRAPH,
	OT_FILL_TABLE,
	OT_FILL_ROW,
	OT_FILL_CELL,
} OtFillBlockKind;

/** A w:r with text. */
typedef struct {
	OtDraftSpan tag;        /**< its start tag */
	OtDraftSpan properties; /**< its w:rPr; empty: none */
	OtDraftSpan end_tag;
	guint32 holder;         /**< where the element starts that it is a child of */
} OtFillRun;

/** A w:t. */
typedef struct {
	const OtFillRun *run;
	OtDraftSpan tag;
	OtDraftSpan space;  /**< the value of its xml:space; empty: it has none */
	guint32 name_end;   /**< in the tag, where an attribute may be added */
	OtDraftSpan end_tag;
	const char *prefix; /**< with its colon */
	bool direct;        /**< it is a child of its run */
	bool preserve;      /**< blanks at its ends count */
	bool noted;         /**< an item makes them count */
} OtFillText;

/** A stretch of text without a tag in it. */
typedef struct {
	OtFillText *text;
	size_t start, len;   /**< in the text of the paragraph */
	guint32 raw, raw_end; /**< in the part */
	bool cdata;
} OtFillPiece;

typedef struct OtFillBlock OtFillBlock;
struct OtFillBlock {
	OtFillBlockKind kind;
	OtFillBlock *parent, *first, *last, *before, *next;
	OtDraftSpan element, tag;
	guint32 end_tag;     /**< where its end tag starts */
	const char *prefix;  /**< with its colon */
	bool body;           /**< w:body, which may be without paragraphs */
	bool keeps;          /**< an item sees to it that it has a paragraph at its end */

	/* a paragraph */
	OtDraftSpan properties; /**< its w:pPr; empty: none */
	bool section;        /**< a section of the document ends with it */
	GString *text;
	GArray *pieces;      /**< of OtFillPiece */
};

/** What has a number or a name that may be there once only. */
typedef enum {
	OT_FILL_ID_CONTROL,
	OT_FILL_ID_DRAWING,
	OT_FILL_ID_BOOKMARK,
	OT_FILL_ID_PARAGRAPH, /**< w14:paraId, hexadecimal */
	OT_FILL_ID_NAME,      /**< of a bookmark */
	OT_FILL_N_IDS,
	OT_FILL_ID_CUT = OT_FILL_N_IDS, /**< what can't be in a copy: a comment's mark */
	OT_FILL_ID_BINDING,   /**< a binding, which would give all copies one value */
} OtFillIdKind;

typedef struct {
	OtFillIdKind kind;
	OtDraftSpan span;   /**< the value, or for the last two the element */
} OtFillId;

/** A merge field. */
typedef struct {
	OtFillBlock *paragraph;
	OtDraftSpan element;    /**< w:fldSimple, or from the first to the last of its runs */
	OtDraftSpan run_properties; /**< of its result */
	const char *instruction;
	const char *prefix;     /**< with its colon */
	bool torn;              /**< its ends stand in different places */
} OtFillMerge;

/** What the properties of a content control (w:sdtPr) hold besides what OtControl says. */
typedef struct {
	OtDraftSpan run_properties; /**< of what is written in it; empty: none */
	guint32 date_name_end;      /**< in the tag of its w:date, after the name; 0: it has none */
} OtFillSdt;

/** Where a paragraph of the draft starts in its part. */
typedef struct {
	guint32 offset;
	size_t paragraph;
} OtFillStart;

/** One part of the file. */
typedef struct {
	size_t index;       /**< of the parts of the draft */
	const char *bytes;
	size_t len;
	OtFillBlock *root;
	GPtrArray *paragraphs; /**< of OtFillBlock, in the order of their start tags */
	GArray *ids;        /**< of OtFillId, in the order of the bytes */
	GArray *merges;     /**< of OtFillMerge */
	GHashTable *sdts;   /**< where a w:sdtPr starts, to its OtFillSdt */
	GPtrArray *items;   /**< of OtFillItem: all at first, then those that stand in no other */
} OtFillPart;

/** Go through a part, which is known to be well-formed. */
void
ot_fill_scan(OtFill *fill, OtFillPart *part);

/* --- items ----------------------------------------------------------------------------------- */

typedef enum {
	OT_ITEM_CONSTANT, /**< `text` stands for it */
	OT_ITEM_VALUE,    /**< words in a w:t */
	OT_ITEM_RUNS,     /**< whole runs: a merge field, a control in a line */
	OT_ITEM_BLOCKS,   /**< paragraphs: a control around them */
	OT_ITEM_STATE,    /**< what says in its properties how a control is filled */
	OT_ITEM_EACH,     /**< its body is written for each node */
	OT_ITEM_IF,       /**< its body is written if the path is true */
	OT_ITEM_PROSE,    /**< its body is written for each paragraph of the value of `source` */
	OT_ITEM_TABLE,    /**< a table that goes when it has no rows any more */
	OT_ITEM_FRAME,    /**< an element that goes when its body is empty */
	OT_ITEM_KEEP,     /**< no bytes: if no paragraph stands before it, one is written */
	OT_ITEM_ID,       /**< a number that has to be another in a copy */
} OtFillItemKind;

/** A path of the template. */
typedef struct {
	const char *text;           /**< as XPath */
	xmlXPathCompExpr *compiled; /**< NULL: it can't be used */
	size_t level;               /**< where it starts: 0 the specification, 1 the first each */
} OtFillPath;

/** What an OT_ITEM_STATE is. */
typedef enum {
	OT_STATE_HINT,     /**< w:showingPlcHdr, which goes */
	OT_STATE_DATE,     /**< the value of w:fullDate */
	OT_STATE_NEW_DATE, /**< where that attribute is to stand */
	OT_STATE_TICK,     /**< the value of w14:checked */
} OtFillState;

typedef struct OtFillItem OtFillItem;
struct OtFillItem {
	OtFillItemKind kind;
	OtDraftSpan span;
	OtDraftSpan body;     /**< what is written of it, or repeated */
	guint order;          /**< of equal ones: what is asked for first is outermost */
	size_t field;         /**< of OtFill.fields; G_MAXSIZE: none */
	OtFillItem *parent, *first, *last, *next;
	const char *text;     /**< OT_ITEM_CONSTANT */
	OtFillPath path;
	size_t level;         /**< OT_ITEM_EACH: where paths within it start */
	OtFillItem *source;   /**< OT_ITEM_PROSE: the value in it; OT_ITEM_STATE: its control */
	const OtFillText *element; /**< OT_ITEM_VALUE: the w:t */
	bool cdata;           /**< OT_ITEM_VALUE: it stands in a CDATA section */
	const char *prefix;   /**< what is written has it, with its colon */
	OtDraftSpan properties; /**< w:rPr of runs, w:pPr of OT_ITEM_KEEP; empty: none */
	OtDraftSpan paragraph_properties; /**< OT_ITEM_BLOCKS: w:pPr */
	OtFillState state;    /**< OT_ITEM_STATE */
	const OtControl *control; /**< that it fills, or NULL */
	const char *before, *after; /**< a merge field's \b and \f, or NULL */
	char letters;         /**< a merge field's \*: 'U'pper, 'L'ower, 'F'irst, 'C'aps or 0 */
	const char *picture;  /**< how a date is written, or NULL */
	OtFillIdKind id_kind;
	/**
	 * Within a paragraph: the w:t in which the mark that begins it starts and ends, and that
	 * which ends it; all NULL where whole paragraphs or rows repeat.
	 */
	const OtFillText *from, *body_from, *body_to, *to;
};

/** A place where something is put, as `outset fields` lists it. */
typedef struct {
	OtFillField public;
	OtFillItem *item;   /**< NULL: it is left as it is */
	const char *other;  /**< another name that it has, or NULL */
	size_t part;
	guint32 offset;     /**< where it stands in that */
	const char *around; /**< the words that it stands in, or what it is */
	bool shadow;        /**< it says again what another one says */
} OtFillEntry;

struct OtFill {
	const OtDraft *draft;
	const OtModel *model;
	OtFindings *findings; /**< not owned */
	OtArena *arena;
	OtControls *controls;
	GPtrArray *parts;   /**< of OtFillPart */
	GArray *fields;     /**< of OtFillEntry */
	GArray *order;      /**< size_t: those that are listed, in the order of the file */
	GPtrArray *compiled; /**< of xmlXPathCompExpr */
	xmlXPathContext *compiler;
	GArray **starts;    /**< for each part of the draft: of OtFillStart, sorted */
	size_t n_advised;   /**< names that were compared with all others */
	bool own;           /**< outset made the file: its controls name fields, not paths */
	bool failed;        /**< nothing can be written */
	bool stopped;       /**< a limit was passed */
};

/** A new item of a part; its field is that of the arguments, or G_MAXSIZE. */
OtFillItem *
ot_fill_item(OtFill *fill, OtFillPart *part, OtFillItemKind kind, OtDraftSpan span, size_t field);

/** Note that a constant stands for some bytes. */
void
ot_fill_constant(OtFill *fill, OtFillPart *part, OtDraftSpan span, const char *text);

/** Make a tree of the items of a part: what lies in the bytes of another one stands in it. */
void
ot_fill_nest(OtFill *fill, OtFillPart *part);

/** Add a field, whose name and so on are copied; returns its index. */
size_t
ot_fill_add_field(OtFill *fill, OtFillPart *part, guint32 offset, OtFillKind kind,
                  const char *name);

OtFillEntry *
ot_fill_entry(const OtFill *fill, size_t field);

/** Report something about a field; an error means that nothing can be written. */
void
ot_fill_report(OtFill *fill, size_t field, OtCode code, const char *format, ...)
	G_GNUC_PRINTF(4, 5);

/** Where a byte of a part is, in words. */
const char *
ot_fill_place(const OtFill *fill, size_t part, guint32 offset);

/** Some words before and after a stretch of a paragraph's text, with it; in the arena. */
const char *
ot_fill_around(OtFill *fill, const char *text, size_t start, size_t end);

static inline bool
ot_span_is_empty(OtDraftSpan span)
{
	return span.start == span.end;
}

/* --- what is found in a part ----------------------------------------------------------------- */

/** The items of all {{marks}}. */
void
ot_fill_marks(OtFill *fill, OtFillPart *part);

/** The items of all merge fields. */
void
ot_fill_merges(OtFill *fill, OtFillPart *part);

/** The items of all content controls. */
void
ot_fill_controls(OtFill *fill, OtFillPart *part);

/** See to it that a block has a paragraph where it needs one, though items leave some out. */
void
ot_fill_keep(OtFill *fill, OtFillPart *part, OtFillBlock *holder, OtDraftSpan properties);

/** Note that blanks at the ends of a w:t count from now on. */
void
ot_fill_preserve(OtFill *fill, OtFillPart *part, OtFillText *text);

/* --- fill-path.c ----------------------------------------------------------------------------- */

/** What paths may start at: the nodes of an each, and those around it. */
typedef struct OtFillScope {
	const struct OtFillScope *outer;
	const OtPlaces *places; /**< NULL: not known, and names aren't checked */
	size_t level;
} OtFillScope;

/** Read the paths of all items of a part; what is wrong with them is reported. */
void
ot_fill_read_paths(OtFill *fill, OtFillPart *part);

/**
 * A name as people write it for a path: "identity/title" itself, "identity.title" or
 * "Identity_Title"; NULL where a specification has nothing of the kind.  In the arena.
 */
const char *
ot_fill_path_of_name(OtFill *fill, const char *name);

/* --- fill-value.c ---------------------------------------------------------------------------- */

/** What a path gives. */
typedef struct {
	const char *const *paragraphs; /**< NULL-terminated; at least one */
	size_t n;
	bool missing;     /**< the path finds nothing, or nothing with words */
	const char *inside; /**< the name of what the thing without words has, or NULL */
	const char *raw;  /**< as the specification has it, such as an ISO date; never NULL */
} OtFillValue;

/** Everything that is known while parts are written. */
typedef struct {
	OtFill *fill;
	OtEvaluator *evaluator;
	const OtLabels *labels;
	OtArena *arena;      /**< of values */
	OtFocus focus[OT_FILL_DEPTH + 1]; /**< by level */
	OtFindings *findings;
	GHashTable *used[OT_FILL_N_IDS];
	guint32 next_id[OT_FILL_N_IDS];
	GArray *bound;       /**< of OtFillBound */
	bool failed;
} OtFilling;

/** A value for the custom XML that a control is bound to. */
typedef struct {
	const char *store, *path, *value;
	size_t field;
} OtFillBound;

/** What a path gives; false where it can't be evaluated, which is reported. */
bool
ot_fill_evaluate(OtFilling *filling, const OtFillItem *item, OtFillValue *value);

/** The same as libxml2 has it; NULL where it can't be evaluated, which is reported. */
xmlXPathObject *
ot_fill_find(OtFilling *filling, const OtFillItem *item);

/** Report something about a field while it is filled. */
void
ot_filling_report(OtFilling *filling, size_t field, OtCode code, const char *format, ...)
	G_GNUC_PRINTF(4, 5);

/** A date as a picture such as "d MMMM yyyy" asks for it; NULL where it is no date. */
const char *
ot_fill_date(OtFilling *filling, const char *iso, const char *picture);

/* --- fill-write.c ---------------------------------------------------------------------------- */

/** A part with its items written, from its root on, as far as `filling` has not failed then. */
GString *
ot_fill_write_part(OtFilling *filling, const OtFillPart *part);

/* --- fill-answer.c --------------------------------------------------------------------------- */

/** What is put into a field. */
typedef struct {
	OtFillValue value;
	bool filled;       /**< false: what stands there stays */
	const char *date;  /**< of a control for dates: "2026-12-03T00:00:00Z"; else NULL */
	bool ticked;       /**< of a control that is ticked */
	const char *bound; /**< for the custom XML that a control is bound to */
} OtFillAnswer;

/** What is put where an item of words, runs or blocks stands; what is wrong is reported. */
OtFillAnswer
ot_fill_answer(OtFilling *filling, const OtFillItem *item);

/* --- fill-bound.c ---------------------------------------------------------------------------- */

/** Put values into the custom XML that controls are bound to. */
void
ot_fill_bound(OtFilling *filling, OtRewrite *rewrite);

#endif
