/* SPDX-License-Identifier: MIT */
#ifndef OT_DOCUMENT_TOKEN_H
#define OT_DOCUMENT_TOKEN_H

/** The words of a path (XPath 1.0, section 3.7). */

#include <stdbool.h>
#include <stddef.h>

typedef enum {
	OT_TOKEN_END,
	OT_TOKEN_NAME,     /**< also with a prefix, and a prefix followed by ":*" */
	OT_TOKEN_STAR,     /**< any element or attribute */
	OT_TOKEN_OPERATOR, /**< and or div mod * + - = != < <= > >= */
	OT_TOKEN_LITERAL,
	OT_TOKEN_NUMBER,
	OT_TOKEN_VARIABLE,
	OT_TOKEN_SIGN,   /**< / // | ( ) [ ] , @ :: . .. */
	OT_TOKEN_BROKEN, /**< a character that no word starts with, or a text without its end */
} OtTokenKind;

typedef struct {
	OtTokenKind kind;
	size_t start, end; /**< bytes of the path */
} OtToken;

/** The token after `previous`; start with {OT_TOKEN_END, 0, 0}. */
OtToken
ot_token_next(const char *path, OtToken previous);

/** True if the token is these characters. */
bool
ot_token_is(const char *path, OtToken token, const char *text);

#endif
