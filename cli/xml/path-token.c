/* SPDX-License-Identifier: MIT */
#include "xml/path-token.h"

#include "base/text.h"

#include <string.h>

bool
ot_path_token_is(const char *path, OtPathToken token, const char *text)
{
	size_t len = token.end - token.start;

	return strlen(text) == len && strncmp(path + token.start, text, len) == 0;
}

/* Letters as XML names have them, as far as it matters here: ASCII, and all beyond it. */
static bool
starts_name(char character)
{
	return g_ascii_isalpha(character) || character == '_' || (character & 0x80) != 0;
}

static size_t
name_length(const char *at)
{
	size_t len = 0;

	if (!starts_name(*at))
		return 0;
	while (starts_name(at[len]) || g_ascii_isdigit(at[len]) || at[len] == '-' || at[len] == '.')
		len++;
	return len;
}

/* A name, with its prefix where it has one; "a::b" is an axis and not a prefix. */
static size_t
qualified_length(const char *at)
{
	size_t len = name_length(at);

	if (at[len] != ':' || at[len + 1] == ':')
		return len;
	if (at[len + 1] == '*')
		return len + 2;
	size_t local = name_length(at + len + 1);
	return local > 0 ? len + 1 + local : len;
}

/*
 * XPath 1.0, section 3.7: after a token that can end an operand, "*" multiplies and a name is an
 * operator.
 */
static bool
expects_operator(const char *path, OtPathToken previous)
{
	switch (previous.kind) {
	case OT_PATH_TOKEN_NAME:
	case OT_PATH_TOKEN_STAR:
	case OT_PATH_TOKEN_LITERAL:
	case OT_PATH_TOKEN_NUMBER:
	case OT_PATH_TOKEN_VARIABLE:
		return true;
	case OT_PATH_TOKEN_SIGN:
		return ot_path_token_is(path, previous, ")") ||
		       ot_path_token_is(path, previous, "]") ||
		       ot_path_token_is(path, previous, ".") ||
		       ot_path_token_is(path, previous, "..");
	case OT_PATH_TOKEN_END:
	case OT_PATH_TOKEN_OPERATOR:
	case OT_PATH_TOKEN_BROKEN:
		break;
	}
	return false;
}

static OtPathToken
make_token(OtPathTokenKind kind, size_t start, size_t len)
{
	return (OtPathToken){.kind = kind, .start = start, .end = start + len};
}

/* The first of a list of texts that the path goes on with, or 0. */
static size_t
match(const char *at, const char *const *texts, size_t n_texts)
{
	for (size_t i = 0; i < n_texts; i++)
		if (strncmp(at, texts[i], strlen(texts[i])) == 0)
			return strlen(texts[i]);
	return 0;
}

static size_t
number_length(const char *at)
{
	size_t len = strspn(at, "0123456789");

	if (at[len] == '.' && (len > 0 || g_ascii_isdigit(at[1])))
		len += 1 + strspn(at + len + 1, "0123456789");
	return len;
}

OtPathToken
ot_path_token_next(const char *path, OtPathToken previous)
{
	/* Longer ones first. */
	static const char *const operators[] = {"!=", "<=", ">=", "=", "<", ">", "+", "-"};
	static const char *const signs[] = {"//", "/", "|", "(",  ")",  "[",
	                                    "]",  ",", "@", "::", "..", "."};
	size_t start = previous.end;
	while (ot_text_is_space(path[start]))
		start++;
	const char *at = path + start;
	size_t len;

	if (*at == '\0')
		return make_token(OT_PATH_TOKEN_END, start, 0);
	if (*at == '\'' || *at == '"') {
		const char *end = strchr(at + 1, *at);
		return end != NULL
		               ? make_token(OT_PATH_TOKEN_LITERAL, start, (size_t) (end - at) + 1)
		               : make_token(OT_PATH_TOKEN_BROKEN, start, strlen(at));
	}
	if (*at == '*')
		return make_token(expects_operator(path, previous) ? OT_PATH_TOKEN_OPERATOR
		                                                   : OT_PATH_TOKEN_STAR,
		                  start, 1);
	if ((len = number_length(at)) > 0)
		return make_token(OT_PATH_TOKEN_NUMBER, start, len);
	if (*at == '$' && (len = qualified_length(at + 1)) > 0)
		return make_token(OT_PATH_TOKEN_VARIABLE, start, len + 1);
	if (starts_name(*at)) {
		if (expects_operator(path, previous))
			return make_token(OT_PATH_TOKEN_OPERATOR, start, name_length(at));
		return make_token(OT_PATH_TOKEN_NAME, start, qualified_length(at));
	}
	if ((len = match(at, operators, G_N_ELEMENTS(operators))) > 0)
		return make_token(OT_PATH_TOKEN_OPERATOR, start, len);
	if ((len = match(at, signs, G_N_ELEMENTS(signs))) > 0)
		return make_token(OT_PATH_TOKEN_SIGN, start, len);
	return make_token(OT_PATH_TOKEN_BROKEN, start, 1);
}
