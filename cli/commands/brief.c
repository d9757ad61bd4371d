/* SPDX-License-Identifier: MIT */
#include "commands/make.h"

#include <stddef.h>

static const OtOption options[] = {
	{'o', "output", OT_OPTION_OUTPUT, offsetof(OtMakeValues, output), "DIR|FILE",
	 "where to write: a folder, or FILE.pdf, .html, .docx or .txt, or - for standard output"},
	{'f', "format", OT_OPTION_CHOICE, offsetof(OtMakeValues, form), "FORMAT",
	 "pdf (default), html, docx or text: the same content each time", ot_form_choices},
	OT_MAKE_OPTIONS,
	{0},
};

static const char *const examples[] = {
	"outset brief                        the engagement in this folder",
	"outset brief gritting -o brief.pdf  into a file of your choice",
	"outset brief --format html          a page for the website, which all can read",
	NULL,
};

static OtExit
run(const void *data, char *const *operands, GError **error)
{
	const OtMakeWhat what = {.briefing = true};
	return ot_make(*operands != NULL ? *operands : ".", &what, data, error);
}

const OtCommand ot_command_brief = {
	.name = "brief",
	.operands = "[DIR|FILE]",
	.summary = "make the briefing for suppliers as PDF, HTML or Word",
	.description =
		"Writes the briefing for suppliers as an accessible PDF: a summary page, the "
		"problem, outcomes with their measures, timetable, questions, and how to take part. "
		"As HTML it is one page that needs no other file, as Word a document; all have the "
		"same content.",
	.options = options,
	.values_size = sizeof(OtMakeValues),
	.most_operands = 1,
	.examples = examples,
	.reach = OT_WRITES_PACK,
	.run = run,
};
