/* SPDX-License-Identifier: MIT */
#ifndef OT_DOCX_ANNOTATE_H
#define OT_DOCX_ANNOTATE_H

/**
 * What the files that put comments into a Word file know of each other.
 *
 * annotate.c decides which comments go and which come, then lets each part be edited:
 * annotate-marks.c the text (ranges and the runs that they divide), annotate-remarks.c the comments
 * and the parts that go with them, annotate-package.c content types, relationships, macros and
 * signatures.  All of them ask for changes of bytes (annotate-splice.c, and annotate-edit.c for a
 * part); annotate-zip.c writes the archive with them.
 */

#include "docx/draft-parts.h"
#include "xml/pull.h"

/* --- changes of bytes ------------------------------------------------------------------------ */

/** Changes to the bytes of one part, which count in the bytes as they were. */
typedef struct OtSplices OtSplices;

/** What comes first of that which is inserted at one place. */
typedef enum {
	OT_SPLICE_AFTER,    /**< it belongs to what stands before */
	OT_SPLICE_BEFORE,   /**< it belongs to what follows */
	OT_SPLICE_IN_PLACE, /**< it stands for what follows, which is left out */
} OtSpliceRank;

OtSplices *
ot_splices_new(void);

void
ot_splices_free(OtSplices *splices);

bool
ot_splices_are_none(const OtSplices *splices);

/** Leave out `cut` bytes and put a text in their place, or nothing for NULL; the text is taken. */
void
ot_splices_replace(OtSplices *splices, size_t offset, size_t cut, char *take_text);

void
ot_splices_insert(OtSplices *splices, size_t offset, OtSpliceRank rank, const char *text);

/** The bytes with all changes.  What lies in bytes that another change leaves out goes too. */
GBytes *
ot_splices_apply(OtSplices *splices, GBytes *original);

/* --- the work -------------------------------------------------------------------------------- */

/** A part that is changed, or a new one. */
typedef struct {
	char *name;          /**< of the part, as the archive has it or is to have it */
	size_t entry;        /**< in the archive; OT_NO_ENTRY: it is new */
	GBytes *bytes;       /**< as they were, in UTF-8, or as they are to be for a new one */
	bool converted;      /**< they were UTF-16 */
	OtSplices *splices;
} OtEdit;

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
	const OtDraft *draft;
	gint64 epoch;
	OtArena *arena;
	GPtrArray *edits;      /**< of OtEdit, the new ones in the order of adding */
	GArray *additions;     /**< of OtAddition, in the order of the text */
	GHashTable *remarks;   /**< w:id to OtDraftRemark */
	GHashTable *answered;  /**< paraId of comments that have answers, in lower case */
	GPtrArray *kept;       /**< const OtDraftComment *: ours that stay, as they are answered */
	size_t first_paragraph; /**< of the body that has text; G_MAXSIZE: it has no paragraph */
	GHashTable *removed;   /**< w:id of comments that go, const char * */
	bool *dropped;         /**< a flag an entry of the archive: it is left out */
	const char *mark_style; /**< the style of the marks of comments, or NULL */
	const char *text_style; /**< the style of their paragraphs, or NULL */
	GHashTable *revisions; /**< w:id of all kinds in the main part; NULL: not gathered yet */
	guint32 next_revision;
	guint new_relations;   /**< that were added so far */
	bool strict;           /**< the file uses the namespaces of the strict format */
} OtAnnotation;

/** The edit of an entry of the archive, or NULL. */
OtEdit *
ot_annotation_find_edit(const OtAnnotation *annotation, size_t entry);

/** The edit of a part that was read; the same one for each call. */
OtEdit *
ot_annotation_edit(OtAnnotation *annotation, const OtDraftPart *part);

/** The edit of an entry that was not read as a part; NULL: it can't be read, or isn't XML. */
OtEdit *
ot_annotation_edit_entry(OtAnnotation *annotation, size_t entry);

/** The edit of the part of a role, or NULL where the file has none. */
OtEdit *
ot_annotation_edit_role(OtAnnotation *annotation, OtDraftRole role);

/** A new part; bytes are taken. */
OtEdit *
ot_annotation_add_part(OtAnnotation *annotation, const char *name, GBytes *take_bytes);

void
ot_edit_free(OtEdit *edit);

/** What the part is to hold; NULL: what it holds already. */
GBytes *
ot_edit_result(OtEdit *edit);

/** Whether the comment of this w:id is taken out. */
bool
ot_annotation_removes(const OtAnnotation *annotation, const char *id);

/** A w:id for a change of format whose run is divided, so that there are two of it. */
guint32
ot_annotation_new_revision(OtAnnotation *annotation);

/* --- roots of parts -------------------------------------------------------------------------- */

/** Append to what the outermost element of a part holds. */
void
ot_edit_append(OtEdit *edit, const char *xml);

/** The prefix of the outermost element with its colon; "" for none.  Free with g_free(). */
char *
ot_edit_root_prefix(const OtEdit *edit);

/**
 * A prefix with its colon, never an empty one, that stands for a namespace in the outermost
 * element.  Where there is none it is declared there, as `wanted` if that is free, and, for
 * `ignorable`, named in mc:Ignorable.  Once for each namespace and part.  Free with g_free().
 */
char *
ot_edit_prefix(OtEdit *edit, const char *uri, const char *wanted, bool ignorable);

/** Called for a child whose start tag is the token of `pull`; true: leave it out. */
typedef bool OtEditChild(OtEdit *edit, const OtPull *pull, void *data);

/** Go through the children of the outermost element. */
void
ot_edit_each_child(OtEdit *edit, OtEditChild *visit, void *data);

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

/** Leave out macros and signatures with all that names them. */
void
ot_annotate_drop(OtAnnotation *annotation);

/**
 * Add a part beside the main part, with its relationship and content type: "comments.xml", or with
 * a number where that name is taken.
 */
void
ot_annotate_relate(OtAnnotation *annotation, OtDraftRole role, const char *base,
                   const char *content_type, GBytes *take_bytes);

/** Make the archive. */
GBytes *
ot_annotate_zip(OtAnnotation *annotation, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(OtSplices, ot_splices_free)

#endif
