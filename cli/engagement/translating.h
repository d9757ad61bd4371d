/* SPDX-License-Identifier: MIT */
#ifndef OT_ENGAGEMENT_TRANSLATING_H
#define OT_ENGAGEMENT_TRANSLATING_H

/** Beginning and updating translations: of an engagement's specification, or of a template. */

#include "translation/update.h"

/**
 * The translation of `input` (an engagement's folder, its specification, or a template) brought up
 * to date, as the bytes of its file; `path` gets where that lies (free with g_free()), `state` how
 * much is left to do.  OT_ERROR_FORMAT where the input or the translation that is there is broken,
 * OT_ERROR_USAGE where the input is in this language already.
 */
GBytes *
ot_translating_update(const char *input, const char *lang, char **path, OtTranslationState *state,
                      GError **error);

#endif
