/* SPDX-License-Identifier: MIT
 *
 * Pages before they are finished: where things stand, what is kept together, and that every word of
 * a document is on its pages once, in reading order, within the margins.
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

static void
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

static void
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

static OtNode *
add(Fixture *fixture, OtNode *parent, OtNodeKind kind)
{
	return ot_document_append(fixture->document, parent, kind);
}

/* So many words, none of which comes twice in the document. */
static void
add_words(Fixture *fixture, OtNode *parent, int n)
{
	GString *words = g_string_new(NULL);

	for (int i = 0; i < n; i++, fixture->words++)
		g_string_append_printf(words, "%sw%dx%.*s", i > 0 ? " " : "", fixture->words,
		                       fixture->words % 7, "abcdefg");
	ot_document_append_text(fixture->document, parent, words->str);
	g_string_free(words, TRUE);
}

static OtNode *
add_paragraph(Fixture *fixture, OtNode *parent, int n)
{
	OtNode *paragraph = add(fixture, parent, OT_NODE_PARAGRAPH);

	add_words(fixture, paragraph, n);
	return paragraph;
}

static OtNode *
add_section(Fixture *fixture, OtNode *parent)
{
	OtNode *section = add(fixture, parent, OT_NODE_SECTION);

	section->as.section.numbered = section->as.section.listed = true;
	add_words(fixture, add(fixture, section, OT_NODE_HEADING), 4);
	return section;
}

static OtNode *
add_list(Fixture *fixture, OtNode *parent, OtListKind kind, int n)
{
	OtNode *list = add(fixture, parent, OT_NODE_LIST);

	list->as.list = (OtListData){ kind, 1 };
	for (int i = 0; i < n; i++)
		add_paragraph(fixture, add(fixture, list, OT_NODE_ITEM), 3 + i * 5 % 23);
	return list;
}

static OtNode *
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

static OtNode *
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

static void
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

static void
add_callout(Fixture *fixture, OtNode *parent, int paragraphs)
{
	OtNode *callout = add(fixture, parent, OT_NODE_CALLOUT);

	callout->as.callout.kind = OT_CALLOUT_LAW;
	for (int i = 0; i < paragraphs; i++)
		add_paragraph(fixture, callout, 40);
}

static OtNode *
root_of(Fixture *fixture)
{
	return fixture->document->root;
}

/* A bit of everything, long enough for twenty pages and more. */
static void
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
static void
check_written(Fixture *fixture)
{
	OtPdfOptions options = { .font_dir = "fonts", .epoch = EPOCH };
	GError *error = NULL;
	g_autoptr(GBytes) bytes = ot_pdf_write(fixture->document, fixture->style, fixture->labels,
	                                       &options, fixture->findings, &error);

	g_assert_no_error(error);
	g_assert_nonnull(bytes);
}

static void
lay_out(Fixture *fixture)
{
	GError *error = NULL;

	g_assert_true(ot_document_resolve(fixture->document, fixture->labels, &error));
	g_assert_no_error(error);
	fixture->layout = ot_layout_new(fixture->document, fixture->style, fixture->labels, "fonts",
	                                fixture->findings, &error);
	g_assert_no_error(error);
	ot_layout_run(fixture->layout, &error);
	g_assert_no_error(error);
	g_assert_cmpint(ot_findings_count(fixture->findings), ==, 0);
	check_written(fixture);
}

static OtDrawing *
draw(Fixture *fixture)
{
	OtPdfOptions options = { .font_dir = "fonts", .epoch = EPOCH };
	GError *error = NULL;
	OtDrawing *drawing = ot_pdf_draw(fixture->document, fixture->style, fixture->labels, &options,
	                                 fixture->findings, &error);

	g_assert_no_error(error);
	return drawing;
}

/* --- looking ------------------------------------------------------------------------------ */

static const OtLaidPage *
page_at(const Fixture *fixture, guint index)
{
	return fixture->layout->pages->pdata[index];
}

static bool
is_line(const OtItem *item)
{
	return item->kind == OT_ITEM_LINE && item->mark == OT_MARK_ELEMENT;
}

static void
add_line_text(GString *string, const OtText *text, guint line)
{
	const OtTextLine *range = &text->lines[line];

	g_string_append_len(string, ot_text_string(text) + range->start, range->end - range->start);
	g_string_append_c(string, ' ');
}

/* All words on the pages, as they are painted; those of figures too, artifacts left out. */
static char *
collect_text(const Fixture *fixture)
{
	GString *string = g_string_new(NULL);

	for (guint i = 0; i < fixture->layout->pages->len; i++) {
		const GArray *items = page_at(fixture, i)->content;

		for (guint j = 0; j < items->len; j++) {
			const OtItem *item = &g_array_index(items, OtItem, j);

			if (is_line(item))
				add_line_text(string, item->text, item->line);
			for (guint k = 0; item->picture != NULL && k < item->picture->shapes->len; k++) {
				const OtPictureShape *shape = &g_array_index(
					item->picture->shapes, OtPictureShape, k);

				if (shape->kind == OT_SHAPE_TEXT)
					add_line_text(string, shape->text, shape->line_index);
			}
		}
	}
	return g_string_free(string, FALSE);
}

static bool
is_within_note(const OtNode *node)
{
	for (; node != NULL; node = node->parent)
		if (node->kind == OT_NODE_NOTE)
			return true;
	return false;
}

/* Every word of the document is painted once, words of notes apart in the document's order. */
static void
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
			const char *found = strstr(is_within_note(walk.node) ? painted : cursor,
			                           words[i]);

			g_assert_nonnull(found);
			if (!is_within_note(walk.node))
				cursor = found + strlen(words[i]);
		}
	}
}

/* Each line of each text is placed once. */
static void
check_lines(const Fixture *fixture)
{
	g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

	for (guint i = 0; i < fixture->layout->pages->len; i++) {
		const GArray *items = page_at(fixture, i)->content;

		for (guint j = 0; j < items->len; j++) {
			const OtItem *item = &g_array_index(items, OtItem, j);

			if (is_line(item))
				g_assert_true(g_hash_table_add(
					seen, g_strdup_printf("%p %u", (void *) item->text,
				                              item->line)));
		}
	}
}

/* Nothing stands outside the text area. */
static void
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
static void
check_overlaps(const Fixture *fixture)
{
	for (guint i = 0; i < fixture->layout->pages->len; i++) {
		const GArray *items = page_at(fixture, i)->content;

		for (guint j = 0; j < items->len; j++) {
			const OtItem *one = &g_array_index(items, OtItem, j);

			for (guint k = 0; is_line(one) && k < j; k++) {
				const OtItem *other = &g_array_index(items, OtItem, k);
				double right = one->x + one->text->lines[one->line].width;

				if (!is_line(other) || ABS(one->y - other->y) > 5 || other->x > right)
					continue;
				g_assert_cmpfloat(
					other->x + other->text->lines[other->line].width, <=,
					one->x + 0.1);
			}
		}
	}
}

static bool
is_heading(const OtItem *item)
{
	return is_line(item) && item->text->role >= OT_TEXT_HEADING_1 &&
	       item->text->role <= OT_TEXT_HEADING_4;
}

static const OtItem *
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

/* No heading or caption is the last thing on a page; two lines at least on either side of a break. */
static void
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

/* --- tests -------------------------------------------------------------------------------- */

static void
test_long(Fixture *fixture, gconstpointer data)
{
	(void) data;
	build_long(fixture);
	lay_out(fixture);
	g_assert_cmpint(fixture->layout->pages->len, >=, 20);
	check_words(fixture);
	check_lines(fixture);
	check_margins(fixture);
	check_overlaps(fixture);
	check_breaks(fixture);
}

static guint
count_painted(const GArray *items, OtTextRole role)
{
	guint n = 0;

	for (guint i = 0; i < items->len; i++) {
		const OtItem *item = &g_array_index(items, OtItem, i);

		n += item->kind == OT_ITEM_LINE && item->text->role == role;
	}
	return n;
}

static void
test_header_rows(Fixture *fixture, gconstpointer data)
{
	(void) data;
	add_table(fixture, root_of(fixture), 3, 90);
	lay_out(fixture);
	g_assert_cmpint(fixture->layout->pages->len, >=, 2);
	g_assert_cmpint(count_painted(page_at(fixture, 0)->content, OT_TEXT_TABLE_HEAD), ==, 3);
	for (guint i = 1; i < fixture->layout->pages->len; i++) {
		g_assert_cmpint(count_painted(page_at(fixture, i)->under, OT_TEXT_TABLE_HEAD), ==, 3);
		g_assert_cmpint(count_painted(page_at(fixture, i)->content, OT_TEXT_TABLE_HEAD), ==,
		                0);
	}
	check_words(fixture);
	check_lines(fixture);
}

static void
test_same_bytes(Fixture *fixture, gconstpointer data)
{
	g_autoptr(OtDrawing) one = NULL;
	g_autoptr(OtDrawing) other = NULL;

	(void) data;
	build_long(fixture);
	g_assert_true(ot_document_resolve(fixture->document, fixture->labels, NULL));
	one = draw(fixture);
	other = draw(fixture);
	g_assert_cmpmem(one->drawn->data, one->drawn->len, other->drawn->data, other->drawn->len);
	g_assert_cmpint(one->elements->len, ==, other->elements->len);
	g_assert_cmpint(one->bookmarks->len, >=, 12);
}

static gpointer
draw_in_thread(gpointer data)
{
	return draw(data);
}

static void
test_threads(Fixture *fixture, gconstpointer data)
{
	GThread *threads[4];
	OtDrawing *drawings[G_N_ELEMENTS(threads)];

	(void) data;
	build_long(fixture);
	g_assert_true(ot_document_resolve(fixture->document, fixture->labels, NULL));
	for (size_t i = 0; i < G_N_ELEMENTS(threads); i++)
		threads[i] = g_thread_new("draw", draw_in_thread, fixture);
	for (size_t i = 0; i < G_N_ELEMENTS(threads); i++)
		drawings[i] = g_thread_join(threads[i]);
	for (size_t i = 1; i < G_N_ELEMENTS(threads); i++)
		g_assert_cmpmem(drawings[0]->drawn->data, drawings[0]->drawn->len,
		                drawings[i]->drawn->data, drawings[i]->drawn->len);
	for (size_t i = 0; i < G_N_ELEMENTS(threads); i++)
		ot_drawing_free(drawings[i]);
}

/* Kids of an element stand in the order in which they are painted, page by page. */
static void
check_kids(const OtElement *element)
{
	const OtKid *last = NULL;

	for (guint i = 0; i < element->kids->len; i++) {
		const OtKid *kid = &g_array_index(element->kids, OtKid, i);

		if (kid->kind == OT_KID_ELEMENT)
			g_assert_true(kid->element->parent == element);
		if (kid->kind != OT_KID_MARK)
			continue;
		if (last != NULL)
			g_assert_true(kid->page > last->page ||
			              (kid->page == last->page && kid->index > last->index));
		last = kid;
	}
}

static void
test_tree(Fixture *fixture, gconstpointer data)
{
	g_autoptr(OtDrawing) drawing = NULL;
	guint figures = 0;
	guint notes = 0;

	(void) data;
	build_long(fixture);
	g_assert_true(ot_document_resolve(fixture->document, fixture->labels, NULL));
	drawing = draw(fixture);
	for (guint i = 0; i < drawing->elements->len; i++) {
		const OtElement *element = drawing->elements->pdata[i];

		check_kids(element);
		g_assert_true((element->parent == NULL) == (i == 0));
		if (element->type == OT_STRUCTURE_FIGURE) {
			figures++;
			g_assert_nonnull(element->alt);
			g_assert_true(element->has_box);
			g_assert_cmpfloat(element->box[3], >, element->box[1]);
		}
		if (element->type == OT_STRUCTURE_NOTE) {
			notes++;
			g_assert_nonnull(element->id);
		}
		if (element->type == OT_STRUCTURE_LINK)
			g_assert_cmpint(g_array_index(element->kids, OtKid, 0).kind, ==, OT_KID_MARK);
	}
	g_assert_cmpint(figures, ==, 12);
	g_assert_cmpint(notes, ==, 12);
}

static void
test_empty(Fixture *fixture, gconstpointer data)
{
	(void) data;
	lay_out(fixture);
	g_assert_cmpint(fixture->layout->pages->len, ==, 1);
}

static void
test_long_word(Fixture *fixture, gconstpointer data)
{
	g_autofree char *word = g_malloc(1 << 20);

	(void) data;
	memset(word, 'm', (1 << 20) - 1);
	word[(1 << 20) - 1] = '\0';
	ot_document_append_text(fixture->document,
	                        add(fixture, root_of(fixture), OT_NODE_PARAGRAPH), word);
	lay_out(fixture);
	check_lines(fixture);
	check_margins(fixture);
	check_overlaps(fixture);
	check_breaks(fixture);
}

static void
test_many_columns(Fixture *fixture, gconstpointer data)
{
	(void) data;
	add_table(fixture, root_of(fixture), 60, 4);
	lay_out(fixture);
	check_lines(fixture);
	check_margins(fixture);
	check_overlaps(fixture);
}

static void
test_tall_row(Fixture *fixture, gconstpointer data)
{
	OtNode *table = add_table(fixture, root_of(fixture), 3, 2);
	OtNode *row = add_row(fixture, table, 2, 20);
	OtNode *cell = add(fixture, row, OT_NODE_CELL);

	(void) data;
	cell->as.cell.column_span = cell->as.cell.row_span = 1;
	for (int i = 0; i < 30; i++)
		add_paragraph(fixture, cell, 40);
	add_list(fixture, cell, OT_LIST_NUMBER, 40);
	add_row(fixture, table, 3, 5);
	lay_out(fixture);
	g_assert_cmpint(fixture->layout->pages->len, >=, 3);
	check_words(fixture);
	check_lines(fixture);
	check_margins(fixture);
	check_overlaps(fixture);
}

static void
test_spans(Fixture *fixture, gconstpointer data)
{
	OtNode *table = add_table(fixture, root_of(fixture), 4, 1);

	(void) data;
	for (int i = 0; i < 20; i++) {
		OtNode *row = add_row(fixture, table, 3, 4);
		OtNode *below = add_row(fixture, table, 2, 4);

		row->first->as.cell.row_span = 2;
		row->first->next->as.cell.column_span = 2;
		below->first->as.cell.column_span = 2;
	}
	lay_out(fixture);
	check_words(fixture);
	check_lines(fixture);
	check_margins(fixture);
	check_overlaps(fixture);
}

static void
test_nested_lists(Fixture *fixture, gconstpointer data)
{
	OtNode *parent = root_of(fixture);

	(void) data;
	for (int i = 0; i < 30; i++) {
		OtNode *list = add(fixture, parent, OT_NODE_LIST);

		list->as.list = (OtListData){ (OtListKind) (i % 3), 1 };
		parent = add(fixture, list, OT_NODE_ITEM);
		add_paragraph(fixture, parent, 12);
	}
	lay_out(fixture);
	check_words(fixture);
	check_lines(fixture);
	check_margins(fixture);
	check_overlaps(fixture);
}

static void
test_nested_tables(Fixture *fixture, gconstpointer data)
{
	OtNode *parent = root_of(fixture);

	(void) data;
	for (int i = 0; i < 4; i++) {
		OtNode *table = add_table(fixture, parent, 2, 3);
		OtNode *row = add_row(fixture, table, 1, 3);

		parent = add(fixture, row, OT_NODE_CELL);
		parent->as.cell.column_span = parent->as.cell.row_span = 1;
		for (int j = 0; j < 8; j++)
			add_paragraph(fixture, parent, 30);
	}
	lay_out(fixture);
	check_lines(fixture);
	check_margins(fixture);
	check_overlaps(fixture);
}

static void
test_long_note(Fixture *fixture, gconstpointer data)
{
	OtNode *paragraph = add_paragraph(fixture, root_of(fixture), 40);

	(void) data;
	add_words(fixture, add(fixture, paragraph, OT_NODE_NOTE), 2500);
	add_words(fixture, paragraph, 20);
	for (int i = 0; i < 3; i++)
		add_paragraph(fixture, root_of(fixture), 300);
	lay_out(fixture);
	check_words(fixture);
	check_lines(fixture);
	check_margins(fixture);
	check_overlaps(fixture);
}

static void
test_long_callout(Fixture *fixture, gconstpointer data)
{
	(void) data;
	add_paragraph(fixture, root_of(fixture), 200);
	add_callout(fixture, root_of(fixture), 30);
	lay_out(fixture);
	g_assert_cmpint(fixture->layout->pages->len, >=, 2);
	check_words(fixture);
	check_lines(fixture);
	check_margins(fixture);
	check_overlaps(fixture);
}

static void
test_many_points(Fixture *fixture, gconstpointer data)
{
	(void) data;
	for (int kind = OT_FIGURE_TIMELINE; kind <= OT_FIGURE_BARS; kind++)
		for (guint n = 1; n < 80; n += 13)
			add_figure(fixture, root_of(fixture), (OtFigureKind) kind, n);
	lay_out(fixture);
	check_margins(fixture);
	check_overlaps(fixture);
}

/* Pieces of a line from right to left: in reading order, each at its place. */
static void
test_right_to_left(Fixture *fixture, gconstpointer data)
{
	OtNode *paragraph = add(fixture, root_of(fixture), OT_NODE_PARAGRAPH);
	g_autoptr(GArray) pieces = g_array_new(FALSE, FALSE, sizeof(OtPiece));
	const OtItem *item;
	double before = 0;

	(void) data;
	ot_document_append_text(fixture->document, paragraph,
	                        "Asked by \327\223\327\225\327\223 \327\233\327\224\327\237 and "
	                        "\331\212\331\210\330\263\331\201 of the team.");
	lay_out(fixture);
	item = &g_array_index(page_at(fixture, 0)->content, OtItem, 0);
	ot_text_pieces(item->text, 0, pieces);
	g_assert_cmpint(pieces->len, >=, 5);
	for (guint i = 0; i < pieces->len; i++) {
		const OtPiece *piece = &g_array_index(pieces, OtPiece, i);

		g_assert_cmpfloat(piece->x, >=, before - 0.01);
		before = piece->x;
	}
}

static void
test_missing_character(Fixture *fixture, gconstpointer data)
{
	OtPdfOptions options = { .font_dir = "fonts", .epoch = EPOCH };
	OtNode *section = add_section(fixture, root_of(fixture));
	OtNode *paragraph = add_paragraph(fixture, section, 4);
	GError *error = NULL;
	const OtFinding *finding;

	(void) data;
	ot_document_append_text(fixture->document, paragraph, " \346\274\242");
	g_assert_true(ot_document_resolve(fixture->document, fixture->labels, NULL));
	g_assert_null(ot_pdf_draw(fixture->document, fixture->style, fixture->labels, &options,
	                          fixture->findings, &error));
	g_assert_no_error(error);
	g_assert_cmpint(ot_findings_count(fixture->findings), ==, 1);
	finding = ot_findings_get(fixture->findings, 0);
	g_assert_cmpstr(finding->code, ==, "PDF001");
	g_assert_nonnull(strstr(finding->message, "U+6F22"));
	g_assert_nonnull(strstr(finding->where.place, "w0x"));
}

static void
test_missing_font(Fixture *fixture, gconstpointer data)
{
	OtPdfOptions options = { .font_dir = "fonts", .epoch = EPOCH };
	const char *family = fixture->style->text[OT_TEXT_LEAD].family;
	GError *error = NULL;

	(void) data;
	g_assert_true(ot_document_resolve(fixture->document, fixture->labels, NULL));
	fixture->style->text[OT_TEXT_LEAD].family = "No Such Family";
	g_assert_null(ot_pdf_draw(fixture->document, fixture->style, fixture->labels, &options,
	                          fixture->findings, &error));
	g_assert_nonnull(error);
	g_assert_nonnull(strstr(error->message, "No Such Family"));
	g_clear_error(&error);
	fixture->style->text[OT_TEXT_LEAD].family = family;
	options.font_dir = "tests";
	g_assert_null(ot_pdf_draw(fixture->document, fixture->style, fixture->labels, &options,
	                          fixture->findings, &error));
	g_assert_nonnull(error);
	g_clear_error(&error);
}

static void
add_test(const char *name, void (*test)(Fixture *, gconstpointer))
{
	g_test_add(name, Fixture, NULL, set_up, test, tear_down);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	add_test("/pdf-layout/long", test_long);
	add_test("/pdf-layout/header-rows", test_header_rows);
	add_test("/pdf-layout/same-bytes", test_same_bytes);
	add_test("/pdf-layout/threads", test_threads);
	add_test("/pdf-layout/tree", test_tree);
	add_test("/pdf-layout/empty", test_empty);
	add_test("/pdf-layout/long-word", test_long_word);
	add_test("/pdf-layout/many-columns", test_many_columns);
	add_test("/pdf-layout/tall-row", test_tall_row);
	add_test("/pdf-layout/spans", test_spans);
	add_test("/pdf-layout/nested-lists", test_nested_lists);
	add_test("/pdf-layout/nested-tables", test_nested_tables);
	add_test("/pdf-layout/long-note", test_long_note);
	add_test("/pdf-layout/long-callout", test_long_callout);
	add_test("/pdf-layout/many-points", test_many_points);
	add_test("/pdf-layout/right-to-left", test_right_to_left);
	add_test("/pdf-layout/missing-character", test_missing_character);
	add_test("/pdf-layout/missing-font", test_missing_font);
	return g_test_run();
}
