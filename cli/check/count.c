/* SPDX-License-Identifier: MIT */
#include "check/checker.h"

#include <string.h>

void
ot_check_note_circumstances(OtResult *result, OtCheckedInput *input,
                            const OtCircumstances *circumstances, bool assumed)
{
	input->stage = ot_result_keep(result, circumstances->stage);
	input->jurisdiction = ot_result_keep(result, circumstances->jurisdiction);
	input->regime = ot_result_keep(result, circumstances->regime);
	input->assumed = assumed;
}

/*
 * Whether any rule is on whose findings dictate a solution: otherwise that none was found says
 * nothing.
 */
static bool
looks_for_prescription(const OtChecker *checker, const OtRuleChoice *choice)
{
	for (size_t i = 0; i < ot_rules_count(checker->rules); i++)
		if (ot_rules_info(checker->rules, i)->prescriptive &&
		    choice->level[i] != OT_RULE_OFF)
			return true;
	return false;
}

void
ot_check_count_words(const OtChecker *checker, const OtRuleChoice *choice, const OtText *text,
                     const OtFindings *found, OtCheckCounts *counts)
{
	if (!looks_for_prescription(checker, choice))
		return;
	counts->words = ot_text_words(text);
	for (size_t i = 0; i < ot_findings_count(found); i++) {
		int rule = ot_rules_find(checker->rules, ot_findings_get(found, i)->code);
		if (rule >= 0 && ot_rules_info(checker->rules, (size_t) rule)->prescriptive)
			counts->prescriptive++;
	}
	for (size_t i = 0; i < ot_rules_count(checker->rules); i++) {
		const OtRuleInfo *info = ot_rules_info(checker->rules, i);
		if (info->prescriptive)
			counts->prescriptive += ot_findings_rest(found, info->code);
	}
}

/* Whether words are there, and not a text in brackets that is still to be written. */
static bool
is_written(const char *text)
{
	if (text == NULL)
		return false;
	text += strspn(text, " \t\r\n");
	return *text != '\0' && *text != '[';
}

static bool
has_text(const xmlNode *node, const char *child)
{
	const xmlNode *element = node != NULL ? ot_xml_child(node, child) : NULL;
	if (element == NULL)
		return false;
	xmlChar *content = xmlNodeGetContent(element);
	bool written = is_written((const char *) content);
	xmlFree(content);
	return written;
}

static bool
has_attr(const xmlNode *node, const char *attr)
{
	return node != NULL && is_written(ot_xml_attr(node, attr));
}

/* What one measure has; a part of an outcome is there where every measure has it. */
static void
add_measure(OtOutcomeParts *parts, const xmlNode *outcome, const xmlNode *measure)
{
	const xmlNode *baseline = ot_xml_child(measure, "baseline");
	const xmlNode *unknown = ot_xml_child(measure, "baseline-unknown");
	const xmlNode *target = ot_xml_child(measure, "target");

	parts->measure &= has_text(measure, "indicator") && has_attr(measure, "unit");
	/* A baseline that isn't known yet is a part where it says when it will be. */
	parts->baseline &= has_attr(baseline, "value") || has_attr(unknown, "by");
	parts->target &= has_attr(target, "value") && has_attr(target, "date");
	parts->method &= has_text(measure, "method");
	parts->owner &= has_attr(measure, "owner") || has_attr(outcome, "owner");
}

static OtOutcomeParts
find_parts(const xmlNode *outcome)
{
	const xmlNode *measure = ot_xml_child(outcome, "measure");
	bool any = measure != NULL;
	OtOutcomeParts parts = {
		.beneficiary = has_text(outcome, "beneficiary"),
		.result = has_text(outcome, "result"),
		.measure = any,
		.baseline = any,
		.target = any,
		.method = any,
		.owner = any,
	};

	for (; measure != NULL; measure = ot_xml_next(measure, "measure"))
		add_measure(&parts, outcome, measure);
	return parts;
}

static void
count_outcomes(OtResult *result, OtCheckedInput *input, const xmlNode *root, GHashTable *measured)
{
	const xmlNode *outcomes = ot_xml_child(root, "outcomes");
	const xmlNode *outcome = outcomes != NULL ? ot_xml_child(outcomes, "outcome") : NULL;

	for (; outcome != NULL; outcome = ot_xml_next(outcome, "outcome")) {
		OtOutcomeParts parts = find_parts(outcome);
		const xmlNode *title = ot_xml_child(outcome, "title");
		xmlChar *words = title != NULL ? xmlNodeGetContent(title) : NULL;
		const char *id = ot_xml_attr(outcome, "id");

		parts.id = id != NULL ? id : "";
		parts.title = words != NULL ? g_strstrip((char *) words) : "";
		ot_result_add_outcome(result, input, &parts);
		xmlFree(words);
		input->counts.outcomes++;
		input->counts.outcomes_complete += ot_outcome_is_complete(&parts);
		if (id != NULL && parts.measure && parts.target)
			g_hash_table_add(measured, (char *) id);
	}
}

/* Whether a requirement names an outcome that has a measure. */
static bool
is_traced(const xmlNode *requirement, GHashTable *measured)
{
	const char *outcomes = ot_xml_attr(requirement, "outcome");
	g_auto(GStrv) ids = g_strsplit_set(outcomes != NULL ? outcomes : "", " \t\r\n", -1);

	for (char **id = ids; *id != NULL; id++)
		if (g_hash_table_contains(measured, *id))
			return true;
	return false;
}

void
ot_check_count_fields(OtResult *result, OtCheckedInput *input, const OtSpec *spec)
{
	const xmlNode *root = xmlDocGetRootElement(ot_spec_tree(spec));
	g_autoptr(GHashTable) measured = g_hash_table_new(g_str_hash, g_str_equal);
	const xmlNode *requirements = ot_xml_child(root, "requirements");
	const xmlNode *requirement =
		requirements != NULL ? ot_xml_child(requirements, "requirement") : NULL;

	input->counts.has_fields = true;
	count_outcomes(result, input, root, measured);
	for (; requirement != NULL; requirement = ot_xml_next(requirement, "requirement")) {
		input->counts.requirements++;
		input->counts.requirements_traced += is_traced(requirement, measured);
	}
}
