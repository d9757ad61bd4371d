/* SPDX-License-Identifier: MIT */
#ifndef OT_DOCUMENT_MISSING_H
#define OT_DOCUMENT_MISSING_H

/**
 * What readers of a page see where a field has no value yet: "To be completed: Name of the lead".
 */

#include "document/document.h"
#include "document/labels.h"

/** The words, as `labels` has them or in `arena`.  A box to tick in a table, which its row and
 * column name already, says no more than "To be completed". */
const char *
ot_missing_words(const OtLabels *labels, OtArena *arena, const OtNode *field);

/**
 * True for a box to tick that words follow on its line: they say what it is for, so that "Yes" or
 * its label beside it would say the same a second time.
 */
bool
ot_field_is_box(const OtNode *field);

/** What such a box says to whoever listens: "Yes", "No", "To be completed". */
const char *
ot_field_box_words(const OtLabels *labels, const OtNode *field);

#endif
