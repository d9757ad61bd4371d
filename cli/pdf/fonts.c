/* SPDX-License-Identifier: MIT */
#include "pdf/fonts.h"

#include "base/error.h"

#include <pango/pangocairo.h>
#include <pango/pangofc-fontmap.h>
#include <string.h>

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

static FcConfig *
load_config(const char *font_dir, GError **error)
{
	g_autofree char *path = g_build_filename(font_dir, "fonts.conf", NULL);
	/* Fontconfig looks for a name that isn't absolute in folders of its own. */
	g_autofree char *absolute = g_canonicalize_filename(path, NULL);
	FcConfig *config = FcConfigCreate();

	if (!g_file_test(absolute, G_FILE_TEST_IS_REGULAR) ||
	    !FcConfigParseAndLoad(config, (const FcChar8 *) absolute, FcTrue) ||
	    !FcConfigBuildFonts(config)) {
		FcConfigDestroy(config);
		g_set_error(error, OT_ERROR, OT_ERROR_FORMAT,
		            "%s cannot be read as a list of fonts", path);
		return NULL;
	}
	return config;
}

/* The package that has a family according to manifest.tsv, or NULL. */
static char *
find_package(const char *font_dir, const char *family)
{
	g_autofree char *path = g_build_filename(font_dir, "manifest.tsv", NULL);
	g_autofree char *contents = NULL;
	g_auto(GStrv) lines = NULL;

	if (!g_file_get_contents(path, &contents, NULL, NULL))
		return NULL;
	lines = g_strsplit(contents, "\n", -1);
	for (size_t i = 0; lines[i] != NULL; i++) {
		g_auto(GStrv) parts = g_strsplit(lines[i], "\t", 2);

		if (parts[0] != NULL && parts[1] != NULL &&
		    g_ascii_strcasecmp(parts[0], family) == 0)
			return g_strdup(g_strstrip(parts[1]));
	}
	return NULL;
}

/* Fontconfig always finds something; only what was asked for is good enough. */
static bool
check_face(OtFonts *fonts, const PangoFontDescription *wanted, const char *font_dir, GError **error)
{
	g_autoptr(PangoFont) font = pango_font_map_load_font(fonts->map, fonts->context, wanted);
	g_autoptr(PangoFontDescription) found = NULL;
	g_autofree char *package = NULL;
	const char *family = pango_font_description_get_family(wanted);
	bool bold = pango_font_description_get_weight(wanted) >= PANGO_WEIGHT_SEMIBOLD;
	bool italic = pango_font_description_get_style(wanted) != PANGO_STYLE_NORMAL;

	if (font != NULL) {
		found = pango_font_describe(font);
		if (g_ascii_strcasecmp(pango_font_description_get_family(found), family) == 0 &&
		    (pango_font_description_get_weight(found) >= PANGO_WEIGHT_SEMIBOLD) == bold &&
		    (pango_font_description_get_style(found) != PANGO_STYLE_NORMAL) == italic)
			return true;
	}
	package = find_package(font_dir, family);
	if (package != NULL)
		g_set_error(error, OT_ERROR, OT_ERROR_INPUT,
		            "the font %s%s%s is not installed: it is in the Debian package %s",
		            family, bold ? " bold" : "", italic ? " italic" : "", package);
	else
		g_set_error(error, OT_ERROR, OT_ERROR_INPUT,
		            "the font %s%s%s is not installed; fonts/README says how to add a font",
		            family, bold ? " bold" : "", italic ? " italic" : "");
	return false;
}

static bool
check_family(OtFonts *fonts, const PangoFontDescription *base, const char *font_dir, GError **error)
{
	static const struct {
		PangoWeight weight;
		PangoStyle style;
	} variants[] = {
		{ PANGO_WEIGHT_BOLD, PANGO_STYLE_NORMAL },
		{ PANGO_WEIGHT_BOLD, PANGO_STYLE_ITALIC },
		{ PANGO_WEIGHT_NORMAL, PANGO_STYLE_ITALIC },
		{ PANGO_WEIGHT_NORMAL, PANGO_STYLE_NORMAL },
	};
	g_autoptr(PangoFontDescription) wanted = pango_font_description_copy(base);

	if (!check_face(fonts, wanted, font_dir, error))
		return false;
	for (size_t i = 0; i < G_N_ELEMENTS(variants); i++) {
		pango_font_description_set_weight(wanted, variants[i].weight);
		pango_font_description_set_style(wanted, variants[i].style);
		if (!check_face(fonts, wanted, font_dir, error))
			return false;
	}
	return true;
}

static void
measure_face(OtFonts *fonts, Face *face, const OtTextStyle *style)
{
	PangoFontMetrics *metrics =
		pango_context_get_metrics(fonts->context, face->description, NULL);

	face->ascent = pango_font_metrics_get_ascent(metrics) / (double) PANGO_SCALE;
	face->descent = pango_font_metrics_get_descent(metrics) / (double) PANGO_SCALE;
	face->line = style->size * style->leading;
	pango_font_metrics_unref(metrics);
}

static bool
open_faces(OtFonts *fonts, const OtStyle *style, const char *font_dir, GError **error)
{
	g_autoptr(GHashTable) checked = g_hash_table_new(g_str_hash, g_str_equal);

	for (int i = 0; i < OT_N_TEXTS; i++) {
		const OtTextStyle *text = &style->text[i];
		PangoFontDescription *description = pango_font_description_new();

		fonts->faces[i].description = description;
		pango_font_description_set_family(description, text->family);
		pango_font_description_set_size(description, (int) (text->size * PANGO_SCALE + .5));
		pango_font_description_set_weight(description, (PangoWeight) text->weight);
		if (g_hash_table_add(checked, (gpointer) text->family) &&
		    !check_family(fonts, description, font_dir, error))
			return false;
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
ot_fonts_new(const char *font_dir, const OtStyle *style, const char *lang, GError **error)
{
	g_autoptr(OtFonts) fonts = g_new0(OtFonts, 1);

	fonts->config = load_config(font_dir, error);
	if (fonts->config == NULL)
		return NULL;
	fonts->map = pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT);
	pango_fc_font_map_set_config(PANGO_FC_FONT_MAP(fonts->map), fonts->config);
	fonts->scaled = g_hash_table_new_full(g_direct_hash, g_direct_equal, g_object_unref,
	                                      release_scaled);
	open_context(fonts, lang);
	if (!open_faces(fonts, style, font_dir, error))
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
