/* SPDX-License-Identifier: MIT */
#ifndef OT_COMMANDS_VERIFY_H
#define OT_COMMANDS_VERIFY_H

/**
 * What the files of `outset verify` share: verify.c is about briefings, verify-pack.c about packs.
 */

#include "commands/command.h"

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

#endif
