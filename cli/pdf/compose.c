/* SPDX-License-Identifier: MIT */
#include "pdf/compose.h"

#include "pdf/words.h"

#include <hb.h>
#include <string.h>

/* A role in a look. */
typedef struct {
	OtWordFace *face; /* NULL until it is needed */
	cairo_scaled_font_t *font;
	double unit; /* points of a unit of the face */
} Voice;

struct OtComposer {
	OtFonts *fonts;
	const OtStyle *style;
	OtWords *words;
	bool latin; /* the language of the document is written in Latin letters */
	Voice voices[OT_N_TEXTS][OT_LOOKS_OF_GLYPHS + 1];
};

typedef struct {
	OtShape *shape;
	guint8 *marks;
	const Voice *voice;
	gunichar before; /* the last character that was no blank, or 0 */
	bool has_letter;
} Composing;

OtComposer *
ot_composer_new(OtFonts *fonts, const OtStyle *style)
{
	OtComposer *composer = g_new0(OtComposer, 1);
	PangoLanguage *language = pango_context_get_language(ot_fonts_context(fonts));

	composer->fonts = fonts;
	composer->style = style;
	composer->words = ot_words_new(language);
	composer->latin = pango_language_includes_script(language, PANGO_SCRIPT_LATIN);
	return composer;
}

void
ot_composer_free(OtComposer *composer)
{
	if (composer == NULL)
		return;
	ot_words_free(composer->words);
	g_free(composer);
}

static PangoFontDescription *
describe_voice(const OtComposer *composer, OtTextRole role, guint look)
{
	PangoFontDescription *description =
		pango_font_description_copy(ot_fonts_face(composer->fonts, role));

	if ((look & OT_LOOK_STRONG) != 0)
		pango_font_description_set_weight(description, PANGO_WEIGHT_BOLD);
	if ((look & OT_LOOK_EMPHASIS) != 0)
		pango_font_description_set_style(description, PANGO_STYLE_ITALIC);
	if ((look & OT_LOOK_RAISED) != 0)
		pango_font_description_set_size(
			description, ot_raised_size(&composer->style->text[role]));
	return description;
}

static const Voice *
find_voice(OtComposer *composer, OtTextRole role, guint look)
{
	Voice *voice = &composer->voices[role][look];
	PangoFontDescription *description;
	g_autoptr(PangoFont) font = NULL;
	int scale = 0;

	if (voice->face != NULL)
		return voice;
	description = describe_voice(composer, role, look);
	font = ot_font_load(ot_fonts_context(composer->fonts), description);
	pango_font_description_free(description);
	if (font == NULL)
		return NULL;
	hb_font_get_scale(pango_font_get_hb_font(font), &scale, NULL);
	voice->face = ot_words_face(composer->words, font);
	voice->font = ot_fonts_scaled(composer->fonts, font);
	voice->unit = scale / (double) PANGO_SCALE / ot_words_units(voice->face);
	return voice;
}

/*
 * Whether a word may start a line depends on what stands before the blank only after opening marks,
 * quotation marks, brackets and dashes, and there not if a letter or digit follows, but for an
 * opening one (UAX 14, LB14 to LB17).
 */
static bool
is_cut_by_blank(gunichar before, gunichar after)
{
	switch (g_unichar_break_type(before)) {
	case G_UNICODE_BREAK_OPEN_PUNCTUATION:
		return false;
	case G_UNICODE_BREAK_QUOTATION:
		return g_unichar_type(before) != G_UNICODE_INITIAL_PUNCTUATION &&
		       g_unichar_isalnum(after);
	case G_UNICODE_BREAK_CLOSE_PUNCTUATION:
	case G_UNICODE_BREAK_CLOSE_PARANTHESIS:
	case G_UNICODE_BREAK_BEFORE_AND_AFTER:
		return g_unichar_isalnum(after);
	default:
		return true;
	}
}

static void
append_blank(Composing *composing, const OtWordShape *next, guint at)
{
	OtGlyph glyph = { .glyph = ot_words_blank(composing->voice->face), .cluster = at };

	glyph.advance = (float) (next->lead * composing->voice->unit);
	g_array_append_val(composing->shape->glyphs, glyph);
	composing->marks[at] |= OT_AT_BLANK;
}

static void
append_glyphs(Composing *composing, const OtWordShape *word, guint at, bool ends)
{
	GArray *glyphs = composing->shape->glyphs;
	guint first = glyphs->len;
	double unit = composing->voice->unit;
	OtGlyph *to;

	g_array_set_size(glyphs, first + word->n_glyphs);
	to = &g_array_index(glyphs, OtGlyph, first);
	for (guint i = 0; i < word->n_glyphs; i++) {
		const OtGlyph *from = &word->glyphs[i];
		float kern = i + 1 < word->n_glyphs || ends ? 0 : word->trail;

		to[i].glyph = from->glyph;
		to[i].advance = (float) ((from->advance + kern) * unit);
		to[i].x = (float) (from->x * unit);
		to[i].y = (float) (from->y * unit);
		to[i].cluster = at + from->cluster;
	}
}

static void
mark_breaks(Composing *composing, const OtWordShape *word, guint at, guint len)
{
	if (at > 0 && composing->shape->string[at - 1] == ' ' && word->starts_line)
		composing->marks[at] |= OT_AT_BREAK;
	for (guint i = 0; word->breaks != NULL && i < len; i++)
		if (word->breaks[i])
			composing->marks[at + i] |= OT_AT_BREAK;
}

/* A word at a byte, with the blank before it if that has the same voice. */
static bool
append_word(Composing *composing, guint at, guint len, bool blank, bool ends)
{
	const char *start = composing->shape->string + at;
	const OtWordShape *word = ot_words_find(composing->voice->face, start, len);

	if (!word->plain)
		return false;
	if (blank)
		append_blank(composing, word, at - 1);
	if (len == 0)
		return true;
	if (at > 0 && start[-1] == ' ' && composing->before != 0 &&
	    !is_cut_by_blank(composing->before, g_utf8_get_char(start)))
		return false;
	append_glyphs(composing, word, at, ends);
	mark_breaks(composing, word, at, len);
	composing->before = g_utf8_get_char(g_utf8_prev_char(start + len));
	composing->has_letter |= word->has_letter;
	return true;
}

/* A piece of the text in one voice: one run. */
static bool
append_run(Composing *composing, guint start, guint end)
{
	OtShape *shape = composing->shape;
	const char *string = shape->string;
	OtRun run = { .start = start, .end = end, .first = shape->glyphs->len,
		      .font = composing->voice->font };
	bool blank = false;

	/* A word that changes its look within is no word of ours. */
	if (start > 0 && string[start - 1] != ' ' && string[start] != ' ')
		return false;
	for (guint at = start, len; at <= end; at += len + 1, blank = true) {
		const char *stop = memchr(string + at, ' ', end - at);

		len = stop != NULL ? (guint) (stop - string) - at : end - at;
		if (!append_word(composing, at, len, blank, stop == NULL))
			return false;
	}
	run.n = shape->glyphs->len - run.first;
	g_array_append_val(shape->runs, run);
	return true;
}

static bool
append_runs(Composing *composing, OtComposer *composer, OtTextRole role, const OtSpan *spans,
            guint n_spans)
{
	const OtTextStyle *style = &composer->style->text[role];
	guint start = 0;

	for (guint i = 0, next; i < n_spans; start = spans[i].end, i = next) {
		guint look = ot_look_of_glyphs(style, spans[i].look);

		next = i + 1;
		while (next < n_spans && ot_look_of_glyphs(style, spans[next].look) == look)
			i = next++;
		composing->voice = find_voice(composer, role, look);
		if (composing->voice == NULL ||
		    (spans[i].end > start && !append_run(composing, start, spans[i].end)))
			return false;
	}
	return true;
}

OtShape *
ot_compose(OtComposer *composer, OtTextRole role, const char *string, const OtSpan *spans,
           guint n_spans)
{
	OtShape *shape = ot_shape_start(string);
	g_autofree guint8 *marks = g_new0(guint8, shape->len + 1);
	Composing composing = { .shape = shape, .marks = marks };

	/* Without a letter, the script is another one and may have another kerning. */
	if (!composer->latin || !append_runs(&composing, composer, role, spans, n_spans) ||
	    !composing.has_letter) {
		ot_shape_unref(shape);
		return NULL;
	}
	ot_shape_finish(shape, marks);
	return shape;
}
