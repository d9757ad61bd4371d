/* SPDX-License-Identifier: MIT */
#include "document/plan.h"

#include "base/suggest.h"

#include <string.h>

/* The names that the fields of a template can have, before there is a specification. */

/* Whether a name fits a pattern, where each path may stand for any words. */
static bool
fits(const char *name, const OtPiece *pattern)
{
	if (pattern == NULL)
		return *name == '\0';
	if (pattern->path == NULL) {
		size_t len = strlen(pattern->text);
		return strncmp(name, pattern->text, len) == 0 && fits(name + len, pattern->next);
	}
	for (; *name != '\0'; name++)
		if (fits(name + 1, pattern->next))
			return true;
	return false;
}

/* The rest of a name in a row that repeats, or NULL: "entry.2.when" is "when" in "entry". */
static const char *
within_row(const char *name, const char *row)
{
	size_t len = strlen(row);

	if (strncmp(name, row, len) != 0 || name[len] != '.' || !g_ascii_isdigit(name[len + 1]))
		return NULL;
	for (name += len + 1; g_ascii_isdigit(*name);)
		name++;
	return *name == '.' ? name + 1 : NULL;
}

static bool
names_field(const OtPlan *plan, const OtPlanNode *first, const char *name);

static bool
node_names_field(const OtPlan *plan, const OtPlanNode *node, const char *name)
{
	static const char *const holes[] = {".name", ".position", ".signature", ".date"};
	const OtPlanAttr *pattern = ot_plan_attr(node, OT_ATTR_NAME);
	const char *row = ot_plan_words(node, OT_ATTR_REPEAT);

	if (node->element == OT_ELEMENT_FIELD)
		return fits(name, pattern->pieces);
	if (node->element == OT_ELEMENT_INCLUDE)
		return names_field(plan, ot_plan_part(plan, node)->first, name);
	for (size_t i = 0; node->element == OT_ELEMENT_SIGNATURE && i < G_N_ELEMENTS(holes); i++) {
		g_autofree char *start = g_strdup(name);
		if (g_str_has_suffix(start, holes[i])) {
			start[strlen(start) - strlen(holes[i])] = '\0';
			if (fits(start, pattern->pieces))
				return true;
		}
	}
	if (row != NULL)
		name = within_row(name, row);
	return name != NULL && names_field(plan, node->first, name);
}

/* Whether a template may make a field of this name, whatever the specification says. */
static bool
names_field(const OtPlan *plan, const OtPlanNode *first, const char *name)
{
	for (const OtPlanNode *node = first; node != NULL; node = node->next)
		if (node_names_field(plan, node, name))
			return true;
	return false;
}

/*
 * The names of fields that don't depend on the specification, also of those that don't apply now.
 */
static void
add_names(const OtPlan *plan, const OtPlanNode *first, GPtrArray *names)
{
	for (const OtPlanNode *node = first; node != NULL; node = node->next) {
		const OtPlanAttr *name = ot_plan_attr(node, OT_ATTR_NAME);

		if (node->element == OT_ELEMENT_INCLUDE)
			add_names(plan, ot_plan_part(plan, node)->first, names);
		else if (node->element == OT_ELEMENT_FIELD && name->pieces->path == NULL &&
		         name->pieces->next == NULL)
			g_ptr_array_add(names, (char *) name->pieces->text);
		else if (ot_plan_attr(node, OT_ATTR_REPEAT) == NULL)
			add_names(plan, node->first, names);
	}
}

bool
ot_plan_names_field(const OtPlan *plan, const OtPlanNode *first, const char *name,
                    const char **near)
{
	/* The names of values that are missing are made of their paths. */
	if (g_str_has_prefix(name, "value.") || names_field(plan, first, name))
		return true;
	g_autoptr(GPtrArray) names = g_ptr_array_new();
	add_names(plan, first, names);
	*near = ot_nearest_name(name, (const char *const *) names->pdata, names->len);
	return false;
}
