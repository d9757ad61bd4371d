/* SPDX-License-Identifier: MIT */
#include "pdf/parse.h"

#include "base/error.h"
#include "base/limits.h"

#include <string.h>

typedef struct {
	OtPdfFile *file;
	OtLexer *lexer;
	int depth;
	GError **error;
} Parser;

static OtValue *
parse_value(Parser *parser, OtToken token);

static void *
fail(Parser *parser, const char *what)
{
	g_set_error(parser->error, OT_ERROR, OT_ERROR_FORMAT, "the PDF is damaged: %s", what);
	return NULL;
}

static bool
enter(Parser *parser)
{
	if (parser->depth == OT_LIMIT_PDF_DEPTH) {
		g_set_error(parser->error, OT_ERROR, OT_ERROR_LIMIT,
		            "the PDF has arrays or dictionaries more than %d deep",
		            OT_LIMIT_PDF_DEPTH);
		return false;
	}
	parser->depth++;
	return true;
}

static OtValue *
new_slice(Parser *parser, OtValueKind kind, const void *bytes, size_t len)
{
	OtValue *value = ot_value_null(parser->file);

	value->kind = kind;
	value->as.text = (OtSlice){ .bytes = bytes, .len = len };
	return value;
}

/* "#20" in a name stands for a byte (7.3.5). */
static OtSlice
decode_name(Parser *parser, const OtToken *token)
{
	const char *from = (const char *) token->start + 1;
	size_t len = token->len - 1, used = 0;
	char *to;

	if (memchr(from, '#', len) == NULL)
		return (OtSlice){ .bytes = from, .len = len };
	to = ot_arena_strndup(parser->file->arena, from, len);
	for (size_t i = 0; i < len; i++) {
		if (from[i] == '#' && i + 2 < len && g_ascii_isxdigit(from[i + 1])
		    && g_ascii_isxdigit(from[i + 2])) {
			int high = g_ascii_xdigit_value(from[i + 1]);

			to[used++] = (char) (high * 16 + g_ascii_xdigit_value(from[i + 2]));
			i += 2;
		} else {
			to[used++] = from[i];
		}
	}
	return (OtSlice){ .bytes = to, .len = used };
}

static OtValue *
parse_hex(Parser *parser, const OtToken *token)
{
	char *to = ot_arena_alloc(parser->file->arena, token->len / 2 + 1);
	size_t digits = 0;

	for (size_t i = 1; i + 1 < token->len; i++) {
		int digit = g_ascii_xdigit_value((char) token->start[i]);

		if (digit < 0)
			continue;
		to[digits / 2] |= (char) (digits % 2 == 0 ? digit << 4 : digit);
		digits++;
	}
	return new_slice(parser, OT_VALUE_STRING, to, (digits + 1) / 2);
}

/* What a backslash and the bytes after it stand for (table 3); `at` ends on the last of them. */
static int
decode_escape(const guint8 **at, const guint8 *end)
{
	guint8 c = **at;
	int code = 0, digits = 0;

	switch (c) {
	case 'n':
		return '\n';
	case 'r':
		return '\r';
	case 't':
		return '\t';
	case 'b':
		return '\b';
	case 'f':
		return '\f';
	case '\n':
		return -1;
	case '\r':
		if (*at + 1 < end && (*at)[1] == '\n')
			(*at)++;
		return -1;
	default:
		if (c < '0' || c > '7')
			return c;
	}
	for (; digits < 3 && *at + digits < end && ((*at)[digits] & 0xf8) == '0'; digits++)
		code = code * 8 + ((*at)[digits] - '0');
	*at += digits - 1;
	return code & 0xff;
}

static OtValue *
parse_string(Parser *parser, const OtToken *token)
{
	const guint8 *at = token->start + 1, *end = token->start + token->len - 1;
	size_t len = (size_t) (end - at), used = 0;
	char *to;

	if (memchr(at, '\\', len) == NULL && memchr(at, '\r', len) == NULL)
		return new_slice(parser, OT_VALUE_STRING, at, len);
	to = ot_arena_alloc(parser->file->arena, len + 1);
	for (; at < end; at++) {
		int c = *at;

		if (c == '\\' && at + 1 < end) {
			at++;
			c = decode_escape(&at, end);
		} else if (c == '\r') { /* every end of line counts as one line feed */
			c = '\n';
			if (at + 1 < end && at[1] == '\n')
				at++;
		}
		if (c >= 0)
			to[used++] = (char) c;
	}
	return new_slice(parser, OT_VALUE_STRING, to, used);
}

/* A number, or with two more tokens a reference: "12 0 R". */
static OtValue *
parse_number(Parser *parser, const OtToken *token)
{
	int number = ot_token_int(token);
	OtLexer ahead = *parser->lexer;
	OtToken second, third;
	char text[24];

	if (number > 0) {
		second = ot_lexer_next(&ahead);
		if (second.kind == OT_TOKEN_NUMBER && ot_token_is(&second, "0")) {
			third = ot_lexer_next(&ahead);
			if (third.kind == OT_TOKEN_WORD && ot_token_is(&third, "R")) {
				*parser->lexer = ahead;
				return ot_value_reference(parser->file, number);
			}
		}
	}
	if (number >= 0)
		return ot_value_integer(parser->file, number);
	if (memchr(token->start, '.', token->len) == NULL && token->len < sizeof(text)) {
		memcpy(text, token->start, token->len);
		text[token->len] = '\0';
		return ot_value_integer(parser->file, g_ascii_strtoll(text, NULL, 10));
	}
	return new_slice(parser, OT_VALUE_REAL, token->start, token->len);
}

static OtValue *
parse_word(Parser *parser, const OtToken *token)
{
	if (ot_token_is(token, "true") || ot_token_is(token, "false"))
		return ot_value_boolean(parser->file, token->start[0] == 't');
	if (ot_token_is(token, "null"))
		return ot_value_null(parser->file);
	return fail(parser, "a value is missing");
}

static OtValue *
parse_array(Parser *parser)
{
	OtValue *array = ot_value_array(parser->file);

	if (!enter(parser))
		return NULL;
	for (;;) {
		OtToken token = ot_lexer_next(parser->lexer);
		OtValue *item;

		if (token.kind == OT_TOKEN_ARRAY_CLOSE)
			break;
		item = parse_value(parser, token);
		if (item == NULL)
			return NULL;
		ot_array_append(parser->file, array, item);
	}
	parser->depth--;
	return array;
}

/* Cairo writes a key twice now and then, for example an image's in /XObject: the last one holds. */
static OtValue *
parse_dictionary(Parser *parser)
{
	OtValue *dictionary = ot_value_dictionary(parser->file);

	if (!enter(parser))
		return NULL;
	for (;;) {
		OtToken token = ot_lexer_next(parser->lexer);
		OtValue *value;

		if (token.kind == OT_TOKEN_DICTIONARY_CLOSE)
			break;
		if (token.kind != OT_TOKEN_NAME)
			return fail(parser, "a dictionary has something else than a name as key");
		value = parse_value(parser, ot_lexer_next(parser->lexer));
		if (value == NULL)
			return NULL;
		if (dictionary->len == OT_LIMIT_PDF_ENTRIES) {
			g_set_error(parser->error, OT_ERROR, OT_ERROR_LIMIT,
			            "a dictionary of the PDF has more than %u keys",
			            OT_LIMIT_PDF_ENTRIES);
			return NULL;
		}
		ot_dictionary_set_slice(parser->file, dictionary, decode_name(parser, &token),
		                        value);
	}
	parser->depth--;
	return dictionary;
}

static OtValue *
parse_value(Parser *parser, OtToken token)
{
	OtSlice name;

	switch (token.kind) {
	case OT_TOKEN_NUMBER:
		return parse_number(parser, &token);
	case OT_TOKEN_NAME:
		name = decode_name(parser, &token);
		return new_slice(parser, OT_VALUE_NAME, name.bytes, name.len);
	case OT_TOKEN_STRING:
		return parse_string(parser, &token);
	case OT_TOKEN_HEX:
		return parse_hex(parser, &token);
	case OT_TOKEN_ARRAY_OPEN:
		return parse_array(parser);
	case OT_TOKEN_DICTIONARY_OPEN:
		return parse_dictionary(parser);
	case OT_TOKEN_WORD:
		return parse_word(parser, &token);
	case OT_TOKEN_END:
	case OT_TOKEN_BAD:
	case OT_TOKEN_ARRAY_CLOSE:
	case OT_TOKEN_DICTIONARY_CLOSE:
		break;
	}
	return fail(parser, "it ends in the middle of a value, or brackets don't match");
}

OtValue *
ot_value_parse(OtPdfFile *file, OtLexer *lexer, GError **error)
{
	Parser parser = { .file = file, .lexer = lexer, .error = error };

	return parse_value(&parser, ot_lexer_next(lexer));
}

OtValue *
ot_value_literal(OtPdfFile *file, const char *syntax)
{
	OtLexer lexer = { .at = (const guint8 *) syntax };

	lexer.end = lexer.at + strlen(syntax);
	return ot_value_parse(file, &lexer, NULL);
}
