/*
 * SPDX-License-Identifier: MIT
 *
 * A specification's form in Word as it comes back; and any Word file as a draft that is guessed
 * from.
 */
#include "fuzz.h"

#include "forms/guess.h"
#include "forms/judge.h"
#include "forms/read-word.h"
#include "forms/spell.h"
#include "forms/tree.h"

static const OtSchema *schema;
static OtFormPlan *plan;
static OtXml *outline;

void
fuzz_start(OtResources *resources)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(OtFindings) findings = ot_findings_new();
	g_autofree char *words = ot_resources_path(resources, "schemas", "spec-form.xml", NULL);
	g_autofree char *path =
		ot_resources_path(resources, "samples", "outline", "spec.xml", NULL);

	schema = ot_resources_schema(resources, &error);
	const OtLabels *labels = ot_resources_labels(resources, "en-GB", &error);
	fuzz_need_ready(schema != NULL && labels != NULL, error);
	plan = ot_form_plan_new(ot_schema_model(schema), words, labels, &error);
	outline = ot_xml_read(path, findings, &error);
	fuzz_need_ready(plan != NULL && outline != NULL, error);
}

/* The file that a tree becomes, and what is to be said of it. */
static void
spell(OtFormReading *reading, OtFindings *findings)
{
	xmlDoc *tree = ot_form_reading_finish(reading);

	ot_form_judge(plan, tree, reading);
	xmlDoc *spec = ot_form_tree_specification(plan, tree);
	ot_form_keep_remarks(spec, ot_xml_doc(outline));
	g_autoptr(GBytes) bytes = ot_form_spell(spec);
	ot_form_judge_result(bytes, spec, schema, "form.docx", findings);
	xmlFreeDoc(spec);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	g_autoptr(GBytes) bytes = fuzz_archive(data, size, FUZZ_WORD);
	g_autoptr(OtFindings) findings = ot_findings_new();
	g_autoptr(OtDraft) draft = ot_draft_parse(bytes, "form.docx", findings);

	if (draft == NULL)
		return 0;
	g_autoptr(OtFormReading) reading = ot_form_reading_new(plan, "form.docx", findings);
	if (ot_form_is_word(plan, draft)) {
		g_autofree char *carried = ot_form_carried(draft);
		if (ot_form_read_word(plan, draft, reading, findings))
			spell(reading, findings);
	} else {
		ot_form_guess(plan, draft, ot_xml_doc(outline), reading);
		spell(reading, findings);
	}
	return 0;
}
