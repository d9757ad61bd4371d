/* SPDX-License-Identifier: MIT */
#ifndef OT_ENGAGEMENT_DRAW_H
#define OT_ENGAGEMENT_DRAW_H

/**
 * The door to the PDF writer, which is loaded at its first use: what it links would cost every
 * other command 12 ms at start-up.
 */

#include "pdf/pdf.h"

/** As ot_pdf_write(), or OT_ERROR_IO where the drawing object can't be loaded. */
OtPdfWrite ot_draw_pdf;

/** As ot_pdf_master_new(), ot_pdf_master_copy() and ot_pdf_master_free(), likewise. */
OtPdfMasterNew ot_draw_master_new;
OtPdfMasterCopy ot_draw_master_copy;
OtPdfMasterFree ot_draw_master_free;

/** ot_pdf_spread() of the object that draws. */
GPtrArray *
ot_draw_spread(GBytes *pdf, GError **error);

#endif
