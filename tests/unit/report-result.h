/* SPDX-License-Identifier: MIT
 *
 * A made-up result of a check that has everything a report can meet, and files that were read.
 */
#ifndef OT_TESTS_REPORT_RESULT_H
#define OT_TESTS_REPORT_RESULT_H

#include "report/result.h"

/* NAME is what was seen; OUTSET_UPDATE writes it. */
static void
check_golden(const char *name, const char *seen)
{
	g_autofree char *path = g_build_filename("tests/unit/report", name, NULL);
	g_autofree char *golden = NULL;

	if (g_getenv("OUTSET_UPDATE") != NULL)
		g_assert_true(g_file_set_contents(path, seen, -1, NULL));
	g_assert_true(g_file_get_contents(path, &golden, NULL, NULL));
	g_assert_cmpstr(seen, ==, golden);
}

static void
add_wording(OtResult *result, const char *file, int line, const char *place, const char *matched,
            const char *sentence)
{
	g_autofree char *message = g_strdup_printf("\"%s\" is named", matched);
	const OtFinding finding = {
		.code = "LAW001",
		.severity = OT_SEVERITY_ERROR,
		.where = {.file = file, .line = line, .column = line > 0 ? 5 : 0, .place = place},
		.message = message,
		.advice =
			"Say what the product has to do. Where only a name makes that clear, add \"or "
			"equivalent\" and say what makes a product equivalent",
		.source = "PA23 s.56(4)",
		.title = "a product is named and no equivalent is accepted",
		.why = "A named product shuts out every supplier who could reach the same outcome with "
		       "another one.",
		.matched = matched,
		.sentence = sentence,
	};

	ot_findings_add_copy(result->findings, &finding);
}

static void
add_findings(OtResult *result)
{
	const OtWhere where = {"spec.xml", 12, 3, "outcome O1"};
	const OtFinding measure = {
		.code = "MEA002",
		.severity = OT_SEVERITY_WARNING,
		.where = {"spec.xml", 40, 5, "outcome O2, measure M1"},
		.message =
			"the measure \"time to answer\" has no baseline, and no plan to find one",
		.advice =
			"Give today's value and where it is from; where there is none, say how and "
			"when it will be found.",
		.title = "a measure without a baseline",
		.why = "Without a starting point nobody can tell whether anything changed.",
	};
	const OtFinding long_sentence = {
		.code = "PLN004",
		.severity = OT_SEVERITY_NOTE,
		.where = {"draft \xE2\x82\xAC 50% a,b:c.docx", 0, 0, "3.2 Access, paragraph 4"},
		.message = "the sentence has 52 words",
		.title = "a long sentence",
		.why = "Long sentences are read twice.",
		.sentence =
			"The system must be available at all times that the service is, and where "
			"it is not, the supplier must tell the authority why.",
	};
	const OtFinding hostile = {
		.code = "XYZ]]>1",
		.severity = OT_SEVERITY_WARNING,
		.where = {"=cmd|' /C calc'!A0.docx", 0, 0, "table 2, \"row\" 3\nnext, line"},
		.message =
			"bad ]]> <b>&amp;</b> \x1B[31m\xE2\x80\xAEright to left\xE2\x80\xAC \xC2\x9B \xFF"
			"::error::100%,\r\nend?",
		.advice = "+1 to this:\t\"quoted, 'twice'\"!",
		.source = "-- house rule",
		.title = "=1+1 ]]> as a title",
		.why = "@why",
		.matched = "\xE2\x80\xAEmatched \xFF",
		.sentence = "Words that are \xE2\x80\xAEmatched \xFF in a \x01 sentence.",
	};

	ot_findings_add(result->findings, OT_CODE_VAL_EMPTY, where, "<title> is empty");
	add_wording(result, "spec.xml", 88, "requirement R3", "Acme Cloud",
	            "Every resident who reports a problem with a road, a path or a street light in "
	            "the district must be able to do so through Acme Cloud at any time of the day "
	            "and on any device, without an account.");
	add_wording(result, "spec.xml", 90, "requirement R4", "Acme Cloud", "Use Acme Cloud.");
	for (int i = 0; i < 11; i++)
		add_wording(result, "spec.xml", 100 + i, NULL, "Initech", "Initech is used.");
	add_wording(
		result, "draft \xE2\x82\xAC 50% a,b:c.docx", 0,
		"4.1 Technical requirements for the mobile working of our staff, table 3, row 2",
		"Acme Cloud", "Staff sign in with Acme Cloud on any device that they have.");
	ot_findings_add_copy(result->findings, &measure);
	ot_findings_add_copy(result->findings, &long_sentence);
	ot_findings_add_copy(result->findings, &hostile);
	ot_findings_sort(result->findings);
}

static void
add_specification(OtResult *result)
{
	OtCheckedInput *input = ot_result_add_input(result, "spec.xml", OT_INPUT_SPECIFICATION);
	static const OtOutcomeParts outcomes[] = {
		{"O1", "People find out about gritted roads", true, true, true, true, true, true,
	         true},
		{"O2", "Fewer people fall", true, true, true, false, true, true, false},
		{"O3", "<O3> & ]]> \x01", false, true, false, false, false, false, false},
	};

	input->title = "Winter gritting";
	input->edition = "0.3";
	input->date = "2026-11-02";
	input->stage = "engagement";
	input->jurisdiction = "GB-ENG";
	input->regime = "procurement-act-2023";
	input->counts = (OtCheckCounts){.words = 3400, .prescriptive = 14, .has_fields = true,
	                                .outcomes = 3, .outcomes_complete = 1,
	                                .requirements = 14, .requirements_traced = 12};
	for (size_t i = 0; i < G_N_ELEMENTS(outcomes); i++)
		ot_result_add_outcome(result, input, &outcomes[i]);
	ot_result_add_suppressed(result, input, &(OtSuppressed){
		"LAW001", "requirement R9", "the contract for it runs until 2028"});
	ot_result_add_not_checked(result, input, &(OtNotChecked){
		"EQT003", "equal pitch slots", "no event is planned"});
}

static void
add_drafts(OtResult *result)
{
	static const OtNotChecked rules[] = {
		{"MEA001", "an outcome without a measure", "a Word draft has no fields to check"},
		{"MEA002", "a measure without a baseline", "a Word draft has no fields to check"},
		{"EQT003", "equal pitch slots", "a Word draft has no fields to check"},
	};
	static const char *const files[] = {"draft \xE2\x82\xAC 50% a,b:c.docx",
	                                    "=cmd|' /C calc'!A0.docx", "clean.docx"};

	for (size_t i = 0; i < G_N_ELEMENTS(files); i++) {
		OtCheckedInput *input = ot_result_add_input(result, files[i], OT_INPUT_DRAFT);
		input->stage = "engagement";
		input->jurisdiction = "GB-ENG";
		input->assumed = i != 2;
		input->counts = (OtCheckCounts){.words = 1200 * i, .prescriptive = i};
		if (i > 0)
			continue;
		for (size_t j = 0; j < G_N_ELEMENTS(rules); j++)
			ot_result_add_not_checked(result, input, &rules[j]);
	}
}

/* Free with ot_result_free(). */
static OtResult *
make_result(void)
{
	OtResult *result = ot_result_new("1.2.3");

	add_findings(result);
	add_specification(result);
	add_drafts(result);
	result->baseline = "old.json";
	result->held_back = 4;
	result->has_before = true;
	result->before = (OtCheckCounts){.words = 3000, .prescriptive = 18, .has_fields = true,
	                                 .outcomes = 3, .requirements = 14,
	                                 .requirements_traced = 9};
	result->before_severity[OT_SEVERITY_ERROR] = 19;
	result->before_severity[OT_SEVERITY_NOTE] = 1;
	result->next = "outset check --format card -o card.pdf";
	return result;
}

#endif
