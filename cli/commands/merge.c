/* SPDX-License-Identifier: MIT */
#include "commands/checker.h"
#include "commands/command.h"
#include "commands/merge-write.h"

#include "base/error.h"
#include "base/file.h"
#include "engagement/output.h"
#include "engagement/settings.h"
#include "engagement/tree-document.h"
#include "report/words.h"
#include "spec/spec.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* Of every hundred words of title and result, so many are the same in a common outcome. */
#define USUAL_ALIKE 60

#define LANGUAGE "en-GB"

enum { FORMAT_TEXT, FORMAT_CSV, FORMAT_DOCX, FORMAT_PDF, FORMAT_HTML };

static const char *const formats[] = {"text", "csv", "docx", "pdf", "html", NULL};

typedef struct {
	OtReportValues report;
	const char *output, *differences;
	OtAppearance appearance;
	int alike; /* 0: as usual */
	bool force;
} Values;

static const OtOption options[] = {
	{'o', "output", OT_OPTION_OUTPUT, offsetof(Values, output), "FILE.xml",
	 "write the joined specification there; without it, only what would come of it is shown"},
	{'f', "format", OT_OPTION_CHOICE, offsetof(Values, report.format), "FORMAT",
	 "of the table of differences: text (default), csv, docx, pdf, html", formats},
	{'d', "differences", OT_OPTION_OUTPUT, offsetof(Values, differences), "FILE",
	 "write the table of differences there; FILE.csv, .docx, .pdf and .html say the format too"},
	{0, "alike", OT_OPTION_NUMBER, offsetof(Values, alike), "PERCENT",
	 "join outcomes from this share of words in common on (default 60)", NULL, 1, 100},
	{0, "house-style", OT_OPTION_TEXT, offsetof(Values, appearance.house_style), "STYLE",
	 "of a document: civic, plain, or FILE.xml of your own"},
	{0, "force", OT_OPTION_FLAG, offsetof(Values, force), NULL,
	 "replace files even if they have been changed"},
	OT_REPORT_OPTIONS(Values),
	{0},
};

static const char *const examples[] = {
	"outset merge hafren/spec.xml teme/spec.xml      what they have in common",
	"outset merge hafren teme arrow -o grand.xml -d differences.docx",
	NULL,
};

/* What is read, and what came of it. */
typedef struct {
	OtResources *resources;
	OtFindings *findings;
	GPtrArray *specs, *paths; /* of OtSpec *, char * */
	OtMerge *merge;
} Run;

static void
free_spec(void *spec)
{
	ot_spec_free(spec);
}

static void
clear_run(Run *run)
{
	ot_merge_free(run->merge);
	g_ptr_array_unref(run->specs);
	g_ptr_array_unref(run->paths);
	ot_findings_free(run->findings);
	ot_resources_free(run->resources);
}

/* --- reading ------------------------------------------------------------------------------- */

static bool
check_new(const Run *run, const char *path, GError **error)
{
	for (guint i = 0; i < run->paths->len; i++) {
		const char *other = g_ptr_array_index(run->paths, i);
		if (strcmp(path, other) != 0 && !ot_file_is_same(path, other))
			continue;
		g_set_error(error, OT_ERROR, OT_ERROR_USAGE,
		            "%s is given twice; name each specification once", path);
		return false;
	}
	return true;
}

static bool
read_one(Run *run, const char *input, GError **error)
{
	const OtSchema *schema = ot_resources_schema(run->resources, error);
	g_autoptr(OtSettings) settings = schema != NULL ? ot_settings_load(input, error) : NULL;
	g_autofree char *path =
		settings != NULL ? ot_settings_specification(settings, input, error) : NULL;

	if (path == NULL || !check_new(run, path, error))
		return false;
	OtSpec *spec = ot_spec_read(path, schema, run->findings, error);
	if (spec == NULL && *error != NULL)
		return false;
	g_ptr_array_add(run->paths, g_steal_pointer(&path));
	if (spec != NULL)
		g_ptr_array_add(run->specs, spec);
	return true;
}

static bool
read_all(Run *run, char *const *inputs, GError **error)
{
	for (; *inputs != NULL; inputs++)
		if (!read_one(run, *inputs, error))
			return false;
	if (run->specs->len == run->paths->len)
		return true;
	g_set_error(error, OT_ERROR, OT_ERROR_INPUT,
	            "nothing was joined, because of what was found");
	return false;
}

static bool
join(Run *run, const Values *values, GError **error)
{
	const OtLabels *labels = ot_resources_labels(run->resources, LANGUAGE, error);
	g_autofree OtMergeInput *inputs = g_new0(OtMergeInput, run->specs->len);

	if (labels == NULL)
		return false;
	for (guint i = 0; i < run->specs->len; i++) {
		inputs[i].file = g_ptr_array_index(run->paths, i);
		inputs[i].tree = ot_spec_tree(g_ptr_array_index(run->specs, i));
	}
	run->merge = ot_merge_new(
		inputs, run->specs->len, (values->alike > 0 ? values->alike : USUAL_ALIKE) / 100.0,
		ot_schema_model(ot_resources_schema(run->resources, NULL)), labels, error);
	return run->merge != NULL;
}

/* --- the joined specification -------------------------------------------------------------- */

/* An existing file with other bytes is kept: somebody may have decided in it already. */
static bool
write_specification(Run *run, const Values *values, GError **error)
{
	g_autoptr(GBytes) bytes = ot_spec_spell(ot_merge_tree(run->merge));
	const OtProduct product = {.name = (char *) values->output, .bytes = bytes};
	const OtOutputOptions as = {.force = values->force};

	return ot_output_write_file(&product, values->output, &as, run->findings, error);
}

/* Check what was written by all rules, as outset check does. */
static bool
check_result(Run *run, const Values *values, GError **error)
{
	static const OtCheckValues rules = {0};
	g_autoptr(OtSettings) settings = ot_settings_load(values->output, error);

	if (settings == NULL)
		return false;
	g_autoptr(OtChecker) checker = ot_checker_open(run->resources, settings, &rules, error);
	if (checker == NULL)
		return false;
	OtResult *result = ot_result_new(VERSION);
	g_autoptr(OtChecked) checked = ot_checker_run(checker, values->output, result, error);
	g_autoptr(GString) counts = g_string_new(NULL);
	bool done = checked != NULL;
	ot_report_append_count(counts,
	                       ot_findings_count_severity(result->findings, OT_SEVERITY_ERROR),
	                       "error");
	g_string_append(counts, " and ");
	ot_report_append_count(counts,
	                       ot_findings_count_severity(result->findings, OT_SEVERITY_WARNING),
	                       "warning");
	if (done)
		ot_say(&values->report, "Written: %s; of it outset check reports %s",
		       values->output, counts->str);
	g_clear_pointer(&checked, ot_checked_free);
	ot_result_free(result);
	return done;
}

/* --- the table of differences -------------------------------------------------------------- */

static int
find_format(const Values *values)
{
	if (values->report.format != FORMAT_TEXT || values->differences == NULL)
		return values->report.format;
	for (int format = FORMAT_CSV; formats[format] != NULL; format++) {
		g_autofree char *suffix = g_strconcat(".", formats[format], NULL);
		if (g_str_has_suffix(values->differences, suffix))
			return format;
	}
	return FORMAT_TEXT;
}

static bool
write_document(Run *run, const Values *values, int format, GError **error)
{
	static const OtForm forms[] = {
		[FORMAT_DOCX] = OT_FORM_DOCX,
		[FORMAT_PDF] = OT_FORM_PDF,
		[FORMAT_HTML] = OT_FORM_HTML,
	};
	xmlDoc *tree = ot_merge_report(run->merge);
	const OtTreeDocument what = {"merged", LANGUAGE, tree, forms[format]};
	const OtOutputOptions as = {.force = values->force};
	OtProduct *product = ot_tree_document_make(run->resources, &values->appearance, &what,
	                                           run->findings, error);
	const char *path = values->differences != NULL || product == NULL ? values->differences
	                                                                  : product->name;
	bool done = product != NULL &&
	            ot_output_write_file(product, path, &as, run->findings, error);

	if (done)
		ot_say(&values->report, "Written: %s", path);
	ot_product_free(product);
	xmlFreeDoc(tree);
	return done;
}

static bool
write_differences(Run *run, const Values *values, GError **error)
{
	int format = find_format(values);
	const OtReportOptions as = ot_report_options(
		&values->report, values->differences == NULL ? STDOUT_FILENO : -1);

	if (format > FORMAT_CSV)
		return write_document(run, values, format, error);
	char *text = format == FORMAT_CSV ? ot_merge_write_csv(run->merge)
	                                  : ot_merge_write_text(run->merge, &as);
	g_autoptr(GBytes) bytes = g_bytes_new_take(text, strlen(text));
	return ot_file_write(values->differences != NULL ? values->differences : "-", bytes, error);
}

/* --- all ----------------------------------------------------------------------------------- */

static bool
merge_all(Run *run, char *const *operands, const Values *values, GError **error)
{
	if (!read_all(run, operands, error) || !join(run, values, error) ||
	    !write_differences(run, values, error))
		return false;
	return values->output == NULL || (write_specification(run, values, error) &&
	                                  check_result(run, values, error));
}

static OtExit
run_merge(const void *data, char *const *operands, GError **error)
{
	const Values *values = data;
	Run run = {
		.resources = ot_resources_new(error),
		.findings = ot_findings_new(),
		.specs = g_ptr_array_new_with_free_func(free_spec),
		.paths = g_ptr_array_new_with_free_func(g_free),
	};
	OtReportValues plain = values->report;

	plain.format = OT_REPORT_TEXT;
	bool done = run.resources != NULL && merge_all(&run, operands, values, error);
	OtExit status = ot_report_aside(run.findings, &plain);
	clear_run(&run);
	return done ? status : OT_EXIT_FAILED;
}

const OtCommand ot_command_merge = {
	.name = "merge",
	.operands = "LEAD OTHER...",
	.summary = "join the specifications of several authorities into one",
	.description =
		"Joins specifications, or those of the folders of engagements. The first one leads: what "
		"can stand there once only is taken from it, and where others say something else, that is "
		"listed for you to decide together. Nothing is chosen for a budget. Ids get the letters of "
		"their authority before them.\n\n"
		"Outcomes are common where 60 of 100 words of title and result are the same and both "
		"measure in one unit, in one direction. Such an outcome stands there once, with the measures "
		"and baselines of each authority. What is alike below that is shown, and never joined.",
	.options = options,
	.values_size = sizeof(Values),
	.least_operands = 2,
	.most_operands = -1,
	.examples = examples,
	.reach = OT_WRITES_HERE,
	.run = run_merge,
};
