/* SPDX-License-Identifier: MIT */
#ifndef OT_ENGAGEMENT_MANIFEST_H
#define OT_ENGAGEMENT_MANIFEST_H

/**
 * The manifest of an output folder, manifest.json: what outset made there, from what.
 *
 *   {
 *     "made-by": "outset 0.1.0",
 *     "engagement": {"reference": "...", "title": "..."},
 *     "files": [{
 *       "name": "dpia.docx", "title": "Data protection impact assessment",
 *       "size": 31415, "sha256": "...",
 *       "template": "dpia", "template-version": "1.0.0",
 *       "specification-version": "0.3", "specification-sha256": "...",
 *       "answers-sha256": "...",
 *       "paragraphs": "5f3a01bc 9e07d2a4 ..."
 *     }]
 *   }
 *
 * A pack for one supplier has a member "pack" too, before "files": {"code": "K7F-39Q-X2M",
 * "supplier": "...", "made-from": "..."}; see packs/packs.h.
 *
 * A file in another language than the specification has the "translation-sha256" of the
 * specification's translation too.  The files are in the order of their names.  Because it has the
 * SHA-256 of each file as it was made, it also tells which files a person has changed since, and by
 * the checksums of a Word file's paragraphs (ot_draft_sums()), which of these.
 */

#include <glib.h>
#include <stdbool.h>

#define OT_MANIFEST_NAME "manifest.json"

/** One file; the strings belong to the manifest. */
typedef struct {
	const char *name, *title;
	guint64 size;
	const char *sha256;
	const char *template_name, *template_version;
	const char *specification_version, *specification_sha256;
	const char *answers_sha256; /**< of assets/NAME.xml; NULL: there was none */
	/** NULL: made without a translation of the specification */
	const char *translation_sha256;
	const char *paragraphs; /**< ot_draft_sums() of a Word file; NULL: of none */
} OtManifestFile;

typedef struct {
	char *reference, *title; /**< of the engagement */
	char *made_by;           /**< as read, or NULL: this version of outset */
	/** of a pack for one supplier: its short code and name; or NULL */
	char *code, *supplier;
	/** of such a pack: SHA-256 of all that it is made from; or NULL */
	char *made_from;
	GPtrArray *files;        /**< of OtManifestFile *, by name */
} OtManifest;

/** An empty manifest; free with ot_manifest_free(). */
OtManifest *
ot_manifest_new(void);

/**
 * Read the manifest of a folder; an empty one where there is none.  OT_ERROR_FORMAT where it is
 * not a manifest.
 */
OtManifest *
ot_manifest_read(const char *folder, GError **error);

/** The same from bytes; NULL where they are no manifest. */
OtManifest *
ot_manifest_parse(GBytes *bytes);

void
ot_manifest_free(OtManifest *manifest);

/** The entry of a file, or NULL. */
OtManifestFile *
ot_manifest_find(const OtManifest *manifest, const char *name);

/** Add a copy of an entry, in the place of the one with the same name. */
void
ot_manifest_put(OtManifest *manifest, const OtManifestFile *file);

/** The manifest as JSON. */
GBytes *
ot_manifest_json(const OtManifest *manifest);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(OtManifest, ot_manifest_free)

#endif
