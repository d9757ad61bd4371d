/* SPDX-License-Identifier: MIT */
#ifndef OT_RESPONSES_GATHER_H
#define OT_RESPONSES_GATHER_H

/**
 * Responses on their way from the files of suppliers to responses.xml, however many they are: what
 * was read of one is put aside as it will be written, and only an outline of it stays in memory
 * until all are known and it is settled which of them count.
 */

#include "responses/responses.h"

typedef struct OtGathering OtGathering;

/**
 * For the engagement of this reference and version.  What is put aside goes to `folder` once it is
 * much; NULL: nothing is going to be written, and nothing is put aside.
 */
OtGathering *
ot_gathering_new(const char *reference, const char *version, const char *folder);

void
ot_gathering_free(OtGathering *gathering);

/** Add a response, in the order of names.  OT_ERROR_IO: there is no room for it. */
bool
ot_gathering_add(OtGathering *gathering, const OtResponse *response, GError **error);

/** Outlines of all, in the order in which they were added; to settle, to judge and to count. */
OtResponses *
ot_gathering_outlines(OtGathering *gathering);

/** Write responses.xml from what was put aside, after the outlines were settled. */
bool
ot_gathering_write(OtGathering *gathering, const char *path, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(OtGathering, ot_gathering_free)

#endif
