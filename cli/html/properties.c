/* SPDX-License-Identifier: MIT */
#include "html/writer.h"

#include <math.h>
#include <string.h>

/* The paper of the dark scheme, and how much of an ink a tint or a line on it has. */
static const OtColour dark_paper = {0.078, 0.098, 0.11};
#define DARK_TINT 0.16
#define DARK_RULE 0.35

/* What a text has on the dark paper: more than WCAG 2.2, 1.4.3 and 1.4.6 ask, because much of it
 * stands on tints, which are lighter; long texts more than words here and there. */
#define DARK_CONTRAST 8.0
#define DARK_TEXT     12.5

/* The ground of the cover in the dark has as much of the accent. */
#define DARK_BAND 0.3

static const char *const names[] = {
#define COLOUR(id, role) [OT_COLOUR_##id] = role,
#include "document/style-roles.def"
#undef COLOUR
};

static double
mix_part(double one, double other, double share)
{
	return one + (other - one) * share;
}

static OtColour
mix(OtColour one, OtColour other, double share)
{
	return (OtColour){
		mix_part(one.red, other.red, share),
		mix_part(one.green, other.green, share),
		mix_part(one.blue, other.blue, share),
	};
}

/* An ink for the dark paper: the same, with as much white as it needs to be read. */
static OtColour
lighten(OtColour ink, double contrast)
{
	static const OtColour white = {1, 1, 1};
	OtColour light = ink;

	for (int step = 1; step <= 20 && ot_colour_contrast(light, dark_paper) < contrast; step++)
		light = mix(ink, white, step / 20.0);
	return light;
}

/* So much of an ink on the dark paper. */
static OtColour
tint(const OtStyle *style, OtColourRole ink, double share)
{
	return mix(dark_paper, lighten(style->colour[ink], DARK_CONTRAST), share);
}

static OtColour
darken(const OtStyle *style, OtColourRole role)
{
	switch (role) {
	case OT_COLOUR_PAPER:
		return dark_paper;
	case OT_COLOUR_ACCENT_TINT:
		return tint(style, OT_COLOUR_ACCENT, DARK_TINT);
	case OT_COLOUR_STRIPE:
		return tint(style, OT_COLOUR_TEXT, DARK_TINT / 2);
	case OT_COLOUR_HIGHLIGHT_TINT:
		return tint(style, OT_COLOUR_HIGHLIGHT, DARK_TINT);
	case OT_COLOUR_MISSING_TINT:
		return tint(style, OT_COLOUR_MISSING, DARK_TINT);
	case OT_COLOUR_RULE:
		return tint(style, OT_COLOUR_RULE, DARK_RULE);
	/* What stands on the accent stands on a light one now. */
	case OT_COLOUR_ON_ACCENT:
		return dark_paper;
	case OT_COLOUR_TEXT:
		return lighten(style->colour[role], DARK_TEXT);
	case OT_COLOUR_MUTED:
	case OT_COLOUR_ACCENT:
	case OT_COLOUR_ACCENT_DARK:
	case OT_COLOUR_HIGHLIGHT:
	case OT_COLOUR_LINK:
	case OT_COLOUR_MISSING:
	case OT_N_COLOURS:
		break;
	}
	return lighten(style->colour[role], DARK_CONTRAST);
}

static void
append_colours(const OtStyle *style, bool dark, GString *out)
{
	char hex[7];

	for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
		OtColourRole role = (OtColourRole) i;
		ot_colour_hex(dark ? darken(style, role) : style->colour[role], hex);
		g_string_append_printf(out, " --%s: #%s;", names[i], hex);
	}
}

/* The ground of the cover and what stands on it: dark in both schemes, or the paper with a line. */
static void
append_band(const OtStyle *style, bool dark, GString *out)
{
	OtColour band = style->colour[OT_COLOUR_ACCENT_DARK];
	OtColour ink = style->colour[OT_COLOUR_ON_ACCENT];
	char band_hex[7], ink_hex[7];

	if (style->cover_ground == OT_COVER_PAPER) {
		g_string_append_printf(out, " --band: var(--paper); --on-band: var(--accent-dark);"
		                       " --band-line: var(--%s);", names[style->motif_colour]);
		return;
	}
	if (dark) {
		band = mix(dark_paper, style->colour[OT_COLOUR_ACCENT], DARK_BAND);
		ink = lighten(style->colour[OT_COLOUR_TEXT], DARK_TEXT);
	}
	ot_colour_hex(band, band_hex);
	ot_colour_hex(ink, ink_hex);
	g_string_append_printf(out, " --band: #%s; --on-band: #%s; --band-line: #%s;",
	                       band_hex, ink_hex, band_hex);
}

/* A family as a string of CSS: only what a name of a face can have. */
static void
append_family(const char *family, GString *out)
{
	g_string_append_c(out, '"');
	for (const char *c = family; *c != '\0'; c++)
		if (g_ascii_isalnum(*c) || *c == ' ' || *c == '-')
			g_string_append_c(out, *c);
	g_string_append_c(out, '"');
}

/* The face of a text, the one that Word would take, what stands in for it, and any of its kind. */
static void
append_faces(const char *property, const OtTextStyle *text, GString *out)
{
	g_auto(GStrv) families = g_strsplit(text->family, ",", -1);

	g_string_append_printf(out, " --%s: ", property);
	for (size_t i = 0; families[i] != NULL; i++) {
		append_family(g_strstrip(families[i]), out);
		g_string_append(out, ", ");
		if (i == 0) {
			append_family(text->word_family, out);
			g_string_append(out, ", ");
		}
	}
	g_string_append(out, text->serif ? "serif;" : "sans-serif;");
}

/* The head of a table, dark with light words or the other way round; both change in the dark. */
static void
append_head(const OtStyle *style, GString *out)
{
	if (ot_style_head_ground(style) == OT_COLOUR_ACCENT_DARK)
		g_string_append(out, " --head: var(--on-accent); --head-ground: var(--accent);");
	else
		g_string_append_printf(out, " --head: var(--%s); --head-ground: var(--%s);",
		                       names[style->text[OT_TEXT_TABLE_HEAD].colour],
		                       names[OT_COLOUR_ACCENT_TINT]);
}

char *
ot_html_properties(const OtStyle *style)
{
	GString *out = g_string_new("\n:root {");

	append_colours(style, false, out);
	append_band(style, false, out);
	append_head(style, out);
	append_faces("face", &style->text[OT_TEXT_BODY], out);
	append_faces("face-heading", &style->text[OT_TEXT_HEADING_1], out);
	g_string_append(out, " }\n@media screen and (prefers-color-scheme: dark) { :root {");
	append_colours(style, true, out);
	append_band(style, true, out);
	g_string_append(out, " } }\n");
	return g_string_free(out, FALSE);
}
