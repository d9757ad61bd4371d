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

/**
 * A document of which many copies are made: each with other words in its open fields, and with a
 * code of its own in the foot of each page.
 */
typedef struct OtPdfMaster OtPdfMaster;

typedef OtPdfMaster *OtPdfMasterNew(OtDocument *document, const OtStyle *style,
                                    const OtLabels *labels, const OtPdfOptions *options,
                                    OtFindings *findings, GError **error);
typedef GBytes *OtPdfMasterCopy(OtPdfMaster *master, const char *code, const char *const *fields,
                                char **sha256, OtFindings *findings, GError **error);
typedef void OtPdfMasterFree(OtPdfMaster *master);

/**
 * Get ready to make copies of a document.  What is given must outlive the master, attachments too,
 * and the document belongs to it meanwhile: the values of its open fields change.  NULL as
 * ot_pdf_write(); OT_ERROR_FORMAT where an open field isn't alone in its paragraph.
 */
OtPdfMasterNew ot_pdf_master_new;

/**
 * A copy with this code and these texts: names of open fields and texts in turn, ended with NULL.
 * The same texts give the same bytes, whatever copies were made before.  NULL as ot_pdf_write(): a
 * character without a glyph fails this copy and no other.  `sha256` (or NULL) is set to the SHA-256
 * of the file, which costs little here; g_free().
 */
OtPdfMasterCopy ot_pdf_master_copy;

OtPdfMasterFree ot_pdf_master_free;

G_DEFINE_AUTOPTR_CLEANUP_FUNC(OtPdfMaster, ot_pdf_master_free)

/** As OtObjectVersions. */
char *
ot_draw_versions(void);
/** The type of ot_pdf_spread(). */
typedef GPtrArray *OtPdfSpread(GBytes *pdf, GError **error);

/**
 * Spread a file that ot_pdf_write() made so that it can be searched: each of its streams unpacked,
 * and the texts of all objects as UTF-8; of GBytes *, freed with the array.  What is drawn on a
 * page is in its stream by the numbers of glyphs.  OT_ERROR_FORMAT for a file of others.
 */
OtPdfSpread ot_pdf_spread;

#endif
