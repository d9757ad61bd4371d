/* SPDX-License-Identifier: MIT
 *
 * Dates and amounts of lists of funds, as people and spreadsheets write them.
 */
#include "funding/funding.h"
#include "funding/value.h"

typedef struct {
	const char *text, *read; /* NULL: it is none */
} Reading;

static void
test_dates(void)
{
	static const Reading dates[] = {
		{"2027-01-31", "2027-01-31"},
		{"2027-1-5", "2027-01-05"},
		{"31/01/2027", "2027-01-31"},
		{"5/1/2027", "2027-01-05"},
		{"2027-01-31T23:59:00Z", "2027-01-31"},
		{"2027-01-31 09:00", "2027-01-31"},
		{"31/01/2027 09:00", "2027-01-31"},
		{"2028-02-29", "2028-02-29"},
		{"1900-01-01", "1900-01-01"},
		{"2999-12-31", "2999-12-31"},
		{"2027-02-29", NULL},
		{"31/02/2027", NULL},
		{"01/31/2027", NULL},
		{"2027-13-01", NULL},
		{"2027-00-01", NULL},
		{"2027-01-00", NULL},
		{"2027-01-32", NULL},
		{"1899-12-31", NULL},
		{"3000-01-01", NULL},
		{"31/01/27", NULL},
		{"2027-01-311", NULL},
		{"2027-01-31x", NULL},
		{"31/01/20277", NULL},
		{"2027-01", NULL},
		{"January 2027", NULL},
		{"45000", NULL},
		{"", NULL},
	};
	g_autoptr(OtArena) arena = ot_arena_new();

	for (size_t i = 0; i < G_N_ELEMENTS(dates); i++)
		g_assert_cmpstr(ot_fund_read_date(arena, dates[i].text), ==, dates[i].read);
}

static void
test_amounts(void)
{
	static const Reading amounts[] = {
		{"25000", "25000"},
		{"£25,000", "25000"},
		{"25 000.00", "25000"},
		{"£ 25,000.50", "25000.50"},
		{"1,234,567.8", "1234567.8"},
		{"10%", "10"},
		{"12.5%", "12.5"},
		{"12.5 %", "12.5"},
		{"0", "0"},
		{"25000.", "25000"},
		{"999999999999999", "999999999999999"},
		{"9999999999999999", NULL},
		{"1.000,50", NULL},
		{"1.2.3", NULL},
		{".5", NULL},
		{"10%5", NULL},
		{"%", NULL},
		{"£", NULL},
		{"-5", NULL},
		{"5k", NULL},
		{"$5", NULL},
		{"1e9", NULL},
		{"up to 5000", NULL},
		{"", NULL},
	};
	g_autoptr(OtArena) arena = ot_arena_new();

	for (size_t i = 0; i < G_N_ELEMENTS(amounts); i++)
		g_assert_cmpstr(ot_fund_read_amount(arena, amounts[i].text), ==, amounts[i].read);
}

static void
test_days(void)
{
	int days = 7;

	g_assert_true(ot_funding_days("2026-11-30", "2027-01-31", &days));
	g_assert_cmpint(days, ==, 62);
	g_assert_true(ot_funding_days("2027-01-31", "2026-11-30", &days));
	g_assert_cmpint(days, ==, -62);
	g_assert_true(ot_funding_days("2027-03-01", "2027-03-01T12:00:00Z", &days));
	g_assert_cmpint(days, ==, 0);
	g_assert_false(ot_funding_days(NULL, "2027-01-31", &days));
	g_assert_false(ot_funding_days("2027-01-31", NULL, &days));
	g_assert_false(ot_funding_days("soon", "2027-01-31", &days));
	g_assert_false(ot_funding_days("2027-01-31", "2027-02-30", &days));
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/funding-value/dates", test_dates);
	g_test_add_func("/funding-value/amounts", test_amounts);
	g_test_add_func("/funding-value/days", test_days);
	return g_test_run();
}
