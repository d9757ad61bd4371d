/* SPDX-License-Identifier: MIT
 *
 * The list of people who come to events.
 */
#include "fuzz.h"

#include "events/people.h"

static const OtLabels *labels;

void
fuzz_start(OtResources *resources)
{
	g_autoptr(GError) error = NULL;

	labels = ot_resources_labels(resources, "en-GB", &error);
	fuzz_need_ready(labels != NULL, error);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const events[] = {"E1", "E2", NULL};
	const OtPeopleOptions options = {NULL, labels, events};
	g_autoptr(OtFindings) findings = ot_findings_new();
	g_autoptr(GError) error = NULL;
	g_autoptr(OtPeople) people =
		ot_people_read(fuzz_file("people.csv", data, size), &options, findings, &error);

	if (people == NULL) {
		fuzz_need(error != NULL || ot_findings_count(findings) > 0,
		          "a list is refused without a word");
		return 0;
	}
	for (size_t i = 0; events[i] != NULL; i++)
		g_ptr_array_unref(ot_people_of(people, events[i]));
	return 0;
}
