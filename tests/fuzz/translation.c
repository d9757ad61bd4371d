/* SPDX-License-Identifier: MIT
 *
 * The translation of a template or a specification.
 */
#include "fuzz.h"

#include "translation/translation.h"

static const OtSchema *vocabulary;

void
fuzz_start(OtResources *resources)
{
	g_autoptr(GError) error = NULL;

	vocabulary = ot_resources_translations(resources, &error);
	fuzz_need_ready(vocabulary != NULL, error);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(OtTranslation) translation =
		ot_translation_load(fuzz_file("spec.cy.xml", data, size), vocabulary, &error);

	fuzz_need((translation == NULL) == (error != NULL),
	          "a translation is refused without a word");
	return 0;
}
