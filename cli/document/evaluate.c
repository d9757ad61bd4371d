/* SPDX-License-Identifier: MIT */
#include "document/evaluate.h"

#include "base/text.h"
#include "xml/xpath.h"

#include <libxml/xpathInternals.h>
#include <string.h>

#define DEFAULT_CURRENCY "GBP"

struct OtEvaluator {
	xmlXPathContext *xpath;
	const OtLabels *labels;
	const OtReference *reference;
	const OtAnswers *answers; /* NULL: none */
	OtArena *arena;
	const OtEstimates *estimates; /* or NULL */
	OtBurden *burden;    /* reckoned when it is first asked for */
	xmlNode *current;    /* what current() gives */
	const char *problem; /* what a function of ours had to say */
};

/* --- values -------------------------------------------------------------------------------- */

const char *
ot_evaluator_text(OtEvaluator *evaluator, const xmlNode *node)
{
	g_autoptr(GString) text = g_string_new(NULL);
	bool blank = false;

	ot_xml_append_text(text, node, &blank);
	return ot_arena_strdup(evaluator->arena, text->str);
}

/* The nearest attribute of this name on a node, or on what it stands in. */
static const char *
find_attr(const xmlNode *node, const char *name)
{
	for (; node != NULL; node = node->parent) {
		const char *value =
			node->type == XML_ELEMENT_NODE ? ot_xml_attr(node, name) : NULL;
		if (value != NULL)
			return value;
	}
	return NULL;
}

const char *
ot_evaluator_format(const OtEvaluator *evaluator, OtFormat format, const char *list,
                    const char *value, const xmlNode *node)
{
	const OtLabels *labels = evaluator->labels;
	const xmlNode *element =
		node != NULL && node->type == XML_ATTRIBUTE_NODE ? node->parent : node;
	const char *currency = find_attr(element, "currency");
	const char *written = NULL;

	switch (format) {
	case OT_FORMAT_TEXT:
		break;
	case OT_FORMAT_DATE:
		written = ot_format_date_within(
			labels, evaluator->arena, value,
			element != NULL && element->type == XML_ELEMENT_NODE
				? ot_xml_attr(element, "precision")
				: NULL);
		break;
	case OT_FORMAT_MONEY:
		written = ot_format_money(labels, evaluator->arena, value,
		                          currency != NULL ? currency : DEFAULT_CURRENCY);
		break;
	case OT_FORMAT_NUMBER:
		written = ot_format_number(labels, evaluator->arena, value);
		break;
	case OT_FORMAT_CODE:
		if (!ot_labels_has_list(labels, list))
			return NULL;
		written = ot_labels_code(labels, list, value);
		break;
	}
	return written != NULL ? written : value;
}

/* An object's first node, or NULL. */
static const xmlNode *
first_node(const xmlXPathObject *object)
{
	if ((object->type != XPATH_NODESET && object->type != XPATH_XSLT_TREE) ||
	    xmlXPathNodeSetIsEmpty(object->nodesetval))
		return NULL;
	return xmlXPathNodeSetItem(object->nodesetval, 0);
}

const char *
ot_evaluator_object_text(OtEvaluator *evaluator, xmlXPathObject *object)
{
	if (object->type == XPATH_NODESET || object->type == XPATH_XSLT_TREE) {
		if (!xmlXPathNodeSetIsEmpty(object->nodesetval))
			xmlXPathNodeSetSort(object->nodesetval);
		const xmlNode *node = first_node(object);
		return node != NULL ? ot_evaluator_text(evaluator, node) : "";
	}
	if (object->type == XPATH_BOOLEAN)
		return ot_labels_get(evaluator->labels, object->boolval ? "yes" : "no");
	if (object->type == XPATH_NUMBER && xmlXPathIsNaN(object->floatval))
		return "";
	xmlChar *cast = xmlXPathCastToString(object);
	g_autofree char *text = ot_text_fold(g_strdup((const char *) cast));
	xmlFree(cast);
	return ot_arena_strdup(evaluator->arena, text);
}

/* --- functions ----------------------------------------------------------------------------- */

static OtEvaluator *
evaluator_of(const xmlXPathParserContext *ctxt)
{
	return ctxt->context->funcLookupData;
}

static void
push_text(xmlXPathParserContext *ctxt, const char *text)
{
	valuePush(ctxt, xmlXPathNewCString(text));
}

/* current(): XSLT 1.0, section 12.4. */
static void
call_current(xmlXPathParserContext *ctxt, int nargs)
{
	CHECK_ARITY(0);
	valuePush(ctxt, xmlXPathNewNodeSet(evaluator_of(ctxt)->current));
}

/* The functions of one value: its text in a form. */
static void
call_format(xmlXPathParserContext *ctxt, OtFormat format)
{
	OtEvaluator *evaluator = evaluator_of(ctxt);
	g_autoptr(xmlXPathObject) object = valuePop(ctxt);

	if (object == NULL) {
		xmlXPathSetError(ctxt, XPATH_STACK_ERROR);
		return;
	}
	const char *value = ot_evaluator_object_text(evaluator, object);
	const xmlNode *node = first_node(object);
	/* An amount that was reckoned is in the currency of the place where it stands. */
	if (node == NULL && format == OT_FORMAT_MONEY)
		node = ctxt->context->node;
	push_text(ctxt, ot_evaluator_format(evaluator, format, NULL, value, node));
}

static void
call_date(xmlXPathParserContext *ctxt, int nargs)
{
	CHECK_ARITY(1);
	call_format(ctxt, OT_FORMAT_DATE);
}

static void
call_money(xmlXPathParserContext *ctxt, int nargs)
{
	CHECK_ARITY(1);
	call_format(ctxt, OT_FORMAT_MONEY);
}

static void
call_number_text(xmlXPathParserContext *ctxt, int nargs)
{
	CHECK_ARITY(1);
	call_format(ctxt, OT_FORMAT_NUMBER);
}

static void
call_code(xmlXPathParserContext *ctxt, int nargs)
{
	OtEvaluator *evaluator = evaluator_of(ctxt);

	CHECK_ARITY(2);
	g_autoptr(xmlXPathObject) value = valuePop(ctxt);
	g_autoptr(xmlXPathObject) list = valuePop(ctxt);
	if (value == NULL || list == NULL) {
		xmlXPathSetError(ctxt, XPATH_STACK_ERROR);
		return;
	}
	const char *name = ot_evaluator_object_text(evaluator, list);
	const char *words = ot_evaluator_format(evaluator, OT_FORMAT_CODE, name,
	                                        ot_evaluator_object_text(evaluator, value), NULL);
	if (words == NULL) {
		evaluator->problem = ot_arena_printf(evaluator->arena,
		                                     "there is no list of codes \"%s\"", name);
		xmlXPathSetError(ctxt, XPATH_EXPR_ERROR);
		return;
	}
	push_text(ctxt, words);
}

/* A text that a function is called with, the last one first; NULL with an error for none. */
static const char *
pop_text(xmlXPathParserContext *ctxt)
{
	g_autoptr(xmlXPathObject) object = valuePop(ctxt);

	if (object == NULL) {
		xmlXPathSetError(ctxt, XPATH_STACK_ERROR);
		return NULL;
	}
	return ot_evaluator_object_text(evaluator_of(ctxt), object);
}

/* What a row says under a name of its schema; NULL for a name that it doesn't have. */
static const char *
read_constant(const OtConstant *row, const char *name)
{
	const struct {
		const char *name, *value;
	} parts[] = {
		{"value", row->value},           {"unit", row->unit},
		{"title", row->title},           {"source", row->source},
		{"valid-from", row->valid_from}, {"valid-to", row->valid_to},
		{"checked", row->checked},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(parts); i++)
		if (strcmp(parts[i].name, name) == 0)
			return parts[i].value != NULL ? parts[i].value : "";
	return NULL;
}

/* constant(id, day, part): of the row in force on that day. */
static void
call_constant(xmlXPathParserContext *ctxt, int nargs)
{
	OtEvaluator *evaluator = evaluator_of(ctxt);

	CHECK_ARITY(3);
	const char *part = pop_text(ctxt), *day = pop_text(ctxt), *id = pop_text(ctxt);
	if (part == NULL || day == NULL || id == NULL)
		return;
	const OtConstant *row = evaluator->reference != NULL
	                                ? ot_reference_find(evaluator->reference, id, day, NULL)
	                                : NULL;
	const char *text = row != NULL ? read_constant(row, part) : NULL;
	if (text == NULL) {
		evaluator->problem = row == NULL
		                             ? ot_arena_printf(evaluator->arena,
		                                               "there is no constant \"%s\"", id)
		                             : ot_arena_printf(evaluator->arena,
		                                               "a constant has no \"%s\"", part);
		xmlXPathSetError(ctxt, XPATH_EXPR_ERROR);
		return;
	}
	push_text(ctxt, text);
}

/*
 * answer(name): what was said in a field, or nothing; told(name): the same of what is no field but
 * told beside the answers by whoever makes the document.
 */
static void
call_answer(xmlXPathParserContext *ctxt, int nargs)
{
	OtEvaluator *evaluator = evaluator_of(ctxt);

	CHECK_ARITY(1);
	g_autoptr(xmlXPathObject) name = valuePop(ctxt);
	if (name == NULL) {
		xmlXPathSetError(ctxt, XPATH_STACK_ERROR);
		return;
	}
	const OtAnswer *answer =
		ot_answers_find(evaluator->answers, ot_evaluator_object_text(evaluator, name));
	push_text(ctxt, answer != NULL ? answer->text : "");
}

/* --- hours --------------------------------------------------------------------------------- */

static const OtBurden *
burden_of(xmlXPathParserContext *ctxt)
{
	OtEvaluator *evaluator = evaluator_of(ctxt);

	if (evaluator->burden == NULL && evaluator->estimates != NULL)
		evaluator->burden = ot_burden_reckon(ctxt->context->doc, evaluator->estimates);
	if (evaluator->burden == NULL) {
		evaluator->problem = "there are no estimates of hours";
		xmlXPathSetError(ctxt, XPATH_EXPR_ERROR);
	}
	return evaluator->burden;
}

/* Take a name off the stack and find it in a list; -1 with an error where it isn't there. */
static int
pop_name(xmlXPathParserContext *ctxt, const char *const *names)
{
	OtEvaluator *evaluator = evaluator_of(ctxt);
	const char *name = pop_text(ctxt);
	int index = name != NULL ? ot_burden_index(names, name) : -1;

	if (name == NULL)
		return -1;
	if (index >= 0)
		return index;
	evaluator->problem =
		ot_arena_printf(evaluator->arena, "there is no \"%s\" among %s to %s", name,
	                        names[0], names[g_strv_length((char **) names) - 1]);
	xmlXPathSetError(ctxt, XPATH_EXPR_ERROR);
	return -1;
}

/* The last argument, a size, or else a small supplier. */
static int
pop_size(xmlXPathParserContext *ctxt, int nargs)
{
	return nargs == 2 ? pop_name(ctxt, ot_size_names) : OT_SIZE_SMALL;
}

static void
call_hours_by_stage(xmlXPathParserContext *ctxt, int nargs, bool until)
{
	if (nargs < 1 || nargs > 2) {
		xmlXPathSetError(ctxt, XPATH_INVALID_ARITY);
		return;
	}
	int size = pop_size(ctxt, nargs), needed = size >= 0 ? pop_name(ctxt, ot_needed_names) : -1;
	const OtBurden *burden = needed >= 0 ? burden_of(ctxt) : NULL;
	if (burden != NULL)
		valuePush(ctxt, xmlXPathNewFloat(until ? burden->until[needed][size]
		                                       : burden->at[needed][size]));
}

/* hours-at('tender'), hours-at('tender', 'micro'): what has to be done at a stage. */
static void
call_hours_at(xmlXPathParserContext *ctxt, int nargs)
{
	call_hours_by_stage(ctxt, nargs, false);
}

/* hours-until('tender'): the same, and all before. */
static void
call_hours_until(xmlXPathParserContext *ctxt, int nargs)
{
	call_hours_by_stage(ctxt, nargs, true);
}

/* hours-of(asset): of one document; nothing where nobody has said. */
static void
call_hours_of(xmlXPathParserContext *ctxt, int nargs)
{
	if (nargs < 1 || nargs > 2) {
		xmlXPathSetError(ctxt, XPATH_INVALID_ARITY);
		return;
	}
	int size = pop_size(ctxt, nargs);
	g_autoptr(xmlXPathObject) object = size >= 0 ? valuePop(ctxt) : NULL;
	const OtBurden *burden = object != NULL ? burden_of(ctxt) : NULL;
	if (burden == NULL)
		return;
	const xmlNode *node = first_node(object);
	const OtBurdenItem *item = node != NULL ? ot_burden_find(burden, node) : NULL;
	valuePush(ctxt, xmlXPathNewFloat(item != NULL && item->known ? item->hours[size]
	                                                             : xmlXPathNAN));
}

static xmlXPathFunction
look_up(void *data G_GNUC_UNUSED, const xmlChar *name, const xmlChar *namespace)
{
	static const struct {
		const char *name;
		xmlXPathFunction call;
	} functions[] = {
		{"current", call_current}, {"code", call_code},
		{"date", call_date},       {"money", call_money},
		{"number-text", call_number_text}, {"constant", call_constant},
		{"answer", call_answer},
		{"told", call_answer},
		{"hours-at", call_hours_at}, {"hours-until", call_hours_until},
		{"hours-of", call_hours_of},
	};

	for (size_t i = 0; namespace == NULL && i < G_N_ELEMENTS(functions); i++)
		if (strcmp(functions[i].name, (const char *) name) == 0)
			return functions[i].call;
	return NULL;
}

/* --- evaluating ---------------------------------------------------------------------------- */

OtEvaluator *
ot_evaluator_new(xmlDoc *specification, const OtLabels *labels, const OtReference *reference,
                 OtArena *arena)
{
	OtEvaluator *evaluator = g_new0(OtEvaluator, 1);

	evaluator->labels = labels;
	evaluator->reference = reference;
	evaluator->arena = arena;
	evaluator->xpath = xmlXPathNewContext(specification);
	ot_xpath_silence(evaluator->xpath);
	xmlXPathRegisterFuncLookup(evaluator->xpath, look_up, evaluator);
	return evaluator;
}

void
ot_evaluator_set_answers(OtEvaluator *evaluator, const OtAnswers *answers)
{
	evaluator->answers = answers;
}

void
ot_evaluator_set_estimates(OtEvaluator *evaluator, const OtEstimates *estimates)
{
	evaluator->estimates = estimates;
}

void
ot_evaluator_free(OtEvaluator *evaluator)
{
	if (evaluator == NULL)
		return;
	ot_burden_free(evaluator->burden);
	xmlXPathFreeContext(evaluator->xpath);
	g_free(evaluator);
}

void
ot_evaluator_limit(OtEvaluator *evaluator, unsigned long steps)
{
	evaluator->xpath->opCount = 0;
	evaluator->xpath->opLimit = steps;
}

bool
ot_evaluator_is_spent(const OtEvaluator *evaluator)
{
	return evaluator->xpath->opLimit > 0 &&
	       evaluator->xpath->opCount >= evaluator->xpath->opLimit;
}

xmlXPathObject *
ot_evaluate_path(OtEvaluator *evaluator, xmlXPathCompExpr *path, const OtFocus *focus,
                 const char **problem)
{
	xmlXPathContext *xpath = evaluator->xpath;

	xpath->node = focus->node;
	xpath->contextSize = focus->size;
	xpath->proximityPosition = focus->position;
	evaluator->current = focus->node;
	evaluator->problem = NULL;
	/*
	 * libxml2 notes in the compiled path which function it has looked up; every evaluator has
	 * the same functions, so threads that share the path note the same.
	 */
	xmlXPathObject *object = xmlXPathCompiledEval(path, xpath);
	if (object == NULL)
		*problem = evaluator->problem;
	else if (object->type == XPATH_NODESET && !xmlXPathNodeSetIsEmpty(object->nodesetval))
		xmlXPathNodeSetSort(object->nodesetval);
	return object;
}

xmlXPathObject *
ot_evaluate(OtEvaluator *evaluator, const OtPlanNode *node, const OtPiece *path,
            const OtFocus *focus, GError **error)
{
	const char *problem = NULL;
	xmlXPathObject *object = ot_evaluate_path(evaluator, path->path, focus, &problem);

	if (object == NULL)
		ot_plan_fail(error, node, "path \"%s\" can't be evaluated%s%s", path->text,
		             problem != NULL ? ": " : "", problem != NULL ? problem : "");
	return object;
}

bool
ot_evaluate_test(OtEvaluator *evaluator, const OtPlanNode *node, const OtPlanAttr *attr,
                 const OtFocus *focus, bool *truth, GError **error)
{
	g_autoptr(xmlXPathObject) object =
		ot_evaluate(evaluator, node, attr->pieces, focus, error);

	if (object == NULL)
		return false;
	*truth = xmlXPathCastToBoolean(object) != 0;
	return true;
}

bool
ot_evaluate_pattern(OtEvaluator *evaluator, const OtPlanNode *node, OtAttr attr,
                    const OtFocus *focus, const char **words, GError **error)
{
	const OtPlanAttr *pattern = ot_plan_attr(node, attr);
	g_autoptr(GString) text = g_string_new(NULL);
	bool blank = false;

	*words = NULL;
	for (const OtPiece *piece = pattern != NULL ? pattern->pieces : NULL; piece != NULL;
	     piece = piece->next) {
		const char *value = piece->text;
		if (piece->path != NULL) {
			g_autoptr(xmlXPathObject) object =
				ot_evaluate(evaluator, node, piece, focus, error);
			if (object == NULL)
				return false;
			value = ot_evaluator_object_text(evaluator, object);
		}
		ot_text_append_folded(text, value, &blank);
	}
	if (text->len > 0)
		*words = ot_arena_strdup(evaluator->arena, text->str);
	return true;
}
