/* SPDX-License-Identifier: MIT */
#include "commands/make.h"

#include <stddef.h>
#include <stdio.h>

typedef struct {
	OtMakeValues make;
	const char *engagement;
	bool list;
} Values;

static const OtOption options[] = {
	{'e', "engagement", OT_OPTION_TEXT, offsetof(Values, engagement), "DIR|FILE",
	 "the engagement's folder or specification (default: this folder)"},
	{'o', "output", OT_OPTION_TEXT, offsetof(Values, make.output), "DIR|FILE",
	 "where to write: a folder, or FILE.docx for one asset, or - for standard output"},
	{'l', "list", OT_OPTION_FLAG, offsetof(Values, list), NULL,
	 "list the assets and stop"},
	OT_MAKE_OPTIONS,
	{0},
};

static const char *const examples[] = {
	"outset assemble                     all assets, for the engagement here",
	"outset assemble dpia -e gritting    one asset of the engagement in gritting",
	"outset assemble mou -o mou.docx     into a file of your choice",
	NULL,
};

static void
append_line(GString *out, const char *label, const char *words)
{
	g_autofree char *line = g_strconcat(label, words, NULL);
	ot_help_wrap(out, line, 4);
}

static OtExit
list_assets(GError **error)
{
	g_autoptr(OtResources) resources = ot_resources_new(error);
	g_autoptr(GPtrArray) templates =
		resources != NULL ? ot_resources_templates(resources, "asset", error) : NULL;

	if (templates == NULL)
		return OT_EXIT_FAILED;
	for (guint i = 0; i < templates->len; i++) {
		const OtTemplateInfo *info = ot_template_info(g_ptr_array_index(templates, i));
		g_autoptr(GString) out = g_string_new(NULL);

		g_string_append_printf(out, "%s: %s\n", info->name, info->title);
		ot_help_wrap(out, info->purpose, 4);
		append_line(out, "Completed by: ", info->completed_by);
		append_line(out, "Needed: ", info->needed);
		fputs(out->str, stdout);
	}
	return OT_EXIT_CLEAN;
}

static OtExit
run(const void *data, char *const *operands, GError **error)
{
	const Values *values = data;
	const OtMakeWhat what = {.assets = true, .names = operands};

	if (values->list)
		return list_assets(error);
	return ot_make(values->engagement ? values->engagement : ".", &what, &values->make, error);
}

const OtCommand ot_command_assemble = {
	.name = "assemble",
	.operands = "[ASSET...]",
	.summary = "make the assets as Word documents",
	.description =
		"Writes assets such as the data protection impact assessment and the memorandum of "
		"understanding as DOCX, filled in with what the specification says. What it does "
		"not say is left as a field to complete.\n\n"
		"Without ASSET it writes those that outset.ini names, or all. Files go to the "
		"engagement's pack folder, whose manifest.json records them. A file that has "
		"been changed since is kept, unless --force is given.",
	.options = options,
	.values_size = sizeof(Values),
	.most_operands = -1,
	.examples = examples,
	.run = run,
};
