/* SPDX-License-Identifier: MIT */
#ifndef OT_EVENTS_FORMATS_H
#define OT_EVENTS_FORMATS_H

/** The formats of events (schemas/event-formats.xml): what the source says, and what we think. */

#include <glib.h>
#include <stdbool.h>

/** A part of an event, where the specification has no running order. */
typedef struct {
	const char *kind; /**< "welcome"; the labels have its words under "event-part" */
	int minutes;      /**< at the least */
	bool rest;        /**< takes the time that the others leave */
} OtEventPart;

typedef struct {
	const char *name;  /**< "industry-briefing" */
	int pitch_minutes; /**< 0: the format has no pitches */
	int change_minutes; /**< to change over to the next one */
	bool pitch_is_ours; /**< an opinion, not the source's number */
	const OtEventPart *parts;
	size_t n_parts;
} OtEventFormat;

typedef struct OtEventFormats OtEventFormats;

/** What holds for all of them. */
typedef struct {
	const char *source, *checked;
	int notice_days, table_size, partners;
	const char *event_alarm, *deadline_alarm;
} OtEventRules;

/** Read the file; OT_ERROR_FORMAT with its line and column.  Free with ot_event_formats_free(). */
OtEventFormats *
ot_event_formats_load(const char *path, GError **error);

void
ot_event_formats_free(OtEventFormats *formats);

const OtEventRules *
ot_event_formats_rules(const OtEventFormats *formats);

/** The format of a code, or NULL. */
const OtEventFormat *
ot_event_formats_find(const OtEventFormats *formats, const char *name);

/** The kind of part that an item of a running order is by its words; NULL: none of them. */
const char *
ot_event_formats_kind(const OtEventFormats *formats, const char *words);

/** Whether a word, casefolded, says nothing about what a firm needs or offers. */
bool
ot_event_formats_is_idle(const OtEventFormats *formats, const char *word);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(OtEventFormats, ot_event_formats_free)

#endif
