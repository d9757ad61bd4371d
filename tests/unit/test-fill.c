/* SPDX-License-Identifier: MIT
 *
 * Filling Word templates: what is put where, what repeats, and that the rest stays as it is.
 */
#include "draft-build.h"

#include "docx/fill.h"

#include <libxml/parser.h>

#define EPOCH 1795000000
#define PRESERVED " xml:space=\"preserve\""

static const char specification[] =
	"<specification>"
	"<identity reference='R-1' date='2026-11-23' jurisdiction='GB-ENG'><title>Salt &amp; ice</title>"
	"</identity>"
	"<context><background><paragraph>One.</paragraph><paragraph>Two.</paragraph><list><item>Three"
	"</item></list></background>"
	"<driver source='S1'>First</driver><driver source='S2'>Second</driver></context>"
	"<outcomes><outcome id='O1'><title>Fewer hurt</title><measure><indicator>Nights</indicator>"
	"</measure><measure><indicator>Injuries</indicator></measure></outcome>"
	"<outcome id='O2'><title>Less salt</title></outcome></outcomes>"
	"<budget disclosed='yes' maximum='320000'/>"
	"</specification>";

typedef struct {
	OtModel *model;
	OtLabels *labels;
	xmlDoc *doc;
	OtFindings *findings;
} Fixture;

static void
set_up(Fixture *fixture, const void *data G_GNUC_UNUSED)
{
	GError *error = NULL;

	fixture->model = ot_model_load("schemas/spec.xsd", "specification", &error);
	g_assert_no_error(error);
	fixture->labels = ot_labels_load("templates/labels.en.xml", &error);
	g_assert_no_error(error);
	fixture->doc = xmlReadMemory(specification, (int) strlen(specification), "spec.xml", NULL, 0);
	fixture->findings = ot_findings_new();
}

static void
tear_down(Fixture *fixture, const void *data G_GNUC_UNUSED)
{
	ot_model_free(fixture->model);
	ot_labels_free(fixture->labels);
	xmlFreeDoc(fixture->doc);
	ot_findings_free(fixture->findings);
}

/* A template, filled; NULL where findings say why not. */
static GBytes *
fill_bytes(Fixture *fixture, GBytes *package)
{
	GError *error = NULL;
	g_autoptr(OtDraft) draft = ot_draft_parse(package, "council.docx", fixture->findings);

	g_assert_nonnull(draft);
	g_autoptr(OtFill) fill = ot_fill_new(draft, fixture->model, fixture->findings);
	GBytes *filled = ot_fill_write(fill, fixture->doc, fixture->labels, EPOCH, &error);
	g_assert_no_error(error);
	return filled;
}

/* What a part of a package holds. */
static char *
part_of(GBytes *package, const char *name)
{
	g_autoptr(OtFindings) findings = ot_findings_new();
	g_autoptr(OtArchive) archive = ot_archive_open(package, "filled.docx", findings);
	size_t len;

	g_assert_nonnull(archive);
	g_autoptr(GBytes) bytes =
		ot_archive_read(archive, ot_archive_find(archive, name), findings);
	g_assert_nonnull(bytes);
	const char *text = g_bytes_get_data(bytes, &len);
	return g_strndup(text, len);
}

/* The body of what a template with this body becomes; NULL where it can't be filled. */
static char *
fill_body(Fixture *fixture, const char *body)
{
	g_autofree char *document =
		g_strconcat("<w:document" NAMESPACES "><w:body>", body, "</w:body></w:document>", NULL);
	g_autoptr(GBytes) package = make_docx(document);
	g_autoptr(GBytes) filled = fill_bytes(fixture, package);

	if (filled == NULL)
		return NULL;
	g_autofree char *part = part_of(filled, "word/document.xml");
	char *start = strstr(part, "<w:body>") + strlen("<w:body>");
	*strstr(start, "</w:body>") = '\0';
	/* whatever was put in, it has to be a Word file still */
	g_autoptr(OtDraft) again = read_sound(g_steal_pointer(&filled));
	return g_strdup(start);
}

static void
assert_filled(Fixture *fixture, const char *body, const char *wanted)
{
	g_autofree char *filled = fill_body(fixture, body);

	for (size_t i = 0; filled == NULL && i < ot_findings_count(fixture->findings); i++)
		g_test_message("%s", ot_findings_get(fixture->findings, i)->message);
	g_assert_cmpstr(filled, ==, wanted);
}

#define T(text)  "<w:r><w:t" PRESERVED ">" text "</w:t></w:r>"
#define PT(text) P(T(text))
#define TC(inside) "<w:tc>" inside "</w:tc>"
#define TR(inside) "<w:tr>" inside "</w:tr>"
#define TBL(inside) "<w:tbl><w:tblGrid/>" inside "</w:tbl>"

static void
test_values(Fixture *fixture, const void *data G_GNUC_UNUSED)
{
	static const struct {
		const char *body, *wanted;
	} cases[] = {
		{PR("Of {{identity/title}}."), PT("Of Salt &amp; ice.")},
		{PR("{{ identity.reference }}"), PT("R-1")},
		{PR("{{Identity_Title}}"), PT("Salt &amp; ice")},
		{PR("{{identity/@date}}"), PT("23 November 2026")},
		{PR("{{string(identity/@date)}}"), PT("2026-11-23")},
		{PR("{{money(budget/@maximum)}}"), PT("£320,000")},
		{PR("{{code(‘jurisdiction’, identity/@jurisdiction)}}"), PT("England")},
		{PR("By {{context/driver}}."), PT("By First, Second.")},
		{PR("{{outcome[2]/title}}"), PT("Less salt")},
		{PR("{{/specification/identity/@reference}}"), PT("R-1")},
		{PR("no {mark} here"), PR("no {mark} here")},
		/* over runs, with what stands between, in the form of its first character */
		{P("<w:r><w:rPr><w:b/></w:rPr><w:t>A {{iden</w:t></w:r><w:proofErr w:type='spellStart'/>"
		   "<w:r><w:t>tity/ti</w:t></w:r><w:bookmarkStart w:id='1' w:name='x'/>"
		   "<w:ins w:id='2'><w:r><w:t>tle}} B</w:t></w:r></w:ins>"),
		 P("<w:r><w:rPr><w:b/></w:rPr><w:t" PRESERVED ">A Salt &amp; ice</w:t></w:r>"
		   "<w:proofErr w:type='spellStart'/><w:r><w:t" PRESERVED "></w:t></w:r>"
		   "<w:bookmarkStart w:id='1' w:name='x'/><w:ins w:id='2'><w:r><w:t" PRESERVED
		   "> B</w:t></w:r></w:ins>")},
		/* what was deleted is no mark */
		{P("<w:del w:id='3'><w:r><w:delText>{{no}}</w:delText></w:r></w:del>"),
		 P("<w:del w:id='3'><w:r><w:delText>{{no}}</w:delText></w:r></w:del>")},
		{P("<w:r><w:t><![CDATA[{{identity/title}}]]></w:t></w:r>"),
		 P("<w:r><w:t" PRESERVED "><![CDATA[]]>Salt &amp; ice<![CDATA[]]></w:t></w:r>")},
		/* prose: a paragraph each where it stands alone, else lines */
		{P(STYLE("X") R("{{context/background}}")),
		 P(STYLE("X") T("One.")) P(STYLE("X") T("Two.")) P(STYLE("X") T("• Three"))},
		{PR("See {{context/background}}"),
		 P("<w:r><w:t" PRESERVED ">See One.</w:t><w:br/><w:t" PRESERVED ">Two.</w:t><w:br/><w:t"
		   PRESERVED ">• Three</w:t></w:r>")},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
		assert_filled(fixture, cases[i].body, cases[i].wanted);
	g_assert_cmpuint(ot_findings_count(fixture->findings), ==, 0);
}

static void
test_pairs(Fixture *fixture, const void *data G_GNUC_UNUSED)
{
	static const struct {
		const char *body, *wanted;
	} cases[] = {
		/* words */
		{PR("Of {{each context/driver}}{{.}}; {{end}}all"), PT("Of First; Second; all")},
		{PR("A{{if identity/title}} yes{{end}}."), PT("A yes.")},
		{PR("A{{if false()}} yes{{end}}."), PT("A.")},
		{P("<w:r><w:rPr><w:b/></w:rPr><w:t>A {{each context/driver}}</w:t></w:r>" R("{{.}}")
		   R(",{{end}} B")),
		 P("<w:r><w:rPr><w:b/></w:rPr><w:t" PRESERVED ">A </w:t></w:r>" T("First") T(",")
		   "<w:r><w:rPr><w:b/></w:rPr><w:t" PRESERVED "></w:t></w:r>" T("Second") T(", B"))},
		/* a paragraph with nothing else in it, and nested ones */
		{PR("{{each context/driver}}{{.}}{{end}}"), PT("First") PT("Second")},
		{PR("{{if true()}}{{each context/driver}}{{.}}{{end}}{{end}}"), PT("First") PT("Second")},
		{PR("{{if false()}}gone{{end}}") PR("stays"), PR("stays")},
		/* paragraphs between marks; words beside a mark stay */
		{PR("{{each context/driver}}") PR("{{.}} by {{@source}}") PR("{{end}}"),
		 PT("First by S1") PT("Second by S2")},
		{PR("{{each context/driver}}{{.}}") PR("by {{@source}}{{end}}"),
		 PT("First") PT("by S1") PT("Second") PT("by S2")},
		{PR("{{each outcome}}{{each measure}}") PR("{{indicator}} of {{position()}}")
		 PR("{{end}} {{end}}"), PT("Nights of 1") PT("Injuries of 2")},
		{PR("{{if true()}}") PR("a") PR("{{end}}{{if false()}}") PR("b") PR("{{end}}"), PR("a")},
		/* names of the specification hold within an each too */
		{PR("{{each outcome}}{{title}}/{{identity/reference}}{{end}}"),
		 PT("Fewer hurt/R-1") PT("Less salt/R-1")},
		/* rows */
		{TBL(TR(TC(PR("{{each outcome}}{{title}}")) TC(PR("x{{end}}")))),
		 TBL(TR(TC(PT("Fewer hurt")) TC(PT("x"))) TR(TC(PT("Less salt")) TC(PT("x"))))},
		{TBL(TR(TC(PR("{{each outcome}}{{title}}{{end}}")))),
		 TBL(TR(TC(PT("Fewer hurt"))) TR(TC(PT("Less salt"))))},
		{TBL(TR(TC(PR("{{each outcome}}")) TC("<w:p/>")) TR(TC(PR("{{title}}")) TC("<w:p/>"))
		     TR(TC(PR("{{end}}")) TC("<w:p/>"))),
		 TBL(TR(TC(PT("Fewer hurt")) TC("<w:p/>")) TR(TC(PT("Less salt")) TC("<w:p/>")))},
		{TBL(TR(TC(PR("head"))) TR(TC(PR("{{each context/driver[9]}}{{.}}{{end}}")))),
		 TBL(TR(TC(PR("head"))))},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
		assert_filled(fixture, cases[i].body, cases[i].wanted);
	g_assert_cmpuint(ot_findings_count(fixture->findings), ==, 0);
}

/* A cell needs a paragraph, a table a row, and two tables something between them. */
static void
test_whole(Fixture *fixture, const void *data G_GNUC_UNUSED)
{
	static const struct {
		const char *body, *wanted;
	} cases[] = {
		{TBL(TR(TC(PR("{{if false()}}a{{end}}") PR("{{if false()}}b{{end}}")))),
		 TBL(TR(TC("<w:p></w:p>")))},
		{TBL(TR(TC(P(STYLE("S") R("{{if false()}}")) PR("a") PR("{{end}}")))),
		 TBL(TR(TC(P(STYLE("S")))))},
		{TBL(TR(TC(PR("{{each outcome}}") TBL(TR(TC(PR("{{title}}")))) PR("{{end}}")))),
		 TBL(TR(TC(TBL(TR(TC(PT("Fewer hurt")))) TBL(TR(TC(PT("Less salt")))) "<w:p></w:p>")))},
		{PR("x") TBL(TR(TC(PR("{{each context/driver[9]}}{{.}}")) TC(PR("{{end}}")))), PR("x")},
		{TBL(TR(TC("<w:p/>"))) PR("{{if true()}}") TBL(TR(TC("<w:p/>"))) PR("{{end}}"),
		 TBL(TR(TC("<w:p/>"))) P("") TBL(TR(TC("<w:p/>")))},
		{P("<w:pPr><w:sectPr/></w:pPr>" R("{{if true()}}")) PR("a") PR("{{end}}"),
		 P("<w:pPr><w:sectPr/></w:pPr>") PR("a")},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
		assert_filled(fixture, cases[i].body, cases[i].wanted);
}

static void
test_mistakes(Fixture *fixture, const void *data G_GNUC_UNUSED)
{
	static const struct {
		const char *body, *code, *words;
	} cases[] = {
		{PR("Dear {{identity/titel}}, we"), "FLL002", "“Dear {{identity/titel}}, we”"},
		{PR("{{identity/titel}}"), "FLL002", "did you mean \"identity/title\"?"},
		{PR("{{identity/title"), "FLL001",
		 "“{{identity/title” has {{ without }} in the same paragraph"},
		{PR("{{identity//}}"), "FLL001", "can't be read"},
		{PR("{{}}"), "FLL001", "can't be read"},
		{PR("{{end}}"), "FLL004", "ends nothing"},
		{PR("{{each outcome}}"), "FLL003", "has no {{end}}"},
		{PR("{{each count(outcomes)}}x{{end}}"), "FLL002", "no things to go through"},
		{PR("{{each outcome}}") TBL(TR(TC(PR("{{end}}")))), "FLL005", "side by side"},
		{PR("a {{each outcome}}") PR("{{end}}"), "FLL005",
		 "“a {{each outcome}}” and its {{end}} at paragraph 2 stand in different paragraphs, but "
		 "words stand before the first mark; give it a paragraph of its own"},
		{PR("{{each outcome}}") PR("{{end}} b"), "FLL005", "words stand after"},
		{PR("{{if true()}}a{{end each}}"), "FLL005", "different kinds"},
		{P(R("a{{if true()}}") "<w:hyperlink>" R("b{{end}}") "</w:hyperlink>"), "FLL005",
		 "partly in a link"},
		{PR("{{code('nothing', identity/title)}}"), "FLL002",
		 "the path can't be followed: there is no list of codes \"nothing\""},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_clear_pointer(&fixture->findings, ot_findings_free);
		fixture->findings = ot_findings_new();
		g_autofree char *filled = fill_body(fixture, cases[i].body);
		g_assert_cmpstr(filled, ==, NULL);
		g_assert_cmpuint(ot_findings_count(fixture->findings), ==, 1);
		const OtFinding *finding = ot_findings_get(fixture->findings, 0);
		g_assert_cmpstr(finding->code, ==, cases[i].code);
		g_assert_nonnull(finding->where.place);
		if (strstr(finding->message, cases[i].words) == NULL)
			g_error("\"%s\" does not say \"%s\"", finding->message, cases[i].words);
	}
}

/* A path that goes through everything for everything stops. */
static void
test_slow(Fixture *fixture, const void *data G_GNUC_UNUSED)
{
	xmlNode *root = xmlDocGetRootElement(fixture->doc);

	for (int i = 0; i < 1000; i++)
		xmlNewTextChild(root, NULL, (const xmlChar *) "lots", (const xmlChar *) "x");
	g_assert_null(fill_body(fixture, PR("{{count(//*[count(//*[count(//*) = 1]) = 1])}}")));
	g_assert_nonnull(strstr(ot_findings_get(fixture->findings, 0)->message,
	                        "the paths of this file take too long to follow"));
}

/* All mistakes are said at once, each with heading, table, row and cell. */
static void
test_places(Fixture *fixture, const void *data G_GNUC_UNUSED)
{
	g_assert_null(fill_body(
		fixture, P("<w:pPr><w:outlineLvl w:val='0'/></w:pPr>" R("Money"))
			 TBL(TR(TC(PR("Most")) TC(PR("Least"))) TR(TC(PR("{{a}}")) TC(PR("{{b}}"))))
			 PR("{{c}}")));
	g_assert_cmpuint(ot_findings_count(fixture->findings), ==, 3);
	g_assert_cmpstr(ot_findings_get(fixture->findings, 1)->where.place, ==,
	                "under “Money”, table 1, row 2, column “Least”");
	g_assert_cmpstr(ot_findings_get(fixture->findings, 2)->where.place, ==,
	                "under “Money”, paragraph 1");
}

static void
test_missing(Fixture *fixture, const void *data G_GNUC_UNUSED)
{
	assert_filled(fixture, PR("{{budget}}"), PT("[To be completed: budget]"));
	g_assert_nonnull(strstr(ot_findings_get(fixture->findings, 0)->message,
	                        "“{{budget}}”: the budget has no words of its own; name what is in it, such as budget/@disclosed"));
	assert_filled(fixture, PR("By {{identity/notice/@date}} or {{string(identity/summary)}}"),
	              PT("By [To be completed: date] or "));
	g_assert_cmpuint(ot_findings_count(fixture->findings), ==, 2);
	g_assert_cmpstr(ot_findings_get(fixture->findings, 1)->code, ==, "FLL006");
	g_assert_cmpstr(ot_findings_get(fixture->findings, 1)->message, ==,
	                "“By {{identity/notice/@date}} or {{string(identity/summary)}}”: the specification has "
	                "no date");
}

/* Numbers and names that may be there once are others in each copy. */
static void
test_copies(Fixture *fixture, const void *data G_GNUC_UNUSED)
{
	assert_filled(
		fixture,
		PR("{{each context/driver}}")
		"<w:p w14:paraId='0A0B0C0D'><w:bookmarkStart w:id='1' w:name='here'/>" R("x")
		"<w:bookmarkEnd w:id='1'/><w:commentRangeStart w:id='1'/></w:p>"
		"<w:sdt><w:sdtPr><w:id w:val='7'/><w:dataBinding w:xpath='/a' w:storeItemID='{1}'/>"
		"</w:sdtPr><w:sdtContent>" PR("y") "</w:sdtContent></w:sdt>" PR("{{end}}"),
		"<w:p w14:paraId='0A0B0C0D'><w:bookmarkStart w:id='1' w:name='here'/>" R("x")
		"<w:bookmarkEnd w:id='1'/><w:commentRangeStart w:id='1'/></w:p>"
		"<w:sdt><w:sdtPr><w:id w:val='7'/></w:sdtPr><w:sdtContent>" PR("y")
		"</w:sdtContent></w:sdt>"
		"<w:p w14:paraId='4F540001'><w:bookmarkStart w:id='2' w:name='here_1'/>" R("x")
		"<w:bookmarkEnd w:id='2'/></w:p>"
		"<w:sdt><w:sdtPr><w:id w:val='100000001'/></w:sdtPr><w:sdtContent>" PR("y")
		"</w:sdtContent></w:sdt>");
}

#define MERGE(instruction)                                                              \
	"<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText> MERGEFIELD "    \
	instruction " </w:instrText></w:r><w:r><w:fldChar w:fldCharType='separate'/></w:r>" \
	"<w:r><w:rPr><w:b/></w:rPr><w:t>«x»</w:t></w:r>"                                 \
	"<w:r><w:fldChar w:fldCharType='end'/></w:r>"
#define BOLD(text) "<w:r><w:rPr><w:b/></w:rPr><w:t" PRESERVED ">" text "</w:t></w:r>"

static void
test_merge_fields(Fixture *fixture, const void *data G_GNUC_UNUSED)
{
	static const struct {
		const char *body, *wanted;
	} cases[] = {
		{P(MERGE("identity_title")), P(BOLD("Salt &amp; ice"))},
		{P(MERGE("\"identity/title\" \\* Upper \\* MERGEFORMAT")), P(BOLD("SALT &amp; ICE"))},
		{P(MERGE("identity.date \\@ \"dddd, d MMM yy\" \\b \"on \" \\f \"!\"")),
		 P(BOLD("on 23 Nov 26!"))},
		{P("<w:fldSimple w:instr=' MERGEFIELD Identity_Reference '><w:r><w:rPr><w:b/></w:rPr>"
		   "<w:t>«x»</w:t></w:r></w:fldSimple>"), P(BOLD("R-1"))},
		/* a date of another kind, and a field that is no merge field */
		{P("<w:fldSimple w:instr=' PAGE '>" R("1") "</w:fldSimple>"),
		 P("<w:fldSimple w:instr=' PAGE '>" R("1") "</w:fldSimple>")},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
		assert_filled(fixture, cases[i].body, cases[i].wanted);
	g_assert_cmpuint(ot_findings_count(fixture->findings), ==, 0);
	assert_filled(fixture, P(MERGE("Customer")), P(MERGE("Customer")));
	g_assert_cmpstr(ot_findings_get(fixture->findings, 0)->code, ==, "FLL007");
}

/* What is said first of a body. */
static void
assert_said(Fixture *fixture, const char *body, const char *message)
{
	g_clear_pointer(&fixture->findings, ot_findings_free);
	fixture->findings = ot_findings_new();
	g_autofree char *filled = fill_body(fixture, body);
	g_assert_cmpuint(ot_findings_count(fixture->findings), >, 0);
	g_assert_cmpstr(ot_findings_get(fixture->findings, 0)->message, ==, message);
}

#define FIELD(kind) "<w:r><w:fldChar w:fldCharType='" kind "'/></w:r>"
#define INSTR(text) "<w:r><w:instrText>" text "</w:instrText></w:r>"
#define SDT(properties, inside) \
	"<w:sdt><w:sdtPr>" properties "</w:sdtPr><w:sdtContent>" inside "</w:sdtContent></w:sdt>"
#define TAG(name) "<w:tag w:val='" name "'/>"

static void
test_controls(Fixture *fixture, const void *data G_GNUC_UNUSED)
{
	static const struct {
		const char *body, *wanted;
	} cases[] = {
		/* the hint and its grey go */
		{P(SDT("<w:rPr><w:i/></w:rPr>" TAG("identity/title") "<w:showingPlcHdr/><w:text/>",
		       "<w:r><w:rPr><w:rStyle w:val='PlaceholderText'/></w:rPr><w:t>Click</w:t></w:r>")),
		 P(SDT("<w:rPr><w:i/></w:rPr>" TAG("identity/title") "<w:text/>",
		       "<w:r><w:rPr><w:i/></w:rPr><w:t" PRESERVED ">Salt &amp; ice</w:t></w:r>"))},
		{P(SDT("<w:alias w:val='Identity title'/>", R("x"))),
		 P(SDT("<w:alias w:val='Identity title'/>", T("Salt &amp; ice")))},
		{SDT(TAG("context/background"), P(STYLE("X") R("x"))),
		 SDT(TAG("context/background"),
		     P(STYLE("X") T("One.")) P(STYLE("X") T("Two.")) P(STYLE("X") T("• Three")))},
		{P(SDT(TAG("identity/@date") "<w:date w:fullDate='2001-01-01T00:00:00Z'><w:dateFormat "
		       "w:val='dd/MM/yyyy'/></w:date>", R("x"))),
		 P(SDT(TAG("identity/@date") "<w:date w:fullDate='2026-11-23T00:00:00Z'><w:dateFormat "
		       "w:val='dd/MM/yyyy'/></w:date>", T("23/11/2026")))},
		{P(SDT(TAG("budget.disclosed") "<w14:checkbox><w14:checked w14:val='0'/></w14:checkbox>",
		       R("☐"))),
		 P(SDT(TAG("budget.disclosed") "<w14:checkbox><w14:checked w14:val='1'/></w14:checkbox>",
		       T("☒")))},
		{P(SDT(TAG("identity/jurisdiction") "<w:dropDownList><w:listItem w:displayText='Eng' "
		       "w:value='GB-ENG'/></w:dropDownList>", R("x"))),
		 P(SDT(TAG("identity/jurisdiction") "<w:dropDownList><w:listItem w:displayText='Eng' "
		       "w:value='GB-ENG'/></w:dropDownList>", T("Eng")))},
		/* a repeating section, and one with nothing to repeat */
		{SDT(TAG("outcome") "<w15:repeatingSection/>",
		     SDT("<w15:repeatingSectionItem/>", P(SDT(TAG("title"), R("x"))))),
		 SDT(TAG("outcome") "<w15:repeatingSection/>",
		     SDT("<w15:repeatingSectionItem/>", P(SDT(TAG("title"), T("Fewer hurt"))))
		     SDT("<w15:repeatingSectionItem/>", P(SDT(TAG("title"), T("Less salt")))))},
		{PR("a") SDT(TAG("context/driver[9]") "<w15:repeatingSection/>",
		             SDT("<w15:repeatingSectionItem/>", PR("x"))), PR("a")},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
		assert_filled(fixture, cases[i].body, cases[i].wanted);
	g_assert_cmpuint(ot_findings_count(fixture->findings), ==, 0);
	g_assert_null(fill_body(fixture, P(SDT(TAG("identity/title") "<w:dropDownList/>", R("x")))));
	g_assert_cmpstr(ot_findings_get(fixture->findings, 0)->code, ==, "FLL008");
	g_assert_cmpstr(ot_findings_get(fixture->findings, 0)->message, ==,
	                "the list “identity/title” does not offer \"Salt & ice\", only nothing");
	assert_said(fixture, P("<w:sdt><w:sdtPr>" TAG("identity/title") "<w:text/></w:sdtPr></w:sdt>"),
	            "the content control “identity/title” holds nothing that a value could stand for, and "
	            "stays as it is");
	g_autoptr(GString) deep = g_string_new("{{title}}");
	for (int i = 0; i <= OT_FILL_DEPTH; i++) {
		g_string_prepend(deep, "{{each /specification/outcomes/outcome}}");
		g_string_append(deep, "{{end}}");
	}
	g_autofree char *body = g_strdup_printf(PR("%s"), deep->str);
	g_clear_pointer(&fixture->findings, ot_findings_free);
	fixture->findings = ot_findings_new();
	g_assert_null(fill_body(fixture, body));
	g_assert_true(g_pattern_match_simple("“*” lies within more than 32 others",
	                                     ot_findings_get(fixture->findings, 0)->message));
	assert_said(fixture, SDT(TAG("outcome") "<w15:repeatingSection/>", PR("x")),
	            "the repeating section “outcome” has no item, and stays as it is");
	assert_said(fixture, P(FIELD("begin") INSTR(" IF 1 = 1 \"") FIELD("begin")
	                       INSTR(" MERGEFIELD Identity_Title ") FIELD("separate") R("x")
	                       FIELD("end") INSTR("\"") FIELD("end")),
	            "the merge field “Identity_Title” stands within another field or in parts of different "
	            "runs, and stays as it is");
}

/* The value is in the custom XML that the control is bound to, or Word would show the old one. */
static void
test_bound(Fixture *fixture, const void *data G_GNUC_UNUSED)
{
	static const char control[] = BODY(P(SDT(
		TAG("identity/title") "<w:dataBinding w:prefixMappings=\"xmlns:c='urn:c'\" "
		"w:xpath='/c:all[1]/c:title[1]' w:storeItemID='{AB}'/>", R("x"))));
	static const File files[] = {
		{"customXml/item1.xml", "<all xmlns='urn:c'><other>o</other><title>old</title></all>", 0},
		{"customXml/itemProps1.xml",
		 "<ds:datastoreItem ds:itemID='{ab}' "
		 "xmlns:ds='http://schemas.openxmlformats.org/officeDocument/2006/customXml'/>", 0},
	};
	g_autoptr(GBytes) package = make_docx_of(TYPE_MAIN, control, files, G_N_ELEMENTS(files));
	g_autoptr(GBytes) filled = fill_bytes(fixture, package);

	g_assert_nonnull(filled);
	g_autofree char *item = part_of(filled, "customXml/item1.xml");
	g_assert_cmpstr(item, ==,
	                "<all xmlns='urn:c'><other>o</other><title>Salt &amp; ice</title></all>");
}

/* Parts in which nothing is filled are the same packed bytes. */
static void
test_untouched(Fixture *fixture, const void *data G_GNUC_UNUSED)
{
	static const File files[] = {
		{"word/header1.xml", "<w:hdr" NAMESPACES ">" PR("Head") "</w:hdr>", 0},
		{"word/media.bin", "some bytes, some bytes, some bytes, some bytes", 0},
	};
	g_autoptr(GBytes) package = make_docx_of(TYPE_MAIN, BODY(PR("{{identity/title}}")), files,
	                                         G_N_ELEMENTS(files));
	g_autoptr(GBytes) filled = fill_bytes(fixture, package);
	g_autoptr(OtArchive) before = ot_archive_open(package, "a", fixture->findings);
	g_autoptr(OtArchive) after = ot_archive_open(filled, "b", fixture->findings);

	g_assert_cmpuint(ot_archive_count(before), ==, ot_archive_count(after));
	for (size_t i = 0; i < ot_archive_count(before); i++) {
		g_autoptr(GBytes) one = ot_archive_packed(before, i);
		g_autoptr(GBytes) other = ot_archive_packed(after, i);
		bool same = g_bytes_equal(one, other);
		g_assert_cmpint(same, !=, strcmp(ot_archive_entry(before, i)->name,
		                                 "word/document.xml") == 0);
	}
}

/* Both branches of a choice, so that nobody sees the mark. */
static void
test_boxes(Fixture *fixture, const void *data G_GNUC_UNUSED)
{
#define BOXES(box)                                                                         \
	P("<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx>"       \
	  "<w:txbxContent>" box "</w:txbxContent></wps:txbx></w:drawing></mc:Choice>"       \
	  "<mc:Fallback><w:pict><v:textbox><w:txbxContent>" box "</w:txbxContent></v:textbox>" \
	  "</w:pict></mc:Fallback></mc:AlternateContent></w:r>")
	assert_filled(fixture, BOXES(PR("{{identity/title}}")), BOXES(PT("Salt &amp; ice")));
	assert_filled(fixture, BOXES(PR("{{each context/driver[9]}}") PR("x") PR("{{end}}")),
	              BOXES("<w:p></w:p>"));
	/* what is wrong in both is said once */
	g_assert_null(fill_body(fixture, BOXES(PR("{{nothing}}"))));
	g_assert_cmpuint(ot_findings_count(fixture->findings), ==, 1);
}

/* A part in UTF-16, and one whose elements have no prefix. */
static void
test_spellings(Fixture *fixture, const void *data G_GNUC_UNUSED)
{
	static const char plain[] = "<?xml version='1.0' encoding='UTF-16'?><document xmlns='" NS_W
				    "'><body><p><r><t>{{context/background}}</t></r></p></body></document>";
	glong n_units;
	g_autofree gunichar2 *units = g_utf8_to_utf16(plain, -1, NULL, &n_units, NULL);
	g_autoptr(GByteArray) wide = g_byte_array_new();
	g_byte_array_append(wide, (const guint8 *) "\xFF\xFE", 2);
	for (glong i = 0; i < n_units; i++)
		g_byte_array_append(wide, (const guint8[]){units[i] & 0xFF, (guint8) (units[i] >> 8)}, 2);
	const File header = {"word/header1.xml", "<w:hdr xmlns:w='" NS_W "'>" PR("x") "</w:hdr>", 0};
	const char *relations = "<Relationships xmlns='" NS_P "relationships'><Relationship Id='r1' "
				"Type='" NS_O "/officeDocument' Target='word/document.xml'/></Relationships>";
	const char *types = "<Types xmlns='" NS_P "content-types'><Default Extension='xml' "
			    "ContentType='application/xml'/><Override PartName='/word/document.xml' "
			    "ContentType='" TYPE_MAIN "'/></Types>";
	const File files[] = {
		{"[Content_Types].xml", types, 0},
		{"_rels/.rels", relations, 0},
		{"word/document.xml", (const char *) wide->data, wide->len},
		header,
	};
	g_autoptr(GBytes) package = pack(files, G_N_ELEMENTS(files));
	g_autoptr(GBytes) filled = fill_bytes(fixture, package);
	g_assert_nonnull(filled);
	g_autofree char *part = part_of(filled, "word/document.xml");
	g_assert_cmpstr(strstr(part, "<?xml"), ==,
	                "<?xml version='1.0' encoding='UTF-8'?><document xmlns='" NS_W "'><body>"
	                "<p><r><t" PRESERVED ">One.</t></r></p><p><r><t" PRESERVED ">Two.</t></r></p>"
	                "<p><r><t" PRESERVED ">• Three</t></r></p></body></document>");
}

/* Marks in any order in any blocks: either it is said what is wrong, or a sound file comes out. */
static void
test_any_order(Fixture *fixture, const void *data G_GNUC_UNUSED)
{
	static const char *const pieces[] = {
		"<w:p>", "</w:p>", "{{each outcome}}", "{{if true()}}", "{{if false()}}", "{{end}}",
		"{{title}}", "{{identity/title}}", "word ", "{{context/background}}",
	};
	guint n_filled = 0;

	for (guint32 seed = 0; seed < 3000; seed++) {
		g_autoptr(GRand) rand = g_rand_new_with_seed(seed);
		g_autoptr(GString) body = g_string_new(NULL);
		gint32 n = g_rand_int_range(rand, 1, 8);
		bool cell = g_rand_boolean(rand);

		for (gint32 i = 0; i < n; i++) {
			gint32 words = g_rand_int_range(rand, 0, 4);
			bool next = cell && i > 0 && g_rand_int_range(rand, 0, 3) == 0;
			g_string_append(body, next ? "</w:tc><w:tc><w:p>" : "<w:p>");
			for (gint32 w = 0; w < words; w++)
				g_string_append_printf(body, R("%s"),
				                       pieces[g_rand_int_range(rand, 2, 10)]);
			g_string_append(body, "</w:p>");
		}
		g_autofree char *all = cell ? g_strdup_printf(TBL(TR(TC("%s"))), body->str)
		                            : g_strdup(body->str);
		g_autofree char *filled = fill_body(fixture, all);
		n_filled += filled != NULL;
		if (filled != NULL)
			g_assert_null(strstr(filled, "{{"));
		if (filled != NULL)
			g_assert_null(strstr(filled, "<w:tc></w:tc>"));
		g_assert_true(filled != NULL || ot_findings_count(fixture->findings) > 0);
	}
	g_assert_cmpuint(n_filled, >, 250);
}

int
main(int argc, char **argv)
{
	static const struct {
		const char *path;
		void (*test)(Fixture *fixture, const void *data);
	} tests[] = {
		{"/fill/values", test_values},       {"/fill/pairs", test_pairs},
		{"/fill/whole", test_whole},         {"/fill/mistakes", test_mistakes},
		{"/fill/slow", test_slow},           {"/fill/places", test_places},       {"/fill/missing", test_missing},
		{"/fill/copies", test_copies},       {"/fill/merge-fields", test_merge_fields},
		{"/fill/controls", test_controls},   {"/fill/bound", test_bound},
		{"/fill/boxes", test_boxes},         {"/fill/spellings", test_spellings},
		{"/fill/untouched", test_untouched}, {"/fill/any-order", test_any_order},
	};

	g_test_init(&argc, &argv, NULL);
	for (size_t i = 0; i < G_N_ELEMENTS(tests); i++)
		g_test_add(tests[i].path, Fixture, NULL, set_up, tests[i].test, tear_down);
	return g_test_run();
}
