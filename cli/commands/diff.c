/* SPDX-License-Identifier: MIT */
#include "commands/command.h"
#include "commands/diff-write.h"
#include "commands/diffing.h"

#include "base/error.h"
#include "base/file.h"
#include "changes/tree.h"
#include "engagement/output.h"
#include "engagement/tree-document.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* Its words are in no other language. */
#define TERMINAL_LANGUAGE "en-GB"

enum { FORMAT_TEXT, FORMAT_JSON, FORMAT_DOCX, FORMAT_PDF, FORMAT_HTML };

static const char *const formats[] = {"text", "json", "docx", "pdf", "html", NULL};
static const char *const languages[] = {"specification", "en", "cy", NULL};

typedef struct {
	OtReportValues report;
	const char *output, *reasons;
	OtAppearance appearance;
	int language;
	bool start, exit_code, force;
} Values;

static const OtOption options[] = {
	{'f', "format", OT_OPTION_CHOICE, offsetof(Values, report.format), "FORMAT",
	 "text (default), json, or docx, pdf, html: You said, we did, to be published", formats},
	{'o', "output", OT_OPTION_OUTPUT, offsetof(Values, output), "FILE",
	 "where to write; FILE.docx, .pdf, .html and .json say the format too"},
	{0, "reasons", OT_OPTION_TEXT, offsetof(Values, reasons), "FILE",
	 "the reasons for the changes (default: changes.xml beside NEW, where it is there)"},
	{0, "start-reasons", OT_OPTION_FLAG, offsetof(Values, start), NULL,
	 "write that file, or add what it lacks: an entry for each change"},
	{0, "language", OT_OPTION_CHOICE, offsetof(Values, language), "LANG",
	 "of a document: en, cy, or that of the specification (default)", languages},
	{0, "house-style", OT_OPTION_TEXT, offsetof(Values, appearance.house_style), "STYLE",
	 "of a document: civic, plain, or FILE.xml of your own"},
	{0, "exit-code", OT_OPTION_FLAG, offsetof(Values, exit_code), NULL,
	 "end with status 1 where anything differs"},
	{0, "force", OT_OPTION_FLAG, offsetof(Values, force), NULL,
	 "replace a document even if it has been changed"},
	OT_REPORT_OPTIONS(Values),
	{0},
};

static const char *const examples[] = {
	"outset diff spec-0.4.xml gritting   what changed, in words",
	"outset diff spec-0.4.xml gritting --start-reasons",
	"outset diff spec-0.4.xml gritting -o you-said.docx",
	NULL,
};

static int
find_format(const Values *values)
{
	if (values->report.format != FORMAT_TEXT || values->output == NULL)
		return values->report.format;
	for (int format = FORMAT_JSON; formats[format] != NULL; format++) {
		g_autofree char *suffix = g_strconcat(".", formats[format], NULL);
		if (g_str_has_suffix(values->output, suffix))
			return format;
	}
	return FORMAT_TEXT;
}

/* --- text and JSON ------------------------------------------------------------------------- */

static bool
write_plain(const OtDiffing *diffing, const OtChanges *changes, const Values *values, int format,
            GError **error)
{
	const OtReportOptions as = ot_report_options(
		&values->report, values->output == NULL ? STDOUT_FILENO : -1);
	char *text = format == FORMAT_JSON
	                     ? ot_diff_write_json(changes, diffing->reasons, diffing->voices)
	                     : ot_diff_write_text(changes, diffing->reasons, diffing->voices, &as);
	g_autoptr(GBytes) bytes = g_bytes_new_take(text, strlen(text));

	return ot_file_write(values->output != NULL ? values->output : "-", bytes, error);
}

/* --- documents ----------------------------------------------------------------------------- */

static const char *
find_language(const OtDiffing *diffing, const Values *values)
{
	return values->language == 0 ? ot_spec_language(diffing->new) : languages[values->language];
}

static OtProduct *
make_document(const OtDiffing *diffing, const OtChanges *changes, xmlDoc *new, const char *lang,
              const Values *values, int format, GError **error)
{
	static const OtForm forms[] = {
		[FORMAT_DOCX] = OT_FORM_DOCX,
		[FORMAT_PDF] = OT_FORM_PDF,
		[FORMAT_HTML] = OT_FORM_HTML,
	};
	const OtLabels *labels = ot_resources_labels(diffing->resources, lang, error);

	if (labels == NULL)
		return NULL;
	xmlDoc *tree =
		ot_changes_tree(changes, diffing->reasons, diffing->voices, new, labels, lang);
	const OtTreeDocument what = {"you-said", lang, tree, forms[format]};
	OtProduct *product = ot_tree_document_make(diffing->resources, &values->appearance, &what,
	                                           diffing->findings, error);
	xmlFreeDoc(tree);
	return product;
}

static bool
write_document(const OtDiffing *diffing, const OtProduct *product, const Values *values,
               GError **error)
{
	const OtOutputOptions as = {.force = values->force};
	const char *path = values->output != NULL ? values->output : product->name;

	if (!ot_output_write_file(product, path, &as, diffing->findings, error))
		return false;
	if (product->n_missing > 0)
		ot_say(&values->report, "%d reason%s still to be written: outset diff OLD NEW "
		       "--start-reasons", product->n_missing, product->n_missing == 1 ? "" : "s");
	ot_say(&values->report, "Written: %s", path);
	return true;
}

/* What goes out is made of what is published of both versions. */
static bool
publish(const OtDiffing *diffing, const OtTranslation *translation, const Values *values,
        int format, GError **error)
{
	const char *lang = find_language(diffing, values);
	const OtLabels *labels = ot_resources_labels(diffing->resources, lang, error);

	if (labels == NULL)
		return false;
	xmlDoc *old = ot_spec_published(diffing->old), *new = ot_spec_published(diffing->new);
	OtChanges *changes = ot_changes_compare_in(
		old, new, ot_schema_model(ot_resources_schema(diffing->resources, NULL)), labels,
		translation);
	ot_changes_leave_out_withheld(changes, ot_spec_tree(diffing->new));
	OtProduct *product = NULL;
	if (!ot_changes_are_related(changes))
		g_set_error(
			error, OT_ERROR, OT_ERROR_USAGE,
			"%s and %s are of two engagements; only two versions of one have a “You "
			"said, we did”",
			diffing->old_path, diffing->new_path);
	else
		product = make_document(diffing, changes, new, lang, values, format, error);
	bool done = product != NULL && write_document(diffing, product, values, error);
	ot_product_free(product);
	ot_changes_free(changes);
	xmlFreeDoc(old);
	xmlFreeDoc(new);
	return done;
}

/* The translation of the new version that lies beside it; NULL where none is wanted or there. */
static bool
read_translation(const OtDiffing *diffing, const Values *values, OtTranslation **translation,
                 GError **error)
{
	const char *lang = find_language(diffing, values);
	g_autofree char *path = ot_translation_path(diffing->new_path, lang);

	*translation = NULL;
	if (ot_lang_is_same(lang, ot_spec_language(diffing->new)) ||
	    !ot_file_may_exist(path))
		return true;
	const OtSchema *vocabulary = ot_resources_translations(diffing->resources, error);
	*translation = vocabulary != NULL ? ot_translation_load(path, vocabulary, error) : NULL;
	return *translation != NULL;
}

/* Nothing goes out that tells who said something. */
static bool
check_names(const OtDiffing *diffing, GError **error)
{
	const char *code = ot_code_info(OT_CODE_CHANGE_NAMED)->code;

	for (size_t i = 0; i < ot_findings_count(diffing->findings); i++) {
		if (strcmp(ot_findings_get(diffing->findings, i)->code, code) != 0)
			continue;
		g_set_error(error, OT_ERROR, OT_ERROR_INPUT,
		            "nothing was written, because %s tells who said something",
		            diffing->reasons_path);
		return false;
	}
	return true;
}

static bool
write_published(const OtDiffing *diffing, const Values *values, int format, GError **error)
{
	OtTranslation *translation;

	if (!check_names(diffing, error) || !read_translation(diffing, values, &translation, error))
		return false;
	bool done = publish(diffing, translation, values, format, error);
	ot_translation_free(translation);
	return done;
}

/* --- reasons ------------------------------------------------------------------------------- */

static bool
start_reasons(const OtDiffing *diffing, const OtChanges *changes, const Values *values,
              GError **error)
{
	size_t n_added;

	if (diffing->reasons_path == NULL) {
		g_set_error(
			error, OT_ERROR, OT_ERROR_USAGE,
			"a specification from standard input has no folder; say with --reasons FILE "
			"where to write the reasons");
		return false;
	}
	g_autoptr(GBytes) bytes = ot_reasons_start(diffing->reasons, changes,
	                                           ot_spec_language(diffing->new), &n_added, error);
	if (bytes == NULL || (n_added > 0 && !ot_file_write(diffing->reasons_path, bytes, error)))
		return false;
	ot_say(&values->report, "%s: %zu %s added", diffing->reasons_path, n_added,
	       n_added == 1 ? "entry" : "entries");
	return true;
}

static void
check_reasons(const OtDiffing *diffing, const OtChanges *changes)
{
	g_autoptr(GHashTable) questions = ot_diffing_questions(diffing);

	if (diffing->reasons != NULL)
		ot_reasons_check(diffing->reasons, changes, questions, diffing->voices,
		                 diffing->findings);
}

/* --- all ----------------------------------------------------------------------------------- */

/* The status of what was found, and by --exit-code of what differs. */
static OtExit
end(const OtDiffing *diffing, const OtChanges *changes, const Values *values)
{
	OtReportValues plain = values->report;

	plain.format = OT_REPORT_TEXT;
	OtExit status = ot_report_aside(diffing->findings, &plain);
	return values->exit_code && ot_changes_count(changes) > 0 ? OT_EXIT_FINDINGS : status;
}

/* An input that isn't valid: its findings, and that nothing came of it. */
static OtExit
fail(const OtDiffing *diffing, const Values *values, GError **error)
{
	OtReportValues plain = values->report;

	plain.format = OT_REPORT_TEXT;
	if (*error != NULL)
		return OT_EXIT_FAILED;
	ot_report_aside(diffing->findings, &plain);
	g_set_error(error, OT_ERROR, OT_ERROR_INPUT,
	            "nothing was compared, because of what was found");
	return OT_EXIT_FAILED;
}

static OtExit
compare(const OtDiffing *diffing, const Values *values, GError **error)
{
	const OtLabels *labels =
		ot_resources_labels(diffing->resources, TERMINAL_LANGUAGE, error);
	int format = find_format(values);

	if (labels == NULL)
		return OT_EXIT_FAILED;
	g_autoptr(OtChanges) changes = ot_changes_compare(
		ot_spec_tree(diffing->old), ot_spec_tree(diffing->new),
		ot_schema_model(ot_resources_schema(diffing->resources, NULL)), labels);
	if (values->start)
		return start_reasons(diffing, changes, values, error) ? OT_EXIT_CLEAN
		                                                      : OT_EXIT_FAILED;
	check_reasons(diffing, changes);
	bool done = format <= FORMAT_JSON
	                    ? write_plain(diffing, changes, values, format, error)
	                    : write_published(diffing, values, format, error);
	OtExit status = end(diffing, changes, values);
	return done ? status : OT_EXIT_FAILED;
}

static OtExit
run(const void *data, char *const *operands, GError **error)
{
	const Values *values = data;
	g_auto(OtDiffing) diffing = {0};

	if (!ot_diffing_open(&diffing, operands[0], operands[1], error) ||
	    !ot_diffing_read_reasons(&diffing, values->reasons, find_language(&diffing, values),
	                             !values->start, error))
		return fail(&diffing, values, error);
	return compare(&diffing, values, error);
}

const OtCommand ot_command_diff = {
	.name = "diff",
	.operands = "OLD NEW",
	.summary = "say in words what changed in a specification, and why",
	.description =
		"Compares two specifications, or the folders of two engagements, element by element: what "
		"has the same id is the same, wherever it stands; what has none, or another one, is found "
		"again by what it says. Words that changed are marked [-so-] and {+so+}.\n\n"
		"Why something was changed, who decided it, and what was said that came to nothing, stands "
		"in changes.xml beside the new version; --start-reasons makes it, with an entry for each "
		"change, and later adds what it lacks. As DOCX, PDF or HTML both together are “You said, we "
		"did”, made of what is published only, which names nobody.\n\n"
		"That something differs is not a finding: the status is 0, unless --exit-code is given.",
	.options = options,
	.values_size = sizeof(Values),
	.least_operands = 2,
	.most_operands = 2,
	.examples = examples,
	.reach = OT_WRITES_HERE | OT_WRITES_THERE,
	.run = run,
};
