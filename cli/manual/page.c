/* SPDX-License-Identifier: MIT */
#include "manual/manual.h"

#include <string.h>

/* Manual pages in the macros of man(7), the plainest that all readers know. */

/*
 * Text with what roff would take for its own said in its own way: groff_char(7), "Historical Form".
 */
static void
append_text(GString *out, const char *text)
{
	if (*text == '.' || *text == '\'')
		g_string_append(out, "\\&");
	for (; *text != '\0'; text++)
		switch (*text) {
		case '\\':
			g_string_append(out, "\\e");
			break;
		case '-':
			g_string_append(out, "\\-");
			break;
		default:
			g_string_append_c(out, *text);
			break;
		}
}

static void
append_line(GString *out, const char *text)
{
	append_text(out, text);
	g_string_append_c(out, '\n');
}

static void
append_lines(GString *out, const char *text)
{
	g_auto(GStrv) lines = g_strsplit(text, "\n", -1);

	for (char **line = lines; *line != NULL && **line != '\0'; line++)
		append_line(out, *line);
}

/* Text that roff breaks as it likes; the file itself has short lines too. */
static void
append_prose(GString *out, const char *text)
{
	g_autoptr(GString) wrapped = g_string_new(NULL);

	ot_help_wrap(wrapped, text, 0);
	append_lines(out, wrapped->str);
}

static void
append_section(GString *out, const char *title)
{
	g_string_append_printf(out, ".SH %s\n", title);
}

static void
append_head(GString *out, const char *page, const char *summary)
{
	g_autofree char *upper = g_ascii_strup(page, -1);

	g_string_append_printf(out, ".\\\" SPDX-License-Identifier: MIT\n"
	                            ".TH %s 1 \"" RELEASED "\" \"outset " VERSION "\"\n",
	                       upper);
	append_section(out, "NAME");
	append_text(out, page);
	g_string_append(out, " \\- ");
	append_line(out, summary);
}

/* Paragraphs that an empty line parts. */
static void
append_paragraphs(GString *out, const char *text)
{
	g_auto(GStrv) paragraphs = g_strsplit(text, "\n\n", -1);

	for (char **paragraph = paragraphs; *paragraph != NULL; paragraph++) {
		g_string_append(out, paragraph == paragraphs ? "" : ".PP\n");
		append_prose(out, *paragraph);
	}
}

static void
append_option(GString *out, const OtOption *option)
{
	g_string_append(out, ".TP\n");
	if (option->letter != 0)
		g_string_append_printf(out, "\\fB\\-%c\\fR, ", option->letter);
	g_string_append(out, "\\fB\\-\\-");
	append_text(out, option->name);
	g_string_append(out, "\\fR");
	if (option->argument != NULL) {
		g_string_append(out, "=\\fI");
		append_text(out, option->argument);
		g_string_append(out, "\\fR");
	}
	g_string_append_c(out, '\n');
	append_prose(out, option->help);
}

static void
append_synopsis(GString *out, const OtCommand *command)
{
	append_section(out, "SYNOPSIS");
	g_string_append_printf(out, ".B outset %s\n", command->name);
	if (command->options->name != NULL)
		g_string_append(out, "[\\fIOPTION\\fR]...\n");
	if (*command->operands != '\0')
		append_line(out, command->operands);
}

static void
append_examples(GString *out, const OtCommand *command)
{
	g_autoptr(GString) wrapped = g_string_new(NULL);

	for (const char *const *example = command->examples; *example != NULL; example++)
		ot_help_example(wrapped, *example, 0);
	append_section(out, "EXAMPLES");
	g_string_append(out, ".nf\n");
	append_lines(out, wrapped->str);
	g_string_append(out, ".fi\n");
}

static void
append_status(GString *out)
{
	static const struct {
		const char *status, *words;
	} rows[] = {
		{"0", "There is nothing to report."},
		{"1", "There are findings at the level of --fail-on or above."},
		{"2", "It could not be done."},
		{"130", "It was interrupted. Nothing half done is left behind."},
		{"141", "Whoever read the output stopped reading, as head does."},
	};

	append_section(out, "EXIT STATUS");
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_string_append_printf(out, ".TP\n.B %s\n", rows[i].status);
		append_line(out, rows[i].words);
	}
}

/* The pages of all other commands. */
static void
append_others(GString *out, const OtCommand *self)
{
	append_section(out, "SEE ALSO");
	if (self != NULL)
		g_string_append(out, ".BR outset (1),\n");
	for (const OtCommand *const *command = ot_commands; *command != NULL; command++) {
		bool last = command[1] == NULL || (command[1] == self && command[2] == NULL);

		if (*command != self)
			g_string_append_printf(out, ".BR outset\\-%s (1)%s\n", (*command)->name,
			                       last ? "" : ",");
	}
}

void
ot_manual_write_command(GString *out, const OtCommand *command)
{
	g_autofree char *page = g_strdup_printf("outset-%s", command->name);

	append_head(out, page, command->summary);
	append_synopsis(out, command);
	append_section(out, "DESCRIPTION");
	append_paragraphs(out, command->description);
	if (command->options->name != NULL) {
		append_section(out, "OPTIONS");
		for (const OtOption *option = command->options; option->name != NULL; option++)
			append_option(out, option);
	}
	append_status(out);
	append_examples(out, command);
	append_others(out, command);
}

/* --- the page of the program ----------------------------------------------------------------- */

typedef struct {
	const char *name, *words;
} Entry;

static void
append_entries(GString *out, const char *title, const Entry *entries, size_t n)
{
	append_section(out, title);
	for (size_t i = 0; i < n; i++) {
		g_string_append(out, ".TP\n.B ");
		append_line(out, entries[i].name);
		append_prose(out, entries[i].words);
	}
}

static const Entry files[] = {
	{"spec.xml", "The specification of an engagement, which all documents are made from."},
	{"outset.ini", "Settings: the nearest one from the engagement's folder upward is read."},
	{"manifest.json",
	 "In the folder of the pack: each file as it was made, with its SHA-256. A file "
	 "that was changed since is kept."},
};

static const Entry variables[] = {
	{"SOURCE_DATE_EPOCH",
	 "The time that documents carry, in seconds since 1970, instead of the date "
	 "of the specification."},
	{"OUTSET_DATA", "The folder with templates, schemas and fonts, instead of the one that was "
	                "installed."},
	{"OUTSET_TODAY",
	 "The day, such as 2027-01-31, on which is judged what has run out or is too late, "
	 "instead of today."},
	{"OUTSET_CONFINE",
	 "With the value no, commands run in the first process and may do all that the "
	 "user may: for a debugger only."},
	{"NO_COLOR", "Where it is set, reports have no colours."},
};

void
ot_manual_write_program(GString *out)
{
	append_head(out, "outset", "tell the market early what problem you have");
	append_section(out, "SYNOPSIS");
	g_string_append(out,
	                ".B outset\n\\fICOMMAND\\fR [\\fIOPTION\\fR]... [\\fIOPERAND\\fR]...\n");
	append_section(out, "DESCRIPTION");
	append_paragraphs(
		out, "From one outcome-based specification, outset makes what the early engagement "
		     "of a public body with its market needs: the assets as Word documents and a "
		     "briefing that people and programs can read. It also says where a "
		     "specification or a Word draft asks for a solution instead of an outcome, "
		     "and on whose authority.\n\n"
		     "It drafts; it does not give legal advice, it publishes nothing, and it "
		     "never uses the network.");
	append_section(out, "COMMANDS");
	for (const OtCommand *const *command = ot_commands; *command != NULL; command++) {
		g_string_append_printf(out, ".TP\n.BR outset\\-%s (1)\n", (*command)->name);
		append_line(out, (*command)->summary);
	}
	append_entries(out, "FILES", files, G_N_ELEMENTS(files));
	append_entries(out, "ENVIRONMENT", variables, G_N_ELEMENTS(variables));
	append_status(out);
	append_others(out, NULL);
}
