/*
 * SPDX-License-Identifier: MIT
 *
 * faults PROGRAM INJECT PLAN MOST [NAME...] -- make each call of the system that a command needs
 * fail in turn, and look at what is left.
 *
 * PLAN is an ini file of commands: a group each, with `setup`, a line of shell that makes the
 * folder which the command works in, and `run`, the command.  For each kind of call that INJECT
 * knows (a shared object, inject.c) and each way in which it can fail, the command is run with the
 * first of these calls failing, then with the second and so on; of more than MOST (0: no bound)
 * some that are spread over all, of one the one in the middle.  What has to hold each time:
 *
 * - each file is as it was before, or as the command makes it; none is new that the command does
 *   not make;
 * - the status is that of the good run only where all files and the output are;
 * - otherwise there are words that say so;
 * - a call that was only interrupted, or did less than was asked, makes no difference;
 * - no signal ends the program, but where memory ran out;
 * - the same command, run again without a fault, ends as the good run did (but with `once = true`,
 *   where a second run means something else, and but where memory ran out).
 *
 * `leaves = PATTERN` names files that may be neither, such as a table that grows row by row;
 * `leaves-ended = PATTERN` only where memory ran out.
 *
 * `careless = WORD:WORD` denies no memory to shared objects with such a word in their names, where
 * a library goes on without what it had none for.
 */
#define _GNU_SOURCE
#include "tree.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define SECONDS  60
#define MOST_ALLOCATIONS 400

/* One way in which a call fails. */
typedef struct {
	const char *call, *how;
	int mistake; /* errno; 0: one byte only */
	bool on;     /* all that follow too */
	bool harmless; /* it must make no difference */
} Way;

static const Way ways[] = {
	{"open", "EMFILE", EMFILE, false, false},
	{"openat", "EMFILE", EMFILE, false, false},
	{"read", "EIO", EIO, false, false},
	{"read", "EINTR", EINTR, false, false},
	{"read", "one byte", 0, false, true},
	{"pread", "EIO", EIO, false, false},
	{"pread", "EINTR", EINTR, false, true},
	{"pread", "one byte", 0, false, true},
	{"write", "EIO", EIO, false, false},
	{"write", "ENOSPC from then on", ENOSPC, true, false},
	{"write", "EINTR", EINTR, false, true},
	{"write", "one byte", 0, false, true},
	{"fsync", "EIO", EIO, false, false},
	{"syncfs", "EIO", EIO, false, false},
	{"ftruncate", "EIO", EIO, false, false},
	{"rename", "ENOSPC", ENOSPC, false, false},
	{"renameat2", "ENOSPC", ENOSPC, false, false},
	{"close", "EIO", EIO, false, false},
	{"mkdir", "ENOSPC", ENOSPC, false, false},
	{"chmod", "EPERM", EPERM, false, false},
	{"fork", "EAGAIN", EAGAIN, false, false},
	{"pipe", "EMFILE", EMFILE, false, false},
	{"opendir", "EMFILE", EMFILE, false, false},
	{"readdir", "EIO", EIO, false, false},
	{"fstat", "EIO", EIO, false, false},
	{"stat", "EIO", EIO, false, false},
	{"lstat", "EIO", EIO, false, false},
	{"access", "EIO", EIO, false, false},
	{"flock", "ENOLCK", ENOLCK, false, false},
	{"malloc", "ENOMEM", ENOMEM, false, false},
};

/* What came of a run. */
typedef struct {
	int status; /* as of waitpid() */
	Tree *tree;
	char *output, *errors;
} Outcome;

typedef struct {
	const char *program;
	guint most;
	char *scratch, *folder; /* the command runs in the second, which is in the first */
	char *inject;
	guint n_runs, n_failed;
} Tester;

typedef struct {
	const char *name;
	char **words;  /* of the command, without "outset" */
	bool once;
	char *careless; /* or NULL */
	char *leaves;  /* a pattern of names that may stay for a later run, or NULL */
	char *leaves_ended; /* the same where memory ran out */
	Tree *before;
	Outcome good;
} Command;

static void
clear_outcome(Outcome *outcome)
{
	g_clear_pointer(&outcome->tree, g_hash_table_unref);
	g_clear_pointer(&outcome->output, g_free);
	g_clear_pointer(&outcome->errors, g_free);
}

/* --- running --------------------------------------------------------------------------------- */

static void
set_number(const char *name, guint number)
{
	g_autofree char *text = g_strdup_printf("%u", number);

	g_setenv(name, text, TRUE);
}

/* In the child: the environment, the files, the command. */
static void
start(const Tester *tester, char **words, const Way *way, guint at)
{
	static const char *const files[] = {"output", "errors"};
	g_autofree char *counts = g_build_filename(tester->scratch, "counts", NULL);

	g_setenv("LD_PRELOAD", tester->inject, TRUE);
	g_setenv("FAULT_COUNTS", counts, TRUE);
	if (way != NULL) {
		g_setenv("FAULT_CALL", way->call, TRUE);
		set_number("FAULT_AT", at);
		set_number("FAULT_ERRNO", (guint) way->mistake);
		set_number("FAULT_ON", way->on);
	}
	for (int i = 0; i < 2; i++) {
		g_autofree char *path = g_build_filename(tester->scratch, files[i], NULL);
		int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0666);
		dup2(fd, STDOUT_FILENO + i);
		close(fd);
	}
	int nothing = open("/dev/null", O_RDONLY);
	dup2(nothing, STDIN_FILENO);
	close(nothing);
	alarm(SECONDS);
	if (chdir(tester->folder) == 0)
		execv(tester->program, words);
	_exit(127);
}

static char *
read_text(const Tester *tester, const char *name)
{
	g_autofree char *path = g_build_filename(tester->scratch, name, NULL);
	char *text = NULL;

	if (!g_file_get_contents(path, &text, NULL, NULL))
		g_error("the file %s can't be read", path);
	return text;
}

/* Run the command in the folder as it is now; `way` NULL: without a fault. */
static Outcome
run(Tester *tester, char **words, const Way *way, guint at)
{
	Outcome outcome = {0, NULL, NULL, NULL};
	pid_t process = fork();

	if (process == 0)
		start(tester, words, way, at);
	while (waitpid(process, &outcome.status, 0) < 0 && errno == EINTR)
		;
	tester->n_runs++;
	outcome.tree = tree_read(tester->folder);
	outcome.output = read_text(tester, "output");
	outcome.errors = read_text(tester, "errors");
	return outcome;
}

/* --- judging --------------------------------------------------------------------------------- */

static void
complain(Tester *tester, const Command *command, const Way *way, guint at, const Outcome *outcome,
         const char *format, ...) G_GNUC_PRINTF(6, 7);

static void
complain(Tester *tester, const Command *command, const Way *way, guint at, const Outcome *outcome,
         const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	g_autofree char *words = g_strdup_vprintf(format, arguments);
	va_end(arguments);
	printf("FAILED %s, %s %u (%s): %s\n", command->name, way->call, at, way->how, words);
	if (*outcome->errors != '\0')
		printf("    %.*s\n", (int) strcspn(outcome->errors, "\n"), outcome->errors);
	tester->n_failed++;
}

static bool
is_as(const Tree *tree, const Tree *other, const char *path)
{
	gpointer key, bytes = NULL, others = NULL;

	if (!g_hash_table_lookup_extended((Tree *) other, path, &key, &others))
		return false;
	bytes = g_hash_table_lookup((Tree *) tree, path);
	return bytes == NULL || others == NULL ? bytes == others : g_bytes_equal(bytes, others);
}

static bool
fits(const char *pattern, const char *path)
{
	return pattern != NULL && g_regex_match_simple(pattern, path, (GRegexCompileFlags) 0,
	                                               (GRegexMatchFlags) 0);
}

/* A file that is neither as before nor as it should be, or NULL. */
static const char *
find_half(const Command *command, const Outcome *outcome, bool ended)
{
	GHashTableIter iter;
	gpointer path;

	g_hash_table_iter_init(&iter, outcome->tree);
	while (g_hash_table_iter_next(&iter, &path, NULL))
		if (!is_as(outcome->tree, command->before, path) &&
		    !is_as(outcome->tree, command->good.tree, path) &&
		    !fits(command->leaves, path) && !(ended && fits(command->leaves_ended, path)))
			return path;
	return NULL;
}

/* A file that was there and should be, and is gone; or NULL. */
static const char *
find_lost(const Command *command, const Tree *tree)
{
	GHashTableIter iter;
	gpointer path;

	g_hash_table_iter_init(&iter, command->before);
	while (g_hash_table_iter_next(&iter, &path, NULL))
		if (g_hash_table_contains(command->good.tree, path) &&
		    !g_hash_table_contains((Tree *) tree, path))
			return path;
	return NULL;
}

static bool
ended_for_lack_of_memory(const Way *way, int status)
{
	return strcmp(way->call, "malloc") == 0 && WIFSIGNALED(status) &&
	       (WTERMSIG(status) == SIGTRAP || WTERMSIG(status) == SIGABRT);
}

/* The same command once more, without a fault. */
static void
judge_again(Tester *tester, const Command *command, const Way *way, guint at)
{
	Outcome again = run(tester, command->words, NULL, 0);
	const char *differs = tree_differs(again.tree, command->good.tree);

	if (again.status != command->good.status)
		complain(tester, command, way, at, &again, "run again, it has status %d",
		         WEXITSTATUS(again.status));
	else if (differs != NULL)
		complain(tester, command, way, at, &again, "run again, %s is another", differs);
	clear_outcome(&again);
}

static void
judge(Tester *tester, const Command *command, const Way *way, guint at, const Outcome *outcome)
{
	const Outcome *good = &command->good;
	bool ended = strcmp(way->call, "malloc") == 0 && outcome->status != good->status;
	const char *half = find_half(command, outcome, ended);
	const char *lost = find_lost(command, outcome->tree);
	const char *differs = tree_differs(outcome->tree, good->tree);
	bool as_good = differs == NULL && strcmp(outcome->output, good->output) == 0;

	if (half != NULL)
		complain(tester, command, way, at, outcome, "%s is neither old nor new", half);
	if (lost != NULL)
		complain(tester, command, way, at, outcome, "%s is lost", lost);
	if (WIFSIGNALED(outcome->status) && !ended_for_lack_of_memory(way, outcome->status))
		complain(tester, command, way, at, outcome, "signal %d", WTERMSIG(outcome->status));
	if (outcome->status == good->status && !as_good)
		complain(tester, command, way, at, outcome,
		         "its status is as if all was well, and %s is not",
		         differs != NULL ? differs : "its output");
	if (way->harmless && (outcome->status != good->status || !as_good))
		complain(tester, command, way, at, outcome, "it makes a difference");
	if (outcome->status != good->status && *outcome->errors == '\0' &&
	    strcmp(outcome->output, good->output) == 0)
		complain(tester, command, way, at, outcome, "not a word");
	if (differs != NULL && !command->once && half == NULL && lost == NULL &&
	    strcmp(way->call, "malloc") != 0)
		judge_again(tester, command, way, at);
}

/* --- one command ----------------------------------------------------------------------------- */

/* How many calls of a kind the good run made. */
static guint
count_calls(const char *counts, const char *call)
{
	g_auto(GStrv) lines = g_strsplit(counts, "\n", -1);
	size_t len = strlen(call);

	for (size_t i = 0; lines[i] != NULL; i++)
		if (strncmp(lines[i], call, len) == 0 && lines[i][len] == ' ')
			return (guint) atoi(lines[i] + len);
	return 0;
}

static void
try_way(Tester *tester, const Command *command, const Way *way, guint n)
{
	guint most = tester->most != 0                   ? tester->most
	             : strcmp(way->call, "malloc") == 0 ? MOST_ALLOCATIONS
	                                                 : n;
	guint tries = MIN(n, most);

	for (guint i = 0; i < tries; i++) {
		guint at = tries == 1 ? (n + 1) / 2
		                      : 1 + (guint) ((guint64) i * (n - 1) / (tries - 1));
		tree_write(command->before, tester->folder);
		Outcome outcome = run(tester, command->words, way, at);
		judge(tester, command, way, at, &outcome);
		clear_outcome(&outcome);
	}
}

static void
set_up(const Tester *tester, const char *line)
{
	g_autofree char *program = g_path_get_dirname(tester->program);
	g_autofree char *path = g_strdup_printf("%s:%s", program, g_getenv("PATH"));
	g_autofree char *folder = g_shell_quote(tester->folder), *paths = g_shell_quote(path);
	g_autofree char *words =
		g_strdup_printf("cd %s && PATH=%s && { %s; }", folder, paths, line);
	const char *arguments[] = {"/bin/sh", "-e", "-c", words, NULL};
	int status = 0;

	if (!g_spawn_sync(NULL, (char **) arguments, NULL,
	                  G_SPAWN_STDOUT_TO_DEV_NULL | G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, NULL,
	                  NULL, &status, NULL) ||
	    status != 0)
		g_error("this fails: %s", line);
}

static void
try_command(Tester *tester, GKeyFile *plan, const char *name)
{
	g_autofree char *setup = g_key_file_get_string(plan, name, "setup", NULL);
	g_autofree char *line = g_key_file_get_string(plan, name, "run", NULL);
	Command command = {
		.name = name,
		.once = g_key_file_get_boolean(plan, name, "once", NULL),
		.careless = g_key_file_get_string(plan, name, "careless", NULL),
		.leaves = g_key_file_get_string(plan, name, "leaves", NULL),
		.leaves_ended = g_key_file_get_string(plan, name, "leaves-ended", NULL),
	};
	guint before = tester->n_runs;

	tree_remove(tester->folder);
	g_mkdir(tester->folder, 0755);
	if (setup != NULL)
		set_up(tester, setup);
	if (line == NULL || !g_shell_parse_argv(line, NULL, &command.words, NULL))
		g_error("%s has no command", name);
	if (command.careless != NULL)
		g_setenv("FAULT_SPARED", command.careless, TRUE);
	command.before = tree_read(tester->folder);
	command.good = run(tester, command.words, NULL, 0);
	if (WIFSIGNALED(command.good.status) || WEXITSTATUS(command.good.status) > 1)
		g_error("%s fails without a fault: %s", name, command.good.errors);
	g_autofree char *counts = read_text(tester, "counts");
	for (size_t i = 0; i < G_N_ELEMENTS(ways); i++)
		try_way(tester, &command, &ways[i], count_calls(counts, ways[i].call));
	if (tester->most == 0)
		printf("%s: %u runs\n", name, tester->n_runs - before);
	g_strfreev(command.words);
	g_free(command.leaves);
	g_free(command.leaves_ended);
	g_free(command.careless);
	g_unsetenv("FAULT_SPARED");
	g_hash_table_unref(command.before);
	clear_outcome(&command.good);
}

int
main(int argc, char **argv)
{
	g_autoptr(GKeyFile) plan = g_key_file_new();
	g_autoptr(GError) error = NULL;
	Tester tester = {NULL};

	if (argc < 5) {
		fputs("usage: faults PROGRAM INJECT PLAN MOST [NAME...]\n", stderr);
		return 2;
	}
	tester.program = argv[1];
	tester.most = (guint) atoi(argv[4]);
	if (!g_key_file_load_from_file(plan, argv[3], G_KEY_FILE_NONE, &error))
		g_error("%s", error->message);
	setvbuf(stdout, NULL, _IOLBF, BUFSIZ);
	g_setenv("SOURCE_DATE_EPOCH", "1796000000", TRUE);
	tester.scratch = g_dir_make_tmp("outset-faults-XXXXXX", NULL);
	tester.folder = g_build_filename(tester.scratch, "work", NULL);
	g_mkdir(tester.folder, 0755);
	/* LD_PRELOAD ends a name at a blank, so that it gets one without. */
	tester.inject = g_build_filename(tester.scratch, "inject.so", NULL);
	if (symlink(argv[2], tester.inject) != 0)
		g_error("%s can't be made", tester.inject);
	g_auto(GStrv) groups = g_key_file_get_groups(plan, NULL);
	char **names = argc > 5 ? argv + 5 : groups;
	for (size_t i = 0; names[i] != NULL; i++)
		try_command(&tester, plan, names[i]);
	tree_remove(tester.scratch);
	printf("%u runs, %u failed\n", tester.n_runs, tester.n_failed);
	g_free(tester.scratch);
	g_free(tester.folder);
	g_free(tester.inject);
	return tester.n_failed == 0 ? 0 : 1;
}
