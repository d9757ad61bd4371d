/* SPDX-License-Identifier: MIT */
#ifndef OT_RESPONSES_SKELETON_H
#define OT_RESPONSES_SKELETON_H

/**
 * The response form as lines of text with holes: how answers are found where a file lost the
 * content controls (Google Docs and Pages drop them, and so does saving as text).
 *
 * The lines of the form that have no field in them are looked for in the file; what stands between
 * two that were found belongs to the fields between them.
 */

#include "document/labels.h"
#include "responses/filled.h"

/** A line of a file: a paragraph of a Word file, or a line of a text. */
typedef struct {
	const char *text;
	const char *place; /**< in words */
	bool goes_on;      /**< it is the next cell of the row that the line before stands in */
} OtLine;

typedef struct OtSkeleton OtSkeleton;

/** Of a form, which has to live as long, as have the questions and labels. */
OtSkeleton *
ot_skeleton_new(const OtDocument *form, const OtLabels *labels, const OtAsked *asked);

void
ot_skeleton_free(OtSkeleton *skeleton);

/** What its fields show while they are empty, as OtFilled.hints has it; owned by the skeleton. */
const GHashTable *
ot_skeleton_hints(const OtSkeleton *skeleton);

/** What was found out about a file. */
typedef struct {
	size_t n_lines;    /**< of the form that have no field */
	size_t n_found;    /**< of these in the file */
	GPtrArray *reworded; /**< of OtAskedQuestion: the file has other words for them */
	GPtrArray *left;   /**< of OtLine: they stand where the form has no field */
} OtAligned;

/** How many lines of a file the form has too, wherever they stand. */
size_t
ot_skeleton_count(const OtSkeleton *skeleton, const OtLine *lines, size_t n_lines);

/**
 * Align the lines of a file with the form, and put what stands in the fields into `filled` where
 * that has nothing yet: OT_FOUND_HEADING where the line above the field was found, else
 * OT_FOUND_POSITION.  A file that has few of the form's lines is no copy of it: nothing is put.
 * Clear the result with ot_aligned_clear().
 */
void
ot_skeleton_align(const OtSkeleton *skeleton, const OtLine *lines, size_t n_lines, OtFilled *filled,
                  OtAligned *aligned);

/** True where enough of the form's lines were found to be a copy of it. */
bool
ot_aligned_is_form(const OtAligned *aligned);

void
ot_aligned_clear(OtAligned *aligned);

/** skeleton-line.c: a piece of a line of the form: words, or a field. */
typedef struct {
	const char *words;        /**< NULL: a field */
	const OtFieldData *field; /**< NULL: words */
	const char *hint;         /**< what the field shows while it is empty */
} OtPiece;

/** Take a line of a file apart by the pieces of a line of the form. */
void
ot_pieces_read(const OtPiece *pieces, size_t n_pieces, const char *text, OtFound found,
               const char *place, OtFilled *filled);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(OtSkeleton, ot_skeleton_free)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(OtAligned, ot_aligned_clear)

#endif
