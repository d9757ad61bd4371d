/* SPDX-License-Identifier: MIT */
#include "pdf/layout.h"

#include "document/stack.h"

/* A line above each row, and the room around it. */
#define RULE_ROOM  6.0
#define RULE_SPACE 8.0

/* A row up to this part of a page stays in one piece. */
#define WHOLE_ROW 0.3

static void
add_rule(OtLayout *layout, const OtFrame *frame)
{
	OtStrip *strip = ot_layout_add(layout, frame, OT_STRIP_SPACE);

	strip->height = RULE_ROOM;
	strip->after = RULE_SPACE;
	strip->rule = true;
	strip->rule_width = frame->width;
	strip->keep = true;
}

static const char *
spell_label(OtLayout *layout, const char *label)
{
	return label != NULL ? ot_arena_printf(layout->arena, "%s: ", label) : NULL;
}

/* Words that go on from a row above, without the links and notes that stand there. */
static void
lay_words(OtLayout *layout, const OtStackCell *cell, const OtFrame *frame)
{
	const OtTextStyle *style = &layout->style->text[frame->role];
	OtSetting setting = { style->before, style->after, false, false, NULL };
	g_autofree char *words = ot_node_text(cell->cell);
	const char *label = spell_label(layout, cell->label);

	ot_layout_text(layout, frame,
	               ot_text_plain(layout->texts, layout->arena, frame->role,
	                             ot_arena_printf(layout->arena, "%s%s",
	                                             label != NULL ? label : "", words),
	                             ot_tag_new(layout->arena, frame->tag, OT_STRUCTURE_P)),
	               &setting);
}

/* The first paragraph of a cell, behind its label. */
static void
lay_first(OtLayout *layout, const OtNode *node, const OtStackCell *cell, const OtFrame *frame)
{
	const OtTextStyle *style = &layout->style->text[frame->role];
	OtSetting setting = { style->before, style->after, cell->title || node->next != NULL, false,
		              NULL };
	OtTag *tag = ot_layout_tag(layout, frame, OT_STRUCTURE_P, node);
	OtText *text = ot_inline_labelled(layout, node, spell_label(layout, cell->label),
	                                  frame->role, tag, &setting.footnotes);

	if (node->id != NULL)
		ot_layout_anchor(layout, node);
	if (text != NULL)
		ot_layout_text(layout, frame, text, &setting);
}

static void
lay_label(OtLayout *layout, const char *label, const OtFrame *frame)
{
	const OtTextStyle *style = &layout->style->text[OT_TEXT_LABEL];
	OtSetting setting = { style->before, style->after, true, false, NULL };

	ot_layout_text(layout, frame,
	               ot_text_plain(layout->texts, layout->arena, OT_TEXT_LABEL,
	                             spell_label(layout, label),
	                             ot_tag_new(layout->arena, frame->tag, OT_STRUCTURE_P)),
	               &setting);
}

static void
lay_cell(OtLayout *layout, const OtStackCell *cell, const OtFrame *frame)
{
	const OtNode *node = cell->cell->first;
	OtFrame inner = *frame;

	inner.role = cell->title ? OT_TEXT_CAPTION : OT_TEXT_BODY;
	if (cell->repeated) {
		lay_words(layout, cell, &inner);
		return;
	}
	if (cell->cell->id != NULL)
		ot_layout_anchor(layout, cell->cell);
	if (node->kind == OT_NODE_PARAGRAPH || node->kind == OT_NODE_FIELD) {
		lay_first(layout, node, cell, &inner);
		node = node->next;
	} else if (cell->label != NULL) {
		lay_label(layout, cell->label, &inner);
	}
	for (; node != NULL; node = node->next)
		ot_layout_block(layout, node, &inner);
}

/* Whether what was laid from a strip on is so little that a page need not part it. */
static bool
is_short(const OtLayout *layout, const GArray *strips, guint first)
{
	double height = 0;

	for (guint i = first; i < strips->len; i++)
		height += g_array_index(strips, OtStrip, i).height;
	return height < WHOLE_ROW * layout->style->page_height;
}

static void
lay_row(OtLayout *layout, const OtStackCell *cells, guint n, const OtFrame *frame)
{
	GArray *strips = frame->flow->strips;
	guint first = strips->len;

	add_rule(layout, frame);
	for (guint i = 0; i < n; i++) {
		lay_cell(layout, &cells[i], frame);
		/* All that names the row stays with what is said of it. */
		if (cells[i].title && i + 1 < n && is_short(layout, strips, first)) {
			ot_flow_keep(frame->flow, first);
			g_array_index(strips, OtStrip, strips->len - 1).keep = true;
		}
	}
	if (is_short(layout, strips, first))
		ot_flow_keep(frame->flow, first);
}

void
ot_layout_stack(OtLayout *layout, const OtNode *table, const OtFrame *frame)
{
	g_autoptr(OtStack) stack = ot_stack_new(table);
	OtTag *list = ot_layout_tag(layout, frame, OT_STRUCTURE_L, table);
	const OtStackCell *cells;
	const OtNode *row;
	guint n;

	list->numbering = "None";
	if (table->as.table.caption != NULL)
		ot_layout_caption(layout, table->as.table.caption, list, frame);
	while ((row = ot_stack_next(stack, &cells, &n)) != NULL) {
		OtFrame inner = *frame;
		OtTag *item = ot_tag_new(layout->arena, list, OT_STRUCTURE_LI);

		if (n == 0)
			continue;
		item->lang = row->lang;
		inner.tag = ot_tag_new(layout->arena, item, OT_STRUCTURE_LBODY);
		inner.in_table = false;
		inner.align = OT_ALIGN_START;
		if (row->id != NULL)
			ot_layout_anchor(layout, row);
		lay_row(layout, cells, n, &inner);
	}
}
