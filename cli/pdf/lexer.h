/* SPDX-License-Identifier: MIT */
#ifndef OT_PDF_LEXER_H
#define OT_PDF_LEXER_H

/**
 * Tokens of PDF syntax (ISO 32000-1, 7.2 and 7.3), in files as in content streams.
 *
 * A token is a piece of the input; nothing is decoded or copied here.
 */

#include <glib.h>
#include <stdbool.h>

typedef enum {
	OT_TOKEN_END,
	OT_TOKEN_BAD,    /**< a string that doesn't end, a lone bracket */
	OT_TOKEN_NUMBER,
	OT_TOKEN_NAME,   /**< with its slash */
	OT_TOKEN_STRING, /**< with its parentheses */
	OT_TOKEN_HEX,    /**< with its angle brackets */
	OT_TOKEN_ARRAY_OPEN,
	OT_TOKEN_ARRAY_CLOSE,
	OT_TOKEN_DICTIONARY_OPEN,
	OT_TOKEN_DICTIONARY_CLOSE,
	OT_TOKEN_WORD, /**< a keyword or an operator */
} OtTokenKind;

typedef struct {
	OtTokenKind kind;
	const guint8 *start;
	size_t len;
} OtToken;

typedef struct {
	const guint8 *at, *end;
} OtLexer;

/** The next token; white space and comments before it are skipped. */
OtToken
ot_lexer_next(OtLexer *lexer);

/** True if the token is spelled like this. */
bool
ot_token_is(const OtToken *token, const char *text);

/** A whole number of a NUMBER token; -1 if it is none, negative, or above G_MAXINT. */
int
ot_token_int(const OtToken *token);

#endif
