/* SPDX-License-Identifier: MIT */
#include "xml/schema.h"

#include <string.h>

/* The innermost parts that a place names; real files need five. */
#define MOST_PARTS 8
/* An id longer than this says nothing to a reader. */
#define LONGEST_ID 60

static const char *
id_of(const xmlNode *node)
{
	const char *id = ot_xml_attr(node, "id");
	return id != NULL && *id != '\0' && strlen(id) <= LONGEST_ID ? id : NULL;
}

/* The number of an element among its like, from 1, or 0 where it is the only one. */
static int
number_of(const xmlNode *node)
{
	const char *name = (const char *) node->name;
	int number = 1;

	for (const xmlNode *before = node->prev; before != NULL; before = before->prev)
		number += ot_xml_is(before, name);
	return number > 1 || ot_xml_next(node, name) != NULL ? number : 0;
}

/* True for an element that only holds others: "outcomes" around "outcome O2". */
static bool
is_container(const xmlNode *node, const xmlNode *child)
{
	const char *name = (const char *) node->name, *inner = (const char *) child->name;
	size_t len = strlen(name);

	if (id_of(node) != NULL || number_of(node) > 0)
		return false;
	if (id_of(child) != NULL)
		return true;
	return len > 1 && name[len - 1] == 's' && len - 1 >= strlen(inner) &&
	       strncmp(name + len - 1 - strlen(inner), inner, strlen(inner)) == 0;
}

static char *
part_of(const xmlNode *node)
{
	const char *id = id_of(node);
	char *name = g_strdelimit(g_strdup((const char *) node->name), "-_", ' ');
	int number = id == NULL ? number_of(node) : 0;
	char *part = id != NULL  ? g_strconcat(name, " ", id, NULL)
	             : number > 0 ? g_strdup_printf("%s %d", name, number)
	                          : g_strdup(name);

	g_free(name);
	return part;
}

char *
ot_xml_place(const xmlNode *node)
{
	while (node != NULL && node->type != XML_ELEMENT_NODE)
		node = node->parent;
	if (node == NULL)
		return NULL;

	char *parts[MOST_PARTS + 1] = {NULL};
	int first = MOST_PARTS;
	const xmlNode *child = NULL;

	for (; node != NULL && node->type == XML_ELEMENT_NODE && first > 0; node = node->parent) {
		bool is_root = node->parent == NULL || node->parent->type != XML_ELEMENT_NODE;
		if (child == NULL || !(is_root || is_container(node, child)))
			parts[--first] = part_of(node);
		child = node;
	}
	char *place = g_strjoinv(", ", parts + first);
	for (int i = first; i < MOST_PARTS; i++)
		g_free(parts[i]);
	return place;
}
