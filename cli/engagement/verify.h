/* SPDX-License-Identifier: MIT */
#ifndef OT_ENGAGEMENT_VERIFY_H
#define OT_ENGAGEMENT_VERIFY_H

/**
 * Holding the files of a briefing against the list that it carries (carried.h).
 *
 * This shows damage and careless changes.  Whoever changes a file and the list alike is not found
 * out: for that a briefing would have to be signed.
 */

#include "engagement/embedded.h"
#include "xml/schema.h"

/** What became of one file. */
typedef enum {
	OT_CARRIED_WHOLE,
	OT_CARRIED_CHANGED,
	OT_CARRIED_MISSING,
	OT_CARRIED_UNLISTED,
} OtCarriedState;

typedef struct {
	char *name;  /**< safe to print */
	OtCarriedState state;
	char *sha256; /**< of the bytes that are there; NULL where none are */
	size_t size;
} OtCarriedFile;

typedef struct {
	char *made_by, *reference, *version; /**< as the list says; made_by may be NULL */
	GArray *files;      /**< of OtCarriedFile: those of the list, then others */
	bool has_spec;      /**< there is a specification to look at */
	bool is_valid;      /**< it is valid, but for what may have been held back */
	size_t n_held_back; /**< what is missing that the format asks for */
} OtVerified;

/**
 * Compare files (of OtEmbedded *) with the list among them.  What is wrong is a finding, also what
 * makes the specification not valid.  OT_ERROR_INPUT where there is no list, or it can't be read.
 */
OtVerified *
ot_verify(const GPtrArray *embedded, const char *shown, const OtSchema *schema,
          OtFindings *findings, GError **error);

void
ot_verified_free(OtVerified *verified);

/** "whole", "changed", "missing", "unlisted". */
const char *
ot_carried_state_name(OtCarriedState state);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(OtVerified, ot_verified_free)

#endif
