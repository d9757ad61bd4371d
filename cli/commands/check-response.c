/* SPDX-License-Identifier: MIT */
#include "commands/check-response.h"

#include "base/error.h"
#include "base/file.h"
#include "base/limits.h"
#include "engagement/embedded.h"
#include "engagement/settings.h"
#include "responses/own.h"
#include "spec/checks.h"
#include "spec/spec.h"

#include <string.h>

/* The name that a briefing gives to the specification that it carries. */
#define CARRIED "spec.xml"

bool
ot_is_response(const char *path)
{
	g_autoptr(GBytes) bytes =
		strcmp(path, "-") != 0 && g_file_test(path, G_FILE_TEST_IS_REGULAR)
			? ot_file_read(path, OT_LIMIT_FILE_BYTES, NULL)
			: NULL;
	g_autoptr(OtFindings) unsaid = ot_findings_new();
	size_t len;
	const char *data = bytes != NULL ? g_bytes_get_data(bytes, &len) : NULL;

	if (data == NULL || !ot_draft_is_docx(data, len))
		return false;
	g_autoptr(OtDraft) draft = ot_draft_parse(bytes, path, unsaid);
	return draft != NULL && ot_own_is_form(draft);
}

/* The specification that a briefing carries; NULL with an error. */
static GBytes *
read_carried(const char *path, GError **error)
{
	g_autoptr(OtFindings) unsaid = ot_findings_new();
	g_autoptr(GPtrArray) files = ot_embedded_read(path, unsaid, error);

	if (files == NULL)
		return NULL;
	for (guint i = 0; i < files->len; i++) {
		const OtEmbedded *file = g_ptr_array_index(files, i);
		if (strcmp(file->file_name, CARRIED) == 0)
			return g_bytes_ref(file->bytes);
	}
	g_set_error(error, OT_ERROR, OT_ERROR_INPUT,
	            "%s carries no specification; name the briefing as it was sent, or spec.xml",
	            path);
	return NULL;
}

static GBytes *
read_against(const char *against, GError **error)
{
	g_autofree char *lower = g_ascii_strdown(against, -1);

	if (g_str_has_suffix(lower, ".pdf"))
		return read_carried(against, error);
	g_autoptr(OtSettings) settings = ot_settings_load(against, error);
	g_autofree char *path =
		settings != NULL ? ot_settings_specification(settings, against, error) : NULL;
	return path != NULL ? ot_file_read(path, OT_LIMIT_FILE_BYTES, error) : NULL;
}

bool
ot_check_response(const char *path, const char *against, OtResources *resources,
                  OtFindings *findings, GError **error)
{
	g_autoptr(OtDraft) draft = ot_draft_read(path, findings, error);
	g_autoptr(OtFindings) unsaid = ot_findings_new();

	if (draft == NULL)
		return error == NULL || *error == NULL;
	if (against == NULL) {
		ot_own_check(draft, path, NULL, findings);
		return true;
	}
	const OtSchema *schema = ot_resources_schema(resources, error);
	g_autoptr(GBytes) bytes = schema != NULL ? read_against(against, error) : NULL;
	if (bytes == NULL)
		return false;
	size_t len;
	bool valid;
	const char *data = g_bytes_get_data(bytes, &len);
	/* what was held back of a published copy may leave it invalid; its questions are there */
	g_autoptr(OtSpec) spec = ot_spec_open(data, len, against, schema, unsaid, &valid);
	if (spec == NULL) {
		g_set_error(error, OT_ERROR, OT_ERROR_INPUT, "%s is not a specification", against);
		return false;
	}
	const xmlNode *root = xmlDocGetRootElement(ot_spec_tree(spec));
	const xmlNode *identity = ot_check_find(root, "identity");
	g_autoptr(OtAsked) asked = ot_asked_new(root);
	const OtOwnAgainst compared = {
		identity != NULL ? ot_xml_attr(identity, "version") : NULL, asked};
	ot_own_check(draft, path, &compared, findings);
	return true;
}
