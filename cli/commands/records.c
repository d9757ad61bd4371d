/* SPDX-License-Identifier: MIT */
#include "commands/records.h"

#include "base/file.h"
#include "engagement/resources.h"

#include <string.h>

char *
ot_record_path(const char *input, const char *name)
{
	if (!ot_folder_exists(input))
		return g_strdup(input);
	return strcmp(input, ".") == 0 ? g_strdup(name) : g_build_filename(input, name, NULL);
}

char *
ot_record_beside(const char *path, const char *name)
{
	g_autofree char *folder = g_path_get_dirname(path);

	return ot_record_path(folder, name);
}

const char *
ot_record_keeper(const OtSettings *settings, const char *by)
{
	if (by == NULL)
		by = settings->register_by;
	return by != NULL ? by : g_get_user_name();
}

char *
ot_record_time(const char *text)
{
	g_autoptr(GTimeZone) here = g_time_zone_new_local();
	g_autofree char *time = g_strdup(text);
	const size_t day = strlen("2026-11-27");

	if (strlen(time) <= day)
		return g_steal_pointer(&time);
	if (time[day] == ' ')
		time[day] = 'T';
	if (strlen(time) == strlen("2026-11-27T10:00")) {
		char *with_seconds = g_strconcat(time, ":00", NULL);
		g_free(time);
		time = with_seconds;
	}
	g_autoptr(GDateTime) read = g_date_time_new_from_iso8601(time, here);
	return read != NULL ? g_date_time_format(read, "%Y-%m-%dT%H:%M:%S%:z") : g_strdup(text);
}

OtSupplierLists *
ot_record_lists(GError **error)
{
	g_autoptr(OtResources) resources = ot_resources_new(error);
	g_autofree char *path =
		resources != NULL ? ot_resources_path(resources, "schemas", "suppliers.xml", NULL)
		                  : NULL;

	return path != NULL ? ot_supplier_lists_load(path, error) : NULL;
}

bool
ot_record_suppliers(const OtSettings *settings, const char *beside, OtRecordSuppliers *suppliers,
                    OtFindings *findings, GError **error)
{
	g_autofree char *path = ot_settings_suppliers(settings, beside);
	const OtSuppliersOptions options = ot_settings_suppliers_options(settings);
	g_autoptr(OtFindings) ignored = ot_findings_new();

	*suppliers = (OtRecordSuppliers){NULL};
	if (!ot_file_may_exist(path))
		return true;
	g_autoptr(OtSupplierLists) lists = ot_record_lists(error);
	if (lists == NULL)
		return false;
	suppliers->suppliers = ot_suppliers_read(path, &options, ignored, NULL);
	suppliers->unread = suppliers->suppliers == NULL;
	if (suppliers->suppliers != NULL)
		suppliers->names = ot_supplier_names_new(suppliers->suppliers,
		                                         ot_supplier_lists_forms(lists));
	else
		ot_findings_add(findings, OT_CODE_NAMES_UNREAD, (OtWhere){.file = path},
		                "the list of suppliers can't be read");
	return true;
}

void
ot_record_suppliers_clear(OtRecordSuppliers *suppliers)
{
	ot_supplier_names_free(suppliers->names);
	ot_suppliers_free(suppliers->suppliers);
}
