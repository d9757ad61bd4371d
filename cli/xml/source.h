/* SPDX-License-Identifier: MIT */
#ifndef OT_XML_SOURCE_H
#define OT_XML_SOURCE_H

/**
 * Reading the authority's own files (templates, labels, house style): whatever is wrong with one is
 * an error with file, line and column, because nothing can be made without it.
 */

#include "xml/read.h"

/** Read a file; OT_ERROR_IO where it can't be read, OT_ERROR_FORMAT where it is broken. */
OtXml *
ot_source_read(const char *path, GError **error);

/** The same for files of data: see ot_xml_read_data(). */
OtXml *
ot_source_read_data(const char *path, GError **error);

/** The same, without the elements of a name; NULL for none: see ot_xml_read_without(). */
OtXml *
ot_source_read_without(const char *path, const char *without, GError **error);

/** Set OT_ERROR_FORMAT from the first finding, with its advice. */
void
ot_source_fail_finding(GError **error, const OtFindings *findings);

/** Set OT_ERROR_FORMAT: "file:line:column: message". */
void
ot_source_fail(GError **error, const OtXml *xml, const xmlNode *node, const char *format, ...)
	G_GNUC_PRINTF(4, 5);

/** The same for a place that is no node. */
void
ot_source_fail_at(GError **error, const OtWhere *where, const char *format, ...)
	G_GNUC_PRINTF(3, 4);

/** All text in an element, white space folded; free with g_free(). */
char *
ot_source_text(const xmlNode *node);

#endif
