/* SPDX-License-Identifier: MIT */
#ifndef OT_XML_PULL_TEXT_H
#define OT_XML_PULL_TEXT_H

/** The characters of XML that is gone through tag by tag; only pull.c needs this. */

#include <stdbool.h>
#include <stddef.h>

/** The first thing that is wrong with characters. */
typedef struct {
	const char *at;   /**< NULL: nothing */
	bool control;     /**< a character that XML forbids; else a mistake of writing */
	char message[80]; /**< in words, without a full stop */
} OtPullProblem;

static inline bool
ot_pull_is_blank(char c)
{
	return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

/**
 * The length of the name that starts here, 0 where there is none (XML 1.0, 2.3); `*colon` is its
 * first colon or NULL.  The bytes are UTF-8.
 */
size_t
ot_pull_name_length(const char *c, const char *end, const char **colon);

/**
 * Go through text up to the character `stop` or a <, checking characters and references; returns
 * where it stopped.
 */
const char *
ot_pull_scan_text(const char *c, const char *end, char stop, OtPullProblem *problem);

/** The first byte that is 0 or of no UTF-8; NULL: there is none. */
const char *
ot_pull_find_bad(const char *c, const char *end);

/** Look for characters that XML forbids in what has no references. */
void
ot_pull_check_text(const char *c, const char *end, OtPullProblem *problem);

#endif
