/* SPDX-License-Identifier: MIT */
#include "commands/command.h"

#include <stdio.h>
#include <string.h>

static const OtOption options[] = {{0}};

static const char *const examples[] = {
	"outset help check           what check does, and its options",
	NULL,
};

static void
append_overview(GString *out)
{
	g_string_append(out,
	                "outset: tell the market early what problem you have\n\n"
	                "Usage: outset COMMAND [OPTION...] [OPERAND...]\n\n");
	for (const OtCommand *const *command = ot_commands; *command != NULL; command++)
		g_string_append_printf(out, "  %-10s %s\n", (*command)->name, (*command)->summary);
	g_string_append(out, "\nFor more about a command: outset help COMMAND.\n"
	                     "Start with: outset new DIR\n");
}

static bool
command_has(const OtCommand *command, const char *option)
{
	for (const OtOption *o = command->options; o->name != NULL; o++)
		if (strcmp(o->name, option) == 0)
			return true;
	return false;
}

static void
append_command(const OtCommand *command, GString *out)
{
	g_auto(GStrv) paragraphs = g_strsplit(command->description, "\n\n", -1);

	g_string_append_printf(out, "outset %s: %s\n\nUsage: outset %s", command->name,
	                       command->summary, command->name);
	if (command->options->name != NULL)
		g_string_append(out, " [OPTION...]");
	g_string_append_printf(out, "%s%s\n", *command->operands != '\0' ? " " : "",
	                       command->operands);
	for (char **paragraph = paragraphs; *paragraph != NULL; paragraph++) {
		g_string_append_c(out, '\n');
		ot_help_wrap(out, *paragraph, 0);
	}
	if (command->options->name != NULL) {
		g_string_append(out, "\nOptions:\n");
		ot_options_help(command->options, out);
	}
	g_string_append(out, "\nExamples:\n");
	for (const char *const *example = command->examples; *example != NULL; example++)
		ot_help_example(out, *example, 2);
	g_string_append(out,
	                command_has(command, "fail-on")
	                        ? "\nExit status: 0 nothing to report, 1 findings at the level of "
	                          "--fail-on or above,\n2 the command failed, 130 interrupted.\n"
	                        : "\nExit status: 0 done, 2 the command failed.\n");
}

static OtExit
run(const void *values, char *const *operands, GError **error)
{
	g_autoptr(GString) out = g_string_new(NULL);

	(void) values;
	if (*operands == NULL) {
		append_overview(out);
	} else {
		const OtCommand *command = ot_command_find(*operands, error);
		if (command == NULL)
			return OT_EXIT_FAILED;
		append_command(command, out);
	}
	fputs(out->str, stdout);
	return OT_EXIT_CLEAN;
}

const OtCommand ot_command_help = {
	.name = "help",
	.operands = "[COMMAND]",
	.summary = "list the commands, or say more about one",
	.description = "Lists the commands; with COMMAND, describes it and its options.",
	.options = options,
	.most_operands = 1,
	.examples = examples,
	.reach = OT_NEEDS_FREEDOM,
	.run = run,
};
