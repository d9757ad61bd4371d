/* SPDX-License-Identifier: MIT */
#include "check/fix.h"

#include "base/error.h"
#include "base/limits.h"
#include "xml/pull.h"

#include <string.h>

/* Lines that a difference shows around a change, as diff -u does. */
#define CONTEXT 3

/* What is put in at a place of the file; nothing is ever taken out. */
typedef struct {
	size_t at;
	char *text;
} Edit;

struct OtFix {
	GBytes *bytes;
	GArray *edits; /* of Edit, by their places */
};

/* Where an element stands in the file. */
typedef struct {
	size_t name_end; /* after the name in its start tag */
	size_t end;      /* before its end tag */
} Span;

static void
clear_edit(gpointer data)
{
	Edit *edit = data;
	g_free(edit->text);
}

/* The number of an element among all, in document order, from 0. */
static size_t
number_of(const xmlNode *node)
{
	size_t n = 0;

	for (xmlNode *other = xmlDocGetRootElement(node->doc); other != NULL && other != node;
	     other = ot_xml_after(other))
		n += other->type == XML_ELEMENT_NODE;
	return n;
}

/* Find the place of an element; false where the bytes are not those of the tree. */
static bool
find_span(GBytes *bytes, const xmlNode *node, Span *span)
{
	size_t len, number = number_of(node), n = 0, depth = 0;
	const char *data = g_bytes_get_data(bytes, &len);
	const OtPullSettings settings = {
		.most_depth = OT_LIMIT_XML_DEPTH,
		.most_elements = OT_LIMIT_XML_ELEMENTS,
	};
	g_autoptr(OtPull) pull = ot_pull_new(data, len, &settings);
	const OtPullToken *token = ot_pull_token(pull);

	for (OtPullKind kind = ot_pull_next(pull); kind < OT_PULL_DONE; kind = ot_pull_next(pull)) {
		if (kind == OT_PULL_START && n++ == number) {
			depth = token->depth;
			span->name_end = (size_t) (token->name - data) + token->name_len;
		} else if (kind == OT_PULL_END && depth > 0 && token->depth == depth) {
			span->end = token->start;
			return true;
		}
	}
	return false;
}

static void
add_edit(OtFix *fix, size_t at, char *text)
{
	const Edit edit = {at, text};

	for (guint i = 0; i < fix->edits->len; i++) {
		const Edit *other = &g_array_index(fix->edits, Edit, i);
		if (other->at == at && strcmp(other->text, text) == 0) {
			g_free(text);
			return;
		}
	}
	g_array_append_val(fix->edits, edit);
}

static char *
escape(const char *text)
{
	return g_markup_escape_text(text, -1);
}

/* Add an attribute that isn't there; one that is there is somebody's decision. */
static void
set_attr(OtFix *fix, const xmlNode *node, const char *attr, const char *value)
{
	g_autofree char *escaped = escape(value);
	Span span;

	if (ot_xml_attr(node, attr) == NULL && find_span(fix->bytes, node, &span))
		add_edit(fix, span.name_end, g_strdup_printf(" %s=\"%s\"", attr, escaped));
}

/* The words of an element with single blanks between them; free with g_free(). */
static char *
get_words(const xmlNode *node)
{
	xmlChar *content = xmlNodeGetContent(node);
	g_auto(GStrv) parts = g_strsplit_set((const char *) content, " \t\r\n", -1);
	GString *words = g_string_new(NULL);

	for (char **part = parts; *part != NULL; part++)
		if (**part != '\0')
			g_string_append_printf(words, "%s%s", words->len > 0 ? " " : "", *part);
	xmlFree(content);
	return g_string_free(words, FALSE);
}

/* Add a sentence after the last word of an element's text, unless it is there. */
static void
append(OtFix *fix, const xmlNode *node, const char *value)
{
	const char *data = g_bytes_get_data(fix->bytes, NULL);
	g_autofree char *escaped = escape(value);
	g_autofree char *words = get_words(node);
	Span span;

	if (*words == '\0' || strstr(words, value) != NULL || !find_span(fix->bytes, node, &span))
		return;
	size_t at = span.end;
	while (g_ascii_isspace(data[at - 1]))
		at--;
	const char *stop = strchr(".?!:;", words[strlen(words) - 1]) != NULL ? "" : ".";
	add_edit(fix, at, g_strdup_printf("%s %s", stop, escaped));
}

static void
add_fix(OtFix *fix, const OtRules *rules, size_t rule, const xmlNode *node)
{
	const OtRuleFix *offer = ot_rules_fix(rules, rule);

	if (offer == NULL)
		return;
	g_autofree char *value = ot_rules_fix_value(rules, rule, node);
	if (value == NULL || *value == '\0')
		return;
	if (offer->attr != NULL)
		set_attr(fix, node, offer->attr, value);
	/* What was found in a text is about the element <text> itself and not about what holds it. */
	bool own = offer->child == NULL || ot_xml_is(node, offer->child);
	const xmlNode *child = own ? node : ot_xml_child(node, offer->child);
	if (offer->attr == NULL && child != NULL)
		append(fix, child, value);
}

static int
compare_edits(gconstpointer a, gconstpointer b)
{
	const Edit *one = a, *other = b;
	return (one->at > other->at) - (one->at < other->at);
}

OtFix *
ot_fix_new(const OtChecker *checker, const OtChecked *checked, const OtFindings *findings,
           GBytes *bytes, GError **error)
{
	size_t len, parsed_len;
	const char *data = g_bytes_get_data(bytes, &len);
	const char *parsed = ot_xml_bytes(ot_spec_xml(checked->spec), &parsed_len);
	const OtRules *rules = ot_checker_rules(checker);

	if (len < parsed_len || memcmp(data + len - parsed_len, parsed, parsed_len) != 0) {
		g_set_error(error, OT_ERROR, OT_ERROR_FORMAT,
		            "%s: only a file in UTF-8 is changed in place; save it so first",
		            checked->input->file);
		return NULL;
	}
	OtFix *fix = g_new0(OtFix, 1);
	fix->bytes = g_bytes_ref(bytes);
	fix->edits = g_array_new(FALSE, FALSE, sizeof(Edit));
	g_array_set_clear_func(fix->edits, clear_edit);
	for (size_t i = 0; i < ot_findings_count(findings); i++) {
		const OtFinding *finding = ot_findings_get(findings, i);
		int rule = ot_rules_find(rules, finding->code);
		if (rule >= 0 && finding->node != NULL)
			add_fix(fix, rules, (size_t) rule, finding->node);
	}
	g_array_sort(fix->edits, compare_edits);
	return fix;
}

void
ot_fix_free(OtFix *fix)
{
	if (fix == NULL)
		return;
	g_bytes_unref(fix->bytes);
	g_array_unref(fix->edits);
	g_free(fix);
}

size_t
ot_fix_count(const OtFix *fix)
{
	return fix->edits->len;
}

/* The bytes from one place to another with the edits among them. */
static void
append_edited(const OtFix *fix, size_t from, size_t to, GString *out)
{
	const char *data = g_bytes_get_data(fix->bytes, NULL);

	for (guint i = 0; i < fix->edits->len; i++) {
		const Edit *edit = &g_array_index(fix->edits, Edit, i);
		if (edit->at < from || edit->at >= to)
			continue;
		g_string_append_len(out, data + from, (gssize) (edit->at - from));
		g_string_append(out, edit->text);
		from = edit->at;
	}
	g_string_append_len(out, data + from, (gssize) (to - from));
}

GBytes *
ot_fix_apply(const OtFix *fix)
{
	GString *out = g_string_new(NULL);

	append_edited(fix, 0, g_bytes_get_size(fix->bytes), out);
	return g_string_free_to_bytes(out);
}

/* Where each line starts, and the end of the file. */
static GArray *
find_lines(GBytes *bytes)
{
	GArray *lines = g_array_new(FALSE, FALSE, sizeof(size_t));
	size_t len, at = 0;
	const char *data = g_bytes_get_data(bytes, &len);

	while (at < len) {
		const char *end = memchr(data + at, '\n', len - at);
		g_array_append_val(lines, at);
		at = end != NULL ? (size_t) (end - data) + 1 : len;
	}
	g_array_append_val(lines, len);
	return lines;
}

static void
append_line(GString *out, char mark, const char *line, size_t len)
{
	g_string_append_c(out, mark);
	g_string_append_len(out, line, (gssize) len);
	if (len == 0 || line[len - 1] != '\n')
		g_string_append(out, "\n\\ No newline at end of file\n");
}

/* Which lines have edits: a byte a line. */
static GByteArray *
find_changed(const OtFix *fix, const GArray *lines)
{
	GByteArray *changed = g_byte_array_new();

	g_byte_array_set_size(changed, lines->len);
	memset(changed->data, 0, changed->len);
	for (guint i = 0, line = 0; i < fix->edits->len; i++) {
		size_t at = g_array_index(fix->edits, Edit, i).at;
		while (line + 2 < lines->len && g_array_index(lines, size_t, line + 1) <= at)
			line++;
		changed->data[line] = 1;
	}
	return changed;
}

/* One part of the difference: lines `first` up to `last`; no line is added or taken away. */
static void
append_hunk(const OtFix *fix, const GArray *lines, const GByteArray *changed, guint first,
            guint last, GString *out)
{
	const char *data = g_bytes_get_data(fix->bytes, NULL);

	g_string_append_printf(out, "@@ -%u,%u +%u,%u @@\n", first + 1, last - first, first + 1,
	                       last - first);
	for (guint line = first; line < last; line++) {
		size_t from = g_array_index(lines, size_t, line);
		size_t to = g_array_index(lines, size_t, line + 1);
		append_line(out, changed->data[line] ? '-' : ' ', data + from, to - from);
		if (!changed->data[line])
			continue;
		g_autoptr(GString) edited = g_string_new(NULL);
		append_edited(fix, from, to, edited);
		append_line(out, '+', edited->str, edited->len);
	}
}

char *
ot_fix_diff(const OtFix *fix, const char *name)
{
	g_autoptr(GArray) lines = find_lines(fix->bytes);
	g_autoptr(GByteArray) changed = find_changed(fix, lines);
	guint n = lines->len - 1, line = 0;
	GString *out = g_string_new(NULL);

	if (fix->edits->len > 0)
		g_string_append_printf(out, "--- %s\n+++ %s\n", name, name);
	while (line < n) {
		if (!changed->data[line]) {
			line++;
			continue;
		}
		guint first = line > CONTEXT ? line - CONTEXT : 0, last = line;
		for (guint next = line; next < n && next <= last + 2 * CONTEXT; next++)
			if (changed->data[next])
				last = next;
		append_hunk(fix, lines, changed, first, MIN(last + 1 + CONTEXT, n), out);
		line = MIN(last + 1 + CONTEXT, n);
	}
	return g_string_free(out, FALSE);
}
