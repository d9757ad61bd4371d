/* SPDX-License-Identifier: MIT */
#ifndef OT_RESPONSES_PROFILE_H
#define OT_RESPONSES_PROFILE_H

/**
 * A supplier's standing answers: what is asked again in every engagement, kept in one file
 * (schemas/profile.xsd), with which any form of outset's can be filled.
 */

#include "docx/draft.h"
#include "xml/schema.h"

/** One answer, by the name of its field; a tick is "yes". */
typedef struct {
	const char *name, *text;
} OtProfileAnswer;

typedef struct OtProfile OtProfile;

/** An empty one.  Free with ot_profile_free(). */
OtProfile *
ot_profile_new(void);

void
ot_profile_free(OtProfile *profile);

/**
 * Read a profile; what is wrong with it is in `findings` and gives NULL without an error, which is
 * set where it can't be read at all.
 */
OtProfile *
ot_profile_read(const char *path, const OtSchema *schema, OtFindings *findings, GError **error);

GBytes *
ot_profile_write(const OtProfile *profile);

size_t
ot_profile_count(const OtProfile *profile);

/** In the order in which they were learnt. */
const OtProfileAnswer *
ot_profile_at(const OtProfile *profile, size_t index);

/** What came of a field. */
typedef enum {
	OT_PROFILE_LEARNT,  /**< it is new in the profile */
	OT_PROFILE_CHANGED, /**< the profile said something else */
	OT_PROFILE_FILLED,  /**< it was put into the form */
	OT_PROFILE_KEPT,    /**< the form has another answer already, which stays */
	OT_PROFILE_REFUSED, /**< the form has no place for it: a list without it, for example */
} OtProfileFate;

typedef struct {
	OtProfileFate fate;
	const char *name, *text, *place;
} OtProfileChange;

/**
 * Take over the answers of a form that are the same in every engagement: those about the supplier,
 * and of other fields those whose name matches one of `with` (shell patterns such as "cyber.*",
 * ended by NULL; or NULL).  Gives what changed, of OtProfileChange with strings that live as long
 * as the profile; free with g_array_unref().
 */
GArray *
ot_profile_learn(OtProfile *profile, const OtDraft *draft, char *const *with,
                 OtFindings *findings);

/**
 * Fill a form: fields that are empty get what the profile knows; what is filled stays, and so does
 * all else in the file.  NULL with an error; `changes` as above.
 */
GBytes *
ot_profile_fill(const OtProfile *profile, const OtDraft *draft, gint64 epoch, GArray **changes,
                OtFindings *findings, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(OtProfile, ot_profile_free)

#endif
