/* SPDX-License-Identifier: MIT */
#ifndef OT_COMMANDS_BURDEN_WRITE_H
#define OT_COMMANDS_BURDEN_WRITE_H

/** The hours that taking part costs, for people, programs and spreadsheets. */

#include "document/burden.h"
#include "document/labels.h"

/** What there is to say. */
typedef struct {
	const char *file;  /**< the specification */
	const char *title; /**< of it */
	const OtBurden *burden;
	const OtEstimates *estimates;
	const OtLabels *labels;
	int size; /**< an OtSupplierSize, or -1 for all */
} OtBurdenReport;

/** A table as text; free with g_free(). */
char *
ot_burden_write_text(const OtBurdenReport *report);

/** An object without findings as JSON; `findings` is a report as JSON, whose findings are added. */
char *
ot_burden_write_json(const OtBurdenReport *report, const char *findings);

/** One row a document, and one for the answers; free with g_free(). */
char *
ot_burden_write_csv(const OtBurdenReport *report);

#endif
