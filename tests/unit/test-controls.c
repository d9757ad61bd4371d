/*
 * SPDX-License-Identifier: MIT
 *
 * Content controls of Word files: found wherever they stand, with what they show and where they
 * are.
 */
#include "draft-build.h"

#include "base/limits.h"
#include "docx/controls.h"

#define SDT(properties, content)                                                          \
	"<w:sdt><w:sdtPr>" properties "</w:sdtPr><w:sdtContent>" content "</w:sdtContent></w:sdt>"
#define TAG(name)  "<w:tag w:val='" name "'/>"
#define CELL(inside) "<w:tc>" inside "</w:tc>"

typedef struct {
	OtDraft *draft;
	OtControls *controls;
} Fixture;

static Fixture
open_docx(GBytes *take_bytes)
{
	g_autoptr(OtFindings) findings = ot_findings_new();
	Fixture fixture = {.draft = read_sound(take_bytes)};

	fixture.controls = ot_controls_read(fixture.draft, findings);
	g_assert_nonnull(fixture.controls);
	return fixture;
}

static void
close_docx(Fixture *fixture)
{
	ot_controls_free(fixture->controls);
	ot_draft_free(fixture->draft);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Fixture, close_docx)

/* The bytes of a span. */
static char *
bytes_of(const Fixture *fixture, const OtControl *control, OtDraftSpan span)
{
	const OtDraftPart *part =
		&g_array_index(fixture->draft->parts, OtDraftPart, control->part);
	const char *bytes = g_bytes_get_data(part->bytes, NULL);

	return g_strndup(bytes + span.start, span.end - span.start);
}

static void
assert_span(const Fixture *fixture, const OtControl *control, OtDraftSpan span,
            const char *expected)
{
	g_autofree char *bytes = bytes_of(fixture, control, span);

	g_assert_cmpstr(bytes, ==, expected);
}

/* --- what they say --------------------------------------------------------------------------- */

static void
test_text(void)
{
	g_auto(Fixture) fixture = open_docx(make_docx(BODY(P(
		R("Aims: ")
		SDT("<w:rPr><w:b/></w:rPr><w:alias w:val='Its &lt;aims&gt;'/>" TAG("need.aims")
	            "<w:id w:val='7'/><w:lock w:val='sdtLocked'/><w:dataBinding "
	            "w:xpath='/a[1]/b[1]' w:storeItemID='{1}'/><w:text w:multiLine='1'/>",
	            "<w:r><w:rPr><w:i/></w:rPr><w:t xml:space='preserve'>one </w:t><w:br/><w:tab/>"
	            "<w:t> two </w:t></w:r><w:del><w:r><w:delText>gone</w:delText></w:r></w:del>"
	            "<w:ins><w:r><w:t>&amp; three</w:t><w:noBreakHyphen/></w:r></w:ins>")))));
	g_assert_cmpuint(ot_controls_count(fixture.controls), ==, 1);
	const OtControl *control = ot_control(fixture.controls, 0);

	g_assert_cmpint(control->kind, ==, OT_CONTROL_PROSE);
	g_assert_cmpint(control->level, ==, OT_CONTROL_INLINE);
	g_assert_cmpstr(control->text, ==, "one \n\ttwo& three\u2011");
	g_assert_cmpstr(control->alias, ==, "Its <aims>");
	g_assert_cmpstr(control->tag, ==, "need.aims");
	g_assert_cmpstr(control->id, ==, "7");
	g_assert_cmpstr(control->path, ==, "/a[1]/b[1]");
	g_assert_cmpstr(control->store, ==, "{1}");
	g_assert_true(control->locked_control);
	g_assert_false(control->locked_content || control->placeholder || control->deleted);
	g_assert_cmpuint(control->paragraph, ==, 0);
	g_assert_cmpstr(control->place, ==, "paragraph 1");
	assert_span(&fixture, control, control->run_properties, "<w:rPr><w:i/></w:rPr>");
}

static void
test_spans(void)
{
	g_auto(Fixture) fixture = open_docx(make_docx(BODY(
		P(SDT(TAG("a") "<w:showingPlcHdr/><w:text/>", R("x"))
	          "<w:sdt><w:sdtPr/><w:sdtContent/></w:sdt><w:sdt/>"))));
	const OtControl *one = ot_control(fixture.controls, 0);
	const OtControl *two = ot_control(fixture.controls, 1);
	const OtControl *three = ot_control(fixture.controls, 2);

	g_assert_cmpuint(ot_controls_count(fixture.controls), ==, 3);
	g_assert_true(one->placeholder);
	g_assert_cmpstr(one->text, ==, "x");
	g_assert_cmpint(one->kind, ==, OT_CONTROL_TEXT);
	assert_span(&fixture, one, one->element,
	            SDT(TAG("a") "<w:showingPlcHdr/><w:text/>", R("x")));
	assert_span(&fixture, one, one->properties,
	            "<w:sdtPr>" TAG("a") "<w:showingPlcHdr/><w:text/></w:sdtPr>");
	assert_span(&fixture, one, one->holder, "<w:sdtContent>" R("x") "</w:sdtContent>");
	assert_span(&fixture, one, one->content, R("x"));
	assert_span(&fixture, one, one->placeholder_mark, "<w:showingPlcHdr/>");
	g_assert_cmpint(two->kind, ==, OT_CONTROL_RICH);
	assert_span(&fixture, two, two->holder, "<w:sdtContent/>");
	assert_span(&fixture, two, two->content, "");
	g_assert_cmpuint(two->content.start, ==, two->holder.end);
	assert_span(&fixture, three, three->element, "<w:sdt/>");
	assert_span(&fixture, three, three->holder, "");
	g_assert_cmpstr(three->text, ==, "");
}

static void
test_kinds(void)
{
	g_auto(Fixture) fixture = open_docx(make_docx(BODY(P(
		SDT("<w:date w:fullDate='2026-11-09T00:00:00Z'><w:dateFormat w:val='d MMMM yyyy'/>"
	            "</w:date>", R("9 November 2026"))
		SDT("<w:dropDownList><w:listItem w:displayText='Low' w:value='1'/><w:listItem "
	            "w:value='High'/><w:listItem/></w:dropDownList>", R("Low"))
		SDT("<w:comboBox/>", R("own"))
		SDT("<w14:checkbox><w14:checked w14:val='1'/><w14:checkedState w14:val='2713'/>"
	            "</w14:checkbox>", R("\u2713"))
		SDT("<w:picture/>", "<w:r><w:drawing/></w:r>")))));
	const OtControl *date = ot_control(fixture.controls, 0);
	const OtControl *list = ot_control(fixture.controls, 1);
	const OtControl *combo = ot_control(fixture.controls, 2);
	const OtControl *tick = ot_control(fixture.controls, 3);

	g_assert_cmpint(date->kind, ==, OT_CONTROL_DATE);
	g_assert_cmpstr(date->full_date, ==, "2026-11-09T00:00:00Z");
	g_assert_cmpstr(date->date_format, ==, "d MMMM yyyy");
	assert_span(&fixture, date, date->state, "2026-11-09T00:00:00Z");
	g_assert_cmpint(list->kind, ==, OT_CONTROL_CHOICE);
	g_assert_false(list->open);
	g_assert_cmpuint(list->n_choices, ==, 2);
	g_assert_cmpstr(list->choices[0].text, ==, "Low");
	g_assert_cmpstr(list->choices[0].value, ==, "1");
	g_assert_cmpstr(list->choices[1].text, ==, "High");
	g_assert_true(combo->open);
	g_assert_cmpint(tick->kind, ==, OT_CONTROL_TICK);
	g_assert_true(tick->ticked);
	g_assert_cmpuint(tick->ticked_mark, ==, 0x2713);
	g_assert_cmpuint(tick->unticked_mark, ==, 0x2610);
	assert_span(&fixture, tick, tick->state, "1");
	g_assert_cmpint(ot_control(fixture.controls, 4)->kind, ==, OT_CONTROL_OTHER);
}

/* --- where they stand ------------------------------------------------------------------------ */

#define DATE(content) SDT("<w:date/>", content)

/* As LibreOffice writes a date that another control stands before, and what only looks like it. */
static void
test_behind(void)
{
	static const struct {
		const char *body, *behind;
	} dates[] = {
		{P(DATE("<w:r/>") "<w:r/>" R("9 May 2027") R(".")), "9 May 2027"},
		{P(SDT("", R("On ") DATE("<w:r/>") R("9 May 2027") R("."))), "9 May 2027"},
		{P(DATE(R("8 May 2027")) R("9 May 2027")), NULL},
		{P(SDT("<w:showingPlcHdr/><w:date/>", "<w:r/>") R("9 May 2027")), NULL},
		{P(SDT("<w:text/>", "<w:r/>") R("9 May 2027")), NULL},
		{P(DATE("<w:r/>") SDT("", R("9 May 2027"))), NULL},
		{P(DATE("<w:r/>")) P(R("9 May 2027")), NULL},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(dates); i++) {
		g_autofree char *body = g_strconcat("<w:document" NAMESPACES "><w:body>",
		                                    dates[i].body, "</w:body></w:document>", NULL);
		g_auto(Fixture) fixture = open_docx(make_docx(body));
		const char *behind = NULL;

		for (size_t j = 0; j < ot_controls_count(fixture.controls); j++)
			if (ot_control(fixture.controls, j)->behind != NULL)
				behind = ot_control(fixture.controls, j)->behind;
		g_test_message("%s", dates[i].body);
		g_assert_cmpstr(behind, ==, dates[i].behind);
	}
}

static void
test_levels(void)
{
	g_auto(Fixture) fixture = open_docx(make_docx(BODY(
		"<w:p><w:pPr><w:outlineLvl w:val='0'/></w:pPr>" R("Risks") "</w:p>"
		SDT(TAG("block"), PR("a") "<w:p><w:pPr><w:tabs><w:tab/></w:tabs></w:pPr>" R("b")
	            "</w:p>")
		"<w:tbl><w:tr>" CELL(PR("Who")) "</w:tr>" SDT(TAG("row"), "<w:tr>"
	        SDT(TAG("cell"), CELL(PR("c")))
	        CELL(P(SDT(TAG("line"), R("d")))) "</w:tr>") "</w:tbl>")));
	static const struct {
		const char *tag, *text, *place;
		OtControlLevel level;
		size_t parent;
	} expected[] = {
		{"block", "a\nb", "under “Risks”, paragraph 1", OT_CONTROL_BLOCK, G_MAXSIZE},
		{"row", "c\nd", "table 1, row 2, column “Who”", OT_CONTROL_ROW, G_MAXSIZE},
		{"cell", "c", "table 1, row 2, column “Who”", OT_CONTROL_CELL, 1},
		{"line", "d", "table 1, row 2, column 2", OT_CONTROL_INLINE, 1},
	};

	g_assert_cmpuint(ot_controls_count(fixture.controls), ==, G_N_ELEMENTS(expected));
	for (size_t i = 0; i < G_N_ELEMENTS(expected); i++) {
		const OtControl *control = ot_control(fixture.controls, i);

		g_assert_cmpstr(control->tag, ==, expected[i].tag);
		g_assert_cmpstr(control->text, ==, expected[i].text);
		g_assert_cmpstr(control->place, ==, expected[i].place);
		g_assert_cmpint(control->level, ==, expected[i].level);
		g_assert_cmpuint(control->parent, ==, expected[i].parent);
	}
}

static void
test_items(void)
{
	g_auto(Fixture) fixture = open_docx(make_docx(BODY("<w:tbl>" SDT(
		"<w15:repeatingSection/>" TAG("log"),
		SDT("<w15:repeatingSectionItem/>",
	            "<w:tr>" CELL(P(SDT(TAG("w"), R("1")))) "</w:tr>")
			SDT("<w15:repeatingSectionItem/>",
	                    "<w:tr>" CELL(P(SDT(TAG("w"), R("2")))) "</w:tr>")) "</w:tbl>")));
	static const size_t parents[] = {G_MAXSIZE, 0, 1, 0, 3};

	g_assert_cmpuint(ot_controls_count(fixture.controls), ==, G_N_ELEMENTS(parents));
	for (size_t i = 0; i < G_N_ELEMENTS(parents); i++)
		g_assert_cmpuint(ot_control(fixture.controls, i)->parent, ==, parents[i]);
	g_assert_cmpint(ot_control(fixture.controls, 0)->kind, ==, OT_CONTROL_SECTION);
	g_assert_cmpint(ot_control(fixture.controls, 1)->kind, ==, OT_CONTROL_ITEM);
	g_assert_cmpuint(ot_control(fixture.controls, 1)->item, ==, 0);
	g_assert_cmpuint(ot_control(fixture.controls, 3)->item, ==, 1);
	g_assert_cmpstr(ot_control(fixture.controls, 4)->text, ==, "2");
}

/* A text box is written twice for old and new programs; what is deleted holds nothing. */
static void
test_apart(void)
{
	g_auto(Fixture) fixture = open_docx(make_docx(BODY(
		P("<w:r><mc:AlternateContent><mc:Choice Requires='wps'><wps:txbx><w:txbxContent>"
	          SDT(TAG("box"), PR("new")) "</w:txbxContent></wps:txbx></mc:Choice><mc:Fallback>"
	          "<w:pict><v:textbox><w:txbxContent>" SDT(TAG("box"), PR("old"))
	          "</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>")
		"<w:tbl><w:tr><w:trPr><w:del/></w:trPr>" CELL(P(SDT(TAG("gone"), R("x")))) "</w:tr>"
		"<w:tr>" CELL(P(SDT(TAG("here"), R("y")))) "</w:tr></w:tbl>")));
	const OtControl *box = ot_control(fixture.controls, 0);

	g_assert_cmpuint(ot_controls_count(fixture.controls), ==, 4);
	g_assert_cmpstr(box->text, ==, "new");
	g_assert_cmpint(box->level, ==, OT_CONTROL_BLOCK);
	g_assert_cmpstr(box->place, ==, "text box");
	g_assert_false(box->shadow);
	g_assert_true(ot_control(fixture.controls, 1)->shadow);
	g_assert_true(ot_control(fixture.controls, 2)->deleted);
	g_assert_cmpstr(ot_control(fixture.controls, 2)->text, ==, "");
	g_assert_false(ot_control(fixture.controls, 3)->deleted);
	g_assert_cmpstr(ot_control(fixture.controls, 3)->text, ==, "y");
}

static void
test_parts(void)
{
	const File files[] = {
		{"word/header1.xml", "<w:hdr" NAMESPACES ">" P(SDT(TAG("head"), R("h"))) "</w:hdr>",
	         0},
		{"word/footnotes.xml",
	         "<w:footnotes" NAMESPACES "><w:footnote w:id='2'>" P(SDT(TAG("note"), R("n")))
	         "</w:footnote></w:footnotes>",
	         0},
	};
	/* the header is named by a section, the footnote by a mark, as r3 stands for header1.xml */
	g_auto(Fixture) fixture = open_docx(make_docx_of(
		TYPE_MAIN,
		BODY(P(SDT(TAG("body"), R("b")) "<w:r><w:footnoteReference w:id='2'/></w:r>")
	             "<w:sectPr><w:headerReference r:id='r3'/></w:sectPr>"),
		files, G_N_ELEMENTS(files)));
	static const struct {
		const char *tag, *place;
	} expected[] = {{"body", "paragraph 1"}, {"head", "header"}, {"note", "footnote 1"}};

	g_assert_cmpuint(ot_controls_count(fixture.controls), ==, G_N_ELEMENTS(expected));
	for (size_t i = 0; i < G_N_ELEMENTS(expected); i++) {
		bool found = false;

		for (size_t j = 0; j < ot_controls_count(fixture.controls); j++) {
			const OtControl *control = ot_control(fixture.controls, j);

			if (strcmp(control->tag, expected[i].tag) != 0)
				continue;
			g_assert_true(g_str_has_prefix(control->place, expected[i].place));
			found = true;
		}
		g_assert_true(found);
	}
}

/* --- limits ---------------------------------------------------------------------------------- */

static void
test_too_many(void)
{
	g_autoptr(GString) body = g_string_new("<w:document" NAMESPACES "><w:body><w:p>");
	g_autoptr(OtFindings) findings = ot_findings_new();

	for (size_t i = 0; i <= OT_LIMIT_DRAFT_CONTROLS; i++)
		g_string_append(body, "<w:sdt/>");
	g_string_append(body, "</w:p></w:body></w:document>");
	g_autoptr(OtDraft) draft = read_sound(make_docx(body->str));
	g_assert_null(ot_controls_read(draft, findings));
	g_assert_cmpstr(ot_findings_get(findings, 0)->code, ==, "DOC006");
}

/* Controls within each other share one text: depth times length is never copied per level. */
static void
test_deep(void)
{
	g_autoptr(GString) body = g_string_new("<w:document" NAMESPACES "><w:body>");
	const size_t n = 100;

	for (size_t i = 0; i < n; i++)
		g_string_append(body, "<w:sdt><w:sdtContent>");
	g_string_append(body, PR("x"));
	for (size_t i = 0; i < n; i++)
		g_string_append(body, "</w:sdtContent></w:sdt>");
	g_string_append(body, "</w:body></w:document>");
	g_auto(Fixture) fixture = open_docx(make_docx(body->str));
	g_assert_cmpuint(ot_controls_count(fixture.controls), ==, n);
	for (size_t i = 0; i < n; i++) {
		g_assert_cmpstr(ot_control(fixture.controls, i)->text, ==, "x");
		g_assert_cmpuint(ot_control(fixture.controls, i)->paragraph, ==, 0);
	}
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/controls/text", test_text);
	g_test_add_func("/controls/spans", test_spans);
	g_test_add_func("/controls/kinds", test_kinds);
	g_test_add_func("/controls/behind", test_behind);
	g_test_add_func("/controls/levels", test_levels);
	g_test_add_func("/controls/items", test_items);
	g_test_add_func("/controls/apart", test_apart);
	g_test_add_func("/controls/parts", test_parts);
	g_test_add_func("/controls/too-many", test_too_many);
	g_test_add_func("/controls/deep", test_deep);
	return g_test_run();
}
