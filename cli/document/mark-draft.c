/* SPDX-License-Identifier: MIT */
#include "document/template.h"

/* The node after which the remark stands: the last of the title and what is below it, or NULL. */
static OtNode *
find_title_end(const OtNode *parent)
{
	OtNode *node = parent->first;

	while (node != NULL && (node->kind != OT_NODE_PARAGRAPH ||
	                        node->as.paragraph != OT_PARAGRAPH_TITLE))
		node = node->next;
	while (node != NULL && node->next != NULL && node->next->kind == OT_NODE_PARAGRAPH &&
	       node->next->as.paragraph == OT_PARAGRAPH_SUBTITLE)
		node = node->next;
	return node;
}

/* A cover keeps its order, and has the remark at its end. */
static OtNode *
find_cover(const OtNode *root)
{
	OtNode *first = root->first;
	bool cover = first != NULL && first->kind == OT_NODE_SECTION &&
	             first->as.section.role == OT_SECTION_COVER;

	return cover ? first : NULL;
}

void
ot_document_mark_draft(OtDocument *document, const OtLabels *labels)
{
	const char *remark = ot_labels_get(labels, "translation-draft");
	OtDocumentInfo *info = &document->info;
	OtNode *cover = find_cover(document->root);
	OtNode *parent = cover != NULL ? cover : document->root;
	OtNode *before = cover != NULL ? cover->last : find_title_end(document->root);
	OtNode *rest = before != NULL ? before->next : parent->first;
	OtNode *last = parent->last;

	/* Appended and then moved to its place: the list of children has one end. */
	OtNode *paragraph = ot_document_append(document, parent, OT_NODE_PARAGRAPH);
	paragraph->as.paragraph = OT_PARAGRAPH_SMALL;
	ot_document_append_text(document, paragraph, remark);
	if (rest != NULL) {
		last->next = NULL;
		parent->last = last;
		paragraph->next = rest;
		if (before != NULL)
			before->next = paragraph;
		else
			parent->first = paragraph;
	}
	info->subject = info->subject != NULL
	                        ? ot_arena_printf(document->arena, "%s %s", info->subject, remark)
	                        : ot_arena_strdup(document->arena, remark);
}
