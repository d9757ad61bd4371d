/* SPDX-License-Identifier: MIT */
#ifndef OT_ENGAGEMENT_IMPORT_MATCH_H
#define OT_ENGAGEMENT_IMPORT_MATCH_H

/**
 * Which content control of a Word file is which field of an asset.
 *
 * By its tag; where a program dropped that, by the name in the path of its binding; then by its
 * title, if only one field or column of rows has it; then by its place between others that are
 * known.  In a row that people can repeat the number counts the rows as they stand there: Word
 * copies tags and bindings with a row, LibreOffice drops what holds the rows together.
 */

#include "docx/controls.h"
#include "document/document.h"
#include "document/labels.h"

/** What told which field a control is. */
typedef enum {
	OT_MATCH_NONE,
	OT_MATCH_TAG,
	OT_MATCH_BINDING,
	OT_MATCH_TITLE,
	OT_MATCH_PLACE, /**< between others that are known */
} OtMatchBy;

typedef struct {
	const OtControl *control;
	const OtNode *field; /**< NULL: the asset has none for it; of a row that was added, that of
	                          another row */
	/** of the field; where it is NULL, what the control is called, or NULL */
	const char *name;
	OtMatchBy by;        /**< OT_MATCH_NONE where `field` is NULL */
	/** it holds others that are matched, or was deleted: it says nothing */
	bool set_aside;
} OtFieldMatch;

/**
 * One for each control, in their order; names are in `arena`.  Free with g_array_unref().
 */
GArray *
ot_import_match(const OtDocument *document, const OtDraft *draft, const OtControls *controls,
                OtArena *arena);

/**
 * Divide the name of a field in a row that repeats: "entry.2.when" gives 2, and `*row` "entry" of
 * `arena`.  0: it is no such name.
 */
int
ot_import_row(const char *name, OtArena *arena, const char **row);

/** The name of the field that a control says itself: by its tag, else its binding; or NULL. */
const char *
ot_match_name(const OtControl *control, OtArena *arena);

/**
 * What a matched control shows, without white space at its ends; "" where that is only its hint.
 * `labels` are those of the language of the document.
 */
const char *
ot_match_text(const OtFieldMatch *match, const OtLabels *labels, OtArena *arena);

/** Whether a box is ticked: "yes" or "no"; `text` is what the control shows. */
const char *
ot_match_tick(const OtControl *control, const char *text);

#endif
