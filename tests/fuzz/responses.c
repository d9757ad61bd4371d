/* SPDX-License-Identifier: MIT
 *
 * responses.xml: what was read is written and read again, and is the same.
 */
#include "fuzz.h"

#include "responses/responses.h"

void
fuzz_start(OtResources *resources)
{
	(void) resources;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	g_autoptr(OtFindings) findings = ot_findings_new();
	g_autoptr(GError) error = NULL;
	g_autoptr(OtResponses) responses =
		ot_responses_read(fuzz_file("responses.xml", data, size), findings, &error);

	if (responses == NULL) {
		fuzz_need(error != NULL || ot_findings_count(findings) > 0,
		          "answers are refused without a word");
		return 0;
	}
	g_autoptr(GBytes) bytes = ot_responses_write(responses);
	gsize len;
	const uint8_t *written = g_bytes_get_data(bytes, &len);
	g_autoptr(OtResponses) again =
		ot_responses_read(fuzz_file("again.xml", written, len), findings, &error);
	fuzz_need(again != NULL, "answers that were written can't be read");
	g_autoptr(GBytes) same = ot_responses_write(again);
	fuzz_need(g_bytes_equal(bytes, same), "answers that were written read as others");
	return 0;
}
