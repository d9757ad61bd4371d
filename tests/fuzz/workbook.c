/* SPDX-License-Identifier: MIT
 *
 * A workbook that was filled in: its parts, sheets, strings and cells.
 */
#include "fuzz.h"

#include "forms/judge.h"
#include "forms/read-workbook.h"
#include "forms/spell.h"
#include "forms/tree.h"

static const OtSchema *schema;
static OtFormPlan *plan;
static OtSheets *sheets;

void
fuzz_start(OtResources *resources)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *words = ot_resources_path(resources, "schemas", "spec-form.xml", NULL);

	schema = ot_resources_schema(resources, &error);
	const OtLabels *labels = ot_resources_labels(resources, "en-GB", &error);
	fuzz_need_ready(schema != NULL && labels != NULL, error);
	plan = ot_form_plan_new(ot_schema_model(schema), words, labels, &error);
	fuzz_need_ready(plan != NULL, error);
	sheets = ot_sheets_new(plan);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	g_autoptr(GBytes) bytes = fuzz_archive(data, size, FUZZ_WORKBOOK);
	g_autoptr(OtFindings) findings = ot_findings_new();
	g_autoptr(OtFormReading) reading = ot_form_reading_new(plan, "form.xlsx", findings);

	if (!ot_form_is_workbook(bytes))
		return 0;
	ot_form_has_sheet(bytes, "Facts");
	if (!ot_form_read_workbook(sheets, bytes, "form.xlsx", reading, findings)) {
		fuzz_need(ot_findings_count(findings) > 0, "a workbook is refused without a word");
		return 0;
	}
	xmlDoc *tree = ot_form_reading_finish(reading);
	ot_form_judge(plan, tree, reading);
	xmlDoc *spec = ot_form_tree_specification(plan, tree);
	g_autoptr(GBytes) spelled = ot_form_spell(spec);
	ot_form_judge_result(spelled, spec, schema, "form.xlsx", findings);
	xmlFreeDoc(spec);
	return 0;
}
