/* SPDX-License-Identifier: MIT */
#ifndef OT_COMMANDS_VERIFY_H
#define OT_COMMANDS_VERIFY_H

/**
 * What the files of `outset verify` share: verify.c is about briefings, verify-pack.c about a pack,
 * verify-packs.c about a folder of them.
 */

#include "commands/command.h"
#include "packs/verify.h"

#include <jansson.h>

enum { OT_VERIFY_TEXT, OT_VERIFY_JSON };

typedef struct {
	OtReportValues report; /**< its `format` is one of these */
	const char *engagement, *key;
} OtVerifyValues;

/** Findings as the reports of this command have them; to be released. */
json_t *
ot_verify_findings(const OtFindings *findings);

/** True for a pack, or a file of one other than its briefing. */
bool
ot_verify_is_pack(const char *path);

OtExit
ot_verify_pack(const char *path, const OtVerifyValues *values, GError **error);

/** The same for a folder of packs. */
OtExit
ot_verify_packs(const char *folder, const OtPackExpectation *expected,
                const OtVerifyValues *values, GError **error);

/** "none", "good", "bad", "unknown": what OtSignature is called. */
extern const char *const ot_verify_signatures[];

#endif
