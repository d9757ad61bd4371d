/* SPDX-License-Identifier: MIT
 *
 * The DOCX writer at the edges: what is very deep, long, wide, empty or strange.
 */
#include "docx-build.h"

/* --- deep and long ------------------------------------------------------------------------- */

/* More levels than Word has; the text must keep some room. */
static void
test_deep_lists(void)
{
	OtDocument *document = new_document();
	OtNode *parent = document->root;

	for (int i = 0; i < 60; i++) {
		OtListKind kind = i % 2 == 0 ? OT_LIST_BULLET : OT_LIST_NUMBER;
		OtNode *list = add_list(document, parent, kind, 1);
		parent = add_item(document, list, "deeper");
	}
	g_autoptr(Package) package = finish(document);
	assert_count(package, DOCUMENT, 60, "//w:p[w:pPr/w:numPr]");
	assert_count(package, DOCUMENT, 0, "//w:ilvl[@w:val > 8]");
	assert_count(package, DOCUMENT, 0,
	             "//w:ind[@w:left > //w:pgSz/@w:w - //w:pgMar/@w:left - //w:pgMar/@w:right - "
	             "900]");
}

static void
test_long_table(void)
{
	OtDocument *document = new_document();
	OtNode *table = add_table(document, document->root, OT_TABLE_GRID);
	g_autoptr(GString) text = g_string_new("!Row|");

	for (int i = 0; i < 4000; i++)
		g_string_append(text, "word ");
	add_row(document, table, true, "What|Value");
	for (int i = 0; i < 300; i++)
		add_row(document, table, false, "!A row|A value");
	add_row(document, table, false, text->str);
	g_autoptr(Package) package = finish(document);
	assert_count(package, DOCUMENT, 302, "//w:tr");
	assert_count(package, DOCUMENT, 1, "//w:tblHeader");
	/* the first two rows stay together, and the last two */
	assert_count(package, DOCUMENT, 2, "//w:tr[2]//w:p[w:pPr/w:keepNext]");
	assert_count(package, DOCUMENT, 0, "//w:tr[3]//w:p[w:pPr/w:keepNext]");
	assert_count(package, DOCUMENT, 2, "//w:tr[301]//w:p[w:pPr/w:keepNext]");
	assert_count(package, DOCUMENT, 0, "//w:tr[300]//w:p[w:pPr/w:keepNext]");
	assert_count(package, DOCUMENT, 0, "//w:tr[302]//w:p[w:pPr/w:keepNext]");
	/* a row longer than a page has to be broken */
	assert_count(package, DOCUMENT, 0, "//w:tr[302]/w:trPr/w:cantSplit");
	assert_count(package, DOCUMENT, 1, "//w:tr[301]/w:trPr/w:cantSplit");
}

static void
test_wide_table(void)
{
	OtDocument *document = new_document();
	OtNode *table = add_table(document, document->root, OT_TABLE_GRID);
	g_autoptr(GString) head = g_string_new("Column");
	g_autoptr(GString) body = g_string_new("Antidisestablishment");

	for (int i = 0; i < 39; i++) {
		g_string_append(head, "|Column");
		g_string_append(body, "|1");
	}
	add_row(document, table, true, head->str);
	add_row(document, table, false, body->str);
	g_autoptr(Package) package = finish(document);
	assert_count(package, DOCUMENT, 40, "//w:gridCol[@w:w > 100]");
}

static void
test_long_text(void)
{
	OtDocument *document = new_document();
	g_autoptr(GString) text = g_string_new(NULL);

	while (text->len < 1000000)
		g_string_append(text, "salt and grit ");
	add_paragraph(document, document->root, text->str);
	/* one word that fits nowhere */
	OtNode *table = add_table(document, document->root, OT_TABLE_GRID);
	g_string_truncate(text, 0);
	while (text->len < 5000)
		g_string_append(text, "salt");
	add_row(document, table, false, text->str);
	add_row(document, table, false, "x");
	g_autoptr(Package) package = finish(document);
	assert_count(package, DOCUMENT, 1, "//w:t[string-length() > 1000000 - 20]");
}

/* --- nothing ------------------------------------------------------------------------------- */

static void
test_nothing(void)
{
	OtDocument *document = new_document();

	document->info = (OtDocumentInfo){.lang = "en-GB"};
	g_autoptr(Package) package = finish(document);
	assert_count(package, DOCUMENT, 1, "/w:document/w:body/*");
}

static void
test_empty_nodes(void)
{
	OtDocument *document = new_document();
	OtNode *table = add_table(document, document->root, OT_TABLE_GRID);
	OtNode *figure;

	add_row(document, table, true, "A|");
	add_row(document, table, false, "|");
	add_paragraph(document, document->root, NULL);
	add_paragraph(document, document->root, "");
	add_list(document, document->root, OT_LIST_NUMBER, 1);
	add_item(document, add_list(document, document->root, OT_LIST_BULLET, 1), "");
	add_table(document, document->root, OT_TABLE_GRID);
	ot_document_append(document, document->root, OT_NODE_CALLOUT);
	ot_document_append(document, document->root, OT_NODE_SIGNATURE);
	ot_document_append(document, document->root, OT_NODE_TOC)->as.toc.depth = 2;
	figure = ot_document_append(document, document->root, OT_NODE_FIGURE);
	figure->as.figure.alt = "Nothing";
	add_inline(document, add_paragraph(document, document->root, NULL), OT_NODE_STRONG, "");
	g_autoptr(Package) package = finish(document);
	assert_count(package, DOCUMENT, 1, "//w:tbl");
}

/* --- strange ------------------------------------------------------------------------------- */

/* Rows that cover too little or too much, as no resolved document has them. */
static void
test_ragged_table(void)
{
	g_autoptr(OtDocument) document = new_document();
	OtNode *table = add_table(document, document->root, OT_TABLE_GRID);
	OtNode *row;

	table->as.table.columns = 3;
	add_row(document, table, false, "one");
	row = add_row(document, table, false, "wide");
	row->first->as.cell.column_span = 9;
	row->first->as.cell.row_span = 9;
	row = add_row(document, table, false, "late");
	row->first->as.cell.column = 2;
	ot_document_append(document, table, OT_NODE_ROW);
	g_autoptr(GBytes) bytes = write_bytes(document, 0);
	g_autoptr(Package) package = package_open(bytes);
	check_package(package);
}

static void
test_blocks_in_cells(void)
{
	OtDocument *document = new_document();
	OtNode *table = add_table(document, document->root, OT_TABLE_GRID);
	OtNode *row, *inner, *callout;

	add_row(document, table, true, "A|B|C|D");
	row = add_row(document, table, false, "|||");
	inner = add_table(document, row->first, OT_TABLE_FACTS);
	add_row(document, inner, false, "Name|Value");
	inner = add_table(document, row->first, OT_TABLE_FACTS);
	add_row(document, inner, false, "Name|Value");
	add_item(document, add_list(document, row->first->next, OT_LIST_LETTER, 1), "item");
	callout = ot_document_append(document, row->first->next->next, OT_NODE_CALLOUT);
	add_paragraph(document, callout, "in a callout");
	ot_document_append(document, row->last, OT_NODE_PAGE_BREAK);
	add_paragraph(document, row->last, "no break");
	g_autoptr(Package) package = finish(document);
	assert_count(package, DOCUMENT, 2, "//w:tc/w:tbl");
	assert_count(package, DOCUMENT, 0, "//w:pageBreakBefore");
	assert_count(package, DOCUMENT, 1, "//w:p[w:pPr/w:pStyle/@w:val='TableNumber']");
}

static void
test_long_names(void)
{
	OtDocument *document = new_document();
	OtNode *paragraph = add_paragraph(document, document->root, "x");
	g_autoptr(GString) one = g_string_new("risk."), two = g_string_new("risk.");

	for (int i = 0; i < 70; i++) {
		g_string_append(one, "ŷ");
		g_string_append(two, "ŷ");
	}
	g_string_append(two, "x");
	OtNode *field = add_field(document, paragraph, OT_FIELD_TEXT, one->str, NULL, NULL);
	field->as.field.label = two->str;
	add_field(document, paragraph, OT_FIELD_TEXT, two->str, NULL, NULL);
	add_field(document, paragraph, OT_FIELD_TEXT, "both ' and \"", NULL, NULL);
	add_field(document, paragraph, OT_FIELD_TEXT, "<a&b>", NULL, NULL);
	g_autoptr(Package) package = finish(document);
	assert_count(package, DOCUMENT, 2, "//w:tag[string-length(@w:val) = 64]");
	assert_count(package, DOCUMENT, 0, "//w:alias[string-length(@w:val) > 64]");
	assert_count(package, DOCUMENT, 3, "//w:dataBinding");
	assert_string(package, "customXml/item1.xml", "string(//o:field[2]/@name)", two->str);
}

/* A name that stands twice is one value in two controls. */
static void
test_equal_names(void)
{
	g_autoptr(OtDocument) document = new_document();
	OtNode *paragraph = add_paragraph(document, document->root, "x");

	for (int i = 0; i < 3; i++)
		add_field(document, paragraph, OT_FIELD_TEXT, "same", "v", "value");
	g_autoptr(GBytes) bytes = write_bytes(document, 0);
	g_autoptr(Package) package = package_open(bytes);
	check_package(package);
	assert_count(package, "customXml/item1.xml", 1, "//o:field");
	assert_count(package, DOCUMENT, 3, "//w:sdt");
}

/* Ids that Word would take for one name. */
static void
test_equal_ids(void)
{
	static const char *const ids[] = {"a-b", "a_b", "A_B", "a.b", "1st", "ü"};
	OtDocument *document = new_document();
	OtNode *paragraph = add_paragraph(document, document->root, "x");

	for (size_t i = 0; i < G_N_ELEMENTS(ids); i++) {
		OtNode *section = add_section(document, document->root, OT_SECTION_NORMAL, "x");
		OtNode *reference = ot_document_append(document, paragraph, OT_NODE_REFERENCE);

		section->id = ids[i];
		reference->as.reference.target = ids[i];
	}
	g_autoptr(Package) package = finish(document);
	assert_count(package, DOCUMENT, G_N_ELEMENTS(ids), "//w:bookmarkStart");
}

static void
test_forbidden_characters(void)
{
	g_autoptr(OtDocument) document = new_document();
	OtNode *paragraph = add_paragraph(document, document->root,
	                                  "a\x0B" "b\x01" "c\xEF\xBF\xBF" "d");

	add_field(document, paragraph, OT_FIELD_TEXT, "x\x02", "v", "\x1F");
	document->info.title = "a\x0C" "b";
	g_autoptr(GBytes) bytes = write_bytes(document, 0);
	g_autoptr(Package) package = package_open(bytes);
	check_package(package);
	assert_string(package, DOCUMENT,
	              "string(//w:p[1]/w:r[1])", "a\uFFFDb\uFFFDc\uFFFDd");
}

static void
test_right_to_left(void)
{
	OtDocument *document = new_document();
	OtNode *table = add_table(document, document->root, OT_TABLE_GRID);

	document->info.lang = "ar";
	add_row(document, table, true, "درجة|طريق");
	add_item(document, add_list(document, document->root, OT_LIST_BULLET, 1), "الطريق");
	g_autoptr(Package) package = finish(document);
	assert_count(package, DOCUMENT, 0, "//w:p[not(w:pPr/w:bidi)]");
	assert_count(package, DOCUMENT, 1, "//w:tblPr/w:bidiVisual");
	assert_count(package, DOCUMENT, 1, "//w:sectPr/w:bidi");
	assert_string(package, "word/styles.xml", "string(//w:docDefaults//w:lang/@w:bidi)", "ar");
}

/* Head and foot: two lines where one is too short, and no facts where there are none. */
static void
test_long_head(void)
{
	OtDocument *document = new_document();

	document->info.authority = "The Combined Fire and Rescue Authority of Upper and Lower "
	                           "Hafren, with the County and District Councils";
	document->info.version = document->info.status = NULL;
	add_paragraph(document, document->root, "x");
	g_autoptr(Package) package = finish(document);
	assert_count(package, "word/header.xml", 2, "/w:hdr/w:p");
	assert_string(package, "word/footer.xml", "string(/w:ftr/w:p/w:r[1])",
	              "HVC-2026-014 · 23 November 2026");
	assert_count(package, "word/footer.xml", 2, "//w:instrText");
}

static void
test_many_annexes(void)
{
	OtDocument *document = new_document();

	for (int i = 0; i < 30; i++)
		add_section(document, document->root, OT_SECTION_ANNEX, "Annex");
	g_autoptr(Package) package = finish(document);
	/* up to Z counted by Word, which goes on with AA, BB; ours say AA, AB */
	assert_count(package, DOCUMENT, 26, "//w:p[.='Annex']");
	assert_string(package, DOCUMENT, "string(//w:p[28])", "AB\u2002Annex");
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/docx/deep-lists", test_deep_lists);
	g_test_add_func("/docx/long-table", test_long_table);
	g_test_add_func("/docx/wide-table", test_wide_table);
	g_test_add_func("/docx/long-text", test_long_text);
	g_test_add_func("/docx/nothing", test_nothing);
	g_test_add_func("/docx/empty-nodes", test_empty_nodes);
	g_test_add_func("/docx/ragged-table", test_ragged_table);
	g_test_add_func("/docx/blocks-in-cells", test_blocks_in_cells);
	g_test_add_func("/docx/long-names", test_long_names);
	g_test_add_func("/docx/equal-names", test_equal_names);
	g_test_add_func("/docx/equal-ids", test_equal_ids);
	g_test_add_func("/docx/forbidden-characters", test_forbidden_characters);
	g_test_add_func("/docx/right-to-left", test_right_to_left);
	g_test_add_func("/docx/long-head", test_long_head);
	g_test_add_func("/docx/many-annexes", test_many_annexes);
	return g_test_run();
}
