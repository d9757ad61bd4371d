/* SPDX-License-Identifier: MIT */
#include "pdf/selfcheck.h"

#include <string.h>

/* Columns of a table that are followed. */
#define MAX_COLUMNS 256

static bool
fail(OtSelfcheck *check, const char *clause, const OtCheckedElement *element, const char *what)
{
	return ot_selfcheck_fail(check, clause, "%.*s: %s", (int) element->type.len,
	                         element->type.bytes, what);
}

static bool
is_type(const OtCheckedElement *element, const char *type)
{
	return ot_slice_equals(element->type, type);
}

/* --- what may hold what (ISO 32000-1, 14.8.4.3; ISO 14289-1, 7.2) ------------------------- */

/* Types whose kids or parents are limited; NULL: not. */
static const struct {
	const char *type;
	const char *kids;
	const char *parents;
} models[] = {
	{ "Document", NULL, "" },
	{ "Table", "Caption THead TBody TR", NULL },
	{ "THead", "TR", "Table" },
	{ "TBody", "TR", "Table" },
	{ "TR", "TH TD", "Table THead TBody" },
	{ "TH", NULL, "TR" },
	{ "TD", NULL, "TR" },
	{ "L", "Caption L LI", NULL },
	{ "LI", "Lbl LBody", "L" },
	{ "LBody", NULL, "LI" },
	{ "TOC", "Caption TOC TOCI", NULL },
	{ "TOCI", NULL, "TOC" },
};

static bool
has_word(const char *words, OtSlice word)
{
	for (const char *at = words; (at = strstr(at, " ")) != NULL; at++)
		if (strncmp(at + 1, word.bytes, word.len) == 0
		    && (at[1 + word.len] == ' ' || at[1 + word.len] == '\0'))
			return true;
	return strncmp(words, word.bytes, word.len) == 0
	       && (words[word.len] == ' ' || words[word.len] == '\0');
}

static bool
check_place(OtSelfcheck *check, const OtCheckedElement *element)
{
	OtSlice above = { .bytes = "", .len = 0 };

	if (element->parent >= 0)
		above = ot_selfcheck_element(check, element->parent)->type;
	for (size_t i = 0; i < G_N_ELEMENTS(models); i++) {
		bool is_this = is_type(element, models[i].type);

		if (is_this && models[i].parents != NULL && !has_word(models[i].parents, above))
			return fail(check, "ISO 14289-1, 7.2", element,
			            "it stands in the wrong place");
		if (models[i].kids != NULL && ot_slice_equals(above, models[i].type)
		    && !has_word(models[i].kids, element->type))
			return fail(check, "ISO 14289-1, 7.2", element,
			            "it stands in the wrong place");
	}
	return element->parent >= 0 || is_type(element, "Document")
	       || fail(check, "ISO 14289-1, 7.1", element,
	               "the tree doesn't begin with a Document");
}

/* --- what each type asks for ------------------------------------------------------------- */

/* ISO 14289-1, 7.3: what a picture shows, and where it is. */
static bool
check_figure(OtSelfcheck *check, const OtCheckedElement *element)
{
	const OtValue *box = ot_selfcheck_attribute(check, element->value, "Layout", "BBox");
	double sides[4];

	if (!ot_selfcheck_has_text(ot_dictionary_get(element->value, "Alt")))
		return fail(check, "ISO 14289-1, 7.3", element, "it has no alternative text");
	for (guint i = 0; i < 4; i++)
		sides[i] = ot_value_get_number(ot_array_get(box, i));
	return (sides[0] < sides[2] && sides[1] < sides[3])
	       || fail(check, "ISO 14289-1, 7.3", element, "it has no box");
}

/* ISO 14289-1, 7.6. */
static bool
check_list(OtSelfcheck *check, const OtCheckedElement *element)
{
	const OtValue *value = ot_selfcheck_attribute(check, element->value, "List",
	                                              "ListNumbering");

	return has_word("Disc Circle Square Decimal UpperRoman LowerRoman UpperAlpha LowerAlpha"
	                " None", ot_value_get_slice(value))
	       || fail(check, "ISO 14289-1, 7.6", element, "it doesn't say how it is numbered");
}

static bool
check_scope(OtSelfcheck *check, const OtCheckedElement *element)
{
	const OtValue *value = ot_selfcheck_attribute(check, element->value, "Table", "Scope");

	return has_word("Row Column Both", ot_value_get_slice(value))
	       || fail(check, "ISO 14289-1, 7.5", element, "it doesn't say what it heads");
}

/* The ids that a cell names are those of header cells. */
static bool
check_headers(OtSelfcheck *check, const OtCheckedElement *element, GHashTable *ids)
{
	const OtValue *headers = ot_selfcheck_attribute(check, element->value, "Table", "Headers");

	for (guint i = 0; i < ot_array_len(headers); i++) {
		OtSlice slice = ot_value_get_slice(ot_array_get(headers, i));
		g_autofree char *id = g_strndup(slice.bytes, slice.len);
		const OtCheckedElement *head = g_hash_table_lookup(ids, id);

		if (head == NULL || !is_type(head, "TH"))
			return fail(check, "ISO 14289-1, 7.5", element,
			            "a header that it names is none");
	}
	return true;
}

/* ISO 14289-1, 7.2: BCP 47 as far as the form goes. */
static bool
check_lang(OtSelfcheck *check, const OtCheckedElement *element)
{
	const OtValue *lang = ot_dictionary_get(element->value, "Lang");

	if (lang == NULL)
		return true;
	return ot_selfcheck_is_lang(lang)
	       || fail(check, "ISO 14289-1, 7.2", element, "its language has no such code");
}

static bool
check_type(OtSelfcheck *check, const OtCheckedElement *element, GHashTable *ids)
{
	if (is_type(element, "Figure"))
		return check_figure(check, element);
	if (is_type(element, "L"))
		return check_list(check, element);
	if (is_type(element, "TH"))
		return check_scope(check, element) && check_headers(check, element, ids);
	if (is_type(element, "TD"))
		return check_headers(check, element, ids);
	if (is_type(element, "Note"))
		return ot_value_get_slice(ot_dictionary_get(element->value, "ID")).len > 0
		       || fail(check, "ISO 14289-1, 7.9", element, "it has no ID");
	return true;
}

/* --- headings ---------------------------------------------------------------------------- */

/* ISO 14289-1, 7.4: the first heading is H1, and none skips a level on the way down. */
static bool
check_heading(OtSelfcheck *check, const OtCheckedElement *element, int *level)
{
	int own;

	if (element->type.len != 2 || element->type.bytes[0] != 'H'
	    || !g_ascii_isdigit(element->type.bytes[1]))
		return true;
	own = element->type.bytes[1] - '0';
	if (own > *level + 1)
		return fail(check, "ISO 14289-1, 7.4", element, "a level of headings is skipped");
	*level = own;
	return true;
}

/* --- tables ------------------------------------------------------------------------------ */

/* What earlier rows leave for the next: how many more rows each column is covered. */
typedef struct {
	int covered[MAX_COLUMNS];
	int n_columns; /* of the rows so far, or 0 */
} Grid;

static int
get_span(const OtSelfcheck *check, const OtValue *cell, const char *key)
{
	return MAX(ot_value_get_int(ot_selfcheck_attribute(check, cell, "Table", key), 1), 1);
}

static bool
put_cell(const OtSelfcheck *check, Grid *grid, const OtValue *cell, int *column)
{
	int columns = get_span(check, cell, "ColSpan"), rows = get_span(check, cell, "RowSpan");

	while (*column < MAX_COLUMNS && grid->covered[*column] > 0)
		++*column;
	for (int i = 0; i < columns; i++, ++*column) {
		if (*column >= MAX_COLUMNS || grid->covered[*column] > 0)
			return false;
		grid->covered[*column] = rows;
	}
	return true;
}

/* ISO 14289-1, 7.5: every row has the same number of columns, spans counted. */
static bool
check_row(OtSelfcheck *check, const OtCheckedElement *row, Grid *grid)
{
	int column = 0;

	for (guint i = 0; i < ot_selfcheck_n_kids(check, row->value); i++) {
		OtValue *kid = ot_selfcheck_kid(row->value, i);

		if (!put_cell(check, grid, ot_value_resolve(check->file, kid), &column))
			return fail(check, "ISO 14289-1, 7.5", row, "cells lie over each other");
	}
	while (column < MAX_COLUMNS && grid->covered[column] > 0)
		column++;
	if (grid->n_columns != 0 && column != grid->n_columns)
		return fail(check, "ISO 14289-1, 7.5", row,
		            "rows differ in their number of columns");
	grid->n_columns = column;
	for (int i = 0; i < MAX_COLUMNS; i++)
		if (grid->covered[i] > 0)
			grid->covered[i]--;
	return true;
}

/* One caption at either end; one head, and not without a body; rows in parts or by themselves. */
static bool
check_table_parts(OtSelfcheck *check, const OtCheckedElement *table)
{
	guint len = ot_selfcheck_n_kids(check, table->value);
	int heads = 0, bodies = 0, captions = 0, rows = 0;

	for (guint i = 0; i < len; i++) {
		OtValue *kid = ot_selfcheck_kid(table->value, i);
		const OtValue *type = ot_dictionary_get(ot_value_resolve(check->file, kid), "S");

		heads += ot_value_is_name(type, "THead");
		bodies += ot_value_is_name(type, "TBody");
		rows += ot_value_is_name(type, "TR");
		if (!ot_value_is_name(type, "Caption"))
			continue;
		captions++;
		if (i > 0 && i + 1 < len)
			captions = 2;
	}
	return (heads <= 1 && captions <= 1 && (heads == 0 || bodies > 0)
	        && (rows == 0 || heads + bodies == 0))
	       || fail(check, "ISO 14289-1, 7.2", table, "its parts are in disorder");
}

static bool
is_within(const OtSelfcheck *check, int index, int outer)
{
	while (index > outer)
		index = ot_selfcheck_element(check, index)->parent;
	return index == outer;
}

/* The rows of a table are those of its parts, in order; those of a table within it aren't. */
static bool
check_table(OtSelfcheck *check, int table)
{
	Grid grid = { .n_columns = 0 };

	for (int i = table + 1; i < (int) check->elements->len && is_within(check, i, table); i++) {
		const OtCheckedElement *row = ot_selfcheck_element(check, i);
		const OtCheckedElement *part = ot_selfcheck_element(check, row->parent);

		if (is_type(row, "TR") && (row->parent == table || part->parent == table)
		    && !check_row(check, row, &grid))
			return false;
	}
	for (int i = 0; i < MAX_COLUMNS; i++)
		if (grid.covered[i] > 0)
			return fail(check, "ISO 14289-1, 7.5", ot_selfcheck_element(check, table),
			            "a cell reaches below the last row");
	return grid.n_columns > 0
	       || fail(check, "ISO 14289-1, 7.5", ot_selfcheck_element(check, table), "no row");
}

/* --- names ------------------------------------------------------------------------------- */

/* Elements by ID; NULL with an error if two have the same. */
static GHashTable *
collect_ids(OtSelfcheck *check)
{
	g_autoptr(GHashTable) ids = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

	for (guint i = 0; i < check->elements->len; i++) {
		const OtCheckedElement *element = ot_selfcheck_element(check, (int) i);
		OtSlice id = ot_value_get_slice(ot_dictionary_get(element->value, "ID"));

		if (id.len > 0
		    && !g_hash_table_insert(ids, g_strndup(id.bytes, id.len), (void *) element)) {
			fail(check, "ISO 32000-1, 14.7.2", element, "another one has the same ID");
			return NULL;
		}
	}
	return g_steal_pointer(&ids);
}

/* ISO 32000-1, 14.7.2: the tree of names holds all of them, in the order of their bytes. */
static bool
check_id_tree(OtSelfcheck *check, GHashTable *ids)
{
	OtValue *root = ot_dictionary_find(check->file, check->catalog, "StructTreeRoot");
	const OtValue *tree = ot_dictionary_find(check->file, root, "IDTree");
	const OtValue *names = ot_dictionary_find(check->file, tree, "Names");
	g_autofree char *before = g_strdup("");

	if (ot_array_len(names) != 2 * g_hash_table_size(ids))
		return ot_selfcheck_fail(check, "ISO 32000-1, 14.7.2",
		                         "the tree of names doesn't hold all elements with an ID");
	for (guint i = 0; i + 1 < ot_array_len(names); i += 2) {
		OtSlice slice = ot_value_get_slice(ot_array_get(names, i));
		char *id = g_strndup(slice.bytes, slice.len);
		const OtCheckedElement *element = g_hash_table_lookup(ids, id);
		bool sorted = strcmp(before, id) < 0;

		g_free(before);
		before = id;
		if (!sorted || element == NULL
		    || ot_value_get_reference(ot_array_get(names, i + 1)) != element->number)
			return ot_selfcheck_fail(check, "ISO 32000-1, 14.7.2",
			                         "the tree of names is wrong at \"%s\"", id);
	}
	return true;
}

bool
ot_selfcheck_elements(OtSelfcheck *check)
{
	g_autoptr(GHashTable) ids = collect_ids(check);
	int level = 0;

	if (ids == NULL || !check_id_tree(check, ids))
		return false;
	for (int i = 0; i < (int) check->elements->len; i++) {
		const OtCheckedElement *element = ot_selfcheck_element(check, i);

		if (!check_place(check, element) || !check_type(check, element, ids)
		    || !check_lang(check, element) || !check_heading(check, element, &level))
			return false;
		if (is_type(element, "Table")
		    && (!check_table_parts(check, element) || !check_table(check, i)))
			return false;
	}
	return true;
}
