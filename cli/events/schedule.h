/* SPDX-License-Identifier: MIT */
#ifndef OT_EVENTS_SCHEDULE_H
#define OT_EVENTS_SCHEDULE_H

/** The times of an event: its parts one after the other, and how many pitches fit into them. */

#include "events/formats.h"

#include <libxml/tree.h>

/** One part; times are minutes since midnight. */
typedef struct {
	const char *kind; /**< of event-formats.xsd, or NULL for none of these */
	int start, minutes;
	size_t capacity;  /**< pitches of equal length that fit */
	int slot;         /**< which <slot> of the event it is, from 0; -1: a part of the format */
} OtSession;

typedef struct {
	int start, end;     /**< of the event, minutes since midnight */
	int minutes;        /**< that its parts take together */
	GArray *sessions;   /**< of OtSession */
	int pitch, change;  /**< minutes of a pitch, and to change over; 0: there are none */
	bool pitch_is_ours; /**< the length is an opinion of ours */
	size_t capacity;    /**< of all sessions together */
	int pitch_minutes;  /**< that the sessions with pitches have together */
} OtSchedule;

/** Lengths that somebody chose; -1: as the format has them. */
typedef struct {
	int pitch, change;
} OtPitchLengths;

/**
 * Lay out an <event> of a valid specification: by its slots, or where it has none by its format,
 * one part of which takes the time that the others leave.  Free with ot_schedule_free().
 */
OtSchedule *
ot_schedule_new(const xmlNode *event, const OtEventFormats *formats, const OtEventFormat *format,
                const OtPitchLengths *lengths);

void
ot_schedule_free(OtSchedule *schedule);

/**
 * How long each of `n` pitches may be so that all fit into the sessions that there are, with the
 * same change-over; 0: not a minute.
 */
int
ot_schedule_fitting_pitch(const OtSchedule *schedule, size_t n);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(OtSchedule, ot_schedule_free)

#endif
