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

#endif
