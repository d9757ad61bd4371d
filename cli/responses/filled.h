/* SPDX-License-Identifier: MIT */
#ifndef OT_RESPONSES_FILLED_H
#define OT_RESPONSES_FILLED_H

/**
 * What stands in the fields of a response form, by their names and in the supplier's own words,
 * whatever kind of file it came from.
 *
 * Each reader (collect-docx.c, collect-csv.c, collect-text.c) fills one; filled.c makes a response
 * of it.
 */

#include "responses/asked.h"

typedef struct {
	const char *text; /**< without white space at its ends; "": nothing */
	OtFound found;
	const char *place;
} OtFilledField;

typedef struct {
	OtArena *arena;
	GHashTable *by_name; /**< name to OtFilledField */
	/** texts that fields show while they are empty; NULL: none known */
	const GHashTable *hints;
} OtFilled;

void
ot_filled_init(OtFilled *filled);

void
ot_filled_clear(OtFilled *filled);

/** Note what a field holds, which is copied.  Words that were noted under this name before stay. */
void
ot_filled_put(OtFilled *filled, const char *name, const char *text, OtFound found,
              const char *place);

/** NULL: the file has no such field. */
const OtFilledField *
ot_filled_find(const OtFilled *filled, const char *name);

/**
 * Complete a response, which has a file and what is known of that already.  `form` is the form in
 * the language of the response: of its fields come the choices; NULL: they aren't known.  What
 * can't be understood as what was asked for is kept in words, with a finding.
 */
void
ot_filled_apply(const OtFilled *filled, const OtAsked *asked, const OtDocument *form,
                OtResponse *response, OtFindings *findings);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(OtFilled, ot_filled_clear)

#endif
