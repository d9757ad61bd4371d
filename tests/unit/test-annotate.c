/* SPDX-License-Identifier: MIT
 *
 * Comments in Word files of others: what is written where, byte by byte, and what stays as it was.
 */
#include "annotate-build.h"

/* --- ranges ---------------------------------------------------------------------------------- */

static const struct {
	const char *name, *body, *words, *after;
} ranges[] = {
	{"a run", P(RUN("Oracle")), "Oracle", P(S("0") RUN("Oracle") E("0") R("0"))},
	{"the middle of a run", P("<w:r w:rsidR=\"00AA\">" BOLD TEXT("Use Oracle now") "</w:r>"),
	 "Oracle",
	 P("<w:r w:rsidR=\"00AA\">" BOLD KEPT("Use ") "</w:r>" S("0") "<w:r w:rsidR=\"00AA\">" BOLD
	   TEXT("Oracle") "</w:r>" E("0") R("0") "<w:r w:rsidR=\"00AA\">" BOLD KEPT(" now") "</w:r>")},
	{"the start of a run", P("<w:r>" KEPT("Oracle now") "</w:r>"), "Oracle",
	 P(S("0") "<w:r>" KEPT("Oracle") "</w:r>" E("0") R("0") "<w:r>" KEPT(" now") "</w:r>")},
	{"several runs", P(RUN("Use Ora") "<w:r>" BOLD TEXT("cle d") "</w:r>" RUN("atabase")),
	 "Oracle data",
	 P("<w:r>" KEPT("Use ") "</w:r>" S("0") RUN("Ora") "<w:r>" BOLD TEXT("cle d") "</w:r>"
	   RUN("ata") E("0") R("0") RUN("base"))},
	{"an insertion and what follows",
	 P("<w:ins w:id=\"7\" w:author=\"A\">" RUN("the Ora") "</w:ins>" RUN("cle way")), "Oracle",
	 P("<w:ins w:id=\"7\" w:author=\"A\"><w:r>" KEPT("the ") "</w:r>" S("0") RUN("Ora")
	   "</w:ins>" RUN("cle") E("0") R("0") "<w:r>" KEPT(" way") "</w:r>")},
	{"a deletion between",
	 P(RUN("Ora") "<w:del w:id=\"7\" w:author=\"A\"><w:r><w:delText>xx</w:delText></w:r></w:del>"
	   RUN("cle")), "Oracle",
	 P(S("0") RUN("Ora") "<w:del w:id=\"7\" w:author=\"A\"><w:r><w:delText>xx</w:delText></w:r>"
	   "</w:del>" RUN("cle") E("0") R("0"))},
	{"a link", P("<w:hyperlink w:anchor=\"a\">" RUN("see Oracle") "</w:hyperlink>"), "Oracle",
	 P("<w:hyperlink w:anchor=\"a\"><w:r>" KEPT("see ") "</w:r>" S("0") RUN("Oracle") E("0")
	   R("0") "</w:hyperlink>")},
	{"a smart tag", P("<w:smartTag w:element=\"x\">" RUN("see Oracle") "</w:smartTag>"), "see",
	 P("<w:smartTag w:element=\"x\">" S("0") RUN("see") E("0") R("0") "<w:r>" KEPT(" Oracle")
	   "</w:r></w:smartTag>")},
	{"a field, which may be filled anew",
	 P("<w:fldSimple w:instr=\" TITLE \">" RUN("see Oracle") "</w:fldSimple>"), "Oracle",
	 P("<w:fldSimple w:instr=\" TITLE \"><w:r>" KEPT("see ") "</w:r>" S("0") RUN("Oracle")
	   E("0") "</w:fldSimple>" R("0"))},
	{"the result of a field of several runs",
	 P("<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>REF a</w:instrText></w:r>"
	   "<w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>" RUN("Oracle") RUN(" 9")
	   "<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>" RUN("is")), "Oracle|is",
	 P("<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>REF a</w:instrText></w:r>"
	   "<w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>" S("0") RUN("Oracle") E("0") RUN(" 9")
	   "<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>" R("0") S("1") RUN("is") E("1") R("1"))},
	{"a field that goes on in another paragraph",
	 P("<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>TOC</w:instrText></w:r>"
	   "<w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>" RUN("Oracle"))
	 P("<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>"), "Oracle",
	 P("<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>TOC</w:instrText></w:r>"
	   "<w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>" S("0") RUN("Oracle") E("0") R("0"))
	 P("<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>")},
	{"a change of format, which has a number",
	 P("<w:r><w:rPr><w:b/><w:rPrChange w:id=\"7\" w:author=\"A\"><w:rPr/></w:rPrChange></w:rPr>"
	   TEXT("onetwo") "</w:r>"), "two",
	 P("<w:r><w:rPr><w:b/><w:rPrChange w:id=\"7\" w:author=\"A\"><w:rPr/></w:rPrChange></w:rPr>"
	   TEXT("one") "</w:r>" S("0")
	   "<w:r><w:rPr><w:b/><w:rPrChange w:id=\"8\" w:author=\"A\"><w:rPr/></w:rPrChange></w:rPr>"
	   TEXT("two") "</w:r>" E("0") R("0"))},
	{"a ruby text, which takes no marks",
	 P("<w:r><w:ruby><w:rubyPr/><w:rt>" RUN("over") "</w:rt><w:rubyBase>" RUN("base here")
	   "</w:rubyBase></w:ruby></w:r>"), "base",
	 P(S("0") "<w:r><w:ruby><w:rubyPr/><w:rt>" RUN("over") "</w:rt><w:rubyBase>" RUN("base here")
	   "</w:rubyBase></w:ruby></w:r>" E("0") R("0"))},
	{"a control, which may be filled anew",
	 P("<w:sdt><w:sdtPr><w:text/></w:sdtPr><w:sdtContent>" RUN("see Oracle")
	   "</w:sdtContent></w:sdt>" RUN(".")), "Oracle",
	 P("<w:sdt><w:sdtPr><w:text/></w:sdtPr><w:sdtContent><w:r>" KEPT("see ") "</w:r>" S("0")
	   RUN("Oracle") E("0") "</w:sdtContent></w:sdt>" R("0") RUN("."))},
	{"a control around a paragraph",
	 "<w:sdt><w:sdtContent>" P(RUN("see Oracle")) "</w:sdtContent></w:sdt>", "Oracle",
	 "<w:sdt><w:sdtContent>" P("<w:r>" KEPT("see ") "</w:r>" S("0") RUN("Oracle") E("0") R("0"))
	 "</w:sdtContent></w:sdt>"},
	{"a cell", "<w:tbl><w:tr><w:tc>" P(RUN("Oracle")) "</w:tc></w:tr></w:tbl>" P(""), "Oracle",
	 "<w:tbl><w:tr><w:tc>" P(S("0") RUN("Oracle") E("0") R("0")) "</w:tc></w:tr></w:tbl>" P("")},
	{"references", P(RUN("A &amp; B &#x26; C")), "& B &",
	 P("<w:r>" KEPT("A ") "</w:r>" S("0") RUN("&amp; B &#x26;") E("0") R("0")
	   "<w:r>" KEPT(" C") "</w:r>")},
	{"marks that belong to a letter", P(RUN("cafe\xcc\x81s")), "cafe",
	 P(S("0") RUN("cafe\xcc\x81") E("0") R("0") RUN("s"))},
	{"a tab before", P("<w:r>" BOLD TEXT("a") "<w:tab/>" TEXT("b c") "</w:r>"), "b",
	 P("<w:r>" BOLD TEXT("a") "<w:tab/></w:r>" S("0") "<w:r>" BOLD TEXT("b") "</w:r>" E("0")
	   R("0") "<w:r>" BOLD KEPT(" c") "</w:r>")},
	{"a tab after", P("<w:r>" TEXT("a") "<w:tab/>" TEXT("b c") "</w:r>"), "a",
	 P(S("0") "<w:r>" TEXT("a") "</w:r>" E("0") R("0") "<w:r><w:tab/>" TEXT("b c") "</w:r>")},
	{"the end of a page", P("<w:r>" BOLD "<w:lastRenderedPageBreak/>" TEXT("Oracle") "</w:r>"),
	 "Oracle",
	 P(S("0") "<w:r>" BOLD "<w:lastRenderedPageBreak/>" TEXT("Oracle") "</w:r>" E("0") R("0"))},
	{"a whole paragraph", P("<w:pPr><w:keepNext/></w:pPr>" RUN("Use Oracle")), "^Oracle",
	 P("<w:pPr><w:keepNext/></w:pPr>" S("0") RUN("Use Oracle") E("0") R("0"))},
	{"ranges over each other", P(RUN("one two three")), "one two|two three",
	 P(S("0") "<w:r>" KEPT("one ") "</w:r>" S("1") RUN("two") E("0") R("0")
	   "<w:r>" KEPT(" three") "</w:r>" E("1") R("1"))},
	{"ranges within each other", P(RUN("one two")), "two|one two|^one|one|one",
	 P(S("0") S("1") S("2") S("3") RUN("one") E("3") R("3") E("2") R("2")
	   "<w:r>" KEPT(" ") "</w:r>" S("4") RUN("two") E("4") R("4") E("1") R("1") E("0") R("0"))},
	{"ranges beside each other", P(RUN("onetwo")), "one|two",
	 P(S("0") RUN("one") E("0") R("0") S("1") RUN("two") E("1") R("1"))},
	{"blanks that Word ignores at the start", P(RUN("  one two")), "two",
	 P("<w:r>" TEXT("  one") KEPT(" ") "</w:r>" S("0") RUN("two") E("0") R("0"))},
	{"blanks that Word ignores at the end", P(RUN("one two \n")), "one",
	 P(S("0") RUN("one") E("0") R("0") "<w:r>" KEPT(" ") TEXT("two \n") "</w:r>")},
	{"blanks that are said to be ignored",
	 P("<w:r><w:t xml:space='default'>one two</w:t></w:r>"), "one",
	 P(S("0") "<w:r><w:t xml:space='default'>one</w:t></w:r>" E("0") R("0")
	   "<w:r>" KEPT(" two") "</w:r>")},
	{"text with a comment in it", P("<w:r><w:t>Use <!-- x -->Oracle</w:t></w:r>"), "Oracle",
	 P(S("0") "<w:r><w:t>Use <!-- x -->Oracle</w:t></w:r>" E("0") R("0"))},
	{"other comments and bookmarks",
	 P("<w:bookmarkStart w:id=\"0\" w:name=\"b\"/><w:commentRangeStart w:id=\"4\"/>"
	   RUN("Use Oracle") "<w:commentRangeEnd w:id=\"4\"/>" R("4") "<w:bookmarkEnd w:id=\"0\"/>"),
	 "Oracle",
	 P("<w:bookmarkStart w:id=\"0\" w:name=\"b\"/><w:commentRangeStart w:id=\"4\"/>"
	   "<w:r>" KEPT("Use ") "</w:r>" S("5") RUN("Oracle") E("5") R("5")
	   "<w:commentRangeEnd w:id=\"4\"/>" R("4") "<w:bookmarkEnd w:id=\"0\"/>")},
};

static void
test_ranges(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(ranges); i++) {
		g_autoptr(GBytes) before = make_docx(ranges[i].body);
		g_autoptr(GBytes) after = annotate(before, ranges[i].words);
		g_autofree char *got = read_part(after, "word/document.xml");
		g_autofree char *expected = wrap_body(ranges[i].after);

		if (strcmp(got, expected) != 0)
			g_error("%s:\n%s\ninstead of\n%s", ranges[i].name, got, expected);
		/* and the same again, though ours are taken out first */
		g_autoptr(GBytes) again = annotate(after, ranges[i].words);
		g_assert_true(g_bytes_equal(after, again));
	}
}

/* --- prefixes, encodings --------------------------------------------------------------------- */

static void
test_prefixes(void)
{
	static const struct {
		const char *document, *holds;
	} documents[] = {
		{"<x:document xmlns:x=\"" OT_NS_W "\"><x:body><x:p><x:r><x:t>Oracle</x:t></x:r></x:p>"
		 "</x:body></x:document>",
		 "<x:p><x:commentRangeStart x:id=\"0\"/><x:r><x:t>Oracle</x:t></x:r>"
		 "<x:commentRangeEnd x:id=\"0\"/><x:r><x:commentReference x:id=\"0\"/></x:r></x:p>"},
		{"<document xmlns=\"" OT_NS_W "\"><body><p><r><t>an Oracle</t></r></p></body></document>",
		 "<p><r><t xml:space=\"preserve\">an </t></r><w:commentRangeStart xmlns:w=\"" OT_NS_W
		 "\" w:id=\"0\"/><r><t>Oracle</t></r><w:commentRangeEnd xmlns:w=\"" OT_NS_W
		 "\" w:id=\"0\"/><w:r xmlns:w=\"" OT_NS_W "\"><w:commentReference w:id=\"0\"/></w:r></p>"},
		{"<w:document xmlns:w=\"" NS_STRICT "\"><w:body>" P(RUN("Oracle"))
		 "</w:body></w:document>", P(S("0") RUN("Oracle") E("0") R("0"))},
		{"<w:document xmlns:w=\"" OT_NS_W "\"><w:body><w:p><w:r><w:t>Oracle</w:t></w:r></w:p>\n"
		 "  <w:sectPr />\n</w:body>\n</w:document >\n", "\n  <w:sectPr />\n</w:body>\n"
		 "</w:document >\n"},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(documents); i++) {
		g_autoptr(GBytes) before = make_package(
			(const File[]){{"word/document.xml", documents[i].document}, {0}});
		g_autoptr(GBytes) after = annotate(before, "Oracle");
		bool strict = strstr(documents[i].document, NS_STRICT) != NULL;

		assert_holds(after, "word/document.xml", documents[i].holds);
		assert_holds(after, "word/comments.xml", strict ? NS_STRICT : OT_NS_W);
		assert_holds(after, "word/_rels/document.xml.rels",
		             strict ? "\"http://purl.oclc.org/ooxml/officeDocument/relationships/"
		                      "comments\"" :
		                      "\"" OT_RELATION "comments\"");
	}
}

/* The bytes of a text as UTF-16 with its mark. */
static void
test_utf16(void)
{
	g_autofree char *body = wrap_body(P(RUN("Use Oracle — now")));
	g_autofree char *text = g_strconcat(
		"<?xml version=\"1.0\" encoding=\"UTF-16\" standalone=\"yes\"?>", body, NULL);
	gsize len;
	g_autofree char *wide = g_convert(text, -1, "UTF-16LE", "UTF-8", NULL, &len, NULL);
	g_autofree char *marked = g_malloc(len + 2);

	memcpy(marked, "\xff\xfe", 2);
	memcpy(marked + 2, wide, len);
	g_autoptr(GBytes) before = make_package(
		(const File[]){{"word/document.xml", marked, (gssize) len + 2}, {0}});
	g_autoptr(GBytes) after = annotate(before, "Oracle");
	assert_holds(after, "word/document.xml",
	             "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?><w:document");
	assert_holds(after, "word/document.xml", S("0") RUN("Oracle") E("0") R("0"));
	assert_holds(after, "word/document.xml", KEPT(" — now"));
}

/* --- comments that are there ----------------------------------------------------------------- */

#define COMMENT(id, author, para, text) \
	"<w:comment w:id=\"" id "\" w:author=\"" author "\" w:initials=\"OS\"><w:p w14:paraId=\"" \
	para "\">" RUN(text) "</w:p></w:comment>"
#define EX(para, more) "<w15:commentEx w15:paraId=\"" para "\" " more "/>"
#define RANGE(id, text) S(id) RUN(text) E(id) R(id)
#define MS_2011 "http://schemas.microsoft.com/office/2011/relationships/"
#define MS_2016 "http://schemas.microsoft.com/office/2016/09/relationships/"
#define MS_2018 "http://schemas.microsoft.com/office/2018/08/relationships/"

/* A file that people have worked on after outset did. */
static GBytes *
make_reviewed(void)
{
	g_autofree char *document = wrap_body(
		P(RANGE("1", "one") RANGE("2", "two") RANGE("3", "three") RANGE("4", "four")
	          RANGE("6", "six")));

	return make_package((const File[]){
		{"[Content_Types].xml",
		 TYPES(OVERRIDE("/word/document.xml", OT_TYPE_WORD "document.main+xml")
	               OVERRIDE("/word/comments.xml", OT_TYPE_WORD "comments+xml")
	               OVERRIDE("/word/commentsExtended.xml", OT_TYPE_WORD "commentsExtended+xml")
	               OVERRIDE("/word/people.xml", OT_TYPE_WORD "people+xml")
	               OVERRIDE("/word/commentsIds.xml", OT_TYPE_WORD "commentsIds+xml")
	               OVERRIDE("/word/commentsExtensible.xml",
	                        OT_TYPE_WORD "commentsExtensible+xml"))},
		{"word/document.xml", document},
		{"word/_rels/document.xml.rels",
		 RELATIONS(RELATION("rId1", OT_RELATION "comments", "comments.xml")
	                   RELATION("rId2", MS_2011 "commentsExtended", "commentsExtended.xml")
	                   RELATION("rId3", MS_2011 "people", "people.xml")
	                   RELATION("rId4", MS_2016 "commentsIds", "commentsIds.xml")
	                   RELATION("rId5", MS_2018 "commentsExtensible", "commentsExtensible.xml"))},
		{"word/comments.xml",
		 "<w:comments xmlns:w=\"" OT_NS_W "\" xmlns:w14=\"" OT_NS_W14 "\">"
		 COMMENT("1", "outset", "00000001", "LAW001 stays open")
		 COMMENT("2", "outset", "00000002", "LAW001 is resolved")
		 COMMENT("3", "outset", "00000003", "LAW001 is answered")
		 COMMENT("4", "Ann", "00000004", "LAW001 is what I think")
		 COMMENT("5", "Ann", "00000005", "No")
		 COMMENT("6", "outset", "00000006", "Somebody wrote over this")
		 "</w:comments>"},
		{"word/commentsExtended.xml",
		 "<w15:commentsEx xmlns:w15=\"" OT_NS_W15 "\">" EX("00000001", "w15:done=\"0\"")
		 EX("00000002", "w15:done=\"1\"") EX("00000003", "w15:done=\"0\"")
		 EX("00000004", "w15:done=\"0\"")
		 EX("00000005", "w15:paraIdParent=\"00000003\" w15:done=\"0\"")
		 EX("00000006", "w15:done=\"0\"") "</w15:commentsEx>"},
		{"word/people.xml", "<w15:people xmlns:w15=\"" OT_NS_W15 "\"/>"},
		{"word/commentsIds.xml",
		 "<w16cid:commentsIds xmlns:w16cid=\"http://schemas.microsoft.com/office/word/2016/"
		 "wordml/cid\"><w16cid:commentId w16cid:paraId=\"00000001\" w16cid:durableId=\"4F530002\"/>"
		 "<w16cid:commentId w16cid:paraId=\"00000004\" w16cid:durableId=\"4F530003\"/>"
		 "</w16cid:commentsIds>"},
		{"word/commentsExtensible.xml",
		 "<x:commentsExtensible xmlns:x=\"http://schemas.microsoft.com/office/word/2018/wordml/"
		 "cex\"><x:commentExtensible x:durableId=\"4F530002\"/>"
		 "<x:commentExtensible x:durableId=\"4F530003\"/></x:commentsExtensible>"},
		{0}});
}

static void
test_again(void)
{
	g_autoptr(GBytes) before = make_reviewed();
	g_autoptr(GBytes) after = annotate(before, "one|three|four");

	/* "three" has our comment that was answered */
	assert_holds(after, "word/document.xml",
	             P(RANGE("7", "one") RANGE("2", "two") RANGE("3", "three") S("4") S("8")
	               RUN("four") E("8") R("8") E("4") R("4") RANGE("6", "six")));
	assert_lacks(after, "word/comments.xml", "stays open");
	assert_holds(after, "word/comments.xml", COMMENT("2", "outset", "00000002", "LAW001 is resolved"));
	assert_holds(after, "word/comments.xml", COMMENT("3", "outset", "00000003", "LAW001 is answered"));
	assert_holds(after, "word/comments.xml", COMMENT("4", "Ann", "00000004", "LAW001 is what I think"));
	assert_holds(after, "word/comments.xml", COMMENT("5", "Ann", "00000005", "No"));
	assert_holds(after, "word/comments.xml", "Somebody wrote over this");
	assert_holds(after, "word/comments.xml", " xmlns:mc=\"" OT_NS_MC "\" mc:Ignorable=\"w14\" ");
	assert_lacks(after, "word/commentsExtended.xml", EX("00000001", "w15:done=\"0\""));
	assert_holds(after, "word/commentsExtended.xml",
	             EX("00000006", "w15:done=\"0\"") EX("4F530002", "w15:done=\"0\"")
	             EX("4F530004", "w15:done=\"0\"") "</w15:commentsEx>");
	assert_holds(after, "word/people.xml",
	             "\"><w15:person w15:author=\"outset\"><w15:presenceInfo w15:providerId=\"None\" "
	             "w15:userId=\"outset\"/></w15:person></w15:people>");
	assert_holds(after, "word/commentsIds.xml",
	             "cid\"><w16cid:commentId w16cid:paraId=\"00000004\" w16cid:durableId=\"4F530003\"/>"
	             "<w16cid:commentId w16cid:paraId=\"4F530002\" w16cid:durableId=\"4F530002\"/>"
	             "<w16cid:commentId w16cid:paraId=\"4F530004\" w16cid:durableId=\"4F530004\"/>");
	assert_holds(after, "word/commentsExtensible.xml",
	             "cex\"><x:commentExtensible x:durableId=\"4F530003\"/></x:commentsExtensible>");
	g_autoptr(GBytes) again = annotate(after, "one|three|four");
	g_assert_true(g_bytes_equal(after, again));
}

/*
 * A part of comments that is none: comments of ours stand in it all the same, and are found again.
 */
static void
test_foreign_comments(void)
{
	g_autofree char *document = wrap_body(P(RUN("Use Oracle")));
	g_autoptr(GBytes) before = make_package((const File[]){
		{"[Content_Types].xml",
		 TYPES(OVERRIDE("/word/document.xml", OT_TYPE_WORD "document.main+xml")
		       OVERRIDE("/word/comments.xml", OT_TYPE_WORD "comments+xml"))},
		{"word/document.xml", document},
		{"word/_rels/document.xml.rels",
		 RELATIONS(RELATION("rId1", OT_RELATION "comments", "comments.xml"))},
		{"word/comments.xml", "<w:comments xmlns:w=\"urn:x\"/>"},
		{0}});
	g_autoptr(GBytes) after = annotate(before, "Oracle");
	g_autoptr(GBytes) again = annotate(after, "Oracle");

	assert_holds(after, "word/comments.xml", OT_NS_W);
	g_assert_true(g_bytes_equal(after, again));
}

/* Relationships that are none are refused: nothing that is added there would be found again. */
static void
test_foreign_relations(void)
{
	g_autofree char *document = wrap_body(P(RUN("Use Oracle")));
	g_autoptr(GBytes) bytes = make_package((const File[]){
		{"word/document.xml", document},
		{"word/_rels/document.xml.rels", "<Relationships xmlns=\"urn:x\"></Relationships>"},
		{0}});
	g_autoptr(OtFindings) findings = ot_findings_new();
	g_autoptr(OtDraft) draft = ot_draft_parse(bytes, "draft.docx", findings);

	g_assert_null(draft);
	g_assert_cmpuint(ot_findings_count(findings), ==, 1);
	g_assert_cmpstr(ot_findings_get(findings, 0)->where.place, ==,
	                "part word/_rels/document.xml.rels");
}

/* --- places and styles ----------------------------------------------------------------------- */

static void
test_elsewhere(void)
{
	g_autofree char *document = wrap_body(
		P("") P(RUN("Text") "<w:r><w:footnoteReference w:id=\"2\"/></w:r>")
		"<w:sectPr><w:headerReference xmlns:r=\"" OT_NS_R "\" w:type=\"default\" r:id=\"rId2\"/>"
		"</w:sectPr>");
	g_autoptr(GBytes) before = make_package((const File[]){
		{"word/document.xml", document},
		{"word/_rels/document.xml.rels",
		 RELATIONS(RELATION("rId1", OT_RELATION "footnotes", "footnotes.xml")
		           RELATION("rId2", OT_RELATION "header", "header1.xml"))},
		{"word/footnotes.xml",
		 "<w:footnotes xmlns:w=\"" OT_NS_W "\"><w:footnote w:id=\"2\">" P(RUN("Use Oracle 9"))
		 "</w:footnote></w:footnotes>"},
		{"word/header1.xml", "<w:hdr xmlns:w=\"" OT_NS_W "\">" P(RUN("by Microsoft")) "</w:hdr>"},
		{0}});
	g_autoptr(GBytes) after = annotate(before, "Oracle|^Microsoft");

	assert_holds(after, "word/document.xml",
	             P("") P(S("0") S("1") RUN("Text") "<w:r><w:footnoteReference w:id=\"2\"/></w:r>"
	                     E("1") R("1") E("0") R("0")));
	assert_holds(after, "word/comments.xml",
	             KEPT("In a footnote here: “Oracle”") "</w:r></w:p><w:p w14:paraId=\"4F530002\">"
	             "<w:r>" KEPT("What it says."));
	assert_holds(after, "word/comments.xml", KEPT("In the header of the page: “by Microsoft”"));
	g_autoptr(GBytes) again = annotate(after, "Oracle|^Microsoft");
	g_assert_true(g_bytes_equal(after, again));
}

static void
test_styles(void)
{
	g_autofree char *document = wrap_body(P(RUN("Oracle")));
	g_autoptr(GBytes) before = make_package((const File[]){
		{"word/document.xml", document},
		{"word/_rels/document.xml.rels",
		 RELATIONS(RELATION("rId1", OT_RELATION "styles", "styles.xml"))},
		{"word/styles.xml",
		 "<w:styles xmlns:w=\"" OT_NS_W "\">"
		 "<w:style w:type=\"paragraph\" w:styleId=\"Testo&amp;\"><w:name w:val=\"annotation text\"/>"
		 "</w:style><w:style w:type=\"character\" w:styleId=\"Rimando\"><w:basedOn w:val=\"x\"/>"
		 "<w:name w:val=\"annotation reference\"/></w:style></w:styles>"},
		{0}});
	g_autoptr(GBytes) after = annotate(before, "Oracle");

	assert_holds(after, "word/document.xml",
	             "<w:r><w:rPr><w:rStyle w:val=\"Rimando\"/></w:rPr><w:commentReference w:id=\"0\"/>"
	             "</w:r>");
	assert_holds(after, "word/comments.xml",
	             "<w:pPr><w:pStyle w:val=\"Testo&amp;\"/></w:pPr><w:r><w:rPr><w:rStyle w:val=\""
	             "Rimando\"/></w:rPr><w:annotationRef/></w:r>");
}

/* A part of the name that ours would get is there, but nothing leads to it. */
static void
test_names(void)
{
	g_autofree char *document = wrap_body(P(RUN("Oracle")));
	g_autoptr(GBytes) before = make_package((const File[]){
		{"word/document.xml", document},
		{"word/Comments.xml", "<a/>"},
		{"word/_rels/document.xml.rels",
		 RELATIONS(RELATION("rId2147483648", OT_RELATION "comments", "missing.xml"))},
		{0}});
	g_autoptr(GBytes) after = annotate(before, "Oracle");

	assert_holds(after, "word/Comments.xml", "<a/>");
	assert_holds(after, "word/comments1.xml", "LAW001");
	assert_lacks(after, "word/_rels/document.xml.rels", "missing");
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/annotate/ranges", test_ranges);
	g_test_add_func("/annotate/prefixes", test_prefixes);
	g_test_add_func("/annotate/utf16", test_utf16);
	g_test_add_func("/annotate/again", test_again);
	g_test_add_func("/annotate/foreign-comments", test_foreign_comments);
	g_test_add_func("/annotate/foreign-relations", test_foreign_relations);
	g_test_add_func("/annotate/elsewhere", test_elsewhere);
	g_test_add_func("/annotate/styles", test_styles);
	g_test_add_func("/annotate/names", test_names);
	return g_test_run();
}
