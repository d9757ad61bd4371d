/* SPDX-License-Identifier: MIT */
#include "engagement/translating.h"

#include "base/error.h"
#include "base/file.h"
#include "engagement/resources.h"
#include "engagement/settings.h"
#include "spec/told.h"
#include "translation/unit.h"
#include "xml/source.h"

#include <string.h>

/* What is translated, and from what. */
typedef struct {
	char *path;
	char *date;       /* of the file */
	GPtrArray *units; /* of OtUnit */
} Source;

static void
source_clear(Source *source)
{
	g_free(source->path);
	g_free(source->date);
	g_clear_pointer(&source->units, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Source, source_clear)

static bool
complain_same(const char *path, const char *lang, GError **error)
{
	g_set_error(error, OT_ERROR, OT_ERROR_USAGE,
	            "%s is in the language \"%s\" already; say another one with --language", path,
	            lang);
	return false;
}

static bool
read_template(Source *source, const char *lang, OtResources *resources, GError **error)
{
	g_autofree char *schemas = ot_resources_path(resources, "schemas", NULL);
	const OtSchema *vocabulary = ot_resources_translations(resources, error);
	g_autoptr(OtTemplateRules) rules = ot_template_rules_load(schemas, NULL, error);
	g_autoptr(OtTemplate) template =
		rules != NULL ? ot_template_load(source->path, rules, error) : NULL;

	if (vocabulary == NULL || template == NULL)
		return false;
	source->date = g_strdup(ot_template_info(template)->date);
	if (ot_lang_is_same(ot_template_info(template)->lang, lang))
		return complain_same(source->path, lang, error);
	source->units = ot_units_new();
	return ot_template_translate(template, lang, vocabulary, source->units, NULL, error);
}

/* Also one that isn't valid yet: it can be translated while it is written. */
static bool
read_specification(Source *source, const OtXml *xml, const char *lang, OtResources *resources,
                   GError **error)
{
	const xmlNode *root = xmlDocGetRootElement(ot_xml_doc(xml));
	const OtSchema *schema = ot_resources_schema(resources, error);
	xmlChar *own = xmlNodeGetLang(root);
	bool same = own != NULL && ot_lang_is_same((const char *) own, lang);

	xmlFree(own);
	if (schema == NULL)
		return false;
	if (same)
		return complain_same(source->path, lang, error);
	const xmlNode *identity = ot_xml_child(root, "identity");
	source->date = g_strdup(identity != NULL ? ot_xml_attr(identity, "date") : NULL);
	source->units = ot_spec_units(ot_xml_doc(xml), ot_schema_model(schema), lang);
	return true;
}

static bool
read_source(Source *source, const char *lang, OtResources *resources, GError **error)
{
	g_autoptr(OtXml) xml = ot_source_read(source->path, error);

	if (xml == NULL)
		return false;
	const xmlNode *root = xmlDocGetRootElement(ot_xml_doc(xml));
	if (ot_xml_is(root, "template"))
		return read_template(source, lang, resources, error);
	if (ot_xml_is(root, "specification"))
		return read_specification(source, xml, lang, resources, error);
	ot_source_fail(error, xml, root,
	               "only a specification or a template can be translated, not <%s>",
	               root->name);
	return false;
}

/* A translation that begins: a draft, as old as what it is of. */
static OtTranslationInfo
new_info(const Source *source, const char *name, const char *lang)
{
	bool welsh = strcmp(lang, "cy") == 0;

	return (OtTranslationInfo){
		.of = name,
		.lang = welsh ? "cy-GB" : lang,
		.version = "0.1.0",
		.date = source->date != NULL ? source->date : "2026-01-01",
		.draft = true,
	};
}

GBytes *
ot_translating_update(const char *input, const char *lang, char **path, OtTranslationState *state,
                      GError **error)
{
	g_auto(Source) source = {0};
	g_autoptr(OtResources) resources = ot_resources_new(error);
	g_autoptr(OtSettings) settings =
		resources != NULL ? ot_settings_load(input, error) : NULL;

	if (settings == NULL)
		return NULL;
	source.path = ot_settings_specification(settings, input, error);
	if (source.path == NULL || !read_source(&source, lang, resources, error))
		return NULL;
	g_autofree char *name = g_path_get_basename(source.path);
	if (g_str_has_suffix(name, ".xml"))
		name[strlen(name) - strlen(".xml")] = '\0';
	*path = ot_translation_path(source.path, lang);
	const OtSchema *vocabulary = ot_resources_translations(resources, error);
	bool there = ot_file_may_exist(*path);
	g_autoptr(OtTranslation) old = there && vocabulary != NULL
	                                       ? ot_translation_load(*path, vocabulary, error)
	                                       : NULL;
	if (vocabulary == NULL || (there && old == NULL))
		return NULL;
	const OtTranslationInfo info = old != NULL ? *ot_translation_info(old)
	                                           : new_info(&source, name, lang);
	*state = ot_translation_state(old, source.units);
	return ot_translation_update(old, &info, source.units);
}
