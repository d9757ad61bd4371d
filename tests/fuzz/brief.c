/* SPDX-License-Identifier: MIT
 *
 * A valid specification made into a briefing: the templates over all that a specification may say,
 * and the writers of plain text, HTML and Word over that.
 */
#include "fuzz.h"

#include "base/error.h"
#include "document/template.h"
#include "docx/draft.h"
#include "docx/docx.h"
#include "html/html.h"
#include "plain/plain.h"
#include "spec/spec.h"

static const OtSchema *schema;
static const OtTemplate *template;
static const OtLabels *labels;
static const OtStyle *style;

void
fuzz_start(OtResources *resources)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(OtFindings) findings = ot_findings_new();

	schema = ot_resources_schema(resources, &error);
	template = ot_resources_template(resources, "briefing", &error);
	fuzz_need_ready(schema != NULL && template != NULL, error);
	labels = ot_resources_labels(resources, "en-GB", &error);
	style = ot_resources_style(resources, &(OtAppearance){NULL}, findings, &error);
	fuzz_need_ready(labels != NULL && style != NULL, error);
}

static void
write_all(const OtDocument *document)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(OtFindings) findings = ot_findings_new();
	g_autoptr(GBytes) plain = ot_plain_write(document, labels);
	g_autoptr(GBytes) html = ot_html_write(document, style, labels, "");
	g_autoptr(GBytes) docx = ot_docx_write(document, style, labels, 0, &error);

	fuzz_need_ready(docx != NULL, error);
	g_autoptr(OtDraft) draft = ot_draft_parse(docx, "briefing.docx", findings);
	fuzz_need(draft != NULL, "what is written as a Word file can't be read as one");
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	g_autoptr(OtFindings) findings = ot_findings_new();
	g_autoptr(GError) error = NULL;
	bool valid = false;

	g_autoptr(OtSpec) spec =
		ot_spec_open((const char *) data, size, "spec.xml", schema, findings, &valid);
	if (!valid)
		return 0;
	xmlDoc *published = ot_spec_published(spec);
	g_autoptr(OtDocument) document = ot_template_expand(template, published, labels, &error);
	if (document == NULL && !g_error_matches(error, OT_ERROR, OT_ERROR_LIMIT))
		fuzz_need_ready(false, error);
	if (document != NULL)
		write_all(document);
	xmlFreeDoc(published);
	return 0;
}
