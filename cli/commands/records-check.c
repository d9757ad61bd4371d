/* SPDX-License-Identifier: MIT */
#include "commands/records-check.h"
#include "base/file.h"
#include "commands/records.h"

#include "base/clock.h"
#include "register/treatment.h"
#include "xml/source.h"

#include <string.h>

/* The law on equal treatment and on records, by the regime of the specification. */
static const struct {
	const char *regime, *treatment, *records;
} laws[] = {
	{"procurement-act-2023", "Procurement Act 2023 section 16(3)",
	 "Procurement Act 2023 section 98(3) and (4)"},
	{"scotland-2015", "Public Contracts (Scotland) Regulations 2015 regulations 41 and 42",
	 NULL},
};

static void
cite(OtTreatment *treatment, const OtSpec *spec)
{
	const char *regime = spec != NULL ? ot_spec_identity(spec, "regime") : NULL;
	const char *jurisdiction = spec != NULL ? ot_spec_identity(spec, "jurisdiction") : NULL;

	for (size_t i = 0; i < G_N_ELEMENTS(laws); i++) {
		bool is_act = i == 0;
		if (g_strcmp0(laws[i].regime, regime) != 0 ||
		    (is_act && g_strcmp0(jurisdiction, "GB-SCT") == 0))
			continue;
		treatment->source = laws[i].treatment;
		treatment->records_source = laws[i].records;
	}
}

/* An event whose texts live as long as the array that it goes into. */
static void
clear_event(gpointer data)
{
	OtTreatmentEvent *event = data;

	g_free((char *) event->title);
	g_free((char *) event->day);
}

static GArray *
list_events(const OtSpec *spec)
{
	GArray *events = g_array_new(FALSE, FALSE, sizeof(OtTreatmentEvent));
	const xmlNode *root = spec != NULL ? xmlDocGetRootElement(ot_spec_tree(spec)) : NULL;
	const xmlNode *engagement = root != NULL ? ot_xml_child(root, "engagement") : NULL;
	const xmlNode *node = engagement != NULL ? ot_xml_child(engagement, "event") : NULL;

	g_array_set_clear_func(events, clear_event);
	for (; node != NULL; node = ot_xml_next(node, "event")) {
		const char *id = ot_xml_attr(node, "id"), *start = ot_xml_attr(node, "start");
		const xmlNode *title = ot_xml_child(node, "title");
		if (id == NULL || start == NULL || title == NULL)
			continue;
		const OtTreatmentEvent event = {
			id, ot_source_text(title), g_strndup(start, strlen("2026-12-03")),
		};
		g_array_append_val(events, event);
	}
	return events;
}

static const char *
find_opening(const OtSpec *spec)
{
	const xmlNode *root = spec != NULL ? xmlDocGetRootElement(ot_spec_tree(spec)) : NULL;
	const xmlNode *engagement = root != NULL ? ot_xml_child(root, "engagement") : NULL;

	return engagement != NULL ? ot_xml_attr(engagement, "opens") : NULL;
}

static int
choose_days(const char *given, int usual)
{
	/* That it is a number was checked when the settings were read. */
	return given != NULL ? (int) g_ascii_strtoll(given, NULL, 10) : usual;
}

static bool
read_enquiries(const char *path, OtEnquiries **enquiries, OtFindings *findings, GError **error)
{
	g_autoptr(GError) mistake = NULL;

	*enquiries = ot_file_may_exist(path)
	                     ? ot_enquiries_read(path, false, findings, &mistake)
	                     : NULL;
	if (mistake == NULL)
		return true;
	g_propagate_error(error, g_steal_pointer(&mistake));
	return false;
}

bool
ot_records_check(const char *specification, const OtSettings *settings, const OtSpec *spec,
                 OtFindings *findings, GError **error)
{
	g_autofree char *path = ot_record_beside(specification, OT_RECORD_REGISTER);
	g_autofree char *list = ot_record_beside(specification, OT_RECORD_QUESTIONS);
	bool has_register = ot_file_may_exist(path);
	g_autoptr(OtEnquiries) enquiries = NULL;

	if (!read_enquiries(list, &enquiries, findings, error))
		return false;
	if (!has_register && enquiries == NULL)
		return true;
	g_autoptr(GArray) events = list_events(spec);
	g_auto(OtRecordSuppliers) suppliers = {NULL};
	if (!ot_record_suppliers(settings, specification, &suppliers, findings, error))
		return false;
	g_autofree char *today = ot_today();
	OtTreatment treatment = {
		.today = today,
		.opens = find_opening(spec),
		.share_days = choose_days(settings->share_within, OT_SHARE_DAYS),
		.answer_days = choose_days(settings->answer_within, OT_ANSWER_DAYS),
		.announce_days = choose_days(settings->announce_before, OT_ANNOUNCE_DAYS),
		.events = (const OtTreatmentEvent *) (void *) events->data,
		.n_events = events->len,
		.suppliers = suppliers.suppliers,
		.enquiries = enquiries,
	};
	cite(&treatment, spec);
	return ot_treatment_check(&treatment, has_register ? path : NULL, findings, error);
}
