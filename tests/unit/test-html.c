/* SPDX-License-Identifier: MIT
 *
 * The HTML writer: each kind of node, and what holds for every page.
 */
#include "html-page.h"

#define GOLDEN "tests/unit/html/page.html"

/* --- blocks -------------------------------------------------------------------------------- */

static void
test_paragraphs(void)
{
	static const struct {
		OtParagraphRole role;
		const char *path;
	} roles[] = {
		{OT_PARAGRAPH_BODY, "//main/p[not(@class)]"},
		{OT_PARAGRAPH_LEAD, "//p[@class='lead']"},
		{OT_PARAGRAPH_SMALL, "//p[@class='small']"},
		{OT_PARAGRAPH_TITLE, "//h1[@class='title']"},
		{OT_PARAGRAPH_SUBTITLE, "//p[@class='subtitle']"},
		{OT_PARAGRAPH_LABEL, "//p[@class='label']"},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(roles); i++) {
		OtDocument *document = new_document();
		OtNode *paragraph = add_paragraph(document, document->root, "A text");

		paragraph->as.paragraph = roles[i].role;
		paragraph->id = "here";
		g_autoptr(Page) page = finish_page(document);
		assert_text(page, roles[i].path, "A text");
		assert_number(page, 1, "//*[@id='here']");
		/* Without a title of its own, the page has that of its properties. */
		if (roles[i].role != OT_PARAGRAPH_TITLE)
			assert_text(page, "//main/h1", "Data protection impact assessment");
	}
}

static void
test_sections(void)
{
	OtDocument *document = new_document();
	OtNode *cover = add_section(document, document->root, OT_SECTION_COVER, NULL);
	OtNode *section = add_section(document, document->root, OT_SECTION_NORMAL, "One");

	add_paragraph(document, cover, "The title")->as.paragraph = OT_PARAGRAPH_TITLE;
	add_paragraph(document, section, "Text");
	add_section(document, section, OT_SECTION_NORMAL, "Below")->id = "below";
	add_section(document, document->root, OT_SECTION_SUMMARY, "In short");
	ot_document_append(document, document->root, OT_NODE_PAGE_BREAK);
	add_section(document, document->root, OT_SECTION_ANNEX, "More");
	g_autoptr(Page) page = finish_page(document);
	assert_text(page, "/html/body/header[@class='cover']/div[@class='band']/h1", "The title");
	assert_text(page, "//section[1]/h2", "1 One");
	assert_text(page, "//section[1]/h2/span[@class='number']", "1");
	assert_text(page, "//section[@id='below']/h3", "1.1 Below");
	assert_number(page, 1, "//section[@class='summary']/h2");
	assert_number(page, 1, "//section[@class='annex']/h2[contains(., 'A')]");
	assert_number(page, 4, "//h2[@id] | //h3[@id]");
	/* Sections are no landmarks: they have no name. */
	assert_number(page, 0, "//section[@aria-label or @aria-labelledby or @role]");
}

/* HTML has six levels, of which the title takes one. */
static void
test_deep_headings(void)
{
	OtDocument *document = new_document();
	OtNode *section = document->root;

	for (int i = 0; i < 6; i++)
		section = add_section(document, section, OT_SECTION_NORMAL, "Deeper");
	g_autoptr(Page) page = finish_page(document);
	assert_number(page, 5, "//h2 | //h3 | //h4 | //h5 | //h6[not(@role)]");
	assert_number(page, 1, "//h6[@role='heading' and @aria-level='7']");
}

static void
test_lists(void)
{
	OtDocument *document = new_document();
	OtNode *bullets = add_list(document, document->root, OT_LIST_BULLET, 1);
	OtNode *numbers = add_list(document, document->root, OT_LIST_NUMBER, 4);
	OtNode *letters = add_list(document, document->root, OT_LIST_LETTER, 1);
	OtNode *item = add_item(document, bullets, "one");

	add_item(document, add_list(document, item, OT_LIST_NUMBER, 1), "within");
	add_item(document, bullets, "two");
	add_item(document, numbers, "four")->id = "four";
	add_item(document, letters, "a")->lang = "cy-GB";
	g_autoptr(Page) page = finish_page(document);
	assert_text(page, "//main/ul/li[1]/p", "one");
	assert_text(page, "//main/ul/li[1]/ol/li/p", "within");
	assert_text(page, "//main/ul/li[2]/p", "two");
	assert_text(page, "//main/ol[@start='4']/li[@id='four']", "four");
	assert_number(page, 1, "//main/ol[@type='a' and not(@start)]/li[@lang='cy-GB']");
}

static void
test_callouts(void)
{
	static const struct {
		OtCalloutKind kind;
		const char *class;
	} kinds[] = {
		{OT_CALLOUT_NOTE, "callout note"},
		{OT_CALLOUT_IMPORTANT, "callout important"},
		{OT_CALLOUT_LAW, "callout law"},
		{OT_CALLOUT_ACTION, "callout action"},
	};
	OtDocument *document = new_document();

	for (size_t i = 0; i < 2 * G_N_ELEMENTS(kinds); i++) {
		OtNode *callout = ot_document_append(document, document->root, OT_NODE_CALLOUT);
		callout->as.callout.kind = kinds[i / 2].kind;
		callout->as.callout.title = i % 2 == 0 ? "Own <title>" : NULL;
		add_paragraph(document, callout, "What it says");
	}
	g_autoptr(Page) page = finish_page(document);
	for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++) {
		g_autofree char *path =
			g_strdup_printf("//div[@class='%s' and @role='note']", kinds[i].class);
		g_autofree char *title = g_strconcat(path, "[1]/p[@class='label']", NULL);
		g_autofree char *usual =
			g_strconcat(path, "[2]/p[@class='label'][normalize-space()]", NULL);
		assert_number(page, 2, path);
		assert_text(page, title, "Own <title>");
		assert_number(page, 1, usual);
	}
}

/* --- contents ------------------------------------------------------------------------------ */

static void
test_contents(void)
{
	OtDocument *document = new_document();
	OtNode *toc = ot_document_append(document, document->root, OT_NODE_TOC);
	OtNode *one = add_section(document, document->root, OT_SECTION_NORMAL, "One & <all>");
	OtNode *two = add_section(document, document->root, OT_SECTION_NORMAL, NULL);
	OtNode *hidden = add_section(document, document->root, OT_SECTION_NORMAL, "Not listed");
	OtNode *below = add_section(document, one, OT_SECTION_NORMAL, "Below");

	toc->as.toc.depth = 2;
	add_section(document, below, OT_SECTION_NORMAL, "Too deep");
	add_section(document, one, OT_SECTION_NORMAL, "Beside");
	OtNode *heading = ot_document_append(document, two, OT_NODE_HEADING);
	ot_document_append_text(document, heading, "Un ");
	add_inline(document, heading, OT_NODE_STRONG, "dau");
	heading->id = "dau";
	heading->lang = "cy-GB";
	hidden->as.section.listed = false;
	g_autoptr(Page) page = finish_page(document);
	assert_number(page, 1, "//main/nav");
	assert_number(page, 2, "//nav/ul/li");
	assert_text(page, "//nav/ul/li[1]/a", "1 One & <all>");
	assert_number(page, 2, "//nav/ul/li[1]/ul/li");
	assert_text(page, "//nav/ul/li[1]/ul/li[2]/a", "1.2 Beside");
	assert_text(page, "//nav/ul/li[2]/a[@href='#dau' and @lang='cy-GB']", "2 Un dau");
	assert_number(page, 0, "//nav//a[contains(., 'deep') or contains(., 'listed')]");
	/* Each entry leads to the heading that has its words. */
	assert_number(page, 4, "//nav//a[substring(@href, 2) = //*[self::h2 or self::h3]/@id]");
}

/* A document may use any name as an id, also one that looks like a name of the page. */
static void
test_names(void)
{
	static const char *const names[] = {"content", "heading-1", "note-1", "note-mark-1"};
	OtDocument *document = new_document();
	OtNode *first = add_section(document, document->root, OT_SECTION_NORMAL, "First");

	add_inline(document, add_paragraph(document, first, "A fact"), OT_NODE_NOTE, "Its source");
	for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
		add_paragraph(document, first, "Words")->id = names[i];
	g_autoptr(Page) page = finish_page(document);
	assert_number(page, 4, "//p[@id]");
	assert_number(page, 0, "//*[@id = preceding::*/@id or @id = ancestor::*/@id]");
}

/* --- text ---------------------------------------------------------------------------------- */

static void
test_inlines(void)
{
	OtDocument *document = new_document();
	OtNode *paragraph = add_paragraph(document, document->root, "Plain ");
	OtNode *strong = add_inline(document, paragraph, OT_NODE_STRONG, "strong ");

	add_inline(document, strong, OT_NODE_EMPHASIS, "both");
	ot_document_append_text(document, paragraph, " two\nlines & <b>no tags</b> \"quoted\"");
	OtNode *welsh = ot_document_append(document, paragraph, OT_NODE_TEXT);
	welsh->as.text = " Cymraeg";
	welsh->lang = "cy-GB";
	OtNode *arabic = add_inline(document, paragraph, OT_NODE_EMPHASIS, " \331\205\330\255");
	arabic->lang = "ar";
	g_autoptr(Page) page = finish_page(document);
	assert_text(page, "//p/strong/em", "both");
	assert_number(page, 1, "//p/br");
	assert_number(page, 0, "//p/b");
	assert_text(page, "//p/text()[3]", "lines & <b>no tags</b> \"quoted\"");
	assert_text(page, "//p/span[@lang='cy-GB' and @dir='ltr']", " Cymraeg");
	assert_number(page, 1, "//p/em[@lang='ar' and @dir='rtl']");
}

static const struct {
	const char *href;
	bool link;
} links[] = {
	{"https://example.org/a?b=c&d=\"e\"", true},
	{"HTTP://EXAMPLE.ORG", true},
	{"mailto:office@example.org", true},
	{"tel:+441234", true},
	{"#here", true},
	{"javascript:alert(1)", false},
	{" javascript:alert(1)", false},
	{"JavaScript:alert(1)", false},
	{"java\nscript:alert(1)", false},
	{"data:text/html,<script>", false},
	{"vbscript:x", false},
	{"file:///etc/passwd", false},
	{"//example.org", false},
	{"example.org", false},
	{"https:example.org", false},
	{"", false},
};

static void
test_links(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(links); i++) {
		OtDocument *document = new_document();
		OtNode *paragraph = add_paragraph(document, document->root, "See ");

		paragraph->id = "here";
		add_inline(document, paragraph, OT_NODE_LINK, "the words")->as.link.href =
			links[i].href;
		g_autoptr(Page) page = finish_page(document);
		g_test_message("%s", links[i].href);
		assert_text(page, "//p", "See the words");
		assert_number(page, links[i].link, "//p/a");
		if (links[i].link)
			assert_text(page, "//p/a/@href", links[i].href);
	}
}

/* Without words the address is what is read; a link within a link can't be. */
static void
test_bare_links(void)
{
	OtDocument *document = new_document();
	OtNode *paragraph = add_paragraph(document, document->root, NULL);
	OtNode *bare = ot_document_append(document, paragraph, OT_NODE_LINK);
	OtNode *outer = add_inline(document, paragraph, OT_NODE_LINK, " outer ");
	OtNode *inner = add_inline(document, outer, OT_NODE_LINK, "inner");

	bare->as.link.href = "https://example.org/<a>";
	outer->as.link.href = "https://example.org/";
	inner->as.link.href = "https://example.org/inner";
	g_autoptr(Page) page = finish_page(document);
	assert_text(page, "//p/a[1]", "https://example.org/<a>");
	assert_text(page, "//p/a[2]", " outer inner");
	assert_number(page, 2, "//p//a");
}

static void
test_references(void)
{
	OtDocument *document = new_document();
	OtNode *section = add_section(document, document->root, OT_SECTION_NORMAL, "One");
	OtNode *table = add_table(document, section, OT_TABLE_GRID);
	OtNode *paragraph = add_paragraph(document, section, "See ");

	add_row(document, table, true, "Name|Value");
	add_row(document, table, false, "a|b");
	table->id = "values";
	table->as.table.caption = "What there is";
	section->id = "one";
	ot_document_append(document, paragraph, OT_NODE_REFERENCE)->as.reference.target = "one";
	ot_document_append_text(document, paragraph, " and ");
	ot_document_append(document, paragraph, OT_NODE_REFERENCE)->as.reference.target = "values";
	g_autoptr(Page) page = finish_page(document);
	assert_text(page, "//p/a[1]/@href", "#one");
	assert_text(page, "//p/a[2][@href='#values']", "table 1");
	assert_text(page, "//table[@id='values']/caption", "Table 1: What there is");
}

static void
test_notes(void)
{
	OtDocument *document = new_document();
	OtNode *paragraph = add_paragraph(document, document->root, "A fact");
	OtNode *first = add_inline(document, paragraph, OT_NODE_NOTE, "Its <source>");
	OtNode *second = add_inline(document, paragraph, OT_NODE_NOTE, "Ffynhonnell");

	add_inline(document, first, OT_NODE_NOTE, "within");
	second->lang = "cy-GB";
	g_autoptr(Page) page = finish_page(document);
	assert_number(page, 2, "//p/sup/a[@aria-label]");
	assert_text(page, "//p/sup[1]/a[@href='#note:1']", "1");
	assert_number(page, 1, "//section[@class='notes' and @aria-label]/ol");
	assert_number(page, 2, "//section[@class='notes']/ol/li");
	assert_text(page, "//li[@id='note:1']/a/@href", "#note:mark:1");
	assert_number(page, 1, "//li[@id='note:1'][starts-with(., 'Its <source> (within)')]");
	assert_number(page, 1, "//section[@class='notes']/ol/li[2][@lang='cy-GB']");
	/* A page without notes has no list of them. */
	document = new_document();
	add_paragraph(document, document->root, "Nothing");
	g_autoptr(Page) plain = finish_page(document);
	assert_number(plain, 0, "//section");
}

static void
test_fields(void)
{
	static const struct {
		OtFieldKind kind;
		const char *value, *text;
		const char *class, *shown;
	} fields[] = {
		{OT_FIELD_TEXT, "a", "A <b>", "field", "A <b>"},
		{OT_FIELD_TEXT, NULL, NULL, "missing", "To be completed: What is asked for"},
		{OT_FIELD_PROSE, NULL, NULL, "missing", "To be completed: What is asked for"},
		{OT_FIELD_DATE, "2026-11-09", "9 November 2026", "field", "9 November 2026"},
		{OT_FIELD_CHOICE, "high", "High", "field", "High"},
		{OT_FIELD_TICK, "yes", "Yes", "field", "\342\230\221 Yes"},
		{OT_FIELD_TICK, "no", "No", "field", "\342\230\220 No"},
		{OT_FIELD_TICK, NULL, NULL, "missing",
		 "\342\230\220 To be completed: What is asked for"},
	};

	static const char *const choices[] = {"low", "high", NULL};

	for (size_t i = 0; i < G_N_ELEMENTS(fields); i++) {
		OtDocument *document = new_document();
		OtNode *paragraph = add_paragraph(document, document->root, NULL);
		OtNode *field = add_field(document, paragraph, fields[i].kind, "name",
		                          fields[i].value, fields[i].text);

		field->as.field.choices = choices;
		g_autoptr(Page) page = finish_page(document);
		assert_text(page, "//p/span/@class", fields[i].class);
		assert_text(page, "//p/span", fields[i].shown);
	}
}

/* What a box to tick in a table is about, its row and column say. */
static void
test_tick_in_table(void)
{
	OtDocument *document = new_document();
	OtNode *table = ot_document_append(document, document->root, OT_NODE_TABLE);
	OtNode *row = ot_document_append(document, table, OT_NODE_ROW);
	OtNode *cell = ot_document_append(document, row, OT_NODE_CELL);

	table->as.table.columns = 1;
	cell->as.cell = (OtCellData){.column_span = 1, .row_span = 1};
	add_field(document, add_paragraph(document, cell, NULL), OT_FIELD_TICK, "name", NULL, NULL);
	g_autoptr(Page) page = finish_page(document);
	assert_text(page, "//td//span", "\342\230\220 To be completed");
}

static void
test_signature(void)
{
	OtDocument *document = new_document();
	OtNode *signature = ot_document_append(document, document->root, OT_NODE_SIGNATURE);

	signature->as.signature.label = "Signed for the authority";
	add_field(document, signature, OT_FIELD_TEXT, "name", "x", "Mari Price");
	add_field(document, signature, OT_FIELD_DATE, "date", NULL, NULL);
	g_autoptr(Page) page = finish_page(document);
	assert_text(page, "//table[@class='facts']/caption", "Signed for the authority");
	assert_number(page, 2, "//table/tbody/tr/th[@scope='row'][.='What is asked for']");
	assert_text(page, "//tr[1]/td", "Mari Price");
	assert_number(page, 1, "//tr[2]/td/span[@class='missing']");
}

/* --- tables and figures -------------------------------------------------------------------- */

static void
test_tables(void)
{
	OtDocument *document = new_document();
	OtNode *grid = add_table(document, document->root, OT_TABLE_GRID);
	OtNode *facts = add_table(document, document->root, OT_TABLE_FACTS);
	OtNode *row;

	add_row(document, grid, true, "Name|Value|Note");
	row = add_row(document, grid, false, "!a|1 < 2|x");
	row->first->next->as.cell.align = OT_ALIGN_END;
	row->last->as.cell.align = OT_ALIGN_CENTRE;
	row = add_row(document, grid, false, "wide|y");
	row->first->as.cell.column_span = 2;
	add_paragraph(document, row->last, "second");
	add_row(document, facts, false, "!Owner|Mari Price");
	g_autoptr(Page) page = finish_page(document);
	assert_number(page, 3, "//table[1]/thead/tr/th[@scope='col']");
	assert_number(page, 2, "//div[1]/table/tbody/tr");
	assert_number(page, 1, "//div[1]/table/tbody/tr[1]/th[@scope='row']");
	assert_text(page, "//td[@class='end']", "1 < 2");
	assert_text(page, "//td[@class='centre']", "x");
	assert_text(page, "//td[@colspan='2' and not(@rowspan)]", "wide");
	assert_number(page, 2, "//tr/td[2]/p");
	assert_number(page, 1, "//table[@class='facts']/tbody/tr/th[@scope='row']");
	assert_number(page, 0, "//table[@class='facts']/thead");
	/* The wide one can be scrolled by keyboard, and has a name. */
	assert_number(page, 1, "//div[@class='wide' and @role='group' and @tabindex='0']"
	                       "[@aria-label='Table 1 on this page']/table[1]/thead");
	assert_number(page, 0, "//div/table[@class='facts']");
}

/* On a narrow screen the cells of a plain table stand below each other, each behind its label. */
static void
test_stacked_tables(void)
{
	OtDocument *document = new_document();
	OtNode *plain = add_table(document, document->root, OT_TABLE_GRID);

	add_row(document, plain, true, "Name|Value & unit|Note");
	add_row(document, plain, false, "!a|1|x");
	add_row(document, plain, false, "b|2|y");
	g_autoptr(Page) page = finish_page(document);
	assert_number(page, 1, "//div[@class='wide stacks']/table");
	assert_number(page, 0, "//thead//*[@data-label]");
	/*
	 * The head of a row names itself; where there is none, the first cell is like the others.
	 */
	assert_number(page, 0, "//tbody/tr[1]/th/@data-label");
	assert_text(page, "//tbody/tr[1]/td[1]/@data-label", "Value & unit");
	assert_text(page, "//tbody/tr[1]/td[2]/@data-label", "Note");
	assert_text(page, "//tbody/tr[2]/td[1]/@data-label", "Name");
}

/* --- the page as a whole ------------------------------------------------------------------- */

#define TRICKY "</title><script>alert(1)</script> & \"all\" 'that'"

/* Whatever the words are, they stay words. */
static void
test_escaping(void)
{
	OtDocument *document = new_document();
	OtNode *section = add_section(document, document->root, OT_SECTION_NORMAL, TRICKY);
	OtNode *table = add_table(document, section, OT_TABLE_GRID);
	OtNode *callout = ot_document_append(document, section, OT_NODE_CALLOUT);

	document->info.title = document->info.subject = document->info.authority = TRICKY;
	document->info.full_title = TRICKY;
	add_row(document, table, true, "Name");
	add_row(document, table, false, TRICKY);
	table->as.table.caption = TRICKY;
	callout->as.callout.title = TRICKY;
	add_paragraph(document, callout, TRICKY);
	g_autoptr(Page) page = finish_page(document);
	g_assert_false(has_bytes(page, "<script"));
	assert_text(page, "/html/head/title", TRICKY);
	assert_text(page, "//meta[@name='description']/@content", TRICKY);
	assert_text(page, "//h1", TRICKY);
	assert_text(page, "//td", TRICKY);
	assert_text(page, "//div[@role='note']/p[2]", TRICKY);
	assert_text(page, "//table/caption", "Table 1: " TRICKY);
}

static void
test_languages(void)
{
	OtDocument *document = new_document();
	OtNode *section = add_section(document, document->root, OT_SECTION_NORMAL, "Un");
	OtNode *paragraph = add_paragraph(document, section, "In English");

	document->info.lang = "cy-GB";
	paragraph->lang = "en-GB";
	g_autoptr(Page) page = finish_page(document);
	assert_number(page, 1, "/html[@lang='cy-GB' and @dir='ltr']");
	assert_number(page, 1, "//p[@lang='en-GB' and @dir='ltr']");
	assert_number(page, 0, "//h2[@lang]");

	document = new_document();
	document->info.lang = "ar";
	add_paragraph(document, document->root, "x");
	g_autoptr(Page) arabic = finish_page(document);
	assert_number(arabic, 1, "/html[@lang='ar' and @dir='rtl']");
}

/* The head: nothing is fetched, and what is not known is not said. */
static void
test_head(void)
{
	OtDocument *document = new_document();

	document->info.subject = document->info.authority = NULL;
	document->info.full_title = "All of it";
	add_paragraph(document, document->root, "x");
	g_autoptr(Page) page = finish_page(document);
	assert_text(page, "//title", "All of it");
	assert_number(page, 0, "//meta[@name='description' or @name='author']");
	assert_number(page, 1, "//meta[@name='viewport']");
	assert_number(page, 1, "//style");
	g_assert_true(has_bytes(page, ":root {"));
	g_assert_true(has_bytes(page, "prefers-color-scheme: dark"));
	g_assert_true(has_bytes(page, "\np { margin: 0; }\n"));
	g_assert_false(has_bytes(page, "url("));
	g_assert_false(has_bytes(page, "@import"));
}

static OtDocument *
make_everything(void)
{
	static const OtPoint points[] = {
		{.label = "Today", .text = "47.5", .value = 47.5},
		{.label = "Target", .text = "20", .value = 20, .strong = true},
	};
	OtDocument *document = new_document();
	OtNode *cover = add_section(document, document->root, OT_SECTION_COVER, NULL);
	OtNode *toc = ot_document_append(document, document->root, OT_NODE_TOC);
	OtNode *one = add_section(document, document->root, OT_SECTION_NORMAL, "What it is about");
	OtNode *two = add_section(document, one, OT_SECTION_NORMAL, "In numbers");
	OtNode *paragraph = add_paragraph(document, one, "Ice forms first on bridges");
	OtNode *list = add_list(document, one, OT_LIST_BULLET, 1);
	OtNode *callout = ot_document_append(document, one, OT_NODE_CALLOUT);
	OtNode *table = add_table(document, two, OT_TABLE_GRID);
	OtNode *figure = ot_document_append(document, two, OT_NODE_FIGURE);
	OtNode *signature = ot_document_append(document, two, OT_NODE_SIGNATURE);

	toc->as.toc.depth = 2;
	two->id = "numbers";
	add_paragraph(document, cover, "Winter roads")->as.paragraph = OT_PARAGRAPH_TITLE;
	add_paragraph(document, cover, "For suppliers")->as.paragraph = OT_PARAGRAPH_SUBTITLE;
	add_inline(document, paragraph, OT_NODE_NOTE, "Survey of 2025.");
	ot_document_append_text(document, paragraph, "; see ");
	ot_document_append(document, paragraph, OT_NODE_REFERENCE)->as.reference.target = "numbers";
	ot_document_append_text(document, paragraph, " and ");
	add_inline(document, paragraph, OT_NODE_LINK, "the survey")->as.link.href =
		"https://example.org/survey";
	add_item(document, list, "bridges");
	add_item(document, list, "hollows");
	callout->as.callout.kind = OT_CALLOUT_ACTION;
	add_field(document, add_paragraph(document, callout, "Answer by "), OT_FIELD_DATE, "by",
	          NULL, NULL);
	table->as.table.caption = "Roads";
	add_row(document, table, true, "Road|Length");
	add_row(document, table, false, "!A466|12 km");
	figure->as.figure = (OtFigureData){
		.kind = OT_FIGURE_MEASURE, .alt = "Waits fall from 47.5 to 20 minutes",
		.caption = "Waits", .unit = "minutes", .points = points, .n_points = 2,
	};
	signature->as.signature.label = "Signed";
	add_field(document, signature, OT_FIELD_TEXT, "name", "x", "Mari Price");
	return document;
}

/* A line for each block, and no version, so that it can be read and compared. */
static char *
make_readable(GBytes *bytes)
{
	g_autofree char *page = g_strndup(g_bytes_get_data(bytes, NULL), g_bytes_get_size(bytes));
	g_autoptr(GRegex) blocks = g_regex_new(
		"(?<!^)<(?=(?:html|head|meta|title|style|body|a class|main|header|section|nav|h[1-6]|p|"
		"ul|ol|li|div|table|caption|thead|tbody|tr|th|td|figure|figcaption)[ >]|/(?:main|"
		"section|header|nav|ul|ol|table|figure|div|body|html)>)",
		0, 0, NULL);
	g_autoptr(GRegex) version = g_regex_new("outset [0-9.]+", 0, 0, NULL);
	g_autofree char *lines = g_regex_replace_literal(blocks, page, -1, 0, "\n<", 0, NULL);
	g_autofree char *same = g_regex_replace_literal(version, lines, -1, 0, "outset", 0, NULL);

	return g_strconcat(same, "\n", NULL);
}

/* OUTSET_UPDATE writes it: look at it in a browser before it is kept. */
static void
test_golden(void)
{
	g_autoptr(Page) page = finish_page(make_everything());
	g_autoptr(Page) again = finish_page(make_everything());
	g_autofree char *seen = make_readable(page->bytes);
	g_autofree char *golden = NULL;

	g_assert_true(g_bytes_equal(page->bytes, again->bytes));
	if (g_getenv("OUTSET_UPDATE") != NULL)
		g_assert_true(g_file_set_contents(GOLDEN, seen, -1, NULL));
	g_assert_true(g_file_get_contents(GOLDEN, &golden, NULL, NULL));
	g_assert_cmpstr(seen, ==, golden);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/html/paragraphs", test_paragraphs);
	g_test_add_func("/html/sections", test_sections);
	g_test_add_func("/html/deep-headings", test_deep_headings);
	g_test_add_func("/html/lists", test_lists);
	g_test_add_func("/html/callouts", test_callouts);
	g_test_add_func("/html/contents", test_contents);
	g_test_add_func("/html/names", test_names);
	g_test_add_func("/html/inlines", test_inlines);
	g_test_add_func("/html/links", test_links);
	g_test_add_func("/html/bare-links", test_bare_links);
	g_test_add_func("/html/references", test_references);
	g_test_add_func("/html/notes", test_notes);
	g_test_add_func("/html/fields", test_fields);
	g_test_add_func("/html/tick-in-table", test_tick_in_table);
	g_test_add_func("/html/signature", test_signature);
	g_test_add_func("/html/tables", test_tables);
	g_test_add_func("/html/stacked-tables", test_stacked_tables);
	g_test_add_func("/html/escaping", test_escaping);
	g_test_add_func("/html/languages", test_languages);
	g_test_add_func("/html/head", test_head);
	g_test_add_func("/html/golden", test_golden);
	return g_test_run();
}
