/*
 * SPDX-License-Identifier: MIT
 *
 * Reading Word files that others wrote: text, styles, tables, notes, comments, and where all of
 * that stands in the bytes.
 */
#include "draft-build.h"

#include "docx/draft-names.h"

#define FIELD(type) "<w:r><w:fldChar w:fldCharType='" type "'/></w:r>"
#define CODE(text)  "<w:r><w:instrText>" text "</w:instrText></w:r>"
#define BOX(inside) "<w:txbxContent>" inside "</w:txbxContent>"

/* --- text ---------------------------------------------------------------------------------- */

static const struct {
	const char *inside, *text; /* of one w:p */
} texts[] = {
	{"", ""},
	{R("one"), "one"},
	/* split by Word wherever somebody typed, checked or saved */
	{R("pro") "<w:proofErr w:type='spellStart'/>" R("cure") R("ment"), "procurement"},
	{"<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:cr/><w:t>d</w:t></w:r>",
	 "a b c d"},
	{"<w:r><w:t>e</w:t><w:noBreakHyphen/><w:t>mail out</w:t><w:softHyphen/><w:t>come</w:t>"
	 "</w:r>",
	 "e-mail outcome"},
	{"<w:r><w:t>a</w:t><w:sym w:font='Wingdings' w:char='F04A'/><w:t>b</w:t></w:r>", "a b"},
	{"<w:r><w:t>R&amp;D &lt;5 &#163;&#xA3; ]]&gt;</w:t></w:r>", "R&D <5 ££ ]]>"},
	{"<w:r><w:t>a<![CDATA[&<b]]>c</w:t></w:r>", "a&<bc"},
	{"<w:r><w:t>a<!-- b -->c<?d e?></w:t></w:r>", "ac"},
	{"<w:r><w:t>a\r\nb\tc</w:t></w:r>", "a b c"},
	/* blanks at the ends are text only where the file says so */
	{"<w:r><w:t> a </w:t></w:r>" R("b"), "ab"},
	{"<w:r><w:t xml:space='preserve'> a </w:t></w:r>" R("b"), " a b"},
	/* tracked changes */
	{R("a") "<w:ins w:id='1'>" R("b") "</w:ins>", "ab"},
	{R("a") "<w:del w:id='1'><w:r><w:delText>b</w:delText></w:r>" R("c") "</w:del>", "a"},
	{"<w:moveFrom w:id='1'>" R("a") "</w:moveFrom><w:moveTo w:id='2'>" R("b") "</w:moveTo>",
	 "b"},
	{"<w:ins w:id='1'><w:del w:id='2'>" R("a") "</w:del></w:ins>" R("b"), "b"},
	{"<w:pPr><w:rPr><w:del w:id='1'/></w:rPr><w:pPrChange><w:pPr><w:pStyle w:val='Heading1'/>"
	 "</w:pPr></w:pPrChange></w:pPr>" R("a"), "a"},
	/* fields: the result, not the instruction; within each other; without a result; broken */
	{FIELD("begin") CODE("PAGE") FIELD("separate") R("7") FIELD("end") R("x"), "7x"},
	{FIELD("begin") CODE("IF ") FIELD("begin") CODE("REF a") FIELD("separate") R("no")
	 FIELD("end") R("no") FIELD("separate") R("yes") FIELD("end"), "yes"},
	{FIELD("begin") CODE("XE") R("no") FIELD("end") R("x"), "x"},
	{FIELD("end") R("a") FIELD("separate") R("b"), "ab"},
	{"<w:fldSimple w:instr='DATE'>" R("today") "</w:fldSimple>", "today"},
	{"<w:r><w:fldChar w:fldCharType='begin'><w:fldData>AAAA</w:fldData></w:fldChar></w:r>"
	 FIELD("separate") R("a") FIELD("end"), "a"},
	/* hidden */
	{"<w:r><w:rPr><w:vanish/></w:rPr><w:t>a</w:t></w:r>" R("b"), "b"},
	{"<w:r><w:rPr><w:vanish w:val='0'/></w:rPr><w:t>a</w:t></w:r>", "a"},
	{"<w:r><w:rPr><w:rPrChange><w:rPr><w:vanish/></w:rPr></w:rPrChange></w:rPr><w:t>a</w:t>"
	 "</w:r>",
	 "a"},
	{"<w:r><w:rPr><w:rStyle w:val='Hidden'/></w:rPr><w:t>a</w:t></w:r>" R("b"), "b"},
	{STYLE("HiddenText") R("a"), ""},
	{STYLE("HiddenText") "<w:r><w:rPr><w:rStyle w:val='Hidden'/></w:rPr><w:t>a</w:t></w:r>",
	 "a"},
	/* what holds runs */
	{"<w:hyperlink w:anchor='x'>" R("a") "</w:hyperlink><w:smartTag>" R("b") "</w:smartTag>"
	 "<w:customXml><w:customXmlPr/>" R("c") "</w:customXml><w:dir>" R("d") "</w:dir>", "abcd"},
	{"<w:sdt><w:sdtPr><w:tag w:val='t'/></w:sdtPr><w:sdtContent>" R("a") "</w:sdtContent>"
	 "</w:sdt>",
	 "a"},
	{"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>" R("Click here")
	 "</w:sdtContent></w:sdt>" R("a"), "a"},
	{"<w:sdt><w:sdtPr><w:showingPlcHdr w:val='false'/></w:sdtPr><w:sdtContent>" R("a")
	 "</w:sdtContent></w:sdt>", "a"},
	{"<w:r><w:ruby><w:rubyPr/><w:rt>" R("above") "</w:rt><w:rubyBase>" R("base")
	 "</w:rubyBase></w:ruby></w:r>", "base"},
	{R("where ") "<m:oMath><m:r><m:t>x</m:t></m:r></m:oMath>" R("is"), "where is"},
	/* one branch: the first that is understood */
	{"<w:r><mc:AlternateContent><mc:Choice Requires='w16se'><w16se:symEx/></mc:Choice>"
	 "<mc:Fallback><w:t>☺</w:t></mc:Fallback></mc:AlternateContent></w:r>", "☺"},
	{"<mc:AlternateContent><mc:Choice Requires='w14 wps'>" R("a") "</mc:Choice>"
	 "<mc:Choice Requires='w14'>" R("b") "</mc:Choice><mc:Fallback>" R("c") "</mc:Fallback>"
	 "</mc:AlternateContent>", "a"},
};

static const char styles[] =
	"<w:styles" NAMESPACES "><w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val='cy-GB'/>"
	"</w:rPr>"
	"</w:rPrDefault></w:docDefaults>"
	"<w:style w:type='paragraph' w:default='1' w:styleId='N'><w:name w:val='Normal'/></w:style>"
	"<w:style w:type='paragraph' w:styleId='H1'><w:name w:val='heading 1'/></w:style>"
	"<w:style w:type='paragraph' w:styleId='berschrift2'><w:name w:val='Überschrift 2'/>"
	"</w:style>"
	"<w:style w:type='paragraph' w:styleId='Annex'><w:name w:val='Annex'/><w:basedOn "
	"w:val='H1'/>"
	"</w:style>"
	"<w:style w:type='paragraph' w:styleId='Deep'><w:name w:val='Deep'/><w:basedOn "
	"w:val='Annex'/>"
	"<w:pPr><w:outlineLvl w:val='4'/></w:pPr></w:style>"
	"<w:style w:type='paragraph' w:styleId='TOCHeading'><w:name w:val='TOC Heading'/>"
	"<w:basedOn w:val='H1'/><w:pPr><w:outlineLvl w:val='9'/></w:pPr></w:style>"
	"<w:style w:type='paragraph' w:styleId='T1'><w:name w:val='toc 1'/></w:style>"
	"<w:style w:type='paragraph' w:styleId='Ti'><w:name w:val='Title'/></w:style>"
	"<w:style w:type='paragraph' w:styleId='LB'><w:name w:val='List Bullet'/><w:pPr><w:numPr>"
	"<w:numId w:val='3'/></w:numPr></w:pPr></w:style>"
	"<w:style w:type='paragraph' w:styleId='Ring'><w:name w:val='Ring'/><w:basedOn "
	"w:val='Ring2'/>"
	"</w:style><w:style w:type='paragraph' w:styleId='Ring2'><w:name w:val='Ring2'/>"
	"<w:basedOn w:val='Ring'/></w:style>"
	"<w:style w:type='paragraph' w:styleId='HiddenText'><w:name w:val='Hidden Text'/><w:rPr>"
	"<w:vanish/></w:rPr></w:style>"
	"<w:style w:type='character' w:styleId='Hidden'><w:name w:val='Hidden'/><w:rPr><w:vanish/>"
	"</w:rPr></w:style></w:styles>";

static OtDraft *
read_body(const char *body)
{
	const File file = {"word/styles.xml", styles, 0};
	g_autofree char *document =
		g_strconcat("<w:document" NAMESPACES "><w:body>", body, "</w:body></w:document>",
		            NULL);

	return read_sound(make_docx_of(TYPE_MAIN, document, &file, 1));
}

static void
test_texts(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
		g_autofree char *body = g_strconcat("<w:p>", texts[i].inside, "</w:p>", NULL);
		g_autoptr(OtDraft) draft = read_body(body);

		g_assert_cmpuint(ot_draft_count(draft), ==, 1);
		g_assert_cmpstr(ot_draft_paragraph(draft, 0)->text, ==, texts[i].text);
	}
}

/* An instruction that never ends must not hide the paragraphs that follow. */
static void
test_open_field(void)
{
	g_autoptr(OtDraft) draft = read_body(P(R("a") FIELD("begin") R("no")) PR("b"));

	g_assert_cmpstr(ot_draft_paragraph(draft, 0)->text, ==, "a");
	g_assert_cmpstr(ot_draft_paragraph(draft, 1)->text, ==, "b");
}

/* --- styles and places --------------------------------------------------------------------- */

static const struct {
	const char *properties;
	int heading;
	bool title, list;
	const char *style;
} kinds[] = {
	{"", 0, false, false, "Normal"},
	{STYLE("H1"), 1, false, false, "Heading 1"},
	{STYLE("berschrift2"), 2, false, false, "Überschrift 2"},
	{STYLE("Annex"), 1, false, false, "Annex"},
	{STYLE("Deep"), 5, false, false, "Deep"},
	{STYLE("TOCHeading"), 0, false, false, "TOC Heading"},
	{STYLE("T1"), 0, false, false, "TOC 1"},
	{STYLE("Ti"), 0, true, false, "Title"},
	{STYLE("LB"), 0, false, true, "List Bullet"},
	{STYLE("Ring"), 0, false, false, "Ring"},
	/* not defined in the file */
	{STYLE("Heading3"), 3, false, false, "Heading3"},
	{"<w:pPr><w:outlineLvl w:val='1'/></w:pPr>", 2, false, false, "Normal"},
	{"<w:pPr><w:pStyle w:val='H1'/><w:outlineLvl w:val='9'/></w:pPr>", 0, false, false,
	 "Heading 1"},
	{"<w:pPr><w:numPr><w:ilvl w:val='0'/><w:numId w:val='1'/></w:numPr></w:pPr>", 0, false,
	 true,
	 "Normal"},
	{"<w:pPr><w:pStyle w:val='LB'/><w:numPr><w:numId w:val='0'/></w:numPr></w:pPr>", 0, false,
	 false, "List Bullet"},
	/* numbered headings are headings */
	{"<w:pPr><w:pStyle w:val='H1'/><w:numPr><w:numId w:val='2'/></w:numPr></w:pPr>", 1, false,
	 false, "Heading 1"},
};

static void
test_kinds(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++) {
		g_autofree char *body =
			g_strconcat("<w:p>", kinds[i].properties, R("x") "</w:p>", NULL);
		g_autoptr(OtDraft) draft = read_body(body);
		const OtDraftParagraph *paragraph = ot_draft_paragraph(draft, 0);

		g_assert_cmpint(paragraph->heading, ==, kinds[i].heading);
		g_assert_cmpint(paragraph->title, ==, kinds[i].title);
		g_assert_cmpint(paragraph->list_item, ==, kinds[i].list);
		g_assert_cmpstr(paragraph->style, ==, kinds[i].style);
		g_assert_cmpstr(ot_draft_language(draft), ==, "cy-GB");
	}
}

static void
assert_place(const OtDraft *draft, size_t index, const char *text, const char *place)
{
	g_assert_cmpuint(index, <, ot_draft_count(draft));
	g_assert_cmpstr(ot_draft_paragraph(draft, index)->text, ==, text);
	g_assert_cmpstr(ot_draft_paragraph(draft, index)->place, ==, place);
}

static void
test_places(void)
{
	g_autoptr(OtDraft) draft = read_body(
		P(STYLE("Ti") R("The draft")) PR("first") "<w:p/>" PR("second")
		P(STYLE("H1") "<w:r><w:t>The  scope</w:t><w:tab/></w:r>") PR("third")
		P(STYLE("berschrift2") R("A heading that says so much that nobody will ever read "
		                         "it to its end, wherever that may be")) PR("fourth")
		P(STYLE("H1") R("Last")));

	assert_place(draft, 0, "The draft", "title");
	assert_place(draft, 1, "first", "paragraph 2");
	assert_place(draft, 3, "second", "paragraph 3");
	assert_place(draft, 4, "The  scope ", "heading “The scope”");
	assert_place(draft, 5, "third", "under “The scope”, paragraph 1");
	assert_place(draft, 7, "fourth",
	             "under “A heading that says so much that nobody will ever read it to…”, "
	             "paragraph 1");
	g_assert_cmpuint(ot_draft_paragraph(draft, 3)->under, ==, G_MAXSIZE);
	g_assert_cmpuint(ot_draft_paragraph(draft, 5)->under, ==, 4);
	g_assert_cmpuint(ot_draft_paragraph(draft, 6)->under, ==, 4);
	g_assert_cmpuint(ot_draft_paragraph(draft, 7)->under, ==, 6);
	g_assert_cmpuint(ot_draft_paragraph(draft, 8)->under, ==, G_MAXSIZE);
}

/* --- tables -------------------------------------------------------------------------------- */

#define TC(inside)       "<w:tc>" inside "</w:tc>"
#define TC_SPAN(n, inside) "<w:tc><w:tcPr><w:gridSpan w:val='" n "'/></w:tcPr>" inside "</w:tc>"
#define TR(cells)        "<w:tr>" cells "</w:tr>"
#define TBL(rows)        "<w:tbl><w:tblPr/>" rows "</w:tbl>"
#define GRID3            "<w:tblGrid><w:gridCol/><w:gridCol/><w:gridCol/></w:tblGrid>"

static void
test_table(void)
{
	g_autoptr(OtDraft) draft = read_body(
		TBL(GRID3 TR(TC(PR("Name")) TC(PR("Must") ) TC(PR("Should")))
		    TR(TC_SPAN("2", PR("a")) TC(PR("b")))
		    TR("<w:trPr><w:gridBefore w:val='1'/></w:trPr>"
		       "<w:sdt><w:sdtContent>" TC("<w:tcPr><w:vMerge/></w:tcPr>" PR("c"))
		       "</w:sdtContent></w:sdt>" TC(PR("d")))
		    "<w:sdt><w:sdtContent>" TR(TC_SPAN("3", PR("e"))) "</w:sdtContent></w:sdt>"
		    TR("<w:trPr><w:del w:id='1'/></w:trPr>" TC(PR("gone")))
		    TR(TC(TBL(TR(TC(PR("in"))) TR(TC(PR("under")))) "<w:p/>") TC(PR("f"))))
		TBL(TR(TC(PR("g")))));

	assert_place(draft, 0, "Name", "table 1, row 1, column 1");
	assert_place(draft, 3, "a", "table 1, row 2, column “Name”");
	assert_place(draft, 4, "b", "table 1, row 2, column “Should”");
	assert_place(draft, 5, "c", "table 1, row 3, column “Must”");
	assert_place(draft, 6, "d", "table 1, row 3, column “Should”");
	assert_place(draft, 7, "e", "table 1, row 4");
	assert_place(draft, 8, "", "table 1, row 5, column “Name”");
	assert_place(draft, 9, "in", "table 1, row 6, column “Name”, table in it, row 1, column 1");
	assert_place(draft, 12, "f", "table 1, row 6, column “Must”");
	assert_place(draft, 13, "g", "table 2, row 1, column 1");
	g_assert_true(ot_draft_paragraph(draft, 0)->header_row);
	g_assert_false(ot_draft_paragraph(draft, 3)->header_row);
	g_assert_cmpstr(ot_draft_paragraph(draft, 4)->column_header, ==, "Should");
	g_assert_null(ot_draft_paragraph(draft, 0)->column_header);
	g_assert_cmpint(ot_draft_paragraph(draft, 4)->column, ==, 3);
	g_assert_cmpint(ot_draft_paragraph(draft, 10)->row, ==, 2);
	g_assert_cmpint(ot_draft_paragraph(draft, 10)->table, ==, 1);
}

/* Two rows that repeat; a title over all columns; a first row of sentences. */
static void
test_heads(void)
{
	g_autoptr(OtDraft) draft = read_body(
		TBL(GRID3 TR("<w:trPr><w:tblHeader/></w:trPr>" TC(PR("Id"))
		       TC_SPAN("2", PR("Score")))
		    TR("<w:trPr><w:tblHeader/></w:trPr>" TC("<w:p/>") TC(PR("Price"))
		    TC(PR("Worth")))
		    TR(TC(PR("a")) TC(PR("b"))))
		TBL(GRID3 TR(TC_SPAN("3", PR("All risks"))) TR(TC(PR("Risk")) TC(PR("Owner"))
		                                                     TC("<w:p/>"))
		    TR(TC(PR("c")) TC(PR("d")) TC(PR("e"))))
		TBL(GRID3 TR(TC(PR("one")) TC(PR("two") PR("three")))
		    TR(TC(PR("f")))));

	g_assert_true(ot_draft_paragraph(draft, 3)->header_row);
	assert_place(draft, 5, "a", "table 1, row 3, column “Id”");
	assert_place(draft, 6, "b", "table 1, row 3, column “Price”");
	assert_place(draft, 8, "Risk", "table 2, row 2, column 1");
	assert_place(draft, 12, "d", "table 2, row 3, column “Owner”");
	assert_place(draft, 13, "e", "table 2, row 3, column 3");
	assert_place(draft, 17, "f", "table 3, row 2, column 1");
}

/* --- stories ------------------------------------------------------------------------------- */

#define NOTE(kind, id, inside) "<w:" kind " w:id='" id "'>" inside "</w:" kind ">"
#define MARK(kind, id)         "<w:r><w:" kind "Reference w:id='" id "'/></w:r>"

static const File story_parts[] = {
	{"word/styles.xml", styles, 0},
	{"word/footnotes.xml",
	 "<w:footnotes" NAMESPACES "><w:footnote w:type='separator' w:id='-1'>" PR("no")
	 "</w:footnote>"
	 NOTE("footnote", "7", PR("seventh") TBL(TR(TC(PR("cell")))))
	 NOTE("footnote", "2", PR("second"))
	 NOTE("footnote", "9", PR("nothing marks it")) "</w:footnotes>", 0},
	{"word/endnotes.xml",
	 "<w:endnotes" NAMESPACES ">" NOTE("endnote", "2", PR("end")) "</w:endnotes>", 0},
	{"word/header1.xml", "<w:hdr" NAMESPACES ">" PR("Top") P("<w:r><w:pict><v:textbox>"
	 BOX(PR("box on top")) "</v:textbox></w:pict></w:r>") "</w:hdr>", 0},
	{"word/footer1.xml", "<w:ftr" NAMESPACES ">" PR("Bottom") "</w:ftr>", 0},
};

#define TEXT_BOX(inside)                                                                     \
	"<w:r><w:t>before</w:t><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing>"   \
	"<wps:txbx>" BOX(inside) "</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict>"  \
	"<v:textbox>" BOX(inside) "</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"

static OtDraft *
read_stories(void)
{
	return read_sound(make_docx_of(
		TYPE_MAIN,
		BODY(P(STYLE("H1") R("Scope"))
		     P(R("a") MARK("footnote", "2")
		       TEXT_BOX(PR("boxed") P(R("noted") MARK("footnote", "7")))
		       R("after") MARK("endnote", "2"))
		     P(R("b") MARK("footnote", "2"))
		     "<w:sectPr><w:headerReference r:id='r3'/><w:footerReference r:id='r4'/>"
		     "<w:headerReference r:id='r3'/><w:headerReference r:id='gone'/></w:sectPr>"),
		story_parts, G_N_ELEMENTS(story_parts)));
}

static void
test_stories(void)
{
	static const struct {
		const char *text, *place;
		OtStory story;
		size_t anchor, run; /* of it */
	} expected[] = {
		{"Scope", "heading “Scope”", OT_STORY_BODY, 0, G_MAXSIZE},
		{"abeforeafter", "under “Scope”, paragraph 1", OT_STORY_BODY, 1, G_MAXSIZE},
		{"second", "footnote 1", OT_STORY_FOOTNOTE, 1, 1},
		{"end", "endnote 1", OT_STORY_ENDNOTE, 1, 4},
		{"boxed", "text box under “Scope”", OT_STORY_TEXT_BOX, 1, 2},
		{"noted", "text box under “Scope”", OT_STORY_TEXT_BOX, 1, 2},
		{"seventh", "footnote 2", OT_STORY_FOOTNOTE, 1, 2},
		{"cell", "footnote 2, table, row 1, column 1", OT_STORY_FOOTNOTE, 1, 2},
		{"b", "under “Scope”, paragraph 2", OT_STORY_BODY, 8, G_MAXSIZE},
		{"Top", "header", OT_STORY_HEADER, G_MAXSIZE, G_MAXSIZE},
		{"", "header", OT_STORY_HEADER, G_MAXSIZE, G_MAXSIZE},
		{"box on top", "text box in the header", OT_STORY_TEXT_BOX, G_MAXSIZE, G_MAXSIZE},
		{"Bottom", "footer", OT_STORY_FOOTER, G_MAXSIZE, G_MAXSIZE},
	};
	g_autoptr(OtDraft) draft = read_stories();

	g_assert_cmpuint(ot_draft_count(draft), ==, G_N_ELEMENTS(expected));
	for (size_t i = 0; i < G_N_ELEMENTS(expected); i++) {
		const OtDraftParagraph *paragraph = ot_draft_paragraph(draft, i);

		assert_place(draft, i, expected[i].text, expected[i].place);
		g_assert_cmpint(paragraph->story, ==, expected[i].story);
		g_assert_cmpuint(paragraph->anchor, ==, expected[i].anchor);
		g_assert_cmpuint(ot_draft_layout(draft, i)->anchor_run, ==, expected[i].run);
	}
	g_assert_cmpuint(ot_draft_paragraph(draft, 6)->under, ==, 0);
}

/* --- where it stands ----------------------------------------------------------------------- */

static char *
cut(const OtDraft *draft, size_t part, OtDraftSpan span)
{
	const char *bytes =
		g_bytes_get_data(g_array_index(draft->parts, OtDraftPart, part).bytes, NULL);

	return g_strndup(bytes + span.start, span.end - span.start);
}

static void
assert_span(const OtDraft *draft, OtDraftSpan span, const char *bytes)
{
	g_autofree char *found = cut(draft, ot_draft_paragraph(draft, 0)->part, span);

	g_assert_cmpstr(found, ==, bytes);
}

static void
test_layout(void)
{
	g_autoptr(OtDraft) draft = read_body(
		"<w:p w:x='1'><w:pPr><w:jc w:val='left'/></w:pPr><w:hyperlink w:anchor='x'><w:r "
		"w:y='2'>"
		"<w:rPr><w:b/></w:rPr><w:t xml:space='preserve'> R&amp;D&#x20;x</w:t><w:tab/>"
		"<w:t>end</w:t></w:r ></w:hyperlink></w:p>");
	const OtDraftParagraph *paragraph = ot_draft_paragraph(draft, 0);
	const OtDraftLayout *layout = ot_draft_layout(draft, 0);
	const OtDraftRun *run = &layout->runs[0];

	g_assert_cmpstr(paragraph->text, ==, " R&D x end");
	assert_span(draft, layout->tag, "<w:p w:x='1'>");
	assert_span(draft, (OtDraftSpan){layout->end_tag, layout->element.end}, "</w:p>");
	assert_span(draft, (OtDraftSpan){layout->content, layout->content + 12}, "<w:hyperlink");
	g_assert_cmpstr(layout->prefix, ==, "w:");
	g_assert_cmpuint(layout->n_runs, ==, 1);
	assert_span(draft, run->tag, "<w:r w:y='2'>");
	assert_span(draft, run->properties, "<w:rPr><w:b/></w:rPr>");
	assert_span(draft, (OtDraftSpan){run->end_tag, run->element.end}, "</w:r >");
	g_assert_cmpint(run->prefix, ==, 2);
	g_assert_cmpuint(run->beside.start, ==, run->element.start);
	g_assert_cmpuint(run->beside.end, ==, run->element.end);
	assert_span(draft, (OtDraftSpan){run->top.start, run->top.start + 12}, "<w:hyperlink");
	g_assert_cmpuint(run->top.end, ==, layout->end_tag);
	g_assert_cmpuint(paragraph->n_pieces, ==, 2);
	g_assert_cmpuint(paragraph->pieces[1].start, ==, 7);
	assert_span(draft, layout->sources[0].tag, "<w:t xml:space='preserve'>");
	g_assert_true(layout->sources[0].preserve && layout->sources[0].can_split);
	g_assert_false(layout->sources[1].preserve);
	/* " R|&amp;|D|&#x20;|x" */
	static const size_t offsets[] = {0, 1, 2, 7, 8, 14, 15};
	for (size_t i = 0; i < G_N_ELEMENTS(offsets); i++)
		g_assert_cmpuint(ot_draft_offset(draft, 0, 0, i), ==,
		                 paragraph->pieces[0].offset + offsets[i]);
}

/* What takes no marks within it, and texts that can't be divided. */
static void
test_layout_closed(void)
{
	g_autoptr(OtDraft) draft = read_body(P(
		"<mc:AlternateContent><mc:Choice Requires='w14'>" R("a") "</mc:Choice>"
		"</mc:AlternateContent>"
		"<w:r><w:ruby><w:rubyBase>" R("b") "</w:rubyBase></w:ruby></w:r>"
		"<w:ins w:id='1'><w:sdt><w:sdtContent>" R("c") "</w:sdtContent></w:sdt></w:ins>"
		"<w:r><w:t><![CDATA[d]]></w:t></w:r>"
		"<w:r><mc:AlternateContent><mc:Fallback><w:t>e</w:t></mc:Fallback>"
		"</mc:AlternateContent>"
		"</w:r>"));
	const OtDraftLayout *layout = ot_draft_layout(draft, 0);
	static const bool can_split[] = {true, true, true, false, false};

	g_assert_cmpstr(ot_draft_paragraph(draft, 0)->text, ==, "abcde");
	g_assert_cmpuint(layout->n_runs, ==, 5);
	for (size_t i = 0; i < 5; i++) {
		g_assert_cmpuint(layout->sources[i].run, ==, i);
		g_assert_cmpint(layout->sources[i].can_split, ==, can_split[i]);
		g_assert_cmpint(layout->runs[i].inserted && layout->runs[i].in_control, ==, i == 2);
	}
	g_autofree char *alternate = cut(draft, 2, layout->runs[0].beside);
	g_autofree char *ruby = cut(draft, 2, layout->runs[1].beside);
	g_assert_true(g_str_has_prefix(alternate, "<mc:AlternateContent>"));
	g_assert_true(g_str_has_suffix(alternate, "</mc:AlternateContent>"));
	g_assert_true(g_str_has_prefix(ruby, "<w:r><w:ruby>"));
	assert_span(draft, layout->runs[2].beside, R("c"));
}

/* --- comments ------------------------------------------------------------------------------ */

#define COMMENT(id, author, para, text) \
	"<w:comment w:id='" id "' w:author='" author "' w:initials='o'>" PR("first") \
	"<w:p w14:paraId='" para "'><w:r><w:t>" text "</w:t></w:r></w:p></w:comment>"
#define START(id) "<w:commentRangeStart w:id='" id "'/>"
#define END(id)   "<w:commentRangeEnd w:id='" id "'/>"
#define REFER(id) "<w:r><w:rPr><w:b/></w:rPr><w:commentReference w:id='" id "'/></w:r>"

static const File comment_parts[] = {
	{"word/comments.xml",
	 "<w:comments" NAMESPACES "><w:comment w:id='4' w:author='outset'><w:p w14:paraId='0A'>"
	 R("OUT003: name the outcome") "</w:p></w:comment>"
	 COMMENT("5", "Jo", "0B", "mine") COMMENT("6", "outset", "0C", "second")
	 COMMENT("8", "outset", "0D", "nowhere") "</w:comments>", 0},
	{"word/commentsExtended.xml",
	 "<w15:commentsEx" NAMESPACES "><w15:commentEx w15:paraId='0A' w15:done='1'/>"
	 "<w15:commentEx w15:paraId='0B' w15:paraIdParent='0A' w15:done='0'/>"
	 "<w15:commentEx w15:paraId='0C' w15:done='0'/></w15:commentsEx>", 0},
};

static void
test_comments(void)
{
	g_autoptr(OtDraft) draft = read_sound(make_docx_of(
		TYPE_MAIN,
		BODY(P(R("The ") START("4") R("sys") START("5") R("tem") END("4") REFER("4")
		       R(" is") END("5") "<w:r><w:t>x</w:t><w:commentReference w:id='5'/></w:r>")
		     START("6") PR("one") PR("two") END("6") PR("three")),
		comment_parts, G_N_ELEMENTS(comment_parts)));

	g_assert_cmpuint(ot_draft_comment_count(draft), ==, 3);
	const OtDraftComment *comment = ot_draft_comment(draft, 0);
	g_assert_cmpstr(comment->id, ==, "4");
	g_assert_cmpstr(comment->code, ==, "OUT003");
	g_assert_cmpstr(comment->matched, ==, "system");
	g_assert_cmpuint(comment->paragraph, ==, 0);
	g_assert_cmpuint(comment->start, ==, 3);
	g_assert_true(comment->resolved);
	comment = ot_draft_comment(draft, 1);
	g_assert_null(comment->code);
	g_assert_cmpstr(comment->matched, ==, "one two");
	g_assert_cmpuint(comment->paragraph, ==, 1);
	g_assert_false(comment->resolved);
	g_assert_cmpuint(ot_draft_comment(draft, 2)->paragraph, ==, G_MAXSIZE);

	const OtDraftRemark *remark = &g_array_index(draft->remarks, OtDraftRemark, 1);
	g_assert_cmpuint(draft->remarks->len, ==, 4);
	g_assert_false(remark->ours);
	g_assert_cmpstr(remark->text, ==, "first\nmine");
	g_assert_cmpstr(remark->parent, ==, "0A");
	g_assert_cmpuint(draft->marks->len, ==, 8);
	const OtDraftMark *mark = &g_array_index(draft->marks, OtDraftMark, 3);
	g_assert_cmpint(mark->kind, ==, OT_DRAFT_REFERENCE);
	assert_span(draft, mark->run, REFER("4"));
	mark = &g_array_index(draft->marks, OtDraftMark, 5);
	g_assert_cmpuint(mark->run.start, ==, mark->run.end);
}

/* --- kinds of Word files ------------------------------------------------------------------- */

static void
test_strict(void)
{
	g_autoptr(OtDraft) draft = read_sound(make_docx(
		"<document xmlns='" NS_S "'><body><p><pPr><outlineLvl w:val='0' xmlns:w='" NS_S
		"'/></pPr>"
		"<r><t>a</t></r></p></body></document>"));

	assert_place(draft, 0, "a", "heading “a”");
	g_assert_cmpstr(ot_draft_layout(draft, 0)->prefix, ==, "");
	g_assert_cmpstr(ot_draft_part(draft, OT_DRAFT_MAIN)->w_uri, ==, NS_S);
}

static void
test_types(void)
{
	static const char *const types[] = {
		TYPE_MAIN,
		TYPE_WORD "template.main+xml",
		"application/vnd.ms-word.document.macroEnabled.main+xml",
		"application/vnd.ms-word.template.macroEnabledTemplate.main+xml",
	};
	const File macros = {"word/vbaProject.bin", "no XML", 0};

	for (size_t i = 0; i < G_N_ELEMENTS(types); i++) {
		g_autoptr(GBytes) bytes = make_docx_of(types[i], BODY(PR("a")), &macros, i > 1);
		gsize len;
		const char *data = g_bytes_get_data(bytes, &len);

		g_assert_true(ot_draft_is_docx(data, len));
		g_assert_false(ot_draft_is_docx(data, len / 2));
		g_autoptr(OtDraft) draft = read_sound(g_steal_pointer(&bytes));
		g_assert_cmpint(ot_draft_has_macros(draft), ==, i > 1);
	}
}

static void
test_utf16(void)
{
	g_autofree char *text = g_strconcat("<?xml version='1.0' encoding='UTF-16'?>",
	                                    BODY(PR("Môn")), NULL);
	gsize len;
	g_autofree char *wide = g_convert(text, -1, "UTF-16", "UTF-8", NULL, &len, NULL);
	g_autoptr(GBytes) sound = make_docx(BODY(PR("a")));
	const File files[] = {
		{"[Content_Types].xml",
		 "<Types xmlns='" NS_P "content-types'><Default Extension='xml' ContentType='"
		 TYPE_MAIN
		 "'/></Types>", 0},
		{"_rels/.rels",
		 "<Relationships xmlns='" NS_P "relationships'><Relationship Id='a' Type='" NS_O
		 "/officeDocument' Target='/d/../main.xml'/></Relationships>", 0},
		{"main.xml", wide, len},
	};
	g_autoptr(OtDraft) draft = read_sound(pack(files, G_N_ELEMENTS(files)));

	g_assert_cmpstr(ot_draft_paragraph(draft, 0)->text, ==, "Môn");
	g_assert_true(ot_draft_part(draft, OT_DRAFT_MAIN)->converted);
}

/* What is drawn in from elsewhere is not read, and that is said. */
static void
test_unread(void)
{
	g_autoptr(GBytes) bytes = make_docx(BODY(PR("a") "<w:altChunk r:id='x'/>"));
	g_autoptr(OtFindings) findings = ot_findings_new();
	g_autoptr(OtDraft) draft = ot_draft_parse(bytes, "draft.docx", findings);

	g_assert_nonnull(draft);
	g_assert_cmpuint(ot_findings_count(findings), ==, 1);
	g_assert_cmpstr(ot_findings_get(findings, 0)->code, ==, "DOC011");
	g_assert_cmpstr(ot_findings_get(findings, 0)->message, ==,
	                "another document is drawn in, and not read");
}

/* Each name of the table finds itself, which shows that they are in order. */
static void
test_elements(void)
{
	static const struct {
		OtDraftElement element;
		int ns;
		const char *name;
	} elements[] = {
#define ELEMENT(id, ns, name) {OT_EL_##id, OT_DRAFT_NS_##ns, name},
#include "docx/draft-elements.def"
#undef ELEMENT
	};

	for (size_t i = 0; i < G_N_ELEMENTS(elements); i++) {
		const OtPullToken token = {
			.kind = OT_PULL_START,
			.ns = elements[i].ns,
			.name = elements[i].name,
			.name_len = strlen(elements[i].name),
		};
		g_assert_cmpint(ot_draft_element(&token), ==, elements[i].element);
	}
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/draft/texts", test_texts);
	g_test_add_func("/draft/open-field", test_open_field);
	g_test_add_func("/draft/kinds", test_kinds);
	g_test_add_func("/draft/places", test_places);
	g_test_add_func("/draft/table", test_table);
	g_test_add_func("/draft/heads", test_heads);
	g_test_add_func("/draft/stories", test_stories);
	g_test_add_func("/draft/layout", test_layout);
	g_test_add_func("/draft/layout-closed", test_layout_closed);
	g_test_add_func("/draft/comments", test_comments);
	g_test_add_func("/draft/strict", test_strict);
	g_test_add_func("/draft/types", test_types);
	g_test_add_func("/draft/utf-16", test_utf16);
	g_test_add_func("/draft/unread", test_unread);
	g_test_add_func("/draft/elements", test_elements);
	return g_test_run();
}
