/* SPDX-License-Identifier: MIT */
#ifndef OT_EXTRACT_EXTRACT_H
#define OT_EXTRACT_EXTRACT_H

/**
 * Taking the files out of a PDF that carries some, whoever made it: those in the tree of names
 * (ISO 32000-1, 7.11.4), those associated with the document or a page (ISO 19005-3, 6.8), and those
 * that hang on a page as a note (ISO 32000-1, 12.5.6.15).
 *
 * A PDF comes from anywhere.  It is read by libqpdf in a process of its own, which can open no
 * file and has limits on memory and time; what comes back over a pipe is text and bytes.  Nothing
 * in the PDF is ever a path.
 *
 * All of cli/extract is one object that the program loads when it is needed, because libqpdf brings
 * the C++ library and TLS along; engagement/embedded.c finds ot_extract_read() in it by name.
 */

#include "base/finding.h"

/** A file that a PDF carries. */
typedef struct {
	char *name;       /**< as the PDF gives it, in valid UTF-8; may hold anything else */
	char *file_name;  /**< what it may be written as: no path, and another one for each file */
	char *media_type, *description, *relationship; /**< as the PDF gives them, or NULL */
	char *place;      /**< where it hangs: "the document", "page 3", "a note on page 3" */
	GBytes *bytes;
} OtEmbedded;

/**
 * The type of ot_extract_read(), for the one who loads the object.
 *
 * Read all files of a PDF, as OtEmbedded *, freed with the array.  Names that were made safe, files
 * that could not be taken out, and damage are findings; `shown` stands for the file in them.
 * OT_ERROR_INPUT where it is no PDF, needs a password or can't be read; OT_ERROR_LIMIT where it
 * needs more memory or time than it may have.
 */
typedef GPtrArray *OtExtractRead(GBytes *pdf, const char *shown, OtFindings *findings,
                                 GError **error);

OtExtractRead ot_extract_read;

/** As OtObjectVersions. */
char *
ot_extract_versions(void);

#endif
