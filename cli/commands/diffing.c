/* SPDX-License-Identifier: MIT */
#include "commands/diffing.h"

#include "base/error.h"
#include "base/file.h"
#include "commands/records.h"
#include "commands/voices.h"

#include <string.h>

#define USUAL_NAME "changes.xml"

void
ot_diffing_clear(OtDiffing *diffing)
{
	ot_settings_free(diffing->old_settings);
	ot_settings_free(diffing->settings);
	ot_voices_free(diffing->voices);
	ot_reasons_free(diffing->reasons);
	ot_spec_free(diffing->old);
	ot_spec_free(diffing->new);
	ot_findings_free(diffing->findings);
	ot_resources_free(diffing->resources);
	g_free(diffing->reasons_path);
	g_free(diffing->old_path);
	g_free(diffing->new_path);
}

/* --- versions ------------------------------------------------------------------------------ */

static bool
check_kind(const char *input, GError **error)
{
	g_autofree char *lower = g_ascii_strdown(input, -1);

	if (!g_str_has_suffix(lower, ".docx") && !g_str_has_suffix(lower, ".doc"))
		return true;
	g_set_error(
		error, OT_ERROR, OT_ERROR_USAGE,
		"%s is a Word file, and two specifications are compared; read it back first with "
		"outset import, and compare the specification that this gives",
		input);
	return false;
}

static char *
find_path(const char *input, OtSettings **settings, GError **error)
{
	*settings = check_kind(input, error) ? ot_settings_load(input, error) : NULL;

	return *settings != NULL ? ot_settings_specification(*settings, input, error) : NULL;
}

bool
ot_diffing_open(OtDiffing *diffing, const char *old, const char *new, GError **error)
{
	diffing->findings = ot_findings_new();
	if (strcmp(old, "-") == 0 && strcmp(new, "-") == 0) {
		g_set_error(error, OT_ERROR, OT_ERROR_USAGE,
		            "only one of the two can come from standard input");
		return false;
	}
	diffing->resources = ot_resources_new(error);
	diffing->old_path =
		diffing->resources != NULL ? find_path(old, &diffing->old_settings, error) : NULL;
	diffing->new_path =
		diffing->old_path != NULL ? find_path(new, &diffing->settings, error) : NULL;
	if (diffing->new_path == NULL)
		return false;
	const OtSchema *schema = ot_resources_schema(diffing->resources, error);
	if (schema == NULL)
		return false;
	diffing->old = ot_spec_read(diffing->old_path, schema, diffing->findings, error);
	if (diffing->old == NULL && *error != NULL)
		return false;
	diffing->new = ot_spec_read(diffing->new_path, schema, diffing->findings, error);
	return diffing->old != NULL && diffing->new != NULL;
}

/* --- reasons ------------------------------------------------------------------------------- */

/* Beside the new version: changes.xml, or its translation where there is one. */
static char *
find_reasons(const OtDiffing *diffing, const char *lang)
{
	g_autofree char *folder = g_path_get_dirname(diffing->new_path);
	g_autofree char *usual = strcmp(folder, ".") == 0
	                                 ? g_strdup(USUAL_NAME)
	                                 : g_build_filename(folder, USUAL_NAME, NULL);
	g_autofree char *language = g_strndup(lang, strcspn(lang, "-"));
	char *translated = ot_translation_path(usual, language);

	if (ot_file_may_exist(translated))
		return translated;
	g_free(translated);
	return g_steal_pointer(&usual);
}

static bool
gather_voices(OtDiffing *diffing, GError **error)
{
	g_autoptr(OtSupplierLists) lists = ot_record_lists(error);

	if (lists == NULL)
		return false;
	diffing->voices = ot_voices_gather(lists, diffing->settings, diffing->new_path, error);
	return diffing->voices != NULL;
}

bool
ot_diffing_read_reasons(OtDiffing *diffing, const char *path, const char *lang, bool must_be,
                        GError **error)
{
	if (path == NULL && strcmp(diffing->new_path, "-") == 0)
		return true;
	diffing->reasons_path = path != NULL ? g_strdup(path) : find_reasons(diffing, lang);
	bool is_there = strcmp(diffing->reasons_path, "-") == 0 ||
	                ot_file_may_exist(diffing->reasons_path);
	if (!is_there && (!must_be || path == NULL))
		return true;
	g_autofree char *schema_path =
		ot_resources_path(diffing->resources, "schemas", "changes.xsd", NULL);
	g_autoptr(OtSchema) schema = ot_schema_load(schema_path, error);
	if (schema == NULL)
		return false;
	diffing->reasons =
		ot_reasons_read(diffing->reasons_path, schema, diffing->findings, error);
	return diffing->reasons != NULL && gather_voices(diffing, error);
}

/* --- questions ----------------------------------------------------------------------------- */

static void
add_questions(const OtSpec *spec, GHashTable *ids)
{
	const xmlNode *root = xmlDocGetRootElement(ot_spec_tree(spec));
	const xmlNode *questions = ot_xml_child(root, "questions");

	for (const xmlNode *node = questions != NULL ? ot_xml_child(questions, "question") : NULL;
	     node != NULL; node = ot_xml_next(node, "question"))
		g_hash_table_add(ids, (char *) ot_xml_attr(node, "id"));
}

GHashTable *
ot_diffing_questions(const OtDiffing *diffing)
{
	GHashTable *ids = g_hash_table_new(g_str_hash, g_str_equal);

	add_questions(diffing->old, ids);
	add_questions(diffing->new, ids);
	return ids;
}
