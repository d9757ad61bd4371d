/* SPDX-License-Identifier: MIT */
#ifndef OT_SPEC_CHECKS_H
#define OT_SPEC_CHECKS_H

/**
 * Checks of validity that a schema can't express: dates in order, sums, facts that have to agree.
 *
 * Each is a small function in a table.  A check passes over what the schema has objected to
 * already: a date that is none, an attribute that isn't there.
 */

#include "base/finding.h"
#include "xml/read.h"

/** What a check looks at, and where its findings go. */
typedef struct {
	const OtXml *xml;
	const xmlNode *root; /**< <specification> */
	OtFindings *findings;
} OtCheckSubject;

typedef struct {
	const char *name;
	void (*run)(const OtCheckSubject *subject);
} OtCheck;

/** All checks, in the order in which they run; ended by a name that is NULL. */
extern const OtCheck ot_checks[];

/** Run all checks. */
void
ot_checks_run(const OtCheckSubject *subject);

/** Add a finding at a node, with its place in words. */
OtFinding *
ot_check_report(const OtCheckSubject *subject, OtCode code, const xmlNode *node,
                const char *format, ...) G_GNUC_PRINTF(4, 5);

/** A day, written 2026-11-09: days compare as their texts do. */
typedef struct {
	char text[11];
} OtDay;

/** Read an attribute as a day; false where it isn't there or is no date that exists. */
bool
ot_check_day(const xmlNode *node, const char *attr, OtDay *day);

/** Read the text of an element as a day. */
bool
ot_check_day_within(const xmlNode *node, OtDay *day);

/** Read the time of day of an attribute such as 2026-11-24T10:00:00, in minutes; -1 for none. */
int
ot_check_minutes(const xmlNode *node, const char *attr);

/** Read an attribute as a number; false where it isn't there or is no number. */
bool
ot_check_number(const xmlNode *node, const char *attr, double *number);

/** The element at a path of names such as "outcomes/outcome", the first of each; or NULL. */
const xmlNode *
ot_check_find(const xmlNode *node, const char *path);

/** @name check-dates.c @{ */
void ot_check_measure_dates(const OtCheckSubject *subject);
void ot_check_milestones(const OtCheckSubject *subject);
void ot_check_engagement_dates(const OtCheckSubject *subject);
void ot_check_agreement(const OtCheckSubject *subject);
void ot_check_events(const OtCheckSubject *subject);
void ot_check_deadlines(const OtCheckSubject *subject);
void ot_check_history(const OtCheckSubject *subject);
/** @} */

/** @name check-values.c @{ */
void ot_check_directions(const OtCheckSubject *subject);
void ot_check_ranges(const OtCheckSubject *subject);
void ot_check_weights(const OtCheckSubject *subject);
void ot_check_slots(const OtCheckSubject *subject);
void ot_check_choices(const OtCheckSubject *subject);
void ot_check_budget(const OtCheckSubject *subject);
void ot_check_identifiers(const OtCheckSubject *subject);
void ot_check_notices(const OtCheckSubject *subject);
void ot_check_version(const OtCheckSubject *subject);
/** @} */

/** @name check-outline.c @{ */
void ot_check_outline(const OtCheckSubject *subject);
/** @} */

#endif
