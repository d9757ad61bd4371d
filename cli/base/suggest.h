/* SPDX-License-Identifier: MIT */
#ifndef OT_BASE_SUGGEST_H
#define OT_BASE_SUGGEST_H

/** "Did you mean": the nearest of several names. */

#include <glib.h>

/**
 * The number of single letters to insert, delete, replace or swap that makes one word of the other,
 * without regard to case; both count at most 64 letters.  More than `most` comes as `most` + 1.
 */
int
ot_word_distance(const char *one, const char *other, int most);

/** The name that is near enough to `word` to be meant, the first of equals, or NULL. */
const char *
ot_nearest_name(const char *word, const char *const *names, size_t n_names);

/**
 * How a sentence about a name that does not exist goes on: `; did you mean "section"?`, or where
 * none is near, `; there are "one", "two"`, and nothing where these are too many.  `names` are
 * const char *.  Free with g_free().
 */
char *
ot_name_advice(const char *word, const GPtrArray *names);

#endif
