/* SPDX-License-Identifier: MIT */
#include "engagement/output.h"

#include "base/error.h"
#include "base/file.h"
#include "base/limits.h"

#include <string.h>

/* What is to become of a file: its bytes now decide, against those that were recorded. */
static bool
decide(const char *path, GBytes *bytes, const char *recorded, bool force, OtOutputFate *fate,
       GError **error)
{
	*fate = OT_OUTPUT_NEW;
	if (!g_file_test(path, G_FILE_TEST_EXISTS))
		return true;
	g_autoptr(GBytes) present = ot_file_read(path, G_MAXINT32, error);
	if (present == NULL)
		return false;
	g_autofree char *sha256 = ot_sha256(present);
	if (g_bytes_equal(present, bytes))
		*fate = OT_OUTPUT_UNCHANGED;
	else if (force || (recorded != NULL && strcmp(recorded, sha256) == 0))
		*fate = OT_OUTPUT_REPLACED;
	else
		*fate = OT_OUTPUT_KEPT;
	return true;
}

static void
report_kept(const char *path, bool recorded, OtFindings *findings)
{
	ot_findings_add(findings, recorded ? OT_CODE_FILE_CHANGED : OT_CODE_FILE_FOREIGN,
	                (OtWhere){.file = path},
	                recorded ? "somebody changed this file since it was made; it is kept as it is"
	                         : "this file was there already, and no manifest says that outset "
	                           "made it; it is kept as it is");
}

static bool
write_product(const OtProduct *product, const char *path, const char *recorded,
              const OtOutputOptions *options, OtOutputFate *fate, OtFindings *findings,
              GError **error)
{
	if (!decide(path, product->bytes, recorded, options->force, fate, error))
		return false;
	if (*fate == OT_OUTPUT_KEPT)
		report_kept(path, recorded != NULL, findings);
	if (options->dry_run || *fate == OT_OUTPUT_KEPT || *fate == OT_OUTPUT_UNCHANGED)
		return true;
	return ot_file_write(path, product->bytes, error);
}

static void
record(OtManifest *manifest, const OtEngagement *engagement, const OtProduct *product)
{
	g_autofree char *sha256 = ot_sha256(product->bytes);
	g_autofree char *answers = ot_engagement_answers_sha256(engagement, product->template->name);
	const OtManifestFile file = {
		.name = product->name,
		.title = product->template->title,
		.size = g_bytes_get_size(product->bytes),
		.sha256 = sha256,
		.template_name = product->template->name,
		.template_version = product->template->version,
		.specification_version = ot_engagement_version(engagement),
		.specification_sha256 = ot_engagement_sha256(engagement),
		.answers_sha256 = answers,
		.translation_sha256 =
			ot_engagement_translation_sha256(engagement, product->template->lang),
	};
	ot_manifest_put(manifest, &file);
}

static bool
write_products(OtManifest *manifest, const OtEngagement *engagement, const char *folder,
               const GPtrArray *products, const OtOutputOptions *options, GArray *fates,
               OtFindings *findings, GError **error)
{
	for (guint i = 0; i < products->len; i++) {
		const OtProduct *product = g_ptr_array_index(products, i);
		g_autofree char *path = g_build_filename(folder, product->name, NULL);
		const OtManifestFile *old = ot_manifest_find(manifest, product->name);
		OtOutputFate fate;

		if (!write_product(product, path, old != NULL ? old->sha256 : NULL, options, &fate,
		                   findings, error))
			return false;
		g_array_append_val(fates, fate);
		if (fate != OT_OUTPUT_KEPT)
			record(manifest, engagement, product);
	}
	return true;
}

static bool
write_manifest(OtManifest *manifest, const OtEngagement *engagement, const char *folder,
               GError **error)
{
	g_autofree char *path = g_build_filename(folder, OT_MANIFEST_NAME, NULL);

	g_free(manifest->reference);
	g_free(manifest->title);
	manifest->reference = g_strdup(ot_engagement_reference(engagement));
	manifest->title = g_strdup(ot_engagement_title(engagement));
	g_autoptr(GBytes) json = ot_manifest_json(manifest);
	return ot_file_write(path, json, error);
}

bool
ot_output_write(const OtEngagement *engagement, const char *folder, const GPtrArray *products,
                const OtOutputOptions *options, GArray *fates, OtFindings *findings,
                GError **error)
{
	if (!options->dry_run && !ot_folder_make(folder, error))
		return false;
	g_autoptr(OtManifest) manifest = ot_manifest_read(folder, error);
	if (manifest == NULL)
		return false;

	ot_signals_hold();
	bool done = write_products(manifest, engagement, folder, products, options, fates, findings,
	                           error);
	/* Also where a file could not be written: those before it are there. */
	if (!options->dry_run) {
		bool recorded = write_manifest(manifest, engagement, folder, done ? error : NULL);
		done = done && recorded;
	}
	ot_signals_release();
	return done;
}

bool
ot_output_write_file(const OtProduct *product, const char *path, const OtOutputOptions *options,
                     OtFindings *findings, GError **error)
{
	OtOutputFate fate;

	if (strcmp(path, "-") == 0)
		return options->dry_run || ot_file_write(path, product->bytes, error);
	return write_product(product, path, NULL, options, &fate, findings, error);
}
