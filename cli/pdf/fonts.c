/* SPDX-License-Identifier: MIT */
#include "pdf/fonts.h"

#include "base/error.h"
#include "pdf/families.h"

#include <fcntl.h>
#include <hb.h>
#include <pango/pangocairo.h>
#include <pango/pangofc-fontmap.h>
#include <string.h>
#include <unistd.h>

typedef struct {
	PangoFontDescription *description;
	double ascent, descent;
	double line; /* height of a line */
} Face;

struct OtFonts {
	FcConfig *config;
	PangoFontMap *map;
	PangoContext *context;
	GHashTable *scaled; /* of PangoFont (kept alive by the key) to cairo_scaled_font_t */
	Face faces[OT_N_TEXTS];
};

/*
 * Fontconfig looks at each face, and keeps what it saw in a cache for the next time.  Where it
 * can't, for a user without a home in a container, it says so on standard error for each folder;
 * nobody has to do anything about it.
 */
static bool
find_faces(FcConfig *config)
{
	int kept = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
	int nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);
	bool is_quiet = kept >= 0 && nowhere >= 0 && dup2(nowhere, STDERR_FILENO) >= 0;
	bool good = FcConfigBuildFonts(config);

	if (is_quiet)
		dup2(kept, STDERR_FILENO);
	if (kept >= 0)
		close(kept);
	if (nowhere >= 0)
		close(nowhere);
	return good;
}

static FcConfig *
load_config(const char *font_dir, GError **error)
{
	g_autofree char *path = g_build_filename(font_dir, "fonts.conf", NULL);
	/* Fontconfig looks for a name that isn't absolute in folders of its own. */
	g_autofree char *absolute = g_canonicalize_filename(path, NULL);
	FcConfig *config = FcConfigCreate();

	if (!g_file_test(absolute, G_FILE_TEST_IS_REGULAR) ||
	    !FcConfigParseAndLoad(config, (const FcChar8 *) absolute, FcTrue) ||
	    !find_faces(config)) {
		FcConfigDestroy(config);
		g_set_error(error, OT_ERROR, OT_ERROR_FORMAT,
		            "%s cannot be read as a list of fonts", path);
		return NULL;
	}
	return config;
}

static gboolean
is_second(PangoFontset *fontset, PangoFont *font, gpointer data)
{
	guint *n = data;

	(void) fontset;
	(void) font;
	return ++*n > 1;
}

/*
 * Since 1.50 Pango lets fontconfig sort the fonts that stand in for a face's characters in a thread
 * of its own; fontconfig 2.14 now and then writes past its memory when it is asked for something
 * else meanwhile.  Whoever wants the second of them waits until that thread has ended.
 */
PangoFont *
ot_font_load(PangoContext *context, const PangoFontDescription *face)
{
	PangoFontset *fontset = pango_font_map_load_fontset(
		pango_context_get_font_map(context), context, face,
		pango_context_get_language(context));
	guint n = 0;

	if (fontset != NULL)
		pango_fontset_foreach(fontset, is_second, &n);
	g_clear_object(&fontset);
	return pango_context_load_font(context, face);
}

/* Pango's own metrics shape a sample of the language besides, which nobody needs. */
static void
measure_face(OtFonts *fonts, Face *face, const OtTextStyle *style)
{
	g_autoptr(PangoFont) font = ot_font_load(fonts->context, face->description);
	hb_font_extents_t extents = { 0 };

	if (font != NULL)
		hb_font_get_h_extents(pango_font_get_hb_font(font), &extents);
	face->ascent = extents.ascender / (double) PANGO_SCALE;
	face->descent = -extents.descender / (double) PANGO_SCALE;
	face->line = style->size * style->leading;
}

static bool
open_faces(OtFonts *fonts, const OtStyle *style, const char *font_dir, OtFindings *findings,
           GError **error)
{
	g_autoptr(OtFamilies) families = ot_families_new(fonts->context, font_dir, findings);

	for (int i = 0; i < OT_N_TEXTS; i++) {
		const OtTextStyle *text = &style->text[i];
		PangoFontDescription *description = pango_font_description_new();
		const char *family =
			ot_families_choose(families, text->family, &style->text_where[i], error);

		fonts->faces[i].description = description;
		if (family == NULL)
			return false;
		pango_font_description_set_family(description, family);
		pango_font_description_set_size(description, (int) (text->size * PANGO_SCALE + .5));
		pango_font_description_set_weight(description, (PangoWeight) text->weight);
		measure_face(fonts, &fonts->faces[i], text);
	}
	return true;
}

static void
open_context(OtFonts *fonts, const char *lang)
{
	cairo_font_options_t *options = cairo_font_options_create();

	/* Unrounded advances are those of the font: no correction after each glyph. */
	cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
	cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
	cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
	pango_cairo_font_map_set_resolution(PANGO_CAIRO_FONT_MAP(fonts->map), 72);
	fonts->context = pango_font_map_create_context(fonts->map);
	pango_context_set_round_glyph_positions(fonts->context, FALSE);
	pango_cairo_context_set_font_options(fonts->context, options);
	pango_context_set_language(fonts->context, pango_language_from_string(lang));
	cairo_font_options_destroy(options);
}

static void
release_scaled(gpointer data)
{
	cairo_scaled_font_destroy(data);
}

OtFonts *
ot_fonts_new(const char *font_dir, const OtStyle *style, const char *lang, OtFindings *findings,
             GError **error)
{
	g_autoptr(OtFonts) fonts = g_new0(OtFonts, 1);

	fonts->config = load_config(font_dir, error);
	if (fonts->config == NULL)
		return NULL;
	/* Or Pango reads the configuration of the whole machine, for nothing. */
	FcConfigSetCurrent(fonts->config);
	fonts->map = pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT);
	pango_fc_font_map_set_config(PANGO_FC_FONT_MAP(fonts->map), fonts->config);
	fonts->scaled = g_hash_table_new_full(g_direct_hash, g_direct_equal, g_object_unref,
	                                      release_scaled);
	open_context(fonts, lang);
	if (!open_faces(fonts, style, font_dir, findings, error))
		return NULL;
	return g_steal_pointer(&fonts);
}

void
ot_fonts_free(OtFonts *fonts)
{
	if (fonts == NULL)
		return;
	for (int i = 0; i < OT_N_TEXTS; i++)
		pango_font_description_free(fonts->faces[i].description);
	g_clear_pointer(&fonts->scaled, g_hash_table_unref);
	g_clear_object(&fonts->context);
	/* A font that drew the box of a missing character keeps the map alive otherwise. */
	if (fonts->map != NULL)
		pango_fc_font_map_cache_clear(PANGO_FC_FONT_MAP(fonts->map));
	g_clear_object(&fonts->map);
	g_clear_pointer(&fonts->config, FcConfigDestroy);
	g_free(fonts);
}

PangoContext *
ot_fonts_context(const OtFonts *fonts)
{
	return fonts->context;
}

const PangoFontDescription *
ot_fonts_face(const OtFonts *fonts, OtTextRole role)
{
	return fonts->faces[role].description;
}

double
ot_fonts_line(const OtFonts *fonts, OtTextRole role)
{
	return fonts->faces[role].line;
}

double
ot_fonts_baseline(const OtFonts *fonts, OtTextRole role)
{
	const Face *face = &fonts->faces[role];

	return (face->line - face->ascent - face->descent) / 2 + face->ascent;
}

double
ot_fonts_ascent(const OtFonts *fonts, OtTextRole role)
{
	return fonts->faces[role].ascent;
}

double
ot_fonts_descent(const OtFonts *fonts, OtTextRole role)
{
	return fonts->faces[role].descent;
}

cairo_scaled_font_t *
ot_fonts_scaled(OtFonts *fonts, PangoFont *font)
{
	cairo_scaled_font_t *scaled = g_hash_table_lookup(fonts->scaled, font);

	if (scaled == NULL) {
		scaled = cairo_scaled_font_reference(
			pango_cairo_font_get_scaled_font(PANGO_CAIRO_FONT(font)));
		g_hash_table_insert(fonts->scaled, g_object_ref(font), scaled);
	}
	return scaled;
}
