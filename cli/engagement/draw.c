/* SPDX-License-Identifier: MIT */
#include "engagement/draw.h"

#include "base/object.h"

GBytes *
ot_draw_pdf(const OtDocument *document, const OtStyle *style, const OtLabels *labels,
            const OtPdfOptions *options, OtFindings *findings, GError **error)
{
	OtPdfWrite *write;

	*(void **) &write = ot_object_function("draw", "draws PDF files", "ot_pdf_write", error);
	return write != NULL ? write(document, style, labels, options, findings, error) : NULL;
}
