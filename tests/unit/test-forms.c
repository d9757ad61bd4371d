/*
 * SPDX-License-Identifier: MIT
 *
 * PDF, HTML and Word hold the same content: every piece of text of a document is in each of them,
 * in the same order, and neither HTML nor Word says a word that the document doesn't.
 *
 * Compared without white space, which lines and cells take part in differently.  pdftotext reads
 * the PDF, libxml2 the page, libzip and libxml2 the Word file.
 */
#include "docx-build.h"

#include "document/figure.h"
#include "engagement/engagement.h"
#include "html/html.h"
#include "pdf/pdf.h"

#include <glib/gstdio.h>
#include <libxml/HTMLparser.h>
#include <math.h>

#define EPOCH 1763856000

typedef enum { PDF, HTML, DOCX, N_FORMS } Form;

static const char *const form_names[N_FORMS] = {"PDF", "HTML", "DOCX"};

/* What a document says. */
typedef struct {
	GPtrArray *pieces; /* of char *, in order */
	GPtrArray *loose;  /* likewise, of what stands elsewhere in some form: notes, key facts */
	GHashTable *words;
} Content;

static void
content_free(Content *content)
{
	g_ptr_array_unref(content->pieces);
	g_ptr_array_unref(content->loose);
	g_hash_table_unref(content->words);
	g_free(content);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Content, content_free)

/* --- texts -------------------------------------------------------------------------------- */

static bool
is_blank(gunichar c)
{
	return g_unichar_isspace(c) || c == 0xA0 || c == 0xAD || c == '\f';
}

/* Without white space and soft hyphens. */
static char *
squeeze(const char *text)
{
	GString *out = g_string_new(NULL);

	for (const char *c = text; *c != '\0'; c = g_utf8_next_char(c))
		if (!is_blank(g_utf8_get_char(c)))
			g_string_append_unichar(out, g_utf8_get_char(c));
	return g_string_free(out, FALSE);
}

static void
add_words(GHashTable *words, const char *text)
{
	GString *word = g_string_new(NULL);

	for (const char *c = text;; c = g_utf8_next_char(c)) {
		bool blank = *c == '\0' || is_blank(g_utf8_get_char(c));
		if (!blank) {
			g_string_append_unichar(word, g_utf8_get_char(c));
		} else if (word->len > 0) {
			g_hash_table_add(words, g_strdup(word->str));
			g_string_truncate(word, 0);
		}
		if (*c == '\0')
			break;
	}
	g_string_free(word, TRUE);
}

/* --- what a document says ----------------------------------------------------------------- */

static void
say(Content *content, bool loose, const char *text)
{
	if (text == NULL || *text == '\0')
		return;
	g_ptr_array_add(loose ? content->loose : content->pieces, squeeze(text));
	add_words(content->words, text);
}

static bool
is_loose(const OtNode *node)
{
	for (; node != NULL; node = node->parent)
		if (node->kind == OT_NODE_NOTE ||
		    (node->kind == OT_NODE_TABLE && node->as.table.role == OT_TABLE_KEY))
			return true;
	return false;
}

static void
say_figure(Content *content, const OtLabels *labels, OtArena *arena, const OtFigureData *figure)
{
	for (size_t i = 0; i < figure->n_points; i++) {
		const OtPoint *point = &figure->points[i];
		bool dated = figure->kind == OT_FIGURE_TIMELINE;
		const char *value = ot_figure_value_text(labels, arena, figure, point);
		say(content, false, dated ? value : point->label);
		say(content, false, dated ? point->label : value);
		say(content, false, point->note);
	}
}

/* A value that is missing is asked for by its label; Word does so in a control, by its hint. */
static void
say_field(Content *content, bool loose, const OtFieldData *field)
{
	if (field->text != NULL && field->kind != OT_FIELD_TICK)
		say(content, loose, field->text);
	add_words(content->words, field->label);
	if (field->hint != NULL)
		add_words(content->words, field->hint);
}

static void
say_node(Content *content, const OtLabels *labels, OtArena *arena, const OtNode *node)
{
	bool loose = is_loose(node);

	switch (node->kind) {
	case OT_NODE_TEXT:
		say(content, loose, node->as.text);
		break;
	case OT_NODE_HEADING:
		if (node->as.heading.number != NULL)
			add_words(content->words, node->as.heading.number);
		break;
	case OT_NODE_TABLE:
		say(content, loose, node->as.table.caption);
		break;
	case OT_NODE_FIGURE:
		say(content, false, node->as.figure.caption);
		say_figure(content, labels, arena, &node->as.figure);
		break;
	case OT_NODE_CALLOUT:
		say(content, false, node->as.callout.title);
		break;
	case OT_NODE_SIGNATURE:
		say(content, false, node->as.signature.label);
		break;
	case OT_NODE_FIELD:
		if (node->parent->kind == OT_NODE_SIGNATURE)
			say(content, false, node->as.field.label);
		say_field(content, loose, &node->as.field);
		break;
	case OT_NODE_LINK:
		if (node->first == NULL)
			say(content, loose, node->as.link.href);
		break;
	case OT_NODE_DOCUMENT:
	case OT_NODE_SECTION:
	case OT_NODE_PARAGRAPH:
	case OT_NODE_LIST:
	case OT_NODE_ITEM:
	case OT_NODE_ROW:
	case OT_NODE_CELL:
	case OT_NODE_TOC:
	case OT_NODE_PAGE_BREAK:
	case OT_NODE_STRONG:
	case OT_NODE_EMPHASIS:
	case OT_NODE_REFERENCE:
	case OT_NODE_NOTE:
	case OT_N_NODE_KINDS:
		break;
	}
}

/* Words that forms have around the content. */
static void
add_furniture(Content *content, const OtDocumentInfo *info, const OtLabels *labels)
{
	static const char *const keys[] = {"skip", "back", "contents", "note", "important", "law",
	                                   "action", "figure-point", "figure-when", "figure-value",
	                                   "figure-note", "figure-values", "to-be-completed",
	                                   "to-be-completed-short", "version", "yes", "no"};
	const char *const facts[] = {info->title, info->full_title, info->authority,
	                             info->reference, info->version, info->status,
	                             info->date_text};

	for (size_t i = 0; i < G_N_ELEMENTS(keys); i++)
		add_words(content->words, ot_labels_get(labels, keys[i]));
	for (size_t i = 0; i < G_N_ELEMENTS(facts); i++)
		if (facts[i] != NULL)
			add_words(content->words, facts[i]);
}

static Content *
read_document(const OtDocument *document, const OtLabels *labels)
{
	g_autoptr(OtArena) arena = ot_arena_new();
	Content *content = g_new0(Content, 1);
	OtWalk walk = ot_walk_start(document->root);

	content->pieces = g_ptr_array_new_with_free_func(g_free);
	content->loose = g_ptr_array_new_with_free_func(g_free);
	content->words = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	while (ot_walk_next(&walk) != OT_WALK_END)
		if (walk.event == OT_WALK_ENTER)
			say_node(content, labels, arena, walk.node);
	add_furniture(content, &document->info, labels);
	return content;
}

/* --- what a form says --------------------------------------------------------------------- */

static char *
read_pdf(GBytes *bytes)
{
	g_autofree char *name = NULL;
	GError *error = NULL;
	char *text = NULL;
	int status = 0;
	int file = g_file_open_tmp("outset-forms-XXXXXX", &name, &error);

	g_assert_no_error(error);
	g_close(file, NULL);
	g_file_set_contents(name, g_bytes_get_data(bytes, NULL),
	                    (gssize) g_bytes_get_size(bytes), &error);
	g_assert_no_error(error);
	g_autofree char *command = g_strdup_printf("pdftotext -raw -enc UTF-8 '%s' -", name);
	g_spawn_command_line_sync(command, &text, NULL, &status, &error);
	g_assert_no_error(error);
	g_assert_cmpint(status, ==, 0);
	g_remove(name);
	return text;
}

/* Elements that lines of text go through; all others part words. */
static void
append_html(const xmlNode *node, GString *out)
{
	static const char *const inlines[] = {"a", "strong", "em", "span", NULL};

	if (node->type == XML_TEXT_NODE) {
		g_string_append(out, (const char *) node->content);
		return;
	}
	if (node->type != XML_ELEMENT_NODE)
		return;
	xmlChar *hidden = xmlGetProp((xmlNode *) node, (const xmlChar *) "aria-hidden");
	bool apart = !g_strv_contains(inlines, (const char *) node->name);
	if (apart)
		g_string_append_c(out, '\n');
	for (const xmlNode *child = node->children; child != NULL && hidden == NULL;
	     child = child->next)
		append_html(child, out);
	if (apart)
		g_string_append_c(out, '\n');
	xmlFree(hidden);
}

static char *
read_html(GBytes *bytes)
{
	GString *out = g_string_new(NULL);
	xmlDoc *doc = htmlReadMemory(g_bytes_get_data(bytes, NULL), (int) g_bytes_get_size(bytes),
	                             "page.html", "UTF-8",
	                             HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING);
	xmlNode *body = xmlDocGetRootElement(doc)->children;

	while (body != NULL && strcmp((const char *) body->name, "body") != 0)
		body = body->next;
	g_assert_nonnull(body);
	append_html(body, out);
	xmlFreeDoc(doc);
	return g_string_free(out, FALSE);
}

static void
append_docx(const xmlNode *node, GString *out)
{
	static const char *const parting[] = {"p", "tab", "br", NULL};

	if (node->type != XML_ELEMENT_NODE)
		return;
	if (strcmp((const char *) node->name, "t") == 0) {
		xmlChar *text = xmlNodeGetContent((xmlNode *) node);
		g_string_append(out, (const char *) text);
		xmlFree(text);
		return;
	}
	for (const xmlNode *child = node->children; child != NULL; child = child->next)
		append_docx(child, out);
	if (g_strv_contains(parting, (const char *) node->name))
		g_string_append_c(out, '\n');
}

static char *
read_docx(GBytes *bytes)
{
	static const char *const parts[] = {DOCUMENT, "word/footnotes.xml"};
	g_autoptr(Package) package = package_open(bytes);
	GString *out = g_string_new(NULL);

	for (size_t i = 0; i < G_N_ELEMENTS(parts); i++) {
		xmlDoc *doc = g_hash_table_lookup(package->docs, parts[i]);
		if (doc != NULL)
			append_docx(xmlDocGetRootElement(doc), out);
	}
	return g_string_free(out, FALSE);
}

/* --- comparing ---------------------------------------------------------------------------- */

/* Each piece as early as it can be: then the next one is found if it is there at all. */
static void
check_pieces(const Content *content, const char *form, const char *text)
{
	g_autofree char *whole = squeeze(text);
	const char *cursor = whole;

	for (guint i = 0; i < content->pieces->len; i++) {
		const char *piece = content->pieces->pdata[i];
		const char *found = strstr(cursor, piece);
		if (found == NULL)
			g_error("%s lacks \"%s\" after \"%s\"", form, piece,
			        i > 0 ? (const char *) content->pieces->pdata[i - 1] : "");
		cursor = found + strlen(piece);
	}
	for (guint i = 0; i < content->loose->len; i++)
		if (strstr(whole, content->loose->pdata[i]) == NULL)
			g_error("%s lacks \"%s\"", form, (const char *) content->loose->pdata[i]);
}

/* Where the first letter or digit stands; where the last one ends. */
static char *
strip_marks(const char *word)
{
	const char *start = NULL, *end = word;

	for (const char *c = word; *c != '\0'; c = g_utf8_next_char(c)) {
		if (!g_unichar_isalnum(g_utf8_get_char(c)))
			continue;
		start = start != NULL ? start : c;
		end = g_utf8_next_char(c);
	}
	return start != NULL ? g_strndup(start, (gsize) (end - start)) : g_strdup("");
}

static void
check_words(const Content *content, const char *form, const char *text)
{
	g_autoptr(GHashTable) known = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	g_autoptr(GHashTable) words = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	GHashTableIter iter;
	gpointer word;

	g_hash_table_iter_init(&iter, content->words);
	while (g_hash_table_iter_next(&iter, &word, NULL))
		g_hash_table_add(known, strip_marks(word));
	add_words(words, text);
	g_hash_table_iter_init(&iter, words);
	while (g_hash_table_iter_next(&iter, &word, NULL)) {
		g_autofree char *bare = strip_marks(word);
		char *end;
		/* numbers of pages and notes */
		(void) g_ascii_strtoull(bare, &end, 10);
		if (*end != '\0' && !g_hash_table_contains(known, bare))
			g_error("only %s says \"%s\"", form, bare);
	}
}

static void
check_forms(const OtDocument *document, const OtStyle *style, const OtLabels *labels,
            const char *sheet)
{
	OtPdfOptions options = {.font_dir = "fonts", .epoch = EPOCH};
	g_autoptr(OtFindings) findings = ot_findings_new();
	g_autoptr(Content) content = read_document(document, labels);
	GError *error = NULL;
	GBytes *bytes[N_FORMS];

	bytes[PDF] = ot_pdf_write(document, style, labels, &options, findings, &error);
	g_assert_no_error(error);
	bytes[HTML] = ot_html_write(document, style, labels, sheet);
	bytes[DOCX] = ot_docx_write(document, style, labels, EPOCH, &error);
	g_assert_no_error(error);
	char *texts[N_FORMS] = {read_pdf(bytes[PDF]), read_html(bytes[HTML]),
	                        read_docx(bytes[DOCX])};
	for (int form = 0; form < N_FORMS; form++) {
		check_pieces(content, form_names[form], texts[form]);
		/* On paper a long word may be parted. */
		if (form != PDF)
			check_words(content, form_names[form], texts[form]);
		g_bytes_unref(bytes[form]);
		g_free(texts[form]);
	}
}

/* --- documents ---------------------------------------------------------------------------- */

static void
test_sample(gconstpointer data)
{
	g_autoptr(OtFindings) findings = ot_findings_new();
	GError *error = NULL;
	g_autoptr(OtEngagement) engagement = ot_engagement_open(data, findings, &error);
	g_assert_no_error(error);
	OtResources *resources = ot_engagement_resources(engagement);
	const OtLabels *labels = ot_resources_labels(resources, "en-GB", &error);
	const OtAppearance usual = {0};
	const OtStyle *style = ot_resources_style(resources, &usual, findings, &error);
	const char *sheet = ot_resources_sheet(resources, &error);
	g_autoptr(GPtrArray) templates = ot_resources_templates(resources, "briefing", &error);

	g_assert_no_error(error);
	g_assert_cmpint(templates->len, >, 0);
	for (guint i = 0; i < templates->len; i++) {
		g_autoptr(OtDocument) document =
			ot_engagement_document(engagement, templates->pdata[i], &error);
		g_assert_no_error(error);
		check_forms(document, style, labels, sheet);
	}
}

static void
add_figures(OtDocument *document, OtNode *parent)
{
	static const OtPoint points[] = {
		{.label = "Alpha", .value = 47.5, .date = "2026-07-02", .note = "noted"},
		{.label = "Beta", .value = 20, .date = "2027-01", .strong = true},
		{.label = "Gamma", .value = NAN, .text = "Unsure"},
		{.label = "Delta", .value = 33, .spread = 11, .text = "22 to 33"},
	};

	for (int kind = OT_FIGURE_TIMELINE; kind <= OT_FIGURE_BARS; kind++)
		for (size_t n = 1; n <= G_N_ELEMENTS(points); n++) {
			OtNode *figure = ot_document_append(document, parent, OT_NODE_FIGURE);
			figure->as.figure = (OtFigureData){
				.kind = (OtFigureKind) kind, .alt = "Figure in words",
				.caption = "Drawn", .unit = n % 2 == 0 ? "minutes" : NULL,
				.points = points, .n_points = n,
			};
		}
}

static void
add_tables(OtDocument *document, OtNode *parent)
{
	for (int role = OT_TABLE_GRID; role <= OT_TABLE_KEY; role++) {
		OtNode *table = add_table(document, parent, (OtTableRole) role);
		table->as.table.caption = role == OT_TABLE_GRID ? "Grid of cells" : NULL;
		if (role != OT_TABLE_FACTS)
			add_row(document, table, true, "Headone|Headtwo");
		OtNode *row = add_row(document, table, false, "!Cellone|Celltwo");
		OtNode *list = add_list(document, row->last, OT_LIST_LETTER, 3);
		add_item(document, list, "within a cell");
	}
}

static void
add_lines(OtDocument *document, OtNode *parent)
{
	static const char *const choices[] = {"low", "high", NULL};

	for (int role = OT_PARAGRAPH_BODY; role <= OT_PARAGRAPH_DISPLAY; role++) {
		OtNode *paragraph = add_paragraph(document, parent, "A line");
		paragraph->as.paragraph =
			role != OT_PARAGRAPH_TITLE ? (OtParagraphRole) role : OT_PARAGRAPH_BODY;
	}
	OtNode *line = add_paragraph(document, parent, "Plain ");
	add_inline(document, line, OT_NODE_STRONG, "strong ");
	add_inline(document, line, OT_NODE_EMPHASIS, "stressed ");
	add_inline(document, line, OT_NODE_LINK, "linked")->as.link.href = "https://example.org/";
	add_inline(document, line, OT_NODE_NOTE, "Noted below.");
	ot_document_append_text(document, line, "; see ");
	ot_document_append(document, line, OT_NODE_REFERENCE)->as.reference.target = "below";
	for (int kind = OT_FIELD_TEXT; kind <= OT_FIELD_TICK; kind++) {
		const char *name = ot_arena_printf(document->arena, "field.%d", kind);
		OtNode *field = add_field(document, add_paragraph(document, parent, "Field "),
		                          (OtFieldKind) kind, name,
		                          kind == OT_FIELD_TICK ? "yes" : "2026-11-09",
		                          kind == OT_FIELD_TICK ? "Yes" : "Filled in");
		field->as.field.choices = kind == OT_FIELD_CHOICE ? choices : NULL;
	}
}

/* Every kind of node, in all its roles. */
static void
test_every_kind(void)
{
	GError *error = NULL;
	g_autoptr(OtStyle) style = ot_style_load("templates/house-style.xml", &error);
	g_autoptr(OtLabels) labels = ot_labels_load("templates/labels.en.xml", &error);
	g_autoptr(OtDocument) document = new_document();
	OtNode *cover = add_section(document, document->root, OT_SECTION_COVER, NULL);
	OtNode *toc = ot_document_append(document, document->root, OT_NODE_TOC);

	g_assert_no_error(error);
	add_paragraph(document, cover, "The title")->as.paragraph = OT_PARAGRAPH_TITLE;
	toc->as.toc.depth = 2;
	for (int role = OT_SECTION_NORMAL; role <= OT_SECTION_ANNEX; role++) {
		if (role == OT_SECTION_COVER)
			continue;
		OtNode *section =
			add_section(document, document->root, (OtSectionRole) role, "Part");
		add_section(document, section, OT_SECTION_NORMAL, "Below")->id =
			role == OT_SECTION_NORMAL ? "below" : NULL;
		OtNode *callout = ot_document_append(document, section->last, OT_NODE_CALLOUT);
		callout->as.callout.kind = (OtCalloutKind) role;
		add_paragraph(document, callout, "In a box");
		if (role != OT_SECTION_NORMAL)
			continue;
		add_lines(document, section->last);
		add_tables(document, section->last);
		add_figures(document, section->last);
		OtNode *signature = ot_document_append(document, section->last, OT_NODE_SIGNATURE);
		signature->as.signature.label = "Signed here";
		add_field(document, signature, OT_FIELD_TEXT, "sign.name", "x", "Mari Price");
		ot_document_append(document, section->last, OT_NODE_PAGE_BREAK);
		add_paragraph(document, section->last, "Overleaf");
	}
	ot_document_resolve(document, labels, &error);
	g_assert_no_error(error);
	check_forms(document, style, labels, "");
}

int
main(int argc, char **argv)
{
	static const char *const samples[] = {"independent-living", "local-planning", "outline",
	                                      "winter-gritting"};

	g_test_init(&argc, &argv, NULL);
	g_setenv("OUTSET_DATA", ".", TRUE);
	for (size_t i = 0; i < G_N_ELEMENTS(samples); i++) {
		g_autofree char *name = g_strconcat("/forms/", samples[i], NULL);
		g_test_add_data_func_full(name, g_build_filename("samples", samples[i], NULL),
		                          test_sample, g_free);
	}
	g_test_add_func("/forms/every-kind", test_every_kind);
	return g_test_run();
}
