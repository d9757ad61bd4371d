/* SPDX-License-Identifier: MIT */
#include "commands/checker.h"

#include "base/error.h"
#include "base/suggest.h"
#include "rules/measured.h"

#include <stdio.h>
#include <string.h>

/* How far the text of a page is set in. */
#define INDENT 2

static const OtOption options[] = {{0}};

static const char *const examples[] = {
	"outset explain LAW001      what a finding means, why, and what to do",
	"outset explain all         every code there is",
	NULL,
};

/* "LAW001  a brand is named", with lines that follow set in as far as the first. */
static void
append_title(GString *page, const char *code, const char *title)
{
	size_t start = page->len, len = strlen(code);

	ot_help_wrap(page, title, (int) len + 2);
	memcpy(page->str + start, code, len);
}

static void
append_part(GString *page, const char *name, const char *words)
{
	if (words == NULL)
		return;
	g_string_append_printf(page, "\n%s\n", name);
	ot_help_wrap(page, words, INDENT);
}

static const char *
severity_at(const OtRules *rules, size_t rule, const char *stage)
{
	/* The regime of the first source, so that a rule of one regime only is shown too. */
	const OtRuleSource *first =
		&g_array_index(ot_rules_sources(rules, rule), OtRuleSource, 0);
	g_autofree char *regime =
		first->regimes != NULL ? g_strndup(first->regimes, strcspn(first->regimes, " "))
				       : g_strdup("procurement-act-2023");
	g_autofree char *jurisdiction =
		first->jurisdictions != NULL
			? g_strndup(first->jurisdictions, strcspn(first->jurisdictions, " "))
			: g_strdup("GB-ENG");
	const OtCircumstances circumstances = {stage, jurisdiction, regime, NULL};
	OtSeverity severity;

	return ot_rules_severity(rules, rule, &circumstances, &severity)
	               ? ot_severity_name(severity)
	               : "off";
}

/* "error while the market is engaged, warning in a tender". */
static void
append_severity(GString *page, const OtRules *rules, size_t rule)
{
	const char *engaging = severity_at(rules, rule, "engagement");
	const char *tender = severity_at(rules, rule, "tender");

	g_string_append_printf(page, "%*s%s while the market is engaged%s%s in a tender\n", INDENT,
	                       "", engaging, strcmp(engaging, tender) == 0 ? " and" : ", ",
	                       strcmp(engaging, tender) == 0 ? "" : tender);
}

/* Codes separated by blanks as they are read aloud: "a, b or c"; free with g_free(). */
static char *
list_codes(const char *codes)
{
	g_auto(GStrv) parts = g_strsplit(codes, " ", -1);
	GString *list = g_string_new(parts[0]);

	for (size_t i = 1; parts[0] != NULL && parts[i] != NULL; i++)
		g_string_append_printf(list, "%s%s", parts[i + 1] == NULL ? " or " : ", ",
		                       parts[i]);
	return g_string_free(list, FALSE);
}

/* Where a source holds: " (regime utilities; in GB-ENG or GB-WLS)". */
static void
append_reach(GString *words, const OtRuleSource *source)
{
	g_autofree char *regimes = source->regimes != NULL ? list_codes(source->regimes) : NULL;
	g_autofree char *places =
		source->jurisdictions != NULL ? list_codes(source->jurisdictions) : NULL;

	if (regimes != NULL || places != NULL)
		g_string_append_printf(words, " (%s%s%s%s%s)", regimes != NULL ? "regime " : "",
		                       regimes != NULL ? regimes : "",
		                       regimes != NULL && places != NULL ? "; " : "",
		                       places != NULL ? "in " : "", places != NULL ? places : "");
}

static void
append_sources(GString *page, const OtRules *rules, size_t rule)
{
	static const char *const leads[] = {
		[OT_SOURCE_LAW] = "Law: ",
		[OT_SOURCE_GUIDANCE] = "Guidance: ",
		[OT_SOURCE_OPINION] = "",
	};
	const GArray *sources = ot_rules_sources(rules, rule);

	g_string_append(page, "\nOn whose authority\n");
	for (guint i = 0; i < sources->len; i++) {
		const OtRuleSource *source = &g_array_index(sources, OtRuleSource, i);
		g_autoptr(GString) words = g_string_new(leads[source->level]);
		g_string_append(words, source->text);
		append_reach(words, source);
		ot_help_wrap(page, words->str, INDENT);
	}
}

/* What the rule says of its first bad example. */
static bool
append_saying(GString *page, const OtRules *rules, size_t rule, GError **error)
{
	const GArray *list = ot_rules_examples(rules, rule);

	for (guint i = 0; i < list->len; i++) {
		const OtRuleExample *example = &g_array_index(list, OtRuleExample, i);
		g_autoptr(GError) mistake = NULL;
		if (!example->bad)
			continue;
		g_autofree char *words =
			ot_rules_example_message(rules, rule, example, &mistake);
		if (mistake != NULL) {
			g_propagate_error(error, g_steal_pointer(&mistake));
			return false;
		}
		append_part(page, "What it says, for example", words);
		break;
	}
	return true;
}

static void
append_examples(GString *page, const OtRules *rules, size_t rule)
{
	const GArray *list = ot_rules_examples(rules, rule);

	for (int bad = 1; bad >= 0; bad--) {
		bool any = false;
		for (guint i = 0; i < list->len; i++) {
			const OtRuleExample *example = &g_array_index(list, OtRuleExample, i);
			if (example->bad != bad || example->text == NULL)
				continue;
			if (!any)
				g_string_append(page, bad ? "\nRaised by\n" : "\nNot raised by\n");
			any = true;
			ot_help_wrap(page, example->text, INDENT);
		}
	}
}

static void
append_measured(GString *page, const OtRuleInfo *info, const OtMeasured *measured)
{
	const OtMeasuredLabel *row =
		info->label != NULL ? ot_measured_find(measured, info->label) : NULL;

	g_string_append(page, "\nHow sure it is\n");
	if (row != NULL) {
		g_autofree char *words = g_strdup_printf(
			"Precision %s, recall %s for the label %s, all its rules together (n = %s), "
			"measured on %s.",
			row->precision, row->recall, info->label, row->n, ot_measured_on(measured));
		ot_help_wrap(page, words, INDENT);
	} else if (info->kind == OT_RULE_STRUCTURE || info->kind == OT_RULE_MEASURE) {
		ot_help_wrap(page,
		             "It reads the fields of a specification, so what it reports is so. "
		             "Whether it matters here is for you to judge.",
		             INDENT);
	} else {
		ot_help_wrap(page, "Nobody has counted yet how often it is right.", INDENT);
	}
}

static bool
append_rule(GString *page, const OtRules *rules, size_t rule, const OtMeasured *measured,
            GError **error)
{
	const OtRuleInfo *info = ot_rules_info(rules, rule);
	g_autofree char *pack = g_path_get_basename(info->pack);

	append_title(page, info->code, info->title);
	append_severity(page, rules, rule);
	g_string_append_printf(page, "%*stag %s, in %s\n", INDENT, "", info->tag, pack);
	if (!append_saying(page, rules, rule, error))
		return false;
	append_part(page, "Why", info->why);
	append_part(page, "Try", info->advice);
	append_sources(page, rules, rule);
	append_examples(page, rules, rule);
	append_measured(page, info, measured);
	return true;
}

static void
append_code(GString *page, const OtCodeInfo *info)
{
	append_title(page, info->code, info->title);
	g_string_append_printf(page,
	                       "%*s%s; it is about the file itself, and neither a suppression "
	                       "nor a\n%*sbaseline holds it back\n",
	                       INDENT, "", ot_severity_name(info->severity), INDENT, "");
	append_part(page, "What to do", info->advice);
}

/* The index of a code of the program itself, or -1. */
static int
find_code(const char *name)
{
	for (int i = 0; i < OT_N_CODES; i++)
		if (strcmp(ot_code_info((OtCode) i)->code, name) == 0)
			return i;
	return -1;
}

static bool
complain_unknown(const OtRules *rules, const char *name, GError **error)
{
	g_autoptr(GPtrArray) names = g_ptr_array_new();

	for (size_t i = 0; i < ot_rules_count(rules); i++) {
		g_ptr_array_add(names, (char *) ot_rules_info(rules, i)->code);
		g_ptr_array_add(names, (char *) ot_rules_info(rules, i)->tag);
	}
	for (int i = 0; i < OT_N_CODES; i++)
		g_ptr_array_add(names, (char *) ot_code_info((OtCode) i)->code);
	const char *nearest =
		ot_nearest_name(name, (const char *const *) names->pdata, names->len);
	g_set_error(error, OT_ERROR, OT_ERROR_USAGE, "there is no code or tag \"%s\"%s%s%s", name,
	            nearest != NULL ? "; did you mean " : "; outset rules list shows them",
	            nearest != NULL ? nearest : "", nearest != NULL ? "?" : "");
	return false;
}

static bool
explain_one(GString *page, const OtRules *rules, const OtMeasured *measured, const char *name,
            GError **error)
{
	g_autofree char *upper = g_ascii_strup(name, -1);
	int code = find_code(upper), rule = ot_rules_find(rules, upper);

	for (size_t i = 0; rule < 0 && i < ot_rules_count(rules); i++)
		if (strcmp(ot_rules_info(rules, i)->tag, name) == 0)
			rule = (int) i;
	if (code < 0 && rule < 0)
		return complain_unknown(rules, name, error);
	if (page->len > 0)
		g_string_append_c(page, '\n');
	if (rule >= 0)
		return append_rule(page, rules, (size_t) rule, measured, error);
	append_code(page, ot_code_info((OtCode) code));
	return true;
}

static bool
explain_all(GString *page, const OtRules *rules, const OtMeasured *measured, GError **error)
{
	for (size_t i = 0; i < ot_rules_count(rules); i++)
		if (!explain_one(page, rules, measured, ot_rules_info(rules, i)->code, error))
			return false;
	for (int i = 0; i < OT_N_CODES; i++)
		if (!explain_one(page, rules, measured, ot_code_info((OtCode) i)->code, error))
			return false;
	return true;
}

static OtExit
run(const void *data, char *const *operands, GError **error)
{
	static const OtCheckValues usual = {.examples = true};
	g_autoptr(OtSettings) settings = ot_settings_load(".", error);
	g_autoptr(OtResources) resources = settings != NULL ? ot_resources_new(error) : NULL;
	g_autoptr(GString) page = g_string_new(NULL);

	(void) data;
	if (resources == NULL)
		return OT_EXIT_FAILED;
	g_autofree char *path = ot_resources_path(resources, "schemas", "measured.xml", NULL);
	g_autoptr(OtChecker) checker = ot_checker_open(resources, settings, &usual, error);
	g_autoptr(OtMeasured) measured = checker != NULL ? ot_measured_load(path, error) : NULL;
	if (measured == NULL)
		return OT_EXIT_FAILED;
	const OtRules *rules = ot_checker_rules(checker);
	for (size_t i = 0; operands[i] != NULL; i++) {
		bool all = strcmp(operands[i], "all") == 0;
		if (all ? !explain_all(page, rules, measured, error)
		        : !explain_one(page, rules, measured, operands[i], error))
			return OT_EXIT_FAILED;
	}
	fputs(page->str, stdout);
	return OT_EXIT_CLEAN;
}

const OtCommand ot_command_explain = {
	.name = "explain",
	.operands = "CODE...|all",
	.summary = "say what a finding means, why it matters and how sure it is",
	.description =
		"Prints the page of a code or tag: why it matters, what to try, the law or guidance "
		"behind it, examples that raise it and that don't, and how well it did on sentences "
		"that people had labelled.",
	.options = options,
	.least_operands = 1,
	.most_operands = -1,
	.examples = examples,
	.run = run,
};
