/* SPDX-License-Identifier: MIT
 *
 * Logos: what is let through, and what is refused before any library draws it.
 */
#include "document/logo.h"

#include "base/error.h"
#include "base/limits.h"
#include "logo/logo.h"

#include <glib/gstdio.h>
#include <string.h>

#define SVG(inside) \
	"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 40 10\">" inside "</svg>"

static const OtFinding *
first_of(const OtFindings *findings)
{
	g_assert_cmpuint(ot_findings_count(findings), >, 0);
	return ot_findings_get(findings, 0);
}

static bool
check_svg(const char *text, double *ratio, OtFindings *findings)
{
	g_autoptr(GBytes) bytes = g_bytes_new(text, strlen(text));

	return ot_logo_check_svg(bytes, "logo.svg", ratio, findings);
}

static void
test_good(void)
{
	static const char *const good[] = {
		SVG("<path d=\"M0 0h9v9z\" fill=\"#123456\"/>"),
		SVG("<defs><linearGradient id=\"a\"><stop offset=\"0\"/></linearGradient></defs>"
		    "<g clip-path=\"url( '#b')\"><rect width=\"4\" height=\"4\" fill=\"url(#a)\"/></g>"),
		SVG("<style>.a{fill:#000;stroke:url(#g)}</style><circle r=\"2\" class=\"a\"/>"),
		SVG("<title>Arms</title><!-- drawn by hand --><desc>A shield</desc>"
		    "<path d=\"M0 0\" stroke-dasharray=\"none\"/>"),
		SVG("<metadata><rdf:RDF xmlns:rdf=\"urn:r\"><rdf:li resource=\"http://x\"/></rdf:RDF>"
		    "</metadata><x:namedview xmlns:x=\"http://sodipodi.sourceforge.net/DTD/\"/>"),
		"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"40mm\" height=\"10mm\"/>",
	};

	for (size_t i = 0; i < G_N_ELEMENTS(good); i++) {
		g_autoptr(OtFindings) findings = ot_findings_new();
		double ratio = 0;
		if (!check_svg(good[i], &ratio, findings))
			g_error("%s: %s", good[i], first_of(findings)->message);
		g_assert_cmpfloat(ratio, ==, 4);
	}
}

static const struct {
	const char *text, *code, *message;
} bad[] = {
	{SVG("<script>alert(1)</script>"), "LOG003", "<script> can't stand in a logo"},
	{SVG("<g onload=\"alert(1)\"/>"), "LOG003", "<g> has the script \"onload\""},
	{SVG("<image href=\"http://x/y.png\"/>"), "LOG003", "<image> can't stand in a logo"},
	{SVG("<use href=\"#a\"/>"), "LOG003", "<use> can't stand in a logo"},
	{SVG("<foreignObject/>"), "LOG003", "<foreignObject> can't stand in a logo"},
	{SVG("<h:p xmlns:h=\"http://www.w3.org/1999/xhtml\"/>"), "LOG003",
	 "<p> can't stand in a logo"},
	{SVG("<path xmlns=\"urn:other\" d=\"M0 0\"/>"), "LOG003", "<path> can't stand in a logo"},
	{SVG("<a href=\"#a\"/>"), "LOG003", "<a> can't stand in a logo"},
	{SVG("<animate/>"), "LOG003", "<animate> can't stand in a logo"},
	{SVG("<linearGradient x:href=\"file:///etc/passwd#a\" xmlns:x=\"http://www.w3.org/1999/xlink\"/>"),
	 "LOG003", "<linearGradient> leads out of the logo"},
	{SVG("<g xml:base=\"http://x/\"/>"), "LOG003", "<g> has a base for addresses"},
	{SVG("<g fill=\"url(http://x/#a)\"/>"), "LOG003", "\"fill\" of <g> leads out of the logo"},
	{SVG("<g fill=\"url(#a) URL( 'x.svg#a')\"/>"), "LOG003",
	 "\"fill\" of <g> leads out of the logo"},
	{SVG("<g style=\"fill:u\\72l(x)\"/>"), "LOG003", "\"style\" of <g> leads out of the logo"},
	{SVG("<style>@import 'x.css';</style>"), "LOG003",
	 "\"style\" of <style> leads out of the logo"},
	{SVG("<style>.a{background:image-set('x.png')}</style>"), "LOG003",
	 "\"style\" of <style> leads out of the logo"},
	{SVG("<path stroke-dasharray=\"0.000001\"/>"), "LOG003",
	 "<path> has stroke-dasharray, which a logo can't have"},
	{SVG("<path style=\"stroke-dasharray:0.1\"/>"), "LOG003",
	 "\"style\" of <path> has stroke-dasharray, which a logo can't have"},
	{SVG("<?xml-stylesheet href=\"x.css\"?>"), "LOG003",
	 "<?xml-stylesheet?> can't stand in a logo"},
	{SVG("<text>Council</text>"), "LOG004", "the logo has words as text"},
	{"<svg viewBox=\"0 0 4 4\"/>", "LOG001", "the logo is not an SVG: it starts with <svg>"},
	{"<html xmlns=\"http://www.w3.org/1999/xhtml\"><svg/></html>", "LOG001",
	 "the logo is not an SVG: it starts with <html>"},
	{"<svg xmlns=\"http://www.w3.org/2000/svg\"/>", "LOG002",
	 "the logo has no viewBox, or no width and height, of sensible numbers"},
	{"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1e300 1\"/>", "LOG002",
	 "the logo has no viewBox, or no width and height, of sensible numbers"},
	{"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 nan 1\"/>", "LOG002",
	 "the logo has no viewBox, or no width and height, of sensible numbers"},
	{"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"100%\" height=\"4\"/>", "LOG002",
	 "the logo has no viewBox, or no width and height, of sensible numbers"},
	{"<!DOCTYPE svg [<!ENTITY a \"b\">]><svg xmlns=\"http://www.w3.org/2000/svg\"/>", "XML003",
	 NULL},
	{"<svg xmlns=\"http://www.w3.org/2000/svg\"><g></svg>", "XML001", NULL},
};

static void
test_bad(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(bad); i++) {
		g_autoptr(OtFindings) findings = ot_findings_new();
		double ratio = 0;
		if (check_svg(bad[i].text, &ratio, findings))
			g_error("%s was let through", bad[i].text);
		const OtFinding *finding = first_of(findings);
		g_assert_cmpstr(finding->code, ==, bad[i].code);
		if (bad[i].message != NULL)
			g_assert_cmpstr(finding->message, ==, bad[i].message);
		g_assert_cmpstr(finding->where.file, ==, "logo.svg");
		g_assert_cmpint(finding->where.line, ==, 1);
		g_assert_cmpint(finding->severity, ==, OT_SEVERITY_ERROR);
	}
}

/* Many elements beside each other, and many within each other. */
static void
test_many(void)
{
	g_autoptr(GString) wide = g_string_new("<svg xmlns=\"http://www.w3.org/2000/svg\" "
	                                       "viewBox=\"0 0 1 1\">");
	g_autoptr(GString) deep = g_string_new(wide->str);
	g_autoptr(OtFindings) of_wide = ot_findings_new(), of_deep = ot_findings_new();
	double ratio;

	for (guint i = 0; i < OT_LIMIT_LOGO_ELEMENTS; i++)
		g_string_append(wide, "<g/>");
	g_string_append(wide, "</svg>");
	for (int i = 0; i < 100000; i++)
		g_string_append(deep, "<g>");
	g_assert_false(check_svg(wide->str, &ratio, of_wide));
	g_assert_cmpstr(first_of(of_wide)->code, ==, "LOG002");
	g_assert_cmpstr(first_of(of_wide)->message, ==, "the logo has more than 10000 elements");
	g_assert_false(check_svg(deep->str, &ratio, of_deep));
	g_assert_cmpstr(first_of(of_deep)->code, ==, "XML005");
}

/* --- files --------------------------------------------------------------------------------- */

static guint8 *
put_number(guint8 *at, guint32 number)
{
	for (int shift = 24; shift >= 0; shift -= 8)
		*at++ = (guint8) (number >> shift);
	return at;
}

/* A PNG that is nothing but its announcement; `end` leaves out the last chunk. */
static GBytes *
make_png(guint32 width, guint32 height, bool end)
{
	guint8 *bytes = g_malloc0(57), *at = bytes;

	memcpy(at, "\211PNG\r\n\032\n", 8);
	at = put_number(at + 8, 13);
	memcpy(at, "IHDR", 4);
	at = put_number(put_number(at + 4, width), height);
	memcpy(at, "\010\006\0\0\0", 5);
	at += 5 + 4;
	if (end)
		memcpy(at + 4, "IEND", 4);
	return g_bytes_new_take(bytes, (gsize) (at - bytes) + (end ? 12 : 0));
}

static bool
read_file(const char *name, GBytes *bytes, OtLogo *logo, OtFindings *findings)
{
	g_autofree char *folder = g_dir_make_tmp("outset-logo-XXXXXX", NULL);
	g_autofree char *path = g_build_filename(folder, name, NULL);
	GError *error = NULL;
	gsize len;
	const char *data = g_bytes_get_data(bytes, &len);

	g_assert_true(g_file_set_contents(path, data, (gssize) len, NULL));
	*logo = (OtLogo){.path = path, .height = 50, .where = {.file = "style.xml", .line = 7}};
	bool read = ot_logo_read(logo, findings, &error);
	g_assert_no_error(error);
	g_clear_pointer(&logo->source, g_bytes_unref);
	g_remove(path);
	g_rmdir(folder);
	return read;
}

static void
assert_refused(const char *name, GBytes *take_bytes, const char *expected)
{
	g_autoptr(OtFindings) findings = ot_findings_new();
	g_autoptr(GBytes) bytes = take_bytes;
	OtLogo logo;

	g_assert_false(read_file(name, bytes, &logo, findings));
	const OtFinding *finding = first_of(findings);
	g_autofree char *said = g_strdup_printf("%s %s %s", finding->code, finding->message, finding->advice);
	if (!g_pattern_match_simple(expected, said))
		g_error("\"%s\" is not \"%s\"", said, expected);
	g_assert_cmpint(finding->where.line, ==, 7);
}

static void
test_files(void)
{
	g_autoptr(OtFindings) findings = ot_findings_new();
	g_autoptr(GBytes) png = make_png(300, 100, true);
	OtLogo logo;

	g_assert_true(read_file("a.png", png, &logo, findings));
	g_assert_cmpint(logo.kind, ==, OT_LOGO_PNG);
	g_assert_cmpfloat(logo.width, ==, 150);
	assert_refused("a.svg", make_png(300, 100, true),
	               "LOG001 the logo * is a PNG by what it holds, but its name says something else "
	               "Give the file a name that ends in .png.");
	assert_refused("a.png", g_bytes_new_static("GIF89a", 6), "LOG001 *");
	assert_refused("a.png", g_bytes_new_static("", 0), "LOG001 *");
	assert_refused("a.png", make_png(300, 100, false),
	               "LOG005 the logo * is damaged: it ends before a PNG file should *");
	assert_refused("a.png", make_png(0, 100, true), "LOG002 *");
	assert_refused("a.png", make_png(65535, 65535, true),
	               "LOG002 the logo * has 65535 by 65535 pixels; the limit is 16000000 in all *");
	assert_refused("a.png", make_png(2500, 100, true),
	               "LOG002 the logo * is more than 20 times as long as it is wide *");
	assert_refused("a.png", g_bytes_new_take(g_malloc0(OT_LIMIT_LOGO_BYTES + 1),
	                                         OT_LIMIT_LOGO_BYTES + 1), "LOG002 *");
}

/* --- drawing ------------------------------------------------------------------------------- */

static void
test_draw(void)
{
	static const char picture[] = SVG("<rect width=\"20\" height=\"10\" fill=\"#F00\"/>");
	g_autoptr(GBytes) svg = g_bytes_new_static(picture, sizeof picture - 1);
	g_autoptr(GBytes) broken = make_png(30, 10, true);
	GError *error = NULL;

	g_autoptr(GBytes) png = ot_logo_draw(svg, true, 80, 20, &error);
	g_assert_no_error(error);
	g_autoptr(GBytes) again = ot_logo_draw(svg, true, 80, 20, &error);
	g_assert_true(g_bytes_equal(png, again));
	const guint8 *bytes = g_bytes_get_data(png, NULL);
	g_assert_cmpint(bytes[19], ==, 80);
	g_assert_cmpint(bytes[23], ==, 20);
	g_autoptr(GBytes) same = ot_logo_draw(png, false, 1, 1, &error);
	g_assert_true(g_bytes_equal(png, same));

	g_assert_null(ot_logo_draw(broken, false, 1, 1, &error));
	g_assert_error(error, OT_ERROR, OT_ERROR_INPUT);
	g_assert_cmpstr(error->message, ==, "the logo is damaged and can't be drawn");
	g_clear_error(&error);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/logo/good", test_good);
	g_test_add_func("/logo/bad", test_bad);
	g_test_add_func("/logo/many", test_many);
	g_test_add_func("/logo/files", test_files);
	g_test_add_func("/logo/draw", test_draw);
	return g_test_run();
}
