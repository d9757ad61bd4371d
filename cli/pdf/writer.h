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

#endif
