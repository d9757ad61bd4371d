/* SPDX-License-Identifier: MIT */
#include "document/missing.h"

#include "base/text.h"

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
	return ot_labels_fill(labels, arena, "to-be-completed", "label", field->as.field.label,
	                      NULL);
}

bool
ot_field_is_box(const OtNode *field)
{
	const OtNode *next = field->next;

	return field->as.field.kind == OT_FIELD_TICK && next != NULL &&
	       (next->kind == OT_NODE_STRONG || next->kind == OT_NODE_EMPHASIS ||
	        (next->kind == OT_NODE_TEXT && !ot_text_is_blank(next->as.text)));
}

const char *
ot_field_box_words(const OtLabels *labels, const OtNode *field)
{
	return field->as.field.text != NULL ? field->as.field.text
	                                    : ot_labels_get(labels, "to-be-completed-short");
}
