/* SPDX-License-Identifier: MIT */
#ifndef OT_DOCUMENT_LABELS_H
#define OT_DOCUMENT_LABELS_H

/**
 * The fixed words of documents in one language, read from templates/labels.LANG.xml: names of
 * codes, months, "Page {page} of {pages}", "To be completed: {label}".
 */

#include "base/arena.h"

#include <stdbool.h>

typedef struct OtLabels OtLabels;

/** Read labels; OT_ERROR_FORMAT names file, line and column.  Free with ot_labels_free(). */
OtLabels *
ot_labels_load(const char *path, GError **error);

void
ot_labels_free(OtLabels *labels);

/** The words of a key such as "to-be-completed"; the key itself where there are none. */
const char *
ot_labels_get(const OtLabels *labels, const char *key);

/** True where there is a list of codes with this name. */
bool
ot_labels_has_list(const OtLabels *labels, const char *list);

/** The words of a code in a list: ("jurisdiction", "GB-ENG") is "England"; NULL where unknown. */
const char *
ot_labels_code(const OtLabels *labels, const char *list, const char *code);

/**
 * Put values in the place of {name} in the words of a key.  The arguments are pairs of name and
 * value, ended with NULL.
 */
char *
ot_labels_fill(const OtLabels *labels, OtArena *arena, const char *key, ...) G_GNUC_NULL_TERMINATED;

/** "2026-12-03" as "3 December 2026", with the time where the value has one; NULL if not a date. */
char *
ot_format_date(const OtLabels *labels, OtArena *arena, const char *iso);

/**
 * The same where only the "month" or the "quarter" is certain: "December 2026", "October to
 * December 2026".  Any other precision, or NULL, is the day.
 */
char *
ot_format_date_within(const OtLabels *labels, OtArena *arena, const char *iso,
                      const char *precision);

/** "240000" as "£240,000" (currency "GBP"); other currencies by their code; NULL if no number. */
char *
ot_format_money(const OtLabels *labels, OtArena *arena, const char *amount, const char *currency);

/** "12500.5" as "12,500.5"; NULL if not a number. */
char *
ot_format_number(const OtLabels *labels, OtArena *arena, const char *number);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(OtLabels, ot_labels_free)

#endif
