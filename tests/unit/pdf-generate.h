/* SPDX-License-Identifier: MIT */
#ifndef OT_TESTS_PDF_GENERATE_H
#define OT_TESTS_PDF_GENERATE_H

/**
 * Documents of any blocks in any order, the same for the same seed, upon pdf-fixture.h.
 */

#include "pdf-fixture.h"

#define DEEPEST_SECTION 4
#define DEEPEST_LIST    6

typedef struct {
	Fixture *fixture;
	GRand *random;
} Generator;

static void
generate_blocks(Generator *generator, OtNode *parent, int n, int depth);

/* From `least` up to `most`. */
static int
draw_lot(const Generator *generator, int least, int most)
{
	return g_rand_int_range(generator->random, least, most + 1);
}

/* Mostly short, sometimes long. */
static int
draw_length(const Generator *generator, int most)
{
	double part = g_rand_double(generator->random);

	return 1 + (int) (part * part * part * most);
}

static void
generate_paragraph(Generator *generator, OtNode *parent)
{
	OtNode *paragraph =
		add_paragraph(generator->fixture, parent, draw_length(generator, 250));

	if (draw_lot(generator, 0, 11) == 0)
		add_words(generator->fixture, add(generator->fixture, paragraph, OT_NODE_NOTE),
		          draw_length(generator, 90));
	if (draw_lot(generator, 0, 5) == 0)
		add_words(generator->fixture, add(generator->fixture, paragraph, OT_NODE_STRONG),
		          draw_length(generator, 9));
}

static void
generate_list(Generator *generator, OtNode *parent, int depth)
{
	Fixture *fixture = generator->fixture;
	OtNode *list = add(fixture, parent, OT_NODE_LIST);
	int n = draw_length(generator, 12);

	list->as.list = (OtListData){ (OtListKind) draw_lot(generator, 0, 2), 1 };
	for (int i = 0; i < n; i++) {
		OtNode *item = add(fixture, list, OT_NODE_ITEM);

		add_paragraph(fixture, item, draw_length(generator, 60));
		if (depth < DEEPEST_LIST && draw_lot(generator, 0, 4) == 0)
			generate_list(generator, item, depth + 1);
		else if (draw_lot(generator, 0, 6) == 0)
			add_paragraph(fixture, item, draw_length(generator, 90));
	}
}

/* A cell: some words, sometimes a list or very much text. */
static void
generate_cell(Generator *generator, OtNode *row, bool header)
{
	Fixture *fixture = generator->fixture;
	OtNode *cell = add(fixture, row, OT_NODE_CELL);

	cell->as.cell.column_span = cell->as.cell.row_span = 1;
	cell->as.cell.header = header;
	add_paragraph(fixture, cell, draw_length(generator, header ? 6 : 40));
	if (header)
		return;
	if (draw_lot(generator, 0, 9) == 0)
		generate_list(generator, cell, DEEPEST_LIST - 1);
	else if (draw_lot(generator, 0, 49) == 0)
		for (int i = draw_lot(generator, 5, 40); i > 0; i--)
			add_paragraph(fixture, cell, draw_length(generator, 120));
}

static void
generate_row(Generator *generator, OtNode *table, int columns, bool header)
{
	OtNode *row = add(generator->fixture, table, OT_NODE_ROW);
	int column = 0;

	row->as.row.header = header;
	while (column < columns) {
		int span = draw_lot(generator, 0, 7) == 0 ? MIN(2, columns - column) : 1;

		generate_cell(generator, row, header || (column == 0 && columns % 2 == 0));
		row->last->as.cell.column_span = span;
		column += span;
	}
}

/* Two rows, the first cell of the upper one goes down across both. */
static void
generate_pair(Generator *generator, OtNode *table, int columns, bool header)
{
	OtNode *row = add(generator->fixture, table, OT_NODE_ROW);

	row->as.row.header = header;
	for (int i = 0; i < columns; i++)
		generate_cell(generator, row, header);
	row->first->as.cell.row_span = 2;
	row = add(generator->fixture, table, OT_NODE_ROW);
	row->as.row.header = header;
	for (int i = 1; i < columns; i++)
		generate_cell(generator, row, header);
}

static void
generate_table(Generator *generator, OtNode *parent)
{
	Fixture *fixture = generator->fixture;
	OtNode *table = add(fixture, parent, OT_NODE_TABLE);
	int columns = draw_lot(generator, 2, 5);
	int rows = draw_length(generator, 50);

	if (draw_lot(generator, 0, 2) > 0)
		table->as.table.caption = "Table of words";
	for (int i = draw_lot(generator, 0, 2); i > 0; i--)
		generate_row(generator, table, columns, true);
	if (table->first == NULL)
		generate_pair(generator, table, columns, true);
	for (int i = 0; i < rows; i++) {
		if (draw_lot(generator, 0, 9) == 0)
			generate_pair(generator, table, columns, false);
		else
			generate_row(generator, table, columns, false);
	}
}

static void
generate_callout(Generator *generator, OtNode *parent)
{
	Fixture *fixture = generator->fixture;
	OtNode *callout = add(fixture, parent, OT_NODE_CALLOUT);
	int n = draw_length(generator, 12);

	callout->as.callout.kind = (OtCalloutKind) draw_lot(generator, 0, 3);
	for (int i = 0; i < n; i++)
		generate_paragraph(generator, callout);
	if (draw_lot(generator, 0, 3) == 0)
		generate_list(generator, callout, 3);
}

static void
generate_signature(Generator *generator, OtNode *parent)
{
	Fixture *fixture = generator->fixture;
	OtNode *signature = add(fixture, parent, OT_NODE_SIGNATURE);
	static const char *const labels[] = { "Name", "Role", "Date" };

	signature->as.signature.label = "Signed for the authority";
	for (size_t i = 0; i < G_N_ELEMENTS(labels); i++) {
		OtNode *field = add(fixture, signature, OT_NODE_FIELD);

		field->as.field.name = ot_arena_printf(fixture->document->arena, "sign.%d",
		                                       fixture->words++);
		field->as.field.label = labels[i];
	}
}

static void
generate_section(Generator *generator, OtNode *parent, int depth)
{
	Fixture *fixture = generator->fixture;
	OtNode *section = add(fixture, parent, OT_NODE_SECTION);

	section->as.section.numbered = section->as.section.listed = draw_lot(generator, 0, 3) > 0;
	add_words(fixture, add(fixture, section, OT_NODE_HEADING), draw_length(generator, 25));
	generate_blocks(generator, section, draw_lot(generator, 1, 5 - depth), depth + 1);
}

/* A label or a line that ends with a colon, and what it leads to. */
static void
generate_lead(Generator *generator, OtNode *parent)
{
	OtNode *paragraph =
		add_paragraph(generator->fixture, parent, draw_length(generator, 25));

	if (draw_lot(generator, 0, 1) == 0)
		paragraph->as.paragraph = OT_PARAGRAPH_LABEL;
	else
		ot_document_append_text(generator->fixture->document, paragraph, ":");
	generate_list(generator, parent, 1);
}

static void
generate_block(Generator *generator, OtNode *parent, int depth)
{
	Fixture *fixture = generator->fixture;
	int lot = draw_lot(generator, 0, 99);

	if (lot < 40)
		generate_paragraph(generator, parent);
	else if (lot < 52)
		generate_list(generator, parent, 1);
	else if (lot < 60)
		generate_lead(generator, parent);
	else if (lot < 70)
		generate_table(generator, parent);
	else if (lot < 76)
		generate_callout(generator, parent);
	else if (lot < 81)
		add_figure(fixture, parent, (OtFigureKind) draw_lot(generator, 0, 2), 2);
	else if (lot < 83)
		generate_signature(generator, parent);
	else if (lot < 84)
		add(fixture, parent, OT_NODE_PAGE_BREAK);
	else if (depth < DEEPEST_SECTION)
		generate_section(generator, parent, depth);
	else
		generate_paragraph(generator, parent);
}

static void
generate_blocks(Generator *generator, OtNode *parent, int n, int depth)
{
	for (int i = 0; i < n; i++)
		generate_block(generator, parent, depth);
	/* What leads on needs something to lead to. */
	generate_paragraph(generator, parent);
}

/* Sizes of pages and letters, up to what large print has. */
static void
generate_style(Generator *generator)
{
	OtStyle *style = generator->fixture->style;
	double scale = 1 + 0.2 * draw_lot(generator, 0, 4);

	if (draw_lot(generator, 0, 2) == 0) {
		style->page_width = 612;
		style->page_height = 792;
	}
	for (int i = 0; i < OT_N_TEXTS; i++)
		style->text[i].size *= scale;
}

/** Fill the fixture's empty document. */
static G_GNUC_UNUSED void
generate(Fixture *fixture, guint32 seed)
{
	Generator generator = { fixture, g_rand_new_with_seed(seed) };
	OtNode *root = root_of(fixture);

	generate_style(&generator);
	if (draw_lot(&generator, 0, 3) == 0) {
		OtNode *contents = add_section(fixture, root);

		add(fixture, contents, OT_NODE_TOC)->as.toc.depth = 3;
	}
	generate_blocks(&generator, root, draw_lot(&generator, 3, 14), 0);
	g_rand_free(generator.random);
}

#endif
