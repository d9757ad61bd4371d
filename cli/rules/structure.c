/* SPDX-License-Identifier: MIT */
#include "base/error.h"
#include "base/limits.h"
#include "base/text.h"
#include "rules/pack.h"
#include "xml/xpath.h"

#include <libxml/xpathInternals.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

/* A check of one tree. */
typedef struct {
	const OtRules *rules;
	const OtRuleChoice *choice;
	const OtCircumstances *circumstances;
	const OtXml *xml; /* for positions, or NULL */
	xmlNode *root;
	OtFindings *findings;
	xmlXPathContext *xpath;
	size_t n_nodes;       /* of the tree */
	size_t rule;          /* the one that runs */
	xmlNode *node;        /* the one that it looks at */
	const xmlNode *place; /* where it was raised last */
	GError *error;        /* the first one; the other rules run all the same */
} Check;

typedef xmlXPathObject XPathObject;
G_DEFINE_AUTOPTR_CLEANUP_FUNC(XPathObject, xmlXPathFreeObject)

/* --- functions of our own ------------------------------------------------------------------ */

/* An object as folded words; of nodes the first.  Free with g_free(). */
static char *
text_of_object(xmlXPathObject *object)
{
	GString *text = g_string_new(NULL);
	bool blank = false;

	if (object->type == XPATH_NODESET) {
		xmlNodeSet *nodes = object->nodesetval;
		xmlXPathNodeSetSort(nodes);
		if (!xmlXPathNodeSetIsEmpty(nodes))
			ot_xml_append_text(text, xmlXPathNodeSetItem(nodes, 0), &blank);
		return g_string_free(text, FALSE);
	}
	xmlChar *cast = xmlXPathCastToString(object);
	ot_text_append_folded(text, (const char *) cast, &blank);
	xmlFree(cast);
	return g_string_free(text, FALSE);
}

/* The last argument of a function as words, or NULL with an error; free with g_free(). */
static char *
pop_text(xmlXPathParserContext *ctxt)
{
	g_autoptr(XPathObject) object = valuePop(ctxt);

	if (object == NULL) {
		xmlXPathSetError(ctxt, XPATH_STACK_ERROR);
		return NULL;
	}
	return text_of_object(object);
}

static double
number_of_text(const char *text)
{
	char *end;
	double number = g_ascii_strtod(text, &end);

	return end != text && *end == '\0' ? number : NAN;
}

/* constant(id): a number where it is one, else its text, NaN where there is none. */
static void
call_constant(xmlXPathParserContext *ctxt, int nargs)
{
	const Check *check = ctxt->context->funcLookupData;

	CHECK_ARITY(1);
	g_autofree char *id = pop_text(ctxt);
	if (id == NULL)
		return;
	const OtConstant *row = ot_reference_find(check->rules->reference, id,
	                                          check->circumstances->day, NULL);
	double number = row != NULL ? number_of_text(row->value) : NAN;
	valuePush(ctxt, row != NULL && isnan(number) ? xmlXPathNewCString(row->value)
	                                             : xmlXPathNewFloat(number));
}

/* current(): XSLT 1.0, section 12.4. */
static void
call_current(xmlXPathParserContext *ctxt, int nargs)
{
	const Check *check = ctxt->context->funcLookupData;

	CHECK_ARITY(0);
	valuePush(ctxt, xmlXPathNewNodeSet(check->node));
}

static bool
read_day(const char *text, GDate *date)
{
	int year, month, day;

	if (text == NULL || sscanf(text, "%4d-%2d-%2d", &year, &month, &day) != 3 || year < 1 ||
	    month < 1 || day < 1 ||
	    !g_date_valid_dmy((GDateDay) day, (GDateMonth) month, (GDateYear) year))
		return false;
	g_date_set_dmy(date, (GDateDay) day, (GDateMonth) month, (GDateYear) year);
	return true;
}

/* days(from, to) */
static void
call_days(xmlXPathParserContext *ctxt, int nargs)
{
	GDate from, to;

	CHECK_ARITY(2);
	g_autofree char *second = pop_text(ctxt);
	g_autofree char *first = pop_text(ctxt);
	g_date_clear(&from, 1);
	g_date_clear(&to, 1);
	bool known = read_day(first, &from) && read_day(second, &to);
	valuePush(ctxt, xmlXPathNewFloat(known ? g_date_days_between(&from, &to) : NAN));
}

/* How many words a text has; what is still to be written has no number. */
static double
count_words(const char *text)
{
	const OtPassage passage = {.text = text, .len = strlen(text)};
	g_autoptr(OtText) counted = ot_text_new();

	if (ot_is_placeholder(text))
		return NAN;
	ot_text_add(counted, &passage);
	return (double) ot_text_words(counted);
}

/* words(node): of all nodes together. */
static void
call_words(xmlXPathParserContext *ctxt, int nargs)
{
	double words = 0;

	CHECK_ARITY(1);
	g_autoptr(XPathObject) object = valuePop(ctxt);
	if (object == NULL) {
		xmlXPathSetError(ctxt, XPATH_STACK_ERROR);
		return;
	}
	if (object->type != XPATH_NODESET) {
		g_autofree char *text = text_of_object(object);
		words = count_words(text);
	}
	int n = object->type == XPATH_NODESET ? xmlXPathNodeSetGetLength(object->nodesetval) : 0;
	for (int i = 0; i < n; i++) {
		g_autoptr(GString) text = g_string_new(NULL);
		bool blank = false;
		ot_xml_append_text(text, xmlXPathNodeSetItem(object->nodesetval, i), &blank);
		words += count_words(text->str);
	}
	valuePush(ctxt, xmlXPathNewFloat(words));
}

static xmlXPathFunction
look_up(void *data G_GNUC_UNUSED, const xmlChar *name, const xmlChar *namespace)
{
	static const struct {
		const char *name;
		xmlXPathFunction call;
	} functions[] = {
		{"constant", call_constant}, {"current", call_current}, {"days", call_days},
		{"words", call_words},
	};

	for (size_t i = 0; namespace == NULL && i < G_N_ELEMENTS(functions); i++)
		if (strcmp(functions[i].name, (const char *) name) == 0)
			return functions[i].call;
	return NULL;
}

/* --- evaluating ---------------------------------------------------------------------------- */

static void
set_variable(xmlXPathContext *xpath, const char *name, const char *value)
{
	xmlXPathRegisterVariable(xpath, (const xmlChar *) name,
	                         xmlXPathNewCString(value != NULL ? value : ""));
}

static xmlXPathContext *
new_xpath(Check *check, xmlDoc *doc)
{
	const OtCircumstances *circumstances = check->circumstances;
	xmlXPathContext *xpath = xmlXPathNewContext(doc);
	bool is_tender = g_strcmp0(circumstances->stage, "tender") == 0;

	ot_xpath_silence(xpath);
	xmlXPathRegisterFuncLookup(xpath, look_up, check);
	set_variable(xpath, "stage", is_tender ? "tender" : "engagement");
	set_variable(xpath, "jurisdiction", circumstances->jurisdiction);
	set_variable(xpath, "regime", circumstances->regime);
	return xpath;
}

static void
note_failure(Check *check, const OtRulePath *path)
{
	const OtRuleInfo *info = ot_rules_info(check->rules, check->rule);
	bool stopped = check->xpath->opCount >= check->xpath->opLimit;

	if (check->error != NULL)
		return;
	if (stopped)
		g_set_error(&check->error, OT_ERROR, OT_ERROR_LIMIT,
		            "%s: %s: the path \"%s\" was stopped after %lu steps; make it look at "
		            "fewer nodes, for instance with / in place of //",
		            info->pack, info->code, path->text, check->xpath->opLimit);
	else
		g_set_error(&check->error, OT_ERROR, OT_ERROR_FORMAT,
		            "%s: %s: the path \"%s\" can't be evaluated; look at what its "
		            "functions are given",
		            info->pack, info->code, path->text);
}

/* NULL where it can't be done, which is noted.  Free with xmlXPathFreeObject(). */
static xmlXPathObject *
evaluate(Check *check, const OtRulePath *path, xmlNode *node)
{
	xmlXPathContext *xpath = check->xpath;

	xmlResetError(&xpath->lastError);
	xpath->node = node;
	check->node = node;
	xmlXPathCompExpr *compiled = ot_rule_path_compiled(path, xpath);
	xmlXPathObject *object =
		compiled != NULL ? xmlXPathCompiledEval(compiled, xpath) : NULL;
	if (object == NULL)
		note_failure(check, path);
	return object;
}

static bool
evaluate_number(Check *check, const OtRulePath *path, xmlNode *node, double *number)
{
	g_autoptr(XPathObject) object = evaluate(check, path, node);

	if (object == NULL)
		return false;
	*number = xmlXPathCastToNumber(object);
	return true;
}

/* A path that a rule doesn't have is true. */
static bool
evaluate_test(Check *check, const OtRulePath *path, xmlNode *node, bool *truth)
{
	*truth = true;
	if (path->text == NULL)
		return true;
	g_autoptr(XPathObject) object = evaluate(check, path, node);
	if (object == NULL)
		return false;
	*truth = xmlXPathCastToBoolean(object) != 0;
	return true;
}

/* --- reporting ----------------------------------------------------------------------------- */

/* The node of a message, for its paths. */
typedef struct {
	Check *check;
	xmlNode *node;
} Focus;

static void
append_path(const OtRulePath *path, GString *out, void *data)
{
	const Focus *focus = data;
	g_autoptr(XPathObject) object = evaluate(focus->check, path, focus->node);

	if (object == NULL)
		return;
	if (object->type == XPATH_NUMBER) {
		ot_message_append_number(out, object->floatval);
		return;
	}
	g_autofree char *text = text_of_object(object);
	ot_message_append_text(out, text);
}

/* One finding a place: of several attributes of an element, the first one's. */
static bool
is_news(Check *check, const xmlNode *node)
{
	bool has_place = node->type == XML_ELEMENT_NODE || node->type == XML_DOCUMENT_NODE;
	const xmlNode *place = has_place ? node : node->parent;
	bool news = place != check->place;

	check->place = place;
	return news;
}

static void
report(Check *check, const OtRule *rule, xmlNode *node, const OtMessageValues *limits)
{
	OtFinding finding =
		ot_rule_finding(check->rules, check->rule, check->choice, check->circumstances);

	if (!is_news(check, node))
		return;
	/* The place of one node among a hundred thousand of its like takes long to count. */
	if (ot_findings_count(check->findings) >= OT_LIMIT_FINDINGS) {
		ot_findings_add_copy(check->findings, &finding);
		return;
	}
	Focus focus = {check, node};
	OtMessageValues values = *limits;
	values.path = append_path;
	values.data = &focus;
	g_autofree char *message = ot_message_write(rule, &values);
	g_autofree char *place = ot_xml_place(node);
	if (check->xml != NULL)
		finding.where = ot_xml_where(check->xml, node);
	finding.where.place = place;
	finding.message = message;
	finding.node = node->type == XML_ATTRIBUTE_NODE ? node->parent : node;
	ot_findings_add_copy(check->findings, &finding);
}

/* --- rules --------------------------------------------------------------------------------- */

/* Whether a node holds texts; `written` is set at the first that isn't still to be written. */
static bool
holds_text(const xmlNode *node, bool *written)
{
	bool found = false;

	if (node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE) {
		const char *text = (const char *) node->content;
		if (ot_text_is_blank(text))
			return false;
		*written = !ot_is_placeholder(text);
		return true;
	}
	if (node->type != XML_ELEMENT_NODE && node->type != XML_ATTRIBUTE_NODE)
		return false;
	for (const xmlNode *child = node->children; child != NULL && !*written; child = child->next)
		found = holds_text(child, written) || found;
	return found;
}

/* True for what the outline asks to write: all texts in it are placeholders. */
static bool
is_unwritten(const xmlNode *node)
{
	bool written = false;

	return holds_text(node, &written) && !written;
}

static bool
run_measure(Check *check, const OtRule *rule, xmlNode *node)
{
	OtMessageValues values = {.value = NAN, .least = NAN, .most = NAN};
	bool wanted;

	if (!evaluate_test(check, &rule->when, node, &wanted))
		return false;
	if (!wanted)
		return true;
	if (!evaluate_number(check, &rule->value, node, &values.value) ||
	    (rule->least.text != NULL &&
	     !evaluate_number(check, &rule->least, node, &values.least)) ||
	    (rule->most.text != NULL &&
	     !evaluate_number(check, &rule->most, node, &values.most)))
		return false;
	/* Nothing is below or above what is no number. */
	if (values.value < values.least || values.value > values.most)
		report(check, rule, node, &values);
	return true;
}

static bool
run_structure(Check *check, const OtRule *rule, xmlNode *node)
{
	const OtMessageValues values = {.value = NAN, .least = NAN, .most = NAN};
	bool raised;

	if (!evaluate_test(check, &rule->report, node, &raised))
		return false;
	if (raised)
		report(check, rule, node, &values);
	return true;
}

/* How many steps the paths of a rule may take together. */
static unsigned long
limit_of(const Check *check, const OtRule *rule)
{
	const OtRulePath *const paths[] = {&rule->each, &rule->report, &rule->value,
	                                   &rule->least, &rule->most, &rule->when};
	bool costly = false;

	for (size_t i = 0; i < G_N_ELEMENTS(paths); i++)
		costly = costly || ot_path_is_costly(paths[i]->text);
	for (guint i = 0; i < rule->message->len; i++)
		costly = costly || ot_path_is_costly(
			g_array_index(rule->message, OtMessagePiece, i).path.text);
	return costly ? MIN(OT_LIMIT_XPATH_STEPS, OT_LIMIT_XPATH_WORK / MAX(check->n_nodes, 1))
	              : OT_LIMIT_XPATH_STEPS;
}

static void
run_rule(Check *check, const OtRule *rule)
{
	check->xpath->opCount = 0;
	check->xpath->opLimit = limit_of(check, rule);
	check->place = NULL;
	g_autoptr(XPathObject) object = evaluate(check, &rule->each, check->root);
	if (object == NULL)
		return;
	if (object->type != XPATH_NODESET) {
		note_failure(check, &rule->each);
		return;
	}
	xmlXPathNodeSetSort(object->nodesetval);
	int n = xmlXPathNodeSetGetLength(object->nodesetval);
	for (int i = 0; i < n; i++) {
		xmlNode *node = xmlXPathNodeSetItem(object->nodesetval, i);
		/* A namespace has no place. */
		if (node->type == XML_NAMESPACE_DECL || is_unwritten(node))
			continue;
		bool done = rule->info.kind == OT_RULE_STRUCTURE ? run_structure(check, rule, node)
		                                                 : run_measure(check, rule, node);
		if (!done)
			return;
	}
}

bool
ot_structure_run(const OtRules *rules, const OtRuleChoice *choice, xmlDoc *doc, const OtXml *xml,
                 const OtCircumstances *circumstances, OtFindings *findings, GError **error)
{
	Check check = {
		.rules = rules,
		.choice = choice,
		.circumstances = circumstances,
		.xml = xml,
		.root = xmlDocGetRootElement(doc),
		.findings = findings,
	};

	for (const xmlNode *node = check.root; node != NULL; node = ot_xml_after(node))
		check.n_nodes++;
	check.xpath = new_xpath(&check, doc);
	for (check.rule = 0; check.rule < choice->n_rules; check.rule++) {
		const OtRule *rule = ot_rules_get(rules, check.rule);
		if (choice->level[check.rule] != OT_RULE_OFF && rule->words == NULL)
			run_rule(&check, rule);
	}
	xmlXPathFreeContext(check.xpath);
	if (check.error == NULL)
		return true;
	g_propagate_error(error, check.error);
	return false;
}

bool
ot_rules_check_spec(const OtRules *rules, const OtRuleChoice *choice, const OtSpec *spec,
                    const OtCircumstances *circumstances, OtFindings *findings, GError **error)
{
	return ot_structure_run(rules, choice, ot_spec_tree(spec), ot_spec_xml(spec), circumstances,
	                        findings, error);
}
