/* SPDX-License-Identifier: MIT */
#include "suppliers/same.h"

#include "base/error.h"
#include "base/text.h"

#include <string.h>

OtSameRows *
ot_same_rows_new(const OtSupplierLists *lists)
{
	OtSameRows *rows = g_new0(OtSameRows, 1);

	rows->arena = ot_arena_new();
	rows->lists = lists;
	rows->rows = g_hash_table_new(NULL, NULL);
	return rows;
}

void
ot_same_rows_free(OtSameRows *rows)
{
	if (rows == NULL)
		return;
	g_hash_table_unref(rows->rows);
	ot_arena_free(rows->arena);
	g_free(rows);
}

static void
keep_heads(OtSameRows *rows, const OtCsvRow *row)
{
	rows->n_heads = row->n_heads;
	rows->heads = ot_arena_alloc(rows->arena, (row->n_heads + 1) * sizeof *rows->heads);
	rows->columns = ot_arena_alloc(rows->arena, (row->n_heads + 1) * sizeof *rows->columns);
	for (size_t i = 0; i < row->n_heads; i++) {
		rows->heads[i] = ot_arena_strdup(rows->arena, row->heads[i]);
		rows->columns[i] = row->columns[i];
	}
}

/* The digits of a telephone number as it is dialled at home. */
static char *
read_telephone(const char *text)
{
	g_autoptr(GString) digits = g_string_new(NULL);
	const char *at = text;

	for (; *at != '\0'; at++)
		if (g_ascii_isdigit(*at))
			g_string_append_c(digits, *at);
	if (*text == '+' && g_str_has_prefix(digits->str, "44"))
		return g_strconcat("0", digits->str + 2 + (digits->str[2] == '0'), NULL);
	return g_strdup(digits->str);
}

/* A cell so that two which mean the same are the same; "" only where nothing stands there. */
static char *
compare_as(const OtSameRows *rows, const OtSupplier *supplier, int column, const char *raw)
{
	g_autofree char *text =
		ot_text_fold(g_strdup(column >= 0 ? supplier->values[column] : raw));
	g_autofree char *same = NULL;
	const char *form = NULL;

	switch (column) {
	case OT_SUPPLIER_NAME:
		same = ot_supplier_bare_name(rows->lists, text, &form);
		if (form != NULL && *same != '\0')
			return g_strdup_printf("%s\n%s", same, form);
		break;
	case OT_SUPPLIER_CONSENT:
		if (supplier->consent != OT_CONSENT_UNKNOWN)
			return g_strdup(ot_consent_name(supplier->consent));
		break;
	case OT_SUPPLIER_SIZE:
		if (supplier->size != OT_FIRM_UNKNOWN)
			return g_strdup(ot_firm_size_name(supplier->size));
		break;
	case OT_SUPPLIER_TELEPHONE:
		same = read_telephone(text);
		break;
	default:
		same = ot_supplier_plain_name(text);
	}
	if (same == NULL || *same == '\0')
		return g_utf8_casefold(text, -1);
	return g_steal_pointer(&same);
}

static OtSameRow *
keep_row(const OtSameRows *rows, const OtSupplier *supplier, const OtCsvRow *row)
{
	OtSameRow *kept = ot_arena_new_object(rows->arena, OtSameRow);
	size_t n = MAX(row->n_heads, 1);
	const char **cells = ot_arena_alloc(rows->arena, n * sizeof *cells);
	const char **values = ot_arena_alloc(rows->arena, n * sizeof *values);

	kept->row = supplier->row;
	kept->name = ot_arena_strdup(rows->arena, supplier->values[OT_SUPPLIER_NAME]);
	kept->consent = supplier->consent;
	kept->retain_until =
		ot_arena_strdup(rows->arena, supplier->values[OT_SUPPLIER_RETAIN_UNTIL]);
	for (int key = 0; key < OT_N_SAME_KEYS; key++) {
		g_autofree char *text = ot_same_key(rows->lists, supplier, (OtSameKey) key);
		kept->keys[key] = ot_arena_strdup(rows->arena, text);
	}
	for (size_t i = 0; i < row->n_heads; i++) {
		const char *raw = i < row->n_raw ? row->raw[i] : "";
		g_autofree char *value = compare_as(rows, supplier, row->columns[i], raw);
		cells[i] = ot_arena_strdup(rows->arena, raw);
		values[i] = ot_arena_strdup(rows->arena, value);
	}
	kept->cells = cells;
	kept->values = values;
	return kept;
}

static bool
take_row(const OtSupplier *supplier, const OtCsvRow *row, void *data)
{
	OtSameRows *rows = data;
	gpointer index = GUINT_TO_POINTER(rows->next++);

	if (rows->heads == NULL)
		keep_heads(rows, row);
	if (g_hash_table_contains(rows->rows, index))
		g_hash_table_insert(rows->rows, index, keep_row(rows, supplier, row));
	return true;
}

bool
ot_same_rows_read(OtSameRows *rows, const char *path, const OtSuppliersOptions *options,
                  OtFindings *findings, GError **error)
{
	GHashTableIter iter;
	gpointer row;

	if (!ot_suppliers_scan(path, options, false, take_row, rows, findings, error))
		return false;
	g_hash_table_iter_init(&iter, rows->rows);
	while (g_hash_table_iter_next(&iter, NULL, &row)) {
		if (row != NULL)
			continue;
		g_set_error(error, OT_ERROR, OT_ERROR_IO,
		            "%s was changed while it was read; try again", path);
		return false;
	}
	return true;
}
