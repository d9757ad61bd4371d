/* SPDX-License-Identifier: MIT */
#include "commands/filling.h"

#include "engagement/settings.h"

#include <string.h>

static bool
read_specification(OtFillInput *input, const char *operand, bool published, GError **error)
{
	g_autoptr(OtSettings) settings =
		ot_settings_load(strcmp(operand, "-") == 0 ? "." : operand, error);
	g_autofree char *path =
		settings != NULL ? ot_settings_specification(settings, operand, error) : NULL;
	const OtSchema *schema = path != NULL ? ot_resources_schema(input->resources, error) : NULL;
	GError *trouble = NULL;

	if (schema == NULL)
		return false;
	input->spec = ot_spec_read(path, schema, input->findings, &trouble);
	if (trouble != NULL) {
		g_propagate_error(error, trouble);
		return false;
	}
	if (input->spec == NULL)
		return true;
	if (published)
		input->published = ot_spec_published(input->spec);
	input->labels = ot_resources_labels(input->resources, ot_spec_language(input->spec), error);
	return input->labels != NULL;
}

static bool
read_template(OtFillInput *input, const char *path, GError **error)
{
	const OtSchema *schema = ot_resources_schema(input->resources, error);
	GError *trouble = NULL;

	if (schema == NULL)
		return false;
	input->model = ot_model_new(ot_schema_model(schema), "specification");
	input->draft = ot_draft_read(path, input->findings, &trouble);
	if (trouble != NULL) {
		g_propagate_error(error, trouble);
		return false;
	}
	if (input->draft != NULL)
		input->fill = ot_fill_new(input->draft, input->model, input->findings);
	return true;
}

bool
ot_fill_input_open(OtFillInput *input, const char *template, const char *specification,
                   bool published, GError **error)
{
	*input = (OtFillInput){.findings = ot_findings_new()};
	input->resources = ot_resources_new(error);
	return input->resources != NULL &&
	       (specification == NULL ||
	        read_specification(input, specification, published, error)) &&
	       read_template(input, template, error);
}

void
ot_fill_input_clear(OtFillInput *input)
{
	ot_fill_free(input->fill);
	ot_draft_free(input->draft);
	ot_model_free(input->model);
	xmlFreeDoc(input->published);
	ot_spec_free(input->spec);
	ot_resources_free(input->resources);
	ot_findings_free(input->findings);
}

xmlDoc *
ot_fill_input_tree(const OtFillInput *input)
{
	return input->published != NULL ? input->published : ot_spec_tree(input->spec);
}
