/* SPDX-License-Identifier: MIT
 *
 * outset: procurement early market engagement from the command line.
 *
 * The map of the code, from the top down; each folder uses only those below it:
 *
 *   main.c        starts, finds the command, ends with its status
 *   manual/       manual pages and completions of shells, from the tables of the commands
 *   commands/     one file a command: its options, its words, what it calls; commands.c lists them
 *   events/       papers of events: times, drawn orders, tables, partners, calendars
 *   packs/        a pack for each supplier of a list, and looking into them
 *   account/      the report of an engagement from its records, and nothing confidential in it
 *   responses/    what suppliers answered: collecting it, comparing it, their standing answers
 *   forms/        the specification as a form to fill in, and back
 *   watch/        which files of an engagement changed, and waiting until one does
 *   engagement/   an engagement: its settings, its documents, the pack and the manifest
 *   notice/       drafts of notices: what is missing, and the facts as open contracting data
 *   check/        a check from end to end: inputs, rules, baseline, suppressions, fixes, review
 *   report/       what a check found, for people and for programs
 *   rules/        the rule engine: packs of rules, lists of words, constants of law
 *   spec/         the specification: reading it, and what makes it valid
 *   changes/      what changed between two specifications, and why
 *   docx/ pdf/ html/ plain/
 *                 writers: each spells a document; they know nothing of each other nor of spec/;
 *                 docx/ also reads Word files of others, comments on them and fills them
 *   extract/      reading PDF files of others: the files that they carry
 *   tables/ calendar/ workbook/
 *                 CSV, calendar and workbook files
 *   funding/      lists of funds: reading, checking and choosing
 *   suppliers/    lists of suppliers: reading, checking, finding the same one twice, their codes
 *   register/     the register of what was sent, told and asked; questions and their answers
 *   logo/         drawing a logo
 *   zip/          archives, as libzip reads and writes them
 *   workbook/     writing workbooks for spreadsheets
 *   document/     the document model: a tree of blocks; templates that make it; labels; house style
 *   translation/  the words of a template or a specification in another language
 *   xml/          reading XML that others wrote, schemas, writing XML
 *   confine/      the process that works, and what it may not do there
 *   base/         memory, errors, findings, files, options, limits, what systems do differently
 *
 * Before a command opens anything the program forks; the child works, confined, the parent waits.
 *
 * A run of `outset pack`: engagement reads the specification (spec, xml) -> for each template makes
 * a document (document) -> a writer turns it into bytes (docx, pdf) -> output puts them into the
 * pack.  All of pdf/ is an object that is loaded when something is drawn (engagement/draw.c); so
 * are zip/, calendar/, extract/, logo/ and workbook/, each at its first use (base/object.h).
 */
#include "base/clock.h"
#include "base/error.h"
#include "base/file.h"
#include "commands/command.h"

#include <errno.h>
#include <fcntl.h>
#include <jansson.h>
#include <libxml/parser.h>
#include <libxml/xmlmemory.h>
#include <locale.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* The status of programs that a closed pipe ends, by the signal of that name. */
#define READER_GONE (128 + SIGPIPE)

static bool
check_operands(const OtCommand *command, guint n, GError **error)
{
	if ((int) n >= command->least_operands &&
	    (command->most_operands < 0 || (int) n <= command->most_operands))
		return true;
	g_set_error(error, OT_ERROR, OT_ERROR_USAGE, "%s; it is used as: outset %s %s",
	            (int) n < command->least_operands ? "something is missing"
	                                              : "too much is given",
	            command->name, command->operands);
	return false;
}

static OtExit
run(const OtCommand *command, char **arguments, GError **error)
{
	g_autofree void *values = g_malloc0(MAX(command->values_size, 1));
	g_autoptr(GPtrArray) operands = g_ptr_array_new();

	if (!ot_clock_check(error) ||
	    !ot_options_parse(command->options, values, arguments, operands, error) ||
	    !check_operands(command, operands->len, error))
		return OT_EXIT_FAILED;
	g_ptr_array_add(operands, NULL);
	if (!ot_command_confine(command, values, (char *const *) operands->pdata, error))
		return OT_EXIT_FAILED;
	return command->run(values, (char *const *) operands->pdata, error);
}

/* --help and --version stand for commands; so does nothing at all. */
static OtExit
dispatch(char **arguments, GError **error)
{
	const char *name = arguments[0] != NULL ? arguments[0] : "help";

	if (strcmp(name, "--version") == 0 || strcmp(name, "-V") == 0) {
		puts("outset " VERSION);
		return OT_EXIT_CLEAN;
	}
	if (strcmp(name, "--help") == 0 || strcmp(name, "-h") == 0)
		name = "help";
	if (name[0] == '-') {
		g_set_error(
			error, OT_ERROR, OT_ERROR_USAGE,
			"%s stands before the command; options come after it: outset COMMAND %s",
			name, name);
		return OT_EXIT_FAILED;
	}
	const OtCommand *command = ot_command_find(name, error);
	if (command == NULL)
		return OT_EXIT_FAILED;
	char **rest = arguments[0] != NULL ? arguments + 1 : arguments;
	for (char **word = rest; *word != NULL && strcmp(*word, "--") != 0; word++) {
		if (strcmp(*word, "--help") == 0 || strcmp(*word, "-h") == 0) {
			char *topic[] = {(char *) command->name, NULL};
			return run(&ot_command_help, topic, error);
		}
	}
	return run(command, rest, error);
}

/*
 * Where the program was started without one of these, the next file that it opens would be it,
 * and be written to.  They are opened the wrong way round, so that using them is an error.
 */
static void
hold_standard_files(void)
{
	for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
		if (fcntl(fd, F_GETFD) < 0)
			(void) open("/dev/null", fd == STDIN_FILENO ? O_WRONLY : O_RDONLY);
}

/* What was printed may still fail to arrive: a full disk, a closed pipe. */
static int
finish(OtExit status, const GError *error)
{
	struct pollfd out = {.fd = STDOUT_FILENO};
	bool is_short = fflush(stdout) != 0 || ferror(stdout);
	bool is_broken = error != NULL && strstr(error->message, g_strerror(EPIPE)) != NULL;

	/* A reader who has seen enough, such as head, is no trouble. */
	if ((is_short || is_broken) && poll(&out, 1, 0) == 1 && (out.revents & POLLERR) != 0)
		return READER_GONE;
	if (error != NULL)
		ot_complain("%s", error->message);
	if (is_short)
		ot_complain("cannot write to standard output");
	return is_short ? OT_EXIT_FAILED : (int) status;
}

int
main(int argc, char **argv)
{
	g_autoptr(GError) error = NULL;

	(void) argc;
	hold_standard_files();
	/* The names of the user's files are in the locale's encoding; numbers stay plain. */
	setlocale(LC_CTYPE, "");
	ot_signals_install();
	/* These two go on without what they had no memory for; GLib ends the program. */
	xmlMemSetup(g_free, g_malloc, g_realloc, g_strdup);
	json_set_alloc_funcs(g_malloc, g_free);
	LIBXML_TEST_VERSION
	xmlInitParser();

	OtExit status = dispatch(argv[0] != NULL ? argv + 1 : argv, &error);
	return finish(status, error);
}
