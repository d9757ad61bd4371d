/* SPDX-License-Identifier: MIT */
#include "commands/voices.h"

#include "suppliers/suppliers.h"
#include "xml/source.h"

#include <string.h>

/* --- the list of suppliers ----------------------------------------------------------------- */

static void
add_if_said(OtVoices *voices, const char *name)
{
	if (*name != '\0')
		ot_voices_add_name(voices, name);
}

static bool
take_supplier(const OtSupplier *supplier, void *data)
{
	OtVoices *voices = data;
	const char *id = supplier->values[OT_SUPPLIER_ID];
	const char *size = ot_firm_size_name(supplier->size);

	if (*id != '\0')
		ot_voices_add(voices, id, size);
	if (*supplier->code != '\0') {
		ot_voices_add(voices, supplier->code, size);
		if (*id != '\0')
			ot_voices_join(voices, supplier->code, id);
	}
	add_if_said(voices, supplier->values[OT_SUPPLIER_NAME]);
	add_if_said(voices, supplier->values[OT_SUPPLIER_CONTACT]);
	return true;
}

static bool
gather_suppliers(OtVoices *voices, const OtSettings *settings, const char *specification,
                 GError **error)
{
	g_autofree char *path = ot_settings_suppliers(settings, specification);
	const OtSuppliersOptions options = ot_settings_suppliers_options(settings);
	g_autoptr(OtFindings) findings = ot_findings_new();

	if (!g_file_test(path, G_FILE_TEST_EXISTS))
		return true;
	g_autoptr(OtSupplierCodes) codes = ot_suppliers_codes(path, &options, error);
	if (codes == NULL && *error != NULL)
		return false;
	return ot_suppliers_each(path, &options, codes, take_supplier, voices, findings, error) ||
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
take_response(OtVoices *voices, const xmlNode *response)
{
	static const char *const names[] = {"name", "contact"};
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
	for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
		g_autofree char *name = find_particular(response, names[i]);
		if (name != NULL)
			add_if_said(voices, name);
	}
}

static bool
gather_responses(OtVoices *voices, const char *specification, GError **error)
{
	g_autofree char *folder = g_path_get_dirname(specification);
	g_autofree char *path = g_build_filename(folder, "responses.xml", NULL);
	g_autoptr(OtFindings) findings = ot_findings_new();

	if (!g_file_test(path, G_FILE_TEST_EXISTS))
		return true;
	g_autoptr(OtXml) xml = ot_xml_read(path, findings, error);
	if (xml == NULL)
		return *error == NULL;
	const xmlNode *root = xmlDocGetRootElement(ot_xml_doc(xml));
	for (const xmlNode *node = ot_xml_child(root, "response"); node != NULL;
	     node = ot_xml_next(node, "response"))
		take_response(voices, node);
	return true;
}

bool
ot_voices_gather(OtVoices *voices, const OtSettings *settings, const char *specification,
                 GError **error)
{
	if (strcmp(specification, "-") == 0)
		return true;
	return gather_suppliers(voices, settings, specification, error) &&
	       gather_responses(voices, specification, error);
}
