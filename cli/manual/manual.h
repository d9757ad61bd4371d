/* SPDX-License-Identifier: MIT */
#ifndef OT_MANUAL_MANUAL_H
#define OT_MANUAL_MANUAL_H

/**
 * Manual pages and completions of shells, from the tables that `outset help` reads.
 */

#include "commands/command.h"

/** The page of the program: man outset. */
void
ot_manual_write_program(GString *out);

/** The page of a command: man outset-check. */
void
ot_manual_write_command(GString *out, const OtCommand *command);

/** Completions for a shell; each offers commands, options, the words of a choice, and files. */
void
ot_manual_complete_bash(GString *out);

void
ot_manual_complete_zsh(GString *out);

void
ot_manual_complete_fish(GString *out);

#endif
