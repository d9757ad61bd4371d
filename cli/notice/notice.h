/* SPDX-License-Identifier: MIT */
#ifndef OT_NOTICE_NOTICE_H
#define OT_NOTICE_NOTICE_H

/**
 * Drafts of notices: what is still missing from one, and its facts as open contracting data.
 *
 * A draft publishes nothing.  Identifiers that a platform allocates (Procurement Regulations 2024,
 * regulation 8) are never made up: they stand where the authority has given them, and nowhere else.
 */

#include "document/answers.h"
#include "document/reference.h"

typedef enum {
	OT_NOTICE_ENGAGEMENT, /**< preliminary market engagement (UK2), Procurement Act 2023 s.17 */
	OT_NOTICE_PLANNED,    /**< planned procurement (UK3), s.15 */
	OT_NOTICE_REASONS,    /**< no notice of the engagement: its reasons, s.17(1)(b) */
	OT_N_NOTICE_KINDS
} OtNoticeKind;

/** What a notice is made from; everything belongs to the caller. */
typedef struct {
	OtNoticeKind kind;
	xmlDoc *published;          /**< the specification as it is published, without namespaces */
	const OtAnswers *answers;   /**< to the fields of its template, or NULL */
	const OtReference *constants;
	const char *file;           /**< of the specification, for findings */
	bool as_data;               /**< it becomes a release, so that its identifier matters */
	const char *ocid;           /**< that the authority gives, before all others; or NULL */
	const char *prefix;         /**< registered for the authority: "ocds-a1b2c3"; or NULL */
} OtNoticeSource;

/** What the law asks of an authority that engages the market, as far as the specification tells. */
typedef enum {
	OT_DUTY_NOTICE,   /**< a notice before the tender notice, or reasons in it (s.17(1)) */
	OT_DUTY_UTILITY,  /**< the same, but not of a private utility (s.17(3)) */
	OT_DUTY_NONE,     /**< section 17 does not reach it: below the thresholds, or other rules */
	OT_DUTY_SCOTLAND, /**< consultation without a prescribed notice (SSI 2015/446 reg 41) */
} OtNoticeDuty;

OtNoticeDuty
ot_notice_duty(const xmlNode *root);

/** "uk2", "uk3", "reasons", and the template that its text is made from. */
const char *
ot_notice_kind_name(OtNoticeKind kind);
const char *
ot_notice_template(OtNoticeKind kind);

/**
 * Say what is missing or at odds, each with its clause and the place that would say it (NOT###).
 * Nothing of it keeps a draft from being made.
 */
void
ot_notice_judge(const OtNoticeSource *source, OtFindings *findings);

/** The days between which a planned procurement notice shortens the tendering period. */
typedef struct {
	char first[11]; /**< "2026-05-17": not more than 12 months before the tender notice */
	char last[11];  /**< at least 40 days before it */
	int days, months; /**< the limits in force on the day of the tender notice */
} OtNoticeWindow;

/**
 * Procurement Act 2023 s.15(3), by the constants planned-notice-days and planned-notice-months.  A
 * tender notice of which only the month or quarter is known counts with its first and its last day.
 * False where the specification has no date for it.
 */
bool
ot_notice_window(const xmlNode *root, const OtReference *constants, OtNoticeWindow *window);

/**
 * The identifier of the contracting process: what the authority gave; else its registered prefix
 * with its reference; else the prefix of the standard's examples, with the word DRAFT.
 * OT_ERROR_USAGE for one that has no such form, or a number of Find a Tender that it would not
 * allocate.  g_free().
 */
char *
ot_notice_ocid(const OtNoticeSource *source, GError **error);

/**
 * The draft as a release package of the Open Contracting Data Standard 1.1 with the extension for
 * the United Kingdom (cabinetoffice/ocds_uk_extension of 13 January 2026).  Its publisher is the
 * buyer, not the platform.  `epoch` is the time that it carries.  Free with g_bytes_unref().
 */
GBytes *
ot_notice_release(const OtNoticeSource *source, gint64 epoch, GError **error);

/**
 * A day and a time of day of a clock in the United Kingdom as RFC 3339 asks:
 * "2026-07-04T23:59:59+01:00".  Free with g_free().
 */
char *
ot_notice_time(const char *day, const char *time);

#endif
