/*
 * SPDX-License-Identifier: MIT
 *
 * What people and programs do to forms: names and fields that are gone, rows that are added, taken
 * out and moved, wrong values, workbooks with formulas, merged cells and worse, drafts without any
 * form.
 */
#include "docx-change.h"
#include "spec-form.h"

#include "forms/guess.h"

#define MAIN "word/document.xml"

static xmlDoc *
read_sample(const char *name)
{
	g_autofree char *path = g_strdup_printf("samples/%s/spec.xml", name);
	xmlDoc *doc = xmlReadFile(path, NULL, 0);

	g_assert_nonnull(doc);
	return doc;
}

static char *
sample_text(const char *name)
{
	g_autofree char *path = g_strdup_printf("samples/%s/spec.xml", name);
	char *text;

	g_assert_true(g_file_get_contents(path, &text, NULL, NULL));
	return text;
}

static const OtFinding *
find_code(const Forms *forms, const char *code)
{
	for (size_t i = 0; i < ot_findings_count(forms->findings); i++)
		if (strcmp(ot_findings_get(forms->findings, i)->code, code) == 0)
			return ot_findings_get(forms->findings, i);
	return NULL;
}

static void
assert_told(const Forms *forms, const char *code, const char *place, const char *words)
{
	const OtFinding *finding = find_code(forms, code);

	if (finding == NULL)
		g_error("%s is not told", code);
	if (place != NULL)
		g_assert_cmpstr(finding->where.place, ==, place);
	if (words != NULL && strstr(finding->message, words) == NULL)
		g_error("“%s” does not say “%s”", finding->message, words);
}

/* Whether any finding says so. */
static void
assert_said(const Forms *forms, const char *words)
{
	for (size_t i = 0; i < ot_findings_count(forms->findings); i++)
		if (strcmp(ot_findings_get(forms->findings, i)->message, words) == 0)
			return;
	g_error("nothing says “%s”", words);
}

/* --- fields that lost their names ------------------------------------------------------------ */

/* What is taken out of the document, and the code that tells it. */
static const struct {
	const char *what, *pattern, *code, *words;
} damages[] = {
	{"tags", "<w:tag [^>]*/>", "FRM008",
	 "1624 fields lost the name that outset gave; they were found by their title or the words beside them"},
	{"names", "<w:(tag|alias) [^>]*/>|<w:dataBinding [^>]*/>|<w15:repeatingSection(Item)?/>", "FRM008"},
	{"sections", "<w15:repeatingSection(Item)?/>", NULL},
	{"fields", "<w:sdtPr>.*?</w:sdtPr>|</?w:sdt(Content)?>", "FRM009",
	 "1624 fields are gone; the texts beside their names are taken for them"},
	{"one field", "<w:sdt><w:sdtPr><w:alias w:val=\"Budget: VAT\"/>.*?</w:sdtPr><w:sdtContent>"
	              "(<w:r>.*?</w:r>)</w:sdtContent></w:sdt>", "FRM009",
	 "the field “Budget: VAT” is gone; the text beside its name is taken for it"},
};

static void
test_damaged(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(damages); i++) {
		g_auto(Forms) forms = open_forms("en-GB");
		bool one = strcmp(damages[i].what, "one field") == 0;
		xmlDoc *doc = read_sample("winter-gritting");
		g_autofree char *text = sample_text("winter-gritting");
		g_autoptr(GBytes) docx = form_of(&forms, doc, text);
		g_autoptr(GBytes) changed =
			replace_in(docx, MAIN, damages[i].pattern, one ? "\\1" : "");
		g_autofree char *back = read_form(&forms, changed);

		assert_same(text, back, (guint32) i);
		if (damages[i].code != NULL)
			assert_told(&forms, damages[i].code, NULL, damages[i].words);
		else
			assert_no_findings(&forms);
		xmlFreeDoc(doc);
	}
}

/* --- what people write ----------------------------------------------------------------------- */

/* Words of the sample and what stands there instead; what is told, where, and what comes of it. */
static const struct {
	const char *was, *is, *code, *place, *words, *result;
} changes[] = {
	{"<w:t>23 November 2026</w:t>", "<w:t>soon</w:t>", "FRM001", "under “This document”, row 6",
	 "“soon” is not understood as a date", "date=\"soon\""},
	{"<w:t>320,000</w:t>", "<w:t>about 300k</w:t>", "FRM002", NULL, 
	 "Budget: At most: “about 300k” is not understood as a number",
	 "maximum=\"about 300k\""},
	{"<w:t>320,000</w:t>", "<w:t>£ 300,000.50</w:t>", NULL, NULL, NULL, "maximum=\"300000.50\""},
	{"<w:t>Procurement Act 2023</w:t>", "<w:t>perhaps</w:t>", "FRM003", NULL, "not one of the answers",
	 "regime=\"perhaps\""},
	{"<w:t>HVC-2026-014</w:t></w:r></w:sdtContent>", "</w:r></w:sdtContent>", "FRM004",
	 "under “This document”, row 2", "This document: “Your reference” is not filled in", NULL},
	{"<w:t>23 November 2026</w:t>", "<w:t>3rd Dec 2026</w:t>", NULL, NULL, NULL,
	 "date=\"2026-12-03\""},
	{"<w:t>N4 N6 N9</w:t>", "<w:t>N4, N6 and N9</w:t>", NULL, NULL, NULL, "need=\"N4 N6 N9\""},
	{"(<w:r>(?:<w:rPr>.*?</w:rPr>)?<w:t>HVC-2026-014)", "<w:r><w:delText>x</w:delText></w:r>\\1", NULL, NULL,
	 NULL, "reference=\"HVC-2026-014\""},
};

static void
test_changed(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(changes); i++) {
		g_auto(Forms) forms = open_forms("en-GB");
		xmlDoc *doc = read_sample("winter-gritting");
		g_autoptr(GBytes) docx = form_of(&forms, doc, NULL);
		g_autoptr(OtDraft) draft = read_sound(g_bytes_ref(docx));
		g_autoptr(GRegex) regex = g_regex_new(changes[i].was, G_REGEX_DOTALL, 0, NULL);
		g_autoptr(GBytes) main = g_bytes_ref(ot_draft_part(draft, OT_DRAFT_MAIN)->bytes);
		g_autofree char *xml = g_strndup(g_bytes_get_data(main, NULL), g_bytes_get_size(main));

		xmlFreeDoc(doc);
		if (!g_regex_match(regex, xml, 0, NULL))
			g_error("the form has no %s", changes[i].was);
		g_autoptr(GBytes) changed = replace_in(docx, MAIN, changes[i].was, changes[i].is);
		g_autofree char *back = read_form(&forms, changed);
		if (changes[i].code != NULL)
			assert_told(&forms, changes[i].code, changes[i].place, changes[i].words);
		else
			assert_no_findings(&forms);
		if (changes[i].result != NULL && strstr(back, changes[i].result) == NULL)
			g_error("%s is not in what was read", changes[i].result);
	}
}

/* --- workbooks ------------------------------------------------------------------------------- */

#define NS_X " xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'"
#define BOOK "<workbook" NS_X " xmlns:r='" NS_O "'><sheets>" \
	     "<sheet name='Facts' sheetId='1' r:id='rId1'/><sheet name='RISKS' sheetId='2' r:id='rId2'/>" \
	     "</sheets></workbook>"
#define RELS "<Relationships xmlns='" NS_P "relationships'>" \
	     "<Relationship Id='rId1' Type='x' Target='worksheets/sheet1.xml'/>" \
	     "<Relationship Id='rId2' Type='x' Target='/xl/worksheets/sheet2.xml'/></Relationships>"
#define TEXT(cell, text) "<c r='" cell "' t='inlineStr'><is><t>" text "</t></is></c>"
#define FACTS "<worksheet" NS_X "><sheetData><row r='1'>" TEXT("A1", "Section") TEXT("B1", "What") \
	      TEXT("C1", "Value") "</row>"
#define FACT(row, section, what, value) \
	"<row r='" row "'>" TEXT("A" row, section) TEXT("B" row, what) value "</row>"

/* What a workbook of two sheets says. */
static char *
read_sheets(const Forms *forms, const char *book, const char *facts, const char *risks)
{
	const File files[] = {
		{"[Content_Types].xml", "<Types xmlns='" NS_P "content-types'/>", 0},
		{"xl/workbook.xml", book, 0},
		{"xl/_rels/workbook.xml.rels", RELS, 0},
		{"xl/worksheets/sheet1.xml", facts, 0},
		{"xl/worksheets/sheet2.xml", risks, 0},
	};
	g_autoptr(GBytes) bytes = pack(files, G_N_ELEMENTS(files));

	g_assert_true(ot_form_is_workbook(bytes));
	return read_workbook(forms, bytes);
}

static void
test_cells(void)
{
	g_auto(Forms) forms = open_forms("en-GB");
	g_autofree char *back = read_sheets(
		&forms, BOOK,
		FACTS FACT("2", "This document", "Date of this version", "<c r='C2'><v>46349</v></c>")
		FACT("3", "Budget", "At most", TEXT("C3", "£1,250,000"))
		FACT("4", "Budget", "At least", "<c r='C4'><v>1.25E6</v></c>")
		FACT("5", "This document", "Title", "<c r='C5' t='str'><f>A1&amp;\"x\"</f><v>Sum</v></c>")
		FACT("6", "Budget", "Colour", TEXT("C6", "blue")) "</sheetData></worksheet>",
		"<worksheet" NS_X "><sheetData><row><c t='inlineStr'><is><t>Short name</t></is></c>"
		"<c t='inlineStr'><is><t>What may happen</t></is></c>"
		"<c t='inlineStr'><is><t>What is done abuot it</t></is></c></row>"
		"<row r='7'>" TEXT("A7", "R1") TEXT("B7", "_x0041_ll _x005F_x0042_") TEXT("D7", "spare") "</row></sheetData>"
		"<mergeCells count='1'><mergeCell ref='A1:B2'/></mergeCells></worksheet>");

	g_assert_nonnull(back);
	g_assert_nonnull(strstr(back, "date=\"2026-11-23\""));
	g_assert_nonnull(strstr(back, "maximum=\"1250000\""));
	g_assert_nonnull(strstr(back, "minimum=\"1250000\""));
	g_assert_nonnull(strstr(back, "<title>Sum</title>"));
	g_assert_nonnull(strstr(back, "<text>All _x0042_</text>"));
	assert_told(&forms, "FRM015", "Facts!C5",
	            "the cell holds a formula; what it showed last is taken over");
	assert_told(&forms, "FRM012", "Facts!C6", 
	            "“Colour” is not asked for under “Budget”, and its value is not read");
	g_assert_nonnull(find_code(&forms, "FRM004"));
	assert_said(&forms, "the column “What is done abuot it” is not known, and nothing in it is read; did you "
	                    "mean “What is done about it”?");
	assert_said(&forms, "“spare” stands in no column, and is not read");
	assert_said(&forms, "cells of the sheet are merged; each value is read for its first row only");
	assert_said(&forms, "there is no sheet “Lot”; nothing is read of what belongs there");
}

static void
test_refused(void)
{
	static const struct {
		const char *book, *facts, *words;
	} bad[] = {
		{"<!DOCTYPE workbook><workbook" NS_X "/>", FACTS "</sheetData></worksheet>",
		 "its part xl/workbook.xml is damaged: there is a DOCTYPE"},
		{BOOK, "<!DOCTYPE x [<!ENTITY a 'b'>]>" FACTS "</sheetData></worksheet>", "DOCTYPE"},
		{BOOK, FACTS "<row></sheetData></worksheet>", "damaged"},
		{"\xFF\xFE" "a", FACTS "</sheetData></worksheet>",
		 "its part xl/workbook.xml is damaged: it is no UTF-16"},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(bad); i++) {
		g_auto(Forms) forms = open_forms("en-GB");
		g_autofree char *back = read_sheets(&forms, bad[i].book, bad[i].facts,
		                                    "<worksheet" NS_X "/>");
		g_assert_null(back);
		assert_told(&forms, "FRM014", NULL, bad[i].words);
	}
}

/* A package without the part that lists the sheets. */
static void
test_no_workbook(void)
{
	g_auto(Forms) forms = open_forms("en-GB");
	const File files[] = {{"[Content_Types].xml", "<Types xmlns='" NS_P "content-types'/>", 0}};
	g_autoptr(GBytes) bytes = pack(files, G_N_ELEMENTS(files));
	g_autofree char *back = read_workbook(&forms, bytes);

	g_assert_null(back);
	assert_said(&forms, "the file is not a workbook: it has no part xl/workbook.xml");
}

/* A cell of a megabyte is told by its name, and not read. */
static void
test_large_cell(void)
{
	g_auto(Forms) forms = open_forms("en-GB");
	g_autofree char *words = g_strnfill(1 << 20, 'x');
	/* letters that don't pack well: what does is refused for its ratio before */
	for (guint32 i = 0, state = 1; i < 1 << 20; i++, state = state * 1664525 + 1013904223)
		words[i] = (char) ('a' + (state >> 24) % 26);
	g_autofree char *facts = g_strdup_printf(
		FACTS "<row r='2'><c r='C2' t='inlineStr'><is><t>%s</t></is></c></row></sheetData></worksheet>",
		words);
	g_autofree char *back = read_sheets(&forms, BOOK, facts, "<worksheet" NS_X "/>");

	g_assert_null(back);
	assert_told(&forms, "FRM014", NULL, "the cell Facts!C2 holds more than 100000 bytes");
}

/* --- drafts ---------------------------------------------------------------------------------- */

/* All that a specification says, in one line. */
static char *
all_words(const char *text)
{
	xmlDoc *doc = xmlReadMemory(text, (int) strlen(text), "a.xml", NULL, 0);
	xmlChar *content = xmlNodeGetContent(xmlDocGetRootElement(doc));
	char *words = ot_text_fold(g_strdup((const char *) content));

	xmlFree(content);
	xmlFreeDoc(doc);
	return words;
}

static void
assert_kept(const char *words, const OtDraft *draft)
{
	for (size_t i = 0; i < ot_draft_count(draft); i++) {
		const OtDraftParagraph *paragraph = ot_draft_paragraph(draft, i);
		g_autofree char *text = ot_text_fold(g_strdup(paragraph->text));
		g_auto(GStrv) sentences = g_strsplit(text, ". ", -1);

		/* a heading of a word or two says where the text under it went */
		for (char **sentence = sentences; *sentence != NULL && paragraph->heading == 0;
		     sentence++)
			if (strstr(words, *sentence) == NULL)
				g_error("“%s” is lost", *sentence);
	}
}

static char *
guess(const Forms *forms, const OtDraft *draft)
{
	xmlDoc *outline = read_sample("outline");
	g_autoptr(OtFormReading) reading =
		ot_form_reading_new(forms->plan, "draft.docx", forms->findings);

	ot_form_guess(forms->plan, draft, outline, reading);
	xmlDoc *spec = ot_form_tree_specification(forms->plan, ot_form_reading_finish(reading));
	g_autoptr(GBytes) bytes = ot_form_spell(spec);
	xmlFreeDoc(spec);
	xmlFreeDoc(outline);
	return g_strndup(g_bytes_get_data(bytes, NULL), g_bytes_get_size(bytes));
}

static void
test_guess(void)
{
	static const char *const drafts[] = {"clean", "council", "decided", "draft", "mou-filled"};

	for (size_t i = 0; i < G_N_ELEMENTS(drafts); i++) {
		g_auto(Forms) forms = open_forms("en-GB");
		g_autofree char *path = g_strdup_printf("tests/cases/data/%s.docx", drafts[i]);
		g_autoptr(OtDraft) draft = ot_draft_read(path, forms.findings, NULL);
		g_assert_nonnull(draft);
		g_autofree char *text = guess(&forms, draft);
		g_autofree char *words = all_words(text);

		assert_valid(&forms, text);
		assert_kept(words, draft);
	}
}

/* Where text goes, and a paragraph that is longer than any place. */
static void
test_places(void)
{
	g_auto(Forms) forms = open_forms("en-GB");
	g_autoptr(GString) body = g_string_new(NULL);

#define HEADING(text) P("<w:pPr><w:outlineLvl w:val='0'/></w:pPr>" R(text))
	g_string_append(body, HEADING("Objectives") PR("Fewer people are hurt.") PR("Less salt is spread."));
	g_string_append(body, HEADING("Out of scope") PR("Footpaths.") HEADING("Key dates"));
	g_string_append(body, PR("Contract starts on 1 October 2027.") HEADING("Weather") "<w:p>");
	for (int i = 0; i < 600; i++)
		g_string_append_printf(body, "<w:r><w:t xml:space='preserve'>Sentence %d. </w:t></w:r>", i);
	g_string_append(body, "</w:p>");
	g_autofree char *document = g_strdup_printf(BODY("%s"), body->str);
	g_autoptr(OtDraft) draft = read_sound(make_docx(document));
	g_autofree char *text = guess(&forms, draft);
	g_autofree char *words = all_words(text);

	assert_valid(&forms, text);
	assert_kept(words, draft);
	g_assert_nonnull(strstr(text, "<result>Fewer people are hurt.</result>"));
	g_assert_nonnull(strstr(text, ">Footpaths.</out>"));
	g_assert_nonnull(strstr(text, "date=\"2027-10-01\""));
	assert_told(&forms, "FRM016", "under “Objectives”", "2 texts: taken as “Outcome”");
	assert_told(&forms, "FRM017", "under “Weather”", "1 text");
}

int
main(int argc, char **argv)
{
	g_setenv("OUTSET_DATA", ".", TRUE);
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/spec-form/damaged", test_damaged);
	g_test_add_func("/spec-form/changed", test_changed);
	g_test_add_func("/spec-form/cells", test_cells);
	g_test_add_func("/spec-form/refused", test_refused);
	g_test_add_func("/spec-form/no-workbook", test_no_workbook);
	g_test_add_func("/spec-form/large-cell", test_large_cell);
	g_test_add_func("/spec-form/guess", test_guess);
	g_test_add_func("/spec-form/places", test_places);
	return g_test_run();
}
