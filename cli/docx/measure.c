/* SPDX-License-Identifier: MIT */
#include "docx/writer.h"

#include <math.h>
#include <string.h>

/*
 * Widths of columns.  Word lays a table out by itself only when asked to, and then differently from
 * others; so we say the widths, from an estimate of what the cells need.
 */

/* Room at both sides of a cell's text; styles.c writes the same. */
#define CELL_PADDING (2 * OT_CELL_MARGIN)

/* Advance widths of a sans serif of common proportions, U+0020 to U+007E, thousandths of an em. */
static const guint16 advances[] = {
	278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278,
	556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556,
	1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778,
	667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556,
	333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556,
	556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
};

int
ot_docx_twips(double points)
{
	return (int) lround(points * 20);
}

static int
advance_of(gunichar character)
{
	if (character >= 0x20 && character - 0x20 < G_N_ELEMENTS(advances))
		return advances[character - 0x20];
	if (g_unichar_iszerowidth(character))
		return 0;
	return g_unichar_iswide(character) ? 1000 : 570;
}

int
ot_docx_text_width(const char *text, size_t len)
{
	const char *end = text + len;
	int width = 0;

	for (const char *c = text; c < end; c = g_utf8_next_char(c))
		width += advance_of(g_utf8_get_char(c));
	return width;
}

/* --- what a cell needs ----------------------------------------------------------------------- */

/* Widths in thousandths of an em. */
typedef struct {
	double word, line;                 /* as far as read */
	double longest_word, longest_line; /* of those that have ended */
} Need;

static void
end_word(Need *need)
{
	need->longest_word = MAX(need->longest_word, need->word);
	need->word = 0;
}

static void
end_line(Need *need)
{
	end_word(need);
	need->longest_line = MAX(need->longest_line, need->line);
	need->line = 0;
}

/* Lines may be broken at blanks and after hyphens and slashes; not at a no-break space. */
static void
read_text(Need *need, const char *text)
{
	for (const char *c = text; *c != '\0'; c = g_utf8_next_char(c)) {
		gunichar character = g_utf8_get_char(c);
		int advance = advance_of(character);

		need->line += advance;
		need->word += advance;
		if (character == ' ' || character == '-' || character == '/' ||
		    g_unichar_iswide(character))
			end_word(need);
		if (character == '\n')
			end_line(need);
	}
}

static void
read_node(const OtDocx *docx, Need *need, const OtNode *node)
{
	OtWalk walk = ot_walk_start((OtNode *) node);

	while (ot_walk_next(&walk) != OT_WALK_END) {
		const OtNode *at = walk.node;

		if (walk.event == OT_WALK_EXIT) {
			if (!ot_node_is_inline(at->kind))
				end_line(need);
		} else if (at->kind == OT_NODE_NOTE) {
			ot_walk_skip(&walk);
		} else if (at->kind == OT_NODE_TEXT) {
			read_text(need, at->as.text);
		} else if (at->kind == OT_NODE_FIELD && at->as.field.kind == OT_FIELD_TICK) {
			need->line += 1000;
		} else if (at->kind == OT_NODE_FIELD) {
			read_text(need, ot_docx_field_shown(docx, at));
		} else if (at->kind == OT_NODE_LIST) {
			need->line += 3 * 1000; /* the room of its bullets */
		}
	}
}

/* --- sharing out ----------------------------------------------------------------------------- */

typedef struct {
	double least;   /* so that no word is broken */
	double natural; /* so that no line is */
	double width;
	bool settled;
} Column;

static void
spread(Column *columns, int from, int span, double least, double natural)
{
	double sum_least = 0, sum_natural = 0;

	for (int i = from; i < from + span; i++) {
		sum_least += columns[i].least;
		sum_natural += columns[i].natural;
	}
	for (int i = from; i < from + span; i++) {
		columns[i].least += MAX(0, least - sum_least) / span;
		columns[i].natural += MAX(0, natural - sum_natural) / span;
	}
}

static void
read_cell(const OtDocx *docx, Column *columns, int n, const OtNode *cell, bool spanning)
{
	OtTextRole role = cell->as.cell.header ? OT_TEXT_TABLE_HEAD : OT_TEXT_TABLE;
	/* the wider bold face, and some doubt */
	double scale = docx->style->text[role].size * 20 / 1000 *
	               (cell->as.cell.header ? 1.12 : 1.05);
	int from = CLAMP(cell->as.cell.column, 0, n - 1);
	int span = CLAMP(cell->as.cell.column_span, 1, n - from);
	Need need = {0};

	if ((span > 1) != spanning)
		return;
	read_node(docx, &need, cell);
	end_line(&need);
	double least = need.longest_word * scale + CELL_PADDING;
	double natural = need.longest_line * scale + CELL_PADDING;
	if (spanning) {
		spread(columns, from, span, least, natural);
	} else {
		columns[from].least = MAX(columns[from].least, least);
		columns[from].natural = MAX(columns[from].natural, natural);
	}
}

static void
read_table(const OtDocx *docx, Column *columns, int n, const OtNode *table)
{
	for (int pass = 0; pass < 2; pass++)
		for (const OtNode *row = table->first; row != NULL; row = row->next)
			for (const OtNode *cell = row->first; cell != NULL; cell = cell->next)
				read_cell(docx, columns, n, cell, pass == 1);
}

/* Make the widths add up to the total. */
static void
stretch(Column *columns, int n, double total)
{
	double sum = 0;

	for (int i = 0; i < n; i++)
		sum += columns[i].width;
	for (int i = 0; i < n; i++)
		columns[i].width = sum > 0 ? columns[i].width * total / sum : total / n;
}

/*
 * Narrow columns get what they need; the wide ones share the rest by the square root of what they
 * would need, so that a long text does not squeeze a middling one.
 */
static void
share_out(Column *columns, int n, double total)
{
	double left = total, roots = 0;
	int open = n;
	bool found = true;

	while (found && open > 0) {
		double fair = left / open;

		found = false;
		for (int i = 0; i < n; i++) {
			if (columns[i].settled || columns[i].natural > fair)
				continue;
			columns[i].width = columns[i].natural;
			columns[i].settled = found = true;
			left -= columns[i].natural;
			open--;
		}
	}
	for (int i = 0; i < n; i++)
		roots += columns[i].settled ? 0 : sqrt(columns[i].natural);
	for (int i = 0; i < n; i++)
		if (!columns[i].settled)
			columns[i].width = left * sqrt(columns[i].natural) / roots;
}

static void
use_weights(Column *columns, int n, const double *weights)
{
	for (int i = 0; i < n; i++)
		columns[i].width = MAX(0, weights[i]);
}

/* Take from columns with room what others need so that no word is broken, as far as it goes. */
static void
widen_to_words(Column *columns, int n)
{
	double wanted = 0, room = 0;

	for (int i = 0; i < n; i++) {
		wanted += MAX(0, columns[i].least - columns[i].width);
		room += MAX(0, columns[i].width - columns[i].least);
	}
	if (wanted <= 0 || room <= 0)
		return;
	double moved = MIN(wanted, room);
	for (int i = 0; i < n; i++) {
		double gap = columns[i].least - columns[i].width;

		columns[i].width += gap > 0 ? moved * gap / wanted : moved * gap / room;
	}
}

/* Whole twips that add up to the total, whatever the rounding. */
static int *
round_widths(const Column *columns, int n, int total)
{
	int *widths = g_new(int, n);
	double so_far = 0;
	int given = 0;

	for (int i = 0; i < n; i++) {
		so_far += columns[i].width;
		int edge = i == n - 1 ? total : (int) lround(so_far);
		widths[i] = edge - given;
		given = edge;
	}
	return widths;
}

/* Free with g_free(). */
static Column *
measure_columns(const OtDocx *docx, const OtNode *table, int n)
{
	Column *columns = g_new0(Column, n);

	for (int i = 0; i < n; i++)
		columns[i] = (Column) {.least = CELL_PADDING + 60, .natural = CELL_PADDING + 60};
	read_table(docx, columns, n, table);
	return columns;
}

int
ot_docx_wanted_width(const OtDocx *docx, const OtNode *table, int least)
{
	int n = MAX(1, table->as.table.columns);
	g_autofree Column *columns = measure_columns(docx, table, n);
	double width = 0;

	for (int i = 0; i < n; i++)
		width += MAX(columns[i].least, MIN(columns[i].natural, least));
	return (int) MIN(width, G_MAXINT);
}

int *
ot_docx_column_widths(const OtDocx *docx, const OtNode *table, int total)
{
	int n = MAX(1, table->as.table.columns);
	g_autofree Column *columns = measure_columns(docx, table, n);

	/* Those that a template asks for are meant for letters of the usual size. */
	if (table->as.table.weights != NULL && !docx->style->large_print)
		use_weights(columns, n, table->as.table.weights);
	else
		share_out(columns, n, total);
	stretch(columns, n, total);
	widen_to_words(columns, n);
	return round_widths(columns, n, total);
}
