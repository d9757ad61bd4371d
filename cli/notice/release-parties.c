/* SPDX-License-Identifier: MIT */
#include "notice/parts.h"

#include "report/json.h"
#include "xml/source.h"

#include <string.h>

/*
 * The id of a party: its number with the register's scheme, as Find a Tender has it; where it has
 * none, the id that the specification gives it, which says nothing outside of this file.
 */
static char *
name_party(const OtNoticeSource *source, const xmlNode *authority)
{
	g_autofree char *ppon = ot_notice_ppon(source, authority);
	const xmlNode *identifier = ot_xml_child(authority, "identifier");

	if (ppon != NULL)
		return g_strconcat("GB-PPON-", ppon, NULL);
	while (identifier != NULL &&
	       !g_str_has_prefix(ot_xml_attr(identifier, "scheme"), "GB-"))
		identifier = ot_xml_next(identifier, "identifier");
	if (identifier == NULL)
		return g_strdup(ot_xml_attr(authority, "id"));
	g_autofree char *number = ot_source_text(identifier);
	return g_strdup_printf("%s-%s", ot_xml_attr(identifier, "scheme"), number);
}

static json_t *
make_identifier(const char *scheme, const char *id, const char *legal_name)
{
	json_t *object = json_object();

	ot_json_set_text(object, "scheme", scheme);
	ot_json_set_text(object, "id", id);
	ot_json_set_text(object, "legalName", legal_name);
	return object;
}

/* The number of the platform first, then those of other registers. */
static void
set_identifiers(json_t *party, const OtNoticeSource *source, const xmlNode *authority)
{
	g_autofree char *name = ot_notice_text(authority, "name");
	g_autofree char *ppon = ot_notice_ppon(source, authority);
	json_t *more = json_array();

	if (ppon != NULL)
		json_array_append_new(more, make_identifier("GB-PPON", ppon, name));
	for (const xmlNode *identifier = ot_xml_child(authority, "identifier"); identifier != NULL;
	     identifier = ot_xml_next(identifier, "identifier")) {
		const char *scheme = ot_xml_attr(identifier, "scheme");
		g_autofree char *number = ot_source_text(identifier);
		if (g_str_has_prefix(scheme, "GB-") && strcmp(scheme, "GB-PPON") != 0)
			json_array_append_new(more, make_identifier(scheme, number, name));
	}
	if (json_array_size(more) > 0) {
		json_object_set(party, "identifier", json_array_get(more, 0));
		json_array_remove(more, 0);
	}
	if (json_array_size(more) > 0)
		json_object_set(party, "additionalIdentifiers", more);
	json_decref(more);
}

static json_t *
make_address(const xmlNode *address)
{
	const xmlNode *region = ot_xml_child(address, "region");
	json_t *object = json_object();

	ot_release_set_child(object, "streetAddress", address, "street");
	ot_release_set_child(object, "locality", address, "locality");
	if (region != NULL)
		ot_json_set_text(object, "region", ot_xml_attr(region, "code"));
	ot_release_set_child(object, "postalCode", address, "postcode");
	ot_release_set_child(object, "country", address, "country");
	return object;
}

/* Whom to ask there. */
static json_t *
make_contact(const OtNoticeSource *source, const xmlNode *authority)
{
	const xmlNode *contact = ot_notice_contact(authority);
	const char *email =
		ot_notice_answer(source, "authority.%s.email", ot_xml_attr(authority, "id"));
	json_t *object = json_object();

	ot_release_set_child(object, "name", contact, "name");
	ot_release_set_child(object, "email", contact, "email");
	ot_json_set_text(object, "email", email);
	ot_release_set_child(object, "telephone", contact, "telephone");
	return object;
}

/* The regulations of Wales bind Welsh authorities: the extension's scheme says so of a party. */
static json_t *
make_details(const xmlNode *root, const xmlNode *authority)
{
	const char *jurisdiction = ot_xml_attr(ot_xml_child(root, "identity"), "jurisdiction");
	json_t *object = json_object();

	ot_release_set_child(object, "url", authority, "website");
	if (ot_notice_duty(root) == OT_DUTY_NOTICE && strcmp(jurisdiction, "GB-WLS") == 0) {
		json_t *devolved = json_object(), *list = json_array();
		ot_json_set_text(devolved, "scheme", "UK_CA_DEVOLVED_REGULATIONS");
		ot_json_set_text(devolved, "id", jurisdiction);
		json_array_append_new(list, devolved);
		json_object_set_new(object, "classifications", list);
	}
	if (json_object_size(object) > 0)
		return object;
	json_decref(object);
	return NULL;
}

/* Procurement Regulations 2024, regulation 13: name, address, email, number, and the role. */
static json_t *
make_party(const OtNoticeSource *source, const xmlNode *root, const xmlNode *authority)
{
	g_autofree char *id = name_party(source, authority);
	const char *role =
		ot_notice_answer(source, "authority.%s.role", ot_xml_attr(authority, "id"));
	json_t *party = json_object(), *roles = json_array();

	ot_release_set_child(party, "name", authority, "name");
	ot_json_set_text(party, "id", id);
	set_identifiers(party, source, authority);
	json_object_set_new(party, "address", make_address(ot_xml_child(authority, "address")));
	json_object_set_new(party, "contactPoint", make_contact(source, authority));
	json_array_append_new(roles, json_string(ot_xml_attr(authority, "role")));
	json_object_set_new(party, "roles", roles);
	ot_release_set_child(party, "roleDetails", authority, "role-summary");
	ot_json_set_text(party, "roleDetails", role);
	ot_release_set(party, "details", make_details(root, authority));
	return party;
}

json_t *
ot_release_parties(const OtNoticeSource *source)
{
	const xmlNode *root = xmlDocGetRootElement(source->published);
	const xmlNode *authority = ot_xml_child(root, "authority");
	if (authority == NULL)
		return NULL;

	json_t *parties = json_array();
	for (; authority != NULL; authority = ot_xml_next(authority, "authority"))
		json_array_append_new(parties, make_party(source, root, authority));
	return parties;
}

json_t *
ot_release_buyer(const OtNoticeSource *source)
{
	const xmlNode *authority =
		ot_xml_child(xmlDocGetRootElement(source->published), "authority");
	g_autofree char *id = NULL;

	while (authority != NULL && g_strcmp0(ot_xml_attr(authority, "role"), "buyer") != 0)
		authority = ot_xml_next(authority, "authority");
	if (authority == NULL)
		return NULL;
	json_t *buyer = json_object();
	id = name_party(source, authority);
	ot_json_set_text(buyer, "id", id);
	ot_release_set_child(buyer, "name", authority, "name");
	return buyer;
}
