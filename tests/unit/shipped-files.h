/* SPDX-License-Identifier: MIT */
#ifndef TEST_SHIPPED_FILES_H
#define TEST_SHIPPED_FILES_H

#include "base/file.h"

/** The XML files of a folder, in order; none where there is no such folder.  Free with the array. */
static GPtrArray *
list_files(const char *folder)
{
	GPtrArray *files = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GPtrArray) names = ot_folder_exists(folder) ? ot_folder_list(folder, NULL) : NULL;

	for (guint i = 0; names != NULL && i < names->len; i++)
		if (g_str_has_suffix(g_ptr_array_index(names, i), ".xml"))
			g_ptr_array_add(files, g_build_filename(folder,
			                                        g_ptr_array_index(names, i), NULL));
	return files;
}

#endif
