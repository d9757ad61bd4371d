/* SPDX-License-Identifier: MIT
 *
 * The baseline of a check (baseline.json).
 */
#include "fuzz.h"

#include "check/baseline.h"

void
fuzz_start(OtResources *resources)
{
	(void) resources;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	g_autoptr(OtResult) result = ot_result_new("fuzz");
	g_autoptr(GError) error = NULL;

	ot_result_add_input(result, "spec.xml", OT_INPUT_SPECIFICATION);
	ot_findings_add(result->findings, OT_CODE_XML_DOCTYPE, (OtWhere){.file = "spec.xml"},
	                "one");
	bool done = ot_baseline_apply(fuzz_file("baseline.json", data, size), result, &error);
	fuzz_need(done == (error == NULL), "a baseline is refused without a word");
	return 0;
}
