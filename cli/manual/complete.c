/* SPDX-License-Identifier: MIT */
#include "manual/manual.h"

#include <string.h>

/*
 * Completions: the names of commands, actions and options and the words of choices; all else is
 * files.
 */

/* In a word of a shell between single quotes; `quote` is what stands for one within them. */
static void
append_quoted(GString *out, const char *text, const char *quote)
{
	g_string_append_c(out, '\'');
	for (; *text != '\0'; text++)
		if (*text == '\'')
			g_string_append(out, quote);
		else
			g_string_append_c(out, *text);
	g_string_append_c(out, '\'');
}

static void
append_words(GString *out, const char *const *words)
{
	for (const char *const *word = words; *word != NULL; word++)
		g_string_append_printf(out, "%s%s", word == words ? "" : " ", *word);
}

/*
 * The words among the operands that are typed as they stand: "add|show [DIR|FILE.csv]" has two.
 * Strings, NULL-terminated; free with g_strfreev().
 */
static char **
find_actions(const OtCommand *command)
{
	g_autoptr(GRegex) optional = g_regex_new("\\[[^]]*\\]", 0, 0, NULL);
	g_autofree char *needed =
		g_regex_replace_literal(optional, command->operands, -1, 0, "", 0, NULL);
	g_auto(GStrv) words = g_strsplit_set(needed, "| ", -1);
	GPtrArray *actions = g_ptr_array_new();

	for (char **word = words; *word != NULL; word++)
		if (**word != '\0' && strspn(*word, G_CSET_a_2_z) == strlen(*word))
			g_ptr_array_add(actions, g_strdup(*word));
	g_ptr_array_add(actions, NULL);
	return (char **) g_ptr_array_free(actions, FALSE);
}

/* --- bash ------------------------------------------------------------------------------------ */

static void
append_bash_options(GString *out, const OtCommand *command)
{
	g_string_append_printf(out, "\t%s) echo \"--help", command->name);
	for (const OtOption *option = command->options; option->name != NULL; option++) {
		if (option->letter != 0)
			g_string_append_printf(out, " -%c", option->letter);
		g_string_append_printf(out, " --%s", option->name);
	}
	g_string_append(out, "\" ;;\n");
}

static void
append_bash_actions(GString *out, const OtCommand *command)
{
	g_auto(GStrv) actions = find_actions(command);

	if (actions[0] == NULL)
		return;
	g_string_append_printf(out, "\t%s) echo \"", command->name);
	append_words(out, (const char *const *) actions);
	g_string_append(out, "\" ;;\n");
}

static void
append_bash_choices(GString *out, const OtCommand *command)
{
	for (const OtOption *option = command->options; option->name != NULL; option++) {
		if (option->kind != OT_OPTION_CHOICE)
			continue;
		g_string_append_printf(out, "\t\"%s --%s\"", command->name, option->name);
		if (option->letter != 0)
			g_string_append_printf(out, " | \"%s -%c\"", command->name, option->letter);
		g_string_append(out, ") echo \"");
		append_words(out, option->choices);
		g_string_append(out, "\" ;;\n");
	}
}

/* bash takes the = of --format=json for a word of its own. */
static const char bash_function[] =
	"_outset() {\n"
	"\tlocal word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]}\n"
	"\tlocal command=${COMP_WORDS[1]} words= typed\n"
	"\tif [ \"$word\" = = ]; then\n\t\tword=\n"
	"\telif [ \"$before\" = = ]; then\n"
	"\t\tbefore=${COMP_WORDS[COMP_CWORD - 2]}\n\tfi\n"
	"\tif [ \"$COMP_CWORD\" = 1 ] || [ \"$command\" = help ]; then\n"
	"\t\twords=$_outset_commands\n"
	"\telse\n"
	"\t\twords=$(_outset_choices \"$command\" \"$before\")\n"
	"\t\tif [ -z \"$words\" ]; then\n"
	"\t\t\twords=$(_outset_actions \"$command\")\n"
	"\t\t\tfor typed in \"${COMP_WORDS[@]:2:COMP_CWORD-2}\"; do\n"
	"\t\t\t\tcase \" $words \" in *\" $typed \"*) words= ;; esac\n"
	"\t\t\tdone\n"
	"\t\tfi\n"
	"\t\tcase $word in -*) words=$(_outset_options \"$command\") ;; esac\n"
	"\tfi\n"
	"\tmapfile -t COMPREPLY < <(compgen -W \"$words\" -- \"$word\")\n"
	"}\n\n"
	"complete -o default -F _outset outset\n";

/* A function of bash that prints words by what it is called with. */
static void
append_bash_cases(GString *out, const char *name, const char *of,
                  void (*append)(GString *, const OtCommand *))
{
	g_string_append_printf(out, "%s() {\n\tcase %s in\n", name, of);
	for (const OtCommand *const *command = ot_commands; *command != NULL; command++)
		append(out, *command);
	g_string_append(out, "\tesac\n}\n\n");
}

void
ot_manual_complete_bash(GString *out)
{
	g_string_append(out, "# Completion of outset in bash.\n\n"
	                     "_outset_commands='");
	for (const OtCommand *const *command = ot_commands; *command != NULL; command++)
		g_string_append_printf(out, "%s%s", command == ot_commands ? "" : " ",
		                       (*command)->name);
	g_string_append(out, "'\n\n");
	append_bash_cases(out, "_outset_options", "$1", append_bash_options);
	append_bash_cases(out, "_outset_actions", "$1", append_bash_actions);
	append_bash_cases(out, "_outset_choices", "\"$1 $2\"", append_bash_choices);
	g_string_append(out, bash_function);
}

/* --- zsh ------------------------------------------------------------------------------------- */

/* Help within [ ] of _arguments, where brackets and colons have a meaning. */
static char *
zsh_help(const char *help)
{
	g_autoptr(GString) out = g_string_new(NULL);

	for (; *help != '\0'; help++) {
		if (strchr("[]:\\", *help) != NULL)
			g_string_append_c(out, '\\');
		g_string_append_c(out, *help);
	}
	return g_string_free(g_steal_pointer(&out), FALSE);
}

static void
append_zsh_argument(GString *out, const OtOption *option)
{
	if (option->argument == NULL)
		return;
	g_autofree char *name = zsh_help(option->argument);
	g_string_append_printf(out, ":%s:", name);
	if (option->kind == OT_OPTION_CHOICE) {
		g_string_append_c(out, '(');
		append_words(out, option->choices);
		g_string_append_c(out, ')');
	} else if (strstr(option->argument, "FILE") != NULL ||
	           strstr(option->argument, "DIR") != NULL) {
		g_string_append(out, "_files");
	}
}

static void
append_zsh_option(GString *out, const OtOption *option)
{
	g_autofree char *help = zsh_help(option->help);
	g_autoptr(GString) rest = g_string_new(NULL);
	const char *takes = option->argument != NULL ? "=" : "";

	g_string_append_printf(rest, "[%s]", help);
	append_zsh_argument(rest, option);
	g_string_append(out, " \\\n\t\t\t");
	if (option->letter != 0)
		g_string_append_printf(out, "'(-%c --%s)'{-%c%s,--%s%s}", option->letter,
		                       option->name, option->letter,
		                       option->argument != NULL ? "+" : "", option->name, takes);
	else
		g_string_append_printf(out, "--%s%s", option->name, takes);
	append_quoted(out, rest->str, "'\\''");
}

static void
append_zsh_operands(GString *out, const OtCommand *command)
{
	g_auto(GStrv) actions = find_actions(command);

	if (strcmp(command->name, "help") == 0) {
		g_string_append(out, " '1:command:_outset_help'");
		return;
	}
	if (actions[0] != NULL) {
		g_string_append(out, " '1:action:(");
		append_words(out, (const char *const *) actions);
		g_string_append(out, ")'");
	}
	g_string_append(out, " '*:file:_files'");
}

void
ot_manual_complete_zsh(GString *out)
{
	g_string_append(out, "#compdef outset\n# Completion of outset in zsh.\n\n"
	                     "_outset() {\n\tlocal -a commands=(\n");
	for (const OtCommand *const *command = ot_commands; *command != NULL; command++) {
		g_autofree char *entry =
			g_strdup_printf("%s:%s", (*command)->name, (*command)->summary);
		g_string_append(out, "\t\t");
		append_quoted(out, entry, "'\\''");
		g_string_append_c(out, '\n');
	}
	g_string_append(out, "\t)\n"
	                     "\tif (( CURRENT == 2 )); then\n"
	                     "\t\t_describe command commands\n\t\treturn\n\tfi\n"
	                     "\tlocal command=$words[2]\n"
	                     "\tshift words\n\t(( CURRENT-- ))\n"
	                     "\tcase $command in\n");
	for (const OtCommand *const *command = ot_commands; *command != NULL; command++) {
		g_string_append_printf(out, "\t%s)\n\t\t_arguments -s", (*command)->name);
		for (const OtOption *option = (*command)->options; option->name != NULL; option++)
			append_zsh_option(out, option);
		append_zsh_operands(out, *command);
		g_string_append(out, " ;;\n");
	}
	g_string_append(out, "\tesac\n}\n\n_outset_help() {\n\tcompadd");
	for (const OtCommand *const *command = ot_commands; *command != NULL; command++)
		g_string_append_printf(out, " %s", (*command)->name);
	g_string_append(out, "\n}\n\n_outset \"$@\"\n");
}

/* --- fish ------------------------------------------------------------------------------------ */

static void
append_fish_option(GString *out, const OtCommand *command, const OtOption *option)
{
	g_string_append_printf(out, "complete -c outset -n '__fish_seen_subcommand_from %s'",
	                       command->name);
	if (option->letter != 0)
		g_string_append_printf(out, " -s %c", option->letter);
	g_string_append_printf(out, " -l %s", option->name);
	if (option->kind == OT_OPTION_CHOICE) {
		g_string_append(out, " -x -a '");
		append_words(out, option->choices);
		g_string_append_c(out, '\'');
	} else if (option->argument != NULL) {
		g_string_append(out, " -r");
	}
	g_string_append(out, " -d ");
	append_quoted(out, option->help, "\\'");
	g_string_append_c(out, '\n');
}

static void
append_fish_actions(GString *out, const OtCommand *command)
{
	g_auto(GStrv) actions = find_actions(command);

	if (actions[0] == NULL)
		return;
	g_autofree char *words = g_strjoinv(" ", actions);
	g_string_append_printf(out,
	                       "complete -c outset -n '__fish_seen_subcommand_from %s; and not "
	                       "__fish_seen_subcommand_from %s' -f -a '%s'\n",
	                       command->name, words, words);
}

void
ot_manual_complete_fish(GString *out)
{
	g_string_append(out, "# Completion of outset in fish.\n\n"
	                     "complete -c outset -n __fish_use_subcommand -f\n");
	for (const OtCommand *const *command = ot_commands; *command != NULL; command++) {
		g_string_append_printf(out,
		                       "\ncomplete -c outset -n __fish_use_subcommand -a %s -d ",
		                       (*command)->name);
		append_quoted(out, (*command)->summary, "\\'");
		g_string_append_c(out, '\n');
		append_fish_actions(out, *command);
		for (const OtOption *option = (*command)->options; option->name != NULL; option++)
			append_fish_option(out, *command, option);
	}
	g_string_append(out, "complete -c outset -n '__fish_seen_subcommand_from help' -x -a '");
	for (const OtCommand *const *command = ot_commands; *command != NULL; command++)
		g_string_append_printf(out, "%s ", (*command)->name);
	g_string_append(out, "'\n");
}
