/* SPDX-License-Identifier: MIT */
#include "forms/sheets.h"

#include "forms/lines.h"
#include "forms/tree.h"
#include "forms/value.h"
#include "tables/csv.h"
#include "xml/read.h"

#include <string.h>

/* What a spreadsheet takes as the name of a sheet. */
#define LONGEST_NAME 31

/* Bytes of one cell: Excel takes 32,767 characters, and our reader of CSV files 100,000 bytes. */
#define MOST_IN_CELL 30000

struct OtSheets {
	const OtFormPlan *plan;
	OtArena *arena;
	GPtrArray *sheets; /* of OtSheet * in the arena */
	GHashTable *names; /* of sheets, in lower case */
};

/* --- which sheets there are ------------------------------------------------------------------ */

static void
add_entries(OtSheets *sheets, OtSheet *sheet, const OtFormPart *part, const char *before);

static bool
has_head(const OtSheet *sheet, const char *head)
{
	for (guint i = 0; i < sheet->columns->len; i++)
		if (strcmp(g_array_index(sheet->columns, OtSheetColumn, i).head, head) == 0)
			return true;
	return sheet->key != NULL && strcmp(sheet->key, head) == 0;
}

/* "Baseline: Value today": what is asked, with the names of the parts between it and the row. */
static const char *
spell_label(OtSheets *sheets, const char *before, const char *label)
{
	size_t len = strlen(before);

	if (len == 0 || strcmp(before, label) == 0)
		return label;
	return ot_arena_printf(sheets->arena, "%s: %s", before, label);
}

static void
add_column(OtSheets *sheets, OtSheet *sheet, OtSheetColumn column, const char *before,
           const char *label, const char *title)
{
	column.label = spell_label(sheets, before, label);
	column.head = column.section != NULL ? ot_arena_printf(sheets->arena, "%s\n%s",
	                                                       column.section, column.label)
	                                     : column.label;
	if (has_head(sheet, column.head)) {
		column.label = title;
		column.head = column.section != NULL ? ot_arena_printf(sheets->arena, "%s\n%s",
		                                                       column.section, title)
		                                     : title;
	}
	g_array_append_val(sheet->columns, column);
}

/* A name that a spreadsheet takes and no other sheet has. */
static const char *
name_sheet(OtSheets *sheets, const char *wanted)
{
	g_autofree char *plain = g_strdelimit(g_strdup(wanted), "[]:*?/\\'", ' ');
	g_autofree char *cut = g_utf8_strlen(plain, -1) > LONGEST_NAME
	                               ? g_utf8_substring(plain, 0, LONGEST_NAME) : g_strdup(plain);
	g_autofree char *key = g_utf8_strdown(cut, -1);

	for (int i = 2; g_hash_table_contains(sheets->names, key); i++) {
		g_autofree char *start =
			g_utf8_substring(plain, 0, MIN(LONGEST_NAME - 3, g_utf8_strlen(plain, -1)));
		g_free(cut);
		cut = g_strdup_printf("%s %d", g_strchomp(start), i);
		g_free(key);
		key = g_utf8_strdown(cut, -1);
	}
	g_hash_table_add(sheets->names, ot_arena_strdup(sheets->arena, key));
	return ot_arena_strdup(sheets->arena, g_strchomp(cut));
}

static const char *
name_file(OtSheets *sheets, const char *name)
{
	g_autofree char *plain = g_str_to_ascii(name, "C");
	char *file = ot_arena_printf(sheets->arena, "%s.csv", plain);

	for (char *c = file; *c != '\0'; c++)
		*c = g_ascii_isalnum(*c) || (*c == '.' && strcmp(c, ".csv") == 0)
		             ? g_ascii_tolower(*c)
		             : '-';
	return file;
}

static OtSheet *
add_sheet(OtSheets *sheets, const char *name)
{
	OtSheet *sheet = ot_arena_new_object(sheets->arena, OtSheet);

	sheet->name = name_sheet(sheets, name);
	sheet->file = name_file(sheets, sheet->name);
	sheet->columns = g_array_new(FALSE, FALSE, sizeof(OtSheetColumn));
	g_ptr_array_add(sheets->sheets, sheet);
	return sheet;
}

/* The nearest part around one that repeats too, or NULL. */
static const OtFormPart *
find_owner(const OtFormPart *part)
{
	for (const OtFormPart *outer = part->parent; outer != NULL; outer = outer->parent)
		if (outer->repeats)
			return outer;
	return NULL;
}

/* A section that has but one kind of rows gives them its name; else they have their own. */
static const char *
find_name(OtSheets *sheets, const OtFormPart *part)
{
	const OtFormPart *parent = part->parent;
	const OtFormPart *owner = find_owner(part);

	if (parent->parent != NULL && parent->parent->parent == NULL && !parent->repeats &&
	    parent->parts->len == 1)
		return parent->label;
	if (owner != NULL)
		return ot_arena_printf(sheets->arena, "%s, %s", owner->label, part->label);
	return part->label;
}

static void
add_table(OtSheets *sheets, const OtFormPart *part)
{
	OtSheet *sheet = add_sheet(sheets, find_name(sheets, part));

	sheet->part = part;
	sheet->owner = find_owner(part);
	if (sheet->owner != NULL)
		sheet->key = sheet->owner->label;
	add_entries(sheets, sheet, part, "");
}

static const char *
section_of(const OtSheet *sheet, const OtFormPart *part)
{
	if (sheet->part != NULL)
		return NULL;
	while (part->parent != NULL && part->parent->parent != NULL)
		part = part->parent;
	return part->label;
}

static void
add_entries(OtSheets *sheets, OtSheet *sheet, const OtFormPart *part, const char *before)
{
	const char *section = section_of(sheet, part);

	for (guint i = 0; i < part->entries->len; i++) {
		const OtFormEntry *entry = &g_array_index(part->entries, OtFormEntry, i);
		OtSheetColumn column = {.field = entry->field, .section = section};

		if (entry->field != NULL) {
			add_column(sheets, sheet, column, before, entry->field->label,
			           entry->field->title);
		} else if (ot_form_is_lines(entry->part)) {
			column.lines = entry->part;
			add_column(sheets, sheet, column, before, entry->part->label,
			           entry->part->path);
			/* a text in pieces may have a language as a whole */
			if (entry->part->role == OT_FORM_PROSE)
				add_entries(sheets, sheet, entry->part, entry->part->label);
		} else if (entry->part->repeats) {
			continue;
		} else if (strcmp(entry->part->name, OT_FORM_PIECE) != 0) {
			bool is_section = part->parent == NULL;
			add_entries(sheets, sheet, entry->part,
			            is_section ? ""
			                       : spell_label(sheets, before, entry->part->label));
		}
	}
}

/* Rows come after the rows that they belong to. */
static void
add_tables(OtSheets *sheets, const OtFormPart *part)
{
	for (guint i = 0; i < part->parts->len; i++) {
		const OtFormPart *inner = g_ptr_array_index(part->parts, i);

		if (ot_form_is_lines(inner))
			continue;
		if (inner->repeats)
			add_table(sheets, inner);
		add_tables(sheets, inner);
	}
}

OtSheets *
ot_sheets_new(const OtFormPlan *plan)
{
	OtSheets *sheets = g_new0(OtSheets, 1);

	sheets->plan = plan;
	sheets->arena = ot_arena_new();
	sheets->sheets = g_ptr_array_new();
	sheets->names = g_hash_table_new(g_str_hash, g_str_equal);
	OtSheet *facts = add_sheet(sheets, ot_labels_get(ot_form_plan_labels(plan), "form-facts"));
	add_entries(sheets, facts, ot_form_plan_root(plan), "");
	add_tables(sheets, ot_form_plan_root(plan));
	return sheets;
}

void
ot_sheets_free(OtSheets *sheets)
{
	if (sheets == NULL)
		return;
	for (guint i = 0; i < sheets->sheets->len; i++)
		g_array_unref(((OtSheet *) g_ptr_array_index(sheets->sheets, i))->columns);
	g_ptr_array_unref(sheets->sheets);
	g_hash_table_unref(sheets->names);
	ot_arena_free(sheets->arena);
	g_free(sheets);
}

const OtLabels *
ot_sheets_labels(const OtSheets *sheets)
{
	return ot_form_plan_labels(sheets->plan);
}

guint
ot_sheets_count(const OtSheets *sheets)
{
	return sheets->sheets->len;
}

const OtSheet *
ot_sheet(const OtSheets *sheets, guint index)
{
	return g_ptr_array_index(sheets->sheets, index);
}

/* --- what stands in them --------------------------------------------------------------------- */

/* The element that a value of a row is in, down from the row through parts that are there once. */
static const xmlNode *
find_holder(const OtFormPart *part, const xmlNode *row, const OtFormPart *row_part)
{
	if (part == row_part)
		return row;
	const xmlNode *outer = find_holder(part->parent, row, row_part);
	return outer != NULL ? ot_xml_child(outer, part->name) : NULL;
}

/* A value as a cell has it: as it is stored, but that a code has its words. */
static char *
cell_value(const OtSheets *sheets, const OtFormField *field, const char *value)
{
	const OtLabels *labels = ot_form_plan_labels(sheets->plan);

	if (field->kind == OT_FORM_FIELD_CHOICE || field->kind == OT_FORM_FIELD_TICK)
		return ot_form_value_show(labels, field, value);
	g_autofree char *back = ot_form_value_read(labels, field, value);
	bool misleads = *value == '\'' && ot_csv_is_formula(value + 1);
	if (g_strcmp0(back, value) == 0 && !misleads)
		return g_strdup(value);
	return g_strconcat(OT_FORM_AS_IT_IS, value, NULL);
}

/* What a column has of a row; NULL: nothing. */
static char *
column_text(const OtSheets *sheets, const OtSheet *sheet, const OtSheetColumn *column,
            const xmlNode *row)
{
	const OtFormPart *whole = ot_form_plan_root(sheets->plan);
	const OtFormPart *row_part = sheet->part != NULL ? sheet->part : whole;
	const OtFormPart *part =
		column->field != NULL ? column->field->part : column->lines->parent;
	const xmlNode *holder = find_holder(part, row, row_part);
	const char *value = holder != NULL && column->field != NULL
	                            ? ot_form_tree_get(holder, column->field) : NULL;

	if (column->field != NULL)
		return value != NULL ? cell_value(sheets, column->field, value) : NULL;
	char *lines = holder != NULL ? ot_form_lines_of(column->lines, holder) : NULL;
	if (lines != NULL && *lines != '\0')
		lines[strlen(lines) - 1] = '\0';
	return lines;
}

/* The rows that a sheet has, in the order of the tree. */
static void
gather_rows(const OtFormPart *part, const OtFormPart *wanted, xmlNode *node, GPtrArray *rows)
{
	for (xmlNode *child = ot_xml_child(node, NULL); child != NULL;
	     child = ot_xml_next(child, NULL)) {
		const OtFormPart *inner = ot_form_part_child(part, child);
		if (inner == wanted)
			g_ptr_array_add(rows, child);
		else if (inner != NULL && wanted->first_slot >= inner->first_slot &&
		         wanted->last_slot <= inner->last_slot)
			gather_rows(inner, wanted, child, rows);
	}
}

/* The name of a row for those that belong to it: its short name, or its number. */
static char *
name_row(const OtFormPart *part, const xmlNode *node)
{
	int number = 1;

	for (guint i = 0; i < part->attrs->len; i++) {
		const OtFormField *field = g_array_index(part->attrs, OtFormField *, i);
		const char *name = field->identifies ? ot_form_tree_get(node, field) : NULL;
		if (name != NULL)
			return g_strdup(name);
	}
	for (const xmlNode *other = node->prev; other != NULL; other = other->prev)
		number += xmlStrEqual(other->name, node->name);
	return g_strdup_printf("%d", number);
}

static const xmlNode *
find_owning(const OtSheet *sheet, const xmlNode *node)
{
	const OtFormPart *part = sheet->part;

	while (part != sheet->owner) {
		part = part->parent;
		node = node->parent;
	}
	return node;
}

/* A text cut where a cell ends: at the end of a line. */
static GPtrArray *
cut_text(const char *text)
{
	GPtrArray *pieces = g_ptr_array_new_with_free_func(g_free);

	while (text != NULL && strlen(text) > MOST_IN_CELL) {
		const char *end = g_strrstr_len(text, MOST_IN_CELL, "\n");
		if (end == NULL)
			break;
		g_ptr_array_add(pieces, g_strndup(text, (gsize) (end - text)));
		text = end + 1;
	}
	g_ptr_array_add(pieces, g_strdup(text != NULL ? text : ""));
	return pieces;
}

static char *
number_head(const char *head, guint piece)
{
	return piece == 0 ? g_strdup(head) : g_strdup_printf("%s (%u)", head, piece + 1);
}

/* --- a table --------------------------------------------------------------------------------- */

/* How many cells a column takes: none where it is rare and nothing is in it. */
static guint
count_cells(const OtSheetColumn *column, const GPtrArray *texts)
{
	guint most = column->field != NULL && column->field->rare ? 0 : 1;

	for (guint i = 0; i < texts->len; i++) {
		const char *text = g_ptr_array_index(texts, i);
		g_autoptr(GPtrArray) pieces = text != NULL ? cut_text(text) : NULL;
		most = MAX(most, pieces != NULL ? pieces->len : 0);
	}
	return most;
}

static void
add_cells(GPtrArray *rows, const GPtrArray *texts, const OtSheetColumn *column, guint n,
          GPtrArray *columns)
{
	for (guint piece = 0; piece < n; piece++) {
		g_ptr_array_add(columns, (void *) column);
		g_ptr_array_add(g_ptr_array_index(rows, 0), number_head(column->head, piece));
	}
	for (guint i = 0; i < texts->len; i++) {
		g_autoptr(GPtrArray) pieces = cut_text(g_ptr_array_index(texts, i));
		for (guint piece = 0; piece < n; piece++)
			g_ptr_array_add(g_ptr_array_index(rows, i + 1),
			                g_strdup(piece < pieces->len
			                                 ? g_ptr_array_index(pieces, piece)
			                                 : ""));
	}
}

static GPtrArray *
new_row(void)
{
	return g_ptr_array_new_with_free_func(g_free);
}

static void
unref_row(void *row)
{
	g_ptr_array_unref(row);
}

static void
add_keys(const OtSheet *sheet, GPtrArray *rows, const GPtrArray *nodes, GPtrArray *columns)
{
	if (sheet->key == NULL)
		return;
	g_ptr_array_add(columns, NULL);
	g_ptr_array_add(g_ptr_array_index(rows, 0), g_strdup(sheet->key));
	for (guint i = 0; i < nodes->len; i++)
		g_ptr_array_add(
			g_ptr_array_index(rows, i + 1),
			name_row(sheet->owner, find_owning(sheet, g_ptr_array_index(nodes, i))));
}

static GPtrArray *
table_rows(const OtSheets *sheets, const OtSheet *sheet, xmlNode *root, GPtrArray *columns)
{
	GPtrArray *rows = g_ptr_array_new_with_free_func(unref_row);
	g_autoptr(GPtrArray) nodes = g_ptr_array_new();

	gather_rows(ot_form_plan_root(sheets->plan), sheet->part, root, nodes);
	for (guint i = 0; i <= nodes->len; i++)
		g_ptr_array_add(rows, new_row());
	add_keys(sheet, rows, nodes, columns);
	for (guint i = 0; i < sheet->columns->len; i++) {
		const OtSheetColumn *column = &g_array_index(sheet->columns, OtSheetColumn, i);
		g_autoptr(GPtrArray) texts = new_row();

		for (guint k = 0; k < nodes->len; k++)
			g_ptr_array_add(texts, column_text(sheets, sheet, column,
			                                   g_ptr_array_index(nodes, k)));
		add_cells(rows, texts, column, count_cells(column, texts), columns);
	}
	return rows;
}

/* --- the facts ------------------------------------------------------------------------------- */

static void
add_fact(const OtSheetColumn *column, const char *text, guint piece, GPtrArray *rows)
{
	GPtrArray *row = new_row();

	g_ptr_array_add(row, g_strdup(column->section));
	g_ptr_array_add(row, number_head(column->label, piece));
	g_ptr_array_add(row, g_strdup(text));
	g_ptr_array_add(row, g_strdup(column->field != NULL ? column->field->hint
	                              : column->lines->about != NULL ? column->lines->about : ""));
	g_ptr_array_add(rows, row);
}

static GPtrArray *
fact_rows(const OtSheets *sheets, const OtSheet *sheet, xmlNode *root, GPtrArray *columns)
{
	static const char *const heads[] = {"form-section", "form-what", "form-value", "form-hint"};
	GPtrArray *rows = g_ptr_array_new_with_free_func(unref_row), *first = new_row();

	for (size_t i = 0; i < G_N_ELEMENTS(heads); i++) {
		g_ptr_array_add(first, g_strdup(ot_labels_get(ot_form_plan_labels(sheets->plan),
		                                              heads[i])));
		g_ptr_array_add(columns, NULL);
	}
	g_ptr_array_add(rows, first);
	for (guint i = 0; i < sheet->columns->len; i++) {
		const OtSheetColumn *column = &g_array_index(sheet->columns, OtSheetColumn, i);
		g_autofree char *text = column_text(sheets, sheet, column, root);
		g_autoptr(GPtrArray) pieces = cut_text(text);

		for (guint k = 0; k < pieces->len; k++)
			if (text != NULL || column->field == NULL || !column->field->rare)
				add_fact(column, g_ptr_array_index(pieces, k), k, rows);
	}
	return rows;
}

GPtrArray *
ot_sheet_rows(const OtSheets *sheets, const OtSheet *sheet, const xmlDoc *tree,
              GPtrArray **columns)
{
	xmlNode *root = xmlDocGetRootElement((xmlDoc *) tree);

	*columns = g_ptr_array_new();
	return sheet->part != NULL ? table_rows(sheets, sheet, root, *columns)
	                           : fact_rows(sheets, sheet, root, *columns);
}
