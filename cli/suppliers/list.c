/* SPDX-License-Identifier: MIT */
#include "base/arena.h"
#include "base/limits.h"
#include "suppliers/record.h"

#include <string.h>

struct OtSuppliers {
	OtArena *arena;
	GPtrArray *rows;        /* of OtSupplier, in the arena */
	OtSupplierCodes *codes;
	const char *path;       /* while it is read */
	OtFindings *findings;
};

static bool
keep(const OtSupplier *supplier, void *data)
{
	OtSuppliers *suppliers = data;
	g_autofree char *identity = ot_supplier_identity(supplier);

	if (suppliers->rows->len >= OT_LIMIT_SUPPLIERS) {
		ot_supplier_find(suppliers->findings, OT_CODE_TABLE_LIMIT, suppliers->path,
		                 supplier, OT_SUPPLIER_NAME, "the list has more than %u suppliers",
		                 OT_LIMIT_SUPPLIERS);
		return false;
	}
	OtSupplier *copy = ot_arena_new_object(suppliers->arena, OtSupplier);
	*copy = *supplier;
	for (int field = 0; field < OT_N_SUPPLIER_FIELDS; field++)
		copy->values[field] = *supplier->values[field] != '\0'
		                              ? ot_arena_strdup(suppliers->arena,
		                                                supplier->values[field])
		                              : "";
	copy->bad = ot_arena_strdup(suppliers->arena, supplier->bad);
	ot_supplier_codes_add(suppliers->codes, identity, supplier->row);
	g_ptr_array_add(suppliers->rows, copy);
	return true;
}

void
ot_supplier_find_longer(const OtSupplierCodes *codes, const char *path, OtFindings *findings)
{
	const OtWhere where = {.file = strcmp(path, "-") == 0 ? "(standard input)" : path};
	size_t n = ot_supplier_codes_longer(codes);

	if (n > 0)
		ot_findings_add(
			findings, OT_CODE_SUPPLIER_CODE_LONGER, where,
			"the codes of %zu suppliers have more signs than those of the others", n);
}

static void
name_all(OtSuppliers *suppliers)
{
	ot_supplier_codes_close(suppliers->codes);
	ot_supplier_find_longer(suppliers->codes, suppliers->path, suppliers->findings);
	for (guint i = 0; i < suppliers->rows->len; i++) {
		OtSupplier *supplier = g_ptr_array_index(suppliers->rows, i);
		char code[OT_SUPPLIER_CODE_BYTES];
		g_autofree char *why = NULL, *file_name = NULL;

		ot_supplier_name_by_code(supplier, suppliers->codes, suppliers->path,
		                         suppliers->findings, code, &why, &file_name);
		supplier->code = ot_arena_strdup(suppliers->arena, supplier->code);
		supplier->file_name = ot_arena_strdup(suppliers->arena, supplier->file_name);
		supplier->bad =
			why != NULL ? ot_arena_strdup(suppliers->arena, why) : supplier->bad;
	}
}

OtSuppliers *
ot_suppliers_read(const char *path, const OtSuppliersOptions *options, OtFindings *findings,
                  GError **error)
{
	g_autoptr(OtSuppliers) suppliers = g_new0(OtSuppliers, 1);

	suppliers->arena = ot_arena_new();
	suppliers->rows = g_ptr_array_new();
	suppliers->codes = ot_supplier_codes_new();
	suppliers->path = path;
	suppliers->findings = findings;
	if (!ot_suppliers_each(path, options, NULL, keep, suppliers, findings, error))
		return NULL;
	name_all(suppliers);
	return g_steal_pointer(&suppliers);
}

void
ot_suppliers_free(OtSuppliers *suppliers)
{
	if (suppliers == NULL)
		return;
	g_ptr_array_unref(suppliers->rows);
	ot_supplier_codes_free(suppliers->codes);
	ot_arena_free(suppliers->arena);
	g_free(suppliers);
}

const OtSupplier *
ot_suppliers_get(const OtSuppliers *suppliers, size_t index)
{
	return g_ptr_array_index(suppliers->rows, index);
}

size_t
ot_suppliers_count(const OtSuppliers *suppliers)
{
	return suppliers->rows->len;
}

const OtSupplier *
ot_suppliers_find(const OtSuppliers *suppliers, const char *word)
{
	char code[OT_SUPPLIER_CODE_BYTES];
	const OtSupplier *by_code = NULL;
	bool is_code = ot_supplier_code_read(word, code);

	for (guint i = 0; i < suppliers->rows->len; i++) {
		const OtSupplier *supplier = g_ptr_array_index(suppliers->rows, i);
		if (*word != '\0' && strcmp(supplier->values[OT_SUPPLIER_ID], word) == 0)
			return supplier;
		if (is_code && by_code == NULL && strcmp(supplier->code, code) == 0)
			by_code = supplier;
	}
	return by_code;
}
