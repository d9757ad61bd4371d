/* SPDX-License-Identifier: MIT */
#include "pdf/layout.h"

#include <string.h>

/* Room for the page number and the dots before it, as multiples of the size. */
#define NUMBER_ROOM 4.0

/* From a heading's number to its words, likewise. */
#define NUMBER_GAP 0.9

/* Space above entries of the first level and between all, likewise. */
#define SPACE_ABOVE 0.5
#define BETWEEN     0.15

/* How much of the room between entries may go so that all stand on one page, and how many stand on
 * the last page at the least where they don't. */
#define MOST_TIGHT 0.8
#define LAST_ENTRIES 3

#define MAX_DEPTH 6

/* The tags of a table of contents, a TOC a level within each other, and how they are set in. */
typedef struct {
	OtLayout *layout;
	const OtFrame *frame;
	int top; /* the level that stands at the left */
	OtTag *tags[MAX_DEPTH + 1];
	double numbers[MAX_DEPTH + 1]; /* width of the numbers of a level */
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
		contents->tags[level] =
			ot_tag_new(contents->layout->arena, outer, OT_STRUCTURE_TOC);
	}
	return contents->tags[level];
}

static OtText *
make_text(OtLayout *layout, const char *words, int level, OtTag *tag)
{
	OtSpan *span = ot_arena_new_object(layout->arena, OtSpan);

	span->end = (guint) strlen(words);
	span->look = level == 0 ? OT_LOOK_STRONG : 0;
	span->tag = tag;
	return ot_text_make(layout->texts, layout->arena, OT_TEXT_BODY, words, span, 1);
}

static OtText *
make_number(OtLayout *layout, const OtNode *heading, int level, OtTag *tag)
{
	OtText *text =
		make_text(layout, ot_arena_printf(layout->arena, "%s ", heading->as.heading.number),
	                  level, tag);

	ot_text_break(text, G_MAXINT);
	return text;
}

static int
find_indent(const Contents *contents, const OtNode *heading)
{
	return CLAMP(heading->as.heading.level - contents->top, 0, MAX_DEPTH - 1);
}

/* The numbers of a level stand below the words of the level above. */
static double
find_left(const Contents *contents, int level)
{
	double x = contents->frame->x;

	for (int i = 0; i < level; i++)
		x += contents->numbers[i];
	return x;
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
	int level = find_indent(contents, heading);
	double size = layout->style->text[OT_TEXT_BODY].size;
	OtTag *item = ot_tag_new(arena, find_level(contents, level + 1), OT_STRUCTURE_TOCI);
	OtTag *link = ot_tag_new(arena, ot_tag_new(arena, item, OT_STRUCTURE_REFERENCE),
	                         OT_STRUCTURE_LINK);
	OtFrame inner = *contents->frame;
	OtSetting setting = { level == 0 ? size * SPACE_ABOVE : 0, size * BETWEEN, false, false,
		              NULL };
	const char *words = ot_heading_words(layout, heading);
	bool numbered = heading->as.heading.number != NULL;
	guint first = inner.flow->strips->len;
	OtStrip *strip;

	link->lang = heading->lang;
	link->target = heading;
	link->contents =
		ot_labels_fill(layout->labels, arena, "link-within", "target",
	                       ot_layout_shorten(layout, words), NULL);
	inner.x = find_left(contents, numbered ? level + 1 : level);
	inner.width = contents->frame->x + contents->frame->width - inner.x - size * NUMBER_ROOM;
	ot_layout_text(layout, &inner, make_text(layout, words, level, link), &setting);
	ot_flow_keep(inner.flow, first);
	strip = &g_array_index(inner.flow->strips, OtStrip, first);
	if (numbered) {
		strip->label = make_number(layout, heading, level, link);
		strip->label_x = find_left(contents, level);
	}
	strip = &g_array_index(inner.flow->strips, OtStrip, inner.flow->strips->len - 1);
	strip->entry = heading;
	strip->entry_right = contents->frame->x + contents->frame->width;
	strip->tag = link;
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

static void
measure_numbers(Contents *contents, const GPtrArray *headings)
{
	double gap = contents->layout->style->text[OT_TEXT_BODY].size * NUMBER_GAP;

	for (guint i = 0; i < headings->len; i++) {
		const OtNode *heading = headings->pdata[i];
		int level = find_indent(contents, heading);

		if (heading->as.heading.number != NULL)
			contents->numbers[level] =
				MAX(contents->numbers[level],
			            ot_text_natural(
					    make_number(contents->layout, heading, level, NULL)) +
			                    gap);
	}
}

/* The room between entries. */
static double
sum_gaps(const GArray *strips, guint first)
{
	double gaps = 0;

	for (guint i = first + 1; i < strips->len; i++)
		gaps += ot_strip_gap(&g_array_index(strips, OtStrip, i - 1),
		                     &g_array_index(strips, OtStrip, i));
	return gaps;
}

static double
page_room(const OtStyle *style)
{
	return style->page_height - style->margin_top - style->margin_bottom;
}

/* A line or two too many for the page is no reason for another: entries stand closer then.  Where
 * that isn't enough, the last page has some company for the last entry. */
static void
fit_page(OtLayout *layout, OtFlow *flow, guint first)
{
	GArray *strips = flow->strips;
	guint top = first;

	while (top > 0 && g_array_index(strips, OtStrip, top - 1).kind != OT_STRIP_BREAK)
		top--;
	const OtFlow page = { strips, top };
	double excess = ot_flow_height(&page) - page_room(layout->style) + 1;
	double gaps = sum_gaps(strips, first);
	bool fits = excess <= gaps * MOST_TIGHT;
	if (excess <= 0)
		return;
	for (guint i = first; i < strips->len; i++) {
		OtStrip *strip = &g_array_index(strips, OtStrip, i);

		strip->before *= fits ? 1 - excess / gaps : 1;
		strip->after *= fits ? 1 - excess / gaps : 1;
		strip->keep = strip->keep ||
		              (!fits && i + 1 < strips->len && i + LAST_ENTRIES >= strips->len);
	}
}

void
ot_layout_contents(OtLayout *layout, const OtNode *toc, const OtFrame *frame)
{
	g_autoptr(GPtrArray) headings = g_ptr_array_new();
	Contents contents = { .layout = layout, .frame = frame, .top = MAX_DEPTH };

	collect_headings(layout, headings, toc->as.toc.depth);
	for (guint i = 0; i < headings->len; i++) {
		const OtNode *heading = headings->pdata[i];

		contents.top = MIN(contents.top, heading->as.heading.level);
	}
	contents.tags[0] = frame->tag;
	measure_numbers(&contents, headings);
	guint first = frame->flow->strips->len;
	for (guint i = 0; i < headings->len; i++)
		add_entry(&contents, headings->pdata[i]);
	fit_page(layout, frame->flow, first);
}
