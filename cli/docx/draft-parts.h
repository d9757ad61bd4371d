/* SPDX-License-Identifier: MIT */
#ifndef OT_DOCX_DRAFT_PARTS_H
#define OT_DOCX_DRAFT_PARTS_H

/**
 * What reading a Word file of others leaves for those who write into it: its parts with their
 * bytes, and where in them each paragraph, run and text stands.
 *
 * All offsets count in the bytes of a part as OtDraftPart.bytes has them.  A part has at most
 * OT_LIMIT_ZIP_PART_BYTES, so they fit into 32 bits.
 */

#include "base/arena.h"
#include "docx/archive.h"
#include "docx/draft.h"

/** From `start` to before `end`; empty where both are the same. */
typedef struct {
	guint32 start, end;
} OtDraftSpan;

/** What a part is to the draft. */
typedef enum {
	OT_DRAFT_MAIN,
	OT_DRAFT_STYLES,
	OT_DRAFT_SETTINGS,
	OT_DRAFT_FOOTNOTES,
	OT_DRAFT_ENDNOTES,
	OT_DRAFT_HEADER,
	OT_DRAFT_FOOTER,
	OT_DRAFT_COMMENTS,
	OT_DRAFT_COMMENTS_EXTENDED,   /**< replies and w15:done */
	OT_DRAFT_COMMENTS_IDS,        /**< w16cid */
	OT_DRAFT_COMMENTS_EXTENSIBLE, /**< w16cex */
	OT_DRAFT_PEOPLE,
	OT_DRAFT_MACROS,              /**< vbaProject; never unpacked */
	OT_DRAFT_OTHER,
} OtDraftRole;

/** A relationship of a part. */
typedef struct {
	const char *id;       /**< "rId3" */
	const char *type;     /**< the URI, transitional or strict */
	OtDraftRole role;     /**< what the type says */
	const char *target;   /**< as it is written */
	size_t entry;         /**< of the archive; OT_NO_ENTRY: outside, or missing */
	bool outside;         /**< TargetMode="External": never followed */
	OtDraftSpan element;  /**< in the relationships part */
} OtDraftRelation;

/** A part that was unpacked. */
typedef struct {
	const char *name;     /**< as the archive has it: "word/document.xml" */
	size_t entry;         /**< in the archive */
	OtDraftRole role;
	GBytes *bytes;        /**< as UTF-8 */
	bool converted;       /**< they were UTF-16 in the archive */
	const char *w_uri;    /**< the WordprocessingML namespace that its root uses; NULL: none */
	OtDraftSpan root;     /**< the start tag of its outermost element */
	guint32 root_end;     /**< where the end tag of that starts; in <x/> it is root.end */
} OtDraftPart;

/** A w:r that holds text, a text box or the mark of a note. */
typedef struct {
	OtDraftSpan element;    /**< all of it, <w:r> to </w:r> */
	OtDraftSpan tag;        /**< its start tag, in `element` */
	guint32 end_tag;        /**< where </w:r> starts */
	OtDraftSpan properties; /**< its w:rPr; empty, at tag.end, where it has none */
	guint8 prefix; /**< bytes of its prefix with the colon: 2 for w:r, at tag.start + 1 */
	/**
	 * What marks of a comment may stand before and after: the run itself, or, where it stands
	 * in mc:AlternateContent, a ruby text or whatever else takes no marks, the element that
	 * holds all of that.  `beside` equals `element` for most runs.
	 */
	OtDraftSpan beside;
	OtDraftSpan top;        /**< the child of the w:p that it is or stands in */
	bool inserted;          /**< in a w:ins or w:moveTo */
	bool in_control;        /**< in a content control (w:sdt) of this paragraph */
} OtDraftRun;

/** Where a piece (OtDraftPiece) stands; the piece itself has where its text is. */
typedef struct {
	size_t run;       /**< of the runs of its paragraph */
	OtDraftSpan tag;  /**< <w:t ...> */
	guint32 end;      /**< after </w:t> */
	guint8 prefix;    /**< bytes of the prefix of w:t with the colon */
	bool preserve;    /**< this w:t itself has xml:space="preserve" */
	bool can_split;   /**< it is a child of its run and holds plain text only; if not, marks go
	                       before and after the `beside` of its run */
} OtDraftSource;

/** Where a paragraph (OtDraftParagraph of the same index) stands. */
typedef struct {
	OtDraftSpan element; /**< all of it, <w:p> to </w:p> */
	OtDraftSpan tag;     /**< its start tag; tag.end == element.end: it is <w:p/> */
	guint32 content;     /**< after its w:pPr, or its start tag where it has none */
	guint32 end_tag;     /**< where </w:p> starts */
	const char *prefix;  /**< the prefix of its tag with the colon, "w:"; "": the namespace is
	                          the default one, and attributes need one that you declare */
	size_t n_runs;
	const OtDraftRun *runs;       /**< in order; pieces name them */
	const OtDraftSource *sources; /**< one for each of its pieces */
	size_t anchor_run; /**< the run of the anchor paragraph that holds its text box, or the mark
	                        of its note; G_MAXSIZE: it is its own anchor, or has none */
} OtDraftLayout;

typedef enum {
	OT_DRAFT_RANGE_START, /**< w:commentRangeStart */
	OT_DRAFT_RANGE_END,   /**< w:commentRangeEnd */
	OT_DRAFT_REFERENCE,   /**< w:commentReference */
} OtDraftMarkKind;

/** A mark of a comment, anybody's; in the order in which they stand in the file. */
typedef struct {
	OtDraftMarkKind kind;
	const char *id;      /**< w:id */
	size_t part;
	OtDraftSpan element; /**< the mark itself */
	OtDraftSpan run;     /**< of a reference: the w:r that holds it and nothing else but w:rPr;
	                          empty where that run holds more */
	size_t paragraph;    /**< in which it stands, or which follows; G_MAXSIZE: none */
	size_t start;        /**< in the text of that paragraph, bytes */
} OtDraftMark;

/** A w:comment of the comments part, anybody's. */
typedef struct {
	const char *id, *author, *initials, *date; /**< NULL where it has none */
	const char *text;    /**< its paragraphs, joined by a line break */
	const char *para_id; /**< w14:paraId of its last paragraph, or NULL */
	OtDraftSpan element; /**< in the comments part */
	bool ours;           /**< by the author "outset" */
	bool resolved;       /**< w15:done */
	const char *parent;  /**< w15:paraIdParent: it answers that one; or NULL */
	OtDraftSpan extended; /**< its w15:commentEx in OT_DRAFT_COMMENTS_EXTENDED; empty: none */
} OtDraftRemark;

struct OtDraft {
	OtArena *arena;       /* strings and arrays of all below */
	char *name;           /* of the file */
	OtArchive *archive;
	GHashTable *types;    /* lower-case part name to content type, both const char * */
	GHashTable *type_defaults; /* lower-case extension to content type */
	size_t types_part;    /* of `parts`: [Content_Types].xml */
	size_t relations_part; /* of `parts`: that of the main part; OT_NO_PART: it has none */
	GArray *parts;        /* of OtDraftPart; freed with their bytes */
	GArray *relations;    /* of OtDraftRelation: those of the main part */
	GArray *paragraphs;   /* of OtDraftParagraph */
	GArray *layouts;      /* of OtDraftLayout */
	GArray *marks;        /* of OtDraftMark */
	GArray *remarks;      /* of OtDraftRemark */
	GArray *comments;     /* of OtDraftComment */
	const char *language;
	bool macros;
	bool changed; /* by tracked changes: something was inserted, deleted or moved */
};

#define OT_NO_PART G_MAXSIZE

/** The first part of a role that was unpacked, or NULL. */
const OtDraftPart *
ot_draft_part(const OtDraft *draft, OtDraftRole role);

/** The relationship of the main part that has this role, the first; or NULL. */
const OtDraftRelation *
ot_draft_relation(const OtDraft *draft, OtDraftRole role);

/** The content type of a part by its name, or NULL. */
const char *
ot_draft_type(const OtDraft *draft, const char *name);

/** The URI of a relationship of that role, in its transitional spelling; NULL for OTHER. */
const char *
ot_draft_relation_uri(OtDraftRole role);

const OtDraftLayout *
ot_draft_layout(const OtDraft *draft, size_t paragraph);

/**
 * The offset in its part that stands for a byte of a paragraph's text, which piece `piece` of it
 * has to cover, or end before: references such as &amp; and line ends of two bytes are passed
 * whole.
 */
size_t
ot_draft_offset(const OtDraft *draft, size_t paragraph, size_t piece, size_t byte);

#endif
