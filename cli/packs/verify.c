/* SPDX-License-Identifier: MIT */
#include "packs/verify.h"

#include "base/error.h"
#include "base/file.h"
#include "packs/view.h"
#include "report/words.h"

#include <string.h>

const char *
ot_pack_file_state_name(OtPackFileState state)
{
	static const char *const names[] = {
		[OT_PACK_FILE_WHOLE] = "whole",
		[OT_PACK_FILE_CHANGED] = "changed",
		[OT_PACK_FILE_MISSING] = "missing",
		[OT_PACK_FILE_EXTRA] = "extra",
	};

	return names[state];
}

static void
clear_file(gpointer data)
{
	OtPackFileCheck *file = data;

	g_free(file->name);
}

void
ot_pack_check_free(OtPackCheck *check)
{
	if (check == NULL)
		return;
	g_free(check->code);
	g_free(check->supplier);
	g_free(check->made_by);
	g_free(check->reference);
	g_free(check->version);
	g_free(check->manifest_sha256);
	g_free(check->signer);
	g_array_unref(check->files);
	g_free(check);
}

static void
add_file(OtPackCheck *check, const char *name, OtPackFileState state)
{
	OtPackFileCheck file = {ot_report_safe(name), state};

	g_array_append_val(check->files, file);
}

static OtPackFileState
look_at(const OtPackView *view, const OtManifestFile *file)
{
	if (!ot_pack_view_has(view, file->name))
		return OT_PACK_FILE_MISSING;
	g_autoptr(GBytes) bytes = ot_pack_view_read(view, file->name);
	g_autofree char *sha256 = bytes != NULL ? ot_sha256(bytes) : NULL;

	return g_strcmp0(sha256, file->sha256) == 0 ? OT_PACK_FILE_WHOLE : OT_PACK_FILE_CHANGED;
}

static void
check_file(OtPackCheck *check, const OtPackView *view, const OtManifestFile *file, OtWhere where,
           OtFindings *findings)
{
	OtPackFileState state = look_at(view, file);
	g_autofree char *safe = ot_report_safe(file->name);

	add_file(check, file->name, state);
	if (state == OT_PACK_FILE_MISSING)
		ot_findings_add(findings, OT_CODE_PACK_MISSING, where,
		                "%s is in the manifest and is not there", safe);
	if (state == OT_PACK_FILE_CHANGED)
		ot_findings_add(findings, OT_CODE_PACK_CHANGED, where, "%s is not as it was made",
		                safe);
}

/* Files that came from elsewhere. */
static void
check_extra(OtPackCheck *check, const OtPackView *view, const OtManifest *manifest, OtWhere where,
            OtFindings *findings)
{
	const GPtrArray *names = ot_pack_view_names(view);

	for (guint i = 0; i < names->len; i++) {
		const char *name = g_ptr_array_index(names, i);

		if (strcmp(name, OT_MANIFEST_NAME) == 0 || ot_signature_is(name) ||
		    ot_manifest_find(manifest, name) != NULL)
			continue;
		g_autofree char *safe = ot_report_safe(name);
		add_file(check, name, OT_PACK_FILE_EXTRA);
		ot_findings_add(findings, OT_CODE_PACK_EXTRA, where,
		                "%s is there and is not in the manifest", safe);
	}
}

static void
check_age(OtPackCheck *check, const OtManifest *manifest, const char *sha256, OtWhere where,
          OtFindings *findings)
{
	if (sha256 == NULL)
		return;
	check->age = OT_PACK_AGE_PRESENT;
	for (guint i = 0; i < manifest->files->len; i++) {
		const OtManifestFile *file = g_ptr_array_index(manifest->files, i);
		if (g_strcmp0(file->specification_sha256, sha256) != 0)
			check->age = OT_PACK_AGE_OTHER;
	}
	if (check->age == OT_PACK_AGE_OTHER)
		ot_findings_add(findings, OT_CODE_PACK_OLDER, where,
		                "it was made from version %s of the specification, which has other "
		                "words than the one that is there now",
		                check->version != NULL ? check->version : "(unknown)");
}

/* Of two signatures the worse one counts. */
static bool
is_worse(OtSignature signature, OtSignature than)
{
	return than == OT_SIGNATURE_NONE || signature == OT_SIGNATURE_BAD ||
	       (signature == OT_SIGNATURE_UNKNOWN && than == OT_SIGNATURE_GOOD);
}

static void
check_signature(OtPackCheck *check, const OtPackView *view, GBytes *manifest, const char *key,
                OtWhere where, OtFindings *findings)
{
	static const char *const names[] = {OT_SIGNATURE_OPENPGP, OT_SIGNATURE_MINISIGN};

	for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
		g_autoptr(GBytes) signature = ot_pack_view_read(view, names[i]);
		g_autofree char *signer = NULL;
		OtSignature found;

		if (signature == NULL)
			continue;
		found = ot_signature_check(manifest, signature, names[i], key, where.file, &signer,
		                           findings);
		if (!is_worse(found, check->signature))
			continue;
		g_free(check->signer);
		check->signature = found;
		check->signer = g_steal_pointer(&signer);
	}
}

/* The version that its first file was made from. */
static char *
find_version(const OtManifest *manifest)
{
	const OtManifestFile *file =
		manifest->files->len > 0 ? g_ptr_array_index(manifest->files, 0) : NULL;

	return file != NULL && file->specification_version != NULL
	               ? ot_report_safe(file->specification_version)
	               : NULL;
}

static char *
safe_or_null(const char *text)
{
	return text != NULL ? ot_report_safe(text) : NULL;
}

static OtPackCheck *
start_check(const OtManifest *manifest)
{
	OtPackCheck *check = g_new0(OtPackCheck, 1);

	check->code = safe_or_null(manifest->code);
	check->supplier = safe_or_null(manifest->supplier);
	check->made_by = safe_or_null(manifest->made_by);
	check->reference = safe_or_null(manifest->reference);
	check->version = find_version(manifest);
	check->files = g_array_new(FALSE, FALSE, sizeof(OtPackFileCheck));
	g_array_set_clear_func(check->files, clear_file);
	return check;
}

OtPackCheck *
ot_pack_verify(const char *path, const OtPackExpectation *expected, OtFindings *findings,
               GError **error)
{
	const OtWhere where = {.file = path};
	g_autoptr(OtPackView) view = ot_pack_view_open(path, findings, error);
	g_autoptr(GBytes) bytes = NULL;
	g_autoptr(OtManifest) manifest =
		view != NULL ? ot_pack_view_manifest(view, &bytes) : NULL;

	if (view != NULL && manifest == NULL)
		g_set_error(error, OT_ERROR, OT_ERROR_INPUT,
		            "%s has no " OT_MANIFEST_NAME " of outset, so there is nothing to hold "
		            "its files against", path);
	if (manifest == NULL)
		return NULL;
	OtPackCheck *check = start_check(manifest);
	check->manifest_sha256 = ot_sha256(bytes);
	for (guint i = 0; i < manifest->files->len; i++) {
		const OtManifestFile *file = g_ptr_array_index(manifest->files, i);
		if (expected->only == NULL || strcmp(expected->only, file->name) == 0)
			check_file(check, view, file, where, findings);
	}
	if (expected->only == NULL)
		check_extra(check, view, manifest, where, findings);
	else if (check->files->len == 0)
		ot_findings_add(findings, OT_CODE_PACK_EXTRA, where, "%s is not in the manifest",
		                expected->only);
	check_age(check, manifest, expected->specification_sha256, where, findings);
	check_signature(check, view, bytes, expected->key, where, findings);
	return check;
}
