/* SPDX-License-Identifier: MIT */
#ifndef OT_SUPPLIERS_STATS_H
#define OT_SUPPLIERS_STATS_H

/** Who stands in a list of suppliers, counted; what nobody said is counted too. */

#include "suppliers/suppliers.h"

/** One count. */
typedef struct {
	const char *code;  /**< "micro"; for programs */
	const char *label; /**< "Micro"; for people */
	size_t n;
	bool is_sum;       /**< of counts above it, and not to be added to them */
} OtSuppliersCount;

/** Counts that belong together. */
typedef struct {
	const char *code, *title, *note; /**< the note may be NULL */
	GArray *counts;                  /**< of OtSuppliersCount */
} OtSuppliersSection;

typedef struct {
	size_t rows, bad;
	GPtrArray *sections; /**< of OtSuppliersSection * */
	struct OtArena *arena;
} OtSuppliersStats;

/**
 * Count a list row by row.  Regions with fewer than `least` suppliers are counted together.
 * `today` is as 2026-11-30.  NULL as ot_suppliers_each(); free with ot_suppliers_stats_free().
 */
OtSuppliersStats *
ot_suppliers_stats(const char *path, const OtSuppliersOptions *options, size_t least,
                   const char *today, OtFindings *findings, GError **error);

void
ot_suppliers_stats_free(OtSuppliersStats *stats);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(OtSuppliersStats, ot_suppliers_stats_free)

#endif
