/* SPDX-License-Identifier: MIT */
#ifndef OT_PDF_READER_H
#define OT_PDF_READER_H

/**
 * Reads the PDF files that cairo and writer.c write: one cross-reference table or stream, object
 * streams, generation 0, no encryption, no later updates.  Everything else is refused; files that
 * other people made are read through libqpdf elsewhere.
 */

#include "pdf/object.h"

/**
 * Read a whole file into objects.  They point into `bytes`, which must outlive them.
 * OT_ERROR_FORMAT for damage and for what is not known here, OT_ERROR_LIMIT beyond limits.h.
 */
OtPdfFile *
ot_pdf_file_read(const guint8 *bytes, size_t len, GError **error);

/**
 * The page dictionaries in order, as object numbers (of int).  Resources and boxes that a page
 * inherits (ISO 32000-1, 7.7.3.4) are put into its own dictionary.
 */
GArray *
ot_pdf_file_pages(OtPdfFile *file, GError **error);

#endif
