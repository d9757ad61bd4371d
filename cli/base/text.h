/* SPDX-License-Identifier: MIT */
#ifndef OT_BASE_TEXT_H
#define OT_BASE_TEXT_H

/** White space as documents have it: a run of blanks, tabs and line ends is one blank. */

#include <glib.h>
#include <stdbool.h>

/** True for the white space of XML: blank, tab, line feed, carriage return (no other). */
static inline bool
ot_text_is_space(char character)
{
	return character == ' ' || character == '\t' || character == '\n' || character == '\r';
}

/** True where there is nothing but white space; NULL counts as empty. */
bool
ot_text_is_blank(const char *text);

/**
 * Put a blank for each byte of a control character that is no white space, those from U+0080 to
 * U+009F among them, which HTML forbids and terminals obey; in place, and return it.
 */
char *
ot_text_blank_controls(char *text);

/** Fold a text in place, without blanks at its ends, and return it. */
char *
ot_text_fold(char *text);

/** Make a blank of each tab and line end, in place; the text has no carriage returns. */
static inline void
ot_text_blanks(char *text)
{
	for (; *text != '\0'; text++)
		if (*text == '\t' || *text == '\n')
			*text = ' ';
}

/**
 * Append text with white space folded.  `blank` tells whether a blank is owed before the next
 * character; it carries over from one call to the next, and is never paid at the start or the end.
 */
void
ot_text_append_folded(GString *out, const char *text, bool *blank);

/** True for the same words: case counts nothing, nor how much white space stands where. */
bool
ot_text_is_same(const char *one, const char *other);

/** A text of not more than `most` letters, of which the last three are stops where it is longer. */
char *
ot_text_shorten(const char *text, glong most);

/** A text as a message shows it: in one line, and cut with "…" behind `most` characters. */
char *
ot_text_show(const char *text, glong most);

/** True where a sentence ends with its stop, also one within quotation marks; false for "". */
bool
ot_text_is_ended(const char *text);

/**
 * Where the path after a "{" ends: its "}", or NULL.  A brace in a quoted text doesn't end it.
 */
const char *
ot_text_closing_brace(const char *at);

#endif
