/* SPDX-License-Identifier: MIT
 *
 * A path of a template of others: checked against what a specification can hold, and evaluated over
 * one.  What is checked and found good has to compile.
 */
#include "fuzz.h"

#include "document/evaluate.h"
#include "document/path.h"
#include "spec/spec.h"
#include "xml/xpath.h"

#define STEPS 200000

static OtModel *model;
static OtPlaces *places;
static const OtLabels *labels;
static OtSpec *spec;

void
fuzz_start(OtResources *resources)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(OtFindings) findings = ot_findings_new();
	g_autofree char *sample =
		ot_resources_path(resources, "samples", "outline", "spec.xml", NULL);

	const OtSchema *schema = ot_resources_schema(resources, &error);
	labels = ot_resources_labels(resources, "en-GB", &error);
	fuzz_need_ready(schema != NULL && labels != NULL, error);
	spec = ot_spec_read(sample, schema, findings, &error);
	fuzz_need_ready(spec != NULL, error);
	model = ot_model_new(ot_schema_model(schema), "specification");
	places = ot_places_new(model);
	ot_places_add(places, ot_model_node(model, 1));
}

static void
evaluate(const char *path)
{
	xmlDoc *tree = ot_spec_tree(spec);
	const OtFocus focus = {xmlDocGetRootElement(tree), 1, 1};
	g_autoptr(OtArena) arena = ot_arena_new();
	g_autoptr(OtEvaluator) evaluator = ot_evaluator_new(tree, labels, NULL, arena);
	xmlXPathContext *context = xmlXPathNewContext(tree);
	const char *problem = NULL;
	size_t column = 0;

	ot_evaluator_limit(evaluator, STEPS);
	ot_xpath_silence(context);
	xmlXPathCompExpr *compiled = ot_xpath_compile(context, path, &column);
	if (compiled != NULL) {
		xmlXPathObject *object = ot_evaluate_path(evaluator, compiled, &focus, &problem);
		if (object != NULL) {
			ot_evaluator_object_text(evaluator, object);
			xmlXPathFreeObject(object);
		}
		xmlXPathFreeCompExpr(compiled);
	}
	xmlXPathFreeContext(context);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	g_autofree char *path = g_strndup((const char *) data, size);
	OtPathResult result = {OT_PATH_OTHER, NULL};

	if (!g_utf8_validate(path, -1, NULL))
		return 0;
	g_autofree char *problem = ot_path_check(path, model, places, &result);
	if (problem != NULL)
		return 0;
	if (result.places != NULL)
		ot_places_free(result.places);
	evaluate(path);
	return 0;
}
