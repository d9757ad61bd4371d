/* SPDX-License-Identifier: MIT */
#ifndef OT_DOCX_REVISE_H
#define OT_DOCX_REVISE_H

/**
 * A Word file that somebody changed, with tracked changes that lead to a new version of it.
 *
 * The file of the person is the base: rejecting all changes gives back what the person wrote,
 * accepting all gives the words of the new version.  Only paragraphs that differ are touched, in
 * the words that differ.  What can't be said as a tracked change of words (rows of tables, fields,
 * links, pictures) stays as the person has it and is listed; headers, footers, notes and text boxes
 * are not compared.
 *
 * Where it is known what the file said when it was made, a paragraph that only the person changed,
 * added or deleted is left in peace: only what the new version changed is offered.
 */

#include "docx/draft.h"

/** One difference. */
typedef struct {
	/** in the file of the person, or in the new one where it is not there */
	const char *place;
	const char *old;   /**< the person's words; "": none */
	const char *new;   /**< the new ones; "": none */
	/** it stands in the file as a tracked change; false: only in this list */
	bool tracked;
} OtDifference;

typedef struct OtRevision OtRevision;

/**
 * What a file says, for a later ot_draft_revise(): a checksum of each paragraph of its body, with a
 * blank between them.  They tell a change, not an attack.  Free with g_free().
 */
char *
ot_draft_sums(const OtDraft *draft);

/**
 * Compare the person's file with the new version.  `sums`: those of the file as it was made, or
 * NULL where they aren't known.  `epoch` (seconds since 1970) is the date of the changes, whose
 * author is "outset".  NULL where the file can't be written.
 */
OtRevision *
ot_draft_revise(const OtDraft *person, const OtDraft *made, const char *sums, gint64 epoch,
                GError **error);

void
ot_revision_free(OtRevision *revision);

/** The file with the changes. */
GBytes *
ot_revision_bytes(const OtRevision *revision);

size_t
ot_revision_count(const OtRevision *revision);

const OtDifference *
ot_revision_difference(const OtRevision *revision, size_t index);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(OtRevision, ot_revision_free)

#endif
