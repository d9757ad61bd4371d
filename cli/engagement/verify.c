/* SPDX-License-Identifier: MIT */
#include "engagement/verify.h"

#include "base/error.h"
#include "base/file.h"
#include "base/json.h"
#include "base/limits.h"
#include "engagement/carried.h"
#include "report/words.h"
#include "spec/spec.h"

#include <string.h>

const char *
ot_carried_state_name(OtCarriedState state)
{
	static const char *const names[] = {
		[OT_CARRIED_WHOLE] = "whole",
		[OT_CARRIED_CHANGED] = "changed",
		[OT_CARRIED_MISSING] = "missing",
		[OT_CARRIED_UNLISTED] = "unlisted",
	};

	return names[state];
}

static void
clear_file(gpointer data)
{
	OtCarriedFile *file = data;

	g_free(file->name);
	g_free(file->sha256);
}

void
ot_verified_free(OtVerified *verified)
{
	if (verified == NULL)
		return;
	g_free(verified->made_by);
	g_free(verified->reference);
	g_free(verified->version);
	g_array_unref(verified->files);
	g_free(verified);
}

/* The next file after `before` that the PDF carries under this name, or the first for NULL. */
static const OtEmbedded *
find_embedded(const GPtrArray *embedded, const char *name, const OtEmbedded *before)
{
	bool behind = before == NULL;

	for (guint i = 0; i < embedded->len; i++) {
		const OtEmbedded *file = g_ptr_array_index(embedded, i);
		if (behind && strcmp(file->name, name) == 0)
			return file;
		behind = behind || file == before;
	}
	return NULL;
}

/* --- the list ------------------------------------------------------------------------------- */

static bool
is_entry(const json_t *entry)
{
	return json_is_string(json_object_get(entry, "name")) &&
	       json_is_string(json_object_get(entry, "sha256"));
}

/* A list of ours, of a version that we know. */
static bool
is_list(const json_t *root)
{
	const json_t *files = json_object_get(root, "files");
	const json_t *spec = json_object_get(root, "specification");
	const char *format = json_string_value(json_object_get(root, "format"));

	if (g_strcmp0(format, "outset-briefing-files") != 0 ||
	    json_integer_value(json_object_get(root, "version")) != 1 || !json_is_array(files) ||
	    json_array_size(files) > OT_LIMIT_MANIFEST_FILES)
		return false;
	for (size_t i = 0; i < json_array_size(files); i++)
		if (!is_entry(json_array_get(files, i)))
			return false;
	return json_is_string(json_object_get(spec, "file")) &&
	       json_is_string(json_object_get(spec, "sha256")) &&
	       json_is_string(json_object_get(spec, "reference")) &&
	       json_is_string(json_object_get(spec, "version"));
}

static json_t *
load_list(const GPtrArray *embedded, const char *shown, GError **error)
{
	const OtEmbedded *list = find_embedded(embedded, OT_CARRIED_LIST, NULL);
	size_t len = 0;

	if (list == NULL) {
		g_set_error(
			error, OT_ERROR, OT_ERROR_INPUT,
			"%s carries no " OT_CARRIED_LIST ", so there is nothing to hold its "
			"files against; it is not a briefing of outset, or somebody took the list "
			"out",
			shown);
		return NULL;
	}
	const char *text = g_bytes_get_data(list->bytes, &len);
	json_t *root = ot_json_read(text, len, OT_CARRIED_LIST, NULL);
	if (is_list(root))
		return root;
	json_decref(root);
	g_set_error(error, OT_ERROR, OT_ERROR_INPUT,
	            "the " OT_CARRIED_LIST " of %s is not a list of this version of outset", shown);
	return NULL;
}

/* --- the files ------------------------------------------------------------------------------ */

static void
add_file(OtVerified *verified, const char *name, const OtEmbedded *embedded, OtCarriedState state)
{
	OtCarriedFile file = {
		.name = ot_report_safe(name),
		.state = state,
		.sha256 = embedded != NULL ? ot_sha256(embedded->bytes) : NULL,
		.size = embedded != NULL ? g_bytes_get_size(embedded->bytes) : 0,
	};

	g_array_append_val(verified->files, file);
}

static void
check_entry(OtVerified *verified, const GPtrArray *embedded, const json_t *entry, OtWhere where,
            OtFindings *findings)
{
	const char *name = json_string_value(json_object_get(entry, "name"));
	const char *listed = json_string_value(json_object_get(entry, "sha256"));
	const OtEmbedded *file = find_embedded(embedded, name, NULL);
	g_autofree char *safe = ot_report_safe(name);

	if (file == NULL) {
		add_file(verified, name, NULL, OT_CARRIED_MISSING);
		ot_findings_add(findings, OT_CODE_EMB_MISSING, where,
		                "%s is listed and is not there", safe);
		return;
	}
	g_autofree char *sha256 = ot_sha256(file->bytes);
	bool same = strcmp(sha256, listed) == 0;
	add_file(verified, name, file, same ? OT_CARRIED_WHOLE : OT_CARRIED_CHANGED);
	if (!same)
		ot_findings_add(findings, OT_CODE_EMB_CHANGED, where,
		                "%s is not the file that was listed", safe);
	/* Which of two files a reader shows is up to the reader. */
	for (file = find_embedded(embedded, name, file); file != NULL;
	     file = find_embedded(embedded, name, file)) {
		add_file(verified, file->file_name, file, OT_CARRIED_UNLISTED);
		ot_findings_add(findings, OT_CODE_EMB_UNLISTED, where,
		                "a second file is named %s", safe);
	}
}

static bool
is_listed(const json_t *files, const char *name)
{
	for (size_t i = 0; i < json_array_size(files); i++)
		if (strcmp(json_string_value(json_object_get(json_array_get(files, i), "name")),
		           name) == 0)
			return true;
	return false;
}

static void
check_unlisted(OtVerified *verified, const GPtrArray *embedded, const json_t *files, OtWhere where,
               OtFindings *findings)
{
	const OtEmbedded *list = find_embedded(embedded, OT_CARRIED_LIST, NULL);

	for (guint i = 0; i < embedded->len; i++) {
		const OtEmbedded *file = g_ptr_array_index(embedded, i);
		if (file == list || is_listed(files, file->name))
			continue;
		add_file(verified, file->file_name, file, OT_CARRIED_UNLISTED);
		ot_findings_add(findings, OT_CODE_EMB_UNLISTED, where,
		                "%s is there and is not listed", file->file_name);
	}
}

/* --- the specification ---------------------------------------------------------------------- */

/* A published copy lacks what was held back, and what is required may be among it. */
static bool
may_be_held_back(const char *code)
{
	static const OtCode codes[] = {OT_CODE_STR_MISSING, OT_CODE_STR_ATTR_MISSING,
	                               OT_CODE_VAL_WEIGHTS};

	for (size_t i = 0; i < G_N_ELEMENTS(codes); i++)
		if (strcmp(ot_code_info(codes[i])->code, code) == 0)
			return true;
	return false;
}

static void
take_findings(OtVerified *verified, const OtFindings *all, OtFindings *findings)
{
	verified->is_valid = true;
	for (size_t i = 0; i < ot_findings_count(all); i++) {
		const OtFinding *finding = ot_findings_get(all, i);
		if (finding->severity != OT_SEVERITY_ERROR)
			continue;
		if (may_be_held_back(finding->code)) {
			verified->n_held_back++;
			continue;
		}
		verified->is_valid = false;
		ot_findings_add_copy(findings, finding);
	}
}

static bool
is_whole(const OtVerified *verified, const char *name)
{
	for (guint i = 0; i < verified->files->len; i++) {
		const OtCarriedFile *file = &g_array_index(verified->files, OtCarriedFile, i);
		if (strcmp(file->name, name) == 0)
			return file->state == OT_CARRIED_WHOLE;
	}
	return false;
}

/* The list and the specification name one thing. */
static void
check_identity(const OtVerified *verified, const OtSpec *spec, OtWhere where, OtFindings *findings)
{
	if (g_strcmp0(ot_spec_reference(spec), verified->reference) != 0 ||
	    g_strcmp0(ot_spec_version(spec), verified->version) != 0)
		ot_findings_add(findings, OT_CODE_EMB_CHANGED, where,
		                "the list is of another specification than the one that is there");
}

/* Read it; NULL where it is no specification.  What is wrong with it goes to `findings`. */
static OtSpec *
read_spec(OtVerified *verified, GBytes *file, const char *shown, const OtSchema *schema,
          OtFindings *findings)
{
	g_autoptr(OtFindings) all = ot_findings_new();
	size_t len;
	const char *bytes = g_bytes_get_data(file, &len);
	OtSpec *spec;
	bool valid;

	verified->has_spec = true;
	if (len > OT_LIMIT_FILE_BYTES) {
		ot_findings_add(findings, OT_CODE_XML_LIMIT, (OtWhere){.file = shown},
		                "the file is longer than %u MB", OT_LIMIT_FILE_BYTES >> 20);
		return NULL;
	}
	spec = ot_spec_open(bytes, len, shown, schema, all, &valid);
	take_findings(verified, all, findings);
	return spec;
}

static void
check_spec(OtVerified *verified, const GPtrArray *embedded, const json_t *listed,
           const OtSchema *schema, OtWhere where, OtFindings *findings)
{
	const char *name = json_string_value(json_object_get(listed, "file"));
	const OtEmbedded *file = find_embedded(embedded, name, NULL);
	if (file == NULL)
		return;

	g_autofree char *safe = ot_report_safe(name);
	g_autofree char *shown = g_strdup_printf("%s: %s", where.file, safe);
	g_autofree char *sha256 = ot_sha256(file->bytes);
	g_autoptr(OtSpec) spec = read_spec(verified, file->bytes, shown, schema, findings);

	if (spec != NULL)
		check_identity(verified, spec, where, findings);
	/* The list has its SHA-256 twice; a file that was changed is reported already. */
	if (strcmp(sha256, json_string_value(json_object_get(listed, "sha256"))) != 0 &&
	    is_whole(verified, safe))
		ot_findings_add(findings, OT_CODE_EMB_CHANGED, where,
		                "the list contradicts itself over the specification");
}

OtVerified *
ot_verify(const GPtrArray *embedded, const char *shown, const OtSchema *schema,
          OtFindings *findings, GError **error)
{
	json_t *list = load_list(embedded, shown, error);
	if (list == NULL)
		return NULL;

	const json_t *files = json_object_get(list, "files");
	const json_t *spec = json_object_get(list, "specification");
	const char *made_by = json_string_value(json_object_get(list, "madeBy"));
	const OtWhere where = {.file = shown};
	OtVerified *verified = g_new0(OtVerified, 1);

	verified->files = g_array_new(FALSE, TRUE, sizeof(OtCarriedFile));
	g_array_set_clear_func(verified->files, clear_file);
	verified->made_by = ot_report_safe(made_by);
	verified->reference = ot_report_safe(json_string_value(json_object_get(spec, "reference")));
	verified->version = ot_report_safe(json_string_value(json_object_get(spec, "version")));
	for (size_t i = 0; i < json_array_size(files); i++)
		check_entry(verified, embedded, json_array_get(files, i), where, findings);
	check_unlisted(verified, embedded, files, where, findings);
	check_spec(verified, embedded, spec, schema, where, findings);
	json_decref(list);
	return verified;
}
