/* SPDX-License-Identifier: MIT */
#include "spec/spec.h"
#include "xml/write.h"

#define INDENT 2

/* The last child element, and the line of its parent's end, stand on lines of their own. */
static void
break_line(OtXmlWriter *writer, int depth)
{
	g_autofree char *line = g_strdup_printf("\n%*s", depth * INDENT, "");

	ot_xml_text(writer, line);
}

static void
write_attrs(OtXmlWriter *writer, const xmlNode *node)
{
	for (const xmlAttr *attr = node->properties; attr != NULL; attr = attr->next) {
		const char *value =
			attr->children != NULL ? (const char *) attr->children->content : "";
		/* The schema knows no other namespace than that of xml:lang. */
		if (attr->ns == NULL)
			ot_xml_set(writer, (const char *) attr->name, value);
		else if (xmlStrEqual(attr->ns->href, XML_XML_NAMESPACE))
			ot_xml_set(writer, "xml:lang", value);
	}
}

/* In the format an element holds either elements or text; OT_LIMIT_XML_DEPTH bounds the depth. */
static void
write_element(OtXmlWriter *writer, const xmlNode *node, int depth)
{
	bool has_elements = ot_xml_child(node, NULL) != NULL;

	ot_xml_start(writer, (const char *) node->name);
	if (depth == 0)
		ot_xml_set(writer, "xmlns", OT_SPEC_NAMESPACE);
	write_attrs(writer, node);
	for (const xmlNode *child = node->children; child != NULL; child = child->next) {
		if (child->type == XML_ELEMENT_NODE) {
			break_line(writer, depth + 1);
			write_element(writer, child, depth + 1);
		} else if (!has_elements && child->content != NULL &&
		           (child->type == XML_TEXT_NODE ||
		            child->type == XML_CDATA_SECTION_NODE)) {
			ot_xml_text(writer, (const char *) child->content);
		}
	}
	if (has_elements)
		break_line(writer, depth);
	ot_xml_end(writer);
}

GBytes *
ot_spec_spell(xmlDoc *published)
{
	g_autoptr(OtXmlWriter) writer = ot_xml_writer_new();

	ot_xml_declaration(writer);
	write_element(writer, xmlDocGetRootElement(published), 0);
	ot_xml_text(writer, "\n");
	return ot_xml_take(writer);
}
