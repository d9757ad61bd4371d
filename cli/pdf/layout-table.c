/* SPDX-License-Identifier: MIT */
#include "document/stack.h"
#include "pdf/layout.h"
#include "pdf/widths.h"

#include <math.h>
#include <string.h>

#define PAD_X      6.0
#define PAD_X_MANY 2.5 /* where there are too many columns for the page */
#define PAD_Y      4.0
#define SPACE      8.0 /* above and below a table */

/* Header rows that take more of a page than this are not repeated. */
#define MAX_HEADER 0.3

/* A table up to this part of a page stays in one piece. */
#define WHOLE_TABLE 0.18

/*
 * What a column of long texts has at least in large print, as a multiple of the size: 24 letters.
 */
#define ROOMY 12.0

/* The part of a line that the names of facts may take there. */
#define MOST_FOR_NAMES 0.36

#define MM (25.4 / 72)

/* A column is never narrower than this: one character, somehow. */
#define LEAST_WIDTH 9.0

static guint
count_rows(const OtNode *table)
{
	guint n = 0;

	for (const OtNode *row = table->first; row != NULL; row = row->next)
		n++;
	return n;
}

/* A cell of a header row has a dark ground, header cell or not. */
static OtTextRole
cell_role(const OtNode *cell)
{
	return cell->as.cell.header || cell->parent->as.row.header ? OT_TEXT_TABLE_HEAD
	                                                           : OT_TEXT_TABLE;
}

static bool
fits_grid(const OtCellData *cell, guint n)
{
	return cell->column >= 0 && cell->column_span >= 1 &&
	       (guint) (cell->column + cell->column_span) <= n;
}

/* Ask the cells of one column first, then those that go across several. */
static void
measure_columns(OtLayout *layout, const OtNode *table, OtColumnWidth *columns, guint n)
{
	for (int across = 0; across < 2; across++) {
		for (const OtNode *row = table->first; row != NULL; row = row->next) {
			for (const OtNode *cell = row->first; cell != NULL; cell = cell->next) {
				const OtCellData *data = &cell->as.cell;
				OtColumnWidth wanted = { 0 };

				if (!fits_grid(data, n) || (data->column_span > 1) != (across == 1))
					continue;
				ot_measure_cell(layout, cell, cell_role(cell), &wanted);
				ot_spread_wanted(columns, (guint) data->column,
				                 (guint) data->column_span, &wanted);
			}
		}
	}
}

/* In large print a column has room for a few words, or the table becomes a list. */
static bool
is_roomy(const OtLayout *layout, const OtNode *table, const OtColumnWidth *columns, double width)
{
	double comfortable = ROOMY * layout->style->text[OT_TEXT_TABLE].size;
	guint n = (guint) table->as.table.columns;
	double wanted = 0;

	if (ot_stack_has_lists(table))
		return false;
	/* Names of facts leave most of the line to what is said of them. */
	if (table->as.table.role == OT_TABLE_FACTS &&
	    columns[0].natural + 2 * PAD_X > MOST_FOR_NAMES * width)
		return false;
	for (guint i = 0; i < n; i++)
		wanted += MAX(columns[i].minimum, MIN(columns[i].natural, comfortable)) + 2 * PAD_X;
	return wanted <= width;
}

/*
 * Words that are broken anywhere are hard to read, and a column of single letters can't be read:
 * the author has to know.
 */
static void
report_narrow(OtLayout *layout, const OtNode *node, double wanted, double width)
{
	OtWhere where = { .place = layout->place };
	const char *caption = node->as.table.caption;

	if (wanted <= width)
		return;
	ot_findings_add(
		layout->findings, OT_CODE_PDF_TABLE, where,
		"the longest words of %s%s%s (%d column%s) need %.0f mm, and it has %.0f mm",
		caption != NULL ? "\342\200\234" : "", caption != NULL ? caption : "a table",
		caption != NULL ? "\342\200\235" : "", node->as.table.columns,
		node->as.table.columns == 1 ? "" : "s", ceil(wanted * MM), width * MM);
}

/* Widths of the columns, their padding included; chooses the padding. */
static void
set_widths(OtLayout *layout, const OtNode *node, OtTable *table, OtColumnWidth *columns)
{
	/* Those that a template asks for are meant for letters of the usual size. */
	const double *weights = layout->style->large_print ? NULL : node->as.table.weights;
	guint n = (guint) node->as.table.columns;
	double minimum = 0;
	double wanted = 0;

	for (guint i = 0; i < n; i++)
		minimum += columns[i].minimum;
	table->pad_x = minimum + 2 * PAD_X * n <= table->width ? PAD_X : PAD_X_MANY;
	if (table->width / n < 2 * table->pad_x + LEAST_WIDTH)
		table->pad_x = MAX(0, (table->width / n - LEAST_WIDTH) / 2);
	for (guint i = 0; i < n; i++) {
		columns[i].minimum += 2 * table->pad_x;
		wanted += columns[i].minimum;
		columns[i].natural += 2 * table->pad_x;
		if (weights != NULL)
			columns[i].weight = weights[i];
	}
	report_narrow(layout, node, wanted, table->width);
	ot_share_widths(columns, n, table->width);
}

static OtTag *
new_cell_tag(OtLayout *layout, const OtNode *node, OtTag *row)
{
	static const char *const scopes[] = {
		[OT_SCOPE_NONE] = NULL,
		[OT_SCOPE_COLUMN] = "Column",
		[OT_SCOPE_ROW] = "Row",
	};
	const OtCellData *data = &node->as.cell;
	OtTag *tag =
		ot_tag_new(layout->arena, row, data->header ? OT_STRUCTURE_TH : OT_STRUCTURE_TD);

	tag->lang = node->lang;
	tag->scope = data->header ? scopes[data->scope] : NULL;
	tag->column_span = data->column_span > 1 ? data->column_span : 0;
	tag->row_span = data->row_span > 1 ? data->row_span : 0;
	return tag;
}

static void
lay_cell(OtLayout *layout, const OtNode *node, OtRow *row, const OtColumnWidth *columns)
{
	OtCell *cell = &row->cells[row->n_cells++];
	const OtCellData *data = &node->as.cell;
	OtFrame frame = {
		.flow = &cell->flow,
		.in_table = true,
		.align = data->align,
		.role = cell_role(node),
		.colour = data->header && !row->header ? OT_COLOUR_ACCENT_DARK : OT_N_COLOURS,
	};

	cell->tag = new_cell_tag(layout, node, row->tag);
	cell->row_span = MAX(data->row_span, 1);
	cell->header = data->header;
	for (int i = 0; i < data->column; i++)
		cell->x += columns[i].width;
	for (int i = data->column; i < data->column + data->column_span; i++)
		cell->width += columns[i].width;
	frame.tag = cell->tag;
	frame.width = MAX(cell->width - 2 * row->table->pad_x, 0.1);
	ot_flow_init(layout, &cell->flow);
	if (node->id != NULL)
		ot_layout_anchor(layout, node);
	ot_layout_blocks(layout, node, &frame);
	if (cell->flow.strips->len > 0)
		g_array_index(cell->flow.strips, OtStrip, cell->flow.strips->len - 1).after = 0;
	cell->height = ot_flow_height(&cell->flow) + 2 * row->table->pad_y;
}

static void
lay_row(OtLayout *layout, const OtNode *node, OtRow *row, const OtColumnWidth *columns)
{
	guint n = 0;

	for (const OtNode *cell = node->first; cell != NULL; cell = cell->next)
		n++;
	row->cells = ot_arena_alloc(layout->arena, n * sizeof(OtCell));
	row->tag->lang = node->lang;
	for (const OtNode *cell = node->first; cell != NULL; cell = cell->next)
		if (fits_grid(&cell->as.cell, (guint) node->parent->as.table.columns))
			lay_cell(layout, cell, row, columns);
}

/* Heights of rows: a cell that goes across several rows makes the last of them higher. */
static void
set_heights(OtTable *table)
{
	for (guint i = 0; i < table->n_rows; i++) {
		OtRow *row = &table->rows[i];

		row->height = MAX(row->height, 2 * table->pad_y);
		for (guint j = 0; j < row->n_cells; j++)
			if (row->cells[j].row_span == 1)
				row->height = MAX(row->height, row->cells[j].height);
	}
	for (guint i = 0; i < table->n_rows; i++) {
		for (guint j = 0; j < table->rows[i].n_cells; j++) {
			const OtCell *cell = &table->rows[i].cells[j];
			guint last = MIN(i + (guint) cell->row_span, table->n_rows) - 1;
			double height = 0;

			for (guint k = i; k <= last; k++)
				height += table->rows[k].height;
			table->rows[last].height += MAX(0, cell->height - height);
		}
	}
}

/* The height of each cell's frame, once the rows have theirs. */
static void
set_cell_heights(OtTable *table)
{
	for (guint i = 0; i < table->n_rows; i++) {
		OtRow *row = &table->rows[i];

		for (guint j = 0; j < row->n_cells; j++) {
			OtCell *cell = &row->cells[j];

			cell->height = 0;
			for (guint k = i; k < i + (guint) cell->row_span && k < table->n_rows; k++)
				cell->height += table->rows[k].height;
		}
	}
}

/* How many rows hang together from row `first` on, by cells that go across them. */
static guint
group_end(const OtTable *table, guint first)
{
	guint end = first + 1;

	for (guint i = first; i < end && i < table->n_rows; i++)
		for (guint j = 0; j < table->rows[i].n_cells; j++)
			end = MAX(end, i + (guint) table->rows[i].cells[j].row_span);
	return MIN(end, table->n_rows);
}

static double
rows_height(const OtTable *table, guint first, guint end)
{
	double height = 0;

	for (guint i = first; i < end; i++)
		height += table->rows[i].height;
	return height;
}

/* Height of what is repeated on each page that the table goes on to; 0: nothing is. */
static double
repeated_height(OtLayout *layout, const OtTable *table, double page)
{
	double height = rows_height(table, 0, table->n_header);

	if (height > page * MAX_HEADER)
		return 0;
	if (height > 0 && table->continued != NULL)
		height += OT_CONTINUED_SPACE +
		          table->continued->n_lines *
		                  ot_fonts_line(layout->fonts, table->continued->role);
	return height;
}

/*
 * The rows from `first` up to `end` are made independent: a cell that goes across several of them
 * gets all its height from the first, and no other row keeps a part of it.
 */
static void
part_group(OtTable *table, guint first, guint end)
{
	for (guint i = first; i < end; i++) {
		OtRow *row = &table->rows[i];

		row->height = 2 * table->pad_y;
		for (guint j = 0; j < row->n_cells; j++) {
			row->height = MAX(row->height, row->cells[j].height);
			row->cells[j].row_span = 1;
		}
	}
}

/* Rows that hang together but are higher than a page are made independent. */
static void
settle_heights(OtLayout *layout, OtTable *table, const OtFrame *frame)
{
	const OtStyle *style = layout->style;
	double page = style->page_height - style->margin_top - style->margin_bottom -
	              2 * ot_box_pads(frame->box);

	set_heights(table);
	table->header_height = repeated_height(layout, table, page);
	for (guint i = 0, end; i < table->n_rows; i = end) {
		end = group_end(table, i);
		if (end > i + 1 && rows_height(table, i, end) > page - table->header_height)
			part_group(table, i, end);
	}
	table->header_height = repeated_height(layout, table, page);
	set_cell_heights(table);
}

/* What stays on one page: small tables, header rows with the row below, the last two rows. */
static void
keep_rows(OtLayout *layout, OtFlow *flow, guint first, const OtTable *table)
{
	OtStrip *strips = &g_array_index(flow->strips, OtStrip, first);
	double page = layout->style->page_height;
	bool whole = rows_height(table, 0, table->n_rows) < page * WHOLE_TABLE;

	for (guint i = 0; i + 1 < table->n_rows; i++) {
		guint end = group_end(table, i);

		strips[i].keep = strips[i].keep || whole || table->rows[i].header;
		for (guint j = i; j + 1 < end; j++)
			strips[j].bound = true;
	}
	/* One row alone at either end looks forgotten, unless it is a large one. */
	if (table->n_rows > table->n_header + 2) {
		guint last = table->n_rows - 1;

		if (table->rows[table->n_header].height < page / 12)
			strips[table->n_header].keep = true;
		if (table->rows[last].height < page / 12)
			strips[last - 1].keep = true;
	}
}

void
ot_layout_caption(OtLayout *layout, const char *caption, OtTag *parent, const OtFrame *frame)
{
	const OtTextStyle *style = &layout->style->text[OT_TEXT_CAPTION];
	OtSetting setting = { style->before, style->after, true, false, NULL };
	guint first = frame->flow->strips->len;
	OtTag *tag = ot_tag_new(layout->arena, parent, OT_STRUCTURE_CAPTION);

	ot_layout_text(layout, frame,
	               ot_text_plain(layout->texts, layout->arena, OT_TEXT_CAPTION, caption, tag),
	               &setting);
	ot_flow_keep(frame->flow, first);
	g_array_index(frame->flow->strips, OtStrip, frame->flow->strips->len - 1).keep = true;
}

static OtText *
make_continued(OtLayout *layout, const char *caption, double width)
{
	OtText *text = ot_text_plain(layout->texts, layout->arena, OT_TEXT_SMALL,
	                             ot_labels_fill(layout->labels, layout->arena, "continued",
	                                            "caption", caption, NULL),
	                             NULL);

	ot_text_break(text, width);
	/* It is painted as often as it is placed, which may be never. */
	text->to_paint = 0;
	return text;
}

static OtTable *
new_table(OtLayout *layout, const OtNode *node, const OtFrame *frame)
{
	OtTable *table = ot_arena_new_object(layout->arena, OtTable);

	table->tag = ot_layout_tag(layout, frame, OT_STRUCTURE_TABLE, node);
	table->tag->summary = node->as.table.description;
	table->x = frame->x;
	table->width = frame->width;
	table->pad_y = PAD_Y;
	table->n_rows = count_rows(node);
	table->n_header = MIN((guint) MAX(node->as.table.header_rows, 0), table->n_rows);
	table->role = node->as.table.role;
	table->rows = ot_arena_alloc(layout->arena, table->n_rows * sizeof(OtRow));
	return table;
}

static void
lay_rows(OtLayout *layout, const OtNode *node, OtTable *table, const OtColumnWidth *columns)
{
	OtTag *head = ot_tag_new(layout->arena, table->tag, OT_STRUCTURE_THEAD);
	OtTag *body = ot_tag_new(layout->arena, table->tag, OT_STRUCTURE_TBODY);
	guint i = 0;

	for (const OtNode *child = node->first; child != NULL; child = child->next, i++) {
		OtRow *row = &table->rows[i];

		row->table = table;
		row->index = i;
		row->header = i < table->n_header;
		row->tag = ot_tag_new(layout->arena, row->header ? head : body, OT_STRUCTURE_TR);
		if (child->id != NULL)
			ot_layout_anchor(layout, child);
		lay_row(layout, child, row, columns);
	}
}

void
ot_layout_table(OtLayout *layout, const OtNode *node, const OtFrame *frame)
{
	GArray *strips = frame->flow->strips;
	g_autofree OtColumnWidth *columns = NULL;
	OtTable *table;
	guint first;

	if (node->first == NULL || node->as.table.columns < 1)
		return;
	columns = g_new0(OtColumnWidth, node->as.table.columns);
	measure_columns(layout, node, columns, (guint) node->as.table.columns);
	if (layout->style->large_print &&
	    !is_roomy(layout, node, columns, frame->width)) {
		ot_layout_stack(layout, node, frame);
		return;
	}
	table = new_table(layout, node, frame);
	if (node->as.table.caption != NULL) {
		ot_layout_caption(layout, node->as.table.caption, table->tag, frame);
		table->continued = make_continued(layout, node->as.table.caption, frame->width);
	}
	set_widths(layout, node, table, columns);
	lay_rows(layout, node, table, columns);
	ot_table_headers(layout, node, table);
	settle_heights(layout, table, frame);
	first = strips->len;
	for (guint i = 0; i < table->n_rows; i++) {
		OtStrip *strip = ot_layout_add(layout, frame, OT_STRIP_ROW);

		strip->row = &table->rows[i];
		strip->height = table->rows[i].height;
	}
	keep_rows(layout, frame->flow, first, table);
	g_array_index(strips, OtStrip, first).before =
		node->as.table.caption != NULL ? 0 : SPACE / 2;
	g_array_index(strips, OtStrip, strips->len - 1).after = SPACE * 1.5;
}
