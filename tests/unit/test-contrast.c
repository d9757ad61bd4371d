/* SPDX-License-Identifier: MIT
 *
 * Contrast: the arithmetic of WCAG, what is said of colours that are too alike, and that the table
 * of pairs has all that meet on the pages of the samples.
 */
#include "document/contrast.h"
#include "engagement/engagement.h"
#include "pdf/layout.h"

#include <math.h>
#include <string.h>

static OtStyle *
load_style(const char *path)
{
	GError *error = NULL;
	OtStyle *style = ot_style_load(path, &error);

	g_assert_no_error(error);
	return style;
}

/* The default style with another colour in one role. */
static OtStyle *
style_with(OtColourRole role, double grey)
{
	OtStyle *style = load_style("templates/house-style.xml");

	style->colour[role] = (OtColour){grey, grey, grey};
	return style;
}

static void
test_needed(void)
{
	g_autoptr(OtStyle) style = load_style("templates/house-style.xml");

	g_assert_cmpfloat(ot_contrast_needed(style, OT_COLOUR_LINK, OT_COLOUR_STRIPE), ==, 4.5);
	g_assert_cmpfloat(ot_contrast_needed(style, OT_COLOUR_ACCENT, OT_COLOUR_HIGHLIGHT_TINT), ==,
	                  4.5);
	/* Only graphics. */
	style->text[OT_TEXT_LABEL].colour = OT_COLOUR_TEXT;
	g_assert_cmpfloat(ot_contrast_needed(style, OT_COLOUR_ACCENT, OT_COLOUR_HIGHLIGHT_TINT), ==,
	                  3.0);
	g_assert_cmpfloat(ot_contrast_needed(style, OT_COLOUR_RULE, OT_COLOUR_PAPER), ==, 0);
	g_assert_cmpfloat(ot_contrast_needed(style, OT_COLOUR_MISSING, OT_COLOUR_PAPER), ==, 0);
}

/* 18 points, or 14 points bold, are large (WCAG 2.2, "large scale"). */
static void
test_large(void)
{
	static const struct {
		double size;
		int weight;
		double needed;
	} titles[] = {
		{18, 400, 3}, {17.9, 400, 4.5}, {14, 700, 3}, {14, 600, 4.5}, {13.9, 700, 4.5}};
	g_autoptr(OtStyle) style = load_style("templates/house-style.xml");

	style->text[OT_TEXT_TITLE].colour = OT_COLOUR_RULE;
	for (size_t i = 0; i < G_N_ELEMENTS(titles); i++) {
		style->text[OT_TEXT_TITLE].size = titles[i].size;
		style->text[OT_TEXT_TITLE].weight = titles[i].weight;
		g_assert_cmpfloat(ot_contrast_needed(style, OT_COLOUR_RULE, OT_COLOUR_PAPER), ==,
		                  titles[i].needed);
	}
}

static void
test_finding(void)
{
	g_autoptr(OtStyle) style = style_with(OT_COLOUR_MISSING, 0x99 / 255.0);
	g_autoptr(OtFindings) findings = ot_findings_new();

	ot_style_check_contrast(style, findings);
	g_assert_cmpuint(ot_findings_count(findings), ==, 1);
	const OtFinding *finding = ot_findings_get(findings, 0);
	g_assert_cmpstr(finding->code, ==, "STY001");
	g_assert_cmpint(finding->severity, ==, OT_SEVERITY_ERROR);
	g_assert_cmpstr(finding->message, ==,
	                "missing #999999 on missing-tint #FBEEF4 has a contrast of 2.52 to 1, but "
	                "words about what is to be completed need 4.5 to 1");
	g_assert_cmpstr(finding->where.file, ==, "templates/house-style.xml");
	g_assert_cmpint(finding->where.line, >, 1);
	g_assert_true(g_str_has_prefix(finding->advice, "Write value=\"#"));

	/* What is advised is enough, and the first that is. */
	guint64 grey = g_ascii_strtoull(strchr(finding->advice, '#') + 1, NULL, 16) & 0xFF;
	g_autoptr(OtStyle) better = style_with(OT_COLOUR_MISSING, (double) grey / 255);
	g_autoptr(OtStyle) lighter = style_with(OT_COLOUR_MISSING, (double) (grey + 3) / 255);
	g_autoptr(OtFindings) none = ot_findings_new(), some = ot_findings_new();
	ot_style_check_contrast(better, none);
	ot_style_check_contrast(lighter, some);
	g_assert_cmpuint(ot_findings_count(none), ==, 0);
	g_assert_cmpuint(ot_findings_count(some), ==, 1);
}

/* On a dark and a light ground at once no ink can be read: one of the grounds has to change. */
static void
test_no_ink(void)
{
	g_autoptr(OtStyle) style = style_with(OT_COLOUR_STRIPE, 0.18);
	g_autoptr(OtFindings) findings = ot_findings_new();

	ot_style_check_contrast(style, findings);
	g_assert_cmpuint(ot_findings_count(findings), >, 1);
	const OtFinding *finding = ot_findings_get(findings, 0);
	g_assert_cmpstr(finding->advice, ==,
	                "Make stripe lighter or darker: no text has enough contrast on all that it "
	                "stands on.");
}

/* --- pages ----------------------------------------------------------------------------------- */

/* The colour that lies under a point, as it was painted: the last rectangle counts. */
static OtColourRole
ground_at(const OtLaidPage *page, double x, double y)
{
	OtColourRole ground = OT_COLOUR_PAPER;

	for (guint i = 0; i < page->under->len; i++) {
		const OtItem *item = &g_array_index(page->under, OtItem, i);
		if (item->kind == OT_ITEM_RECTANGLE && x >= item->x && x <= item->x + item->width &&
		    y >= item->y && y <= item->y + item->height)
			ground = item->colour;
	}
	return ground;
}

static void
assert_pair(const OtStyle *style, OtColourRole ink, OtColourRole ground)
{
	if (ot_contrast_needed(style, ink, ground) == 0)
		g_error("%s on %s is on a page, but not in contrast.def", ot_colour_role_name(ink),
		        ot_colour_role_name(ground));
}

static void
check_line(const OtStyle *style, const OtLaidPage *page, const OtItem *item)
{
	const OtText *text = item->text;
	OtColourRole ground = ground_at(page, item->x + 1, item->y - 1);
	g_autoptr(GArray) pieces = g_array_new(FALSE, FALSE, sizeof(OtPiece));

	ot_text_pieces(text, item->line, pieces);
	for (guint i = 0; i < pieces->len; i++) {
		guint look = g_array_index(pieces, OtPiece, i).span->look;
		if ((look & OT_LOOK_MISSING) != 0)
			assert_pair(style, OT_COLOUR_MISSING, OT_COLOUR_MISSING_TINT);
		else if ((look & OT_LOOK_LINK) != 0 && item->colour != OT_COLOUR_ON_ACCENT)
			assert_pair(style, OT_COLOUR_LINK, ground);
		else
			assert_pair(style, item->colour, ground);
	}
}

/* The words of a figure, on the page or on a rectangle of the figure's own. */
static void
check_picture(const OtStyle *style, const OtPicture *picture)
{
	for (guint i = 0; i < picture->shapes->len; i++) {
		const OtPictureShape *shape = &g_array_index(picture->shapes, OtPictureShape, i);
		OtColourRole ground = OT_COLOUR_PAPER;
		for (guint j = 0; j < i && shape->kind == OT_SHAPE_TEXT; j++) {
			const OtPictureShape *below =
				&g_array_index(picture->shapes, OtPictureShape, j);
			if (below->kind == OT_SHAPE_RECTANGLE && shape->x >= below->x &&
			    shape->x < below->x + below->width && shape->y >= below->y &&
			    shape->y <= below->y + below->height)
				ground = below->colour;
		}
		if (shape->kind == OT_SHAPE_TEXT)
			assert_pair(style, shape->colour, ground);
	}
}

static void
check_pages(const OtLayout *layout)
{
	for (guint i = 0; i < layout->pages->len; i++) {
		const OtLaidPage *page = layout->pages->pdata[i];
		for (guint j = 0; j < page->content->len; j++) {
			const OtItem *item = &g_array_index(page->content, OtItem, j);
			if (item->kind == OT_ITEM_LINE)
				check_line(layout->style, page, item);
			else if (item->kind == OT_ITEM_PICTURE)
				check_picture(layout->style, item->picture);
		}
	}
}

static void
check_sample(const char *folder)
{
	GError *error = NULL;
	g_autoptr(OtFindings) findings = ot_findings_new();
	g_autoptr(OtEngagement) engagement = ot_engagement_open(folder, findings, &error);
	g_assert_no_error(error);
	OtResources *resources = ot_engagement_resources(engagement);
	static const char *const names[] = {"briefing", "dpia", "mou"};

	for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
		const OtTemplate *template = ot_resources_template(resources, names[i], &error);
		g_autoptr(OtDocument) document =
			ot_engagement_document(engagement, template, &error);
		const OtStyle *style =
			ot_resources_style(resources, &(OtAppearance){0}, findings, &error);
		g_autoptr(OtLayout) layout = ot_layout_new(
			document, style, ot_resources_labels(resources, "en-GB", &error), "fonts",
			findings, &error);
		g_assert_no_error(error);
		g_assert_true(ot_layout_run(layout, &error));
		check_pages(layout);
	}
}

static void
test_pages(void)
{
	check_sample("samples/winter-gritting");
	check_sample("samples/outline");
}

/* Words on cards are much larger than a title, without a word in the style, and stay so. */
static void
test_cards(void)
{
	g_autoptr(OtStyle) style = load_style("templates/house-style.xml");
	double size = style->text[OT_TEXT_DISPLAY].size;

	g_assert_cmpfloat(size, >, 1.5 * style->text[OT_TEXT_TITLE].size);
	g_assert_cmpstr(style->text[OT_TEXT_DISPLAY].family, ==, style->text[OT_TEXT_TITLE].family);
	ot_style_enlarge(style);
	g_assert_cmpfloat(style->text[OT_TEXT_DISPLAY].size, >=, floor(size));
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_setenv("OUTSET_DATA", ".", TRUE);
	g_test_add_func("/contrast/needed", test_needed);
	g_test_add_func("/contrast/large", test_large);
	g_test_add_func("/contrast/finding", test_finding);
	g_test_add_func("/contrast/no-ink", test_no_ink);
	g_test_add_func("/contrast/cards", test_cards);
	g_test_add_func("/contrast/pages", test_pages);
	return g_test_run();
}
