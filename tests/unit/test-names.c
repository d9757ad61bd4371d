/* SPDX-License-Identifier: MIT
 *
 * Names in texts, the sequences by which they are found, and addresses and telephone numbers.
 */
#include "base/contacts.h"
#include "base/names.h"
#include "base/sequences.h"
#include "base/tokens.h"

#include <stdbool.h>
#include <string.h>

/* --- sequences ----------------------------------------------------------------------------- */

/* Where sequences end in a text, each longer one first: "2:ab 2:b". */
static char *
walk(const OtSequences *sequences, const char *text)
{
	GString *out = g_string_new(NULL);
	guint32 state = 0;

	for (size_t i = 0; text[i] != '\0'; i++) {
		state = ot_sequences_step(sequences, state, (guchar) text[i]);
		for (guint32 end = ot_sequences_ending(sequences, state); end != 0;
		     end = ot_sequences_shorter(sequences, end)) {
			size_t len = ot_sequences_length(sequences, end);
			g_string_append_printf(out, "%s%zu:%.*s", out->len > 0 ? " " : "", i + 1,
			                       (int) len, text + i + 1 - len);
		}
	}
	return g_string_free(out, FALSE);
}

static guint32
add(OtSequences *sequences, const char *text, guint32 value)
{
	guint32 symbols[16];
	size_t n = 0;

	for (; text[n] != '\0'; n++)
		symbols[n] = (guchar) text[n];
	return ot_sequences_add(sequences, symbols, n, value);
}

static void
test_sequences(void)
{
	static const char *const all[] = {"he", "she", "hers", "his", "she sells"};
	g_autoptr(OtSequences) sequences = ot_sequences_new();

	for (guint32 i = 0; i < G_N_ELEMENTS(all); i++)
		g_assert_cmpuint(add(sequences, all[i], i + 1), ==, i + 1);
	g_assert_cmpuint(add(sequences, "hers", 9), ==, 3);
	ot_sequences_close(sequences);
	g_autofree char *found = walk(sequences, "ushers, she sels; she sells");
	g_assert_cmpstr(found, ==, "4:she 4:he 6:hers 11:she 11:he 21:she 21:he 27:she sells");
}

/* Beside the plain way: each place, each sequence. */
static void
test_sequences_any(void)
{
	for (int round = 0; round < 300; round++) {
		g_autoptr(OtSequences) sequences = ot_sequences_new();
		g_autoptr(GHashTable) all =
			g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
		g_autoptr(GString) text = g_string_new(NULL), expected = g_string_new(NULL);
		for (int n = g_test_rand_int_range(0, 40); n > 0; n--) {
			char word[7] = "";
			for (int i = 0, len = g_test_rand_int_range(1, 7); i < len; i++)
				word[i] = (char) g_test_rand_int_range('a', 'd');
			add(sequences, word, 1);
			g_hash_table_add(all, g_strdup(word));
		}
		ot_sequences_close(sequences);
		for (int n = g_test_rand_int_range(0, 60); n > 0; n--)
			g_string_append_c(text, (char) g_test_rand_int_range('a', 'e'));
		for (gsize end = 1; end <= text->len; end++)
			for (gsize len = MIN(end, 6); len > 0; len--) {
				g_autofree char *part = g_strndup(text->str + end - len, len);
				if (g_hash_table_contains(all, part))
					g_string_append_printf(expected, "%s%zu:%s",
					                       expected->len > 0 ? " " : "", end,
					                       part);
			}
		g_autofree char *found = walk(sequences, text->str);
		g_assert_cmpstr(found, ==, expected->str);
	}
}

/* --- names --------------------------------------------------------------------------------- */

static OtNames *
make_names(void)
{
	static const char *const forms[] = {"limited", "ltd", "plc", "community interest company",
	                                    NULL};
	static const struct {
		const char *name;
		bool is_title, told;
	} all[] = {
		{"Ashdown Sensing (UK) Ltd", true, true},
		{"The Frost Company Limited", true, true},
		{"Hafren Meadow Community Interest Company", true, true},
		{"Smith & Sons PLC", true, true},
		{"Dŵr Cymru", true, true},
		{"ebay", true, true},
		{"Marta Ellery", false, true},
		{"Ellery", false, true},
		{"99000101", false, true},
		{"frost.example", false, true},
		{"Sensing Ashdown", true, true},
		/* too little to tell anybody */
		{"It Ltd", true, false},
		{"Limited", true, true},
		{"A&B", true, true},
		{"&", true, false},
		{"", true, false},
	};
	OtNames *names = ot_names_new(forms);

	for (size_t i = 0; i < G_N_ELEMENTS(all); i++)
		g_assert_cmpint(ot_names_add(names, all[i].name, all[i].is_title, NULL,
		                             all[i].name), ==, all[i].told);
	ot_names_close(names);
	return names;
}

/* What stands in a text, between bars. */
static char *
find(const OtNames *names, const char *text)
{
	g_autoptr(GArray) tokens = ot_tokens_split(text);
	g_autoptr(GArray) found = ot_names_find(names, text, tokens);
	GString *out = g_string_new(NULL);

	for (guint i = 0; i < found->len; i++) {
		const OtNameFound *name = &g_array_index(found, OtNameFound, i);
		g_string_append_printf(out, "%s%.*s", i > 0 ? "|" : "",
		                       (int) (name->end - name->start), text + name->start);
	}
	return g_string_free(out, FALSE);
}

static void
test_names(void)
{
	static const struct {
		const char *text, *found;
	} cases[] = {
		{"", ""},
		{"Ashdown Sensing Limited and Smith and Sons",
	         "Ashdown Sensing|Limited|Smith and Sons"},
		{"ASHDOWN\n\tSENSING, smith & sons", "ASHDOWN\n\tSENSING|smith & sons"},
		{"“Ashdown–Sensing’s”", "Ashdown–Sensing"},
		{"Ashdown\xC2\xA0Sensing", "Ashdown\xC2\xA0Sensing"},
		/* signs that nobody sees, letters of full width, accents apart or not there */
		{"Ash\xC2\xAD"
	         "down\xE2\x80\x8F Sen\xE2\x80\x8Bsing",
	         "Ash\xC2\xAD"
	         "down\xE2\x80\x8F Sen\xE2\x80\x8Bsing"},
		{"Ａｓｈｄｏｗｎ Sensing", "Ａｓｈｄｏｗｎ Sensing"},
		{"Dw\xCC\x82r Cymru, Dwr Cymru", "Dw\xCC\x82r Cymru|Dwr Cymru"},
		/* one word: with its capital, or as it was given */
		{"When frost comes, Frost asks. THE FROST", "Frost|THE FROST"},
		{"the frost", "the frost"},
		{"ebay, Ebay, EBAY, eBay", "ebay|Ebay|EBAY"},
		{"hafren meadow", "hafren meadow"},
		{"of ellery and marta ellery", "ellery|marta ellery"},
		{"(99000101) 990001010 9900 0101", "99000101"},
		{"see frost.example.", "frost.example"},
		/* two that overlap are both told */
		{"Ashdown Sensing Ashdown", "Ashdown Sensing|Sensing Ashdown"},
		{"sensing in Ashdown; AshdownSensing; ashdown-on-sensing", ""},
		{"It is so. A B", "A B"},
	};
	g_autoptr(OtNames) names = make_names();

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *found = find(names, cases[i].text);
		g_assert_cmpstr(found, ==, cases[i].found);
	}
}

/* A long text of the beginnings of long names takes no longer than another. */
static void
test_names_alike(void)
{
	g_autoptr(OtNames) names = ot_names_new(NULL);
	g_autoptr(GString) name = g_string_new(NULL);

	for (int i = 0; i < 4000; i++) {
		g_string_append(name, "on ");
		g_autofree char *other = g_strdup_printf("%s%d", name->str, i);
		if (i % 400 == 0)
			ot_names_add(names, other, true, NULL, NULL);
	}
	ot_names_close(names);
	g_autoptr(GString) text = g_string_new(NULL);
	while (text->len < 300000)
		g_string_append(text, "on ");
	g_string_append(text, "400");
	g_autofree char *found = find(names, text->str);
	g_assert_cmpuint(strlen(found), ==, 401 * 3 + 3);
}

/* --- contacts ------------------------------------------------------------------------------ */

static void
test_contacts(void)
{
	static const struct {
		const char *text, *found;
	} cases[] = {
		{"", ""},
		{"Mail x@y.example. See <https://y.example/a?b=1>, or www.y.example!",
	         "x@y.example|https://y.example/a?b=1|www.y.example"},
		{"“jo@firm.example”\xC2\xA0or", "jo@firm.example"},
		{"three @ five, a@b a@ @b.c", ""},
		{"Tel:01632 960 101, (+44 (0) 1632 - 960102)",
	         "01632 960 101|+44 (0) 1632 - 960102"},
		{"01632\xC2\xA0"
	         "960101, 01632–960–101",
	         "01632\xC2\xA0"
	         "960101|01632–960–101"},
		{"on 2026-12-03, from 08:00 to 17:30; £200,000 to £320,000; 0.5%", ""},
		{"S01632960101", ""},
		{"0      1632960101", ""},
		{"+ + + + + + + + +", ""},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		const char *text = cases[i].text;
		g_autoptr(GArray) all = ot_contacts_find(text);
		g_autoptr(GString) found = g_string_new(NULL);
		for (guint k = 0; k < all->len; k++) {
			const OtContact *contact = &g_array_index(all, OtContact, k);
			g_string_append_printf(found, "%s%.*s", k > 0 ? "|" : "",
			                       (int) (contact->end - contact->start),
			                       text + contact->start);
		}
		g_assert_cmpstr(found->str, ==, cases[i].found);
	}
	g_autofree char *first = ot_contacts_find_first("www.y.example, 01632 960101");
	g_assert_cmpstr(first, ==, "01632 960101");
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/names/sequences", test_sequences);
	g_test_add_func("/names/sequences-any", test_sequences_any);
	g_test_add_func("/names/names", test_names);
	g_test_add_func("/names/alike", test_names_alike);
	g_test_add_func("/names/contacts", test_contacts);
	return g_test_run();
}
