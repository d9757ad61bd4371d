/* SPDX-License-Identifier: MIT */
#include "rules/rules.h"

#include "base/error.h"
#include "base/suggest.h"
#include "rules/pack.h"

#include <string.h>

#define NAMESPACE "urn:outset:rules:1"

static void
free_pack(void *pack)
{
	ot_xml_free(pack);
}

OtRules *
ot_rules_new(OtWordLists *lists, OtReference *reference)
{
	OtRules *rules = g_new0(OtRules, 1);

	rules->lists = lists != NULL ? lists : ot_word_lists_new();
	rules->reference = reference != NULL ? reference : ot_reference_new();
	rules->matcher = ot_matcher_new(rules->lists);
	rules->packs = g_ptr_array_new_with_free_func(free_pack);
	rules->table = (OtRuleTable){
		.arena = ot_arena_new(),
		.paths = ot_rule_paths_new(rules->reference),
		.rules = g_ptr_array_new_with_free_func(ot_rule_free),
		.by_code = g_hash_table_new(g_str_hash, g_str_equal),
		.by_tag = g_hash_table_new(g_str_hash, g_str_equal),
	};
	return rules;
}

void
ot_rules_free(OtRules *rules)
{
	if (rules == NULL)
		return;
	g_hash_table_unref(rules->table.by_code);
	g_hash_table_unref(rules->table.by_tag);
	g_ptr_array_unref(rules->table.rules);
	ot_rule_paths_free(rules->table.paths);
	ot_arena_free(rules->table.arena);
	ot_matcher_free(rules->matcher);
	ot_word_lists_free(rules->lists);
	ot_reference_free(rules->reference);
	g_ptr_array_unref(rules->packs);
	g_free(rules);
}

/* --- loading ------------------------------------------------------------------------------- */

/* Read a parsed pack, which belongs to the rules from now on. */
static bool
add_pack(OtRules *rules, OtXml *xml, bool tested, GError **error)
{
	size_t first = rules->table.rules->len;

	g_ptr_array_add(rules->packs, xml);
	if (!ot_pack_read(&rules->table, xml, tested, error))
		return false;
	for (size_t i = first; i < rules->table.rules->len; i++) {
		const OtRule *rule = ot_rules_get(rules, i);
		if (rule->words != NULL &&
		    !ot_matcher_add(rules->matcher, i, rule->words, xml, tested, error))
			return false;
	}
	return true;
}

bool
ot_rules_load(OtRules *rules, const char *path, bool examples, GError **error)
{
	OtXml *xml = ot_pack_open(path, "rules", NAMESPACE, examples ? NULL : "example", error);

	return xml != NULL && add_pack(rules, xml, true, error);
}

bool
ot_rules_load_checked(OtRules *rules, const char *path, const OtSchema *schema,
                      OtFindings *findings, GError **error)
{
	g_autoptr(OtFindings) mistakes = ot_findings_new();
	g_autoptr(OtXml) xml = ot_pack_open(path, "rules", NAMESPACE, NULL, error);

	if (xml == NULL)
		return false;
	if (schema == NULL || ot_schema_check(schema, xml, mistakes))
		return add_pack(rules, g_steal_pointer(&xml), false, error);
	ot_findings_sort(mistakes);
	for (size_t i = 0; findings != NULL && i < ot_findings_count(mistakes); i++)
		ot_findings_add_copy(findings, ot_findings_get(mistakes, i));
	ot_source_fail_finding(error, mistakes);
	return false;
}

bool
ot_rules_compile(OtRules *rules, GError **error)
{
	return ot_matcher_compile(rules->matcher, error);
}

/* --- what is known of rules ---------------------------------------------------------------- */

size_t
ot_rules_count(const OtRules *rules)
{
	return rules->table.rules->len;
}

const OtRuleInfo *
ot_rules_info(const OtRules *rules, size_t index)
{
	return &ot_rules_get(rules, index)->info;
}

int
ot_rules_find(const OtRules *rules, const char *code)
{
	const OtRule *rule = g_hash_table_lookup(rules->table.by_code, code);

	/* In most cases the code is that of a finding, in capitals. */
	if (rule != NULL)
		return (int) rule->number;
	for (size_t i = 0; i < ot_rules_count(rules); i++)
		if (g_ascii_strcasecmp(ot_rules_info(rules, i)->code, code) == 0)
			return (int) i;
	return -1;
}

const GArray *
ot_rules_sources(const OtRules *rules, size_t index)
{
	return ot_rules_get(rules, index)->sources;
}

const GArray *
ot_rules_examples(const OtRules *rules, size_t index)
{
	const OtRule *rule = ot_rules_get(rules, index);

	/* To reckon lines takes longer than reading the pack, and only few ask. */
	for (guint i = 0; i < rule->examples->len; i++) {
		OtRuleExample *example = &g_array_index(rule->examples, OtRuleExample, i);
		example->line = ot_xml_where(rule->xml, example->elements).line;
	}
	return rule->examples;
}

const OtRuleFix *
ot_rules_fix(const OtRules *rules, size_t index)
{
	return ot_rules_get(rules, index)->fix;
}

/* Whether a code is one of several; no list names all codes. */
static bool
fits(const char *codes, const char *code)
{
	if (codes == NULL)
		return true;
	if (code == NULL)
		return false;
	size_t len = strlen(code);
	for (const char *at = codes; *at != '\0'; at += strspn(at, " ")) {
		size_t word = strcspn(at, " ");
		if (word == len && strncmp(at, code, len) == 0)
			return true;
		at += word;
	}
	return false;
}

const OtRuleSource *
ot_rules_source(const OtRules *rules, size_t index, const OtCircumstances *circumstances)
{
	const GArray *sources = ot_rules_sources(rules, index);
	const OtRuleSource *best = NULL;

	for (guint i = 0; i < sources->len; i++) {
		const OtRuleSource *source = &g_array_index(sources, OtRuleSource, i);
		if (fits(source->regimes, circumstances->regime) &&
		    fits(source->jurisdictions, circumstances->jurisdiction) &&
		    (best == NULL || source->level < best->level))
			best = source;
	}
	return best;
}

/* OT_RULE_OFF or 1 + OtSeverity. */
static guint8
level_of(const OtRule *rule, const OtCircumstances *circumstances)
{
	bool is_tender = g_strcmp0(circumstances->stage, "tender") == 0;

	for (guint i = 0; i < rule->severities->len; i++) {
		const OtRuleSeverity *severity =
			&g_array_index(rule->severities, OtRuleSeverity, i);
		if (fits(severity->jurisdictions, circumstances->jurisdiction))
			return is_tender ? severity->tender : severity->engagement;
	}
	return OT_RULE_OFF;
}

bool
ot_rules_severity(const OtRules *rules, size_t index, const OtCircumstances *circumstances,
                  OtSeverity *severity)
{
	guint8 level = level_of(ot_rules_get(rules, index), circumstances);

	if (level == OT_RULE_OFF || ot_rules_source(rules, index, circumstances) == NULL)
		return false;
	*severity = (OtSeverity) (level - 1);
	return true;
}

OtFinding
ot_rule_finding(const OtRules *rules, size_t index, const OtRuleChoice *choice,
                const OtCircumstances *circumstances)
{
	const OtRuleInfo *info = ot_rules_info(rules, index);
	const OtRuleSource *source = ot_rules_source(rules, index, circumstances);

	return (OtFinding){
		.code = info->code,
		.severity = (OtSeverity) (choice->level[index] - 1),
		.advice = info->advice,
		.source = source != NULL ? source->text : NULL,
		.title = info->title,
		.why = info->why,
	};
}

/* --- choice -------------------------------------------------------------------------------- */

OtRuleChoice *
ot_rule_choice_new(const OtRules *rules, const OtCircumstances *circumstances)
{
	OtRuleChoice *choice = g_new0(OtRuleChoice, 1);
	size_t n = ot_rules_count(rules);

	choice->n_rules = n;
	choice->level = g_new0(guint8, n + 1);
	choice->own = g_new0(guint8, n + 1);
	choice->applies = g_new0(bool, n + 1);
	for (size_t i = 0; i < n; i++) {
		choice->applies[i] = ot_rules_source(rules, i, circumstances) != NULL;
		if (choice->applies[i])
			choice->own[i] = level_of(ot_rules_get(rules, i), circumstances);
		choice->level[i] = choice->own[i];
	}
	return choice;
}

void
ot_rule_choice_free(OtRuleChoice *choice)
{
	if (choice == NULL)
		return;
	g_free(choice->level);
	g_free(choice->own);
	g_free(choice->applies);
	g_free(choice);
}

void
ot_rule_choice_clear(OtRuleChoice *choice)
{
	memset(choice->level, OT_RULE_OFF, choice->n_rules);
}

static bool
fail_name(const OtRules *rules, const char *name, GError **error)
{
	g_autoptr(GPtrArray) names = g_ptr_array_new();
	const char *family = "";

	for (size_t i = 0; i < ot_rules_count(rules); i++) {
		const OtRuleInfo *info = ot_rules_info(rules, i);
		g_ptr_array_add(names, (char *) info->code);
		g_ptr_array_add(names, (char *) info->tag);
		if (strcmp(info->family, family) != 0)
			g_ptr_array_add(names, (char *) info->family);
		family = info->family;
	}
	const char *nearest =
		ot_nearest_name(name, (const char *const *) names->pdata, names->len);
	if (nearest != NULL)
		g_set_error(error, OT_ERROR, OT_ERROR_USAGE,
		            "there is no rule \"%s\"; did you mean \"%s\"?", name, nearest);
	else
		g_set_error(error, OT_ERROR, OT_ERROR_USAGE,
		            "there is no rule \"%s\"; the rules are listed by: outset rules list",
		            name);
	return false;
}

bool
ot_rule_choice_set(OtRuleChoice *choice, const OtRules *rules, const char *name, guint8 level,
                   GError **error)
{
	bool found = false;

	for (size_t i = 0; i < choice->n_rules; i++) {
		const OtRuleInfo *info = ot_rules_info(rules, i);
		if (g_ascii_strcasecmp(info->code, name) != 0 &&
		    g_ascii_strcasecmp(info->family, name) != 0 &&
		    g_ascii_strcasecmp(info->tag, name) != 0)
			continue;
		found = true;
		if (choice->applies[i])
			choice->level[i] = level == OT_RULE_OWN ? choice->own[i] : level;
	}
	return found || fail_name(rules, name, error);
}

const OtReference *
ot_rules_reference(const OtRules *rules)
{
	return rules->reference;
}
