/* SPDX-License-Identifier: MIT */
#include "xml/source.h"

#include "base/error.h"
#include "base/text.h"

/* What was read, or the error for why it wasn't. */
static OtXml *
take(OtXml *xml, GError *failure, OtFindings *findings, GError **error)
{
	if (failure != NULL)
		g_propagate_error(error, failure);
	else if (xml == NULL)
		ot_source_fail_finding(error, findings);
	return xml;
}

OtXml *
ot_source_read(const char *path, GError **error)
{
	g_autoptr(OtFindings) findings = ot_findings_new();
	GError *failure = NULL;
	OtXml *xml = ot_xml_read(path, findings, &failure);

	return take(xml, failure, findings, error);
}

OtXml *
ot_source_read_data(const char *path, GError **error)
{
	return ot_source_read_without(path, NULL, error);
}

OtXml *
ot_source_read_without(const char *path, const char *without, GError **error)
{
	g_autoptr(OtFindings) findings = ot_findings_new();
	GError *failure = NULL;
	OtXml *xml = ot_xml_read_without(path, without, findings, &failure);

	return take(xml, failure, findings, error);
}

void
ot_source_fail_finding(GError **error, const OtFindings *findings)
{
	const OtFinding *finding = ot_findings_get(findings, 0);
	g_autoptr(GString) text = g_string_new(finding->where.file);

	if (finding->where.line > 0)
		g_string_append_printf(text, ":%d", finding->where.line);
	if (finding->where.line > 0 && finding->where.column > 0)
		g_string_append_printf(text, ":%d", finding->where.column);
	g_string_append_printf(text, ": %s", finding->message);
	if (finding->advice != NULL)
		g_string_append_printf(text, ". %s", finding->advice);
	/* An error has no full stop at its end, an advice has. */
	if (g_str_has_suffix(text->str, "."))
		g_string_truncate(text, text->len - 1);
	g_set_error(error, OT_ERROR, OT_ERROR_FORMAT, "%s", text->str);
}

static void
fail_at(GError **error, const OtWhere *where, const char *format, va_list arguments)
{
	g_autofree char *message = g_strdup_vprintf(format, arguments);

	g_set_error(error, OT_ERROR, OT_ERROR_FORMAT, "%s:%d:%d: %s", where->file, where->line,
	            where->column, message);
}

void
ot_source_fail(GError **error, const OtXml *xml, const xmlNode *node, const char *format, ...)
{
	OtWhere where = ot_xml_where(xml, node);
	va_list arguments;

	va_start(arguments, format);
	fail_at(error, &where, format, arguments);
	va_end(arguments);
}

void
ot_source_fail_at(GError **error, const OtWhere *where, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	fail_at(error, where, format, arguments);
	va_end(arguments);
}

char *
ot_source_text(const xmlNode *node)
{
	const xmlNode *child = node->children;

	/* Nearly always there is one text; libxml2 would build a buffer. */
	if (child == NULL || (child->type == XML_TEXT_NODE && child->next == NULL))
		return ot_text_fold(g_strdup(
			child != NULL && child->content != NULL ? (const char *) child->content
		                                                : ""));
	xmlChar *content = xmlNodeGetContent(node);
	char *text = ot_text_fold(g_strdup(content != NULL ? (const char *) content : ""));
	xmlFree(content);
	return text;
}
