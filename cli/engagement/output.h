/* SPDX-License-Identifier: MIT */
#ifndef OT_ENGAGEMENT_OUTPUT_H
#define OT_ENGAGEMENT_OUTPUT_H

/**
 * Putting products into a folder: with a manifest, and never over what a person has changed.
 */

#include "engagement/engagement.h"
#include "engagement/manifest.h"

/** What became of one product. */
typedef enum {
	OT_OUTPUT_NEW,       /**< written */
	OT_OUTPUT_REPLACED,  /**< written over what outset had made before */
	OT_OUTPUT_UNCHANGED, /**< the same bytes were there already */
	OT_OUTPUT_KEPT,      /**< a person's version stays; a finding says so */
	OT_OUTPUT_BESIDE,    /**< the same, and beside it lies the new version as tracked changes */
} OtOutputFate;

typedef struct {
	bool force;   /**< write over changed files too */
	bool dry_run; /**< find out what would be done, and do nothing */
} OtOutputOptions;

/**
 * Write products (of OtProduct *) into a folder and bring its manifest up to date.  `fates` gets an
 * OtOutputFate for each.  Signals are held back meanwhile, so that files and manifest agree.
 *
 * Where a person changed a Word file since it was made, that stays as it is.  NAME.new.docx is
 * written beside it: the person's file with tracked changes that lead to the new version, unless a
 * person changed that one too.  `findings` lists the differences.
 *
 * Errors as those of ot_output_check_folder(), and OT_ERROR_IO.
 */
bool
ot_output_write(const OtEngagement *engagement, const char *folder, const GPtrArray *products,
                const OtOutputOptions *options, GArray *fates, OtFindings *findings,
                GError **error);

/** OT_ERROR_USAGE where a folder is not there and has the name of a file: "report.pdf". */
bool
ot_output_check_folder(const char *folder, GError **error);

/**
 * Write one product to a file outside of any pack ("-": standard output).  An existing file with
 * other bytes is kept unless `force`, because nothing tells who made it.
 */
bool
ot_output_write_file(const OtProduct *product, const char *path, const OtOutputOptions *options,
                     OtFindings *findings, GError **error);

#endif
