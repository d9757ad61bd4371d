/* SPDX-License-Identifier: MIT
 *
 * A manifest: what was read is written and read again, and is the same.
 */
#include "fuzz.h"

#include "engagement/manifest.h"

void
fuzz_start(OtResources *resources)
{
	(void) resources;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	g_autoptr(GBytes) bytes = g_bytes_new_static(data, size);
	g_autoptr(OtManifest) manifest = ot_manifest_parse(bytes);

	if (manifest == NULL)
		return 0;
	g_autoptr(GBytes) json = ot_manifest_json(manifest);
	g_autoptr(OtManifest) again = ot_manifest_parse(json);
	fuzz_need(again != NULL, "a manifest that was written can't be read");
	g_autoptr(GBytes) same = ot_manifest_json(again);
	fuzz_need(g_bytes_equal(json, same), "a manifest that was written reads as another");
	return 0;
}
