/* SPDX-License-Identifier: MIT */
#ifndef OT_DOCX_DOCX_H
#define OT_DOCX_DOCX_H

/**
 * The DOCX writer: a Document as an Office Open XML package (ECMA-376, transitional).
 */

#include "document/document.h"
#include "document/labels.h"
#include "document/style.h"

/** The namespace of the part with what a file carries unseen: <carried> and a text in it. */
#define OT_NS_CARRIED "urn:outset:carried:1"

/**
 * Write a resolved document.  `epoch` (seconds since 1970) is the time of the package's entries and
 * of the document's properties, so that the same input gives the same bytes.
 */
GBytes *
ot_docx_write(const OtDocument *document, const OtStyle *style, const OtLabels *labels,
              gint64 epoch, GError **error);

/** True where the first letter with a direction belongs to a script from right to left. */
bool
ot_docx_text_is_right_to_left(const char *text);

/** What a field shows that has no value, in brackets: how to answer it. */
const char *
ot_docx_field_hint(const OtFieldData *data, const OtLabels *labels, OtArena *arena);

#endif
