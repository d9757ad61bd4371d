/* SPDX-License-Identifier: MIT */
#include "document/document.h"

#include <string.h>

static const OtNodeInfo node_infos[OT_N_NODE_KINDS] = {
#define NODE(id, name, content) [OT_NODE_##id] = {name, OT_CONTENT_##content},
#include "document/node-kinds.def"
#undef NODE
};

OtDocument *
ot_document_new(void)
{
	OtDocument *document = g_new0(OtDocument, 1);

	document->arena = ot_arena_new();
	document->info.lang = "en-GB";
	return document;
}

void
ot_document_free(OtDocument *document)
{
	if (document == NULL)
		return;
	ot_arena_free(document->arena);
	g_free(document);
}

const OtNodeInfo *
ot_node_info(OtNodeKind kind)
{
	return &node_infos[kind];
}

bool
ot_node_is_inline(OtNodeKind kind)
{
	switch (kind) {
	case OT_NODE_TEXT:
	case OT_NODE_STRONG:
	case OT_NODE_EMPHASIS:
	case OT_NODE_LINK:
	case OT_NODE_REFERENCE:
	case OT_NODE_NOTE:
	case OT_NODE_FIELD:
		return true;
	case OT_NODE_DOCUMENT:
	case OT_NODE_SECTION:
	case OT_NODE_HEADING:
	case OT_NODE_PARAGRAPH:
	case OT_NODE_LIST:
	case OT_NODE_ITEM:
	case OT_NODE_TABLE:
	case OT_NODE_ROW:
	case OT_NODE_CELL:
	case OT_NODE_FIGURE:
	case OT_NODE_CALLOUT:
	case OT_NODE_TOC:
	case OT_NODE_PAGE_BREAK:
	case OT_NODE_SIGNATURE:
	case OT_N_NODE_KINDS:
		break;
	}
	return false;
}

OtNode *
ot_document_append(OtDocument *document, OtNode *parent, OtNodeKind kind)
{
	OtNode *node = ot_arena_new_object(document->arena, OtNode);

	node->kind = kind;
	node->parent = parent;
	document->n_nodes++;
	if (parent == NULL)
		document->root = node;
	else if (parent->last == NULL)
		parent->first = parent->last = node;
	else
		parent->last = parent->last->next = node;
	return node;
}

OtNode *
ot_document_append_text(OtDocument *document, OtNode *parent, const char *text)
{
	OtNode *node = ot_document_append(document, parent, OT_NODE_TEXT);

	node->as.text = ot_arena_strdup(document->arena, text);
	return node;
}

const char *
ot_node_lang(const OtDocument *document, const OtNode *node)
{
	for (; node != NULL; node = node->parent)
		if (node->lang != NULL)
			return node->lang;
	return document->info.lang;
}

OtNode *
ot_document_find(const OtDocument *document, const char *id)
{
	if (document->root == NULL)
		return NULL;
	OtWalk walk = ot_walk_start(document->root);
	while (ot_walk_next(&walk) != OT_WALK_END)
		if (walk.event == OT_WALK_ENTER && g_strcmp0(walk.node->id, id) == 0)
			return walk.node;
	return NULL;
}

bool
ot_field_choose(OtFieldData *field, const char *word)
{
	for (size_t i = 0; field->choices != NULL && field->choices[i] != NULL; i++) {
		if (strcmp(field->codes[i], word) != 0 && strcmp(field->choices[i], word) != 0)
			continue;
		field->value = field->codes[i];
		field->text = field->choices[i];
		return true;
	}
	return false;
}

char *
ot_node_text(const OtNode *node)
{
	GString *text = g_string_new(NULL);
	OtWalk walk = ot_walk_start((OtNode *) node);

	while (ot_walk_next(&walk) != OT_WALK_END) {
		const OtNode *at = walk.node;
		if (walk.event == OT_WALK_EXIT) {
			if (at != node && !ot_node_is_inline(at->kind) && text->len > 0 &&
			    text->str[text->len - 1] != ' ')
				g_string_append_c(text, ' ');
			continue;
		}
		if (at->kind == OT_NODE_NOTE && at != node)
			ot_walk_skip(&walk);
		else if (at->kind == OT_NODE_TEXT)
			g_string_append(text, at->as.text);
		else if (at->kind == OT_NODE_FIELD && at->as.field.text != NULL)
			g_string_append(text, at->as.field.text);
	}
	if (text->len > 0 && text->str[text->len - 1] == ' ')
		g_string_truncate(text, text->len - 1);
	return g_string_free(text, FALSE);
}

const char *
ot_document_full_title(const OtDocumentInfo *info)
{
	return info->full_title != NULL ? info->full_title : info->title;
}
