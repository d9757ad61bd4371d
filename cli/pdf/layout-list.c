/* SPDX-License-Identifier: MIT */
#include "pdf/layout.h"

/* From the left of a list to the text of its items. */
#define INDENT       16.0
#define TABLE_INDENT 11.0

/* Below the first width the lists within lists move closer, below the second they are set in no
 * further: a word has to have room.  In cells there is less of it. */
#define NARROW           220.0
#define TOO_NARROW       120.0
#define TABLE_TOO_NARROW 44.0
#define LABEL_SPACE      4.0

/* Room between items that are one paragraph each, as a part of that between paragraphs. */
#define TIGHT 0.5

static const char *
list_numbering(OtListKind kind)
{
	switch (kind) {
	case OT_LIST_BULLET:
		return "Disc";
	case OT_LIST_NUMBER:
		return "Decimal";
	case OT_LIST_LETTER:
		return "LowerAlpha";
	}
	return NULL;
}

/* 1 is a, 26 is z, 27 is aa. */
static char *
spell_letters(OtArena *arena, int number)
{
	char letters[16];
	size_t at = sizeof letters;

	letters[--at] = '\0';
	for (; number > 0 && at > 0; number = (number - 1) / 26)
		letters[--at] = (char) ('a' + (number - 1) % 26);
	return ot_arena_strdup(arena, letters + at);
}

/* The label ends with a blank, so that it doesn't run into the text when it is read out. */
static char *
spell_label(OtLayout *layout, const OtListData *list, int number, int depth)
{
	static const char *const bullets[] = { "\u2022 ", "\u2013 ", "\u00b7 " };

	switch (list->kind) {
	case OT_LIST_BULLET:
		return ot_arena_strdup(layout->arena, bullets[MIN(depth, 2)]);
	case OT_LIST_NUMBER:
		return ot_arena_printf(layout->arena, "%d. ", number);
	case OT_LIST_LETTER:
		return ot_arena_printf(layout->arena, "%s. ",
		                       spell_letters(layout->arena, MAX(number, 1)));
	}
	return NULL;
}

typedef struct {
	OtText **labels; /* one an item */
	OtTag **tags;    /* LI of each */
	double indent;
	double between; /* items */
	bool tight;
} List;

static bool
is_tight(const OtNode *list)
{
	for (const OtNode *item = list->first; item != NULL; item = item->next)
		for (const OtNode *node = item->first; node != NULL; node = node->next)
			if (node != item->first && node->kind != OT_NODE_LIST)
				return false;
	return true;
}

static OtText *
make_label(OtLayout *layout, const OtNode *list, int index, OtTextRole role, int depth, OtTag *tag)
{
	const OtListData *data = &list->as.list;
	OtText *label =
		ot_text_plain(layout->texts, layout->arena, role,
	                      spell_label(layout, data, data->start + index, depth), tag);

	ot_text_break(label, G_MAXINT);
	return label;
}

/* How far the items of a list are set in, where there is room: the widest label says it. */
static double
find_indent(double widest, bool in_table, int depth, double width)
{
	double room = widest + LABEL_SPACE;

	if (in_table ? depth == 0 : width > NARROW)
		room = MAX(room, in_table ? TABLE_INDENT : INDENT);
	return room;
}

double
ot_list_inset(OtLayout *layout, const OtNode *list, OtTextRole role, int depth)
{
	double widest = 0;
	int index = 0;

	for (const OtNode *item = list->first; item != NULL; item = item->next, index++) {
		const OtText *label = make_label(layout, list, index, role, depth, NULL);

		widest = MAX(widest, ot_text_natural(label));
	}
	return find_indent(widest, true, depth, G_MAXINT);
}

/* Labels first: the widest one says how far the items are set in. */
static List
make_labels(OtLayout *layout, const OtNode *node, const OtFrame *frame, OtTag *tag)
{
	OtTextRole role = frame->role;
	double widest = 0;
	double room, least;
	guint n = 0;
	guint i = 0;
	List list = { .tight = is_tight(node) };

	for (const OtNode *item = node->first; item != NULL; item = item->next)
		n++;
	list.labels = ot_arena_alloc(layout->arena, n * sizeof(OtText *));
	list.tags = ot_arena_alloc(layout->arena, n * sizeof(OtTag *));
	for (const OtNode *item = node->first; item != NULL; item = item->next, i++) {
		OtTag *label;

		list.tags[i] = ot_tag_new(layout->arena, tag, OT_STRUCTURE_LI);
		list.tags[i]->lang = item->lang;
		label = ot_tag_new(layout->arena, list.tags[i], OT_STRUCTURE_LBL);
		list.labels[i] = make_label(layout, node, (int) i, role, frame->depth, label);
		widest = MAX(widest, ot_text_natural(list.labels[i]));
	}
	room = find_indent(widest, frame->in_table, frame->depth, frame->width);
	least = frame->in_table ? TABLE_TOO_NARROW : TOO_NARROW;
	list.indent = frame->width - room > least ? room : 0;
	list.between = layout->style->text[role].after * (list.tight ? TIGHT : 1);
	return list;
}

/* Put a label on the first line of its item, or on a line of its own where that has no room. */
static void
place_label(OtLayout *layout, const OtFrame *frame, guint first, OtText *label, double indent)
{
	GArray *strips = frame->flow->strips;
	OtSetting setting = { 0, 0, true, false, NULL };
	OtStrip *strip = first < strips->len ? &g_array_index(strips, OtStrip, first) : NULL;
	OtStrip own;

	if (strip != NULL && strip->kind == OT_STRIP_LINE && strip->label == NULL && indent > 0) {
		strip->label = label;
		strip->label_x = frame->x;
		return;
	}
	ot_layout_text(layout, frame, label, &setting);
	own = g_array_index(strips, OtStrip, strips->len - 1);
	g_array_remove_index(strips, strips->len - 1);
	if (first < strips->len) {
		own.anchors = g_array_index(strips, OtStrip, first).anchors;
		g_array_index(strips, OtStrip, first).anchors = NULL;
	} else {
		own.keep = false;
	}
	g_array_insert_val(strips, first, own);
}

static void
lay_item(OtLayout *layout, const OtNode *item, const OtFrame *frame, const List *list, guint index)
{
	GArray *strips = frame->flow->strips;
	OtFrame inner = *frame;
	guint first = strips->len;

	inner.tag = ot_tag_new(layout->arena, list->tags[index], OT_STRUCTURE_LBODY);
	inner.x += list->indent;
	inner.width -= list->indent;
	inner.depth++;
	if (item->id != NULL)
		ot_layout_anchor(layout, item);
	ot_layout_blocks(layout, item, &inner);
	place_label(layout, frame, first, list->labels[index], list->indent);
	if (list->tight)
		for (guint i = first; i < strips->len; i++)
			if (g_array_index(strips, OtStrip, i).kind == OT_STRIP_LINE)
				g_array_index(strips, OtStrip, i).after =
					MIN(g_array_index(strips, OtStrip, i).after, list->between);
}

/* A single line of the list doesn't stand alone at either end of a page. */
static void
keep_ends(OtFlow *flow, guint first, guint second, guint last)
{
	guint end = flow->strips->len;

	if (second == first + 1 && second < end)
		g_array_index(flow->strips, OtStrip, first).keep = true;
	if (last > first && last + 1 == end)
		g_array_index(flow->strips, OtStrip, last - 1).keep = true;
}

void
ot_layout_list(OtLayout *layout, const OtNode *node, const OtFrame *frame)
{
	GArray *strips = frame->flow->strips;
	OtTag *tag = ot_layout_tag(layout, frame, OT_STRUCTURE_L, node);
	List list = make_labels(layout, node, frame, tag);
	guint first = strips->len;
	guint second = first;
	guint last = first;
	guint index = 0;

	tag->numbering = list_numbering(node->as.list.kind);
	for (const OtNode *item = node->first; item != NULL; item = item->next, index++) {
		last = strips->len;
		if (index == 1)
			second = last;
		lay_item(layout, item, frame, &list, index);
	}
	if (strips->len == first)
		return;
	keep_ends(frame->flow, first, second, last);
	if (frame->depth == 0) {
		OtStrip *end = &g_array_index(strips, OtStrip, strips->len - 1);

		end->after = MAX(end->after, layout->style->text[frame->role].after);
	}
}
