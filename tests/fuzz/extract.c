/* SPDX-License-Identifier: MIT
 *
 * A PDF that carries files, as the process of its own reads it.
 */
#include "fuzz.h"

#include "extract/find.h"

#include <fcntl.h>
#include <unistd.h>

static int sink;

void
fuzz_start(OtResources *resources)
{
	(void) resources;
	sink = open("/dev/null", O_WRONLY);
	fuzz_need(sink >= 0, "/dev/null can't be opened");
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	g_autoptr(GBytes) pdf = g_bytes_new_static(data, size);

	ot_extract_send(pdf, sink);
	return 0;
}
