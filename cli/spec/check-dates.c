/* SPDX-License-Identifier: MIT */
#include "spec/checks.h"

#include <string.h>

static bool
is_after(const OtDay *one, const OtDay *other)
{
	return strcmp(one->text, other->text) > 0;
}

static void
check_measure(const OtCheckSubject *subject, const xmlNode *measure)
{
	const xmlNode *target = ot_xml_child(measure, "target");
	const xmlNode *unknown = ot_xml_child(measure, "baseline-unknown");
	OtDay wanted, start;

	if (!ot_check_day(target, "date", &wanted))
		return;
	if (ot_check_day(ot_xml_child(measure, "baseline"), "date", &start) &&
	    !is_after(&wanted, &start))
		ot_check_report(subject, OT_CODE_DAT_MEASURE, target,
		                "the target is for %s, and the baseline is of %s", wanted.text,
		                start.text);
	if (ot_check_day(unknown, "by", &start) && !is_after(&wanted, &start)) {
		OtFinding *finding = ot_check_report(
			subject, OT_CODE_DAT_MEASURE, unknown,
			"the baseline will be known by %s, and the target is for %s", start.text,
			wanted.text);
		ot_finding_advise(subject->findings, finding,
		                  "Find the baseline out earlier, or set a later target.");
	}
}

void
ot_check_measure_dates(const OtCheckSubject *subject)
{
	for (const xmlNode *outcome = ot_check_find(subject->root, "outcomes/outcome");
	     outcome != NULL; outcome = ot_xml_next(outcome, "outcome"))
		for (const xmlNode *measure = ot_xml_child(outcome, "measure"); measure != NULL;
		     measure = ot_xml_next(measure, "measure"))
			check_measure(subject, measure);
}

/* The last day that a milestone's date stands for: precision may be a month or a quarter. */
static OtDay
last_day(const xmlNode *milestone, const OtDay *day)
{
	const char *precision = ot_xml_attr(milestone, "precision");
	int year = atoi(day->text), month = atoi(day->text + 5);
	OtDay last = *day;

	if (g_strcmp0(precision, "quarter") == 0)
		month = (month + 2) / 3 * 3;
	else if (g_strcmp0(precision, "month") != 0)
		return last;
	g_snprintf(last.text, sizeof last.text, "%04d-%02d-%02d", year, month,
	           g_date_get_days_in_month((GDateMonth) month, (GDateYear) year));
	return last;
}

static const xmlNode *
find_milestone(const xmlNode *timeline, const char *kind)
{
	for (const xmlNode *node = ot_xml_child(timeline, "milestone"); node != NULL;
	     node = ot_xml_next(node, "milestone"))
		if (g_strcmp0(ot_xml_attr(node, "kind"), kind) == 0)
			return node;
	return NULL;
}

/*
 * Every milestone of one kind against every one of another that comes first.  A milestone that was
 * named already is passed over: one wrong date is one mistake.
 */
static void
compare_kinds(const OtCheckSubject *subject, const xmlNode *timeline, const char *first,
              const char *second, GHashTable *named)
{
	OtDay early, late;

	for (const xmlNode *one = find_milestone(timeline, first); one != NULL;
	     one = ot_xml_next(one, "milestone")) {
		if (g_strcmp0(ot_xml_attr(one, "kind"), first) != 0 ||
		    !ot_check_day(one, "date", &early))
			continue;
		for (const xmlNode *other = find_milestone(timeline, second); other != NULL;
		     other = ot_xml_next(other, "milestone")) {
			if (g_strcmp0(ot_xml_attr(other, "kind"), second) != 0 ||
			    !ot_check_day(other, "date", &late))
				continue;
			const OtDay last = last_day(other, &late);
			if (!is_after(&early, &last) || g_hash_table_contains(named, one) ||
			    g_hash_table_contains(named, other))
				continue;
			g_hash_table_add(named, (void *) one);
			g_hash_table_add(named, (void *) other);
			const char *id = ot_xml_attr(one, "id");
			ot_check_report(subject, OT_CODE_DAT_MILESTONES, other,
			                "\"%s\" is on %s, but \"%s\" (milestone %s) only on %s",
			                second, late.text, first, id != NULL ? id : "before it",
			                early.text);
		}
	}
}

void
ot_check_milestones(const OtCheckSubject *subject)
{
	/* PA23 s.16, s.17, s.21, s.50: the market is engaged before a tender notice. */
	static const char *const chain[] = {
		"engagement-opens", "clarification-deadline", "response-deadline",
		"engagement-closes", "tender-notice", "tender-deadline", "award", "contract-start",
		"contract-end",
	};
	static const char *const pairs[][2] = {
		{"engagement-opens", "event"}, {"event", "engagement-closes"},
		{"engagement-closes", "summary-published"}, {"planned-notice", "tender-notice"},
		{"pilot-start", "pilot-end"}, {"contract-start", "service-start"},
		{"service-start", "contract-end"},
	};
	const xmlNode *timeline = ot_xml_child(subject->root, "timeline");
	const char *before = NULL;

	if (timeline == NULL)
		return;
	g_autoptr(GHashTable) named = g_hash_table_new(g_direct_hash, g_direct_equal);
	for (size_t i = 0; i < G_N_ELEMENTS(chain); i++) {
		if (find_milestone(timeline, chain[i]) == NULL)
			continue;
		if (before != NULL)
			compare_kinds(subject, timeline, before, chain[i], named);
		before = chain[i];
	}
	for (size_t i = 0; i < G_N_ELEMENTS(pairs); i++)
		compare_kinds(subject, timeline, pairs[i][0], pairs[i][1], named);
}

/* The first and last day of the engagement; false where they aren't known or not in order. */
static bool
engagement_days(const OtCheckSubject *subject, OtDay *opens, OtDay *closes)
{
	const xmlNode *engagement = ot_xml_child(subject->root, "engagement");

	return ot_check_day(engagement, "opens", opens) &&
	       ot_check_day(engagement, "closes", closes) && !is_after(opens, closes);
}

void
ot_check_engagement_dates(const OtCheckSubject *subject)
{
	const xmlNode *engagement = ot_xml_child(subject->root, "engagement");
	OtDay opens, closes;

	if (ot_check_day(engagement, "opens", &opens) &&
	    ot_check_day(engagement, "closes", &closes) && is_after(&opens, &closes))
		ot_check_report(subject, OT_CODE_DAT_ENGAGEMENT, engagement,
		                "the engagement opens on %s and closes on %s", opens.text,
		                closes.text);
}

static void
check_agreement(const OtCheckSubject *subject, const xmlNode *node, const char *what,
                const OtDay *day, const char *kind)
{
	const xmlNode *timeline = ot_xml_child(subject->root, "timeline");
	const xmlNode *milestone = timeline != NULL ? find_milestone(timeline, kind) : NULL;
	OtDay other;

	if (milestone == NULL || !ot_check_day(milestone, "date", &other))
		return;
	const OtDay last = last_day(milestone, &other);
	if (!is_after(&other, day) && !is_after(day, &last))
		return;
	const char *id = ot_xml_attr(milestone, "id");
	OtFinding *finding =
		ot_check_report(subject, OT_CODE_DAT_AGREE, node,
	                        "%s is %s here, and %s in milestone %s", what, day->text,
	                        other.text, id != NULL ? id : kind);
	ot_finding_advise(subject->findings, finding,
	                  "Decide which date is right, and write it here and in line %d.",
	                  ot_xml_where(subject->xml, milestone).line);
}

void
ot_check_agreement(const OtCheckSubject *subject)
{
	const xmlNode *engagement = ot_xml_child(subject->root, "engagement");
	const xmlNode *deadline = ot_check_find(subject->root, "engagement/clarification-deadline");
	OtDay day, closes;
	/* Otherwise one of them is known to be wrong already. */
	bool in_order = engagement_days(subject, &day, &closes);

	if (in_order)
		check_agreement(subject, engagement, "the day that the engagement opens", &day,
		                "engagement-opens");
	if (in_order)
		check_agreement(subject, engagement, "the day that the engagement closes", &closes,
		                "engagement-closes");
	if (ot_check_day_within(deadline, &day))
		check_agreement(subject, deadline, "the last day for questions", &day,
		                "clarification-deadline");
}

static void
check_event(const OtCheckSubject *subject, const xmlNode *event)
{
	int starts = ot_check_minutes(event, "start"), ends = ot_check_minutes(event, "end");
	OtDay start, end, opens, closes;

	if (!ot_check_day(event, "start", &start))
		return;
	if (engagement_days(subject, &opens, &closes) &&
	    (is_after(&opens, &start) || is_after(&start, &closes)))
		ot_check_report(subject, OT_CODE_DAT_EVENT, event,
		                "the event is on %s, and the engagement runs from %s to %s",
		                start.text, opens.text, closes.text);
	if (!ot_check_day(event, "end", &end) || starts < 0 || ends < 0)
		return;
	if (strcmp(start.text, end.text) != 0)
		ot_check_report(subject, OT_CODE_DAT_EVENT_TIMES, event,
		                "the event starts on %s and ends on %s", start.text, end.text);
	else if (starts >= ends)
		ot_check_report(subject, OT_CODE_DAT_EVENT_TIMES, event,
		                "the event starts at %02d:%02d and ends at %02d:%02d", starts / 60,
		                starts % 60, ends / 60, ends % 60);
}

void
ot_check_events(const OtCheckSubject *subject)
{
	for (const xmlNode *event = ot_check_find(subject->root, "engagement/event"); event != NULL;
	     event = ot_xml_next(event, "event"))
		check_event(subject, event);
}

void
ot_check_deadlines(const OtCheckSubject *subject)
{
	const xmlNode *deadline = ot_check_find(subject->root, "engagement/clarification-deadline");
	const xmlNode *timeline = ot_xml_child(subject->root, "timeline");
	OtDay day, opens, closes, start;

	/* Where it is a milestone too, the order of milestones is checked. */
	if ((timeline == NULL || find_milestone(timeline, "clarification-deadline") == NULL) &&
	    ot_check_day_within(deadline, &day) && engagement_days(subject, &opens, &closes) &&
	    (is_after(&opens, &day) || is_after(&day, &closes)))
		ot_check_report(subject, OT_CODE_DAT_DEADLINE, deadline,
		                "the last day for questions is %s, and the engagement runs from %s "
		                "to %s", day.text, opens.text, closes.text);
	for (const xmlNode *event = ot_check_find(subject->root, "engagement/event"); event != NULL;
	     event = ot_xml_next(event, "event")) {
		const xmlNode *registration = ot_xml_child(event, "registration");
		if (ot_check_day(registration, "by", &day) &&
		    ot_check_day(event, "start", &start) && is_after(&day, &start))
			ot_check_report(subject, OT_CODE_DAT_DEADLINE, registration,
			                "registration ends on %s, after the event on %s", day.text,
			                start.text);
	}
}

void
ot_check_history(const OtCheckSubject *subject)
{
	OtDay before = {""}, day;

	for (const xmlNode *change = ot_check_find(subject->root, "history/change"); change != NULL;
	     change = ot_xml_next(change, "change")) {
		if (!ot_check_day(change, "date", &day))
			continue;
		if (is_after(&before, &day))
			ot_check_report(subject, OT_CODE_DAT_HISTORY, change,
			                "this change is of %s, and the one before it of %s",
			                day.text, before.text);
		before = day;
	}
}
