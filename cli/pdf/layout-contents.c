/* SPDX-License-Identifier: MIT */
#include "pdf/layout.h"

#define LEVEL_INDENT 16.0

/* Room for the page number and the dots before it, as multiples of the size. */
#define NUMBER_ROOM 4.0

#define MAX_DEPTH 6

/* The tags of a table of contents: a TOC a level within each other. */
typedef struct {
	OtLayout *layout;
	const OtFrame *frame;
	int depth;
	int top; /* the level that stands at the left */
	OtTag *tags[MAX_DEPTH + 1];
} Contents;

static OtTag *
find_level(Contents *contents, int level)
{
	for (int i = level + 1; i <= MAX_DEPTH; i++)
		contents->tags[i] = NULL;
	if (contents->tags[level] == NULL) {
		OtTag *outer = NULL;

		for (int i = level - 1; i >= 0 && outer == NULL; i--)
			outer = contents->tags[i];
		contents->tags[level] = ot_tag_new(contents->layout->arena, outer, OT_STRUCTURE_TOC);
	}
	return contents->tags[level];
}

/*
 * The page number isn't known yet, nor need it be: it stands at the right, in room that is always
 * kept, and the painter puts it there.
 */
static void
add_entry(Contents *contents, const OtNode *heading)
{
	OtLayout *layout = contents->layout;
	OtArena *arena = layout->arena;
	int level = CLAMP(heading->as.heading.level - contents->top, 0, MAX_DEPTH - 1);
	OtTextRole role = level == 0 ? OT_TEXT_LABEL : OT_TEXT_BODY;
	const OtTextStyle *style = &layout->style->text[OT_TEXT_BODY];
	OtTag *item = ot_tag_new(arena, find_level(contents, level + 1), OT_STRUCTURE_TOCI);
	OtTag *link = ot_tag_new(arena, ot_tag_new(arena, item, OT_STRUCTURE_REFERENCE),
	                         OT_STRUCTURE_LINK);
	OtFrame inner = *contents->frame;
	OtSetting setting = { level == 0 ? style->size * .45 : 0, style->size * .15, false, NULL };
	const char *number = heading->as.heading.number;
	const char *words = ot_heading_words(layout, heading);
	guint first = inner.flow->strips->len;
	OtStrip *last;

	link->target = heading;
	link->contents = ot_labels_fill(layout->labels, arena, "link-within", "target", words, NULL);
	inner.x += level * LEVEL_INDENT;
	if (number != NULL)
		inner.x += style->size * (level == 0 ? 1.5 : 2.2);
	inner.width = contents->frame->x + contents->frame->width - inner.x -
	              style->size * NUMBER_ROOM;
	ot_layout_text(layout, &inner, ot_text_plain(layout->texts, arena, role, words, link),
	               &setting);
	ot_flow_keep(inner.flow, first);
	if (number != NULL) {
		OtStrip *strip = &g_array_index(inner.flow->strips, OtStrip, first);

		strip->label = ot_text_plain(layout->texts, arena, role,
		                             ot_arena_printf(arena, "%s ", number), link);
		ot_text_break(strip->label, G_MAXINT);
		strip->label_x = contents->frame->x + level * LEVEL_INDENT;
	}
	last = &g_array_index(inner.flow->strips, OtStrip, inner.flow->strips->len - 1);
	last->entry = heading;
	last->entry_right = contents->frame->x + contents->frame->width;
	last->tag = link;
}

static void
collect_headings(OtLayout *layout, GPtrArray *headings, int depth)
{
	OtWalk walk = ot_walk_start(layout->document->root);

	while (ot_walk_next(&walk) != OT_WALK_END) {
		const OtNode *node = walk.node;

		if (walk.event != OT_WALK_ENTER)
			continue;
		if (node->kind == OT_NODE_HEADING && node->as.heading.listed &&
		    node->as.heading.level <= depth && node->first != NULL)
			g_ptr_array_add(headings, (gpointer) node);
		if (node->kind != OT_NODE_DOCUMENT && node->kind != OT_NODE_SECTION)
			ot_walk_skip(&walk);
	}
}

void
ot_layout_contents(OtLayout *layout, const OtNode *toc, const OtFrame *frame)
{
	g_autoptr(GPtrArray) headings = g_ptr_array_new();
	Contents contents = { .layout = layout, .frame = frame, .depth = toc->as.toc.depth };

	collect_headings(layout, headings, toc->as.toc.depth);
	contents.top = MAX_DEPTH;
	for (guint i = 0; i < headings->len; i++) {
		const OtNode *heading = headings->pdata[i];

		contents.top = MIN(contents.top, heading->as.heading.level);
	}
	contents.tags[0] = frame->tag;
	for (guint i = 0; i < headings->len; i++)
		add_entry(&contents, headings->pdata[i]);
}
