/* SPDX-License-Identifier: MIT */
#ifndef OT_SUPPLIERS_DUPLICATES_H
#define OT_SUPPLIERS_DUPLICATES_H

/**
 * The same supplier twice in a list of any length: which rows, by what, and how sure that is; and
 * one list in which they are brought together.
 *
 * What is compared takes some 100 bytes a row; only rows that belong together are kept as a whole.
 */

#include "suppliers/lists.h"
#include "suppliers/suppliers.h"

/** How sure it is that rows are the same supplier. */
typedef enum {
	OT_SAME_POSSIBLE, /**< only a mail domain, or what contradicts itself: two company numbers
	                   */
	OT_SAME_LIKELY,   /**< the same name without its legal form, or the same address */
	OT_SAME_CERTAIN,  /**< the same id, PPON or company number */
	OT_N_CERTAINTIES
} OtCertainty;

/** By what two rows are the same. */
typedef enum {
	OT_SAME_ID,
	OT_SAME_COMPANY_NUMBER,
	OT_SAME_PPON,
	OT_SAME_EMAIL,
	OT_SAME_NAME,
	OT_SAME_DOMAIN,
	OT_N_SAME_KEYS
} OtSameKey;

/** A row that belongs to others. */
typedef struct {
	size_t row;
	const char *name;
	const char *keys[OT_N_SAME_KEYS]; /**< as they are compared; NULL: it has none */
	const char *const *cells;         /**< of the table as it stands, a cell for each head */
	const char *const *values;        /**< the same as they are compared */
	OtConsent consent;
	const char *retain_until;
} OtSameRow;

/** Two values of which only one can stand in a cell; the other is kept in a note. */
typedef struct {
	const char *head;
	const char *kept, *other;
	size_t kept_row, other_row;
} OtConflict;

/** Rows that are one supplier, in the order of the list. */
typedef struct {
	OtCertainty certainty;
	bool contradicts;       /**< it has two company numbers or two PPONs: left as it is */
	size_t n; /**< how many rows; more than OT_LIMIT_SAME_SUPPLIER are left, too */
	GPtrArray *rows;        /**< of const OtSameRow *; of too many only the first */
	GPtrArray *cells;       /**< of char *: the row that they make; NULL where they are left */
	GArray *conflicts;      /**< of OtConflict */
} OtSameGroup;

/** Rows that have something in common which isn't sure enough to bring them together. */
typedef struct {
	OtSameKey key;
	size_t n;               /**< how many rows */
	bool contradicts;       /**< they have two company numbers, two PPONs or two legal forms */
	GPtrArray *rows;        /**< the first of them, of const OtSameRow * */
} OtSameHint;

typedef struct {
	size_t n_rows;          /**< of the list */
	GPtrArray *groups;      /**< of OtSameGroup * */
	GPtrArray *hints;       /**< of OtSameHint * */
	struct OtSameRows *read; /**< whose texts all of these are */
} OtDuplicates;

/**
 * Find them in a file (not "-", which can't be read twice).  What is at least so `sure` becomes a
 * group, what is less a hint.  NULL as ot_suppliers_each(); free with ot_duplicates_free().
 */
OtDuplicates *
ot_duplicates_find(const char *path, const OtSuppliersOptions *options,
                   const OtSupplierLists *lists, OtCertainty sure, OtFindings *findings,
                   GError **error);

void
ot_duplicates_free(OtDuplicates *duplicates);

/**
 * The list with one row for each group, where its first row stood, and all other rows as they are;
 * in UTF-8 with commas.  Of several values the fullest is kept; of two that contradict each other
 * that of the fullest row, of consent the strictest and of retention the earliest, and the other
 * goes to the note of the row.  A list without a supplier comes out empty.  NULL as above.
 */
GBytes *
ot_duplicates_merge(const OtDuplicates *duplicates, const char *path,
                    const OtSuppliersOptions *options, GError **error);

/** "certain", "likely", "possible"; ended with NULL. */
extern const char *const ot_certainty_names[];

/** "the same company number". */
const char *
ot_same_key_words(OtSameKey key);

/** "company-number": for programs. */
const char *
ot_same_key_name(OtSameKey key);

/**
 * Why the rows of a group are one: "the same company number 01234567 (rows 2, 9); ...".  Free with
 * g_free().
 */
char *
ot_same_group_reason(const OtSameGroup *group);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(OtDuplicates, ot_duplicates_free)

#endif
