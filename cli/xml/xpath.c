/* SPDX-License-Identifier: MIT */
#include "xml/xpath.h"

#include "base/text.h"

#include <string.h>

/* What libxml2 wants to say is said by the caller. */
#if LIBXML_VERSION >= 21200
static void
ignore_error(void *data G_GNUC_UNUSED, const xmlError *error G_GNUC_UNUSED)
#else
static void
ignore_error(void *data G_GNUC_UNUSED, xmlError *error G_GNUC_UNUSED)
#endif
{
}

void
ot_xpath_silence(xmlXPathContext *ctxt)
{
	ctxt->error = ignore_error;
}

xmlXPathCompExpr *
ot_xpath_compile(xmlXPathContext *ctxt, const char *path, size_t *column)
{
	/* Newer versions of libxml2 keep the first error until it is taken away. */
	xmlResetError(&ctxt->lastError);
	xmlXPathCompExpr *compiled = xmlXPathCtxtCompile(ctxt, (const xmlChar *) path);

	if (compiled == NULL) {
		size_t at = (size_t) MAX(ctxt->lastError.int1, 0);
		*column = (size_t) g_utf8_strlen(path, (gssize) MIN(at, strlen(path))) + 1;
	}
	return compiled;
}

void
ot_xml_append_text(GString *out, const xmlNode *node, bool *blank)
{
	switch (node->type) {
	case XML_TEXT_NODE:
	case XML_CDATA_SECTION_NODE:
		if (node->content != NULL)
			ot_text_append_folded(out, (const char *) node->content, blank);
		break;
	case XML_ELEMENT_NODE:
	case XML_DOCUMENT_NODE:
		*blank = true;
		for (const xmlNode *child = node->children; child != NULL; child = child->next)
			ot_xml_append_text(out, child, blank);
		*blank = true;
		break;
	case XML_ATTRIBUTE_NODE:
		for (const xmlNode *child = node->children; child != NULL; child = child->next)
			ot_xml_append_text(out, child, blank);
		break;
	default:
		break;
	}
}
