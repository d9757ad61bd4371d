/*
 * SPDX-License-Identifier: MIT
 *
 * A sample of each kind of node, and what each writer makes of it: nodes/KIND.xml is a template
 * that has the node, nodes/KIND.txt what comes out, as the tree, as plain text, as HTML, as Word
 * and as elements of a PDF.  A kind without a sample fails; so does a file without a kind.
 *
 * OUTSET_UPDATE writes what is seen now: read the difference before it is kept.
 */
#include "docx-package.h"
#include "pdf-fixture.h"

#include "base/file.h"
#include "html/html.h"
#include "pdf/pdf.h"
#include "plain/plain.h"
#include "xml/read.h"

#define FOLDER "tests/unit/nodes"
#define SPEC   "tests/unit/data/template/spec.xml"

typedef struct {
	OtTemplateRules *rules;
	OtLabels *labels;
	OtStyle *style;
	char *sheet;
	OtXml *spec;
} Shared;

/* --- what the writers make ------------------------------------------------------------------ */

static void
add_part(GString *seen, const char *name, const char *text)
{
	g_string_append_printf(seen, "%s=== %s\n%s", seen->len != 0 ? "\n" : "", name, text);
	if (seen->str[seen->len - 1] != '\n')
		g_string_append_c(seen, '\n');
}

/* Without the last lines, which say what made it. */
static char *
make_plain(const Shared *shared, const OtDocument *document)
{
	g_autoptr(GBytes) bytes = ot_plain_write(document, shared->labels);
	char *text = g_strndup(g_bytes_get_data(bytes, NULL), g_bytes_get_size(bytes));
	char *end = g_strrstr(text, "\n----------");

	g_assert_nonnull(end);
	*end = '\0';
	return text;
}

/* What stands in <main>, a line for each block. */
static char *
make_html(const Shared *shared, const OtDocument *document)
{
	g_autoptr(GBytes) bytes =
		ot_html_write(document, shared->style, shared->labels, shared->sheet);
	g_autofree char *page = g_strndup(g_bytes_get_data(bytes, NULL), g_bytes_get_size(bytes));
	g_autoptr(GRegex) blocks = g_regex_new(
		"(?<!^)<(?=(?:section|header|nav|h[1-6]|p|ul|ol|li|div|table|caption|thead|tbody|tr|th|"
		"td|figure|figcaption|svg|aside|rect|line|circle|path|text)[ >]|"
		"/(?:section|nav|ul|ol|table|figure|div|aside|svg)>)",
		0, 0, NULL);
	char *start = strstr(page, "<main");
	char *end = strstr(page, "</main>");

	g_assert_nonnull(start);
	g_assert_nonnull(end);
	*end = '\0';
	return g_regex_replace_literal(blocks, start, -1, 0, "\n<", 0, NULL);
}

/* What stands in the body of the main part, but for the page that all have. */
static char *
make_word(const OtDocument *document)
{
	g_autoptr(GBytes) bytes = write_bytes(document, EPOCH);
	g_autoptr(Package) package = package_open(bytes);
	xmlDoc *doc = package_part(package, DOCUMENT);
	g_autoptr(GString) text = g_string_new(NULL);
	xmlBuffer *buffer = xmlBufferCreate();

	for (xmlNode *node = xmlFirstElementChild(xmlFirstElementChild(xmlDocGetRootElement(doc)));
	     node != NULL; node = xmlNextElementSibling(node)) {
		if (strcmp((const char *) node->name, "sectPr") == 0)
			continue;
		xmlBufferEmpty(buffer);
		xmlNodeDump(buffer, doc, node, 0, 1);
		g_string_append_printf(text, "%s\n", (const char *) xmlBufferContent(buffer));
	}
	xmlBufferFree(buffer);
	return g_string_free(g_steal_pointer(&text), FALSE);
}

static void
add_tags(GString *out, const OtTag *tag)
{
	if (tag->parent != NULL) {
		add_tags(out, tag->parent);
		g_string_append_c(out, '/');
	}
	g_string_append(out, ot_structure_name(tag->type));
	if (tag->column_span > 1 || tag->row_span > 1)
		g_string_append_printf(out, "(%dx%d)", MAX(tag->column_span, 1),
		                       MAX(tag->row_span, 1));
	if (tag->scope != NULL)
		g_string_append_printf(out, "(%s)", tag->scope);
	if (tag->href != NULL)
		g_string_append_printf(out, "(%s)", tag->href);
	if (tag->alt != NULL)
		g_string_append_printf(out, "(%s)", tag->alt);
}

/* Each piece of a text with the elements that it stands in. */
static void
add_text(GString *out, const OtText *text)
{
	const char *string = ot_text_string(text);
	guint start = 0;

	for (guint i = 0; i < text->n_spans; i++) {
		const OtSpan *span = &text->spans[i];
		add_tags(out, span->tag);
		g_string_append_printf(out, "  %.*s\n", (int) (span->end - start), string + start);
		start = span->end;
	}
}

static void
add_page(GString *out, const OtLaidPage *page)
{
	for (guint i = 0; i < page->content->len; i++) {
		const OtItem *item = &g_array_index(page->content, OtItem, i);
		if (item->mark != OT_MARK_ELEMENT)
			continue;
		if (item->kind == OT_ITEM_LINE && item->line == 0)
			add_text(out, item->text);
		if (item->kind == OT_ITEM_PICTURE) {
			add_tags(out, item->tag);
			g_string_append(out, "  a picture\n");
		}
	}
}

/*
 * The elements of a PDF in the order of reading; whether the file is right it has seen to itself.
 */
static char *
make_pdf(const Shared *shared, const OtDocument *document)
{
	OtPdfOptions options = {.font_dir = "fonts", .epoch = EPOCH};
	g_autoptr(OtFindings) findings = ot_findings_new();
	GError *error = NULL;
	g_autoptr(GBytes) bytes = ot_pdf_write(document, shared->style, shared->labels, &options,
	                                       findings, &error);
	g_autoptr(GString) out = g_string_new(NULL);

	g_assert_no_error(error);
	g_assert_nonnull(bytes);
	OtLayout *layout = ot_layout_new(document, shared->style, shared->labels, "fonts", findings,
	                                 &error);
	g_assert_no_error(error);
	g_assert_true(ot_layout_run(layout, &error));
	for (guint i = 0; i < layout->pages->len; i++) {
		g_string_append_printf(out, "page %u\n", i + 1);
		add_page(out, g_ptr_array_index(layout->pages, i));
	}
	ot_layout_free(layout);
	g_assert_cmpuint(ot_findings_count(findings), ==, 0);
	return g_string_free(g_steal_pointer(&out), FALSE);
}

/* --- a sample of each kind ------------------------------------------------------------------ */

static bool
has_kind(OtDocument *document, OtNodeKind kind)
{
	OtWalk walk = ot_walk_start(document->root);

	while (ot_walk_next(&walk) != OT_WALK_END)
		if (walk.node->kind == kind)
			return true;
	return false;
}

static char *
make_all(const Shared *shared, OtNodeKind kind)
{
	g_autofree char *path = g_strdup_printf(FOLDER "/%s.xml", ot_node_info(kind)->name);
	GError *error = NULL;
	g_autoptr(OtTemplate) template = ot_template_load(path, shared->rules, &error);
	g_assert_no_error(error);
	g_autoptr(OtDocument) document =
		ot_template_expand(template, ot_xml_doc(shared->spec), shared->labels, &error);
	g_assert_no_error(error);
	g_assert_true(has_kind(document, kind));
	g_autoptr(GString) seen = g_string_new(NULL);
	g_autofree char *tree = ot_document_dump(document);
	g_autofree char *plain = make_plain(shared, document);
	g_autofree char *html = make_html(shared, document);
	g_autofree char *word = make_word(document);
	g_autofree char *pdf = make_pdf(shared, document);

	add_part(seen, "tree", tree);
	add_part(seen, "plain text", plain);
	add_part(seen, "HTML", html);
	add_part(seen, "Word", word);
	add_part(seen, "PDF", pdf);
	return g_string_free(g_steal_pointer(&seen), FALSE);
}

static void
test_kinds(gconstpointer data)
{
	for (int kind = 0; kind < OT_N_NODE_KINDS; kind++) {
		const char *name = ot_node_info((OtNodeKind) kind)->name;
		g_autofree char *path = g_strdup_printf(FOLDER "/%s.txt", name);
		g_autofree char *seen = make_all(data, (OtNodeKind) kind);
		g_autofree char *golden = NULL;

		if (g_getenv("OUTSET_UPDATE") != NULL)
			g_assert_true(g_file_set_contents(path, seen, -1, NULL));
		if (g_file_get_contents(path, &golden, NULL, NULL) && strcmp(seen, golden) == 0)
			continue;
		g_test_message("%s is not what comes out of %s.xml now:\n%s", path, name, seen);
		g_test_fail();
	}
}

static void
test_files(void)
{
	g_autoptr(GPtrArray) names = ot_folder_list(FOLDER, NULL);

	g_assert_cmpuint(names->len, ==, 2 * OT_N_NODE_KINDS);
}

int
main(int argc, char **argv)
{
	Shared shared = {NULL};
	g_autoptr(OtFindings) findings = ot_findings_new();

	g_test_init(&argc, &argv, NULL);
	shared.rules = ot_template_rules_load("schemas", NULL, NULL);
	shared.labels = ot_labels_load("templates/labels.en.xml", NULL);
	shared.style = ot_style_load("templates/house-style.xml", NULL);
	shared.spec = ot_xml_read(SPEC, findings, NULL);
	g_assert_true(g_file_get_contents("templates/page.css", &shared.sheet, NULL, NULL));
	ot_xml_strip_namespaces(ot_xml_doc(shared.spec));
	g_test_add_data_func("/nodes/kinds", &shared, test_kinds);
	g_test_add_func("/nodes/files", test_files);
	int status = g_test_run();
	ot_template_rules_free(shared.rules);
	ot_labels_free(shared.labels);
	ot_style_free(shared.style);
	ot_xml_free(shared.spec);
	g_free(shared.sheet);
	return status;
}
