/* SPDX-License-Identifier: MIT */
#include "account/records.h"

#include "base/file.h"

#include <string.h>

/* A file beside the specification; NULL where it isn't there. */
static char *
find_record(const OtEngagement *engagement, const char *name)
{
	g_autofree char *folder = g_path_get_dirname(ot_engagement_specification(engagement));
	g_autofree char *path = strcmp(folder, ".") == 0 ? g_strdup(name)
	                                                 : g_build_filename(folder, name, NULL);

	return ot_file_may_exist(path) ? g_steal_pointer(&path) : NULL;
}

static bool
read_responses(OtRecords *records, OtFindings *findings, GError **error)
{
	g_autofree char *path = find_record(records->engagement, "responses.xml");

	if (path == NULL)
		return true;
	records->responses = ot_responses_read(path, findings, error);
	return records->responses != NULL;
}

static bool
read_suppliers(OtRecords *records, OtFindings *findings, GError **error)
{
	const OtSettings *settings = ot_engagement_settings(records->engagement);
	const OtSuppliersOptions options = ot_settings_suppliers_options(settings);
	g_autofree char *path = ot_settings_suppliers(
		settings, ot_engagement_specification(records->engagement));

	if (!ot_file_may_exist(path))
		return true;
	records->suppliers = ot_suppliers_read(path, &options, findings, error);
	return records->suppliers != NULL;
}

static bool
read_reasons(OtRecords *records, OtFindings *findings, GError **error)
{
	g_autofree char *path = find_record(records->engagement, "changes.xml");
	g_autofree char *schema_path = ot_resources_path(
		ot_engagement_resources(records->engagement), "schemas", "changes.xsd", NULL);
	if (path == NULL)
		return true;
	g_autoptr(OtSchema) schema = ot_schema_load(schema_path, error);

	if (schema != NULL)
		records->reasons = ot_reasons_read(path, schema, findings, error);
	return records->reasons != NULL;
}

static bool
read_enquiries(OtRecords *records, OtFindings *findings, GError **error)
{
	g_autofree char *path = find_record(records->engagement, "questions.csv");

	if (path == NULL)
		return true;
	records->enquiries = ot_enquiries_read(path, false, findings, error);
	return records->enquiries != NULL;
}

/* What was answered by hand; an empty set where there is nothing. */
static bool
read_answers(OtRecords *records, OtFindings *findings, GError **error)
{
	g_autofree char *path =
		ot_engagement_answers_path(records->engagement, OT_RECORDS_TEMPLATE);

	if (path == NULL || !ot_file_may_exist(path)) {
		records->answers = ot_answers_new(OT_RECORDS_TEMPLATE);
		return true;
	}
	const OtSchema *schema =
		ot_resources_answers_schema(ot_engagement_resources(records->engagement), error);
	if (schema != NULL)
		records->answers =
			ot_answers_read(path, OT_RECORDS_TEMPLATE, schema, findings, error);
	return records->answers != NULL;
}

/* The officer's codes are of answers in writing; they may be about what is not published. */
static bool
read_themes(OtRecords *records, OtFindings *findings, GError **error)
{
	g_autofree char *path = find_record(records->engagement, "themes.csv");

	if (path == NULL || records->responses == NULL)
		return true;
	records->asked = ot_asked_new(xmlDocGetRootElement(records->published));
	records->themes =
		ot_themes_read(path, records->responses, records->asked, NULL, findings, error);
	return records->themes != NULL;
}

static bool
read_register(OtRecords *records, OtFindings *findings, GError **error)
{
	g_autofree char *path = find_record(records->engagement, "register.csv");

	return path == NULL || ot_account_read_register(records->account, path, findings, error);
}

/* What was answered by hand is judged by itself: what the records tell has no fields for all of
 * it. */
static bool
judge_answers(const OtRecords *records, OtFindings *findings, GError **error)
{
	g_autoptr(OtDocument) document = ot_engagement_answered(
		records->engagement, records->template, findings, error);

	return document != NULL;
}

static bool
reckon(OtRecords *records, OtFindings *findings, GError **error)
{
	const OtEngagement *engagement = records->engagement;
	OtResources *resources = ot_engagement_resources(engagement);
	g_autofree char *folder = ot_resources_path(resources, "schemas", "reference", NULL);
	g_autofree char *lists = ot_resources_path(resources, "schemas", "suppliers.xml", NULL);

	records->template = ot_engagement_template(engagement, OT_RECORDS_TEMPLATE, error);
	if (records->template == NULL || !judge_answers(records, findings, error))
		return false;
	records->labels =
		ot_resources_labels(resources, ot_template_info(records->template)->lang, error);
	records->constants = ot_reference_read_folder(folder, error);
	records->lists = records->constants != NULL ? ot_supplier_lists_load(lists, error) : NULL;
	records->published =
		records->lists != NULL ? ot_engagement_tree(engagement, true, error) : NULL;
	if (records->labels == NULL || records->lists == NULL || records->published == NULL ||
	    !read_themes(records, findings, error))
		return false;
	const OtAccountSource source = {
		.root = xmlDocGetRootElement(records->published),
		.responses = records->responses,
		.themes = records->themes,
		.suppliers = records->suppliers,
		.reasons = records->reasons,
		.enquiries = records->enquiries,
		.lists = records->lists,
		.constants = records->constants,
		.labels = records->labels,
	};
	records->account = ot_account_new(&source);
	return read_register(records, findings, error);
}

OtRecords *
ot_records_read(OtEngagement *engagement, OtFindings *findings, GError **error)
{
	g_autoptr(OtRecords) records = g_new0(OtRecords, 1);

	records->engagement = engagement;
	if (!read_responses(records, findings, error) ||
	    !read_suppliers(records, findings, error) ||
	    !read_reasons(records, findings, error) ||
	    !read_enquiries(records, findings, error) ||
	    !read_answers(records, findings, error) || !reckon(records, findings, error))
		return NULL;
	if (ot_account_count(records->account) == 0)
		ot_findings_add(findings, OT_CODE_ACCOUNT_EMPTY,
		                (OtWhere){.file = ot_engagement_specification(engagement)},
		                "neither responses.xml nor register.csv beside it names anybody "
		                "who took part, so that the report asks for all of it");
	return g_steal_pointer(&records);
}

void
ot_records_free(OtRecords *records)
{
	if (records == NULL)
		return;
	ot_account_free(records->account);
	ot_themes_free(records->themes);
	ot_asked_free(records->asked);
	ot_answers_free(records->answers);
	ot_enquiries_free(records->enquiries);
	ot_reasons_free(records->reasons);
	ot_suppliers_free(records->suppliers);
	ot_responses_free(records->responses);
	ot_supplier_lists_free(records->lists);
	ot_reference_free(records->constants);
	xmlFreeDoc(records->published);
	g_free(records);
}
