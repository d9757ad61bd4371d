/* SPDX-License-Identifier: MIT */
#include "base/limits.h"
#include "rules/rules.h"
#include "xml/xpath.h"

#include <string.h>

/* A value that is worked out at the node: "{path}". */
static bool
is_path(const char *value)
{
	return g_str_has_prefix(value, "{") && g_str_has_suffix(value, "}");
}

char *
ot_rules_fix_value(const OtRules *rules, size_t index, const xmlNode *node)
{
	const OtRuleFix *fix = ot_rules_fix(rules, index);

	if (fix == NULL || !is_path(fix->value))
		return fix != NULL ? g_strdup(fix->value) : NULL;
	g_autofree char *path = g_strndup(fix->value + 1, strlen(fix->value) - 2);
	xmlXPathContext *xpath = xmlXPathNewContext(node->doc);
	ot_xpath_silence(xpath);
	xpath->opLimit = OT_LIMIT_XPATH_STEPS;
	xpath->node = (xmlNode *) node;
	xmlXPathObject *object = xmlXPathEval((const xmlChar *) path, xpath);
	xmlChar *cast = object != NULL ? xmlXPathCastToString(object) : NULL;
	char *value = g_strdup((const char *) cast);
	xmlFree(cast);
	xmlXPathFreeObject(object);
	xmlXPathFreeContext(xpath);
	return value != NULL ? g_strstrip(value) : NULL;
}
