/* SPDX-License-Identifier: MIT */
#ifndef OT_EVENTS_PLAN_H
#define OT_EVENTS_PLAN_H

/** All that is reckoned about one event before any paper is written. */

#include "events/draw.h"
#include "events/formats.h"
#include "events/matches.h"
#include "events/people.h"
#include "events/schedule.h"
#include "suppliers/suppliers.h"

/** What events are planned with; everything has to live longer than the plans. */
typedef struct {
	const OtEventFormats *formats;
	const OtPeople *people;       /**< NULL: there is no list */
	const OtSuppliers *suppliers; /**< NULL: the same */
	const char *specification;    /**< its path, for findings */
	const char *today;            /**< ISO 8601 */
	OtPitchLengths lengths;
	const char *seed;             /**< NULL: the identifier of the notice, or the reference */
	/** of the slots that small firms get at the least, if there are too few */
	int small_percent;
	int table_size;    /**< 0: as the formats say */
} OtEventSetting;

/** Where the seed comes from. */
typedef enum { OT_SEED_GIVEN, OT_SEED_NOTICE, OT_SEED_REFERENCE } OtSeedOrigin;

typedef struct {
	const OtEventSetting *setting;
	const xmlNode *event; /**< of the whole specification */
	const char *id;
	const OtEventFormat *format;
	OtSchedule *schedule;
	GPtrArray *people; /**< of const OtPerson *: those who come */
	GArray *lots;      /**< of OtLot, drawn; `owner` is the OtPerson who pitches */
	char *seed;
	OtSeedOrigin seed_origin;
	OtMatches *matches;
	guint *table_of;   /**< for each person; NULL: no tables, as for an event online */
	guint n_tables;
} OtEventPlan;

/**
 * Plan an <event> of a valid specification; what is wrong goes to `findings`, and never stops it.
 * Free with ot_event_plan_free().
 */
OtEventPlan *
ot_event_plan_new(const OtEventSetting *setting, const xmlNode *event, OtFindings *findings);

void
ot_event_plan_free(OtEventPlan *plan);

/** What is wrong or weak in an event and its list; called by ot_event_plan_new(). */
void
ot_event_plan_check(const OtEventPlan *plan, OtFindings *findings);

/** Add a finding about the event. */
OtFinding *
ot_event_plan_find(const OtEventPlan *plan, OtFindings *findings, OtCode code, const char *format,
                   ...) G_GNUC_PRINTF(4, 5);

/** The draw as text: comments, then a line for each digest and name, as sha256sum writes them. */
GBytes *
ot_event_plan_draw_text(const OtEventPlan *plan);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(OtEventPlan, ot_event_plan_free)

#endif
