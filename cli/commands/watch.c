/* SPDX-License-Identifier: MIT */
#include "commands/command.h"

#include "base/clock.h"
#include "base/error.h"
#include "base/file.h"
#include "base/system.h"
#include "report/words.h"
#include "watch/waiting.h"
#include "watch/watched.h"

#include <errno.h>
#include <signal.h>
#include <spawn.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>

extern char **environ;

/* The names of so many files stand over a round. */
#define MOST_NAMES 4

typedef struct {
	OtReportValues report;
	int every;
	bool check, once;
} Values;

static const OtOption options[] = {
	{0, "check", OT_OPTION_FLAG, offsetof(Values, check), NULL,
	 "only check, and write nothing"},
	{0, "once", OT_OPTION_FLAG, offsetof(Values, once), NULL, "one round, then end"},
	{0, "every", OT_OPTION_NUMBER, offsetof(Values, every), "SECONDS",
	 "look so often: for network drives, where nothing tells that a file changed",
	 NULL, 1, 3600},
	OT_REPORT_OPTIONS(Values),
	{0},
};

static const char *const examples[] = {
	"outset watch gritting               check and pack it whenever a file is saved",
	"outset watch draft.docx             check a draft whenever it is saved",
	"outset watch --every 5              a folder on a network drive",
	NULL,
};

typedef struct {
	const Values *values;
	const char *input;
	OtWatched *watched;
} Run;

/* --- other commands -------------------------------------------------------------------------- */

/*
 * Run the program itself with these words, ended by NULL, and give its status.  A process of its
 * own leaves nothing behind, however long this one runs.  A signal meanwhile ends both, the other
 * one first.
 */
static OtExit
run_command(const char *const *words, GError **error)
{
	g_autofree char *program = ot_system_program_again();
	posix_spawnattr_t how;
	sigset_t none;
	pid_t pid = -1;
	int status = 0;

	sigemptyset(&none);
	posix_spawnattr_init(&how);
	posix_spawnattr_setsigmask(&how, &none);
	posix_spawnattr_setflags(&how, POSIX_SPAWN_SETSIGMASK);
	ot_signals_hold();
	int trouble = program == NULL ? ENOENT
	                              : posix_spawn(&pid, program, NULL, &how,
	                                            (char *const *) words, environ);
	posix_spawnattr_destroy(&how);
	while (trouble == 0 && waitpid(pid, &status, 0) < 0 && errno == EINTR)
		;
	ot_signals_release();
	if (trouble == 0)
		return WIFEXITED(status) ? (OtExit) WEXITSTATUS(status) : OT_EXIT_FAILED;
	g_set_error(error, OT_ERROR, OT_ERROR_IO, "cannot run outset %s: %s", words[1],
	            g_strerror(trouble));
	return OT_EXIT_FAILED;
}

static OtExit
check(const Run *run, GError **error)
{
	const OtReportValues *report = &run->values->report;
	const char *const words[] = {"outset", "check", "-q", "--fail-on",
	                             ot_fail_choices[report->fail_on], "--color",
	                             ot_color_choices[report->color], "--", run->input, NULL};
	OtExit status = run_command(words, error);

	if (status == OT_EXIT_CLEAN)
		ot_say(report, report->fail_on == 0 ? "Checked: no errors." : "Checked.");
	return status;
}

static OtExit
pack(const Run *run, GError **error)
{
	const char *const words[] = {"outset", "pack",
	                             run->values->report.quiet ? "-q" : "--changes", "--",
	                             run->input, NULL};

	return run_command(words, error);
}

/*
 * Responses are collected while responses.xml is as this program wrote it; one that a person
 * may have edited stays, and what would be written is only said.
 */
static OtExit
collect(const Run *run, GError **error)
{
	g_autofree char *folder = ot_folder_exists(run->input) ? g_strdup(run->input)
	                                                       : g_path_get_dirname(run->input);
	g_autofree char *path = strcmp(folder, ".") == 0
	                                ? g_strdup("responses.xml")
	                                : g_build_filename(folder, "responses.xml", NULL);
	bool is_there = ot_file_may_exist(path);
	bool is_ours = !is_there || ot_watched_is_ours(run->watched, path);
	const char *const words[] = {"outset", "collect", "-e", run->input,
	                             is_ours ? NULL : "-n", NULL};
	OtExit status = run_command(words, error);

	if (is_ours && status != OT_EXIT_FAILED)
		ot_watched_note_ours(run->watched, path);
	return status;
}

/* --- a round --------------------------------------------------------------------------------- */

static void
say_what(const Run *run, const GArray *changes)
{
	g_autofree char *now = ot_now();
	g_autoptr(GString) line = g_string_new(NULL);

	/* The time of "2026-11-09T14:05:00+00:00". */
	g_string_append_len(line, now + strlen("2026-11-09T"), strlen("14:05:00"));
	for (guint i = 0; i < MIN(changes->len, MOST_NAMES); i++) {
		const OtWatchedChange *change = &g_array_index(changes, OtWatchedChange, i);
		g_autofree char *path = ot_report_safe(change->path);
		g_string_append_printf(line, "%s %s%s", i > 0 ? "," : " ", path,
		                       change->gone ? " (gone)" : "");
	}
	if (changes->len > MOST_NAMES)
		g_string_append_printf(line, " and %u more", changes->len - MOST_NAMES);
	ot_say(&run->values->report, "%s", "");
	ot_say(&run->values->report, "%s", line->str);
}

static bool
has_kind(const GArray *changes, OtWatchedKind kind)
{
	for (guint i = 0; i < changes->len; i++)
		if (g_array_index(changes, OtWatchedChange, i).kind == kind)
			return true;
	return false;
}

/* A form is taken over by its person, who then looks at what came of it. */
static void
say_forms(const Run *run, const GArray *changes)
{
	for (guint i = 0; i < changes->len; i++) {
		const OtWatchedChange *change = &g_array_index(changes, OtWatchedChange, i);
		g_autofree char *word = ot_shell_word(change->path);
		if (change->kind == OT_WATCHED_FORM && !change->gone)
			ot_say(&run->values->report,
			       "To take over what was filled in: outset import %s", word);
	}
}

/* Do what follows from changes; `changes` NULL is the first round. */
static OtExit
do_round(const Run *run, const GArray *changes, GError **error)
{
	bool makes = !run->values->check && ot_watched_is_engagement(run->watched);
	bool has_source = changes == NULL || has_kind(changes, OT_WATCHED_SOURCE);
	OtExit collected = OT_EXIT_CLEAN, packed = OT_EXIT_CLEAN;

	if (changes != NULL && makes && has_kind(changes, OT_WATCHED_RESPONSE))
		collected = collect(run, error);
	OtExit checked = *error == NULL ? check(run, error) : OT_EXIT_FAILED;
	if (makes && has_source && checked == OT_EXIT_CLEAN)
		packed = pack(run, error);
	else if (makes && has_source && *error == NULL)
		ot_say(&run->values->report, "Nothing was made; correct this first.");
	if (changes != NULL)
		say_forms(run, changes);
	return MAX(MAX(collected, checked), packed);
}

/* --- the command ----------------------------------------------------------------------------- */

static void
say_start(const Run *run, const OtWaiting *waiting)
{
	int seconds = ot_waiting_seconds(waiting);

	ot_say(&run->values->report, "%s", "");
	if (seconds > 0 && run->values->every == 0)
		ot_say(&run->values->report,
		       "This system does not tell when a file changes; all are "
		       "looked at every %d seconds.",
		       seconds);
	ot_say(&run->values->report, "Watching %s. Ctrl-C ends it.", run->input);
}

/* Until a signal ends the program, or what is watched is gone. */
static OtExit
keep_watching(const Run *run, OtWaiting *waiting, GError **error)
{
	for (;;) {
		ot_waiting_wait(waiting);
		g_autoptr(GArray) changes = ot_watched_look(run->watched, error);
		if (changes == NULL)
			return OT_EXIT_FAILED;
		ot_waiting_add(waiting, ot_watched_folders(run->watched));
		if (changes->len == 0)
			continue;
		say_what(run, changes);
		do_round(run, changes, error);
		if (*error != NULL)
			return OT_EXIT_FAILED;
	}
}

static OtExit
run(const void *data, char *const *operands, GError **error)
{
	const Values *values = data;
	const char *input = *operands != NULL ? *operands : ".";
	g_autoptr(OtWatched) watched = ot_watched_new(input);
	g_autoptr(OtWaiting) waiting = ot_waiting_new(values->every);
	g_autoptr(GArray) all = ot_watched_look(watched, error);
	const Run state = {.values = values, .input = input, .watched = watched};

	if (all == NULL)
		return OT_EXIT_FAILED;
	ot_waiting_add(waiting, ot_watched_folders(watched));
	OtExit status = do_round(&state, NULL, error);
	if (values->once || *error != NULL)
		return status;
	say_start(&state, waiting);
	return keep_watching(&state, waiting, error);
}

const OtCommand ot_command_watch = {
	.name = "watch",
	/* Each round is a process of its own, and that is confined. */
	.reach = OT_NEEDS_FREEDOM,
	.operands = "[DIR|FILE]",
	.summary = "check and pack again whenever a file is saved",
	.description =
		"Checks the engagement in DIR, makes its pack, and does both again whenever one of its "
		"files is saved: the specification, outset.ini, what assets/ holds, the house style and "
		"rules that outset.ini names, and the templates. Where there are errors, nothing is made. "
		"Lists such as suppliers.csv are checked; what comes into responses/ is collected. A "
		"document that somebody changed is kept as outset pack keeps it, and a responses.xml that "
		"was there before is not written over.\n\n"
		"A draft (FILE.docx), or a folder of drafts, is checked whenever one is saved. Files that "
		"Word, LibreOffice and editors put beside the one that they have open are passed over. "
		"Ctrl-C ends it.",
	.options = options,
	.values_size = sizeof(Values),
	.most_operands = 1,
	.examples = examples,
	.run = run,
};
