/* SPDX-License-Identifier: MIT */
#include "base/error.h"
#include "base/text.h"
#include "suppliers/same.h"
#include "suppliers/value.h"
#include "tables/csv.h"

#include <string.h>

/* --- why ----------------------------------------------------------------------------------- */

/* Append the rows from `first` on that have a key of it; only where there are several. */
static void
append_shared(GString *out, const OtSameGroup *group, guint first, OtSameKey key)
{
	const OtSameRow *one = g_ptr_array_index(group->rows, first);
	g_autoptr(GString) rows = g_string_new(NULL);
	size_t n = 0;

	for (guint i = 0; one->keys[key] != NULL && i < group->rows->len; i++) {
		const OtSameRow *other = g_ptr_array_index(group->rows, i);
		if (g_strcmp0(one->keys[key], other->keys[key]) != 0)
			continue;
		if (i < first)
			return;
		g_string_append_printf(rows, "%s%zu", n++ > 0 ? ", " : "", other->row);
	}
	if (n < 2)
		return;
	g_string_append_printf(out, "%s%s %s", out->len > 0 ? "; " : "", ot_same_key_words(key),
	                       key == OT_SAME_NAME ? "" : one->keys[key]);
	if (key == OT_SAME_NAME)
		g_string_truncate(out, out->len - 1);
	if (n < group->rows->len && group->n == group->rows->len)
		g_string_append_printf(out, " (rows %s)", rows->str);
}

char *
ot_same_group_reason(const OtSameGroup *group)
{
	GString *out = g_string_new(NULL);

	for (int key = 0; key < OT_SAME_DOMAIN; key++)
		for (guint i = 0; i < group->rows->len; i++)
			append_shared(out, group, i, (OtSameKey) key);
	/* Whoever has the same address has the same domain. */
	for (guint i = 0; i < group->rows->len && out->len == 0; i++)
		append_shared(out, group, i, OT_SAME_DOMAIN);
	return g_string_free(out, FALSE);
}

/* --- one cell ------------------------------------------------------------------------------ */

static size_t
count_cells(const OtSameRow *row, size_t n_heads)
{
	size_t n = 0;

	for (size_t i = 0; i < n_heads; i++)
		n += *row->values[i] != '\0';
	return n;
}

/* The row whose cell is kept where two contradict: that with most cells, the first of equals. */
static const OtSameRow *
find_fullest(const OtSameGroup *group, size_t n_heads, size_t column)
{
	const OtSameRow *best = NULL;

	for (guint i = 0; i < group->rows->len; i++) {
		const OtSameRow *row = g_ptr_array_index(group->rows, i);
		if (*row->values[column] != '\0' &&
		    (best == NULL || count_cells(row, n_heads) > count_cells(best, n_heads)))
			best = row;
	}
	return best;
}

/* Who withdrew stays withdrawn, whatever an older row says. */
static const OtSameRow *
find_strictest(const OtSameGroup *group, const OtSameRow *best)
{
	for (guint i = 0; i < group->rows->len; i++) {
		const OtSameRow *row = g_ptr_array_index(group->rows, i);
		if (row->consent > best->consent)
			best = row;
	}
	return best;
}

static const OtSameRow *
find_earliest(const OtSameGroup *group, const OtSameRow *best)
{
	for (guint i = 0; i < group->rows->len; i++) {
		const OtSameRow *row = g_ptr_array_index(group->rows, i);
		if (ot_supplier_is_day(row->retain_until) &&
		    (!ot_supplier_is_day(best->retain_until) ||
		     strcmp(row->retain_until, best->retain_until) < 0))
			best = row;
	}
	return best;
}

static const OtSameRow *
choose_row(const OtSameGroup *group, const OtSameRows *read, size_t column)
{
	const OtSameRow *best = find_fullest(group, read->n_heads, column);

	if (best == NULL)
		return NULL;
	if (read->columns[column] == OT_SUPPLIER_CONSENT)
		return find_strictest(group, best);
	if (read->columns[column] == OT_SUPPLIER_RETAIN_UNTIL)
		return find_earliest(group, best);
	return best;
}

/* The first row with this value, so that each other value is said once. */
static bool
is_first_with(const OtSameGroup *group, guint index, size_t column)
{
	const OtSameRow *row = g_ptr_array_index(group->rows, index);

	for (guint i = 0; i < index; i++) {
		const OtSameRow *before = g_ptr_array_index(group->rows, i);
		if (strcmp(before->values[column], row->values[column]) == 0)
			return false;
	}
	return true;
}

static char *
merge_cell(OtSameGroup *group, const OtSameRows *read, size_t column)
{
	const OtSameRow *chosen = choose_row(group, read, column);
	const char *fullest = chosen != NULL ? chosen->cells[column] : "";

	for (guint i = 0; chosen != NULL && i < group->rows->len; i++) {
		const OtSameRow *row = g_ptr_array_index(group->rows, i);
		bool same = strcmp(row->values[column], chosen->values[column]) == 0;
		if (same && strlen(row->cells[column]) > strlen(fullest))
			fullest = row->cells[column];
		if (same || *row->values[column] == '\0' || !is_first_with(group, i, column))
			continue;
		const OtConflict conflict = {
			.head = read->heads[column],
			.kept = chosen->cells[column],
			.other = row->cells[column],
			.kept_row = chosen->row,
			.other_row = row->row,
		};
		g_array_append_val(group->conflicts, conflict);
	}
	return g_strdup(fullest);
}

/* --- one row ------------------------------------------------------------------------------- */

/* The notes of all rows, each once. */
static char *
join_notes(const OtSameGroup *group, size_t column)
{
	GString *notes = g_string_new(NULL);

	for (guint i = 0; i < group->rows->len; i++) {
		const OtSameRow *row = g_ptr_array_index(group->rows, i);
		if (*row->values[column] != '\0' && is_first_with(group, i, column))
			g_string_append_printf(notes, "%s%s", notes->len > 0 ? "; " : "",
			                       row->cells[column]);
	}
	return g_string_free(notes, FALSE);
}

static int
find_column(const OtSameRows *read, OtSupplierField field)
{
	for (size_t i = 0; i < read->n_heads; i++)
		if (read->columns[i] == (int) field)
			return (int) i;
	return -1;
}

/* What could not be kept in its cell. */
static char *
write_others(const OtSameGroup *group)
{
	GString *others = g_string_new(NULL);

	for (guint i = 0; i < group->conflicts->len; i++) {
		const OtConflict *conflict = &g_array_index(group->conflicts, OtConflict, i);
		g_string_append_printf(others, "%s%s also %s (row %zu)", i > 0 ? "; " : "",
		                       conflict->head, conflict->other, conflict->other_row);
	}
	return g_string_free(others, FALSE);
}

void
ot_same_merge(OtSameGroup *group, const OtSameRows *read)
{
	int note = find_column(read, OT_SUPPLIER_NOTE);

	group->cells = g_ptr_array_new_with_free_func(g_free);
	for (size_t i = 0; i < read->n_heads; i++)
		g_ptr_array_add(group->cells, (int) i == note ? join_notes(group, i)
		                                              : merge_cell(group, read, i));
	g_autofree char *others = write_others(group);
	if (note < 0) {
		g_ptr_array_add(group->cells, g_steal_pointer(&others));
	} else if (*others != '\0') {
		char **cell = (char **) &g_ptr_array_index(group->cells, (guint) note);
		char *old = *cell;
		*cell = g_strconcat(old, *old != '\0' ? "; " : "", others, NULL);
		g_free(old);
	}
}

/* --- the list ------------------------------------------------------------------------------ */

typedef struct {
	const OtDuplicates *duplicates;
	OtCsv *csv;
	GHashTable *first; /* of OtSameGroup * by the number of its first row */
	GHashTable *gone;  /* numbers of the others */
	bool add_note;     /* the table has no column for notes, and one is needed */
	bool begun;
} Merge;

static void
write_cells(const Merge *merge, const char *const *cells, size_t n, size_t n_heads)
{
	for (size_t i = 0; i < MAX(n, n_heads); i++)
		ot_csv_cell(merge->csv, i < n ? cells[i] : "");
	if (merge->add_note && n <= n_heads)
		ot_csv_cell(merge->csv, "");
	ot_csv_end_row(merge->csv);
}

static void
write_heads(Merge *merge, const OtCsvRow *row)
{
	for (size_t i = 0; i < row->n_heads; i++)
		ot_csv_cell(merge->csv, row->heads[i]);
	if (merge->add_note)
		ot_csv_cell(merge->csv, ot_supplier_field_head(OT_SUPPLIER_NOTE));
	ot_csv_end_row(merge->csv);
	merge->begun = true;
}

static void
write_group(const Merge *merge, const OtSameGroup *group, size_t n_heads)
{
	/* The last cell is the note of a table without a column for it. */
	guint n = merge->add_note ? group->cells->len : MIN(group->cells->len, (guint) n_heads);

	for (guint i = 0; i < n; i++)
		ot_csv_cell(merge->csv, g_ptr_array_index(group->cells, i));
	ot_csv_end_row(merge->csv);
}

static bool
write_row(const OtSupplier *supplier, const OtCsvRow *row, void *data)
{
	Merge *merge = data;
	gpointer number = GSIZE_TO_POINTER(supplier->row);
	const OtSameGroup *group = g_hash_table_lookup(merge->first, number);

	if (!merge->begun)
		write_heads(merge, row);
	if (group != NULL)
		write_group(merge, group, row->n_heads);
	else if (!g_hash_table_contains(merge->gone, number))
		write_cells(merge, row->raw, row->n_raw, row->n_heads);
	return true;
}

static void
take_groups(Merge *merge)
{
	const GPtrArray *groups = merge->duplicates->groups;
	const OtSameRows *read = merge->duplicates->read;
	bool has_note = find_column(read, OT_SUPPLIER_NOTE) >= 0;

	for (guint i = 0; i < groups->len; i++) {
		OtSameGroup *group = g_ptr_array_index(groups, i);
		if (group->cells == NULL)
			continue;
		merge->add_note |= !has_note && group->conflicts->len > 0;
		for (guint j = 0; j < group->rows->len; j++) {
			const OtSameRow *row = g_ptr_array_index(group->rows, j);
			if (j == 0)
				g_hash_table_insert(merge->first, GSIZE_TO_POINTER(row->row),
				                    group);
			else
				g_hash_table_add(merge->gone, GSIZE_TO_POINTER(row->row));
		}
	}
}

GBytes *
ot_duplicates_merge(const OtDuplicates *duplicates, const char *path,
                    const OtSuppliersOptions *options, GError **error)
{
	g_autoptr(OtFindings) said = ot_findings_new();
	g_autoptr(OtCsv) csv = ot_csv_new_exact(',');
	Merge merge = {
		.duplicates = duplicates,
		.csv = csv,
		.first = g_hash_table_new(NULL, NULL),
		.gone = g_hash_table_new(NULL, NULL),
	};

	take_groups(&merge);
	bool good = ot_suppliers_scan(path, options, false, write_row, &merge, said, error);
	g_hash_table_unref(merge.first);
	g_hash_table_unref(merge.gone);
	return good ? ot_csv_take_exact(csv, path, error) : NULL;
}
