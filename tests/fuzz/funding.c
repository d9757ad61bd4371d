/* SPDX-License-Identifier: MIT
 *
 * A list of funds: read, and those chosen that can be applied for.
 */
#include "fuzz.h"

#include "funding/funding.h"

void
fuzz_start(OtResources *resources)
{
	(void) resources;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const OtFundingOptions options = {"2026-11-30", 90, NULL};
	const OtFundingWish wish = {"2026-11-30", "roads", "council"};
	g_autoptr(OtFindings) findings = ot_findings_new();
	g_autoptr(GError) error = NULL;
	g_autoptr(OtFunding) funding =
		ot_funding_read(fuzz_file("funding.csv", data, size), &options, findings, &error);

	if (funding == NULL) {
		fuzz_need(error != NULL || ot_findings_count(findings) > 0,
		          "a list is refused without a word");
		return 0;
	}
	g_ptr_array_unref(ot_funding_choose(funding, &wish));
	return 0;
}
