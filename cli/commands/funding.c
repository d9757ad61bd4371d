/* SPDX-License-Identifier: MIT */
#include "commands/command.h"
#include "commands/funding-write.h"

#include "base/clock.h"
#include "base/error.h"
#include "base/file.h"
#include "base/limits.h"
#include "engagement/resources.h"
#include "engagement/settings.h"
#include "spec/spec.h"
#include "xml/source.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define USUAL_STALE_DAYS 90

enum { FORMAT_TEXT, FORMAT_JSON, FORMAT_CSV, FORMAT_GIVING };

static const char *const formats[] = {"text", "json", "csv", "360giving", NULL};

typedef struct {
	OtReportValues report;
	const char *theme, *who, *date, *cite;
	int stale_days; /* 0: as usual */
	bool open;
} Values;

static const OtOption options[] = {
	{0, "open", OT_OPTION_FLAG, offsetof(Values, open), NULL,
	 "only what can be applied for today"},
	{0, "for", OT_OPTION_TEXT, offsetof(Values, theme), "THEME",
	 "only what has these words among its themes, in its name or summary"},
	{0, "who", OT_OPTION_TEXT, offsetof(Values, who), "WHO",
	 "only for these: council, combined-authority, nhs, vcse, sme, university, consortium"},
	{0, "cite", OT_OPTION_TEXT, offsetof(Values, cite), "ID",
	 "write the pot with this id as a <fund> for the specification, and stop"},
	{0, "date", OT_OPTION_TEXT, offsetof(Values, date), "DATE",
	 "take this day for today: 2027-01-31"},
	{0, "stale", OT_OPTION_NUMBER, offsetof(Values, stale_days), "DAYS",
	 "report rows that nobody checked for so many days (default 90)", NULL, 1, 10000},
	{'f', "format", OT_OPTION_CHOICE, offsetof(Values, report.format), "FORMAT",
	 "text (default), json, csv, or 360giving: CSV with the heads of that standard", formats},
	OT_REPORT_OPTIONS(Values),
	{0},
};

static const char *const examples[] = {
	"outset funding --open               what can be applied for, closing soonest first",
	"outset funding --for roads --who council",
	"outset funding list.csv -f 360giving > programmes.csv",
	NULL,
};

/* Where the list is, and what the specification says of it. */
typedef struct {
	char *list;
	char *specification; /* a path, or NULL */
	OtSettings *settings;
	OtResources *resources;
	OtSpec *spec;        /* or NULL */
	OtFunding *funding;
	OtFindings *findings;
	GPtrArray *themes, *pots; /* of char *, ended with NULL */
} Run;

static void
clear_run(Run *run)
{
	ot_funding_free(run->funding);
	ot_spec_free(run->spec);
	ot_settings_free(run->settings);
	ot_resources_free(run->resources);
	ot_findings_free(run->findings);
	g_ptr_array_unref(run->themes);
	g_ptr_array_unref(run->pots);
	g_free(run->list);
	g_free(run->specification);
}

/* A table is its own list; anything else is an engagement, which has one. */
static bool
find_list(Run *run, const char *input, GError **error)
{
	if (strcmp(input, "-") == 0 ||
	    (!ot_folder_exists(input) && !g_str_has_suffix(input, ".xml"))) {
		run->list = g_strdup(input);
		return true;
	}
	run->specification = ot_settings_specification(run->settings, input, error);
	if (run->specification == NULL)
		return false;
	run->list = g_strdup(run->settings->funding);
	if (run->list == NULL) {
		g_autofree char *folder = g_path_get_dirname(run->specification);
		run->list = strcmp(folder, ".") == 0
		                    ? g_strdup("funding.csv")
		                    : g_build_filename(folder, "funding.csv", NULL);
	}
	if (ot_file_may_exist(run->list))
		return true;
	g_set_error(
		error, OT_ERROR, OT_ERROR_IO,
		"there is no %s; write one with the heads Id, Name, Funder, Themes, Who can apply, "
		"Status, Opens, Closes, Link and Checked, or name yours in outset.ini",
		run->list);
	return false;
}

static void
take_funds(Run *run)
{
	const xmlNode *root = xmlDocGetRootElement(ot_spec_tree(run->spec));
	const xmlNode *funding = ot_xml_child(root, "funding");
	const xmlNode *node = funding != NULL ? ot_xml_child(funding, NULL) : NULL;

	for (; node != NULL; node = ot_xml_next(node, NULL)) {
		const char *pot = ot_xml_attr(node, "pot");
		if (ot_xml_is(node, "theme"))
			g_ptr_array_add(run->themes, ot_source_text(node));
		else if (pot != NULL)
			g_ptr_array_add(run->pots, g_strdup(pot));
	}
}

/* What is wrong with the specification is for outset check; here it just has no say. */
static bool
read_specification(Run *run, GError **error)
{
	g_autoptr(OtFindings) ignored = ot_findings_new();
	size_t len;

	if (run->specification == NULL)
		return true;
	const OtSchema *schema = ot_resources_schema(run->resources, error);
	g_autoptr(GBytes) bytes = schema != NULL ? ot_file_read(run->specification,
	                                                        OT_LIMIT_FILE_BYTES, error)
	                                         : NULL;
	if (bytes == NULL)
		return false;
	const char *data = g_bytes_get_data(bytes, &len);
	run->spec = ot_spec_parse(data, len, run->specification, schema, ignored);
	if (run->spec != NULL)
		take_funds(run);
	return true;
}

/* --- the specification against the list ---------------------------------------------------- */

static void
compare(Run *run, const xmlNode *node, const OtFund *fund, const char *child, OtFundField field)
{
	const xmlNode *said = ot_xml_child(node, child);
	g_autofree char *text = said != NULL ? ot_source_text(said) : NULL;
	OtWhere where = ot_xml_where(ot_spec_xml(run->spec), node);
	g_autofree char *place = g_strdup_printf("fund %s", ot_xml_attr(node, "id"));

	if (text == NULL || *fund->values[field] == '\0' || strcmp(text, fund->values[field]) == 0)
		return;
	where.place = place;
	ot_findings_add(run->findings, OT_CODE_FUND_DIFFERS, where,
	                "<%s> is “%s”, and row %zu, column %s of the list says “%s”", child, text,
	                fund->row, ot_fund_field_head(field), fund->values[field]);
}

static void
compare_fund(Run *run, const xmlNode *node)
{
	const char *pot = ot_xml_attr(node, "pot");
	const OtFund *fund = pot != NULL ? ot_funding_find(run->funding, pot) : NULL;

	if (pot == NULL)
		return;
	if (fund == NULL) {
		OtWhere where = ot_xml_where(ot_spec_xml(run->spec), node);
		g_autofree char *place = g_strdup_printf("fund %s", ot_xml_attr(node, "id"));
		where.place = place;
		ot_findings_add(run->findings, OT_CODE_FUND_NOT_LISTED, where,
		                "the list has no fund with the id “%s”", pot);
		return;
	}
	compare(run, node, fund, "name", OT_FUND_NAME);
	compare(run, node, fund, "funder", OT_FUND_FUNDER);
	compare(run, node, fund, "link", OT_FUND_LINK);
	compare(run, node, fund, "closes", OT_FUND_CLOSES);
}

static void
compare_all(Run *run)
{
	const xmlNode *root =
		run->spec != NULL ? xmlDocGetRootElement(ot_spec_tree(run->spec)) : NULL;
	const xmlNode *funding = root != NULL ? ot_xml_child(root, "funding") : NULL;

	for (const xmlNode *node = funding != NULL ? ot_xml_child(funding, "fund") : NULL;
	     node != NULL; node = ot_xml_next(node, "fund"))
		compare_fund(run, node);
}

/* --- output -------------------------------------------------------------------------------- */

/* Beside what is printed, people read what was found. */
static OtExit
report_aside(Run *run, const Values *values)
{
	OtReportValues plain = values->report;

	plain.format = OT_REPORT_TEXT;
	return ot_report_aside(run->findings, &plain);
}

static OtExit
print(Run *run, const OtFundingWish *wish, const char *today, const Values *values)
{
	g_autoptr(GPtrArray) funds = ot_funding_choose(run->funding, wish);
	const OtResult result = {.findings = run->findings, .version = VERSION};
	const OtFundingReport report = {
		.funds = funds,
		.today = today,
		.themes = (char *const *) run->themes->pdata,
		.pots = (char *const *) run->pots->pdata,
	};
	g_autofree char *text = NULL;

	ot_findings_sort(run->findings);
	g_autofree char *found = ot_report_write(OT_REPORT_JSON, &result, NULL);
	switch (values->report.format) {
	case FORMAT_JSON:
		text = ot_funding_write_json(&report, found);
		break;
	case FORMAT_CSV:
	case FORMAT_GIVING:
		text = ot_funding_write_csv(&report, values->report.format == FORMAT_GIVING);
		break;
	default:
		text = ot_funding_write_text(&report);
	}
	fputs(text, stdout);
	if (values->report.format == FORMAT_JSON)
		return ot_exit_status(run->findings, &values->report);
	OtExit status = report_aside(run, values);
	ot_say(&values->report, "%u of %u funds on %s.", funds->len,
	       ot_funding_rows(run->funding)->len, today);
	return status;
}

static OtExit
cite(const Run *run, const char *id, GError **error)
{
	const OtFund *fund = ot_funding_find(run->funding, id);

	if (fund == NULL) {
		g_set_error(error, OT_ERROR, OT_ERROR_USAGE, "%s has no fund with the id \"%s\"",
		            run->list, id);
		return OT_EXIT_FAILED;
	}
	g_autofree char *text = ot_funding_write_fund(fund);
	fputs(text, stdout);
	return OT_EXIT_CLEAN;
}

static char *
choose_today(const char *given, GError **error)
{
	int days;

	if (given == NULL)
		return ot_today();
	if (strlen(given) == strlen("2027-01-31") && ot_funding_days(given, given, &days))
		return g_strdup(given);
	g_set_error(error, OT_ERROR, OT_ERROR_USAGE, "\"%s\" is not a date; write it as 2027-01-31",
	            given);
	return NULL;
}

static OtExit
list(Run *run, const char *input, const Values *values, const char *today, GError **error)
{
	const OtFundingWish wish = {
		.open_on = values->open ? today : NULL,
		.theme = values->theme,
		.who = values->who,
	};

	if (!ot_funding_check_wish(&wish, error))
		return OT_EXIT_FAILED;
	run->resources = ot_resources_new(error);
	run->settings = run->resources != NULL
	                        ? ot_settings_load(strcmp(input, "-") == 0 ? "." : input, error)
	                        : NULL;
	if (run->settings == NULL || !find_list(run, input, error) ||
	    !read_specification(run, error))
		return OT_EXIT_FAILED;
	g_ptr_array_add(run->themes, NULL);
	g_ptr_array_add(run->pots, NULL);
	const OtFundingOptions how = {
		.today = today,
		.stale_days = values->stale_days > 0 ? values->stale_days : USUAL_STALE_DAYS,
		.heads = run->settings->funding_heads,
	};
	g_autoptr(GError) mistake = NULL;
	run->funding = ot_funding_read(run->list, &how, run->findings, &mistake);
	if (mistake != NULL) {
		g_propagate_error(error, g_steal_pointer(&mistake));
		return OT_EXIT_FAILED;
	}
	if (run->funding == NULL)
		return report_aside(run, values);
	if (values->cite != NULL)
		return cite(run, values->cite, error);
	compare_all(run);
	return print(run, &wish, today, values);
}

static OtExit
run(const void *data, char *const *operands, GError **error)
{
	const Values *values = data;
	g_autofree char *today = choose_today(values->date, error);

	if (today == NULL)
		return OT_EXIT_FAILED;
	Run state = {
		.findings = ot_findings_new(),
		.themes = g_ptr_array_new_with_free_func(g_free),
		.pots = g_ptr_array_new_with_free_func(g_free),
	};
	OtExit status = list(&state, *operands != NULL ? *operands : ".", values, today, error);
	clear_run(&state);
	return status;
}

const OtCommand ot_command_funding = {
	.name = "funding",
	.operands = "[DIR|FILE.csv]",
	.summary = "show what is open in your list of funds, and old rows",
	.description =
		"Reads the list of funds that you keep, funding.csv beside the specification or the one "
		"that outset.ini names, and shows those that are wanted, closing soonest first. A fund "
		"that fits a theme of the specification (funding/theme) says so. outset looks nothing "
		"up: a row is as good as the day on which somebody compared it with the page of the "
		"funder, and one that is older than --stale is reported.\n\n"
		"The table may be saved by any spreadsheet, with commas, semicolons or tabs; heads of "
		"the 360Giving data standard are known. What is wrong is named by row and column.",
	.options = options,
	.values_size = sizeof(Values),
	.most_operands = 1,
	.examples = examples,
	.run = run,
};
