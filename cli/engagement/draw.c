/* SPDX-License-Identifier: MIT */
#include "engagement/draw.h"

#include "base/error.h"
#include "base/file.h"

#include <dlfcn.h>

static OtPdfWrite *
load(GError **error)
{
	g_autofree char *path = ot_draw_object(error);
	if (path == NULL)
		return NULL;

	/* Never unloaded: fontconfig and cairo keep state until the process ends. */
	void *object = dlopen(path, RTLD_NOW | RTLD_LOCAL);
	OtPdfWrite *write = NULL;
	if (object != NULL)
		*(void **) &write = dlsym(object, "ot_pdf_write");
	if (write == NULL)
		g_set_error(error, OT_ERROR, OT_ERROR_IO, "cannot load what draws PDF files: %s",
		            dlerror());
	return write;
}

GBytes *
ot_draw_pdf(const OtDocument *document, const OtStyle *style, const OtLabels *labels,
            const OtPdfOptions *options, OtFindings *findings, GError **error)
{
	OtPdfWrite *write = load(error);
	return write != NULL ? write(document, style, labels, options, findings, error) : NULL;
}
