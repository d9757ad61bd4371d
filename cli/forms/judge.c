/* SPDX-License-Identifier: MIT */
#include "forms/judge.h"

#include "forms/tree.h"
#include "spec/spec.h"

#include <string.h>

/* --- by the plan ----------------------------------------------------------------------------- */

/* "Outcome O3" or "Evidence", the thing that something is missing in. */
static char *
name_of(const OtFormPart *part, const xmlNode *node)
{
	for (guint i = 0; i < part->attrs->len; i++) {
		const OtFormField *field = g_array_index(part->attrs, OtFormField *, i);
		const char *value = field->identifies ? ot_form_tree_get(node, field) : NULL;
		if (value != NULL)
			return g_strdup_printf("%s %s", part->label, value);
	}
	return g_strdup(part->label);
}

static void
miss(OtFormReading *reading, const OtFormPart *part, const xmlNode *node, const char *label)
{
	g_autofree char *name = name_of(part, node);

	if (part->parent == NULL || strcmp(label, part->label) == 0)
		ot_form_complain(reading, OT_CODE_FORM_MISSING, ot_form_tree_place(node, NULL),
		                 "“%s” is not filled in", label);
	else
		ot_form_complain(reading, OT_CODE_FORM_MISSING, ot_form_tree_place(node, NULL),
		                 "%s: “%s” is not filled in", name, label);
}

static void
judge_field(OtFormReading *reading, const OtFormPart *part, const xmlNode *node,
            const OtFormField *field)
{
	const char *value = ot_form_tree_get(node, field);

	if (value == NULL && field->required && strcmp(field->name, OT_FORM_KIND) != 0)
		miss(reading, part, node, field->label);
	if (value == NULL || field->longest == 0)
		return;
	glong len = g_utf8_strlen(value, -1);
	if (len > (glong) field->longest)
		ot_form_complain(reading, OT_CODE_FORM_LONG, ot_form_tree_place(node, field),
		                 "%s has %ld characters, and %u is the most", field->title, len,
		                 field->longest);
}

/* A part that has to be there, and nothing was filled into any of its rows. */
static void
judge_part(OtFormReading *reading, const OtFormPart *part, const xmlNode *node,
           const OtFormPart *inner)
{
	for (const xmlNode *child = ot_xml_child(node, inner->name); child != NULL;
	     child = ot_xml_next(child, inner->name))
		if (!ot_form_tree_is_empty(inner, child))
			return;
	if (inner->required && !inner->may_be_empty)
		miss(reading, part, node, inner->label);
}

static void
judge_node(OtFormReading *reading, const OtFormPart *part, const xmlNode *node)
{
	for (guint i = 0; i < part->attrs->len; i++)
		judge_field(reading, part, node, g_array_index(part->attrs, OtFormField *, i));
	/* which of the parts an element of several kinds needs, the schema says */
	for (guint i = 0; i < part->parts->len && part->role != OT_FORM_EITHER; i++)
		judge_part(reading, part, node, g_ptr_array_index(part->parts, i));
	for (const xmlNode *child = ot_xml_child(node, NULL); child != NULL;
	     child = ot_xml_next(child, NULL)) {
		const OtFormPart *inner = ot_form_part_child(part, child);
		if (inner != NULL && !ot_form_tree_is_empty(inner, child))
			judge_node(reading, inner, child);
	}
}

void
ot_form_judge(const OtFormPlan *plan, const xmlDoc *tree, OtFormReading *reading)
{
	judge_node(reading, ot_form_plan_root(plan), xmlDocGetRootElement((xmlDoc *) tree));
}

/* --- by the schema --------------------------------------------------------------------------- */

typedef struct {
	const OtXml *xml;
	GHashTable *made;   /* "line:column" of an element to that of the tree with places */
	GHashTable *spoken; /* places of which something was said already */
} Result;

static char *
spell_where(int line, int column)
{
	return g_strdup_printf("%d:%d", line, column);
}

/* Both trees have the same elements in the same order. */
static void
note_places(Result *result, const xmlNode *node, const xmlNode *made)
{
	OtWhere where = ot_xml_where(result->xml, node);

	g_hash_table_insert(result->made, spell_where(where.line, where.column), (void *) made);
	xmlNode *child = ot_xml_child(node, NULL), *other = ot_xml_child(made, NULL);
	for (; child != NULL && other != NULL;
	     child = ot_xml_next(child, NULL), other = ot_xml_next(other, NULL))
		note_places(result, child, other);
}

/* Whether something was said of an element, or of one of its values. */
static bool
is_spoken(const Result *result, const xmlNode *made)
{
	if (made->_private != NULL && g_hash_table_contains(result->spoken, made->_private))
		return true;
	for (const xmlAttr *attr = made->properties; attr != NULL; attr = attr->next)
		if (attr->_private != NULL && g_hash_table_contains(result->spoken, attr->_private))
			return true;
	return false;
}

/* What a form lacks, and what it has in a wrong form, was said by its own names. */
static bool
is_said(const Result *result, const OtFinding *finding, const xmlNode *made)
{
	const char *said[] = {ot_code_info(OT_CODE_STR_MISSING)->code,
	                      ot_code_info(OT_CODE_STR_ATTR_MISSING)->code,
	                      ot_code_info(OT_CODE_VAL_CHOICE)->code,
	                      ot_code_info(OT_CODE_VAL_NUMBER)->code,
	                      ot_code_info(OT_CODE_VAL_LONG)->code,
	                      ot_code_info(OT_CODE_VAL_FORM)->code,
	                      ot_code_info(OT_CODE_DAT_VALUE)->code, NULL};

	if (strcmp(finding->code, ot_code_info(OT_CODE_VAL_OUTLINE)->code) == 0)
		return true;
	return g_strv_contains(said, finding->code) && made != NULL && is_spoken(result, made);
}

/* The place of the value that a message names, else that of the element. */
static const char *
place_of(const xmlNode *made, const char *message)
{
	for (const xmlAttr *attr = made->properties; attr != NULL; attr = attr->next) {
		g_autofree char *quoted = g_strdup_printf("\"%s\"", (const char *) attr->name);
		if (attr->_private != NULL && strstr(message, quoted) != NULL)
			return attr->_private;
	}
	return made->_private;
}

static void
tell(const Result *result, const OtFinding *finding, const char *file, OtFindings *findings)
{
	g_autofree char *where = spell_where(finding->where.line, finding->where.column);
	const xmlNode *made = g_hash_table_lookup(result->made, where);
	const char *place = made != NULL ? place_of(made, finding->message) : NULL;
	g_autofree char *message = NULL;

	if (is_said(result, finding, made))
		return;
	message = finding->where.place != NULL && *finding->where.place != '\0'
	                  ? g_strdup_printf("%s: %s (%s)", finding->where.place, finding->message,
	                                    finding->code)
	                  : g_strdup_printf("%s (%s)", finding->message, finding->code);
	OtFinding copy = {
		.code = ot_code_info(OT_CODE_FORM_RESULT)->code,
		.severity = finding->severity,
		.where = {.file = file, .place = place},
		.message = message,
		.advice = finding->advice,
	};
	ot_findings_add_copy(findings, &copy);
}

bool
ot_form_judge_result(GBytes *bytes, const xmlDoc *tree, const OtSchema *schema, const char *file,
                     OtFindings *findings)
{
	g_autoptr(OtFindings) found = ot_findings_new();
	g_autoptr(GHashTable) spoken = g_hash_table_new(g_str_hash, g_str_equal);
	g_autoptr(GHashTable) made = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	Result result = {.made = made, .spoken = spoken};
	size_t len;
	const char *data = g_bytes_get_data(bytes, &len);
	bool valid;

	g_autoptr(OtSpec) spec = ot_spec_open(data, len, file, schema, found, &valid);
	for (size_t i = 0; i < ot_findings_count(findings); i++) {
		const OtFinding *finding = ot_findings_get(findings, i);
		if (finding->severity == OT_SEVERITY_ERROR &&
		    g_str_has_prefix(finding->code, "FRM"))
			g_hash_table_add(spoken, (char *) (finding->where.place != NULL
			                                           ? finding->where.place : ""));
	}
	if (spec != NULL) {
		result.xml = ot_spec_xml(spec);
		note_places(&result, xmlDocGetRootElement(ot_spec_tree(spec)),
		            xmlDocGetRootElement((xmlDoc *) tree));
	}
	for (size_t i = 0; i < ot_findings_count(found); i++)
		tell(&result, ot_findings_get(found, i), file, findings);
	return valid;
}
