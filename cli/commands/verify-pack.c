/* SPDX-License-Identifier: MIT */
#include "commands/verify.h"

#include "base/error.h"
#include "base/file.h"
#include "base/limits.h"
#include "engagement/settings.h"
#include "packs/verify.h"
#include "report/json.h"
#include "report/words.h"

#include <stdio.h>
#include <string.h>

const char *const ot_verify_signatures[] = {
	[OT_SIGNATURE_NONE] = "none",
	[OT_SIGNATURE_GOOD] = "good",
	[OT_SIGNATURE_BAD] = "bad",
	[OT_SIGNATURE_UNKNOWN] = "unknown",
};

static const char *const ages[] = {
	[OT_PACK_AGE_UNKNOWN] = NULL,
	[OT_PACK_AGE_PRESENT] = "present",
	[OT_PACK_AGE_OTHER] = "other",
};

/* The manifest beside a file; free with g_free(). */
static char *
manifest_beside(const char *path)
{
	g_autofree char *folder = g_path_get_dirname(path);

	return g_build_filename(folder, OT_MANIFEST_NAME, NULL);
}

bool
ot_verify_is_pack(const char *path)
{
	if (strcmp(path, "-") == 0 || g_str_has_suffix(path, ".pdf"))
		return false;
	g_autofree char *manifest = manifest_beside(path);
	return g_str_has_suffix(path, ".zip") || ot_folder_exists(path) ||
	       ot_file_may_exist(manifest);
}

/* --- what it says ------------------------------------------------------------------------ */

static void
print_files(const OtPackCheck *check)
{
	int widest = 0;

	for (guint i = 0; i < check->files->len; i++) {
		const OtPackFileCheck *file = &g_array_index(check->files, OtPackFileCheck, i);
		widest = MAX(widest, (int) g_utf8_strlen(file->name, -1));
	}
	for (guint i = 0; i < check->files->len; i++) {
		const OtPackFileCheck *file = &g_array_index(check->files, OtPackFileCheck, i);
		int pad = widest - (int) g_utf8_strlen(file->name, -1);
		printf("  %s%*s  %s\n", file->name, pad, "", ot_pack_file_state_name(file->state));
	}
}

static void
print_text(const OtPackCheck *check, const char *path, OtFindings *findings,
           const OtReportValues *values)
{
	g_autofree char *shown = ot_report_safe(path);

	printf("%s: %s, version %s\n", shown, check->reference != NULL ? check->reference : "?",
	       check->version != NULL ? check->version : "?");
	if (check->code != NULL)
		printf("Code %s, made for %s.\n", check->code,
		       check->supplier != NULL ? check->supplier : "?");
	print_files(check);
	if (check->age == OT_PACK_AGE_PRESENT)
		printf("It was made from the specification that is there now.\n");
	if (check->signature == OT_SIGNATURE_GOOD)
		printf("Its signature is good, by %s.\n"
		       "Whose key that is, you have to know from elsewhere.\n", check->signer);
	if (ot_findings_count(findings) > 0) {
		printf("\n");
		ot_report(findings, values);
	} else if (check->signature == OT_SIGNATURE_NONE) {
		printf("All is as it was made; this can't tell by whom, since it is not signed.\n");
	} else {
		printf("All is as it was made.\n");
	}
}

static json_t *
files_as_json(const OtPackCheck *check)
{
	json_t *list = json_array();

	for (guint i = 0; i < check->files->len; i++) {
		const OtPackFileCheck *file = &g_array_index(check->files, OtPackFileCheck, i);
		json_t *object = json_object();

		ot_json_set_text(object, "name", file->name);
		ot_json_set_text(object, "state", ot_pack_file_state_name(file->state));
		json_array_append_new(list, object);
	}
	return list;
}

static void
print_json(const OtPackCheck *check, const char *path, OtFindings *findings)
{
	json_t *root = json_object(), *pack = json_object();

	ot_findings_sort(findings);
	ot_json_set_text(root, "format", "outset-verified-pack");
	ot_json_set_number(root, "version", 1);
	ot_json_set_text(root, "file", path);
	ot_json_set_text(root, "madeBy", check->made_by);
	ot_json_set_text(pack, "code", check->code);
	ot_json_set_text(pack, "supplier", check->supplier);
	ot_json_set_text(pack, "reference", check->reference);
	ot_json_set_text(pack, "specificationVersion", check->version);
	ot_json_set_text(pack, "specification", ages[check->age]);
	ot_json_set_text(pack, "signature", ot_verify_signatures[check->signature]);
	ot_json_set_text(pack, "signer", check->signer);
	json_object_set_new(root, "pack", pack);
	json_object_set_new(root, "files", files_as_json(check));
	json_object_set_new(root, "findings", ot_verify_findings(findings));
	g_autofree char *text = ot_json_dump(root);
	fputs(text, stdout);
}

/* --- looking ----------------------------------------------------------------------------- */

/* The SHA-256 of an engagement's specification as it is now. */
static char *
hash_specification(const char *engagement, GError **error)
{
	g_autoptr(OtSettings) settings = ot_settings_load(engagement, error);
	g_autofree char *path =
		settings != NULL ? ot_settings_specification(settings, engagement, error) : NULL;
	g_autoptr(GBytes) bytes =
		path != NULL ? ot_file_read(path, OT_LIMIT_FILE_BYTES, error) : NULL;

	return bytes != NULL ? ot_sha256(bytes) : NULL;
}

static OtExit
verify_one(const char *path, const OtPackExpectation *expected, const OtVerifyValues *values,
           GError **error)
{
	bool whole = ot_folder_exists(path) || g_str_has_suffix(path, ".zip");
	g_autofree char *folder = whole ? g_strdup(path) : g_path_get_dirname(path);
	g_autofree char *name = whole ? NULL : g_path_get_basename(path);
	const OtPackExpectation narrow = {
		.specification_sha256 = expected->specification_sha256,
		.only = name,
		.key = expected->key,
	};
	OtReportValues report = values->report;
	g_autoptr(OtFindings) findings = ot_findings_new();
	g_autoptr(OtPackCheck) check = ot_pack_verify(folder, &narrow, findings, error);

	report.format = 0;
	if (check == NULL) {
		ot_report_aside(findings, &report);
		return OT_EXIT_FAILED;
	}
	if (values->report.format == OT_VERIFY_JSON)
		print_json(check, path, findings);
	else if (!report.quiet || ot_findings_count(findings) > 0)
		print_text(check, path, findings, &report);
	return ot_exit_status(findings, &report);
}

OtExit
ot_verify_pack(const char *path, const OtVerifyValues *values, GError **error)
{
	OtPackExpectation expected = {.key = values->key};
	g_autofree char *sha256 = NULL;

	if (values->engagement != NULL) {
		sha256 = hash_specification(values->engagement, error);
		if (sha256 == NULL)
			return OT_EXIT_FAILED;
		expected.specification_sha256 = sha256;
	}
	return ot_packs_are_in(path) ? ot_verify_packs(path, &expected, values, error)
	                             : verify_one(path, &expected, values, error);
}
