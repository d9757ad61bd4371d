/* SPDX-License-Identifier: MIT */
#ifndef OT_DOCX_DRAFT_H
#define OT_DOCX_DRAFT_H

/**
 * Reading a Word file that others wrote (ECMA-376, transitional and strict): its paragraphs as
 * plain text, with a map from each character back to the bytes that it came from.
 *
 * Text that Word split over runs is put together; tracked insertions count, deletions don't; of
 * mc:AlternateContent one branch is read; text boxes, footnotes, endnotes, headers and footers are
 * read too.  Fields give their result, not their instruction.  The file is hostile until proven
 * otherwise: every part passes the door of xml/read.h, and archives have limits (base/limits.h).
 */

#include "base/finding.h"

typedef struct OtDraft OtDraft;

typedef enum {
	OT_STORY_BODY,
	OT_STORY_TEXT_BOX,
	OT_STORY_FOOTNOTE,
	OT_STORY_ENDNOTE,
	OT_STORY_HEADER,
	OT_STORY_FOOTER,
} OtStory;

/** A stretch of text that stands in one piece in a part: what one w:t holds. */
typedef struct {
	size_t start, len;   /**< in the text of the paragraph, bytes */
	size_t offset, size; /**< in the part, bytes, as they are escaped there */
} OtDraftPiece;

typedef struct {
	const char *text; /**< UTF-8; a tab or line break is one blank; not folded otherwise */
	size_t len;
	OtStory story;
	size_t part;      /**< index of the part that it stands in */
	int heading;      /**< 1 to 9 for a heading, by style or outline level; 0 for none */
	bool title;       /**< of style Title or Subtitle */
	bool list_item;
	int table;        /**< number of the outermost table in the file, from 1; 0: in none */
	int row, column;  /**< in the innermost table, from 1 */
	bool header_row;  /**< in a row that repeats as header, or the first row of the table */
	const char *column_header; /**< the text at the head of its column, or NULL */
	size_t under;     /**< index of the heading that it stands under; SIZE_MAX: none */
	size_t anchor;    /**< where a comment on it goes: itself, or the paragraph of the body that
	                       holds its text box or note; SIZE_MAX for header and footer */
	/** "under “Requirements”, paragraph 3"; "table 2, row 4, column “Must”" */
	const char *place;
	const char *style; /**< the style's name as Word shows it, or NULL */
	size_t n_pieces;
	const OtDraftPiece *pieces; /**< in the order of the text; what they don't cover are blanks,
	                                 and the hyphens that Word doesn't break at */
} OtDraftParagraph;

/** A comment of ours that is in the file already. */
typedef struct {
	const char *id;      /**< w:id */
	const char *text;    /**< what it says, its paragraphs separated by line breaks */
	const char *code;    /**< the rule's code at the start of its text, or NULL */
	const char *matched; /**< the words between its range marks, as plain text */
	size_t paragraph;    /**< where its range starts; SIZE_MAX where it has none */
	size_t start;        /**< in that paragraph's text, bytes */
	bool resolved;       /**< w15:done */
} OtDraftComment;

/**
 * Read a file ("-": standard input).  What is wrong with it is in `findings` (DOC001 and on: not a
 * zip, encrypted, an old .doc, .odt, a part missing ...), and NULL is given without `error`, which
 * is set only where it can't be read at all.
 */
OtDraft *
ot_draft_read(const char *path, OtFindings *findings, GError **error);

/** The same for bytes, which are kept; `name` stands for the file in findings. */
OtDraft *
ot_draft_parse(GBytes *bytes, const char *name, OtFindings *findings);

void
ot_draft_free(OtDraft *draft);

/** Whether bytes are an Office Open XML text document by what they hold, whatever their name. */
bool
ot_draft_is_docx(const char *bytes, size_t len);

size_t
ot_draft_count(const OtDraft *draft);

/** Body first, in the order of reading; a text box or note follows the paragraph it stands in. */
const OtDraftParagraph *
ot_draft_paragraph(const OtDraft *draft, size_t index);

size_t
ot_draft_comment_count(const OtDraft *draft);

const OtDraftComment *
ot_draft_comment(const OtDraft *draft, size_t index);

/** Whether it holds macros, which are never copied. */
bool
ot_draft_has_macros(const OtDraft *draft);

/** The main language of the text (w:lang of the defaults), or NULL. */
const char *
ot_draft_language(const OtDraft *draft);

/** Words to be commented on. */
typedef struct {
	size_t paragraph;
	size_t start, len;  /**< in its text, bytes; len 0: the whole paragraph */
	const char *code;   /**< the rule's code; the comment starts with it */
	/** the paragraphs of the comment after the code, ended by NULL */
	const char *const *lines;
} OtDraftNote;

/**
 * A copy of the file with comments at exactly these words, by the author "outset".  Notes may
 * overlap.  `epoch` (seconds since 1970) is the date of the comments and of the parts that are new.
 *
 * What stays: the text and its formatting; every part that has nothing to do with comments, as
 * packed bytes.  A run is divided where a range starts or ends in it, and both halves get its
 * properties.  A range is never within a letter and its accents; where words stand in something
 * that takes no marks, such as a ruby text, it covers all of that.  In a content control or a
 * field, which Word may fill anew, the mark of the comment stands behind that.  A part that was
 * UTF-16 and is changed becomes UTF-8.
 *
 * Comments of ours from an earlier run (by the author and the code at the start of their text) are
 * taken out.  Those stay that somebody has resolved or answered; where an answered one has the code
 * and the place of a note, the note isn't made again.  Comments of people stay.
 *
 * A note in a text box, footnote, endnote, header or footer is at the paragraph of the body that
 * holds that, or at the first one with text; it says where the words are.  OT_ERROR_INPUT where the
 * body has no paragraph at all.
 *
 * What goes: macros, with the type of the main part becoming that of a file without, and digital
 * signatures, which would no longer hold.
 */
GBytes *
ot_draft_annotate(const OtDraft *draft, const OtDraftNote *notes, size_t n_notes, gint64 epoch,
                  GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(OtDraft, ot_draft_free)

#endif
