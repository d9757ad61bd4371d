/* SPDX-License-Identifier: MIT */
#include "notice/parts.h"

#include "base/error.h"
#include "report/json.h"
#include "xml/source.h"

#include <string.h>

/*
 * What the members of a draft beyond the standard itself come from: legalBasis, lots,
 * communication and country from the profile for the European Union, which Find a Tender uses too;
 * suitability; and noticeType, roleDetails, aboveThreshold and amountGross from the extension for
 * the United Kingdom.
 */
static const char *const extensions[] = {
	"https://standard.open-contracting.org/profiles/eu/latest/en/extension.json",
	"https://raw.githubusercontent.com/open-contracting-extensions/ocds_suitability_extension/"
	"master/extension.json",
	"https://raw.githubusercontent.com/cabinetoffice/ocds_uk_extension/main/extension.json",
};

void
ot_release_set(json_t *object, const char *name, json_t *value)
{
	if (value != NULL)
		json_object_set_new(object, name, value);
}

void
ot_release_set_time(json_t *object, const char *name, const char *day, const char *time)
{
	g_autofree char *text = day != NULL ? ot_notice_time(day, time) : NULL;

	ot_json_set_text(object, name, text);
}

void
ot_release_set_child(json_t *object, const char *name, const xmlNode *node, const char *child)
{
	g_autofree char *text = ot_notice_text(node, child);

	ot_json_set_text(object, name, text);
}

/* --- the identifier ------------------------------------------------------------------------ */

#define OCID_PATTERN   "^ocds-[a-z0-9]{6}-[A-Za-z0-9-]{1,60}$"
#define PREFIX_PATTERN "^ocds-[a-z0-9]{6}$"

static const char *
find_constant(const OtNoticeSource *source, const char *id)
{
	const OtConstant *constant = ot_reference_find(source->constants, id, "9999-12-31", NULL);

	return constant != NULL ? constant->value : "";
}

/* An identifier that was given: with the prefix of Find a Tender it has the form of its numbers. */
static bool
check_ocid(const OtNoticeSource *source, const char *ocid, GError **error)
{
	const char *platform = find_constant(source, "ocid-prefix-find-a-tender");
	g_autofree char *pattern =
		g_strdup_printf("^%s$", find_constant(source, "ocid-pattern"));

	if (!g_regex_match_simple(OCID_PATTERN, ocid, 0, 0)) {
		g_set_error(error, OT_ERROR, OT_ERROR_USAGE,
		            "\"%s\" is not an identifier of a contracting process; one looks like "
		            "ocds-a1b2c3-2026-014", ocid);
		return false;
	}
	if (g_str_has_prefix(ocid, platform) && !g_regex_match_simple(pattern, ocid, 0, 0)) {
		g_set_error(
			error, OT_ERROR, OT_ERROR_USAGE,
			"\"%s\" is not a number that Find a Tender allocates (%s-05538f is one); "
			"copy it from the platform, or leave it out",
			ocid, platform);
		return false;
	}
	return true;
}

/* A prefix of the authority's own: the platforms' are not for others to number under. */
static bool
check_prefix(const OtNoticeSource *source, GError **error)
{
	static const char *const platforms[] = {
		"ocid-prefix-find-a-tender", "ocid-prefix-contracts-finder",
	};

	if (!g_regex_match_simple(PREFIX_PATTERN, source->prefix, 0, 0)) {
		g_set_error(error, OT_ERROR, OT_ERROR_USAGE,
		            "[notice] ocid-prefix = %s is not a registered prefix; one looks like "
		            "ocds-a1b2c3", source->prefix);
		return false;
	}
	for (size_t i = 0; i < G_N_ELEMENTS(platforms); i++)
		if (strcmp(source->prefix, find_constant(source, platforms[i])) == 0) {
			g_set_error(error, OT_ERROR, OT_ERROR_USAGE,
			            "[notice] ocid-prefix = %s belongs to a platform, which "
			            "allocates its numbers itself; give the number with --ocid "
			            "when you have it",
			            source->prefix);
			return false;
		}
	return true;
}

/* The authority's reference as the rest of an identifier: letters, digits and hyphens. */
static char *
name_reference(const xmlNode *root)
{
	const char *reference = ot_xml_attr(ot_xml_child(root, "identity"), "reference");
	g_autofree char *name = g_ascii_strdown(reference, -1);

	g_strcanon(name, "abcdefghijklmnopqrstuvwxyz0123456789-", '-');
	if (strlen(name) > 40)
		name[40] = '\0';
	return g_steal_pointer(&name);
}

/* With the prefix of the examples it is marked, so that nobody takes it for one that is allocated.
 */
static char *
mark_example(const char *example, const char *rest)
{
	return g_strdup_printf("%s-DRAFT-%s", example, rest);
}

char *
ot_notice_ocid(const OtNoticeSource *source, GError **error)
{
	const xmlNode *root = xmlDocGetRootElement(source->published);
	const char *example = find_constant(source, "ocid-prefix-example");
	g_autofree char *said = ot_notice_text(ot_xml_child(root, "identity"), "ocid");
	g_autofree char *reference = name_reference(root);
	const char *given = source->ocid;

	if (given == NULL)
		given = ot_notice_answer(source, "procurement.identifier");
	if (given == NULL)
		given = said;
	if (given != NULL && !check_ocid(source, given, error))
		return NULL;
	if (given != NULL && g_str_has_prefix(given, example)) {
		const char *rest = given + strlen(example) + 1;
		return mark_example(example, g_str_has_prefix(rest, "DRAFT-") ? rest + 6 : rest);
	}
	if (given != NULL)
		return g_strdup(given);
	if (source->prefix == NULL)
		return mark_example(example, reference);
	return check_prefix(source, error) ? g_strdup_printf("%s-%s", source->prefix, reference)
	                                   : NULL;
}

/* --- the package --------------------------------------------------------------------------- */

static json_t *
make_extensions(void)
{
	json_t *list = json_array();

	for (size_t i = 0; i < G_N_ELEMENTS(extensions); i++)
		json_array_append_new(list, json_string(extensions[i]));
	return list;
}

/* A name for this draft that stays the same: "draft-hvc-2026-014-0.4-uk2". */
static char *
name_draft(const OtNoticeSource *source, const xmlNode *root)
{
	g_autofree char *reference = name_reference(root);

	return g_strdup_printf("draft-%s-%s-%s", reference,
	                       ot_xml_attr(ot_xml_child(root, "identity"), "version"),
	                       ot_notice_kind_name(source->kind));
}

/* Who publishes is the buyer, and not the platform whose packages look alike. */
static json_t *
make_publisher(const OtNoticeSource *source, const xmlNode *root)
{
	const xmlNode *buyer = ot_xml_child(root, "authority");
	g_autofree char *ppon = buyer != NULL ? ot_notice_ppon(source, buyer) : NULL;
	json_t *object = json_object();

	ot_release_set_child(object, "name", buyer, "name");
	if (ppon != NULL)
		ot_json_set_text(object, "scheme", "GB-PPON");
	ot_json_set_text(object, "uid", ppon);
	ot_release_set_child(object, "uri", buyer, "website");
	return object;
}

/* "planning", or "planningUpdate" once a notice of this kind is out. */
static json_t *
make_tags(const OtNoticeSource *source, const xmlNode *root)
{
	const char *type = ot_notice_type(source);
	bool update = type != NULL && ot_notice_published(root, type) != NULL;
	json_t *tags = json_array();

	json_array_append_new(tags, json_string(update ? "planningUpdate" : "planning"));
	return tags;
}

static json_t *
make_release(const OtNoticeSource *source, const xmlNode *root, const char *ocid, const char *time)
{
	g_autofree char *name = name_draft(source, root);
	const char *lang = (const char *) xmlNodeGetLang(root);
	g_autofree char *language = lang != NULL ? g_strndup(lang, strcspn(lang, "-")) : NULL;
	json_t *release = json_object();

	xmlFree((void *) lang);
	ot_json_set_text(release, "ocid", ocid);
	ot_json_set_text(release, "id", name);
	ot_json_set_text(release, "date", time);
	json_object_set_new(release, "tag", make_tags(source, root));
	ot_json_set_text(release, "initiationType", "tender");
	ot_json_set_text(release, "language", language);
	ot_release_set(release, "parties", ot_release_parties(source));
	ot_release_set(release, "buyer", ot_release_buyer(source));
	ot_release_set(release, "planning", ot_release_planning(source));
	ot_release_set(release, "tender", ot_release_tender(source, ocid));
	return release;
}

GBytes *
ot_notice_release(const OtNoticeSource *source, gint64 epoch, GError **error)
{
	const xmlNode *root = xmlDocGetRootElement(source->published);
	g_autofree char *ocid = ot_notice_ocid(source, error);
	if (ocid == NULL)
		return NULL;
	g_autofree char *name = name_draft(source, root);
	g_autofree char *uri = g_strconcat("urn:outset:", name, NULL);
	g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc(epoch);
	g_autofree char *time = g_date_time_format(utc, "%Y-%m-%dT%H:%M:%S+00:00");
	json_t *package = json_object(), *releases = json_array();

	ot_json_set_text(package, "uri", uri);
	ot_json_set_text(package, "version", "1.1");
	json_object_set_new(package, "extensions", make_extensions());
	ot_json_set_text(package, "publishedDate", time);
	json_object_set_new(package, "publisher", make_publisher(source, root));
	json_array_append_new(releases, make_release(source, root, ocid, time));
	json_object_set_new(package, "releases", releases);
	char *text = ot_json_dump(package);
	return g_bytes_new_take(text, strlen(text));
}
