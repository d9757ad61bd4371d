/* SPDX-License-Identifier: MIT */
#include "events/plan.h"

#include "spec/checks.h"
#include "xml/source.h"

#include <stdarg.h>
#include <string.h>

/* Words by which a place says how one joins from elsewhere. */
static const char *const joining[] = {"online",  "link",  "http", "join",
	                              "ar-lein", "dolen", "ymuno"};

OtFinding *
ot_event_plan_find(const OtEventPlan *plan, OtFindings *findings, OtCode code, const char *format,
                   ...)
{
	g_autofree char *place = g_strdup_printf("event %s", plan->id);
	const OtWhere where = {
		.file = plan->setting->specification,
		.line = (int) xmlGetLineNo(plan->event),
		.place = place,
	};
	va_list arguments;

	va_start(arguments, format);
	g_autofree char *message = g_strdup_vprintf(format, arguments);
	va_end(arguments);
	return ot_findings_add(findings, code, where, "%s", message);
}

/* --- days ---------------------------------------------------------------------------------- */

/* Set from the first ten characters; false where they are no day. */
static bool
read_day(const char *text, GDate *date)
{
	int year, month, day;

	if (text == NULL || sscanf(text, "%4d-%2d-%2d", &year, &month, &day) != 3 ||
	    !g_date_valid_dmy((GDateDay) day, (GDateMonth) month, (GDateYear) year))
		return false;
	g_date_clear(date, 1);
	g_date_set_dmy(date, (GDateDay) day, (GDateMonth) month, (GDateYear) year);
	return true;
}

/* The day of the first published notice, else that on which the engagement opens. */
static const char *
announced_on(const OtEventPlan *plan)
{
	const xmlNode *root = xmlDocGetRootElement(plan->event->doc);

	for (const xmlNode *notice = ot_check_find(root, "identity/notice"); notice != NULL;
	     notice = ot_xml_next(notice, "notice"))
		if (g_strcmp0(ot_xml_attr(notice, "status"), "published") == 0 &&
		    ot_xml_attr(notice, "date") != NULL)
			return ot_xml_attr(notice, "date");
	return ot_xml_attr(ot_xml_child(root, "engagement"), "opens");
}

static void
check_days(const OtEventPlan *plan, OtFindings *findings)
{
	int least = ot_event_formats_rules(plan->setting->formats)->notice_days;
	const char *announced = announced_on(plan);
	GDate day, before;

	if (!read_day(ot_xml_attr(plan->event, "start"), &day))
		return;
	if (g_date_get_weekday(&day) >= G_DATE_SATURDAY)
		ot_event_plan_find(plan, findings, OT_CODE_EVENT_DAY, "the event is on a %s",
		                   g_date_get_weekday(&day) == G_DATE_SATURDAY ? "Saturday"
		                                                               : "Sunday");
	if (!read_day(announced, &before))
		return;
	int days = g_date_days_between(&before, &day);
	if (days < 0)
		ot_event_plan_find(plan, findings, OT_CODE_EVENT_ANNOUNCED,
		                   "the event is on %.10s, and was announced on %.10s",
		                   ot_xml_attr(plan->event, "start"), announced);
	else if (days < least)
		ot_event_plan_find(plan, findings, OT_CODE_EVENT_NOTICE,
		                   "the event is %d %s after its announcement on %.10s; we think "
		                   "that %d are needed", days, days == 1 ? "day" : "days",
		                   announced, least);
}

/* --- the event ----------------------------------------------------------------------------- */

static void
check_access(const OtEventPlan *plan, OtFindings *findings)
{
	const char *mode = ot_xml_attr(plan->event, "mode");
	const xmlNode *node = ot_xml_child(plan->event, "place");
	g_autofree char *place = node != NULL ? ot_source_text(node) : g_strdup("");
	g_autofree char *folded = g_utf8_casefold(place, -1);
	bool joins = g_strcmp0(mode, "in-person") == 0;

	if (ot_xml_child(plan->event, "access-arrangement") == NULL)
		ot_event_plan_find(plan, findings, OT_CODE_EVENT_ACCESS,
		                   "the event names no access arrangements");
	for (size_t i = 0; !joins && i < G_N_ELEMENTS(joining); i++)
		joins = strstr(folded, joining[i]) != NULL;
	if (!joins)
		ot_event_plan_find(plan, findings, OT_CODE_EVENT_ACCESS,
		                   "its place does not say how one joins online");
}

static void
check_length(const OtEventPlan *plan, OtFindings *findings)
{
	const OtSchedule *schedule = plan->schedule;
	int length = schedule->end - schedule->start;

	if (schedule->minutes != length)
		ot_event_plan_find(plan, findings, OT_CODE_EVENT_LENGTH,
		                   "its parts take %d minutes, and the event has %d",
		                   schedule->minutes, length);
}

static void
check_pitches(const OtEventPlan *plan, OtFindings *findings)
{
	const OtSchedule *schedule = plan->schedule;
	size_t n = plan->lots->len;
	int each = schedule->pitch + schedule->change;
	int shorter = ot_schedule_fitting_pitch(schedule, n);

	if (n <= schedule->capacity)
		return;
	OtFinding *finding = ot_event_plan_find(
		plan, findings, OT_CODE_EVENT_PITCHES,
		"%zu pitches of %d minutes, with %d to change over, take %zu minutes; %zu fit into "
		"the %d minutes that there are", n, schedule->pitch, schedule->change,
		n * (size_t) each, schedule->capacity, schedule->pitch_minutes);
	if (shorter > 0)
		ot_finding_advise(findings, finding,
		                  "Give pitches %zu minutes in all, or make each %d %s long "
		                  "(--pitches %d+%d); or hold the event again for the other %zu.",
		                  n * (size_t) each, shorter, shorter == 1 ? "minute" : "minutes",
		                  shorter, schedule->change, n - schedule->capacity);
	else
		ot_finding_advise(findings, finding,
		                  "Give pitches %zu minutes in all, hold the event again for the "
		                  "other %zu, or let them send a film; no length of a minute or "
		                  "more lets all in.", n * (size_t) each, n - schedule->capacity);
}

/* --- people -------------------------------------------------------------------------------- */

static void
check_consent(const OtEventPlan *plan, OtFindings *findings)
{
	guint n = 0;

	for (guint i = 0; i < plan->people->len; i++) {
		const OtPerson *person = g_ptr_array_index(plan->people, i);
		n += person->answers[OT_PERSON_CONSENT] != OT_ANSWER_YES;
	}
	if (n > 0)
		ot_event_plan_find(plan, findings, OT_CODE_EVENT_CONSENT,
		                   "%u of %u people have not agreed to share their contact", n,
		                   plan->people->len);
}

static void
check_attendance(const OtEventPlan *plan, const OtPerson *person, OtFindings *findings)
{
	const char *start = ot_xml_attr(plan->event, "start");

	if (person->answers[OT_PERSON_ATTENDED] != OT_ANSWER_YES)
		return;
	if (person->answers[OT_PERSON_INVITED] == OT_ANSWER_NO)
		ot_person_find(findings, OT_CODE_EVENT_UNINVITED, plan->setting->people, person,
		               OT_PERSON_ATTENDED, "came to event %s and was not invited",
		               plan->id);
	if (strncmp(plan->setting->today, start, strlen("2026-12-03")) < 0)
		ot_person_find(findings, OT_CODE_EVENT_CLOCK, plan->setting->people, person,
		               OT_PERSON_ATTENDED, "came to event %s, which is only on %.10s",
		               plan->id, start);
}

static void
check_registration(const OtEventPlan *plan, const OtPerson *person, OtFindings *findings)
{
	const xmlNode *registration = ot_xml_child(plan->event, "registration");
	const char *by = registration != NULL ? ot_xml_attr(registration, "by") : NULL;
	const char *day = person->values[OT_PERSON_REGISTERED];

	if (*day != '\0' && by != NULL && strcmp(day, by) > 0)
		ot_person_find(findings, OT_CODE_EVENT_LATE, plan->setting->people, person,
		               OT_PERSON_REGISTERED,
		               "registered on %s; the last day for event %s was %s", day, plan->id,
		               by);
	if (strcmp(day, plan->setting->today) > 0)
		ot_person_find(findings, OT_CODE_EVENT_CLOCK, plan->setting->people, person,
		               OT_PERSON_REGISTERED, "registered on %s, which is still to come",
		               day);
}

static void
check_supplier(const OtEventPlan *plan, const OtPerson *person, OtFindings *findings)
{
	const OtSuppliers *suppliers = plan->setting->suppliers;
	const char *code = person->values[OT_PERSON_CODE];

	if (suppliers != NULL && *code != '\0' && ot_suppliers_find(suppliers, code) == NULL)
		ot_person_find(findings, OT_CODE_EVENT_SUPPLIER, plan->setting->people, person,
		               OT_PERSON_CODE, "the list of suppliers has no “%s”", code);
}

void
ot_event_plan_check(const OtEventPlan *plan, OtFindings *findings)
{
	check_days(plan, findings);
	check_access(plan, findings);
	check_length(plan, findings);
	check_pitches(plan, findings);
	check_consent(plan, findings);
	for (guint i = 0; i < plan->people->len; i++) {
		const OtPerson *person = g_ptr_array_index(plan->people, i);
		check_attendance(plan, person, findings);
		check_registration(plan, person, findings);
		check_supplier(plan, person, findings);
	}
}
