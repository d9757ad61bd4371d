/* SPDX-License-Identifier: MIT */
#include "engagement/output.h"

#include "base/error.h"
#include "base/file.h"
#include "base/limits.h"
#include "base/text.h"
#include "docx/revise.h"

#include <string.h>

/* Characters of a difference that a finding shows. */
#define LONGEST_SHOWN 120

/* A run that puts products into a folder. */
typedef struct {
	OtManifest *manifest;
	const OtEngagement *engagement;
	const OtOutputOptions *options;
	OtFindings *findings;
} Writing;

/* What is to become of a file: its bytes now decide, against those that were recorded. */
static bool
decide(const char *path, GBytes *bytes, const char *recorded, bool force, OtOutputFate *fate,
       GError **error)
{
	*fate = OT_OUTPUT_NEW;
	if (!ot_file_may_exist(path))
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
	OtFinding *finding = ot_findings_add(
		findings, recorded ? OT_CODE_FILE_CHANGED : OT_CODE_FILE_FOREIGN,
		(OtWhere){.file = path},
		recorded ? "somebody changed this file since it was made; it is kept as it is"
			 : "this file was there already, and no manifest says that outset "
			   "made it; it is kept as it is");
	if (recorded && g_str_has_suffix(path, ".docx"))
		ot_finding_advise(
			findings, finding,
			"Take over what was filled in with outset import, and make it again; "
			"or write elsewhere with -o, or replace the file with --force.");
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

static bool
passed_a_limit(const OtFindings *findings)
{
	for (size_t i = 0; i < ot_findings_count(findings); i++)
		if (strcmp(ot_findings_get(findings, i)->code,
		           ot_code_info(OT_CODE_DRAFT_LIMIT)->code) == 0)
			return true;
	return false;
}

/*
 * What a Word file says, for the day when a person has changed it; `*sums` is NULL of another file,
 * and of one that is larger than those that are read.
 */
static bool
sum_paragraphs(const OtProduct *product, char **sums, GError **error)
{
	g_autoptr(OtFindings) unsaid = ot_findings_new();
	g_autoptr(OtDraft) draft = NULL;

	*sums = NULL;
	if (!g_str_has_suffix(product->name, ".docx"))
		return true;
	draft = ot_draft_parse(product->bytes, product->name, unsaid);
	if (draft != NULL)
		*sums = ot_draft_sums(draft);
	if (draft != NULL || passed_a_limit(unsaid))
		return true;
	g_set_error(error, OT_ERROR, OT_ERROR_IO,
	            "%s, which was just made, can't be read back, perhaps because memory ran out; "
	            "run the command again", product->name);
	return false;
}

static void
record(const Writing *writing, const OtProduct *product, const char *sums, const char *name,
       GBytes *bytes)
{
	const OtEngagement *engagement = writing->engagement;
	g_autofree char *sha256 = ot_sha256(bytes);
	g_autofree char *answers =
		ot_engagement_answers_sha256(engagement, product->template->name);
	const OtManifestFile file = {
		.name = name,
		.title = product->template->title,
		.size = g_bytes_get_size(bytes),
		.sha256 = sha256,
		.template_name = product->template->name,
		.template_version = product->template->version,
		.specification_version = ot_engagement_version(engagement),
		.specification_sha256 = ot_engagement_sha256(engagement),
		.answers_sha256 = answers,
		.translation_sha256 =
			ot_engagement_translation_sha256(engagement, product->template->lang),
		.paragraphs = sums,
	};
	ot_manifest_put(writing->manifest, &file);
}

/* --- the new version beside what a person changed -------------------------------------------- */

static void
report_difference(const OtDifference *difference, const char *path, OtFindings *findings)
{
	g_autofree char *old = ot_text_show(difference->old, LONGEST_SHOWN);
	g_autofree char *new = ot_text_show(difference->new, LONGEST_SHOWN);
	const OtWhere where = {.file = path, .place = difference->place};
	OtCode code = difference->tracked ? OT_CODE_FILE_DIFFERS : OT_CODE_FILE_UNTRACKED;

	if (*old == '\0')
		ot_findings_add(findings, code, where, "the new version adds “%s”", new);
	else if (*new == '\0')
		ot_findings_add(findings, code, where, "the new version does not have “%s”", old);
	else
		ot_findings_add(findings, code, where, "“%s” is “%s” in the new version", old, new);
}

/* The person's file with changes that lead to the new one; NULL: that has nothing new to say. */
static OtRevision *
revise(const OtProduct *product, const char *path, const OtManifestFile *old, GError **error)
{
	g_autoptr(OtFindings) unsaid = ot_findings_new();
	g_autoptr(OtDraft) person = ot_draft_read(path, unsaid, error);
	g_autoptr(OtDraft) made =
		person != NULL ? ot_draft_parse(product->bytes, product->name, unsaid) : NULL;

	if (made == NULL)
		return NULL;
	g_autoptr(OtRevision) revision = ot_draft_revise(person, made, old->paragraphs,
	                                                 product->epoch, error);
	return revision != NULL && ot_revision_count(revision) > 0 ? g_steal_pointer(&revision)
	                                                          : NULL;
}

/* Whether there is anything in a Word file that was not in it when it was made last. */
static bool
has_news(const OtProduct *product, const OtManifestFile *old)
{
	g_autofree char *sha256 = ot_sha256(product->bytes);

	return g_str_has_suffix(product->name, ".docx") && strcmp(old->sha256, sha256) != 0;
}

/* Write NAME.new.docx beside a file that is kept; `*fate` tells whether it is there. */
static bool
write_beside(const Writing *writing, const OtProduct *product, const char *sums,
             const OtManifestFile *was, const char *path, OtOutputFate *fate, GError **error)
{
	g_autoptr(GError) unread = NULL;
	g_autoptr(OtRevision) revision = revise(product, path, was, &unread);
	size_t len = strlen(product->name) - strlen(".docx");
	g_autofree char *name = g_strdup_printf("%.*s.new.docx", (int) len, product->name);
	g_autofree char *folder = g_path_get_dirname(path);
	g_autofree char *beside = g_build_filename(folder, name, NULL);
	const OtManifestFile *old = ot_manifest_find(writing->manifest, name);
	const OtOutputOptions *options = writing->options;
	OtOutputFate own;

	/* a file that can't be read is kept all the same */
	if (revision == NULL)
		return true;
	GBytes *bytes = ot_revision_bytes(revision);
	if (!decide(beside, bytes, old != NULL ? old->sha256 : NULL, options->force, &own, error))
		return false;
	if (own == OT_OUTPUT_KEPT) {
		report_kept(beside, old != NULL, writing->findings);
		return true;
	}
	for (size_t i = 0; i < ot_revision_count(revision); i++)
		report_difference(ot_revision_difference(revision, i), path, writing->findings);
	if (!options->dry_run && own != OT_OUTPUT_UNCHANGED && !ot_file_write(beside, bytes, error))
		return false;
	record(writing, product, sums, name, bytes);
	*fate = OT_OUTPUT_BESIDE;
	return true;
}

static bool
write_products(const Writing *writing, const char *folder, const GPtrArray *products, GArray *fates,
               GError **error)
{
	for (guint i = 0; i < products->len; i++) {
		const OtProduct *product = g_ptr_array_index(products, i);
		g_autofree char *path = g_build_filename(folder, product->name, NULL), *sums = NULL;
		const OtManifestFile *old = ot_manifest_find(writing->manifest, product->name);
		OtOutputFate fate;

		if (!sum_paragraphs(product, &sums, error) ||
		    !write_product(product, path, old != NULL ? old->sha256 : NULL,
		                   writing->options, &fate, writing->findings, error))
			return false;
		if (fate == OT_OUTPUT_KEPT && old != NULL && has_news(product, old) &&
		    !write_beside(writing, product, sums, old, path, &fate, error))
			return false;
		if (fate != OT_OUTPUT_KEPT && fate != OT_OUTPUT_BESIDE)
			record(writing, product, sums, product->name, product->bytes);
		g_array_append_val(fates, fate);
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
ot_output_check_folder(const char *folder, GError **error)
{
	static const char *const suffixes[] = {".pdf", ".docx", ".html", ".txt"};

	for (size_t i = 0; i < G_N_ELEMENTS(suffixes); i++)
		if (g_str_has_suffix(folder, suffixes[i]) && !ot_folder_exists(folder)) {
			g_set_error(
				error, OT_ERROR, OT_ERROR_USAGE,
				"-o %s is the name of a file, but several are written here; name a "
				"folder, and the form with --format",
				folder);
			return false;
		}
	return true;
}

bool
ot_output_write(const OtEngagement *engagement, const char *folder, const GPtrArray *products,
                const OtOutputOptions *options, GArray *fates, OtFindings *findings,
                GError **error)
{
	if (!ot_output_check_folder(folder, error) ||
	    (!options->dry_run && !ot_folder_make(folder, error)))
		return false;
	g_autoptr(OtManifest) manifest = ot_manifest_read(folder, error);
	if (manifest == NULL)
		return false;

	const Writing writing = {manifest, engagement, options, findings};
	ot_signals_hold();
	bool done = write_products(&writing, folder, products, fates, error);
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
