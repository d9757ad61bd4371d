/* SPDX-License-Identifier: MIT */
#ifndef OT_COMMANDS_SUPPLIERS_WRITE_H
#define OT_COMMANDS_SUPPLIERS_WRITE_H

/**
 * What stands in a list of suppliers, and who stands there twice: for people, programs and
 * spreadsheets.
 */

#include "suppliers/duplicates.h"
#include "suppliers/stats.h"

typedef enum { OT_SUPPLIERS_TEXT, OT_SUPPLIERS_JSON, OT_SUPPLIERS_CSV } OtSuppliersForm;

/** `findings` is a report as JSON, whose findings are added to JSON.  Free with g_free(). */
char *
ot_suppliers_write_stats(const OtSuppliersStats *stats, OtSuppliersForm form, const char *findings);

char *
ot_suppliers_write_duplicates(const OtDuplicates *duplicates, OtSuppliersForm form,
                              const char *findings);

#endif
