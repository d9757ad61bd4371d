/* SPDX-License-Identifier: MIT */
#include "pdf/lexer.h"

#include <string.h>

typedef enum { REGULAR, SPACE, DELIMITER } CharClass;

/* ISO 32000-1, 7.2.2, tables 1 and 2. */
static const guint8 char_class[256] = {
	['\0'] = SPACE,    ['\t'] = SPACE,    ['\n'] = SPACE,    ['\f'] = SPACE,
	['\r'] = SPACE,    [' '] = SPACE,     ['('] = DELIMITER, [')'] = DELIMITER,
	['<'] = DELIMITER, ['>'] = DELIMITER, ['['] = DELIMITER, [']'] = DELIMITER,
	['{'] = DELIMITER, ['}'] = DELIMITER, ['/'] = DELIMITER, ['%'] = DELIMITER,
};

static void
skip_space(OtLexer *lexer)
{
	while (lexer->at < lexer->end) {
		if (*lexer->at == '%') {
			while (lexer->at < lexer->end && *lexer->at != '\n' && *lexer->at != '\r')
				lexer->at++;
		} else if (char_class[*lexer->at] != SPACE) {
			return;
		} else {
			lexer->at++;
		}
	}
}

/* Literal strings hold balanced parentheses, and any after a backslash (7.3.4.2). */
static bool
skip_string(OtLexer *lexer)
{
	size_t open = 1;

	while (lexer->at < lexer->end && open > 0) {
		guint8 c = *lexer->at++;

		if (c == '\\' && lexer->at < lexer->end)
			lexer->at++;
		else if (c == '(')
			open++;
		else if (c == ')')
			open--;
	}
	return open == 0;
}

static bool
skip_hex(OtLexer *lexer)
{
	while (lexer->at < lexer->end) {
		guint8 c = *lexer->at++;

		if (c == '>')
			return true;
		if (!g_ascii_isxdigit(c) && char_class[c] != SPACE)
			return false;
	}
	return false;
}

static void
skip_regular(OtLexer *lexer)
{
	while (lexer->at < lexer->end && char_class[*lexer->at] == REGULAR)
		lexer->at++;
}

/* "<<" or ">>"; a lone one has been read when this is called. */
static bool
skip_second(OtLexer *lexer, guint8 c)
{
	if (lexer->at == lexer->end || *lexer->at != c)
		return false;
	lexer->at++;
	return true;
}

static OtTokenKind
read_delimited(OtLexer *lexer)
{
	switch (*lexer->at++) {
	case '/':
		skip_regular(lexer);
		return OT_TOKEN_NAME;
	case '(':
		return skip_string(lexer) ? OT_TOKEN_STRING : OT_TOKEN_BAD;
	case '[':
		return OT_TOKEN_ARRAY_OPEN;
	case ']':
		return OT_TOKEN_ARRAY_CLOSE;
	case '<':
		if (skip_second(lexer, '<'))
			return OT_TOKEN_DICTIONARY_OPEN;
		return skip_hex(lexer) ? OT_TOKEN_HEX : OT_TOKEN_BAD;
	case '>':
		return skip_second(lexer, '>') ? OT_TOKEN_DICTIONARY_CLOSE : OT_TOKEN_BAD;
	default:
		return OT_TOKEN_BAD;
	}
}

OtToken
ot_lexer_next(OtLexer *lexer)
{
	OtToken token = { .kind = OT_TOKEN_END };

	skip_space(lexer);
	token.start = lexer->at;
	if (lexer->at == lexer->end)
		return token;
	if (char_class[*lexer->at] == DELIMITER) {
		token.kind = read_delimited(lexer);
	} else {
		guint8 c = *lexer->at;
		bool number = g_ascii_isdigit(c) || c == '-' || c == '+' || c == '.';

		token.kind = number ? OT_TOKEN_NUMBER : OT_TOKEN_WORD;
		skip_regular(lexer);
	}
	token.len = (size_t) (lexer->at - token.start);
	return token;
}

bool
ot_token_is(const OtToken *token, const char *text)
{
	return token->len == strlen(text) && memcmp(token->start, text, token->len) == 0;
}

int
ot_token_int(const OtToken *token)
{
	gint64 number = 0;

	if (token->kind != OT_TOKEN_NUMBER || token->len > 10)
		return -1;
	for (size_t i = 0; i < token->len; i++) {
		if (!g_ascii_isdigit(token->start[i]))
			return -1;
		number = number * 10 + (token->start[i] - '0');
	}
	return number <= G_MAXINT ? (int) number : -1;
}
