/* SPDX-License-Identifier: MIT */
#include "document/template.h"

#include "base/error.h"
#include "base/file.h"
#include "document/expand.h"
#include "document/plan-translate.h"
#include "xml/source.h"

#include <string.h>

struct OtTemplateRules {
	OtSchema *vocabulary;
	OtModel *specification;
	OtReference *reference;
	OtEstimates *estimates;
	char *schema_dir;
};

/* What a template can be about: the root of a tree, and the schema that says what is in it. */
static const struct {
	const char *root, *schema;
} subjects[] = {
	{"specification", "spec.xsd"},
	{"check", "check-result.xsd"},
	{"questions", "questions.xsd"},
	{"register", "register.xsd"},
	{"comparison", "comparison.xsd"},
	{"merging", "merging.xsd"},
	{"event", "event.xsd"},
	{"matrix", "matrix.xsd"},
};

struct OtTemplate {
	OtTemplateInfo info;
	OtPlan *plan;
	const OtPlanNode *body;
};

/* A template being loaded, with the parts that it includes. */
typedef struct {
	OtTemplate *template;
	const OtTemplateRules *rules;
	char *folder;
	GPtrArray *open; /* names of the files that include each other, the outermost first */
	GError **error;
} Loader;

static bool
load_parts(Loader *loader, const OtPlanNode *first);

/* --- reading a file ------------------------------------------------------------------------ */

/* A file that is valid against the schema; the plan owns it. */
static const OtXml *
read_file(Loader *loader, const char *path)
{
	OtXml *xml = ot_source_read(path, loader->error);

	if (xml == NULL)
		return NULL;
	g_ptr_array_add(loader->template->plan->files, xml);
	const xmlNode *root = xmlDocGetRootElement(ot_xml_doc(xml));
	if (!ot_xml_is(root, "template")) {
		ot_source_fail(loader->error, xml, root,
		               "a template starts with <template>, not <%s>", root->name);
		return NULL;
	}
	g_autoptr(OtFindings) findings = ot_findings_new();
	if (!ot_schema_check(loader->rules->vocabulary, xml, findings)) {
		ot_findings_sort(findings);
		ot_source_fail_finding(loader->error, findings);
		return NULL;
	}
	return xml;
}

static const char *
read_words(const OtTemplate *template, const xmlNode *root, const char *name)
{
	const xmlNode *node = ot_xml_child(root, name);
	if (node == NULL)
		return NULL;
	g_autofree char *words = ot_source_text(node);
	return ot_arena_strdup(template->plan->arena, words);
}

static const char *
root_attr(const OtTemplate *template, const xmlNode *root, const char *name)
{
	return ot_arena_strdup(template->plan->arena, ot_xml_attr(root, name));
}

static const char *
read_lang(const OtTemplate *template, const xmlNode *root)
{
	xmlChar *lang = xmlNodeGetLang(root);
	const char *copy = ot_arena_strdup(template->plan->arena, (const char *) lang);

	xmlFree(lang);
	return copy;
}

static void
read_info(OtTemplate *template, const char *path, const xmlNode *root)
{
	const xmlNode *who = ot_xml_child(root, "completed-by");

	template->info = (OtTemplateInfo){
		.name = root_attr(template, root, "name"),
		.version = root_attr(template, root, "version"),
		.date = root_attr(template, root, "date"),
		.kind = root_attr(template, root, "kind"),
		.published = g_strcmp0(ot_xml_attr(root, "published"), "yes") == 0,
		.about = root_attr(template, root, "about"),
		.title = read_words(template, root, "title"),
		.purpose = read_words(template, root, "purpose"),
		.completed_by = read_words(template, root, "completed-by"),
		.by_supplier =
			who != NULL && g_strcmp0(ot_xml_attr(who, "by"), "supplier") == 0,
		.hours = who != NULL ? root_attr(template, who, "hours") : NULL,
		.needed = read_words(template, root, "needed"),
		.path = ot_arena_strdup(template->plan->arena, path),
		.notes_sources = g_strcmp0(ot_xml_attr(root, "sources"), "notes") == 0,
		.lang = read_lang(template, root),
	};
	if (template->info.about == NULL)
		template->info.about = subjects[0].root;
}

/* --- parts --------------------------------------------------------------------------------- */

static bool
check_cycle(Loader *loader, const OtPlanNode *include, const char *name)
{
	for (size_t i = 0; i < loader->open->len; i++) {
		if (strcmp(g_ptr_array_index(loader->open, i), name) != 0)
			continue;
		g_autoptr(GString) circle = g_string_new(NULL);
		for (; i < loader->open->len; i++)
			g_string_append_printf(circle, "%s, which includes ",
			                       (const char *) g_ptr_array_index(loader->open, i));
		ot_plan_fail(loader->error, include, "templates include each other in a circle: "
		             "%s%s again", circle->str, name);
		return false;
	}
	return true;
}

/* Read a part that hasn't been read yet, and the parts within it. */
static bool
load_part(Loader *loader, const OtPlanNode *include, const char *name)
{
	OtPlan *plan = loader->template->plan;
	g_autofree char *file = g_strconcat(name, ".xml", NULL);
	g_autofree char *path = g_build_filename(loader->folder, file, NULL);

	if (!ot_file_may_exist(path)) {
		ot_plan_fail(loader->error, include, "there is no part \"%s\": %s does not exist",
		             name, path);
		return false;
	}
	const OtXml *xml = read_file(loader, path);
	if (xml == NULL)
		return false;
	const xmlNode *root = xmlDocGetRootElement(ot_xml_doc(xml));
	if (strcmp(ot_xml_attr(root, "kind"), "part") != 0) {
		ot_plan_fail(loader->error, include,
		             "\"%s\" is of the kind \"%s\", and only parts can be included",
		             name, ot_xml_attr(root, "kind"));
		return false;
	}
	OtPlanPart *part = ot_arena_new_object(plan->arena, OtPlanPart);
	part->lang = read_lang(loader->template, root);
	if (!ot_plan_read(plan, xml, ot_xml_child(root, "body"), &part->first, loader->error))
		return false;
	g_hash_table_insert(plan->parts, g_strdup(name), part);
	g_ptr_array_add(loader->open, (void *) name);
	bool loaded = load_parts(loader, part->first);
	g_ptr_array_set_size(loader->open, (int) loader->open->len - 1);
	return loaded;
}

static bool
load_parts(Loader *loader, const OtPlanNode *first)
{
	for (const OtPlanNode *node = first; node != NULL; node = node->next) {
		if (node->element == OT_ELEMENT_INCLUDE) {
			const char *name = ot_plan_words(node, OT_ATTR_TEMPLATE);
			if (!check_cycle(loader, node, name))
				return false;
			if (!g_hash_table_contains(loader->template->plan->parts, name) &&
			    !load_part(loader, node, name))
				return false;
		}
		if (!load_parts(loader, node->first))
			return false;
	}
	return true;
}

/* --- the template -------------------------------------------------------------------------- */

/* What a tree with this root can hold; NULL with `error` where its schema can't be read. */
static OtModel *
load_model(const OtTemplateRules *rules, const char *about, GError **error)
{
	size_t i = 0;

	/* The vocabulary lets no other names through. */
	while (strcmp(subjects[i].root, about) != 0)
		i++;
	g_autofree char *path = g_build_filename(rules->schema_dir, subjects[i].schema, NULL);
	return ot_model_load(path, about, error);
}

OtTemplateRules *
ot_template_rules_load(const char *schema_dir, const OtSchema *specification, GError **error)
{
	g_autofree char *vocabulary = g_build_filename(schema_dir, "template.xsd", NULL);
	g_autoptr(OtTemplateRules) rules = g_new0(OtTemplateRules, 1);

	rules->schema_dir = g_strdup(schema_dir);
	rules->vocabulary = ot_schema_load(vocabulary, error);
	if (rules->vocabulary == NULL)
		return NULL;
	rules->specification =
		specification != NULL
			? ot_model_new(ot_schema_model(specification), subjects[0].root)
			: load_model(rules, subjects[0].root, error);
	if (rules->specification == NULL)
		return NULL;
	g_autofree char *constants = g_build_filename(schema_dir, "reference", NULL);
	rules->reference = ot_reference_read_folder(constants, error);
	if (rules->reference == NULL)
		return NULL;
	g_autofree char *hours = g_build_filename(schema_dir, "burden.xml", NULL);
	rules->estimates = ot_estimates_load(hours, error);
	return rules->estimates != NULL ? g_steal_pointer(&rules) : NULL;
}

void
ot_template_rules_free(OtTemplateRules *rules)
{
	if (rules == NULL)
		return;
	ot_schema_free(rules->vocabulary);
	ot_model_free(rules->specification);
	ot_reference_free(rules->reference);
	ot_estimates_free(rules->estimates);
	g_free(rules->schema_dir);
	g_free(rules);
}

static bool
check_names(const Loader *loader)
{
	const char *about = loader->template->info.about;
	g_autoptr(OtModel) other = NULL;
	const OtModel *model = loader->rules->specification;

	/* Almost all templates are about a specification, whose model is read once for all. */
	if (strcmp(about, subjects[0].root) != 0)
		model = other = load_model(loader->rules, about, loader->error);
	if (model == NULL)
		return false;
	const OtModelNode *start = ot_model_child(ot_model_node(model, 0), OT_MODEL_ELEMENT, about);
	return ot_plan_check(loader->template->plan, loader->template->body, model, start,
	                     loader->error);
}

static bool
load(Loader *loader, const char *path)
{
	OtTemplate *template = loader->template;
	const OtXml *xml = read_file(loader, path);

	if (xml == NULL)
		return false;
	const xmlNode *root = xmlDocGetRootElement(ot_xml_doc(xml));
	read_info(template, path, root);
	g_ptr_array_add(loader->open, (void *) template->info.name);
	if (!ot_plan_read(template->plan, xml, ot_xml_child(root, "body"), &template->body,
	                  loader->error) ||
	    !load_parts(loader, template->body))
		return false;
	/* Where a part starts depends on who includes it, so by itself it has nothing to find. */
	return strcmp(template->info.kind, "part") == 0 || check_names(loader);
}

OtTemplate *
ot_template_load(const char *path, const OtTemplateRules *rules, GError **error)
{
	g_autoptr(OtTemplate) template = g_new0(OtTemplate, 1);
	Loader loader = {
		.template = template,
		.rules = rules,
		.folder = g_path_get_dirname(path),
		.open = g_ptr_array_new(),
		.error = error,
	};

	template->plan = ot_plan_new();
	template->plan->reference = rules->reference;
	template->plan->estimates = rules->estimates;
	bool loaded = load(&loader, path);
	g_ptr_array_unref(loader.open);
	g_free(loader.folder);
	return loaded ? g_steal_pointer(&template) : NULL;
}

/* --- in another language ------------------------------------------------------------------- */

/* The translation beside a file; NULL without an error where there is none. */
static OtTranslation *
find_translation(const char *path, const char *lang, const OtSchema *vocabulary, GError **error)
{
	g_autofree char *file = ot_translation_path(path, lang);

	return ot_file_may_exist(file) ? ot_translation_load(file, vocabulary, error) : NULL;
}

/* A part without a translation stays as it is, marked with its language; its texts are missing. */
static bool
translate_part(const OtTemplate *template, const char *name, OtPlanPart *part, const char *lang,
               const OtSchema *vocabulary, GPtrArray *missing, bool *draft, GError **error)
{
	g_autofree char *folder = g_path_get_dirname(template->info.path);
	g_autofree char *file = g_strconcat(name, ".xml", NULL);
	g_autofree char *path = g_build_filename(folder, file, NULL);
	g_autoptr(GError) mistake = NULL;
	g_autoptr(OtTranslation) translation = find_translation(path, lang, vocabulary, &mistake);
	const OtPlanTranslator translator = {
		.plan = template->plan,
		.translation = translation,
		.lang = part->lang,
		.missing = missing,
	};

	if (mistake != NULL) {
		g_propagate_error(error, g_steal_pointer(&mistake));
		return false;
	}
	part->first = ot_plan_translate(&translator, part->first);
	if (translation == NULL)
		return true;
	part->lang = ot_arena_strdup(template->plan->arena, ot_translation_info(translation)->lang);
	*draft |= ot_translation_info(translation)->draft;
	return true;
}

static bool
translate_parts(OtTemplate *template, const char *lang, const OtSchema *vocabulary,
                GPtrArray *missing, GError **error)
{
	g_autoptr(GList) names = g_hash_table_get_keys(template->plan->parts);

	names = g_list_sort(names, (GCompareFunc) strcmp);
	for (const GList *name = names; name != NULL; name = name->next) {
		OtPlanPart *part = g_hash_table_lookup(template->plan->parts, name->data);
		if (!translate_part(template, name->data, part, lang, vocabulary, missing,
		                    &template->info.draft, error))
			return false;
	}
	return true;
}

static void
translate_own(OtTemplate *template, const OtPlanTranslator *translator)
{
	OtTemplateInfo *info = &template->info;

	template->body = ot_plan_translate(translator, template->body);
	/* What a part says of itself, nobody is shown. */
	if (strcmp(info->kind, "part") == 0)
		return;
	info->title = ot_plan_translate_words(translator, info->title);
	info->purpose = ot_plan_translate_words(translator, info->purpose);
	info->completed_by = ot_plan_translate_words(translator, info->completed_by);
	info->needed = ot_plan_translate_words(translator, info->needed);
}

bool
ot_template_translate(OtTemplate *template, const char *lang, const OtSchema *vocabulary,
                      GPtrArray *units, GPtrArray *missing, GError **error)
{
	OtArena *arena = template->plan->arena;
	g_autoptr(GError) mistake = NULL;
	g_autoptr(OtTranslation) translation =
		find_translation(template->info.path, lang, vocabulary, &mistake);
	const OtPlanTranslator translator = {
		.plan = template->plan,
		.translation = translation,
		.lang = template->info.lang,
		.units = units,
		.missing = missing,
	};

	if (mistake != NULL) {
		g_propagate_error(error, g_steal_pointer(&mistake));
		return false;
	}
	translate_own(template, &translator);
	if (translation == NULL)
		return true;
	const OtTranslationInfo *info = ot_translation_info(translation);
	template->info.lang = ot_arena_strdup(arena, info->lang);
	template->info.translated = true;
	template->info.draft = info->draft;
	template->info.version = ot_arena_printf(arena, "%s+%s.%s", template->info.version, lang,
	                                         info->version);
	return translate_parts(template, lang, vocabulary, missing, error);
}

void
ot_template_free(OtTemplate *template)
{
	if (template == NULL)
		return;
	ot_plan_free(template->plan);
	g_free(template);
}

const OtTemplateInfo *
ot_template_info(const OtTemplate *template)
{
	return &template->info;
}

OtDocument *
ot_template_expand(const OtTemplate *template, xmlDoc *tree, const OtLabels *labels,
                   GError **error)
{
	return ot_template_expand_answered(template, tree, labels, NULL, NULL, error);
}

OtDocument *
ot_template_expand_answered(const OtTemplate *template, xmlDoc *tree, const OtLabels *labels,
                            const OtAnswers *answers, OtFindings *findings, GError **error)
{
	const xmlNode *root = xmlDocGetRootElement(tree);

	if (!ot_xml_is(root, template->info.about)) {
		g_set_error(error, OT_ERROR, OT_ERROR_USAGE,
		            "the template \"%s\" is about a %s, and can't be made from a %s",
		            template->info.name, template->info.about, root->name);
		return NULL;
	}
	return ot_expand(template->plan, template->body, &template->info, tree, labels, answers,
	                 findings, error);
}
