/* SPDX-License-Identifier: MIT */
#ifndef OT_TESTS_PDF_WORST_H
#define OT_TESTS_PDF_WORST_H

/**
 * The document that is hardest to make conform: 300 pages with everything that goes on overleaf and
 * every script that the fonts have.
 */

#include "pdf-fixture.h"

#define WORST_PARTS 26

/* A passage and its language. */
static const struct {
	const char *lang;
	const char *text;
} passages[] = {
	{"el", "Η ζήτηση αφορά τη θέρμανση των δρόμων το χειμώνα."},
	{"ru", "Дороги посыпают солью до полуночи."},
	{"he", "הכביש קופא לפני הזריחה."},
	{"ar", "الطريق يتجمد قبل الفجر."},
	{"cy", "Mae'r ŵyl yn y tŷ, a'r dŵr yn oer: â ê î ô û ŵ ŷ Ŵ Ŷ."},
	{"pl", "Zażółć gęślą jaźń."},
	{"fr", "L’œuvre coûte 3\u202f000\u00a0€."},
};

static OtNode *
add_lang(Fixture *fixture, OtNode *parent, OtNodeKind kind, const char *lang, const char *text)
{
	OtNode *node = add(fixture, parent, kind);

	node->lang = lang;
	ot_document_append_text(fixture->document, node, text);
	return node;
}

/* Scripts in paragraphs of their own, within English, in cells and in headings. */
static void
build_scripts(Fixture *fixture, OtNode *parent)
{
	OtNode *paragraph = add(fixture, parent, OT_NODE_PARAGRAPH);

	ot_document_append_text(
		fixture->document, paragraph,
		"The office of David \327\223\327\225\327\223 \327\233\327\224\327\237 and "
		"\331\212\331\210\331\206\330\263 \330\243\330\255\331\205\330\257 found five "
		"waffles, a fjord, affluent flows: \302\2431,250\302\240per\302\240night, "
		"grit\302\255ting in win\302\255ter, \342\200\234quoted\342\200\235 \342\200\223 "
		"10\302\240\302\260C \342\200\224 naive na\303\257ve e\314\201. ");
	for (size_t i = 0; i < G_N_ELEMENTS(passages); i++) {
		add_lang(fixture, paragraph, OT_NODE_EMPHASIS, passages[i].lang, passages[i].text);
		ot_document_append_text(fixture->document, paragraph, " and ");
		add_lang(fixture, parent, OT_NODE_PARAGRAPH, passages[i].lang, passages[i].text);
	}
	ot_document_append_text(fixture->document, paragraph, "so on.");
}

/* Links whose words go on over lines, and from page to page. */
static void
build_links(Fixture *fixture, OtNode *parent, int part)
{
	OtNode *paragraph = add_paragraph(fixture, parent, 10 + part);
	OtNode *link;

	ot_document_append_text(fixture->document, paragraph, " see ");
	link = add(fixture, paragraph, OT_NODE_LINK);
	link->as.link.href = "https://council.example/roads?a=1&b=\303\251";
	add_words(fixture, link, 20 + part * 17);
	ot_document_append_text(fixture->document, paragraph, " and ");
	link = add(fixture, paragraph, OT_NODE_LINK);
	link->as.link.href = "mailto:roads@council.example";
	ot_document_append_text(fixture->document, paragraph, " or ");
	link = add(fixture, paragraph, OT_NODE_REFERENCE);
	link->as.reference.target = "scripts";
}

static void
build_nested_list(Fixture *fixture, OtNode *parent)
{
	for (int depth = 0; depth < 6; depth++) {
		OtNode *list = add_list(fixture, parent, (OtListKind) (depth % 3), 3);

		parent = list->first->next;
		if (depth == 3)
			add_callout(fixture, parent, 1);
	}
}

/* Two rows of heads that go across columns and rows, rows that hang together, heads of rows. */
static void
build_spanned_table(Fixture *fixture, OtNode *parent, int rows)
{
	OtNode *table = add(fixture, parent, OT_NODE_TABLE);
	OtNode *row;

	table->as.table.caption = "Table with spans";
	table->as.table.description = "Costs of each depot by season.";
	row = add_row(fixture, table, 3, 2);
	row->first->as.cell.row_span = 2;
	row->first->next->as.cell.column_span = 2;
	for (int i = 0; i < 2; i++, row = add_row(fixture, table, 3, 1)) {
		row->as.row.header = true;
		for (OtNode *cell = row->first; cell != NULL; cell = cell->next)
			cell->as.cell.header = true;
	}
	for (int i = 0; i < rows; i++) {
		row->first->as.cell.header = true;
		row->first->as.cell.row_span = 2;
		row->last->as.cell.column_span = 2;
		row = add_row(fixture, table, 3, 1 + i % 9);
		if (i + 1 < rows)
			row = add_row(fixture, table, 3, 2 + i % 5);
	}
}

static void
build_signature(Fixture *fixture, OtNode *parent)
{
	OtNode *signature = add(fixture, parent, OT_NODE_SIGNATURE);
	OtNode *field = add(fixture, signature, OT_NODE_FIELD);

	signature->as.signature.label = "Signed for the authority";
	field->as.field = (OtFieldData){ .name = ot_arena_printf(fixture->document->arena, "f%d",
		                                                 fixture->words++),
		                         .label = "Name" };
	field = add(fixture, signature, OT_NODE_FIELD);
	field->as.field = (OtFieldData){ .kind = OT_FIELD_TICK,
		                         .name = ot_arena_printf(fixture->document->arena, "f%d",
		                                                 fixture->words++),
		                         .label = "Agreed",
		                         .value = "yes",
		                         .text = "Agreed by all" };
}

static void
build_notes(Fixture *fixture, OtNode *parent, int part)
{
	OtNode *paragraph = add_paragraph(fixture, parent, 60 + part * 9);
	OtNode *note;

	add_words(fixture, add(fixture, paragraph, OT_NODE_NOTE), 10 + part * 30);
	ot_document_append_text(fixture->document, paragraph, " and ");
	add_words(fixture, paragraph, 30);
	note = add_lang(fixture, paragraph, OT_NODE_NOTE, "cy", "Gweler ");
	add(fixture, note, OT_NODE_LINK)->as.link.href = "https://council.example/cy";
}

static OtNode *
add_worst_section(Fixture *fixture, OtNode *parent)
{
	OtNode *section = add_section(fixture, parent);

	add_words(fixture, section->first, fixture->words % 11);
	return section;
}

static void
build_part(Fixture *fixture, int part)
{
	OtNode *section = add_worst_section(fixture, root_of(fixture));
	OtNode *inner = section;

	/* Of all lengths, so that headings come to stand at the foot of pages. */
	for (int i = 0; i < 14; i++) {
		inner = add_worst_section(fixture, i % 5 == 4 ? section : inner);
		add_paragraph(fixture, inner, 20 + (part * 37 + i * 53) % 160);
	}
	build_links(fixture, section, part);
	build_nested_list(fixture, section);
	build_notes(fixture, section, part);
	add_figure(fixture, section, (OtFigureKind) (part % 3), part % 3 == 1 ? 2 : 7);
	add_callout(fixture, section, 1 + part % 17);
	add_table(fixture, section, 3, 12 + part);
	build_spanned_table(fixture, section, part == 0 ? 190 : 24);
	build_signature(fixture, section);
}

/** Fill the fixture's empty document: 300 pages and more. */
static G_GNUC_UNUSED void
build_worst(Fixture *fixture)
{
	OtNode *contents = add_section(fixture, root_of(fixture));
	OtNode *section;

	add(fixture, contents, OT_NODE_TOC)->as.toc.depth = 4;
	section = add_section(fixture, root_of(fixture));
	section->id = "scripts";
	section->first->lang = "cy";
	build_scripts(fixture, section);
	for (int i = 0; i < WORST_PARTS; i++)
		build_part(fixture, i);
}

#endif
