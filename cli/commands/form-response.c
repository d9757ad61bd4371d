/* SPDX-License-Identifier: MIT */
#include "commands/form-response.h"

#include "base/error.h"
#include "engagement/engagement.h"
#include "engagement/output.h"
#include "responses/form-csv.h"

#include <string.h>

/* The asset that it is. */
#define FORM "response-form"

static char *
find_output(const OtFormResponse *what, const OtEngagement *engagement)
{
	const char *specification = ot_engagement_specification(engagement);
	const char *base = what->table ? FORM ".csv" : FORM ".docx";

	if (what->output != NULL)
		return g_strdup(what->output);
	g_autofree char *folder =
		strcmp(specification, "-") == 0 ? g_strdup(".") : g_path_get_dirname(specification);
	return strcmp(folder, ".") == 0 ? g_strdup(base) : g_build_filename(folder, base, NULL);
}

static OtProduct *
make_table(const OtEngagement *engagement, GError **error)
{
	const OtTemplate *template = ot_engagement_template(engagement, FORM, error);
	g_autoptr(OtDocument) document =
		template != NULL ? ot_engagement_unanswered(engagement, template, error) : NULL;
	xmlDoc *published =
		document != NULL ? ot_engagement_tree(engagement, true, error) : NULL;

	if (published == NULL)
		return NULL;
	g_autoptr(OtAsked) asked = ot_asked_new(xmlDocGetRootElement(published));
	xmlFreeDoc(published);
	const OtLabels *labels = ot_resources_labels(ot_engagement_resources(engagement),
	                                             document->info.lang, error);
	if (labels == NULL)
		return NULL;
	OtProduct *product = g_new0(OtProduct, 1);
	product->name = g_strdup(FORM ".csv");
	product->template = ot_template_info(template);
	product->bytes = ot_form_csv(asked, document, labels);
	return product;
}

OtExit
ot_form_response(const OtFormResponse *what, GError **error)
{
	const OtOutputOptions how = {.force = what->force, .dry_run = what->dry_run};
	g_autoptr(OtFindings) findings = ot_findings_new();
	g_autoptr(OtEngagement) engagement = ot_engagement_open(
		what->engagement != NULL ? what->engagement : ".", findings, error);

	if (engagement == NULL)
		return OT_EXIT_FAILED;
	ot_engagement_set_appearance(engagement, &what->appearance);
	if (what->language != NULL)
		ot_engagement_set_language(engagement, what->language);
	g_autoptr(OtFindings) own = ot_findings_new();
	g_autoptr(OtProduct) product =
		what->table ? make_table(engagement, error)
	                    : ot_engagement_make(engagement, FORM, OT_FORM_DOCX, own, error);
	g_autofree char *path = find_output(what, engagement);
	if (product == NULL || !ot_output_write_file(product, path, &how, own, error))
		return OT_EXIT_FAILED;
	if (ot_findings_count_severity(own, OT_SEVERITY_ERROR) == 0)
		ot_say(what->report,
		       what->dry_run ? "Would be written: %s"
		                     : "Written: %s\nWhat comes back is read with outset collect.",
		       path);
	return ot_report_aside(own, what->report);
}
