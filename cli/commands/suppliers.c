/* SPDX-License-Identifier: MIT */
#include "commands/command.h"

#include "base/clock.h"
#include "base/error.h"
#include "base/file.h"
#include "base/suggest.h"
#include "engagement/resources.h"
#include "engagement/settings.h"
#include "suppliers/check.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

typedef struct {
	OtReportValues report;
	const char *engagement, *date;
} Values;

static const OtOption options[] = {
	{'e', "engagement", OT_OPTION_TEXT, offsetof(Values, engagement), "DIR",
	 "the engagement whose list is meant, where no file is named (default: this folder)"},
	OT_FORMAT_OPTION(Values),
	{0, "date", OT_OPTION_TEXT, offsetof(Values, date), "DATE",
	 "take this day for today: 2027-01-31"},
	OT_REPORT_OPTIONS(Values),
	{0},
};

static const char *const examples[] = {
	"outset suppliers check                        the list of the engagement in this folder",
	"outset suppliers check export.csv -f json",
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
	if (g_file_test(run->path, G_FILE_TEST_EXISTS))
		return true;
	g_set_error(error, OT_ERROR, OT_ERROR_IO,
	            "there is no %s; write one with the heads Id, Name, Company number, PPON, Contact, "
	            "Email, Size, Consent and Retain until, or name yours in outset.ini", run->path);
	return false;
}

static bool
read_lists(Run *run, GError **error)
{
	g_autoptr(OtResources) resources = ot_resources_new(error);
	g_autofree char *path =
		resources != NULL ? ot_resources_path(resources, "schemas", "suppliers.xml", NULL) : NULL;

	run->lists = path != NULL ? ot_supplier_lists_load(path, error) : NULL;
	return run->lists != NULL;
}

static bool
choose_today(Run *run, GError **error)
{
	const char *given = run->values->date;
	int year, month, day, end = 0;

	run->today = given != NULL ? g_strdup(given) : ot_today();
	if (given == NULL || (sscanf(given, "%4d-%2d-%2d%n", &year, &month, &day, &end) == 3 &&
	                      end == 10 && given[10] == '\0' && month >= 1 && month <= 12 &&
	                      g_date_valid_dmy((GDateDay) day, (GDateMonth) month, (GDateYear) year)))
		return true;
	g_set_error(error, OT_ERROR, OT_ERROR_USAGE, "\"%s\" is no date; write it as 2027-01-31", given);
	return false;
}

static OtExit
check(Run *run, GError **error)
{
	g_autoptr(GError) mistake = NULL;
	OtSuppliersCounts counts;

	if (!ot_suppliers_check(run->path, &run->how, run->lists, run->today, &counts, run->findings,
	                        &mistake) &&
	    mistake != NULL) {
		g_propagate_error(error, g_steal_pointer(&mistake));
		return OT_EXIT_FAILED;
	}
	OtExit status = ot_report(run->findings, &run->values->report);
	ot_say(&run->values->report, "%zu suppliers, %zu of them in rows that can’t be used.", counts.rows,
	       counts.bad);
	return status;
}

static const struct {
	const char *name;
	OtExit (*run)(Run *run, GError **error);
} actions[] = {
	{"check", check},
};

static OtExit
run(const void *data, char *const *operands, GError **error)
{
	g_autoptr(GPtrArray) names = g_ptr_array_new();

	for (size_t i = 0; i < G_N_ELEMENTS(actions); i++) {
		g_ptr_array_add(names, (char *) actions[i].name);
		if (strcmp(actions[i].name, operands[0]) != 0)
			continue;
		Run state = {.values = data, .findings = ot_findings_new()};
		bool ready = choose_today(&state, error) && find_list(&state, operands[1], error) &&
		             read_lists(&state, error);
		OtExit status = ready ? actions[i].run(&state, error) : OT_EXIT_FAILED;
		clear_run(&state);
		return status;
	}
	g_autofree char *advice = ot_name_advice(operands[0], names);
	g_set_error(error, OT_ERROR, OT_ERROR_USAGE, "suppliers has no \"%s\"%s", operands[0], advice);
	return OT_EXIT_FAILED;
}

const OtCommand ot_command_suppliers = {
	.name = "suppliers",
	.operands = "check [FILE.csv|DIR]",
	.summary = "check your list of suppliers",
	.description = "check names by row and column what is wrong.",
	.options = options,
	.values_size = sizeof(Values),
	.least_operands = 1,
	.most_operands = 2,
	.examples = examples,
	.run = run,
};
