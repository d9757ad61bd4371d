/* SPDX-License-Identifier: MIT
 *
 * Who took part: counted once each, and found in a text that would tell who said it.
 */
#include "changes/voices.h"

static OtVoices *
make_voices(void)
{
	static const char *const names[] = {
		"Ashdown Sensing Ltd", "Brightly", "O\xe2\x80\x99Neill & Daughters LLP", "ACE",
		"Marta Ellery",
	};
	static const char *const forms[] = {"ltd", "limited", "llp", NULL};
	OtVoices *voices = ot_voices_new(forms);

	ot_voices_add(voices, "S1", "small");
	ot_voices_add(voices, "S2", "large");
	ot_voices_add(voices, "S3", "");
	ot_voices_add(voices, "K7F-39Q", "micro");
	ot_voices_join(voices, "K7F-39Q", "S1");
	for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
		ot_voices_add_name(voices, names[i], true);
	ot_voices_close(voices);
	return voices;
}

static void
test_names(void)
{
	static const struct {
		const char *text, *found;
	} texts[] = {
		{"as Ashdown Sensing told us", "Ashdown Sensing"},
		{"ASHDOWN SENSING LTD said so", "ASHDOWN SENSING"},
		{"sensing in Ashdown is hard", NULL},
		{"the lamps shone brightly", NULL},
		{"Brightly said that", "Brightly"},
		{"by O\xe2\x80\x99Neill & Daughters", "O\xe2\x80\x99Neill & Daughters"},
		{"an ACE idea", NULL},
		{"write to jo@firm.example, please", "jo@firm.example"},
		{"three @ five pounds", NULL},
		{"call 01632 960141 or write", "01632 960141"},
		{"call +44 1632 960141.", "+44 1632 960141"},
		{"on 2026-12-03, from 08:00 to 17:30", NULL},
		{"0.5% of 1,250,000 kilometres", NULL},
		{"from \xc2\xa3" "200,000 to \xc2\xa3" "320,000", NULL},
		{"Ms Marta Ellery, a director", "Marta Ellery"},
		{"", NULL},
	};
	g_autoptr(OtVoices) voices = make_voices();

	for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
		g_autofree char *found = ot_voices_find(voices, texts[i].text);
		g_assert_cmpstr(found, ==, texts[i].found);
	}
}

static OtVoiceCount
count(const OtVoices *voices, const char *codes)
{
	g_auto(GStrv) parts = g_strsplit(codes, " ", -1);
	g_autoptr(GPtrArray) list = g_ptr_array_new();

	for (size_t i = 0; parts[i] != NULL && *parts[i] != '\0'; i++)
		g_ptr_array_add(list, parts[i]);
	return ot_voices_count(voices, list);
}

static void
test_counts(void)
{
	g_autoptr(OtVoices) voices = make_voices();
	OtVoiceCount both = count(voices, "S1 S2 s1"), same = count(voices, "S1 K7F-39Q");
	OtVoiceCount unknown = count(voices, "S1 S3 S9"), none = count(voices, "");

	g_assert_cmpint(both.all, ==, 2);
	g_assert_cmpint(both.small, ==, 1);
	g_assert_true(both.sizes_known);
	g_assert_cmpint(same.all, ==, 1);
	g_assert_cmpint(unknown.all, ==, 3);
	g_assert_false(unknown.sizes_known);
	g_assert_cmpint(none.all, ==, 0);
	g_assert_true(ot_voices_has(voices, "k7f-39q"));
	g_assert_false(ot_voices_has(voices, "S9"));
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/voices/names", test_names);
	g_test_add_func("/voices/counts", test_counts);
	return g_test_run();
}
