/* SPDX-License-Identifier: MIT */
#include "base/error.h"
#include "base/file.h"
#include "base/limits.h"
#include "commands/form.h"
#include "forms/compare.h"
#include "forms/guess.h"
#include "forms/judge.h"
#include "forms/read-word.h"
#include "forms/read-workbook.h"
#include "forms/spell.h"
#include "forms/tree.h"
#include "spec/spec.h"

#include <stdio.h>
#include <string.h>

/* --- what it is compared with ---------------------------------------------------------------- */

/* A specification as it was before; its tree has its namespaces. */
typedef struct {
	char *path;     /* NULL: from the form */
	GBytes *bytes;  /* NULL: there is none */
	OtXml *xml;     /* NULL: there is none, or it can't be read */
} Before;

static void
clear_before(Before *before)
{
	g_free(before->path);
	g_clear_pointer(&before->bytes, g_bytes_unref);
	ot_xml_free(before->xml);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Before, clear_before)

static void
take_before(Before *before, GBytes *take_bytes, const char *name)
{
	g_autoptr(OtFindings) unsaid = ot_findings_new();
	size_t len;
	const char *data = g_bytes_get_data(take_bytes, &len);

	before->bytes = take_bytes;
	before->xml = ot_xml_parse(data, len, name, unsaid);
}

/* The specification beside the form, where there is one. */
static bool
read_present(const OtFormImport *import, Before *present, GError **error)
{
	if (import->engagement == NULL)
		return true;
	present->path = ot_folder_exists(import->engagement)
	                        ? g_build_filename(import->engagement, "spec.xml", NULL)
	                        : g_strdup(import->engagement);
	if (!ot_file_may_exist(present->path))
		return true;
	GBytes *bytes = ot_file_read(present->path, OT_LIMIT_FILE_BYTES, error);
	if (bytes == NULL)
		return false;
	take_before(present, bytes, present->path);
	return true;
}

/* --- writing --------------------------------------------------------------------------------- */

/* Where the specification goes: -o, or beside the one that is there. */
static char *
find_output(const OtFormImport *import, const Before *present)
{
	if (import->output != NULL && ot_folder_exists(import->output))
		return g_build_filename(import->output, "spec.xml", NULL);
	if (import->output != NULL)
		return g_strdup(import->output);
	g_autofree char *folder = g_path_get_dirname(present->path != NULL ? present->path
	                                                                   : import->file);
	return g_build_filename(folder, present->bytes != NULL ? "spec.new.xml" : "spec.xml", NULL);
}

/*
 * A file that is there is kept, unless it says the same, or the one that is asked for is its like.
 */
static bool
write_result(const OtFormImport *import, const char *path, GBytes *bytes, OtFindings *findings,
             GError **error)
{
	if (import->dry_run)
		return true;
	if (!import->force && strcmp(path, "-") != 0 && ot_file_may_exist(path)) {
		g_autoptr(GBytes) there = ot_file_read(path, OT_LIMIT_FILE_BYTES, error);
		if (there == NULL)
			return false;
		if (g_bytes_equal(there, bytes))
			return true;
		ot_findings_add(findings, OT_CODE_FILE_FOREIGN, (OtWhere){.file = path},
		                "this file was there already; it is kept as it is");
		return true;
	}
	return ot_file_write(path, bytes, error);
}

/* --- reading --------------------------------------------------------------------------------- */

bool
ot_form_recognise(const OtDraft *draft, bool *is_form, GError **error)
{
	g_autoptr(OtResources) resources = ot_resources_new(error);
	g_autoptr(OtFormPlan) plan =
		resources != NULL ? ot_form_plan_open(resources, "en-GB", error) : NULL;

	*is_form = plan != NULL && ot_form_is_word(plan, draft);
	return plan != NULL;
}

/*
 * The file that a tree is, with the remarks of the one before; that itself where nothing changed.
 */
static GBytes *
spell(xmlDoc *spec, const Before *before)
{
	if (before->xml == NULL)
		return ot_form_spell(spec);
	if (ot_form_is_same(spec, ot_xml_doc(before->xml)))
		return g_bytes_ref(before->bytes);
	ot_form_keep_remarks(spec, ot_xml_doc(before->xml));
	return ot_form_spell(spec);
}

static void
print_difference(const char *line, void *data)
{
	guint *n = data;

	puts(line);
	++*n;
}

/* What the form says otherwise than the specification that is there, or that it was made from. */
static guint
print_differences(const OtFormPlan *plan, xmlDoc *spec, const Before *before)
{
	guint n = 0;

	if (before->xml == NULL)
		return 0;
	xmlDoc *old = ot_form_tree_of(plan, ot_xml_doc(before->xml));
	xmlDoc *new = ot_form_tree_of(plan, spec);
	ot_form_compare(plan, old, new, print_difference, &n);
	xmlFreeDoc(old);
	xmlFreeDoc(new);
	return n;
}

/* The specification went on since the form was made: what changed meanwhile is not in the form. */
static void
warn_older(const OtFormImport *import, const Before *carried, const Before *present,
           OtFindings *findings)
{
	if (carried->xml == NULL || present->xml == NULL ||
	    ot_form_is_same(ot_xml_doc(carried->xml), ot_xml_doc(present->xml)))
		return;
	ot_findings_add(
		findings, OT_CODE_FORM_OLDER, (OtWhere){.file = import->file},
		"%s has changed since the form was made from it; what the form says is taken, "
		"also where only the specification changed",
		present->path);
}

/* Say what came of it, and write it. */
static bool
finish(const OtFormImport *import, GBytes *bytes, guint n_changed, bool same,
       const Before *present, OtFindings *findings, GError **error)
{
	g_autofree char *path = find_output(import, present);
	size_t errors = ot_findings_count_severity(findings, OT_SEVERITY_ERROR);

	if (same && import->output == NULL) {
		ot_say(import->report, "%s: says what %s says; nothing is written", import->file,
		       present->path);
		return true;
	}
	if (!write_result(import, path, bytes, findings, error))
		return false;
	if (ot_findings_count_severity(findings, OT_SEVERITY_ERROR) == errors)
		ot_say(import->report, "%s: %u changed; %s %s", import->file, n_changed,
		       import->dry_run ? "would be written to" : "written to", path);
	return true;
}

/* What was read as a file: judged, compared and written. */
static bool
take_tree(const OtFormImport *import, const OtFormPlan *plan, const OtSchema *schema,
          OtFormReading *reading, const Before *carried, const Before *present,
          OtFindings *findings, GError **error)
{
	xmlDoc *tree = ot_form_reading_finish(reading);

	ot_form_judge(plan, tree, reading);
	xmlDoc *spec = ot_form_tree_specification(plan, tree);
	bool same = present->xml != NULL && ot_form_is_same(spec, ot_xml_doc(present->xml));
	guint n = print_differences(plan, spec, present->xml != NULL ? present : carried);
	g_autoptr(GBytes) bytes =
		spell(spec, same || carried->xml == NULL ? present : carried);
	ot_form_judge_result(bytes, spec, schema, import->file, findings);
	warn_older(import, carried, present, findings);
	bool done = finish(import, bytes, n, same, present, findings, error);
	xmlFreeDoc(spec);
	return done;
}

bool
ot_form_import_word(const OtFormImport *import, const OtDraft *draft, OtFindings *findings,
                    GError **error)
{
	g_auto(Before) carried = {0}, present = {0};
	char *text = ot_form_carried(draft);
	g_autoptr(OtResources) resources = ot_resources_new(error);
	const OtSchema *schema = resources != NULL ? ot_resources_schema(resources, error) : NULL;
	const char *lang = ot_draft_language(draft);
	g_autoptr(OtFormPlan) plan =
		schema != NULL ? ot_form_plan_open(resources, lang != NULL ? lang : "en-GB", error)
	                       : NULL;

	if (text != NULL)
		take_before(&carried, g_bytes_new_take(text, strlen(text)), import->file);
	if (plan == NULL || !read_present(import, &present, error))
		return false;
	g_autoptr(OtFormReading) reading = ot_form_reading_new(plan, import->file, findings);
	if (!ot_form_read_word(plan, draft, reading, findings))
		return true;
	return take_tree(import, plan, schema, reading, &carried, &present, findings, error);
}

/* The tables say in which language they are: by the name of the first sheet or file. */
static OtFormPlan *
find_plan(OtResources *resources, const OtFormImport *import, GBytes *bytes, bool *is_form,
          GError **error)
{
	static const char *const languages[] = {"cy-GB", "en-GB"};

	for (size_t i = 0; i < G_N_ELEMENTS(languages); i++) {
		g_autoptr(OtFormPlan) plan = ot_form_plan_open(resources, languages[i], error);
		if (plan == NULL)
			return NULL;
		g_autoptr(OtSheets) sheets = ot_sheets_new(plan);
		*is_form = bytes != NULL ? ot_form_has_sheet(bytes, ot_sheet(sheets, 0)->name)
		                         : ot_form_is_csv(sheets, import->file);
		if (*is_form)
			return g_steal_pointer(&plan);
	}
	return NULL;
}

bool
ot_form_import_tables(const OtFormImport *import, GBytes *bytes, bool *is_form,
                      OtFindings *findings, GError **error)
{
	g_auto(Before) none = {0}, present = {0};
	g_autoptr(OtResources) resources = ot_resources_new(error);
	const OtSchema *schema = resources != NULL ? ot_resources_schema(resources, error) : NULL;
	g_autoptr(OtFormPlan) plan =
		schema != NULL ? find_plan(resources, import, bytes, is_form, error) : NULL;

	if (plan == NULL)
		return *error == NULL;
	if (!read_present(import, &present, error))
		return false;
	g_autoptr(OtSheets) sheets = ot_sheets_new(plan);
	g_autoptr(OtFormReading) reading = ot_form_reading_new(plan, import->file, findings);
	bool read = bytes != NULL
	                    ? ot_form_read_workbook(sheets, bytes, import->file, reading, findings)
	                    : ot_form_read_csv(sheets, import->file, reading, findings, error);
	if (!read)
		return *error == NULL;
	return take_tree(import, plan, schema, reading, &none, &present, findings, error);
}

/* The outline of a new engagement, which a draft is put into. */
static OtXml *
read_outline(const OtResources *resources, OtFindings *findings, GError **error)
{
	g_autofree char *path =
		ot_resources_path(resources, "samples", "outline", "spec.xml", NULL);

	return ot_xml_read(path, findings, error);
}

bool
ot_form_import_draft(const OtFormImport *import, const OtDraft *draft, OtFindings *findings,
                     GError **error)
{
	g_auto(Before) present = {0};
	g_autoptr(OtResources) resources = ot_resources_new(error);
	const OtSchema *schema = resources != NULL ? ot_resources_schema(resources, error) : NULL;
	g_autoptr(OtFormPlan) plan =
		schema != NULL ? ot_form_plan_open(resources, "en-GB", error) : NULL;
	g_autoptr(OtXml) outline = plan != NULL ? read_outline(resources, findings, error) : NULL;

	if (outline == NULL || !read_present(import, &present, error))
		return false;
	g_autoptr(OtFormReading) reading = ot_form_reading_new(plan, import->file, findings);
	ot_form_guess(plan, draft, ot_xml_doc(outline), reading);
	xmlDoc *spec = ot_form_tree_specification(plan, ot_form_reading_finish(reading));
	ot_form_keep_remarks(spec, ot_xml_doc(outline));
	g_autoptr(GBytes) bytes = ot_form_spell(spec);
	ot_form_judge_result(bytes, spec, schema, import->file, findings);
	xmlFreeDoc(spec);
	g_autofree char *path = find_output(import, &present);
	size_t errors = ot_findings_count_severity(findings, OT_SEVERITY_ERROR);
	if (!write_result(import, path, bytes, findings, error))
		return false;
	if (ot_findings_count_severity(findings, OT_SEVERITY_ERROR) == errors)
		ot_say(import->report,
		       "%s: a first version %s %s; search it for [ and go through the "
		       "list below",
		       import->file, import->dry_run ? "would be written to" : "is written to",
		       path);
	return true;
}
