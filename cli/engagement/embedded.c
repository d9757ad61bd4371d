/* SPDX-License-Identifier: MIT */
#include "engagement/embedded.h"

#include "base/file.h"
#include "base/limits.h"
#include "base/object.h"

#include <string.h>

GPtrArray *
ot_embedded_read(const char *path, OtFindings *findings, GError **error)
{
	g_autoptr(GBytes) pdf = ot_file_read(path, OT_LIMIT_EXTRACT_PDF, error);
	OtExtractRead *read;

	if (pdf == NULL)
		return NULL;
	*(void **) &read = ot_object_function("extract", "reads the PDF files of others",
	                                      "ot_extract_read", error);
	const char *shown = strcmp(path, "-") == 0 ? "(standard input)" : path;
	return read != NULL ? read(pdf, shown, findings, error) : NULL;
}
