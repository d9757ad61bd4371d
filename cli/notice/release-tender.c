/* SPDX-License-Identifier: MIT */
#include "notice/parts.h"

#include "report/json.h"
#include "xml/source.h"

#include <math.h>
#include <string.h>

/* --- what the law and the procedure are ---------------------------------------------------- */

static json_t *
make_legal_basis(const xmlNode *root)
{
	static const struct {
		const char *regime, *scheme, *id, *description;
	} acts[] = {
		{"procurement-act-2023", "UKPGA", "2023/54", "Procurement Act 2023"},
		{"below-threshold", "UKPGA", "2023/54", "Procurement Act 2023"},
		{"utilities", "UKPGA", "2023/54", "Procurement Act 2023"},
		{"provider-selection-regime", "UKSI", "2023/1348",
		 "The Health Care Services (Provider Selection Regime) Regulations 2023"},
		{"scotland-2015", "UKSSI", "2015/446",
		 "The Public Contracts (Scotland) Regulations 2015"},
	};
	const char *regime = ot_xml_attr(ot_xml_child(root, "identity"), "regime");

	/* In Scotland the Act does not govern devolved authorities, whatever the value. */
	if (ot_notice_duty(root) == OT_DUTY_SCOTLAND)
		regime = "scotland-2015";
	for (size_t i = 0; i < G_N_ELEMENTS(acts); i++)
		if (g_strcmp0(regime, acts[i].regime) == 0) {
			json_t *basis = json_object();
			ot_json_set_text(basis, "id", acts[i].id);
			ot_json_set_text(basis, "scheme", acts[i].scheme);
			ot_json_set_text(basis, "description", acts[i].description);
			return basis;
		}
	return NULL;
}

/* Light touch contracts are for services; what a concession is mainly for is not said. */
static const char *
find_category(const char *kind)
{
	if (g_strcmp0(kind, "light-touch") == 0)
		return "services";
	return g_strcmp0(kind, "concession") != 0 ? kind : NULL;
}

/* Procurement Act 2023 s.20(2); what is not decided is not said. */
static void
set_procedure(json_t *tender, const xmlNode *route)
{
	const char *procedure = ot_xml_attr(route, "procedure");

	if (g_strcmp0(procedure, "open") == 0) {
		ot_json_set_text(tender, "procurementMethod", "open");
		ot_json_set_text(tender, "procurementMethodDetails", "Open procedure");
	} else if (g_strcmp0(procedure, "competitive-flexible") == 0) {
		ot_json_set_text(tender, "procurementMethod", "selective");
		ot_json_set_text(tender, "procurementMethodDetails",
		                 "Competitive flexible procedure");
	}
}

/* --- what it is about ---------------------------------------------------------------------- */

/* The estimate includes VAT, so that it is the gross amount; what it is without is not known. */
static json_t *
make_value(const xmlNode *root, const xmlNode *route)
{
	const xmlNode *budget = ot_xml_child(root, "budget");
	const char *currency = budget != NULL ? ot_xml_attr(budget, "currency") : NULL;
	double amount;

	if (route == NULL || !ot_check_number(route, "estimated-value", &amount))
		return NULL;
	json_t *value = json_object();
	json_object_set_new(value, "amountGross", floor(amount) == amount
	                                                  ? json_integer((json_int_t) amount)
	                                                  : json_real(amount));
	ot_json_set_text(value, "currency", currency != NULL ? currency : "GBP");
	return value;
}

/* Regulation 14(d): the period as it is estimated; NULL where neither end is known. */
static json_t *
make_period(const xmlNode *root)
{
	const xmlNode *start = ot_notice_milestone(root, "contract-start");
	const xmlNode *end = ot_notice_milestone(root, "contract-end");

	if (start == NULL)
		start = ot_notice_milestone(root, "service-start");
	if (start == NULL && end == NULL)
		return NULL;
	json_t *period = json_object();
	if (start != NULL)
		ot_release_set_time(period, "startDate", ot_xml_attr(start, "date"), "00:00:00");
	if (end != NULL)
		ot_release_set_time(period, "endDate", ot_xml_attr(end, "date"), "23:59:59");
	return period;
}

static json_t *
make_lot(const xmlNode *root, const xmlNode *lot, const char *status)
{
	const char *small = lot != NULL ? ot_xml_attr(lot, "suitable-for-small") : NULL;
	json_t *object = json_object();

	ot_json_set_text(object, "id", lot != NULL ? ot_xml_attr(lot, "id") : "1");
	ot_release_set_child(object, "title", lot, "title");
	ot_release_set_child(object, "description", lot, "description");
	ot_json_set_text(object, "status", status);
	ot_release_set(object, "contractPeriod", make_period(root));
	if (small != NULL) {
		json_t *suitability = json_object();
		json_object_set_new(suitability, "sme", json_boolean(strcmp(small, "yes") == 0));
		json_object_set_new(object, "suitability", suitability);
	}
	return object;
}

/*
 * The lots where it is decided that there are some; else one that stands for the whole, as Find a
 * Tender has it, because the period of a contract belongs to a lot.
 */
static json_t *
make_lots(const xmlNode *root, const xmlNode *lots, const char *status)
{
	bool divided = lots != NULL && g_strcmp0(ot_xml_attr(lots, "decision"), "lots") == 0;
	json_t *list = json_array();

	for (const xmlNode *lot = divided ? ot_xml_child(lots, "lot") : NULL; lot != NULL;
	     lot = ot_xml_next(lot, "lot"))
		json_array_append_new(list, make_lot(root, lot, status));
	if (json_array_size(list) == 0)
		json_array_append_new(list, make_lot(root, NULL, status));
	return list;
}

/* Section 18(2): the reasons why there are no lots; they are due in the tender notice. */
static json_t *
make_lot_details(const xmlNode *lots)
{
	if (lots == NULL || g_strcmp0(ot_xml_attr(lots, "decision"), "single") != 0 ||
	    ot_xml_child(lots, "reason") == NULL)
		return NULL;
	json_t *details = json_object();
	ot_release_set_child(details, "noLotsDivisionRationale", lots, "reason");
	return details;
}

/* Regulation 14(f): the eight digits; a check digit is no part of the code in these data. */
static json_t *
make_cpv(const xmlNode *cpv)
{
	g_autofree char *code = g_strndup(ot_xml_attr(cpv, "code"), 8);
	g_autofree char *meaning = ot_source_text(cpv);
	json_t *object = json_object();

	ot_json_set_text(object, "scheme", "CPV");
	ot_json_set_text(object, "id", code);
	ot_json_set_text(object, "description", meaning);
	return object;
}

/* Regulation 14(g): a region of the United Kingdom by its code. */
static json_t *
make_place(const xmlNode *place)
{
	json_t *object = json_object();

	ot_json_set_text(object, "region", ot_xml_attr(place, "code"));
	ot_json_set_text(object, "country", "GB");
	return object;
}

static void
set_list(json_t *object, const char *name, const xmlNode *parent, const char *child,
         json_t *(*make)(const xmlNode *node))
{
	const xmlNode *node = ot_xml_child(parent, child);
	if (node == NULL)
		return;

	json_t *list = json_array();
	for (; node != NULL; node = ot_xml_next(node, child))
		json_array_append_new(list, make(node));
	json_object_set_new(object, name, list);
}

/* One item for all: the specification does not say which code belongs to which lot. */
static json_t *
make_items(const xmlNode *route)
{
	if (route == NULL || (ot_xml_child(route, "cpv") == NULL &&
	                      ot_xml_child(route, "place-of-delivery") == NULL))
		return NULL;
	json_t *items = json_array(), *item = json_object();
	ot_json_set_text(item, "id", "1");
	set_list(item, "additionalClassifications", route, "cpv", make_cpv);
	set_list(item, "deliveryAddresses", route, "place-of-delivery", make_place);
	json_array_append_new(items, item);
	return items;
}

/* --- when ---------------------------------------------------------------------------------- */

static json_t *
make_communication(const xmlNode *root)
{
	const xmlNode *notice = ot_notice_milestone(root, "tender-notice");
	if (notice == NULL)
		return NULL;

	json_t *object = json_object();
	ot_release_set_time(object, "futureNoticeDate", ot_xml_attr(notice, "date"), "00:00:00");
	return object;
}

/* A period of which only the end is known. */
static json_t *
make_end(const xmlNode *root, const char *kind)
{
	const xmlNode *milestone = ot_notice_milestone(root, kind);
	if (milestone == NULL)
		return NULL;

	json_t *period = json_object();
	ot_release_set_time(period, "endDate", ot_xml_attr(milestone, "date"), "23:59:59");
	return period;
}

/* Regulation 16(2) asks for more than regulation 17(2): when tenders are due, and the award. */
static void
set_planned(json_t *tender, const xmlNode *root)
{
	ot_release_set(tender, "tenderPeriod", make_end(root, "tender-deadline"));
	ot_release_set(tender, "awardPeriod", make_end(root, "award"));
}

json_t *
ot_release_tender(const OtNoticeSource *source, const char *ocid)
{
	const xmlNode *root = xmlDocGetRootElement(source->published);
	const xmlNode *identity = ot_xml_child(root, "identity");
	const xmlNode *route = ot_xml_child(root, "route"), *lots = ot_xml_child(root, "lots");
	const char *status = source->kind == OT_NOTICE_PLANNED ? "planned" : "planning";
	const char *above = route != NULL ? ot_xml_attr(route, "above-threshold") : NULL;
	json_t *tender = json_object();

	ot_json_set_text(tender, "id", ocid);
	ot_release_set(tender, "legalBasis", make_legal_basis(root));
	ot_release_set_child(tender, "title", identity, "title");
	ot_release_set_child(tender, "description", identity, "summary");
	ot_json_set_text(tender, "status", status);
	if (route != NULL) {
		ot_json_set_text(tender, "mainProcurementCategory",
		                 find_category(ot_xml_attr(route, "contract-kind")));
		set_procedure(tender, route);
	}
	ot_release_set(tender, "value", make_value(root, route));
	if (above != NULL)
		json_object_set_new(tender, "aboveThreshold",
		                    json_boolean(strcmp(above, "yes") == 0));
	json_object_set_new(tender, "lots", make_lots(root, lots, status));
	ot_release_set(tender, "lotDetails", make_lot_details(lots));
	ot_release_set(tender, "items", make_items(route));
	ot_release_set(tender, "communication", make_communication(root));
	if (source->kind == OT_NOTICE_PLANNED)
		set_planned(tender, root);
	return tender;
}
