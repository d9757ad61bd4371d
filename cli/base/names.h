/* SPDX-License-Identifier: MIT */
#ifndef OT_BASE_NAMES_H
#define OT_BASE_NAMES_H

/**
 * Names of people and firms, and whatever else tells who somebody is, found in texts.
 *
 * A name is found word by word, whatever white space, dashes, quotation marks and other signs stand
 * between its words, in capitals or not, with or without accents, and with or without an "and" or
 * "&".  A title, which is what a firm is called, is found without "The" before it and without its
 * legal form, too.  A name of one word of fewer than four letters is as likely any other word, and
 * is passed over; a title of one word counts where it has its capital, or is written as it was
 * given.
 *
 * Not found are names that are written as one word ("AshdownSensing"), short forms of them
 * ("Ashdown"), misspelt ones, and letters of another script that look alike.
 */

#include <glib.h>
#include <stdbool.h>

typedef struct OtNames OtNames;

/** A name in a text. */
typedef struct {
	size_t start, end; /**< in bytes */
	const void *whose; /**< as it was given with the name */
	const char *what;
	guint32 name;      /**< for ot_names_forget() */
} OtNameFound;

/**
 * No names yet.  `forms` are legal forms, "ltd", "community interest company", ended with NULL, or
 * NULL for none.  Free with ot_names_free().
 */
OtNames *
ot_names_new(const char *const *forms);

void
ot_names_free(OtNames *names);

/**
 * Add a name before ot_names_close().  `whose` and `what` are given back where it is found, and
 * live as long as the names; of the same name the first ones stay.  False where it is too short to
 * tell anybody.
 */
bool
ot_names_add(OtNames *names, const char *name, bool is_title, const void *whose, const char *what);

/** After the last one is added and before the first is looked for. */
void
ot_names_close(OtNames *names);

/**
 * All names in a text in UTF-8, in their order, of OtNameFound; of those that lie within another
 * only that one.  `tokens` are those of the text (base/tokens.h).  Free with g_array_unref().
 */
GArray *
ot_names_find(const OtNames *names, const char *text, const GArray *tokens);

/** Let a name that was found not be found any more. */
void
ot_names_forget(OtNames *names, const OtNameFound *found);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(OtNames, ot_names_free)

#endif
