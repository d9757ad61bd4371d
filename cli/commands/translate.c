/* SPDX-License-Identifier: MIT */
#include "commands/command.h"

#include "base/error.h"
#include "base/file.h"
#include "engagement/translating.h"

#include <stddef.h>
#include <string.h>

typedef struct {
	OtReportValues report;
	const char *language, *output;
	bool dry_run;
} Values;

static const OtOption options[] = {
	{'l', "language", OT_OPTION_TEXT, offsetof(Values, language), "LANG",
	 "the language to translate into: cy (default), or another"},
	{'o', "output", OT_OPTION_OUTPUT, offsetof(Values, output), "FILE",
	 "where to write (default: beside the file, spec.cy.xml for spec.xml)"},
	{'n', "dry-run", OT_OPTION_FLAG, offsetof(Values, dry_run), NULL,
	 "count what is to be translated, and write nothing"},
	{'q', "quiet", OT_OPTION_FLAG, offsetof(Values, report.quiet), NULL, "print only errors"},
	{0},
};

static const char *const examples[] = {
	"outset translate                      the specification of the engagement here, into Welsh",
	"outset translate templates/dpia.xml   a template",
	"outset translate -n                   how much is left to translate",
	NULL,
};

static void
say_state(const Values *values, const char *path, const OtTranslationState *state)
{
	ot_say(&values->report, "%s: %u %s, %u to translate, %u no longer used", path,
	       state->n_texts, state->n_texts == 1 ? "text" : "texts", state->n_missing,
	       state->n_unused);
}

static OtExit
run(const void *data, char *const *operands, GError **error)
{
	const Values *values = data;
	const char *input = *operands != NULL ? *operands : ".";
	const char *lang = values->language != NULL ? values->language : "cy";
	OtTranslationState state;
	g_autofree char *path = NULL;
	g_autoptr(GBytes) bytes = ot_translating_update(input, lang, &path, &state, error);

	if (bytes == NULL)
		return OT_EXIT_FAILED;
	const char *output = values->output != NULL ? values->output : path;
	if (!values->dry_run && !ot_file_write(output, bytes, error))
		return OT_EXIT_FAILED;
	say_state(values, output, &state);
	return OT_EXIT_CLEAN;
}

const OtCommand ot_command_translate = {
	.name = "translate",
	.operands = "[DIR|FILE]",
	.summary = "begin or update a translation of a specification or a template",
	.description =
		"Lists the texts of a specification, or of a template, in a file beside it for somebody "
		"to translate: spec.cy.xml for spec.xml. A translation that is there is updated: what "
		"was translated stays, new texts are added, and those that are gone stand at its end. "
		"Numbers such as {1} stand for what is put into a text.\n\n"
		"A new translation has the status draft, and documents say so, until somebody who speaks "
		"the language has read it: write status=\"read\", read-by and read-on into the file then.",
	.options = options,
	.values_size = sizeof(Values),
	.most_operands = 1,
	.examples = examples,
	.reach = OT_WRITES_THERE,
	.run = run,
};
