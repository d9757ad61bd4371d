/* SPDX-License-Identifier: MIT */
#ifndef OT_PDF_PDF_H
#define OT_PDF_PDF_H

/**
 * The PDF writer: a Document as PDF/UA-1 and PDF/A-3a at once.
 *
 * All of cli/pdf is one object that the program loads when something is to be drawn, because cairo
 * and Pango bring 40 shared objects along; engagement/draw.c finds ot_pdf_write() in it by name.
 */

#include "base/finding.h"
#include "document/document.h"
#include "document/labels.h"
#include "document/style.h"

/** A file to carry inside (PDF/A-3, associated file). */
typedef struct {
	const char *name;         /**< file name, ASCII */
	const char *media_type;   /**< "application/xml" */
	const char *description;
	const char *relationship; /**< "Source", "Data", "Alternative" or "Supplement" */
	GBytes *bytes;
} OtPdfAttachment;

typedef struct {
	const char *font_dir; /**< the folder of fonts.conf */
	gint64 epoch;         /**< time of creation, seconds since 1970 */
	const OtPdfAttachment *attachments;
	size_t n_attachments;
} OtPdfOptions;

/** The type of ot_pdf_write(), for the one who loads the object. */
typedef GBytes *OtPdfWrite(const OtDocument *document, const OtStyle *style, const OtLabels *labels,
                           const OtPdfOptions *options, OtFindings *findings, GError **error);

/**
 * Write a resolved document.  A character that no font has is a finding that names it and where it
 * stands, and gives NULL without an error.
 */
OtPdfWrite ot_pdf_write;

/** As OtObjectVersions. */
char *
ot_draw_versions(void);

#endif
