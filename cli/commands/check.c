/* SPDX-License-Identifier: MIT */
#include "commands/check-response.h"
#include "commands/checker.h"
#include "commands/records-check.h"

#include "base/clock.h"
#include "base/error.h"
#include "base/file.h"
#include "base/limits.h"
#include "check/baseline.h"
#include "check/fix.h"
#include "check/parity.h"
#include "engagement/result-document.h"
#include "report/report.h"
#include "suppliers/check.h"

#include <glib/gstdio.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* The formats of the report, and after them those that are documents. */
enum { FORMAT_HTML = OT_N_REPORTS, FORMAT_CARD };

static const char *const formats[] = {
#define FORMAT(id, name, write) name,
#include "report/formats.def"
#undef FORMAT
	"html", "card", NULL,
};

typedef struct {
	OtReportValues report;
	OtCheckValues check;
	const char *output, *against, *baseline, *save_baseline;
	bool fix, diff;
} Values;

static const OtOption options[] = {
	{'f', "format", OT_OPTION_CHOICE, offsetof(Values, report.format), "FORMAT",
	 "text (default), json, jsonl, sarif, junit, github, csv, html; card is one page as PDF",
	 formats},
	{'o', "output", OT_OPTION_OUTPUT, offsetof(Values, output), "FILE",
	 "write the report to a file"},
	OT_CHECK_OPTIONS(Values),
	{0, "baseline", OT_OPTION_TEXT, offsetof(Values, baseline), "FILE",
	 "report only what this baseline does not know"},
	{0, "save-baseline", OT_OPTION_OUTPUT, offsetof(Values, save_baseline), "FILE",
	 "write what is found now as a baseline"},
	{0, "against", OT_OPTION_TEXT, offsetof(Values, against), "FILE",
	 "of a response form: the specification or briefing (.pdf) to compare it with"},
	{0, "fix", OT_OPTION_CHANGES, offsetof(Values, fix), NULL,
	 "mend in the specification what changes no decision, then check it"},
	{0, "diff", OT_OPTION_FLAG, offsetof(Values, diff), NULL,
	 "show what --fix would change, and change nothing"},
	OT_REPORT_OPTIONS(Values),
	{0},
};

static const char *const examples[] = {
	"outset check                         the engagement in this folder",
	"outset check draft.docx              a free draft in Word",
	"outset check gritting planning       the specifications of two engagements",
	"outset check --format html -o report.html spec.xml",
	"outset check --format sarif - < spec.xml",
	"outset check --save-baseline known.json old.docx",
	"outset check response-form.docx      my answers, before I send them",
	"outset check --fix --diff            show what could be mended",
	NULL,
};

/* One run over all operands. */
typedef struct {
	const Values *values;
	OtResources *resources;
	OtSettings *settings; /* of the operand that is checked, and its checker */
	OtChecker *checker;
	OtResult *result;
	/* what the operand that was checked last turned out to be */
	bool has_spec, has_draft, has_response;
	bool failed;
} Run;

/*
 * The settings and the checker for an operand; those of the operand before where they are the same.
 */
static bool
prepare(Run *run, const char *operand, GError **error)
{
	g_autoptr(OtSettings) settings = ot_settings_load(operand, error);

	if (settings == NULL)
		return false;
	if (run->checker != NULL && g_strcmp0(settings->file, run->settings->file) == 0)
		return true;
	g_clear_pointer(&run->checker, ot_checker_free);
	g_clear_pointer(&run->settings, ot_settings_free);
	run->settings = g_steal_pointer(&settings);
	run->checker =
		ot_checker_open(run->resources, run->settings, &run->values->check, error);
	return run->checker != NULL;
}

/* Write the file again with the rights that it had, and where a link leads. */
static bool
rewrite(const char *path, GBytes *bytes, GError **error)
{
	g_autofree char *target = realpath(path, NULL);
	const char *file = target != NULL ? target : path;
	GStatBuf info;
	bool known = g_stat(file, &info) == 0;

	if (!ot_file_write(file, bytes, error))
		return false;
	if (known)
		g_chmod(file, info.st_mode & 0777);
	return true;
}

/*
 * Mend a specification, or show how it would be; what isn't one has nothing that could be mended.
 */
static bool
fix(const Run *run, const char *path, GError **error)
{
	g_autoptr(OtResult) result = ot_result_new(VERSION);
	g_autoptr(OtChecked) checked = ot_checker_run(run->checker, path, result, error);

	if (checked == NULL)
		return false;
	if (checked->input->kind != OT_INPUT_SPECIFICATION)
		ot_say(&run->values->report,
		       "%s: only a specification can be mended; outset review writes comments into a "
		       "draft.",
		       path);
	if (checked->spec == NULL)
		return true;
	g_autoptr(GBytes) bytes = ot_file_read(path, OT_LIMIT_FILE_BYTES, error);
	g_autoptr(OtFix) changes =
		bytes != NULL ? ot_fix_new(run->checker, checked, result->findings, bytes, error)
			      : NULL;
	if (changes == NULL)
		return false;
	size_t n = ot_fix_count(changes);
	if (run->values->diff) {
		g_autofree char *diff = ot_fix_diff(changes, path);
		fputs(diff, stdout);
		ot_say(&run->values->report,
		       "%s: %zu change%s to make; nothing was changed (--diff).", path, n,
		       n == 1 ? "" : "s");
		return true;
	}
	g_autoptr(GBytes) changed = ot_fix_apply(changes);
	if (n > 0 && !rewrite(path, changed, error))
		return false;
	ot_say(&run->values->report, "%s: %zu change%s made.", path, n, n == 1 ? "" : "s");
	return true;
}

/* The other language that the settings ask for documents in; NULL where they ask for one only. */
static const char *
other_language(const OtSettings *settings, const OtSpec *spec)
{
	bool welsh = ot_lang_is_same(ot_spec_language(spec), "cy");
	const char *other = welsh ? "en" : "cy";
	const char *asked = settings->language;

	return g_strcmp0(asked, "both") == 0 || g_strcmp0(asked, other) == 0 ? other : NULL;
}

/* A specification that is to be in two languages says the same in both. */
static bool
check_languages(Run *run, const OtChecked *checked, const char *path, GError **error)
{
	OtResources *resources = run->resources;
	const char *lang = other_language(run->settings, checked->spec);
	g_autofree char *file = ot_translation_path(path, lang != NULL ? lang : "cy");
	bool there = ot_file_may_exist(file);

	if (strcmp(path, "-") == 0 || (lang == NULL && !there))
		return true;
	const OtSchema *schema = ot_resources_schema(resources, error);
	const OtSchema *vocabulary =
		schema != NULL ? ot_resources_translations(resources, error) : NULL;
	g_autoptr(OtTranslation) translation =
		there && vocabulary != NULL ? ot_translation_load(file, vocabulary, error) : NULL;
	if (vocabulary == NULL || (there && translation == NULL))
		return false;
	OtParity parity = {
		.xml = ot_spec_xml(checked->spec),
		.model = ot_schema_model(schema),
		.lang = lang != NULL ? lang : "cy",
		.translation = translation,
		.path = file,
		.labels = ot_resources_labels(resources, ot_spec_language(checked->spec), error),
	};
	if (parity.labels != NULL)
		parity.other_labels = ot_resources_labels(resources, parity.lang, error);
	if (parity.other_labels == NULL)
		return false;
	ot_check_parity(&parity, run->result->findings);
	return true;
}

/*
 * The list of suppliers of an engagement, where there is one.  What is only noted in it is for
 * outset suppliers check, and so is a list that would take longer than the specification.
 */
static bool
check_list(Run *run, const char *specification, GError **error)
{
	g_autofree char *list = ot_settings_suppliers(run->settings, specification);
	g_autofree char *lists =
		ot_resources_path(run->resources, "schemas", "suppliers.xml", NULL);
	g_autofree char *today = ot_today();
	g_autoptr(OtFindings) found = ot_findings_new();
	const OtSuppliersOptions how = ot_settings_suppliers_options(run->settings);
	OtSuppliersCounts counts;
	GStatBuf info;

	if (g_stat(list, &info) != 0 || !S_ISREG(info.st_mode))
		return true;
	if (info.st_size > OT_LIMIT_LIST_ON_THE_WAY) {
		ot_findings_add(run->result->findings, OT_CODE_SUPPLIER_LIST_LARGE,
		                (OtWhere){.file = list},
		                "the list has more than %u MB and was not checked",
		                OT_LIMIT_LIST_ON_THE_WAY >> 20);
		return true;
	}
	g_autoptr(OtSupplierLists) known = ot_supplier_lists_load(lists, error);
	g_autoptr(GError) mistake = NULL;
	if (known == NULL)
		return false;
	if (!ot_suppliers_check(list, &how, known, today, &counts, found, &mistake) &&
	    mistake != NULL) {
		g_propagate_error(error, g_steal_pointer(&mistake));
		return false;
	}
	for (size_t i = 0; i < ot_findings_count(found); i++)
		if (ot_findings_get(found, i)->severity > OT_SEVERITY_NOTE)
			ot_findings_add_copy(run->result->findings, ot_findings_get(found, i));
	ot_findings_add_rest(run->result->findings, found);
	return true;
}

static bool
check_one(Run *run, const char *operand, GError **error)
{
	bool mend = run->values->fix || run->values->diff;

	if (!prepare(run, operand, error))
		return false;
	g_autofree char *path = ot_settings_specification(run->settings, operand, error);
	if (path == NULL)
		return false;
	if (mend && strcmp(path, "-") == 0) {
		g_set_error(error, OT_ERROR, OT_ERROR_USAGE,
		            "standard input can't be mended; name a file");
		return false;
	}
	if (!mend && ot_is_response(path)) {
		run->has_response = true;
		return ot_check_response(path, run->values->against, run->resources,
		                         run->result->findings, error);
	}
	if (mend && !fix(run, path, error))
		return false;
	if (run->values->diff)
		return true;
	/* Its text and tree go before the next is read, so that memory does not grow with them. */
	g_autoptr(OtChecked) checked = ot_checker_run(run->checker, path, run->result, error);
	run->has_spec = checked != NULL && checked->spec != NULL;
	run->has_draft = checked != NULL && checked->draft != NULL;
	return checked != NULL && (!run->has_spec || check_languages(run, checked, path, error)) &&
	       (!ot_folder_exists(operand) || (check_list(run, path, error) &&
	                                       ot_records_check(path, run->settings, checked->spec,
	                                                        run->result->findings, error)));
}

static bool
use_baselines(Run *run, GError **error)
{
	const Values *values = run->values;
	const char *baseline = values->baseline != NULL   ? values->baseline
	                       : run->settings != NULL ? run->settings->baseline
	                                               : NULL;

	/* What lacks the findings of a file would report them as new later on. */
	if (values->save_baseline != NULL && run->failed) {
		ot_complain("%s is not written, as not everything could be checked",
		            values->save_baseline);
	} else if (values->save_baseline != NULL) {
		g_autoptr(GBytes) bytes = ot_baseline_make(run->result);
		if (!ot_file_write(values->save_baseline, bytes, error))
			return false;
		ot_say(&values->report, "Written: %s", values->save_baseline);
	}
	return baseline == NULL || ot_baseline_apply(baseline, run->result, error);
}

/* The report as bytes; NULL with or without `error`, then see the findings. */
static GBytes *
make_report(Run *run, bool to_terminal, GError **error)
{
	const Values *values = run->values;
	const OtAppearance house =
		run->settings != NULL ? ot_settings_appearance(run->settings) : (OtAppearance){0};
	g_autoptr(OtFindings) problems = ot_findings_new();
	GBytes *bytes = NULL;

	if (values->report.format == FORMAT_HTML)
		bytes = ot_result_page(run->resources, &house, run->result, problems, error);
	else if (values->report.format == FORMAT_CARD)
		bytes = ot_result_card(run->resources, &house, run->result, problems, error);
	if (values->report.format == FORMAT_HTML || values->report.format == FORMAT_CARD) {
		ot_report_aside(problems, &values->report);
		return bytes;
	}
	const OtReportOptions look = to_terminal ? ot_report_options(&values->report, STDOUT_FILENO)
	                                         : (OtReportOptions){0};
	char *text = ot_report_write((OtReportFormat) values->report.format, run->result, &look);
	return g_bytes_new_take(text, strlen(text));
}

/* The next command, where one engagement or draft was checked. */
static void
find_next(const Run *run, char *const *operands)
{
	g_autofree char *word = ot_shell_word(operands[0]);
	g_autofree char *next = NULL;

	if (operands[1] != NULL || strcmp(operands[0], "-") == 0)
		return;
	if (ot_findings_count_severity(run->result->findings, OT_SEVERITY_ERROR) > 0 &&
	    !run->has_draft)
		next = g_strdup_printf("correct this, then: outset check %s", word);
	else if (run->has_draft && ot_findings_count(run->result->findings) > 0)
		next = g_strdup_printf("outset review %s", word);
	else if (run->has_spec)
		next = g_strdup_printf("outset pack %s", word);
	run->result->next = ot_result_keep(run->result, next);
}

/* What is checked is never written over by what is said about it. */
static bool
check_outputs(const Run *run, GError **error)
{
	const char *const outputs[] = {run->values->output, run->values->save_baseline};
	const GPtrArray *inputs = run->result->inputs;

	for (size_t i = 0; i < G_N_ELEMENTS(outputs); i++) {
		g_autofree char *output =
			outputs[i] != NULL ? g_canonicalize_filename(outputs[i], NULL) : NULL;
		for (guint j = 0; output != NULL && j < inputs->len; j++) {
			const OtCheckedInput *input = g_ptr_array_index(inputs, j);
			g_autofree char *file = g_canonicalize_filename(input->file, NULL);
			if (strcmp(file, output) != 0)
				continue;
			g_set_error(error, OT_ERROR, OT_ERROR_USAGE,
			            "%s is what is checked, and stays as it is; name another file",
			            outputs[i]);
			return false;
		}
	}
	return true;
}

static OtExit
report(Run *run, char *const *operands, GError **error)
{
	const Values *values = run->values;
	const char *output = values->output != NULL ? values->output : "-";
	bool is_text = values->report.format == OT_REPORT_TEXT;
	bool to_terminal = strcmp(output, "-") == 0;

	ot_findings_sort(run->result->findings);
	if (!check_outputs(run, error) || !use_baselines(run, error))
		return OT_EXIT_FAILED;
	OtExit status = ot_exit_status(run->result->findings, &values->report);
	if (!run->failed && !values->report.quiet && !run->has_response)
		find_next(run, operands);
	/* "Nothing was found" is not true of a file that could not be read. */
	bool silent = is_text && to_terminal && ot_findings_count(run->result->findings) == 0 &&
	              (values->report.quiet || run->failed);
	if (silent)
		return status;
	if (values->report.format == FORMAT_CARD && to_terminal && isatty(STDOUT_FILENO)) {
		g_set_error(error, OT_ERROR, OT_ERROR_USAGE,
		            "a card is a PDF; say where to write it with -o card.pdf");
		return OT_EXIT_FAILED;
	}
	g_autoptr(GBytes) bytes = make_report(run, to_terminal, error);
	if (bytes == NULL || !ot_file_write(output, bytes, error))
		return OT_EXIT_FAILED;
	if (!to_terminal)
		ot_say(&values->report, "Written: %s", output);
	return status;
}

static void
clear_run(Run *run)
{
	ot_result_free(run->result);
	ot_checker_free(run->checker);
	ot_settings_free(run->settings);
	ot_resources_free(run->resources);
}

/* A draft of somebody's, and not what Word or outset review put beside it. */
static bool
is_draft(const char *name)
{
	g_autofree char *lower = g_ascii_strdown(name, -1);

	return (g_str_has_suffix(lower, ".docx") || g_str_has_suffix(lower, ".docm")) &&
	       !g_str_has_prefix(lower, "~$") && !g_str_has_suffix(lower, ".reviewed.docx");
}

/* Add what an operand stands for: itself, or the drafts in a folder that has no specification. */
static void
add_inputs(GPtrArray *inputs, const char *operand)
{
	g_autoptr(OtSettings) settings = ot_settings_load(operand, NULL);
	g_autofree char *spec =
		settings != NULL ? ot_settings_specification(settings, operand, NULL) : NULL;
	g_autoptr(GPtrArray) names =
		settings != NULL && spec == NULL ? ot_folder_list(operand, NULL) : NULL;
	guint before = inputs->len;

	for (guint i = 0; names != NULL && i < names->len; i++) {
		const char *name = g_ptr_array_index(names, i);
		g_autofree char *path = strcmp(operand, ".") == 0
		                                ? g_strdup(name)
		                                : g_build_filename(operand, name, NULL);
		if (is_draft(name) && !ot_folder_exists(path))
			g_ptr_array_add(inputs, g_steal_pointer(&path));
	}
	/* What is wrong with it is said when it is checked. */
	if (inputs->len == before)
		g_ptr_array_add(inputs, g_strdup(operand));
}

static GPtrArray *
list_inputs(char *const *operands)
{
	GPtrArray *inputs = g_ptr_array_new_with_free_func(g_free);

	if (*operands == NULL)
		add_inputs(inputs, ".");
	for (; *operands != NULL; operands++)
		add_inputs(inputs, *operands);
	g_ptr_array_add(inputs, NULL);
	return inputs;
}

static OtExit
run(const void *data, char *const *operands, GError **error)
{
	Run state = {.values = data, .resources = ot_resources_new(error)};

	if (state.resources == NULL)
		return OT_EXIT_FAILED;
	g_autoptr(GPtrArray) list = list_inputs(operands);
	char *const *inputs = (char *const *) list->pdata;
	state.result = ot_result_new(VERSION);
	/* One file that can't be read does not keep the others from being checked. */
	for (size_t i = 0; inputs[i] != NULL; i++) {
		g_autoptr(GError) mistake = NULL;
		if (!check_one(&state, inputs[i], &mistake)) {
			ot_complain("%s", mistake->message);
			state.failed = true;
		}
	}
	OtExit status = OT_EXIT_CLEAN;
	if (!state.values->diff)
		status = report(&state, inputs, error);
	if (state.failed)
		status = OT_EXIT_FAILED;
	clear_run(&state);
	return status;
}

const OtCommand ot_command_check = {
	.name = "check",
	.operands = "[FILE|DIR...]",
	.summary = "find what is wrong or weak in a specification or a draft",
	.description =
		"Checks a specification (XML): that it follows schemas/spec.xsd, that everything it "
		"refers to exists, and then by rules with a source in law or guidance whether it asks "
		"for outcomes and keeps the market open. Checks a free draft in Word (.docx) or plain "
		"text (.txt) by those rules that need no fields. Each finding has a place, the words "
		"found, a stable code, why it matters and what to try; outset explain CODE says more.\n\n"
		"Of a response form (.docx) it says what a supplier may want to know before sending it: "
		"what is still empty, longer than was asked for, marked as sensitive without a reason, "
		"or, with --against, asked in other words by now.\n\n"
		"FILE may be - for standard input, a specification or a text; a folder stands for the "
		"spec.xml in it, and one without for the Word drafts in it. In a folder the list of "
		"suppliers, the register and the list of questions are checked, too: whether the chain "
		"holds, and whether one supplier has what others lack. That nothing was found does not "
		"make a specification good or lawful.\n\n"
		"A finding that you looked at and decided to live with can be set aside in the "
		"specification itself: see suppressions in schemas/spec.xsd. It needs a reason.",
	.options = options,
	.values_size = sizeof(Values),
	.most_operands = -1,
	.examples = examples,
	.run = run,
};
