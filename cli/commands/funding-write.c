/* SPDX-License-Identifier: MIT */
#include "commands/funding-write.h"

#include "base/json.h"
#include "base/options.h"
#include "report/json.h"
#include "report/words.h"
#include "tables/csv.h"
#include "xml/write.h"

#include <string.h>

#define INDENT 4

static bool
is_chosen(const OtFundingReport *report, const OtFund *fund)
{
	const char *id = fund->values[OT_FUND_ID];

	return *id != '\0' && g_strv_contains((const char *const *) report->pots, id);
}

/* The themes of the specification that a pot has to do with; of const char *. */
static GPtrArray *
list_matches(const OtFundingReport *report, const OtFund *fund)
{
	GPtrArray *matches = g_ptr_array_new();

	for (char *const *theme = report->themes; *theme != NULL; theme++)
		if (ot_fund_matches(fund, *theme))
			g_ptr_array_add(matches, *theme);
	return matches;
}

/* --- text ---------------------------------------------------------------------------------- */

static void
append_closing(GString *line, const OtFundingReport *report, const OtFund *fund)
{
	const char *closes = fund->values[OT_FUND_CLOSES];
	int days;

	if (*closes == '\0') {
		g_string_append_printf(line, "no last day is given");
		return;
	}
	g_string_append_printf(line, "closes on %s", closes);
	if (!ot_funding_days(report->today, closes, &days))
		return;
	if (days == 0)
		g_string_append(line, ", today");
	else if (days > 0)
		g_string_append_printf(line, ", in %d %s", days, days == 1 ? "day" : "days");
	else
		g_string_append_printf(line, ", %d %s ago", -days, days == -1 ? "day" : "days");
}

/* "5,000" would need a locale; digits in groups are for documents. */
static void
append_amounts(GString *line, const OtFund *fund)
{
	const char *least = fund->values[OT_FUND_LEAST], *most = fund->values[OT_FUND_MOST];
	const char *currency = fund->values[OT_FUND_CURRENCY];
	const char *unit = *currency != '\0' ? currency : "GBP";

	if (*least != '\0' && *most != '\0')
		g_string_append_printf(line, "; %s to %s %s", least, most, unit);
	else if (*most != '\0')
		g_string_append_printf(line, "; up to %s %s", most, unit);
	else if (*least != '\0')
		g_string_append_printf(line, "; from %s %s", least, unit);
	if (*fund->values[OT_FUND_MATCH] != '\0')
		g_string_append_printf(line, "; %s%% match", fund->values[OT_FUND_MATCH]);
}

static void
append_wrapped(GString *out, const char *label, const char *words)
{
	g_autofree char *safe = ot_report_safe(words);
	g_autofree char *line = g_strconcat(label, safe, NULL);

	if (*words != '\0')
		ot_help_wrap(out, line, INDENT);
}

static void
append_fund(GString *out, const OtFundingReport *report, const OtFund *fund)
{
	g_autoptr(GString) line = g_string_new(NULL);
	g_autoptr(GPtrArray) matches = list_matches(report, fund);
	g_autofree char *name = ot_report_safe(fund->values[OT_FUND_NAME]);
	g_autofree char *id = ot_report_safe(fund->values[OT_FUND_ID]);

	g_string_append_printf(out, "%s%s%s%s\n", name, *id != '\0' ? " (" : "", id,
	                       *id != '\0' ? ")" : "");
	append_closing(line, report, fund);
	append_amounts(line, fund);
	append_wrapped(out, "", line->str);
	append_wrapped(out, "From ", fund->values[OT_FUND_FUNDER]);
	append_wrapped(out, "For ", fund->values[OT_FUND_WHO]);
	append_wrapped(out, "", fund->values[OT_FUND_SUMMARY]);
	append_wrapped(out, "", fund->values[OT_FUND_LINK]);
	if (matches->len > 0) {
		g_ptr_array_add(matches, NULL);
		g_autofree char *themes = g_strjoinv("; ", (char **) matches->pdata);
		append_wrapped(out, "Fits: ", themes);
	}
	if (is_chosen(report, fund))
		append_wrapped(out, "", "The specification names it.");
	g_string_append_c(out, '\n');
}

char *
ot_funding_write_text(const OtFundingReport *report)
{
	GString *out = g_string_new(NULL);

	for (guint i = 0; i < report->funds->len; i++)
		append_fund(out, report, g_ptr_array_index(report->funds, i));
	return g_string_free(out, FALSE);
}

/* --- programs ------------------------------------------------------------------------------ */

static json_t *
make_fund(const OtFundingReport *report, const OtFund *fund)
{
	json_t *object = json_object(), *themes = json_array();
	g_autoptr(GPtrArray) matches = list_matches(report, fund);

	ot_json_set_number(object, "row", fund->row);
	for (int field = 0; field < OT_N_FUND_FIELDS; field++)
		if (*fund->values[field] != '\0')
			ot_json_set_text(object, ot_fund_field_name((OtFundField) field),
			                 fund->values[field]);
	json_object_set_new(object, "open", json_boolean(ot_fund_is_open(fund, report->today)));
	for (guint i = 0; i < matches->len; i++)
		json_array_append_new(themes, ot_json_text(g_ptr_array_index(matches, i)));
	json_object_set_new(object, "fits", themes);
	json_object_set_new(object, "chosen", json_boolean(is_chosen(report, fund)));
	return object;
}

char *
ot_funding_write_json(const OtFundingReport *report, const char *findings)
{
	json_t *object = json_object(), *funds = json_array();
	json_t *found = ot_json_read(findings, strlen(findings), "findings", NULL);

	ot_json_set_text(object, "format", "outset-funding");
	ot_json_set_number(object, "version", 1);
	ot_json_set_text(object, "date", report->today);
	for (guint i = 0; i < report->funds->len; i++)
		json_array_append_new(funds,
		                      make_fund(report, g_ptr_array_index(report->funds, i)));
	json_object_set_new(object, "funds", funds);
	json_object_set(object, "findings", json_object_get(found, "findings"));
	json_decref(found);
	return ot_json_dump(object);
}

static const char *
head_of(int field, bool giving)
{
	return giving ? ot_fund_field_giving((OtFundField) field)
	              : ot_fund_field_head((OtFundField) field);
}

char *
ot_funding_write_csv(const OtFundingReport *report, bool giving)
{
	g_autoptr(OtCsv) csv = ot_csv_new();
	size_t len;

	for (int field = 0; field < OT_N_FUND_FIELDS; field++)
		if (head_of(field, giving) != NULL)
			ot_csv_cell(csv, head_of(field, giving));
	if (giving)
		ot_csv_cell(csv, "From An Open Call?");
	ot_csv_end_row(csv);
	for (guint i = 0; i < report->funds->len; i++) {
		const OtFund *fund = g_ptr_array_index(report->funds, i);
		for (int field = 0; field < OT_N_FUND_FIELDS; field++)
			if (head_of(field, giving) != NULL)
				ot_csv_cell(csv, fund->values[field]);
		if (giving)
			ot_csv_cell(csv, "Yes");
		ot_csv_end_row(csv);
	}
	g_autoptr(GBytes) bytes = ot_csv_take(csv);
	const char *text = g_bytes_get_data(bytes, &len);
	return g_strndup(text, len);
}

/* --- a fund of a specification ------------------------------------------------------------- */

static void
write_leaf(OtXmlWriter *xml, const char *name, const char *text)
{
	ot_xml_raw(xml, "\n  ");
	ot_xml_leaf(xml, name, text);
}

char *
ot_funding_write_fund(const OtFund *fund)
{
	g_autoptr(OtXmlWriter) xml = ot_xml_writer_new();
	const char *most = fund->values[OT_FUND_MOST], *currency = fund->values[OT_FUND_CURRENCY];
	const char *closes = fund->values[OT_FUND_CLOSES], *match = fund->values[OT_FUND_MATCH];
	size_t len;

	ot_xml_start(xml, "fund");
	ot_xml_set(xml, "id", "F1");
	ot_xml_set(xml, "status", "possible");
	ot_xml_set(xml, "pot", *fund->values[OT_FUND_ID] != '\0' ? fund->values[OT_FUND_ID] : NULL);
	write_leaf(xml, "name", fund->values[OT_FUND_NAME]);
	write_leaf(xml, "funder", fund->values[OT_FUND_FUNDER]);
	if (g_ascii_isdigit(*most)) {
		ot_xml_raw(xml, "\n  ");
		ot_xml_start(xml, "amount");
		ot_xml_set(xml, "currency", *currency != '\0' ? currency : "GBP");
		ot_xml_text(xml, most);
		ot_xml_end(xml);
	}
	if (*fund->values[OT_FUND_LINK] != '\0')
		write_leaf(xml, "link", fund->values[OT_FUND_LINK]);
	if (g_ascii_isdigit(*closes))
		write_leaf(xml, "closes", closes);
	if (g_ascii_isdigit(*match)) {
		g_autofree char *condition = g_strdup_printf("Match funding of %s%%", match);
		write_leaf(xml, "condition", condition);
	}
	ot_xml_raw(xml, "\n");
	ot_xml_end(xml);
	g_autoptr(GBytes) bytes = ot_xml_take(xml);
	const char *text = g_bytes_get_data(bytes, &len);
	return g_strdup_printf("%.*s\n", (int) len, text);
}
