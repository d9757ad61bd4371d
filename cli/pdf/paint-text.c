/* SPDX-License-Identifier: MIT */
#include "pdf/paint.h"

#include <string.h>

#define UNDERLINE_DROP  1.6
#define UNDERLINE       0.5
#define RAISE           0.33 /* of the size: how far the number of a note stands above the line */
#define MISSING_PAD     1.5
#define MISSING_DOT     1.0
#define MISSING_DOT_GAP 1.2

int
ot_painter_find_page(const OtPainter *painter, const OtNode *node)
{
	const OtPlace *place = g_hash_table_lookup(painter->layout->places, node);

	return place != NULL ? place->page + 1 : (int) painter->layout->pages->len;
}

static OtTag *
find_link(OtTag *tag)
{
	while (tag != NULL && tag->type != OT_STRUCTURE_LINK)
		tag = tag->parent;
	return tag;
}

static void
start_link(OtPainter *painter, OtTag *tag)
{
	OtDrawing *drawing = painter->drawing;
	OtLinkBox *link = ot_page_add_link(drawing, painter->page, tag->element);
	const OtPage *page = drawing->pages->pdata[painter->page];

	tag->link_page = painter->page;
	tag->link_box = (int) page->links->len - 1;
	link->href = ot_arena_strdup(drawing->arena, tag->href);
	link->contents = ot_arena_strdup(drawing->arena, tag->contents);
	if (tag->target != NULL) {
		const OtPlace *place = g_hash_table_lookup(painter->layout->places, tag->target);

		link->target_page = ot_painter_find_page(painter, tag->target) - 1;
		link->target_top = drawing->page_height - (place != NULL ? place->top : 0);
	}
}

void
ot_painter_link(OtPainter *painter, OtTag *inner, const double area[4])
{
	OtTag *tag = find_link(inner);
	double height = painter->drawing->page_height;
	double box[4] = { area[0], height - area[3], area[2], height - area[1] };
	const OtPage *page = painter->drawing->pages->pdata[painter->page];
	GArray *boxes;
	double *last;

	if (tag == NULL || tag->element == NULL)
		return;
	if (tag->link_page != painter->page)
		start_link(painter, tag);
	boxes = g_array_index(page->links, OtLinkBox, tag->link_box).boxes;
	last = boxes->len > 0 ? (double *) boxes->data + 4 * (boxes->len - 1) : NULL;
	if (last != NULL && ABS(last[1] - box[1]) < 0.01) {
		last[0] = MIN(last[0], box[0]);
		last[2] = MAX(last[2], box[2]);
	} else {
		g_array_append_vals(boxes, box, 1);
	}
}

/* A box behind what is missing and dots below it: not by colour alone. */
static void
decorate_missing(OtPainter *painter, OtTextRole role, const double area[4])
{
	cairo_t *cairo = painter->cairo;
	double ascent = ot_fonts_ascent(painter->layout->fonts, role);
	double descent = ot_fonts_descent(painter->layout->fonts, role);
	double y = area[1] + descent;

	ot_painter_fill(painter, OT_COLOUR_MISSING_TINT,
	                (double[4]){ area[0] - MISSING_PAD, area[1] - ascent,
	                             area[2] - area[0] + 2 * MISSING_PAD, ascent + descent });
	ot_painter_colour(painter, OT_COLOUR_MISSING);
	cairo_set_line_width(cairo, MISSING_DOT);
	cairo_set_dash(cairo, (double[2]){ MISSING_DOT, MISSING_DOT_GAP }, 2, 0);
	cairo_move_to(cairo, area[0] - MISSING_PAD, y);
	cairo_line_to(cairo, area[2] + MISSING_PAD, y);
	cairo_stroke(cairo);
	cairo_set_dash(cairo, NULL, 0, 0);
}

static void
add_cluster(OtPainter *painter, const char *text, guint n_bytes, guint n_glyphs)
{
	cairo_text_cluster_t cluster = { (int) n_bytes, (int) n_glyphs };

	/* What has no glyph, such as a joiner, has no place in the page either. */
	if (n_glyphs == 0 || n_bytes == 0)
		return;
	g_string_append_len(painter->utf8, text, (gssize) n_bytes);
	g_array_append_val(painter->clusters, cluster);
}

static guint
collect_glyphs(OtPainter *painter, const OtGlyph *glyphs, guint n, double x, double y)
{
	guint kept = 0;

	for (guint i = 0; i < n; x += glyphs[i++].advance) {
		cairo_glyph_t glyph = { glyphs[i].glyph, x + glyphs[i].x, y + glyphs[i].y };

		if (glyphs[i].glyph == PANGO_GLYPH_EMPTY)
			continue;
		g_array_append_val(painter->glyphs, glyph);
		kept++;
	}
	return kept;
}

/* The text of each cluster, in reading order. */
static void
collect_clusters(OtPainter *painter, const char *string, const OtPiece *piece,
                 const OtGlyph *glyphs, guint n)
{
	bool backward = piece->run->level % 2 != 0;
	guint i = 0;

	while (i < n) {
		guint start = glyphs[backward ? n - 1 - i : i].cluster;
		guint end = piece->end;
		guint kept = 0;

		for (; i < n; i++) {
			const OtGlyph *glyph = &glyphs[backward ? n - 1 - i : i];

			if (glyph->cluster != start) {
				end = glyph->cluster;
				break;
			}
			kept += glyph->glyph != PANGO_GLYPH_EMPTY;
		}
		add_cluster(painter, string + start, end - start, kept);
	}
}

static void
add_hyphen(OtPainter *painter, const OtPiece *piece, double x, double y)
{
	cairo_glyph_t glyph = { piece->run->hyphen, x, y };

	g_array_append_val(painter->glyphs, glyph);
	add_cluster(painter, "\u00ad", 2, 1);
}

static void
show_glyphs(OtPainter *painter, const OtPiece *piece)
{
	cairo_text_cluster_flags_t flags =
		piece->run->level % 2 != 0 ? CAIRO_TEXT_CLUSTER_FLAG_BACKWARD : 0;

	if (painter->glyphs->len == 0)
		return;
	if (painter->font != piece->run->font)
		cairo_set_scaled_font(painter->cairo, piece->run->font);
	painter->font = piece->run->font;
	cairo_show_text_glyphs(painter->cairo, painter->utf8->str, (int) painter->utf8->len,
	                       (cairo_glyph_t *) painter->glyphs->data, (int) painter->glyphs->len,
	                       (cairo_text_cluster_t *) painter->clusters->data,
	                       (int) painter->clusters->len, flags);
}

static void
draw_piece(OtPainter *painter, const OtItem *item, const OtPiece *piece, bool last)
{
	const OtText *text = item->text;
	const OtTextLine *line = &text->lines[item->line];
	double x = item->x + piece->x;
	double y = item->y;
	guint n = 0;
	const OtGlyph *glyphs = ot_text_glyphs(text, piece, &n);

	if ((piece->span->look & OT_LOOK_RAISED) != 0)
		y -= painter->layout->style->text[text->role].size * RAISE;
	g_array_set_size(painter->glyphs, 0);
	g_array_set_size(painter->clusters, 0);
	g_string_truncate(painter->utf8, 0);
	collect_glyphs(painter, glyphs, n, x, y);
	collect_clusters(painter, ot_text_string(text), piece, glyphs, n);
	if (last && line->hyphen && piece->run->hyphen != 0 && piece->run->level % 2 == 0)
		add_hyphen(painter, piece, x + piece->width, y);
	show_glyphs(painter, piece);
}

static OtColourRole
piece_colour(const OtItem *item, guint look)
{
	if ((look & OT_LOOK_MISSING) != 0)
		return OT_COLOUR_MISSING;
	/* On a dark ground a link has the colour of the words around it, and its line. */
	if ((look & OT_LOOK_LINK) != 0 && item->colour != OT_COLOUR_ON_ACCENT)
		return OT_COLOUR_LINK;
	return item->colour;
}

/* What lies under and around a piece, and its place on the page for links. */
static void
decorate_piece(OtPainter *painter, const OtItem *item, const OtPiece *piece, bool artifact)
{
	const OtText *text = item->text;
	const OtFonts *fonts = painter->layout->fonts;
	double left = item->x + MAX(piece->x, 0);
	double right =
		item->x + MIN(piece->x + piece->width, (double) text->lines[item->line].width);
	guint look = piece->span->look;

	if (right - left < 0.01)
		return;
	if ((look & OT_LOOK_MISSING) != 0)
		decorate_missing(painter, text->role, (double[4]){ left, item->y, right, item->y });
	else if ((look & OT_LOOK_LINK) != 0)
		ot_painter_fill(
			painter, piece_colour(item, look),
			(double[4]){ left, item->y + UNDERLINE_DROP, right - left, UNDERLINE });
	if (!artifact)
		ot_painter_link(painter, piece->span->tag,
		                (double[4]){ left, item->y - ot_fonts_ascent(fonts, text->role),
		                             right,
		                             item->y + ot_fonts_descent(fonts, text->role) });
}

void
ot_painter_line(OtPainter *painter, const OtItem *item, bool artifact)
{
	ot_text_pieces(item->text, item->line, painter->pieces);
	for (guint i = 0; i < painter->pieces->len; i++) {
		const OtPiece *piece = &g_array_index(painter->pieces, OtPiece, i);

		if (!artifact)
			ot_painter_mark(painter, piece->span->tag);
		if ((piece->span->look & OT_LOOK_OPEN) != 0) {
			if (item->line == 0 && i == 0)
				ot_painter_open(painter, item, piece->span);
			continue;
		}
		decorate_piece(painter, item, piece, artifact);
		ot_painter_colour(painter, piece_colour(item, piece->span->look));
		draw_piece(painter, item, piece, i + 1 == painter->pieces->len);
	}
	ot_text_painted(item->text);
}
