/* SPDX-License-Identifier: MIT */
#ifndef OT_EVENTS_PAPERS_H
#define OT_EVENTS_PAPERS_H

/** The papers of events, made from templates/event-*.xml, and the calendar. */

#include "engagement/engagement.h"
#include "events/plan.h"

/**
 * What a paper is without "event-": "agenda"; in the order of `outset events --list`; ended by
 * NULL.
 */
extern const char *const ot_event_papers[];

/** The calendar among them, which is one for all events. */
#define OT_EVENT_CALENDAR "calendar"

/** True where an event has this paper: an event online has no tables, a briefing no pitches. */
bool
ot_event_has_paper(const OtEventPlan *plan, const char *paper);

/**
 * The trees of one event in one language, made when the first paper needs them; all zero at first.
 */
typedef struct {
	xmlDoc *whole, *shared;
} OtEventTrees;

void
ot_event_trees_clear(OtEventTrees *trees);

/**
 * Make a paper in the language of the engagement, which `trees` are in.  NULL with an error, or
 * without one where `findings` say what stands in the way, or where it goes out and the event is
 * not published; then `*held_back` is true.
 */
OtProduct *
ot_event_paper(const OtEngagement *engagement, const OtEventPlan *plan, const char *paper,
               OtForm form, OtEventTrees *trees, bool *held_back, OtFindings *findings,
               GError **error);

/** The draw as a file that programs can read, draw.txt. */
OtProduct *
ot_event_draw(const OtEventPlan *plan);

/**
 * The calendar of all published events and their last days.  `former` is the path of the calendar
 * that it replaces, where that is there.
 */
OtProduct *
ot_event_calendar(const OtEngagement *engagement, const OtEventRules *rules, const char *former,
                  OtFindings *findings, GError **error);

/** The name of the file of the calendar in the language of the engagement; free with g_free(). */
char *
ot_event_calendar_name(const OtEngagement *engagement);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(OtEventTrees, ot_event_trees_clear)

#endif
