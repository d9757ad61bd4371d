/* SPDX-License-Identifier: MIT
 *
 * A specification: reading, schema, checks, all rules; and what is published of a valid one, which
 * has to be a specification again.
 */
#include "fuzz.h"

#include "check/checker.h"
#include "spec/spec.h"

static OtChecker *checker;
static const OtSchema *schema;

void
fuzz_start(OtResources *resources)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *schemas = ot_resources_path(resources, "schemas", NULL);

	schema = ot_resources_schema(resources, &error);
	fuzz_need_ready(schema != NULL, error);
	checker = ot_checker_new(schemas, &(OtCheckOptions){NULL}, &error);
	fuzz_need_ready(checker != NULL, error);
	checker->schema = ot_schema_load("schemas/spec.xsd", &error);
	fuzz_need_ready(checker->schema != NULL, error);
}

static void
publish(const OtSpec *spec)
{
	xmlDoc *published = ot_spec_published(spec);
	g_autoptr(GBytes) bytes = ot_spec_spell(published);
	g_autoptr(OtFindings) findings = ot_findings_new();
	bool valid;
	gsize len;
	const char *data = g_bytes_get_data(bytes, &len);

	OtSpec *again = ot_spec_open(data, len, "published.xml", schema, findings, &valid);
	fuzz_need(again != NULL, "what is published of a valid specification is none");
	ot_spec_free(again);
	xmlFreeDoc(published);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	g_autoptr(OtResult) result = ot_result_new("fuzz");
	g_autoptr(OtFindings) findings = ot_findings_new();
	g_autoptr(OtChecked) checked = g_new0(OtChecked, 1);
	g_autoptr(GBytes) bytes = g_bytes_new_static(data, size);
	bool valid = false;

	g_autoptr(OtSpec) spec =
		ot_spec_open((const char *) data, size, "spec.xml", schema, findings, &valid);
	fuzz_need(valid || ot_findings_count_severity(findings, OT_SEVERITY_ERROR) > 0,
	          "a specification is refused without a word");
	if (spec == NULL)
		return 0;
	checked->input = ot_result_add_input(result, "spec.xml", OT_INPUT_SPECIFICATION);
	ot_check_specification(checker, bytes, checked, result, NULL);
	if (valid)
		publish(spec);
	ot_findings_sort(result->findings);
	g_strfreev(ot_findings_fingerprints(result->findings));
	return 0;
}
