/* SPDX-License-Identifier: MIT */
#ifndef OT_COMMANDS_FILLING_H
#define OT_COMMANDS_FILLING_H

/** What `outset fill` and `outset fields` share: a template and a specification that are read. */

#include "commands/command.h"
#include "docx/fill.h"
#include "engagement/resources.h"
#include "spec/spec.h"

/** What was read; all members are owned.  Clear with ot_fill_input_clear(). */
typedef struct {
	OtFindings *findings;
	OtResources *resources;
	OtDraft *draft;
	OtModel *model;
	OtFill *fill;       /**< NULL: findings say what is wrong with the template */
	OtSpec *spec;       /**< NULL: none was asked for, or findings say what is wrong with it */
	xmlDoc *published;  /**< the published copy, where that was asked for */
	const OtLabels *labels; /**< in the language of the specification */
} OtFillInput;

/**
 * Read a template and, unless `specification` is NULL, a specification (a folder of an engagement
 * or a file); false with an error where one can't be read at all.
 */
bool
ot_fill_input_open(OtFillInput *input, const char *template, const char *specification,
                   bool published, GError **error);

void
ot_fill_input_clear(OtFillInput *input);

/** The tree to fill from. */
xmlDoc *
ot_fill_input_tree(const OtFillInput *input);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(OtFillInput, ot_fill_input_clear)

#endif
