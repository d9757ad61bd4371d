/* SPDX-License-Identifier: MIT
 *
 * outset.ini.
 */
#include "fuzz.h"

#include "engagement/settings.h"

void
fuzz_start(OtResources *resources)
{
	(void) resources;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	g_autoptr(GError) error = NULL;

	fuzz_file("outset.ini", data, size);
	g_autoptr(OtSettings) settings = ot_settings_load(fuzz_folder(), &error);
	fuzz_need((settings == NULL) == (error != NULL), "settings are refused without a word");
	return 0;
}
