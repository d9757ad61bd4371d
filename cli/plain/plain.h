/* SPDX-License-Identifier: MIT */
#ifndef OT_PLAIN_PLAIN_H
#define OT_PLAIN_PLAIN_H

/**
 * The writer of plain text: a Document for a mail, a braille display or a screen of old.  Lines of
 * 72 characters, tables as lists in which each cell follows the name of its column, notes at the
 * end.
 */

#include "document/document.h"
#include "document/labels.h"

/** Write a resolved document as UTF-8 with line feeds.  Free with g_bytes_unref(). */
GBytes *
ot_plain_write(const OtDocument *document, const OtLabels *labels);

#endif
