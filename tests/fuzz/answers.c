/* SPDX-License-Identifier: MIT
 *
 * Answers to the fields of an asset (assets/NAME.xml): what was read is written and read again.
 */
#include "fuzz.h"

#include "document/answers.h"

static const OtSchema *schema;

void
fuzz_start(OtResources *resources)
{
	g_autoptr(GError) error = NULL;

	schema = ot_resources_answers_schema(resources, &error);
	fuzz_need_ready(schema != NULL, error);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	g_autoptr(OtFindings) findings = ot_findings_new();
	g_autoptr(GError) error = NULL;
	g_autoptr(OtAnswers) answers = ot_answers_read(fuzz_file("dpia.xml", data, size), "dpia",
	                                               schema, findings, &error);

	if (answers == NULL) {
		fuzz_need(error != NULL || ot_findings_count(findings) > 0,
		          "answers are refused without a word");
		return 0;
	}
	g_autoptr(GBytes) bytes = ot_answers_xml(answers);
	gsize len;
	const uint8_t *written = g_bytes_get_data(bytes, &len);
	g_autoptr(OtAnswers) again = ot_answers_read(fuzz_file("again.xml", written, len), "dpia",
	                                             schema, findings, &error);
	fuzz_need(again != NULL, "answers that were written can't be read");
	g_autoptr(GBytes) same = ot_answers_xml(again);
	fuzz_need(g_bytes_equal(bytes, same), "answers that were written read as others");
	return 0;
}
