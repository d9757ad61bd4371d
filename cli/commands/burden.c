/* SPDX-License-Identifier: MIT */
#include "commands/burden-write.h"
#include "commands/checker.h"

#include "base/error.h"

#include <stddef.h>
#include <stdio.h>
#include <unistd.h>

/* The rules about what is asked of suppliers: all of their pack, and insurance before the award. */
#define RULES "BUR,LAW066"

enum { FORMAT_TEXT, FORMAT_JSON, FORMAT_CSV };

static const char *const formats[] = {"text", "json", "csv", NULL};
static const char *const sizes[] = {"all", "micro", "small", "medium", "large", NULL};

typedef struct {
	OtReportValues report;
	int size;
} Values;

static const OtOption options[] = {
	{'s', "size", OT_OPTION_CHOICE, offsetof(Values, size), "SIZE",
	 "of the supplier: all (default), micro, small, medium, large", sizes},
	{'f', "format", OT_OPTION_CHOICE, offsetof(Values, report.format), "FORMAT",
	 "text (default), json, or csv with one row a document", formats},
	OT_REPORT_OPTIONS(Values),
	{0},
};

static const char *const examples[] = {
	"outset burden                       the engagement in this folder",
	"outset burden spec.xml --size micro  for a firm of fewer than ten people",
	"outset burden -f csv > burden.csv   for a spreadsheet",
	NULL,
};

static char *
write_findings(const OtFindings *findings, OtReportFormat format, const OtReportValues *values)
{
	const OtResult result = {.findings = (OtFindings *) findings, .version = VERSION};
	const OtReportOptions as = ot_report_options(values, STDOUT_FILENO);

	return ot_report_write(format, &result, &as);
}

static void
print(const OtBurdenReport *report, const OtFindings *findings, const OtReportValues *values)
{
	g_autofree char *found = write_findings(
		findings, values->format == FORMAT_JSON ? OT_REPORT_JSON : OT_REPORT_TEXT, values);
	g_autofree char *text = NULL;

	switch (values->format) {
	case FORMAT_JSON:
		text = ot_burden_write_json(report, found);
		fputs(text, stdout);
		break;
	case FORMAT_CSV:
		text = ot_burden_write_csv(report);
		fputs(text, stdout);
		if (ot_findings_count(findings) > 0)
			fputs(found, stderr);
		break;
	default:
		text = ot_burden_write_text(report);
		printf("%s\n%s", text, found);
	}
}

/* Check by the rules about burden; NULL with an error where that can't be done. */
static OtChecked *
check(OtChecker *checker, const char *path, OtResult *result, GError **error)
{
	g_autoptr(OtChecked) checked = ot_checker_run(checker, path, result, error);

	if (checked == NULL)
		return NULL;
	if (checked->draft != NULL || (checked->spec == NULL && checked->text != NULL)) {
		g_set_error(error, OT_ERROR, OT_ERROR_USAGE,
		            "%s is not a specification, and only its fields tell the hours", path);
		return NULL;
	}
	return g_steal_pointer(&checked);
}

static OtExit
report_burden(const OtChecked *checked, OtResources *resources, const char *path,
              const OtResult *result, const Values *values, GError **error)
{
	g_autofree char *hours = ot_resources_path(resources, "schemas", "burden.xml", NULL);
	const OtLabels *labels = ot_resources_labels(resources, "en-GB", error);
	g_autoptr(OtEstimates) estimates = labels != NULL ? ot_estimates_load(hours, error) : NULL;

	if (estimates == NULL)
		return OT_EXIT_FAILED;
	g_autoptr(OtBurden) burden = ot_burden_reckon(ot_spec_tree(checked->spec), estimates);
	const OtBurdenReport report = {
		.file = path,
		.title = ot_spec_title(checked->spec),
		.burden = burden,
		.estimates = estimates,
		.labels = labels,
		.size = values->size - 1,
	};
	print(&report, result->findings, &values->report);
	return ot_exit_status(result->findings, &values->report);
}

static OtExit
run(const void *data, char *const *operands, GError **error)
{
	static const OtCheckValues rules = {.select = RULES};
	const Values *values = data;
	const char *input = *operands != NULL ? *operands : ".";
	g_autoptr(OtResources) resources = ot_resources_new(error);
	g_autoptr(OtSettings) settings = resources != NULL ? ot_settings_load(input, error) : NULL;
	g_autofree char *path =
		settings != NULL ? ot_settings_specification(settings, input, error) : NULL;

	if (path == NULL)
		return OT_EXIT_FAILED;
	g_autoptr(OtChecker) checker = ot_checker_open(resources, settings, &rules, error);
	if (checker == NULL)
		return OT_EXIT_FAILED;
	OtResult *result = ot_result_new(VERSION);
	g_autoptr(OtChecked) checked = check(checker, path, result, error);
	OtExit status = OT_EXIT_FAILED;
	OtReportValues plain = values->report;
	plain.format = OT_REPORT_TEXT;
	ot_findings_sort(result->findings);
	if (checked != NULL && checked->spec != NULL)
		status = report_burden(checked, resources, path, result, values, error);
	else if (checked != NULL)
		status = ot_report_aside(result->findings, &plain);
	g_clear_pointer(&checked, ot_checked_free);
	ot_result_free(result);
	return status;
}

const OtCommand ot_command_burden = {
	.name = "burden",
	.operands = "[DIR|FILE]",
	.summary = "total the hours that taking part costs suppliers",
	.description =
		"Adds up the hours of answers and documents by stage and size of the supplier. What the "
		"specification says counts; what it doesn't say is an estimate, which is marked. The "
		"statement of required assets and the briefing show the same numbers.\n\n"
		"Then it says what is asked too early, twice, or for nothing, with the lighter way and "
		"its source: the rules BUR of outset check.",
	.options = options,
	.values_size = sizeof(Values),
	.most_operands = 1,
	.examples = examples,
	.run = run,
};
