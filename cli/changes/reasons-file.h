/* SPDX-License-Identifier: MIT */
#ifndef OT_CHANGES_REASONS_FILE_H
#define OT_CHANGES_REASONS_FILE_H

/** What is known of a file of reasons; for the files reasons*.c. */

#include "changes/reasons.h"

struct OtReasons {
	OtArena *arena;
	OtXml *xml;
	const char *reference, *lang;
	GArray *reasons;     /**< of OtReason */
	GPtrArray *said;     /**< of OtSaid * */
	GHashTable *by_name; /**< kind, element and part to the index of the reason and one */
};

#endif
