/* SPDX-License-Identifier: MIT
 *
 * What people write for yes and no.
 */
#include "base/yes-no.h"

#include <glib.h>

static void
test_whole(void)
{
	static const struct {
		const char *text;
		OtSaid said;
	} rows[] = {
		{"yes", OT_SAID_YES}, {" YES\n", OT_SAID_YES}, {"y", OT_SAID_YES},
		{"1", OT_SAID_YES}, {"Ydy", OT_SAID_YES}, {"[X]", OT_SAID_YES},
		{"\u2612", OT_SAID_YES}, {"\u00a0x\u00a0", OT_SAID_YES},
		{"No", OT_SAID_NO}, {"nac ydy", OT_SAID_NO}, {"-", OT_SAID_NO},
		{"\u2013", OT_SAID_NO}, {"\u2610", OT_SAID_NO}, {"na", OT_SAID_NO},
		{"n/a", OT_SAID_NOTHING}, {"None", OT_SAID_NOTHING}, {"Dim", OT_SAID_NOTHING},
		{"", OT_SAID_NEITHER}, {" ", OT_SAID_NEITHER}, {"yes, we do", OT_SAID_NEITHER},
		{"yesterday", OT_SAID_NEITHER}, {"ieuenctid", OT_SAID_NEITHER},
		{"no reason", OT_SAID_NEITHER}, {"nac", OT_SAID_NEITHER}, {"10", OT_SAID_NEITHER},
		{"-5", OT_SAID_NEITHER}, {"ye", OT_SAID_NEITHER}, {"x\u00e9", OT_SAID_NEITHER},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_test_message("“%s”", rows[i].text);
		g_assert_cmpint(ot_said(rows[i].text), ==, rows[i].said);
	}
}

static void
test_first(void)
{
	static const struct {
		const char *text;
		OtSaid said;
		size_t len;
	} rows[] = {
		{"Yes, our prices", OT_SAID_YES, 3}, {"x our prices", OT_SAID_YES, 1},
		{"\u2612 our prices", OT_SAID_YES, 3}, {"[x]our prices", OT_SAID_YES, 3},
		{"\u2610our prices", OT_SAID_NO, 3}, {"[]", OT_SAID_NO, 2},
		{"x-ray", OT_SAID_NEITHER, 0}, {"yesterday", OT_SAID_NEITHER, 0},
		{"1 year", OT_SAID_NEITHER, 0}, {"y pris", OT_SAID_NEITHER, 0},
		{"no more than a year", OT_SAID_NEITHER, 0}, {" yes", OT_SAID_NEITHER, 0},
		{"gall niweidio", OT_SAID_NEITHER, 0}, {"", OT_SAID_NEITHER, 0},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		size_t len = 99;
		g_test_message("“%s”", rows[i].text);
		g_assert_cmpint(ot_said_first(rows[i].text, &len), ==, rows[i].said);
		g_assert_cmpuint(len, ==, rows[i].len);
	}
}

static void
test_choice(void)
{
	g_assert_cmpint(ot_said_choice("Gallwn, o fewn blwyddyn"), ==, OT_SAID_YES);
	g_assert_cmpint(ot_said_choice("Yes, today"), ==, OT_SAID_YES);
	g_assert_cmpint(ot_said_choice("Gallai"), ==, OT_SAID_NEITHER);
	g_assert_cmpint(ot_said_choice("No"), ==, OT_SAID_NEITHER);
	g_assert_cmpint(ot_said("oes"), ==, OT_SAID_YES);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/yes-no/whole", test_whole);
	g_test_add_func("/yes-no/first", test_first);
	g_test_add_func("/yes-no/choice", test_choice);
	return g_test_run();
}
