/* SPDX-License-Identifier: MIT
 *
 * What the writers have in common when they draw figures: axes, shares, days, words.
 */
#include "document/figure.h"

#include <math.h>

static OtFigureData
figure_of(const OtPoint *points, size_t n, const char *unit)
{
	return (OtFigureData){
		.kind = OT_FIGURE_BARS, .points = points, .n_points = n, .unit = unit};
}

/* Round ends that enclose the values and zero, and a whole number of steps between them. */
static void
test_axes(void)
{
	static const struct {
		double from, to;
		const char *unit;
		double least, most, step;
	} cases[] = {
		{9, 3, "nights", 0, 10, 2},
		{7314, 6300, "tonnes", 0, 8000, 2000},
		{640, 80, "hours", 0, 800, 200},
		{0.4, 0.15, NULL, 0, 0.4, 0.1},
		{20, NAN, "% of calls", 0, 100, 20},
		{120, 20, "% of calls", 0, 150, 50},
		{-4, 12, "degrees", -5, 15, 5},
		{-4, -4, NULL, -4, 0, 1},
		{0, 0, NULL, 0, 1, 1},
		{NAN, NAN, NULL, 0, 1, 1},
		{1, 100000000, NULL, 0, 100000000, 20000000},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		OtPoint points[] = {{.value = cases[i].from}, {.value = cases[i].to}};
		OtFigureData figure = figure_of(points, 2, cases[i].unit);
		OtAxis axis = ot_figure_axis(&figure);
		g_test_message("%g to %g", cases[i].from, cases[i].to);
		g_assert_cmpfloat_with_epsilon(axis.least, cases[i].least, 1e-9);
		g_assert_cmpfloat_with_epsilon(axis.most, cases[i].most, 1e-9);
		g_assert_cmpfloat_with_epsilon(axis.step, cases[i].step, 1e-9);
	}
}

static void
test_ranges(void)
{
	static const OtPoint points[] = {{.value = 320, .spread = 80}, {.value = 30, .spread = 60}};
	OtFigureData figure = figure_of(points, 2, NULL);
	OtAxis axis = ot_figure_bars_axis(&figure);

	g_assert_cmpfloat(axis.least, ==, -30);
	g_assert_cmpfloat(axis.most, ==, 320);
	g_assert_cmpfloat(ot_axis_share(&axis, 320), ==, 1);
	g_assert_cmpfloat(ot_axis_share(&axis, -30), ==, 0);
	g_assert_cmpfloat(ot_axis_share(&axis, 145), ==, 0.5);
	g_assert_cmpfloat(ot_axis_share(&axis, 1000), ==, 1);
	g_assert_cmpfloat(ot_axis_share(&axis, NAN), ==, 0);
}

static void
test_days(void)
{
	static const struct {
		const char *from, *to;
		int days;
	} cases[] = {
		{"2026-11-09", "2026-11-10", 1}, {"2026-11-10", "2026-11-09", -1},
		{"2026-12-31", "2027-01", 1},    {"2028-02-28", "2028-03-01", 2},
		{NULL, "2026-11-09", 0},         {"2026-11-09", NULL, 0},
		{"2026", "2026-11-09", 0},       {"2026-13-01", "2026-11-09", 0},
		{"2026-02-30", "2026-11-09", 0}, {"some day", "2026-11-09", 0},
		{"2026-11-99", "2026-11-09", 0}, {"0000-01-01", "2026-11-09", 0},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		OtPoint from = {.date = cases[i].from}, to = {.date = cases[i].to};
		g_assert_cmpint(ot_point_days(&to, &from), ==, cases[i].days);
	}
}

static void
test_words(void)
{
	static const OtPoint plain = {.label = "Now", .value = 12500.5, .note = "in 2026"};
	static const OtPoint said = {.label = "Then", .value = 9, .text = "9 nights"};
	static const OtPoint unknown = {.label = "Now", .value = NAN, .text = "Not measured"};
	GError *error = NULL;
	g_autoptr(OtLabels) labels = ot_labels_load("templates/labels.en.xml", &error);
	g_autoptr(OtArena) arena = ot_arena_new();
	OtFigureData nights = figure_of(&plain, 1, "nights");
	OtFigureData calls = figure_of(&plain, 1, "% of calls");

	g_assert_no_error(error);
	g_assert_cmpstr(ot_figure_value_text(labels, arena, &nights, &plain), ==,
	                "12,500.5\302\240nights");
	g_assert_cmpstr(ot_figure_value_text(labels, arena, &calls, &plain), ==,
	                "12,500.5% of calls");
	g_assert_cmpstr(ot_figure_value_text(labels, arena, &nights, &said), ==, "9 nights");
	g_assert_cmpstr(ot_figure_value_text(labels, arena, &nights, &unknown), ==, "Not measured");
	g_assert_cmpstr(ot_figure_point_text(labels, arena, &nights, &said), ==, "Then: 9 nights");
	g_assert_cmpstr(ot_figure_point_text(labels, arena, &nights, &plain), ==,
	                "Now: 12,500.5\302\240nights, in 2026");
	g_assert_cmpstr(ot_figure_axis_text(labels, arena, &nights, 8000), ==,
	                "8,000\302\240nights");
	g_assert_cmpstr(ot_figure_axis_text(labels, arena, &nights, 0), ==, "0");
	g_assert_cmpstr(ot_figure_axis_text(labels, arena, &calls, 0), ==, "0%");
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/figure/axes", test_axes);
	g_test_add_func("/figure/ranges", test_ranges);
	g_test_add_func("/figure/days", test_days);
	g_test_add_func("/figure/words", test_words);
	return g_test_run();
}
