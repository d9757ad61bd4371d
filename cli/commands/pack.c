/* SPDX-License-Identifier: MIT */
#include "commands/make.h"

#include <stddef.h>

static const OtOption options[] = {
	{'o', "output", OT_OPTION_TEXT, offsetof(OtMakeValues, output), "DIR",
	 "the folder to write to (default: pack, beside the specification)"},
	OT_MAKE_OPTIONS,
	{0},
};

static const char *const examples[] = {
	"outset pack                 the engagement in this folder",
	"outset pack gritting -n     what would be written for gritting",
	NULL,
};

static OtExit
run(const void *data, char *const *operands, GError **error)
{
	char *const all[] = {NULL};
	const OtMakeWhat what = {.assets = true, .briefing = true, .names = all};
	return ot_make(*operands != NULL ? *operands : ".", &what, data, error);
}

const OtCommand ot_command_pack = {
	.name = "pack",
	.operands = "[DIR|FILE]",
	.summary = "check the specification, then make all documents",
	.description =
		"Makes everything that the engagement needs into one folder, with a manifest.json "
		"that lists each file with its size, its SHA-256 and the versions of specification "
		"and template. Nothing is written where the specification has errors.",
	.options = options,
	.values_size = sizeof(OtMakeValues),
	.most_operands = 1,
	.examples = examples,
	.run = run,
};
