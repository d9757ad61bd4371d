/* SPDX-License-Identifier: MIT */
#include "document/missing.h"

static bool
is_in_cell(const OtNode *node)
{
	while (node != NULL && node->kind != OT_NODE_CELL)
		node = node->parent;
	return node != NULL;
}

const char *
ot_missing_words(const OtLabels *labels, OtArena *arena, const OtNode *field)
{
	if (field->as.field.kind == OT_FIELD_TICK && is_in_cell(field))
		return ot_labels_get(labels, "to-be-completed-short");
	return ot_labels_fill(labels, arena, "to-be-completed", "label", field->as.field.label, NULL);
}
