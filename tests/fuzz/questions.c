/*
 * SPDX-License-Identifier: MIT
 *
 * Questions and answers (questions.csv): read, changed and written; what was written reads the
 * same.
 */
#include "fuzz.h"

#include "register/enquiries.h"

#include <string.h>

void
fuzz_start(OtResources *resources)
{
	(void) resources;
}

static void
compare(const OtEnquiries *one, const OtEnquiries *other)
{
	fuzz_need(ot_enquiries_count(one) == ot_enquiries_count(other),
	          "a list that was written has other questions");
	for (size_t i = 0; i < ot_enquiries_count(one); i++) {
		const OtEnquiry *first = ot_enquiries_get((OtEnquiries *) one, i);
		const OtEnquiry *second = ot_enquiries_get((OtEnquiries *) other, i);

		for (int j = 0; j < OT_N_ENQUIRY_COLUMNS; j++)
			fuzz_need(strcmp(first->values[j], second->values[j]) == 0,
			          "a list that was written has other words");
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *path = fuzz_file("questions.csv", data, size);
	g_autoptr(OtFindings) findings = ot_findings_new();
	g_autoptr(GError) error = NULL;
	g_autoptr(OtEnquiries) enquiries = ot_enquiries_read(path, true, findings, &error);

	if (enquiries == NULL) {
		fuzz_need(error != NULL || ot_findings_count(findings) > 0,
		          "a list is refused without a word");
		return 0;
	}
	if (!ot_enquiries_write(enquiries, &error))
		return 0;
	g_autoptr(OtEnquiries) again = ot_enquiries_read(path, false, findings, &error);
	fuzz_need_ready(again != NULL, error);
	compare(enquiries, again);
	return 0;
}
