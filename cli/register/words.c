/* SPDX-License-Identifier: MIT */
#include "register/words.h"

static void
clear_word(gpointer data)
{
	OtWord *word = data;

	g_free(word->folded);
}

GArray *
ot_words_split(const char *text)
{
	GArray *words = g_array_new(FALSE, FALSE, sizeof(OtWord));
	const char *start = NULL;

	g_array_set_clear_func(words, clear_word);
	for (const char *at = text;; at = g_utf8_next_char(at)) {
		bool inside = *at != '\0' && g_unichar_isalnum(g_utf8_get_char(at));
		if (inside && start == NULL) {
			start = at;
		} else if (!inside && start != NULL) {
			OtWord word = {
				.folded = g_utf8_casefold(start, at - start),
				.start = (size_t) (start - text),
				.end = (size_t) (at - text),
			};
			g_array_append_val(words, word);
			start = NULL;
		}
		if (*at == '\0')
			return words;
	}
}
