/* SPDX-License-Identifier: MIT */
#include "document/fold.h"

#include "base/text.h"

#include <string.h>

/* One line being folded. */
typedef struct {
	OtArena *arena;
	bool started;   /* something other than a blank was there */
	bool blank;     /* the last character was one */
	OtNode *ending; /* the text that ends with that blank, or NULL */
} Fold;

static void
fold_children(Fold *fold, OtNode *parent);

/* Put the texts that follow into this one, as far as nothing tells them apart. */
static void
join_texts(Fold *fold, OtNode *text)
{
	if (text->next == NULL || text->next->kind != OT_NODE_TEXT)
		return;
	g_autoptr(GString) joined = g_string_new(text->as.text);
	OtNode *next = text->next;

	while (next != NULL && next->kind == OT_NODE_TEXT && next->id == NULL &&
	       g_strcmp0(next->lang, text->lang) == 0) {
		g_string_append(joined, next->as.text);
		next = next->next;
	}
	if (next == text->next)
		return;
	text->next = next;
	text->as.text = ot_arena_strdup(fold->arena, joined->str);
}

static void
fold_text(Fold *fold, OtNode *text)
{
	char *folded = ot_arena_alloc(fold->arena, strlen(text->as.text) + 1);
	size_t len = 0;

	for (const char *at = text->as.text; *at != '\0'; at++) {
		if (!ot_text_is_space(*at)) {
			folded[len++] = *at;
			fold->started = true;
			fold->blank = false;
		} else if (fold->started && !fold->blank) {
			folded[len++] = ' ';
			fold->blank = true;
		}
	}
	text->as.text = folded;
	if (len > 0)
		fold->ending = fold->blank ? text : NULL;
}

static void
pass_solid(Fold *fold)
{
	fold->started = true;
	fold->blank = false;
	fold->ending = NULL;
}

/* Fold one inline; false where nothing is left of it. */
static bool
fold_inline(Fold *fold, OtNode *node)
{
	switch (node->kind) {
	case OT_NODE_TEXT:
		join_texts(fold, node);
		fold_text(fold, node);
		return *node->as.text != '\0';
	case OT_NODE_STRONG:
	case OT_NODE_EMPHASIS:
	case OT_NODE_LINK:
		fold_children(fold, node);
		return node->first != NULL;
	case OT_NODE_REFERENCE:
		/* Its words come later where it has none. */
		fold_children(fold, node);
		if (node->first == NULL)
			pass_solid(fold);
		return true;
	case OT_NODE_NOTE:
		if (node->first != NULL)
			pass_solid(fold);
		return node->first != NULL;
	case OT_NODE_FIELD:
		pass_solid(fold);
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
	return true;
}

static void
fold_children(Fold *fold, OtNode *parent)
{
	OtNode *node = parent->first;

	parent->first = parent->last = NULL;
	while (node != NULL) {
		bool left = fold_inline(fold, node);
		OtNode *next = node->next;
		node->next = NULL;
		if (left && parent->last == NULL)
			parent->first = parent->last = node;
		else if (left)
			parent->last = parent->last->next = node;
		node = next;
	}
}

static void
unlink_child(OtNode *parent, OtNode *child)
{
	OtNode *previous = NULL;

	for (OtNode *at = parent->first; at != child; at = at->next)
		previous = at;
	if (previous != NULL)
		previous->next = child->next;
	else
		parent->first = child->next;
	if (parent->last == child)
		parent->last = previous;
}

void
ot_fold_inlines(OtDocument *document, OtNode *container)
{
	Fold fold = {.arena = document->arena};

	fold_children(&fold, container);
	OtNode *ending = fold.ending;
	if (ending == NULL)
		return;
	ending->as.text = ot_arena_strndup(document->arena, ending->as.text,
	                                   strlen(ending->as.text) - 1);
	if (*ending->as.text != '\0')
		return;
	/* A text of one blank, and with it what holds nothing else. */
	for (OtNode *node = ending; node != container && node->first == NULL; node = node->parent)
		unlink_child(node->parent, node);
}
