/* SPDX-License-Identifier: MIT */
#ifndef OT_TESTS_PDF_FIXTURE_H
#define OT_TESTS_PDF_FIXTURE_H

/**
 * Documents of words that come once each, laid out, and checks of where these words stand.
 */

#include "document/template.h"
#include "pdf/layout.h"
#include "pdf/shape.h"

#include <math.h>
#include <string.h>

#define EPOCH 1763856000

/* A document being built, and what it is laid out with. */
typedef struct {
	OtDocument *document;
	OtStyle *style;
	OtLabels *labels;
	OtFindings *findings;
	OtLayout *layout;
	int words; /* made so far: each is different */
} Fixture;

static G_GNUC_UNUSED void
set_up(Fixture *fixture, gconstpointer data)
{
	(void) data;
	fixture->style = ot_style_load("tests/unit/data/house-style.xml", NULL);
	fixture->labels = ot_labels_load("templates/labels.en.xml", NULL);
	g_assert_nonnull(fixture->style);
	g_assert_nonnull(fixture->labels);
	fixture->findings = ot_findings_new();
	fixture->document = ot_document_new();
	fixture->document->info = (OtDocumentInfo){
		.title = "Knowing which roads will freeze",
		.authority = "Hartsvale Council",
		.reference = "HVC-2026-014",
		.version = "0.3",
		.status = "For engagement",
		.lang = "en-GB",
	};
	ot_document_append(fixture->document, NULL, OT_NODE_DOCUMENT);
}

static G_GNUC_UNUSED void
tear_down(Fixture *fixture, gconstpointer data)
{
	(void) data;
	ot_layout_free(fixture->layout);
	ot_document_free(fixture->document);
	ot_findings_free(fixture->findings);
	ot_labels_free(fixture->labels);
	ot_style_free(fixture->style);
}

/* --- building ----------------------------------------------------------------------------- */

static G_GNUC_UNUSED OtNode *
add(Fixture *fixture, OtNode *parent, OtNodeKind kind)
{
	return ot_document_append(fixture->document, parent, kind);
}

/* So many words, none of which comes twice in the document. */
static G_GNUC_UNUSED void
add_words(Fixture *fixture, OtNode *parent, int n)
{
	GString *words = g_string_new(NULL);

	for (int i = 0; i < n; i++, fixture->words++)
		g_string_append_printf(words, "%sw%dx%.*s", i > 0 ? " " : "", fixture->words,
		                       fixture->words % 7, "abcdefg");
	ot_document_append_text(fixture->document, parent, words->str);
	g_string_free(words, TRUE);
}

static G_GNUC_UNUSED OtNode *
add_paragraph(Fixture *fixture, OtNode *parent, int n)
{
	OtNode *paragraph = add(fixture, parent, OT_NODE_PARAGRAPH);

	add_words(fixture, paragraph, n);
	return paragraph;
}

static G_GNUC_UNUSED OtNode *
add_section(Fixture *fixture, OtNode *parent)
{
	OtNode *section = add(fixture, parent, OT_NODE_SECTION);

	section->as.section.numbered = section->as.section.listed = true;
	add_words(fixture, add(fixture, section, OT_NODE_HEADING), 4);
	return section;
}

static G_GNUC_UNUSED OtNode *
add_list(Fixture *fixture, OtNode *parent, OtListKind kind, int n)
{
	OtNode *list = add(fixture, parent, OT_NODE_LIST);

	list->as.list = (OtListData){ kind, 1 };
	for (int i = 0; i < n; i++)
		add_paragraph(fixture, add(fixture, list, OT_NODE_ITEM), 3 + i * 5 % 23);
	return list;
}

static G_GNUC_UNUSED OtNode *
add_row(Fixture *fixture, OtNode *table, int columns, int n)
{
	OtNode *row = add(fixture, table, OT_NODE_ROW);

	for (int i = 0; i < columns; i++) {
		OtNode *cell = add(fixture, row, OT_NODE_CELL);

		cell->as.cell.column_span = cell->as.cell.row_span = 1;
		add_paragraph(fixture, cell, n);
	}
	return row;
}

static G_GNUC_UNUSED OtNode *
add_table(Fixture *fixture, OtNode *parent, int columns, int rows)
{
	OtNode *table = add(fixture, parent, OT_NODE_TABLE);
	OtNode *row;

	table->as.table.caption = "Table of words";
	row = add_row(fixture, table, columns, 1);
	row->as.row.header = true;
	for (OtNode *cell = row->first; cell != NULL; cell = cell->next)
		cell->as.cell.header = true;
	for (int i = 0; i < rows; i++)
		add_row(fixture, table, columns, 2 + i * 3 % 11);
	return table;
}

static G_GNUC_UNUSED void
add_figure(Fixture *fixture, OtNode *parent, OtFigureKind kind, guint n)
{
	OtFigureData *figure = &add(fixture, parent, OT_NODE_FIGURE)->as.figure;
	OtArena *arena = fixture->document->arena;
	OtPoint *points = ot_arena_alloc(arena, n * sizeof(OtPoint));

	for (guint i = 0; i < n; i++) {
		points[i].label = ot_arena_printf(arena, "p%d label", fixture->words++);
		points[i].text = ot_arena_printf(arena, "%u of %u", i, n);
		points[i].value = kind == OT_FIGURE_MEASURE && i == 0 ? NAN : i;
		points[i].date = ot_arena_printf(arena, "2026-%02u-01", 1 + i % 12);
		points[i].strong = i == 1;
	}
	*figure = (OtFigureData){ kind, "What the figure shows", "A figure", "runs", points, n };
}

static G_GNUC_UNUSED void
add_callout(Fixture *fixture, OtNode *parent, int paragraphs)
{
	OtNode *callout = add(fixture, parent, OT_NODE_CALLOUT);

	callout->as.callout.kind = OT_CALLOUT_LAW;
	for (int i = 0; i < paragraphs; i++)
		add_paragraph(fixture, callout, 40);
}

static G_GNUC_UNUSED OtNode *
root_of(Fixture *fixture)
{
	return fixture->document->root;
}

/* A bit of everything, long enough for twenty pages and more. */
static G_GNUC_UNUSED void
build_long(Fixture *fixture)
{
	OtNode *contents = add_section(fixture, root_of(fixture));

	add(fixture, contents, OT_NODE_TOC)->as.toc.depth = 2;
	for (int i = 0; i < 12; i++) {
		OtNode *section = add_section(fixture, root_of(fixture));
		OtNode *inner, *paragraph;

		add_paragraph(fixture, section, 150 + i * 13);
		paragraph = add_paragraph(fixture, section, 30 + i);
		add_words(fixture, add(fixture, paragraph, OT_NODE_NOTE), 40);
		add_words(fixture, add(fixture, paragraph, OT_NODE_STRONG), 5);
		add_list(fixture, section, (OtListKind) (i % 3), 5 + i);
		inner = add_section(fixture, section);
		add_paragraph(fixture, inner, 20 + i * 7);
		add_table(fixture, inner, 3, 14 + i);
		add_figure(fixture, inner, (OtFigureKind) (i % 3), i % 3 == 1 ? 2 : 6);
		inner = add_section(fixture, section);
		add_callout(fixture, inner, 1 + i % 4);
		add_paragraph(fixture, inner, 90);
	}
}

/* The finished file passes its self-check, or there would be none. */
static G_GNUC_UNUSED void
check_written(Fixture *fixture)
{
	OtPdfOptions options = { .font_dir = "fonts", .epoch = EPOCH };
	GError *error = NULL;
	g_autoptr(GBytes) bytes = ot_pdf_write(fixture->document, fixture->style, fixture->labels,
	                                       &options, fixture->findings, &error);

	g_assert_no_error(error);
	g_assert_nonnull(bytes);
}

/* Findings are the caller's to look at. */
static G_GNUC_UNUSED void
lay_out_anyhow(Fixture *fixture)
{
	GError *error = NULL;

	g_assert_true(ot_document_resolve(fixture->document, fixture->labels, &error));
	g_assert_no_error(error);
	fixture->layout = ot_layout_new(fixture->document, fixture->style, fixture->labels, "fonts",
	                                fixture->findings, &error);
	g_assert_no_error(error);
	ot_layout_run(fixture->layout, &error);
	g_assert_no_error(error);
	check_written(fixture);
}

static G_GNUC_UNUSED void
lay_out(Fixture *fixture)
{
	lay_out_anyhow(fixture);
	g_assert_cmpint(ot_findings_count(fixture->findings), ==, 0);
}

static G_GNUC_UNUSED OtDrawing *
draw(Fixture *fixture)
{
	OtPdfOptions options = { .font_dir = "fonts", .epoch = EPOCH };
	GError *error = NULL;
	OtDrawing *drawing = ot_pdf_draw(fixture->document, fixture->style, fixture->labels,
	                                 &options, fixture->findings, &error);

	g_assert_no_error(error);
	return drawing;
}

/* --- looking ------------------------------------------------------------------------------ */

static G_GNUC_UNUSED const OtLaidPage *
page_at(const Fixture *fixture, guint index)
{
	return fixture->layout->pages->pdata[index];
}

static G_GNUC_UNUSED bool
is_line(const OtItem *item)
{
	return item->kind == OT_ITEM_LINE && item->mark == OT_MARK_ELEMENT;
}

static G_GNUC_UNUSED void
add_line_text(GString *string, const OtText *text, guint line)
{
	const OtTextLine *range = &text->lines[line];

	g_string_append_len(string, ot_text_string(text) + range->start, range->end - range->start);
	g_string_append_c(string, ' ');
}

/* All words on the pages, as they are painted; those of figures too, artifacts left out. */
static G_GNUC_UNUSED char *
collect_text(const Fixture *fixture)
{
	GString *string = g_string_new(NULL);

	for (guint i = 0; i < fixture->layout->pages->len; i++) {
		const GArray *items = page_at(fixture, i)->content;

		for (guint j = 0; j < items->len; j++) {
			const OtItem *item = &g_array_index(items, OtItem, j);

			if (is_line(item))
				add_line_text(string, item->text, item->line);
			for (guint k = 0; item->picture != NULL && k < item->picture->shapes->len;
			     k++) {
				const OtPictureShape *shape =
					&g_array_index(item->picture->shapes, OtPictureShape, k);

				if (shape->kind == OT_SHAPE_TEXT)
					add_line_text(string, shape->text, shape->line_index);
			}
		}
	}
	return g_string_free(string, FALSE);
}

static G_GNUC_UNUSED bool
is_within_note(const OtNode *node)
{
	for (; node != NULL; node = node->parent)
		if (node->kind == OT_NODE_NOTE)
			return true;
	return false;
}

/* Every word of the document is painted once, words of notes apart in the document's order. */
static G_GNUC_UNUSED void
check_words(const Fixture *fixture)
{
	g_autofree char *painted = collect_text(fixture);
	OtWalk walk = ot_walk_start(fixture->document->root);
	const char *cursor = painted;
	bool listed = strstr(painted, "w0x") != NULL;

	g_assert_true(listed);
	while (ot_walk_next(&walk) != OT_WALK_END) {
		g_auto(GStrv) words = NULL;

		if (walk.event != OT_WALK_ENTER || walk.node->kind != OT_NODE_TEXT)
			continue;
		words = g_strsplit(walk.node->as.text, " ", -1);
		for (size_t i = 0; words[i] != NULL; i++) {
			const char *found =
				strstr(is_within_note(walk.node) ? painted : cursor, words[i]);

			g_assert_nonnull(found);
			if (!is_within_note(walk.node))
				cursor = found + strlen(words[i]);
		}
	}
}

/* Each line of each text is placed once. */
static G_GNUC_UNUSED void
check_lines(const Fixture *fixture)
{
	g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

	for (guint i = 0; i < fixture->layout->pages->len; i++) {
		const GArray *items = page_at(fixture, i)->content;

		for (guint j = 0; j < items->len; j++) {
			const OtItem *item = &g_array_index(items, OtItem, j);

			if (is_line(item))
				g_assert_true(g_hash_table_add(
					seen,
					g_strdup_printf("%p %u", (void *) item->text, item->line)));
		}
	}
}

/* Nothing stands outside the text area. */
static G_GNUC_UNUSED void
check_margins(const Fixture *fixture)
{
	const OtStyle *style = fixture->style;

	for (guint i = 0; i < fixture->layout->pages->len; i++) {
		const GArray *items = page_at(fixture, i)->content;

		for (guint j = 0; j < items->len; j++) {
			const OtItem *item = &g_array_index(items, OtItem, j);
			double width;

			if (!is_line(item) && item->kind != OT_ITEM_PICTURE)
				continue;
			width = is_line(item) ? item->text->lines[item->line].width : item->width;
			g_assert_cmpfloat(item->x, >=, style->margin_left - 0.1);
			g_assert_cmpfloat(item->x + width, <=,
			                  style->page_width - style->margin_right + 0.1);
			g_assert_cmpfloat(item->y, >=, style->margin_top - 0.1);
			g_assert_cmpfloat(item->y + item->height, <=,
			                  style->page_height - style->margin_bottom + 0.1);
		}
	}
}

/* No line of text lies on another one. */
static G_GNUC_UNUSED void
check_overlaps(const Fixture *fixture)
{
	for (guint i = 0; i < fixture->layout->pages->len; i++) {
		const GArray *items = page_at(fixture, i)->content;

		for (guint j = 0; j < items->len; j++) {
			const OtItem *one = &g_array_index(items, OtItem, j);

			for (guint k = 0; is_line(one) && k < j; k++) {
				const OtItem *other = &g_array_index(items, OtItem, k);
				double right = one->x + one->text->lines[one->line].width;

				if (!is_line(other) || ABS(one->y - other->y) > 5 ||
				    other->x > right)
					continue;
				g_assert_cmpfloat(other->x + other->text->lines[other->line].width,
				                  <=, one->x + 0.1);
			}
		}
	}
}

static G_GNUC_UNUSED bool
is_heading(const OtItem *item)
{
	return is_line(item) && item->text->role >= OT_TEXT_HEADING_1 &&
	       item->text->role <= OT_TEXT_HEADING_4;
}

static G_GNUC_UNUSED const OtItem *
last_above_notes(const GArray *items)
{
	for (guint i = items->len; i-- > 0;) {
		const OtItem *item = &g_array_index(items, OtItem, i);

		if (item->kind == OT_ITEM_PICTURE ||
		    (is_line(item) && item->text->role != OT_TEXT_SMALL))
			return item;
	}
	return NULL;
}

/* No heading or caption is last on a page; two lines at least on either side of a break. */
static G_GNUC_UNUSED void
check_breaks(const Fixture *fixture)
{
	for (guint i = 0; i + 1 < fixture->layout->pages->len; i++) {
		const OtItem *last = last_above_notes(page_at(fixture, i)->content);

		if (last == NULL || last->kind != OT_ITEM_LINE)
			continue;
		g_assert_false(is_heading(last));
		g_assert_cmpint(last->text->role, !=, OT_TEXT_CAPTION);
		if (last->text->role != OT_TEXT_BODY || last->line + 1 == last->text->n_lines)
			continue;
		g_assert_cmpint(last->line, >=, 1);
		g_assert_cmpint(last->line + 2, <, last->text->n_lines);
	}
}

static G_GNUC_UNUSED void
add_test(const char *name, void (*test)(Fixture *, gconstpointer))
{
	g_test_add(name, Fixture, NULL, set_up, test, tear_down);
}

#endif
