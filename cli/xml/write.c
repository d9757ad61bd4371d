/* SPDX-License-Identifier: MIT */
#include "xml/write.h"

#include <stdarg.h>
#include <stdbool.h>
#include <string.h>

struct OtXmlWriter {
	GString *out;
	GPtrArray *open; /* names of the elements that are not yet ended */
	bool in_tag;     /* the last start tag still lacks its '>' */
	bool html;
	size_t replaced;
};

OtXmlWriter *
ot_xml_writer_new(void)
{
	OtXmlWriter *writer = g_new0(OtXmlWriter, 1);
	writer->out = g_string_sized_new(4096);
	writer->open = g_ptr_array_new();
	return writer;
}

void
ot_xml_writer_free(OtXmlWriter *writer)
{
	if (writer == NULL)
		return;
	g_string_free(writer->out, TRUE);
	g_ptr_array_unref(writer->open);
	g_free(writer);
}

void
ot_xml_declaration(OtXmlWriter *writer)
{
	g_string_append(writer->out,
	                "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n");
}

void
ot_xml_as_html(OtXmlWriter *writer)
{
	g_string_append(writer->out, "<!DOCTYPE html>\n");
	writer->html = true;
}

/* Elements of HTML that never have an end tag (HTML Living Standard, 13.1.2). */
static bool
is_void(const char *name)
{
	static const char *const names[] = {"area",  "base",  "br",   "col",  "hr",
	                                    "img",   "input", "link", "meta", "source",
	                                    "track", "wbr",   NULL};
	return g_strv_contains(names, name);
}

static void
close_tag(OtXmlWriter *writer)
{
	if (writer->in_tag)
		g_string_append_c(writer->out, '>');
	writer->in_tag = false;
}

/* What stands for a byte in text and attributes; NULL: itself.  XML 1.0, 2.2 and 2.4; tab and line
 * end are written as references in attributes, where a parser would make blanks of them (3.3.3). */
static const char *
escape_of(unsigned char byte, bool in_attribute)
{
	switch (byte) {
	case '&':
		return "&amp;";
	case '<':
		return "&lt;";
	case '>':
		return "&gt;";
	case '"':
		return in_attribute ? "&quot;" : NULL;
	case '\t':
		return in_attribute ? "&#9;" : NULL;
	case '\n':
		return in_attribute ? "&#10;" : NULL;
	case '\r':
		return "&#13;";
	default:
		return byte < 0x20 ? "\xEF\xBF\xBD" : NULL;
	}
}

/* How many bytes of a character that XML forbids stand here: U+FFFE and U+FFFF, or not UTF-8. */
static size_t
forbidden_length(const char *text)
{
	gunichar character = g_utf8_get_char_validated(text, -1);

	if (character == (gunichar) -1 || character == (gunichar) -2)
		return 1;
	return character == 0xFFFE || character == 0xFFFF ? 3 : 0;
}

static void
append_escaped(OtXmlWriter *writer, const char *text, bool in_attribute)
{
	const char *run = text, *c = text;

	while (*c != '\0') {
		unsigned char byte = (unsigned char) *c;
		const char *escape = byte < 0x80 ? escape_of(byte, in_attribute) : NULL;
		size_t len = 1;

		if (byte >= 0x80) {
			len = forbidden_length(c);
			escape = len > 0 ? "\xEF\xBF\xBD" : NULL;
			if (len == 0)
				len = (size_t) (g_utf8_next_char(c) - c);
		}
		if (escape != NULL) {
			g_string_append_len(writer->out, run, c - run);
			g_string_append(writer->out, escape);
			run = c + len;
			if (*escape != '&')
				writer->replaced++;
		}
		c += len;
	}
	g_string_append_len(writer->out, run, c - run);
}

void
ot_xml_start(OtXmlWriter *writer, const char *name)
{
	close_tag(writer);
	g_string_append_c(writer->out, '<');
	g_string_append(writer->out, name);
	g_ptr_array_add(writer->open, (char *) name);
	writer->in_tag = true;
}

void
ot_xml_set(OtXmlWriter *writer, const char *name, const char *value)
{
	g_assert(writer->in_tag);
	if (value == NULL)
		return;
	g_string_append_c(writer->out, ' ');
	g_string_append(writer->out, name);
	g_string_append(writer->out, "=\"");
	append_escaped(writer, value, true);
	g_string_append_c(writer->out, '"');
}

void
ot_xml_set_int(OtXmlWriter *writer, const char *name, gint64 value)
{
	char digits[24];

	g_snprintf(digits, sizeof digits, "%" G_GINT64_FORMAT, value);
	ot_xml_set(writer, name, digits);
}

void
ot_xml_text(OtXmlWriter *writer, const char *text)
{
	if (text == NULL || *text == '\0')
		return;
	close_tag(writer);
	append_escaped(writer, text, false);
}

void
ot_xml_raw(OtXmlWriter *writer, const char *text)
{
	close_tag(writer);
	g_string_append(writer->out, text);
}

/* Three plain appends: formatting costs a tenth of a document's time. */
static void
append_end(GString *out, const char *name)
{
	g_string_append(out, "</");
	g_string_append(out, name);
	g_string_append_c(out, '>');
}

void
ot_xml_end(OtXmlWriter *writer)
{
	g_assert(writer->open->len > 0);
	const char *name = g_ptr_array_index(writer->open, writer->open->len - 1);

	g_ptr_array_set_size(writer->open, (int) writer->open->len - 1);
	if (writer->in_tag && !writer->html) {
		g_string_append(writer->out, "/>");
	} else {
		close_tag(writer);
		if (!writer->html || !is_void(name))
			append_end(writer->out, name);
	}
	writer->in_tag = false;
}

void
ot_xml_empty(OtXmlWriter *writer, const char *name, ...)
{
	va_list pairs;
	const char *attr;

	ot_xml_start(writer, name);
	va_start(pairs, name);
	while ((attr = va_arg(pairs, const char *)) != NULL)
		ot_xml_set(writer, attr, va_arg(pairs, const char *));
	va_end(pairs);
	ot_xml_end(writer);
}

void
ot_xml_leaf(OtXmlWriter *writer, const char *name, const char *text)
{
	ot_xml_start(writer, name);
	ot_xml_text(writer, text);
	ot_xml_end(writer);
}

size_t
ot_xml_replaced(const OtXmlWriter *writer)
{
	return writer->replaced;
}

GBytes *
ot_xml_take(OtXmlWriter *writer)
{
	g_assert(writer->open->len == 0);
	GString *out = writer->out;

	writer->out = g_string_new(NULL);
	return g_string_free_to_bytes(out);
}
