/* SPDX-License-Identifier: MIT */
#include "base/error.h"
#include "base/file.h"
#include "base/object.h"
#include "base/system.h"

#include <limits.h>
#include <stdlib.h>

/* The folder of the running program; free with g_free(). */
static char *
program_folder(void)
{
	g_autofree char *program = ot_system_program();

	return program != NULL ? g_path_get_dirname(program) : NULL;
}

static bool
holds_data(const char *folder)
{
	g_autofree char *schema = g_build_filename(folder, "schemas", "spec.xsd", NULL);
	return g_file_test(schema, G_FILE_TEST_IS_REGULAR);
}

char *
ot_data_dir(GError **error)
{
	const char *chosen = g_getenv("OUTSET_DATA");
	if (chosen != NULL && *chosen != '\0') {
		if (holds_data(chosen))
			return g_strdup(chosen);
		g_set_error(error, OT_ERROR, OT_ERROR_IO,
		            "OUTSET_DATA is %s, but there is no schemas/spec.xsd in it", chosen);
		return NULL;
	}

	/*
	 * build/MODE/outset lies two folders below the tree; PREFIX/bin/outset beside PREFIX/share.
	 */
	g_autofree char *folder = program_folder();
	if (folder != NULL) {
		g_autofree char *tree = g_build_filename(folder, "..", "..", NULL);
		g_autofree char *shared = g_build_filename(folder, "..", "share", "outset", NULL);
		const char *const places[] = {tree, shared};

		for (size_t i = 0; i < G_N_ELEMENTS(places); i++) {
			char resolved[PATH_MAX];
			if (holds_data(places[i]) && realpath(places[i], resolved) != NULL)
				return g_strdup(resolved);
		}
	}
	if (holds_data(PKGDATADIR))
		return g_strdup(PKGDATADIR);
	g_set_error(error, OT_ERROR, OT_ERROR_IO,
	            "the program's templates and schemas are not beside it nor in %s; "
	            "set OUTSET_DATA to the folder that holds them", PKGDATADIR);
	return NULL;
}

char *
ot_object_path(const char *name, const char *does, GError **error)
{
	g_autofree char *folder = program_folder();
	g_autofree char *file = g_strdup_printf("outset-%s.so", name);
	g_autofree char *fixed = g_build_filename(PKGLIBDIR, file, NULL);

	if (folder != NULL) {
		g_autofree char *built = g_build_filename(folder, file, NULL);
		g_autofree char *installed =
			g_build_filename(folder, "..", "lib", "outset", file, NULL);
		if (g_file_test(built, G_FILE_TEST_IS_REGULAR))
			return g_steal_pointer(&built);
		if (g_file_test(installed, G_FILE_TEST_IS_REGULAR))
			return g_steal_pointer(&installed);
	}
	if (g_file_test(fixed, G_FILE_TEST_IS_REGULAR))
		return g_steal_pointer(&fixed);
	g_set_error(error, OT_ERROR, OT_ERROR_IO,
	            "%s, which %s, is not beside the program nor in %s; install the program again",
	            file, does, PKGLIBDIR);
	return NULL;
}
