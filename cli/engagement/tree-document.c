/* SPDX-License-Identifier: MIT */
#include "engagement/tree-document.h"

#include "base/clock.h"
#include "docx/docx.h"
#include "engagement/draw.h"
#include "html/html.h"

/* The day of what the document is about, unless a time is given. */
static gint64
find_epoch(const OtDocument *document)
{
	gint64 epoch = 0;

	if (ot_epoch_given(&epoch) || document->info.date == NULL)
		return epoch;
	g_autofree char *midnight = g_strdup_printf("%.10sT00:00:00Z", document->info.date);
	g_autoptr(GDateTime) date = g_date_time_new_from_iso8601(midnight, NULL);
	return date != NULL ? g_date_time_to_unix(date) : 0;
}

static OtDocument *
expand(const OtTemplate *template, const OtTreeDocument *what, const OtLabels *labels,
       GError **error)
{
	OtDocument *document = ot_template_expand(template, what->tree, labels, error);

	if (document != NULL && ot_template_info(template)->draft)
		ot_document_mark_draft(document, labels);
	return document;
}

static GBytes *
write_form(OtResources *resources, const OtDocument *document, const OtStyle *style, OtForm form,
           OtFindings *findings, GError **error)
{
	const OtLabels *labels = ot_resources_labels(resources, document->info.lang, error);
	g_autofree char *fonts = ot_resources_path(resources, "fonts", NULL);
	const OtPdfOptions options = {.font_dir = fonts, .epoch = find_epoch(document)};

	if (labels == NULL)
		return NULL;
	if (form == OT_FORM_PDF)
		return ot_draw_pdf(document, style, labels, &options, findings, error);
	if (form != OT_FORM_HTML)
		return ot_docx_write(document, style, labels, options.epoch, error);
	const char *sheet = ot_resources_sheet(resources, error);
	return sheet != NULL ? ot_html_write(document, style, labels, sheet) : NULL;
}

OtProduct *
ot_tree_document_make(OtResources *resources, const OtAppearance *appearance,
                      const OtTreeDocument *what, OtFindings *findings, GError **error)
{
	const OtStyle *style = ot_resources_style(resources, appearance, findings, error);
	const OtTemplate *template =
		style != NULL ? ot_resources_template_in(resources, what->template_name, what->lang,
	                                                 error)
			      : NULL;
	const OtLabels *labels =
		template != NULL
			? ot_resources_labels(resources, ot_template_info(template)->lang, error)
			: NULL;
	g_autoptr(OtDocument) document =
		labels != NULL ? expand(template, what, labels, error) : NULL;

	if (document == NULL)
		return NULL;
	OtForm form = what->form == OT_FORM_USUAL ? OT_FORM_DOCX : what->form;
	GBytes *bytes = write_form(resources, document, style, form, findings, error);
	if (bytes == NULL)
		return NULL;
	OtProduct *product = g_new0(OtProduct, 1);
	product->name = ot_product_name(ot_template_info(template), form);
	product->template = ot_template_info(template);
	product->bytes = bytes;
	product->epoch = find_epoch(document);
	product->n_missing = ot_document_count_missing(document);
	return product;
}
