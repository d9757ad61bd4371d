/* SPDX-License-Identifier: MIT */
#include "html/writer.h"

#include "document/figure.h"

#include <math.h>
#include <string.h>

/*
 * Figures as inline SVG.  What is drawn is placed in per cent of the width, words stand beside it
 * as text of the page: so a figure fits a telephone and four times the size without scrolling (WCAG
 * 2.2, 1.4.10), and its letters grow with the others.  Nothing is said by colour alone: rings and
 * discs, full and striped bars.
 */

/* Heights and widths of what is drawn, in pixels of CSS. */
#define AXIS_HEIGHT  20
#define AXIS_MIDDLE  10
#define MARK         6 /* radius */
#define STRIP_HEIGHT 28
#define STRIP_MIDDLE 14
#define BAR_HEIGHT   14

/* From here on words end at their mark, up to here they begin there: there is room to the right of
 * the axis, where its unit stands. */
#define ENDS_FROM 0.58

/* A strip names the years that it covers, if they are not more than this. */
#define MOST_YEARS 8
/* Marks on an axis are not more than this. */
#define MOST_MARKS 20

typedef char Share[G_ASCII_DTOSTR_BUF_SIZE + 1];

/* "62.5%" */
static const char *
spell_share(double share, Share text)
{
	g_ascii_formatd(text, G_ASCII_DTOSTR_BUF_SIZE, "%.2f", CLAMP(share, 0, 1) * 100);
	g_strlcat(text, "%", sizeof(Share));
	return text;
}

/* --- shapes ---------------------------------------------------------------------------------- */

/* The drawing of a figure: with words for those who do not see it, or hidden from them. */
static void
start_drawing(OtHtml *html, const char *class, const char *alt, int height)
{
	ot_xml_start(html->xml, "svg");
	ot_xml_set(html->xml, "class", class);
	if (alt != NULL) {
		ot_xml_set(html->xml, "role", "img");
		ot_xml_set(html->xml, "aria-label", alt);
	} else {
		ot_xml_set(html->xml, "aria-hidden", "true");
	}
	ot_xml_set(html->xml, "width", "100%");
	ot_xml_set_int(html->xml, "height", height);
}

static void
write_line(OtHtml *html, const char *class, double from, double to, int y)
{
	Share start, end;
	g_autofree char *middle = g_strdup_printf("%d", y);

	ot_xml_empty(html->xml, "line", "class", class, "x1", spell_share(from, start), "x2",
	             spell_share(to, end), "y1", middle, "y2", middle, NULL);
}

static void
write_tick(OtHtml *html, double at, int top, int bottom)
{
	Share x;
	g_autofree char *y1 = g_strdup_printf("%d", top), *y2 = g_strdup_printf("%d", bottom);

	spell_share(at, x);
	ot_xml_empty(html->xml, "line", "class", "axis", "x1", x, "x2", x, "y1", y1, "y2", y2,
	             NULL);
}

static void
write_circle(OtHtml *html, const char *class, double at, int y, int radius)
{
	Share x;
	g_autofree char *middle = g_strdup_printf("%d", y), *r = g_strdup_printf("%d", radius);

	ot_xml_empty(html->xml, "circle", "class", class, "cx", spell_share(at, x), "cy", middle,
	             "r", r, NULL);
}

/* A place in per cent can't be part of a path, but that of a drawing within the drawing can be. */
static void
write_head(OtHtml *html, double at, bool to_left)
{
	Share x;
	g_autofree char *middle = g_strdup_printf("%d", AXIS_MIDDLE);

	ot_xml_start(html->xml, "svg");
	ot_xml_set(html->xml, "x", spell_share(at, x));
	ot_xml_set(html->xml, "y", middle);
	ot_xml_set(html->xml, "overflow", "visible");
	ot_xml_empty(html->xml, "path", "class", "head", "d",
	             to_left ? "M6 0L15 -5V5Z" : "M-6 0L-15 -5V5Z", NULL);
	ot_xml_end(html->xml);
}

/* --- baseline and target --------------------------------------------------------------------- */

/* "Baseline: 9 nights, on 30 April 2026", beside its mark. */
static void
write_mark_words(OtHtml *html, const OtFigureData *figure, const OtPoint *point,
                 double share)
{
	Share at;
	const char *value =
		ot_figure_value_text(html->labels, html->arena, figure, point);
	const char *words =
		ot_figure_point_text(html->labels, html->arena, figure, point);
	const char *bold = g_strrstr(words, value);

	ot_xml_start(html->xml, "p");
	ot_xml_set(html->xml, "class", share > ENDS_FROM ? "late" : "early");
	ot_xml_set(html->xml, "style",
	           ot_arena_printf(html->arena, "--share: %s", spell_share(share, at)));
	if (bold != NULL) {
		ot_xml_text(html->xml,
		            ot_arena_strndup(html->arena, words, (size_t) (bold - words)));
		ot_xml_leaf(html->xml, "strong", value);
		words = bold + strlen(value);
	}
	ot_xml_text(html->xml, words);
	ot_xml_end(html->xml);
}

static void
write_axis(OtHtml *html, const OtAxis *axis)
{
	double steps = (axis->most - axis->least) / axis->step;
	int marks = isfinite(steps) ? (int) CLAMP(lround(steps), 1, MOST_MARKS) : 1;

	write_line(html, "axis", 0, 1, AXIS_MIDDLE);
	for (int i = 0; i <= marks; i++)
		write_tick(html, (double) i / marks, AXIS_MIDDLE - 4, AXIS_MIDDLE + 4);
}

static void
write_axis_end(OtHtml *html, const OtFigureData *figure, const char *class, double value)
{
	ot_xml_start(html->xml, "span");
	ot_xml_set(html->xml, "class", class);
	ot_xml_set(html->xml, "aria-hidden", "true");
	ot_xml_text(html->xml, ot_figure_axis_text(html->labels, html->arena, figure, value));
	ot_xml_end(html->xml);
}

static void
write_measure(OtHtml *html, const OtFigureData *figure)
{
	const OtPoint *points = figure->points;
	OtAxis axis = ot_figure_axis(figure);
	bool known[2] = {isfinite(points[0].value), isfinite(points[1].value)};
	double at[2];

	for (int i = 0; i < 2; i++)
		at[i] = known[i] ? ot_axis_share(&axis, points[i].value) : 0;
	ot_xml_start(html->xml, "div");
	ot_xml_set(html->xml, "class", "measure");
	write_mark_words(html, figure, &points[0], at[0]);
	write_axis_end(html, figure, "least", axis.least);
	start_drawing(html, NULL, figure->alt, AXIS_HEIGHT);
	if (!known[0] || !known[1])
		write_line(html, "unknown", 0, 1, AXIS_MIDDLE);
	write_axis(html, &axis);
	if (known[0] && known[1] && fabs(at[0] - at[1]) > 0.04) {
		write_line(html, "arrow", at[0], at[1], AXIS_MIDDLE);
		write_head(html, at[1], at[1] < at[0]);
	}
	/* Where the two lie on each other the ring goes around the disc. */
	if (known[0])
		write_circle(html, "ring", at[0], AXIS_MIDDLE,
		             fabs(at[0] - at[1]) < 0.02 ? MARK + 3 : MARK);
	if (known[1])
		write_circle(html, "disc", at[1], AXIS_MIDDLE, MARK);
	ot_xml_end(html->xml);
	write_axis_end(html, figure, "most", axis.most);
	write_mark_words(html, figure, &points[1], at[1]);
	ot_xml_end(html->xml);
}

/* --- bars ------------------------------------------------------------------------------------ */

/* A bar from zero; striped where a range has not been reached for certain. */
static void
write_bar(OtHtml *html, const OtPoint *point, const OtAxis *axis)
{
	double zero = ot_axis_share(axis, 0);
	double most = ot_axis_share(axis, point->value);
	double least = ot_axis_share(axis, point->value - point->spread);

	start_drawing(html, point->strong ? "bar strong" : "bar", NULL, BAR_HEIGHT);
	if (!isfinite(point->value)) {
		write_line(html, "unknown", 0, 1, BAR_HEIGHT / 2);
	} else {
		write_line(html, "solid", zero, point->spread > 0 ? least : most, BAR_HEIGHT / 2);
		if (point->spread > 0)
			write_line(html, "spread", least, most, BAR_HEIGHT / 2);
	}
	write_tick(html, zero, 0, BAR_HEIGHT);
	ot_xml_end(html->xml);
}

static void
write_bars(OtHtml *html, const OtFigureData *figure)
{
	OtAxis axis = ot_figure_bars_axis(figure);

	ot_xml_start(html->xml, "div");
	ot_xml_set(html->xml, "class", "bars");
	ot_xml_set(html->xml, "role", "img");
	ot_xml_set(html->xml, "aria-label", figure->alt);
	for (size_t i = 0; i < figure->n_points; i++) {
		const OtPoint *point = &figure->points[i];
		ot_xml_start(html->xml, "div");
		ot_xml_leaf(html->xml, "span", point->label);
		write_bar(html, point, &axis);
		ot_xml_start(html->xml, "span");
		ot_xml_leaf(html->xml, "strong",
		            ot_figure_value_text(html->labels, html->arena, figure, point));
		if (point->note != NULL)
			ot_xml_text(html->xml, ot_arena_printf(html->arena, " %s", point->note));
		ot_xml_end(html->xml);
		ot_xml_end(html->xml);
	}
	ot_xml_end(html->xml);
}

/* --- the same values as a table -------------------------------------------------------------- */

static void
write_values_head(OtHtml *html, const OtFigureData *figure, bool notes)
{
	const char *const heads[] = {
		ot_labels_get(html->labels, "figure-point"),
		ot_labels_get(html->labels,
		              figure->kind == OT_FIGURE_TIMELINE ? "figure-when" : "figure-value"),
		notes ? ot_labels_get(html->labels, "figure-note") : NULL,
	};

	ot_xml_start(html->xml, "thead");
	ot_xml_start(html->xml, "tr");
	for (size_t i = 0; i < G_N_ELEMENTS(heads) && heads[i] != NULL; i++) {
		ot_xml_start(html->xml, "th");
		ot_xml_set(html->xml, "scope", "col");
		ot_xml_text(html->xml, heads[i]);
		ot_xml_end(html->xml);
	}
	ot_xml_end(html->xml);
	ot_xml_end(html->xml);
}

static void
write_values_row(OtHtml *html, const OtFigureData *figure, const OtPoint *point, bool notes)
{
	ot_xml_start(html->xml, "tr");
	ot_xml_start(html->xml, "th");
	ot_xml_set(html->xml, "scope", "row");
	ot_xml_text(html->xml, point->label);
	ot_xml_end(html->xml);
	ot_xml_leaf(html->xml, "td",
	            ot_figure_value_text(html->labels, html->arena, figure, point));
	if (notes)
		ot_xml_leaf(html->xml, "td", point->note != NULL ? point->note : "");
	ot_xml_end(html->xml);
}

static void
write_values(OtHtml *html, const OtFigureData *figure)
{
	bool notes = ot_figure_has_notes(figure);

	ot_xml_start(html->xml, "details");
	ot_xml_leaf(html->xml, "summary", ot_labels_get(html->labels, "figure-values"));
	ot_xml_start(html->xml, "table");
	write_values_head(html, figure, notes);
	ot_xml_start(html->xml, "tbody");
	for (size_t i = 0; i < figure->n_points; i++)
		write_values_row(html, figure, &figure->points[i], notes);
	ot_xml_end(html->xml);
	ot_xml_end(html->xml);
	ot_xml_end(html->xml);
}

/* --- timelines ------------------------------------------------------------------------------- */

/* The year of an ISO 8601 date; 0: none. */
static int
year_of(const OtPoint *point)
{
	return point->date != NULL ? (int) g_ascii_strtoll(point->date, NULL, 10) : 0;
}

/* Where years begin, between the first point and the last one; `write` is called for each. */
static void
each_year(OtHtml *html, const OtFigureData *figure, void (*write)(OtHtml *, int year, double share))
{
	const OtPoint *first = &figure->points[0];
	const OtPoint *last = &figure->points[figure->n_points - 1];
	int years = year_of(last) - year_of(first);
	int span = MAX(ot_point_days(last, first), 1);

	for (int i = 1; i <= years && years <= MOST_YEARS; i++) {
		int year = year_of(first) + i;
		OtPoint start = {.date = ot_arena_printf(html->arena, "%04d-01-01", year)};
		write(html, year, (double) ot_point_days(&start, first) / span);
	}
}

static void
write_year_tick(OtHtml *html, int year, double share)
{
	(void) year;
	write_tick(html, share, STRIP_MIDDLE - 10, STRIP_HEIGHT);
}

static void
write_year_words(OtHtml *html, int year, double share)
{
	Share at;

	ot_xml_start(html->xml, "span");
	ot_xml_set(html->xml, "style",
	           ot_arena_printf(html->arena, "--share: %s", spell_share(share, at)));
	ot_xml_text(html->xml, ot_arena_printf(html->arena, "%d", year));
	ot_xml_end(html->xml);
}

/* Points on the line; those that matter most lie on top. */
static void
write_points(OtHtml *html, const OtFigureData *figure, bool strong)
{
	const OtPoint *first = &figure->points[0];
	int span = MAX(ot_point_days(&figure->points[figure->n_points - 1], first), 1);

	for (size_t i = 0; i < figure->n_points; i++) {
		const OtPoint *point = &figure->points[i];
		if (point->strong == strong)
			write_circle(html, strong ? "disc strong" : "ring",
			             (double) ot_point_days(point, first) / span, STRIP_MIDDLE,
			             strong ? MARK + 2 : MARK);
	}
}

/* All dates on one line, as far from each other as they are in time. */
static void
write_strip(OtHtml *html, const OtFigureData *figure)
{
	ot_xml_start(html->xml, "div");
	ot_xml_set(html->xml, "class", "strip");
	ot_xml_set(html->xml, "role", "img");
	ot_xml_set(html->xml, "aria-label", figure->alt);
	start_drawing(html, NULL, NULL, STRIP_HEIGHT);
	write_line(html, "axis", 0, 1, STRIP_MIDDLE);
	each_year(html, figure, write_year_tick);
	write_points(html, figure, false);
	write_points(html, figure, true);
	ot_xml_end(html->xml);
	each_year(html, figure, write_year_words);
	ot_xml_end(html->xml);
}

static void
write_timeline(OtHtml *html, const OtFigureData *figure)
{
	write_strip(html, figure);
	ot_xml_start(html->xml, "ol");
	ot_xml_set(html->xml, "class", "timeline");
	for (size_t i = 0; i < figure->n_points; i++) {
		const OtPoint *point = &figure->points[i];
		ot_xml_start(html->xml, "li");
		ot_xml_set(html->xml, "class", point->strong ? "strong" : NULL);
		ot_xml_leaf(html->xml, "span",
		            ot_figure_value_text(html->labels, html->arena, figure, point));
		ot_xml_text(html->xml, " ");
		ot_xml_leaf(html->xml, point->strong ? "strong" : "span", point->label);
		if (point->note != NULL)
			ot_xml_text(html->xml, ot_arena_printf(html->arena, " %s", point->note));
		ot_xml_end(html->xml);
	}
	ot_xml_end(html->xml);
}

void
ot_html_figure(OtHtml *html, const OtNode *node)
{
	const OtFigureData *figure = &node->as.figure;

	if (figure->n_points == 0)
		return;
	ot_xml_start(html->xml, "figure");
	ot_xml_set(html->xml, "id", node->id);
	ot_html_set_lang(html, node);
	if (figure->caption != NULL)
		ot_xml_leaf(html->xml, "figcaption", figure->caption);
	if (figure->kind == OT_FIGURE_TIMELINE) {
		write_timeline(html, figure);
	} else if (figure->kind == OT_FIGURE_MEASURE && ot_figure_has_axis(figure)) {
		write_measure(html, figure);
	} else {
		write_bars(html, figure);
		write_values(html, figure);
	}
	ot_xml_end(html->xml);
}
