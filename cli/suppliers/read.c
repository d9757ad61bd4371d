/* SPDX-License-Identifier: MIT */
#include "base/error.h"
#include "base/suggest.h"
#include "suppliers/record.h"

#include <string.h>

typedef struct {
	const OtSupplierCodes *codes;
	OtSupplierTake *take;
	void *data;
	const char *path;
	OtFindings *findings;
} Each;

typedef struct {
	OtSupplierReading *reading;
	OtSupplierScan *take;
	void *data;
} Scan;

/* Heads that outset.ini gives to columns that there are not. */
static bool
check_heads(char *const *heads, GError **error)
{
	g_autoptr(GPtrArray) names = g_ptr_array_new();

	for (int field = 0; field < OT_N_SUPPLIER_FIELDS; field++)
		g_ptr_array_add(names, (char *) ot_supplier_field_name((OtSupplierField) field));
	for (; heads != NULL && *heads != NULL; heads += 2) {
		if (g_ptr_array_find_with_equal_func(names, *heads, g_str_equal, NULL))
			continue;
		g_autofree char *advice = ot_name_advice(*heads, names);
		g_set_error(error, OT_ERROR, OT_ERROR_USAGE,
		            "outset.ini: a list of suppliers has no column \"%s\"%s", *heads,
		            advice);
		return false;
	}
	return true;
}

static bool
take_row(const OtCsvRow *row, void *data)
{
	const Scan *scan = data;

	return scan->take(ot_supplier_reading_take(scan->reading, row), row, scan->data);
}

bool
ot_suppliers_scan(const char *path, const OtSuppliersOptions *options, bool identity_only,
                  OtSupplierScan *take, void *data, OtFindings *findings, GError **error)
{
	const OtCsvForm form = ot_supplier_form(options->heads);

	if (!check_heads(options->heads, error))
		return false;
	Scan scan = {ot_supplier_reading_new(path, options, identity_only, findings), take, data};
	bool good = ot_csv_read(path, &form, take_row, &scan, findings, error);
	ot_supplier_reading_end(scan.reading);
	return good;
}

static bool
give(const OtSupplier *read, const OtCsvRow *row, void *data)
{
	const Each *each = data;
	OtSupplier supplier = *read;
	char code[OT_SUPPLIER_CODE_BYTES];
	g_autofree char *why = NULL, *file_name = NULL;

	(void) row;
	if (each->codes != NULL)
		ot_supplier_name_by_code(&supplier, each->codes, each->path, each->findings, code,
		                         &why, &file_name);
	return each->take(&supplier, each->data);
}

bool
ot_suppliers_each(const char *path, const OtSuppliersOptions *options, const OtSupplierCodes *codes,
                  OtSupplierTake *take, void *data, OtFindings *findings, GError **error)
{
	Each each = {codes, take, data, path, findings};

	return ot_suppliers_scan(path, options, false, give, &each, findings, error);
}

static bool
add_code(const OtSupplier *supplier, const OtCsvRow *row, void *data)
{
	OtSupplierCodes *codes = data;
	g_autofree char *identity = ot_supplier_identity(supplier);

	ot_supplier_codes_add(codes, identity, row->number);
	return true;
}

OtSupplierCodes *
ot_suppliers_codes(const char *path, const OtSuppliersOptions *options, GError **error)
{
	g_autoptr(OtFindings) ignored = ot_findings_new();
	g_autoptr(OtSupplierCodes) codes = ot_supplier_codes_new();

	if (!ot_suppliers_scan(path, options, true, add_code, codes, ignored, error))
		return NULL;
	ot_supplier_codes_close(codes);
	return g_steal_pointer(&codes);
}
