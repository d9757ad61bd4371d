/* SPDX-License-Identifier: MIT */
#ifndef OT_TESTS_PDF_SAMPLE_H
#define OT_TESTS_PDF_SAMPLE_H

/**
 * Two small pages drawn with cairo, which hold one of everything, for the tests of finishing PDFs:
 * rightly, or with one fault.
 */

#include "pdf/structure.h"

#include <cairo-pdf.h>
#include <pango/pangocairo.h>
#include <string.h>

#define WIDTH  595.0
#define HEIGHT 842.0
#define LEFT   72.0

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
	FAULT_COVER,
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
	cairo_rectangle(sample->cairo, 0, 0, (int) WIDTH, (int) HEIGHT - OT_COVER_STRIP);
	if (sample->page == 1 && sample->fault == FAULT_COVER)
		cairo_stroke(sample->cairo);
	else
		cairo_fill(sample->cairo);
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
	case FAULT_COVER:
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

static void
start_drawing(Sample *sample)
{
	sample->surface = cairo_pdf_surface_create_for_stream(collect, sample->drawing->drawn,
	                                                      WIDTH, HEIGHT);
	cairo_pdf_surface_restrict_to_version(sample->surface, CAIRO_PDF_VERSION_1_5);
	sample->cairo = cairo_create(sample->surface);
}

static void
end_drawing(Sample *sample)
{
	cairo_destroy(sample->cairo);
	cairo_surface_finish(sample->surface);
	g_assert_cmpint(cairo_surface_status(sample->surface), ==, CAIRO_STATUS_SUCCESS);
	cairo_surface_destroy(sample->surface);
}

static OtDrawing *
draw(Fault fault)
{
	Sample sample = { .fault = fault, .drawing = ot_drawing_new(WIDTH, HEIGHT) };

	start_drawing(&sample);
	draw_pages(&sample);
	end_drawing(&sample);
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

#endif
