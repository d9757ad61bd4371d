/* SPDX-License-Identifier: MIT */
#ifndef OT_COMMANDS_ASK_H
#define OT_COMMANDS_ASK_H

/** What `new` and `assemble --answers` share: writing files of answers for people to fill. */

#include "commands/make.h"

/**
 * For each asset of the engagement at `input` that asks for something, write assets/NAME.xml, or
 * add to it what it lacks; `names` as in OtMakeWhat.
 */
OtExit
ot_ask(const char *input, char *const *names, const OtMakeValues *values, GError **error);

#endif
