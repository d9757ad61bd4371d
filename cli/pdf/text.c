/* SPDX-License-Identifier: MIT */
#include "pdf/text.h"

#include "pdf/compose.h"

#include <string.h>

/* Texts up to this length are likely to come again: cells, labels, numbers. */
/* So many characters on either side tell where a character stands. */
#define QUOTED 16

#define MAX_SHARED_BYTES 60

#define RAISED_SIZE 0.68

struct OtTexts {
	OtFonts *fonts;
	const OtStyle *style;
	OtFindings *findings;
	OtComposer *composer;
	PangoLayout *layout; /* for what can't be composed */
	OtTextRole role;    /* whose face the layout has */
	GHashTable *shared; /* of OtShape, by role, look and text */
	GHashTable *all;    /* every OtText that has a shape */
	const char *place;
	const char *string; /* what is being shaped, for findings */
	bool failed;
};

static void
release_shape(gpointer data)
{
	ot_shape_unref(data);
}

OtTexts *
ot_texts_new(OtFonts *fonts, const OtStyle *style, OtFindings *findings)
{
	OtTexts *texts = g_new0(OtTexts, 1);

	texts->fonts = fonts;
	texts->style = style;
	texts->findings = findings;
	texts->composer = ot_composer_new(fonts, style);
	texts->layout = pango_layout_new(ot_fonts_context(fonts));
	texts->role = OT_N_TEXTS;
	pango_layout_set_single_paragraph_mode(texts->layout, TRUE);
	texts->shared = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, release_shape);
	texts->all = g_hash_table_new(g_direct_hash, g_direct_equal);
	return texts;
}

static void
clear_text(OtText *text)
{
	g_clear_pointer(&text->shape, ot_shape_unref);
	g_clear_pointer(&text->lines, g_free);
}

void
ot_texts_free(OtTexts *texts)
{
	GHashTableIter iter;
	gpointer text;

	if (texts == NULL)
		return;
	g_hash_table_iter_init(&iter, texts->all);
	while (g_hash_table_iter_next(&iter, &text, NULL))
		clear_text(text);
	g_hash_table_unref(texts->all);
	g_hash_table_unref(texts->shared);
	g_object_unref(texts->layout);
	ot_composer_free(texts->composer);
	g_free(texts);
}

void
ot_texts_set_place(OtTexts *texts, const char *place)
{
	texts->place = place;
}

void
ot_texts_set_findings(OtTexts *texts, OtFindings *findings)
{
	texts->findings = findings;
	texts->failed = false;
}

bool
ot_texts_failed(const OtTexts *texts)
{
	return texts->failed;
}

/* The words around the first place of a character; free with g_free(). */
static char *
quote_around(const char *string, const char *character)
{
	const char *found = strstr(string, character);
	const char *start = found;
	const char *end = found;

	if (found == NULL)
		return g_strdup(character);
	for (int i = 0; i < QUOTED && start > string; i++)
		start = g_utf8_prev_char(start);
	for (int i = 0; i < QUOTED && *end != '\0'; i++)
		end = g_utf8_next_char(end);
	return g_strdup_printf("%s%.*s%s", start > string ? "\342\200\246" : "",
	                       (int) (end - start), start, *end != '\0' ? "\342\200\246" : "");
}

static void
report_missing(gpointer data, gunichar character)
{
	OtTexts *texts = data;
	OtWhere where = { .place = texts->place };
	char utf8[7] = "";
	g_autofree char *around = NULL;

	g_unichar_to_utf8(character, utf8);
	around = quote_around(texts->string, utf8);
	ot_findings_add(
		texts->findings, OT_CODE_PDF_CHARACTER, where,
		"no font can show the character U+%04X \342\200\234%s\342\200\235; it stands in "
		"\342\200\234%s\342\200\235",
		character, utf8, around);
	texts->failed = true;
}

static void
add_attribute(PangoAttrList *list, PangoAttribute *attribute, guint start, guint end)
{
	attribute->start_index = start;
	attribute->end_index = end;
	pango_attr_list_insert(list, attribute);
}

guint
ot_look_of_glyphs(const OtTextStyle *style, guint look)
{
	if (style->weight >= PANGO_WEIGHT_BOLD)
		look &= ~(guint) OT_LOOK_STRONG;
	return look & OT_LOOKS_OF_GLYPHS;
}

int
ot_raised_size(const OtTextStyle *style)
{
	return (int) (style->size * RAISED_SIZE * PANGO_SCALE);
}

/*
 * What of the look changes glyphs.  Without ligatures each glyph stands for one character: what is
 * copied or read out is right in every reader.
 */
static PangoAttrList *
make_attributes(const OtTextStyle *style, const OtSpan *spans, guint n_spans)
{
	PangoAttrList *list = pango_attr_list_new();
	guint start = 0;

	add_attribute(list, pango_attr_font_features_new("liga=0, clig=0"), 0, G_MAXUINT);
	for (guint i = 0; i < n_spans; start = spans[i++].end) {
		guint look = ot_look_of_glyphs(style, spans[i].look);
		guint end = spans[i].end;

		if ((look & OT_LOOK_STRONG) != 0)
			add_attribute(list, pango_attr_weight_new(PANGO_WEIGHT_BOLD), start, end);
		if ((look & OT_LOOK_EMPHASIS) != 0)
			add_attribute(list, pango_attr_style_new(PANGO_STYLE_ITALIC), start, end);
		if ((look & OT_LOOK_RAISED) != 0)
			add_attribute(list, pango_attr_size_new(ot_raised_size(style)), start, end);
	}
	return list;
}

static OtShape *
shape_text(OtTexts *texts, OtTextRole role, const char *string, const OtSpan *spans, guint n_spans)
{
	OtShape *shape = ot_compose(texts->composer, role, string, spans, n_spans);
	PangoAttrList *attributes;

	if (shape != NULL)
		return shape;
	attributes = make_attributes(&texts->style->text[role], spans, n_spans);
	if (texts->role != role)
		pango_layout_set_font_description(texts->layout, ot_fonts_face(texts->fonts, role));
	texts->role = role;
	pango_layout_set_attributes(texts->layout, attributes);
	texts->string = string;
	shape = ot_shape_new(texts->fonts, texts->layout, string, report_missing, texts);
	pango_attr_list_unref(attributes);
	return shape;
}

/* The shape of a text, shared where an equal one was made before. */
static OtShape *
find_shape(OtTexts *texts, OtTextRole role, const char *string, const OtSpan *spans, guint n_spans)
{
	g_autofree char *key = NULL;
	OtShape *shape;

	if (n_spans != 1 || spans[0].end > MAX_SHARED_BYTES)
		return shape_text(texts, role, string, spans, n_spans);
	key = g_strdup_printf("%d %u %s", role, spans[0].look, string);
	shape = g_hash_table_lookup(texts->shared, key);
	if (shape == NULL) {
		shape = shape_text(texts, role, string, spans, n_spans);
		g_hash_table_insert(texts->shared, g_steal_pointer(&key), shape);
	}
	return ot_shape_ref(shape);
}

static OtText *
add_text(OtTexts *texts, OtArena *arena, OtTextRole role, OtShape *shape)
{
	OtText *text = ot_arena_new_object(arena, OtText);

	text->role = role;
	text->colour = texts->style->text[role].colour;
	text->shape = shape;
	g_hash_table_add(texts->all, text);
	return text;
}

OtText *
ot_text_make(OtTexts *texts, OtArena *arena, OtTextRole role, const char *string,
            const OtSpan *spans, guint n_spans)
{
	OtText *text =
		add_text(texts, arena, role, find_shape(texts, role, string, spans, n_spans));

	text->spans = spans;
	text->n_spans = n_spans;
	return text;
}

OtText *
ot_text_take(OtTexts *texts, OtArena *arena, OtText *measured, OtTextRole role, const char *string)
{
	if (measured->role != role || measured->shape == NULL ||
	    strcmp(measured->shape->string, string) != 0)
		return NULL;
	return add_text(texts, arena, role, g_steal_pointer(&measured->shape));
}

OtText *
ot_text_plain(OtTexts *texts, OtArena *arena, OtTextRole role, const char *string, OtTag *tag)
{
	OtSpan *span = ot_arena_new_object(arena, OtSpan);

	span->end = (guint) strlen(string);
	span->tag = tag;
	return ot_text_make(texts, arena, role, string, span, 1);
}

void
ot_text_break(OtText *text, double width)
{
	GArray *lines = ot_shape_break(text->shape, width, text->balanced);

	g_free(text->lines);
	text->n_lines = lines->len;
	text->to_paint = lines->len;
	text->room = (float) width;
	text->lines = (OtTextLine *) g_array_free(lines, FALSE);
}

void
ot_text_painted(OtText *text)
{
	if (text->to_paint > 0 && --text->to_paint == 0)
		g_clear_pointer(&text->shape, ot_shape_unref);
}

double
ot_text_natural(const OtText *text)
{
	return text->shape->natural;
}

double
ot_text_minimum(const OtText *text)
{
	return text->shape->minimum;
}

bool
ot_text_is_rtl(const OtText *text)
{
	return text->shape->base_level % 2 != 0;
}

const char *
ot_text_string(const OtText *text)
{
	return text->shape->string;
}

const OtGlyph *
ot_text_glyphs(const OtText *text, const OtPiece *piece, guint *n_glyphs)
{
	const OtShape *shape = text->shape;
	const OtRun *run = piece->run;
	guint from = ot_shape_seek(shape, run, piece->start);
	guint to = ot_shape_seek(shape, run, piece->end);

	*n_glyphs = to - from;
	return &g_array_index(shape->glyphs, OtGlyph,
	                      run->first + (run->level % 2 == 0 ? from : run->n - to));
}

static double
measure_piece(const OtText *text, const OtPiece *piece)
{
	guint n_glyphs = 0;
	const OtGlyph *glyphs = ot_text_glyphs(text, piece, &n_glyphs);
	double width = 0;

	for (guint i = 0; i < n_glyphs; i++)
		width += glyphs[i].advance;
	return width;
}

/* Where the blanks at the end of a line start. */
static guint
find_blanks(const OtText *text, const OtTextLine *line)
{
	const char *string = text->shape->string;
	guint end = line->end;

	while (end > line->start && string[end - 1] == ' ')
		end--;
	return end;
}

/*
 * Reverse what runs from right to left (Unicode Standard Annex 9, rule L2) and give each piece its
 * place; the pieces themselves stay in reading order.
 */
static void
place_pieces(GArray *pieces, const int *levels, double start)
{
	guint n = pieces->len;
	g_autofree guint *order = g_new(guint, n);
	int highest = 0;
	double x = start;

	for (guint i = 0; i < n; i++) {
		order[i] = i;
		highest = MAX(highest, levels[i]);
	}
	for (int level = highest; level > 0; level--) {
		for (guint from = 0, to; from < n; from = to + 1) {
			to = from;
			while (to < n && levels[order[to]] >= level)
				to++;
			for (guint i = from, j = to; i + 1 < j; i++) {
				guint swapped = order[--j];

				order[j] = order[i];
				order[i] = swapped;
			}
		}
	}
	for (guint i = 0; i < n; i++) {
		OtPiece *piece = &g_array_index(pieces, OtPiece, order[i]);

		piece->x = x;
		x += piece->width;
	}
}

/* Cut a line where the run, the span, or the text before its last blanks ends. */
static void
cut_pieces(const OtText *text, const OtTextLine *line, guint blanks, GArray *pieces)
{
	const OtShape *shape = text->shape;
	guint index = ot_shape_find_run(shape, line->start);
	guint at = line->start;
	guint span = 0;

	while (at < line->end && index < shape->runs->len) {
		const OtRun *run = &g_array_index(shape->runs, OtRun, index);
		OtPiece piece = { .start = at, .run = run };

		while (span + 1 < text->n_spans && text->spans[span].end <= at)
			span++;
		piece.span = &text->spans[span];
		piece.end = MIN(line->end, MIN(run->end, span + 1 < text->n_spans ? piece.span->end
		                                                                  : G_MAXUINT));
		if (at < blanks && piece.end > blanks && run->level != shape->base_level)
			piece.end = blanks;
		piece.width = measure_piece(text, &piece);
		g_array_append_val(pieces, piece);
		at = piece.end;
		if (at >= run->end)
			index++;
	}
}

void
ot_text_pieces(const OtText *text, guint line_index, GArray *pieces)
{
	const OtTextLine *line = &text->lines[line_index];
	guint blanks = find_blanks(text, line);
	int base = text->shape->base_level;
	g_autofree int *levels = NULL;
	double start = 0;

	g_array_set_size(pieces, 0);
	cut_pieces(text, line, blanks, pieces);
	levels = g_new(int, pieces->len);
	for (guint i = 0; i < pieces->len; i++) {
		const OtPiece *piece = &g_array_index(pieces, OtPiece, i);

		/* Blanks at the end of a line go with the paragraph (UAX 9, rule L1). */
		levels[i] = piece->start >= blanks ? base : piece->run->level;
		if (base % 2 != 0 && piece->start >= blanks)
			start -= piece->width;
	}
	place_pieces(pieces, levels, start);
}
