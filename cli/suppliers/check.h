/* SPDX-License-Identifier: MIT */
#ifndef OT_SUPPLIERS_CHECK_H
#define OT_SUPPLIERS_CHECK_H

/** What can be wrong or missing in a list of suppliers beyond its single cells. */

#include "suppliers/lists.h"
#include "suppliers/suppliers.h"

/** What was counted on the way. */
typedef struct {
	size_t rows, bad;
} OtSuppliersCounts;

/**
 * Check a list of any length in little memory: a file is read twice, first for what identifies each
 * row; standard input ("-") is read once, as a whole and so only up to OT_LIMIT_SUPPLIERS.  `today`
 * is as 2026-11-30.  Returns as ot_suppliers_each().
 */
bool ot_suppliers_check(const char *path, const OtSuppliersOptions *options,
                        const OtSupplierLists *lists, const char *today, OtSuppliersCounts *counts,
                        OtFindings *findings, GError **error);

#endif
