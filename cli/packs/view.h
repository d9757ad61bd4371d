/* SPDX-License-Identifier: MIT */
#ifndef OT_PACKS_VIEW_H
#define OT_PACKS_VIEW_H

/**
 * A pack as it lies somewhere: a folder, or a zip archive.  Names are taken from what is there, so
 * that a manifest can lead nowhere else.
 */

#include "base/finding.h"
#include "engagement/manifest.h"

typedef struct OtPackView OtPackView;

/**
 * Look into a folder or an archive.  NULL with `error` where it can't be read, and without where
 * `findings` say why the archive is refused.  Free with ot_pack_view_free().
 */
OtPackView *
ot_pack_view_open(const char *path, OtFindings *findings, GError **error);

void
ot_pack_view_free(OtPackView *view);

/** The names that are there, the manifest's too; of const char *, belongs to the view. */
const GPtrArray *
ot_pack_view_names(const OtPackView *view);

bool
ot_pack_view_has(const OtPackView *view, const char *name);

/** The size of a file in bytes; 0 where it isn't there. */
guint64
ot_pack_view_size(const OtPackView *view, const char *name);

/** The bytes of a file; NULL where they can't be had.  Free with g_bytes_unref(). */
GBytes *
ot_pack_view_read(const OtPackView *view, const char *name);

/**
 * The manifest, and its bytes, which are the caller's; NULL both where there is none, or it is none
 * of ours.  Free with ot_manifest_free().
 */
OtManifest *
ot_pack_view_manifest(const OtPackView *view, GBytes **bytes);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(OtPackView, ot_pack_view_free)

#endif
