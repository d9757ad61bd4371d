/* SPDX-License-Identifier: MIT
 *
 * Fonts that are there and fonts that are not: what stands in, and what is said of it.
 */
#include "base/error.h"
#include "pdf/fonts.h"

#include <glib/gstdio.h>
#include <string.h>

typedef struct {
	char *folder; /* of a fonts.conf of our own */
	OtStyle *style;
	OtFindings *findings;
} Fixture;

static void
set_up(Fixture *fixture, gconstpointer data)
{
	(void) data;
	fixture->folder = g_dir_make_tmp("outset-fonts-XXXXXX", NULL);
	fixture->style = ot_style_load("templates/house-style.xml", NULL);
	fixture->findings = ot_findings_new();
}

static void
tear_down(Fixture *fixture, gconstpointer data)
{
	static const char *const names[] = {"fonts.conf", "manifest.tsv"};

	(void) data;
	for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
		g_autofree char *path = g_build_filename(fixture->folder, names[i], NULL);
		g_remove(path);
	}
	g_rmdir(fixture->folder);
	g_free(fixture->folder);
	ot_style_free(fixture->style);
	ot_findings_free(fixture->findings);
}

/* Of the fonts in the system's folders those that a glob names. */
static void
write_config(const Fixture *fixture, const char *glob)
{
	g_autofree char *path = g_build_filename(fixture->folder, "fonts.conf", NULL);
	g_autofree char *list = g_build_filename(fixture->folder, "manifest.tsv", NULL);
	g_autofree char *text = g_strdup_printf(
		"<fontconfig><dir>/usr/share/fonts/truetype</dir>"
		"<dir>/usr/share/fonts/lato-fonts</dir><dir>/usr/share/fonts/dejavu-sans-fonts</dir>"
		"<cachedir prefix=\"xdg\">fontconfig</cachedir>"
		"<selectfont><acceptfont><glob>%s</glob></acceptfont>"
		"<rejectfont><glob>/*.ttf</glob><glob>/*.otf</glob></rejectfont></selectfont></fontconfig>",
		glob);

	g_assert_true(g_file_set_contents(path, text, -1, NULL));
	g_assert_true(g_file_set_contents(list, "Lato\tfonts-lato\n", -1, NULL));
}

static void
set_family(OtStyle *style, OtTextRole role, const char *family)
{
	g_free((char *) style->text[role].family);
	style->text[role].family = g_strdup(family);
}

static const char *
family_of(const OtFonts *fonts, OtTextRole role)
{
	return pango_font_description_get_family(ot_fonts_face(fonts, role));
}

static void
test_ours(Fixture *fixture, gconstpointer data)
{
	GError *error = NULL;

	(void) data;
	set_family(fixture->style, OT_TEXT_TITLE, " Caladea , Lato");
	g_autoptr(OtFonts) fonts =
		ot_fonts_new("fonts", fixture->style, "en-GB", fixture->findings, &error);
	g_assert_no_error(error);
	g_assert_cmpuint(ot_findings_count(fixture->findings), ==, 0);
	g_assert_cmpstr(family_of(fonts, OT_TEXT_BODY), ==, "Lato");
	g_assert_cmpstr(family_of(fonts, OT_TEXT_TITLE), ==, "Caladea");
}

/* The next of the list, and one finding for each that is missing, at the text that names it. */
static void
test_next(Fixture *fixture, gconstpointer data)
{
	GError *error = NULL;

	(void) data;
	set_family(fixture->style, OT_TEXT_TITLE, "No Such Face, Neither, Lato");
	set_family(fixture->style, OT_TEXT_SUBTITLE, "No Such Face, Neither, Lato");
	g_autoptr(OtFonts) fonts =
		ot_fonts_new("fonts", fixture->style, "en-GB", fixture->findings, &error);
	g_assert_no_error(error);
	g_assert_cmpstr(family_of(fonts, OT_TEXT_SUBTITLE), ==, "Lato");
	g_assert_cmpuint(ot_findings_count(fixture->findings), ==, 2);
	const OtFinding *finding = ot_findings_get(fixture->findings, 1);
	g_assert_cmpstr(finding->code, ==, "STY002");
	g_assert_cmpint(finding->severity, ==, OT_SEVERITY_WARNING);
	g_assert_cmpstr(finding->message, ==,
	                "the font Neither is not installed; Lato is used instead");
	g_assert_cmpint(finding->where.line, ==,
	                fixture->style->text_where[OT_TEXT_TITLE].line);
}

/* Where none of the list is there it is DejaVu Sans, which has no italic. */
static void
test_last_resort(Fixture *fixture, gconstpointer data)
{
	GError *error = NULL;

	(void) data;
	write_config(fixture, "/*/DejaVuSans*");
	g_autoptr(OtFonts) fonts = ot_fonts_new(fixture->folder, fixture->style, "en-GB",
	                                        fixture->findings, &error);
	g_assert_no_error(error);
	g_assert_cmpstr(family_of(fonts, OT_TEXT_BODY), ==, "DejaVu Sans");
	const OtFinding *finding = ot_findings_get(fixture->findings, 0);
	g_assert_cmpstr(finding->message, ==,
	                "the font Lato is not installed; DejaVu Sans is used instead");
	g_assert_cmpstr(finding->advice, ==,
	                "Install the Debian package fonts-lato, or name another font.");
}

static void
test_faces(Fixture *fixture, gconstpointer data)
{
	GError *error = NULL;

	(void) data;
	write_config(fixture, "/*/Lato-Regular.ttf</glob><glob>/*/Lato-Bold.ttf");
	g_autoptr(OtFonts) fonts = ot_fonts_new(fixture->folder, fixture->style, "en-GB",
	                                        fixture->findings, &error);
	g_assert_no_error(error);
	g_assert_cmpuint(ot_findings_count(fixture->findings), ==, 1);
	const OtFinding *finding = ot_findings_get(fixture->findings, 0);
	g_assert_cmpstr(finding->code, ==, "STY003");
	g_assert_cmpstr(finding->message, ==,
	                "the font Lato has no italic, no bold italic: such words look like those "
	                "around them");
}

static void
test_nothing(Fixture *fixture, gconstpointer data)
{
	g_autoptr(GError) error = NULL;

	(void) data;
	write_config(fixture, "/*/none");
	g_assert_null(ot_fonts_new(fixture->folder, fixture->style, "en-GB", fixture->findings,
	                           &error));
	g_assert_error(error, OT_ERROR, OT_ERROR_INPUT);
	g_assert_cmpstr(error->message, ==,
	                "the font Lato is not installed: it is in the Debian package fonts-lato");
	g_assert_cmpuint(ot_findings_count(fixture->findings), ==, 0);
}

#define ADD(name, function) \
	g_test_add("/pdf-fonts/" name, Fixture, NULL, set_up, function, tear_down)

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	ADD("ours", test_ours);
	ADD("next", test_next);
	ADD("last-resort", test_last_resort);
	ADD("faces", test_faces);
	ADD("nothing", test_nothing);
	return g_test_run();
}
