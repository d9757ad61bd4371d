/* SPDX-License-Identifier: MIT
 *
 * Any text, held against all wording rules.
 */
#include "fuzz.h"

#include "check/checker.h"

static OtChecker *checker;

void
fuzz_start(OtResources *resources)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *schemas = ot_resources_path(resources, "schemas", NULL);
	g_autofree char *kinds = ot_resources_path(resources, "schemas", "kinds.xml", NULL);

	checker = ot_checker_new(schemas, &(OtCheckOptions){NULL}, &error);
	fuzz_need_ready(checker != NULL, error);
	checker->judge = ot_judge_load(kinds, &error);
	fuzz_need_ready(checker->judge != NULL, error);
}

/* What is said to be found stands where it is said to be, at whole characters. */
static void
check_extent(const OtFinding *finding, const OtText *text)
{
	if (!finding->has_extent)
		return;
	fuzz_need(finding->extent.passage < ot_text_count(text), "a finding is in no passage");
	const OtPassage *passage = ot_text_get(text, finding->extent.passage);
	fuzz_need(finding->extent.start <= passage->len &&
	                  finding->extent.length <= passage->len - finding->extent.start &&
	                  g_utf8_validate(passage->text + finding->extent.start,
	                                  (gssize) finding->extent.length, NULL),
	          "a finding is not at words of its passage");
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	g_autoptr(OtResult) result = ot_result_new("fuzz");
	g_autoptr(OtChecked) checked = g_new0(OtChecked, 1);
	g_autoptr(GBytes) bytes = g_bytes_new_static(data, size);

	checked->input = ot_result_add_input(result, "text.txt", OT_INPUT_PLAIN_TEXT);
	ot_check_plain_text(checker, bytes, checked, result, NULL);
	for (size_t i = 0; checked->text != NULL && i < ot_findings_count(result->findings); i++)
		check_extent(ot_findings_get(result->findings, i), checked->text);
	return 0;
}
