/* SPDX-License-Identifier: MIT */
#include "commands/command.h"
#include "commands/diff-write.h"

#include "base/error.h"
#include "base/file.h"
#include "base/limits.h"
#include "engagement/resources.h"
#include "engagement/settings.h"
#include "spec/spec.h"

#include <stddef.h>
#include <stdio.h>
#include <unistd.h>

enum { FORMAT_TEXT, FORMAT_JSON };

static const char *const formats[] = {"text", "json", NULL};

typedef struct {
	OtReportValues report;
	bool exit_code;
} Values;

static const OtOption options[] = {
	{'f', "format", OT_OPTION_CHOICE, offsetof(Values, report.format), "FORMAT",
	 "text (default) or json", formats},
	{0, "exit-code", OT_OPTION_FLAG, offsetof(Values, exit_code), NULL,
	 "end with status 1 where anything differs"},
	OT_REPORT_OPTIONS(Values),
	{0},
};

static const char *const examples[] = {
	"outset diff spec-0.3.xml spec.xml   what changed, in words",
	"outset diff old.xml new.xml -f json > changes.json",
	NULL,
};

/* A specification, of a folder or a file; NULL with an error, or where findings say why. */
static OtSpec *
read_spec(OtResources *resources, const char *input, OtFindings *findings, GError **error)
{
	const OtSchema *schema = ot_resources_schema(resources, error);
	g_autoptr(OtSettings) settings = schema != NULL ? ot_settings_load(input, error) : NULL;
	g_autofree char *path =
		settings != NULL ? ot_settings_specification(settings, input, error) : NULL;

	return path != NULL ? ot_spec_read(path, schema, findings, error) : NULL;
}

static void
print(const OtChanges *changes, const Values *values)
{
	const OtReportOptions as = ot_report_options(&values->report, STDOUT_FILENO);
	g_autofree char *text = values->report.format == FORMAT_JSON
	                                ? ot_diff_write_json(changes)
	                                : ot_diff_write_text(changes, &as);

	fputs(text, stdout);
}

static OtExit
run(const void *data, char *const *operands, GError **error)
{
	const Values *values = data;
	g_autoptr(OtResources) resources = ot_resources_new(error);
	g_autoptr(OtFindings) findings = ot_findings_new();
	OtReportValues plain = values->report;

	plain.format = OT_REPORT_TEXT;
	if (resources == NULL)
		return OT_EXIT_FAILED;
	g_autoptr(OtSpec) old = read_spec(resources, operands[0], findings, error);
	g_autoptr(OtSpec) new = read_spec(resources, operands[1], findings, error);
	if (old == NULL || new == NULL) {
		ot_report_aside(findings, &plain);
		return OT_EXIT_FAILED;
	}
	const OtLabels *labels = ot_resources_labels(resources, ot_spec_language(new), error);
	if (labels == NULL)
		return OT_EXIT_FAILED;
	g_autoptr(OtChanges) changes =
		ot_changes_compare(ot_spec_tree(old), ot_spec_tree(new),
	                           ot_schema_model(ot_resources_schema(resources, NULL)), labels);
	print(changes, values);
	return values->exit_code && ot_changes_count(changes) > 0 ? OT_EXIT_FINDINGS
	                                                          : OT_EXIT_CLEAN;
}

const OtCommand ot_command_diff = {
	.name = "diff",
	.operands = "OLD NEW",
	.summary = "say in words what changed between two versions of a specification",
	.description =
		"Compares two specifications, or the folders of two engagements, element by element: what "
		"has the same id is the same, wherever it stands; what has none, or another one, is found "
		"again by what it says. Words that changed are marked [-so-] and {+so+}.",
	.options = options,
	.values_size = sizeof(Values),
	.least_operands = 2,
	.most_operands = 2,
	.examples = examples,
	.run = run,
};
