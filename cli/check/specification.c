/* SPDX-License-Identifier: MIT */
#include "check/checker.h"

bool
ot_check_specification(const OtChecker *checker, GBytes *bytes, OtChecked *checked,
                       OtResult *result, GError **error)
{
	OtCheckedInput *input = checked->input;
	g_autoptr(OtFindings) found = ot_findings_new();
	bool valid;
	size_t len;
	const char *data = g_bytes_get_data(bytes, &len);

	checked->spec = ot_spec_open(data, len, input->file, checker->schema, result->findings,
	                             &valid);
	if (checked->spec == NULL)
		return true;
	checked->text = ot_rules_passages(checked->spec, checker->passages, error);
	if (checked->text == NULL)
		return false;
	const OtCircumstances circumstances = ot_checker_circumstances(checker, checked->spec);
	g_autoptr(OtRuleChoice) choice = ot_checker_choose(checker, &circumstances, error);
	if (choice == NULL)
		return false;
	ot_checker_find(checker, choice, checked, &circumstances, found, result);
	ot_check_note_circumstances(result, input, &circumstances, false);
	input->title = ot_result_keep(result, ot_spec_title(checked->spec));
	input->edition = ot_result_keep(result, ot_spec_version(checked->spec));
	input->date = ot_result_keep(result, ot_spec_identity(checked->spec, "date"));
	ot_check_count_words(checker, choice, checked->text, found, &input->counts);
	ot_check_count_fields(result, input, checked->spec);
	ot_check_suppress(checker, checked->spec, choice, found, input, result);
	return true;
}
