/* SPDX-License-Identifier: MIT */
#include "base/error.h"
#include "base/file.h"
#include "document/language.h"
#include "engagement/manifest.h"
#include "packs/packs.h"
#include "packs/sign.h"

#include <string.h>

/* Packs after which the disk is asked to keep what was written. */
#define SYNC_EVERY 256

struct OtPacker {
	OtEngagement *engagement;
	const OtPacksOptions *options;
	GHashTable *kits;        /* language to OtKit */
	OtFindings *findings;    /* of one supplier */
	guint n_unsynced;
	OtRecipient *recipient;  /* the present one, and what is told of it */
	char *file, *sha256, *reason;
};

static void
free_kit(gpointer kit)
{
	ot_kit_free(kit);
}

static void
free_file(gpointer file)
{
	ot_pack_file_free(file);
}

OtPacker *
ot_packer_new(OtEngagement *engagement, const OtPacksOptions *options)
{
	OtPacker *packer = g_new0(OtPacker, 1);

	packer->engagement = engagement;
	packer->options = options;
	packer->kits = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, free_kit);
	packer->findings = ot_findings_new();
	return packer;
}

static void
forget(OtPacker *packer)
{
	g_clear_pointer(&packer->recipient, ot_recipient_free);
	g_clear_pointer(&packer->file, g_free);
	g_clear_pointer(&packer->sha256, g_free);
	g_clear_pointer(&packer->reason, g_free);
	ot_findings_free(packer->findings);
	packer->findings = ot_findings_new();
}

void
ot_packer_free(OtPacker *packer)
{
	if (packer == NULL)
		return;
	if (packer->n_unsynced > 0)
		ot_shelf_sync(packer->options->folder);
	forget(packer);
	ot_findings_free(packer->findings);
	g_hash_table_unref(packer->kits);
	g_free(packer);
}

/* --- languages and kits ------------------------------------------------------------------ */

/* The supplier's own language, if there are words in it. */
static bool
can_speak(const OtPacker *packer, const char *lang)
{
	g_auto(GStrv) own = ot_engagement_languages(packer->engagement, "specification");
	g_autoptr(GError) unsaid = NULL;

	return ot_lang_is_same(lang, own[0]) ||
	       ot_engagement_translation(packer->engagement, lang, &unsaid) != NULL;
}

static char **
choose_languages(const OtPacker *packer)
{
	const char *lang = packer->recipient->lang;

	if (packer->options->languages != NULL)
		return g_strdupv((char **) packer->options->languages);
	if (lang != NULL && can_speak(packer, lang))
		return g_strdupv((char *[]){(char *) lang, NULL});
	return ot_engagement_languages(packer->engagement, "specification");
}

/* What stands in the way of a kit stands in the way of all packs. */
static void
complain(const OtPacker *packer, GError **error)
{
	for (size_t i = 0; i < ot_findings_count(packer->findings); i++) {
		const OtFinding *finding = ot_findings_get(packer->findings, i);
		if (finding->severity != OT_SEVERITY_ERROR)
			continue;
		g_set_error(error, OT_ERROR, OT_ERROR_INPUT, "no pack can be made: %s",
		            finding->message);
		return;
	}
	g_set_error(error, OT_ERROR, OT_ERROR_INPUT, "no pack can be made");
}

static OtKit *
obtain_kit(OtPacker *packer, const char *lang, GError **error)
{
	OtKit *kit = g_hash_table_lookup(packer->kits, lang);
	GError *trouble = NULL;

	if (kit != NULL)
		return kit;
	kit = ot_kit_new(packer->engagement, lang, packer->options->assets, packer->findings,
	                 &trouble);
	if (kit != NULL)
		g_hash_table_insert(packer->kits, g_strdup(lang), kit);
	else if (trouble != NULL)
		g_propagate_error(error, trouble);
	else
		complain(packer, error);
	return kit;
}

/* The kits of a supplier, in the order of its languages. */
static GPtrArray *
obtain_kits(OtPacker *packer, GError **error)
{
	g_auto(GStrv) languages = choose_languages(packer);
	g_autoptr(GPtrArray) kits = g_ptr_array_new();

	for (char **lang = languages; *lang != NULL; lang++) {
		OtKit *kit = obtain_kit(packer, *lang, error);
		if (kit == NULL)
			return NULL;
		g_ptr_array_add(kits, kit);
	}
	return g_steal_pointer(&kits);
}

/* --- one pack ---------------------------------------------------------------------------- */

static void
record(OtManifest *manifest, const OtEngagement *engagement, const OtPackFile *file)
{
	const OtTemplateInfo *template = file->template;
	const char *lang = template != NULL ? template->lang : ot_engagement_language(engagement);
	const OtManifestFile entry = {
		.name = file->name,
		.title = file->title,
		.size = g_bytes_get_size(file->bytes),
		.sha256 = file->sha256,
		.template_name = template != NULL ? template->name : NULL,
		.template_version = template != NULL ? template->version : NULL,
		.specification_version = ot_engagement_version(engagement),
		.specification_sha256 = ot_engagement_sha256(engagement),
		.answers_sha256 = file->answers_sha256,
		.translation_sha256 = ot_engagement_translation_sha256(engagement, lang),
	};
	ot_manifest_put(manifest, &entry);
}

static GBytes *
make_manifest(const OtPacker *packer, const GPtrArray *files, const char *made_from)
{
	g_autoptr(OtManifest) manifest = ot_manifest_new();
	const OtRecipient *recipient = packer->recipient;

	manifest->reference = g_strdup(ot_engagement_reference(packer->engagement));
	manifest->title = g_strdup(ot_engagement_title(packer->engagement));
	manifest->code = g_strdup(recipient->texts[OT_RECIPIENT_CODE]);
	manifest->supplier = g_strdup(recipient->texts[OT_RECIPIENT_NAME]);
	manifest->made_from = g_strdup(made_from);
	for (guint i = 0; i < files->len; i++)
		record(manifest, packer->engagement, g_ptr_array_index(files, i));
	return ot_manifest_json(manifest);
}

/* The first reason why a supplier can't have its pack. */
static void
take_reason(OtPacker *packer)
{
	for (size_t i = 0; i < ot_findings_count(packer->findings) && packer->reason == NULL; i++) {
		const OtFinding *finding = ot_findings_get(packer->findings, i);
		if (finding->severity == OT_SEVERITY_ERROR)
			packer->reason = g_strdup(finding->message);
	}
	if (packer->reason == NULL)
		packer->reason = g_strdup("its documents can't be made");
}

static void
keep_synced(OtPacker *packer)
{
	if (++packer->n_unsynced < SYNC_EVERY)
		return;
	ot_shelf_sync(packer->options->folder);
	packer->n_unsynced = 0;
}

/* Fill all kits; `fate` becomes failed where the supplier itself is the reason. */
static bool
fill_kits(OtPacker *packer, const GPtrArray *kits, GPtrArray *files, OtPackFate *fate,
          GError **error)
{
	GError *trouble = NULL;

	for (guint i = 0; i < kits->len; i++) {
		if (ot_kit_fill(g_ptr_array_index(kits, i), packer->recipient, files,
		                packer->findings, &trouble))
			continue;
		if (trouble != NULL) {
			g_propagate_error(error, trouble);
			return false;
		}
		take_reason(packer);
		*fate = OT_PACK_FAILED;
		return true;
	}
	return true;
}

static bool
put_pack(OtPacker *packer, const GPtrArray *kits, const char *made_from, const char *path,
         OtPackFate *fate, GError **error)
{
	g_autoptr(GPtrArray) files = g_ptr_array_new_with_free_func(free_file);

	if (packer->options->dry_run)
		return true;
	if (!fill_kits(packer, kits, files, fate, error))
		return false;
	if (*fate == OT_PACK_FAILED)
		return true;
	g_autoptr(GBytes) manifest = make_manifest(packer, files, made_from), signature = NULL;
	const char *signature_name = NULL;

	if (packer->options->sign != NULL) {
		signature = ot_sign(manifest, packer->options->sign, &signature_name, error);
		if (signature == NULL)
			return false;
	}
	const OtPack pack = {
		.files = files,
		.manifest = manifest,
		.signature = signature,
		.signature_name = signature_name,
		.epoch = ot_kit_epoch(g_ptr_array_index(kits, 0)),
	};

	packer->sha256 = ot_sha256(manifest);
	keep_synced(packer);
	return ot_shelf_put(&pack, path, packer->options->form, error);
}

static char *
digest_kits(const OtPacker *packer, const GPtrArray *kits)
{
	g_autoptr(GString) digests = g_string_new(NULL);

	for (guint i = 0; i < kits->len; i++)
		g_string_append(digests, ot_kit_digest(g_ptr_array_index(kits, i)));
	return ot_recipient_digest(packer->recipient, digests->str);
}

/* What is to be done with what lies there; sets the reason where that stays. */
static OtPackFate
decide(OtPacker *packer, OtShelf *shelf)
{
	switch (shelf->state) {
	case OT_SHELF_EMPTY:
		return OT_PACK_MADE;
	case OT_SHELF_WHOLE:
		if (packer->options->sign != NULL && !shelf->is_signed)
			return OT_PACK_REPLACED;
		packer->sha256 = g_steal_pointer(&shelf->manifest_sha256);
		return OT_PACK_CURRENT;
	case OT_SHELF_OLDER:
	case OT_SHELF_DAMAGED:
		return OT_PACK_REPLACED;
	case OT_SHELF_CHANGED:
		packer->reason = g_strdup_printf("somebody changed %s", shelf->file);
		return packer->options->force ? OT_PACK_REPLACED : OT_PACK_KEPT;
	case OT_SHELF_FOREIGN:
		packer->reason =
			shelf->file != NULL
				? g_strdup_printf("outset did not put %s there", shelf->file)
				: g_strdup("outset did not make what lies there");
		return OT_PACK_KEPT;
	}
	g_assert_not_reached();
}

static bool
make_pack(OtPacker *packer, OtPackFate *fate, GError **error)
{
	const OtPacksOptions *options = packer->options;
	g_autoptr(GPtrArray) kits = obtain_kits(packer, error);
	OtShelf shelf;

	if (kits == NULL)
		return false;
	g_autofree char *made_from = digest_kits(packer, kits);
	g_autofree char *path =
		ot_shelf_path(options->folder, packer->recipient->file_name, options->form);
	packer->file = g_path_get_basename(path);
	ot_shelf_look(path, made_from, options->quick, &shelf);
	*fate = decide(packer, &shelf);
	ot_shelf_clear(&shelf);
	return (*fate != OT_PACK_MADE && *fate != OT_PACK_REPLACED) ||
	       put_pack(packer, kits, made_from, path, fate, error);
}

static bool
is_refused(const OtSupplier *supplier)
{
	return supplier->consent == OT_CONSENT_REFUSED ||
	       supplier->consent == OT_CONSENT_WITHDRAWN;
}

static const char *
or_nothing(const char *text)
{
	return text != NULL ? text : "";
}

bool
ot_packer_make(OtPacker *packer, const OtSupplier *supplier, OtPackOutcome *outcome,
               GError **error)
{
	OtPackFate fate = OT_PACK_FAILED;

	forget(packer);
	if (supplier->bad != NULL) {
		packer->reason = g_strdup(supplier->bad);
	} else if (*supplier->code == '\0') {
		packer->reason = g_strdup("nothing tells it from other suppliers");
	} else if (is_refused(supplier)) {
		packer->reason = g_strdup("it asked not to be written to");
		fate = OT_PACK_LEFT_OUT;
	} else {
		packer->recipient = ot_recipient_new(supplier);
		if (!make_pack(packer, &fate, error))
			return false;
	}
	*outcome = (OtPackOutcome){
		.fate = fate,
		.row = supplier->row,
		.code = supplier->code,
		.name = supplier->values[OT_SUPPLIER_NAME],
		.file = or_nothing(packer->file),
		.sha256 = or_nothing(packer->sha256),
		.reason = or_nothing(packer->reason),
	};
	return true;
}
