/* SPDX-License-Identifier: MIT */
#include "commands/command.h"

#include "base/error.h"
#include "base/file.h"
#include "engagement/resources.h"
#include "engagement/settings.h"
#include "spec/spec.h"

#include <stddef.h>
#include <string.h>

typedef struct {
	OtReportValues report;
} Values;

static const OtOption options[] = {
	OT_FORMAT_OPTION(Values),
	OT_REPORT_OPTIONS(Values),
	{0},
};

static const char *const examples[] = {
	"outset check spec.xml               one file",
	"outset check gritting planning      the specifications of two engagements",
	"outset check --format json - < spec.xml",
	NULL,
};

/* The file to check for an operand that is a file, a folder or "-". */
static char *
find_file(const char *operand, GError **error)
{
	if (!ot_folder_exists(operand))
		return g_strdup(operand);
	g_autoptr(OtSettings) settings = ot_settings_load(operand, error);
	if (settings == NULL)
		return NULL;
	return ot_settings_specification(settings, operand, error);
}

static bool
check_one(const char *operand, const OtSchema *schema, OtFindings *findings, GError **error)
{
	g_autofree char *path = find_file(operand, error);
	g_autoptr(GError) mistake = NULL;

	if (path == NULL)
		return false;
	g_autoptr(OtSpec) spec = ot_spec_read(path, schema, findings, &mistake);
	if (mistake != NULL)
		g_propagate_error(error, g_steal_pointer(&mistake));
	return *error == NULL;
}

/* The next command, where one engagement was checked; talk, and so on standard error. */
static void
say_next(const char *operand, const OtFindings *findings, const OtReportValues *values)
{
	g_autofree char *word = ot_shell_word(operand);
	bool good = ot_findings_count_severity(findings, OT_SEVERITY_ERROR) == 0;

	if (strcmp(operand, "-") != 0)
		ot_say(values, good ? "\nNext: outset pack %s" : "\nNext: correct this, then: outset check %s",
		       word);
}

static OtExit
run(const void *data, char *const *operands, GError **error)
{
	const Values *values = data;
	g_autoptr(OtFindings) findings = ot_findings_new();
	g_autoptr(OtResources) resources = ot_resources_new(error);
	const OtSchema *schema = resources != NULL ? ot_resources_schema(resources, error) : NULL;
	char here[] = ".";
	char *const this_folder[] = {here, NULL};
	bool failed = false;

	if (schema == NULL)
		return OT_EXIT_FAILED;
	/* One file that can't be read does not keep the others from being checked. */
	operands = *operands != NULL ? operands : this_folder;
	for (size_t i = 0; operands[i] != NULL; i++) {
		g_autoptr(GError) mistake = NULL;
		if (!check_one(operands[i], schema, findings, &mistake)) {
			ot_complain("%s", mistake->message);
			failed = true;
		}
	}
	/* "Nothing was found" is not true of a file that could not be read. */
	OtReportValues report = values->report;
	report.quiet |= failed;
	OtExit status = ot_report(findings, &report);
	if (!failed && operands[1] == NULL)
		say_next(operands[0], findings, &values->report);
	return failed ? OT_EXIT_FAILED : status;
}

const OtCommand ot_command_check = {
	.name = "check",
	.operands = "[FILE|DIR...]",
	.summary = "find what is wrong with a specification, and how to put it right",
	.description =
		"Checks that a file is well-formed XML, that it follows schemas/spec.xsd, that "
		"everything it refers to exists and that its dates are in order. Each finding has a "
		"place, a stable code, and advice on what to do.\n\n"
		"FILE may be - for standard input; a folder stands for the spec.xml in it. That "
		"nothing was found does not make a specification good or lawful: it means that it "
		"is complete enough to make documents from.",
	.options = options,
	.values_size = sizeof(Values),
	.most_operands = -1,
	.examples = examples,
	.run = run,
};
