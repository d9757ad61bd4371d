/* SPDX-License-Identifier: MIT */
#ifndef OT_PACKS_VERIFY_H
#define OT_PACKS_VERIFY_H

/**
 * Holding a pack against its manifest: for a supplier who got it, or an auditor.
 *
 * This shows damage and careless changes.  Whoever changes a file and the manifest alike is found
 * out only by a signature, see sign.h.
 */

#include "packs/sign.h"

/** What became of one file. */
typedef enum {
	OT_PACK_FILE_WHOLE,
	OT_PACK_FILE_CHANGED,
	OT_PACK_FILE_MISSING,
	OT_PACK_FILE_EXTRA, /**< it is there, and the manifest doesn't have it */
} OtPackFileState;

typedef struct {
	char *name; /**< safe to print */
	OtPackFileState state;
} OtPackFileCheck;

/** How a pack relates to a specification. */
typedef enum {
	OT_PACK_AGE_UNKNOWN, /**< none was given */
	OT_PACK_AGE_PRESENT,
	OT_PACK_AGE_OTHER,   /**< a file was made from another version of it */
} OtPackAge;

typedef struct {
	char *code, *supplier; /**< NULL: it isn't for one supplier */
	char *made_by, *reference, *version; /**< as the manifest says; may be NULL */
	char *manifest_sha256;
	OtPackAge age;
	OtSignature signature;
	char *signer; /**< of a good one: whose key it is, safe to print; else NULL */
	GArray *files; /**< of OtPackFileCheck: those of the manifest, then others */
} OtPackCheck;

/** What a pack is held against besides its manifest. */
typedef struct {
	const char *specification_sha256; /**< NULL: none */
	const char *only;                 /**< only this file of it; NULL: all */
	const char *key;                  /**< of whoever signed, for minisign; or NULL */
} OtPackExpectation;

/**
 * Look at a pack, a folder or a zip archive.  What is wrong is a finding.  NULL with `error` where
 * it can't be read or has no manifest, without where `findings` say why the archive is refused.
 * Free with ot_pack_check_free().
 */
OtPackCheck *
ot_pack_verify(const char *path, const OtPackExpectation *expected, OtFindings *findings,
               GError **error);

void
ot_pack_check_free(OtPackCheck *check);

/** What became of one of many packs. */
typedef enum {
	OT_PACK_WHOLE,
	OT_PACK_NOT_WHOLE,  /**< or something else was found of it, such as a bad signature */
	OT_PACK_UNREADABLE, /**< it can't be read, or has no manifest */
} OtPackState;

/** One of many packs; its findings are in the list of all. */
typedef struct {
	char *name; /**< of its folder or archive, as it is */
	OtPackState state;
	char *code, *supplier; /**< or NULL */
	char *manifest_sha256; /**< NULL: it is unreadable */
	OtSignature signature;
	char *signer;          /**< as in OtPackCheck */
	bool is_listed;        /**< packs.csv has it */
} OtPackVerdict;

/** Many packs in one folder. */
typedef struct {
	GArray *packs;    /**< of OtPackVerdict, by name */
	bool has_list;    /**< there is a packs.csv, or one of a part of the list */
	size_t n_missing; /**< packs that it lists and that aren't there */
} OtPacksCheck;

/**
 * Look at all packs in a folder, and hold their manifests against packs.csv where it is there: so
 * a manifest that was changed with its files is found out, as long as the list was not.  Links are
 * not followed.  NULL with `error` where the folder can't be read.
 * Free with ot_packs_check_free().
 */
OtPacksCheck *
ot_packs_verify(const char *folder, const OtPackExpectation *expected, OtFindings *findings,
                GError **error);

void
ot_packs_check_free(OtPacksCheck *check);

/** True for a folder that holds packs and isn't one. */
bool
ot_packs_are_in(const char *folder);

/** "whole", "not whole", "unreadable". */
const char *
ot_pack_state_name(OtPackState state);

/** "whole", "changed", "missing", "extra". */
const char *
ot_pack_file_state_name(OtPackFileState state);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(OtPackCheck, ot_pack_check_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(OtPacksCheck, ot_packs_check_free)

#endif
