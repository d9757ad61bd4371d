/* SPDX-License-Identifier: MIT */
#ifndef OT_RESPONSES_COLLECT_H
#define OT_RESPONSES_COLLECT_H

/**
 * Reading what suppliers send: our form as Word file, however it was edited since.
 */

#include "engagement/engagement.h"
#include "responses/asked.h"

/** What files are read with: the questions, and the form in each language. */
typedef struct OtCollector OtCollector;

/** For an engagement, which has to live as long; NULL with an error where it isn't valid. */
OtCollector *
ot_collector_new(OtEngagement *engagement, GError **error);

void
ot_collector_free(OtCollector *collector);

const OtAsked *
ot_collector_asked(const OtCollector *collector);

/**
 * Read one file; several may be read at once on several threads.  NULL where nothing can be
 * made of it: `findings` say why and what to do, and
 * nothing else is kept from being read.
 */
OtResponse *
ot_collector_read(const OtCollector *collector, const char *path, OtFindings *findings);

/**
 * Take what came of one file: a response, or NULL, and what is said of the file.  Both go
 * afterwards.  False ends the reading.
 */
typedef bool OtCollectTake(const OtResponse *response, const OtFindings *findings, void *data);

/**
 * Read several files on so many threads, and give what came of each to `take` in the order of
 * `paths`, an array of const char *.  Only a few are in memory at a time.
 */
void
ot_collector_read_all(const OtCollector *collector, const GPtrArray *paths, guint n_threads,
                      OtCollectTake *take, void *data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(OtCollector, ot_collector_free)

#endif
