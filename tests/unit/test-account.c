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
		{{OT_SECRET_UNSHARED, "Q1", "S3"}, "Nobody else forecasts the upper valley as we do."},
		{{OT_SECRET_MARKED, "Q7", "S4"}, "The pass at Garth Edge is the coldest place of all."},
		{{OT_SECRET_IDENTITY, NULL, "S4"}, "Dŵr Cyf"},
		{{OT_SECRET_IDENTITY, NULL, "S5"}, "Eastnor Highways Group plc"},
	};
	OtSecrets *secrets = ot_secrets_new();

	for (size_t i = 0; i < G_N_ELEMENTS(all); i++)
		g_assert_true(ot_secrets_add(secrets, &all[i].secret, all[i].text));
	ot_secrets_allow(secrets, "It is known that the pass at Garth Edge is the coldest place of all.");
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
		{"<w:t>a sealed gel c</w:t></w:r><w:r><w:rPr/><w:t>ell that holds 31 months of charge</w:t>", "Q4"},
		{"<p>a sealed&#xA;gel\n cell &mdash; that&#160;h&#111;lds 31 &#x6D;onths of charge</p>", "Q4"},
		{"<w:drawing descr=\"a sealed gel cell that holds 31 months of charge\"/>", "Q4"},
		/* 31 letters and digits in a row, and 32. */
		{"<p>A sealed gel cell that holds 31 months</p>", ""},
		{"<p>A sealed gel cell that holds 31 months o</p>", "Q4"},
		/* What looked like a tag to its author is text, here as there. */
		{"<p>holds 31 months of charge, &amp; needs no &lt;b&gt;lithium&lt;/b&gt;</p>", "Q4"},
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

	for (const char *at = "a sealed gel cell that holds 31 months of charge"; *at != '\0'; at++) {
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

/* What tells nothing is not looked for, and that is said. */
static void
test_short(void)
{
	static const char *const texts[] = {"", "yes", "2 years", "12", "n/a", "£4,800", "?"};
	g_autoptr(OtSecrets) secrets = ot_secrets_new();
	const OtSecret secret = {OT_SECRET_MARKED, "Q1", "S1"};

	for (size_t i = 0; i < G_N_ELEMENTS(texts); i++)
		g_assert_false(ot_secrets_add(secrets, &secret, texts[i]));
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
	g_test_add_func("/account/short", test_short);
	return g_test_run();
}
