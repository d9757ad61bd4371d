/* SPDX-License-Identifier: MIT */
#include "commands/action.h"
#include "commands/command.h"
#include "commands/suppliers-write.h"

#include "base/clock.h"
#include "base/error.h"
#include "base/file.h"
#include "engagement/resources.h"
#include "engagement/settings.h"
#include "suppliers/check.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

typedef struct {
	OtReportValues report;
	const char *engagement, *date, *output;
	int sure;  /* 0: as usual; else 1 + an OtCertainty */
	int least; /* 0: as usual */
	bool force;
} Values;

static const char *const sure_choices[] = {"usual", "possible", "likely", "certain", NULL};

static const OtOption options[] = {
	{'e', "engagement", OT_OPTION_ENGAGEMENT, offsetof(Values, engagement), "DIR",
	 "the engagement whose list is meant, where no file is named (default: this folder)"},
	OT_FORMAT_OPTION(Values),
	{'o', "output", OT_OPTION_OUTPUT, offsetof(Values, output), "FILE",
	 "dedupe: write the list with those that are the same brought together"},
	{0, "force", OT_OPTION_FLAG, offsetof(Values, force), NULL,
	 "dedupe: replace FILE if it is there, though never the list itself"},
	{0, "sure", OT_OPTION_CHOICE, offsetof(Values, sure), "HOW",
	 "dedupe: bring together what is certain, likely (default) or possible", sure_choices},
	{0, "least", OT_OPTION_NUMBER, offsetof(Values, least), "N",
	 "stats: count regions with fewer suppliers together (default 1)", NULL, 1, 1000000},
	{0, "date", OT_OPTION_TEXT, offsetof(Values, date), "DATE",
	 "take this day for today: 2027-01-31"},
	OT_REPORT_OPTIONS(Values),
	{0},
};

static const char *const examples[] = {
	"outset suppliers check                        the list of the engagement in this folder",
	"outset suppliers check export.csv -f json",
	"outset suppliers dedupe                       who is there twice, by what, how surely",
	"outset suppliers dedupe export.csv --sure certain -o suppliers.csv",
	"outset suppliers stats --least 5              sizes, kinds, regions, consent, retention",
	NULL,
};

/* A list, and what it is read with. */
typedef struct {
	const Values *values;
	char *path, *today;
	OtSettings *settings;
	OtSuppliersOptions how;
	OtSupplierLists *lists;
	OtFindings *findings;
} Run;

static void
clear_run(Run *run)
{
	g_free(run->path);
	g_free(run->today);
	ot_settings_free(run->settings);
	ot_supplier_lists_free(run->lists);
	ot_findings_free(run->findings);
}

/* A table is its own list; an engagement has one. */
static bool
find_list(Run *run, const char *operand, GError **error)
{
	const char *input = operand != NULL               ? operand
	                    : run->values->engagement != NULL ? run->values->engagement
	                                                      : ".";
	bool is_table = strcmp(input, "-") == 0 ||
	                (!ot_folder_exists(input) && !g_str_has_suffix(input, ".xml"));

	run->settings = ot_settings_load(strcmp(input, "-") == 0 ? "." : input, error);
	if (run->settings == NULL)
		return false;
	run->how = ot_settings_suppliers_options(run->settings);
	if (is_table) {
		run->path = g_strdup(input);
		return true;
	}
	/* A list may be there before a specification is. */
	g_autofree char *specification = ot_folder_exists(input)
	                                         ? g_build_filename(input, "spec.xml", NULL)
	                                         : g_strdup(input);
	run->path = ot_settings_suppliers(run->settings, specification);
	if (ot_file_may_exist(run->path))
		return true;
	g_set_error(
		error, OT_ERROR, OT_ERROR_IO,
		"there is no %s; write one with the heads Id, Name, Company number, PPON, Contact, "
		"Email, Size, Consent and Retain until, or name yours in outset.ini",
		run->path);
	return false;
}

static bool
read_lists(Run *run, GError **error)
{
	g_autoptr(OtResources) resources = ot_resources_new(error);
	g_autofree char *path =
		resources != NULL ? ot_resources_path(resources, "schemas", "suppliers.xml", NULL)
		                  : NULL;

	run->lists = path != NULL ? ot_supplier_lists_load(path, error) : NULL;
	return run->lists != NULL;
}

static bool
choose_today(Run *run, GError **error)
{
	const char *given = run->values->date;
	int year, month, day, end = 0;

	run->today = given != NULL ? g_strdup(given) : ot_today();
	if (given == NULL ||
	    (sscanf(given, "%4d-%2d-%2d%n", &year, &month, &day, &end) == 3 && end == 10 &&
	     given[10] == '\0' && month >= 1 && month <= 12 &&
	     g_date_valid_dmy((GDateDay) day, (GDateMonth) month, (GDateYear) year)))
		return true;
	g_set_error(error, OT_ERROR, OT_ERROR_USAGE, "\"%s\" is not a date; write it as 2027-01-31",
	            given);
	return false;
}

static OtExit
check(Run *run, GError **error)
{
	g_autoptr(GError) mistake = NULL;
	OtSuppliersCounts counts;
	bool good = ot_suppliers_check(run->path, &run->how, run->lists, run->today, &counts,
	                               run->findings, &mistake);

	if (mistake != NULL) {
		g_propagate_error(error, g_steal_pointer(&mistake));
		return OT_EXIT_FAILED;
	}
	OtExit status = ot_report(run->findings, &run->values->report);
	if (good)
		ot_say(&run->values->report,
		       "%zu suppliers, %zu of them in rows that can't be used.", counts.rows,
		       counts.bad);
	return status;
}

/* The form of what is no report of findings; false for one that it hasn't. */
static bool
choose_form(const Run *run, OtSuppliersForm *form, GError **error)
{
	switch ((OtReportFormat) run->values->report.format) {
	case OT_REPORT_TEXT:
		*form = OT_SUPPLIERS_TEXT;
		return true;
	case OT_REPORT_JSON:
		*form = OT_SUPPLIERS_JSON;
		return true;
	case OT_REPORT_CSV:
		*form = OT_SUPPLIERS_CSV;
		return true;
	default:
		g_set_error(
			error, OT_ERROR, OT_ERROR_USAGE,
			"only suppliers check has the format %s; the others have text, json, csv",
			ot_report_formats[run->values->report.format]);
		return false;
	}
}

/* What was found, for people beside the product; in JSON it is part of it. */
static OtExit
finish(Run *run, OtSuppliersForm form)
{
	OtReportValues plain = run->values->report;

	plain.format = OT_REPORT_TEXT;
	return form == OT_SUPPLIERS_JSON ? ot_exit_status(run->findings, &plain)
	                                 : ot_report_aside(run->findings, &plain);
}

static char *
findings_as_json(Run *run)
{
	const OtResult result = {.findings = run->findings, .version = VERSION};

	ot_findings_sort(run->findings);
	return ot_report_write(OT_REPORT_JSON, &result, NULL);
}

/* Without a list that could be read there are findings or an error. */
static OtExit
fail(Run *run, GError **mistake, GError **error)
{
	if (*mistake == NULL)
		return finish(run, OT_SUPPLIERS_TEXT);
	g_propagate_error(error, g_steal_pointer(mistake));
	return OT_EXIT_FAILED;
}

static OtExit
stats(Run *run, GError **error)
{
	g_autoptr(GError) mistake = NULL;
	OtSuppliersForm form;

	if (!choose_form(run, &form, error))
		return OT_EXIT_FAILED;
	g_autoptr(OtSuppliersStats) counts =
		ot_suppliers_stats(run->path, &run->how, (size_t) MAX(run->values->least, 1),
		                   run->today, run->findings, &mistake);
	if (counts == NULL)
		return fail(run, &mistake, error);
	g_autofree char *found = findings_as_json(run);
	g_autofree char *text = ot_suppliers_write_stats(counts, form, found);
	fputs(text, stdout);
	return finish(run, form);
}

/* --- dedupe -------------------------------------------------------------------------------- */

static bool
check_output(const Run *run, GError **error)
{
	const char *output = run->values->output;

	if (output == NULL || strcmp(output, "-") == 0)
		return true;
	if (ot_file_is_same(output, run->path)) {
		g_set_error(error, OT_ERROR, OT_ERROR_USAGE,
		            "%s is the list itself, and stays as it is; name another file", output);
		return false;
	}
	if (!run->values->force && ot_file_may_exist(output)) {
		g_set_error(error, OT_ERROR, OT_ERROR_USAGE,
		            "%s is there already; name another file, or replace it with --force",
		            output);
		return false;
	}
	return true;
}

/* A row that was passed over would be lost. */
static bool
is_whole(const Run *run)
{
	const char *code = ot_code_info(OT_CODE_TABLE_LIMIT)->code;

	for (size_t i = 0; i < ot_findings_count(run->findings); i++)
		if (strcmp(ot_findings_get(run->findings, i)->code, code) == 0)
			return false;
	return ot_findings_rest(run->findings, code) == 0;
}

static size_t
count_merged(const OtDuplicates *duplicates)
{
	size_t n = 0;

	for (guint i = 0; i < duplicates->groups->len; i++) {
		const OtSameGroup *group = g_ptr_array_index(duplicates->groups, i);
		if (group->cells != NULL)
			n += group->rows->len - 1;
	}
	return n;
}

static bool
write_merged(const Run *run, const OtDuplicates *duplicates, GError **error)
{
	const char *output = run->values->output;
	size_t n = count_merged(duplicates);

	if (!is_whole(run)) {
		g_set_error(
			error, OT_ERROR, OT_ERROR_FORMAT,
			"%s has rows that were passed over and would be lost; correct them first",
			run->path);
		return false;
	}
	if (n == 0) {
		ot_say(&run->values->report,
		       "There is nothing to bring together; nothing was written.");
		return true;
	}
	g_autoptr(GBytes) bytes = ot_duplicates_merge(duplicates, run->path, &run->how, error);
	if (bytes == NULL || !ot_file_write(output, bytes, error))
		return false;
	ot_say(&run->values->report, "Written: %s, with %zu row%s fewer", output, n,
	       n == 1 ? "" : "s");
	return true;
}

static OtExit
dedupe(Run *run, GError **error)
{
	g_autoptr(GError) mistake = NULL;
	const Values *values = run->values;
	OtCertainty sure = values->sure > 0 ? (OtCertainty) (values->sure - 1) : OT_SAME_LIKELY;
	OtSuppliersForm form;

	if (!choose_form(run, &form, error) || !check_output(run, error))
		return OT_EXIT_FAILED;
	g_autoptr(OtDuplicates) duplicates =
		ot_duplicates_find(run->path, &run->how, run->lists, sure, run->findings, &mistake);
	if (duplicates == NULL)
		return fail(run, &mistake, error);
	g_autofree char *found = findings_as_json(run);
	g_autofree char *text = ot_suppliers_write_duplicates(duplicates, form, found);
	/* The list itself goes there. */
	if (g_strcmp0(values->output, "-") != 0)
		fputs(text, stdout);
	OtExit status = finish(run, form);
	ot_say(&values->report, "%zu suppliers; there more than once: %u; perhaps: %u.",
	       duplicates->n_rows, duplicates->groups->len, duplicates->hints->len);
	if (values->output != NULL && !write_merged(run, duplicates, error))
		return OT_EXIT_FAILED;
	return status;
}

/* --- the command --------------------------------------------------------------------------- */

static const struct {
	const char *name;
	OtExit (*run)(Run *run, GError **error);
} actions[] = {
	{"check", check},
	{"dedupe", dedupe},
	{"stats", stats},
};

/* An option that says nothing to what is done is a mistake of somebody. */
static bool
check_options(const Values *values, const char *action, GError **error)
{
	bool is_dedupe = strcmp(action, "dedupe") == 0, is_stats = strcmp(action, "stats") == 0;
	const char *wrong = values->output != NULL && !is_dedupe ? "output"
	                    : values->force && !is_dedupe        ? "force"
	                    : values->sure > 0 && !is_dedupe     ? "sure"
	                    : values->least > 0 && !is_stats     ? "least"
	                                                         : NULL;

	if (wrong == NULL)
		return true;
	g_set_error(error, OT_ERROR, OT_ERROR_USAGE, "suppliers %s has no option --%s", action,
	            wrong);
	return false;
}

static OtExit
run(const void *data, char *const *operands, GError **error)
{
	int action = OT_ACTION_FIND("suppliers", actions, operands[0], error);
	Run state = {.values = data, .findings = ot_findings_new()};
	bool ready = action >= 0 && check_options(data, operands[0], error) &&
	             choose_today(&state, error) && find_list(&state, operands[1], error) &&
	             read_lists(&state, error);
	OtExit status = ready ? actions[action].run(&state, error) : OT_EXIT_FAILED;

	clear_run(&state);
	return status;
}

const OtCommand ot_command_suppliers = {
	.name = "suppliers",
	.operands = "check|dedupe|stats [FILE.csv|DIR]",
	.summary = "check your list of suppliers, find who is there twice, count",
	.description =
		"The list is suppliers.csv beside the specification, or the one that outset.ini "
		"names, as any spreadsheet saves it. check names by row and column what can't be "
		"right, who does not want to be contacted and who is kept for too long; what is "
		"only missing is counted. It compares nothing with a register: a number that has "
		"the right shape may be wrong.\n\n"
		"dedupe shows who is there twice. Certain is the same id, company number or PPON; "
		"likely is the same name but for its legal form, or the same address of e-mail; a "
		"mail domain, or a name with two company numbers, makes it possible only. With -o "
		"it writes one row for each: the fullest cells, of consent the strictest and of "
		"retention the earliest; what contradicts goes to the note, so that nothing is "
		"lost.\n\n"
		"stats counts sizes, kinds, regions, identifiers, consent and retention, and who "
		"said nothing.",
	.options = options,
	.values_size = sizeof(Values),
	.least_operands = 1,
	.most_operands = 2,
	.examples = examples,
	.reach = OT_WRITES_HERE | OT_NEEDS_MUCH,
	.run = run,
};
