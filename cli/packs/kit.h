/* SPDX-License-Identifier: MIT */
#ifndef OT_PACKS_KIT_H
#define OT_PACKS_KIT_H

/**
 * What packs are put together from: the documents of an engagement in one language, each as far as
 * it is the same for all suppliers made once.
 *
 *   briefing.pdf        addressed, with the supplier's code on each page
 *   response-form.docx  with its particulars filled in
 *   invitation.docx     addressed
 *   events.ics          the events, where there are any
 *   others              assets that suppliers need, as outset assemble makes them
 */

#include "engagement/engagement.h"
#include "packs/recipient.h"

/** A file of a pack. */
typedef struct {
	char *name;
	GBytes *bytes;
	char *sha256;
	char *title;
	const OtTemplateInfo *template; /**< what it was made from; NULL: no template */
	char *answers_sha256;           /**< of its assets/NAME.xml; or NULL */
} OtPackFile;

typedef struct OtKit OtKit;

/**
 * Get everything ready in a language.  `assets` are the names of those that all get alike, ended
 * with NULL.  NULL without an error where `findings` say what stands in the way.  Free with
 * ot_kit_free(); the engagement must outlive it.
 */
OtKit *
ot_kit_new(OtEngagement *engagement, const char *lang, char *const *assets, OtFindings *findings,
           GError **error);

/**
 * Tell what would go out with something still to be completed.  False where a document can't be
 * made, with `error` or with `findings`.
 */
bool
ot_kit_judge(OtEngagement *engagement, char *const *assets, OtFindings *findings, GError **error);

void
ot_kit_free(OtKit *kit);

/**
 * Make the files for a supplier and add them to `files`, of OtPackFile *.  False without an error
 * where `findings` say why it can't have them, which is for this supplier alone.
 */
bool
ot_kit_fill(OtKit *kit, const OtRecipient *recipient, GPtrArray *files, OtFindings *findings,
            GError **error);

/** SHA-256 of all that packs of this kit have in common. */
const char *
ot_kit_digest(const OtKit *kit);

/** The time that its files carry. */
gint64
ot_kit_epoch(const OtKit *kit);

void
ot_pack_file_free(OtPackFile *file);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(OtKit, ot_kit_free)

#endif
