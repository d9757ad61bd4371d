/* SPDX-License-Identifier: MIT */
#include "base/tokens.h"

#include <stdbool.h>

static void
clear_token(gpointer data)
{
	OtToken *token = data;

	g_free(token->folded);
}

/* A sign that is drawn on, or not at all: an accent apart from its letter, a soft hyphen, a mark of
 * direction. */
static bool
is_unseen(gunichar character)
{
	return g_unichar_ismark(character) || g_unichar_type(character) == G_UNICODE_FORMAT;
}

static char *
fold(const char *start, size_t len)
{
	g_autofree char *text = g_strndup(start, len);

	if (g_str_is_ascii(text))
		return g_ascii_strdown(text, -1);
	/* NFKD takes accents apart, and makes plain letters of what is full width or ringed. */
	g_autofree char *apart = g_utf8_normalize(text, -1, G_NORMALIZE_NFKD);
	g_autofree char *small = g_utf8_casefold(apart != NULL ? apart : text, -1);
	GString *folded = g_string_sized_new(len);
	for (const char *at = small; *at != '\0'; at = g_utf8_next_char(at))
		if (!is_unseen(g_utf8_get_char(at)))
			g_string_append_unichar(folded, g_utf8_get_char(at));
	return g_string_free(folded, FALSE);
}

GArray *
ot_tokens_split(const char *text)
{
	GArray *tokens = g_array_new(FALSE, FALSE, sizeof(OtToken));
	const char *start = NULL;

	g_array_set_clear_func(tokens, clear_token);
	for (const char *at = text;; at = g_utf8_next_char(at)) {
		gunichar character = g_utf8_get_char(at);
		bool inside = character != 0 &&
		              (g_unichar_isalnum(character) ||
		               (start != NULL && is_unseen(character)));
		if (inside && start == NULL) {
			start = at;
		} else if (!inside && start != NULL) {
			const OtToken token = {
				.folded = fold(start, (size_t) (at - start)),
				.start = (size_t) (start - text),
				.end = (size_t) (at - text),
			};
			g_array_append_val(tokens, token);
			start = NULL;
		}
		if (*at == '\0')
			return tokens;
	}
}
