/* SPDX-License-Identifier: MIT */
#ifndef OT_TESTS_QPDF_CONTENT_H
#define OT_TESTS_QPDF_CONTENT_H

/**
 * What is painted on the pages of a finished PDF: every operator within marked content, and the
 * text of each piece as a reader would extract it, with a reader of content streams of its own.
 */

#include "qpdf-file.h"

/** Codes of a font and what they stand for. */
typedef struct {
	bool wide;           /* two bytes a code */
	GHashTable *unicode; /* of char *, by code */
} QpdfFont;

typedef struct {
	QpdfFile *file;
	QpdfPage *page;
	int index;
	const char *at, *end;
	GPtrArray *operands; /* of char *: tokens as they stand */
	GArray *marks;       /* of int: MCID; -1 an artifact, -2 a span within what is open */
	GString *actual;     /* text that stands for what is shown, or NULL */
	QpdfFont *font;
	qpdf_oh resources;
} Content;

enum { MARK_ARTIFACT = -1, MARK_SPAN = -2 };

/* --- tokens (ISO 32000-1, 7.2) ------------------------------------------------------------ */

static bool
is_delimiter(char c)
{
	return strchr("()<>[]{}/%", c) != NULL || g_ascii_isspace(c) || c == '\0';
}

/* The end of a string in parentheses. */
static const char *
skip_string(const char *at, const char *end)
{
	int depth = 0;

	for (; at < end; at++) {
		if (*at == '\\')
			at++;
		else if (*at == '(')
			depth++;
		else if (*at == ')' && --depth == 0)
			return at + 1;
	}
	return end;
}

/* The next token; dictionaries come as one.  NULL at the end; free with g_free(). */
static char *
next_token(Content *content)
{
	const char *start;
	const char *at = content->at;
	int depth = 0;

	while (at < content->end && (g_ascii_isspace(*at) || *at == '\0'))
		at++;
	if (at >= content->end)
		return NULL;
	start = at;
	do {
		if (*at == '(') {
			at = skip_string(at, content->end);
		} else if (g_str_has_prefix(at, "<<") || g_str_has_prefix(at, ">>")) {
			depth += *at == '<' ? 1 : -1;
			at += 2;
		} else if (*at == '<') {
			while (at < content->end && *at++ != '>')
				;
		} else {
			at++;
			while (*start != '[' && *start != ']' && at < content->end &&
			       !is_delimiter(*at))
				at++;
		}
	} while (depth > 0 && at < content->end);
	content->at = at;
	return g_strndup(start, (gsize) (at - start));
}

/* --- strings ------------------------------------------------------------------------------ */

static GByteArray *
decode_hex(const char *token)
{
	GByteArray *bytes = g_byte_array_new();
	int high = -1;

	for (const char *at = token; *at != '\0'; at++) {
		int digit = g_ascii_xdigit_value(*at);
		guint8 byte;

		if (digit < 0)
			continue;
		if (high < 0) {
			high = digit;
			continue;
		}
		byte = (guint8) (high * 16 + digit);
		g_byte_array_append(bytes, &byte, 1);
		high = -1;
	}
	return bytes;
}

/* An escape after its backslash; moves on to its last character. */
static guint8
decode_escape(const char **at)
{
	static const char letters[] = "nrtbf", values[] = "\n\r\t\b\f";
	const char *letter = strchr(letters, **at);
	guint value = 0;
	int n;

	if (letter != NULL && *letter != '\0')
		return (guint8) values[letter - letters];
	if (**at < '0' || **at > '7')
		return (guint8) **at;
	for (n = 0; n < 3 && (*at)[n] >= '0' && (*at)[n] <= '7'; n++)
		value = value * 8 + (guint) ((*at)[n] - '0');
	*at += n - 1;
	return (guint8) value;
}

static GByteArray *
decode_string(const char *token)
{
	GByteArray *bytes;
	size_t len = strlen(token);

	if (token[0] == '<')
		return decode_hex(token);
	bytes = g_byte_array_new();
	for (const char *at = token + 1; at + 1 < token + len; at++) {
		guint8 byte = (guint8) *at;

		if (*at == '\\') {
			at++;
			byte = decode_escape(&at);
		}
		g_byte_array_append(bytes, &byte, 1);
	}
	return bytes;
}

/* UTF-16 with the high byte first, as in ToUnicode and ActualText, as UTF-8. */
static char *
decode_utf16(const GByteArray *bytes)
{
	g_autofree gunichar2 *units = g_new(gunichar2, bytes->len / 2 + 1);
	guint skip = bytes->len >= 2 && bytes->data[0] == 0xfe && bytes->data[1] == 0xff ? 1 : 0;
	guint n = bytes->len / 2;

	for (guint i = 0; i < n; i++)
		units[i] = (gunichar2) (bytes->data[2 * i] << 8 | bytes->data[2 * i + 1]);
	return g_utf16_to_utf8(units + skip, (glong) (n - skip), NULL, NULL, NULL);
}

/* --- fonts -------------------------------------------------------------------------------- */

static void
free_qpdf_font(gpointer data)
{
	QpdfFont *font = data;

	g_hash_table_unref(font->unicode);
	g_free(font);
}

static void
map_code(QpdfFile *file, QpdfFont *font, guint code, const char *hex, guint step)
{
	g_autoptr(GByteArray) bytes = decode_hex(hex);
	char *text;

	if (bytes->len >= 2)
		bytes->data[bytes->len - 1] = (guint8) (bytes->data[bytes->len - 1] + step);
	text = decode_utf16(bytes);
	if (text == NULL || *text == '\0' || strstr(text, "\357\277\275") != NULL)
		qpdf_fault(file, "a code of a font stands for no text (ISO 14289-1, 7.21.7)");
	g_hash_table_insert(font->unicode, GUINT_TO_POINTER(code),
	                    text != NULL ? text : g_strdup(""));
}

/* Pairs of <code> <text>, or triples of <first> <last> <text>, up to `end`. */
static void
read_mappings(QpdfFile *file, QpdfFont *font, const char *begin, const char *end, bool ranges)
{
	g_autofree char *part = g_strndup(begin, (gsize) (end - begin));
	g_auto(GStrv) tokens = g_strsplit_set(part, "<>", -1);
	guint n = g_strv_length(tokens) / 2; /* every other one lies between brackets */
	guint step = ranges ? 3 : 2;

	for (guint i = 0; i + step <= n; i += step) {
		guint first = (guint) g_ascii_strtoull(tokens[2 * i + 1], NULL, 16);
		guint last = ranges ? (guint) g_ascii_strtoull(tokens[2 * i + 3], NULL, 16) : first;

		for (guint code = first; code <= last; code++)
			map_code(file, font, code, tokens[2 * (i + step - 1) + 1], code - first);
	}
}

static void
read_unicode(QpdfFile *file, QpdfFont *font, qpdf_oh stream)
{
	g_autoptr(GBytes) bytes = qpdf_get_bytes(file, stream);
	gsize len;
	const char *data = g_bytes_get_data(bytes, &len);
	g_autofree char *text = g_strndup(data != NULL ? data : "", len);
	const char *at = text;

	if (len == 0)
		qpdf_fault(file, "a font has no ToUnicode (ISO 14289-1, 7.21.7)");
	while ((at = strstr(at, "beginbf")) != NULL) {
		bool ranges = g_str_has_prefix(at, "beginbfrange");
		const char *end = strstr(at, "endbf");

		g_assert_nonnull(end);
		read_mappings(file, font, at, end, ranges);
		at = end;
	}
}

/* ISO 14289-1, 7.21.4: the program of the font is in the file, with the glyphs that are used. */
static void
check_embedded(QpdfFile *file, qpdf_oh font)
{
	qpdf_oh descriptor = qpdf_get(file, font, "/FontDescriptor");
	const char *name = qpdf_get_name(file, font, "/BaseFont");

	if (!qpdf_has(file, descriptor, "/FontFile") && !qpdf_has(file, descriptor, "/FontFile2") &&
	    !qpdf_has(file, descriptor, "/FontFile3"))
		qpdf_fault(file, "%s isn't embedded (ISO 14289-1, 7.21.4.1)", name);
	if (strlen(name) < 9 || name[7] != '+')
		qpdf_fault(file, "%s is no subset", name);
}

static QpdfFont *
read_font(QpdfFile *file, qpdf_oh handle)
{
	QpdfFont *font = g_new0(QpdfFont, 1);
	qpdf_oh inner = handle;

	font->unicode = g_hash_table_new_full(g_direct_hash, g_direct_equal, NULL, g_free);
	font->wide = strcmp(qpdf_get_name(file, handle, "/Subtype"), "/Type0") == 0;
	if (font->wide) {
		inner = qpdf_at(file, qpdf_get(file, handle, "/DescendantFonts"), 0);
		if (strcmp(qpdf_get_name(file, handle, "/Encoding"), "/Identity-H") != 0)
			qpdf_fault(file, "a font has an encoding that isn't expected");
	}
	check_embedded(file, inner);
	read_unicode(file, font, qpdf_get(file, handle, "/ToUnicode"));
	return font;
}

static QpdfFont *
find_font(Content *content, const char *name)
{
	QpdfFile *file = content->file;
	qpdf_oh fonts = qpdf_get(file, content->resources, "/Font");
	qpdf_oh handle = qpdf_get(file, fonts, name);
	gpointer key = GINT_TO_POINTER(qpdf_oh_get_object_id(file->qpdf, handle));
	QpdfFont *font;

	if (file->fonts == NULL)
		file->fonts = g_hash_table_new_full(g_direct_hash, g_direct_equal, NULL,
		                                    free_qpdf_font);
	font = g_hash_table_lookup(file->fonts, key);
	if (font == NULL) {
		font = read_font(file, handle);
		g_hash_table_insert(file->fonts, key, font);
	}
	return font;
}

/* --- text --------------------------------------------------------------------------------- */

/* The MCID or artifact that is open, whatever spans are open within it; -3: none. */
static int
open_mark(const Content *content)
{
	for (guint i = content->marks->len; i-- > 0;) {
		int mark = g_array_index(content->marks, int, i);

		if (mark != MARK_SPAN)
			return mark;
	}
	return -3;
}

static void
put_text(Content *content, const char *text)
{
	int mark = open_mark(content);

	if (mark == MARK_ARTIFACT)
		g_string_append(content->page->artifacts, text);
	else if (mark >= 0)
		g_string_append(content->page->texts->pdata[mark], text);
}

static void
show_string(Content *content, const char *token)
{
	g_autoptr(GByteArray) bytes = decode_string(token);
	QpdfFont *font = content->font;

	g_assert_nonnull(font);
	for (guint i = 0; i < bytes->len; i += font->wide ? 2 : 1) {
		guint code = bytes->data[i];
		const char *text;

		if (font->wide)
			code = code << 8 | (i + 1 < bytes->len ? bytes->data[i + 1] : 0);
		if (code == 0)
			qpdf_fault(content->file, "page %d shows .notdef (ISO 14289-1, 7.21.8)",
			           content->index + 1);
		text = g_hash_table_lookup(font->unicode, GUINT_TO_POINTER(code));
		if (text == NULL)
			qpdf_fault(content->file, "page %d: code %u stands for no text",
			           content->index + 1, code);
		else if (content->actual == NULL)
			put_text(content, text);
	}
}

static void
show_operands(Content *content)
{
	for (guint i = 0; i < content->operands->len; i++) {
		const char *token = content->operands->pdata[i];

		if (token[0] == '(' || (token[0] == '<' && token[1] != '<'))
			show_string(content, token);
	}
}

/* --- marks (ISO 32000-1, 14.6) ------------------------------------------------------------- */

/* An integer or a hexadecimal string for a key in a dictionary's text. */
static const char *
find_key(const char *dictionary, const char *key)
{
	const char *found = strstr(dictionary, key);

	return found != NULL ? found + strlen(key) : NULL;
}

static void
check_artifact(Content *content, const char *properties)
{
	static const char *const types[] = { "/Pagination", "/Layout", "/Background", "/Page" };
	const char *type = find_key(properties, "/Type");
	bool known = false;

	for (size_t i = 0; type != NULL && i < G_N_ELEMENTS(types); i++)
		known = known || g_str_has_prefix(type + strspn(type, " "), types[i]);
	if (!known)
		qpdf_fault(content->file, "page %d: an artifact without type", content->index + 1);
}

static void
open_span(Content *content, const char *properties)
{
	const char *actual = find_key(properties, "/ActualText");
	g_autoptr(GByteArray) bytes = NULL;
	g_autofree char *text = NULL;
	int mark = MARK_SPAN;

	g_array_append_val(content->marks, mark);
	if (actual == NULL)
		return;
	actual += strspn(actual, " ");
	bytes = *actual == '<' ? decode_hex(actual) : NULL;
	g_assert_nonnull(bytes);
	text = decode_utf16(bytes);
	put_text(content, text);
	content->actual = g_string_new(text);
}

static void
open_marked(Content *content)
{
	const char *tag = content->operands->len > 0 ? content->operands->pdata[0] : "";
	const char *properties = content->operands->len > 1 ? content->operands->pdata[1] : "";
	const char *found = find_key(properties, "/MCID");
	int mark = MARK_ARTIFACT;

	if (strcmp(tag, "/Span") == 0 && found == NULL) {
		open_span(content, properties);
		return;
	}
	if (open_mark(content) != -3)
		qpdf_fault(content->file, "page %d: marks lie within each other",
		           content->index + 1);
	if (strcmp(tag, "/Artifact") == 0) {
		check_artifact(content, properties);
	} else if (found == NULL) {
		qpdf_fault(content->file, "page %d: %s has no MCID", content->index + 1, tag);
	} else {
		mark = (int) g_ascii_strtoll(found, NULL, 10);
		if (mark != (int) content->page->texts->len)
			qpdf_fault(content->file, "page %d: MCID %d out of order",
			           content->index + 1, mark);
		g_ptr_array_add(content->page->texts, g_string_new(NULL));
		mark = (int) content->page->texts->len - 1;
	}
	g_array_append_val(content->marks, mark);
}

static void
close_marked(Content *content)
{
	if (content->marks->len == 0) {
		qpdf_fault(content->file, "page %d: EMC without BDC", content->index + 1);
		return;
	}
	if (content->actual != NULL &&
	    g_array_index(content->marks, int, content->marks->len - 1) == MARK_SPAN) {
		g_string_free(content->actual, TRUE);
		content->actual = NULL;
	}
	g_array_set_size(content->marks, content->marks->len - 1);
}

/* --- operators ----------------------------------------------------------------------------- */

static bool
is_one_of(const char *word, const char *const *list)
{
	return g_strv_contains(list, word);
}

static void
run_operator(Content *content, const char *operator)
{
	static const char *const painting[] = {"f",  "F",  "f*", "S",  "s",  "B", "B*", "b", "b*",
	                                       "sh", "Do", "BI", "Tj", "TJ", "'", "\"", NULL};
	static const char *const showing[] = { "Tj", "TJ", "'", "\"", NULL };

	if (strcmp(operator, "BDC") == 0 || strcmp(operator, "BMC") == 0)
		open_marked(content);
	else if (strcmp(operator, "EMC") == 0)
		close_marked(content);
	else if (strcmp(operator, "Tf") == 0 && content->operands->len == 2)
		content->font = find_font(content, content->operands->pdata[0]);
	if (is_one_of(operator, painting) && open_mark(content) == -3)
		qpdf_fault(content->file, "page %d: %s is neither content nor artifact",
		           content->index + 1, operator);
	if (is_one_of(operator, showing))
		show_operands(content);
}

static bool
is_operator(const char *token)
{
	return g_ascii_isalpha(*token) || *token == '\'' || *token == '"';
}

static void
read_content(QpdfFile *file, int index)
{
	QpdfPage *page = file->pages->pdata[index];
	unsigned char *bytes = NULL;
	size_t len = 0;
	Content content = { .file = file, .page = page, .index = index };
	char *token;

	g_assert_cmpint(qpdf_oh_get_page_content_data(file->qpdf, page->handle, &bytes, &len), ==,
	                0);
	content.at = (const char *) bytes;
	content.end = content.at + len;
	content.operands = g_ptr_array_new_with_free_func(g_free);
	content.marks = g_array_new(FALSE, FALSE, sizeof(int));
	content.resources = qpdf_get(file, page->handle, "/Resources");
	while ((token = next_token(&content)) != NULL) {
		if (!is_operator(token)) {
			g_ptr_array_add(content.operands, token);
			continue;
		}
		run_operator(&content, token);
		g_ptr_array_set_size(content.operands, 0);
		g_free(token);
	}
	if (content.marks->len > 0)
		qpdf_fault(file, "page %d: a mark stays open", index + 1);
	g_ptr_array_unref(content.operands);
	g_array_unref(content.marks);
	free(bytes);
	g_array_set_size(page->owners, page->texts->len);
}

/** Read all pages: marks, artifacts, fonts, and the text of each piece. */
static G_GNUC_UNUSED void
audit_content(QpdfFile *file)
{
	for (guint i = 0; i < file->pages->len; i++)
		read_content(file, (int) i);
}

#endif
