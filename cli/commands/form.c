/* SPDX-License-Identifier: MIT */
#include "commands/form-response.h"

#include "base/error.h"
#include "engagement/settings.h"

#include <stddef.h>
#include <string.h>

enum { FORMAT_DOCX, FORMAT_CSV };

static const char *const formats[] = {"docx", "csv", NULL};

typedef struct {
	OtReportValues report;
	const char *engagement, *output;
	bool force, dry_run;
	int format, language;
	OtAppearance appearance;
} Values;

static const OtOption options[] = {
	{'e', "engagement", OT_OPTION_TEXT, offsetof(Values, engagement), "DIR|FILE",
	 "the engagement's folder or specification (default: this folder)"},
	{'f', "format", OT_OPTION_CHOICE, offsetof(Values, format), "FORMAT",
	 "docx (default), or csv for a spreadsheet", formats},
	{'o', "output", OT_OPTION_TEXT, offsetof(Values, output), "FILE",
	 "where to write (default: beside the specification)"},
	{0, "force", OT_OPTION_FLAG, offsetof(Values, force), NULL,
	 "replace the file even if it is there already"},
	{'n', "dry-run", OT_OPTION_FLAG, offsetof(Values, dry_run), NULL,
	 "say what would be written, and write nothing"},
	{0, "language", OT_OPTION_CHOICE, offsetof(Values, language), "LANG",
	 "en or cy (default: that of the specification)", ot_language_choices},
	{0, "house-style", OT_OPTION_TEXT, offsetof(Values, appearance.house_style), "STYLE",
	 "the house style: civic, plain, or FILE.xml of your own"},
	{0, "large-print", OT_OPTION_FLAG, offsetof(Values, appearance.large_print), NULL,
	 "at least 18 point, no italics"},
	OT_REPORT_OPTIONS(Values),
	{0},
};

static const char *const examples[] = {
	"outset form response                 response-form.docx, for suppliers to answer in",
	"outset form response --format csv    the same as a table",
	NULL,
};

static OtExit
run(const void *data, char *const *operands, GError **error)
{
	const Values *values = data;
	const OtFormResponse response = {
		.report = &values->report,
		.engagement = values->engagement,
		.output = values->output,
		.table = values->format == FORMAT_CSV,
		.force = values->force,
		.dry_run = values->dry_run,
		.language = values->language > 0 ? ot_language_choices[values->language] : NULL,
		.appearance = values->appearance,
	};

	if (strcmp(operands[0], "response") == 0)
		return ot_form_response(&response, error);
	g_set_error(error, OT_ERROR, OT_ERROR_USAGE, "there is no form \"%s\"; there is \"response\"",
	            operands[0]);
	return OT_EXIT_FAILED;
}

const OtCommand ot_command_form = {
	.name = "form",
	.operands = "response",
	.summary = "make the form in which suppliers answer",
	.description =
		"outset form response makes the questionnaire as a form: each question with why it is "
		"asked, its purpose, the form of the answer and its limit, a tick for what is "
		"sensitive, and what may be done with the answers. outset collect reads what comes back.",
	.options = options,
	.values_size = sizeof(Values),
	.least_operands = 1,
	.most_operands = 1,
	.examples = examples,
	.run = run,
};
