/* SPDX-License-Identifier: MIT */
#include "pdf/paginate.h"

#define LABEL_ROOM  12.0
#define SPACE_ABOVE 12.0 /* with the rule above the notes in it */
#define RULE_WIDTH  90.0
#define RULE        0.6
#define BETWEEN     2.0

/* Notes take up to this part of a page; what is longer goes on overleaf. */
#define MAX_PART 0.4

static double
line_height(const OtLayout *layout)
{
	return ot_fonts_line(layout->fonts, OT_TEXT_SMALL);
}

static double
text_width(const OtLayout *layout)
{
	const OtStyle *style = layout->style;

	return style->page_width - style->margin_left - style->margin_right;
}

/* The lines are broken when they are needed first. */
static guint
count_lines(const OtLayout *layout, OtFootnote *note)
{
	if (note->text->lines == NULL)
		ot_text_break(note->text, text_width(layout) - LABEL_ROOM);
	return note->text->n_lines;
}

double
ot_footnotes_room(const OtPaginator *paginator, double already, const OtFootnote *notes)
{
	const OtLayout *layout = paginator->layout;
	double most = (paginator->bottom - paginator->top) * MAX_PART;

	for (const OtFootnote *note = notes; note != NULL; note = note->next) {
		already += already > 0 ? BETWEEN : SPACE_ABOVE;
		already += count_lines(layout, (OtFootnote *) note) * line_height(layout);
	}
	return notes != NULL ? MIN(already, most) : already;
}

double
ot_footnotes_waiting(const OtPaginator *paginator)
{
	double height = 0;
	double most = (paginator->bottom - paginator->top) * MAX_PART;

	for (guint i = 0; i < paginator->notes->len; i++) {
		const OtPendingNote *pending = &g_array_index(paginator->notes, OtPendingNote, i);

		height += i > 0 ? BETWEEN : SPACE_ABOVE;
		height += (count_lines(paginator->layout, pending->note) - pending->line) *
		          line_height(paginator->layout);
	}
	return MIN(height, most);
}

static void
add_note_line(OtPaginator *paginator, OtText *text, guint line, double x, double y)
{
	OtItem item = {
		.kind = OT_ITEM_LINE,
		.mark = OT_MARK_ELEMENT,
		.colour = text->colour,
		.text = text,
		.line = line,
		.x = x,
		.y = y + ot_fonts_baseline(paginator->layout->fonts, OT_TEXT_SMALL),
	};

	g_array_append_val(paginator->page->content, item);
}

/* How many lines of a note this page takes: all that are left, or at least two on either side. */
static guint
count_fitting(const OtPaginator *paginator, const OtPendingNote *pending, double y)
{
	double room = paginator->bottom + 0.01 - y;
	guint fitting = room > 0 ? (guint) (room / line_height(paginator->layout)) : 0;
	guint left = count_lines(paginator->layout, pending->note) - pending->line;

	if (fitting >= left)
		return left;
	if (left - fitting == 1 && fitting > 0)
		fitting--;
	return fitting >= 2 ? fitting : 0;
}

/* Lines of a note down to the bottom of the page; returns where they end. */
static double
place_note(OtPaginator *paginator, OtPendingNote *pending, guint n, double y)
{
	OtFootnote *note = pending->note;
	double height = line_height(paginator->layout);

	if (pending->line == 0) {
		ot_text_break(note->label, LABEL_ROOM);
		add_note_line(paginator, note->label, 0, paginator->left, y);
	}
	for (guint end = pending->line + n; pending->line < end; pending->line++) {
		add_note_line(paginator, note->text, pending->line, paginator->left + LABEL_ROOM,
		              y);
		y += height;
	}
	return y;
}

void
ot_footnotes_place(OtPaginator *paginator)
{
	OtItem rule = { .kind = OT_ITEM_RECTANGLE,
		        .mark = OT_MARK_LAYOUT,
		        .colour = OT_COLOUR_MUTED };
	double height = ot_footnotes_waiting(paginator);
	double y = MAX(paginator->bottom - height, paginator->y);
	guint done = 0;

	if (paginator->notes->len == 0 ||
	    count_fitting(paginator, &g_array_index(paginator->notes, OtPendingNote, 0),
	                  y + SPACE_ABOVE) == 0)
		return;
	rule.x = paginator->left;
	rule.y = y + SPACE_ABOVE / 2;
	rule.width = RULE_WIDTH;
	rule.height = RULE;
	g_array_append_val(paginator->page->rules, rule);
	y += SPACE_ABOVE;
	for (; done < paginator->notes->len; done++) {
		OtPendingNote *pending = &g_array_index(paginator->notes, OtPendingNote, done);
		guint n = count_fitting(paginator, pending, y);

		if (n == 0)
			break;
		y = place_note(paginator, pending, n, y) + BETWEEN;
		if (pending->line < pending->note->text->n_lines)
			break;
	}
	g_array_remove_range(paginator->notes, 0, done);
}
