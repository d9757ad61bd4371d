/* SPDX-License-Identifier: MIT */
#include "rules/pack.h"

#include "base/error.h"
#include "base/text.h"

#include <string.h>

OtXml *
ot_pack_open(const char *path, const char *root, const char *namespace, const char *without,
             GError **error)
{
	g_autoptr(OtXml) xml = ot_source_read_without(path, without, error);

	if (xml == NULL)
		return NULL;
	const xmlNode *node = xmlDocGetRootElement(ot_xml_doc(xml));
	if (ot_xml_is(node, root) && node->ns != NULL &&
	    strcmp((const char *) node->ns->href, namespace) == 0)
		return g_steal_pointer(&xml);
	ot_source_fail(error, xml, node, "the file should start with <%s xmlns=\"%s\">", root,
	               namespace);
	return NULL;
}

bool
ot_pack_fail(const OtPackReader *reader, const xmlNode *node, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	g_autofree char *message = g_strdup_vprintf(format, arguments);
	va_end(arguments);
	ot_source_fail(reader->error, reader->xml, node, "%s%s%s",
	               reader->code != NULL ? reader->code : "",
	               reader->code != NULL ? ": " : "", message);
	return false;
}

const char *
ot_pack_attr(const OtPackReader *reader, const xmlNode *node, const char *name)
{
	const char *value = ot_xml_attr(node, name);

	if (ot_text_is_blank(value))
		return NULL;
	return ot_text_fold(ot_arena_strdup(reader->arena, value));
}

const char *
ot_pack_text(const OtPackReader *reader, const xmlNode *node, const char *child)
{
	const xmlNode *element = ot_xml_child(node, child);

	if (element == NULL)
		return NULL;
	g_autofree char *text = ot_source_text(element);
	return *text != '\0' ? ot_arena_strdup(reader->arena, text) : NULL;
}

bool
ot_pack_require_attr(const OtPackReader *reader, const xmlNode *node, const char *name,
                     const char **value)
{
	*value = ot_pack_attr(reader, node, name);
	return *value != NULL ||
	       ot_pack_fail(reader, node, "<%s> needs the attribute \"%s\"", node->name, name);
}

bool
ot_pack_require_text(const OtPackReader *reader, const xmlNode *node, const char *child,
                     const char **value)
{
	*value = ot_pack_text(reader, node, child);
	return *value != NULL ||
	       ot_pack_fail(reader, node, "<%s> needs a <%s> with words", node->name, child);
}
