/* SPDX-License-Identifier: MIT */
#include "forms/tree.h"

#include "base/text.h"
#include "xml/read.h"

#include <string.h>

static xmlNode *
add_child(xmlNode *parent, const char *name)
{
	return xmlNewChild(parent, NULL, (const xmlChar *) name, NULL);
}

/* --- values ---------------------------------------------------------------------------------- */

static xmlAttr *
find_attr(const xmlNode *node, const char *name)
{
	for (xmlAttr *attr = node->properties; attr != NULL; attr = attr->next)
		if (strcmp((const char *) attr->name, name) == 0)
			return attr;
	return NULL;
}

static xmlNode *
find_text(const xmlNode *node)
{
	xmlNode *child = node->children;

	while (child != NULL && child->type != XML_TEXT_NODE)
		child = child->next;
	return child;
}

const char *
ot_form_tree_get(const xmlNode *node, const OtFormField *field)
{
	if (*field->name == '\0') {
		const xmlNode *text = find_text(node);
		return text != NULL ? (const char *) text->content : NULL;
	}
	const xmlAttr *attr = find_attr(node, field->name);
	return attr != NULL && attr->children != NULL ? (const char *) attr->children->content
	                                              : NULL;
}

void
ot_form_tree_set(xmlNode *node, const OtFormField *field, const char *value, const char *place)
{
	xmlNode *text = find_text(node);
	xmlAttr *attr = *field->name != '\0' ? find_attr(node, field->name) : NULL;

	if (attr != NULL) {
		xmlRemoveProp(attr);
	} else if (*field->name == '\0' && text != NULL) {
		xmlUnlinkNode(text);
		xmlFreeNode(text);
	}
	if (*value == '\0')
		return;
	if (*field->name != '\0') {
		xmlNewProp(node, (const xmlChar *) field->name, (const xmlChar *) value)->_private =
			(void *) place;
		return;
	}
	text = xmlNewDocText(node->doc, (const xmlChar *) value);
	text->_private = (void *) place;
	if (node->children != NULL)
		xmlAddPrevSibling(node->children, text);
	else
		xmlAddChild(node, text);
}

const char *
ot_form_tree_place(const xmlNode *node, const OtFormField *field)
{
	const xmlNode *text = find_text(node);
	const xmlAttr *attr = field != NULL ? find_attr(node, field->name) : NULL;

	if (attr != NULL && attr->_private != NULL)
		return attr->_private;
	if (field != NULL && *field->name == '\0' && text != NULL && text->_private != NULL)
		return text->_private;
	return node->_private;
}

static bool
names_element(const OtFormPart *part, const char *name)
{
	if (part->role == OT_FORM_EITHER)
		return g_strv_contains(part->names, name) || strcmp(part->name, name) == 0;
	return strcmp(part->name, name) == 0;
}

const OtFormPart *
ot_form_part_child(const OtFormPart *part, const xmlNode *child)
{
	for (guint i = 0; i < part->parts->len; i++) {
		const OtFormPart *inner = g_ptr_array_index(part->parts, i);
		if (names_element(inner, (const char *) child->name))
			return inner;
	}
	return NULL;
}

/* --- from a specification -------------------------------------------------------------------- */

/* The value of an attribute by the name that the plan has for it; NULL: it isn't there. */
static char *
value_of(const xmlNode *node, const char *name)
{
	bool is_lang = strcmp(name, "xml:lang") == 0;

	for (const xmlAttr *attr = node->properties; attr != NULL; attr = attr->next) {
		bool fits = attr->ns == NULL
		                    ? strcmp((const char *) attr->name, name) == 0
		                    : is_lang && xmlStrEqual(attr->name, BAD_CAST "lang") &&
		                              xmlStrEqual(attr->ns->href, XML_XML_NAMESPACE);
		if (fits)
			return ot_text_fold(g_strdup(
				attr->children != NULL ? (const char *) attr->children->content
						       : ""));
	}
	return NULL;
}

static OtFormField *
field_named(const OtFormPart *part, const char *name)
{
	for (guint i = 0; i < part->attrs->len; i++) {
		OtFormField *field = g_array_index(part->attrs, OtFormField *, i);
		if (strcmp(field->name, name) == 0)
			return field;
	}
	return NULL;
}

static void
take_values(const OtFormPart *part, const xmlNode *from, xmlNode *to)
{
	for (guint i = 0; i < part->attrs->len; i++) {
		const OtFormField *field = g_array_index(part->attrs, OtFormField *, i);
		g_autofree char *value = *field->name == '\0' ? ot_xml_own_text(from)
		                                              : value_of(from, field->name);
		if (strcmp(field->name, OT_FORM_PRESENT) == 0)
			ot_form_tree_set(to, field, "yes", NULL);
		else if (value != NULL)
			ot_form_tree_set(to, field, value, NULL);
	}
}

static xmlNode *
add_piece(const OtFormPart *piece, const xmlNode *from, xmlNode *to, const char *kind)
{
	xmlNode *node = add_child(to, piece->name);

	take_values(piece, from, node);
	ot_form_tree_set(node, field_named(piece, OT_FORM_KIND), kind, NULL);
	return node;
}

static void
take_pieces(const OtFormPart *part, const xmlNode *from, xmlNode *to)
{
	const OtFormPart *piece = g_ptr_array_index(part->parts, 0);
	bool after_list = false;

	for (const xmlNode *child = ot_xml_child(from, NULL); child != NULL;
	     child = ot_xml_next(child, NULL)) {
		bool is_list = ot_xml_is(child, "list"), first = true;
		g_autofree char *lang = value_of(child, "xml:lang");

		if (!is_list)
			add_piece(piece, child, to, OT_FORM_PARAGRAPH);
		for (const xmlNode *item = is_list ? ot_xml_child(child, NULL) : NULL; item != NULL;
		     item = ot_xml_next(item, NULL), first = false) {
			xmlNode *node =
				add_piece(piece, item, to,
			                  first && after_list ? OT_FORM_FIRST : OT_FORM_POINT);
			if (first && lang != NULL)
				ot_form_tree_set(node, field_named(piece, OT_FORM_LIST_LANG), lang,
				                 NULL);
		}
		after_list = is_list;
	}
}

static void
take_element(const OtFormPart *part, const xmlNode *from, xmlNode *to)
{
	take_values(part, from, to);
	if (part->role == OT_FORM_EITHER)
		ot_form_tree_set(to, field_named(part, OT_FORM_KIND), (const char *) from->name,
		                 NULL);
	if (part->role == OT_FORM_PROSE) {
		take_pieces(part, from, to);
		return;
	}
	for (const xmlNode *child = ot_xml_child(from, NULL); child != NULL;
	     child = ot_xml_next(child, NULL)) {
		const OtFormPart *inner = ot_form_part_child(part, child);
		if (inner != NULL)
			take_element(inner, child, add_child(to, inner->name));
	}
}

xmlDoc *
ot_form_tree_new(const OtFormPlan *plan)
{
	xmlDoc *doc = xmlNewDoc((const xmlChar *) "1.0");
	const xmlChar *name = (const xmlChar *) ot_form_plan_root(plan)->name;

	xmlDocSetRootElement(doc, xmlNewDocNode(doc, NULL, name, NULL));
	return doc;
}

xmlDoc *
ot_form_tree_of(const OtFormPlan *plan, xmlDoc *specification)
{
	xmlDoc *doc = ot_form_tree_new(plan);

	take_element(ot_form_plan_root(plan), xmlDocGetRootElement(specification),
	             xmlDocGetRootElement(doc));
	return doc;
}

/* --- to a specification ---------------------------------------------------------------------- */

static bool
is_own(const OtFormField *field)
{
	return strcmp(field->name, OT_FORM_KIND) == 0 ||
	       strcmp(field->name, OT_FORM_PRESENT) == 0 ||
	       strcmp(field->name, OT_FORM_LIST_LANG) == 0;
}

/* A value that says something; what a row is says nothing where the row says nothing else. */
static bool
says_something(const OtFormPart *part, const xmlNode *node, const OtFormField *field)
{
	const char *value = ot_form_tree_get(node, field);

	if (value == NULL || strcmp(field->name, OT_FORM_KIND) == 0)
		return false;
	if (field->kind != OT_FORM_FIELD_TICK)
		return true;
	return strcmp(value, "yes") == 0 || (part->required && !part->repeats && !is_own(field));
}

bool
ot_form_tree_is_empty(const OtFormPart *part, const xmlNode *node)
{
	for (guint i = 0; i < part->attrs->len; i++)
		if (says_something(part, node, g_array_index(part->attrs, OtFormField *, i)))
			return false;
	for (const xmlNode *child = ot_xml_child(node, NULL); child != NULL;
	     child = ot_xml_next(child, NULL)) {
		const OtFormPart *inner = ot_form_part_child(part, child);
		if (inner != NULL && !ot_form_tree_is_empty(inner, child))
			return false;
	}
	return true;
}

static void
write_values(const OtFormPart *part, const xmlNode *from, xmlNode *to)
{
	for (guint i = 0; i + 1 < part->constants->len; i += 2)
		xmlNewProp(to, g_ptr_array_index(part->constants, i),
		           g_ptr_array_index(part->constants, i + 1));
	for (guint i = 0; i < part->attrs->len; i++) {
		const OtFormField *field = g_array_index(part->attrs, OtFormField *, i);
		const char *value = ot_form_tree_get(from, field);
		if (value != NULL && !is_own(field))
			ot_form_tree_set(to, field, value, ot_form_tree_place(from, field));
	}
	to->_private = from->_private;
}

static void
write_pieces(const OtFormPart *part, const xmlNode *from, xmlNode *to)
{
	const OtFormPart *piece = g_ptr_array_index(part->parts, 0);
	const OtFormField *list_lang = field_named(piece, OT_FORM_LIST_LANG);
	xmlNode *list = NULL;

	for (const xmlNode *node = ot_xml_child(from, piece->name); node != NULL;
	     node = ot_xml_next(node, piece->name)) {
		const char *kind = ot_form_tree_get(node, field_named(piece, OT_FORM_KIND));
		const char *lang = ot_form_tree_get(node, list_lang);
		bool is_point = g_strcmp0(kind, OT_FORM_POINT) == 0 ||
		                g_strcmp0(kind, OT_FORM_FIRST) == 0;

		if (ot_form_tree_is_empty(piece, node))
			continue;
		if (!is_point) {
			list = NULL;
			write_values(piece, node, add_child(to, "paragraph"));
			continue;
		}
		if (list == NULL || lang != NULL || strcmp(kind, OT_FORM_FIRST) == 0) {
			list = add_child(to, "list");
			list->_private = node->_private;
			if (lang != NULL)
				xmlNewProp(list, BAD_CAST "xml:lang", (const xmlChar *) lang);
		}
		write_values(piece, node, add_child(list, "item"));
	}
}

static const char *
element_name(const OtFormPart *part, const xmlNode *node)
{
	if (part->role != OT_FORM_EITHER)
		return part->name;
	const char *kind = ot_form_tree_get(node, field_named(part, OT_FORM_KIND));
	return kind != NULL && g_strv_contains(part->names, kind) ? kind : part->names[0];
}

static void
write_element(const OtFormPart *part, const xmlNode *from, xmlNode *to)
{
	write_values(part, from, to);
	if (part->role == OT_FORM_PROSE) {
		write_pieces(part, from, to);
		return;
	}
	for (guint i = 0; i < part->parts->len; i++) {
		const OtFormPart *inner = g_ptr_array_index(part->parts, i);
		const xmlNode *child = ot_xml_child(from, inner->name);
		bool always = inner->required && inner->may_be_empty;

		if (child == NULL && always)
			add_child(to, inner->name);
		for (; child != NULL; child = ot_xml_next(child, inner->name))
			if (always || !ot_form_tree_is_empty(inner, child))
				write_element(inner, child,
				              add_child(to, element_name(inner, child)));
	}
}

xmlDoc *
ot_form_tree_specification(const OtFormPlan *plan, const xmlDoc *tree)
{
	xmlDoc *doc = ot_form_tree_new(plan);

	write_element(ot_form_plan_root(plan), xmlDocGetRootElement((xmlDoc *) tree),
	              xmlDocGetRootElement(doc));
	return doc;
}
