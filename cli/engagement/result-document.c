/* SPDX-License-Identifier: MIT */
#include "engagement/result-document.h"

#include "base/clock.h"
#include "engagement/draw.h"
#include "html/html.h"
#include "report/tree.h"

/* The language of the reports: that of their templates. */
#define LANGUAGE "en-GB"

static OtDocument *
make_document(OtResources *resources, const char *name, const OtResult *result, GError **error)
{
	const OtTemplate *template = ot_resources_template(resources, name, error);
	const OtLabels *labels = ot_resources_labels(resources, LANGUAGE, error);

	if (template == NULL || labels == NULL)
		return NULL;
	xmlDoc *tree = ot_result_tree(result);
	OtDocument *document = ot_template_expand(template, tree, labels, error);
	xmlFreeDoc(tree);
	return document;
}

GBytes *
ot_result_page(OtResources *resources, const OtAppearance *appearance, const OtResult *result,
               OtFindings *findings, GError **error)
{
	const OtStyle *style = ot_resources_style(resources, appearance, findings, error);
	g_autoptr(OtDocument) document =
		style != NULL ? make_document(resources, "check-report", result, error) : NULL;

	const char *sheet = document != NULL ? ot_resources_sheet(resources, error) : NULL;
	if (sheet == NULL)
		return NULL;
	return ot_html_write(document, style, ot_resources_labels(resources, LANGUAGE, error),
	                     sheet);
}

GBytes *
ot_result_card(OtResources *resources, const OtAppearance *appearance, const OtResult *result,
               OtFindings *findings, GError **error)
{
	const OtStyle *style = ot_resources_style(resources, appearance, findings, error);
	g_autoptr(OtDocument) document =
		style != NULL ? make_document(resources, "check-card", result, error) : NULL;
	g_autofree char *fonts = ot_resources_path(resources, "fonts", NULL);
	gint64 epoch = 0;

	if (document == NULL)
		return NULL;
	ot_epoch_given(&epoch);
	const OtPdfOptions options = {.font_dir = fonts, .epoch = epoch};
	return ot_draw_pdf(document, style, ot_resources_labels(resources, LANGUAGE, error),
	                   &options, findings, error);
}
