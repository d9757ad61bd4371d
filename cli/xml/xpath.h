/* SPDX-License-Identifier: MIT */
#ifndef OT_XML_XPATH_H
#define OT_XML_XPATH_H

/** What everybody needs who evaluates paths (XPath 1.0) with libxml2. */

#include <glib.h>
#include <libxml/xpath.h>
#include <stdbool.h>

/** Keep libxml2 from writing what is wrong with a path to standard error. */
void
ot_xpath_silence(xmlXPathContext *ctxt);

/**
 * Compile a path.  NULL where it is none; `column` is then where libxml2 stumbled, from 1, in
 * characters.  Free with xmlXPathFreeCompExpr().
 */
xmlXPathCompExpr *
ot_xpath_compile(xmlXPathContext *ctxt, const char *path, size_t *column);

/**
 * Append the text of a node with white space folded and a blank between elements.  `blank` is as in
 * ot_text_append_folded().
 */
void
ot_xml_append_text(GString *out, const xmlNode *node, bool *blank);

#endif
