/* SPDX-License-Identifier: MIT */
#include "forms/spell.h"

#include "base/text.h"
#include "spec/spec.h"
#include "xml/read.h"

#include <string.h>

#define INDENT 2
#define WIDTH  100

/* --- what is matched ------------------------------------------------------------------------- */

static bool
is_remark(const xmlNode *node)
{
	return node->type == XML_COMMENT_NODE || node->type == XML_PI_NODE;
}

/* An element among those around it: by its id, else by its number among its like. */
static char *
key_of(const xmlNode *node)
{
	const char *id = ot_xml_attr(node, "id");
	int number = 1;

	if (id != NULL)
		return g_strdup_printf("%s#%s", (const char *) node->name, id);
	for (const xmlNode *other = node->prev; other != NULL; other = other->prev)
		number += other->type == XML_ELEMENT_NODE && xmlStrEqual(other->name, node->name);
	return g_strdup_printf("%s.%d", (const char *) node->name, number);
}

/* The children of an element by their keys. */
static GHashTable *
index_children(const xmlNode *node)
{
	GHashTable *index = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

	for (xmlNode *child = ot_xml_child(node, NULL); child != NULL;
	     child = ot_xml_next(child, NULL))
		g_hash_table_insert(index, key_of(child), child);
	return index;
}

/* --- remarks --------------------------------------------------------------------------------- */

/* The element that follows a remark and is there still, or NULL. */
static xmlNode *
find_anchor(const xmlNode *remark, GHashTable *index)
{
	for (const xmlNode *next = remark->next; next != NULL; next = next->next) {
		g_autofree char *key = next->type == XML_ELEMENT_NODE ? key_of(next) : NULL;
		xmlNode *anchor = key != NULL ? g_hash_table_lookup(index, key) : NULL;
		if (anchor != NULL)
			return anchor;
	}
	return NULL;
}

static void
copy_into(xmlNode *node, const xmlNode *remark, xmlNode *anchor)
{
	xmlNode *copy = xmlDocCopyNode((xmlNode *) remark, node->doc, 1);

	if (anchor != NULL)
		xmlAddPrevSibling(anchor, copy);
	else
		xmlAddChild(node, copy);
}

/* A remark within a text stays at its place where the text is the same. */
static void
keep_within_text(xmlNode *node, const xmlNode *before)
{
	g_autofree char *text = ot_xml_own_text(node), *other = ot_xml_own_text(before);

	if (strcmp(text, other) != 0) {
		for (const xmlNode *child = before->children; child != NULL; child = child->next)
			if (is_remark(child))
				copy_into(node, child, NULL);
		return;
	}
	for (xmlNode *child = node->children, *next; child != NULL; child = next) {
		next = child->next;
		xmlUnlinkNode(child);
		xmlFreeNode(child);
	}
	for (const xmlNode *child = before->children; child != NULL; child = child->next)
		copy_into(node, child, NULL);
}

static bool
has_remarks(const xmlNode *node)
{
	for (const xmlNode *child = node->children; child != NULL; child = child->next)
		if (is_remark(child))
			return true;
	return false;
}

static void
keep_remarks(xmlNode *node, const xmlNode *before)
{
	g_autoptr(GHashTable) index = index_children(node);

	if (ot_xml_child(node, NULL) == NULL && ot_xml_child(before, NULL) == NULL) {
		if (has_remarks(before))
			keep_within_text(node, before);
		return;
	}
	for (const xmlNode *child = before->children; child != NULL; child = child->next) {
		if (is_remark(child)) {
			copy_into(node, child, find_anchor(child, index));
		} else if (child->type == XML_ELEMENT_NODE) {
			g_autofree char *key = key_of(child);
			xmlNode *match = g_hash_table_lookup(index, key);
			if (match != NULL)
				keep_remarks(match, child);
		}
	}
}

void
ot_form_keep_remarks(xmlDoc *tree, const xmlDoc *before)
{
	xmlNode *root = xmlDocGetRootElement(tree), *last = root;
	const xmlNode *other = xmlDocGetRootElement((xmlDoc *) before);

	for (const xmlNode *child = before->children; child != NULL; child = child->next) {
		if (!is_remark(child))
			continue;
		xmlNode *copy = xmlDocCopyNode((xmlNode *) child, tree, 1);
		bool is_after = false;
		for (const xmlNode *at = child->prev; at != NULL; at = at->prev)
			is_after = is_after || at == other;
		if (is_after)
			last = xmlAddNextSibling(last, copy);
		else
			xmlAddPrevSibling(root, copy);
	}
	keep_remarks(root, other);
}

/* --- comparing ------------------------------------------------------------------------------- */

static const xmlAttr *
find_like(const xmlNode *node, const xmlAttr *attr)
{
	const char *name = (const char *) attr->name;
	const char *plain = strncmp(name, "xml:", 4) == 0 ? name + 4 : name;

	for (const xmlAttr *other = node->properties; other != NULL; other = other->next) {
		const char *its = (const char *) other->name;
		if (strcmp(strncmp(its, "xml:", 4) == 0 ? its + 4 : its, plain) == 0)
			return other;
	}
	return NULL;
}

static char *
attr_text(const xmlAttr *attr)
{
	return ot_text_fold(
		g_strdup(attr->children != NULL ? (const char *) attr->children->content : ""));
}

static bool
has_attrs_of(const xmlNode *one, const xmlNode *other)
{
	for (const xmlAttr *attr = one->properties; attr != NULL; attr = attr->next) {
		const xmlAttr *like = find_like(other, attr);
		g_autofree char *value = attr_text(attr);
		g_autofree char *its = like != NULL ? attr_text(like) : NULL;
		if (g_strcmp0(value, its) != 0)
			return false;
	}
	return true;
}

static bool
is_same(const xmlNode *one, const xmlNode *other)
{
	if (!xmlStrEqual(one->name, other->name) || !has_attrs_of(one, other) ||
	    !has_attrs_of(other, one))
		return false;
	xmlNode *a = ot_xml_child(one, NULL), *b = ot_xml_child(other, NULL);
	if (a == NULL && b == NULL) {
		g_autofree char *text = ot_xml_own_text(one), *its = ot_xml_own_text(other);
		return strcmp(text, its) == 0;
	}
	for (; a != NULL && b != NULL; a = ot_xml_next(a, NULL), b = ot_xml_next(b, NULL))
		if (!is_same(a, b))
			return false;
	return a == NULL && b == NULL;
}

bool
ot_form_is_same(const xmlDoc *one, const xmlDoc *other)
{
	return is_same(xmlDocGetRootElement((xmlDoc *) one),
	               xmlDocGetRootElement((xmlDoc *) other));
}

/* --- writing --------------------------------------------------------------------------------- */

static void
append_escaped(GString *out, const char *text, bool quoted)
{
	for (const char *c = text; *c != '\0'; c++) {
		if (*c == '&')
			g_string_append(out, "&amp;");
		else if (*c == '<')
			g_string_append(out, "&lt;");
		else if (*c == '>')
			g_string_append(out, "&gt;");
		else if (*c == '"' && quoted)
			g_string_append(out, "&quot;");
		else
			g_string_append_c(out, *c);
	}
}

static void
break_line(GString *out, int indent)
{
	g_string_append_printf(out, "\n%*s", indent, "");
}

static glong
column(const GString *out)
{
	size_t start = out->len;

	while (start > 0 && out->str[start - 1] != '\n')
		start--;
	return g_utf8_strlen(out->str + start, -1);
}

static void
write_attr(GString *out, const char *name, const char *value, int indent)
{
	g_autoptr(GString) attr = g_string_new(name);

	g_string_append(attr, "=\"");
	append_escaped(attr, value, true);
	g_string_append_c(attr, '"');
	if (column(out) + g_utf8_strlen(attr->str, -1) + 2 > WIDTH)
		break_line(out, indent);
	else
		g_string_append_c(out, ' ');
	g_string_append(out, attr->str);
}

static void
write_tag(GString *out, const xmlNode *node, int indent)
{
	int hang = indent + 2 + (int) strlen((const char *) node->name);

	g_string_append_printf(out, "<%s", (const char *) node->name);
	if (node->parent->type == XML_DOCUMENT_NODE)
		write_attr(out, "xmlns", OT_SPEC_NAMESPACE, hang);
	for (const xmlAttr *attr = node->properties; attr != NULL; attr = attr->next)
		write_attr(out, (const char *) attr->name,
		           attr->children != NULL ? (const char *) attr->children->content : "",
		           hang);
}

/* A text that has no room on the line of its element goes over lines of its own. */
static void
write_words(GString *out, const char *escaped, const char *name, int indent)
{
	if (column(out) + g_utf8_strlen(escaped, -1) + (glong) strlen(name) + 3 <= WIDTH) {
		g_string_append(out, escaped);
		return;
	}
	g_auto(GStrv) words = g_strsplit(escaped, " ", -1);
	glong at = WIDTH;
	for (char **word = words; *word != NULL; word++) {
		glong len = g_utf8_strlen(*word, -1);
		if (at + 1 + len > WIDTH) {
			break_line(out, indent + INDENT);
			at = indent + INDENT;
		} else {
			g_string_append_c(out, ' ');
			at++;
		}
		g_string_append(out, *word);
		at += len;
	}
	break_line(out, indent);
}

static void
write_remark(GString *out, const xmlNode *node)
{
	if (node->type == XML_COMMENT_NODE)
		g_string_append_printf(out, "<!--%s-->", (const char *) node->content);
	else
		g_string_append_printf(out, "<?%s%s%s?>", (const char *) node->name,
		                       node->content != NULL ? " " : "",
		                       node->content != NULL ? (const char *) node->content : "");
}

/* A text with remarks in it stays as it is. */
static void
write_mixed(GString *out, const xmlNode *node)
{
	for (const xmlNode *child = node->children; child != NULL; child = child->next) {
		if (is_remark(child))
			write_remark(out, child);
		else if (child->content != NULL)
			append_escaped(out, (const char *) child->content, false);
	}
}

static void
write_element(GString *out, const xmlNode *node, int indent);

static void
write_children(GString *out, const xmlNode *node, int indent)
{
	bool is_whole = node->parent->type == XML_DOCUMENT_NODE, is_first = true;

	for (const xmlNode *child = node->children; child != NULL; child = child->next) {
		bool after_remark = child->prev != NULL && is_remark(child->prev);

		if (child->type != XML_ELEMENT_NODE && !is_remark(child))
			continue;
		if (is_whole && !after_remark && !is_first)
			g_string_append_c(out, '\n');
		is_first = false;
		break_line(out, indent);
		if (is_remark(child))
			write_remark(out, child);
		else
			write_element(out, child, indent);
	}
}

/* OT_FORM_DEPTH bounds the depth: the tree comes from a plan. */
static void
write_element(GString *out, const xmlNode *node, int indent)
{
	const char *name = (const char *) node->name;

	write_tag(out, node, indent);
	if (node->children == NULL) {
		g_string_append(out, "/>");
		return;
	}
	g_string_append_c(out, '>');
	if (ot_xml_child(node, NULL) != NULL) {
		write_children(out, node, indent + INDENT);
		break_line(out, indent);
	} else if (has_remarks(node)) {
		write_mixed(out, node);
	} else {
		g_autoptr(GString) text = g_string_new(NULL);
		append_escaped(text, (const char *) node->children->content, false);
		write_words(out, text->str, name, indent);
	}
	g_string_append_printf(out, "</%s>", name);
}

GBytes *
ot_form_spell(const xmlDoc *tree)
{
	g_autoptr(GString) out = g_string_new("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");

	for (const xmlNode *child = tree->children; child != NULL; child = child->next) {
		if (child->type == XML_ELEMENT_NODE)
			write_element(out, child, 0);
		else
			write_remark(out, child);
		g_string_append_c(out, '\n');
	}
	gsize len = out->len;
	return g_bytes_new_take(g_string_free(g_steal_pointer(&out), FALSE), len);
}
