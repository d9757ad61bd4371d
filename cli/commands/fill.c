/* SPDX-License-Identifier: MIT */
#include "commands/filling.h"

#include "base/clock.h"
#include "base/error.h"
#include "base/file.h"

#include <stddef.h>
#include <string.h>

typedef struct {
	OtReportValues report;
	const char *output;
	bool published, force, dry_run;
} Values;

static const OtOption options[] = {
	{'o', "output", OT_OPTION_OUTPUT, offsetof(Values, output), "FILE",
	 "where to write; otherwise beside the template, as NAME.filled.docx; - for standard output"},
	{0, "published", OT_OPTION_FLAG, offsetof(Values, published), NULL,
	 "fill in only what may be published, without what is marked publish=\"no\""},
	{0, "force", OT_OPTION_FLAG, offsetof(Values, force), NULL, "replace a file that is there"},
	{'n', "dry-run", OT_OPTION_FLAG, offsetof(Values, dry_run), NULL,
	 "say what would be filled, and write nothing"},
	OT_REPORT_OPTIONS(Values),
	{0},
};

static const char *const examples[] = {
	"outset fill council.docx gritting                    writes council.filled.docx",
	"outset fill council.docx gritting -o letter.docx     into a file of your choice",
	"outset fill council.docx gritting/spec.xml --published",
	NULL,
};

/* The file to write: as it is given, or beside the template. */
static char *
find_output(const char *template, const char *given)
{
	const char *dot = strrchr(template, '.'), *slash = strrchr(template, '/');

	if (given != NULL)
		return g_strdup(given);
	if (strcmp(template, "-") == 0)
		return g_strdup("-");
	size_t len = dot != NULL && (slash == NULL || dot > slash) ? (size_t) (dot - template)
	                                                          : strlen(template);
	return g_strdup_printf("%.*s.filled.docx", (int) len, template);
}

/* The template itself is never written over, and nothing else without being asked. */
static bool
check_output(const char *template, const char *output, const Values *values, GError **error)
{
	g_autofree char *one = g_canonicalize_filename(template, NULL);
	g_autofree char *other = g_canonicalize_filename(output, NULL);
	g_autofree char *lower = g_ascii_strdown(output, -1);

	if (strcmp(output, "-") == 0)
		return true;
	if (strcmp(one, other) == 0 || ot_file_is_same(template, output)) {
		g_set_error(error, OT_ERROR, OT_ERROR_USAGE,
		            "%s is the template itself, which stays as it is; name another file "
		            "with -o", output);
		return false;
	}
	if (!g_str_has_suffix(lower, ".docx")) {
		g_set_error(error, OT_ERROR, OT_ERROR_USAGE,
		            "%s: what is written is a Word document without macros; name a file "
		            "that ends in .docx", output);
		return false;
	}
	if (values->force || values->dry_run || !ot_file_may_exist(output))
		return true;
	g_set_error(error, OT_ERROR, OT_ERROR_IO,
	            "%s is there already; write elsewhere with -o, or replace it with --force",
	            output);
	return false;
}

static void
say_counts(const Values *values, const OtFillInput *input)
{
	size_t n = ot_fill_count(input->fill), filled = 0;

	for (size_t i = 0; i < n; i++)
		filled += ot_fill_field(input->fill, i)->filled;
	if (n > 0)
		ot_say(&values->report, "%zu of %zu place%s to fill %s known.", filled, n,
		       n == 1 ? "" : "s", n == 1 ? "is" : "are");
	if (ot_draft_has_macros(input->draft))
		ot_say(&values->report, "The template holds macros; they are left out.");
	if (ot_fill_is_protected(input->fill))
		ot_say(&values->report,
		       "The template is protected: its fields are filled, and it stays protected.");
	if (n == 0)
		ot_say(&values->report, "Nothing to fill was found: write {{identity/title}}, for "
		                        "example, where the title is to stand.");
}

/* Write what is filled; on failure nothing is written. */
static bool
write_filled(const Values *values, const OtFillInput *input, const char *output, bool *written,
             GError **error)
{
	gint64 epoch = 0;

	if (!ot_epoch_given(&epoch))
		epoch = 0;
	GError *trouble = NULL;
	g_autoptr(GBytes) bytes = ot_fill_write(input->fill, ot_fill_input_tree(input),
	                                        input->labels, epoch, &trouble);
	if (trouble != NULL) {
		g_propagate_error(error, trouble);
		return false;
	}
	*written = bytes != NULL;
	return bytes == NULL || values->dry_run || ot_file_write(output, bytes, error);
}

static OtExit
run(const void *data, char *const *operands, GError **error)
{
	const Values *values = data;
	g_autofree char *output = find_output(operands[0], values->output);
	g_auto(OtFillInput) input = {0};
	bool written = false;

	if (!check_output(operands[0], output, values, error) ||
	    !ot_fill_input_open(&input, operands[0], operands[1], values->published, error))
		return OT_EXIT_FAILED;
	if (input.fill != NULL && input.spec != NULL &&
	    !write_filled(values, &input, output, &written, error))
		return OT_EXIT_FAILED;
	ot_report_aside(input.findings, &values->report);
	if (!written) {
		ot_say(&values->report, "Nothing was written.");
		return OT_EXIT_FINDINGS;
	}
	say_counts(values, &input);
	if (values->dry_run)
		ot_say(&values->report, "Nothing was written (--dry-run).");
	else if (strcmp(output, "-") != 0)
		ot_say(&values->report, "Written: %s", output);
	return ot_exit_status(input.findings, &values->report);
}

const OtCommand ot_command_fill = {
	.name = "fill",
	.operands = "TEMPLATE.docx SPEC",
	.summary = "fill a Word template of your own with what the specification says",
	.description =
		"Fills {{path}}, merge fields and content controls in a copy of a Word file, in text, "
		"tables, text boxes, headers, footers and notes. Everything else stays as it is; "
		"macros are left out. SPEC is a specification or the folder of an engagement. "
		"outset fields TEMPLATE.docx shows what is found and what would be put there.\n\n"
		"{{identity/title}} is a value; {{money(budget/@maximum)}}, {{date(...)}} and "
		"{{code('jurisdiction', identity/@jurisdiction)}} write it as people do. "
		"{{each outcome}} ... {{end}} repeats what stands between for each outcome, and paths "
		"between start at the outcome: {{title}}. {{if budget/@maximum}} ... {{end}} keeps it "
		"only if that is there. Marks in paragraphs of their own repeat the paragraphs between "
		"them, marks in the first and last cell of a row repeat the row; what is found for "
		"nobody is left out.\n\n"
		"A merge field or a content control is known by its name, tag or title: "
		"identity/title, identity.title or Identity_Title. A repeating section whose tag is "
		"outcome repeats its item. A list takes only what it offers. Locked controls are "
		"filled too, and stay locked.\n\n"
		"A filled template is for the authority: what is marked publish=\"no\" is filled in, "
		"unless --published is given. What the specification does not say is written as \"[To "
		"be completed: ...]\" and reported; where anything in the template is wrong, nothing "
		"is written.",
	.options = options,
	.values_size = sizeof(Values),
	.least_operands = 2,
	.most_operands = 2,
	.examples = examples,
	.reach = OT_WRITES_HERE | OT_WRITES_THERE,
	.run = run,
};
