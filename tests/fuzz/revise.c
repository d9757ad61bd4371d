/* SPDX-License-Identifier: MIT
 *
 * Two Word files, divided by a line "======": the first as a person changed it, the second as it is
 * made now; with tracked changes from one to the other.
 */
#include "fuzz.h"

#include "docx/revise.h"

void
fuzz_start(OtResources *resources)
{
	(void) resources;
}

static OtDraft *
read_half(const uint8_t *data, size_t size)
{
	g_autoptr(GBytes) bytes = fuzz_archive(data, size, FUZZ_WORD);
	g_autoptr(OtFindings) findings = ot_findings_new();

	return ot_draft_parse(bytes, "half.docx", findings);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	size_t first_size, second_size;
	const uint8_t *second;

	fuzz_halves(data, size, &first_size, &second, &second_size);
	g_autoptr(OtDraft) person = read_half(data, first_size);
	g_autoptr(OtDraft) made = person != NULL ? read_half(second, second_size) : NULL;
	if (made == NULL)
		return 0;
	g_autofree char *sums = ot_draft_sums(made);
	g_autoptr(GError) error = NULL;
	g_autoptr(OtRevision) revision =
		ot_draft_revise(person, made, size % 2 == 0 ? sums : NULL, 0, &error);
	fuzz_need((revision == NULL) == (error != NULL), "a Word file is refused without a word");
	if (revision == NULL)
		return 0;
	g_autoptr(OtFindings) findings = ot_findings_new();
	g_autoptr(OtDraft) again =
		ot_draft_parse(ot_revision_bytes(revision), "revised.docx", findings);
	fuzz_need(again != NULL, "a Word file with tracked changes can't be read");
	return 0;
}
