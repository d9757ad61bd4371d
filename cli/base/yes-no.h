/* SPDX-License-Identifier: MIT */
#ifndef OT_BASE_YES_NO_H
#define OT_BASE_YES_NO_H

/** What people write for yes and no: the words are in yes-no.def. */

#include <stddef.h>

typedef enum {
	OT_SAID_NEITHER,
	OT_SAID_YES,
	OT_SAID_NO,
	OT_SAID_NOTHING, /**< that there is none, or that it doesn't apply */
} OtSaid;

/** What a whole text says, blanks around it left out; it is UTF-8, and may be empty. */
OtSaid
ot_said(const char *text);

/**
 * What a text starts with; `*len` is its length, 0 for neither.  A word stands whole: "x" says yes, and
 * "x-ray" and "yesterday" say neither.
 */
OtSaid
ot_said_first(const char *text, size_t *len);

/** What a choice that a question offers starts with: "Yes, within a year", "Gallwn". */
OtSaid
ot_said_choice(const char *choice);

#endif
