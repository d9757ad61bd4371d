/* SPDX-License-Identifier: MIT */
#ifndef OT_SUPPLIERS_RECORD_H
#define OT_SUPPLIERS_RECORD_H

/** From a row of a table to a supplier; what read.c and list.c share. */

#include "suppliers/suppliers.h"
#include "tables/csv-read.h"

/** The form of a list of suppliers with the authority's own heads, or NULL. */
OtCsvForm
ot_supplier_form(char *const *heads);

/**
 * What identifies a supplier, as a text that no other identity is: its id, else its PPON, else its
 * company number, else its name and address of e-mail; NULL for none.  Free with g_free().
 */
char *
ot_supplier_identity(const OtSupplier *supplier);

/** One reading of a list; with `identity_only` of nothing else than what identifies a supplier. */
typedef struct OtSupplierReading OtSupplierReading;

OtSupplierReading *
ot_supplier_reading_new(const char *path, const OtSuppliersOptions *options, bool identity_only,
                        OtFindings *findings);

/** A supplier that lives until the next row. */
const OtSupplier *
ot_supplier_reading_take(OtSupplierReading *reading, const OtCsvRow *row);

/** Add what can be said only after the last row, and free it. */
void
ot_supplier_reading_end(OtSupplierReading *reading);

/** Take a supplier and the row that it was read from; false ends the reading without an error. */
typedef bool OtSupplierScan(const OtSupplier *supplier, const OtCsvRow *row, void *data);

/** Read a list row by row, without codes; returns as ot_suppliers_each(). */
bool
ot_suppliers_scan(const char *path, const OtSuppliersOptions *options, bool identity_only,
                  OtSupplierScan *take, void *data, OtFindings *findings, GError **error);

/**
 * Give a supplier its code and file name.  Where an earlier row is the same supplier, it gets
 * neither, is bad and `findings` say so.  What `why` and `names` are set to is the supplier's; free
 * with g_free().
 */
void
ot_supplier_name_by_code(OtSupplier *supplier, const OtSupplierCodes *codes, const char *file,
                         OtFindings *findings, char code[OT_SUPPLIER_CODE_BYTES], char **why,
                         char **file_name);

/** Say how many codes are longer than the others, if any. */
void
ot_supplier_find_longer(const OtSupplierCodes *codes, const char *path, OtFindings *findings);

#endif
