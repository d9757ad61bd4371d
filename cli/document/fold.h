/* SPDX-License-Identifier: MIT */
#ifndef OT_DOCUMENT_FOLD_H
#define OT_DOCUMENT_FOLD_H

#include "document/document.h"

/**
 * Fold the white space of a line of text: over all inlines of a paragraph, heading or note, a run
 * of white space is one blank, and there is none at the ends.  Texts that stand side by side become
 * one; inlines that come out empty are taken away.  Notes are lines of their own and left as they
 * are.
 */
void
ot_fold_inlines(OtDocument *document, OtNode *container);

#endif
