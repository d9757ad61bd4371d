/* SPDX-License-Identifier: MIT */
#ifndef OT_DOCX_MASTER_H
#define OT_DOCX_MASTER_H

/**
 * A document that is written many times with other words in a few places: a letter or a form for
 * each of ten thousand suppliers.
 *
 * It is written once with marks in these places.  Parts without a mark are packed once, and copied
 * as they are packed; those with one are cut at the marks.  A copy has the same bytes as if the
 * document had been made with its words and written by ot_docx_write(), as long as nothing but
 * these words depends on them: whether a field has a value, whether it runs from right to left
 * (ot_docx_text_is_right_to_left()), and whether Word spells some of it as elements
 * (ot_docx_text_is_plain()) must be as with the mark.
 */

#include "docx/docx.h"

typedef struct OtDocxMaster OtDocxMaster;

/**
 * Write a document in which these marks stand.  A mark starts with U+E000 and ends with U+E001, in
 * order that nothing else is taken for one.  Marks that aren't found do no harm, and "" is none. 
 * `marks` ends with NULL.  Free with ot_docx_master_free().
 */
OtDocxMaster *
ot_docx_master_new(const OtDocument *document, const OtStyle *style, const OtLabels *labels,
                   gint64 epoch, const char *const *marks, GError **error);

void
ot_docx_master_free(OtDocxMaster *master);

/** A copy with these texts in place of the marks, in their order. */
GBytes *
ot_docx_master_copy(OtDocxMaster *master, const char *const *texts, GError **error);

/** True for a text that is written as it is: no line end, tab, soft or unbreakable hyphen, no blank
 * at an end. */
bool
ot_docx_text_is_plain(const char *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(OtDocxMaster, ot_docx_master_free)

#endif
