/* SPDX-License-Identifier: MIT */
#ifndef OT_PDF_FINISH_H
#define OT_PDF_FINISH_H

/**
 * The steps of ot_finish(), one file each.  All of them add objects to one file and keys to its
 * catalog and pages; none depends on what another has written, only on the numbers given here.
 */

#include "document/document.h"
#include "pdf/object.h"
#include "pdf/structure.h"
#include "pdf/writer.h"

/** A drawing on its way to a finished file. */
typedef struct {
	OtPdfFile *file;
	const OtDrawing *drawing;
	const OtDocumentInfo *info;
	const OtPdfOptions *options;
	OtValue *catalog;
	int *pages;      /**< object number of each page */
	int *elements;   /**< object number of each element, by OtElement.index */
	int *first_link; /**< how many links the pages before each page have */
	int *links;      /**< object number of each link annotation, page after page */
	int n_links;
	int *forms;      /**< object number of each form that the drawing leaves open */
} OtFinish;

/** The object number of a link annotation. */
int
ot_finish_link(const OtFinish *finish, int page, int link);

/** Key of a link annotation in the parent tree; the pages have 0 to n - 1. */
int
ot_finish_link_key(const OtFinish *finish, int page, int link);

/** "[page /XYZ null top null]": where a link or a bookmark leads. */
OtValue *
ot_finish_destination(const OtFinish *finish, int page, double top);

/** The time of creation: "D:20261123120000Z" as PDF writes it; free with g_free(). */
char *
ot_finish_pdf_date(const OtFinish *finish);

/** The same as XMP writes it: "2026-11-23T12:00:00Z". */
char *
ot_finish_xmp_date(const OtFinish *finish);

/** tree.c: structure elements, parent tree, names of elements. */
void
ot_finish_tree(OtFinish *finish);

/** annotations.c: link annotations. */
void
ot_finish_links(OtFinish *finish);

/** outline.c: bookmarks and page labels. */
void
ot_finish_outline(OtFinish *finish);

/** metadata.c: document information and the same as XMP. */
void
ot_finish_metadata(OtFinish *finish);

/** attachments.c: embedded files. */
void
ot_finish_attachments(OtFinish *finish);

/** conform.c: catalog keys, output intent, corrections of what cairo writes. */
bool
ot_finish_conform(OtFinish *finish, GError **error);

/** conform.c: the corrections alone. */
void
ot_finish_correct(OtPdfFile *file);

/** A form: its size, and where its first baseline starts, from the top left. */
typedef struct {
	double width, height, x, baseline;
} OtFormBox;

/** Finish a drawing but for the forms that it leaves open. */
OtPdfBody *
ot_finish_body(const OtDrawing *drawing, const OtDocumentInfo *info, const OtPdfOptions *options,
               GError **error);

/**
 * A whole file from such a body and the drawing of its forms, a page each.  With `first` it has
 * passed ot_selfcheck(); without, its forms and their fonts have, and the rest has the bytes of the
 * first.  `sha256` as ot_pdf_body_close().
 */
GBytes *
ot_finish_copy(const OtPdfBody *body, const OtDrawing *drawing, const OtFormBox *boxes, bool first,
               char **sha256, GError **error);

#endif
