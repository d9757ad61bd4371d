/* SPDX-License-Identifier: MIT */
#include "document/document.h"

/*
 * Three states besides the two events: not yet started (no node), children to be left out (a node,
 * but the event END), and over (no root).
 */

OtWalk
ot_walk_start(OtNode *root)
{
	return (OtWalk){.root = root, .event = OT_WALK_END};
}

OtWalkEvent
ot_walk_next(OtWalk *walk)
{
	if (walk->root == NULL)
		return OT_WALK_END;
	if (walk->node == NULL) {
		walk->node = walk->root;
		return walk->event = OT_WALK_ENTER;
	}
	if (walk->event == OT_WALK_ENTER && walk->node->first != NULL) {
		walk->node = walk->node->first;
		return OT_WALK_ENTER;
	}
	if (walk->event != OT_WALK_EXIT)
		return walk->event = OT_WALK_EXIT;
	if (walk->node == walk->root) {
		walk->root = NULL;
		return walk->event = OT_WALK_END;
	}
	if (walk->node->next != NULL) {
		walk->node = walk->node->next;
		return walk->event = OT_WALK_ENTER;
	}
	walk->node = walk->node->parent;
	return OT_WALK_EXIT;
}

void
ot_walk_skip(OtWalk *walk)
{
	walk->event = OT_WALK_END;
}

/* A row that people may fill, or not: it repeats, and nothing is in it. */
static bool
is_spare_row(OtNode *row)
{
	OtWalk walk = ot_walk_start(row);

	if (row->kind != OT_NODE_ROW || row->as.row.repeat == NULL)
		return false;
	while (ot_walk_next(&walk) != OT_WALK_END)
		if (walk.node->kind == OT_NODE_FIELD && walk.node->as.field.value != NULL)
			return false;
	return true;
}

static int
count_fields(const OtDocument *document, bool missing)
{
	OtWalk walk = ot_walk_start(document->root);
	int n = 0;

	while (ot_walk_next(&walk) != OT_WALK_END) {
		if (walk.event != OT_WALK_ENTER)
			continue;
		if (is_spare_row(walk.node))
			ot_walk_skip(&walk);
		else
			n += walk.node->kind == OT_NODE_FIELD &&
			     (!missing || walk.node->as.field.value == NULL);
	}
	return n;
}

int
ot_document_count_missing(const OtDocument *document)
{
	return count_fields(document, true);
}

int
ot_document_count_fields(const OtDocument *document)
{
	return count_fields(document, false);
}
