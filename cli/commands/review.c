/* SPDX-License-Identifier: MIT */
#include "commands/checker.h"

#include "base/clock.h"
#include "base/error.h"
#include "base/file.h"
#include "base/limits.h"
#include "check/review.h"

#include <stddef.h>
#include <string.h>

typedef struct {
	OtReportValues report;
	OtCheckValues check;
	const char *output;
	bool force, dry_run;
} Values;

static const OtOption options[] = {
	{'o', "output", OT_OPTION_OUTPUT, offsetof(Values, output), "FILE",
	 "where to write; otherwise beside the draft, as NAME.reviewed.docx"},
	{0, "force", OT_OPTION_FLAG, offsetof(Values, force), NULL, "replace a file that is there"},
	{'n', "dry-run", OT_OPTION_FLAG, offsetof(Values, dry_run), NULL,
	 "say how many comments there would be, and write nothing"},
	OT_CHECK_OPTIONS(Values),
	OT_REPORT_OPTIONS(Values),
	{0},
};

static const char *const examples[] = {
	"outset review draft.docx                        writes draft.reviewed.docx",
	"outset review draft.docx -o checked.docx        into a file of your choice",
	"outset review draft.docx --stage tender --select LAW",
	NULL,
};

/* The file to write: as it is given, or beside the draft. */
static char *
find_output(const char *draft, const char *given)
{
	if (given != NULL)
		return g_strdup(given);
	if (strcmp(draft, "-") == 0)
		return g_strdup("-");
	const char *dot = strrchr(draft, '.');
	const char *slash = strrchr(draft, '/');
	size_t len = dot != NULL && (slash == NULL || dot > slash) ? (size_t) (dot - draft)
	                                                          : strlen(draft);
	return g_strdup_printf("%.*s.reviewed.docx", (int) len, draft);
}

/* Word opens no file of this name that has no macros, and a review has none. */
static bool
promises_macros(const char *output)
{
	g_autofree char *lower = g_ascii_strdown(output, -1);

	return g_str_has_suffix(lower, ".docm") || g_str_has_suffix(lower, ".dotm");
}

/* The draft itself is never written over, and nothing else without being asked. */
static bool
check_output(const char *draft, const char *output, const Values *values, GError **error)
{
	g_autofree char *one = g_canonicalize_filename(draft, NULL);
	g_autofree char *other = g_canonicalize_filename(output, NULL);

	if (strcmp(output, "-") == 0)
		return true;
	if (strcmp(one, other) == 0 || ot_file_is_same(draft, output)) {
		g_set_error(
			error, OT_ERROR, OT_ERROR_USAGE,
			"%s is the draft itself, which stays as it is; name another file with -o",
			output);
		return false;
	}
	if (promises_macros(output)) {
		g_set_error(
			error, OT_ERROR, OT_ERROR_USAGE,
			"%s: no macros are copied into a review; name a file that ends in .docx",
			output);
		return false;
	}
	if (values->force || values->dry_run || !ot_file_may_exist(output))
		return true;
	g_set_error(
		error, OT_ERROR, OT_ERROR_IO,
		"%s is there already and may hold somebody's answers; write elsewhere with -o, or "
		"replace it with --force",
		output);
	return false;
}

static void
say_counts(const Values *values, const OtResult *result, const OtChecked *checked, size_t n)
{
	const OtCheckedInput *input = checked->input;

	ot_say(&values->report, "%zu comment%s: %zu error%s, %zu warning%s, %zu note%s%s.", n,
	       n == 1 ? "" : "s", ot_findings_count_severity(result->findings, OT_SEVERITY_ERROR),
	       ot_findings_count_severity(result->findings, OT_SEVERITY_ERROR) == 1 ? "" : "s",
	       ot_findings_count_severity(result->findings, OT_SEVERITY_WARNING),
	       ot_findings_count_severity(result->findings, OT_SEVERITY_WARNING) == 1 ? "" : "s",
	       ot_findings_count_severity(result->findings, OT_SEVERITY_NOTE),
	       ot_findings_count_severity(result->findings, OT_SEVERITY_NOTE) == 1 ? "" : "s",
	       input->suppressed->len > 0 ? "; comments that were resolved count as decided" : "");
	if (ot_findings_count(result->findings) >= OT_LIMIT_FINDINGS)
		ot_say(&values->report,
		       "Only the first %u findings have a comment; correct these first.",
		       OT_LIMIT_FINDINGS);
	ot_say(&values->report, "Checked as: stage %s, jurisdiction %s, regime %s.", input->stage,
	       input->jurisdiction, input->regime);
	if (ot_draft_has_macros(checked->draft))
		ot_say(&values->report, "The draft holds macros; they are left out of the review.");
}

/* Write the review; on failure nothing is written. */
static bool
write_review(const Values *values, const OtChecked *checked, const OtResult *result,
             const char *output, GError **error)
{
	gint64 epoch = 0;
	size_t n;

	if (!ot_epoch_given(&epoch))
		epoch = 0;
	g_autoptr(GBytes) bytes = ot_review_draft(checked, result->findings, epoch, &n, error);
	if (bytes == NULL || (!values->dry_run && !ot_file_write(output, bytes, error)))
		return false;
	say_counts(values, result, checked, n);
	if (values->dry_run)
		ot_say(&values->report, "Nothing was written (--dry-run).");
	else if (strcmp(output, "-") != 0)
		ot_say(&values->report, "Written: %s", output);
	return true;
}

static OtExit
run(const void *data, char *const *operands, GError **error)
{
	const Values *values = data;
	g_autofree char *output = find_output(operands[0], values->output);
	g_autoptr(OtSettings) settings = ot_settings_load(operands[0], error);
	g_autoptr(OtResources) resources = settings != NULL ? ot_resources_new(error) : NULL;

	if (resources == NULL || !check_output(operands[0], output, values, error))
		return OT_EXIT_FAILED;
	g_autoptr(OtChecker) checker = ot_checker_open(resources, settings, &values->check, error);
	g_autoptr(OtResult) result = ot_result_new(VERSION);
	g_autoptr(OtChecked) checked =
		checker != NULL ? ot_checker_run(checker, operands[0], result, error) : NULL;
	if (checked == NULL)
		return OT_EXIT_FAILED;
	ot_findings_sort(result->findings);
	if (checked->input->kind != OT_INPUT_DRAFT) {
		g_autofree char *word = ot_shell_word(operands[0]);
		g_set_error(
			error, OT_ERROR, OT_ERROR_FORMAT,
			"%s is not a Word file; for a specification or a text use: outset check %s",
			checked->input->file, word);
		return OT_EXIT_FAILED;
	}
	if (checked->draft == NULL) {
		ot_report_aside(result->findings, &values->report);
		return OT_EXIT_FAILED;
	}
	if (!write_review(values, checked, result, output, error))
		return OT_EXIT_FAILED;
	return ot_exit_status(result->findings, &values->report);
}

const OtCommand ot_command_review = {
	.name = "review",
	.operands = "DRAFT.docx",
	.summary = "put the findings as comments into a copy of a Word draft",
	.description =
		"Checks a draft as outset check does and writes a copy of it with a comment at exactly "
		"the words that were found: the rule's code, what it is about, what to try, and the law "
		"or guidance behind it. The text and everything else in the file stay as they are; "
		"comments of people stay too.\n\n"
		"To set a finding aside, resolve its comment in Word: the next review of that file "
		"leaves it be. All other comments of outset are made anew each time.",
	.options = options,
	.values_size = sizeof(Values),
	.least_operands = 1,
	.most_operands = 1,
	.examples = examples,
	.reach = OT_WRITES_THERE,
	.run = run,
};
