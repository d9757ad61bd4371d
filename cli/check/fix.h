/* SPDX-License-Identifier: MIT */
#ifndef OT_CHECK_FIX_H
#define OT_CHECK_FIX_H

/**
 * Fixes: what outset can mend in a specification by itself, because it changes no decision: the
 * sentence that an equivalent is accepted, a unit that the measure's own words name.  Everything
 * else in the file stays byte for byte as it is.
 */

#include "check/checking.h"

typedef struct OtFix OtFix;

/**
 * The changes that the rules of these findings offer.  NULL with OT_ERROR_FORMAT where the file is
 * not written in UTF-8, so that it can't be changed in place.  `bytes` are the file.
 */
OtFix *
ot_fix_new(const OtChecker *checker, const OtChecked *checked, const OtFindings *findings,
           GBytes *bytes, GError **error);

void
ot_fix_free(OtFix *fix);

/** How many changes there are. */
size_t
ot_fix_count(const OtFix *fix);

/** The file with the changes.  Free with g_bytes_unref(). */
GBytes *
ot_fix_apply(const OtFix *fix);

/** The changes in unified form, as diff -u shows them; `name` stands for the file. */
char *
ot_fix_diff(const OtFix *fix, const char *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(OtFix, ot_fix_free)

#endif
