/* SPDX-License-Identifier: MIT */
#ifndef OT_XML_PATH_TOKEN_H
#define OT_XML_PATH_TOKEN_H

/** The words of a path (XPath 1.0, section 3.7). */

#include <stdbool.h>
#include <stddef.h>

typedef enum {
	OT_PATH_TOKEN_END,
	OT_PATH_TOKEN_NAME,     /**< also with a prefix, and a prefix followed by ":*" */
	OT_PATH_TOKEN_STAR,     /**< any element or attribute */
	OT_PATH_TOKEN_OPERATOR, /**< and or div mod * + - = != < <= > >= */
	OT_PATH_TOKEN_LITERAL,
	OT_PATH_TOKEN_NUMBER,
	OT_PATH_TOKEN_VARIABLE,
	OT_PATH_TOKEN_SIGN,   /**< / // | ( ) [ ] , @ :: . .. */
	/** a character that no word starts with, or a text without its end */
	OT_PATH_TOKEN_BROKEN,
} OtPathTokenKind;

typedef struct {
	OtPathTokenKind kind;
	size_t start, end; /**< bytes of the path */
} OtPathToken;

/** The token after `previous`; start with {OT_PATH_TOKEN_END, 0, 0}. */
OtPathToken
ot_path_token_next(const char *path, OtPathToken previous);

/** True if the token is these characters. */
bool
ot_path_token_is(const char *path, OtPathToken token, const char *text);

#endif
