/* SPDX-License-Identifier: MIT */
#include "commands/make.h"

#include <stddef.h>

static const OtOption options[] = {
	{'o', "output", OT_OPTION_TEXT, offsetof(OtMakeValues, output), "DIR|FILE",
	 "where to write: a folder, or FILE.pdf, or - for standard output"},
	OT_MAKE_OPTIONS,
	{0},
};

static const char *const examples[] = {
	"outset brief                        the engagement in this folder",
	"outset brief gritting -o brief.pdf  into a file of your choice",
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
	.summary = "make the briefing for suppliers as PDF",
	.description =
		"Writes the briefing for suppliers as an accessible PDF: a summary page, the "
		"problem, outcomes with their measures, timetable, questions, and how to take part.",
	.options = options,
	.values_size = sizeof(OtMakeValues),
	.most_operands = 1,
	.examples = examples,
	.run = run,
};
