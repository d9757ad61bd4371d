/* SPDX-License-Identifier: MIT
 *
 * Texts composed of words are those that Pango shapes: the same glyphs at the same places, and
 * lines may end at the same bytes.
 */
#include "pdf/compose.h"

#include <math.h>
#include <pango/pango.h>
#include <string.h>

/* Pango rounds each advance to 1/1024 of a point. */
#define ROUNDING 0.004

typedef struct {
	OtStyle *style;
	OtFindings *findings;
	OtFonts *fonts;
	OtComposer *composer;
	PangoLayout *layout;
} Fixture;

static void
set_up(Fixture *fixture, gconstpointer data)
{
	fixture->style = ot_style_load("tests/unit/data/house-style.xml", NULL);
	g_assert_nonnull(fixture->style);
	fixture->findings = ot_findings_new();
	fixture->fonts = ot_fonts_new("fonts", fixture->style, data, fixture->findings, NULL);
	g_assert_nonnull(fixture->fonts);
	fixture->composer = ot_composer_new(fixture->fonts, fixture->style);
	fixture->layout = pango_layout_new(ot_fonts_context(fixture->fonts));
	pango_layout_set_single_paragraph_mode(fixture->layout, TRUE);
}

static void
tear_down(Fixture *fixture, gconstpointer data)
{
	(void) data;
	g_object_unref(fixture->layout);
	ot_composer_free(fixture->composer);
	ot_fonts_free(fixture->fonts);
	ot_findings_free(fixture->findings);
	ot_style_free(fixture->style);
}

static void
fail_if_missing(gpointer data, gunichar character)
{
	(void) data;
	g_error("no glyph for U+%04X", character);
}

static OtShape *
shape_whole(Fixture *fixture, OtTextRole role, const char *string, const OtSpan *spans,
            guint n_spans)
{
	PangoAttrList *list = pango_attr_list_new();
	const OtTextStyle *style = &fixture->style->text[role];
	guint start = 0;

	pango_attr_list_insert(list, pango_attr_font_features_new("liga=0, clig=0"));
	for (guint i = 0; i < n_spans; start = spans[i++].end) {
		PangoAttribute *attribute = pango_attr_weight_new(PANGO_WEIGHT_BOLD);

		attribute->start_index = start;
		attribute->end_index = spans[i].end;
		if ((ot_look_of_glyphs(style, spans[i].look) & OT_LOOK_STRONG) != 0)
			pango_attr_list_insert(list, attribute);
		else
			pango_attribute_destroy(attribute);
	}
	pango_layout_set_font_description(fixture->layout, ot_fonts_face(fixture->fonts, role));
	pango_layout_set_attributes(fixture->layout, list);
	pango_attr_list_unref(list);
	return ot_shape_new(fixture->fonts, fixture->layout, string, fail_if_missing, NULL);
}

static void
check_runs(const OtShape *composed, const OtShape *whole)
{
	g_assert_cmpint(composed->base_level, ==, whole->base_level);
	g_assert_cmpuint(composed->runs->len, ==, whole->runs->len);
	for (guint i = 0; i < whole->runs->len; i++) {
		const OtRun *run = &g_array_index(composed->runs, OtRun, i);
		const OtRun *wanted = &g_array_index(whole->runs, OtRun, i);

		g_assert_cmpuint(run->start, ==, wanted->start);
		g_assert_cmpuint(run->end, ==, wanted->end);
		g_assert_cmpuint(run->first, ==, wanted->first);
		g_assert_cmpuint(run->n, ==, wanted->n);
		g_assert_cmpint(run->level, ==, wanted->level);
		g_assert_true(run->font == wanted->font);
	}
}

static void
check_glyphs(const OtShape *composed, const OtShape *whole)
{
	g_assert_cmpuint(composed->glyphs->len, ==, whole->glyphs->len);
	for (guint i = 0; i < whole->glyphs->len; i++) {
		const OtGlyph *glyph = &g_array_index(composed->glyphs, OtGlyph, i);
		const OtGlyph *wanted = &g_array_index(whole->glyphs, OtGlyph, i);

		g_assert_cmpuint(glyph->glyph, ==, wanted->glyph);
		g_assert_cmpuint(glyph->cluster, ==, wanted->cluster);
		g_assert_cmpfloat_with_epsilon(glyph->advance, wanted->advance, ROUNDING);
		g_assert_cmpfloat_with_epsilon(glyph->x, wanted->x, ROUNDING);
		g_assert_cmpfloat_with_epsilon(glyph->y, wanted->y, ROUNDING);
	}
}

static void
check_breaks(const OtShape *composed, const OtShape *whole)
{
	g_assert_cmpuint(composed->n_words, ==, whole->n_words);
	for (guint i = 0; i < whole->n_words; i++) {
		g_assert_cmpuint(composed->words[i].start, ==, whole->words[i].start);
		g_assert_cmpuint(composed->words[i].end, ==, whole->words[i].end);
		g_assert_cmpfloat_with_epsilon(composed->words[i].width, whole->words[i].width,
		                               ROUNDING * 16);
		g_assert_cmpfloat_with_epsilon(composed->words[i].space, whole->words[i].space,
		                               ROUNDING);
	}
}

/* True where the text can be composed: it is the same then. */
static bool
check_spans(Fixture *fixture, OtTextRole role, const char *string, const OtSpan *spans,
            guint n_spans)
{
	OtShape *composed = ot_compose(fixture->composer, role, string, spans, n_spans);
	OtShape *whole;

	if (composed == NULL)
		return false;
	whole = shape_whole(fixture, role, string, spans, n_spans);
	check_runs(composed, whole);
	check_glyphs(composed, whole);
	check_breaks(composed, whole);
	ot_shape_unref(composed);
	ot_shape_unref(whole);
	return true;
}

static bool
check_text(Fixture *fixture, OtTextRole role, const char *string)
{
	OtSpan span = { .end = (guint) strlen(string) };

	return check_spans(fixture, role, string, &span, 1);
}

static void
test_sentences(Fixture *fixture, gconstpointer data)
{
	g_autofree char *table = NULL;
	g_auto(GStrv) lines = NULL;
	guint n = 0;
	guint composed = 0;

	(void) data;
	g_assert_true(g_file_get_contents("tests/wording/dev.tsv", &table, NULL, NULL));
	lines = g_strsplit(table, "\n", -1);
	for (size_t i = 1; lines[i] != NULL && lines[i][0] != '\0'; i++, n++) {
		g_auto(GStrv) columns = g_strsplit(lines[i], "\t", -1);
		OtTextRole role = i % 2 == 0 ? OT_TEXT_BODY : OT_TEXT_HEADING_2;

		composed += check_text(fixture, role, columns[4]);
	}
	g_assert_cmpuint(n, >, 200);
	g_assert_cmpuint(composed, >, n * 9 / 10);
}

static void
test_composed(Fixture *fixture, gconstpointer data)
{
	static const char *const texts[] = {
		"a",
		"word",
		" word",
		"word ",
		"two  blanks",
		"   three",
		"end   ",
		"12,500 visits at \302\2433.75 each, 20% fewer",
		"A well-known e-mail/web address: https://example.org/a/b-c?d=e",
		"Write to winter-engagement@hafrenvale.example (by 29 January).",
		"Say \342\200\234yes\342\200\235 or \342\200\230no\342\200\231, don\342\200\231t wait",
		"dash \342\200\224 and en \342\200\223 dash; 2026\342\200\2232027",
		"Mae\302\240hwn yn d\305\265r, t\305\267, \303\242, \341\272\203",
		"caf\303\251 na\303\257ve \303\206ther \302\253word\302\273",
		"AV To Wa f. r, Y. T\303\251 P.A. LT",
		"(bracket) of [square] or {curly} and <angle> a/b and/or 50/50",
		"x = y + z; 3 \303\227 4 \342\211\244 12",
		"Is this so? Yes! No; perhaps: well...",
		"one \342\200\235 two \" three \302\273 five",
	};

	(void) data;
	for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
		g_assert_true(check_text(fixture, OT_TEXT_BODY, texts[i]));
		g_assert_true(check_text(fixture, OT_TEXT_TITLE, texts[i]));
	}
}

/* What depends on more than the words, Pango shapes. */
static void
test_whole(Fixture *fixture, gconstpointer data)
{
	static const char *const texts[] = {
		"",
		"12.5",
		"\327\251\327\234\327\225\327\235 shalom",
		"\316\264\316\277\316\272\316\271\316\274\316\256 word",
		"soft\302\255hyphen",
		"e\314\201 decomposed",
		"zero\342\200\213width",
		"thin\342\200\211blank",
		"opening ( bracket",
		"(one) (other)",
		"a quotation mark \342\200\234 alone",
	};

	(void) data;
	for (size_t i = 0; i < G_N_ELEMENTS(texts); i++)
		g_assert_false(check_text(fixture, OT_TEXT_BODY, texts[i]));
}

static void
test_spans(Fixture *fixture, gconstpointer data)
{
	const char *string = "Some words are strong here, others linked.";
	const OtSpan apart[] = { { 15, 0, NULL }, { 22, OT_LOOK_STRONG, NULL }, { 42, 0, NULL } };
	const OtSpan linked[] = { { 4, 0, NULL }, { 12, OT_LOOK_LINK, NULL }, { 42, 0, NULL } };
	const OtSpan within[] = { { 17, 0, NULL }, { 21, OT_LOOK_STRONG, NULL }, { 42, 0, NULL } };

	(void) data;
	g_assert_true(check_spans(fixture, OT_TEXT_BODY, string, apart, 3));
	g_assert_true(check_spans(fixture, OT_TEXT_BODY, string, linked, 3));
	g_assert_false(check_spans(fixture, OT_TEXT_BODY, string, within, 3));
	/* What is bold already gets no bolder. */
	g_assert_true(check_spans(fixture, OT_TEXT_TITLE, string, within, 3));
}

/* In a document whose language isn't written in Latin letters, Pango decides. */
static void
test_language(Fixture *fixture, gconstpointer data)
{
	(void) data;
	g_assert_false(check_text(fixture, OT_TEXT_BODY, "Latin words"));
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add("/pdf/compose/sentences", Fixture, "en-GB", set_up, test_sentences, tear_down);
	g_test_add("/pdf/compose/composed", Fixture, "en-GB", set_up, test_composed, tear_down);
	g_test_add("/pdf/compose/welsh", Fixture, "cy-GB", set_up, test_composed, tear_down);
	g_test_add("/pdf/compose/whole", Fixture, "en-GB", set_up, test_whole, tear_down);
	g_test_add("/pdf/compose/spans", Fixture, "en-GB", set_up, test_spans, tear_down);
	g_test_add("/pdf/compose/language", Fixture, "ar", set_up, test_language, tear_down);
	return g_test_run();
}
