/* SPDX-License-Identifier: MIT
 *
 * The DOCX writer: each kind of node with its options.
 */
#include "docx-build.h"

#include <math.h>

#define STYLES    "word/styles.xml"
#define NUMBERING "word/numbering.xml"
#define FOOTNOTES "word/footnotes.xml"
#define VALUES    "customXml/item1.xml"

/* --- text ---------------------------------------------------------------------------------- */

static void
test_paragraphs(void)
{
	static const struct {
		OtParagraphRole role;
		const char *style; /* NULL: Normal, which is not said */
	} roles[] = {
		{OT_PARAGRAPH_BODY, NULL},       {OT_PARAGRAPH_LEAD, "Lead"},
		{OT_PARAGRAPH_SMALL, "Small"},   {OT_PARAGRAPH_TITLE, "Title"},
		{OT_PARAGRAPH_SUBTITLE, "Subtitle"}, {OT_PARAGRAPH_LABEL, "Label"},
	};
	OtDocument *document = new_document();

	for (size_t i = 0; i < G_N_ELEMENTS(roles); i++)
		add_paragraph(document, document->root, "A text")->as.paragraph = roles[i].role;
	g_autoptr(Package) package = finish(document);
	for (size_t i = 0; i < G_N_ELEMENTS(roles); i++) {
		g_autofree char *path =
			g_strdup_printf("string(//w:p[%zu]/w:pPr/w:pStyle/@w:val)", i + 1);

		assert_string(package, DOCUMENT, path, roles[i].style != NULL ? roles[i].style :
		              "");
	}
}

static void
test_inlines(void)
{
	OtDocument *document = new_document();
	OtNode *paragraph = add_paragraph(document, document->root, "Plain ");
	OtNode *strong, *link;

	ot_document_append_text(document, paragraph, "and joined ");
	strong = add_inline(document, paragraph, OT_NODE_STRONG, "strong ");
	add_inline(document, strong, OT_NODE_EMPHASIS, "both");
	link = add_inline(document, paragraph, OT_NODE_LINK, "a link");
	link->as.link.href = "https://example.org/a b?c=\"d\"&e=%20%zz";
	link = ot_document_append(document, paragraph, OT_NODE_LINK);
	link->as.link.href = "mailto:office@example.org";
	link = add_inline(document, paragraph, OT_NODE_LINK, "a trap");
	link->as.link.href = "javascript:alert(1)";
	ot_document_append_text(document, paragraph, "tab\tline\nsoft\u00ADhyphen\u2011hyphen");

	g_autoptr(Package) package = finish(document);
	assert_string(package, DOCUMENT, "string(//w:p/w:r[1]/w:t)", "Plain and joined ");
	assert_count(package, DOCUMENT, 2, "//w:p/w:r[w:rPr/w:b]");
	assert_count(package, DOCUMENT, 1, "//w:p/w:r[w:rPr/w:b and w:rPr/w:i]");
	assert_count(package, DOCUMENT, 2, "//w:hyperlink");
	assert_string(package, "word/_rels/document.xml.rels",
	              "string(//rel:Relationship[@TargetMode='External'][1]/@Target)",
	              "https://example.org/a%20b?c=%22d%22&e=%20%25zz");
	assert_string(package, DOCUMENT, "string(//w:hyperlink[2])", "mailto:office@example.org");
	assert_string(package, DOCUMENT,
	              "string(//w:p/w:r[w:t='a trap']/w:rPr/w:rStyle/@w:val)", "");
	assert_count(package, DOCUMENT, 1,
	             "//w:r[w:tab and w:br and w:softHyphen and w:noBreakHyphen]");
}

static void
test_references(void)
{
	OtDocument *document = new_document();
	OtNode *section = add_section(document, document->root, OT_SECTION_NORMAL, "One");
	OtNode *other = add_section(document, document->root, OT_SECTION_NORMAL, "Two");
	OtNode *paragraph = add_paragraph(document, section, "See ");
	OtNode *table = add_table(document, other, OT_TABLE_GRID);
	OtNode *link;

	other->id = "outcome-a.very.long.identifier.that.Word.would.not.take.O1";
	table->id = "Table_Of-Things";
	table->as.table.caption = "Things";
	add_row(document, table, true, "Thing");
	add_row(document, table, false, "one");
	ot_document_append(document, paragraph, OT_NODE_REFERENCE)->as.reference.target = other->id;
	ot_document_append(document, paragraph, OT_NODE_REFERENCE)->as.reference.target = table->id;
	link = add_inline(document, paragraph, OT_NODE_LINK, "there");
	link->as.link.href = "#Table_Of-Things";
	link = add_inline(document, paragraph, OT_NODE_LINK, "nowhere");
	link->as.link.href = "#nowhere";
	section->id = "unused";

	g_autoptr(Package) package = finish(document);
	assert_count(package, DOCUMENT, 3, "//w:hyperlink[@w:anchor]");
	assert_count(package, DOCUMENT, 2, "//w:bookmarkStart");
	assert_count(package, DOCUMENT, 1,
	             "//w:p[w:pPr/w:pStyle/@w:val='Caption']/"
	             "w:bookmarkStart[@w:name='Table_Of_Things']");
	assert_string(package, DOCUMENT, "string(//w:hyperlink[1])", "section 2");
}

static void
test_notes(void)
{
	OtDocument *document = new_document();
	OtNode *paragraph = add_paragraph(document, document->root, "Text");
	OtNode *note = add_inline(document, paragraph, OT_NODE_NOTE, "A note with a ");
	OtNode *link = add_inline(document, note, OT_NODE_LINK, "link");

	link->as.link.href = "https://example.org/";
	add_inline(document, paragraph, OT_NODE_NOTE, "Another");
	g_autoptr(Package) package = finish(document);
	assert_count(package, DOCUMENT, 2, "//w:footnoteReference");
	assert_count(package, FOOTNOTES, 4, "/w:footnotes/w:footnote");
	assert_string(package, FOOTNOTES, "string(//w:footnote[@w:id='2'])", " Another");
	assert_count(package, FOOTNOTES, 1, "//w:footnote[@w:id='1']//w:hyperlink");
	assert_count(package, "word/settings.xml", 2, "//w:footnotePr/w:footnote");
}

/* A comment is about the paragraph that its node begins with, or about a field's own words. */
static void
test_guidance(void)
{
	static const char comments[] = "word/comments.xml";
	OtDocument *document = new_document();
	OtNode *first = add_paragraph(document, document->root, "First");
	OtNode *second = add_paragraph(document, document->root, "Second ");
	OtNode *note = add_inline(document, second, OT_NODE_NOTE, "A note");
	OtNode *words = add_inline(document, second, OT_NODE_STRONG, "words");

	first->guidance = "To the first";
	second->guidance = "To the second";
	words->guidance = "To the words";
	note->first->guidance = "A note can't have comments";
	g_autoptr(Package) package = finish(document);
	assert_count(package, comments, 3, "/w:comments/w:comment[@w:author='outset']");
	assert_string(package, comments, "string(//w:comment[@w:id='2'])", "To the words");
	assert_string(package, DOCUMENT,
	              "string(//w:commentRangeStart[@w:id='0']/following-sibling::w:r[1])",
	              "First");
	assert_string(package, DOCUMENT,
	              "string(//w:commentRangeStart[@w:id='2']/following-sibling::w:r[1])",
	              "words");
	assert_count(package, DOCUMENT, 1,
	             "//w:p[2][w:commentRangeEnd[@w:id='2']/following-sibling::"
	             "w:commentRangeEnd[@w:id='1']]");
	assert_count(package, DOCUMENT, 3, "//w:r/w:commentReference");
}

static void
test_languages(void)
{
	OtDocument *document = new_document();
	OtNode *welsh = add_paragraph(document, document->root, "Mae’r ffordd yn oer.");
	OtNode *arabic = add_paragraph(document, document->root, "حرارة الطريق");
	OtNode *mixed = add_paragraph(document, document->root, "A word: ");

	welsh->lang = "cy";
	arabic->lang = "ar";
	add_inline(document, mixed, OT_NODE_EMPHASIS, "שלום")->lang = "he";
	g_autoptr(Package) package = finish(document);
	assert_string(package, DOCUMENT, "string(//w:p[1]/w:r/w:rPr/w:lang/@w:val)", "cy-GB");
	assert_count(package, DOCUMENT, 1, "//w:p[2][w:pPr/w:bidi]/w:r[w:rPr/w:rtl]");
	assert_string(package, DOCUMENT, "string(//w:p[2]/w:r/w:rPr/w:lang/@w:bidi)", "ar");
	assert_count(package, DOCUMENT, 0, "//w:p[3][w:pPr/w:bidi]");
	assert_count(package, DOCUMENT, 1, "//w:p[3]/w:r[w:rPr/w:rtl]");
	assert_count(package, DOCUMENT, 0, "//w:p[3]/w:r[1]/w:rPr");
	assert_string(package, STYLES, "string(//w:docDefaults//w:lang/@w:val)", "en-GB");
}

/* --- sections ------------------------------------------------------------------------------ */

static void
test_headings(void)
{
	OtDocument *document = new_document();
	OtNode *section = add_section(document, document->root, OT_SECTION_NORMAL, "One");
	OtNode *annex;

	add_section(document, section, OT_SECTION_NORMAL, "One point one");
	section = add_section(document, document->root, OT_SECTION_NORMAL, "Not counted");
	section->as.section.numbered = false;
	section = add_section(document, document->root, OT_SECTION_NORMAL, "Two");
	annex = add_section(document, document->root, OT_SECTION_ANNEX, "Annex");
	add_section(document, annex, OT_SECTION_NORMAL, "A point one");
	add_section(document, document->root, OT_SECTION_ANNEX, "Another annex");
	g_autoptr(Package) package = finish(document);

	/* headings are counted by their style, annexes by a list of their own */
	assert_count(package, STYLES, 6,
	             "//w:style[w:pPr/w:outlineLvl]/w:pPr/w:numPr[w:numId/@w:val='1']");
	assert_count(package, DOCUMENT, 0,
	             "//w:p[.='One' or .='Two' or .='One point one'][w:pPr/w:numPr]");
	assert_count(package, DOCUMENT, 1,
	             "//w:p[.='Not counted']/w:pPr/w:numPr/w:numId[@w:val='0']");
	assert_count(package, DOCUMENT, 3, "//w:p/w:pPr/w:numPr/w:numId[@w:val='2']");
	assert_count(package, DOCUMENT, 2, "//w:p[w:pPr/w:pageBreakBefore]");
	assert_count(package, NUMBERING, 6, "//w:abstractNum/w:lvl/w:pStyle");
}

/* Numbers that Word would not give stand there as text. */
static void
test_odd_numbers(void)
{
	g_autoptr(OtDocument) document = new_document();
	static const char *const numbers[] = {"1",   "3",       "2",   "IV",
	                                      "2.1", "Annex A", "A.1", "Annex B"};
	static const int levels[] = {1, 1, 1, 1, 2, 1, 2, 1};

	for (size_t i = 0; i < G_N_ELEMENTS(numbers); i++) {
		OtNode *section = add_section(document, document->root, OT_SECTION_NORMAL,
		                              "Heading");

		section->first->as.heading = (OtHeadingData){levels[i], numbers[i], true};
	}
	g_autoptr(GBytes) bytes = write_bytes(document, 0);
	g_autoptr(Package) package = package_open(bytes);
	check_package(package);
	assert_count(package, DOCUMENT, 6, "//w:p[.='Heading']");
	assert_string(package, DOCUMENT, "string(//w:p[2])", "3\u2002Heading");
	assert_string(package, DOCUMENT, "string(//w:p[4])", "IV\u2002Heading");
	assert_string(package, NUMBERING, "string(//w:abstractNum[2]/w:lvl[1]/w:lvlText/@w:val)",
	              "Annex %1\u2002");
}

static void
test_contents(void)
{
	OtDocument *document = new_document();
	OtNode *section = add_section(document, document->root, OT_SECTION_COVER, NULL);

	add_paragraph(document, section, "Title")->as.paragraph = OT_PARAGRAPH_TITLE;
	ot_document_append(document, document->root, OT_NODE_TOC)->as.toc.depth = 2;
	section = add_section(document, document->root, OT_SECTION_NORMAL, "One");
	OtNode *inner = add_section(document, section, OT_SECTION_NORMAL, "Inner");
	add_section(document, inner, OT_SECTION_NORMAL, "Too deep");
	section = add_section(document, document->root, OT_SECTION_NORMAL, "Not listed");
	section->as.section.listed = false;
	add_section(document, document->root, OT_SECTION_ANNEX, "Annex");

	g_autoptr(Package) package = finish(document);
	assert_count(package, DOCUMENT, 3,
	             "//w:p[starts-with(w:pPr/w:pStyle/@w:val, 'TOC') and w:hyperlink/@w:anchor]");
	assert_string(package, DOCUMENT, "string(//w:p[w:pPr/w:pStyle/@w:val='TOC2']/w:hyperlink)",
	              "1.1Inner");
	assert_string(package, DOCUMENT,
	              "string(//w:p[w:pPr/w:pStyle/@w:val='TOCHeading'])", "Contents");
	assert_string(package, DOCUMENT,
	              "string(//w:instrText)", " TOC \\o \"1-2\" \\n \\h \\z \\u ");
	/* the cover: a first page without head and foot, and a break after it */
	assert_count(package, DOCUMENT, 1, "//w:sectPr[w:titlePg]");
	assert_count(package, DOCUMENT, 0, "//w:sectPr/*[@w:type='first']");
	assert_count(package, DOCUMENT, 1,
	             "//w:p[w:pPr/w:pStyle/@w:val='TOCHeading']/w:pPr/w:pageBreakBefore");
}

static void
test_page_breaks(void)
{
	OtDocument *document = new_document();

	ot_document_append(document, document->root, OT_NODE_PAGE_BREAK);
	add_paragraph(document, document->root, "On the first page");
	ot_document_append(document, document->root, OT_NODE_PAGE_BREAK);
	ot_document_append(document, document->root, OT_NODE_PAGE_BREAK);
	OtNode *table = add_table(document, document->root, OT_TABLE_FACTS);
	add_row(document, table, false, "Name|Value");
	OtNode *section = add_section(document, document->root, OT_SECTION_SUMMARY, "Summary");
	add_paragraph(document, section, "Text");
	ot_document_append(document, document->root, OT_NODE_PAGE_BREAK);
	g_autoptr(Package) package = finish(document);
	assert_count(package, DOCUMENT, 2, "//w:pageBreakBefore");
	assert_count(package, DOCUMENT, 1, "//w:tc[1]/w:p/w:pPr/w:pageBreakBefore");
	assert_count(package, DOCUMENT, 0, "//w:br");
}

/* --- lists --------------------------------------------------------------------------------- */

static void
test_lists(void)
{
	OtDocument *document = new_document();
	OtNode *bullets = add_list(document, document->root, OT_LIST_BULLET, 1);
	OtNode *item = add_item(document, bullets, "First");
	OtNode *letters = add_list(document, item, OT_LIST_LETTER, 3);

	add_item(document, letters, "c");
	add_item(document, letters, "d");
	add_paragraph(document, item, "goes on");
	add_item(document, bullets, "Second");
	for (int i = 0; i < 2; i++) {
		OtNode *numbers = add_list(document, document->root, OT_LIST_NUMBER, 1);
		add_item(document, numbers, "one");
		add_item(document, numbers, "two");
	}
	g_autoptr(Package) package = finish(document);
	assert_count(package, DOCUMENT, 2,
	             "//w:p[w:pPr/w:pStyle/@w:val='ListBullet'][w:pPr/w:numPr/w:numId/@w:val='3']");
	assert_count(package, DOCUMENT, 1,
	             "//w:p[.='goes on'][w:pPr/w:pStyle/@w:val='ListContinue'][not(w:pPr/"
	             "w:numPr)]");
	/* each ordered list is a list of its own and starts where it should */
	assert_count(package, NUMBERING, 3, "//w:num[w:lvlOverride]");
	assert_count(package, NUMBERING, 1,
	             "//w:num/w:lvlOverride[@w:ilvl='1']/w:startOverride[@w:val='3']");
	assert_count(package, DOCUMENT, 0,
	             "//w:p[.='one' and w:pPr/w:numPr/w:numId/@w:val= following::w:p[.='one']/"
	             "w:pPr/w:numPr/w:numId/@w:val]");
}

/* What stands in an item besides paragraphs, also first. */
static void
test_list_blocks(void)
{
	OtDocument *document = new_document();
	OtNode *list = add_list(document, document->root, OT_LIST_NUMBER, 1);
	OtNode *inner = add_list(document, add_item(document, list, NULL), OT_LIST_BULLET, 1);
	OtNode *table = add_table(document, add_item(document, list, NULL), OT_TABLE_FACTS);
	OtNode *callout;

	add_item(document, inner, "in a list that begins with a list");
	add_row(document, table, false, "Name|Value");
	callout = ot_document_append(document, add_item(document, list, "Text"), OT_NODE_CALLOUT);
	add_paragraph(document, callout, "in a callout");
	add_item(document, list, NULL);
	g_autoptr(Package) package = finish(document);
	assert_count(package, DOCUMENT, 4, "//w:body/w:p[w:pPr/w:pStyle/@w:val=" "'ListNumber']");
	assert_count(package, DOCUMENT, 1, "//w:tblPr/w:tblInd[@w:w > 0]");
}

/* --- tables -------------------------------------------------------------------------------- */

static void
test_tables(void)
{
	OtDocument *document = new_document();
	OtNode *table = add_table(document, document->root, OT_TABLE_GRID);
	OtNode *row;

	table->as.table.caption = "What & who";
	table->as.table.description = "One row for each \"thing\".";
	row = add_row(document, table, true, "What|Who|When");
	row->last->as.cell.align = OT_ALIGN_END;
	row = add_row(document, table, false, "!A thing||");
	row->last->as.cell.align = OT_ALIGN_CENTRE;
	add_row(document, table, false, "!Another thing|somebody|some day");
	/* directly after it, so Word would make one table of both */
	table = add_table(document, document->root, OT_TABLE_FACTS);
	add_row(document, table, false, "Name|Value");

	g_autoptr(Package) package = finish(document);
	assert_count(package, DOCUMENT, 1,
	             "//w:tbl[1]/w:tr[1]/w:trPr[w:tblHeader[not(@*)] and w:cantSplit]");
	assert_count(package, DOCUMENT, 1, "//w:tbl[1]/w:tr/w:trPr/w:tblHeader");
	assert_string(package, DOCUMENT, "string(//w:tbl[1]/w:tblPr/w:tblCaption/@w:val)",
	              "Table 1: What & who");
	assert_string(package, DOCUMENT, "string(//w:tbl[1]/w:tblPr/w:tblDescription/@w:val)",
	              "One row for each \"thing\".");
	assert_string(package, DOCUMENT, "string(//w:tbl[1]/w:tblPr/w:tblLook/@w:val)", "06A0");
	assert_string(package, DOCUMENT,
	              "string(//w:tbl[2]/w:tblPr/w:tblLook/@w:firstColumn)", "1");
	assert_string(package, DOCUMENT,
	              "string(//w:tbl[2]/w:tblPr/w:tblStyle/@w:val)", "HouseFacts");
	assert_string(package, DOCUMENT, "string(//w:tbl[1]/preceding-sibling::w:p[1])",
	              "Table 1: What & who");
	assert_count(package, DOCUMENT, 1, "//w:tr[1]/w:tc[3]/w:p/w:pPr/w:jc[@w:val='right']");
}

static void
test_spans(void)
{
	OtDocument *document = new_document();
	OtNode *table = add_table(document, document->root, OT_TABLE_GRID);
	OtNode *row = add_row(document, table, true, "A|B");

	row->last->as.cell.column_span = 3;
	row = add_row(document, table, false, "tall|1|2|3");
	row->first->as.cell.row_span = 3;
	row = add_row(document, table, false, "wide and tall|x");
	row->first->as.cell.row_span = row->first->as.cell.column_span = 2;
	add_row(document, table, false, "y");
	g_autoptr(Package) package = finish(document);
	assert_count(package, DOCUMENT, 4, "//w:gridCol");
	assert_count(package, DOCUMENT, 2, "//w:vMerge[@w:val='restart']");
	assert_count(package, DOCUMENT, 3, "//w:vMerge[not(@*)]");
	assert_count(package, DOCUMENT, 1,
	             "//w:tr[4]/w:tc[2][w:tcPr/w:gridSpan/@w:val='2' and w:tcPr/w:vMerge]");
}

/* The widths of columns: the text's width in all, by weights or by what the cells hold. */
static void
test_widths(void)
{
	static const double weights[] = {1, 3};
	OtDocument *document = new_document();
	OtNode *table = add_table(document, document->root, OT_TABLE_GRID);

	table->as.table.weights = weights;
	add_row(document, table, true, "A|B");
	add_paragraph(document, document->root, "between");
	table = add_table(document, document->root, OT_TABLE_GRID);
	add_row(document, table, true, "No.|What it is");
	add_row(document, table, false,
	        "1|A text that goes on and on and on, over more than one line of the page, since "
	        "it has a lot to say about what it is.");
	g_autoptr(Package) package = finish(document);
	for (int i = 1; i <= 2; i++)
		assert_count(package, DOCUMENT, 1,
		             "//w:tbl[%d][sum(w:tblGrid/w:gridCol/@w:w) = w:tblPr/w:tblW/"
		             "@w:w][w:tblPr/w:tblW/@w:w = //w:pgSz/@w:w - //w:pgMar/@w:left - //"
		             "w:pgMar/@w:right]", i);
	assert_count(package, DOCUMENT, 1,
	             "//w:tbl[1]/w:tblGrid/w:gridCol[2][@w:w > 2.9 * ../w:gridCol[1]/@w:w]");
	assert_count(package, DOCUMENT, 1,
	             "//w:tbl[2]/w:tblGrid/w:gridCol[2][@w:w > 8 * ../w:gridCol[1]/@w:w]");
}

/* --- figures, callouts, signatures --------------------------------------------------------- */

static void
test_figures(void)
{
	static const OtPoint points[] = {
		{.label = "Now", .value = NAN},
		{.label = "Target", .value = 12.5, .note = "by 2028", .strong = true},
	};
	OtDocument *document = new_document();
	OtNode *figure = ot_document_append(document, document->root, OT_NODE_FIGURE);

	figure->as.figure = (OtFigureData){
		.kind = OT_FIGURE_MEASURE,
		.alt = "From not known to 12.5 minutes",
		.caption = "Time",
		.unit = "minutes",
		.points = points,
		.n_points = G_N_ELEMENTS(points),
	};
	g_autoptr(Package) package = finish(document);
	assert_string(package, DOCUMENT, "string(//w:tblDescription/@w:val)",
	              "From not known to 12.5 minutes");
	assert_string(package, DOCUMENT, "string(//w:tr[1]/w:tc[2])", "Not known yet");
	assert_string(package, DOCUMENT, "string(//w:tr[2]/w:tc[1])", "Target");
	assert_string(package, DOCUMENT, "string(//w:tr[2]/w:tc[2]//w:t[../w:rPr/w:b])",
	              "12.5\302\240minutes");
	assert_string(package, DOCUMENT, "string(//w:tr[2]/w:tc[2])",
	              "12.5\302\240minutes, by 2028");
	assert_string(package, DOCUMENT, "string(//w:body/w:p[1])", "Figure 1: Time");
	/* What isn't known is striped from end to end; 12.5 reaches five sixths of 15. */
	assert_string(package, DOCUMENT, "string(//w:tr[1]//w:p[2]/w:pPr/w:shd/@w:val)",
	              "diagStripe");
	assert_count(package, DOCUMENT, 1, "//w:tr[1]//w:p[2]/w:pPr/w:ind[@w:left=0][@w:right=0]");
	assert_string(package, DOCUMENT, "string(//w:tr[2]//w:p[2]/w:pPr/w:shd/@w:val)", "clear");
	assert_count(package, DOCUMENT, 1,
	             "//w:tr[2]//w:p[2]/w:pPr/w:ind[@w:left=0][@w:right > 1000][@w:right < 1300]");
}

static void
test_callouts(void)
{
	static const char *const styles[] = {"CalloutNote", "CalloutImportant", "CalloutLaw",
	                                     "CalloutAction"};
	OtDocument *document = new_document();

	for (int kind = OT_CALLOUT_NOTE; kind <= OT_CALLOUT_ACTION; kind++) {
		OtNode *callout = ot_document_append(document, document->root, OT_NODE_CALLOUT);

		callout->as.callout.kind = kind;
		callout->as.callout.title = kind == OT_CALLOUT_LAW ? "Title" : NULL;
		add_paragraph(document, callout, "Text");
		add_item(document, add_list(document, callout, OT_LIST_BULLET, 1), "Item");
	}
	OtNode *again = ot_document_append(document, document->root, OT_NODE_CALLOUT);
	again->as.callout.kind = OT_CALLOUT_ACTION;
	add_paragraph(document, again, "Text");
	g_autoptr(Package) package = finish(document);
	for (size_t i = 0; i < G_N_ELEMENTS(styles); i++)
		assert_count(package, DOCUMENT, i == OT_CALLOUT_ACTION ? 5 : 3,
		             "//w:p[w:pPr/w:pStyle/@w:val='%s']", styles[i]);
	assert_string(package, DOCUMENT,
	              "string(//w:p[w:pPr/w:pStyle/@w:val='CalloutLaw'][1])", "Title");
	assert_string(package, DOCUMENT,
	              "string(//w:p[w:pPr/w:pStyle/@w:val='CalloutNote'][1])", "Note");
	/* two of a kind side by side are two boxes: their indents differ */
	assert_count(package, DOCUMENT, 2, "//w:body/w:p[w:pPr/w:ind/@w:right]");
}

static void
test_signatures(void)
{
	static const char *const names[] = {"sign.name", "sign.position", "sign.signature",
	                                    "sign.date"};
	OtDocument *document = new_document();
	OtNode *signature = ot_document_append(document, document->root, OT_NODE_SIGNATURE);

	signature->as.signature.label = "Signed for the authority";
	for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
		add_field(document, signature, i == 3 ? OT_FIELD_DATE : OT_FIELD_TEXT, names[i],
		          NULL, NULL);
	g_autoptr(Package) package = finish(document);
	assert_count(package, DOCUMENT, 4, "//w:tr/w:tc[2]//w:sdt");
	assert_count(package, DOCUMENT, 1, "//w:tr[3]/w:trPr/w:trHeight");
	/* on one page: everything but the last row stays with the next */
	assert_count(package, DOCUMENT, 0, "//w:tr[position() < 4]//w:p[not(w:pPr/w:keepNext)]");
	assert_count(package, DOCUMENT, 0, "//w:tr[4]//w:p[w:pPr/w:keepNext]");
}

static void
add_signature(OtDocument *document)
{
	OtNode *signature = ot_document_append(document, document->root, OT_NODE_SIGNATURE);

	signature->as.signature.label = "Signed";
}

/*
 * What is signed stays on a page with the signature: a paragraph, the last of a list, the last row.
 */
static void
test_signed_blocks(void)
{
	OtDocument *document = new_document();

	add_paragraph(document, document->root, "Said");
	add_signature(document);
	OtNode *list = add_list(document, document->root, OT_LIST_BULLET, 1);
	for (int n = 0; n < 4; n++)
		add_item(document, list, "Point");
	add_signature(document);
	OtNode *table = add_table(document, document->root, OT_TABLE_GRID);
	for (int n = 0; n < 4; n++)
		add_row(document, table, false, "Fact");
	add_signature(document);
	g_autoptr(Package) package = finish(document);
	assert_count(package, DOCUMENT, 1, "//w:p[.='Said'][w:pPr/w:keepNext]");
	assert_count(package, DOCUMENT, 1, "(//w:p[.='Point'])[4][w:pPr/w:keepNext]");
	assert_count(package, DOCUMENT, 0, "(//w:p[.='Point'])[2][w:pPr/w:keepNext]");
	assert_count(package, DOCUMENT, 1, "//w:tr[4]//w:p[.='Fact'][w:pPr/w:keepNext]");
	assert_count(package, DOCUMENT, 0, "//w:tr[2]//w:p[.='Fact'][w:pPr/w:keepNext]");
}

/* A heading and a sentence do not stand at the foot of a page while their table is on the next. */
static void
test_words_before_table(void)
{
	OtDocument *document = new_document();
	OtNode *section = add_section(document, document->root, OT_SECTION_NORMAL, "Heading");

	add_paragraph(document, section, "Before");
	add_row(document, add_table(document, section, OT_TABLE_GRID), false, "Cell");
	add_paragraph(document, section, "After");
	add_row(document, add_table(document, section, OT_TABLE_GRID), false, "Cell");
	g_autoptr(Package) package = finish(document);
	assert_count(package, DOCUMENT, 1, "//w:p[.='Before'][w:pPr/w:keepNext]");
	assert_count(package, DOCUMENT, 0, "//w:p[.='After'][w:pPr/w:keepNext]");
}

/* --- fields -------------------------------------------------------------------------------- */

static void
test_fields(void)
{
	static const char *const choices[] = {"Low", "High", "Low", "", NULL};
	OtDocument *document = new_document();
	OtNode *paragraph = add_paragraph(document, document->root, "Fields: ");
	OtNode *field;

	add_field(document, paragraph, OT_FIELD_TEXT, "a.text", "x", "A <text> & more");
	add_field(document, paragraph, OT_FIELD_DATE, "a.date", "2026-12-03", "3 December 2026");
	add_field(document, paragraph, OT_FIELD_DATE, "a.odd-date", "2026-02-30", "end of winter");
	field = add_field(document, paragraph, OT_FIELD_CHOICE, "a.choice", "High", "High");
	field->as.field.choices = choices;
	add_field(document, paragraph, OT_FIELD_TICK, "a.tick", "yes", "yes");
	add_field(document, paragraph, OT_FIELD_TICK, "a.no-tick", NULL, NULL);
	add_field(document, paragraph, OT_FIELD_PROSE, "a.prose", "p", "one\ntwo");
	field = add_field(document, paragraph, OT_FIELD_TEXT, "a.missing", NULL, NULL);
	field->as.field.hint = "Say who";
	field->locked = true;
	add_field(document, paragraph, OT_FIELD_TEXT, "it's", NULL, NULL);

	g_autoptr(Package) package = finish(document);
#define CONTROL(name) "//w:sdt[w:sdtPr/w:tag/@w:val='" name "']"
	assert_string(package, DOCUMENT,
	              "string(" CONTROL("a.text") "/w:sdtContent)", "A <text> & more");
	assert_string(package, DOCUMENT, "string(" CONTROL("a.date") "//w:date/@w:fullDate)",
	              "2026-12-03T00:00:00Z");
	assert_string(package, DOCUMENT, "string(" CONTROL("a.date") "//w:dateFormat/@w:val)",
	              "d MMMM yyyy");
	assert_count(package, DOCUMENT, 0, CONTROL("a.odd-date") "//w:date/@w:fullDate");
	assert_count(package, DOCUMENT, 2, CONTROL("a.choice") "//w:listItem");
	assert_string(package, DOCUMENT,
	              "string(" CONTROL("a.tick") "//w14:checked/@w14:val)", "1");
	assert_string(package, DOCUMENT, "string(" CONTROL("a.no-tick") "/w:sdtContent)", "\u2610");
	assert_count(package, DOCUMENT, 1, CONTROL("a.prose") "//w:text[@w:multiLine='1']");
	assert_count(package, DOCUMENT, 1, CONTROL("a.prose") "/w:sdtContent/w:r/w:br");
	assert_string(package, DOCUMENT,
	              "string(" CONTROL("a.missing") "/w:sdtContent)", "[Say who]");
	assert_string(package, DOCUMENT, "string(" CONTROL("a.missing") "//w:rStyle/@w:val)",
	              "PlaceholderText");
	assert_string(package, DOCUMENT, "string(" CONTROL("a.missing") "//w:lock/@w:val)",
	              "sdtContentLocked");
	assert_count(package, DOCUMENT, 2, "//w:sdtPr[w:showingPlcHdr]");
	/* values by name, so that another program finds them */
	assert_string(package, VALUES, "string(//o:field[@name='a.date'])", "2026-12-03");
	assert_string(package, VALUES, "string(//o:field[@name='a.tick'])", "true");
	assert_string(package, VALUES, "string(//o:field[@name='a.missing'])", "");
	assert_count(package, VALUES, 9, "/o:fields/o:field");
}

static void
test_block_field(void)
{
	g_autoptr(OtDocument) document = new_document();

	add_field(document, document->root, OT_FIELD_PROSE, "answer", NULL, NULL);
	g_autoptr(GBytes) bytes = write_bytes(document, 0);
	g_autoptr(Package) package = package_open(bytes);
	check_package(package);
	assert_count(package, DOCUMENT, 1, "//w:body/w:p/w:sdt");
}

/* Wording that law prescribes can't be changed; the holes in it can. */
static void
test_locked(void)
{
	OtDocument *document = new_document();
	OtNode *paragraph = add_paragraph(document, document->root, "This statement applies to ");
	OtNode *link;

	paragraph->locked = true;
	paragraph->source = "SI 2018/952";
	add_field(document, paragraph, OT_FIELD_TEXT, "site", NULL, NULL);
	ot_document_append_text(document, paragraph, " and nothing else; see ");
	link = add_inline(document, paragraph, OT_NODE_LINK, "the law");
	link->as.link.href = "https://www.legislation.gov.uk/";
	add_paragraph(document, document->root, "Free text");
	g_autoptr(Package) package = finish(document);
	assert_count(package, DOCUMENT, 2,
	             "//w:p[1]/w:sdt[w:sdtPr/w:lock/@w:val='sdtContentLocked']");
	assert_string(package, DOCUMENT,
	              "string(//w:p[1]/w:sdt[1]/w:sdtPr/w:alias/@w:val)", "SI 2018/952");
	assert_string(package, DOCUMENT,
	              "string(//w:p[1]/w:sdt[3])", " and nothing else; see the law");
	assert_count(package, DOCUMENT, 1, "//w:p[1]/w:sdt[2][not(w:sdtPr/w:lock)]");
	assert_count(package, DOCUMENT, 0, "//w:p[2]/w:sdt");
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/docx/paragraphs", test_paragraphs);
	g_test_add_func("/docx/inlines", test_inlines);
	g_test_add_func("/docx/references", test_references);
	g_test_add_func("/docx/notes", test_notes);
	g_test_add_func("/docx/guidance", test_guidance);
	g_test_add_func("/docx/languages", test_languages);
	g_test_add_func("/docx/headings", test_headings);
	g_test_add_func("/docx/odd-numbers", test_odd_numbers);
	g_test_add_func("/docx/contents", test_contents);
	g_test_add_func("/docx/page-breaks", test_page_breaks);
	g_test_add_func("/docx/lists", test_lists);
	g_test_add_func("/docx/list-blocks", test_list_blocks);
	g_test_add_func("/docx/tables", test_tables);
	g_test_add_func("/docx/spans", test_spans);
	g_test_add_func("/docx/widths", test_widths);
	g_test_add_func("/docx/figures", test_figures);
	g_test_add_func("/docx/callouts", test_callouts);
	g_test_add_func("/docx/signatures", test_signatures);
	g_test_add_func("/docx/signed-blocks", test_signed_blocks);
	g_test_add_func("/docx/words-before-table", test_words_before_table);
	g_test_add_func("/docx/fields", test_fields);
	g_test_add_func("/docx/block-field", test_block_field);
	g_test_add_func("/docx/locked", test_locked);
	return g_test_run();
}
