/* SPDX-License-Identifier: MIT */
#include "engagement/resources.h"

#include "base/error.h"
#include "base/file.h"
#include "base/suggest.h"

#include <stdarg.h>
#include <string.h>

struct OtResources {
	char *folder;
	OtSchema *schema;
	OtLabels *labels;
	OtStyle *style;
	GPtrArray *assets, *briefings; /* of OtTemplate * */
};

OtResources *
ot_resources_new(GError **error)
{
	char *folder = ot_data_dir(error);
	if (folder == NULL)
		return NULL;

	OtResources *resources = g_new0(OtResources, 1);
	resources->folder = folder;
	return resources;
}

void
ot_resources_free(OtResources *resources)
{
	if (resources == NULL)
		return;
	ot_schema_free(resources->schema);
	ot_labels_free(resources->labels);
	ot_style_free(resources->style);
	g_clear_pointer(&resources->assets, g_ptr_array_unref);
	g_clear_pointer(&resources->briefings, g_ptr_array_unref);
	g_free(resources->folder);
	g_free(resources);
}

char *
ot_resources_path(const OtResources *resources, const char *first, ...)
{
	va_list arguments;

	va_start(arguments, first);
	g_autofree char *rest = g_build_filename_valist(first, &arguments);
	va_end(arguments);
	return g_build_filename(resources->folder, rest, NULL);
}

const OtSchema *
ot_resources_schema(OtResources *resources, GError **error)
{
	if (resources->schema == NULL) {
		g_autofree char *path = ot_resources_path(resources, "schemas", "spec.xsd", NULL);
		resources->schema = ot_schema_load(path, error);
	}
	return resources->schema;
}

const OtLabels *
ot_resources_labels(OtResources *resources, const char *lang, GError **error)
{
	if (resources->labels != NULL)
		return resources->labels;

	g_autofree char *language = g_strndup(lang, strcspn(lang, "-"));
	g_autofree char *name = g_strdup_printf("labels.%s.xml", language);
	g_autofree char *path = ot_resources_path(resources, "templates", name, NULL);
	g_autofree char *english = ot_resources_path(resources, "templates", "labels.en.xml", NULL);
	bool there = g_file_test(path, G_FILE_TEST_IS_REGULAR);

	resources->labels = ot_labels_load(there ? path : english, error);
	return resources->labels;
}

const OtStyle *
ot_resources_style(OtResources *resources, const char *path, GError **error)
{
	if (resources->style == NULL) {
		g_autofree char *ours =
			ot_resources_path(resources, "templates", "house-style.xml", NULL);
		resources->style = ot_style_load(path != NULL ? path : ours, error);
	}
	return resources->style;
}

/* Labels and the house style lie beside the templates; parts are for templates to include. */
static bool
is_template(const char *name)
{
	return g_str_has_suffix(name, ".xml") && !g_str_has_prefix(name, "labels.") &&
	       !g_str_has_prefix(name, "house-style") && !g_str_has_prefix(name, "part-");
}

static bool
load_templates(OtResources *resources, GError **error)
{
	g_autofree char *folder = ot_resources_path(resources, "templates", NULL);
	g_autofree char *schemas = ot_resources_path(resources, "schemas", NULL);
	g_autoptr(GPtrArray) names = ot_folder_list(folder, error);
	GDestroyNotify free_template = (GDestroyNotify) ot_template_free;
	g_autoptr(GPtrArray) assets = g_ptr_array_new_with_free_func(free_template);
	g_autoptr(GPtrArray) briefings = g_ptr_array_new_with_free_func(free_template);

	if (names == NULL)
		return false;
	for (guint i = 0; i < names->len; i++) {
		const char *name = g_ptr_array_index(names, i);
		if (!is_template(name))
			continue;
		g_autofree char *path = g_build_filename(folder, name, NULL);
		OtTemplate *template = ot_template_load(path, schemas, error);
		if (template == NULL)
			return false;
		bool asset = strcmp(ot_template_info(template)->kind, "asset") == 0;
		g_ptr_array_add(asset ? assets : briefings, template);
	}
	resources->assets = g_steal_pointer(&assets);
	resources->briefings = g_steal_pointer(&briefings);
	return true;
}

const GPtrArray *
ot_resources_templates(OtResources *resources, const char *kind, GError **error)
{
	if (resources->assets == NULL && !load_templates(resources, error))
		return NULL;
	return strcmp(kind, "asset") == 0 ? resources->assets : resources->briefings;
}

const OtTemplate *
ot_resources_template(OtResources *resources, const char *name, GError **error)
{
	if (resources->assets == NULL && !load_templates(resources, error))
		return NULL;

	g_autoptr(GPtrArray) names = g_ptr_array_new();
	const GPtrArray *const lists[] = {resources->assets, resources->briefings};
	for (size_t list = 0; list < G_N_ELEMENTS(lists); list++) {
		for (guint i = 0; i < lists[list]->len; i++) {
			const OtTemplate *template = g_ptr_array_index(lists[list], i);
			const OtTemplateInfo *info = ot_template_info(template);
			if (strcmp(info->name, name) == 0)
				return template;
			if (list == 0)
				g_ptr_array_add(names, (char *) info->name);
		}
	}
	g_autofree char *advice = ot_name_advice(name, names);
	g_set_error(error, OT_ERROR, OT_ERROR_USAGE, "there is no asset \"%s\"%s", name, advice);
	return NULL;
}
