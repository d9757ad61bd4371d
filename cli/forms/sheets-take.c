/* SPDX-License-Identifier: MIT */
#include "base/suggest.h"
#include "base/text.h"
#include "forms/lines.h"
#include "forms/sheets.h"
#include "forms/tree.h"
#include "tables/csv.h"
#include "xml/read.h"

#include <math.h>
#include <string.h>

/* Where the facts have their section, what is asked, and the value. */
enum { FACT_SECTION, FACT_LABEL, FACT_VALUE };

/* What a cell of a row is. */
typedef struct {
	const OtSheetColumn *column; /* NULL: not known */
	bool key;
} Cell;

struct OtSheetTaker {
	const OtSheets *sheets;
	OtFormReading *reading;
	const OtSheet *sheet;
	bool files;         /* places are those of files */
	GArray *cells;      /* of Cell */
	GHashTable *rows;   /* "outcomes/outcome\nO1" to its xmlNode */
	GHashTable *last;   /* const OtFormPart * to the last row of it */
};

OtSheetTaker *
ot_sheet_taker_new(const OtSheets *sheets, OtFormReading *reading)
{
	OtSheetTaker *taker = g_new0(OtSheetTaker, 1);

	taker->sheets = sheets;
	taker->reading = reading;
	taker->cells = g_array_new(FALSE, FALSE, sizeof(Cell));
	taker->rows = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	taker->last = g_hash_table_new(NULL, NULL);
	return taker;
}

void
ot_sheet_taker_free(OtSheetTaker *taker)
{
	if (taker == NULL)
		return;
	g_array_unref(taker->cells);
	g_hash_table_unref(taker->rows);
	g_hash_table_unref(taker->last);
	g_free(taker);
}

void
ot_sheet_taker_use_files(OtSheetTaker *taker)
{
	taker->files = true;
}

char *
ot_sheet_cell_name(guint column, guint row)
{
	char letters[8] = "";
	size_t at = sizeof letters - 1;

	for (guint n = column + 1; n > 0 && at > 0; n = (n - 1) / 26)
		letters[--at] = (char) ('A' + (n - 1) % 26);
	return g_strdup_printf("%s%u", letters + at, row);
}

/* Days are counted from 1 January 1900 or 1904; 29 February 1900 is counted, and was none. */
char *
ot_sheet_moment(double number, bool from_1904)
{
	static const double last = 2958465; /* 31 December 9999 */
	double days = floor(number);
	int seconds = (int) ((number - days) * 24 * 60 * 60 + 0.5);
	g_autoptr(GDateTime) start = g_date_time_new_utc(
		from_1904 ? 1904 : 1899, from_1904 ? 1 : 12, from_1904 ? 1 : 30, 0, 0, 0);

	if (number < (from_1904 ? 0 : 61) || number > last)
		return NULL;
	g_autoptr(GDateTime) day = g_date_time_add_days(start, (int) days);
	g_autoptr(GDateTime) moment = day != NULL ? g_date_time_add_seconds(day, seconds) : NULL;
	return moment != NULL
	               ? g_date_time_format(moment, seconds > 0 ? "%Y-%m-%dT%H:%M:%S" : "%Y-%m-%d")
	               : NULL;
}

/* A date without its format is a number, and midnight a date without its time. */
static char *
mend_moment(const OtFormField *field, const char *text)
{
	char *end;
	double number = g_ascii_strtod(text, &end);
	g_autofree char *moment =
		*text != '\0' && *end == '\0' ? ot_sheet_moment(number, false) : NULL;
	const char *known = moment != NULL ? moment : text;

	if (field->kind == OT_FORM_FIELD_TIME && strlen(known) == 10 && known[4] == '-')
		return g_strconcat(known, "T00:00:00", NULL);
	return g_strdup(known);
}

/* "Outcomes!C7"; a name with a blank is quoted, as spreadsheets do. */
static const char *
spell_place(const OtSheetTaker *taker, guint column, guint row)
{
	g_autofree char *cell = ot_sheet_cell_name(column, row);
	const char *name = taker->sheet->name, *quote = strpbrk(name, " ,") != NULL ? "'" : "";
	g_autofree char *place = taker->files
	                                 ? g_strdup_printf("%s, row %u", taker->sheet->file, row)
	                                 : g_strdup_printf("%s%s%s!%s", quote, name, quote, cell);

	return ot_form_reading_keep(taker->reading, place);
}

/* --- heads ----------------------------------------------------------------------------------- */

static bool
is_same_name(const char *one, const char *other)
{
	g_autofree char *a = ot_text_fold(g_utf8_casefold(one, -1));
	g_autofree char *b = ot_text_fold(g_utf8_casefold(other, -1));

	return strcmp(a, b) == 0;
}

/* "Interface (2)" goes on where "Interface" ends. */
static char *
without_number(const char *head)
{
	size_t len = strlen(head);

	if (len > 4 && head[len - 1] == ')' && g_ascii_isdigit(head[len - 2]) &&
	    g_str_has_prefix(head + len - 4, " ("))
		return g_strndup(head, len - 4);
	return NULL;
}

static const OtSheetColumn *
find_column(const OtSheet *sheet, const char *head)
{
	g_autofree char *plain = without_number(head);

	for (guint i = 0; i < sheet->columns->len; i++) {
		const OtSheetColumn *column = &g_array_index(sheet->columns, OtSheetColumn, i);
		if (is_same_name(column->head, head) ||
		    (plain != NULL && is_same_name(column->head, plain)))
			return column;
	}
	return NULL;
}

static void
complain_head(OtSheetTaker *taker, const char *head, guint cell, guint number)
{
	g_autoptr(GPtrArray) names = g_ptr_array_new();

	for (guint i = 0; i < taker->sheet->columns->len; i++)
		g_ptr_array_add(
			names,
			(char *) g_array_index(taker->sheet->columns, OtSheetColumn, i).head);
	const char *near = ot_nearest_name(head, (const char *const *) names->pdata, names->len);
	ot_form_complain(taker->reading, OT_CODE_FORM_COLUMN, spell_place(taker, cell, number),
	                 "the column “%.60s” is not known, and nothing in it is read%s%s%s", head,
	                 near != NULL ? "; did you mean “" : "", near != NULL ? near : "",
	                 near != NULL ? "”?" : "");
}

void
ot_sheet_take_heads(OtSheetTaker *taker, const OtSheet *sheet, const char *const *cells, guint n,
                    guint number)
{
	taker->sheet = sheet;
	g_array_set_size(taker->cells, 0);
	for (guint i = 0; i < n && sheet->part != NULL; i++) {
		Cell cell = {.key = sheet->key != NULL && is_same_name(sheet->key, cells[i])};

		cell.column = cell.key ? NULL : find_column(sheet, cells[i]);
		if (!cell.key && cell.column == NULL && !ot_text_is_blank(cells[i]))
			complain_head(taker, cells[i], i, number);
		g_array_append_val(taker->cells, cell);
	}
}

/* --- rows ------------------------------------------------------------------------------------ */

/* The child of a node that is there once, made where it isn't there yet. */
static xmlNode *
ensure_child(OtSheetTaker *taker, const OtFormPart *part, xmlNode *parent, const char *place)
{
	xmlNode *child = ot_xml_child(parent, part->name);

	return child != NULL ? child : ot_form_reading_add(taker->reading, part, parent, place);
}

/* The element of `part` below the one of `from`, through parts that are there once. */
static xmlNode *
ensure_path(OtSheetTaker *taker, const OtFormPart *part, const OtFormPart *from, xmlNode *node,
            const char *place)
{
	if (part == from)
		return node;
	return ensure_child(taker, part, ensure_path(taker, part->parent, from, node, place),
	                    place);
}

static char *
spell_key(const OtFormPart *part, const char *name)
{
	return g_strdup_printf("%s\n%s", part->path, name);
}

/*
 * The row that one belongs to.  A name that nothing has is most likely a slip: the row goes with
 * the one before it, so that nothing is lost, and is reported.
 */
static xmlNode *
find_owner(OtSheetTaker *taker, const char *name, const char *place)
{
	const OtFormPart *owner = taker->sheet->owner;
	g_autofree char *key = spell_key(owner, name);
	xmlNode *node = g_hash_table_lookup(taker->rows, key);

	if (node != NULL)
		return node;
	node = g_hash_table_lookup(taker->last, owner);
	if (*name == '\0')
		ot_form_complain(taker->reading, OT_CODE_FORM_OWNER, place,
		                 "nothing says to which “%s” the row belongs", owner->label);
	else
		ot_form_complain(taker->reading, OT_CODE_FORM_OWNER, place,
		                 "there is no “%s” with the short name %.60s", owner->label, name);
	return node;
}

/* The names of rows are told once they are read; those that have none count. */
static void
note_row(OtSheetTaker *taker, xmlNode *node)
{
	const OtFormPart *part = taker->sheet->part;
	const char *name = NULL;
	g_autofree char *number = NULL;
	int n = 1;

	g_hash_table_insert(taker->last, (void *) part, node);
	for (guint i = 0; i < part->attrs->len; i++) {
		const OtFormField *field = g_array_index(part->attrs, OtFormField *, i);
		if (field->identifies)
			name = ot_form_tree_get(node, field);
	}
	for (const xmlNode *other = node->prev; other != NULL; other = other->prev)
		n += xmlStrEqual(other->name, node->name);
	number = g_strdup_printf("%d", n);
	g_hash_table_insert(taker->rows, spell_key(part, name != NULL ? name : number), node);
}

static void
take_value(OtSheetTaker *taker, const OtSheetColumn *column, const OtFormPart *from,
           xmlNode *node, const char *text, const char *place)
{
	const OtFormPart *part =
		column->field != NULL ? column->field->part : column->lines->parent;
	xmlNode *holder;

	if (ot_text_is_blank(text))
		return;
	holder = ensure_path(taker, part, from, node, place);
	if (column->field == NULL) {
		ot_form_lines_take(column->lines, holder, text, place);
		return;
	}
	/* an apostrophe keeps a spreadsheet from running a formula */
	if (*text == '\'' && ot_csv_is_formula(text + 1))
		text++;
	OtFormKind kind = column->field->kind;
	g_autofree char *moment = kind == OT_FORM_FIELD_DATE || kind == OT_FORM_FIELD_TIME
	                                  ? mend_moment(column->field, text) : g_strdup(text);
	ot_form_reading_set(taker->reading, holder, column->field, moment, place);
}

static void
take_cells(OtSheetTaker *taker, xmlNode *node, const char *const *cells, guint n, guint number)
{
	for (guint i = 0; i < n; i++) {
		const Cell *cell =
			i < taker->cells->len ? &g_array_index(taker->cells, Cell, i) : NULL;

		if (cell != NULL && cell->column != NULL)
			take_value(taker, cell->column, taker->sheet->part, node, cells[i],
			           spell_place(taker, i, number));
		else if ((cell == NULL || !cell->key) && !ot_text_is_blank(cells[i]) &&
		         i >= taker->cells->len)
			ot_form_complain(taker->reading, OT_CODE_FORM_COLUMN,
			                 spell_place(taker, i, number),
			                 "“%.60s” stands in no column, and is not read", cells[i]);
	}
}

static void
take_table_row(OtSheetTaker *taker, const char *const *cells, guint n, guint number)
{
	const OtFormPart *part = taker->sheet->part;
	const OtFormPart *from = taker->sheet->owner;
	xmlNode *base = ot_form_reading_root(taker->reading, &from);
	const char *place = spell_place(taker, 0, number);
	g_autofree char *name = g_strdup("");

	for (guint i = 0; i < MIN(n, taker->cells->len); i++)
		if (g_array_index(taker->cells, Cell, i).key) {
			g_free(name);
			name = ot_text_fold(g_strdup(cells[i]));
			place = spell_place(taker, i, number);
		}
	if (taker->sheet->owner != NULL) {
		base = find_owner(taker, name, place);
		if (base == NULL)
			return;
	}
	xmlNode *parent = ensure_path(taker, part->parent, from, base, place);
	xmlNode *node = ot_form_reading_add(taker->reading, part, parent, place);
	take_cells(taker, node, cells, n, number);
	note_row(taker, node);
}

/* --- facts ----------------------------------------------------------------------------------- */

static const OtSheetColumn *
find_fact(const OtSheet *sheet, const char *section, const char *label)
{
	g_autofree char *plain = without_number(label);

	for (guint i = 0; i < sheet->columns->len; i++) {
		const OtSheetColumn *column = &g_array_index(sheet->columns, OtSheetColumn, i);
		if (is_same_name(column->section, section) &&
		    (is_same_name(column->label, label) ||
		     (plain != NULL && is_same_name(column->label, plain))))
			return column;
	}
	return NULL;
}

static void
take_fact(OtSheetTaker *taker, const char *const *cells, guint n, guint number)
{
	const OtFormPart *whole = NULL;
	xmlNode *root = ot_form_reading_root(taker->reading, &whole);

	if (n <= FACT_VALUE || ot_text_is_blank(cells[FACT_VALUE]))
		return;
	const char *place = spell_place(taker, FACT_VALUE, number);
	const OtSheetColumn *column =
		find_fact(taker->sheet, cells[FACT_SECTION], cells[FACT_LABEL]);
	if (column != NULL)
		take_value(taker, column, whole, root, cells[FACT_VALUE], place);
	else
		ot_form_complain(
			taker->reading, OT_CODE_FORM_COLUMN, place,
			"“%.60s” is not asked for under “%.60s”, and its value is not read",
			cells[FACT_LABEL], cells[FACT_SECTION]);
}

void
ot_sheet_take_row(OtSheetTaker *taker, const char *const *cells, guint n, guint number)
{
	bool blank = true;

	for (guint i = 0; i < n; i++)
		blank = blank && ot_text_is_blank(cells[i]);
	if (blank)
		return;
	if (taker->sheet->part == NULL)
		take_fact(taker, cells, n, number);
	else
		take_table_row(taker, cells, n, number);
}
