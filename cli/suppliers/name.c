/* SPDX-License-Identifier: MIT */
#include "suppliers/code.h"

#include <string.h>

/* A file name may have 255 bytes, and a path on Windows 260 letters with all folders. */
#define MOST_LETTERS 48

/* Letters that Unicode does not take apart into one of a to z and an accent. */
static const struct {
	gunichar letter;
	const char *plain;
} whole[] = {
	{0x00DF, "ss"}, {0x00E6, "ae"}, {0x00F0, "d"},  {0x00F8, "o"},  {0x00FE, "th"},
	{0x0111, "d"},  {0x0127, "h"},  {0x0131, "i"},  {0x0142, "l"},  {0x0153, "oe"},
	{0x0167, "t"},
};

static const char *
find_plain(gunichar letter)
{
	for (size_t i = 0; i < G_N_ELEMENTS(whole); i++)
		if (whole[i].letter == letter)
			return whole[i].plain;
	return NULL;
}

/* Within a word: an apostrophe as in "O'Neill's", and stops as in "B.T.". */
static bool
is_passed_over(gunichar letter)
{
	return letter == '\'' || letter == 0x2019 || letter == '.';
}

static void
append_letter(GString *out, gunichar letter, bool *blank)
{
	const char *plain = find_plain(letter);

	if (is_passed_over(letter) || g_unichar_ismark(letter) ||
	    g_unichar_type(letter) == G_UNICODE_FORMAT)
		return;
	if (!g_unichar_isalnum(letter)) {
		*blank = true;
		/* "Smith & Sons" is "Smith and Sons". */
		if (letter == '&' || letter == '+')
			g_string_append(out, out->len > 0 ? " and" : "and");
		return;
	}
	if (*blank && out->len > 0)
		g_string_append_c(out, ' ');
	*blank = false;
	if (plain != NULL)
		g_string_append(out, plain);
	else
		g_string_append_unichar(out, letter);
}

/* Letters apart from their accents, in small. */
static char *
take_apart(const char *name)
{
	if (g_str_is_ascii(name))
		return g_ascii_strdown(name, -1);
	/* NFKD also turns what is full width, ringed or superscript into plain letters. */
	g_autofree char *apart = g_utf8_normalize(name, -1, G_NORMALIZE_NFKD);
	/* Unlike small letters, these do not depend on the language of the system. */
	return g_utf8_casefold(apart != NULL ? apart : "", -1);
}

char *
ot_supplier_plain_name(const char *name)
{
	g_autofree char *small = take_apart(name);
	GString *out = g_string_sized_new(strlen(small));
	bool blank = false;

	for (const char *at = small; *at != '\0'; at = g_utf8_next_char(at))
		append_letter(out, g_utf8_get_char(at), &blank);
	return g_string_free(out, FALSE);
}

char *
ot_supplier_file_name(const char *name, const char *code)
{
	g_autofree char *plain = ot_supplier_plain_name(name);
	g_autoptr(GString) out = g_string_new(NULL);

	for (const char *at = plain; *at != '\0' && out->len < MOST_LETTERS; at++) {
		if (g_ascii_isalnum(*at))
			g_string_append_c(out, *at);
		else if (*at == ' ' && out->len > 0 && out->str[out->len - 1] != '-')
			g_string_append_c(out, '-');
	}
	while (out->len > 0 && out->str[out->len - 1] == '-')
		g_string_truncate(out, out->len - 1);
	return g_strdup_printf("%s-%s", out->len > 0 ? out->str : "supplier", code);
}
