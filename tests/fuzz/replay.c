/* SPDX-License-Identifier: MIT
 *
 * replay FILE|FOLDER... -- give a fuzz target these files, those of a folder in the order of names.
 *
 * Says how many there were.  A file that breaks the target ends the program; its name is then the
 * last that was said with -v.
 */
#include "fuzz.h"

#include "base/file.h"

#include <stdio.h>
#include <string.h>

/* An input ends where its memory ends, so that a sanitizer sees every byte that is read beyond. */
static void
run_file(const char *path, bool loud)
{
	g_autofree char *contents = NULL;
	gsize len;

	if (loud)
		fprintf(stderr, "%s\n", path);
	fuzz_need(g_file_get_contents(path, &contents, &len, NULL), path);
	g_autofree uint8_t *exact = g_memdup2(contents, len);
	LLVMFuzzerTestOneInput(exact != NULL ? exact : (const uint8_t *) "", len);
}

static size_t
run_folder(const char *path, bool loud)
{
	g_autoptr(GPtrArray) names = ot_folder_list(path, NULL);

	fuzz_need(names != NULL, path);
	for (guint i = 0; i < names->len; i++) {
		g_autofree char *file = g_build_filename(path, g_ptr_array_index(names, i), NULL);
		run_file(file, loud);
	}
	return names->len;
}

int
main(int argc, char **argv)
{
	bool loud = argc > 1 && strcmp(argv[1], "-v") == 0;
	size_t n = 0;

	LLVMFuzzerInitialize(&argc, &argv);
	for (int i = loud ? 2 : 1; i < argc; i++) {
		if (ot_folder_exists(argv[i])) {
			n += run_folder(argv[i], loud);
		} else {
			run_file(argv[i], loud);
			n++;
		}
	}
	printf("%zu\n", n);
	return 0;
}
