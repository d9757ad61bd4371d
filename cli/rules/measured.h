/* SPDX-License-Identifier: MIT */
#ifndef OT_RULES_MEASURED_H
#define OT_RULES_MEASURED_H

/**
 * How well the wording rules did on labelled sentences (schemas/measured.xml): what `explain` says
 * of a rule's precision.  The rules that share a label are measured together.
 */

#include <glib.h>

typedef struct {
	const char *label;     /**< "BRAND" */
	const char *precision; /**< the share of its findings that were right, "0.78" */
	const char *recall;    /**< the share of the labelled sentences that it found */
	const char *n;         /**< how many sentences have the label */
} OtMeasuredLabel;

typedef struct OtMeasured OtMeasured;

/** OT_ERROR_FORMAT with file, line and column.  Free with ot_measured_free(). */
OtMeasured *
ot_measured_load(const char *path, GError **error);

void
ot_measured_free(OtMeasured *measured);

/** The row of a label, or NULL. */
const OtMeasuredLabel *
ot_measured_find(const OtMeasured *measured, const char *label);

/** What it was measured on, and when, in words: "296 sentences of 74 documents". */
const char *
ot_measured_on(const OtMeasured *measured);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(OtMeasured, ot_measured_free)

#endif
