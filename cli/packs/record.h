/* SPDX-License-Identifier: MIT */
#ifndef OT_PACKS_RECORD_H
#define OT_PACKS_RECORD_H

/**
 * Packs on the register: a row for each that was made, "prepared" and not "sent", since nothing
 * leaves the authority by that.  Its SHA-256 is the manifest's, which has those of all files.
 */

#include "engagement/manifest.h"
#include "packs/packs.h"
#include "register/register.h"

typedef struct OtPacksRecord OtPacksRecord;

/**
 * Packs of this version of the specification, in this folder; `findings` must live as long.
 * OT_ERROR_IO where the register that is there can't be read.
 */
OtPacksRecord *
ot_packs_record_new(const OtPacksRecording *recording, const char *version, const char *folder,
                    OtFindings *findings, GError **error);

/**
 * Note a pack that is there, unless the register has it already.  Rows are written in batches;
 * errors as ot_register_append().
 */
bool
ot_packs_record_add(OtPacksRecord *record, const OtPackOutcome *outcome, GError **error);

/** Write what waits, all of it or nothing. */
bool
ot_packs_record_write(OtPacksRecord *record, GError **error);

void
ot_packs_record_free(OtPacksRecord *record);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(OtPacksRecord, ot_packs_record_free)

#endif
