/* SPDX-License-Identifier: MIT */
#ifndef OT_PACKS_SHELF_H
#define OT_PACKS_SHELF_H

/**
 * Packs on disk.  Each lies in a folder, or an archive, of its own that is put into its place in
 * one step: where it is there, it is whole, and its manifest says from what it was made.  That is
 * all that a run which goes on needs to know; there is no journal that could say something else.
 */

#include "packs/kit.h"

/** How a pack is put away. */
typedef enum {
	OT_PACKS_FOLDERS,
	OT_PACKS_ARCHIVES,
} OtPacksForm;

/** What lies where a pack is to be. */
typedef enum {
	OT_SHELF_EMPTY,   /**< nothing */
	OT_SHELF_WHOLE,   /**< this pack, as it would be made now */
	OT_SHELF_OLDER,   /**< one that was made from something else, by nobody changed */
	OT_SHELF_DAMAGED, /**< this pack, but a file is missing or cut short */
	OT_SHELF_CHANGED, /**< somebody changed a file */
	OT_SHELF_FOREIGN, /**< something that outset did not make, or put there */
} OtShelfState;

/** What was found there. */
typedef struct {
	OtShelfState state;
	char *manifest_sha256; /**< of a whole one */
	char *file;            /**< that was changed, or put there; else NULL */
	bool is_signed;        /**< a signature lies beside its manifest */
} OtShelf;

/** The path of a pack in a folder; free with g_free(). */
char *
ot_shelf_path(const char *folder, const char *file_name, OtPacksForm form);

/**
 * Look at the place of a pack.  `made_from` is the digest of the one that would be made.  With
 * `quick` whole means that all files have their size; otherwise each is held against its SHA-256.
 */
void
ot_shelf_look(const char *path, const char *made_from, bool quick, OtShelf *shelf);

void
ot_shelf_clear(OtShelf *shelf);

/** A pack to be put away. */
typedef struct {
	const GPtrArray *files; /**< of OtPackFile */
	GBytes *manifest;
	GBytes *signature;      /**< of the manifest; NULL: it isn't signed */
	const char *signature_name;
	gint64 epoch;           /**< time of the entries of an archive */
} OtPack;

/**
 * Put a pack into its place, in one step, in that of an older one.  Nothing is there, or all of it
 * is there; whatever ends the program.  OT_ERROR_IO.
 */
bool
ot_shelf_put(const OtPack *pack, const char *path, OtPacksForm form, GError **error);

/** Have the disk keep what was put into a folder so far. */
void
ot_shelf_sync(const char *folder);

#endif
