/* SPDX-License-Identifier: MIT */
#include "xml/tree.h"

xmlNode *
ot_tree_add(xmlNode *parent, const char *name)
{
	return xmlNewChild(parent, NULL, (const xmlChar *) name, NULL);
}

xmlNode *
ot_tree_add_text(xmlNode *parent, const char *name, const char *text)
{
	return text != NULL && *text != '\0'
	               ? xmlNewTextChild(parent, NULL, (const xmlChar *) name,
	                                 (const xmlChar *) text)
	               : NULL;
}

void
ot_tree_set(xmlNode *node, const char *name, const char *value)
{
	if (value != NULL && *value != '\0')
		xmlNewProp(node, (const xmlChar *) name, (const xmlChar *) value);
}

void
ot_tree_set_number(xmlNode *node, const char *name, size_t number)
{
	char digits[24];

	g_snprintf(digits, sizeof digits, "%" G_GSIZE_FORMAT, number);
	ot_tree_set(node, name, digits);
}

void
ot_tree_set_truth(xmlNode *node, const char *name, bool truth)
{
	ot_tree_set(node, name, truth ? "yes" : "no");
}
