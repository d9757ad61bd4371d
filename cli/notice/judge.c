/* SPDX-License-Identifier: MIT */
#include "notice/parts.h"

#include "xml/schema.h"

#include <string.h>

typedef struct {
	const OtNoticeSource *source;
	const xmlNode *root;
	OtNoticeDuty duty;
	OtFindings *findings;
} Judging;

/* At a node of the specification, or at a place that is still to be written, with its clause. */
static OtFinding *
report(const Judging *judging, OtCode code, const xmlNode *node, const char *place,
       const char *clause, const char *format, ...) G_GNUC_PRINTF(6, 7);

static OtFinding *
report(const Judging *judging, OtCode code, const xmlNode *node, const char *place,
       const char *clause, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	g_autofree char *message = g_strdup_vprintf(format, arguments);
	va_end(arguments);
	g_autofree char *named = node != NULL ? ot_xml_place(node) : g_strdup(place);
	const OtCodeInfo *info = ot_code_info(code);
	const OtFinding finding = {
		.code = info->code,
		.severity = info->severity,
		.where = {.file = judging->source->file, .place = named},
		.message = message,
		.advice = info->advice,
		.source = clause,
	};
	return ot_findings_add_copy(judging->findings, &finding);
}

/* The regulations that list the parts are those of England and Northern Ireland; the numbers of the
 * Welsh ones were not compared, and other rules prescribe no notice. */
static const char *
clause(const Judging *judging, const char *english)
{
	const char *jurisdiction =
		ot_xml_attr(ot_xml_child(judging->root, "identity"), "jurisdiction");

	if (judging->duty != OT_DUTY_NOTICE && judging->duty != OT_DUTY_UTILITY)
		return NULL;
	return g_strcmp0(jurisdiction, "GB-WLS") == 0 ? "Procurement (Wales) Regulations 2024"
	                                              : english;
}

/* --- (a) who ------------------------------------------------------------------------------- */

/* Regulation 13 asks for the number of each authority, and what one does that acts for another. */
static void
judge_authority(const Judging *judging, const xmlNode *authority)
{
	const OtNoticeSource *source = judging->source;
	const char *role = ot_xml_attr(authority, "role"), *id = ot_xml_attr(authority, "id");
	g_autofree char *name = ot_notice_text(authority, "name");
	g_autofree char *ppon = ot_notice_ppon(source, authority);

	if (g_strcmp0(role, "buyer") != 0 && g_strcmp0(role, "procuringEntity") != 0)
		return;
	if (ppon == NULL && judging->duty != OT_DUTY_SCOTLAND)
		report(judging, OT_CODE_NOTICE_AUTHORITY, authority, NULL,
		       clause(judging, "PR24 reg.17(2)(a), reg.13"),
		       "the unique identifier (PPON) of %s is not there", name);
	if (g_strcmp0(role, "procuringEntity") == 0 &&
	    ot_xml_child(authority, "role-summary") == NULL &&
	    ot_notice_answer(source, "authority.%s.role", id) == NULL)
		report(judging, OT_CODE_NOTICE_AUTHORITY, authority, NULL,
		       clause(judging, "PR24 reg.17(2)(a), reg.13"),
		       "nothing says what %s does on behalf of the buyer", name);
	if (ot_notice_contact(authority) == NULL &&
	    ot_notice_answer(source, "authority.%s.email", id) == NULL)
		report(judging, OT_CODE_NOTICE_AUTHORITY, authority, NULL,
		       clause(judging, "PR24 reg.17(2)(a), reg.13"),
		       "no email address of %s is published", name);
}

static void
judge_authorities(const Judging *judging)
{
	for (const xmlNode *authority = ot_xml_child(judging->root, "authority"); authority != NULL;
	     authority = ot_xml_next(authority, "authority"))
		judge_authority(judging, authority);
	if (g_strcmp0(ot_xml_attr(ot_notice_enquiries(judging->root), "role"), "enquiries") != 0)
		report(judging, OT_CODE_NOTICE_AUTHORITY, NULL, "authority",
		       clause(judging, "PR24 reg.17(2)(a), reg.13"),
		       "no contact has the role \"enquiries\"; the notice names a person to ask");
}

/* --- (c) the number ------------------------------------------------------------------------ */

static void
judge_identifier(const Judging *judging)
{
	g_autofree char *ocid = ot_notice_ocid(judging->source, NULL);
	const OtConstant *platform = ot_reference_find(
		judging->source->constants, "ocid-prefix-find-a-tender", "9999-12-31", NULL);
	const OtConstant *example = ot_reference_find(
		judging->source->constants, "ocid-prefix-example", "9999-12-31", NULL);

	if (ocid == NULL || platform == NULL || example == NULL)
		return;
	if (!g_str_has_prefix(ocid, platform->value) && judging->duty != OT_DUTY_SCOTLAND)
		report(judging, OT_CODE_NOTICE_IDENTIFIER, NULL, "identity, ocid",
		       clause(judging, "PR24 reg.17(2)(c), reg.8"),
		       "the unique identifier of the procurement is allocated with its first "
		       "notice");
	if (judging->source->as_data && g_str_has_prefix(ocid, example->value))
		report(judging, OT_CODE_NOTICE_EXAMPLE, NULL, "identity, ocid", NULL,
		       "as data the draft carries \"%s\", which says nothing outside of this draft",
		       ocid);
}

/* --- (d) what ------------------------------------------------------------------------------ */

static void
report_subject(const Judging *judging, bool known, const char *place, const char *point,
               const char *what)
{
	g_autofree char *regulation = g_strdup_printf("PR24 reg.17(2)(d), reg.14(%s)", point);

	if (!known)
		report(judging, OT_CODE_NOTICE_SUBJECT, NULL, place, clause(judging, regulation),
		       "%s is not there", what);
}

/* Regulation 14: so far as it is known when the notice is published. */
static void
judge_subject(const Judging *judging)
{
	const xmlNode *root = judging->root, *route = ot_xml_child(root, "route");
	const OtNoticeSource *source = judging->source;
	bool starts = ot_notice_milestone(root, "contract-start") != NULL ||
	              ot_notice_milestone(root, "service-start") != NULL;
	double amount;

	report_subject(judging, route != NULL || ot_notice_answer(source, "subject.kind") != NULL,
	               "route", "a", "whether it is mainly goods, services or works");
	report_subject(judging, starts || ot_notice_answer(source, "subject.from") != NULL,
	               "timeline", "d", "the estimated start (a milestone contract-start)");
	report_subject(judging,
	               ot_notice_milestone(root, "contract-end") != NULL ||
	                       ot_notice_answer(source, "subject.until") != NULL,
	               "timeline", "d", "the estimated end (a milestone contract-end)");
	report_subject(judging,
	               (route != NULL && ot_check_number(route, "estimated-value", &amount)) ||
	                       ot_notice_answer(source, "subject.amount") != NULL,
	               "route", "e", "the estimated amount (estimated-value)");
	report_subject(judging,
	               ot_check_find(root, "route/cpv") != NULL ||
	                       ot_notice_answer(source, "subject.cpv") != NULL,
	               "route", "f", "a CPV code (cpv)");
	report_subject(judging,
	               ot_check_find(root, "route/place-of-delivery") != NULL ||
	                       ot_notice_answer(source, "subject.place") != NULL,
	               "route", "g", "the region (place-of-delivery)");
}

/* --- (e), (f) when and how ----------------------------------------------------------------- */

static void
judge_process(const Judging *judging)
{
	const xmlNode *engagement = ot_xml_child(judging->root, "engagement");

	if (ot_xml_child(engagement, "event") == NULL &&
	    ot_xml_child(engagement, "clarification-deadline") == NULL)
		report(judging, OT_CODE_NOTICE_PROCESS, engagement, NULL,
		       clause(judging, "PR24 reg.17(2)(f)"),
		       "it names no event and no day until which questions are taken; the "
		       "regulation gives events and periods as examples");
}

/* Sections 16(1) and 17(1): engagement, and its notice, come before the tender notice. */
static void
judge_order(const Judging *judging)
{
	const xmlNode *engagement = ot_xml_child(judging->root, "engagement");
	const xmlNode *tender = ot_notice_milestone(judging->root, "tender-notice");
	bool published = ot_notice_published(judging->root, "UK2") != NULL;
	OtDay closes, notice;

	if (!ot_check_day(engagement, "closes", &closes))
		return;
	if (ot_check_day(tender, "date", &notice) && strcmp(closes.text, notice.text) >= 0)
		report(judging, OT_CODE_NOTICE_ORDER, tender, NULL, "PA23 s.16(1), s.17(1)",
		       "the engagement closes on %s, and the tender notice is planned for %s",
		       closes.text, notice.text);
	if (judging->source->kind == OT_NOTICE_ENGAGEMENT && !published &&
	    ot_notice_is_over(judging->root))
		report(judging, OT_CODE_NOTICE_AFTERWARDS, engagement, NULL, "PA23 s.17(1) and (2)",
		       "the engagement closed on %s, and no notice UK2 is published", closes.text);
}

static void
judge_reasons(const Judging *judging)
{
	if (ot_notice_answer(judging->source, "no-notice.reasons") == NULL)
		report(judging, OT_CODE_NOTICE_REASONS, NULL,
		       "assets/notice.xml, no-notice.reasons", "PA23 s.17(1)(b)",
		       "the reasons for publishing no notice are not there");
	if (ot_notice_published(judging->root, "UK2") != NULL) {
		OtFinding *finding = report(judging, OT_CODE_NOTICE_ORDER, NULL, "identity, notice",
		                            "PA23 s.17(1)", "a notice UK2 is published, so that no "
		                            "reasons are asked for");
		ot_finding_advise(
			judging->findings, finding,
			"Publish no reasons; or correct the status of the notice, if it was "
			"not published.");
	}
}

/* --- the planned procurement notice -------------------------------------------------------- */

/* The day on which it is planned or was published; false where nobody has said. */
static bool
find_planned(const xmlNode *root, OtDay *day)
{
	for (const xmlNode *notice = ot_check_find(root, "identity/notice"); notice != NULL;
	     notice = ot_xml_next(notice, "notice"))
		if (g_strcmp0(ot_xml_attr(notice, "kind"), "UK3") == 0 &&
		    ot_check_day(notice, "date", day))
			return true;
	return ot_check_day(ot_notice_milestone(root, "planned-notice"), "date", day);
}

/* Section 15(3): at least 40 days and not more than 12 months before the tender notice. */
static void
judge_window(const Judging *judging)
{
	OtNoticeWindow window;
	OtDay planned;

	if (!ot_notice_window(judging->root, judging->source->constants, &window)) {
		report(judging, OT_CODE_NOTICE_PLANNED, NULL, "timeline",
		       clause(judging, "PR24 reg.16(2)"),
		       "the estimated date of the tender notice (a milestone tender-notice) is not "
		       "there");
		return;
	}
	if (!find_planned(judging->root, &planned)) {
		report(judging, OT_CODE_NOTICE_PLANNED, NULL, "timeline", "PA23 s.15(3)",
		       "nothing says when it is published (a milestone planned-notice); from %s to "
		       "%s it shortens the tendering period", window.first, window.last);
		return;
	}
	if (strcmp(planned.text, window.first) < 0 || strcmp(planned.text, window.last) > 0)
		report(judging, OT_CODE_NOTICE_WINDOW, NULL, "timeline", "PA23 s.15(3), s.54(4)",
		       "it is dated %s; at least %d days and not more than %d months before the "
		       "tender notice means from %s to %s",
		       planned.text, window.days, window.months, window.first, window.last);
}

static void
judge_planned(const Judging *judging)
{
	const xmlNode *route = ot_xml_child(judging->root, "route");
	const char *procedure = route != NULL ? ot_xml_attr(route, "procedure") : NULL;

	judge_window(judging);
	if (ot_notice_milestone(judging->root, "tender-deadline") == NULL)
		report(judging, OT_CODE_NOTICE_PLANNED, NULL, "timeline",
		       clause(judging, "PR24 reg.16(2)"),
		       "the estimated date for requests or tenders (a milestone tender-deadline) "
		       "is not there");
	if (ot_notice_milestone(judging->root, "award") == NULL)
		report(judging, OT_CODE_NOTICE_PLANNED, NULL, "timeline",
		       clause(judging, "PR24 reg.16(2)"),
		       "the estimated date of the award (a milestone award) is not there");
	if (procedure == NULL || g_strcmp0(procedure, "undecided") == 0)
		report(judging, OT_CODE_NOTICE_PLANNED, NULL, "route",
		       clause(judging, "PR24 reg.16(2)"),
		       "whether it is an open or a competitive flexible procedure is not decided");
}

/* --- all ----------------------------------------------------------------------------------- */

/* Section 15 has a planned procurement notice for contracts that the Act covers, and leaves it
 * free. */
static void
judge_planned_duty(const Judging *judging, const xmlNode *identity)
{
	if (judging->duty == OT_DUTY_SCOTLAND || judging->duty == OT_DUTY_NONE)
		report(judging, OT_CODE_NOTICE_NOT_ASKED, identity, NULL, "PA23 s.15(1)",
		       "a planned procurement notice is one of the Procurement Act 2023, and the "
		       "specification says other rules");
}

static void
judge_duty(const Judging *judging)
{
	const xmlNode *identity = ot_xml_child(judging->root, "identity");

	if (judging->source->kind == OT_NOTICE_PLANNED) {
		judge_planned_duty(judging, identity);
		return;
	}
	switch (judging->duty) {
	case OT_DUTY_NOTICE:
		return;
	case OT_DUTY_SCOTLAND:
		report(judging, OT_CODE_NOTICE_NOT_ASKED, identity, NULL, "SSI 2015/446 reg 41",
		       "the Procurement Act 2023 does not govern devolved Scottish authorities; a "
		       "consultation of the market has no prescribed notice there");
		return;
	case OT_DUTY_UTILITY:
		report(judging, OT_CODE_NOTICE_NOT_ASKED, identity, NULL, "PA23 s.17(3)",
		       "section 17 does not apply to a private utility; other utilities publish "
		       "the notice or give reasons");
		return;
	case OT_DUTY_NONE:
		report(judging, OT_CODE_NOTICE_NOT_ASKED, identity, NULL, "PA23 s.16(1), s.17(1)",
		       "sections 16 and 17 speak of public contracts above the thresholds, and the "
		       "specification says other rules");
	}
}

void
ot_notice_judge(const OtNoticeSource *source, OtFindings *findings)
{
	const Judging judging = {
		.source = source,
		.root = xmlDocGetRootElement(source->published),
		.duty = ot_notice_duty(xmlDocGetRootElement(source->published)),
		.findings = findings,
	};

	judge_duty(&judging);
	if (source->kind == OT_NOTICE_REASONS) {
		judge_reasons(&judging);
		return;
	}
	judge_authorities(&judging);
	judge_identifier(&judging);
	judge_subject(&judging);
	if (source->kind == OT_NOTICE_PLANNED) {
		judge_planned(&judging);
		return;
	}
	judge_process(&judging);
	if (judging.duty == OT_DUTY_NOTICE || judging.duty == OT_DUTY_UTILITY)
		judge_order(&judging);
}
