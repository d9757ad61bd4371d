/* SPDX-License-Identifier: MIT
 *
 * What an officer made of the answers (themes.csv).
 */
#include "fuzz.h"

#include "responses/themes.h"

static OtResponses *responses;
static OtAsked *asked;

void
fuzz_start(OtResources *resources)
{
	const OtAskedQuestion question = {.id = "Q1",
	                                  .text = "What?",
	                                  .why = "",
	                                  .purpose = "a",
	                                  .outcome = "O1",
	                                  .audience = ""};

	(void) resources;
	responses = ot_responses_new("REF", "1.0");
	ot_responses_take(responses, ot_response_new("ashdown.docx"));
	ot_responses_settle(responses);
	asked = ot_asked_empty();
	ot_asked_add(asked, &question);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	g_autoptr(OtFindings) findings = ot_findings_new();
	g_autoptr(GError) error = NULL;
	g_autoptr(OtThemes) themes = ot_themes_read(fuzz_file("themes.csv", data, size), responses,
	                                            asked, NULL, findings, &error);

	fuzz_need(themes != NULL || error != NULL || ot_findings_count(findings) > 0,
	          "a list is refused without a word");
	return 0;
}
