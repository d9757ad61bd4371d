/* SPDX-License-Identifier: MIT */
#ifndef OT_TRANSLATION_UPDATE_H
#define OT_TRANSLATION_UPDATE_H

/** Writing a translation anew when the file that it is of has changed, and beginning one. */

#include "translation/translation.h"

/** How complete a translation is. */
typedef struct {
	guint n_texts;    /**< that the file has, each counted once */
	guint n_missing;  /**< of them without a translation */
	guint n_unused;   /**< texts of the translation that the file no longer has */
} OtTranslationState;

/** Compare a translation (NULL: none yet) with the texts of its file, of OtUnit *. */
OtTranslationState
ot_translation_state(const OtTranslation *translation, const GPtrArray *units);

/**
 * The file of a translation, with all `units` in their order: with the translations that `old` has
 * (NULL: none), and empty where it has none.  What `old` has beyond that stands at the end, marked
 * as unused; remarks of people before a text and before the whole stay where they are.
 */
GBytes *
ot_translation_update(const OtTranslation *old, const OtTranslationInfo *info,
                      const GPtrArray *units);

#endif
