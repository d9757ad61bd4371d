/* SPDX-License-Identifier: MIT */
#include "docx/draft-read.h"

#include <string.h>

/* More columns than Word allows (63) by far; keeps the sums of spans in range. */
#define MOST_COLUMNS 10000

/*
 * A cell of more bytes holds a text, not the name of a column; of a first row that is not marked as
 * header, one is enough to tell that the table has no such names.
 */
#define LONGEST_HEAD  400
#define LONGEST_GUESS 80

const char *
ot_draft_head(const OtDraftTable *table, int column)
{
	/* One cell over all columns is the table's title. */
	if (table->header_row ||
	    (table->heads->len == 1 && g_array_index(table->heads, OtDraftHead, 0).span > 1))
		return NULL;
	for (guint i = 0; i < table->heads->len; i++) {
		const OtDraftHead *head = &g_array_index(table->heads, OtDraftHead, i);
		if (column >= head->column && column < head->column + head->span)
			return head->text;
	}
	return NULL;
}

/* Add words with one blank between them; false: the text is too long for the head of a column. */
static bool
add_words(GString *text, const char *words)
{
	for (const char *c = words; *c != '\0'; c++) {
		if (*c != ' ')
			g_string_append_c(text, *c);
		else if (text->len > 0 && text->str[text->len - 1] != ' ')
			g_string_append_c(text, ' ');
		if (text->len > LONGEST_HEAD)
			return false;
	}
	return true;
}

/* The text of a cell, which are the paragraphs since `first`; NULL: it has none, or too much. */
static const char *
cell_text(OtDraftWalk *walk, OtDraftTable *table, size_t first)
{
	g_autoptr(GString) text = g_string_new(NULL);
	int n = 0;

	for (size_t i = first; i < walk->read->len; i++) {
		const OtDraftParagraph *paragraph =
			&g_array_index(walk->read, OtDraftRead, i).paragraph;
		if (paragraph->story != walk->story || paragraph->table != table->number ||
		    paragraph->len == 0)
			continue;
		table->names_nothing = table->names_nothing || ++n > 1 || paragraph->list_item ||
		                       paragraph->len > LONGEST_GUESS;
		if (!add_words(text, paragraph->text) || !add_words(text, " "))
			return NULL;
	}
	g_strchomp(text->str);
	return *text->str != '\0' ? ot_arena_strdup(walk->draft->arena, text->str) : NULL;
}

/* What the cells of a header row leave empty, the row above it says. */
static void
take_heads(OtDraftTable *table)
{
	GArray *above = table->heads;

	for (guint i = 0; i < table->row_heads->len; i++) {
		OtDraftHead *head = &g_array_index(table->row_heads, OtDraftHead, i);
		bool header_row = table->header_row;

		table->header_row = false;
		if (head->text == NULL)
			head->text = ot_draft_head(table, head->column);
		table->header_row = header_row;
	}
	table->heads = table->row_heads;
	table->row_heads = above;
}

/* Under a title the next row names the columns. */
static bool
has_title_only(const OtDraftTable *table)
{
	return table->row == 2 && table->heads->len == 1 && table->row_heads->len > 1;
}

static void
read_cell_properties(OtDraftWalk *walk, OtDraftTable *table)
{
	size_t depth = walk->token->depth;

	while (ot_pull_child(walk->pull, depth))
		if (ot_pull_is(walk->pull, OT_DRAFT_NS_W, "gridSpan"))
			table->span = CLAMP(ot_draft_number(walk->pull, "val", 1), 1, MOST_COLUMNS);
}

static void
walk_cell(OtDraftWalk *walk)
{
	OtDraftTable *table = walk->table;
	size_t depth = walk->token->depth, first = walk->read->len;

	table->span = 1;
	while (ot_pull_child(walk->pull, depth)) {
		if (ot_draft_element(walk->token) == OT_EL_TCPR)
			read_cell_properties(walk, table);
		else
			ot_draft_walk_block(walk);
	}
	if (table->header_row || table->row == 2) {
		OtDraftHead head = {table->column, table->span, cell_text(walk, table, first)};
		g_array_append_val(table->row_heads, head);
	}
	table->column = MIN(table->column + table->span, MOST_COLUMNS);
}

static void walk_row_content(OtDraftWalk *walk);

static void
walk_cells(OtDraftWalk *walk, size_t depth)
{
	while (ot_pull_child(walk->pull, depth))
		walk_row_content(walk);
}

static void
walk_row_content(OtDraftWalk *walk)
{
	OtDraftElement element = ot_draft_element(walk->token);

	if (element == OT_EL_TC)
		walk_cell(walk);
	else if (element == OT_EL_SDT)
		ot_draft_walk_control(walk, walk_cells);
	else if (element == OT_EL_ALTERNATE_CONTENT)
		ot_draft_walk_alternate(walk, walk_cells);
	else if (element == OT_EL_COMMENT_RANGE_START)
		ot_draft_walk_mark(walk, OT_DRAFT_RANGE_START);
	else if (element == OT_EL_COMMENT_RANGE_END)
		ot_draft_walk_mark(walk, OT_DRAFT_RANGE_END);
	else if (element == OT_EL_OTHER)
		walk_cells(walk, walk->token->depth);
}

/* Returns true if the row was deleted. */
static bool
read_row_properties(OtDraftWalk *walk, OtDraftTable *table)
{
	size_t depth = walk->token->depth;
	bool deleted = false;

	while (ot_pull_child(walk->pull, depth)) {
		if (ot_pull_is(walk->pull, OT_DRAFT_NS_W, "tblHeader"))
			table->marked = ot_draft_is_on(walk->pull);
		else if (ot_pull_is(walk->pull, OT_DRAFT_NS_W, "gridBefore"))
			table->column =
				1 + MIN(ot_draft_number(walk->pull, "val", 0), MOST_COLUMNS);
		else if (ot_draft_element(walk->token) == OT_EL_DEL)
			deleted = true;
		else if (ot_pull_is(walk->pull, OT_DRAFT_NS_W, "ins"))
			walk->draft->changed = true;
	}
	walk->draft->changed = walk->draft->changed || deleted;
	return deleted;
}

/* The properties come first among the children of w:tr, then its cells. */
static void
walk_row(OtDraftWalk *walk)
{
	OtDraftTable *table = walk->table;
	size_t depth = walk->token->depth;
	unsigned silent = walk->silent;

	table->row++;
	table->column = 1;
	table->header_row = table->row == 1;
	table->marked = table->names_nothing = false;
	g_array_set_size(table->row_heads, 0);
	while (ot_pull_child(walk->pull, depth)) {
		OtDraftElement element = ot_draft_element(walk->token);
		if (element == OT_EL_TRPR) {
			walk->silent += read_row_properties(walk, table);
			table->header_row = table->header_row || table->marked;
		}
		else
			walk_row_content(walk);
	}
	if ((table->header_row || has_title_only(table)) &&
	    (table->marked || !table->names_nothing))
		take_heads(table);
	table->header_row = false;
	walk->silent = silent;
}

static void
walk_rows(OtDraftWalk *walk, size_t depth)
{
	while (ot_pull_child(walk->pull, depth)) {
		OtDraftElement element = ot_draft_element(walk->token);
		if (element == OT_EL_TR)
			walk_row(walk);
		else if (element == OT_EL_TBLGRID)
			while (ot_pull_child(walk->pull, depth + 1))
				walk->table->n_columns += walk->table->n_columns < MOST_COLUMNS;
		else if (element == OT_EL_SDT)
			ot_draft_walk_control(walk, walk_rows);
		else if (element == OT_EL_ALTERNATE_CONTENT)
			ot_draft_walk_alternate(walk, walk_rows);
		else if (element == OT_EL_DEL || element == OT_EL_MOVEFROM) {
			walk->draft->changed = true;
			ot_draft_walk_deleted(walk, walk_rows);
		}
		else if (element == OT_EL_COMMENT_RANGE_START)
			ot_draft_walk_mark(walk, OT_DRAFT_RANGE_START);
		else if (element == OT_EL_COMMENT_RANGE_END)
			ot_draft_walk_mark(walk, OT_DRAFT_RANGE_END);
		else if (element == OT_EL_OTHER)
			walk_rows(walk, depth + 1);
	}
}

void
ot_draft_walk_table(OtDraftWalk *walk)
{
	g_autoptr(GArray) heads = g_array_new(FALSE, FALSE, sizeof(OtDraftHead));
	g_autoptr(GArray) row_heads = g_array_new(FALSE, FALSE, sizeof(OtDraftHead));
	OtDraftTable table = {
		.outer = walk->table,
		.heads = heads,
		.row_heads = row_heads,
	};

	table.number = walk->table != NULL ? walk->table->number : ++walk->n_tables;
	walk->table = &table;
	walk_rows(walk, walk->token->depth);
	walk->table = table.outer;
}
