/* SPDX-License-Identifier: MIT */
#include "base/text.h"

#include <string.h>

bool
ot_text_is_blank(const char *text)
{
	if (text == NULL)
		return true;
	while (ot_text_is_space(*text))
		text++;
	return *text == '\0';
}

char *
ot_text_blank_controls(char *text)
{
	for (char *at = text; *at != '\0'; at++) {
		/* In UTF-8 these are two bytes. */
		bool is_second = (guchar) at[0] == 0xC2 && (guchar) at[1] >= 0x80 &&
		                 (guchar) at[1] < 0xA0;
		if (is_second)
			*at++ = ' ';
		if (is_second || (g_ascii_iscntrl(*at) && !ot_text_is_space(*at)))
			*at = ' ';
	}
	return text;
}

char *
ot_text_fold(char *text)
{
	char *to = text;

	for (const char *from = text; *from != '\0'; from++) {
		if (!ot_text_is_space(*from))
			*to++ = *from;
		else if (to > text && to[-1] != ' ')
			*to++ = ' ';
	}
	if (to > text && to[-1] == ' ')
		to--;
	*to = '\0';
	return text;
}

void
ot_text_append_folded(GString *out, const char *text, bool *blank)
{
	for (; *text != '\0'; text++) {
		if (ot_text_is_space(*text)) {
			*blank = true;
			continue;
		}
		if (*blank && out->len > 0)
			g_string_append_c(out, ' ');
		*blank = false;
		g_string_append_c(out, *text);
	}
}

const char *
ot_text_closing_brace(const char *at)
{
	char quote = '\0';

	for (; *at != '\0'; at++) {
		if (quote != '\0')
			quote = *at == quote ? '\0' : quote;
		else if (*at == '\'' || *at == '"')
			quote = *at;
		else if (*at == '}')
			return at;
	}
	return NULL;
}

bool
ot_text_is_ended(const char *text)
{
	static const char *const closing[] = {"\"", ")", "\xE2\x80\x9D", "\xE2\x80\x99"};
	size_t len = strlen(text);

	for (size_t i = 0; i < G_N_ELEMENTS(closing); i++) {
		size_t width = strlen(closing[i]);
		if (len < width || strcmp(text + len - width, closing[i]) != 0)
			continue;
		len -= width;
		break;
	}
	return len > 0 && strchr(".?!", text[len - 1]) != NULL;
}

/* Without a look at the rest; a letter of ASCII stays one of ASCII. */
static bool
begin_differently(const char *one, const char *other)
{
	while (ot_text_is_space(*one))
		one++;
	while (ot_text_is_space(*other))
		other++;
	return g_ascii_isalnum(*one) && g_ascii_isalnum(*other) &&
	       g_ascii_tolower(*one) != g_ascii_tolower(*other);
}

bool
ot_text_is_same(const char *one, const char *other)
{
	if (begin_differently(one, other))
		return false;
	g_autofree char *first = ot_text_fold(g_utf8_casefold(one, -1));
	g_autofree char *second = ot_text_fold(g_utf8_casefold(other, -1));
	return strcmp(first, second) == 0;
}

char *
ot_text_shorten(const char *text, glong most)
{
	if (g_utf8_strlen(text, -1) <= most)
		return g_strdup(text);
	g_autofree char *start = g_utf8_substring(text, 0, most - 3);
	return g_strconcat(start, "...", NULL);
}

char *
ot_text_show(const char *text, glong most)
{
	g_autofree char *folded = ot_text_fold(g_strdup(text));

	if (g_utf8_strlen(folded, -1) <= most)
		return g_steal_pointer(&folded);
	g_autofree char *cut = g_utf8_substring(folded, 0, most);
	return g_strconcat(cut, "…", NULL);
}
