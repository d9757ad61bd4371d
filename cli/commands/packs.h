/* SPDX-License-Identifier: MIT */
#ifndef OT_COMMANDS_PACKS_H
#define OT_COMMANDS_PACKS_H

/**
 * `outset pack --suppliers`: a pack for each supplier.
 */

#include "commands/make.h"

/** Values of the options of `outset pack`. */
typedef struct {
	OtMakeValues make; /**< first, for OT_MAKE_OPTIONS */
	const char *suppliers, *only, *shard, *assets, *sign;
	bool zip, resume;
	int jobs; /**< 0: as many as there are processors */
} OtPackValues;

/** Make the packs of the engagement at `input`. */
OtExit
ot_make_packs(const char *input, const OtPackValues *values, GError **error);

#endif
