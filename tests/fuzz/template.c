/* SPDX-License-Identifier: MIT
 *
 * A template of an authority's own: read, its paths checked, made into a document over a
 * specification, and written.
 */
#include "fuzz.h"

#include "document/template.h"
#include "html/html.h"
#include "plain/plain.h"
#include "spec/spec.h"

static OtTemplateRules *rules;
static const OtLabels *labels;
static const OtStyle *style;
static OtSpec *spec;

void
fuzz_start(OtResources *resources)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(OtFindings) findings = ot_findings_new();
	g_autofree char *schemas = ot_resources_path(resources, "schemas", NULL);
	g_autofree char *sample =
		ot_resources_path(resources, "samples", "outline", "spec.xml", NULL);

	const OtSchema *schema = ot_resources_schema(resources, &error);
	fuzz_need_ready(schema != NULL, error);
	rules = ot_template_rules_load(schemas, schema, &error);
	labels = ot_resources_labels(resources, "en-GB", &error);
	style = ot_resources_style(resources, &(OtAppearance){NULL}, findings, &error);
	spec = ot_spec_read(sample, schema, findings, &error);
	fuzz_need_ready(rules != NULL && labels != NULL && style != NULL && spec != NULL, error);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(OtTemplate) template =
		ot_template_load(fuzz_file("fuzzed.xml", data, size), rules, &error);

	fuzz_need((template == NULL) == (error != NULL), "a template is refused without a word");
	if (template == NULL)
		return 0;
	g_autoptr(OtDocument) document =
		ot_template_expand(template, ot_spec_tree(spec), labels, &error);
	fuzz_need((document == NULL) == (error != NULL), "a template is refused without a word");
	if (document == NULL)
		return 0;
	g_autoptr(GBytes) plain = ot_plain_write(document, labels);
	g_autoptr(GBytes) html = ot_html_write(document, style, labels, "");
	g_autofree char *dump = ot_document_dump(document);
	return 0;
}
