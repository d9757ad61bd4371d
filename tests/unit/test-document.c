/* SPDX-License-Identifier: MIT */
#include "base/error.h"
#include "document/fold.h"
#include "document/template.h"
#include "xml/schema.h"

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

static OtLabels *
load_labels(void)
{
	GError *error = NULL;
	OtLabels *labels = ot_labels_load("templates/labels.en.xml", &error);

	g_assert_no_error(error);
	return labels;
}

/* A document with its root. */
static OtDocument *
new_document(void)
{
	OtDocument *document = ot_document_new();

	ot_document_append(document, NULL, OT_NODE_DOCUMENT);
	return document;
}

static OtNode *
add_section(OtDocument *document, OtNode *parent, OtSectionRole role, const char *heading)
{
	OtNode *section = ot_document_append(document, parent, OT_NODE_SECTION);

	section->as.section.role = role;
	section->as.section.numbered = section->as.section.listed = role != OT_SECTION_COVER;
	if (heading != NULL)
		ot_document_append_text(document,
		                        ot_document_append(document, section, OT_NODE_HEADING),
		                        heading);
	return section;
}

static OtNode *
add_paragraph(OtDocument *document, OtNode *parent, const char *text)
{
	OtNode *paragraph = ot_document_append(document, parent, OT_NODE_PARAGRAPH);

	if (text != NULL)
		ot_document_append_text(document, paragraph, text);
	return paragraph;
}

static OtNode *
add_reference(OtDocument *document, OtNode *parent, const char *target)
{
	OtNode *reference = ot_document_append(document, parent, OT_NODE_REFERENCE);

	reference->as.reference.target = target;
	return reference;
}

/* Cells as words: "h" a header, digits the spans over columns and rows: "h21". */
static OtNode *
add_row(OtDocument *document, OtNode *table, bool header, const char *cells)
{
	OtNode *row = ot_document_append(document, table, OT_NODE_ROW);
	g_auto(GStrv) words = g_strsplit(cells, " ", -1);

	row->as.row.header = header;
	for (char **word = words; *word != NULL; word++) {
		OtNode *cell = ot_document_append(document, row, OT_NODE_CELL);
		const char *spans = **word == 'h' ? *word + 1 : *word;
		cell->as.cell.header = **word == 'h';
		cell->as.cell.column_span = *spans != '\0' ? spans[0] - '0' : 1;
		cell->as.cell.row_span = *spans != '\0' ? spans[1] - '0' : 1;
	}
	return row;
}

static void
assert_resolves(OtDocument *document)
{
	g_autoptr(OtLabels) labels = load_labels();
	GError *error = NULL;

	ot_document_resolve(document, labels, &error);
	g_assert_no_error(error);
}

static void
assert_refused(OtDocument *document, const char *message)
{
	g_autoptr(OtLabels) labels = load_labels();
	g_autoptr(GError) error = NULL;

	g_assert_false(ot_document_resolve(document, labels, &error));
	g_assert_error(error, OT_ERROR, OT_ERROR_FORMAT);
	g_assert_cmpstr(error->message, ==, message);
	ot_document_free(document);
}

/* --- the tree ------------------------------------------------------------------------------ */

static void
test_kinds(void)
{
	int n_inline = 0;

	for (int kind = 0; kind < OT_N_NODE_KINDS; kind++) {
		g_assert_nonnull(ot_node_info((OtNodeKind) kind)->name);
		n_inline += ot_node_is_inline((OtNodeKind) kind);
	}
	g_assert_cmpint(n_inline, ==, 7);
	g_assert_cmpstr(ot_node_info(OT_NODE_TOC)->name, ==, "contents");
}

static void
test_walk(void)
{
	g_autoptr(OtDocument) document = new_document();
	OtNode *section = add_section(document, document->root, OT_SECTION_NORMAL, "One");
	add_paragraph(document, section, "Two");
	g_autoptr(GString) events = g_string_new(NULL);

	OtWalk walk = ot_walk_start(document->root);
	while (ot_walk_next(&walk) != OT_WALK_END) {
		g_string_append_printf(events, "%s%s ", walk.event == OT_WALK_EXIT ? "/" : "",
		                       ot_node_info(walk.node->kind)->name);
		if (walk.event == OT_WALK_ENTER && walk.node->kind == OT_NODE_HEADING)
			ot_walk_skip(&walk);
	}
	g_assert_cmpstr(events->str, ==,
	                "document section heading /heading paragraph text /text /paragraph "
	                "/section /document ");
	g_assert_cmpint(ot_walk_next(&walk), ==, OT_WALK_END);

	walk = ot_walk_start(section->first);
	g_assert_cmpint(ot_walk_next(&walk), ==, OT_WALK_ENTER);
	ot_walk_skip(&walk);
	g_assert_cmpint(ot_walk_next(&walk), ==, OT_WALK_EXIT);
	g_assert_true(walk.node == section->first);
	g_assert_cmpint(ot_walk_next(&walk), ==, OT_WALK_END);
}

static void
test_text(void)
{
	g_autoptr(OtDocument) document = new_document();
	OtNode *section = add_section(document, document->root, OT_SECTION_NORMAL, "Heading");
	OtNode *paragraph = add_paragraph(document, section, "one ");
	ot_document_append_text(
		document, ot_document_append(document, paragraph, OT_NODE_STRONG), "two");
	ot_document_append_text(document,
	                        ot_document_append(document, paragraph, OT_NODE_NOTE), "aside");
	OtNode *field = ot_document_append(document, paragraph, OT_NODE_FIELD);
	field->as.field.text = " three";
	section->id = "here";
	paragraph->lang = "cy-GB";

	g_autofree char *text = ot_node_text(document->root);
	g_assert_cmpstr(text, ==, "Heading one two three");
	g_autofree char *note = ot_node_text(paragraph->first->next->next);
	g_assert_cmpstr(note, ==, "aside");
	g_assert_true(ot_document_find(document, "here") == section);
	g_assert_null(ot_document_find(document, "there"));
	g_assert_cmpstr(ot_node_lang(document, field), ==, "cy-GB");
	g_assert_cmpstr(ot_node_lang(document, section), ==, "en-GB");
}

/* "_" starts and ends emphasis, "#" is a field: what comes of a line. */
static const struct {
	const char *line, *folded;
} lines[] = {
	{"", ""},
	{" \n\t", ""},
	{" a  b\n c ", "a b c"},
	{"a _ b _ c", "a _b _c"},
	{"a_ _b", "a_ _b"},
	{"a _ _", "a"},
	{"# _ _", "#"},
	{" # ", "#"},
	{"a # b", "a # b"},
	{"_ a _ ", "_a_"},
	{"a\xc2\xa0 b", "a\xc2\xa0 b"},
};

static void
test_fold(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(lines); i++) {
		g_autoptr(OtDocument) document = new_document();
		OtNode *paragraph = add_paragraph(document, document->root, NULL);
		OtNode *parent = paragraph;
		for (const char *at = lines[i].line; *at != '\0';) {
			size_t len = strcspn(at, "_#");
			g_autofree char *text = g_strndup(at, len);
			if (len > 0)
				ot_document_append_text(document, parent, text);
			at += len;
			if (*at == '_')
				parent = parent != paragraph
				                 ? paragraph
				                 : ot_document_append(document, paragraph,
				                                      OT_NODE_EMPHASIS);
			else if (*at == '#')
				ot_document_append(document, parent, OT_NODE_FIELD)->as.field.text =
					"#";
			at += *at != '\0';
		}
		ot_fold_inlines(document, paragraph);

		g_autoptr(GString) folded = g_string_new(NULL);
		OtWalk walk = ot_walk_start(paragraph);
		while (ot_walk_next(&walk) != OT_WALK_END) {
			if (walk.node->kind == OT_NODE_EMPHASIS)
				g_string_append_c(folded, '_');
			else if (walk.event == OT_WALK_ENTER && walk.node->kind == OT_NODE_TEXT)
				g_string_append(folded, walk.node->as.text);
			else if (walk.event == OT_WALK_ENTER && walk.node->kind == OT_NODE_FIELD)
				g_string_append_c(folded, '#');
		}
		g_assert_cmpstr(folded->str, ==, lines[i].folded);
	}
}

/* --- labels and forms ---------------------------------------------------------------------- */

static void
test_labels(void)
{
	g_autoptr(OtLabels) labels = load_labels();
	g_autoptr(OtArena) arena = ot_arena_new();

	g_assert_cmpstr(ot_labels_get(labels, "contents"), ==, "Contents");
	g_assert_cmpstr(ot_labels_get(labels, "no-such-key"), ==, "no-such-key");
	g_assert_cmpstr(ot_labels_code(labels, "jurisdiction", "GB-ENG"), ==, "England");
	g_assert_null(ot_labels_code(labels, "jurisdiction", "GB-XYZ"));
	g_assert_null(ot_labels_code(labels, "no-such-list", "GB-ENG"));
	g_assert_true(ot_labels_has_list(labels, "yes-no"));
	g_assert_false(ot_labels_has_list(labels, "no-yes"));
	g_assert_cmpstr(ot_labels_fill(labels, arena, "page", "page", "3", "pages", "12", NULL), ==,
	                "Page 3 of 12");
	g_assert_cmpstr(ot_labels_fill(labels, arena, "page", "page", "3", NULL), ==,
	                "Page 3 of {pages}");
	g_assert_cmpstr(ot_labels_fill(labels, arena, "to-be-completed", "label", "{label}", NULL),
	                ==, "To be completed: {label}");
}

/* The lists of codes that have another name than their type in the schema; NULL: not shown. */
static const struct {
	const char *type, *list;
} lists[] = {
	{"schema-version", NULL},          {"precision", NULL},
	{"currency", NULL},                {"wcag-level", NULL},
	{"high-risk-criterion", "high-risk"}, {"privacy-likelihood", "likelihood"},
	{"privacy-severity", "severity"},  {"level", "risk"},
	{"needed-stage", "needed"},        {"asset-needed", "needed"},
	{"asset-owner", "owner"},
};

static const char *
list_of(const char *type)
{
	for (size_t i = 0; i < G_N_ELEMENTS(lists); i++)
		if (strcmp(lists[i].type, type) == 0)
			return lists[i].list;
	return type;
}

/* Each code that a specification can hold has its words. */
static void
test_codes(void)
{
	g_autoptr(OtLabels) labels = load_labels();
	g_autoptr(OtFindings) findings = ot_findings_new();
	g_autoptr(OtXml) schema = ot_xml_read("schemas/spec.xsd", findings, NULL);
	const xmlNode *root = xmlDocGetRootElement(ot_xml_doc(schema));
	int n_codes = 0;

	for (const xmlNode *type = ot_xml_child(root, "simpleType"); type != NULL;
	     type = ot_xml_next(type, "simpleType")) {
		const xmlNode *restriction = ot_xml_child(type, "restriction");
		const char *list = list_of(ot_xml_attr(type, "name"));
		if (restriction == NULL || list == NULL)
			continue;
		for (const xmlNode *code = ot_xml_child(restriction, "enumeration"); code != NULL;
		     code = ot_xml_next(code, "enumeration")) {
			const char *value = ot_xml_attr(code, "value");
			if (ot_labels_code(labels, list, value) == NULL)
				g_error("the list \"%s\" has no words for \"%s\"", list, value);
			n_codes++;
		}
	}
	g_assert_cmpint(n_codes, >, 150);
}

/* What is wrong with a file, and what is said of it. */
static const struct {
	const char *xml, *message;
} bad_labels[] = {
	{"<labels/>", "1:1: a file of labels starts with <labels xmlns=\"urn:outset:labels:1\">"},
	{"<labels xmlns='urn:outset:labels:1'>\n <label>x</label></labels>",
	 "2:2: <label> needs the attribute \"key\""},
	{"<labels xmlns='urn:outset:labels:1'><label key='a'>x</label>\n<label key='a'>y</label>"
	 "</labels>",
	 "2:1: the key \"a\" is there twice"},
	{"<labels xmlns='urn:outset:labels:1'><label key='a'> </label></labels>",
	 "1:37: the key \"a\" has no words"},
	{"<labels xmlns='urn:outset:labels:1'><words/></labels>",
	 "1:37: <words> can't stand here, only <label> and <codes>"},
	{"<labels xmlns='urn:outset:labels:1'><codes list='a'><label/></codes></labels>",
	 "1:53: <label> can't stand here, only <code>"},
	{"<labels xmlns='urn:outset:labels:1'><codes list='a'/><codes list='a'/></labels>",
	 "1:54: the list \"a\" is there twice"},
	{"<labels xmlns='urn:outset:labels:1'>",
	 "1:37: the file ends, but <labels> of line 1 is not ended. Correct the place named; an XML "
	 "editor shows it in red"},
};

/* Write bytes to a file that `load` refuses with "FILE:message", or a message without a place. */
static void
assert_file_refused(const char *bytes, const char *message, void *(*load)(const char *, GError **))
{
	g_autofree char *path = NULL;
	g_autoptr(GError) error = NULL;
	int file = g_file_open_tmp("outset-XXXXXX.xml", &path, NULL);

	g_assert_cmpint(file, >=, 0);
	g_close(file, NULL);
	g_assert_true(g_file_set_contents(path, bytes, -1, NULL));
	g_assert_null(load(path, &error));
	g_unlink(path);
	g_assert_error(error, OT_ERROR, OT_ERROR_FORMAT);
	g_assert_true(g_str_has_prefix(error->message, path));
	if (g_ascii_isdigit(*message))
		g_assert_cmpstr(error->message + strlen(path) + 1, ==, message);
	else
		g_assert_cmpstr(strstr(error->message, ": ") + 2, ==, message);
}

static void *
load_labels_file(const char *path, GError **error)
{
	return ot_labels_load(path, error);
}

static void
test_bad_labels(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(bad_labels); i++)
		assert_file_refused(bad_labels[i].xml, bad_labels[i].message, load_labels_file);

	g_autoptr(GError) error = NULL;
	g_assert_null(ot_labels_load("no/such/file.xml", &error));
	g_assert_error(error, OT_ERROR, OT_ERROR_IO);
}

static const struct {
	const char *iso, *precision, *text;
} dates[] = {
	{"2026-12-03", NULL, "3 December 2026"},
	{"2026-12-03", "day", "3 December 2026"},
	{"2026-12-03", "month", "December 2026"},
	{"2026-12-03", "quarter", "October to December 2026"},
	{"2026-01-31", "quarter", "January to March 2026"},
	{"2024-02-29", NULL, "29 February 2024"},
	{"2026-11-24T10:00:00", NULL, "24 November 2026 at 10am"},
	{"2026-11-24T17:30:00Z", NULL, "24 November 2026 at 5:30pm"},
	{"2026-11-24T12:00:00+01:00", NULL, "24 November 2026 at midday"},
	{"2026-11-24T00:00:00.5", NULL, "24 November 2026 at midnight"},
	{"2026-11-24T00:05", NULL, "24 November 2026 at 12:05am"},
	{"2026-02-29", NULL, NULL},
	{"2026-13-01", NULL, NULL},
	{"2026-00-10", NULL, NULL},
	{"2026-04-31", NULL, NULL},
	{"26-04-30", NULL, NULL},
	{"2026-4-30", NULL, NULL},
	{"2026-04-30 ", NULL, NULL},
	{"2026-04-30T24:00:00", NULL, NULL},
	{"2026-04-30T10", NULL, NULL},
	{"soon", NULL, NULL},
	{"", NULL, NULL},
	{NULL, NULL, NULL},
};

static const struct {
	const char *amount, *currency, *text;
} amounts[] = {
	{"240000", "GBP", "£240,000"},       {"240000.00", "GBP", "£240,000"},
	{"1234.5", "GBP", "£1,234.50"},      {"0.125", "GBP", "£0.125"},
	{"-1200", "GBP", "\u2212£1,200"},    {"999", "EUR", "€999"},
	{"1000000", "NOK", "NOK 1,000,000"}, {" 12 ", "GBP", "£12"},
	{"12,000", "GBP", NULL},             {"", "GBP", NULL},
	{NULL, "GBP", NULL},
};

static const struct {
	const char *number, *text;
} numbers[] = {
	{"0", "0"},          {"12500.5", "12,500.5"}, {"47.50", "47.50"}, {"-3", "\u22123"},
	{"+7", "7"},         {".5", "0.5"},           {"007", "7"},       {"1234567", "1,234,567"},
	{"999", "999"},      {"1e3", NULL},           {".", NULL},        {"-", NULL},
	{"12 apples", NULL},
};

static void
test_forms(void)
{
	g_autoptr(OtLabels) labels = load_labels();
	g_autoptr(OtArena) arena = ot_arena_new();

	for (size_t i = 0; i < G_N_ELEMENTS(dates); i++)
		g_assert_cmpstr(ot_format_date_within(labels, arena, dates[i].iso,
		                                      dates[i].precision),
		                ==, dates[i].text);
	for (size_t i = 0; i < G_N_ELEMENTS(amounts); i++)
		g_assert_cmpstr(ot_format_money(labels, arena, amounts[i].amount,
		                                amounts[i].currency),
		                ==, amounts[i].text);
	for (size_t i = 0; i < G_N_ELEMENTS(numbers); i++)
		g_assert_cmpstr(ot_format_number(labels, arena, numbers[i].number), ==,
		                numbers[i].text);
	g_assert_cmpstr(ot_format_date(labels, arena, "2026-05-01"), ==, "1 May 2026");
}

/* --- schemas -------------------------------------------------------------------------------- */

/* The files that come with the program are valid, as an editor would say. */
static void
test_schemas(void)
{
	static const struct {
		const char *schema, *file;
	} pairs[] = {
		{"schemas/labels.xsd", "templates/labels.en.xml"},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(pairs); i++) {
		g_autoptr(OtFindings) findings = ot_findings_new();
		GError *error = NULL;
		g_autoptr(OtSchema) schema = ot_schema_load(pairs[i].schema, &error);
		g_assert_no_error(error);
		g_autoptr(OtXml) xml = ot_xml_read(pairs[i].file, findings, &error);
		g_assert_no_error(error);
		g_assert_true(ot_schema_check(schema, xml, findings));
		g_assert_cmpuint(ot_findings_count(findings), ==, 0);
	}
}

/* --- resolving ----------------------------------------------------------------------------- */

static const char *
number_of(const OtNode *section)
{
	return section->first->as.heading.number;
}

static void
test_sections(void)
{
	g_autoptr(OtDocument) document = new_document();
	OtNode *root = document->root;
	OtNode *cover = add_section(document, root, OT_SECTION_COVER, NULL);
	OtNode *summary = add_section(document, root, OT_SECTION_SUMMARY, "Summary");
	OtNode *one = add_section(document, root, OT_SECTION_NORMAL, "One");
	OtNode *inner = add_section(document, one, OT_SECTION_NORMAL, "Inner");
	OtNode *deep = add_section(document, inner, OT_SECTION_NORMAL, "Deep");
	OtNode *apart = add_section(document, one, OT_SECTION_NORMAL, "Free");
	OtNode *within = add_section(document, apart, OT_SECTION_NORMAL, "Within");
	OtNode *second = add_section(document, one, OT_SECTION_NORMAL, "Second");
	OtNode *annex = add_section(document, root, OT_SECTION_ANNEX, "Annex");
	OtNode *part = add_section(document, annex, OT_SECTION_NORMAL, "Part");
	OtNode *other = add_section(document, root, OT_SECTION_ANNEX, "Other");
	add_paragraph(document, cover, "cover");
	summary->as.section.numbered = apart->as.section.numbered = false;
	apart->as.section.listed = false;

	assert_resolves(document);
	g_assert_null(number_of(summary));
	g_assert_cmpstr(number_of(one), ==, "1");
	g_assert_cmpstr(number_of(inner), ==, "1.1");
	g_assert_cmpstr(number_of(deep), ==, "1.1.1");
	g_assert_null(number_of(apart));
	g_assert_null(number_of(within));
	g_assert_cmpstr(number_of(second), ==, "1.2");
	g_assert_cmpstr(number_of(annex), ==, "A");
	g_assert_cmpstr(number_of(part), ==, "A.1");
	g_assert_cmpstr(number_of(other), ==, "B");
	g_assert_cmpint(deep->first->as.heading.level, ==, 3);
	g_assert_true(summary->first->as.heading.listed);
	g_assert_false(within->first->as.heading.listed);
}

static void
test_references(void)
{
	g_autoptr(OtDocument) document = new_document();
	OtNode *one = add_section(document, document->root, OT_SECTION_NORMAL, "One");
	OtNode *line = add_paragraph(document, one, NULL);
	OtNode *plain = add_section(document, one, OT_SECTION_NORMAL, "Not counted");
	OtNode *annex = add_section(document, document->root, OT_SECTION_ANNEX, "Annex");
	OtNode *part = add_section(document, annex, OT_SECTION_NORMAL, "Part");
	OtNode *table = ot_document_append(document, part, OT_NODE_TABLE);
	OtNode *silent = ot_document_append(document, part, OT_NODE_TABLE);
	OtNode *figure = ot_document_append(document, part, OT_NODE_FIGURE);
	OtNode *list = ot_document_append(document, part, OT_NODE_LIST);
	OtNode *item = ot_document_append(document, list, OT_NODE_ITEM);
	OtNode *next = ot_document_append(document, list, OT_NODE_ITEM);
	static const char *const words[] = {
		"section 1",   "“Not counted”", "annex A", "section A.1", "table 1",
		"section A.1", "figure 1",      "item c",  "item d",      "these words"};
	const char *ids[] = {"one", "plain", "annex", "part", "table", "silent", "figure", "item",
	                     "next", "one"};

	one->id = "one";
	plain->id = "plain";
	plain->as.section.numbered = false;
	annex->id = "annex";
	part->id = "part";
	table->id = "table";
	table->as.table.caption = "A caption";
	add_row(document, table, false, "11");
	silent->id = "silent";
	add_row(document, silent, false, "11");
	figure->id = "figure";
	figure->as.figure.alt = "Says it";
	figure->as.figure.caption = "Drawn";
	list->as.list.kind = OT_LIST_LETTER;
	list->as.list.start = 3;
	item->id = "item";
	next->id = "next";
	for (size_t i = 0; i < G_N_ELEMENTS(ids); i++)
		add_reference(document, line, ids[i]);
	ot_document_append_text(document, line->last, "these words");

	assert_resolves(document);
	size_t i = 0;
	for (OtNode *reference = line->first; reference != NULL; reference = reference->next) {
		g_autofree char *text = ot_node_text(reference);
		g_assert_cmpstr(text, ==, words[i++]);
	}
	g_assert_cmpstr(table->as.table.caption, ==, "Table 1: A caption");
	g_assert_cmpstr(figure->as.figure.caption, ==, "Figure 1: Drawn");
}

static void
test_bad_references(void)
{
	OtDocument *document = new_document();
	add_section(document, document->root, OT_SECTION_NORMAL, "One")->id = "outcome-O1";
	add_reference(document, add_paragraph(document, document->root, NULL), "outcome-O11");
	assert_refused(document, "the reference to \"outcome-O11\" leads nowhere: nothing in the "
	                         "document has this id; did you mean \"outcome-O1\"?");

	document = new_document();
	add_paragraph(document, document->root, "here")->id = "here";
	add_reference(document, add_paragraph(document, document->root, NULL), "here");
	assert_refused(document, "the reference to \"here\" needs words of its own: what it points "
	                         "at has no number");
}

static void
test_tables(void)
{
	g_autoptr(OtDocument) document = new_document();
	static const double weights[] = {1, 2, 3};
	OtNode *table = ot_document_append(document, document->root, OT_NODE_TABLE);
	OtNode *head = add_row(document, table, true, "h12 h21");
	OtNode *second = add_row(document, table, true, "h11 h11");
	OtNode *body = add_row(document, table, false, "h12 11 11");
	OtNode *last = add_row(document, table, false, "21");

	table->as.table.weights = weights;
	table->as.table.columns = 3;
	assert_resolves(document);
	g_assert_cmpint(table->as.table.columns, ==, 3);
	g_assert_cmpint(table->as.table.header_rows, ==, 2);
	g_assert_cmpint(head->first->as.cell.scope, ==, OT_SCOPE_COLUMN);
	g_assert_cmpint(head->last->as.cell.column, ==, 1);
	g_assert_cmpint(second->first->as.cell.column, ==, 1);
	g_assert_cmpint(second->last->as.cell.column, ==, 2);
	g_assert_cmpint(body->first->as.cell.scope, ==, OT_SCOPE_ROW);
	g_assert_cmpint(body->last->as.cell.scope, ==, OT_SCOPE_NONE);
	g_assert_cmpint(last->first->as.cell.column, ==, 1);
}

/* Rows, "H" before those of the head, and what is wrong with them. */
static const struct {
	const char *rows[4];
	const char *message;
} bad_tables[] = {
	{{"11 11", "11"}, "the row covers 1 column, and the first row of the table 2"},
	{{"11", "11 11"}, "the row covers 2 columns, and the first row of the table 1"},
	{{"12 11", "11 11"}, "the row covers 3 columns, and the first row of the table 2"},
	{{"12", "11"}, "the row covers 2 columns, and the first row of the table 1"},
	{{"Hh12 h11", "11"}, "a cell covers more rows than there are to the end of the head"},
	{{"11 12"}, "a cell covers more rows than there are to the end of the table"},
	{{"11 12 11", "21"}, "the cell covers a column that a cell of a row above covers too"},
	{{"11", "Hh11"}, "a header row stands below a row of the table's body"},
};

static void
test_bad_tables(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(bad_tables); i++) {
		OtDocument *document = new_document();
		OtNode *table = ot_document_append(document, document->root, OT_NODE_TABLE);
		for (size_t j = 0; j < 4 && bad_tables[i].rows[j] != NULL; j++) {
			const char *cells = bad_tables[i].rows[j];
			add_row(document, table, *cells == 'H', cells + (*cells == 'H'));
		}
		assert_refused(document, bad_tables[i].message);
	}
	static const double weights[] = {1, 2};
	OtDocument *document = new_document();
	OtNode *table = ot_document_append(document, document->root, OT_NODE_TABLE);
	table->as.table.weights = weights;
	table->as.table.columns = 2;
	add_row(document, table, false, "11 11 11");
	assert_refused(document, "the table has 3 columns, but weights for 2");
}

static void
test_invariants(void)
{
	OtDocument *document = new_document();
	add_paragraph(document, document->root, "a")->id = "same";
	add_paragraph(document, document->root, "b")->id = "same";
	assert_refused(document, "the id \"same\" is there twice");

	document = new_document();
	ot_document_append_text(document, document->root, "bare");
	assert_refused(document, "a text can't stand in a document");

	document = new_document();
	OtNode *list = ot_document_append(document, document->root, OT_NODE_LIST);
	add_paragraph(document, list, "bare");
	assert_refused(document, "a paragraph can't stand in a list");

	document = new_document();
	OtNode *callout = ot_document_append(document, document->root, OT_NODE_CALLOUT);
	add_section(document, callout, OT_SECTION_NORMAL, "One");
	assert_refused(document, "a section can't stand in a callout");

	document = new_document();
	ot_document_append(document, document->root, OT_NODE_FIGURE);
	assert_refused(document, "a figure has no alternative text");

	document = new_document();
	add_paragraph(document, document->root, "\xff");
	assert_refused(document, "a text is not UTF-8");

	document = new_document();
	OtNode *section = document->root;
	for (int i = 0; i < 7; i++)
		section = add_section(document, section, OT_SECTION_NORMAL, "In");
	assert_refused(document, "sections stand more than 6 deep in each other");

	document = new_document();
	OtNode *line = add_paragraph(document, document->root, NULL);
	for (int i = 0; i < 2; i++) {
		OtFieldData *field =
			&ot_document_append(document, line, OT_NODE_FIELD)->as.field;
		field->name = "same";
		field->label = "Label";
	}
	assert_refused(document, "the field \"same\" is there twice");
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/document/kinds", test_kinds);
	g_test_add_func("/document/walk", test_walk);
	g_test_add_func("/document/text", test_text);
	g_test_add_func("/document/fold", test_fold);
	g_test_add_func("/document/labels", test_labels);
	g_test_add_func("/document/codes", test_codes);
	g_test_add_func("/document/bad-labels", test_bad_labels);
	g_test_add_func("/document/forms", test_forms);
	g_test_add_func("/document/schemas", test_schemas);
	g_test_add_func("/document/sections", test_sections);
	g_test_add_func("/document/references", test_references);
	g_test_add_func("/document/bad-references", test_bad_references);
	g_test_add_func("/document/tables", test_tables);
	g_test_add_func("/document/bad-tables", test_bad_tables);
	g_test_add_func("/document/invariants", test_invariants);
	return g_test_run();
}
