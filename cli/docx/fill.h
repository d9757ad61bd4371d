/* SPDX-License-Identifier: MIT */
#ifndef OT_DOCX_FILL_H
#define OT_DOCX_FILL_H

/**
 * Filling a Word template of others with what a specification says.
 *
 * What is filled, in the text, tables, text boxes, notes, headers and footers:
 *
 *   {{path}}                           words; also where Word has split them over runs
 *   {{each path}} ... {{end}}          what stands between, for each thing that the path finds
 *   {{if path}} ... {{end}}            what stands between, if the path finds something or is true
 *   MERGEFIELD name                    a merge field, replaced by its value
 *   a content control                  whose tag, or else title, is a path or a friendly name
 *   a repeating section                whose tag finds things: its item, for each of them
 *
 * A path is XPath 1.0 with the functions of templates, such as date() and money().  It starts at
 * the thing of the innermost each or, if that can't hold it, at those around it and at last at the
 * specification.  A friendly name is a path with full stops, underscores or blanks for its strokes
 * and without @, in any case: "Identity.Title", "budget_maximum".
 *
 * What a pair repeats: where both marks stand in one paragraph with other words, what is between
 * them; with nothing else around them, that paragraph; in paragraphs side by side, the paragraphs
 * between, and those of the marks go; in two cells of a row, the row; in two rows, the
 * rows between.
 *
 * A value has the form of the first character that it stands for.  Several values are joined;
 * prose is a paragraph each where nothing else stands in the paragraph of its mark.
 */

#include "base/finding.h"
#include "docx/draft.h"

#include "document/labels.h"
#include "document/model.h"

#include <libxml/tree.h>

/** Things within each other. */
#define OT_FILL_DEPTH 32

typedef struct OtFill OtFill;

typedef enum {
	OT_FILL_MARK,    /**< {{path}} */
	OT_FILL_EACH,
	OT_FILL_IF,
	OT_FILL_MERGE,   /**< a merge field */
	OT_FILL_CONTROL, /**< a content control */
	OT_FILL_SECTION, /**< a repeating section */
	OT_FILL_N_KINDS,
} OtFillKind;

/** Something that was found in the template. */
typedef struct {
	OtFillKind kind;
	const char *name;   /**< as it is written there */
	const char *path;   /**< what that means; NULL: it isn't known, or can't be used */
	const char *place;  /**< in words */
	const char *advice; /**< the nearest name of what isn't known, or NULL */
	bool filled;        /**< a value is put there */
	const char *value;  /**< after ot_fill_preview(): that, of several things the first; or
	                         how many there are, "yes" or "no"; NULL: there is none */
} OtFillField;

/**
 * Find what there is to fill.  What is wrong with it is in `findings`, which has to live as long as
 * the draft and the model do.  Free with ot_fill_free().
 */
OtFill *
ot_fill_new(const OtDraft *draft, const OtModel *model, OtFindings *findings);

void
ot_fill_free(OtFill *fill);

/** True if nothing that was found is wrong, so that it can be filled. */
bool
ot_fill_is_sound(const OtFill *fill);

/** True if people may change only some of the file (w:documentProtection); it stays so. */
bool
ot_fill_is_protected(const OtFill *fill);

size_t
ot_fill_count(const OtFill *fill);

/** In the order of the file. */
const OtFillField *
ot_fill_field(const OtFill *fill, size_t index);

/** Say of each field what would be put there. */
void
ot_fill_preview(OtFill *fill, xmlDoc *specification, const OtLabels *labels);

/**
 * The template, filled.  All that isn't filled stays byte for byte as it is, and parts in which
 * nothing is filled as packed bytes; macros and signatures go.  NULL without an error where a
 * finding says why, or where the template isn't sound.
 */
GBytes *
ot_fill_write(OtFill *fill, xmlDoc *specification, const OtLabels *labels, gint64 epoch,
              GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(OtFill, ot_fill_free)

#endif
