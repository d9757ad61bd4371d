/* SPDX-License-Identifier: MIT
 *
 * A logo: looked through, and drawn where it was let through.
 */
#include "fuzz.h"

#include "document/logo.h"
#include "logo/logo.h"

#include <string.h>

/* Small, since what is painted says no more when it is large. */
#define DOTS 24

void
fuzz_start(OtResources *resources)
{
	(void) resources;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	bool png = size > 0 && data[0] == 0211;
	OtLogo *logo = g_new0(OtLogo, 1);
	g_autoptr(OtFindings) findings = ot_findings_new();
	g_autoptr(GError) error = NULL;

	logo->path = g_strdup(fuzz_file(png ? "logo.png" : "logo.svg", data, size));
	logo->height = 40;
	if (ot_logo_read(logo, findings, &error)) {
		g_autoptr(GBytes) picture = ot_logo_draw(logo->source, logo->kind == OT_LOGO_SVG,
		                                         DOTS, DOTS, &error);
		fuzz_need((picture == NULL) == (error != NULL), "a logo is refused without a word");
	} else {
		fuzz_need(error != NULL || ot_findings_count(findings) > 0,
		          "a logo is refused without a word");
	}
	ot_logo_free(logo);
	return 0;
}
