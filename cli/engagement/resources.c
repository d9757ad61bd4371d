/* SPDX-License-Identifier: MIT */
#include "engagement/resources.h"

#include "base/error.h"
#include "base/file.h"
#include "base/limits.h"
#include "base/suggest.h"
#include "document/contrast.h"
#include "engagement/logo.h"
#include "translation/translation.h"

#include <stdarg.h>
#include <string.h>

struct OtResources {
	char *folder;
	OtSchema *schema, *answers, *translations;
	GHashTable *labels; /* language to OtLabels */
	OtStyle *style;
	OtTemplateRules *rules;
	char *sheet, *zone;
	GHashTable *templates;  /* name to OtTemplate */
	GHashTable *translated; /* name and language to OtTemplate */
};

static void
free_template(gpointer template)
{
	ot_template_free(template);
}

static void
free_labels(gpointer labels)
{
	ot_labels_free(labels);
}

OtResources *
ot_resources_new(GError **error)
{
	char *folder = ot_data_dir(error);
	if (folder == NULL)
		return NULL;

	OtResources *resources = g_new0(OtResources, 1);
	resources->folder = folder;
	resources->templates =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, free_template);
	resources->translated =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, free_template);
	resources->labels = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, free_labels);
	return resources;
}

void
ot_resources_free(OtResources *resources)
{
	if (resources == NULL)
		return;
	ot_schema_free(resources->schema);
	ot_schema_free(resources->answers);
	ot_schema_free(resources->translations);
	g_hash_table_unref(resources->labels);
	ot_style_free(resources->style);
	g_free(resources->sheet);
	g_free(resources->zone);
	g_hash_table_unref(resources->templates);
	g_hash_table_unref(resources->translated);
	ot_template_rules_free(resources->rules);
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

const OtSchema *
ot_resources_answers_schema(OtResources *resources, GError **error)
{
	if (resources->answers == NULL) {
		g_autofree char *path =
			ot_resources_path(resources, "schemas", "answers.xsd", NULL);
		resources->answers = ot_schema_load(path, error);
	}
	return resources->answers;
}

const OtSchema *
ot_resources_translations(OtResources *resources, GError **error)
{
	g_autofree char *schemas = ot_resources_path(resources, "schemas", NULL);

	if (resources->translations == NULL)
		resources->translations = ot_translation_vocabulary(schemas, error);
	return resources->translations;
}

const OtLabels *
ot_resources_labels(OtResources *resources, const char *lang, GError **error)
{
	g_autofree char *language = g_strndup(lang, strcspn(lang, "-"));
	OtLabels *labels = g_hash_table_lookup(resources->labels, language);

	if (labels != NULL)
		return labels;
	g_autofree char *name = g_strdup_printf("labels.%s.xml", language);
	g_autofree char *path = ot_resources_path(resources, "templates", name, NULL);
	g_autofree char *english = ot_resources_path(resources, "templates", "labels.en.xml", NULL);
	bool there = g_file_test(path, G_FILE_TEST_IS_REGULAR);

	labels = ot_labels_load(there ? path : english, error);
	if (labels != NULL)
		g_hash_table_insert(resources->labels, g_steal_pointer(&language), labels);
	return labels;
}

/* A style of ours lies in templates/house-style-NAME.xml, the usual one in house-style.xml. */
#define STYLE_FILE  "house-style"
#define USUAL_STYLE "outset"

bool
ot_style_is_path(const char *house_style)
{
	return strchr(house_style, '/') != NULL || g_str_has_suffix(house_style, ".xml");
}

static bool
complain_no_style(const OtResources *resources, const char *name, GError **error)
{
	g_autofree char *folder = ot_resources_path(resources, "templates", NULL);
	g_autoptr(GPtrArray) files = ot_folder_list(folder, error);
	if (files == NULL)
		return false;

	g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
	g_ptr_array_add(names, g_strdup(USUAL_STYLE));
	for (guint i = 0; i < files->len; i++) {
		const char *file = g_ptr_array_index(files, i);
		if (g_str_has_prefix(file, STYLE_FILE "-") && g_str_has_suffix(file, ".xml"))
			g_ptr_array_add(names,
			                g_strndup(file + strlen(STYLE_FILE "-"),
			                          strlen(file) - strlen(STYLE_FILE "-.xml")));
	}
	g_autofree char *advice = ot_name_advice(name, names);
	g_set_error(error, OT_ERROR, OT_ERROR_USAGE,
	            "there is no house style \"%s\"%s; the name of a file ends in .xml", name,
	            advice);
	return false;
}

/* The file of a style; NULL with an error where no style of ours has the name. */
static char *
find_style(const OtResources *resources, const char *name, GError **error)
{
	if (name != NULL && ot_style_is_path(name))
		return g_strdup(name);

	bool usual = name == NULL || strcmp(name, USUAL_STYLE) == 0;
	g_autofree char *file = usual ? g_strdup(STYLE_FILE ".xml")
	                              : g_strconcat(STYLE_FILE "-", name, ".xml", NULL);
	g_autofree char *path = ot_resources_path(resources, "templates", file, NULL);
	if (g_file_test(path, G_FILE_TEST_IS_REGULAR) ||
	    complain_no_style(resources, name, error))
		return g_steal_pointer(&path);
	return NULL;
}

const OtStyle *
ot_resources_style(OtResources *resources, const OtAppearance *appearance, OtFindings *findings,
                   GError **error)
{
	if (resources->style != NULL)
		return resources->style;

	g_autofree char *path = find_style(resources, appearance->house_style, error);
	g_autoptr(OtStyle) style = path != NULL ? ot_style_load(path, error) : NULL;
	if (style == NULL)
		return NULL;
	if (appearance->page > 0 &&
	    !ot_style_set_page(style, (OtPageSize) (appearance->page - 1), error))
		return NULL;
	if (appearance->large_print)
		ot_style_enlarge(style);
	size_t errors = ot_findings_count_severity(findings, OT_SEVERITY_ERROR);
	ot_style_check_contrast(style, findings);
	if (style->logo != NULL && !ot_logo_prepare(style->logo, findings, error))
		return NULL;
	if (ot_findings_count_severity(findings, OT_SEVERITY_ERROR) == errors)
		resources->style = g_steal_pointer(&style);
	return resources->style;
}

/* A text among the templates, read once. */
static const char *
load_text(OtResources *resources, char **text, const char *name, GError **error)
{
	if (*text == NULL) {
		g_autofree char *path = ot_resources_path(resources, "templates", name, NULL);
		g_autoptr(GBytes) bytes = ot_file_read(path, OT_LIMIT_FILE_BYTES, error);
		gsize len = 0;
		const char *data = bytes != NULL ? g_bytes_get_data(bytes, &len) : NULL;
		if (bytes != NULL)
			*text = g_strndup(data, len);
	}
	return *text;
}

const char *
ot_resources_sheet(OtResources *resources, GError **error)
{
	return load_text(resources, &resources->sheet, "page.css", error);
}

const char *
ot_resources_zone(OtResources *resources, GError **error)
{
	return load_text(resources, &resources->zone, "europe-london.ics", error);
}

/* The name of the template that a file of the folder holds, or NULL: labels, the house style and
 * translations ("dpia.cy.xml") lie beside the templates, and parts are for templates to include. */
static char *
template_name(const char *file)
{
	if (strchr(file, '.') != strrchr(file, '.') || !g_str_has_suffix(file, ".xml") ||
	    g_str_has_prefix(file, "house-style") || g_str_has_prefix(file, "part-"))
		return NULL;
	return g_strndup(file, strlen(file) - strlen(".xml"));
}

/* The names of all templates, sorted. */
static GPtrArray *
list_templates(const OtResources *resources, GError **error)
{
	g_autofree char *folder = ot_resources_path(resources, "templates", NULL);
	g_autoptr(GPtrArray) files = ot_folder_list(folder, error);
	if (files == NULL)
		return NULL;

	GPtrArray *names = g_ptr_array_new_with_free_func(g_free);
	for (guint i = 0; i < files->len; i++) {
		char *name = template_name(g_ptr_array_index(files, i));
		if (name != NULL)
			g_ptr_array_add(names, name);
	}
	return names;
}

static OtTemplate *
load_template(OtResources *resources, const char *name, GError **error)
{
	g_autofree char *schemas = ot_resources_path(resources, "schemas", NULL);
	g_autofree char *file = g_strconcat(name, ".xml", NULL);
	g_autofree char *path = ot_resources_path(resources, "templates", file, NULL);

	if (resources->rules == NULL)
		resources->rules = ot_template_rules_load(schemas, resources->schema, error);
	if (resources->rules == NULL)
		return NULL;
	g_autoptr(OtTemplate) template = ot_template_load(path, resources->rules, error);
	if (template == NULL)
		return NULL;
	if (strcmp(ot_template_info(template)->name, name) == 0)
		return g_steal_pointer(&template);
	g_set_error(error, OT_ERROR, OT_ERROR_FORMAT,
	            "%s holds the template \"%s\"; file and template have one name", path,
	            ot_template_info(template)->name);
	return NULL;
}

/* Load it into a table, under a key. */
static OtTemplate *
keep_template(OtResources *resources, GHashTable *table, const char *key, const char *name,
              GError **error)
{
	OtTemplate *template = load_template(resources, name, error);

	if (template != NULL)
		g_hash_table_insert(table, g_strdup(key), template);
	return template;
}

static bool
complain_unknown(OtResources *resources, const char *name, GError **error)
{
	g_autoptr(GPtrArray) assets = ot_resources_templates(resources, "asset", error);
	g_autoptr(GPtrArray) names = g_ptr_array_new();

	if (assets == NULL)
		return false;
	for (guint i = 0; i < assets->len; i++)
		g_ptr_array_add(names,
		                (char *) ot_template_info(g_ptr_array_index(assets, i))->name);
	g_autofree char *advice = ot_name_advice(name, names);
	g_set_error(error, OT_ERROR, OT_ERROR_USAGE, "there is no asset \"%s\"%s", name, advice);
	return false;
}

/* True for one of the names; else OT_ERROR_USAGE names the assets. */
static bool
check_name(OtResources *resources, const char *name, GError **error)
{
	g_autoptr(GPtrArray) names = list_templates(resources, error);

	if (names == NULL)
		return false;
	for (guint i = 0; i < names->len; i++)
		if (strcmp(g_ptr_array_index(names, i), name) == 0)
			return true;
	return complain_unknown(resources, name, error);
}

const OtTemplate *
ot_resources_template(OtResources *resources, const char *name, GError **error)
{
	const OtTemplate *template = g_hash_table_lookup(resources->templates, name);

	if (template == NULL && check_name(resources, name, error))
		template = keep_template(resources, resources->templates, name, name, error);
	return template;
}

const OtTemplate *
ot_resources_template_in(OtResources *resources, const char *name, const char *lang,
                         GError **error)
{
	const OtTemplate *own = ot_resources_template(resources, name, error);

	if (own == NULL || ot_lang_is_same(ot_template_info(own)->lang, lang))
		return own;
	g_autofree char *key = g_strdup_printf("%s %s", name, lang);
	OtTemplate *template = g_hash_table_lookup(resources->translated, key);
	if (template != NULL)
		return template;
	const OtSchema *vocabulary = ot_resources_translations(resources, error);
	template = vocabulary != NULL ? keep_template(resources, resources->translated, key, name,
	                                              error)
	                              : NULL;
	if (template == NULL ||
	    !ot_template_translate(template, lang, vocabulary, NULL, NULL, error))
		return NULL;
	return template;
}

GPtrArray *
ot_resources_templates(OtResources *resources, const char *kind, GError **error)
{
	g_autoptr(GPtrArray) names = list_templates(resources, error);
	g_autoptr(GPtrArray) templates = g_ptr_array_new();

	for (guint i = 0; names != NULL && i < names->len; i++) {
		const char *name = g_ptr_array_index(names, i);
		const OtTemplate *template = ot_resources_template(resources, name, error);
		if (template == NULL)
			return NULL;
		if (strcmp(ot_template_info(template)->kind, kind) == 0)
			g_ptr_array_add(templates, (void *) template);
	}
	return names != NULL ? g_steal_pointer(&templates) : NULL;
}
