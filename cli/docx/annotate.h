/* SPDX-License-Identifier: MIT */
#ifndef OT_DOCX_ANNOTATE_H
#define OT_DOCX_ANNOTATE_H

/**
 * What the files that put comments into a Word file know of each other.
 *
 * annotate.c decides which comments go and which come, then lets each part be edited:
 * annotate-marks.c the text (ranges and the runs that they divide), annotate-remarks.c the comments
 * and the parts that go with them.  All of them ask for changes of bytes (rewrite.h).
 */

#include "docx/rewrite.h"

/** A comment that comes. */
typedef struct {
	const OtDraftNote *note;
	size_t paragraph;    /**< of the body, where its range is */
	size_t start, end;   /**< in the text of that; the same: all of the paragraph */
	const char *where;   /**< says where the words are, if they aren't in the body; or NULL */
	guint32 id;          /**< w:id */
	guint32 para_id;     /**< of its last paragraph; those before it have lower ones */
} OtAddition;

/** Everything that is known while one file is annotated. */
typedef struct {
	OtRewrite rewrite;
	GArray *additions;     /**< of OtAddition, in the order of the text */
	GHashTable *remarks;   /**< w:id to OtDraftRemark */
	GHashTable *answered;  /**< paraId of comments that have answers, in lower case */
	GPtrArray *kept;       /**< const OtDraftComment *: ours that stay, as they are answered */
	size_t first_paragraph; /**< of the body that has text; G_MAXSIZE: it has no paragraph */
	GHashTable *removed;   /**< w:id of comments that go, const char * */
	const char *mark_style; /**< the style of the marks of comments, or NULL */
	const char *text_style; /**< the style of their paragraphs, or NULL */
	GHashTable *revisions; /**< w:id of all kinds in the main part; NULL: not gathered yet */
	guint32 next_revision;
} OtAnnotation;

/** Whether the comment of this w:id is taken out. */
bool
ot_annotation_removes(const OtAnnotation *annotation, const char *id);

/** A w:id for a change of format whose run is divided, so that there are two of it. */
guint32
ot_annotation_new_revision(OtAnnotation *annotation);

/** How many paragraphs the comment has. */
guint
ot_annotation_count_lines(const OtAddition *addition);

/* --- the parts ------------------------------------------------------------------------------- */

/** Put the ranges and marks of comments into the text, and take out those of comments that go. */
void
ot_annotate_marks(OtAnnotation *annotation);

/** Comments, replies, numbers of comments, people. */
void
ot_annotate_remarks(OtAnnotation *annotation);

#endif
