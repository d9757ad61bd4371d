/* SPDX-License-Identifier: MIT */
#ifndef OT_REGISTER_TREATMENT_H
#define OT_REGISTER_TREATMENT_H

/**
 * Whether the records of an engagement show that suppliers were treated alike: what one has and
 * others lack, an event that was announced late, somebody who came without what the others had,
 * an answer that is not published.
 *
 * How many days are too many no law says; the days below are our opinion, and a finding says so.
 */

#include "register/enquiries.h"
#include "register/register.h"
#include "suppliers/suppliers.h"

/** An event of the specification. */
typedef struct {
	const char *id;    /**< "EV1" */
	const char *title;
	const char *day;   /**< 2026-12-03 */
} OtTreatmentEvent;

/** The days that are usual, where outset.ini says no others. */
enum { OT_SHARE_DAYS = 5, OT_ANSWER_DAYS = 10, OT_ANNOUNCE_DAYS = 14 };

/**
 * An event that is fewer days after the opening is told by its dates (EQT012 of
 * schemas/rules/equal-treatment.xml); a register that says no more than they do is no second
 * finding.
 */
#define OT_SHORT_AFTER_OPENING 10

typedef struct {
	const char *today;           /**< 2026-11-30 */
	const char *opens;           /**< the day on which the engagement opens, or NULL */
	int share_days;              /**< what one was told is told to all within so many days */
	/** a question is answered, and an answer published, within these */
	int answer_days;
	int announce_days;           /**< an event is announced so many days before */
	const char *source;          /**< the law on equal treatment; NULL: none is cited */
	const char *records_source;  /**< the law on records; NULL: none is cited */
	const OtTreatmentEvent *events;
	size_t n_events;
	const OtSuppliers *suppliers; /**< or NULL */
	const OtEnquiries *enquiries; /**< or NULL */
} OtTreatment;

/**
 * Check a register, and prove it; `path` NULL: there is none, and only questions are looked at.
 * False with `error` where it can't be read.
 */
bool
ot_treatment_check(const OtTreatment *treatment, const char *path, OtFindings *findings,
                   GError **error);

#endif
