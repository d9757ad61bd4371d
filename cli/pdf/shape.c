/* SPDX-License-Identifier: MIT */
#include "pdf/shape.h"

#include <hb.h>
#include <string.h>

#define SOFT_HYPHEN 0x00AD

typedef struct {
	OtFonts *fonts;
	OtShape *shape;
	OtMissingGlyph *missing;
	gpointer data;
} Shaping;

static int
compare_items(gconstpointer one, gconstpointer other)
{
	const PangoGlyphItem *const *first = one;
	const PangoGlyphItem *const *second = other;

	return (*first)->item->offset - (*second)->item->offset;
}

/*
 * ISO 19005-3, 6.2.11.7: text for private use, or lost before (U+FFFD), can't be read out; a font
 * may have a glyph for it all the same.
 */
static bool
is_unreadable(gunichar character)
{
	return character == 0xFFFD || g_unichar_type(character) == G_UNICODE_PRIVATE_USE;
}

static void
add_glyph(Shaping *shaping, const PangoGlyphItem *item, int index)
{
	const PangoGlyphInfo *info = &item->glyphs->glyphs[index];
	OtGlyph glyph = {
		.glyph = info->glyph,
		.advance = info->geometry.width / (float) PANGO_SCALE,
		.x = info->geometry.x_offset / (float) PANGO_SCALE,
		.y = info->geometry.y_offset / (float) PANGO_SCALE,
		.cluster = (guint) (item->item->offset + item->glyphs->log_clusters[index]),
	};

	if (info->glyph != PANGO_GLYPH_EMPTY && (info->glyph & PANGO_GLYPH_UNKNOWN_FLAG) != 0) {
		shaping->missing(shaping->data, info->glyph & ~PANGO_GLYPH_UNKNOWN_FLAG);
		glyph.glyph = PANGO_GLYPH_EMPTY;
	} else {
		gunichar character = g_utf8_get_char(shaping->shape->string + glyph.cluster);
		if (is_unreadable(character))
			shaping->missing(shaping->data, character);
	}
	g_array_append_val(shaping->shape->glyphs, glyph);
}

/* The width of a hyphen in the font of a run, and its glyph. */
static void
find_hyphen(Shaping *shaping, PangoFont *font, OtRun *run)
{
	hb_font_t *hb_font = pango_font_get_hb_font(font);
	hb_codepoint_t glyph = 0;

	if (!hb_font_get_nominal_glyph(hb_font, 0x2010, &glyph) &&
	    !hb_font_get_nominal_glyph(hb_font, '-', &glyph))
		return;
	run->hyphen = glyph;
	run->hyphen_width = hb_font_get_glyph_h_advance(hb_font, glyph) / (float) PANGO_SCALE;
	shaping->shape->hyphen = MAX(shaping->shape->hyphen, run->hyphen_width);
}

static void
add_run(Shaping *shaping, const PangoGlyphItem *item)
{
	OtShape *shape = shaping->shape;
	OtRun run = {
		.start = (guint) item->item->offset,
		.end = (guint) (item->item->offset + item->item->length),
		.first = shape->glyphs->len,
		.n = (guint) item->glyphs->num_glyphs,
		.level = item->item->analysis.level,
		.font = ot_fonts_scaled(shaping->fonts, item->item->analysis.font),
	};

	for (int i = 0; i < item->glyphs->num_glyphs; i++)
		add_glyph(shaping, item, i);
	if (g_strstr_len(shape->string + run.start, run.end - run.start, "\u00ad") != NULL)
		find_hyphen(shaping, item->item->analysis.font, &run);
	g_array_append_val(shape->runs, run);
}

static void
add_runs(Shaping *shaping, PangoLayout *layout)
{
	PangoLayoutLine *line = pango_layout_get_line_readonly(layout, 0);
	g_autoptr(GPtrArray) items = g_ptr_array_new();

	for (GSList *link = line != NULL ? line->runs : NULL; link != NULL; link = link->next)
		g_ptr_array_add(items, link->data);
	g_ptr_array_sort(items, compare_items);
	for (guint i = 0; i < items->len; i++)
		add_run(shaping, items->pdata[i]);
	shaping->shape->base_level =
		line != NULL && line->resolved_dir == PANGO_DIRECTION_RTL ? 1 : 0;
}

/* The advance of each cluster, kept at the byte where the cluster starts. */
static float *
spread_advances(const OtShape *shape)
{
	float *advances = g_new0(float, shape->len + 1);

	for (guint i = 0; i < shape->glyphs->len; i++) {
		const OtGlyph *glyph = &g_array_index(shape->glyphs, OtGlyph, i);

		if (glyph->cluster <= shape->len)
			advances[glyph->cluster] += glyph->advance;
	}
	return advances;
}

static void
end_word(OtShape *shape, GArray *words, OtWord *word, guint end)
{
	word->end = end;
	if (word->end > word->start) {
		shape->minimum = MAX(shape->minimum, word->width);
		g_array_append_vals(words, word, 1);
	}
	*word = (OtWord){ .start = end };
}

/* Whether the characters up to the next blank are an e-mail address. */
static bool
starts_address(const char *at)
{
	for (; *at != '\0' && *at != ' '; at++)
		if (*at == '@')
			return true;
	return false;
}

/*
 * Unicode Standard Annex 14 lets a line end at places where an address would be misread: after a
 * hyphen in an e-mail address, and after the "//" of a web address.
 */
static bool
may_break(const OtShape *shape, guint byte, bool address)
{
	const char *string = shape->string;

	if (address && string[byte - 1] != ' ')
		return false;
	return byte < 2 || string[byte - 1] != '/' || string[byte - 2] != '/';
}

/* The widest line if lines end where somebody pressed Enter only. */
static double
find_natural(const OtShape *shape)
{
	double natural = 0, line = 0;

	for (guint i = 0; i < shape->n_words; i++) {
		const OtWord *word = &shape->words[i];

		natural = MAX(natural, line + word->width);
		line = word->ends ? 0 : line + word->width + word->space;
	}
	return natural;
}

void
ot_shape_finish(OtShape *shape, const guint8 *marks)
{
	g_autofree float *advances = spread_advances(shape);
	GArray *words = g_array_new(FALSE, FALSE, sizeof(OtWord));
	OtWord word = { 0 };
	guint next_end = 0;
	bool address = starts_address(shape->string);

	for (const char *at = shape->string; *at != '\0'; at = g_utf8_next_char(at)) {
		guint byte = (guint) (at - shape->string);

		if (word.ends || (byte > 0 && (marks[byte] & OT_AT_BREAK) != 0 &&
		                  may_break(shape, byte, address)))
			end_word(shape, words, &word, byte);
		if (byte > 0 && shape->string[byte - 1] == ' ')
			address = starts_address(at);
		if ((marks[byte] & OT_AT_BLANK) != 0) {
			word.space += advances[byte];
		} else {
			word.width += word.space + advances[byte];
			word.space = 0;
		}
		word.hyphen = g_utf8_get_char(at) == SOFT_HYPHEN;
		if (next_end < shape->ends->len &&
		    g_array_index(shape->ends, guint, next_end) == byte) {
			word.ends = true;
			next_end++;
		}
	}
	end_word(shape, words, &word, shape->len);
	shape->n_words = words->len;
	shape->words = (OtWord *) g_array_free(words, FALSE);
	shape->natural = find_natural(shape);
}

/* What Pango says of each character, at its first byte. */
static guint8 *
collect_marks(const OtShape *shape, PangoLayout *layout)
{
	int n_attrs = 0;
	const PangoLogAttr *attrs = pango_layout_get_log_attrs_readonly(layout, &n_attrs);
	guint8 *marks = g_new0(guint8, shape->len + 1);
	const char *at = shape->string;

	for (int i = 0; *at != '\0' && i < n_attrs; i++, at = g_utf8_next_char(at)) {
		guint8 *mark = &marks[at - shape->string];

		if (attrs[i].is_line_break)
			*mark |= OT_AT_BREAK;
		if (attrs[i].is_white && g_utf8_get_char(at) != 0x00A0)
			*mark |= OT_AT_BLANK;
	}
	return marks;
}

/* Pango sees one line: a character that would end it is a blank.  Line feeds are kept in mind. */
static void
fold_separators(OtShape *shape)
{
	for (char *at = shape->string; *at != '\0'; at = g_utf8_next_char(at)) {
		gunichar character = g_utf8_get_char(at);
		guint byte = (guint) (at - shape->string);

		if (character == '\n')
			g_array_append_val(shape->ends, byte);
		if (character == '\n' || character == '\r' || character == '\t')
			*at = ' ';
		else if (character == 0x2028 || character == 0x2029)
			memcpy(at, "\u2003", 3);
		else if (character == 0x85)
			memcpy(at, "\u00a0", 2);
	}
}

OtShape *
ot_shape_start(const char *string)
{
	OtShape *shape = g_new0(OtShape, 1);

	shape->refs = 1;
	shape->string = g_strdup(string);
	shape->ends = g_array_new(FALSE, FALSE, sizeof(guint));
	fold_separators(shape);
	shape->len = (guint) strlen(string);
	shape->runs = g_array_new(FALSE, FALSE, sizeof(OtRun));
	shape->glyphs = g_array_sized_new(FALSE, FALSE, sizeof(OtGlyph), shape->len);
	return shape;
}

OtShape *
ot_shape_new(OtFonts *fonts, PangoLayout *layout, const char *string, OtMissingGlyph *missing,
             gpointer data)
{
	OtShape *shape = ot_shape_start(string);
	Shaping shaping = { fonts, shape, missing, data };
	g_autofree guint8 *marks = NULL;

	pango_layout_set_text(layout, shape->string, (int) shape->len);
	add_runs(&shaping, layout);
	marks = collect_marks(shape, layout);
	ot_shape_finish(shape, marks);
	return shape;
}

OtShape *
ot_shape_ref(OtShape *shape)
{
	shape->refs++;
	return shape;
}

void
ot_shape_unref(OtShape *shape)
{
	if (shape == NULL || --shape->refs > 0)
		return;
	g_array_unref(shape->ends);
	g_array_unref(shape->runs);
	g_array_unref(shape->glyphs);
	g_free(shape->words);
	g_free(shape->string);
	g_free(shape);
}

guint
ot_shape_find_run(const OtShape *shape, guint byte)
{
	guint low = 0;
	guint high = shape->runs->len;

	while (low + 1 < high) {
		guint middle = low + (high - low) / 2;

		if (g_array_index(shape->runs, OtRun, middle).start <= byte)
			low = middle;
		else
			high = middle;
	}
	return low;
}

guint
ot_shape_seek(const OtShape *shape, const OtRun *run, guint byte)
{
	const OtGlyph *glyphs = &g_array_index(shape->glyphs, OtGlyph, run->first);
	guint low = 0;
	guint high = run->n;

	while (low < high) {
		guint middle = low + (high - low) / 2;
		guint index = run->level % 2 == 0 ? middle : run->n - 1 - middle;

		if (glyphs[index].cluster < byte)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}
