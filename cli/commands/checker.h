/* SPDX-License-Identifier: MIT */
#ifndef OT_COMMANDS_CHECKER_H
#define OT_COMMANDS_CHECKER_H

/**
 * What `check`, `review`, `rules` and `explain` share: a checker from options and outset.ini.
 */

#include "check/checking.h"
#include "commands/command.h"
#include "engagement/resources.h"
#include "engagement/settings.h"

/** Values of the options about what is checked; a command's struct has it as its member `check`. */
typedef struct {
	const char *select, *ignore; /**< names separated by commas */
	const char *stage, *jurisdiction, *regime;
	bool examples; /**< no option: the command shows or tries the examples of rules */
} OtCheckValues;

/** The rows of an option table for a struct with an OtCheckValues as `check`. */
#define OT_CHECK_OPTIONS(type)                                                                     \
	{0, "select", OT_OPTION_TEXT, offsetof(type, check.select), "NAMES",                       \
	 "only these rules: codes, families or tags, separated by commas"},                        \
	{0, "ignore", OT_OPTION_TEXT, offsetof(type, check.ignore), "NAMES", "all but these rules"}, \
	{0, "stage", OT_OPTION_TEXT, offsetof(type, check.stage), "STAGE",                         \
	 "of a free draft: draft, engagement (usual) or tender"},                                  \
	{0, "regime", OT_OPTION_TEXT, offsetof(type, check.regime), "REGIME",                      \
	 "of a free draft: procurement-act-2023 (usual), below-threshold, ..."},                   \
	{0, "jurisdiction", OT_OPTION_TEXT, offsetof(type, check.jurisdiction), "CODE",            \
	 "of a free draft: GB-ENG (usual), GB-WLS, GB-SCT, GB-NIR"}

/**
 * The checker for an input: what options say counts before what the settings say.  `settings` may
 * be NULL.  Free with ot_checker_free().
 */
OtChecker *
ot_checker_open(OtResources *resources, const OtSettings *settings, const OtCheckValues *values,
                GError **error);

#endif
