/* SPDX-License-Identifier: MIT */
#ifndef OT_DOCUMENT_STACK_H
#define OT_DOCUMENT_STACK_H

/**
 * A table as a list, for columns that would be too narrow: each row of its body is an item, each of
 * its cells a line that starts with what stands at the head of its column.
 *
 * Whoever sees little and whoever listens get the same words in the same order: a row's name, then
 * "Baseline: 12 nights".  A table that was only drawn in this way would still be read out by
 * columns.
 */

#include "document/document.h"

typedef struct {
	const OtNode *cell;
	char *label;   /**< of its column; NULL: it has none */
	bool title;    /**< it names the row */
	/** it stands in a row above and goes on in this one: only its words count */
	bool repeated;
} OtStackCell;

/**
 * True if a cell holds a list: in large print that needs the line for itself.  Not so for facts.
 */
bool
ot_stack_has_lists(const OtNode *table);

/** True if one row stands at its head and each of its rows has one cell a column, without spans. */
bool
ot_stack_is_plain(const OtNode *table);

typedef struct OtStack OtStack;

/** The table must outlive it.  Free with ot_stack_free(). */
OtStack *
ot_stack_new(const OtNode *table);

void
ot_stack_free(OtStack *stack);

/**
 * The next row of the body, or NULL; `cells`: those of it that are not empty, until the next call.
 */
const OtNode *
ot_stack_next(OtStack *stack, const OtStackCell **cells, guint *n_cells);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(OtStack, ot_stack_free)

#endif
