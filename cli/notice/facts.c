/* SPDX-License-Identifier: MIT */
#include "notice/parts.h"

#include "xml/source.h"

#include <string.h>

static const struct {
	const char *name, *template;
} kinds[] = {
	[OT_NOTICE_ENGAGEMENT] = {"uk2", "notice"},
	[OT_NOTICE_PLANNED] = {"uk3", "planned-notice"},
	[OT_NOTICE_REASONS] = {"reasons", "notice"},
};

const char *
ot_notice_kind_name(OtNoticeKind kind)
{
	return kinds[kind].name;
}

const char *
ot_notice_template(OtNoticeKind kind)
{
	return kinds[kind].template;
}

/* By the regime; where it says nothing, by the nation. */
OtNoticeDuty
ot_notice_duty(const xmlNode *root)
{
	const xmlNode *identity = ot_xml_child(root, "identity");
	const char *regime = ot_xml_attr(identity, "regime");
	const char *jurisdiction = ot_xml_attr(identity, "jurisdiction");

	if (g_strcmp0(regime, "scotland-2015") == 0 || g_strcmp0(jurisdiction, "GB-SCT") == 0)
		return OT_DUTY_SCOTLAND;
	if (g_strcmp0(regime, "procurement-act-2023") == 0)
		return OT_DUTY_NOTICE;
	return g_strcmp0(regime, "utilities") == 0 ? OT_DUTY_UTILITY : OT_DUTY_NONE;
}

const char *
ot_notice_type(const OtNoticeSource *source)
{
	OtNoticeDuty duty = ot_notice_duty(xmlDocGetRootElement(source->published));

	if (duty == OT_DUTY_SCOTLAND || duty == OT_DUTY_NONE || source->kind == OT_NOTICE_REASONS)
		return NULL;
	return source->kind == OT_NOTICE_PLANNED ? "UK3" : "UK2";
}

char *
ot_notice_text(const xmlNode *node, const char *name)
{
	const xmlNode *child = node != NULL ? ot_xml_child(node, name) : NULL;

	return child != NULL ? ot_source_text(child) : NULL;
}

/* The first of these children whose attribute has this value. */
static const xmlNode *
find_child(const xmlNode *parent, const char *name, const char *attr, const char *value)
{
	const xmlNode *child = parent != NULL ? ot_xml_child(parent, name) : NULL;

	while (child != NULL && g_strcmp0(ot_xml_attr(child, attr), value) != 0)
		child = ot_xml_next(child, name);
	return child;
}

const xmlNode *
ot_notice_milestone(const xmlNode *root, const char *kind)
{
	return find_child(ot_xml_child(root, "timeline"), "milestone", "kind", kind);
}

const xmlNode *
ot_notice_published(const xmlNode *root, const char *kind)
{
	const xmlNode *notice = find_child(ot_xml_child(root, "identity"), "notice", "kind", kind);

	while (notice != NULL && (g_strcmp0(ot_xml_attr(notice, "kind"), kind) != 0 ||
	                          g_strcmp0(ot_xml_attr(notice, "status"), "published") != 0))
		notice = ot_xml_next(notice, "notice");
	return notice;
}

const xmlNode *
ot_notice_contact(const xmlNode *authority)
{
	const xmlNode *contact = find_child(authority, "contact", "role", "enquiries");

	return contact != NULL ? contact : ot_xml_child(authority, "contact");
}

const xmlNode *
ot_notice_enquiries(const xmlNode *root)
{
	for (const xmlNode *authority = ot_xml_child(root, "authority"); authority != NULL;
	     authority = ot_xml_next(authority, "authority")) {
		const xmlNode *contact = find_child(authority, "contact", "role", "enquiries");
		if (contact != NULL)
			return contact;
	}
	return ot_check_find(root, "authority/contact");
}

const char *
ot_notice_answer(const OtNoticeSource *source, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	g_autofree char *name = g_strdup_vprintf(format, arguments);
	va_end(arguments);
	const OtAnswer *answer = ot_answers_find(source->answers, name);
	return answer != NULL && *answer->text != '\0' ? answer->text : NULL;
}

char *
ot_notice_ppon(const OtNoticeSource *source, const xmlNode *authority)
{
	const char *answer =
		ot_notice_answer(source, "authority.%s.identifier", ot_xml_attr(authority, "id"));
	const xmlNode *identifier = find_child(authority, "identifier", "scheme", "GB-PPON");

	if (answer != NULL)
		return g_strdup(answer);
	return identifier != NULL ? ot_source_text(identifier) : NULL;
}

bool
ot_notice_is_past(const xmlNode *root, const char *day)
{
	const char *today = ot_xml_attr(ot_xml_child(root, "identity"), "date");

	return day != NULL && today != NULL && strncmp(day, today, strlen("2026-11-09")) < 0;
}

bool
ot_notice_is_over(const xmlNode *root)
{
	return ot_notice_is_past(root, ot_xml_attr(ot_xml_child(root, "engagement"), "closes"));
}
