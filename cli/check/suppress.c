/* SPDX-License-Identifier: MIT */
#include "check/checker.h"

#include "base/suggest.h"

#include <string.h>

/* One <suppression> of a specification. */
typedef struct {
	const xmlNode *node;
	const char *code, *about, *until;
	const xmlNode *subject; /* what `about` names; NULL for the whole file */
	char *reason;
	bool usable, used;
} Suppression;

static void
free_suppression(gpointer data)
{
	Suppression *suppression = data;
	g_free(suppression->reason);
	g_free(suppression);
}

static bool
is_within(const xmlNode *node, const xmlNode *top)
{
	for (; node != NULL; node = node->parent)
		if (node == top)
			return true;
	return false;
}

static OtFinding * G_GNUC_PRINTF(5, 6)
report(const OtSpec *spec, OtResult *result, OtCode code, const xmlNode *node, const char *format,
       ...)
{
	OtWhere where = ot_xml_where(ot_spec_xml(spec), node);
	g_autofree char *place = ot_xml_place(node);
	va_list arguments;

	va_start(arguments, format);
	g_autofree char *message = g_strdup_vprintf(format, arguments);
	va_end(arguments);
	where.place = place;
	return ot_findings_add(result->findings, code, where, "%s", message);
}

static void
report_unknown_rule(const OtChecker *checker, const OtSpec *spec, const Suppression *it,
                    OtResult *result)
{
	g_autoptr(GPtrArray) codes = g_ptr_array_new();

	for (int i = 0; i < OT_N_CODES; i++) {
		if (strcmp(ot_code_info((OtCode) i)->code, it->code) != 0)
			continue;
		ot_finding_advise(result->findings,
		                  report(spec, result, OT_CODE_SUP_UNKNOWN, it->node,
		                         "%s is about the file itself, and can't be suppressed",
		                         it->code),
		                  "Mend what it is about, and delete this suppression.");
		return;
	}
	for (size_t i = 0; i < ot_rules_count(checker->rules); i++)
		g_ptr_array_add(codes, (char *) ot_rules_info(checker->rules, i)->code);
	const char *nearest =
		ot_nearest_name(it->code, (const char *const *) codes->pdata, codes->len);
	OtFinding *finding = report(spec, result, OT_CODE_SUP_UNKNOWN, it->node,
	                            "there is no rule \"%s\"", it->code);
	if (nearest != NULL)
		ot_finding_advise(result->findings, finding, "Did you mean %s?", nearest);
}

/* Three capital letters and three digits. */
static bool
is_rule_code(const char *code)
{
	if (code == NULL || strlen(code) != 6)
		return false;
	for (int i = 0; i < 3; i++)
		if (!g_ascii_isupper(code[i]) || !g_ascii_isdigit(code[3 + i]))
			return false;
	return true;
}

/* Read one, and say what is wrong with it. */
static Suppression *
read_suppression(const OtChecker *checker, const OtSpec *spec, const xmlNode *node,
                 OtResult *result)
{
	Suppression *it = g_new0(Suppression, 1);
	xmlChar *reason = xmlNodeGetContent(node);

	it->node = node;
	it->code = ot_xml_attr(node, "code");
	it->about = ot_xml_attr(node, "about");
	it->until = ot_xml_attr(node, "until");
	it->reason = g_strdup(g_strstrip((char *) reason));
	xmlFree(reason);
	it->subject = it->about != NULL ? ot_spec_find(spec, it->about) : NULL;
	if (!is_rule_code(it->code) || *it->reason == '\0')
		return it; /* the schema has said so */
	if (ot_rules_find(checker->rules, it->code) < 0)
		report_unknown_rule(checker, spec, it, result);
	else if (it->about != NULL && it->subject == NULL)
		report(spec, result, OT_CODE_SUP_UNKNOWN, node, "no element has the id \"%s\"",
		       it->about);
	else if (it->until != NULL && strcmp(it->until, checker->today) < 0)
		report(spec, result, OT_CODE_SUP_ENDED, node,
		       "the suppression of %s ended on %s", it->code, it->until);
	else
		it->usable = true;
	return it;
}

static GPtrArray *
read_suppressions(const OtChecker *checker, const OtSpec *spec, OtResult *result)
{
	GPtrArray *list = g_ptr_array_new_with_free_func(free_suppression);
	const xmlNode *all =
		ot_xml_child(xmlDocGetRootElement(ot_spec_tree(spec)), "suppressions");
	const xmlNode *node = all != NULL ? ot_xml_child(all, "suppression") : NULL;

	for (; node != NULL; node = ot_xml_next(node, "suppression"))
		g_ptr_array_add(list, read_suppression(checker, spec, node, result));
	return list;
}

/* The suppression that sets a finding aside, or NULL; every one that does counts as used. */
static const Suppression *
find_suppression(const GPtrArray *list, const OtFinding *finding)
{
	const Suppression *first = NULL;

	for (guint i = 0; i < list->len; i++) {
		Suppression *it = g_ptr_array_index(list, i);
		if (!it->usable || strcmp(it->code, finding->code) != 0 ||
		    (it->subject != NULL && !is_within(finding->node, it->subject)))
			continue;
		it->used = true;
		if (first == NULL)
			first = it;
	}
	return first;
}

void
ot_check_set_aside(OtResult *result, OtCheckedInput *input, const OtFinding *finding,
                   const char *reason)
{
	const OtSuppressed row = {
		.code = finding->code,
		.place = finding->where.place,
		.reason = reason,
	};

	ot_result_add_suppressed(result, input, &row);
}

void
ot_check_suppress(const OtChecker *checker, const OtSpec *spec, const OtRuleChoice *choice,
                  const OtFindings *found, OtCheckedInput *input, OtResult *result)
{
	g_autoptr(GPtrArray) list = read_suppressions(checker, spec, result);

	for (size_t i = 0; i < ot_findings_count(found); i++) {
		const OtFinding *finding = ot_findings_get(found, i);
		const Suppression *suppression = find_suppression(list, finding);
		if (suppression != NULL)
			ot_check_set_aside(result, input, finding, suppression->reason);
		else
			ot_findings_add_copy(result->findings, finding);
	}
	ot_findings_add_rest(result->findings, found);
	for (guint i = 0; i < list->len; i++) {
		const Suppression *it = g_ptr_array_index(list, i);
		int rule = it->usable ? ot_rules_find(checker->rules, it->code) : -1;
		/* A rule that did not run could not use it. */
		if (rule >= 0 && !it->used && choice->level[rule] != OT_RULE_OFF)
			report(spec, result, OT_CODE_SUP_UNUSED, it->node,
			       "nothing is found any more that this suppression of %s sets aside",
			       it->code);
	}
}
