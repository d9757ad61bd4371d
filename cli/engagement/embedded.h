/* SPDX-License-Identifier: MIT */
#ifndef OT_ENGAGEMENT_EMBEDDED_H
#define OT_ENGAGEMENT_EMBEDDED_H

/** The door to the reader of PDF files of others, which is loaded at its first use. */

#include "extract/extract.h"

/**
 * Read the files that the PDF at `path` carries ("-": standard input); see ot_extract_read().  Also
 * OT_ERROR_IO and OT_ERROR_LIMIT where the file can't be read or the object can't be loaded.
 */
GPtrArray *
ot_embedded_read(const char *path, OtFindings *findings, GError **error);

#endif
