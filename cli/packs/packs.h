/* SPDX-License-Identifier: MIT */
#ifndef OT_PACKS_PACKS_H
#define OT_PACKS_PACKS_H

/**
 * A pack for each supplier of a list: run.c shares the list out to workers, worker.c makes packs,
 * kit.c their files, shelf.c puts them away, lists.c writes what became of each.
 *
 * Workers are processes: Pango and fontconfig share more between threads than is good.  Each reads
 * the list by itself and takes every n-th supplier; what became of them is collected in the order
 * of the list.  So memory stays flat, and the result does not depend on how many there are.
 */

#include "packs/shelf.h"

/** What became of a supplier. */
typedef enum {
	OT_PACK_MADE,     /**< it has a pack now */
	OT_PACK_REPLACED, /**< in the place of one that was made from something else, or damaged */
	OT_PACK_CURRENT,  /**< it had this pack already */
	OT_PACK_KEPT,     /**< somebody changed its pack, which stays as it is */
	OT_PACK_LEFT_OUT, /**< it asked not to be written to */
	OT_PACK_FAILED,   /**< it can't have one; the reason is in failed.csv */
	OT_N_PACK_FATES
} OtPackFate;

/** What became of one supplier, as it is told in the order of the list. */
typedef struct {
	OtPackFate fate;
	size_t row;              /**< as a spreadsheet counts */
	const char *code, *name; /**< "" where the row is too bad to tell */
	const char *file;        /**< of its pack, within the folder; "": none */
	const char *sha256;      /**< of its manifest; "": none */
	const char *reason;      /**< why it has no pack, or what became of an older one; or "" */
} OtPackOutcome;

/** Told after each supplier. */
typedef void OtPacksTell(const OtPackOutcome *outcome, size_t done, size_t total, void *data);

/** Where and how packs are put on record. */
typedef struct {
	const char *path;       /**< of the register; NULL: they are not put on record */
	const char *by;         /**< who makes them, or NULL */
	const char *keep_until; /**< or NULL */
} OtPacksRecording;

typedef struct {
	const char *list;            /**< of suppliers, a path */
	OtSuppliersOptions reading;  /**< how it is read */
	const char *folder;          /**< where packs go */
	OtPacksForm form;
	char *const *assets;    /**< that all get alike, ended with NULL */
	char *const *languages; /**< ended with NULL; NULL: the supplier's own, if there is one */
	char *const *only;      /**< codes, ids or names, ended with NULL; NULL: all */
	int shard, n_shards;    /**< this part of the list, from 1, of so many; 1 of 1: all */
	int n_workers;
	const char *sign; /**< with which key each manifest is signed, see sign.h; or NULL */
	bool quick;   /**< trust packs that are there by the sizes of their files */
	bool force;   /**< replace packs that were changed */
	bool dry_run; /**< write nothing */
	OtPacksRecording recording;
	OtPacksTell *tell; /**< or NULL */
	void *data;
} OtPacksOptions;

typedef struct {
	size_t n[OT_N_PACK_FATES]; /**< suppliers by what became of them */
	size_t total;              /**< suppliers of the list that were asked for */
} OtPacksResult;

/**
 * Make the packs.  What is wrong with the list goes to `findings`, what is wrong with a row to
 * failed.csv too; the others go on.  False with `error` where it can't be done or has to stop;
 * without, where `findings` say why nothing can be made.
 */
bool
ot_packs_make(OtEngagement *engagement, const OtPacksOptions *options, OtPacksResult *result,
              OtFindings *findings, GError **error);

/* --- for the files of this folder ---------------------------------------------------------- */

/**
 * Names in the folder of packs; those of a part of the list have its number: "packs.2-of-8.csv".
 */
#define OT_PACKS_LIST   "packs"
#define OT_PACKS_FAILED "failed"

/** run.c: whether a supplier is asked for; `index` counts the rows of the list from 0. */
bool
ot_packs_wants(const OtPacksOptions *options, const OtSupplier *supplier, size_t index);

/** What makes the packs of one process. */
typedef struct OtPacker OtPacker;

/** worker.c: nothing is made ready before it is needed.  Free with ot_packer_free(). */
OtPacker *
ot_packer_new(OtEngagement *engagement, const OtPacksOptions *options);

void
ot_packer_free(OtPacker *packer);

/**
 * Make the pack of a supplier.  The texts of `outcome` live until the next one.  False with `error`
 * where the run has to stop: no other pack could be made either.
 */
bool
ot_packer_make(OtPacker *packer, const OtSupplier *supplier, OtPackOutcome *outcome,
               GError **error);

/** lists.c: packs.csv and failed.csv while they are written; not where only some are asked for. */
typedef struct OtPacksLists OtPacksLists;

OtPacksLists *
ot_packs_lists_new(const OtPacksOptions *options, GError **error);

bool
ot_packs_lists_add(OtPacksLists *lists, const OtPackOutcome *outcome, GError **error);

/**
 * Put them into their place; a failed.csv that would be empty goes away, and where this is the list
 * of all, so do those of its parts.
 */
bool
ot_packs_lists_finish(OtPacksLists *lists, GError **error);

void
ot_packs_lists_free(OtPacksLists *lists);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(OtPacker, ot_packer_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(OtPacksLists, ot_packs_lists_free)

#endif
