/* SPDX-License-Identifier: MIT */
#ifndef OT_EVENTS_TREE_H
#define OT_EVENTS_TREE_H

/**
 * An event as a tree for templates (schemas/event.xsd).
 */

#include "events/plan.h"

/**
 * `specification` is a tree of the same specification, perhaps in another language; what is
 * `shared` has only people who agreed to it, and nobody's access needs: what is not in the tree can
 * stand in no paper.  NULL where the specification has no such event, as it is not published.  Free
 * with xmlFreeDoc().
 */
xmlDoc *
ot_event_tree(const OtEventPlan *plan, const xmlDoc *specification, bool shared);

#endif
