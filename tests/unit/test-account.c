/* SPDX-License-Identifier: MIT
 *
 * Finding what was said in confidence in the bytes of files, however it is spelled there.
 */
#include "account/secrets.h"

#include <string.h>

#define SENTENCE                                                                                   \
	"We are testing a sealed gel cell that holds 31 months of charge, & needs no "             \
	"<b>lithium</b>."

static OtSecrets *
make_secrets(void)
{
	static const struct {
		OtSecret secret;
		const char *text;
	} all[] = {
		{{OT_SECRET_MARKED, "Q4", "S1"}, SENTENCE},
		{{OT_SECRET_MARKED, "Q5", "S1"}, "Sealed gel cells"},
		{{OT_SECRET_MARKED, "Q6", "S2"}, "61750"},
		{{OT_SECRET_UNSHARED, "Q1", "S3"},
	         "Nobody else forecasts the upper valley as we do."},
		{{OT_SECRET_MARKED, "Q7", "S4"},
	         "The pass at Garth Edge is the coldest place of all."},
		{{OT_SECRET_IDENTITY, NULL, "S4"}, "Dŵr Cyf"},
		{{OT_SECRET_IDENTITY, NULL, "S5"}, "Eastnor Highways Group plc"},
	};
	static const char *const forms[] = {"plc", "cyf", "ltd", NULL};
	OtSecrets *secrets = ot_secrets_new(forms);

	for (size_t i = 0; i < G_N_ELEMENTS(all); i++)
		g_assert_true(ot_secrets_add(secrets, &all[i].secret, all[i].text,
		                             all[i].secret.kind == OT_SECRET_IDENTITY));
	ot_secrets_allow(secrets,
	                 "It is known that the pass at Garth Edge is the coldest place of all.");
	ot_secrets_close(secrets);
	g_assert_cmpuint(ot_secrets_count(secrets), ==, G_N_ELEMENTS(all) - 1);
	return secrets;
}

/* Whose secret is found in bytes; "" for none. */
static const char *
find(const OtSecrets *secrets, const char *bytes, size_t len, bool markup)
{
	g_autoptr(GBytes) part = g_bytes_new(bytes, len);
	const OtSecret *secret = ot_secrets_find_bytes(secrets, part, markup);

	if (secret == NULL)
		return "";
	return secret->question != NULL ? secret->question : secret->response;
}

static void
test_markup(void)
{
	static const struct {
		const char *bytes, *found;
	} cases[] = {
		{"<p>A sealed gel cell that holds 31 months of charge is being tested.</p>", "Q4"},
		/* Over runs, lines, entities and in an attribute. */
		{"<w:t>a sealed gel c</w:t></w:r><w:r><w:rPr/><w:t>ell that holds 31 months of charge</w:t>",
	         "Q4"},
		{"<p>a sealed&#xA;gel\n cell &mdash; that&#160;h&#111;lds 31 &#x6D;onths of charge</p>",
	         "Q4"},
		{"<w:drawing descr=\"a sealed gel cell that holds 31 months of charge\"/>", "Q4"},
		/* 31 letters and digits in a row, and 32. */
		{"<p>A sealed gel cell that holds 31 months</p>", ""},
		{"<p>A sealed gel cell that holds 31 months o</p>", "Q4"},
		/* What looked like a tag to its author is text, here as there. */
		{"<p>holds 31 months of charge, &amp; needs no &lt;b&gt;lithium&lt;/b&gt;</p>",
	         "Q4"},
		/* Short ones as a whole, and as words of their own. */
		{"<p>SEALED-GEL<br/>CELLS are new</p>", "Q5"},
		{"<p>It costs £61,750.</p>", "Q6"},
		{"<td>61750</td><td>next</td>", "Q6"},
		{"<p>It costs £161,750 or £61,7501.</p>", ""},
		{"<w:pgMar w:top=\"61750\"/>", ""},
		{"<p>said by Dŵr Cyf</p><p>now</p>", "S4"},
		{"<p alt='said by Dŵr Cyf'>now</p>", "S4"},
		{"<p>Dŵr Cyfyngedig</p>", ""},
		{"<p>eastnor highways group PLC</p>", "S5"},
		/* What is published anyway. */
		{"<p>The pass at Garth Edge is the coldest place of all.</p>", ""},
		{"<p>Nobody else forecasts anything.</p>", ""},
		{"", ""},
		{"<", ""},
		{"<p>&</p> & &; &#; &#x; &#x110000; <", ""},
	};
	g_autoptr(OtSecrets) secrets = make_secrets();

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_test_message("%s", cases[i].bytes);
		g_assert_cmpstr(find(secrets, cases[i].bytes, strlen(cases[i].bytes), true), ==,
		                cases[i].found);
	}
}

/* As texts of a PDF have it: with a byte of nothing before each letter. */
static void
test_wide(void)
{
	g_autoptr(OtSecrets) secrets = make_secrets();
	g_autoptr(GByteArray) wide = g_byte_array_new();

	for (const char *at = "a sealed gel cell that holds 31 months of charge"; *at != '\0';
	     at++) {
		const guint8 pair[] = {0, (guint8) *at};
		g_byte_array_append(wide, pair, sizeof pair);
	}
	g_assert_cmpstr(find(secrets, (const char *) wide->data, wide->len, false), ==, "Q4");
}

/* Each stretch of the length that is promised is found, wherever it begins; shorter ones are not.
 */
static void
test_stretches(void)
{
	g_autoptr(OtSecrets) secrets = make_secrets();
	g_autoptr(GString) letters = g_string_new(NULL);

	for (const char *at = SENTENCE; *at != '\0'; at++)
		if (g_ascii_isalnum(*at))
			g_string_append_c(letters, *at);
	for (size_t start = 0; start + 32 <= letters->len; start++) {
		g_autofree char *text =
			g_strdup_printf("x %.32s y", letters->str + start);
		g_autofree char *shorter =
			g_strdup_printf("x %.31s y", letters->str + start);
		g_assert_nonnull(ot_secrets_find(secrets, text));
		g_assert_null(ot_secrets_find(secrets, shorter));
	}
}

static void
add_hidden(OtSecrets *secrets)
{
	static const struct {
		OtSecret secret;
		const char *text;
		bool is_title;
	} all[] = {
		{{OT_SECRET_MARKED, "Q1", "S1"},
	         "Our “gel‑cell” lasts 31 months—nobody else’s does.",
	         false},
		{{OT_SECRET_MARKED, "Q2", "S1"}, "Ми маємо новий датчик для доріг", false},
		{{OT_SECRET_MARKED, "Q3", "S1"}, "我们有一个秘密传感器", false},
		{{OT_SECRET_MARKED, "Q4", "S1"}, "It is £61,750 a year for all routes.", false},
		{{OT_SECRET_MARKED, "Q5", "S1"}, "=HYPERLINK(\"http://x.example\")", false},
		{{OT_SECRET_MARKED, "Q6", "S1"}, "نحن نختبر خلية جديدة", false},
		{{OT_SECRET_IDENTITY, NULL, "S2"}, "Frost & Son Ltd", true},
		{{OT_SECRET_IDENTITY, NULL, "S3"}, "Siân Ó Dálaigh", false},
		{{OT_SECRET_IDENTITY, NULL, "S4"}, "01632 960101", false},
		{{OT_SECRET_IDENTITY, NULL, "S5"}, "Brightly Ltd", true},
		{{OT_SECRET_IDENTITY, NULL, "S6"}, "99000101", false},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(all); i++)
		g_assert_true(
			ot_secrets_add(secrets, &all[i].secret, all[i].text, all[i].is_title));
	ot_secrets_close(secrets);
	g_assert_cmpuint(ot_secrets_count(secrets), ==, G_N_ELEMENTS(all));
}

/* However it is written: what is found, and what is not. */
static void
test_hidden(void)
{
	static const char *const forms[] = {"ltd", NULL};
	static const struct {
		const char *bytes, *found;
	} cases[] = {
		/* case, white space, dashes, quotation marks, unseen signs, width, accents */
		{"<p>our gel-cell lasts 31 months - NOBODY else's does</p>", "Q1"},
		{"<p>Our &quot;gel\xC2\xAD"
	         "cell&quot;\tlasts\xC2\xA0"
	         "31\n\nmonths&#8212;nobody else’s</p>",
	         "Q1"},
		{"<p>\xE2\x80\x8FOur gel\xE2\x80\x8B"
	         "cell\xE2\x80\x8F lasts 31 months nobody else s</p>",
	         "Q1"},
		{"<p>Ｏｕｒ gel cell lásts ３１ months nobody elses</p>", "Q1"},
		{"<p>O u r g e l c e l l l a s t s 3 1 months nobody elses</p>", "Q1"},
		/* other scripts, as they are and as entities */
		{"<p>ми  МАЄМО новий-датчик</p>", "Q2"},
		{"<p>&#1084;&#x0438; &#1084;аємо новий датчик</p>", "Q2"},
		{"<p>他说：我们有一个秘密<b>传感器</b>。</p>", "Q3"},
		{"<p>نحن نختبر\xE2\x80\x8F خلية جديدة</p>", "Q6"},
		/* numbers, grouped in other ways */
		{"<p>61750 pounds</p>", "Q4"},
		{"<p>61&#160;750</p>", "Q4"},
		{"<p>61’750</p>", "Q4"},
		{"<w:drawing descr=\"It costs 61,750 pounds\"/>", "Q4"},
		{"<w:top val=\"61750\"/>", ""},
		{"<p>161,750; 61,7500; 6,1750</p>", ""},
		{"<p>=HYPERLINK(&quot;http://x.example&quot;)</p>", "Q5"},
		/* names */
		{"<p>frost and son</p>", "S2"},
		{"<p>Frost</w:t></w:r><w:r><w:t>&amp;Son</p>", "S2"},
		{"<p>The frost. A son</p>", ""},
		{"<p>sian o dalaigh</p>", "S3"},
		{"<p title='Si&#xE2;n Ó Dálaigh said'/>", "S3"},
		{"<p>Si</w:t></w:r><w:r><w:t>ân Ó Dálaigh</p>", "S3"},
		{"<p>Tel. +44 (0)1632-960 101</p>", "S4"},
		{"<p>Brightly said</p>", "S5"},
		{"<p>it shone brightly</p>", ""},
		{"<a class=\"Brightly\"/>", ""},
		{"<td>99000101</td>", "S6"},
		/* what is not found: letters that look alike, a retelling */
		{"<p>Siаn Ó Dálaigh</p>", ""},
		{"<p>Their cell keeps its charge for more than two years.</p>", ""},
	};
	g_autoptr(OtSecrets) secrets = ot_secrets_new(forms);

	add_hidden(secrets);
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_test_message("%s", cases[i].bytes);
		g_assert_cmpstr(find(secrets, cases[i].bytes, strlen(cases[i].bytes), true), ==,
		                cases[i].found);
	}
}

/* Bytes that are no text are seen through, and what is one word among them is left alone. */
static void
test_bytes(void)
{
	static const char *const forms[] = {"ltd", NULL};
	static const char names[] = "/Title\xff\xfe\0Frost & Son\0\x80";
	static const char word[] = "/Brightly\xff\0 99000101 ";
	g_autoptr(OtSecrets) secrets = ot_secrets_new(forms);

	add_hidden(secrets);
	g_assert_cmpstr(find(secrets, names, sizeof names, false), ==, "S2");
	g_assert_cmpstr(find(secrets, word, sizeof word, false), ==, "");
}

/* What is published anyway tells nothing, also where it stands within another name. */
static void
test_allowed(void)
{
	static const char *const texts[] = {
		"Marta Ellery",      "Ellery", "Frost Ltd", "It costs £61,750 a year",
		"a sealed gel cell",
	};
	g_autoptr(OtSecrets) secrets = ot_secrets_new(NULL);
	const OtSecret secret = {OT_SECRET_IDENTITY, NULL, "S1"};

	for (size_t i = 0; i < G_N_ELEMENTS(texts); i++)
		g_assert_true(ot_secrets_add(secrets, &secret, texts[i], true));
	ot_secrets_allow(secrets, "Ask Marta Ellery. Frost Ltd lives at 61750 a year; a sealed");
	ot_secrets_allow(secrets, "gel cell");
	ot_secrets_close(secrets);
	g_assert_null(ot_secrets_find(secrets, "Marta Ellery, Ellery and Frost Ltd"));
	g_assert_nonnull(ot_secrets_find(secrets, "a sealed gel cell"));
	g_assert_cmpuint(ot_secrets_count(secrets), ==, 2);
}

/* A cell of 20,000 letters is found by any stretch of it, and so is its end. */
static void
test_long(void)
{
	g_autoptr(OtSecrets) secrets = ot_secrets_new(NULL);
	g_autoptr(GString) cell = g_string_new(NULL);
	const OtSecret secret = {OT_SECRET_UNSHARED, "Q1", "S1"};

	for (int i = 0; cell->len < 20000; i++)
		g_string_append_printf(cell, "%d words, ", i * 7919);
	g_assert_true(ot_secrets_add(secrets, &secret, cell->str, false));
	ot_secrets_close(secrets);
	g_assert_nonnull(ot_secrets_find(secrets, cell->str));
	g_assert_nonnull(ot_secrets_find(secrets, cell->str + cell->len - 50));
	g_string_truncate(cell, 40);
	g_assert_null(ot_secrets_find(secrets, "words, words, words, words, words, words, words"));
}

/* What tells nothing is not looked for, and that is said. */
static void
test_short(void)
{
	static const char *const texts[] = {"", "yes", "2 years", "12", "n/a", "£4,800", "?"};
	g_autoptr(OtSecrets) secrets = ot_secrets_new(NULL);
	const OtSecret secret = {OT_SECRET_MARKED, "Q1", "S1"};

	for (size_t i = 0; i < G_N_ELEMENTS(texts); i++)
		g_assert_false(ot_secrets_add(secrets, &secret, texts[i], false));
	ot_secrets_close(secrets);
	g_assert_null(ot_secrets_find(secrets, "yes, 2 years, 12, n/a, £4,800?"));
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/account/markup", test_markup);
	g_test_add_func("/account/wide", test_wide);
	g_test_add_func("/account/stretches", test_stretches);
	g_test_add_func("/account/hidden", test_hidden);
	g_test_add_func("/account/bytes", test_bytes);
	g_test_add_func("/account/allowed", test_allowed);
	g_test_add_func("/account/long", test_long);
	g_test_add_func("/account/short", test_short);
	return g_test_run();
}
