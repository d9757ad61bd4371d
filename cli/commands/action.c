/* SPDX-License-Identifier: MIT */
#include "commands/action.h"

#include "base/error.h"
#include "base/suggest.h"

#include <string.h>

int
ot_action_find(const char *command, const void *rows, size_t stride, size_t n_rows,
               const char *name, GError **error)
{
	g_autoptr(GPtrArray) names = g_ptr_array_new();

	for (size_t i = 0; i < n_rows; i++) {
		const char *row_name;
		memcpy(&row_name, (const char *) rows + i * stride, sizeof row_name);
		if (strcmp(row_name, name) == 0)
			return (int) i;
		g_ptr_array_add(names, (char *) row_name);
	}
	g_autofree char *advice = ot_name_advice(name, names);
	g_set_error(error, OT_ERROR, OT_ERROR_USAGE, "%s has no \"%s\"%s", command, name, advice);
	return -1;
}
