/* SPDX-License-Identifier: MIT */
#include "commands/command.h"

#include "base/error.h"
#include "base/file.h"
#include "base/limits.h"
#include "responses/collect.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

typedef struct {
	OtReportValues report;
	const char *engagement, *output;
	bool dry_run;
} Values;

static const OtOption options[] = {
	{'e', "engagement", OT_OPTION_TEXT, offsetof(Values, engagement), "DIR",
	 "the engagement or specification; otherwise the one in this folder"},
	{'o', "output", OT_OPTION_TEXT, offsetof(Values, output), "FILE",
	 "where to write; otherwise responses.xml beside the specification"},
	{'n', "dry-run", OT_OPTION_FLAG, offsetof(Values, dry_run), NULL,
	 "show what would be written, and write nothing"},
	OT_FORMAT_OPTION(Values),
	OT_REPORT_OPTIONS(Values),
	{0},
};

static const char *const examples[] = {
	"outset collect                       what lies in responses/",
	"outset collect answers/*.docx -o answers.xml",
	NULL,
};

/* A file that a person sent, and not what Word or a file manager puts beside it. */
static bool
is_sent(const char *name)
{
	return !g_str_has_prefix(name, "~$") && !g_str_has_prefix(name, ".~lock") &&
	       g_ascii_strcasecmp(name, "thumbs.db") != 0 &&
	       g_ascii_strcasecmp(name, "desktop.ini") != 0;
}

static bool
add_files(GPtrArray *files, const char *operand, GError **error)
{
	if (!ot_folder_exists(operand)) {
		g_ptr_array_add(files, g_strdup(operand));
		return true;
	}
	g_autoptr(GPtrArray) names = ot_folder_list(operand, error);
	for (guint i = 0; names != NULL && i < names->len; i++) {
		const char *name = g_ptr_array_index(names, i);
		g_autofree char *path = g_build_filename(operand, name, NULL);
		if (is_sent(name) && !ot_folder_exists(path))
			g_ptr_array_add(files, g_steal_pointer(&path));
	}
	return names != NULL;
}

static gint
compare_names(gconstpointer one, gconstpointer other)
{
	return strcmp(*(char *const *) one, *(char *const *) other);
}

/* The files of all operands, each once and in one order whatever that of the operands. */
static GPtrArray *
list_files(const OtEngagement *engagement, char *const *operands, GError **error)
{
	g_autoptr(GPtrArray) files = g_ptr_array_new_with_free_func(g_free);
	g_autofree char *folder = g_path_get_dirname(ot_engagement_specification(engagement));
	g_autofree char *usual = strcmp(folder, ".") == 0
	                                 ? g_strdup("responses")
	                                 : g_build_filename(folder, "responses", NULL);

	if (*operands == NULL && !add_files(files, usual, error))
		return NULL;
	for (; *operands != NULL; operands++)
		if (!add_files(files, *operands, error))
			return NULL;
	g_ptr_array_sort(files, compare_names);
	for (guint i = files->len; i > 1; i--)
		if (strcmp(g_ptr_array_index(files, i - 1), g_ptr_array_index(files, i - 2)) == 0)
			g_ptr_array_remove_index(files, i - 1);
	if (files->len <= OT_LIMIT_RESPONSES)
		return g_steal_pointer(&files);
	g_set_error(error, OT_ERROR, OT_ERROR_LIMIT,
	            "%u files are more than the %u that are collected at once", files->len,
	            OT_LIMIT_RESPONSES);
	return NULL;
}

static char *
find_output(const Values *values, const OtEngagement *engagement)
{
	g_autofree char *folder = g_path_get_dirname(ot_engagement_specification(engagement));

	if (values->output != NULL)
		return g_strdup(values->output);
	return strcmp(folder, ".") == 0 ? g_strdup("responses.xml")
	                                : g_build_filename(folder, "responses.xml", NULL);
}

static OtExit
write_responses(const Values *values, const OtEngagement *engagement, OtResponses *responses,
                size_t n_files, OtFindings *findings, GError **error)
{
	g_autofree char *path = find_output(values, engagement);
	size_t n = ot_responses_count(responses);

	ot_responses_settle(responses);
	g_autoptr(GBytes) bytes = ot_responses_write(responses);
	if (!values->dry_run && !ot_file_write(path, bytes, error))
		return OT_EXIT_FAILED;
	ot_say(&values->report, "%zu file%s, %zu response%s%s%s", n_files, n_files == 1 ? "" : "s", n,
	       n == 1 ? "" : "s", values->dry_run ? "; would be written to " : " written to ", path);
	return ot_report_aside(findings, &values->report);
}

static OtExit
run(const void *data, char *const *operands, GError **error)
{
	const Values *values = data;
	g_autoptr(OtFindings) findings = ot_findings_new(), of_spec = ot_findings_new();
	g_autoptr(OtEngagement) engagement = ot_engagement_open(
		values->engagement != NULL ? values->engagement : ".", of_spec, error);
	g_autoptr(OtCollector) collector =
		engagement != NULL ? ot_collector_new(engagement, error) : NULL;
	g_autoptr(GPtrArray) files =
		collector != NULL ? list_files(engagement, operands, error) : NULL;

	if (files == NULL)
		return OT_EXIT_FAILED;
	g_autoptr(OtResponses) responses = ot_responses_new(ot_engagement_reference(engagement),
	                                                    ot_engagement_version(engagement));
	for (guint i = 0; i < files->len; i++) {
		OtResponse *response =
			ot_collector_read(collector, g_ptr_array_index(files, i), findings);
		if (response != NULL)
			ot_responses_take(responses, response);
	}
	return write_responses(values, engagement, responses, files->len, findings, error);
}

const OtCommand ot_command_collect = {
	.name = "collect",
	.operands = "[FILE|DIR...]",
	.summary = "read the answers that suppliers sent",
	.description =
		"Reads response forms that suppliers completed, and writes their answers to "
		"responses.xml beside the specification, each with the file and the place that it comes "
		"from. A file that can't be read is reported and keeps no other from being read.",
	.options = options,
	.values_size = sizeof(Values),
	.most_operands = -1,
	.examples = examples,
	.run = run,
};
