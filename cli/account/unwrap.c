/* SPDX-License-Identifier: MIT */
#include "account/unwrap.h"

#include <string.h>

/* Of "&#1114111;" there are so many bytes. */
#define LONGEST_ENTITY 12
/* One character is taken apart into so many at the most. */
#define MOST_APART 18

/* --- markup -------------------------------------------------------------------------------- */

/* The character of a numeric entity "&#233;", 0 for another one. */
static gunichar
read_entity(const char *entity)
{
	if (entity[1] != '#')
		return 0;
	bool hexadecimal = entity[2] == 'x' || entity[2] == 'X';
	guint64 value = g_ascii_strtoull(entity + (hexadecimal ? 3 : 2), NULL,
	                                 hexadecimal ? 16 : 10);
	return value < 0x110000 && g_unichar_validate((gunichar) value) ? (gunichar) value : 0;
}

/* Append what stands at `at`, with an entity resolved as far as it is a letter, digit or blank; the
 * number of bytes that it is. */
static size_t
append_resolved(GString *out, const char *at, size_t len)
{
	const char *end = *at == '&' ? memchr(at, ';', MIN(len, LONGEST_ENTITY)) : NULL;

	if (end == NULL) {
		g_string_append_c(out, *at);
		return 1;
	}
	gunichar character = read_entity(at);
	if (character != 0)
		g_string_append_unichar(out, character);
	return (size_t) (end - at) + 1;
}

/* The attributes of a tag that are texts, each on a line. */
static void
append_said(GString *out, const char *tag, size_t len)
{
	const char *end = tag + len;

	for (const char *at = tag; at < end; at++) {
		if (*at != '"' && *at != '\'')
			continue;
		const char *close = memchr(at + 1, *at, (size_t) (end - at - 1));
		if (close == NULL)
			return;
		size_t inside = (size_t) (close - at - 1);
		if (memchr(at + 1, ' ', inside) != NULL) {
			for (size_t i = 0; i < inside;)
				i += append_resolved(out, at + 1 + i, inside - i);
			g_string_append_c(out, '\n');
		}
		at = close;
	}
}

static void
append_tag(GString *out, const char *tag, size_t len, OtTags tags)
{
	if (tags == OT_TAGS_BLANK)
		g_string_append_c(out, ' ');
	else if (tags == OT_TAGS_SAID)
		append_said(out, tag, len);
}

char *
ot_unwrap(const char *bytes, size_t len, OtTags tags)
{
	g_autoptr(GString) out = g_string_sized_new(len);

	for (size_t i = 0; i < len;) {
		const char *end = bytes[i] == '<' && tags != OT_TAGS_KEPT
		                          ? memchr(bytes + i, '>', len - i)
		                          : NULL;
		if (end != NULL) {
			size_t tag = (size_t) (end - bytes) + 1 - i;
			append_tag(out, bytes + i, tag, tags);
			i += tag;
		} else if (tags == OT_TAGS_SAID) {
			i++;
		} else {
			i += append_resolved(out, bytes + i, len - i);
		}
	}
	return g_utf8_make_valid(out->str, (gssize) out->len);
}

/* --- letters and digits -------------------------------------------------------------------- */

static void
squeeze_character(GString *out, gunichar character)
{
	gunichar apart[MOST_APART];
	/* Compatible: full width, ringed and superscript letters become plain ones. */
	gsize n = g_unichar_fully_decompose(character, TRUE, apart, MOST_APART);

	for (gsize i = 0; i < MIN(n, MOST_APART); i++)
		if (g_unichar_isalnum(apart[i]))
			g_string_append_unichar(out, g_unichar_tolower(apart[i]));
}

void
ot_squeeze(GString *out, const char *bytes, size_t len)
{
	for (size_t i = 0; i < len;) {
		if ((guchar) bytes[i] < 0x80) {
			if (g_ascii_isalnum(bytes[i]))
				g_string_append_c(out, g_ascii_tolower(bytes[i]));
			i++;
			continue;
		}
		gunichar character = g_utf8_get_char_validated(bytes + i, (gssize) (len - i));
		if (character >= (gunichar) -2) {
			i++;
			continue;
		}
		squeeze_character(out, character);
		i += (size_t) g_unichar_to_utf8(character, NULL);
	}
}

/* --- numbers ------------------------------------------------------------------------------- */

/* What parts thousands: a comma, an apostrophe, or a blank at which no line breaks. */
static bool
parts_thousands(gunichar character)
{
	return character == ',' || character == '\'' || character == 0x2019 ||
	       character == 0x00A0 || character == 0x2009 || character == 0x202F;
}

/* Three digits and no fourth. */
static bool
are_thousands(const char *at)
{
	return g_ascii_isdigit(at[0]) && g_ascii_isdigit(at[1]) && g_ascii_isdigit(at[2]) &&
	       !g_ascii_isdigit(at[3]);
}

char *
ot_join_digits(const char *text)
{
	GString *out = g_string_sized_new(strlen(text));
	bool after_digit = false;

	for (const char *at = text; *at != '\0'; at = g_utf8_next_char(at)) {
		gunichar character = g_utf8_get_char(at);
		if (after_digit && parts_thousands(character) &&
		    are_thousands(g_utf8_next_char(at)))
			continue;
		after_digit = g_ascii_isdigit(*at);
		g_string_append_unichar(out, character);
	}
	return g_string_free(out, FALSE);
}
