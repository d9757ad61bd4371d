/* SPDX-License-Identifier: MIT
 *
 * The finishing of PDFs: two small pages drawn with cairo, which hold one of everything, finished,
 * and read by somebody else's reader; the same drawn wrongly; and the finished file with one thing
 * broken at a time, which the program's own check has to notice.
 */
#include "base/error.h"
#include "pdf/content.h"
#include "pdf/flate.h"
#include "pdf/parse.h"
#include "pdf/reader.h"
#include "pdf/selfcheck.h"
#include "pdf/structure.h"
#include "pdf/writer.h"

#include <cairo-pdf.h>
#include <glib/gstdio.h>
#include <jansson.h>
#include <math.h>
#include <pango/pangocairo.h>
#include <string.h>
#include <unistd.h>

#define WIDTH  595.0
#define HEIGHT 842.0
#define LEFT   72.0

G_DEFINE_AUTOPTR_CLEANUP_FUNC(json_t, json_decref)

/* --- drawing ----------------------------------------------------------------------------- */

/* What is done wrongly while the second page is drawn. */
typedef enum {
	FAULT_NONE,
	FAULT_MISSING_MARKER,
	FAULT_EXTRA_MARKER,
	FAULT_ORDER,
	FAULT_NO_CLOSE,
	FAULT_CLOSE_TWICE,
	FAULT_UNMARKED_BEFORE,
	FAULT_UNMARKED_AFTER,
	FAULT_PAINT,
	FAULT_CLIP,
	FAULT_PATTERN,
	FAULT_MATRIX,
	FAULT_MISSING_PAGE,
	FAULT_LINK_WITHOUT_BOX,
	FAULT_LINK_TO_NOWHERE,
	FAULT_BOOKMARK_TO_NOWHERE,
	FAULT_TAGS,
	N_FAULTS
} Fault;

typedef struct {
	OtDrawing *drawing;
	cairo_surface_t *surface;
	cairo_t *cairo;
	int page;
	double y;
	Fault fault;
} Sample;

static cairo_status_t
collect(void *data, const unsigned char *bytes, unsigned len)
{
	g_byte_array_append(data, bytes, len);
	return CAIRO_STATUS_SUCCESS;
}

static void
paint_marker(Sample *sample, int column)
{
	cairo_save(sample->cairo);
	cairo_identity_matrix(sample->cairo);
	cairo_set_source_rgb(sample->cairo, 0, 0, 0);
	cairo_new_path(sample->cairo);
	cairo_rectangle(sample->cairo, column, 0.5, OT_MARKER_WIDTH, OT_MARKER_HEIGHT);
	cairo_fill(sample->cairo);
	cairo_restore(sample->cairo);
}

static void
open_mark(Sample *sample, int index)
{
	paint_marker(sample, index % OT_MARKER_COLUMNS);
}

static void
begin_page(Sample *sample, const char *label)
{
	OtPage *page = ot_drawing_add_page(sample->drawing);

	sample->page = (int) sample->drawing->pages->len - 1;
	sample->y = 90;
	page->label = label;
}

/* A line of text at x; returns its width. */
static double
show_text(Sample *sample, double x, double size, const char *text)
{
	g_autofree char *name = g_strdup_printf("Lato, DejaVu Sans %g", size);
	PangoFontDescription *font = pango_font_description_from_string(name);
	PangoLayout *layout = pango_cairo_create_layout(sample->cairo);
	int width;

	pango_font_description_set_absolute_size(font, size * PANGO_SCALE);
	pango_layout_set_font_description(layout, font);
	pango_layout_set_text(layout, text, -1);
	cairo_move_to(sample->cairo, x, sample->y);
	pango_cairo_show_layout(sample->cairo, layout);
	pango_layout_get_size(layout, &width, NULL);
	g_object_unref(layout);
	pango_font_description_free(font);
	return (double) width / PANGO_SCALE;
}

static void
end_page(Sample *sample)
{
	bool last = sample->page == 1;

	if (!last || sample->fault != FAULT_NO_CLOSE)
		paint_marker(sample, OT_MARKER_CLOSE);
	if (last && sample->fault == FAULT_CLOSE_TWICE)
		paint_marker(sample, OT_MARKER_CLOSE);
	if (last && sample->fault == FAULT_UNMARKED_AFTER)
		show_text(sample, LEFT, 11, "stray");
	if (last && sample->fault == FAULT_PAINT)
		cairo_paint(sample->cairo);
	cairo_show_page(sample->cairo);
}

static double
put_text(Sample *sample, OtElement *element, double x, const char *text)
{
	open_mark(sample, ot_page_mark_element(sample->drawing, sample->page, element));
	return show_text(sample, x, 11, text);
}

static void
put_line(Sample *sample, OtElement *element, const char *text)
{
	put_text(sample, element, LEFT, text);
	sample->y += 20;
}

static OtElement *
put_block(Sample *sample, OtElement *parent, OtStructureType type, const char *text)
{
	OtElement *element = ot_element_new(sample->drawing, parent, type);

	put_line(sample, element, text);
	return element;
}

static void
put_artifact(Sample *sample, OtMarkKind kind, double y, const char *text)
{
	double before = sample->y;

	sample->y = y;
	open_mark(sample, ot_page_mark_artifact(sample->drawing, sample->page, kind));
	show_text(sample, LEFT, 8, text);
	sample->y = before;
}

static void
put_rule(Sample *sample)
{
	open_mark(sample, ot_page_mark_artifact(sample->drawing, sample->page, OT_MARK_LAYOUT));
	cairo_set_source_rgb(sample->cairo, 0.3, 0.3, 0.3);
	cairo_set_line_width(sample->cairo, 0.5);
	cairo_move_to(sample->cairo, LEFT, sample->y);
	cairo_line_to(sample->cairo, WIDTH - LEFT, sample->y);
	cairo_stroke(sample->cairo);
	sample->y += 8;
}

static void
put_background(Sample *sample)
{
	open_mark(sample, ot_page_mark_artifact(sample->drawing, sample->page, OT_MARK_BACKGROUND));
	cairo_set_source_rgb(sample->cairo, 0.97, 0.97, 1);
	cairo_rectangle(sample->cairo, 0, 0, WIDTH, HEIGHT / 2);
	cairo_fill(sample->cairo);
	cairo_set_source_rgb(sample->cairo, 0, 0, 0);
}

/* A link of one line at x, or of two if `second` is given. */
static OtLinkBox *
put_link(Sample *sample, OtElement *parent, double x, const char *text, const char *second)
{
	OtElement *element = ot_element_new(sample->drawing, parent, OT_STRUCTURE_LINK);
	double width = put_text(sample, element, x, text);
	double box[4] = { x, HEIGHT - sample->y - 14, x + width, HEIGHT - sample->y };
	OtLinkBox *link = ot_page_add_link(sample->drawing, sample->page, element);

	if (sample->fault != FAULT_LINK_WITHOUT_BOX)
		g_array_append_vals(link->boxes, box, 1);
	sample->y += 20;
	if (second != NULL) {
		double next[4] = { LEFT, HEIGHT - sample->y - 14, LEFT, HEIGHT - sample->y };

		next[2] += put_text(sample, element, LEFT, second);
		g_array_append_vals(link->boxes, next, 1);
		sample->y += 20;
	}
	return link;
}

static void
put_links(Sample *sample, OtElement *section)
{
	OtElement *paragraph = ot_element_new(sample->drawing, section, OT_STRUCTURE_P);
	OtElement *welsh = ot_element_new(sample->drawing, paragraph, OT_STRUCTURE_SPAN);
	OtLinkBox *link;
	double width;

	welsh->lang = "cy";
	width = put_text(sample, welsh, LEFT, "Croeso i bawb. ");
	link = put_link(sample, paragraph, LEFT + width, "The council's page (official",
	                "site) says more.");
	link->href = "https://example.org/caf\xc3\xa9?a=1&b=(2)";
	link->contents = "The council\xe2\x80\x99s page";
	link = put_link(sample, paragraph, LEFT, "See section 2", NULL);
	link->target_page = sample->fault == FAULT_LINK_TO_NOWHERE ? 7 : 1;
	link->target_top = HEIGHT - 80;
	link->contents = "Section 2";
}

static OtElement *
put_cell(Sample *sample, OtElement *row, OtStructureType type, double x, const char *text)
{
	OtElement *cell = ot_element_new(sample->drawing, row, type);

	if (text[0] != '\0')
		put_text(sample, cell, x, text);
	return cell;
}

static void
put_table(Sample *sample, OtElement *section)
{
	static const char *const heads[] = { "head-name", NULL };
	OtDrawing *drawing = sample->drawing;
	OtElement *table = ot_element_new(drawing, section, OT_STRUCTURE_TABLE);
	OtElement *head, *body, *row, *cell;

	table->summary = "Three columns: name, now, target";
	put_block(sample, table, OT_STRUCTURE_CAPTION,
	          "Table 1: measures \xe2\x80\x93 now and then");
	head = ot_element_new(drawing, table, OT_STRUCTURE_THEAD);
	row = ot_element_new(drawing, head, OT_STRUCTURE_TR);
	cell = put_cell(sample, row, OT_STRUCTURE_TH, LEFT, "Name");
	cell->scope = "Column";
	cell->id = "head-name";
	cell = put_cell(sample, row, OT_STRUCTURE_TH, LEFT + 150, "Minutes");
	cell->scope = "Column";
	cell->column_span = 2;
	sample->y += 20;
	body = ot_element_new(drawing, table, OT_STRUCTURE_TBODY);
	row = ot_element_new(drawing, body, OT_STRUCTURE_TR);
	cell = put_cell(sample, row, OT_STRUCTURE_TH, LEFT, "Waiting time");
	cell->scope = "Row";
	cell->headers = heads;
	cell->row_span = 2;
	put_cell(sample, row, OT_STRUCTURE_TD, LEFT + 150, "47.5");
	put_cell(sample, row, OT_STRUCTURE_TD, LEFT + 250, "20");
	sample->y += 20;
	row = ot_element_new(drawing, body, OT_STRUCTURE_TR);
	put_cell(sample, row, OT_STRUCTURE_TD, LEFT + 150, "in 2026");
	put_cell(sample, row, OT_STRUCTURE_TD, LEFT + 250, "");
	sample->y += 20;
}

static void
put_list(Sample *sample, OtElement *section)
{
	static const char *const items[] = { "efficient offi\xc2\xad" "ces",
		                             "\xce\xb1\xc2\xa0" "and \xce\xb2 tests" };
	OtElement *list = ot_element_new(sample->drawing, section, OT_STRUCTURE_L);

	list->numbering = "Decimal";
	for (int i = 0; i < 2; i++) {
		OtElement *item = ot_element_new(sample->drawing, list, OT_STRUCTURE_LI);
		OtElement *label = ot_element_new(sample->drawing, item, OT_STRUCTURE_LBL);
		OtElement *text = ot_element_new(sample->drawing, item, OT_STRUCTURE_LBODY);

		put_text(sample, label, LEFT, i == 0 ? "1." : "2.");
		put_text(sample, text, LEFT + 20, items[i]);
		sample->y += 20;
	}
}

/* Everything that cairo draws natively: alpha, gradients, groups, pictures, clips. */
static void
draw_chart(cairo_t *cairo, double y)
{
	cairo_pattern_t *gradient = cairo_pattern_create_linear(LEFT, 0, LEFT + 200, 0);
	cairo_surface_t *picture = cairo_image_surface_create(CAIRO_FORMAT_ARGB32, 8, 8);
	cairo_t *pixels = cairo_create(picture);

	cairo_set_source_rgba(pixels, 0.8, 0.1, 0.1, 0.5);
	cairo_paint(pixels);
	cairo_destroy(pixels);
	cairo_save(cairo);
	cairo_rectangle(cairo, LEFT, y, 200, 80);
	cairo_clip(cairo);
	cairo_pattern_add_color_stop_rgba(gradient, 0, 0.1, 0.3, 0.6, 1);
	cairo_pattern_add_color_stop_rgba(gradient, 1, 0.1, 0.3, 0.6, 0.2);
	cairo_set_source(cairo, gradient);
	cairo_arc(cairo, LEFT + 60, y + 40, 60, 0, 2 * G_PI);
	cairo_fill(cairo);
	cairo_restore(cairo);
	cairo_push_group(cairo);
	cairo_set_source_rgb(cairo, 0.2, 0.6, 0.2);
	cairo_rectangle(cairo, LEFT + 80, y + 20, 90, 30);
	cairo_fill(cairo);
	cairo_pop_group_to_source(cairo);
	cairo_paint_with_alpha(cairo, 0.5);
	cairo_set_source_surface(cairo, picture, LEFT + 180, y + 10);
	cairo_paint(cairo);
	cairo_set_source_rgb(cairo, 0, 0, 0);
	cairo_pattern_destroy(gradient);
	cairo_surface_destroy(picture);
}

static void
put_figure(Sample *sample, OtElement *section)
{
	OtElement *figure = ot_element_new(sample->drawing, section, OT_STRUCTURE_FIGURE);
	double box[4] = { LEFT, HEIGHT - sample->y - 80, LEFT + 200, HEIGHT - sample->y };

	figure->alt = "Waiting time falls from 47.5 to 20 minutes.";
	figure->title = "Chart 1";
	figure->has_box = true;
	figure->box_page = sample->page;
	memcpy(figure->box, box, sizeof(box));
	open_mark(sample, ot_page_mark_element(sample->drawing, sample->page, figure));
	draw_chart(sample->cairo, sample->y);
	sample->y += 90;
}

static void
put_note(Sample *sample, OtElement *section)
{
	OtElement *paragraph = ot_element_new(sample->drawing, section, OT_STRUCTURE_P);
	OtElement *reference, *note;
	double width = put_text(sample, paragraph, LEFT, "The duty is in law.");

	reference = ot_element_new(sample->drawing, paragraph, OT_STRUCTURE_REFERENCE);
	put_text(sample, reference, LEFT + width, "1");
	sample->y += 20;
	note = ot_element_new(sample->drawing, paragraph, OT_STRUCTURE_NOTE);
	note->id = "note-1";
	put_line(sample, note, "1 Procurement Act 2023, section 16.");
}

static void
paint_wrong_marker(Sample *sample)
{
	cairo_t *cairo = sample->cairo;
	int index = ot_page_mark_artifact(sample->drawing, sample->page, OT_MARK_LAYOUT);

	cairo_save(cairo);
	if (sample->fault == FAULT_CLIP) {
		cairo_rectangle(cairo, 100, 100, 50, 50);
		cairo_clip(cairo);
	} else if (sample->fault == FAULT_MATRIX) {
		cairo_scale(cairo, 2, 2);
	}
	cairo_rectangle(cairo, index, 0.5, OT_MARKER_WIDTH, OT_MARKER_HEIGHT);
	if (sample->fault == FAULT_PATTERN) {
		cairo_pattern_t *gradient = cairo_pattern_create_linear(0, 0, 600, 0);

		cairo_pattern_add_color_stop_rgb(gradient, 0, 0, 0, 0);
		cairo_pattern_add_color_stop_rgb(gradient, 1, 1, 1, 1);
		cairo_set_source(cairo, gradient);
		cairo_pattern_destroy(gradient);
	}
	cairo_fill(cairo);
	cairo_restore(cairo);
}

static void
put_fault(Sample *sample)
{
	OtDrawing *drawing = sample->drawing;
	OtPage *page = g_ptr_array_index(drawing->pages, 1);
	int first;

	switch (sample->fault) {
	case FAULT_MISSING_MARKER:
		ot_page_mark_element(drawing, sample->page, drawing->root);
		break;
	case FAULT_EXTRA_MARKER:
		open_mark(sample, (int) page->marks->len);
		break;
	case FAULT_ORDER:
		first = ot_page_mark_artifact(drawing, sample->page, OT_MARK_LAYOUT);
		open_mark(sample, ot_page_mark_artifact(drawing, sample->page, OT_MARK_LAYOUT));
		open_mark(sample, first);
		break;
	case FAULT_CLIP:
	case FAULT_PATTERN:
	case FAULT_MATRIX:
		paint_wrong_marker(sample);
		break;
	case FAULT_MISSING_PAGE:
		ot_drawing_add_page(drawing);
		break;
	case FAULT_TAGS:
		cairo_tag_begin(sample->cairo, "P", "");
		show_text(sample, LEFT, 11, "tagged");
		cairo_tag_end(sample->cairo, "P");
		break;
	case FAULT_NONE:
	case FAULT_NO_CLOSE:
	case FAULT_CLOSE_TWICE:
	case FAULT_UNMARKED_BEFORE:
	case FAULT_UNMARKED_AFTER:
	case FAULT_PAINT:
	case FAULT_LINK_WITHOUT_BOX:
	case FAULT_LINK_TO_NOWHERE:
	case FAULT_BOOKMARK_TO_NOWHERE:
	case N_FAULTS:
		break;
	}
}

static void
add_bookmark(Sample *sample, const char *title, int level)
{
	OtBookmark bookmark = { .title = title, .level = level, .page = sample->page,
		                .top = HEIGHT - sample->y };

	if (sample->fault == FAULT_BOOKMARK_TO_NOWHERE)
		bookmark.page = 9;
	g_array_append_val(sample->drawing->bookmarks, bookmark);
}

static void
draw_pages(Sample *sample)
{
	OtDrawing *drawing = sample->drawing;
	OtElement *root = ot_element_new(drawing, NULL, OT_STRUCTURE_DOCUMENT);
	OtElement *section = ot_element_new(drawing, root, OT_STRUCTURE_SECT);
	OtElement *running;

	begin_page(sample, "i");
	put_background(sample);
	put_artifact(sample, OT_MARK_HEADER, 40, "Winter gritting, version 0.3");
	add_bookmark(sample, "1 What we need \xe2\x80\x93 and why", 1);
	put_block(sample, section, OT_STRUCTURE_H1, "1 What we need \xe2\x80\x93 and why");
	put_links(sample, section);
	add_bookmark(sample, "1.1 Measures", 2);
	put_block(sample, section, OT_STRUCTURE_H2, "1.1 Measures");
	put_table(sample, section);
	put_rule(sample);
	running = put_block(sample, section, OT_STRUCTURE_P, "This paragraph begins here");
	put_artifact(sample, OT_MARK_FOOTER, 800, "Page i");
	end_page(sample);
	begin_page(sample, "1");
	if (sample->fault == FAULT_UNMARKED_BEFORE)
		show_text(sample, LEFT, 11, "stray");
	put_artifact(sample, OT_MARK_HEADER, 40, "Winter gritting, version 0.3");
	put_line(sample, running, "and goes on over the page.");
	section = ot_element_new(drawing, root, OT_STRUCTURE_SECT);
	add_bookmark(sample, "2 Results", 1);
	put_block(sample, section, OT_STRUCTURE_H1, "2 Results");
	put_list(sample, section);
	put_figure(sample, section);
	put_fault(sample);
	put_note(sample, section);
	put_artifact(sample, OT_MARK_FOOTER, 800, "Page 1");
	end_page(sample);
}

static OtDrawing *
draw(Fault fault)
{
	Sample sample = { .fault = fault };

	sample.drawing = ot_drawing_new(WIDTH, HEIGHT);
	sample.surface = cairo_pdf_surface_create_for_stream(collect, sample.drawing->drawn, WIDTH,
	                                                     HEIGHT);
	cairo_pdf_surface_restrict_to_version(sample.surface, CAIRO_PDF_VERSION_1_5);
	sample.cairo = cairo_create(sample.surface);
	draw_pages(&sample);
	cairo_destroy(sample.cairo);
	cairo_surface_finish(sample.surface);
	g_assert_cmpint(cairo_surface_status(sample.surface), ==, CAIRO_STATUS_SUCCESS);
	cairo_surface_destroy(sample.surface);
	return sample.drawing;
}

/* --- finishing --------------------------------------------------------------------------- */

static const OtDocumentInfo info = {
	.title = "Winter gritting: \xe2\x80\x9cwhat & why\xe2\x80\x9d <draft>",
	.subject = "What the council needs, and how to answer.",
	.authority = "Hafren Vale Council",
	.lang = "en-GB",
};

static GBytes *
finish(const OtDrawing *drawing, GError **error)
{
	static const char xml[] = "<?xml version=\"1.0\"?>\n<specification/>\n";
	g_autoptr(GBytes) bytes = g_bytes_new_static(xml, strlen(xml));
	g_autoptr(GBytes) empty = g_bytes_new_static("", 0);
	OtPdfAttachment attachments[] = {
		{ "spec.xml", "application/xml", "The specification", "Source", bytes },
		{ "empty.csv", "text/csv", "Nothing yet", "Data", empty },
	};
	OtPdfOptions options = { .epoch = 1795392000, .attachments = attachments,
		                 .n_attachments = G_N_ELEMENTS(attachments) };

	return ot_finish(drawing, &info, &options, error);
}

static GBytes *
finish_sample(void)
{
	g_autoptr(OtDrawing) drawing = draw(FAULT_NONE);
	g_autoptr(GError) error = NULL;
	GBytes *bytes = finish(drawing, &error);

	g_assert_no_error(error);
	g_assert_nonnull(bytes);
	return bytes;
}

static void
test_same_bytes(void)
{
	g_autoptr(GBytes) one = finish_sample();
	g_autoptr(GBytes) other = NULL;

	g_usleep(1100 * 1000); /* cairo writes the present second into what it draws */
	other = finish_sample();
	g_assert_true(g_bytes_equal(one, other));
}

static void
test_no_attachment(void)
{
	g_autoptr(OtDrawing) drawing = draw(FAULT_NONE);
	g_autoptr(GError) error = NULL;
	OtPdfOptions options = { .epoch = 0 };
	g_autoptr(GBytes) bytes = NULL;

	g_array_set_size(drawing->bookmarks, 0);
	bytes = ot_finish(drawing, &info, &options, &error);
	g_assert_no_error(error);
	g_assert_nonnull(bytes);
}

static void
test_faults(void)
{
	static const char *const messages[N_FAULTS] = {
		[FAULT_MISSING_MARKER] = "page 2 was drawn wrongly: marker 9 stands where 8",
		[FAULT_EXTRA_MARKER] = "page 2 was drawn wrongly: marker 8 stands where 9",
		[FAULT_ORDER] = "page 2 was drawn wrongly: marker 9 stands where 8",
		[FAULT_NO_CLOSE] = "page 2 was drawn wrongly: its last marker is missing",
		[FAULT_CLOSE_TWICE] = "page 2 was drawn wrongly: a marker follows after the last",
		[FAULT_UNMARKED_BEFORE] = "page 2 was drawn wrongly: something is painted outside",
		[FAULT_UNMARKED_AFTER] = "page 2 was drawn wrongly: something is painted outside",
		[FAULT_PAINT] = "page 2 was drawn wrongly: something is painted outside",
		[FAULT_CLIP] = "page 2 was drawn wrongly: marker 9 stands where 8",
		[FAULT_PATTERN] = "page 2 was drawn wrongly: marker 8 is under a clip or has no",
		[FAULT_MATRIX] = "page 2 was drawn wrongly: marker 9 stands where 8",
		[FAULT_MISSING_PAGE] = "the drawing has 2 pages where 3 were laid out",
		[FAULT_LINK_WITHOUT_BOX] = "a link on page 1 has no box",
		[FAULT_LINK_TO_NOWHERE] = "a link on page 1 leads to page 8",
		[FAULT_BOOKMARK_TO_NOWHERE] = "a bookmark leads to page 10",
		[FAULT_TAGS] = "page 2 was drawn wrongly: it has marks of its own",
	};

	for (int i = FAULT_NONE + 1; i < N_FAULTS; i++) {
		g_autoptr(OtDrawing) drawing = draw((Fault) i);
		g_autoptr(GError) error = NULL;

		g_assert_null(finish(drawing, &error));
		g_assert_error(error, OT_ERROR, OT_ERROR_FORMAT);
		g_test_message("fault %d: %s", i, error->message);
		g_assert_true(g_str_has_prefix(error->message, messages[i]));
	}
}

/* What cairo wrote, cut off at every place or with a byte changed, is an error or finishes. */
static void
test_damage(void)
{
	g_autoptr(OtDrawing) drawing = draw(FAULT_NONE);
	g_autoptr(GByteArray) whole = g_byte_array_new();
	guint len = drawing->drawn->len;

	g_byte_array_append(whole, drawing->drawn->data, len);
	for (guint cut = 0; cut < len; cut += 97) {
		g_autoptr(GError) error = NULL;

		g_byte_array_set_size(drawing->drawn, cut);
		g_assert_null(finish(drawing, &error));
		g_assert_nonnull(error);
		g_byte_array_set_size(drawing->drawn, len);
		memcpy(drawing->drawn->data, whole->data, len);
	}
	for (guint at = 0; at < len; at += 31) {
		g_autoptr(GBytes) bytes = NULL;

		drawing->drawn->data[at] ^= (guint8) (1 + at % 255);
		bytes = finish(drawing, NULL);
		drawing->drawn->data[at] = whole->data[at];
	}
}

/* The check itself reads files that are damaged; its own reader takes them for what they are. */
static void
test_damage_after(void)
{
	g_autoptr(GBytes) whole = finish_sample();
	size_t len;
	const guint8 *data = g_bytes_get_data(whole, &len);
	g_autofree guint8 *copy = g_memdup2(data, len);

	for (size_t at = 0; at < len; at += 29) {
		g_autoptr(GBytes) bytes = NULL;

		copy[at] ^= (guint8) (1 + at % 255);
		bytes = g_bytes_new_static(copy, len - at % 7);
		ot_selfcheck(bytes, NULL);
		copy[at] = data[at];
	}
}

/* Ligatures are letters in the fonts' maps, so that no span has to say so; a lone hyphen at the end
 * of a line, which stands for none in the text, needs its span. */
static void
test_spans(void)
{
	g_autoptr(GBytes) bytes = finish_sample();
	size_t len;
	const guint8 *data = g_bytes_get_data(bytes, &len);
	g_autoptr(OtPdfFile) file = ot_pdf_file_read(data, len, NULL);
	g_autoptr(GArray) pages = ot_pdf_file_pages(file, NULL);
	guint n_spans = 0;

	for (guint i = 0; i < pages->len; i++) {
		const OtValue *page = ot_pdf_file_get(file, g_array_index(pages, int, i));
		g_autoptr(GByteArray) content =
			ot_stream_decode(file, ot_dictionary_find(file, page, "Contents"), NULL);
		OtContentReader reader = ot_content_reader(content->data, content->len);

		while (ot_content_next(&reader))
			n_spans += ot_token_is(&reader.operator, "BDC")
			           && ot_token_is(&reader.operands[0], "/Span")
			           && ot_token_is(&reader.operands[2], "/ActualText");
	}
	g_assert_cmpuint(n_spans, ==, 0);
	g_assert_true(ot_unicode_equal("\xef\xac\x83", "ffi"));
	g_assert_true(ot_unicode_equal("non\xe2\x80\x91" "breaking\xc2\xa0line",
	                               "non-breaking line"));
	g_assert_false(ot_unicode_equal("-", "\xc2\xad"));
	g_assert_false(ot_unicode_equal("e\xcc\x81", "e"));
}

/* --- the self-check notices -------------------------------------------------------------- */

/*
 * One thing broken in the finished file.  `where` is the first object that has a name for a key
 * ("S=Figure"), with keys to follow from there (".A"; a number is an item of an array).  There
 * `key` is set to a value, or taken out for NULL.  A key that begins with a blank is a text in a
 * stream, which is replaced by `value`.
 */
static const struct {
	const char *where;
	const char *key;
	const char *value;
	const char *clause;
} breaks[] = {
	{ "Type=Catalog", "MarkInfo", NULL, "14289-1, 6.2" },
	{ "Type=Catalog", "ViewerPreferences", "<</DisplayDocTitle false>>", "14289-1, 7.1" },
	{ "Type=Catalog", "Lang", NULL, "14289-1, 7.2" },
	{ "Type=Catalog", "Lang", "(English (UK))", "14289-1, 7.2" },
	{ "Type=Catalog", "Metadata", NULL, "19005-3, 6.6.2.1" },
	{ "Type=Catalog", "StructTreeRoot", NULL, "14289-1, 7.1" },
	{ "Type=Catalog", "OutputIntents", NULL, "19005-3, 6.2.3" },
	{ "Type=Catalog.OutputIntents.0", "DestOutputProfile", NULL, "19005-3, 6.2.3" },
	{ "Type=Catalog", "PageMode", NULL, "14289-1, 7.17" },
	{ "Type=Catalog", "PageLabels", NULL, "14289-1, 7.17" },
	{ "Type=Catalog.Metadata", "Subtype", NULL, "19005-3, 6.6.2.1" },
	{ "Type=Catalog.Metadata", " <pdfaid:part>3", "<pdfaid:part>2", "19005-3, 6.6.4" },
	{ "Type=Catalog.Metadata", " <pdfaid:conformance>A", "<pdfaid:conformance>B", "6.6.4" },
	{ "Type=Catalog.Metadata", " <pdfuaid:part>1", "<pdfuaid:part>2", "14289-1, 5" },
	{ "Type=Catalog.Metadata", " <pdfaSchema:prefix>", "<pdfaSchema:prefix>x", "6.6.2.3" },
	{ "Type=Catalog.Metadata", " Winter gritting", "Summer gritting", "6.6.3" },
	{ "Type=Catalog.Metadata", " <dc:title>", "<dc:titel>", "14289-1, 7.1" },
	{ "Type=Catalog.Metadata", " 2026-", "2027-", "6.6.3" },
	{ "Creator", "Title", "(Something else)", "6.6.3" },
	{ "Creator", "Author", NULL, "6.6.3" },
	{ "Creator", "ModDate", "(D:20200101000000Z)", "6.6.3" },
	{ "Type=Page", "Tabs", NULL, "14289-1, 7.18.3" },
	{ "Type=Page", "StructParents", NULL, "14.7.4.4" },
	{ "Type=Page", "StructParents", "1", "14.7.4" },
	{ "Type=Page", "Annots", "[]", "14.7.4.3" },
	{ "Type=Page.Contents", " /Type/Layout", "/Kind/Layout", "14.8.2.2" },
	{ "Type=Page.Contents", " /Subtype/Header", "", "14.8.2.2" },
	{ "Type=Page.Contents", " /BBox", "/Box", "14.8.2.2" },
	{ "Type=Page.Contents", " q\n", "q 1 1 1 1 re f\n", "14289-1, 7.1" },
	{ "Type=Page.Contents", " /MCID 3>>", "/MCID 4>>", "14.7.4.4" },
	{ "Type=Page.Contents", " EMC\n", "", "14289-1, 7.1" },
	{ "Type=Page.Contents", " EMC\n", "EMC EMC\n", "14.6" },
	{ "Type=Page.Contents", " BT\n", "BT bogus\n", "6.2.2" },
	{ "Type=Page.Contents", " BT\n", "/Span<</ActualText<feffe001>>>BDC EMC BT\n", "6.2.11.7" },
	{ "Type=StructTreeRoot", "K", NULL, "14289-1, 7.1" },
	{ "Type=StructTreeRoot", "ParentTree", NULL, "14.7.4" },
	{ "Type=StructTreeRoot", "ParentTreeNextKey", NULL, "14.7.4" },
	{ "Type=StructTreeRoot", "IDTree", NULL, "14.7.2" },
	{ "S=Document", "S", "/Part", "14289-1, 7.1" },
	{ "S=Sect", "P", NULL, "14.7.2" },
	{ "S=H1", "K", "[]", "14289-1, 7.1" },
	{ "S=H1", "K", "[0 0]", "14.7.4" },
	{ "S=H1", "K", "1", "14.7.4" },
	{ "S=H1", "K", "99", "14.7.4" },
	{ "S=H1", "S", "/H2", "14289-1, 7.4" },
	{ "S=H2", "S", "/H3", "14289-1, 7.4" },
	{ "S=Figure", "Alt", NULL, "14289-1, 7.3" },
	{ "S=Figure", "Alt", "( )", "14289-1, 7.3" },
	{ "S=Figure", "A", NULL, "14289-1, 7.3" },
	{ "S=Figure.A", "BBox", "[10 10 5 20]", "14289-1, 7.3" },
	{ "S=TH", "A", NULL, "14289-1, 7.5" },
	{ "S=TH.A", "Scope", NULL, "14289-1, 7.5" },
	{ "S=TH", "ID", "(other)", "14.7.2" },
	{ "S=TD", "A", "<</O/Table/Headers[(nobody)]>>", "14289-1, 7.5" },
	{ "S=TD", "A", "<</O/Table/Headers[(note-1)]>>", "14289-1, 7.5" },
	{ "S=TD", "A", "<</O/Table/ColSpan 2>>", "14289-1, 7.5" },
	{ "S=TD", "A", "<</O/Table/RowSpan 3>>", "14289-1, 7.5" },
	{ "S=TD", "S", "/P", "14289-1, 7.2" },
	{ "S=TR", "S", "/P", "14289-1, 7.2" },
	{ "S=THead", "S", "/TBody", NULL },
	{ "S=TBody", "S", "/THead", "14289-1, 7.2" },
	{ "S=L", "A", NULL, "14289-1, 7.6" },
	{ "S=L.A", "ListNumbering", "/Bullets", "14289-1, 7.6" },
	{ "S=L", "S", "/Div", "14289-1, 7.2" },
	{ "S=LI", "S", "/P", "14289-1, 7.2" },
	{ "S=LBody", "S", "/P", "14289-1, 7.2" },
	{ "S=Note", "ID", NULL, "14.7.2" },
	{ "S=Note", "ID", "(head-name)", "14.7.2" },
	{ "S=Span", "Lang", "(c\\171)", NULL },
	{ "S=Span", "Lang", "(Welsh!)", "14289-1, 7.2" },
	{ "S=Link", "S", "/Span", "14289-1, 7.18.5" },
	{ "S=Link.K.1", "Obj", "1 0 R", "14.7.4.3" },
	{ "S=Link.K.1", "Obj", NULL, "14.7.4.3" },
	{ "Subtype=Link", "F", NULL, "19005-3, 6.3.2" },
	{ "Subtype=Link", "F", "6", "19005-3, 6.3.2" },
	{ "Subtype=Link", "Contents", NULL, "14289-1, 7.18.5" },
	{ "Subtype=Link", "Contents", "(  )", "14289-1, 7.18.5" },
	{ "Subtype=Link", "P", NULL, "12.5.2" },
	{ "Subtype=Link", "StructParent", NULL, "14289-1, 7.18.5" },
	{ "Subtype=Link", "StructParent", "3", "14.7.4.3" },
	{ "Subtype=Link", "Rect", "[0 0 1 1]", "12.5.6.5" },
	{ "Subtype=Link", "QuadPoints", NULL, "12.5.6.5" },
	{ "Subtype=Link", "A", NULL, "12.3.2" },
	{ "Subtype=Link.A", "URI", NULL, "12.6.4.7" },
	{ "Subtype=Link.A", "URI", "(two words)", "12.6.4.7" },
	{ "Subtype=Link", "Subtype", "/Text", "14289-1, 7.18.1" },
	{ "Type=Outlines", "First", NULL, "14289-1, 7.17" },
	{ "Type=Outlines", "Last", NULL, "12.3.3" },
	{ "Type=Outlines.First", "Title", NULL, "12.3.3" },
	{ "Type=Outlines.First", "Dest", NULL, "12.3.3" },
	{ "Type=Outlines.First", "Next", NULL, "12.3.3" },
	{ "Type=Outlines.First.Next", "Prev", NULL, "12.3.3" },
	{ "Type=Font", "ToUnicode", NULL, "14289-1, 7.21.7" },
	{ "Type=Font.ToUnicode", " endbfchar", "<03> <FFFD>\nendbfchar", "14289-1, 7.21.7" },
	{ "Type=Font.ToUnicode", " endbfchar", "<03> <E000>\nendbfchar", "14289-1, 7.21.7" },
	{ "Type=FontDescriptor", "FontFile2", NULL, "14289-1, 7.21.4.1" },
	{ "Subtype=CIDFontType2", "CIDToGIDMap", NULL, "14289-1, 7.21.3.2" },
	{ "Subtype=Image", "Interpolate", "true", "19005-3, 6.2.8" },
	{ "Type=Filespec", "UF", NULL, "19005-3, 6.8" },
	{ "Type=Filespec", "Desc", NULL, "19005-3, 6.8" },
	{ "Type=Filespec", "AFRelationship", NULL, "19005-3, 6.8" },
	{ "Type=Filespec", "AFRelationship", "/Friend", "19005-3, 6.8" },
	{ "Type=EmbeddedFile", "Subtype", NULL, "19005-3, 6.8" },
	{ "Type=EmbeddedFile.Params", "ModDate", NULL, "19005-3, 6.8" },
	{ "Type=EmbeddedFile.Params", "CheckSum", "(0123456789abcdef)", "19005-3, 6.8" },
	{ "Type=EmbeddedFile.Params", "Size", "1", "19005-3, 6.8" },
	{ "Type=Catalog", "AF", "[]", "19005-3, 6.8" },
	{ "Type=Catalog", "Names", NULL, "19005-3, 6.8" },
	{ "Type=Catalog.Names.EmbeddedFiles.Names", "1", "null", "7.9.6" },
};

/* The first object with this key, or with this name for it. */
static int
find_object(const OtPdfFile *file, const char *step)
{
	g_auto(GStrv) pair = g_strsplit(step, "=", 2);

	for (int i = 1; i < (int) file->objects->len; i++) {
		const OtValue *value = ot_dictionary_get(ot_pdf_file_get(file, i), pair[0]);

		if (value != NULL && (pair[1] == NULL || ot_value_is_name(value, pair[1])))
			return i;
	}
	g_assert_not_reached();
}

static OtValue *
find_place(OtPdfFile *file, const char *where, int *number)
{
	g_auto(GStrv) steps = g_strsplit(where, ".", -1);
	OtValue *value;

	*number = find_object(file, steps[0]);
	value = ot_pdf_file_get(file, *number);
	for (char **step = steps + 1; *step != NULL; step++) {
		OtValue *next = ot_value_is(value, OT_VALUE_ARRAY)
		                        ? ot_array_get(value, (guint) atoi(*step))
		                        : ot_dictionary_get(value, *step);

		if (ot_value_get_reference(next) != 0)
			*number = ot_value_get_reference(next);
		value = ot_value_resolve(file, next);
		g_assert_nonnull(value);
	}
	return value;
}

static void
replace_text(OtPdfFile *file, OtValue *stream, int number, const char *from, const char *to)
{
	g_autoptr(GByteArray) bytes = ot_stream_decode(file, stream, NULL);
	const char *text = (const char *) bytes->data;
	const char *found = g_strstr_len(text, bytes->len, from);
	bool packed = ot_dictionary_get(stream, "Filter") != NULL;
	GByteArray *changed = g_byte_array_new();
	size_t before;

	g_assert_nonnull(found);
	before = (size_t) (found - text);
	g_byte_array_append(changed, bytes->data, (guint) before);
	g_byte_array_append(changed, (const guint8 *) to, (guint) strlen(to));
	g_byte_array_append(changed, bytes->data + before + strlen(from),
	                    (guint) (bytes->len - before - strlen(from)));
	ot_pdf_file_set(file, number, ot_value_stream_take(file, stream->as.stream->dictionary,
	                                                   changed, packed));
}

static void
break_file(OtPdfFile *file, const char *where, const char *key, const char *syntax)
{
	int number;
	OtValue *place = find_place(file, where, &number);
	OtValue *value = NULL;

	if (key[0] == ' ') {
		replace_text(file, place, number, key + 1, syntax);
		return;
	}
	if (syntax != NULL)
		value = ot_value_literal(file, syntax);
	if (ot_value_is(place, OT_VALUE_ARRAY))
		place->as.items[atoi(key)] = value;
	else if (value != NULL)
		ot_dictionary_set(file, place, key, value);
	else
		ot_dictionary_remove(place, key);
}

static void
test_selfcheck(void)
{
	g_autoptr(GBytes) whole = finish_sample();
	size_t len;
	const guint8 *data = g_bytes_get_data(whole, &len);

	for (size_t i = 0; i < G_N_ELEMENTS(breaks); i++) {
		g_autoptr(OtPdfFile) file = ot_pdf_file_read(data, len, NULL);
		g_autoptr(GBytes) broken = NULL;
		g_autoptr(GError) error = NULL;
		bool holds;

		break_file(file, breaks[i].where, breaks[i].key, breaks[i].value);
		broken = ot_pdf_file_write(file, NULL);
		holds = ot_selfcheck(broken, &error);
		g_test_message("%s %s %s: %s", breaks[i].where, breaks[i].key, breaks[i].value,
		               holds ? "holds" : error->message);
		g_assert_true(holds == (breaks[i].clause == NULL));
		if (!holds)
			g_assert_nonnull(strstr(error->message, breaks[i].clause));
	}
}

/* --- values ------------------------------------------------------------------------------ */

static void
test_dictionary(void)
{
	g_autoptr(OtPdfFile) file = ot_pdf_file_new();
	OtValue *dictionary = ot_value_literal(file, "<< /A 1 /B 2 /A 3 /C#20D (x\\)\\101\\\n) >>");

	g_assert_cmpint(ot_value_get_int(ot_dictionary_get(dictionary, "A"), 0), ==, 3);
	g_assert_cmpuint(dictionary->len, ==, 3);
	ot_dictionary_remove(dictionary, "A");
	ot_dictionary_set_integer(file, dictionary, "A", 4);
	ot_dictionary_set_integer(file, dictionary, "A", 5);
	g_assert_cmpuint(dictionary->len, ==, 3);
	g_assert_cmpint(ot_value_get_int(ot_dictionary_get(dictionary, "A"), 0), ==, 5);
	g_assert_true(ot_slice_equals(ot_value_get_slice(ot_dictionary_get(dictionary, "C D")),
	                              "x)A"));
	g_assert_null(ot_dictionary_get(NULL, "A"));
	g_assert_null(ot_dictionary_get(ot_value_null(file), "A"));
}

static void
test_text(void)
{
	static const char *const texts[] = {
		"", "plain (text)", "caf\xc3\xa9 \xe2\x80\x93 \xf0\x9f\x8d\xb5", "two\nlines",
	};
	g_autoptr(OtPdfFile) file = ot_pdf_file_new();

	for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
		g_autofree char *back = ot_value_get_text(ot_value_text(file, texts[i]));

		g_assert_cmpstr(back, ==, texts[i]);
	}
}

static void
test_numbers(void)
{
	static const struct {
		double number;
		const char *text;
	} numbers[] = { { 1.5, "1.5" }, { -0.0001, NULL }, { 841.88976, "841.89" }, { 72, "72" } };
	g_autoptr(OtPdfFile) file = ot_pdf_file_new();

	for (size_t i = 0; i < G_N_ELEMENTS(numbers); i++) {
		const OtValue *value = ot_value_real(file, numbers[i].number);

		if (numbers[i].text == NULL)
			g_assert_cmpint(ot_value_get_int(value, -1), ==, 0);
		else
			g_assert_true(ot_slice_equals(value->as.text, numbers[i].text));
	}
}

static void
test_syntax_errors(void)
{
	static const char *const wrong[] = { "",    "<<",   "[1 2", "(abc", "<4",     "<< 1 2 >>",
		                             ">>",  "<< /A", "]",   "{",    "endobj", "<< /A >>" };
	g_autoptr(OtPdfFile) file = ot_pdf_file_new();
	g_autoptr(GString) deep = g_string_new(NULL);

	for (size_t i = 0; i < G_N_ELEMENTS(wrong); i++)
		g_assert_null(ot_value_literal(file, wrong[i]));
	for (int i = 0; i < 100000; i++)
		g_string_append_c(deep, '[');
	g_assert_null(ot_value_literal(file, deep->str));
}

/* A writer refuses what PDF/A doesn't allow. */
static void
test_long_text(void)
{
	g_autofree char *text = g_strnfill(40000, 'x');
	g_autoptr(OtDrawing) drawing = draw(FAULT_NONE);
	g_autoptr(GError) error = NULL;

	drawing->root->alt = text;
	g_assert_null(finish(drawing, &error));
	g_assert_error(error, OT_ERROR, OT_ERROR_LIMIT);
}

/* --- other people's readers -------------------------------------------------------------- */

/* The finished sample in a file of its own; free the name with remove_sample(). */
static char *
save_sample(void)
{
	g_autoptr(GBytes) bytes = finish_sample();
	const char *keep = g_getenv("OUTSET_TEST_KEEP");
	char *path = keep != NULL ? g_build_filename(keep, "finish.pdf", NULL)
	                          : g_build_filename(g_get_tmp_dir(), "outset-finish-XXXXXX", NULL);
	size_t len;
	const char *data = g_bytes_get_data(bytes, &len);

	if (keep == NULL)
		close(g_mkstemp(path));
	g_assert_true(g_file_set_contents(path, data, (gssize) len, NULL));
	return path;
}

static void
remove_sample(char *path)
{
	if (g_getenv("OUTSET_TEST_KEEP") == NULL)
		g_unlink(path);
	g_free(path);
}

/* What a program prints; NULL with the test skipped if it isn't there. */
static char *
run(const char *program, const char *options, const char *path, const char *after)
{
	g_autofree char *found = g_find_program_in_path(program);
	g_autofree char *quoted = g_shell_quote(path);
	g_autofree char *line = g_strdup_printf("%s %s %s %s", program, options, quoted, after);
	char *out = NULL;
	g_autofree char *errors = NULL;
	int status;

	if (found == NULL) {
		g_test_skip(program);
		return NULL;
	}
	g_assert_true(g_spawn_command_line_sync(line, &out, &errors, &status, NULL));
	g_test_message("%s: %s%s", line, strlen(out) < 500 ? out : "", errors);
	g_assert_cmpint(status, ==, 0);
	g_assert_cmpstr(errors, ==, "");
	return out;
}

static void
test_qpdf_check(void)
{
	char *path = save_sample();
	g_autofree char *out = run("qpdf", "--check", path, "");

	remove_sample(path);
	if (out != NULL)
		g_assert_nonnull(strstr(out, "No syntax or stream encoding errors found"));
}

static const json_t *
get_object(const json_t *objects, const json_t *reference)
{
	g_autofree char *key = g_strdup_printf("obj:%s", json_string_value(reference));

	return json_object_get(json_object_get(objects, key), "value");
}

/* How often the elements hold this annotation. */
static int
count_holders(json_t *objects, const char *annotation)
{
	const char *name;
	json_t *object, *kid;
	size_t i;
	int count = 0;

	json_object_foreach(objects, name, object) {
		json_t *kids = json_object_get(json_object_get(object, "value"), "/K");

		json_array_foreach(kids, i, kid)
			count += g_strcmp0(json_string_value(json_object_get(kid, "/Obj")),
			                   annotation) == 0;
	}
	return count;
}

static int
check_qpdf_page(json_t *objects, const json_t *page)
{
	json_t *annotations = json_object_get(page, "/Annots"), *reference;
	size_t i;

	json_array_foreach(annotations, i, reference) {
		const json_t *link = get_object(objects, reference);

		g_assert_cmpint(json_integer_value(json_object_get(link, "/F")), ==, 4);
		g_assert_cmpint(count_holders(objects, json_string_value(reference)), ==, 1);
	}
	return (int) json_array_size(annotations);
}

/* The objects as another library understands them. */
static void
test_qpdf_objects(void)
{
	char *path = save_sample();
	g_autofree char *out = run("qpdf", "--json=2", path, "");
	g_autoptr(OtDrawing) drawing = draw(FAULT_NONE);
	g_autoptr(json_t) json = NULL;
	json_t *objects, *object;
	const char *name;
	guint elements = 0, links = 0, pages = 0;

	remove_sample(path);
	if (out == NULL)
		return;
	json = json_loads(out, 0, NULL);
	objects = json_array_get(json_object_get(json, "qpdf"), 1);
	json_object_foreach(objects, name, object) {
		const json_t *value = json_object_get(object, "value");
		const char *type = json_string_value(json_object_get(value, "/Type"));

		elements += g_strcmp0(type, "/StructElem") == 0;
		if (g_strcmp0(type, "/Page") == 0) {
			pages++;
			links += (guint) check_qpdf_page(objects, value);
		}
	}
	g_assert_cmpuint(elements, ==, drawing->elements->len);
	g_assert_cmpuint(pages, ==, 2);
	g_assert_cmpuint(links, ==, 2);
}

/* Words in reading order, also across a page break and with ligatures. */
static void
test_poppler(void)
{
	static const char *const words[] = {
		"1 What we need \xe2\x80\x93 and why", "Croeso i bawb.",
		"The council's page (official", "Table 1: measures \xe2\x80\x93 now and then",
		"efficient offices", "\xce\xb1 and \xce\xb2 tests",
		"1 Procurement Act 2023, section 16.",
	};
	char *path = save_sample();
	g_autofree char *text = run("pdftotext", "-raw", path, "-");
	g_autofree char *tree = run("pdfinfo", "-struct", path, "");
	g_autofree char *files = run("pdfdetach", "-list", path, "");
	const char *at = text;

	remove_sample(path);
	if (text == NULL || tree == NULL || files == NULL)
		return;
	for (size_t i = 0; i < G_N_ELEMENTS(words); i++) {
		at = strstr(at, words[i]);
		g_assert_nonnull(at);
	}
	g_assert_nonnull(strstr(tree, "Table"));
	g_assert_nonnull(strstr(files, "2 embedded files"));
	g_assert_nonnull(strstr(files, "spec.xml"));
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/pdf/dictionary", test_dictionary);
	g_test_add_func("/pdf/text", test_text);
	g_test_add_func("/pdf/numbers", test_numbers);
	g_test_add_func("/pdf/syntax-errors", test_syntax_errors);
	g_test_add_func("/pdf/same-bytes", test_same_bytes);
	g_test_add_func("/pdf/no-attachment", test_no_attachment);
	g_test_add_func("/pdf/long-text", test_long_text);
	g_test_add_func("/pdf/faults", test_faults);
	g_test_add_func("/pdf/damage", test_damage);
	g_test_add_func("/pdf/damage-after", test_damage_after);
	g_test_add_func("/pdf/spans", test_spans);
	g_test_add_func("/pdf/selfcheck", test_selfcheck);
	g_test_add_func("/pdf/qpdf-check", test_qpdf_check);
	g_test_add_func("/pdf/qpdf-objects", test_qpdf_objects);
	g_test_add_func("/pdf/poppler", test_poppler);
	return g_test_run();
}
