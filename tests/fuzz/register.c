/*
 * SPDX-License-Identifier: MIT
 *
 * A register: read and proved; mended where that can be done, after which it is whole, and no row
 * is broken that was not.
 */
#include "fuzz.h"

#include "register/register.h"

#include <glib/gstdio.h>

#define HEAD "0000000000000000000000000000000000000000000000000000000000000000"

void
fuzz_start(OtResources *resources)
{
	(void) resources;
}

static bool
take(const OtRegisterRow *row, void *data)
{
	(void) data;
	for (int i = 0; i < OT_N_REGISTER_COLUMNS; i++)
		fuzz_need(g_utf8_validate(row->cells[i], -1, NULL), "a cell is no UTF-8");
	return true;
}

static void
mend(const char *path, const OtRegisterProof *before)
{
	const OtRegisterReading reading = {NULL, NULL, NULL};
	g_autoptr(OtFindings) findings = ot_findings_new();
	g_autofree char *kept = NULL;
	OtRegisterProof proof = {{0}, 0, 0, 0, 0, false};
	OtMended mended = OT_MENDED_NOTHING;

	bool done = ot_register_mend(path, "A clerk", &mended, &kept, findings, NULL);
	if (kept != NULL)
		g_unlink(kept);
	if (!done || mended == OT_MENDED_NOTHING)
		return;
	fuzz_need(ot_register_read(path, &reading, &proof, findings, NULL) && !proof.torn &&
	                  proof.n_broken <= before->n_broken,
	          "a register that was mended is still broken");
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *path = fuzz_file("register.csv", data, size);
	const OtRegisterReading reading = {take, NULL, size % 2 == 0 ? HEAD : NULL};
	g_autoptr(OtFindings) findings = ot_findings_new();
	g_autoptr(GError) error = NULL;
	OtRegisterProof proof = {{0}, 0, 0, 0, 0, false};

	if (!ot_register_read(path, &reading, &proof, findings, &error)) {
		fuzz_need(error != NULL || ot_findings_count(findings) > 0,
		          "a register is refused without a word");
		return 0;
	}
	fuzz_need((proof.first_broken == 0 && !proof.torn) || ot_findings_count(findings) > 0,
	          "a broken register is reported without a word");
	mend(path, &proof);
	return 0;
}
