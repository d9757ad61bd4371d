/* SPDX-License-Identifier: MIT */
#include "commands/voices.h"

#include "base/file.h"
#include "suppliers/suppliers.h"
#include "xml/source.h"

#include <string.h>

/* --- the list of suppliers ----------------------------------------------------------------- */

typedef struct {
	OtVoices *voices;
	const OtSupplierLists *lists;
} Gathering;

static void
add_domain(const Gathering *gathering, const char *email)
{
	g_autofree char *domain = ot_supplier_mail_domain(gathering->lists, email);

	if (domain != NULL)
		ot_voices_add_name(gathering->voices, domain, false);
}

static bool
take_supplier(const OtSupplier *supplier, void *data)
{
	const Gathering *gathering = data;
	OtVoices *voices = gathering->voices;
	const char *id = supplier->values[OT_SUPPLIER_ID];
	const char *size = ot_firm_size_name(supplier->size);

	if (*id != '\0')
		ot_voices_add(voices, id, size);
	if (*supplier->code != '\0') {
		ot_voices_add(voices, supplier->code, size);
		if (*id != '\0')
			ot_voices_join(voices, supplier->code, id);
	}
	ot_voices_add_name(voices, supplier->values[OT_SUPPLIER_NAME], true);
	ot_voices_add_name(voices, supplier->values[OT_SUPPLIER_CONTACT], false);
	add_domain(gathering, supplier->values[OT_SUPPLIER_EMAIL]);
	return true;
}

static bool
gather_suppliers(Gathering *gathering, const OtSettings *settings, const char *specification,
                 GError **error)
{
	g_autofree char *path = ot_settings_suppliers(settings, specification);
	const OtSuppliersOptions options = ot_settings_suppliers_options(settings);
	g_autoptr(OtFindings) findings = ot_findings_new();

	if (!ot_file_may_exist(path))
		return true;
	g_autoptr(OtSupplierCodes) codes = ot_suppliers_codes(path, &options, error);
	if (codes == NULL && *error != NULL)
		return false;
	return ot_suppliers_each(path, &options, codes, take_supplier, gathering, findings,
	                         error) ||
	       *error == NULL;
}

/* --- responses.xml ------------------------------------------------------------------------- */

/* What a response says of who sent it; free with g_free(). */
static char *
find_particular(const xmlNode *response, const char *name)
{
	for (const xmlNode *node = ot_xml_child(response, "particular"); node != NULL;
	     node = ot_xml_next(node, "particular"))
		if (g_strcmp0(ot_xml_attr(node, "name"), name) == 0)
			return ot_source_text(node);
	return NULL;
}

static void
take_response(const Gathering *gathering, const xmlNode *response)
{
	OtVoices *voices = gathering->voices;
	g_autofree char *name = find_particular(response, "name");
	g_autofree char *contact = find_particular(response, "contact");
	g_autofree char *email = find_particular(response, "email");
	const char *id = ot_xml_attr(response, "id"), *same = ot_xml_attr(response, "supplier");
	g_autofree char *small = find_particular(response, "small");
	g_autofree char *size = find_particular(response, "size");
	bool is_small = g_strcmp0(small, "yes") == 0;

	if (id == NULL)
		return;
	/* the form asks for a number of people, and whether it is a small or medium enterprise */
	ot_voices_add(voices, id, is_small ? "small" : size != NULL ? "large" : "");
	if (same != NULL)
		ot_voices_join(voices, id, same);
	if (name != NULL)
		ot_voices_add_name(voices, name, true);
	if (contact != NULL)
		ot_voices_add_name(voices, contact, false);
	if (email != NULL)
		add_domain(gathering, email);
}

static bool
gather_responses(const Gathering *gathering, const char *specification, GError **error)
{
	g_autofree char *folder = g_path_get_dirname(specification);
	g_autofree char *path = g_build_filename(folder, "responses.xml", NULL);
	g_autoptr(OtFindings) findings = ot_findings_new();

	if (!ot_file_may_exist(path))
		return true;
	g_autoptr(OtXml) xml = ot_xml_read(path, findings, error);
	if (xml == NULL)
		return *error == NULL;
	const xmlNode *root = xmlDocGetRootElement(ot_xml_doc(xml));
	for (const xmlNode *node = ot_xml_child(root, "response"); node != NULL;
	     node = ot_xml_next(node, "response"))
		take_response(gathering, node);
	return true;
}

OtVoices *
ot_voices_gather(const OtSupplierLists *lists, const OtSettings *settings,
                 const char *specification, GError **error)
{
	g_autoptr(OtVoices) voices = ot_voices_new(ot_supplier_lists_forms(lists));
	Gathering gathering = {voices, lists};

	if (strcmp(specification, "-") != 0 &&
	    (!gather_suppliers(&gathering, settings, specification, error) ||
	     !gather_responses(&gathering, specification, error)))
		return NULL;
	ot_voices_close(voices);
	return g_steal_pointer(&voices);
}
