/* SPDX-License-Identifier: MIT */
#ifndef OT_DOCX_DRAFT_READ_H
#define OT_DOCX_DRAFT_READ_H

/**
 * Reading Word files of others: what the files draft-*.c of the reading half share.
 *
 * draft-kind.c says what a file is that isn't one; draft-package.c finds the parts; draft-styles.c
 * reads the styles; draft-walk.c goes through a story, draft-runs.c through a paragraph,
 * draft-tables.c through a table; draft-notes.c puts notes after the paragraph that they are for;
 * draft-place.c says in words where a paragraph is; draft-comments.c reads the comments.
 */

#include "docx/draft-names.h"
#include "docx/draft-parts.h"

/* --- draft-kind.c ---------------------------------------------------------------------------- */

/** Say what bytes are that aren't a zip archive, and what to do. */
void
ot_draft_refuse_bytes(const char *bytes, size_t len, const char *name, OtFindings *findings);

/** Say what an archive is that has no parts of Office. */
void
ot_draft_refuse_archive(OtArchive *archive, const char *name, OtFindings *findings);

/** Say what the main part is by its content type, unless it is that of a Word document. */
bool
ot_draft_check_type(const char *type, const char *name, OtFindings *findings);

/* --- draft-package.c ------------------------------------------------------------------------- */

/** The entry of the main part of a Word document; else OT_NO_ENTRY with a finding. */
size_t
ot_draft_find_main(OtDraft *draft, OtFindings *findings);

/** Find the parts and unpack those that are read; false with a finding. */
bool
ot_draft_open_parts(OtDraft *draft, OtFindings *findings);

/** Start going through a part: its root is the token. */
OtPull *
ot_draft_part_start(OtDraft *draft, size_t part);

/**
 * Go on to the end of a part, so that all of it is known to be well-formed, and free `pull`.  False
 * with a finding where it isn't.
 */
bool
ot_draft_part_end(OtDraft *draft, size_t part, OtPull *pull, OtFindings *findings);

/** Add a finding on the whole file, or on one of its parts. */
void
ot_draft_complain(const OtDraft *draft, OtFindings *findings, OtCode code, const char *part,
                  const char *format, ...) G_GNUC_PRINTF(5, 6);

/* --- draft-styles.c -------------------------------------------------------------------------- */

typedef struct OtDraftStyles OtDraftStyles;

/** What a style gives to a paragraph or run. */
typedef struct {
	const char *name; /**< as Word shows it */
	int heading;      /**< 1 to 9, or 0 */
	bool title;
	bool list;
	bool hidden;
} OtDraftStyle;

/** Read the styles part, if there is one.  NULL with a finding where it is broken. */
OtDraftStyles *
ot_draft_styles_read(OtDraft *draft, OtFindings *findings);

void
ot_draft_styles_free(OtDraftStyles *styles);

/** The style of that id, or by its name where there is none; NULL: the default of paragraphs. */
OtDraftStyle
ot_draft_style(OtDraftStyles *styles, const char *id);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(OtDraftStyles, ot_draft_styles_free)

/* --- going through a story ------------------------------------------------------------------- */

/** A cell at the head of a column. */
typedef struct {
	int column, span;
	const char *text; /**< NULL: empty */
} OtDraftHead;

/** A table that is being read. */
typedef struct OtDraftTable {
	struct OtDraftTable *outer;
	int number;        /**< that of the outermost */
	int n_columns;     /**< of its grid; 0: not said */
	int row, column;   /**< from 1 */
	int span;          /**< of the cell */
	bool header_row;
	bool marked;       /**< the row is one that repeats as header */
	bool names_nothing; /**< the row holds what can't be names of columns */
	GArray *heads;     /**< of OtDraftHead */
	GArray *row_heads; /**< of OtDraftHead: cells of this row */
} OtDraftTable;

/** A paragraph that is being read; those in text boxes stand within others. */
typedef struct {
	size_t index;    /**< in `read` */
	size_t depth;    /**< of its element */
	GString *text;
	GArray *pieces;  /**< of OtDraftPiece */
	GArray *sources; /**< of OtDraftSource */
	GArray *runs;    /**< of OtDraftRun */
	bool hidden;     /**< by its style */
	OtDraftRun run;  /**< the one that is being read, as far as it is known */
	size_t run_index; /**< in `runs`; G_MAXSIZE: it has not held anything yet */
	size_t run_depth; /**< of its element; 0: none */
} OtDraftBuilder;

/** A paragraph that was read, with what its place is made of. */
typedef struct {
	OtDraftParagraph paragraph;
	OtDraftLayout layout;
	size_t note;      /**< of `note_starts`, for a paragraph of a note; else G_MAXSIZE */
} OtDraftRead;

/** The mark of a note. */
typedef struct {
	size_t paragraph; /**< in `read` */
	size_t run;       /**< of it */
	OtStory story;    /**< OT_STORY_FOOTNOTE or OT_STORY_ENDNOTE */
	const char *id;
} OtDraftNoteMark;

/** A note of the part of notes. */
typedef struct {
	OtStory story;
	const char *id;
	size_t first, n; /**< of `read` */
	int number;      /**< in the order of the marks, from 1; 0: nothing marks it */
} OtDraftNoteText;

typedef struct OtDraftWalk {
	OtDraft *draft;
	OtFindings *findings;
	OtDraftStyles *styles;
	GArray *read;         /**< of OtDraftRead, in the order of their start tags */
	GArray *note_marks;   /**< of OtDraftNoteMark */
	GArray *notes;        /**< of OtDraftNoteText */
	GPtrArray *furniture; /**< relationship ids of headers and footers, in order, char * */
	GPtrArray *builders;  /**< of OtDraftBuilder, kept for the next paragraph of that level */
	size_t n_pieces;      /**< of all, against OT_LIMIT_DRAFT_PIECES */
	bool has_foreign;     /**< it was said that another document is drawn in */
	bool stopped;         /**< a limit was passed: nothing more is read */

	/* the part that is gone through */
	OtPull *pull;
	const OtPullToken *token; /**< of `pull` */
	const char *bytes;
	size_t part;
	bool preserve;        /**< its root has xml:space="preserve" */

	/* where it is */
	OtStory story;
	OtStory outer_story;  /**< in a text box: that of what it stands in */
	size_t n_open;        /**< paragraphs that are being read */
	OtDraftTable *table;  /**< the innermost, or NULL */
	int n_tables;         /**< outermost ones so far */
	size_t note;          /**< of `notes`; G_MAXSIZE: in none */
	unsigned silent;      /**< over 0: what is met doesn't count as text */
	unsigned inserted, in_control;
	GByteArray *fields;   /**< for each open field: 1 while its instruction is met, then 0 */
	unsigned instructing; /**< how many of these are 1 */
	size_t anchor;        /**< the paragraph that holds the text box; G_MAXSIZE */
	size_t anchor_run;
	size_t headings[10];  /**< by level: the last of each in `read`; [0]: the last of any */
	int n_under;          /**< paragraphs with text since that */
} OtDraftWalk;

/** Goes through the children of the element at `depth`. */
typedef void OtDraftInside(OtDraftWalk *walk, size_t depth);

/** Go through a part: all children of its root, or its notes. */
bool
ot_draft_walk_part(OtDraftWalk *walk, size_t part, OtStory story);

/** Blocks: paragraphs, tables and what holds them. */
void
ot_draft_walk_blocks(OtDraftWalk *walk, size_t depth);

/** Deals with the element whose start tag is the token. */
typedef void OtDraftHandler(OtDraftWalk *walk);

/** Deal with the element that is the token by a table; what has no handler is passed over. */
void
ot_draft_handle(OtDraftWalk *walk, OtDraftHandler *const handlers[]);

/** The block whose start tag is the token. */
void
ot_draft_walk_block(OtDraftWalk *walk);

/** The same of what was deleted: walked, but not counted as text. */
void
ot_draft_walk_deleted(OtDraftWalk *walk, OtDraftInside *inside);

/** A content control whose start tag is the token. */
void
ot_draft_walk_control(OtDraftWalk *walk, OtDraftInside *inside);

/** mc:AlternateContent whose start tag is the token: one branch of it. */
void
ot_draft_walk_alternate(OtDraftWalk *walk, OtDraftInside *inside);

/** Anything that may hold a text box. */
void
ot_draft_walk_objects(OtDraftWalk *walk, size_t depth);

/** Note a mark of a comment, which is the token; in the marks of the draft it is the last. */
void
ot_draft_walk_mark(OtDraftWalk *walk, OtDraftMarkKind kind);

/** Another document that is drawn in here: say that it is not read. */
void
ot_draft_walk_foreign(OtDraftWalk *walk);

/** A section's properties, which are the token: headers and footers. */
void
ot_draft_walk_section(OtDraftWalk *walk);

/** draft-runs.c: the w:p whose start tag is the token. */
void
ot_draft_walk_paragraph(OtDraftWalk *walk);

/** draft-runs.c: the runs and what holds them. */
void
ot_draft_walk_inlines(OtDraftWalk *walk, size_t depth);

/** draft-runs.c: the run that is being read, for a text box or the mark of a note; its index. */
size_t
ot_draft_record_run(OtDraftWalk *walk);

/** draft-runs.c: the paragraph that is being read, the innermost; NULL: none. */
OtDraftBuilder *
ot_draft_builder(const OtDraftWalk *walk);

/** draft-tables.c: the w:tbl whose start tag is the token. */
void
ot_draft_walk_table(OtDraftWalk *walk);

/** draft-tables.c: what stands at the head of a column, or NULL. */
const char *
ot_draft_head(const OtDraftTable *table, int column);

/** Count a run, text or mark against the limit; false: it is passed, and nothing more is read. */
bool
ot_draft_walk_count(OtDraftWalk *walk);

/* --- draft-place.c --------------------------------------------------------------------------- */

/** The place of a paragraph that was just read, in words. */
const char *
ot_draft_place(OtDraftWalk *walk, const OtDraftParagraph *paragraph);

/* --- draft-notes.c --------------------------------------------------------------------------- */

/** Number the notes, and put all paragraphs into `draft` in the order of reading. */
void
ot_draft_order(OtDraftWalk *walk);

/* --- draft-comments.c ------------------------------------------------------------------------ */

/** Read the comments that are in the file; false with a finding. */
bool
ot_draft_comments_read(OtDraft *draft, OtFindings *findings);

#endif
