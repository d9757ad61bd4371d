/* SPDX-License-Identifier: MIT */
#include "pdf/layout.h"

/*
 * Which header cells belong to a cell (ISO 32000-1, table 349, Headers).  Scope alone says it where
 * no header goes across others; else a reader would have to guess how far one reaches.
 */

/* The header cells that apply to the rows being walked. */
typedef struct {
	OtLayout *layout;
	GPtrArray *columns; /* of OtNode: header cells of the head, from the top */
	GPtrArray *rows;    /* of OtNode: header cells of rows that still reach down */
	GArray *left;       /* of int: for how many more rows, one each of `rows` */
	GHashTable *tags;   /* of OtTag, by OtNode */
} Headers;

static bool
has_spanned_header(const OtNode *table)
{
	for (const OtNode *row = table->first; row != NULL; row = row->next)
		for (const OtNode *cell = row->first; cell != NULL; cell = cell->next)
			if (cell->as.cell.header &&
			    (cell->as.cell.column_span > 1 || cell->as.cell.row_span > 1))
				return true;
	return false;
}

static bool
share_column(const OtCellData *one, const OtCellData *other)
{
	return one->column < other->column + other->column_span &&
	       other->column < one->column + one->column_span;
}

static void
add_id(const Headers *headers, GPtrArray *ids, const OtNode *header, const OtNode *cell)
{
	const OtTag *tag = g_hash_table_lookup(headers->tags, header);

	if (header != cell && tag != NULL)
		g_ptr_array_add(ids, (gpointer) tag->id);
}

/* Those above it first, then those to its left. */
static void
name_headers(const Headers *headers, const OtNode *cell, OtTag *tag)
{
	g_autoptr(GPtrArray) ids = g_ptr_array_new();
	const char **list;

	for (guint i = 0; i < headers->columns->len; i++) {
		const OtNode *header = headers->columns->pdata[i];

		if (share_column(&header->as.cell, &cell->as.cell))
			add_id(headers, ids, header, cell);
	}
	for (guint i = 0; i < headers->rows->len; i++) {
		const OtNode *header = headers->rows->pdata[i];

		if (header->as.cell.column < cell->as.cell.column)
			add_id(headers, ids, header, cell);
	}
	if (ids->len == 0)
		return;
	list = ot_arena_alloc(headers->layout->arena, (ids->len + 1) * sizeof *list);
	for (guint i = 0; i < ids->len; i++)
		list[i] = ids->pdata[i];
	tag->headers = list;
}

/* Header cells get an id, and count from here on. */
static void
take_headers(Headers *headers, const OtNode *row)
{
	for (const OtNode *cell = row->first; cell != NULL; cell = cell->next) {
		OtTag *tag = g_hash_table_lookup(headers->tags, cell);

		if (!cell->as.cell.header || tag == NULL)
			continue;
		tag->id = ot_arena_printf(headers->layout->arena, "header-%u",
		                          ++headers->layout->named_headers);
		if (row->as.row.header) {
			g_ptr_array_add(headers->columns, (gpointer) cell);
		} else {
			g_ptr_array_add(headers->rows, (gpointer) cell);
			g_array_append_val(headers->left, cell->as.cell.row_span);
		}
	}
}

/* Header cells that end with this row no longer count. */
static void
leave_row(Headers *headers)
{
	for (guint i = headers->rows->len; i-- > 0;) {
		if (--g_array_index(headers->left, int, i) > 0)
			continue;
		g_ptr_array_remove_index(headers->rows, i);
		g_array_remove_index(headers->left, i);
	}
}

/* Tags stand beside cells in the rows; cells that don't fit the table have none. */
static void
collect_tags(Headers *headers, const OtNode *table, const OtTable *laid)
{
	guint index = 0;

	for (const OtNode *row = table->first; row != NULL; row = row->next, index++) {
		const OtRow *cells = &laid->rows[index];
		guint i = 0;

		for (const OtNode *cell = row->first; cell != NULL && i < cells->n_cells;
		     cell = cell->next, i++)
			g_hash_table_insert(headers->tags, (gpointer) cell, cells->cells[i].tag);
	}
}

void
ot_table_headers(OtLayout *layout, const OtNode *table, const OtTable *laid)
{
	g_autoptr(GPtrArray) columns = g_ptr_array_new();
	g_autoptr(GPtrArray) rows = g_ptr_array_new();
	g_autoptr(GArray) left = g_array_new(FALSE, FALSE, sizeof(int));
	g_autoptr(GHashTable) tags = g_hash_table_new(g_direct_hash, g_direct_equal);
	Headers headers = { layout, columns, rows, left, tags };

	if (!has_spanned_header(table))
		return;
	collect_tags(&headers, table, laid);
	for (const OtNode *row = table->first; row != NULL; row = row->next) {
		take_headers(&headers, row);
		for (const OtNode *cell = row->first; cell != NULL; cell = cell->next) {
			OtTag *tag = g_hash_table_lookup(tags, cell);

			if (tag != NULL && !row->as.row.header)
				name_headers(&headers, cell, tag);
		}
		leave_row(&headers);
	}
}
