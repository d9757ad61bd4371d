/* SPDX-License-Identifier: MIT
 *
 * A Word template of others, filled from a specification: its marks and their paths.
 */
#include "fuzz.h"

#include "docx/fill.h"
#include "spec/spec.h"

static const OtSchema *schema;
static const OtLabels *labels;
static OtModel *model;
static OtSpec *spec;

void
fuzz_start(OtResources *resources)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(OtFindings) findings = ot_findings_new();
	g_autofree char *path =
		ot_resources_path(resources, "samples", "winter-gritting", "spec.xml", NULL);

	schema = ot_resources_schema(resources, &error);
	labels = ot_resources_labels(resources, "en-GB", &error);
	fuzz_need_ready(schema != NULL && labels != NULL, error);
	model = ot_model_new(ot_schema_model(schema), "specification");
	spec = ot_spec_read(path, schema, findings, &error);
	fuzz_need_ready(spec != NULL, error);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	g_autoptr(GBytes) bytes = fuzz_archive(data, size, FUZZ_WORD);
	g_autoptr(OtFindings) findings = ot_findings_new();
	g_autoptr(OtDraft) draft = ot_draft_parse(bytes, "template.docx", findings);

	if (draft == NULL)
		return 0;
	g_autoptr(OtFill) fill = ot_fill_new(draft, model, findings);
	g_autoptr(GError) error = NULL;
	ot_fill_preview(fill, ot_spec_tree(spec), labels);
	g_autoptr(GBytes) filled = ot_fill_write(fill, ot_spec_tree(spec), labels, 0, &error);
	fuzz_need(filled != NULL || error != NULL || ot_findings_count(findings) > 0,
	          "a template is refused without a word");
	if (filled == NULL)
		return 0;
	g_autoptr(OtDraft) again = ot_draft_parse(filled, "filled.docx", findings);
	fuzz_need(again != NULL, "a filled Word file can't be read");
	return 0;
}
