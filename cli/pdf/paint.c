/* SPDX-License-Identifier: MIT */
#include "pdf/paint.h"

#include "base/error.h"

#include <cairo-pdf.h>
#include <math.h>

#define LEADER_GAP  6.0
#define LEADER_DOT  0.8
#define LEADER_STEP 4.0

/* The elements outlive the layout. */
static const char *const *
copy_strings(OtArena *arena, const char *const *strings)
{
	guint n = strings != NULL ? g_strv_length((char **) strings) : 0;
	const char **copy = n > 0 ? ot_arena_alloc(arena, (n + 1) * sizeof *copy) : NULL;

	for (guint i = 0; i < n; i++)
		copy[i] = ot_arena_strdup(arena, strings[i]);
	return copy;
}

static OtElement *
make_element(OtPainter *painter, OtTag *tag)
{
	OtArena *arena = painter->drawing->arena;
	OtElement *element = tag->element;

	if (element != NULL)
		return element;
	element = ot_element_new(painter->drawing,
	                         tag->parent != NULL ? make_element(painter, tag->parent) : NULL,
	                         tag->type);
	tag->element = element;
	element->alt = ot_arena_strdup(arena, tag->alt);
	element->lang = ot_arena_strdup(arena, tag->lang);
	element->id = ot_arena_strdup(arena, tag->id);
	element->scope = ot_arena_strdup(arena, tag->scope);
	element->numbering = ot_arena_strdup(arena, tag->numbering);
	element->summary = ot_arena_strdup(arena, tag->summary);
	element->headers = copy_strings(arena, tag->headers);
	element->column_span = tag->column_span;
	element->row_span = tag->row_span;
	if (tag->note != NULL)
		make_element(painter, tag->note);
	return element;
}

/* The finisher turns the rectangle into the operators of the mark. */
static void
draw_marker(OtPainter *painter, int column)
{
	cairo_rectangle(painter->cairo, column, 0.5, OT_MARKER_WIDTH, OT_MARKER_HEIGHT);
	cairo_fill(painter->cairo);
}

/* The form of a field, or that of the foot, which all pages share. */
static guint
find_form(OtPainter *painter, const OtItem *item, const OtSpan *span)
{
	GArray *forms = painter->layout->forms;
	const OtText *text = item->text;
	OtSlot form = { span->field, text->role, item->colour, text->room, text->n_lines, false };

	for (guint i = 0; span->field == NULL && i < forms->len; i++)
		if (g_array_index(forms, OtSlot, i).field == NULL)
			return i;
	if (span->field == NULL) {
		form.room = text->lines[0].width;
		form.at_end = true;
	}
	g_array_append_val(forms, form);
	painter->drawing->n_forms = forms->len;
	return forms->len - 1;
}

void
ot_painter_open(OtPainter *painter, const OtItem *item, const OtSpan *span)
{
	OtPage *page = painter->drawing->pages->pdata[painter->page];
	OtOpening opening = { find_form(painter, item, span), item->x, item->y };

	g_array_append_val(page->openings, opening);
	cairo_rectangle(painter->cairo, (page->openings->len - 1) % OT_MARKER_COLUMNS,
	                OT_MARKER_OPENING, OT_MARKER_WIDTH, OT_MARKER_HEIGHT);
	cairo_fill(painter->cairo);
}

void
ot_painter_mark(OtPainter *painter, OtTag *tag)
{
	OtElement *element = make_element(painter, tag);

	if (painter->marked && painter->mark == OT_MARK_ELEMENT && painter->element == element)
		return;
	painter->marked = true;
	painter->mark = OT_MARK_ELEMENT;
	painter->element = element;
	draw_marker(painter, ot_page_mark_element(painter->drawing, painter->page, element) %
	                             OT_MARKER_COLUMNS);
}

void
ot_painter_mark_artifact(OtPainter *painter, OtMarkKind kind)
{
	if (painter->marked && painter->mark == kind)
		return;
	painter->marked = true;
	painter->mark = kind;
	painter->element = NULL;
	draw_marker(painter, ot_page_mark_artifact(painter->drawing, painter->page, kind) %
	                             OT_MARKER_COLUMNS);
}

void
ot_painter_colour(OtPainter *painter, OtColourRole colour)
{
	const OtColour *value = &painter->layout->style->colour[colour];

	if (painter->colour == colour)
		return;
	painter->colour = colour;
	cairo_set_source_rgb(painter->cairo, value->red, value->green, value->blue);
}

void
ot_painter_fill(OtPainter *painter, OtColourRole colour, const double area[4])
{
	ot_painter_colour(painter, colour);
	cairo_rectangle(painter->cairo, area[0], area[1], area[2], area[3]);
	cairo_fill(painter->cairo);
}

static OtText *
make_page_number(OtPainter *painter, const OtItem *item)
{
	OtLayout *layout = painter->layout;
	/* The blank keeps it apart from the words when it is read out or copied. */
	OtText *text = ot_text_plain(
		layout->texts, layout->arena, OT_TEXT_BODY,
		ot_arena_printf(layout->arena, " %d", ot_painter_find_page(painter, item->target)),
		item->tag);

	ot_text_break(text, G_MAXINT);
	return text;
}

static void
draw_page_number(OtPainter *painter, const OtItem *item)
{
	const OtFonts *fonts = painter->layout->fonts;
	OtItem number = *item;

	number.text = make_page_number(painter, item);
	number.x = item->x - ot_text_natural(number.text);
	number.colour = number.text->colour;
	ot_painter_line(painter, &number, false);
	ot_painter_link(painter, item->tag,
	                (double[4]){ number.x, item->y - ot_fonts_ascent(fonts, OT_TEXT_BODY),
	                             item->x, item->y + ot_fonts_descent(fonts, OT_TEXT_BODY) });
}

/* Dots from the right to the left, in step with each other on all lines. */
static void
draw_leader(OtPainter *painter, const OtItem *item)
{
	cairo_t *cairo = painter->cairo;
	OtText *text = make_page_number(painter, item);
	double right = item->x + item->width;
	double number = ot_text_natural(text) + LEADER_GAP / 2;
	double start = right - ceil(number / LEADER_STEP) * LEADER_STEP;
	double end = item->x + LEADER_GAP;

	ot_text_painted(text);
	if (start - end < LEADER_STEP)
		return;
	ot_painter_colour(painter, OT_COLOUR_MUTED);
	cairo_set_line_width(cairo, LEADER_DOT);
	cairo_set_dash(cairo, (double[2]){ LEADER_DOT, LEADER_STEP - LEADER_DOT }, 2, 0);
	cairo_move_to(cairo, start, item->y - LEADER_DOT / 2);
	cairo_line_to(cairo, end, item->y - LEADER_DOT / 2);
	cairo_stroke(cairo);
	cairo_set_dash(cairo, NULL, 0, 0);
}

static void
draw_ring(OtPainter *painter, const OtItem *item)
{
	ot_painter_colour(painter, item->colour);
	cairo_set_line_width(painter->cairo, item->height);
	cairo_new_sub_path(painter->cairo);
	cairo_arc(painter->cairo, item->x, item->y, item->width, 0, 2 * G_PI);
	cairo_close_path(painter->cairo);
	cairo_stroke(painter->cairo);
}

static void
draw_item(OtPainter *painter, const OtItem *item)
{
	bool artifact = item->mark != OT_MARK_ELEMENT;

	if (artifact)
		ot_painter_mark_artifact(painter, item->mark);
	switch (item->kind) {
	case OT_ITEM_LINE:
		ot_painter_line(painter, item, artifact);
		break;
	case OT_ITEM_TOUCH:
		make_element(painter, item->tag);
		break;
	case OT_ITEM_PICTURE:
		ot_painter_picture(painter, item);
		break;
	case OT_ITEM_LOGO:
		ot_painter_logo(painter, item);
		break;
	case OT_ITEM_RECTANGLE:
		ot_painter_fill(painter, item->colour,
		                (double[4]){ item->x, item->y, item->width, item->height });
		break;
	case OT_ITEM_RING:
		draw_ring(painter, item);
		break;
	case OT_ITEM_LEADER:
		draw_leader(painter, item);
		break;
	case OT_ITEM_NUMBER:
		draw_page_number(painter, item);
		break;
	}
}

static void
draw_items(OtPainter *painter, const GArray *items)
{
	for (guint i = 0; i < items->len; i++)
		draw_item(painter, &g_array_index(items, OtItem, i));
}

static void
draw_cover(OtPainter *painter)
{
	const OtDrawing *drawing = painter->drawing;

	cairo_rectangle(painter->cairo, 0, 0, floor(drawing->page_width),
	                floor(drawing->page_height) - OT_COVER_STRIP);
	cairo_fill(painter->cairo);
}

/* What is painted is released: of a long document, most of the memory is what stands on pages. */
static void
paint_page(OtPainter *painter, OtLaidPage *page)
{
	draw_cover(painter);
	painter->marked = false;
	painter->colour = OT_N_COLOURS;
	painter->font = NULL;
	draw_items(painter, page->under);
	draw_items(painter, page->rules);
	draw_items(painter, page->content);
	draw_marker(painter, OT_MARKER_CLOSE);
	cairo_show_page(painter->cairo);
	ot_laid_page_clear(page);
}

/* Every heading, those too that the contents leave out. */
static void
add_bookmarks(OtPainter *painter)
{
	OtLayout *layout = painter->layout;
	int deepest = 0;

	for (guint i = 0; i < layout->headings->len; i++) {
		const OtNode *heading = layout->headings->pdata[i];
		const OtPlace *place = g_hash_table_lookup(layout->places, heading);
		const char *number = heading->as.heading.number;
		const char *words = ot_layout_shorten(layout, ot_heading_words(layout, heading));
		OtBookmark bookmark;

		if (place == NULL)
			continue;
		bookmark.title = number != NULL ? ot_arena_printf(painter->drawing->arena, "%s %s",
		                                                  number, words)
		                                : ot_arena_strdup(painter->drawing->arena, words);
		bookmark.level = MIN(heading->as.heading.level, deepest + 1);
		bookmark.page = place->page;
		bookmark.top = painter->drawing->page_height - place->top;
		deepest = bookmark.level;
		g_array_append_val(painter->drawing->bookmarks, bookmark);
	}
}

static cairo_status_t
collect_bytes(void *closure, const unsigned char *data, unsigned int length)
{
	g_byte_array_append(closure, data, length);
	return CAIRO_STATUS_SUCCESS;
}

static cairo_surface_t *
open_surface(const OtDrawing *drawing, gint64 epoch)
{
	cairo_surface_t *surface = cairo_pdf_surface_create_for_stream(
		collect_bytes, drawing->drawn, drawing->page_width, drawing->page_height);
	g_autoptr(GDateTime) time = g_date_time_new_from_unix_utc(epoch);
	g_autofree char *date =
		time != NULL ? g_date_time_format(time, "%Y-%m-%dT%H:%M:%SZ") : NULL;

	/* Below 1.5 cairo leaves the text of ligatures out (ActualText). */
	cairo_pdf_surface_restrict_to_version(surface, CAIRO_PDF_VERSION_1_5);
	cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, date);
	cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_MOD_DATE, date);
	return surface;
}

static void
paint_pages(OtPainter *painter)
{
	GPtrArray *pages = painter->layout->pages;

	make_element(painter, painter->layout->root);
	for (guint i = 0; i < pages->len; i++)
		ot_drawing_add_page(painter->drawing);
	for (guint i = 0; i < pages->len; i++) {
		painter->page = (int) i;
		paint_page(painter, pages->pdata[i]);
	}
	add_bookmarks(painter);
}

static OtPainter
start_painter(OtLayout *layout, OtDrawing *drawing, cairo_surface_t *surface)
{
	return (OtPainter){
		.layout = layout,
		.drawing = drawing,
		.cairo = cairo_create(surface),
		.pieces = g_array_new(FALSE, FALSE, sizeof(OtPiece)),
		.glyphs = g_array_new(FALSE, FALSE, sizeof(cairo_glyph_t)),
		.clusters = g_array_new(FALSE, FALSE, sizeof(cairo_text_cluster_t)),
		.utf8 = g_string_new(NULL),
	};
}

/* Writes the file, and releases everything. */
static bool
end_painter(OtPainter *painter, cairo_surface_t *surface, GError **error)
{
	cairo_status_t status = cairo_status(painter->cairo);

	cairo_destroy(painter->cairo);
	cairo_surface_finish(surface);
	if (status == CAIRO_STATUS_SUCCESS)
		status = cairo_surface_status(surface);
	cairo_surface_destroy(surface);
	g_clear_pointer(&painter->logo, cairo_surface_destroy);
	g_array_unref(painter->pieces);
	g_array_unref(painter->glyphs);
	g_array_unref(painter->clusters);
	g_string_free(painter->utf8, TRUE);
	if (status == CAIRO_STATUS_SUCCESS)
		return true;
	g_set_error(error, OT_ERROR, OT_ERROR_IO, "the pages cannot be drawn: %s",
	            cairo_status_to_string(status));
	return false;
}

bool
ot_paint(OtLayout *layout, OtDrawing *drawing, gint64 epoch, GError **error)
{
	cairo_surface_t *surface = open_surface(drawing, epoch);
	OtPainter painter = start_painter(layout, drawing, surface);
	bool ready = ot_painter_open_logo(&painter, error);

	if (ready)
		paint_pages(&painter);
	return end_painter(&painter, surface, ready ? error : NULL) && ready;
}

/* --- forms -------------------------------------------------------------------------------- */

static void
paint_form(OtPainter *painter, const OtShown *shown)
{
	const OtSlot *form = shown->form;
	const OtText *text = shown->text;
	bool at_end = form->at_end || ot_text_is_rtl(text);

	ot_drawing_add_page(painter->drawing);
	painter->marked = false;
	painter->colour = OT_N_COLOURS;
	painter->font = NULL;
	ot_painter_mark_artifact(painter, OT_MARK_FORM);
	for (guint i = 0, n = text->n_lines; i < n; i++) {
		OtItem line = {
			.kind = OT_ITEM_LINE,
			.mark = OT_MARK_FORM,
			.colour = form->colour,
			.text = shown->text,
			.line = i,
			.x = OT_FORM_PAD + (at_end ? form->room - text->lines[i].width : 0),
			.y = shown->baseline +
		             i * ot_fonts_line(painter->layout->fonts, form->role),
		};
		ot_painter_line(painter, &line, true);
	}
	draw_marker(painter, OT_MARKER_CLOSE);
	cairo_show_page(painter->cairo);
}

bool
ot_paint_forms(OtLayout *layout, OtDrawing *drawing, const OtShown *shown, guint n, gint64 epoch,
               GError **error)
{
	cairo_surface_t *surface = open_surface(drawing, epoch);
	OtPainter painter = start_painter(layout, drawing, surface);

	for (guint i = 0; i < n; i++) {
		painter.page = (int) i;
		/* cairo drops what lies outside of its page: the last marker has to be within. */
		cairo_pdf_surface_set_size(surface, MAX(shown[i].width, OT_MARKER_CLOSE + 1),
		                           shown[i].height);
		paint_form(&painter, &shown[i]);
	}
	return end_painter(&painter, surface, error);
}
