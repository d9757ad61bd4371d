/* SPDX-License-Identifier: MIT */
#include "commands/command.h"

#include "base/clock.h"
#include "base/error.h"
#include "base/file.h"
#include "engagement/output.h"
#include "engagement/resources.h"
#include "responses/profile.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

/* Where it is kept unless something else is said. */
#define USUAL "profile.xml"

typedef struct {
	OtReportValues report;
	const char *profile, *output, *with;
	bool force, dry_run;
} Values;

static const OtOption options[] = {
	{'p', "profile", OT_OPTION_TEXT, offsetof(Values, profile), "FILE",
	 "the file of standing answers (default: profile.xml)"},
	{'o', "output", OT_OPTION_OUTPUT, offsetof(Values, output), "FILE",
	 "of fill: where to write (default: FORM.filled.docx)"},
	{0, "with", OT_OPTION_TEXT, offsetof(Values, with), "NAMES",
	 "of learn: further fields by their names, such as cyber.*, separated by commas"},
	{0, "force", OT_OPTION_FLAG, offsetof(Values, force), NULL,
	 "replace the file even if it is there already"},
	{'n', "dry-run", OT_OPTION_FLAG, offsetof(Values, dry_run), NULL,
	 "show what would be written, and write nothing"},
	OT_REPORT_OPTIONS(Values),
	{0},
};

static const char *const examples[] = {
	"outset profile learn response.docx   keep who we are from a form that we completed",
	"outset profile fill new-form.docx    fill it into the next form",
	"outset profile show",
	NULL,
};

static const struct {
	const char *words;
} fates[] = {
	[OT_PROFILE_LEARNT] = {"learnt"},
	[OT_PROFILE_CHANGED] = {"changed"},
	[OT_PROFILE_FILLED] = {"filled"},
	[OT_PROFILE_KEPT] = {"left, since the form has another answer"},
	[OT_PROFILE_REFUSED] = {"left, since the form has no place for it"},
};

static const char *
profile_path(const Values *values)
{
	return values->profile != NULL ? values->profile : USUAL;
}

/* The profile; a new one where there is none yet and `may_be_new`. */
static OtProfile *
read_profile(const Values *values, bool may_be_new, OtFindings *findings, GError **error)
{
	const char *path = profile_path(values);

	if (!ot_file_may_exist(path)) {
		if (may_be_new)
			return ot_profile_new();
		g_set_error(error, OT_ERROR, OT_ERROR_IO,
		            "there is no %s; begin one with outset profile learn FORM.docx", path);
		return NULL;
	}
	g_autoptr(OtResources) resources = ot_resources_new(error);
	g_autofree char *file =
		resources != NULL ? ot_resources_path(resources, "schemas", "profile.xsd", NULL)
				  : NULL;
	g_autoptr(OtSchema) schema = file != NULL ? ot_schema_load(file, error) : NULL;
	return schema != NULL ? ot_profile_read(path, schema, findings, error) : NULL;
}

static void
print_text(const char *text)
{
	for (const char *c = text; *c != '\0'; c++) {
		if (*c == '\n')
			fputs("\n    ", stdout);
		else
			putchar(*c);
	}
	putchar('\n');
}

static size_t
print_changes(const GArray *changes, OtProfileFate counted)
{
	size_t n = 0;

	for (guint i = 0; i < changes->len; i++) {
		const OtProfileChange *change = &g_array_index(changes, OtProfileChange, i);
		printf("%s (%s), %s: ", change->name, change->place, fates[change->fate].words);
		print_text(change->text);
		n += change->fate == counted;
	}
	return n;
}

static OtExit
learn(const Values *values, const char *form, OtFindings *findings, GError **error)
{
	g_autoptr(OtProfile) profile = read_profile(values, true, findings, error);
	g_autoptr(OtDraft) draft = profile != NULL ? ot_draft_read(form, findings, error) : NULL;
	g_auto(GStrv) with = values->with != NULL ? g_strsplit(values->with, ",", -1) : NULL;

	if (draft == NULL)
		return error != NULL && *error != NULL ? OT_EXIT_FAILED
		                                       : ot_report_aside(findings, &values->report);
	g_autoptr(GArray) changes = ot_profile_learn(profile, draft, with, findings);
	print_changes(changes, OT_PROFILE_LEARNT);
	g_autoptr(GBytes) bytes = ot_profile_write(profile);
	if (changes->len > 0 && !values->dry_run &&
	    !ot_file_write(profile_path(values), bytes, error))
		return OT_EXIT_FAILED;
	ot_say(&values->report, "%u answer%s %s %s", changes->len, changes->len == 1 ? "" : "s",
	       values->dry_run ? "would be written to" : "written to", profile_path(values));
	return ot_report_aside(findings, &values->report);
}

static char *
filled_path(const Values *values, const char *form)
{
	g_autofree char *lower = g_ascii_strdown(form, -1);
	size_t len = strlen(form) - (g_str_has_suffix(lower, ".docx") ? strlen(".docx") : 0);

	return values->output != NULL ? g_strdup(values->output)
	                              : g_strdup_printf("%.*s.filled.docx", (int) len, form);
}

static OtExit
fill(const Values *values, const char *form, OtFindings *findings, GError **error)
{
	const OtOutputOptions how = {.force = values->force, .dry_run = values->dry_run};
	g_autoptr(OtProfile) profile = read_profile(values, false, findings, error);
	g_autoptr(OtDraft) draft = profile != NULL ? ot_draft_read(form, findings, error) : NULL;
	g_autoptr(GArray) changes = NULL;
	gint64 epoch = 0;

	if (draft == NULL)
		return error != NULL && *error != NULL ? OT_EXIT_FAILED
		                                       : ot_report_aside(findings, &values->report);
	ot_epoch_given(&epoch);
	g_autoptr(GBytes) bytes =
		ot_profile_fill(profile, draft, epoch, &changes, findings, error);
	g_autofree char *path = filled_path(values, form);
	const OtProduct product = {.bytes = bytes};
	size_t errors = ot_findings_count_severity(findings, OT_SEVERITY_ERROR);
	if (bytes == NULL || !ot_output_write_file(&product, path, &how, findings, error))
		return OT_EXIT_FAILED;
	if (ot_findings_count_severity(findings, OT_SEVERITY_ERROR) > errors)
		return ot_report_aside(findings, &values->report);
	size_t n = print_changes(changes, OT_PROFILE_FILLED);
	g_autofree char *word = ot_shell_word(path);
	ot_say(&values->report,
	       "%zu field%s filled; %s: %s\nLook at it before you send it: outset check "
	       "%s",
	       n, n == 1 ? "" : "s", values->dry_run ? "would be written" : "written", path, word);
	return ot_report_aside(findings, &values->report);
}

static OtExit
show(const Values *values, OtFindings *findings, GError **error)
{
	g_autoptr(OtProfile) profile = read_profile(values, false, findings, error);

	if (profile == NULL)
		return error != NULL && *error != NULL ? OT_EXIT_FAILED
		                                       : ot_report_aside(findings, &values->report);
	for (size_t i = 0; i < ot_profile_count(profile); i++) {
		printf("%s: ", ot_profile_at(profile, i)->name);
		print_text(ot_profile_at(profile, i)->text);
	}
	return OT_EXIT_CLEAN;
}

static OtExit
run(const void *data, char *const *operands, GError **error)
{
	const Values *values = data;
	g_autoptr(OtFindings) findings = ot_findings_new();
	bool has_form = operands[1] != NULL;

	if (strcmp(operands[0], "learn") == 0 && has_form)
		return learn(values, operands[1], findings, error);
	if (strcmp(operands[0], "fill") == 0 && has_form)
		return fill(values, operands[1], findings, error);
	if (strcmp(operands[0], "show") == 0 && !has_form)
		return show(values, findings, error);
	g_set_error(error, OT_ERROR, OT_ERROR_USAGE,
	            "it is used as: outset profile learn FORM.docx, fill FORM.docx, or show");
	return OT_EXIT_FAILED;
}

const OtCommand ot_command_profile = {
	.name = "profile",
	.operands = "learn|fill|show [FORM.docx]",
	.summary = "keep your standing answers, and fill forms with them",
	.description =
		"For suppliers who are asked the same thing again and again. learn takes from a form "
		"that you completed what is the same everywhere, which is who you are, and keeps it in "
		"profile.xml; --with takes further fields. fill puts it into a copy of another form. "
		"What is filled in there already stays, and so does all else in the file. Answers about "
		"one engagement, your ties to an authority and your consents are never kept.",
	.options = options,
	.values_size = sizeof(Values),
	.least_operands = 1,
	.most_operands = 2,
	.examples = examples,
	.reach = OT_WRITES_HERE | OT_WRITES_THERE,
	.run = run,
};
