/* SPDX-License-Identifier: MIT */
#ifndef OT_DOCX_REWRITE_H
#define OT_DOCX_REWRITE_H

/**
 * Writing a Word file of others anew with changes: what nobody touches stays as it is, byte for
 * byte.
 *
 * Whoever changes the file (annotate.c, fill.c) asks for changes of the bytes of parts
 * (rewrite-splice.c, and rewrite-edit.c for a part) and for parts that come or go
 * (rewrite-package.c: content types, relationships, macros, signatures); rewrite-zip.c makes the
 * archive with them.
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

/* --- the file -------------------------------------------------------------------------------- */

/** A part that is changed, or a new one. */
typedef struct {
	char *name;          /**< of the part, as the archive has it or is to have it */
	size_t entry;        /**< in the archive; OT_NO_ENTRY: it is new */
	GBytes *bytes;       /**< as they were, in UTF-8, or as they are to be for a new one */
	bool converted;      /**< they were UTF-16 */
	OtSplices *splices;
} OtEdit;

/** A file that is written anew. */
typedef struct {
	const OtDraft *draft;
	gint64 epoch;         /**< of parts that are new, seconds since 1970 */
	OtArena *arena;
	GPtrArray *edits;     /**< of OtEdit, the new ones in the order of adding */
	bool *dropped;        /**< a flag an entry of the archive: it is left out */
	guint new_relations;  /**< that were added so far */
	bool strict;          /**< the file uses the namespaces of the strict format */
} OtRewrite;

/** Start with no changes; the draft has to live as long.  Clear with ot_rewrite_clear(). */
void
ot_rewrite_init(OtRewrite *rewrite, const OtDraft *draft, gint64 epoch);

void
ot_rewrite_clear(OtRewrite *rewrite);

/** The edit of an entry of the archive, or NULL. */
OtEdit *
ot_rewrite_find_edit(const OtRewrite *rewrite, size_t entry);

/** The edit of a part that was read; the same one for each call. */
OtEdit *
ot_rewrite_edit(OtRewrite *rewrite, const OtDraftPart *part);

/** The edit of an entry that was not read as a part; NULL: it can't be read, or isn't XML. */
OtEdit *
ot_rewrite_edit_entry(OtRewrite *rewrite, size_t entry);

/** The edit of the part of a role, or NULL where the file has none. */
OtEdit *
ot_rewrite_edit_role(OtRewrite *rewrite, OtDraftRole role);

/** A new part; bytes are taken. */
OtEdit *
ot_rewrite_add_part(OtRewrite *rewrite, const char *name, GBytes *take_bytes);

void
ot_edit_free(OtEdit *edit);

/** What the part is to hold; NULL: what it holds already. */
GBytes *
ot_edit_result(OtEdit *edit);

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

/* --- the package ----------------------------------------------------------------------------- */

/** Leave out macros and signatures with all that names them. */
void
ot_rewrite_drop(OtRewrite *rewrite);

/**
 * Add a part beside the main part, with its relationship and content type: "comments.xml", or with
 * a number where that name is taken.
 */
void
ot_rewrite_relate(OtRewrite *rewrite, OtDraftRole role, const char *base,
                   const char *content_type, GBytes *take_bytes);

/** Make the archive. */
GBytes *
ot_rewrite_zip(OtRewrite *rewrite, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(OtSplices, ot_splices_free)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(OtRewrite, ot_rewrite_clear)

#endif
