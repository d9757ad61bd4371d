/* SPDX-License-Identifier: MIT */
#ifndef OT_DOCUMENT_PATH_WORDS_H
#define OT_DOCUMENT_PATH_WORDS_H

#include <glib.h>
#include <stdbool.h>

/** Words in a path: what a literal of it says, without its quotation marks. */
typedef struct {
	const char *start; /**< in the path */
	size_t len;
} OtPathWords;

/**
 * Find the next words from `*at` on, and go past them.  Words are the literals that concat() puts
 * together and that substring() cuts, such as in concat(number-text(@years), ' years'); all other
 * literals are codes and names.
 */
bool
ot_path_words_next(const char *path, const char **at, OtPathWords *words);

#endif
