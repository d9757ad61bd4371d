/* SPDX-License-Identifier: MIT */
#ifndef OT_FUNDING_FUNDING_H
#define OT_FUNDING_FUNDING_H

/**
 * Lists of funding: pots of money that can be applied for, kept as a table that people edit in a
 * spreadsheet (funding.csv).  outset never looks anything up: a row is as good as the day on which
 * somebody compared it with the funder's page.
 */

#include "base/finding.h"

/** The columns; see fields.def. */
typedef enum {
#define FIELD(id, name, head, aliases, kind, codes, giving) OT_FUND_##id,
#include "funding/fields.def"
#undef FIELD
	OT_N_FUND_FIELDS
} OtFundField;

/** One pot.  Dates are as 2027-01-31, amounts are digits; what could not be read is as it stood. */
typedef struct {
	size_t row;
	int line;
	const char *values[OT_N_FUND_FIELDS]; /**< "" where nothing is known */
} OtFund;

typedef struct OtFunding OtFunding;

/** How a list is read.  NULL: as usual. */
typedef struct {
	const char *today;    /**< 2026-11-30 */
	int stale_days;       /**< a row that was not checked for so long is reported */
	/** names of columns and the authority's heads in turn, ended with NULL */
	char *const *heads;
} OtFundingOptions;

/**
 * Read a list ("-" is standard input); what is wrong or old goes to `findings`, by row and column.
 * NULL with `error` where it can't be read, without one where findings say why.  OT_ERROR_USAGE for
 * a column in `heads` that does not exist.  Free with ot_funding_free().
 */
OtFunding *
ot_funding_read(const char *path, const OtFundingOptions *options, OtFindings *findings,
                GError **error);

void
ot_funding_free(OtFunding *funding);

/** The pots as the list has them: of OtFund. */
const GArray *
ot_funding_rows(const OtFunding *funding);

/** The pot with this id, or NULL. */
const OtFund *
ot_funding_find(const OtFunding *funding, const char *id);

/** The id of a column, such as "closes", and its head, such as "Closes". */
const char *
ot_fund_field_name(OtFundField field);
const char *
ot_fund_field_head(OtFundField field);

/** The head in the 360Giving data standard, or NULL. */
const char *
ot_fund_field_giving(OtFundField field);

/** What is wanted; NULL: no matter what. */
typedef struct {
	const char *open_on; /**< can be applied for on this day */
	const char *theme;   /**< has these words among its themes, in its name or summary */
	const char *who;     /**< can be applied for by these: "council" */
} OtFundingWish;

/** OT_ERROR_USAGE for applicants that there are not. */
bool
ot_funding_check_wish(const OtFundingWish *wish, GError **error);

/**
 * Those that are wanted, closing soonest first, of const OtFund *; free with g_ptr_array_unref().
 */
GPtrArray *
ot_funding_choose(const OtFunding *funding, const OtFundingWish *wish);

/** Whether a pot has to do with a theme: its words stand in the themes, the name or the summary. */
bool
ot_fund_matches(const OtFund *fund, const char *theme);

/** Whether a pot can be applied for on a day. */
bool
ot_fund_is_open(const OtFund *fund, const char *day);

/** Days from one day to another, both as 2026-11-30; false where one is none. */
bool
ot_funding_days(const char *from, const char *to, int *days);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(OtFunding, ot_funding_free)

#endif
