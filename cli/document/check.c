/* SPDX-License-Identifier: MIT */
#include "base/limits.h"
#include "document/path.h"
#include "document/plan.h"
#include "xml/path-token.h"

/* A plan being checked. */
typedef struct {
	const OtPlan *plan;
	const OtPlanNode *body;
	const OtModel *model;
	int depth; /* of parts within parts */
	GError **error;
} Checker;

static bool
check_nodes(Checker *checker, const OtPlanNode *first, const OtPlaces *context);

/* A name in answer('...') that no field of the template can have is a slip. */
static bool
check_answers(const Checker *checker, const OtPlanNode *node, const char *path)
{
	OtPathToken before = {0}, token = ot_path_token_next(path, before);
	bool called = false;

	for (; token.kind != OT_PATH_TOKEN_END && token.kind != OT_PATH_TOKEN_BROKEN;
	     before = token, token = ot_path_token_next(path, token)) {
		if (called && token.kind == OT_PATH_TOKEN_LITERAL) {
			g_autofree char *name =
				g_strndup(path + token.start + 1, token.end - token.start - 2);
			const char *near = NULL;
			if (ot_plan_names_field(checker->plan, checker->body, name, &near))
				continue;
			ot_plan_fail(checker->error, node,
			             "path \"%s\" asks for the answer to "
			             "\"%s\", which is not a field of the template%s%s%s",
			             path, name, near != NULL ? "; did you mean \"" : "",
			             near != NULL ? near : "", near != NULL ? "\"?" : "");
			return false;
		}
		called = ot_path_token_is(path, token, "(") &&
		         ot_path_token_is(path, before, "answer");
	}
	return true;
}

static bool
check_pieces(Checker *checker, const OtPlanNode *node, const OtPlanAttr *attr,
             const OtPlaces *context)
{
	for (const OtPiece *piece = attr->pieces; piece != NULL; piece = piece->next) {
		if (piece->path == NULL)
			continue;
		g_autofree char *problem =
			ot_path_check(piece->text, checker->model, context, NULL);
		if (problem != NULL) {
			ot_plan_fail(checker->error, node, "path \"%s\" %s", piece->text, problem);
			return false;
		}
		if (!check_answers(checker, node, piece->text))
			return false;
	}
	return true;
}

/* What "each" leads to: NULL with `*anything` set where it can't be told. */
static OtPlaces *
check_each(Checker *checker, const OtPlanNode *node, const OtPlanAttr *each,
           const OtPlaces *context, bool *anything)
{
	OtPathResult result = {.kind = OT_PATH_ANYTHING};
	g_autofree char *problem = ot_path_check(each->text, checker->model, context, &result);

	*anything = false;
	if (problem != NULL)
		ot_plan_fail(checker->error, node, "path \"%s\" %s", each->text, problem);
	else if (result.kind == OT_PATH_OTHER)
		ot_plan_fail(checker->error, node, "each=\"%s\" gives no nodes to go through",
		             each->text);
	else
		*anything = result.kind == OT_PATH_ANYTHING;
	return result.places;
}

static bool
check_part(Checker *checker, const OtPlanNode *include, const OtPlaces *context)
{
	g_autoptr(GError) failure = NULL;
	Checker part = *checker;

	if (++part.depth > OT_LIMIT_INCLUDE_DEPTH) {
		ot_plan_fail(checker->error, include,
		             "templates include each other more than %d deep",
		             OT_LIMIT_INCLUDE_DEPTH);
		return false;
	}
	part.error = &failure;
	if (check_nodes(&part, ot_plan_part(checker->plan, include)->first, context))
		return true;
	OtWhere where = ot_xml_where(include->xml, include->origin);
	g_set_error(checker->error, failure->domain, failure->code,
	            "%s (the part is included at %s:%d:%d)", failure->message,
	            ot_xml_name(include->xml), where.line, where.column);
	return false;
}

static bool
check_inside(Checker *checker, const OtPlanNode *node, const OtPlaces *context)
{
	for (const OtPlanAttr *attr = node->attrs; attr != NULL; attr = attr->next)
		if (attr->attr != OT_ATTR_EACH && !check_pieces(checker, node, attr, context))
			return false;
	if (node->element == OT_ELEMENT_INCLUDE)
		return check_part(checker, node, context);
	return check_nodes(checker, node->first, context);
}

static bool
check_nodes(Checker *checker, const OtPlanNode *first, const OtPlaces *context)
{
	for (const OtPlanNode *node = first; node != NULL; node = node->next) {
		const OtPlanAttr *each = ot_plan_attr(node, OT_ATTR_EACH);
		if (each == NULL) {
			if (!check_inside(checker, node, context))
				return false;
			continue;
		}
		bool anything;
		g_autoptr(OtPlaces) found = check_each(checker, node, each, context, &anything);
		if (found == NULL && !anything)
			return false;
		if (!check_inside(checker, node, found))
			return false;
	}
	return true;
}

bool
ot_plan_check(const OtPlan *plan, const OtPlanNode *first, const OtModel *model,
              const OtModelNode *start, GError **error)
{
	Checker checker = {.plan = plan, .body = first, .model = model, .error = error};
	g_autoptr(OtPlaces) context = ot_places_new(model);

	ot_places_add(context, start);
	return check_nodes(&checker, first, context);
}
