/* SPDX-License-Identifier: MIT
 *
 * A pack of rules of an authority's own: read, compiled, and run over a text and a specification.
 * What follows a line "======" is a list of words beside it.
 */
#include "fuzz.h"

#include "rules/rules.h"

static OtSchema *schema;
static OtSpec *spec;
static OtText *text;

static const OtCircumstances circumstances = {"engagement", "GB-ENG", "procurement-act-2023",
                                              "2026-11-30"};

static const char sentences[] =
	"The supplier must have ISO 27001 and at least five years of experience with Microsoft "
	"software, or equivalent. It shall respond within 24 hours, 99.9% of the time.";

void
fuzz_start(OtResources *resources)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(OtFindings) findings = ot_findings_new();
	g_autofree char *path = ot_resources_path(resources, "schemas", "rules.xsd", NULL);
	g_autofree char *sample =
		ot_resources_path(resources, "samples", "outline", "spec.xml", NULL);
	const OtPassage passage = {
		.kind = OT_PASSAGE_REQUIREMENT, .text = sentences, .len = sizeof sentences - 1};

	schema = ot_schema_load(path, &error);
	const OtSchema *of_spec = ot_resources_schema(resources, &error);
	fuzz_need_ready(schema != NULL && of_spec != NULL, error);
	spec = ot_spec_read(sample, of_spec, findings, &error);
	fuzz_need_ready(spec != NULL, error);
	text = ot_text_new();
	ot_text_add(text, &passage);
}

static void
run(const OtRules *rules)
{
	g_autoptr(OtRuleChoice) choice = ot_rule_choice_new(rules, &circumstances);
	g_autoptr(OtFindings) findings = ot_findings_new();

	ot_rules_check_spec(rules, choice, spec, &circumstances, findings, NULL);
	ot_rules_check_text(rules, choice, text, &circumstances, findings, NULL);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	size_t first_size, second_size;
	const uint8_t *second;
	g_autoptr(GError) error = NULL;

	fuzz_halves(data, size, &first_size, &second, &second_size);
	g_autoptr(OtWordLists) lists = ot_word_lists_new();
	if (second_size > 0 &&
	    !ot_word_lists_load(lists, fuzz_file("words.xml", second, second_size), false,
	                        &error)) {
		fuzz_need(error != NULL, "a list is refused without a word");
		return 0;
	}
	g_autoptr(OtRules) rules = ot_rules_new(g_steal_pointer(&lists), NULL);
	const char *path = fuzz_file("rules.xml", data, first_size);
	if (ot_rules_load_checked(rules, path, schema, NULL, &error) &&
	    ot_rules_compile(rules, &error))
		run(rules);
	else
		fuzz_need(error != NULL, "a pack is refused without a word");
	return 0;
}
