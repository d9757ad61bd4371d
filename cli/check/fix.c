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

/* What is wanted of an element: an attribute, or sentences at the end of its words. */
typedef struct {
	const xmlNode *node;
	const char *attr; /* NULL: sentences */
	GString *text;    /* the value or the sentences, not escaped */
	bool ended;       /* the words before the sentences end in a full stop or its like */
	/* Where the element stands in the file, once it was located. */
	bool located;
	size_t name_end; /* after the name in its start tag */
	size_t end;      /* before its end tag */
} Wish;

static void
clear_edit(gpointer data)
{
	Edit *edit = data;
	g_free(edit->text);
}

static void
free_wish(gpointer data)
{
	Wish *wish = data;
	g_string_free(wish->text, TRUE);
	g_free(wish);
}

/* --- what is wanted ------------------------------------------------------------------------ */

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

/* The wish for an attribute of a node, or for sentences in it; a new one where there is none. */
static Wish *
get_wish(GHashTable *wishes, const xmlNode *node, const char *attr)
{
	/* What is asked of one node more than once is one wish; the order is that of the file. */
	g_autofree char *key =
		g_strdup_printf("%p %s", (const void *) node, attr != NULL ? attr : "");
	Wish *wish = g_hash_table_lookup(wishes, key);

	if (wish == NULL) {
		wish = g_new0(Wish, 1);
		wish->node = node;
		wish->attr = attr;
		wish->text = g_string_new(NULL);
		g_hash_table_insert(wishes, g_steal_pointer(&key), wish);
	}
	return wish;
}

/* An attribute that isn't there; one that is there is somebody's decision. */
static void
want_attr(GHashTable *wishes, const xmlNode *node, const char *attr, const char *value)
{
	if (ot_xml_attr(node, attr) == NULL)
		g_string_assign(get_wish(wishes, node, attr)->text, value);
}

/* A sentence after the last word of an element's text, unless it is there. */
static void
want_sentence(GHashTable *wishes, const xmlNode *node, const char *value)
{
	g_autofree char *words = get_words(node);

	if (*words == '\0' || strstr(words, value) != NULL)
		return;
	Wish *wish = get_wish(wishes, node, NULL);
	if (strstr(wish->text->str, value) != NULL)
		return;
	g_string_append_printf(wish->text, " %s", value);
	wish->ended = strchr(".?!:;", words[strlen(words) - 1]) != NULL;
}

static void
want(GHashTable *wishes, const OtRules *rules, const OtFinding *finding)
{
	int rule = ot_rules_find(rules, finding->code);
	const xmlNode *node = finding->node;
	const OtRuleFix *offer =
		rule >= 0 && node != NULL ? ot_rules_fix(rules, (size_t) rule) : NULL;

	if (offer == NULL)
		return;
	if (offer->attr != NULL) {
		want_attr(wishes, node, offer->attr, offer->value);
		return;
	}
	/*
	 * What was found in a text is about the element <text> itself and not about what holds it.
	 */
	if (offer->child != NULL && !ot_xml_is(node, offer->child))
		node = ot_xml_child(node, offer->child);
	if (node != NULL)
		want_sentence(wishes, node, offer->value);
}

/* --- where it goes ------------------------------------------------------------------------- */

/* The wishes for each element: its number in document order, from 0, to an array of Wish. */
static GHashTable *
number_wishes(GHashTable *wishes, const xmlDoc *doc)
{
	GHashTable *numbers =
		g_hash_table_new_full(NULL, NULL, NULL, (GDestroyNotify) g_ptr_array_unref);
	g_autoptr(GHashTable) by_node =
		g_hash_table_new_full(NULL, NULL, NULL, (GDestroyNotify) g_ptr_array_unref);
	GHashTableIter iter;
	gpointer value;
	size_t n = 0;

	g_hash_table_iter_init(&iter, wishes);
	while (g_hash_table_iter_next(&iter, NULL, &value)) {
		const Wish *wish = value;
		GPtrArray *list = g_hash_table_lookup(by_node, wish->node);
		if (list == NULL) {
			list = g_ptr_array_new();
			g_hash_table_insert(by_node, (void *) wish->node, list);
		}
		g_ptr_array_add(list, value);
	}
	for (xmlNode *node = xmlDocGetRootElement(doc); node != NULL; node = ot_xml_after(node)) {
		GPtrArray *list = g_hash_table_lookup(by_node, node);
		if (list != NULL)
			g_hash_table_insert(numbers, GSIZE_TO_POINTER(n), g_ptr_array_ref(list));
		n += node->type == XML_ELEMENT_NODE;
	}
	return numbers;
}

static void
note_start(const GPtrArray *list, size_t name_end)
{
	for (guint i = 0; list != NULL && i < list->len; i++)
		((Wish *) g_ptr_array_index(list, i))->name_end = name_end;
}

static void
note_end(const GPtrArray *list, size_t end)
{
	for (guint i = 0; list != NULL && i < list->len; i++) {
		Wish *wish = g_ptr_array_index(list, i);
		wish->end = end;
		wish->located = true;
	}
}

/* Go through the file once, for the places of all elements of which something is wanted. */
static void
locate(GBytes *bytes, GHashTable *wishes, const xmlDoc *doc)
{
	const OtPullSettings settings = {
		.most_depth = OT_LIMIT_XML_DEPTH,
		.most_elements = OT_LIMIT_XML_ELEMENTS,
	};
	size_t len, n = 0;
	const char *data = g_bytes_get_data(bytes, &len);
	g_autoptr(GHashTable) numbers = number_wishes(wishes, doc);
	g_autoptr(OtPull) pull = ot_pull_new(data, len, &settings);
	const OtPullToken *token = ot_pull_token(pull);
	const GPtrArray *open[OT_LIMIT_XML_DEPTH + 1] = {NULL};

	for (OtPullKind kind = ot_pull_next(pull); kind < OT_PULL_DONE; kind = ot_pull_next(pull)) {
		if (kind == OT_PULL_START) {
			open[token->depth] = g_hash_table_lookup(numbers, GSIZE_TO_POINTER(n++));
			note_start(open[token->depth],
			           (size_t) (token->name - data) + token->name_len);
		} else if (kind == OT_PULL_END) {
			note_end(open[token->depth], token->start);
		}
	}
}

static void
add_edit(OtFix *fix, const Wish *wish)
{
	const char *data = g_bytes_get_data(fix->bytes, NULL);
	g_autofree char *text = g_markup_escape_text(wish->text->str, (gssize) wish->text->len);
	Edit edit;

	if (!wish->located)
		return;
	if (wish->attr != NULL) {
		edit = (Edit){wish->name_end, g_strdup_printf(" %s=\"%s\"", wish->attr, text)};
	} else {
		edit = (Edit){wish->end, g_strconcat(wish->ended ? "" : ".", text, NULL)};
		while (g_ascii_isspace(data[edit.at - 1]))
			edit.at--;
	}
	g_array_append_val(fix->edits, edit);
}

static int
compare_edits(gconstpointer a, gconstpointer b)
{
	const Edit *one = a, *other = b;
	int order = (one->at > other->at) - (one->at < other->at);
	return order != 0 ? order : strcmp(one->text, other->text);
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
	g_autoptr(GHashTable) wishes =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, free_wish);
	for (size_t i = 0; i < ot_findings_count(findings); i++)
		want(wishes, rules, ot_findings_get(findings, i));
	locate(bytes, wishes, ot_spec_tree(checked->spec));
	GHashTableIter iter;
	gpointer wish;
	g_hash_table_iter_init(&iter, wishes);
	while (g_hash_table_iter_next(&iter, NULL, &wish))
		add_edit(fix, wish);
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
