/* SPDX-License-Identifier: MIT
 *
 * Pages before they are finished: where things stand, what is kept together, and that every word of
 * a document is on its pages once, in reading order, within the margins.
 */
#include "pdf-fixture.h"

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
		g_assert_cmpint(count_painted(page_at(fixture, i)->rules, OT_TEXT_TABLE_HEAD), ==,
		                3);
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
			g_assert_cmpint(g_array_index(element->kids, OtKid, 0).kind, ==,
			                OT_KID_MARK);
	}
	g_assert_cmpint(figures, ==, 12);
	g_assert_cmpint(notes, ==, 12);
}

/* A soft hyphen shows where a line ends with it, and only there. */
static void
test_soft_hyphen(Fixture *fixture, gconstpointer data)
{
	OtNode *paragraph = add(fixture, root_of(fixture), OT_NODE_PARAGRAPH);
	OtText *text;
	double whole;

	(void) data;
	ot_document_append_text(fixture->document, paragraph,
	                        "grit\302\255ting win\302\255ter ser\302\255vice");
	lay_out(fixture);
	text = g_array_index(page_at(fixture, 0)->content, OtItem, 0).text;
	whole = ot_text_natural(text);
	g_assert_cmpint(text->n_lines, ==, 1);
	g_assert_false(text->lines[0].hyphen);
	ot_text_break(text, ot_text_minimum(text) + 10);
	g_assert_cmpint(text->n_lines, >=, 4);
	g_assert_true(text->lines[0].hyphen);
	for (guint i = 0; i < text->n_lines; i++)
		g_assert_cmpfloat(text->lines[i].width, <, whole / 2);
	g_assert_false(text->lines[text->n_lines - 1].hyphen);
}

/* Addresses are not parted where they would be misread. */
static void
test_addresses(Fixture *fixture, gconstpointer data)
{
	OtNode *paragraph = add(fixture, root_of(fixture), OT_NODE_PARAGRAPH);
	OtText *text;

	(void) data;
	ot_document_append_text(fixture->document, paragraph,
	                        "well-known have-a-say@council.example https://council.example/a");
	lay_out(fixture);
	text = g_array_index(page_at(fixture, 0)->content, OtItem, 0).text;
	ot_text_break(text, ot_text_minimum(text) + 1);
	g_assert_cmpint(text->n_lines, >=, 3);
	for (guint i = 0; i < text->n_lines; i++) {
		const char *end = ot_text_string(text) + text->lines[i].end;

		g_assert_false(g_str_has_prefix(end, "say@"));
		g_assert_false(g_str_has_prefix(end, "council.example/"));
	}
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

static guint
count_entries(const OtLaidPage *page)
{
	guint n = 0;

	for (guint i = 0; i < page->content->len; i++)
		n += g_array_index(page->content, OtItem, i).kind == OT_ITEM_NUMBER;
	return n;
}

/* However many entries the contents have, no page has one or two of them alone. */
static void
test_contents(Fixture *fixture, gconstpointer data)
{
	guint n_entries = GPOINTER_TO_UINT(data), n = 0;
	OtNode *contents = add_section(fixture, root_of(fixture));

	add(fixture, contents, OT_NODE_TOC)->as.toc.depth = 1;
	for (guint i = 1; i < n_entries; i++)
		add_paragraph(fixture, add_section(fixture, root_of(fixture)), 3);
	lay_out(fixture);
	for (guint i = 0; i < fixture->layout->pages->len; i++) {
		guint here = count_entries(page_at(fixture, i));

		g_assert_true(here == 0 || here >= 3);
		n += here;
	}
	g_assert_cmpuint(n, ==, n_entries);
	check_words(fixture);
	check_overlaps(fixture);
}

/* Where somebody pressed Enter a line ends, however short it is; also at a place where none may. */
static void
test_line_feeds(Fixture *fixture, gconstpointer data)
{
	static const char *const lines[] = { "1 Mill Lane ", "Marchbury ", " ", ") HV1 1AA" };
	OtNode *paragraph = add(fixture, root_of(fixture), OT_NODE_PARAGRAPH);
	const GArray *items;

	(void) data;
	ot_document_append_text(fixture->document, paragraph,
	                        "1 Mill Lane\nMarchbury\n\n) HV1 1AA");
	add_paragraph(fixture, root_of(fixture), 1100)->first->as.text =
		ot_arena_printf(fixture->document->arena, "first\n%s",
	                        root_of(fixture)->last->first->as.text);
	lay_out(fixture);
	items = page_at(fixture, 0)->content;
	for (guint i = 0; i < G_N_ELEMENTS(lines); i++) {
		const OtItem *item = &g_array_index(items, OtItem, i);
		const OtTextLine *line = &item->text->lines[item->line];
		g_autofree char *words = g_strndup(ot_text_string(item->text) + line->start,
		                                   line->end - line->start);

		g_assert_cmpstr(words, ==, lines[i]);
		g_assert_cmpfloat(line->width, <, 80);
	}
	/* so it is in a text so long that its lines are filled one by one */
	g_assert_cmpuint(g_array_index(items, OtItem, 4).text->lines[0].end, ==, strlen("first "));
	check_overlaps(fixture);
}

static const OtItem *
find_picture(const OtLaidPage *page)
{
	for (guint i = 0; i < page->content->len; i++) {
		const OtItem *item = &g_array_index(page->content, OtItem, i);

		if (item->kind == OT_ITEM_PICTURE)
			return item;
	}
	return NULL;
}

/* No two dates of a timeline come closer than a line, and nothing goes out of the picture. */
static void
check_timeline(const OtPicture *picture, double line)
{
	double left = INFINITY, y = -line;

	for (guint i = 0; i < picture->shapes->len; i++) {
		const OtPictureShape *shape =
			&g_array_index(picture->shapes, OtPictureShape, i);

		g_assert_cmpfloat(shape->y + shape->height, <=, picture->height);
		if (shape->kind != OT_SHAPE_TEXT)
			continue;
		left = MIN(left, shape->x);
		if (shape->x > left)
			continue;
		g_assert_cmpfloat(shape->y, >=, y + line);
		y = shape->y;
	}
	g_assert_cmpfloat(y, >, 0);
}

/* So many lines, and then a timeline that is higher than what is left of the page, or is not. */
static void
test_timeline(Fixture *fixture, gconstpointer data)
{
	static const OtPoint points[] = {
		{ .text = "1 May", .date = "2026-05-01", .label = "Opens" },
		{ .text = "8 May", .date = "2026-05-08", .label = "Briefing" },
		{ .text = "9 May", .date = "2026-05-09", .label = "Showcase", .strong = true },
		{ .text = "1 June", .date = "2026-06-01", .label = "Answers due" },
		{ .text = "1 June 2028", .date = "2028-06-01", .label = "Review" },
	};
	OtFigureData timeline = { .kind = OT_FIGURE_TIMELINE, .alt = "Five dates",
		                  .points = points, .n_points = G_N_ELEMENTS(points) };
	double line, least, left;
	const OtItem *item;

	for (guint i = 0; i < GPOINTER_TO_UINT(data); i++)
		add_paragraph(fixture, root_of(fixture), 3);
	add(fixture, root_of(fixture), OT_NODE_FIGURE)->as.figure = timeline;
	lay_out(fixture);
	line = ot_fonts_line(fixture->layout->fonts, OT_TEXT_TABLE);
	item = find_picture(page_at(fixture, fixture->layout->pages->len - 1));
	g_assert_nonnull(item);
	least = item->picture->height - item->picture->slack;
	check_timeline(item->picture, line);
	check_margins(fixture);
	if (fixture->layout->pages->len == 1)
		return;
	left = fixture->style->page_height - fixture->style->margin_bottom -
	       page_at(fixture, 0)->bottom;
	g_assert_cmpfloat(left, <, least + 2 * line);
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
	add_test("/pdf-layout/soft-hyphen", test_soft_hyphen);
	add_test("/pdf-layout/addresses", test_addresses);
	add_test("/pdf-layout/right-to-left", test_right_to_left);
	add_test("/pdf-layout/line-feeds", test_line_feeds);
	for (guint n = 20; n <= 50; n++) {
		g_autofree char *name = g_strdup_printf("/pdf-layout/contents/%u", n);
		g_test_add(name, Fixture, GUINT_TO_POINTER(n), set_up, test_contents, tear_down);
	}
	for (guint n = 15; n <= 40; n++) {
		g_autofree char *name = g_strdup_printf("/pdf-layout/timeline/%u", n);
		g_test_add(name, Fixture, GUINT_TO_POINTER(n), set_up, test_timeline, tear_down);
	}
	return g_test_run();
}
