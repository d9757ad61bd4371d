/* SPDX-License-Identifier: MIT
 *
 * What suppliers send: a bundle is read as a Word file, all else as plain text and as a table; and
 * what was collected is written and read back.
 */
#include "fuzz.h"

#include "docx/controls.h"
#include "engagement/engagement.h"
#include "responses/collect.h"
#include "responses/own.h"

#include <string.h>

static OtEngagement *engagement;
static OtCollector *collector;

void
fuzz_start(OtResources *resources)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(OtFindings) findings = ot_findings_new();
	g_autofree char *path = ot_resources_path(resources, "samples", "winter-gritting", NULL);

	engagement = ot_engagement_open(path, findings, &error);
	fuzz_need_ready(engagement != NULL, error);
	collector = ot_collector_new(engagement, &error);
	fuzz_need_ready(collector != NULL, error);
}

/* What a supplier is told before sending it. */
static void
check_own(GBytes *bytes)
{
	g_autoptr(OtFindings) findings = ot_findings_new();
	g_autoptr(OtDraft) draft = ot_draft_parse(bytes, "answer.docx", findings);
	const OtOwnAgainst against = {"0.3", ot_collector_asked(collector)};

	if (draft != NULL && ot_own_is_form(draft))
		ot_own_check(draft, "answer.docx", &against, findings);
}

static void
collect(const char *path)
{
	g_autoptr(OtFindings) findings = ot_findings_new();
	g_autoptr(GError) error = NULL;
	OtResponse *response = ot_collector_read(collector, path, findings);

	fuzz_need(response != NULL || ot_findings_count(findings) > 0,
	          "an answer is refused without a word");
	if (response == NULL)
		return;
	g_autoptr(OtResponses) responses = ot_responses_new("REF", "1.0");
	ot_responses_take(responses, response);
	ot_responses_settle(responses);
	g_autoptr(GBytes) bytes = ot_responses_write(responses);
	gsize len;
	const uint8_t *data = g_bytes_get_data(bytes, &len);
	g_autoptr(OtResponses) again =
		ot_responses_read(fuzz_file("responses.xml", data, len), findings, &error);
	fuzz_need(again != NULL, "answers that were written can't be read");
	g_autoptr(GBytes) same = ot_responses_write(again);
	fuzz_need(g_bytes_equal(bytes, same), "answers that were written read as others");
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (size >= 4 && (memcmp(data, "=== ", 4) == 0 || memcmp(data, "PK", 2) == 0)) {
		g_autoptr(GBytes) bytes = fuzz_archive(data, size, FUZZ_WORD);
		gsize len;
		const uint8_t *archive = g_bytes_get_data(bytes, &len);
		check_own(bytes);
		collect(fuzz_file("answer.docx", archive, len));
		return 0;
	}
	collect(fuzz_file("answer.txt", data, size));
	collect(fuzz_file("answer.csv", data, size));
	return 0;
}
