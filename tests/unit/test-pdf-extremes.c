/* SPDX-License-Identifier: MIT
 *
 * Documents at the edge of what can be laid out, and what can't be: nothing is lost, nothing lies
 * on anything else, and a missing character or font is said.
 */
#include "pdf-fixture.h"

#include "base/error.h"

static void
test_empty(Fixture *fixture, gconstpointer data)
{
	(void) data;
	lay_out(fixture);
	g_assert_cmpint(fixture->layout->pages->len, ==, 1);
}

static void
test_long_word(Fixture *fixture, gconstpointer data)
{
	g_autofree char *word = g_malloc(1 << 20);

	(void) data;
	memset(word, 'm', (1 << 20) - 1);
	word[(1 << 20) - 1] = '\0';
	ot_document_append_text(fixture->document,
	                        add(fixture, root_of(fixture), OT_NODE_PARAGRAPH), word);
	lay_out(fixture);
	check_lines(fixture);
	check_margins(fixture);
	check_overlaps(fixture);
	check_breaks(fixture);
}

/* What can't be read easily is said, and once. */
static void
check_too_wide(const Fixture *fixture, const char *what)
{
	const OtFinding *finding;

	g_assert_cmpint(ot_findings_count(fixture->findings), ==, 1);
	finding = ot_findings_get(fixture->findings, 0);
	g_assert_cmpstr(finding->code, ==, "PDF002");
	g_assert_nonnull(strstr(finding->message, what));
}

/* More columns than a page could have by any means are refused. */
static void
test_too_many_columns(Fixture *fixture, gconstpointer data)
{
	g_autoptr(GError) error = NULL;

	(void) data;
	add_table(fixture, root_of(fixture), 200, 1);
	g_assert_false(ot_document_resolve(fixture->document, fixture->labels, &error));
	g_assert_nonnull(strstr(error->message, "the table has more than 100 columns"));
}

static char *
repeat(OtArena *arena, char letter, int n)
{
	char *word = ot_arena_alloc(arena, (size_t) n + 1);

	memset(word, letter, (size_t) n);
	return word;
}

/* A word without end in a heading, and so in contents, bookmark and links; in a list and a cell. */
static void
test_long_words(Fixture *fixture, gconstpointer data)
{
	OtDocument *document = fixture->document;
	char *word = repeat(document->arena, 'm', 10000);
	OtNode *contents = add_section(fixture, root_of(fixture));
	OtNode *section = add_section(fixture, root_of(fixture));
	OtNode *reference, *table;

	(void) data;
	add(fixture, contents, OT_NODE_TOC)->as.toc.depth = 2;
	section->id = "long";
	ot_document_append_text(document, section->first, word);
	add_words(fixture, add_section(fixture, section)->first, 500);
	reference = add(fixture, add_paragraph(fixture, section, 3), OT_NODE_REFERENCE);
	reference->as.reference.target = "long";
	ot_document_append_text(
		document, add_list(fixture, section, OT_LIST_NUMBER, 1)->first->first, word);
	table = add_table(fixture, section, 2, 1);
	ot_document_append_text(document, table->last->first->first, word);
	lay_out_anyhow(fixture);
	check_too_wide(fixture, "Table of words");
	check_lines(fixture);
	check_margins(fixture);
	check_overlaps(fixture);
}

static void
test_many_notes(Fixture *fixture, gconstpointer data)
{
	OtNode *paragraph = NULL;

	(void) data;
	for (int i = 0; i < 10000; i++) {
		if (i % 40 == 0)
			paragraph = add_paragraph(fixture, root_of(fixture), 10);
		add_words(fixture, add(fixture, paragraph, OT_NODE_NOTE), 3);
	}
	lay_out(fixture);
	check_lines(fixture);
	check_margins(fixture);
}

static void
test_empty_table(Fixture *fixture, gconstpointer data)
{
	OtNode *table = add_table(fixture, root_of(fixture), 2, 3);

	(void) data;
	add(fixture, root_of(fixture), OT_NODE_TABLE);
	for (OtNode *row = table->first->next; row != NULL; row = row->next)
		for (OtNode *cell = row->first; cell != NULL; cell = cell->next)
			cell->first = cell->last = NULL;
	lay_out(fixture);
	check_lines(fixture);
}

static void
test_figure_without_words(Fixture *fixture, gconstpointer data)
{
	g_autoptr(GError) error = NULL;

	(void) data;
	add_figure(fixture, root_of(fixture), OT_FIGURE_BARS, 3);
	root_of(fixture)->first->as.figure.alt = "";
	g_assert_false(ot_document_resolve(fixture->document, fixture->labels, &error));
	g_assert_nonnull(strstr(error->message, "no alternative text"));
}

static void
test_many_columns(Fixture *fixture, gconstpointer data)
{
	(void) data;
	add_table(fixture, root_of(fixture), 60, 4);
	lay_out_anyhow(fixture);
	check_too_wide(fixture, "60 columns");
	check_lines(fixture);
	check_margins(fixture);
	check_overlaps(fixture);
}

static void
test_tall_row(Fixture *fixture, gconstpointer data)
{
	OtNode *table = add_table(fixture, root_of(fixture), 3, 2);
	OtNode *row = add_row(fixture, table, 2, 20);
	OtNode *cell = add(fixture, row, OT_NODE_CELL);

	(void) data;
	cell->as.cell.column_span = cell->as.cell.row_span = 1;
	for (int i = 0; i < 30; i++)
		add_paragraph(fixture, cell, 40);
	add_list(fixture, cell, OT_LIST_NUMBER, 40);
	add_row(fixture, table, 3, 5);
	lay_out(fixture);
	g_assert_cmpint(fixture->layout->pages->len, >=, 3);
	check_words(fixture);
	check_lines(fixture);
	check_margins(fixture);
	check_overlaps(fixture);
}

static void
test_spans(Fixture *fixture, gconstpointer data)
{
	OtNode *table = add_table(fixture, root_of(fixture), 4, 1);

	(void) data;
	for (int i = 0; i < 20; i++) {
		OtNode *row = add_row(fixture, table, 3, 4);
		OtNode *below = add_row(fixture, table, 2, 4);

		row->first->as.cell.row_span = 2;
		row->first->next->as.cell.column_span = 2;
		below->first->as.cell.column_span = 2;
	}
	lay_out(fixture);
	check_words(fixture);
	check_lines(fixture);
	check_margins(fixture);
	check_overlaps(fixture);
}

/* Rows that hang together and just fit, or just don't fit, with what should stay with them. */
static void
test_tall_groups(Fixture *fixture, gconstpointer data)
{
	(void) data;
	for (int n = 20; n < 44; n++) {
		OtNode *table = add_table(fixture, add_section(fixture, root_of(fixture)), 3, 0);

		for (int i = 0; i < n; i++)
			add_row(fixture, table, i == 0 ? 3 : 2, 1)->first->as.cell.row_span =
				i == 0 ? n : 1;
	}
	lay_out(fixture);
	check_words(fixture);
	check_lines(fixture);
	check_margins(fixture);
	check_overlaps(fixture);
	for (guint i = 0; i < fixture->layout->pages->len; i++) {
		const GArray *rules = page_at(fixture, i)->rules;

		for (guint j = 0; j < rules->len; j++)
			if (g_array_index(rules, OtItem, j).mark == OT_MARK_LAYOUT)
				g_assert_cmpfloat(g_array_index(rules, OtItem, j).y, <=,
				                  fixture->style->page_height -
				                          fixture->style->margin_bottom + 0.1);
	}
}

static void
test_nested_lists(Fixture *fixture, gconstpointer data)
{
	OtNode *parent = root_of(fixture);

	(void) data;
	for (int i = 0; i < 100; i++) {
		OtNode *list = add(fixture, parent, OT_NODE_LIST);

		list->as.list = (OtListData){ (OtListKind) (i % 3), 1 };
		parent = add(fixture, list, OT_NODE_ITEM);
		add_paragraph(fixture, parent, 12);
	}
	lay_out(fixture);
	check_words(fixture);
	check_lines(fixture);
	check_margins(fixture);
	check_overlaps(fixture);
}

static void
test_nested_tables(Fixture *fixture, gconstpointer data)
{
	OtNode *parent = root_of(fixture);

	(void) data;
	for (int i = 0; i < 4; i++) {
		OtNode *table = add_table(fixture, parent, 2, 3);
		OtNode *row = add_row(fixture, table, 1, 3);

		parent = add(fixture, row, OT_NODE_CELL);
		parent->as.cell.column_span = parent->as.cell.row_span = 1;
		for (int j = 0; j < 8; j++)
			add_paragraph(fixture, parent, 30);
	}
	/* The innermost has little room, which is said. */
	lay_out_anyhow(fixture);
	check_too_wide(fixture, "Table of words");
	check_lines(fixture);
	check_margins(fixture);
	check_overlaps(fixture);
}

static void
test_long_note(Fixture *fixture, gconstpointer data)
{
	OtNode *paragraph = add_paragraph(fixture, root_of(fixture), 40);

	(void) data;
	add_words(fixture, add(fixture, paragraph, OT_NODE_NOTE), 2500);
	add_words(fixture, paragraph, 20);
	for (int i = 0; i < 3; i++)
		add_paragraph(fixture, root_of(fixture), 300);
	lay_out(fixture);
	check_words(fixture);
	check_lines(fixture);
	check_margins(fixture);
	check_overlaps(fixture);
}

static void
test_long_callout(Fixture *fixture, gconstpointer data)
{
	(void) data;
	add_paragraph(fixture, root_of(fixture), 200);
	add_callout(fixture, root_of(fixture), 30);
	lay_out(fixture);
	g_assert_cmpint(fixture->layout->pages->len, >=, 2);
	check_words(fixture);
	check_lines(fixture);
	check_margins(fixture);
	check_overlaps(fixture);
}

static void
test_many_points(Fixture *fixture, gconstpointer data)
{
	(void) data;
	for (int kind = OT_FIGURE_TIMELINE; kind <= OT_FIGURE_BARS; kind++)
		for (guint n = 1; n < 80; n += 13)
			add_figure(fixture, root_of(fixture), (OtFigureKind) kind, n);
	lay_out(fixture);
	check_margins(fixture);
	check_overlaps(fixture);
}

static void
check_too_long(Fixture *fixture)
{
	OtPdfOptions options = { .font_dir = "fonts", .epoch = EPOCH };
	GError *error = NULL;

	g_assert_true(ot_document_resolve(fixture->document, fixture->labels, NULL));
	g_assert_null(ot_pdf_draw(fixture->document, fixture->style, fixture->labels, &options,
	                          fixture->findings, &error));
	g_assert_error(error, OT_ERROR, OT_ERROR_LIMIT);
	g_clear_error(&error);
}

static void
add_line(Fixture *fixture)
{
	OtNode *paragraph = add(fixture, root_of(fixture), OT_NODE_PARAGRAPH);

	ot_document_append_text(fixture->document, paragraph, "A line");
}

static void
test_too_many_lines(Fixture *fixture, gconstpointer data)
{
	(void) data;
	for (int i = 0; i < 400000; i++)
		add_line(fixture);
	check_too_long(fixture);
}

static void
test_too_many_pages(Fixture *fixture, gconstpointer data)
{
	(void) data;
	for (int i = 0; i < 2500; i++) {
		add_line(fixture);
		add(fixture, root_of(fixture), OT_NODE_PAGE_BREAK);
	}
	check_too_long(fixture);
}

static void
test_missing_character(Fixture *fixture, gconstpointer data)
{
	OtPdfOptions options = { .font_dir = "fonts", .epoch = EPOCH };
	OtNode *section = add_section(fixture, root_of(fixture));
	OtNode *paragraph = add_paragraph(fixture, section, 4);
	GError *error = NULL;
	const OtFinding *finding;

	(void) data;
	ot_document_append_text(fixture->document, paragraph, " \346\274\242");
	g_assert_true(ot_document_resolve(fixture->document, fixture->labels, NULL));
	g_assert_null(ot_pdf_draw(fixture->document, fixture->style, fixture->labels, &options,
	                          fixture->findings, &error));
	g_assert_no_error(error);
	g_assert_cmpint(ot_findings_count(fixture->findings), ==, 1);
	finding = ot_findings_get(fixture->findings, 0);
	g_assert_cmpstr(finding->code, ==, "PDF001");
	g_assert_nonnull(strstr(finding->message, "U+6F22"));
	g_assert_nonnull(strstr(finding->message, "w7x \346\274\242\342\200\235"));
	g_assert_nonnull(strstr(finding->where.place, "w0x"));
}

/* Fonts have a glyph for it, and yet it says nothing: that is the author's to correct, not a fault
 * of the finished file. */
static void
test_unreadable_character(Fixture *fixture, gconstpointer data)
{
	OtPdfOptions options = { .font_dir = "fonts", .epoch = EPOCH };
	OtNode *paragraph = add_paragraph(fixture, add_section(fixture, root_of(fixture)), 4);
	GError *error = NULL;

	(void) data;
	ot_document_append_text(fixture->document, paragraph, " Caf\357\277\275 \357\233\205");
	g_assert_true(ot_document_resolve(fixture->document, fixture->labels, NULL));
	g_assert_null(ot_pdf_draw(fixture->document, fixture->style, fixture->labels, &options,
	                          fixture->findings, &error));
	g_assert_no_error(error);
	g_assert_cmpint(ot_findings_count(fixture->findings), ==, 2);
	g_assert_nonnull(strstr(ot_findings_get(fixture->findings, 0)->message, "U+FFFD"));
	g_assert_nonnull(strstr(ot_findings_get(fixture->findings, 1)->message, "U+F6C5"));
}

static void
test_no_fonts(Fixture *fixture, gconstpointer data)
{
	OtPdfOptions options = { .font_dir = "tests", .epoch = EPOCH };
	g_autoptr(GError) error = NULL;

	(void) data;
	g_assert_true(ot_document_resolve(fixture->document, fixture->labels, NULL));
	g_assert_null(ot_pdf_draw(fixture->document, fixture->style, fixture->labels, &options,
	                          fixture->findings, &error));
	g_assert_error(error, OT_ERROR, OT_ERROR_FORMAT);
	g_assert_cmpstr(error->message, ==, "tests/fonts.conf cannot be read as a list of fonts");
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	add_test("/pdf-extremes/empty", test_empty);
	add_test("/pdf-extremes/long-word", test_long_word);
	add_test("/pdf-extremes/many-columns", test_many_columns);
	add_test("/pdf-extremes/too-many-columns", test_too_many_columns);
	add_test("/pdf-extremes/long-words", test_long_words);
	add_test("/pdf-extremes/many-notes", test_many_notes);
	add_test("/pdf-extremes/empty-table", test_empty_table);
	add_test("/pdf-extremes/figure-without-words", test_figure_without_words);
	add_test("/pdf-extremes/tall-row", test_tall_row);
	add_test("/pdf-extremes/spans", test_spans);
	add_test("/pdf-extremes/tall-groups", test_tall_groups);
	add_test("/pdf-extremes/nested-lists", test_nested_lists);
	add_test("/pdf-extremes/nested-tables", test_nested_tables);
	add_test("/pdf-extremes/long-note", test_long_note);
	add_test("/pdf-extremes/long-callout", test_long_callout);
	add_test("/pdf-extremes/many-points", test_many_points);
	add_test("/pdf-extremes/too-many-lines", test_too_many_lines);
	add_test("/pdf-extremes/too-many-pages", test_too_many_pages);
	add_test("/pdf-extremes/missing-character", test_missing_character);
	add_test("/pdf-extremes/unreadable-character", test_unreadable_character);
	add_test("/pdf-extremes/no-fonts", test_no_fonts);
	return g_test_run();
}
