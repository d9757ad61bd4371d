/* SPDX-License-Identifier: MIT */
#include "engagement/import-match.h"

#include "base/limits.h"

#include <stdlib.h>
#include <string.h>

typedef struct {
	const OtDraft *draft;
	OtArena *arena;
	GPtrArray *fields;     /* of const OtNode *, as the document has them */
	GHashTable *by_name;   /* name to field */
	GHashTable *by_column; /* "entry.#.when" to a field of some row */
	/* label to field, the next of a column, or `twice`: several have it */
	GHashTable *by_label;
	GHashTable *below;     /* field of a column to the one in the next row */
	GHashTable *lowest;    /* label of a column to its field in the last row so far */
	GArray *matches;
} Matching;

/* Stands for more than one field. */
static const OtNode twice;

/* --- names ----------------------------------------------------------------------------------- */

/* Where the number of a row stands in a name, and its length; NULL: it has none. */
static const char *
find_number(const char *name, size_t *len)
{
	for (const char *dot = strchr(name, '.'); dot != NULL; dot = strchr(dot + 1, '.')) {
		*len = strspn(dot + 1, "0123456789");
		if (*len > 0 && *len <= 4 && dot[1 + *len] == '.')
			return dot + 1;
	}
	return NULL;
}

int
ot_import_row(const char *name, OtArena *arena, const char **row)
{
	size_t len;
	const char *number = find_number(name, &len);
	int value = number != NULL ? atoi(number) : 0;

	if (value < 1 || value > OT_LIMIT_REPEATED_ROWS)
		return 0;
	*row = ot_arena_strndup(arena, name, (size_t) (number - name - 1));
	return value;
}

/* "entry.#.when" for "entry.2.when"; NULL: it is of no row. */
static char *
column_of(const char *name)
{
	size_t len;
	const char *number = find_number(name, &len);

	if (number == NULL)
		return NULL;
	return g_strdup_printf("%.*s#%s", (int) (number - name), name, number + len);
}

static const char *
renumber(Matching *matching, const char *name, size_t row)
{
	size_t len;
	const char *number = find_number(name, &len);

	return ot_arena_printf(matching->arena, "%.*s%zu%s", (int) (number - name), name, row,
	                       number + len);
}

/* Whether two fields of a label are one column of rows: then its rows tell them apart. */
static bool
is_column(const OtNode *one, const OtNode *other)
{
	g_autofree char *column = column_of(one->as.field.name);
	g_autofree char *same = column != NULL ? column_of(other->as.field.name) : NULL;

	return same != NULL && strcmp(column, same) == 0;
}

static void
index_field(Matching *matching, OtNode *field)
{
	const OtFieldData *data = &field->as.field;
	char *column = column_of(data->name);

	g_ptr_array_add(matching->fields, field);
	if (!g_hash_table_contains(matching->by_name, data->name))
		g_hash_table_insert(matching->by_name, (void *) data->name, field);
	if (column != NULL)
		g_hash_table_insert(matching->by_column, column, field);
	const OtNode *same = g_hash_table_lookup(matching->by_label, data->label);
	if (same == NULL) {
		g_hash_table_insert(matching->by_label, (void *) data->label, field);
		g_hash_table_insert(matching->lowest, (void *) data->label, field);
	} else if (same != &twice && is_column(same, field)) {
		OtNode *above = g_hash_table_lookup(matching->lowest, data->label);
		if (strcmp(above->as.field.name, data->name) != 0)
			g_hash_table_insert(matching->below, above, field);
		g_hash_table_insert(matching->lowest, (void *) data->label, field);
	} else if (same != &twice && strcmp(same->as.field.name, data->name) != 0) {
		g_hash_table_insert(matching->by_label, (void *) data->label, (void *) &twice);
	}
}

static void
index_fields(Matching *matching, const OtDocument *document)
{
	OtWalk walk = ot_walk_start(document->root);

	while (ot_walk_next(&walk) != OT_WALK_END)
		if (walk.event == OT_WALK_ENTER && walk.node->kind == OT_NODE_FIELD &&
		    !walk.node->locked)
			index_field(matching, walk.node);
}

/* The field of that name, or of the same column in another row. */
static const OtNode *
find_field(const Matching *matching, const char *name)
{
	const OtNode *field = g_hash_table_lookup(matching->by_name, name);
	g_autofree char *column = field == NULL ? column_of(name) : NULL;

	if (column != NULL)
		field = g_hash_table_lookup(matching->by_column, column);
	return field;
}

/* --- one control ----------------------------------------------------------------------------- */

/* A field that stands twice has a tag with a number at its end: "need.aims~2". */
static const char *
read_tag(OtArena *arena, const char *tag)
{
	const char *mark = tag != NULL ? strrchr(tag, '~') : NULL;

	if (mark == NULL || mark[1] == '\0' || mark[1 + strspn(mark + 1, "0123456789")] != '\0')
		return ot_arena_strdup(arena, tag);
	return ot_arena_strndup(arena, tag, (size_t) (mark - tag));
}

/* The name in "/o:fields[1]/o:field[@name='need.aims'][1]". */
static const char *
read_binding(OtArena *arena, const char *path)
{
	static const char before[] = "[@name=";
	const char *at = path != NULL ? strstr(path, before) : NULL;

	if (at == NULL)
		return NULL;
	at += strlen(before);
	const char *end = *at == '\'' || *at == '"' ? strchr(at + 1, *at) : NULL;
	return end != NULL ? ot_arena_strndup(arena, at + 1, (size_t) (end - at - 1)) : NULL;
}

const char *
ot_match_name(const OtControl *control, OtArena *arena)
{
	const char *tag = read_tag(arena, control->tag);

	return tag != NULL ? tag : read_binding(arena, control->path);
}

static void
match_control(Matching *matching, OtFieldMatch *match)
{
	const OtControl *control = match->control;
	const char *tag = read_tag(matching->arena, control->tag);
	const char *names[] = {tag, read_binding(matching->arena, control->path)};
	static const OtMatchBy ways[] = {OT_MATCH_TAG, OT_MATCH_BINDING};

	for (size_t i = 0; i < G_N_ELEMENTS(names) && match->field == NULL; i++) {
		match->name = names[i] != NULL ? names[i] : match->name;
		match->field = names[i] != NULL ? find_field(matching, names[i]) : NULL;
		match->by = match->field != NULL ? ways[i] : OT_MATCH_NONE;
	}
	/* a name that is known to be another's is not overruled by a title */
	if (match->field != NULL || match->name != NULL || control->alias == NULL)
		return;
	match->field = g_hash_table_lookup(matching->by_label, control->alias);
	if (match->field == &twice)
		match->field = NULL;
	match->name = match->field != NULL ? match->field->as.field.name : NULL;
	match->by = match->field != NULL ? OT_MATCH_TITLE : OT_MATCH_NONE;
	/* of a column, the next one is in the next row; a row too many repeats the last name */
	OtNode *next = match->field != NULL ? g_hash_table_lookup(matching->below, match->field)
	                                    : NULL;
	if (next != NULL)
		g_hash_table_insert(matching->by_label, (void *) match->field->as.field.label,
		                    next);
}

/* --- by position ----------------------------------------------------------------------------- */

static bool
is_nameless(const OtFieldMatch *match)
{
	return match->field == NULL && match->name == NULL && !match->set_aside &&
	       match->control->kind != OT_CONTROL_SECTION &&
	       match->control->kind != OT_CONTROL_ITEM && match->control->alias == NULL;
}

static OtFieldMatch *
match_at(const Matching *matching, size_t index)
{
	return &g_array_index(matching->matches, OtFieldMatch, index);
}

/* Pair what is nameless between two known controls with the fields there, if they are as many. */
static void
pair(Matching *matching, size_t from, size_t to, size_t first, size_t last)
{
	size_t n = 0, field = first;

	for (size_t i = from; i < to; i++)
		n += is_nameless(match_at(matching, i));
	if (n == 0 || n != last - first)
		return;
	for (size_t i = from; i < to; i++) {
		if (!is_nameless(match_at(matching, i)))
			continue;
		match_at(matching, i)->field = g_ptr_array_index(matching->fields, field++);
		match_at(matching, i)->name = match_at(matching, i)->field->as.field.name;
		match_at(matching, i)->by = OT_MATCH_PLACE;
	}
}

/* The place of a field in the document, at or after `from`; the number of fields: none there. */
static size_t
find_place(const Matching *matching, const OtNode *field, size_t from)
{
	guint at;

	if (!g_ptr_array_find(matching->fields, field, &at) || at < from)
		return matching->fields->len;
	return at;
}

static void
match_places(Matching *matching)
{
	size_t from = 0, first = 0;

	for (size_t i = 0; i < matching->matches->len; i++) {
		const OtNode *field = match_at(matching, i)->field;
		size_t place = field != NULL ? find_place(matching, field, first)
		                             : matching->fields->len;

		if (place == matching->fields->len)
			continue;
		pair(matching, from, i, first, place);
		from = i + 1;
		first = place + 1;
	}
	pair(matching, from, matching->matches->len, first, matching->fields->len);
}

/* --- rows ------------------------------------------------------------------------------------ */

/* The item of a section that repeats in which a control stands; NULL: none. */
static const OtControl *
find_item(const Matching *matching, const OtControl *control)
{
	for (size_t at = control->parent; at != G_MAXSIZE;) {
		const OtControl *outer = match_at(matching, at)->control;
		if (outer->kind == OT_CONTROL_ITEM)
			return outer;
		at = outer->parent;
	}
	return NULL;
}

/* Rows of a table in which a column stands that another row has too. */
typedef struct {
	int table, last_row;
	size_t n_rows;
} Rows;

/* The table and row of a control in the text; false: it is in none. */
static bool
find_cell(const Matching *matching, const OtControl *control, int *table, int *row)
{
	if (control->paragraph == G_MAXSIZE)
		return false;
	const OtDraftParagraph *paragraph =
		ot_draft_paragraph(matching->draft, control->paragraph);
	*table = paragraph->table;
	*row = paragraph->row;
	return paragraph->table > 0;
}

/* "3 entry": the rows of one name in one table. */
static const char *
rows_key(Matching *matching, const char *name, int table)
{
	const char *row;

	if (ot_import_row(name, matching->arena, &row) == 0)
		return NULL;
	return ot_arena_printf(matching->arena, "%d %s", table, row);
}

/* The rows in which two controls have one name: without the section, that is how copies look. */
static GHashTable *
find_copied(Matching *matching)
{
	GHashTable *copied = g_hash_table_new(g_str_hash, g_str_equal);
	g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
	int table, row;

	for (size_t i = 0; i < matching->matches->len; i++) {
		const OtFieldMatch *match = match_at(matching, i);

		if (match->field == NULL || match->set_aside ||
		    find_item(matching, match->control) != NULL ||
		    !find_cell(matching, match->control, &table, &row))
			continue;
		const char *key = rows_key(matching, match->name, table);
		int *other = key != NULL ? g_hash_table_lookup(seen, match->name) : NULL;
		if (other != NULL && *other != row)
			g_hash_table_add(copied, (char *) key);
		int *place = ot_arena_new_object(matching->arena, int);
		*place = row;
		if (key != NULL)
			g_hash_table_insert(seen, (char *) match->name, place);
	}
	return copied;
}

/* Number the rows of a table in their order where some are copies of others. */
static void
number_copied(Matching *matching)
{
	g_autoptr(GHashTable) copied = find_copied(matching);
	g_autoptr(GHashTable) counts = g_hash_table_new(g_str_hash, g_str_equal);
	int table, row;

	for (size_t i = 0; i < matching->matches->len; i++) {
		OtFieldMatch *match = match_at(matching, i);

		if (match->field == NULL || match->set_aside ||
		    find_item(matching, match->control) != NULL ||
		    !find_cell(matching, match->control, &table, &row))
			continue;
		const char *key = rows_key(matching, match->name, table);
		if (key == NULL || !g_hash_table_contains(copied, key))
			continue;
		Rows *rows = g_hash_table_lookup(counts, key);
		if (rows == NULL) {
			rows = ot_arena_new_object(matching->arena, Rows);
			g_hash_table_insert(counts, (char *) key, rows);
		}
		rows->n_rows += rows->last_row != row;
		rows->last_row = row;
		match->name = renumber(matching, match->name, rows->n_rows);
	}
}

static void
number_items(Matching *matching)
{
	for (size_t i = 0; i < matching->matches->len; i++) {
		OtFieldMatch *match = match_at(matching, i);
		const OtControl *item = find_item(matching, match->control);
		size_t len;

		if (item != NULL && match->field != NULL && find_number(match->name, &len) != NULL)
			match->name = renumber(matching, match->name, item->item + 1);
	}
}

/* --- all of them ----------------------------------------------------------------------------- */

/* Of two controls around one value, LibreOffice makes of a box, the inner one counts. */
static void
set_outer_aside(Matching *matching)
{
	for (size_t i = 0; i < matching->matches->len; i++) {
		const OtFieldMatch *match = match_at(matching, i);
		size_t outer = match->control->parent;

		if (match->field != NULL && outer != G_MAXSIZE)
			match_at(matching, outer)->set_aside = true;
	}
	for (size_t i = matching->matches->len; i > 0; i--) {
		const OtFieldMatch *match = match_at(matching, i - 1);
		if (match->set_aside && match->control->parent != G_MAXSIZE)
			match_at(matching, match->control->parent)->set_aside = true;
	}
}

static void
match_all(Matching *matching, const OtControls *controls)
{
	for (size_t i = 0; i < ot_controls_count(controls); i++) {
		OtFieldMatch match = {.control = ot_control(controls, i)};

		match_control(matching, &match);
		g_array_append_val(matching->matches, match);
	}
	set_outer_aside(matching);
	/*
	 * what was deleted or stands there twice says nothing; nor does a lock that holds no field
	 */
	for (size_t i = 0; i < matching->matches->len; i++) {
		OtFieldMatch *match = match_at(matching, i);
		match->set_aside = match->set_aside || match->control->deleted ||
		                   match->control->shadow ||
		                   (match->field == NULL && match->control->locked_content);
	}
	match_places(matching);
	number_items(matching);
	number_copied(matching);
}

GArray *
ot_import_match(const OtDocument *document, const OtDraft *draft, const OtControls *controls,
                OtArena *arena)
{
	g_autoptr(GPtrArray) fields = g_ptr_array_new();
	g_autoptr(GHashTable) by_name = g_hash_table_new(g_str_hash, g_str_equal);
	g_autoptr(GHashTable) by_column =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	g_autoptr(GHashTable) by_label = g_hash_table_new(g_str_hash, g_str_equal);
	g_autoptr(GHashTable) below = g_hash_table_new(NULL, NULL);
	g_autoptr(GHashTable) lowest = g_hash_table_new(g_str_hash, g_str_equal);
	Matching matching = {
		.draft = draft,
		.arena = arena,
		.fields = fields,
		.by_name = by_name,
		.by_column = by_column,
		.by_label = by_label,
		.below = below,
		.lowest = lowest,
		.matches = g_array_new(FALSE, FALSE, sizeof(OtFieldMatch)),
	};

	index_fields(&matching, document);
	match_all(&matching, controls);
	return matching.matches;
}
