/* SPDX-License-Identifier: MIT */
#ifndef OT_XML_TREE_H
#define OT_XML_TREE_H

/** Building trees of our own, from which templates make documents.  Texts have to be UTF-8. */

#include <glib.h>
#include <libxml/tree.h>
#include <stdbool.h>

/** A new last child without a namespace; the tree owns it. */
xmlNode *
ot_tree_add(xmlNode *parent, const char *name);

/** The same with a text in it; NULL and "" add nothing and give NULL. */
xmlNode *
ot_tree_add_text(xmlNode *parent, const char *name, const char *text);

/** Set an attribute that is not there yet; NULL and "" set nothing. */
void
ot_tree_set(xmlNode *node, const char *name, const char *value);

void
ot_tree_set_number(xmlNode *node, const char *name, size_t number);

/** "yes" or "no". */
void
ot_tree_set_truth(xmlNode *node, const char *name, bool truth);

#endif
