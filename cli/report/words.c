/* SPDX-License-Identifier: MIT */
#include "report/words.h"

#include <string.h>

#define CUT "..."
#define CUT_WIDTH 3

/* What would change how the rest is shown: controls, marks that turn text around, and no characters
 * at all, which XML has no place for. */
static bool
is_unsafe(gunichar character)
{
	return g_unichar_iscntrl(character) || character == 0x061C ||
	       (character >= 0x200B && character <= 0x200F) ||
	       (character >= 0x2028 && character <= 0x202E) ||
	       (character >= 0x2060 && character <= 0x2069) || character == 0xFEFF ||
	       character == 0xFFFE || character == 0xFFFF;
}

char *
ot_report_safe(const char *text)
{
	if (text == NULL)
		return NULL;
	g_autofree char *valid = g_utf8_make_valid(text, -1);
	GString *safe = g_string_new(NULL);
	bool blank = false;

	for (const char *c = valid; *c != '\0'; c = g_utf8_next_char(c)) {
		gunichar character = g_utf8_get_char(c);
		bool was_blank = blank;
		blank = strchr(" \t\n\r", *c) != NULL;
		if (blank && !was_blank)
			g_string_append_c(safe, ' ');
		else if (!blank)
			g_string_append_unichar(safe, is_unsafe(character) ? 0xFFFD : character);
	}
	return g_string_free(safe, FALSE);
}

char *
ot_report_plain(const char *text)
{
	g_autofree char *safe = ot_report_safe(text);
	g_auto(GStrv) parts = safe != NULL ? g_strsplit(safe, "\xEF\xBF\xBD", -1) : NULL;

	return parts != NULL ? g_strjoinv("?", parts) : NULL;
}

const char *
ot_report_title(const OtFinding *finding)
{
	if (finding->title != NULL)
		return finding->title;
	for (int i = 0; i < OT_N_CODES; i++)
		if (strcmp(ot_code_info((OtCode) i)->code, finding->code) == 0)
			return ot_code_info((OtCode) i)->title;
	return NULL;
}

/* The beginning of a text within `width` characters, cut after a word where there is one. */
static char *
keep_start(const char *text, size_t width)
{
	if ((size_t) g_utf8_strlen(text, -1) <= width)
		return g_strdup(text);
	size_t room = width > CUT_WIDTH ? width - CUT_WIDTH : 0;
	const char *limit = g_utf8_offset_to_pointer(text, (glong) room), *end = limit;

	while (end > text && *end != ' ')
		end--;
	/* A single long word is cut within. */
	end = end == text && *text != ' ' ? limit : end;
	return g_strdup_printf("%.*s%s", (int) (end - text), text, CUT);
}

/* The end of a text, in the same way. */
static char *
keep_end(const char *text, size_t width)
{
	size_t n = (size_t) g_utf8_strlen(text, -1);

	if (n <= width)
		return g_strdup(text);
	size_t room = width > CUT_WIDTH ? width - CUT_WIDTH : 0;
	const char *start = g_utf8_offset_to_pointer(text, (glong) (n - room));

	while (*start != '\0' && start[-1] != ' ')
		start = g_utf8_next_char(start);
	return g_strconcat(CUT, start, NULL);
}

OtSnippet
ot_report_snippet(const OtFinding *finding, size_t width)
{
	g_autofree char *sentence = ot_report_safe(finding->sentence);
	g_autofree char *matched = ot_report_safe(finding->matched);
	const char *at = sentence != NULL && matched != NULL ? strstr(sentence, matched) : NULL;

	if (matched == NULL || *matched == '\0') {
		char *start = keep_start(sentence != NULL ? sentence : "", width);
		return (OtSnippet){start, g_strdup(""), g_strdup("")};
	}
	OtSnippet snippet = {.words = keep_start(matched, width)};
	size_t used = (size_t) g_utf8_strlen(snippet.words, -1), room = width - MIN(used, width);
	/* Words that are cut themselves end the snippet. */
	bool whole = strcmp(snippet.words, matched) == 0;
	const char *after = at != NULL && whole ? at + strlen(matched) : "";
	g_autofree char *before = at != NULL ? g_strndup(sentence, (size_t) (at - sentence))
	                                     : g_strdup("");
	size_t n_before = (size_t) g_utf8_strlen(before, -1);
	size_t n_after = (size_t) g_utf8_strlen(after, -1);
	/* Each side has half, and what the other doesn't need. */
	size_t for_before = MAX(room / 2, room - MIN(n_after, room));

	snippet.before = keep_end(before, MIN(for_before, n_before));
	room -= MIN(room, (size_t) g_utf8_strlen(snippet.before, -1));
	snippet.after = keep_start(after, room);
	return snippet;
}

void
ot_snippet_clear(OtSnippet *snippet)
{
	g_free(snippet->before);
	g_free(snippet->words);
	g_free(snippet->after);
}

void
ot_report_append_count(GString *text, size_t n, const char *noun)
{
	g_string_append_printf(text, "%zu %s%s", n, noun, n == 1 ? "" : "s");
}
