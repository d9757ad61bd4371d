/* SPDX-License-Identifier: MIT */
#include "base/object.h"

#include "base/error.h"

#include <dlfcn.h>

void *
ot_object_function(const char *name, const char *does, const char *function, GError **error)
{
	/* The tests link all objects. */
	void *linked = dlsym(RTLD_DEFAULT, function);
	if (linked != NULL)
		return linked;
	g_autofree char *path = ot_object_path(name, does, error);
	if (path == NULL)
		return NULL;

	/* Never unloaded: fontconfig, cairo and ICU keep state until the process ends. */
	void *object = dlopen(path, RTLD_NOW | RTLD_LOCAL);
	void *found = object != NULL ? dlsym(object, function) : NULL;
	if (found == NULL)
		g_set_error(error, OT_ERROR, OT_ERROR_IO, "cannot load what %s: %s", does,
		            dlerror());
	return found;
}
