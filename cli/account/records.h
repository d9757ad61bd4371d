/* SPDX-License-Identifier: MIT */
#ifndef OT_ACCOUNT_RECORDS_H
#define OT_ACCOUNT_RECORDS_H

/** The records of an engagement, and the two copies of its report that are made from them. */

#include "account/account.h"
#include "engagement/engagement.h"

/** The template of the report. */
#define OT_RECORDS_TEMPLATE "engagement-report"

/** The records, as far as they are there. */
typedef struct {
	OtEngagement *engagement; /**< the caller's */
	OtResponses *responses;
	OtAsked *asked;           /**< the questions that themes are held against */
	OtThemes *themes;
	OtSuppliers *suppliers;
	OtReasons *reasons;
	OtEnquiries *enquiries;
	OtAnswers *answers;       /**< by hand; what the records tell is added */
	OtSupplierLists *lists;
	OtReference *constants;
	xmlDoc *published;
	const OtTemplate *template;
	const OtLabels *labels;
	OtAccount *account;
} OtRecords;

/**
 * Read what lies beside a valid specification: responses.xml, suppliers.csv, changes.xml,
 * register.csv, themes.csv, assets/engagement-report.xml.  What isn't there is asked for in the
 * report.  NULL with `error`, or without where `findings` say what can't be used.  Free with
 * ot_records_free().
 */
OtRecords *
ot_records_read(OtEngagement *engagement, OtFindings *findings, GError **error);

void
ot_records_free(OtRecords *records);

/** The authority's own copy, "engagement-report-authority.docx". */
OtProduct *
ot_records_report(const OtRecords *records, OtForm form, OtFindings *findings, GError **error);

/**
 * Add the copy to be published, and the list of what was left out of it, to `products` (of
 * OtProduct *).  It is searched first: false with a finding (RPT001), and without `error`, where it
 * would tell what was said in confidence.
 */
bool
ot_records_publish(const OtRecords *records, OtForm form, GPtrArray *products,
                   OtFindings *findings, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(OtRecords, ot_records_free)

#endif
