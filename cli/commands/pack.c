/* SPDX-License-Identifier: MIT */
#include "commands/packs.h"

#include "base/error.h"
#include "packs/sign.h"

#include <stddef.h>

static const OtOption options[] = {
	{'o', "output", OT_OPTION_OUTPUT, offsetof(OtPackValues, make.output), "DIR",
	 "the folder to write to (default: pack, or packs, beside the specification)"},
	{0, "suppliers", OT_OPTION_TEXT, offsetof(OtPackValues, suppliers), "FILE.csv",
	 "a pack for each supplier of this list, in a folder of its own"},
	{0, "zip", OT_OPTION_FLAG, offsetof(OtPackValues, zip), NULL,
	 "with --suppliers: a zip archive for each instead of a folder"},
	{0, "assets", OT_OPTION_TEXT, offsetof(OtPackValues, assets), "NAME;NAME",
	 "with --suppliers: what all get besides (default: required-assets;questionnaire)"},
	{0, "only", OT_OPTION_TEXT, offsetof(OtPackValues, only), "NAME;NAME",
	 "with --suppliers: only these, by code, id or name"},
	{0, "shard", OT_OPTION_TEXT, offsetof(OtPackValues, shard), "K/N",
	 "with --suppliers: the K-th of N parts of the list, for many machines"},
	{0, "sign", OT_OPTION_KEY, offsetof(OtPackValues, sign), "KEY",
	 "with --suppliers: sign each manifest with this key of gpg, or FILE.key of minisign"},
	{0, "resume", OT_OPTION_FLAG, offsetof(OtPackValues, resume), NULL,
	 "with --suppliers: go on; packs that are there are not read again"},
	{'j', "jobs", OT_OPTION_NUMBER, offsetof(OtPackValues, jobs), "N",
	 "with --suppliers: so many at once (default: as many as there are processors)", NULL,
	 1, 256},
	{0, "changes", OT_OPTION_FLAG, offsetof(OtPackValues, make.changes), NULL,
	 "without --suppliers: say nothing of documents that stay as they were"},
	OT_MAKE_OPTIONS,
	{0},
};

static const char *const examples[] = {
	"outset pack                 the engagement in this folder",
	"outset pack gritting -n     what would be written for gritting",
	"outset pack gritting --suppliers gritting/suppliers.csv",
	NULL,
};

static OtExit
run(const void *data, char *const *operands, GError **error)
{
	char *const all[] = {NULL};
	const OtMakeWhat what = {.assets = true, .briefing = true, .names = all};
	const OtPackValues *values = data;
	const char *input = *operands != NULL ? *operands : ".";

	if (values->suppliers != NULL)
		return ot_make_packs(input, values, error);
	if (!values->zip && !values->resume && values->assets == NULL && values->only == NULL &&
	    values->shard == NULL && values->sign == NULL && values->jobs == 0)
		return ot_make(input, &what, &values->make, error);
	g_set_error(error, OT_ERROR, OT_ERROR_USAGE,
	            "packs for suppliers need their list: --suppliers FILE.csv");
	return OT_EXIT_FAILED;
}

const OtCommand ot_command_pack = {
	.name = "pack",
	.operands = "[DIR|FILE]",
	.summary = "check the specification, then make all documents",
	.description =
		"Makes everything that the engagement needs into one folder, with a manifest.json "
		"that lists each file with its size, its SHA-256 and the versions of specification "
		"and template. Nothing is written where the specification has errors.\n\n"
		"With --suppliers it makes a pack for each supplier of a list: the briefing, "
		"addressed and with a code of its own on each page; the response form with the "
		"supplier's particulars; the invitation letter; the events; and the assets that all "
		"get alike. packs.csv lists the packs, failed.csv those that could not be made. A "
		"pack that is there already and would be made alike stays as it is; one that somebody "
		"changed is kept; one of an older version is made anew. A run that was stopped goes "
		"on with --resume.",
	.options = options,
	.values_size = sizeof(OtPackValues),
	.most_operands = 1,
	.examples = examples,
	.reach = OT_WRITES_PACK | OT_NEEDS_MUCH,
	.service = ot_sign_serve,
	.run = run,
};
