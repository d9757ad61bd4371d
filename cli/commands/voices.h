/* SPDX-License-Identifier: MIT */
#ifndef OT_COMMANDS_VOICES_H
#define OT_COMMANDS_VOICES_H

/** Who took part, from the files of an engagement. */

#include "changes/voices.h"
#include "engagement/settings.h"
#include "suppliers/lists.h"

/**
 * Those in the list of suppliers and in responses.xml beside a specification, as far as these are
 * there.  What is wrong with them is for the commands that they belong to; NULL with an error where
 * one can't be read at all.  Free with ot_voices_free().
 */
OtVoices *
ot_voices_gather(const OtSupplierLists *lists, const OtSettings *settings,
                 const char *specification, GError **error);

#endif
