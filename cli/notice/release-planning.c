/* SPDX-License-Identifier: MIT */
#include "notice/parts.h"

#include "report/json.h"
#include "xml/source.h"

#include <string.h>

/* --- milestones ---------------------------------------------------------------------------- */

/* All of it on one line; paragraphs of the specification are words of one description here. */
static char *
describe_process(const xmlNode *engagement)
{
	g_autofree char *process = ot_notice_text(engagement, "process");
	g_autofree char *how = ot_notice_text(engagement, "how-to-respond");

	return g_strstrip(g_strjoin(" ", process != NULL ? process : "", how != NULL ? how : "",
	                            NULL));
}

/* Scheduled, or met by the date of the specification: then it says when, too. */
static void
set_dates(json_t *milestone, const xmlNode *root, const char *day, const char *time)
{
	bool past = ot_notice_is_past(root, day);

	ot_release_set_time(milestone, "dueDate", day, time);
	if (past)
		ot_release_set_time(milestone, "dateMet", day, time);
	ot_json_set_text(milestone, "status", past ? "met" : "scheduled");
}

/* Regulation 17(2)(e) and (f): the process, and when it closes or has closed. */
static json_t *
make_engagement(const xmlNode *root, const xmlNode *engagement)
{
	g_autofree char *process = describe_process(engagement);
	json_t *milestone = json_object();

	ot_json_set_text(milestone, "id", "engagement");
	ot_json_set_text(milestone, "type", "engagement");
	ot_json_set_text(milestone, "description", process);
	set_dates(milestone, root, ot_xml_attr(engagement, "closes"), "23:59:59");
	return milestone;
}

/* An event: regulation 17(2)(f) names location, date and time as what a description may hold. */
static json_t *
make_event(const xmlNode *root, const xmlNode *event)
{
	const char *start = ot_xml_attr(event, "start"), *end = ot_xml_attr(event, "end");
	g_autofree char *purpose = ot_notice_text(event, "purpose");
	g_autofree char *place = ot_notice_text(event, "place");
	g_autofree char *registration = ot_notice_text(event, "registration");
	const xmlNode *register_by = ot_xml_child(event, "registration");
	g_autoptr(GString) description = g_string_new(purpose);
	g_autofree char *id = g_strconcat("event-", ot_xml_attr(event, "id"), NULL);
	json_t *milestone = json_object();

	g_string_append_printf(description, " %.10s, %.5s to %.5s. %s.", start,
	                       start + strlen("2026-11-24T"), end + strlen("2026-11-24T"), place);
	if (registration != NULL)
		g_string_append_printf(description, " Registration by %s: %s",
		                       ot_xml_attr(register_by, "by"), registration);
	ot_json_set_text(milestone, "id", id);
	ot_release_set_child(milestone, "title", event, "title");
	ot_json_set_text(milestone, "type", "engagement");
	ot_json_set_text(milestone, "description", g_strstrip(description->str));
	set_dates(milestone, root, end, end + strlen("2026-11-24T"));
	return milestone;
}

static json_t *
make_milestones(const xmlNode *root)
{
	const xmlNode *engagement = ot_xml_child(root, "engagement");
	json_t *milestones = json_array();

	if (engagement == NULL)
		return milestones;
	json_array_append_new(milestones, make_engagement(root, engagement));
	for (const xmlNode *event = ot_xml_child(engagement, "event"); event != NULL;
	     event = ot_xml_next(event, "event"))
		json_array_append_new(milestones, make_event(root, event));
	return milestones;
}

/* --- documents ----------------------------------------------------------------------------- */

/* What the lists of document types call the notices that belong to planning. */
static const struct {
	const char *kind, *type, *description;
} notices[] = {
	{"UK1", "plannedProcurementNotice", "Pipeline notice"},
	{"UK2", "marketEngagementNotice", "Preliminary market engagement notice"},
	{"UK3", "plannedProcurementNotice", "Planned procurement notice"},
	{"PIN", "plannedProcurementNotice", "Prior information notice"},
};

static size_t
find_notice(const char *kind)
{
	size_t i = 0;

	while (i < G_N_ELEMENTS(notices) && g_strcmp0(notices[i].kind, kind) != 0)
		i++;
	return i;
}

/* A notice that is out already, as far as the specification tells. */
static json_t *
make_published(const xmlNode *notice)
{
	const char *kind = ot_xml_attr(notice, "kind"), *url = ot_xml_attr(notice, "url");
	size_t i = find_notice(kind);
	json_t *document = json_object();

	ot_json_set_text(document, "id", ot_xml_attr(notice, "id"));
	ot_json_set_text(document, "documentType", notices[i].type);
	if (g_str_has_prefix(kind, "UK"))
		ot_json_set_text(document, "noticeType", kind);
	ot_json_set_text(document, "description", notices[i].description);
	ot_json_set_text(document, "url", url);
	ot_release_set_time(document, "datePublished", ot_xml_attr(notice, "date"), "00:00:00");
	if (url != NULL)
		ot_json_set_text(document, "format", "text/html");
	return document;
}

/* What a draft is called under rules that know no notice of its kind. */
static const char *
name_unofficial(const OtNoticeSource *source, const xmlNode *root)
{
	bool planned = source->kind == OT_NOTICE_PLANNED;

	if (ot_notice_duty(root) == OT_DUTY_SCOTLAND)
		return planned ? "Prior information notice" : "Notice of a market consultation";
	return planned ? "Announcement of a planned purchase" : "Announcement of an engagement";
}

/* The notice that this is the draft of; what is not published has neither number nor address. */
static json_t *
make_draft(const OtNoticeSource *source, const xmlNode *root)
{
	const char *type = ot_notice_type(source);
	size_t i = find_notice(source->kind == OT_NOTICE_PLANNED ? "UK3" : "UK2");
	g_autofree char *id = g_strconcat("draft-", ot_notice_kind_name(source->kind), NULL);
	g_autofree char *title = g_strconcat(
		"DRAFT, not published: ",
		type != NULL ? notices[i].description : name_unofficial(source, root), NULL);
	json_t *document = json_object();

	ot_json_set_text(document, "id", id);
	ot_json_set_text(document, "documentType", notices[i].type);
	ot_json_set_text(document, "noticeType", type);
	ot_json_set_text(document, "title", title);
	return document;
}

/* Measures of outcomes have no place in the standard: the specification has them. */
static json_t *
make_specification(const xmlNode *root)
{
	const xmlNode *identity = ot_xml_child(root, "identity");
	g_autofree char *title = g_strdup_printf("Outcome-based specification, version %s",
	                                         ot_xml_attr(identity, "version"));
	json_t *document = json_object();

	ot_json_set_text(document, "id", "specification");
	ot_json_set_text(document, "documentType", "needsAssessment");
	ot_json_set_text(document, "title", title);
	ot_json_set_text(document, "description",
	                 "Problems, outcomes with their measures, and questions to the market");
	ot_release_set_time(document, "dateModified", ot_xml_attr(identity, "date"), "00:00:00");
	ot_json_set_text(document, "format", "application/xml");
	return document;
}

static json_t *
make_documents(const OtNoticeSource *source, const xmlNode *root)
{
	const xmlNode *identity = ot_xml_child(root, "identity");
	json_t *documents = json_array();

	if (source->kind != OT_NOTICE_REASONS)
		json_array_append_new(documents, make_draft(source, root));
	for (const xmlNode *notice = ot_xml_child(identity, "notice"); notice != NULL;
	     notice = ot_xml_next(notice, "notice"))
		if (g_strcmp0(ot_xml_attr(notice, "status"), "published") == 0 &&
		    ot_xml_attr(notice, "id") != NULL &&
		    find_notice(ot_xml_attr(notice, "kind")) < G_N_ELEMENTS(notices))
			json_array_append_new(documents, make_published(notice));
	json_array_append_new(documents, make_specification(root));
	return documents;
}

json_t *
ot_release_planning(const OtNoticeSource *source)
{
	const xmlNode *root = xmlDocGetRootElement(source->published);
	json_t *planning = json_object();

	/* Section 17(1)(b): these reasons go into the tender notice. */
	if (source->kind == OT_NOTICE_REASONS)
		ot_json_set_text(planning, "noEngagementNoticeRationale",
		                 ot_notice_answer(source, "no-notice.reasons"));
	json_object_set_new(planning, "documents", make_documents(source, root));
	json_object_set_new(planning, "milestones", make_milestones(root));
	return planning;
}
