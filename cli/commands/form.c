/* SPDX-License-Identifier: MIT */
#include "commands/form.h"
#include "commands/form-response.h"

#include "base/error.h"
#include "engagement/settings.h"

#include <stddef.h>
#include <string.h>

static const char *const formats[] = {"docx", "xlsx", "csv", NULL};

typedef struct {
	OtReportValues report;
	const char *engagement, *output;
	bool force, dry_run;
	int format; /* an OtFormFormat */
	int language;
	OtAppearance appearance;
} Values;

static const OtOption options[] = {
	{'e', "engagement", OT_OPTION_ENGAGEMENT, offsetof(Values, engagement), "DIR|FILE",
	 "the engagement's folder or specification (default: this folder)"},
	{'f', "format", OT_OPTION_CHOICE, offsetof(Values, format), "FORMAT",
	 "docx (default), xlsx (a workbook; spec only), or csv (tables)", formats},
	{'o', "output", OT_OPTION_OUTPUT, offsetof(Values, output), "FILE|DIR",
	 "where to write (default: beside the specification)"},
	{0, "force", OT_OPTION_FLAG, offsetof(Values, force), NULL,
	 "replace the file even if it is there already"},
	{'n', "dry-run", OT_OPTION_FLAG, offsetof(Values, dry_run), NULL,
	 "say what would be written, and write nothing"},
	{0, "language", OT_OPTION_CHOICE, offsetof(Values, language), "LANG",
	 "of the response form: en or cy (default: that of the specification)",
	 ot_language_choices},
	{0, "house-style", OT_OPTION_TEXT, offsetof(Values, appearance.house_style), "STYLE",
	 "the house style: civic, plain, or FILE.xml of your own"},
	{0, "large-print", OT_OPTION_FLAG, offsetof(Values, appearance.large_print), NULL,
	 "at least 18 point, no italics"},
	OT_REPORT_OPTIONS(Values),
	{0},
};

static const char *const examples[] = {
	"outset form spec                     spec-form.docx, to fill in with Word",
	"outset form spec --format xlsx       the same as a workbook",
	"outset import spec-form.docx         what was filled in, as a specification again",
	"outset form response                 response-form.docx, for suppliers to answer in",
	NULL,
};

static OtExit
make_spec(const Values *values, GError **error)
{
	const OtFormSpec spec = {
		.report = &values->report,
		.engagement = values->engagement,
		.output = values->output,
		.format = (OtFormFormat) values->format,
		.force = values->force,
		.dry_run = values->dry_run,
		.appearance = values->appearance,
	};

	if (values->language == 0)
		return ot_form_spec(&spec, error);
	g_set_error(error, OT_ERROR, OT_ERROR_USAGE,
	            "the form of a specification is in its own language, without --language");
	return OT_EXIT_FAILED;
}

static OtExit
make_response(const Values *values, GError **error)
{
	const OtFormResponse response = {
		.report = &values->report,
		.engagement = values->engagement,
		.output = values->output,
		.table = values->format == OT_FORM_AS_CSV,
		.force = values->force,
		.dry_run = values->dry_run,
		.language = values->language > 0 ? ot_language_choices[values->language] : NULL,
		.appearance = values->appearance,
	};

	if (values->format != OT_FORM_AS_WORKBOOK)
		return ot_form_response(&response, error);
	g_set_error(error, OT_ERROR, OT_ERROR_USAGE,
	            "the response form is a Word form or, with --format csv, a table");
	return OT_EXIT_FAILED;
}

static OtExit
run(const void *data, char *const *operands, GError **error)
{
	if (strcmp(operands[0], "spec") == 0)
		return make_spec(data, error);
	if (strcmp(operands[0], "response") == 0)
		return make_response(data, error);
	g_set_error(error, OT_ERROR, OT_ERROR_USAGE,
	            "there is no form \"%s\"; there are \"spec\", \"response\"", operands[0]);
	return OT_EXIT_FAILED;
}

const OtCommand ot_command_form = {
	.name = "form",
	.operands = "spec|response",
	.summary = "make a form: the specification without XML, or for answers",
	.description =
		"outset form spec makes spec-form.docx of the specification: each part of it as a "
		"field with a hint, dates and choices as such, and rows that one adds with a click. "
		"With --format xlsx it is a workbook with one row for each outcome, measure or risk; "
		"with --format csv a folder with the same tables.\n\n"
		"outset import reads each of them back; what was not touched comes back as it was. A "
		"Word form carries the file that it was made from, so its remarks come back too; of a "
		"workbook they are taken from the specification beside it. A specification of outset "
		"new will do to start from.\n\n"
		"outset form response makes the questionnaire as a form: each question with why it is "
		"asked, its purpose, the form of the answer and its limit, a tick for what is "
		"sensitive, and what may be done with the answers. outset collect reads what comes back.",
	.options = options,
	.values_size = sizeof(Values),
	.least_operands = 1,
	.most_operands = 1,
	.examples = examples,
	.reach = OT_WRITES_HERE | OT_WRITES_PACK | OT_WRITES_TEMPORARY,
	.run = run,
};
