/* SPDX-License-Identifier: MIT */
#include "rules/pack.h"

#include <string.h>

#define ROOT "specification"

/* A specification that holds nothing but the elements of an example. */
static xmlDoc *
make_doc(const xmlNode *sample)
{
	xmlDoc *doc = xmlNewDoc((const xmlChar *) "1.0");
	xmlNode *root = xmlNewDocNode(doc, NULL, (const xmlChar *) ROOT, NULL);

	xmlDocSetRootElement(doc, root);
	for (xmlNode *node = ot_xml_child(sample, NULL); node != NULL;
	     node = ot_xml_next(node, NULL))
		xmlAddChild(root, xmlDocCopyNode(node, doc, 1));
	ot_xml_strip_namespaces(doc);
	return doc;
}

static bool
run_structure(const OtRules *rules, const OtRuleChoice *choice, const OtRuleExample *example,
              OtFindings *findings, GError **error)
{
	xmlDoc *doc = make_doc(example->elements);
	OtCircumstances circumstances = example->circumstances;
	const xmlNode *identity = ot_xml_child(xmlDocGetRootElement(doc), "identity");
	const char *day = identity != NULL ? ot_xml_attr(identity, "date") : NULL;

	if (day != NULL)
		circumstances.day = day;
	bool done = ot_structure_run(rules, choice, doc, NULL, &circumstances, findings, error);
	xmlFreeDoc(doc);
	return done;
}

static bool
run_words(const OtRules *rules, const OtRuleChoice *choice, const OtRuleExample *example,
          OtFindings *findings, GError **error)
{
	g_autoptr(OtText) text = ot_text_new();
	const OtPassage passage = {
		.kind = example->kind,
		.text = example->text,
		.len = strlen(example->text),
	};

	ot_text_add(text, &passage);
	return ot_rules_check_text(rules, choice, text, &example->circumstances, findings, error);
}

/* Run one rule alone over an example of it. */
static bool
run_example(const OtRules *rules, size_t index, const OtRuleExample *example,
            OtFindings *findings, GError **error)
{
	g_autoptr(OtRuleChoice) choice = ot_rule_choice_new(rules, &example->circumstances);

	ot_rule_choice_clear(choice);
	choice->level[index] = choice->own[index];
	return example->text != NULL ? run_words(rules, choice, example, findings, error)
	                             : run_structure(rules, choice, example, findings, error);
}

bool
ot_rules_try_example(const OtRules *rules, size_t index, const OtRuleExample *example,
                     GError **error)
{
	g_autoptr(OtFindings) findings = ot_findings_new();
	bool done = run_example(rules, index, example, findings, error);

	return done && (ot_findings_count(findings) > 0) == example->bad;
}

char *
ot_rules_example_message(const OtRules *rules, size_t index, const OtRuleExample *example,
                         GError **error)
{
	g_autoptr(OtFindings) findings = ot_findings_new();

	if (!run_example(rules, index, example, findings, error) ||
	    ot_findings_count(findings) == 0)
		return NULL;
	return g_strdup(ot_findings_get(findings, 0)->message);
}
