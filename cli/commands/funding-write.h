/* SPDX-License-Identifier: MIT */
#ifndef OT_COMMANDS_FUNDING_WRITE_H
#define OT_COMMANDS_FUNDING_WRITE_H

/** Pots of a list of funding, for people, programs and spreadsheets. */

#include "funding/funding.h"

/** What there is to say. */
typedef struct {
	const GPtrArray *funds;  /**< of const OtFund *, in this order */
	const char *today;       /**< 2026-11-30 */
	char *const *themes;     /**< of the specification, NULL-terminated */
	char *const *pots;       /**< ids that the specification names, NULL-terminated */
} OtFundingReport;

/** Each returns text; free with g_free(). */
char *
ot_funding_write_text(const OtFundingReport *report);

/** `findings` is a report as JSON, whose findings are added. */
char *
ot_funding_write_json(const OtFundingReport *report, const char *findings);

/** With our heads, or those of the 360Giving data standard and only what it has a column for. */
char *
ot_funding_write_csv(const OtFundingReport *report, bool giving);

/** A pot as a <fund> of a specification. */
char *
ot_funding_write_fund(const OtFund *fund);

#endif
