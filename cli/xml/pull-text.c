/* SPDX-License-Identifier: MIT */
#include "xml/pull-text.h"

#include "xml/pull.h"

#include <string.h>

enum {
	NAME_START = 1, /* may start a name */
	STOP = 4,       /* has to be looked at in a text */
	CONTROL = 8,    /* forbidden */
	PLAIN = 16,     /* may stand in a name, and is no colon */
};

static const unsigned char classes[256] = {
	[0 ... 8] = CONTROL | STOP,
	[11 ... 12] = CONTROL | STOP,
	[14 ... 31] = CONTROL | STOP,
	['"'] = STOP,
	['\''] = STOP,
	['&'] = STOP,
	['<'] = STOP,
	[']'] = STOP,
	['-'] = PLAIN,
	['.'] = PLAIN,
	['0' ... '9'] = PLAIN,
	[':'] = NAME_START,
	['A' ... 'Z'] = NAME_START | PLAIN,
	['_'] = NAME_START | PLAIN,
	['a' ... 'z'] = NAME_START | PLAIN,
	[0xEF] = STOP, /* U+FFFE and U+FFFF start with it */
};

static unsigned
class_of(char c)
{
	return classes[(unsigned char) c];
}

/* --- names ----------------------------------------------------------------------------------- */

/* Beyond ASCII (XML 1.0, [4] and [4a]); the last three only after the first character. */
static bool
is_name_character(gunichar c, bool first)
{
	static const gunichar ranges[][2] = {
		{0xC0, 0xD6},       {0xD8, 0xF6},     {0xF8, 0x2FF},    {0x370, 0x37D},
		{0x37F, 0x1FFF},    {0x200C, 0x200D}, {0x2070, 0x218F}, {0x2C00, 0x2FEF},
		{0x3001, 0xD7FF},   {0xF900, 0xFDCF}, {0xFDF0, 0xFFFD}, {0x10000, 0xEFFFF},
		{0xB7, 0xB7},       {0x300, 0x36F},   {0x203F, 0x2040},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(ranges) - (first ? 3 : 0); i++)
		if (c >= ranges[i][0] && c <= ranges[i][1])
			return true;
	return false;
}

size_t
ot_pull_name_length(const char *c, const char *end, const char **colon)
{
	const char *start = c;

	*colon = NULL;
	while (c < end) {
		if ((unsigned char) *c >= 0x80) {
			if (!is_name_character(g_utf8_get_char(c), c == start))
				break;
			c = g_utf8_next_char(c);
			continue;
		}
		if (c == start && (class_of(*c) & NAME_START) == 0)
			break;
		while (c < end && (class_of(*c) & PLAIN) != 0)
			c++;
		if (c == end || (*c != ':' && (unsigned char) *c < 0x80))
			break;
		if (*c == ':') {
			*colon = *colon == NULL ? c : *colon;
			c++;
		}
	}
	return (size_t) (c - start);
}

/* --- characters and references --------------------------------------------------------------- */

/* XML 1.0, [2] */
static bool
is_allowed(guint32 c)
{
	return c == '\t' || c == '\n' || c == '\r' || (c >= 0x20 && c < 0xD800) ||
	       (c >= 0xE000 && c < 0xFFFE) || (c >= 0x10000 && c < 0x110000);
}

static const struct {
	const char *name;
	size_t len;
	char c;
} predefined[] = {
	{"&amp;", 5, '&'},  {"&lt;", 4, '<'},    {"&gt;", 4, '>'},
	{"&quot;", 6, '"'}, {"&apos;", 6, '\''},
};

/* The number of &#...; or &#x...;, more than any character where it is too long or not one. */
static guint32
read_number(const char *c, const char *end, size_t *len)
{
	const char *start = c;
	guint32 base = 10, number = 0;
	size_t digits = 0;

	c += 2;
	if (c < end && *c == 'x') {
		base = 16;
		c++;
	}
	for (; c < end && (base == 16 ? g_ascii_isxdigit(*c) : g_ascii_isdigit(*c)); c++, digits++)
		if (number < 0x110000)
			number = number * base + (guint32) g_ascii_xdigit_value(*c);
	if (c == end || *c != ';' || digits == 0)
		return G_MAXUINT32;
	*len = (size_t) (c + 1 - start);
	return number;
}

/* The character that a reference at `c` stands for and its length; 0: it is none, or forbidden. */
static guint32
read_reference(const char *c, const char *end, size_t *len)
{
	size_t left = (size_t) (end - c);

	if (left > 2 && c[1] == '#') {
		guint32 number = read_number(c, end, len);
		return is_allowed(number) ? number : 0;
	}
	for (size_t i = 0; i < G_N_ELEMENTS(predefined); i++) {
		*len = predefined[i].len;
		if (left >= *len && memcmp(c, predefined[i].name, *len) == 0)
			return (guint32) predefined[i].c;
	}
	return 0;
}

static bool
is_noncharacter(const char *c, const char *end)
{
	return end - c >= 3 && c[0] == '\xEF' && c[1] == '\xBF' &&
	       ((unsigned char) c[2] == 0xBE || (unsigned char) c[2] == 0xBF);
}

static const char *
complain(OtPullProblem *problem, const char *at, bool control, const char *message)
{
	problem->at = at;
	problem->control = control;
	g_strlcpy(problem->message, message, sizeof problem->message);
	return at;
}

static const char *
complain_of_control(OtPullProblem *problem, const char *at)
{
	complain(problem, at, true, "");
	g_snprintf(problem->message, sizeof problem->message,
	           "the control character U+%04X stands there", (unsigned) g_utf8_get_char(at));
	return at;
}

const char *
ot_pull_scan_text(const char *c, const char *end, char stop, OtPullProblem *problem)
{
	size_t len;

	for (;; c++) {
		while (c < end && (class_of(*c) & STOP) == 0)
			c++;
		if (c == end || *c == stop || *c == '<')
			return c;
		if (*c == '&') {
			if (read_reference(c, end, &len) == 0)
				return complain(problem, c, false,
				                "& starts nothing that is known here");
			c += len - 1;
		} else if ((class_of(*c) & CONTROL) != 0 || is_noncharacter(c, end)) {
			return complain_of_control(problem, c);
		} else if (stop == '<' && end - c >= 3 && memcmp(c, "]]>", 3) == 0) {
			return complain(problem, c, false, "]]> stands in a text");
		}
	}
}

/* Eight bytes at a time while they are ASCII, which markup is: none above 0x7F, none of them 0. */
static const char *
skip_ascii(const char *c, const char *end)
{
	const guint64 ones = G_GUINT64_CONSTANT(0x0101010101010101);
	guint64 eight;

	for (; end - c >= 8; c += 8) {
		memcpy(&eight, c, sizeof eight);
		if (((eight | ((eight - ones) & ~eight)) & ones << 7) != 0)
			break;
	}
	while (c < end && *c != '\0' && (unsigned char) *c < 0x80)
		c++;
	return c;
}

const char *
ot_pull_find_bad(const char *c, const char *end)
{
	while ((c = skip_ascii(c, end)) < end) {
		gunichar character = g_utf8_get_char_validated(c, end - c);
		if (*c == '\0' || character >= (gunichar) -2)
			return c;
		c = g_utf8_next_char(c);
	}
	return NULL;
}

void
ot_pull_check_text(const char *c, const char *end, OtPullProblem *problem)
{
	for (; c < end; c++) {
		if ((class_of(*c) & CONTROL) != 0 || is_noncharacter(c, end)) {
			complain_of_control(problem, c);
			return;
		}
	}
}

/* --- decoding -------------------------------------------------------------------------------- */

size_t
ot_pull_step(const char **raw, const char *end, bool cdata, char *out)
{
	const char *c = *raw;
	size_t len;

	if (*c == '&' && !cdata) {
		guint32 character = read_reference(c, end, &len);
		if (character != 0) {
			*raw = c + len;
			return (size_t) g_unichar_to_utf8(character, out);
		}
	}
	if (*c == '\r') {
		*raw = c + (end - c >= 2 && c[1] == '\n' ? 2 : 1);
		*out = '\n';
		return 1;
	}
	len = MIN((size_t) g_utf8_skip[(guchar) *c], (size_t) (end - c));
	memcpy(out, c, len);
	*raw = c + len;
	return len;
}

void
ot_pull_decode(GString *to, const char *raw, size_t len, bool cdata)
{
	const char *end = raw + len;
	char out[6];

	while (raw < end) {
		const char *plain = raw;

		while (raw < end && *raw != '&' && *raw != '\r')
			raw++;
		g_string_append_len(to, plain, raw - plain);
		if (raw < end) {
			size_t n = ot_pull_step(&raw, end, cdata, out);
			g_string_append_len(to, out, (gssize) n);
		}
	}
}

GBytes *
ot_pull_utf8(GBytes *bytes)
{
	gsize len, new_len;
	const char *data = g_bytes_get_data(bytes, &len);

	if (len < 2 || (memcmp(data, "\xFF\xFE", 2) != 0 && memcmp(data, "\xFE\xFF", 2) != 0))
		return g_bytes_ref(bytes);
	char *text = g_convert(data, (gssize) len, "UTF-8", "UTF-16", NULL, &new_len, NULL);
	return text != NULL ? g_bytes_new_take(text, new_len) : NULL;
}
