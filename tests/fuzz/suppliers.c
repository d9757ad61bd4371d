/* SPDX-License-Identifier: MIT
 *
 * A list of suppliers: checked, read with codes, and the same firm found twice.
 */
#include "fuzz.h"

#include "suppliers/check.h"
#include "suppliers/duplicates.h"
#include "suppliers/stats.h"

#include <string.h>

#define TODAY "2026-11-30"

static OtSupplierLists *lists;

void
fuzz_start(OtResources *resources)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *path = ot_resources_path(resources, "schemas", "suppliers.xml", NULL);

	lists = ot_supplier_lists_load(path, &error);
	fuzz_need_ready(lists != NULL, error);
}

/* A list that was written is read again. */
static void
merge(const OtDuplicates *duplicates, const char *path, const OtSuppliersOptions *options)
{
	g_autoptr(GBytes) merged = ot_duplicates_merge(duplicates, path, options, NULL);
	g_autoptr(OtFindings) findings = ot_findings_new();
	OtSuppliersCounts counts = {0};

	if (merged == NULL)
		return;
	size_t len;
	const uint8_t *data = g_bytes_get_data(merged, &len);
	const char *written = fuzz_file("merged.csv", data, len);
	fuzz_need(ot_suppliers_check(written, options, lists, TODAY, &counts, findings, NULL),
	          "a list that was written can't be read");
}

static bool
take(const OtSupplier *supplier, void *data)
{
	(void) data;
	for (int i = 0; i < OT_N_SUPPLIER_FIELDS; i++)
		fuzz_need(g_utf8_validate(supplier->values[i], -1, NULL), "a cell is no UTF-8");
	fuzz_need(strpbrk(supplier->file_name, "/\\") == NULL, "the name of a file is a path");
	return true;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *path = fuzz_file("suppliers.csv", data, size);
	const OtSuppliersOptions options = {NULL, OT_DATES_NOT_SAID};
	g_autoptr(OtFindings) findings = ot_findings_new();
	OtSuppliersCounts counts = {0};

	bool done = ot_suppliers_check(path, &options, lists, TODAY, &counts, findings, NULL);
	fuzz_need(done || ot_findings_count(findings) > 0, "a list is refused without a word");
	if (!done)
		return 0;
	OtSupplierCodes *codes = ot_suppliers_codes(path, &options, NULL);
	ot_suppliers_each(path, &options, codes, take, NULL, findings, NULL);
	if (codes != NULL)
		ot_supplier_codes_free(codes);
	g_autoptr(OtDuplicates) duplicates =
		ot_duplicates_find(path, &options, lists, OT_SAME_LIKELY, findings, NULL);
	if (duplicates != NULL && duplicates->groups->len > 0)
		merge(duplicates, path, &options);
	g_autoptr(OtSuppliersStats) stats =
		ot_suppliers_stats(path, &options, 1, TODAY, findings, NULL);
	return 0;
}
