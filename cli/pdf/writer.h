/* SPDX-License-Identifier: MIT */
#ifndef OT_PDF_WRITER_H
#define OT_PDF_WRITER_H

#include "pdf/object.h"

/**
 * Write a PDF 1.7 file: what the catalog and the document information lead to, numbered anew in the
 * order in which it is met, in object streams where that is allowed, with a cross-reference stream.
 * The file identifier is the MD5 sum of everything else, so that the same objects give the same
 * bytes.  OT_ERROR_LIMIT for what PDF/A-3 doesn't allow (ISO 19005-3, 6.1.13).
 */
GBytes *
ot_pdf_file_write(const OtPdfFile *file, GError **error);

/**
 * A file whose first objects are still open.  It is written up to them once; each whole file then
 * costs its own objects, a copy of the bytes and a new cross-reference stream.
 */
typedef struct OtPdfBody OtPdfBody;

/** Write all but the objects with these numbers.  Free with ot_pdf_body_free(). */
OtPdfBody *
ot_pdf_body_new(const OtPdfFile *file, const int *open, guint n_open, GError **error);

void
ot_pdf_body_free(OtPdfBody *body);

/**
 * A whole file: `objects` are the numbers in `rest` of what was left open, in the same order. 
 * `sha256` (or NULL) is set to its SHA-256, for which the shared bytes are gone through once;
 * g_free().
 */
GBytes *
ot_pdf_body_close(const OtPdfBody *body, const OtPdfFile *rest, const int *objects, char **sha256,
                  GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(OtPdfBody, ot_pdf_body_free)

#endif
