/* SPDX-License-Identifier: MIT */
#include "document/resolve.h"

#include <string.h>

/*
 * Notes that name the source of what they stand at, and guidance that is left out: what a document
 * says besides its text to the person who completes it.
 */

/* The node whose words a block's note follows: of a section its heading, of a row what its first
 * cell names, of a box and of an item its last words; NULL: it has none. */
static OtNode *
find_words(OtNode *node)
{
	while (node != NULL && node->kind != OT_NODE_SIGNATURE) {
		if (node->first != NULL && ot_node_is_inline(node->first->kind))
			return node;
		node = node->kind == OT_NODE_CALLOUT || node->kind == OT_NODE_ITEM ? node->last
		                                                                   : node->first;
	}
	return NULL;
}

static bool
is_last_words(const OtNode *words, const char *source)
{
	const OtNode *last = words->last;

	return last != NULL && last->kind == OT_NODE_NOTE && last->first != NULL &&
	       last->first->kind == OT_NODE_TEXT && strcmp(last->first->as.text, source) == 0;
}

void
ot_document_note_sources(OtDocument *document)
{
	OtWalk walk = ot_walk_start(document->root);

	while (ot_walk_next(&walk) != OT_WALK_END) {
		const char *source = walk.node->source;
		OtNode *words;

		if (walk.event != OT_WALK_EXIT || source == NULL ||
		    ot_node_is_inline(walk.node->kind))
			continue;
		words = find_words(walk.node);
		if (words == NULL || is_last_words(words, source))
			continue;
		ot_document_append_text(document,
		                        ot_document_append(document, words, OT_NODE_NOTE), source);
	}
}

void
ot_document_drop_guidance(OtDocument *document)
{
	OtWalk walk = ot_walk_start(document->root);

	while (ot_walk_next(&walk) != OT_WALK_END)
		walk.node->guidance = NULL;
}
