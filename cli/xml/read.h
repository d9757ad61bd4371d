/* SPDX-License-Identifier: MIT */
#ifndef OT_XML_READ_H
#define OT_XML_READ_H

/**
 * Reading XML that others wrote: the one door to libxml2's parser.
 *
 * Before libxml2 sees a byte, a pre-scan of our own refuses a DOCTYPE, bytes that are not UTF-8,
 * forbidden characters, and whatever passes limits.h: libxml2 2.9 takes a minute over 200,000
 * attributes on one tag.  The pre-scan also notes where each element starts, because libxml2 keeps
 * no columns and counts lines only to 65,535.
 */

#include "base/finding.h"

#include <libxml/tree.h>

/** A parsed file. */
typedef struct OtXml OtXml;

/**
 * Parse a file; "-" reads standard input.  What is wrong with its content goes to `findings` and
 * gives NULL without an error; `error` is set where it can't be read at all (OT_ERROR_IO, or
 * OT_ERROR_LIMIT for a file over OT_LIMIT_FILE_BYTES).
 */
OtXml *
ot_xml_read(const char *path, OtFindings *findings, GError **error);

/**
 * The same for files of data, in which white space between elements means nothing: the tree has no
 * texts of it alone, where an element has no other text before.
 */
OtXml *
ot_xml_read_data(const char *path, OtFindings *findings, GError **error);

/** The same, and the elements of a name are checked and left out. */
OtXml *
ot_xml_read_without(const char *path, const char *without, OtFindings *findings, GError **error);

/** Parse bytes; `name` stands for the file in findings.  NULL: see `findings`. */
OtXml *
ot_xml_parse(const char *bytes, size_t len, const char *name, OtFindings *findings);

void
ot_xml_free(OtXml *xml);

xmlDoc *
ot_xml_doc(const OtXml *xml);

const char *
ot_xml_name(const OtXml *xml);

/** The bytes that were parsed, as UTF-8; owned by `xml`. */
const char *
ot_xml_bytes(const OtXml *xml, size_t *len);

/**
 * Where a node of this file starts (for an attribute or text: its element).  `place` is left NULL.
 */
OtWhere
ot_xml_where(const OtXml *xml, const xmlNode *node);

/** Where the first character stands that is `n_lines` line ends behind an element's start tag. */
OtWhere
ot_xml_where_line(const OtXml *xml, const xmlNode *node, size_t n_lines);

/** An attribute's value without namespace, or NULL; owned by the tree. */
const char *
ot_xml_attr(const xmlNode *node, const char *name);

/** True for an element with this local name. */
bool
ot_xml_is(const xmlNode *node, const char *name);

/** The first child element with this local name, or any for NULL; NULL where there is none. */
xmlNode *
ot_xml_child(const xmlNode *node, const char *name);

/** The text that stands directly in an element, white space folded; free with g_free(). */
char *
ot_xml_own_text(const xmlNode *node);

/** The next sibling element with this local name, or any for NULL. */
xmlNode *
ot_xml_next(const xmlNode *node, const char *name);

/** The node after this one in document order, its first child before its sibling; or NULL. */
xmlNode *
ot_xml_after(const xmlNode *node);

/** Take the namespaces off all elements, so that XPath needs no prefixes. */
void
ot_xml_strip_namespaces(xmlDoc *doc);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(OtXml, ot_xml_free)

#endif
