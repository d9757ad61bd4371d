/* SPDX-License-Identifier: MIT */
#ifndef OT_TESTS_PDF_WORDS_H
#define OT_TESTS_PDF_WORDS_H

/**
 * The words of a document in the order in which they are read, as they should come out of a PDF:
 * without the contents, labels of lists, numbers of notes and figures.
 */

#include "document/document.h"
#include "document/labels.h"
#include "document/missing.h"

#include <string.h>

typedef struct {
	GString *out;
	const OtLabels *labels;
	OtArena *arena;
	bool numbers; /* of notes, where they stand in the text */
} Reading;

static void
read_field(const Reading *reading, const OtNode *node)
{
	const OtFieldData *field = &node->as.field;

	if (field->kind == OT_FIELD_TICK)
		g_string_append(reading->out,
		                g_strcmp0(field->value, "yes") == 0 ? "\u2611 " : "\u2610 ");
	if (ot_field_is_box(node))
		return;
	g_string_append(reading->out,
	                field->text != NULL
	                        ? field->text
	                        : ot_missing_words(reading->labels, reading->arena, node));
}

static void
read_callout(const Reading *reading, const OtCalloutData *callout)
{
	static const char *const keys[] = {
		[OT_CALLOUT_NOTE] = "note",
		[OT_CALLOUT_IMPORTANT] = "important",
		[OT_CALLOUT_LAW] = "law",
		[OT_CALLOUT_ACTION] = "action",
	};

	g_string_append(reading->out, callout->title != NULL ? callout->title
	                                                     : ot_labels_get(reading->labels,
	                                                                     keys[callout->kind]));
}

static void
read_before(const Reading *reading, const OtNode *node)
{
	if (node->kind == OT_NODE_NOTE && reading->numbers)
		g_string_append_printf(reading->out, "%d", node->as.note.number);
	if (!ot_node_is_inline(node->kind) || node->kind == OT_NODE_NOTE)
		g_string_append_c(reading->out, ' ');
	if (node->kind == OT_NODE_TEXT)
		g_string_append(reading->out, node->as.text);
	else if (node->kind == OT_NODE_HEADING && node->as.heading.number != NULL)
		g_string_append_printf(reading->out, "%s ", node->as.heading.number);
	else if (node->kind == OT_NODE_TABLE && node->as.table.caption != NULL)
		g_string_append(reading->out, node->as.table.caption);
	else if (node->kind == OT_NODE_FIGURE && node->as.figure.caption != NULL)
		g_string_append(reading->out, node->as.figure.caption);
	else if (node->kind == OT_NODE_CALLOUT)
		read_callout(reading, &node->as.callout);
	else if (node->kind == OT_NODE_SIGNATURE)
		g_string_append(reading->out, node->as.signature.label);
	else if (node->kind == OT_NODE_FIELD && node->parent->kind == OT_NODE_SIGNATURE)
		g_string_append_printf(reading->out, " %s ", node->as.field.label);
	if (node->kind == OT_NODE_FIELD)
		read_field(reading, node);
	/* A link without words of its own is its address. */
	if (node->kind == OT_NODE_LINK && node->first == NULL)
		g_string_append(reading->out, node->as.link.href);
}

/** With the numbers of notes as they stand on the page, or without; free with g_free(). */
static G_GNUC_UNUSED char *
read_document(const OtDocument *document, const OtLabels *labels, bool numbers)
{
	Reading reading = { g_string_new(NULL), labels, document->arena, numbers };
	OtWalk walk = ot_walk_start(document->root);

	while (ot_walk_next(&walk) != OT_WALK_END) {
		if (walk.event == OT_WALK_ENTER)
			read_before(&reading, walk.node);
		else if (!ot_node_is_inline(walk.node->kind) || walk.node->kind == OT_NODE_NOTE)
			g_string_append_c(reading.out, ' ');
	}
	return g_string_free(reading.out, FALSE);
}

/** Words between blanks of any kind, soft hyphens left out; free with g_strfreev(). */
static G_GNUC_UNUSED GStrv
split_words(const char *text)
{
	GPtrArray *words = g_ptr_array_new();
	GString *word = g_string_new(NULL);

	for (const char *at = text; *at != '\0'; at = g_utf8_next_char(at)) {
		gunichar c = g_utf8_get_char(at);

		if (!g_unichar_isspace(c)) {
			if (c != 0xad && c != 0x200b)
				g_string_append_unichar(word, c);
			continue;
		}
		if (word->len > 0)
			g_ptr_array_add(words, g_strdup(word->str));
		g_string_truncate(word, 0);
	}
	if (word->len > 0)
		g_ptr_array_add(words, g_strdup(word->str));
	g_string_free(word, TRUE);
	g_ptr_array_add(words, NULL);
	return (GStrv) g_ptr_array_free(words, FALSE);
}

#endif
