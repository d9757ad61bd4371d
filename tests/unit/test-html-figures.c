/* SPDX-License-Identifier: MIT
 *
 * Figures and key facts in HTML: what is drawn, what is said to those who do not see it, and that
 * every value is there as text.
 */
#include "html-page.h"

static Page *
draw(OtFigureKind kind, const char *unit, const OtPoint *points, size_t n)
{
	OtDocument *document = new_document();
	OtNode *figure = ot_document_append(document, document->root, OT_NODE_FIGURE);

	figure->as.figure = (OtFigureData){
		.kind = kind,
		.alt = "Waits go from 47.5 to 20 & less",
		.caption = "Waits",
		.unit = unit,
		.points = points,
		.n_points = n,
	};
	Page *page = finish_page(document);
	assert_text(page, "//figure/figcaption", "Figure 1: Waits");
	assert_text(page, "//figure//*[@role='img']/@aria-label", "Waits go from 47.5 to 20 & less");
	assert_number(page, 1, "//figure//*[@role='img']");
	return page;
}

static void
test_measure(void)
{
	static const OtPoint points[] = {
		{.label = "Now <1>", .text = "47.5 minutes", .value = 47.5, .note = "in 2026"},
		{.label = "Target", .value = 20, .strong = true},
	};
	g_autoptr(Page) page = draw(OT_FIGURE_MEASURE, "minutes", points, 2);

	assert_text(page, "//figure//p[1]", "Now <1>: 47.5 minutes, in 2026");
	assert_text(page, "//figure//p[1]/strong", "47.5 minutes");
	assert_text(page, "//figure//p[2]", "Target: 20\302\240minutes");
	/* The axis ends at a round number, and the marks lie where their values are. */
	assert_text(page, "//span[@class='least']", "0");
	assert_text(page, "//span[@class='most']", "50\302\240minutes");
	assert_text(page, "//circle[@class='ring']/@cx", "95.00%");
	assert_text(page, "//circle[@class='disc']/@cx", "40.00%");
	assert_text(page, "//p[1][@class='late']/@style", "--share: 95.00%");
	assert_text(page, "//p[2][@class='early']/@style", "--share: 40.00%");
	assert_number(page, 1, "//line[@class='arrow'][@x1='95.00%'][@x2='40.00%']");
	assert_number(page, 1, "//svg/svg[@x='40.00%']/path[@class='head']");
	assert_number(page, 0, "//line[@class='unknown']");
	assert_number(page, 0, "//details");
}

static void
test_unknown_baseline(void)
{
	static const OtPoint points[] = {
		{.label = "Baseline", .value = NAN},
		{.label = "Target", .text = "20% of calls", .value = 20},
	};
	g_autoptr(Page) page = draw(OT_FIGURE_MEASURE, "% of calls", points, 2);

	assert_text(page, "//figure//p[1]", "Baseline: Not known yet");
	assert_text(page, "//span[@class='most']", "100%");
	assert_text(page, "//circle/@cx", "20.00%");
	assert_number(page, 1, "//circle");
	assert_number(page, 1, "//line[@class='unknown']");
	assert_number(page, 0, "//line[@class='arrow'] | //path");
}

/* Where nothing is to be changed, the ring goes around the disc. */
static void
test_same_value(void)
{
	static const OtPoint points[] = {
		{.label = "Baseline", .value = -4},
		{.label = "Target", .value = -4},
	};
	g_autoptr(Page) page = draw(OT_FIGURE_MEASURE, NULL, points, 2);

	assert_text(page, "//span[@class='least']", "\342\210\2224");
	assert_text(page, "//span[@class='most']", "0");
	assert_number(page, 1, "//circle[@class='ring'][@cx='0.00%'][@r > //circle[2]/@r]");
	assert_number(page, 0, "//line[@class='arrow'] | //path");
}

static void
test_bars(void)
{
	static const OtPoint points[] = {
		{.label = "Now <1>", .text = "47.5", .value = 47.5},
		{.label = "Target", .text = "20", .value = 20, .strong = true, .note = "by 2028"},
		{.label = "Unknown", .text = NULL, .value = NAN},
		{.label = "Below", .text = "-2.5", .value = -2.5},
		{.label = "Range", .text = "10 to 22.5", .value = 22.5, .spread = 12.5},
	};
	static const OtFigureKind kinds[] = {OT_FIGURE_BARS, OT_FIGURE_MEASURE};

	/* A measure that has not two points has no axis. */
	for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++) {
		g_autoptr(Page) page = draw(kinds[i], "minutes", points, G_N_ELEMENTS(points));
		assert_number(page, 5, "//div[@class='bars']/div/svg[@aria-hidden='true']");
		assert_text(page, "//div[@class='bars']/div[1]/span[1]", "Now <1>");
		assert_text(page, "//div[@class='bars']/div[2]/span[2]",
		            "20\302\240minutes by 2028");
		assert_number(page, 1, "//svg[@class='bar strong']");
		assert_number(page, 1,
		              "//div[1]/svg/line[@class='solid'][@x1='5.00%'][@x2='100.00%']");
		assert_number(page, 1, "//div[3]/svg/line[@class='unknown']");
		assert_number(page, 1,
		              "//div[4]/svg/line[@class='solid'][@x1='5.00%'][@x2='0.00%']");
		assert_number(page, 1, "//div[5]/svg/line[@class='solid'][@x2='25.00%']");
		assert_number(page, 1,
		              "//div[5]/svg/line[@class='spread'][@x1='25.00%'][@x2='50.00%']");
		assert_number(page, 5, "//details/table/tbody/tr[th[@scope='row']]");
		assert_text(page, "//details//tr[2]/td[2]", "by 2028");
		assert_text(page, "//details//th[@scope='col'][2]", "Value");
	}
}

static void
test_timeline(void)
{
	static const OtPoint points[] = {
		{.label = "Opens", .date = "2026-07-02", .value = NAN},
		{.label = "Closes", .date = "2026-12-31", .value = NAN, .strong = true},
		{.label = "Starts",
	         .date = "2027-07",
	         .text = "Summer",
	         .value = NAN,
	         .note = "perhaps"},
		{.label = "Some day", .text = "Later", .value = NAN},
	};
	g_autoptr(Page) page = draw(OT_FIGURE_TIMELINE, NULL, points, 3);
	g_autoptr(Page) undated = draw(OT_FIGURE_TIMELINE, NULL, points + 3, 1);

	/* True to scale: the second is half way, where the year ends. */
	assert_text(page, "//circle[@class='disc strong']/@cx", "50.00%");
	assert_number(page, 1, "//div[@class='strip']/span[.='2027'][@style='--share: 50.27%']");
	assert_number(page, 3, "//circle");
	assert_text(page, "//ol/li[1]", "2 July 2026 Opens");
	assert_text(page, "//ol/li[2][@class='strong']/strong", "Closes");
	assert_text(page, "//ol/li[3]", "Summer Starts perhaps");
	assert_text(undated, "//ol/li", "Later Some day");
	assert_number(undated, 1, "//circle[@cx='0.00%']");
}

/* No value, however odd, draws outside the figure or gives what is no number. */
static void
test_extremes(void)
{
	static const double values[] = {0, -0.0, 1e308, -1e308, 5e-324, INFINITY, NAN};

	for (size_t i = 0; i < G_N_ELEMENTS(values) * G_N_ELEMENTS(values); i++) {
		OtPoint points[] = {
			{.label = "One", .value = values[i % G_N_ELEMENTS(values)]},
			{.label = "Other", .value = values[i / G_N_ELEMENTS(values)]},
		};
		for (int kind = OT_FIGURE_TIMELINE; kind <= OT_FIGURE_BARS; kind++) {
			g_autoptr(Page) page = draw((OtFigureKind) kind, "%", points, 2);
			g_assert_false(has_bytes(page, "nan"));
			g_assert_false(has_bytes(page, "inf"));
			assert_number(page, 0,
			              "//circle[number(substring-before(@cx, '%')) > 100]");
			assert_number(page, 0, "//line[number(substring-before(@x2, '%')) > 100]");
		}
	}
}

/* A figure of nothing is not there, as on paper. */
static void
test_no_points(void)
{
	OtDocument *document = new_document();

	for (int kind = OT_FIGURE_TIMELINE; kind <= OT_FIGURE_BARS; kind++) {
		OtNode *figure = ot_document_append(document, document->root, OT_NODE_FIGURE);
		figure->as.figure.kind = (OtFigureKind) kind;
		figure->as.figure.alt = "Nothing";
	}
	g_autoptr(Page) page = finish_page(document);
	assert_number(page, 0, "//figure");
}

static void
test_key_facts(void)
{
	OtDocument *document = new_document();
	OtNode *table = add_table(document, document->root, OT_TABLE_KEY);
	OtNode *odd = add_table(document, document->root, OT_TABLE_KEY);
	OtNode *row;

	add_row(document, table, true, "Answer by|Budget");
	row = add_row(document, table, false, "29 January|plain");
	row->first->first->as.paragraph = OT_PARAGRAPH_KEY;
	add_paragraph(document, row->first, "Or sooner")->as.paragraph = OT_PARAGRAPH_SMALL;
	/* What has more than one row is a table like others. */
	add_row(document, odd, true, "Name|Value");
	add_row(document, odd, false, "a|b");
	add_row(document, odd, false, "c|d");
	g_autoptr(Page) page = finish_page(document);
	assert_number(page, 2, "//dl[@class='key-facts']/div[dt][dd]");
	assert_text(page, "//dl/div[1]/dt", "Answer by");
	assert_text(page, "//dl/div[1]/dd/p[@class='key']", "29 January");
	assert_text(page, "//dl/div[1]/dd/p[@class='small']", "Or sooner");
	assert_text(page, "//dl/div[2]/dd", "plain");
	assert_number(page, 1, "//table[count(tbody/tr) = 2]");
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/html-figures/measure", test_measure);
	g_test_add_func("/html-figures/unknown-baseline", test_unknown_baseline);
	g_test_add_func("/html-figures/same-value", test_same_value);
	g_test_add_func("/html-figures/bars", test_bars);
	g_test_add_func("/html-figures/timeline", test_timeline);
	g_test_add_func("/html-figures/extremes", test_extremes);
	g_test_add_func("/html-figures/no-points", test_no_points);
	g_test_add_func("/html-figures/key-facts", test_key_facts);
	return g_test_run();
}
