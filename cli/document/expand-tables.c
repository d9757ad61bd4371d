/* SPDX-License-Identifier: MIT */
#include "document/expand.h"

#include <math.h>
#include <string.h>

/* "2 3 1" as numbers; the schema has checked the form. */
static const double *
read_weights(OtExpander *expander, const char *words, int *n_weights)
{
	*n_weights = 0;
	if (words == NULL)
		return NULL;
	double *weights = ot_arena_alloc(expander->document->arena,
	                                 (strlen(words) + 1) * sizeof *weights);
	char *end;
	for (const char *at = words;; at = end) {
		weights[*n_weights] = g_ascii_strtod(at, &end);
		if (end == at)
			break;
		++*n_weights;
	}
	return weights;
}

static bool
expand_rows(OtExpander *expander, const OtPlanNode *node, OtNode *table, const OtFocus *focus)
{
	OtSink inside = {.parent = table, .within = OT_WITHIN_PARTS};
	const OtPlanNode *first = node->first;

	if (first != NULL && first->element == OT_ELEMENT_HEAD) {
		if (!ot_expand_head(expander, first, &inside, focus))
			return false;
		for (OtNode *row = table->first; row != NULL; row = row->next) {
			row->as.row.header = true;
			table->as.table.header_rows++;
		}
		first = first->next;
	}
	return ot_expand_nodes(expander, first, &inside, focus);
}

static OtTableRole
table_role(const char *word)
{
	if (g_strcmp0(word, "facts") == 0)
		return OT_TABLE_FACTS;
	return g_strcmp0(word, "key") == 0 ? OT_TABLE_KEY : OT_TABLE_GRID;
}

bool
ot_expand_table(OtExpander *expander, const OtPlanNode *node, OtSink *sink, const OtFocus *focus)
{
	OtNode *before = sink->parent->last;
	OtNode *table = ot_sink_block(expander, sink, node, OT_NODE_TABLE);
	OtTableData *data = &table->as.table;
	const char *weights = ot_plan_words(node, OT_ATTR_WEIGHTS);

	data->role = table_role(ot_plan_words(node, OT_ATTR_ROLE));
	data->weights = read_weights(expander, weights, &data->columns);
	if (!ot_expand_pattern(expander, node, OT_ATTR_CAPTION, focus, &data->caption) ||
	    !ot_expand_pattern(expander, node, OT_ATTR_DESCRIPTION, focus, &data->description) ||
	    !expand_rows(expander, node, table, focus))
		return false;
	const OtNode *body = table->first;
	for (int i = 0; i < data->header_rows; i++)
		body = body->next;
	return body != NULL || ot_sink_else(expander, sink, node, focus, before);
}

bool
ot_expand_head(OtExpander *expander, const OtPlanNode *node, OtSink *sink, const OtFocus *focus)
{
	return ot_expand_nodes(expander, node->first, sink, focus);
}

static int
read_span(const OtPlanNode *node, OtAttr attr)
{
	const char *span = ot_plan_words(node, attr);

	return span != NULL ? (int) g_ascii_strtoll(span, NULL, 10) : 1;
}

static bool
expand_one_row(OtExpander *expander, const OtPlanNode *node, OtSink *sink, const OtFocus *focus)
{
	OtNode *before = sink->parent->last;
	OtNode *row = ot_sink_block(expander, sink, node, OT_NODE_ROW);
	OtSink inside = {.parent = row, .within = OT_WITHIN_PARTS};

	if (!ot_expand_nodes(expander, node->first, &inside, focus))
		return false;
	if (row->first == NULL)
		ot_sink_drop_after(sink->parent, before);
	return true;
}

bool
ot_expand_row(OtExpander *expander, const OtPlanNode *node, OtSink *sink, const OtFocus *focus)
{
	const char *repeat = ot_plan_words(node, OT_ATTR_REPEAT);

	if (repeat == NULL)
		return expand_one_row(expander, node, sink, focus);
	const char *name = ot_arena_strdup(expander->document->arena, repeat);
	int rows = MAX(read_span(node, OT_ATTR_ROWS), ot_answers_rows(expander->answers, repeat));
	for (int i = 1; i <= rows; i++) {
		OtNode *before = sink->parent->last;
		expander->row = ot_arena_printf(expander->document->arena, "%s.%d", repeat, i);
		bool expanded = expand_one_row(expander, node, sink, focus);
		expander->row = NULL;
		if (!expanded)
			return false;
		OtNode *row = before != NULL ? before->next : sink->parent->first;
		if (row == NULL)
			continue;
		row->as.row.repeat = name;
		row->as.row.index = i;
	}
	return true;
}

/* A head is the only place of a row where the element around it isn't the table itself. */
static bool
stands_in_head(const OtPlanNode *node)
{
	const xmlNode *row = node->origin->parent;

	return row->parent != NULL && ot_xml_is(row->parent, "head");
}

bool
ot_expand_cell(OtExpander *expander, const OtPlanNode *node, OtSink *sink, const OtFocus *focus)
{
	const OtNode *row = sink->parent;
	bool first = row->first == NULL;
	bool facts = row->parent->as.table.role == OT_TABLE_FACTS;
	OtNode *cell = ot_sink_block(expander, sink, node, OT_NODE_CELL);
	OtSink inside = {.parent = cell, .within = OT_WITHIN_FLOW};
	const char *align = ot_plan_words(node, OT_ATTR_ALIGN);

	cell->as.cell.header = ot_expand_says_yes(node, OT_ATTR_HEADER,
	                                          stands_in_head(node) || (facts && first));
	if (g_strcmp0(align, "centre") == 0)
		cell->as.cell.align = OT_ALIGN_CENTRE;
	else if (g_strcmp0(align, "end") == 0)
		cell->as.cell.align = OT_ALIGN_END;
	cell->as.cell.column_span = read_span(node, OT_ATTR_SPAN);
	cell->as.cell.row_span = read_span(node, OT_ATTR_ROWS);
	if (!ot_expand_nodes(expander, node->first, &inside, focus))
		return false;
	ot_sink_end_line(expander, &inside);
	return true;
}

/* --- figures ------------------------------------------------------------------------------- */

/* A number, or NaN; an error where there is something else. */
static bool
read_value(OtExpander *expander, const OtPlanNode *node, OtAttr attr, const OtFocus *focus,
           double *value)
{
	const char *words;
	char *end = NULL;

	*value = NAN;
	if (!ot_expand_pattern(expander, node, attr, focus, &words))
		return false;
	if (words == NULL)
		return true;
	*value = g_ascii_strtod(words, &end);
	if (end != words && *end == '\0' && isfinite(*value))
		return true;
	ot_plan_fail(expander->error, node, "the %s of the point is \"%s\", which is not a number",
	             attr == OT_ATTR_FROM ? "lower end" : "value", words);
	return false;
}

/* The value of a point and, where it is a range, how wide that is. */
static bool
read_values(OtExpander *expander, const OtPlanNode *node, const OtFocus *focus, OtPoint *point)
{
	double from;

	if (!read_value(expander, node, OT_ATTR_VALUE, focus, &point->value) ||
	    !read_value(expander, node, OT_ATTR_FROM, focus, &from))
		return false;
	if (from < point->value)
		point->spread = point->value - from;
	return true;
}

/* Without words of its own, a point says its date or its value. */
static const char *
describe_point(OtExpander *expander, const char *date, const char *value, const OtFocus *focus)
{
	if (date != NULL)
		return ot_evaluator_format(expander->evaluator, OT_FORMAT_DATE, NULL, date,
		                           focus->node);
	if (value != NULL)
		return ot_evaluator_format(expander->evaluator, OT_FORMAT_NUMBER, NULL, value,
		                           NULL);
	return ot_labels_get(expander->labels, "not-known");
}

static bool
add_point(OtExpander *expander, const OtPlanNode *node, void *data, const OtFocus *focus)
{
	GArray *points = data;
	OtPoint point = {0};
	const char *value, *strong;

	if (!read_values(expander, node, focus, &point) ||
	    !ot_expand_pattern(expander, node, OT_ATTR_LABEL, focus, &point.label) ||
	    !ot_expand_pattern(expander, node, OT_ATTR_DATE, focus, &point.date) ||
	    !ot_expand_pattern(expander, node, OT_ATTR_VALUE, focus, &value) ||
	    !ot_expand_pattern(expander, node, OT_ATTR_TEXT, focus, &point.text) ||
	    !ot_expand_pattern(expander, node, OT_ATTR_NOTE, focus, &point.note) ||
	    !ot_expand_pattern(expander, node, OT_ATTR_STRONG, focus, &strong))
		return false;
	if (point.label == NULL) {
		ot_plan_fail(expander->error, node, "label=\"%s\" of the point comes out empty",
		             ot_plan_words(node, OT_ATTR_LABEL));
		return false;
	}
	if (point.text == NULL)
		point.text = ot_arena_strdup(expander->document->arena,
		                             describe_point(expander, point.date, value, focus));
	/* A test in braces gives the word of this language. */
	point.strong = g_strcmp0(strong, "yes") == 0 ||
	               g_strcmp0(strong, ot_labels_get(expander->labels, "yes")) == 0;
	g_array_append_val(points, point);
	return true;
}

bool
ot_expand_figure(OtExpander *expander, const OtPlanNode *node, OtSink *sink, const OtFocus *focus)
{
	g_autoptr(GArray) points = g_array_new(FALSE, FALSE, sizeof(OtPoint));
	const char *kind = ot_plan_words(node, OT_ATTR_KIND);

	for (const OtPlanNode *point = node->first; point != NULL; point = point->next)
		if (!ot_expand_each(expander, point, focus, add_point, points))
			return false;
	if (points->len == 0)
		return true;
	OtNode *figure = ot_sink_block(expander, sink, node, OT_NODE_FIGURE);
	OtFigureData *data = &figure->as.figure;
	data->kind = strcmp(kind, "timeline") == 0  ? OT_FIGURE_TIMELINE
	             : strcmp(kind, "measure") == 0 ? OT_FIGURE_MEASURE
	                                            : OT_FIGURE_BARS;
	data->repeats = ot_expand_says_yes(node, OT_ATTR_REPEATS, false);
	OtPoint *copies = ot_arena_alloc(expander->document->arena, points->len * sizeof *copies);
	memcpy(copies, points->data, points->len * sizeof *copies);
	data->points = copies;
	data->n_points = points->len;
	if (!ot_expand_pattern(expander, node, OT_ATTR_ALT, focus, &data->alt) ||
	    !ot_expand_pattern(expander, node, OT_ATTR_CAPTION, focus, &data->caption) ||
	    !ot_expand_pattern(expander, node, OT_ATTR_UNIT, focus, &data->unit))
		return false;
	if (data->alt != NULL)
		return true;
	ot_plan_fail(expander->error, node, "alt=\"%s\" of the figure comes out empty",
	             ot_plan_words(node, OT_ATTR_ALT));
	return false;
}
