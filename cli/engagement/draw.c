/* SPDX-License-Identifier: MIT */
#include "engagement/draw.h"

#include "base/object.h"

static void *
find_function(const char *name, GError **error)
{
	return ot_object_function("draw", "draws PDF files", name, error);
}

GBytes *
ot_draw_pdf(const OtDocument *document, const OtStyle *style, const OtLabels *labels,
            const OtPdfOptions *options, OtFindings *findings, GError **error)
{
	OtPdfWrite *write;

	*(void **) &write = find_function("ot_pdf_write", error);
	return write != NULL ? write(document, style, labels, options, findings, error) : NULL;
}

OtPdfMaster *
ot_draw_master_new(OtDocument *document, const OtStyle *style, const OtLabels *labels,
                   const OtPdfOptions *options, OtFindings *findings, GError **error)
{
	OtPdfMasterNew *make;

	*(void **) &make = find_function("ot_pdf_master_new", error);
	return make != NULL ? make(document, style, labels, options, findings, error) : NULL;
}

GBytes *
ot_draw_master_copy(OtPdfMaster *master, const char *code, const char *const *fields,
                    char **sha256, OtFindings *findings, GError **error)
{
	OtPdfMasterCopy *copy;

	*(void **) &copy = find_function("ot_pdf_master_copy", error);
	return copy != NULL ? copy(master, code, fields, sha256, findings, error) : NULL;
}

void
ot_draw_master_free(OtPdfMaster *master)
{
	OtPdfMasterFree *release = NULL;

	/* There is a master only where the object is loaded. */
	if (master != NULL)
		*(void **) &release = find_function("ot_pdf_master_free", NULL);
	if (release != NULL)
		release(master);
}

GPtrArray *
ot_draw_spread(GBytes *pdf, GError **error)
{
	OtPdfSpread *spread;

	*(void **) &spread = find_function("ot_pdf_spread", error);
	return spread != NULL ? spread(pdf, error) : NULL;
}
