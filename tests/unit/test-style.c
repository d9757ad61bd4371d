/* SPDX-License-Identifier: MIT
 *
 * House styles: reading them, what is refused, and those that come with the program.
 */
#include "document/contrast.h"

#include "base/error.h"
#include "pdf/fonts.h"
#include "xml/schema.h"

#include <glib/gstdio.h>
#include <string.h>

#define SAMPLE "tests/unit/data/house-style.xml"

static void
test_read(void)
{
	GError *error = NULL;
	g_autoptr(OtStyle) style = ot_style_load(SAMPLE, &error);
	char hex[7];

	g_assert_no_error(error);
	g_assert_cmpstr(style->name, ==, "outset");
	g_assert_cmpfloat_with_epsilon(style->page_width, 595.28, 0.01);
	g_assert_cmpfloat_with_epsilon(style->page_height, 841.89, 0.01);
	g_assert_cmpfloat(style->text[OT_TEXT_BODY].size, ==, 10.5);
	g_assert_cmpint(style->text[OT_TEXT_HEADING_1].weight, ==, 700);
	g_assert_cmpint(style->text[OT_TEXT_TABLE_HEAD].colour, ==, OT_COLOUR_ON_ACCENT);
	g_assert_cmpint(ot_style_head_ground(style), ==, OT_COLOUR_ACCENT_DARK);
	g_assert_cmpint(style->cover_ground, ==, OT_COVER_FILLED);
	g_assert_cmpint(style->cover_motif, ==, OT_MOTIF_RINGS);
	g_assert_cmpint(style->motif_colour, ==, OT_COLOUR_ACCENT);
	g_assert_cmpstr(style->colour_where[OT_COLOUR_TEXT].file, ==, SAMPLE);
	ot_colour_hex((OtColour){1, 0.5, 0}, hex);
	g_assert_cmpstr(hex, ==, "FF8000");
	g_assert_cmpfloat_with_epsilon(
		ot_colour_contrast((OtColour){0, 0, 0}, (OtColour){1, 1, 1}), 21, 1e-9);
	g_assert_cmpfloat_with_epsilon(
		ot_colour_contrast((OtColour){1, 1, 1}, (OtColour){1, 1, 1}), 1, 1e-9);
}

static void
test_page(void)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(OtStyle) style = ot_style_load(SAMPLE, NULL);

	g_assert_cmpint(ot_page_find("letter"), ==, OT_PAGE_LETTER);
	g_assert_cmpint(ot_page_find("A3"), ==, OT_N_PAGES);
	g_assert_true(ot_style_set_page(style, OT_PAGE_LETTER, &error));
	g_assert_cmpfloat(style->page_width, ==, 612);
	g_assert_cmpfloat(style->page_height, ==, 792);
	style->margin_top = 600;
	g_assert_false(ot_style_set_page(style, OT_PAGE_LETTER, &error));
	g_assert_error(error, OT_ERROR, OT_ERROR_INPUT);
	g_assert_cmpstr(error->message, ==, "tests/unit/data/house-style.xml: on letter paper the margins "
	                                    "leave less than 70mm for text");
}

/* The sample with something else in a place, and what is said of it. */
static const struct {
	const char *from, *to, *message;
} bad_styles[] = {
	{"urn:outset:house-style:1", "urn:else",
	 "a house style starts with <house-style xmlns=\"urn:outset:house-style:1\">"},
	{" name=\"outset\"", "", "<house-style> needs the attribute \"name\""},
	{"width=\"210mm\"", "width=\"210\"",
	 "width=\"210\" should be a length with its unit, such as 22mm or 10.5pt"},
	{"width=\"210mm\"", "width=\"wide\"",
	 "width=\"wide\" should be a length such as 22mm or 10.5pt"},
	{"width=\"210mm\"", "size=\"a4\"",
	 "the page has a size by name and by measures; keep one of them"},
	{"width=\"210mm\"", "size=\"a3\"", "size=\"a3\" should be one of a4, letter"},
	{"margin-left=\"24mm\"", "margin-left=\"170mm\"",
	 "the margins leave less than 70mm of the page for text"},
	{"value=\"#1C2B33\"", "value=\"#1C2B3\"",
	 "value=\"#1C2B3\" should be # and six hexadecimal digits, such as #0B5F6E"},
	{"<colour role=\"muted\"", "<colour role=\"text\"",
	 "role=\"text\" should be there once only"},
	{"<colour role=\"muted\" value=\"#4A5C66\"/>", "",
	 "the house style has no <colour role=\"muted\"/>"},
	{"<colour role=\"muted\"", "<cover ground=\"filled\" motif=\"stars\"/><colour role=\"muted\"",
	 "motif=\"stars\" should be one of none, rings, bars"},
	{"<colour role=\"muted\"", "<cover ground=\"filled\"/><colour role=\"muted\"",
	 "<cover> needs the attribute \"motif\""},
	{"<colour role=\"muted\"", "<logo file=\"a.png\" height=\"9mm\"/><colour role=\"muted\"",
	 "<logo> needs the attribute \"alternative\""},
	{"<colour role=\"muted\"",
	 "<logo file=\"a.png\" alternative=\"Arms\" height=\"61mm\"/><colour role=\"muted\"",
	 "height=\"61mm\" should be between 1pt and 60mm"},
	{"<colour role=\"muted\"",
	 "<logo file=\"a.png\" alternative=\"Arms\" height=\"9mm\" place=\"top\"/><colour role=\"muted\"",
	 "place=\"top\" should be one of start, end"},
	{"leading=\"1.15\"", "leading=\"0.5\"",
	 "leading=\"0.5\" should be a number from 1 to 3"},
	{"leading=\"1.15\"", "kind=\"slab\" leading=\"1.15\"",
	 "kind=\"slab\" should be one of sans-serif, serif"},
	{"size=\"32pt\"", "size=\"2pt\"", "size=\"2pt\" should be between 4pt and 200pt"},
	{"<colour role=\"muted\"",
	 "<logo file=\"a.png\" alternative=\"A\" height=\"9mm\"/>"
	 "<logo file=\"a.png\" alternative=\"A\" height=\"9mm\"/><colour role=\"muted\"",
	 "a house style has one logo"},
	{"<page", "<paper",
	 "<paper> can't stand here, only <page>, <cover>, <logo>, <colour> and <text>"},
};

static void
assert_refused(const char *text, const char *message)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *path = NULL;
	int fd = g_file_open_tmp("outset-style-XXXXXX.xml", &path, NULL);

	g_assert_cmpint(fd, >=, 0);
	g_assert_true(g_close(fd, NULL));
	g_assert_true(g_file_set_contents(path, text, -1, NULL));
	g_assert_null(ot_style_load(path, &error));
	g_remove(path);
	g_assert_error(error, OT_ERROR, OT_ERROR_FORMAT);
	g_assert_true(g_str_has_prefix(error->message, path));
	g_assert_cmpstr(strstr(error->message, ": ") + 2, ==, message);
}

static void
test_bad_styles(void)
{
	g_autofree char *good = NULL;
	g_assert_true(g_file_get_contents(SAMPLE, &good, NULL, NULL));

	for (size_t i = 0; i < G_N_ELEMENTS(bad_styles); i++) {
		g_autoptr(GString) bad = g_string_new(good);
		g_assert_cmpuint(g_string_replace(bad, bad_styles[i].from, bad_styles[i].to, 1), ==,
		                 1);
		assert_refused(bad->str, bad_styles[i].message);
	}
	g_autofree char *cut = g_strdup_printf("%.*s</house-style>",
	                                       (int) (strstr(good, "<text role=\"running\"") - good),
	                                       good);
	assert_refused(cut, "the house style has no <text role=\"running\"/>");
}

/* Valid, with enough contrast, and in fonts that our packages bring. */
static void
assert_ours_is_good(const OtSchema *schema, const char *path)
{
	g_autoptr(OtFindings) findings = ot_findings_new();
	GError *error = NULL;
	g_autoptr(OtXml) xml = ot_xml_read(path, findings, &error);
	g_assert_no_error(error);
	g_assert_true(ot_schema_check(schema, xml, findings));
	g_autoptr(OtStyle) style = ot_style_load(path, &error);
	g_assert_no_error(error);
	ot_style_check_contrast(style, findings);
	g_autoptr(OtFonts) fonts = ot_fonts_new("fonts", style, "en-GB", findings, &error);
	g_assert_no_error(error);
	if (ot_findings_count(findings) > 0)
		g_error("%s: %s", path, ot_findings_get(findings, 0)->message);
}

static void
test_ours(void)
{
	GError *error = NULL;
	g_autoptr(OtSchema) schema = ot_schema_load("schemas/house-style.xsd", &error);
	g_assert_no_error(error);
	GDir *folder = g_dir_open("templates", 0, NULL);
	const char *name;
	int n = 0;

	while ((name = g_dir_read_name(folder)) != NULL) {
		if (!g_str_has_prefix(name, "house-style"))
			continue;
		g_autofree char *path = g_build_filename("templates", name, NULL);
		assert_ours_is_good(schema, path);
		n++;
	}
	g_dir_close(folder);
	g_assert_cmpint(n, >=, 3);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/style/read", test_read);
	g_test_add_func("/style/page", test_page);
	g_test_add_func("/style/bad-styles", test_bad_styles);
	g_test_add_func("/style/ours", test_ours);
	return g_test_run();
}
