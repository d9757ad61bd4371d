/* SPDX-License-Identifier: MIT */
#ifndef OT_CHANGES_TREE_H
#define OT_CHANGES_TREE_H

/** What changed and why as a tree that templates make documents from. */

#include "changes/reasons.h"

/**
 * The tree that schemas/comparison.xsd describes: the root is <comparison>, no element has a
 * namespace. `new` is the new version, for who the authority is; `reasons` may be NULL; `lang` is
 * the language of the document.  Free with xmlFreeDoc().
 */
xmlDoc *
ot_changes_tree(const OtChanges *changes, const OtReasons *reasons, const OtVoices *voices,
                xmlDoc *new, const OtLabels *labels, const char *lang);

#endif
