/* SPDX-License-Identifier: MIT */
#include "commands/form.h"

#include "base/clock.h"
#include "base/error.h"
#include "base/file.h"
#include "base/limits.h"
#include "base/object.h"
#include "docx/docx.h"
#include "engagement/output.h"
#include "forms/compose.h"
#include "forms/tree.h"
#include "forms/write-sheets.h"
#include "spec/spec.h"
#include "xml/source.h"

#include <string.h>

/* 1 January 1980, the first day that an archive can tell. */
#define FIRST_EPOCH G_GINT64_CONSTANT(315532800)

/* --- a specification as a form --------------------------------------------------------------- */

OtFormPlan *
ot_form_plan_open(OtResources *resources, const char *lang, GError **error)
{
	const OtSchema *schema = ot_resources_schema(resources, error);
	const OtLabels *labels =
		schema != NULL ? ot_resources_labels(resources, lang, error) : NULL;
	g_autofree char *words = ot_resources_path(resources, "schemas", "spec-form.xml", NULL);

	return labels != NULL ? ot_form_plan_new(ot_schema_model(schema), words, labels, error)
	                      : NULL;
}

/* The text of an element, white space folded, or NULL. */
static char *
text_at(const xmlNode *node, const char *name, const char *inner)
{
	const xmlNode *found = ot_xml_child(node, name);

	found = found != NULL ? ot_xml_child(found, inner) : NULL;
	return found != NULL ? ot_source_text(found) : NULL;
}

/* The time that a form carries: that of the specification's date, so that it comes out the same. */
static gint64
find_epoch(const char *date)
{
	g_autofree char *moment = date != NULL ? g_strconcat(date, "T00:00:00Z", NULL) : NULL;
	gint64 epoch = 0;

	if (ot_epoch_given(&epoch))
		return epoch;
	g_autoptr(GDateTime) day =
		moment != NULL ? g_date_time_new_from_iso8601(moment, NULL) : NULL;
	/* other programs refuse files from before there were any */
	return MAX(day != NULL ? g_date_time_to_unix(day) : 0, FIRST_EPOCH);
}

static GBytes *
write_word(OtResources *resources, const OtDocument *document, const OtAppearance *appearance,
           OtFindings *findings, GError **error)
{
	const OtStyle *style = ot_resources_style(resources, appearance, findings, error);
	const OtLabels *labels =
		style != NULL ? ot_resources_labels(resources, document->info.lang, error) : NULL;

	return labels != NULL ? ot_docx_write(document, style, labels,
	                                      find_epoch(document->info.date), error)
	                      : NULL;
}

/* What is made: one file, or for CSV files several with their names. */
typedef struct {
	OtResources *resources;
	const OtFormSpec *what;
	OtFormPlan *plan;
	xmlDoc *tree;
	OtFormOrigin origin;
	OtFindings *findings;
} Making;

static GBytes *
make_word(const Making *making, GError **error)
{
	g_autoptr(OtDocument) document =
		ot_form_compose(making->plan, making->tree, &making->origin, error);

	return document != NULL ? write_word(making->resources, document, &making->what->appearance,
	                                     making->findings, error)
	                        : NULL;
}

static GBytes *
make_workbook(const Making *making, GError **error)
{
	const OtStyle *style = ot_resources_style(making->resources, &making->what->appearance,
	                                          making->findings, error);
	OtFillableWrite *write;

	*(void **) &write =
		ot_object_function("workbook", "writes workbooks", "ot_fillable_write", error);
	return style != NULL && write != NULL
	               ? ot_form_write_workbook(making->plan, making->tree, &making->origin, style,
	                                        find_epoch(making->origin.date), write, error)
	               : NULL;
}

/*
 * Whether a form can hold all that a specification says: values may be wrong, and are corrected
 * there; what the format does not know has no place in it.
 */
static bool
can_hold(const OtFindings *findings)
{
	static const OtCode harmless[] = {OT_CODE_STR_MISSING, OT_CODE_STR_ORDER,
	                                  OT_CODE_STR_ATTR_MISSING};

	for (size_t i = 0; i < ot_findings_count(findings); i++) {
		const char *code = ot_findings_get(findings, i)->code;
		bool is_harmless = !g_str_has_prefix(code, "STR") && !g_str_has_prefix(code, "XML");

		for (size_t k = 0; k < G_N_ELEMENTS(harmless); k++)
			is_harmless =
				is_harmless || strcmp(code, ot_code_info(harmless[k])->code) == 0;
		if (!is_harmless)
			return false;
	}
	return true;
}

/* --- writing ------------------------------------------------------------------------------- */

static const char *const names[] = {
	[OT_FORM_AS_WORD] = "spec-form.docx",
	[OT_FORM_AS_WORKBOOK] = "spec-form.xlsx",
	[OT_FORM_AS_CSV] = "spec-form",
};

/* Where the form goes: -o, or beside the specification; free with g_free(). */
static char *
find_output(const OtFormSpec *what, const char *specification)
{
	if (what->output != NULL)
		return g_strdup(what->output);
	g_autofree char *folder =
		strcmp(specification, "-") == 0 ? g_strdup(".") : g_path_get_dirname(specification);
	return strcmp(folder, ".") == 0 ? g_strdup(names[what->format])
	                                : g_build_filename(folder, names[what->format], NULL);
}

static bool
write_file(const OtFormSpec *what, const char *path, GBytes *bytes, OtFindings *findings,
           GError **error)
{
	const OtProduct product = {.bytes = bytes};
	const OtOutputOptions how = {.force = what->force, .dry_run = what->dry_run};

	return ot_output_write_file(&product, path, &how, findings, error);
}

/* A folder with one file for each table. */
static bool
write_tables(const Making *making, const char *folder, GError **error)
{
	g_autoptr(OtSheets) sheets = ot_sheets_new(making->plan);

	if (!making->what->dry_run && !ot_folder_make(folder, error))
		return false;
	for (guint i = 0; i < ot_sheets_count(sheets); i++) {
		const OtSheet *sheet = ot_sheet(sheets, i);
		g_autofree char *path = g_build_filename(folder, sheet->file, NULL);
		g_autoptr(GBytes) bytes = ot_form_write_csv(sheets, sheet, making->tree);

		if (!write_file(making->what, path, bytes, making->findings, error))
			return false;
	}
	return true;
}

static bool
write_form(const Making *making, const char *path, GError **error)
{
	const OtFormSpec *what = making->what;
	size_t errors = ot_findings_count_severity(making->findings, OT_SEVERITY_ERROR);
	g_autoptr(GBytes) bytes = what->format == OT_FORM_AS_WORD ? make_word(making, error)
	                          : what->format == OT_FORM_AS_WORKBOOK
	                                  ? make_workbook(making, error)
	                                  : NULL;

	if (what->format != OT_FORM_AS_CSV &&
	    (bytes == NULL || !write_file(what, path, bytes, making->findings, error)))
		return false;
	if (what->format == OT_FORM_AS_CSV && !write_tables(making, path, error))
		return false;
	if (ot_findings_count_severity(making->findings, OT_SEVERITY_ERROR) > errors ||
	    strcmp(path, "-") == 0)
		return true;
	g_autofree char *word = ot_shell_word(path);
	ot_say(what->report, what->dry_run ? "Would be written: %s"
	                                   : "Written: %s\nFill it in, then: outset import %s",
	       path, word);
	return true;
}

static bool
make_form(OtResources *resources, const OtFormSpec *what, const OtSpec *spec, const char *source,
          OtFindings *findings, GError **error)
{
	g_autofree char *authority =
		text_at(xmlDocGetRootElement(ot_spec_tree(spec)), "authority", "name");
	/* a form is in a language that it has words in, whatever the one of the specification */
	const char *lang = g_str_has_prefix(ot_spec_language(spec), "cy") ? "cy-GB" : "en-GB";
	g_autofree char *path = find_output(what, ot_xml_name(ot_spec_xml(spec)));
	Making making = {
		.resources = resources,
		.what = what,
		.plan = ot_form_plan_open(resources, lang, error),
		.origin = {
			.title = ot_spec_title(spec),
			.authority = authority,
			.reference = ot_spec_reference(spec),
			.version = ot_spec_version(spec),
			.date = ot_spec_identity(spec, "date"),
			.lang = lang,
			.source = source,
		},
		.findings = findings,
	};

	if (making.plan == NULL)
		return false;
	making.tree = ot_form_tree_of(making.plan, ot_spec_tree(spec));
	bool done = write_form(&making, path, error);
	xmlFreeDoc(making.tree);
	ot_form_plan_free(making.plan);
	return done;
}

OtExit
ot_form_spec(const OtFormSpec *what, GError **error)
{
	g_autoptr(OtFindings) findings = ot_findings_new(), unsaid = ot_findings_new();
	g_autoptr(OtEngagement) engagement = ot_engagement_open(
		what->engagement != NULL ? what->engagement : ".", unsaid, error);
	if (engagement == NULL)
		return OT_EXIT_FAILED;
	OtResources *resources = ot_engagement_resources(engagement);
	const OtSchema *schema = ot_resources_schema(resources, error);
	const char *path = ot_engagement_specification(engagement);
	g_autoptr(GBytes) source =
		schema != NULL ? ot_file_read(path, OT_LIMIT_FILE_BYTES, error) : NULL;
	if (source == NULL)
		return OT_EXIT_FAILED;
	size_t len;
	bool valid;
	const char *data = g_bytes_get_data(source, &len);
	g_autoptr(OtSpec) spec = ot_spec_open(data, len, path, schema, findings, &valid);
	if (spec == NULL || !can_hold(findings)) {
		ot_report_aside(findings, what->report);
		g_set_error(
			error, OT_ERROR, OT_ERROR_INPUT,
			"%s says things that a form has no place for; correct them, then make the "
			"form",
			path);
		return OT_EXIT_FAILED;
	}
	g_autofree char *text = g_strndup(data, len);
	bool done = make_form(resources, what, spec, text, findings, error);
	OtExit status = ot_report_aside(findings, what->report);
	return done ? status : OT_EXIT_FAILED;
}
