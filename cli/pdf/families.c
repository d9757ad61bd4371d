/* SPDX-License-Identifier: MIT */
#include "pdf/families.h"

#include "base/error.h"
#include "pdf/fonts.h"

#include <string.h>

/* What has nearly every character, and what fonts.conf turns to for single ones. */
#define LAST_RESORT "DejaVu Sans"

struct OtFamilies {
	PangoContext *context;
	const char *font_dir;
	OtFindings *findings;
	GHashTable *chosen; /* list to family */
};

OtFamilies *
ot_families_new(PangoContext *context, const char *font_dir, OtFindings *findings)
{
	OtFamilies *families = g_new0(OtFamilies, 1);

	families->context = context;
	families->font_dir = font_dir;
	families->findings = findings;
	families->chosen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	return families;
}

void
ot_families_free(OtFamilies *families)
{
	if (families == NULL)
		return;
	g_hash_table_unref(families->chosen);
	g_free(families);
}

/* The package that has a family according to manifest.tsv, or NULL. */
static char *
find_package(const OtFamilies *families, const char *family)
{
	g_autofree char *path = g_build_filename(families->font_dir, "manifest.tsv", NULL);
	g_autofree char *contents = NULL;

	if (!g_file_get_contents(path, &contents, NULL, NULL))
		return NULL;
	g_auto(GStrv) lines = g_strsplit(contents, "\n", -1);
	for (size_t i = 0; lines[i] != NULL; i++) {
		g_auto(GStrv) parts = g_strsplit(lines[i], "\t", 2);

		if (parts[0] != NULL && parts[1] != NULL &&
		    g_ascii_strcasecmp(parts[0], family) == 0)
			return g_strdup(g_strstrip(parts[1]));
	}
	return NULL;
}

/* The faces that every text may need. */
static const struct {
	PangoWeight weight;
	PangoStyle style;
	const char *name;
} faces[] = {
	{PANGO_WEIGHT_NORMAL, PANGO_STYLE_NORMAL, "regular"},
	{PANGO_WEIGHT_BOLD, PANGO_STYLE_NORMAL, "bold"},
	{PANGO_WEIGHT_NORMAL, PANGO_STYLE_ITALIC, "italic"},
	{PANGO_WEIGHT_BOLD, PANGO_STYLE_ITALIC, "bold italic"},
};

/* Fontconfig always finds something; the face only where it is what was asked for. */
static void
look_for(const OtFamilies *families, const char *family, size_t face, bool *has_family,
         bool *has_face)
{
	g_autoptr(PangoFontDescription) wanted = pango_font_description_new();

	*has_family = *has_face = false;
	pango_font_description_set_family(wanted, family);
	pango_font_description_set_size(wanted, 10 * PANGO_SCALE);
	pango_font_description_set_weight(wanted, faces[face].weight);
	pango_font_description_set_style(wanted, faces[face].style);
	g_autoptr(PangoFont) font = ot_font_load(families->context, wanted);
	if (font == NULL)
		return;
	g_autoptr(PangoFontDescription) found = pango_font_describe(font);
	bool bold = pango_font_description_get_weight(found) >= PANGO_WEIGHT_SEMIBOLD;
	bool italic = pango_font_description_get_style(found) != PANGO_STYLE_NORMAL;
	*has_family =
		g_ascii_strcasecmp(pango_font_description_get_family(found), family) == 0;
	*has_face = *has_family && bold == (faces[face].weight == PANGO_WEIGHT_BOLD) &&
	            italic == (faces[face].style == PANGO_STYLE_ITALIC);
}

static bool
is_installed(const OtFamilies *families, const char *family)
{
	bool has_family, has_face;

	look_for(families, family, 0, &has_family, &has_face);
	return has_family;
}

static void
advise_package(const OtFamilies *families, const char *family, OtFinding *finding)
{
	g_autofree char *package = find_package(families, family);

	if (package != NULL)
		ot_finding_advise(families->findings, finding,
		                  "Install the Debian package %s, or name another font.", package);
}

static void
report_missing(const OtFamilies *families, const char *family, const char *instead,
               const OtWhere *where)
{
	OtFinding *finding = ot_findings_add(families->findings, OT_CODE_STYLE_FONT, *where,
	                                     "the font %s is not installed; %s is used instead",
	                                     family, instead);

	advise_package(families, family, finding);
}

static void
report_faces(const OtFamilies *families, const char *family, const OtWhere *where)
{
	g_autoptr(GString) missing = g_string_new(NULL);

	for (size_t i = 0; i < G_N_ELEMENTS(faces); i++) {
		bool has_family, has_face;
		look_for(families, family, i, &has_family, &has_face);
		if (!has_face)
			g_string_append_printf(missing, "%s%s", missing->len > 0 ? ", no " : "",
			                       faces[i].name);
	}
	if (missing->len == 0)
		return;
	OtFinding *finding =
		ot_findings_add(families->findings, OT_CODE_STYLE_FACE, *where,
	                        "the font %s has no %s: such words look like those around them",
	                        family, missing->str);
	/* Of the last resort fonts.conf takes two faces, whatever is installed. */
	if (g_ascii_strcasecmp(family, LAST_RESORT) != 0)
		advise_package(families, family, finding);
}

/* Nothing of the list is there, nor the last resort. */
static void
fail(const OtFamilies *families, const char *list, GError **error)
{
	g_auto(GStrv) names = g_strsplit(list, ",", 2);
	const char *family = g_strstrip(names[0]);
	g_autofree char *package = find_package(families, family);

	if (package != NULL)
		g_set_error(error, OT_ERROR, OT_ERROR_INPUT,
		            "the font %s is not installed: it is in the Debian package %s", family,
		            package);
	else
		g_set_error(error, OT_ERROR, OT_ERROR_INPUT,
		            "the font %s is not installed; fonts/README says how to add a font",
		            family);
}

const char *
ot_families_choose(OtFamilies *families, const char *list, const OtWhere *where, GError **error)
{
	const char *known = g_hash_table_lookup(families->chosen, list);
	if (known != NULL)
		return known;

	g_autofree char *all = g_strconcat(list, "," LAST_RESORT, NULL);
	g_auto(GStrv) names = g_strsplit(all, ",", -1);
	size_t first = 0;
	while (names[first] != NULL && !is_installed(families, g_strstrip(names[first])))
		first++;
	if (names[first] == NULL) {
		fail(families, list, error);
		return NULL;
	}
	for (size_t i = 0; i < first; i++)
		if (*names[i] != '\0')
			report_missing(families, names[i], names[first], where);
	report_faces(families, names[first], where);
	char *chosen = g_strdup(names[first]);
	g_hash_table_insert(families->chosen, g_strdup(list), chosen);
	return chosen;
}
