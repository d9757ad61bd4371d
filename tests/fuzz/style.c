/* SPDX-License-Identifier: MIT
 *
 * A house style of an authority's own, and a file of labels after a line "======".
 */
#include "fuzz.h"

#include "document/contrast.h"
#include "document/labels.h"
#include "document/style.h"

void
fuzz_start(OtResources *resources)
{
	(void) resources;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	size_t first_size, second_size;
	const uint8_t *second;
	g_autoptr(GError) error = NULL;
	g_autoptr(GError) failure = NULL;

	fuzz_halves(data, size, &first_size, &second, &second_size);
	g_autoptr(OtStyle) style = ot_style_load(fuzz_file("style.xml", data, first_size), &error);
	fuzz_need((style == NULL) == (error != NULL), "a style is refused without a word");
	if (style != NULL)
		ot_style_enlarge(style);
	g_autoptr(OtLabels) labels =
		ot_labels_load(fuzz_file("labels.xml", second, second_size), &failure);
	fuzz_need((labels == NULL) == (failure != NULL), "labels are refused without a word");
	return 0;
}
