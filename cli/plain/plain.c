/* SPDX-License-Identifier: MIT */
#include "plain/writer.h"

#include <string.h>

#define STEP 2

/* A line where a page would end. */
#define PAGE_END "----------------------------------------"

/* --- headings ------------------------------------------------------------------------------ */

static void
underline(OtPlain *plain, const char *words, char sign)
{
	glong n = MIN(g_utf8_strlen(words, -1), 72);

	for (glong i = 0; i < n; i++)
		g_string_append_c(plain->out, sign);
	g_string_append_c(plain->out, '\n');
}

static void
write_heading(OtPlain *plain, const OtNode *node)
{
	g_autoptr(GString) line = g_string_new(NULL);

	if (node->as.heading.number != NULL)
		g_string_append_printf(line, "%s ", node->as.heading.number);
	ot_plain_inlines(plain, line, node->first);
	plain->gap = true;
	ot_plain_lines(plain, line->str);
	if (node->as.heading.level == 1)
		underline(plain, line->str, '-');
	plain->gap = true;
}

static void
write_contents(OtPlain *plain, const OtNode *node)
{
	OtWalk walk = ot_walk_start(plain->document->root);

	plain->gap = true;
	while (ot_walk_next(&walk) != OT_WALK_END) {
		const OtHeadingData *heading = &walk.node->as.heading;
		if (walk.event != OT_WALK_ENTER || walk.node->kind != OT_NODE_HEADING ||
		    !heading->listed || heading->level > node->as.toc.depth)
			continue;
		g_autofree char *words = ot_node_text(walk.node);
		g_autofree char *line =
			g_strdup_printf("%s%s%s", heading->number != NULL ? heading->number : "",
		                        heading->number != NULL ? " " : "", words);
		int indent = plain->indent;
		plain->indent += STEP * (heading->level - 1);
		ot_plain_lines(plain, line);
		plain->indent = indent;
	}
	plain->gap = true;
}

/* --- blocks -------------------------------------------------------------------------------- */

static void
write_paragraph(OtPlain *plain, const OtNode *node)
{
	g_autoptr(GString) line = g_string_new(NULL);

	ot_plain_inlines(plain, line, node->first);
	ot_plain_lines(plain, line->str);
	if (node->as.paragraph == OT_PARAGRAPH_TITLE)
		underline(plain, line->str, '=');
	/* the name of what follows stands close to it */
	plain->gap = node->as.paragraph != OT_PARAGRAPH_LABEL;
}

static void
write_list(OtPlain *plain, const OtNode *node)
{
	const OtListData *list = &node->as.list;
	int number = MAX(list->start, 1), indent = plain->indent;

	for (const OtNode *item = node->first; item != NULL; item = item->next, number++) {
		g_autofree char *mark = list->kind == OT_LIST_BULLET ? g_strdup("- ")
		                        : list->kind == OT_LIST_NUMBER
		                                ? g_strdup_printf("%d. ", number)
		                                : g_strdup_printf("%c. ", 'a' + (number - 1) % 26);
		plain->indent = indent + (int) strlen(mark);
		plain->mark = mark;
		ot_plain_blocks(plain, item->first);
		plain->mark = NULL;
		plain->gap = false;
	}
	plain->indent = indent;
	plain->gap = true;
}

static void
write_callout(OtPlain *plain, const OtNode *node)
{
	static const char *const kinds[] = {
		[OT_CALLOUT_NOTE] = "note",
		[OT_CALLOUT_IMPORTANT] = "important",
		[OT_CALLOUT_LAW] = "law",
		[OT_CALLOUT_ACTION] = "action",
	};
	const char *title = node->as.callout.title;
	g_autofree char *line = g_strconcat(
		title != NULL ? title : ot_labels_get(plain->labels, kinds[node->as.callout.kind]),
		":", NULL);

	plain->gap = true;
	ot_plain_lines(plain, line);
	plain->indent += STEP;
	ot_plain_blocks(plain, node->first);
	plain->indent -= STEP;
	plain->gap = true;
}

/* What a figure shows, in words and as its values. */
static void
write_figure(OtPlain *plain, const OtNode *node)
{
	const OtFigureData *figure = &node->as.figure;

	plain->gap = true;
	ot_plain_lines(plain, figure->caption != NULL ? figure->caption : figure->alt);
	for (size_t i = 0; !figure->repeats && i < figure->n_points; i++) {
		const OtPoint *point = &figure->points[i];
		g_autofree char *line = g_strdup_printf("%s: %s%s%s", point->label,
		                                        point->text != NULL ? point->text : "",
		                                        point->note != NULL ? ", " : "",
		                                        point->note != NULL ? point->note : "");
		ot_plain_lines(plain, line);
	}
	plain->gap = true;
}

static void
write_page_break(OtPlain *plain)
{
	plain->gap = true;
	ot_plain_lines(plain, PAGE_END);
	plain->gap = true;
}

static void
write_block(OtPlain *plain, const OtNode *node)
{
	switch (node->kind) {
	case OT_NODE_SECTION:
		plain->gap = true;
		ot_plain_blocks(plain, node->first);
		break;
	case OT_NODE_HEADING:
		write_heading(plain, node);
		break;
	case OT_NODE_PARAGRAPH:
		write_paragraph(plain, node);
		break;
	case OT_NODE_LIST:
		write_list(plain, node);
		break;
	case OT_NODE_TABLE:
		ot_plain_table(plain, node);
		break;
	case OT_NODE_FIGURE:
		write_figure(plain, node);
		break;
	case OT_NODE_CALLOUT:
		write_callout(plain, node);
		break;
	case OT_NODE_TOC:
		write_contents(plain, node);
		break;
	case OT_NODE_PAGE_BREAK:
		write_page_break(plain);
		break;
	case OT_NODE_SIGNATURE:
		ot_plain_signature(plain, node);
		break;
	default: /* the others stand within these */
		break;
	}
}

void
ot_plain_blocks(OtPlain *plain, const OtNode *first)
{
	if (first != NULL && ot_node_is_inline(first->kind)) {
		g_autoptr(GString) line = g_string_new(NULL);
		ot_plain_inlines(plain, line, first);
		ot_plain_lines(plain, line->str);
		return;
	}
	for (const OtNode *node = first; node != NULL; node = node->next)
		write_block(plain, node);
}

/* --- around the text ----------------------------------------------------------------------- */

static bool
has_title(const OtDocument *document)
{
	OtWalk walk = ot_walk_start(document->root);

	while (ot_walk_next(&walk) != OT_WALK_END)
		if (walk.node->kind == OT_NODE_PARAGRAPH &&
		    walk.node->as.paragraph == OT_PARAGRAPH_TITLE)
			return true;
	return false;
}

static void
write_notes(OtPlain *plain)
{
	if (plain->notes->len == 0)
		return;
	plain->in_note = true;
	plain->gap = true;
	ot_plain_lines(plain, ot_labels_get(plain->labels, "notes"));
	underline(plain, ot_labels_get(plain->labels, "notes"), '-');
	plain->gap = true;
	for (guint i = 0; i < plain->notes->len; i++) {
		const OtNode *note = g_ptr_array_index(plain->notes, i);
		g_autoptr(GString) line = g_string_new(NULL);
		g_string_append_printf(line, "[%d] ", note->as.note.number);
		ot_plain_inlines(plain, line, note->first);
		ot_plain_lines(plain, line->str);
	}
}

/* Which version this is, as the running foot of a page says it. */
static void
write_foot(OtPlain *plain)
{
	const OtDocumentInfo *info = &plain->document->info;
	const char *const facts[] = {
		info->authority,
		info->reference,
		info->version != NULL ? ot_labels_fill(plain->labels, plain->arena, "version",
		                                       "version", info->version, NULL)
		                      : NULL,
		info->status,
		info->date_text,
	};
	g_autoptr(GString) line = g_string_new(NULL);

	for (size_t i = 0; i < G_N_ELEMENTS(facts); i++)
		if (facts[i] != NULL)
			g_string_append_printf(line, "%s%s", line->len > 0 ? " \302\267 " : "",
			                       facts[i]);
	write_page_break(plain);
	ot_plain_lines(plain, line->str);
}

GBytes *
ot_plain_write(const OtDocument *document, const OtLabels *labels)
{
	g_autoptr(OtArena) arena = ot_arena_new();
	g_autoptr(GPtrArray) notes = g_ptr_array_new();
	OtPlain plain = {
		.document = document,
		.labels = labels,
		.arena = arena,
		.out = g_string_new(NULL),
		.notes = notes,
	};

	if (!has_title(document) && document->info.title != NULL) {
		ot_plain_lines(&plain, document->info.title);
		underline(&plain, document->info.title, '=');
		plain.gap = true;
	}
	ot_plain_blocks(&plain, document->root->first);
	write_notes(&plain);
	write_foot(&plain);
	return g_string_free_to_bytes(plain.out);
}
