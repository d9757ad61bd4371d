/* SPDX-License-Identifier: MIT */
#ifndef OT_REPORT_TREE_H
#define OT_REPORT_TREE_H

/** A result as a tree that templates make documents from. */

#include "report/result.h"

#include <libxml/tree.h>

/**
 * The result as schemas/check-result.xsd describes it: the root is <check>, no element has a
 * namespace, all texts are safe to show.  Free with xmlFreeDoc().
 */
xmlDoc *
ot_result_tree(const OtResult *result);

#endif
