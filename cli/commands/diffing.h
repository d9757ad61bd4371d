/* SPDX-License-Identifier: MIT */
#ifndef OT_COMMANDS_DIFFING_H
#define OT_COMMANDS_DIFFING_H

/** What `outset diff` reads: two versions, the reasons for what changed, and who took part. */

#include "changes/reasons.h"
#include "engagement/settings.h"
#include "spec/spec.h"

typedef struct {
	OtResources *resources;
	OtFindings *findings;
	char *old_path, *new_path; /**< of the specifications */
	OtSettings *old_settings, *settings; /**< of the old version, and of the new one */
	OtSpec *old, *new;         /**< NULL where it isn't valid: see `findings` */
	/** of the file of reasons, whether it is there or not; or NULL */
	char *reasons_path;
	OtReasons *reasons;        /**< NULL where there are none */
	OtVoices *voices;          /**< NULL where there are no reasons */
} OtDiffing;

/** Read both versions, files or folders; false with an error, or where a version isn't valid. */
bool
ot_diffing_open(OtDiffing *diffing, const char *old, const char *new, GError **error);

/**
 * Read the reasons: of the file that is named, else of changes.xml beside the new version (or
 * changes.cy.xml for another language, where there is one).  `must_be` is false for a file that may
 * still have to be made.
 */
bool
ot_diffing_read_reasons(OtDiffing *diffing, const char *path, const char *lang, bool must_be,
                        GError **error);

/** The ids of the questions of both versions, as a set. */
GHashTable *
ot_diffing_questions(const OtDiffing *diffing);

void
ot_diffing_clear(OtDiffing *diffing);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(OtDiffing, ot_diffing_clear)

#endif
