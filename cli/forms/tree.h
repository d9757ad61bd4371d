/* SPDX-License-Identifier: MIT */
#ifndef OT_FORMS_TREE_H
#define OT_FORMS_TREE_H

/**
 * The tree that a form shows (forms/plan.h says how it differs from a specification), and back.
 *
 * Its elements have no namespace, and so have its attributes: the one of a language is called
 * "xml:lang" there.  What was read from a file has in the `_private` of its elements and attributes
 * where that stands, in words (const char *, of whoever read it), or NULL.
 */

#include "forms/plan.h"

#include <libxml/tree.h>

/** A new tree with nothing in it but its root; free with xmlFreeDoc(). */
xmlDoc *
ot_form_tree_new(const OtFormPlan *plan);

/** The tree of a valid specification, which may have its namespaces.  Free with xmlFreeDoc(). */
xmlDoc *
ot_form_tree_of(const OtFormPlan *plan, xmlDoc *specification);

/**
 * The specification that a tree says, without namespaces; what nothing was filled into is left out,
 * down to the root.  Places are handed on.  Free with xmlFreeDoc().
 */
xmlDoc *
ot_form_tree_specification(const OtFormPlan *plan, const xmlDoc *tree);

/** The value of a field of a node, or NULL where it has none. */
const char *
ot_form_tree_get(const xmlNode *node, const OtFormField *field);

/** Set it, with its place; "" is no value.  Both must outlive the tree where they are kept. */
void
ot_form_tree_set(xmlNode *node, const OtFormField *field, const char *value, const char *place);

/** Where a value stands, or its element; NULL where that is not known. */
const char *
ot_form_tree_place(const xmlNode *node, const OtFormField *field);

/** The part that a child of a node is, or NULL. */
const OtFormPart *
ot_form_part_child(const OtFormPart *part, const xmlNode *child);

/**
 * True where nothing was filled in: boxes that are not ticked, and what has one value only, say
 * nothing.
 */
bool
ot_form_tree_is_empty(const OtFormPart *part, const xmlNode *node);

#endif
