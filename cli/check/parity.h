/* SPDX-License-Identifier: MIT */
#ifndef OT_CHECK_PARITY_H
#define OT_CHECK_PARITY_H

/**
 * Whether a specification says the same in both languages, as far as a program can tell: each text
 * is there in both, and the numbers and dates in a text are those in its translation.
 */

#include "document/labels.h"
#include "spec/told.h"

/** A specification and its translation. */
typedef struct {
	const OtXml *xml;            /**< the specification */
	const OtSchemaModel *model;  /**< of its schema */
	const char *lang;            /**< the other language */
	const OtTranslation *translation; /**< NULL: there is none */
	const char *path;            /**< where it lies, or would */
	const OtLabels *labels, *other_labels; /**< of its own language, and of the other: months */
} OtParity;

/** Add what is missing or differs to `findings`. */
void
ot_check_parity(const OtParity *parity, OtFindings *findings);

/**
 * The numbers in a text, sorted, with the months of its dates: for "by 5 March at 10.30" these are
 * "10.30", "5" and "month 3".  Of char *, freed with the array.
 */
GPtrArray *
ot_parity_numbers(const OtLabels *labels, const char *text);

#endif
